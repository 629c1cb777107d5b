/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each reason is one question to both editions; several may be true of a figure, and all of them are told. */
#include "cli/reason.h"

#include <fnmatch.h>
#include <string.h>

#include "base/file.h"
#include "cli/export_rows.h"
#include "cli/unpack.h"
#include "codebook/codebook.h"

struct side {
    const struct sealed *sealed;
    const struct codebook *codebook; /* NULL: it cannot be read */
    struct export_rows **rows;       /* by source of the code book; NULL: they are not known */
};

struct reason_finder {
    struct arena *keep;
    struct side before, after;
};

/* ---- reading both ---- */

/* Faults were told when it was sealed; by the rules of today there may be others. */
static const struct codebook *read_codebook(const struct side *side, const char *folder, struct arena *keep)
{
    const struct codebook *codebook = NULL;
    struct diagnostics *unheard = diagnostics_new();
    struct error err = {0};
    date_day last;
    if (date_parse(side->sealed->period_last, DATE_ISO, &last) != DATE_PARSED)
        last = DATE_OPEN_TO;
    for (size_t i = 0; i < side->sealed->inputs.count; i++) {
        const struct sealed_file *file = &side->sealed->inputs.items[i];
        if (text_equal(file->kind, TEXT("code book")) &&
            !codebook_read(file_join(keep, folder, text_to_c(keep, file->path)), last, keep, unheard, &codebook, &err))
            codebook = NULL;
    }
    if (diagnostics_count(unheard, SEVERITY_ERROR))
        codebook = NULL;
    diagnostics_free(unheard);
    return codebook;
}

static bool is_file_of(const struct source_table *source, struct text path, struct arena *keep)
{
    const char *whole = text_to_c(keep, path), *slash = strrchr(whole, '/');
    for (size_t i = 0; i < source->file_count; i++)
        if (fnmatch(text_to_c(keep, source->files[i]), slash ? slash + 1 : whole, 0) == 0)
            return true;
    return false;
}

/* NULL where a file cannot be read, or there is none. */
static struct export_rows *read_rows(const struct side *side, const struct source_table *source, const char *folder, struct arena *keep)
{
    struct export_rows *rows = export_rows_new(source);
    bool good = true, any = false;
    for (size_t i = 0; good && i < side->sealed->restricted_inputs.count; i++) {
        const struct sealed_file *file = &side->sealed->restricted_inputs.items[i];
        if (!text_equal(file->kind, TEXT("export")) || !is_file_of(source, file->path, keep))
            continue;
        good = export_rows_read(rows, file_join(keep, folder, text_to_c(keep, file->path)));
        any = true;
    }
    if (good && any)
        return rows;
    export_rows_free(rows);
    return NULL;
}

static bool read_side(struct side *side, struct arena *keep, struct error *err)
{
    struct unpacked *unpacked = unpack_edition(side->sealed, err);
    if (!unpacked)
        return false;
    const char *folder = unpacked_folder(unpacked);
    side->codebook = read_codebook(side, folder, keep);
    if (side->codebook) {
        side->rows = ARENA_ARRAY(keep, struct export_rows *, (size_t)side->codebook->source_count);
        for (int i = 0; side->sealed->has_restricted && i < side->codebook->source_count; i++)
            side->rows[i] = read_rows(side, &side->codebook->sources[i], folder, keep);
    }
    unpack_remove(unpacked);
    return true;
}

struct reason_finder *reason_finder_new(const struct sealed *before, const struct sealed *after, struct error *err)
{
    struct arena *keep = arena_new();
    struct reason_finder *finder = ARENA_NEW(keep, struct reason_finder);
    *finder = (struct reason_finder){.keep = keep, .before = {.sealed = before}, .after = {.sealed = after}};
    if (read_side(&finder->before, keep, err) && read_side(&finder->after, keep, err))
        return finder;
    reason_finder_free(finder);
    return NULL;
}

void reason_finder_free(struct reason_finder *finder)
{
    if (!finder)
        return;
    const struct side *const sides[] = {&finder->before, &finder->after};
    for (size_t k = 0; k < 2; k++)
        for (int i = 0; sides[k]->codebook && i < sides[k]->codebook->source_count; i++)
            export_rows_free(sides[k]->rows[i]);
    arena_free(finder->keep);
}

/* ---- the rule of a measure ---- */

/* One measure in both code books. */
struct both {
    const struct codebook *books[2];
    const struct measure *measures[2];
};

static struct text column_id(const struct both *both, int k, int column)
{
    return column == NO_INDEX ? TEXT_EMPTY : both->books[k]->sources[both->measures[k]->source].columns[column].id;
}

static bool same_column(const struct both *both, int first, int second)
{
    return text_equal(column_id(both, 0, first), column_id(both, 1, second));
}

