/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzzing the code book: any bytes are read to the end; what is read without a fault is sound: every index in it leads
 * somewhere. With libFuzzer (-fsanitize=fuzzer -DFUZZING) a fuzz target, else a program that replays files. */
#include "codebook/codebook.h"

#include "tests/fuzz/replay.h"

enum { DAY_2014 = 16435 };

static void check_lists(const struct codebook *codebook)
{
    for (int i = 0; i < codebook->code_list_count; i++) {
        const struct code_list *list = &codebook->code_lists[i];
        require(list->category_count > 0 && list->category_count <= CATEGORIES_MAX);
        require(list->not_stated == list->category_count - 1 && list->empty_category < list->category_count);
        require(list->unknown == UNKNOWN_IS_ERROR || list->unknown_category >= 0);
        for (int k = 0; k < list->code_count; k++) {
            const struct code *code = &list->codes[k];
            require(code->category >= 0 && code->category < list->category_count && code->valid_from <= code->valid_to);
            require(code_list_category(list, code->raw, code->valid_from) == code->category);
        }
    }
}

static void check_sources(const struct codebook *codebook)
{
    for (int i = 0; i < codebook->source_count; i++) {
        const struct source_table *source = &codebook->sources[i];
        require(source->starts >= 0 && source->starts < source->column_count && source->key < source->column_count);
        require(source->columns[source->starts].type == COLUMN_DATE);
        for (int k = 0; k < source->column_count; k++)
            require((source->columns[k].type == COLUMN_CODE) == (source->columns[k].code_list != NO_INDEX));
    }
    for (int i = 0; i < codebook->dimension_count; i++) {
        const struct dimension *dimension = &codebook->dimensions[i];
        require(dimension->source < codebook->source_count && dimension->category_count <= CATEGORIES_MAX);
        if (!dimension->group_of)
            continue;
        for (int k = 0; k < codebook->dimensions[dimension->parent].category_count; k++)
            require(dimension->group_of[k] >= 0 && dimension->group_of[k] < dimension->category_count);
    }
}

static void check_measures(const struct codebook *codebook)
{
    for (int i = 0; i < codebook->measure_count; i++) {
        const struct measure *measure = &codebook->measures[i];
        require(codebook_measure(codebook, measure->id) == i);
        if (measure->kind == MEASURE_TYPED_IN)
            continue;
        require(measure->source >= 0 && measure->source < codebook->source_count);
        const int columns = codebook->sources[measure->source].column_count;
        require(measure->kind == MEASURE_STOCK ? measure->from >= 0 && measure->until >= 0 : measure->date >= 0);
        require(measure->from < columns && measure->until < columns && measure->date < columns);
        for (size_t k = 0; k < measure->condition_count; k++)
            require(measure->conditions[k].column >= 0 && measure->conditions[k].column < columns);
    }
    for (int i = 0; i < codebook->policy_count; i++)
        require(codebook->policies[i].threshold >= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    const int file = fuzz_file(data, size, path);
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = diagnostics_new();
    const struct codebook *codebook;
    struct error err = {0};
    if (codebook_read(path, DAY_2014, keep, diagnostics, &codebook, &err) && !fuzz_diagnostics(diagnostics, size)) {
        check_lists(codebook);
        check_sources(codebook);
        check_measures(codebook);
    }
    diagnostics_free(diagnostics);
    arena_free(keep);
    close(file);
    return 0;
}
