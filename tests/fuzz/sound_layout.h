/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the fuzz targets that read layouts share: a fixed code book, and what holds of every layout that has no fault. */
#ifndef TESTS_FUZZ_SOUND_LAYOUT_H
#define TESTS_FUZZ_SOUND_LAYOUT_H

#include "layout/layout.h"
#include "tests/fuzz/replay.h"

static const char CODE_BOOK[] =
    "---\nid: f\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes gender\ntitle: Gender\n| raw | category | en |\n| F | women | W |\n| M | men | M |\n:::\n"
    "::: codes land\ntitle: Land\n| raw | category | en |\n| FI | FI | F |\n| NG | NG | N |\n| VN | VN | V |\n:::\n"
    "::: groups region\nof: land\ntitle: Region\n| category | members | en |\n| europe | FI | E |\n| rest | NG, VN | R "
    "|\n:::\n"
    "::: source cases\nfiles: *.csv\nrow: case\nkey: id\nperson: person\nstarts: admitted\nends: exited\n"
    "| column | heading in the export | type | codes | needed |\n| id | id | id | | yes |\n| person | person | id | | "
    "yes |\n"
    "| gender | gender | code | gender | yes |\n| land | land | code | land | yes |\n| admitted | admitted | date | | "
    "yes |\n"
    "| exited | exited | date | | |\n:::\n"
    "::: measure clients\ntitle: Clients\nunit: persons\ncount: cases\nin system: from admitted until exited\n"
    "counted: at the end of the period\nonce per: person\n:::\n"
    "::: measure new\ntitle: New\nunit: persons\ncount: cases\ncounted: admitted during the period\n:::\n"
    "::: measure children\ntitle: Children\nunit: children\ntyped in: yes\n:::\n"
    "::: policy public\nthreshold: 5\n:::\n"
    "::: policy as-published\npurpose: reproduction\nthreshold: 1\nmark every page: Old\n:::\n";

static const struct period YEAR = {16071, 16435}; /* 2014 */

static inline const struct codebook *read_codebook(struct arena *keep)
{
    char path[32];
    struct error err = {0};
    const struct codebook *codebook;
    struct diagnostics *diagnostics = diagnostics_new();
    const int file = fuzz_file(CODE_BOOK, sizeof CODE_BOOK - 1, path);
    require(codebook_read(path, YEAR.last, keep, diagnostics, &codebook, &err));
    require(diagnostics_count(diagnostics, SEVERITY_NOTE) == 0);
    diagnostics_free(diagnostics);
    close(file);
    return codebook;
}

static inline void check_requests(const struct codebook *codebook, const struct requests *requests)
{
    for (size_t i = 0; i < requests->table_count; i++) {
        const struct table_request *table = &requests->tables[i];
        require(table->dimension_count <= REQUEST_DIMENSIONS_MAX && table->period.first <= table->period.last);
        for (size_t k = 0; k < table->dimension_count; k++) {
            require(codebook->dimensions[table->dimensions[k]].source == codebook->measures[table->measure].source);
            require(k == 0 || table->dimensions[k - 1] < table->dimensions[k]);
        }
    }
    for (size_t i = 0; i < requests->use_count; i++) {
        const struct use *use = &requests->uses[i];
        require(use->table < requests->table_count && use->join < (int)use->by_count);
        for (size_t k = 0; k < use->by_count; k++)
            require(use->by[k] < requests->tables[use->table].dimension_count);
    }
}

static inline void check_inlines(const struct layout *layout, const struct inlines *inlines)
{
    for (size_t i = 0; i < inlines->count; i++) {
        const struct inline_item *item = &inlines->items[i];
        require(text_valid(item->text));
        require(item->kind != INLINE_FIGURE || item->index < layout->placeholder_count);
        require((item->kind != INLINE_CLAIM_OPEN && item->kind != INLINE_CLAIM_CLOSE) ||
                item->index < layout->claim_count);
        require(item->kind != INLINE_NOTE || item->index < layout->note_count);
    }
}

static inline void check_figure(const struct layout *layout, const struct figure_block *figure, size_t use_count)
{
    check_inlines(layout, &figure->title);
    require(figure->shown.period_count > 0 && figure->shown.dimension_count <= 2);
    for (size_t i = 0; i < figure->shown.period_count; i++)
        require(figure->shown.uses[i] < use_count);
}

/* Blocks nest only as deep as lists and quotes do, which the size of an input bounds. */
static inline void check_block(const struct layout *layout, const struct block *block, size_t use_count)
{
    check_inlines(layout, &block->inlines);
    require((block->kind == BLOCK_FIGURE) == (block->figure != NULL));
    require((block->kind == BLOCK_TABLE) == (block->table != NULL));
    for (size_t i = 0; block->table && i < block->table->row_count * block->table->column_count; i++)
        check_inlines(layout, &block->table->cells[i]);
    if (block->figure)
        check_figure(layout, block->figure, use_count);
    for (size_t i = 0; i < block->child_count; i++)
        check_block(layout, block->children[i], use_count);
    for (size_t i = 0; i < block->otherwise_count; i++)
        check_block(layout, block->otherwise[i], use_count);
}

/* The whole layout, and what it asks for. */
static inline void check_layout(const struct layout *layout, const struct requests *requests)
{
    check_block(layout, layout->root, requests->use_count);
    for (size_t i = 0; i < layout->note_count; i++)
        check_inlines(layout, &layout->notes[i]);
}

#endif