static bool same_conditions(const struct measure *a, const struct measure *b)
{
    bool same = a->condition_count == b->condition_count;
    for (size_t i = 0; same && i < a->condition_count; i++)
        same = text_equal(a->conditions[i].words, b->conditions[i].words);
    return same;
}

static bool same_rule(const struct both *both)
{
    const struct measure *a = both->measures[0], *b = both->measures[1];
    if (a->kind != b->kind || a->kind == MEASURE_TYPED_IN)
        return a->kind == b->kind;
    return text_equal(both->books[0]->sources[a->source].id, both->books[1]->sources[b->source].id) &&
           same_column(both, a->from, b->from) && same_column(both, a->until, b->until) && same_column(both, a->date, b->date) &&
           same_column(both, a->once_per, b->once_per) && a->until_counts == b->until_counts && a->by_code == b->by_code &&
           same_conditions(a, b);
}

/* ---- codes and categories ---- */

static bool has_category(const struct category *categories, int count, struct text id)
{
    for (int i = 0; i < count; i++)
        if (text_equal(categories[i].id, id))
            return true;
    return false;
}

static bool same_categories(const struct category *a, int a_count, const struct category *b, int b_count)
{
    bool same = a_count == b_count;
    for (int i = 0; same && i < a_count; i++)
        same = has_category(b, b_count, a[i].id);
    return same;
}

static bool has_code(const struct code_list *list, const struct code *code, struct text category)
{
    for (int i = 0; i < list->code_count; i++) {
        const struct code *other = &list->codes[i];
        if (text_equal(other->raw, code->raw) && other->valid_from == code->valid_from && other->valid_to == code->valid_to)
            return text_equal(list->categories[other->category].id, category);
    }
    return false;
}

static struct text category_id(const struct code_list *list, int category)
{
    return category == NO_INDEX ? TEXT_EMPTY : list->categories[category].id;
}

static bool same_codes(const struct code_list *a, const struct code_list *b)
{
    bool same = a->code_count == b->code_count && a->unknown == b->unknown &&
                text_equal(category_id(a, a->empty_category), category_id(b, b->empty_category)) &&
                (a->unknown == UNKNOWN_IS_ERROR || text_equal(category_id(a, a->unknown_category), category_id(b, b->unknown_category)));
    for (int i = 0; same && i < a->code_count; i++)
        same = has_code(b, &a->codes[i], a->categories[a->codes[i].category].id);
    return same;
}

/* Of groupings: which group each category is in. */
static bool same_groups(const struct code_list *lists[2], const struct dimension *dimensions[2])
{
    for (int i = 0; i < lists[0]->category_count; i++) {
        const int other = code_list_find(lists[1], lists[0]->categories[i].id);
        if (other == NO_INDEX)
            continue;
        const struct category *first = &dimensions[0]->categories[dimensions[0]->group_of[i]];
        if (!text_equal(first->id, dimensions[1]->categories[dimensions[1]->group_of[other]].id))
            return false;
    }
    return true;
}

static const struct code_list *list_of(const struct both *both, int k, int column)
{
    const int list = both->books[k]->sources[both->measures[k]->source].columns[column].code_list;
    return list == NO_INDEX ? NULL : &both->books[k]->code_lists[list];
}

static int column_named(const struct both *both, int k, struct text id)
{
    const struct source_table *source = &both->books[k]->sources[both->measures[k]->source];
    for (int i = 0; i < source->column_count; i++)
        if (text_equal(source->columns[i].id, id))
            return i;
    return NO_INDEX;
}

/* A column of the second code book, of codes. */
static void compare_list(const struct both *both, int column, struct reasons *reasons)
{
    const int other = column_named(both, 0, column_id(both, 1, column));
    const struct code_list *lists[2] = {other == NO_INDEX ? NULL : list_of(both, 0, other), list_of(both, 1, column)};
    if (!lists[0] || !lists[1])
        return;
    if (!same_categories(lists[0]->categories, lists[0]->category_count, lists[1]->categories, lists[1]->category_count))
        reasons->found[REASON_CLASSES] = true;
    else if (!same_codes(lists[0], lists[1]))
        reasons->found[REASON_CODES] = true;
}

/* A variable that the figure is narrowed by: its groups, else the codes of its column. */
static void compare_variable(const struct both *both, struct text variable, struct reasons *reasons)
{
    const struct dimension *dimensions[2] = {NULL, NULL};
    for (int k = 0; k < 2; k++) {
        const int measure = (int)(both->measures[k] - both->books[k]->measures);
        const int found = codebook_dimension(both->books[k], measure, variable);
        dimensions[k] = found == NO_INDEX ? NULL : &both->books[k]->dimensions[found];
    }
    if (!dimensions[0] || !dimensions[1])
        return;
    const struct code_list *lists[2] = {list_of(both, 0, dimensions[0]->column), list_of(both, 1, dimensions[1]->column)};
    const bool are_groups = dimensions[0]->group_of && dimensions[1]->group_of;
    if (!same_categories(dimensions[0]->categories, dimensions[0]->category_count, dimensions[1]->categories, dimensions[1]->category_count) ||
        (are_groups && lists[0] && lists[1] && !same_groups(lists, dimensions)))
        reasons->found[REASON_CLASSES] = true;
    else if (!are_groups)
        compare_list(both, dimensions[1]->column, reasons);
    else if (lists[0] && lists[1] && !same_codes(lists[0], lists[1]))
        reasons->found[REASON_CODES] = true;
}

