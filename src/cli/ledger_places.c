/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every figure of layouts and sheets, by its line. */
#include "cli/ledger_places.h"

#include <string.h>

struct placer {
    const struct source *source; /* the file */
    struct arena *keep;
    struct text *places;
};

static void add_place(const struct placer *p, size_t use, struct text place)
{
    struct text *known = &p->places[use];
    for (struct text rest = *known; rest.len;)
        if (text_equal(text_cut(&rest, ';'), place))
            return;
    *known = known->len ? text_format(p->keep, "%.*s; %.*s", TEXT_ARGS(*known), TEXT_ARGS(place)) : place;
}

struct text ledger_line_of(const struct source *source, struct text at, struct arena *keep)
{
    const struct place place = source_place_of(source, at);
    const char *slash = strrchr(place.path, '/');
    return text_format(keep, "%s, line %u", slash ? slash + 1 : place.path, place.line);
}

static struct text statement_words(const struct source *source, const struct statement *statement, const char *kind,
                                   struct arena *keep)
{
    return text_format(keep, "%.*s%s", TEXT_ARGS(ledger_line_of(source, statement->at, keep)), kind);
}

struct text ledger_claim_of(const struct source *layout, const struct statement *claim, struct arena *keep)
{
    return statement_words(layout, claim, " (claim)", keep);
}

struct text ledger_condition_of(const struct source *layout, const struct statement *condition, struct arena *keep)
{
    return statement_words(layout, condition, " (condition)", keep);
}

static struct text block_words(const struct source *source, const struct figure_block *figure, const char *kind, struct arena *keep)
{
    const struct text words = ledger_line_of(source, figure->at, keep);
    return text_format(keep, "%s %.*s, %.*s", kind, TEXT_ARGS(figure->id), TEXT_ARGS(words));
}

const char *ledger_form_word(enum figure_form form)
{
    static const char *const words[FORMS] = {
        [FORM_PIE] = "pie", [FORM_BARS] = "bars", [FORM_COLUMNS] = "columns", [FORM_LINE] = "line", [FORM_TABLE] = "table"};
    return words[form];
}

struct text ledger_place_of(const struct source *layout, const struct figure_block *figure, struct arena *keep)
{
    return block_words(layout, figure, ledger_form_word(figure->form), keep);
}

static void place_figure(const struct placer *p, const struct figure_block *figure, struct text place)
{
    for (size_t i = 0; i < figure->shown.period_count; i++)
        add_place(p, figure->shown.uses[i], place);
    if (figure->base_is_stated)
        add_place(p, figure->stated_use, place);
    if (figure->shown.step == STEP_NONE)
        add_place(p, figure->total_use, place);
}

static void place_in_text(const struct placer *p, const struct figure *figure, struct text words)
{
    const bool counts = figure->kind == FIGURE_SUM || figure->kind == FIGURE_TYPED_IN || figure->kind == FIGURE_TOP ||
                        figure->kind == FIGURE_DISTINCT || figure->kind == FIGURE_DATE;
    if (counts)
        add_place(p, figure->use, words);
    for (size_t i = 0; figure->kind == FIGURE_SERIES && i < figure->use_count; i++)
        add_place(p, figure->uses[i], words);
}

static void place_quantity(const struct placer *p, const struct quantity *quantity, struct text words)
{
    if (quantity->is_share)
        place_in_text(p, &quantity->base, words);
    for (size_t i = 0; i < quantity->figure_count; i++)
        place_in_text(p, &quantity->figures[i], words);
}

/* Figures of which words say something, though they may not be printed. */
static void place_statement(const struct placer *p, const struct statement *statement, struct text words)
{
    for (size_t i = 0; i < statement->count; i++) {
        const struct predicate *predicate = &statement->predicates[i];
        if (predicate->relation == RELATION_FOR_AUDIENCE || predicate->relation == RELATION_NOT_FOR_AUDIENCE)
            continue;
        place_in_text(p, &predicate->left, words);
        place_quantity(p, &predicate->right, words);
        if (predicate->relation == RELATION_BETWEEN)
            place_quantity(p, &predicate->high, words);
    }
}

static void place_block(const struct placer *p, const struct block *block)
{
    if (block->figure)
        place_figure(p, block->figure, ledger_place_of(p->source, block->figure, p->keep));
    if (block->kind == BLOCK_WHEN)
        place_statement(p, &block->when, ledger_condition_of(p->source, &block->when, p->keep));
    for (size_t i = 0; i < block->child_count; i++)
        place_block(p, block->children[i]);
    for (size_t i = 0; i < block->otherwise_count; i++)
        place_block(p, block->otherwise[i]);
}

static void place_claim(const struct placer *p, const struct claim *claim)
{
    const struct statement *statement = &claim->statement;
    place_statement(p, statement, claim->is_condition ? ledger_condition_of(p->source, statement, p->keep)
                                                      : ledger_claim_of(p->source, statement, p->keep));
}

static void place_layout(const struct placer *p, const struct layout *layout)
{
    place_block(p, layout->root);
    for (size_t k = 0; k < layout->placeholder_count; k++) {
        const struct placeholder *placeholder = &layout->placeholders[k];
        const struct text words = ledger_line_of(p->source, placeholder->at, p->keep);
        place_in_text(p, &placeholder->figure, words);
        if (placeholder->format == FORMAT_PERCENT)
            place_in_text(p, &placeholder->base, words);
    }
    for (size_t k = 0; k < layout->claim_count; k++)
        place_claim(p, &layout->claims[k]);
}

struct text *ledger_places(const struct ledger_printed *printed, const struct requests *requests, struct arena *keep)
{
    struct text *places = ARENA_ARRAY(keep, struct text, requests->use_count);
    for (size_t i = 0; i < printed->layout_count; i++) {
        const struct placer placer = {&printed->layouts[i]->source, keep, places};
        place_layout(&placer, printed->layouts[i]);
    }
    const struct placer placer = {printed->codebook, keep, places};
    for (size_t i = 0; i < printed->sheet_count; i++) {
        const struct figure_block *figure = &printed->sheets[i]->figure;
        place_figure(&placer, figure, block_words(placer.source, figure, "sheet", keep));
    }
    return places;
}