/* ---- one figure ---- */

static const struct measure *find_measure(const struct side *side, struct text id)
{
    const int measure = side->codebook ? codebook_measure(side->codebook, id) : NO_INDEX;
    return measure == NO_INDEX ? NULL : &side->codebook->measures[measure];
}

bool reason_is_of_stock(const struct reason_finder *finder, struct text measure)
{
    const struct measure *before = find_measure(&finder->before, measure), *after = find_measure(&finder->after, measure);
    return before && after && before->kind == MEASURE_STOCK && after->kind == MEASURE_STOCK;
}

/* The next variable of "gender=women region=asia"; empty at the end. */
static struct text next_variable(struct text *selection)
{
    while (selection->len) {
        struct text word = text_cut(selection, ' ');
        const size_t end = text_find_byte(word, '=');
        if (end && end < word.len)
            return text_slice(word, 0, end);
    }
    return TEXT_EMPTY;
}

/* The columns of the second code book that the figure rests on. */
static bool *columns_of(const struct both *both, struct text selection, struct arena *keep)
{
    const struct measure *measure = both->measures[1];
    bool *columns = ARENA_ARRAY(keep, bool, (size_t)both->books[1]->sources[measure->source].column_count);
    const int own[] = {measure->from, measure->until, measure->date, measure->once_per};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i] != NO_INDEX)
            columns[own[i]] = true;
    for (size_t i = 0; i < measure->condition_count; i++)
        columns[measure->conditions[i].column] = true;
    for (struct text variable; (variable = next_variable(&selection)).len;) {
        const int found = codebook_dimension(both->books[1], (int)(measure - both->books[1]->measures), variable);
        if (found != NO_INDEX)
            columns[both->books[1]->dimensions[found].column] = true;
    }
    return columns;
}

static bool same_source(const struct both *both)
{
    const struct source_table *a = &both->books[0]->sources[both->measures[0]->source];
    const struct source_table *b = &both->books[1]->sources[both->measures[1]->source];
    bool same = text_equal(a->id, b->id) && a->column_count == b->column_count && a->key == b->key;
    for (int i = 0; same && i < a->column_count; i++)
        same = text_equal(a->columns[i].id, b->columns[i].id);
    return same;
}

static void compare_rows(const struct reason_finder *finder, const struct both *both, const struct sealed_statement *is,
                         struct period period, struct reasons *reasons)
{
    struct export_rows *before = finder->before.rows[both->measures[0]->source], *after = finder->after.rows[both->measures[1]->source];
    if (!before || !after || !same_source(both))
        return;
    struct arena *scratch = arena_new();
    const struct export_figure figure = {both->measures[1], period, columns_of(both, is->selection, scratch)};
    export_rows_compare(before, after, &figure, &reasons->found[REASON_LATE], &reasons->found[REASON_CORRECTION]);
    reasons->knows_rows = true;
    arena_free(scratch);
}

static void compare_counting(const struct reason_finder *finder, const struct both *both, const struct sealed_statement *is,
                             struct period period, struct reasons *reasons)
{
    struct text selection = is->selection;
    for (struct text variable; (variable = next_variable(&selection)).len;)
        compare_variable(both, variable, reasons);
    for (size_t i = 0; i < both->measures[1]->condition_count; i++)
        if (both->measures[1]->conditions[i].kind == CONDITION_CATEGORIES)
            compare_list(both, both->measures[1]->conditions[i].column, reasons);
    compare_rows(finder, both, is, period, reasons);
}

struct reasons reasons_of(const struct reason_finder *finder, const struct sealed_statement *was, const struct sealed_statement *is,
                          struct period period)
{
    struct reasons reasons = {.found = {[REASON_PROTECTION] = was->is_shown != is->is_shown}};
    const struct both both = {{finder->before.codebook, finder->after.codebook},
                              {find_measure(&finder->before, was->measure), find_measure(&finder->after, is->measure)}};
    reasons.knows_rules = both.measures[0] && both.measures[1];
    if (reasons.found[REASON_PROTECTION] || !reasons.knows_rules)
        return reasons;
    reasons.found[REASON_RULE] = !same_rule(&both);
    if (both.measures[1]->kind == MEASURE_TYPED_IN)
        reasons.found[REASON_CORRECTION] = reasons.knows_rows = true;
    else if (both.measures[0]->kind != MEASURE_TYPED_IN)
        compare_counting(finder, &both, is, period, &reasons);
    return reasons;
}
