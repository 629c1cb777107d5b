/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells: what a number counts. Measures, variables and categories are whatever the list names. */
#include "protect/figures_private.h"

enum { RELATION_CELLS_MAX = 16, SELECTIONS_MAX = 8 };

/* ---- names ---- */

static size_t measure_of(struct figures *figures, struct text name, struct arena *keep)
{
    for (size_t i = 0; i < figures->measures.count; i++)
        if (text_equal(figures->measures.items[i].name, name))
            return i;
    const struct figure_measure measure = {.name = name};
    ARENA_PUSH(keep, &figures->measures, measure);
    return figures->measures.count - 1;
}

static size_t variable_of(struct figures *figures, size_t measure, struct text name, struct arena *keep)
{
    struct figure_measure *of = &figures->measures.items[measure];
    for (size_t i = 0; i < of->variables.count; i++)
        if (text_equal(of->variables.items[i].name, name))
            return i;
    const struct figure_variable variable = {.name = name};
    ARENA_PUSH(keep, &of->variables, variable);
    return of->variables.count - 1;
}

static size_t category_of(struct figures *figures, size_t measure, size_t variable, struct text name, struct arena *keep)
{
    struct figure_variable *of = &figures->measures.items[measure].variables.items[variable];
    for (size_t i = 0; i < of->categories.count; i++)
        if (text_equal(of->categories.items[i], name))
            return i;
    ARENA_PUSH(keep, &of->categories, name);
    return of->categories.count - 1;
}

/* ---- parsing ---- */

static bool ends_word(char c)
{
    return c == ' ' || c == '\t' || c == '=' || c == '+' || c == ',';
}

static struct text take_word(struct text *rest)
{
    *rest = text_trim(*rest);
    size_t len = 0;
    while (len < rest->len && !ends_word(rest->ptr[len]))
        len++;
    const struct text word = text_slice(*rest, 0, len);
    *rest = text_slice(*rest, len, rest->len);
    return word;
}

static bool accept(struct text *rest, char sign)
{
    const struct text trimmed = text_trim(*rest);
    if (!trimmed.len || trimmed.ptr[0] != sign)
        return false;
    *rest = text_slice(trimmed, 1, trimmed.len);
    return true;
}

/* "place=finland,abroad"; the variable has been read. */
static bool take_categories(struct figures *figures, struct text *rest, size_t measure, size_t variable,
                            struct arena *keep, struct figure_selection *ret_selection)
{
    LIST_OF(size_t) list = {0};
    do {
        const struct text name = take_word(rest);
        if (!name.len)
            return false;
        const size_t category = category_of(figures, measure, variable, name, keep);
        ARENA_PUSH(keep, &list, category);
    } while (accept(rest, ','));
    *ret_selection = (struct figure_selection){variable, list.items, list.count};
    return true;
}

/* The next word and the sign behind it tell whether a selection follows: "type=". A '=' with a blank before it belongs to
 * an equation. */
static bool at_selection(struct text rest)
{
    struct text ahead = rest;
    const struct text word = take_word(&ahead);
    return word.len && ahead.len && ahead.ptr[0] == '=' && ahead.len > 1 && ahead.ptr[1] != ' ';
}

static bool take_cell(struct figures *figures, struct text *rest, int sign, struct arena *keep, struct figure_cell *ret_cell)
{
    const struct text name = take_word(rest);
    struct figure_cell cell = {.sign = sign, .selections = ARENA_ARRAY(keep, struct figure_selection, SELECTIONS_MAX)};
    if (!name.len)
        return false;
    cell.measure = measure_of(figures, name, keep);
    while (at_selection(*rest)) {
        const size_t variable = variable_of(figures, cell.measure, take_word(rest), keep);
        for (size_t i = 0; i < cell.selection_count; i++)
            if (cell.selections[i].variable == variable)
                return false;
        if (!accept(rest, '=') || cell.selection_count == SELECTIONS_MAX ||
            !take_categories(figures, rest, cell.measure, variable, keep, &cell.selections[cell.selection_count++]))
            return false;
    }
    *ret_cell = cell;
    return true;
}

/* "clients gender" names a variable of which all categories are listed. */
static bool take_complete(struct figures *figures, struct text *rest, struct arena *keep, struct figure_entry *entry)
{
    const struct text measure = take_word(rest), variable = take_word(rest);
    if (!measure.len || !variable.len)
        return false;
    const size_t number = measure_of(figures, measure, keep);
    const size_t of = variable_of(figures, number, variable, keep);
    figures->measures.items[number].variables.items[of].is_complete = true;
    entry->complete = (struct figure_cell){.measure = number, .selections = ARENA_NEW(keep, struct figure_selection), .selection_count = 1};
    entry->complete.selections[0].variable = of;
    return true;
}

const char *figures_parse_cells(struct figures *figures, struct text text, bool is_relation, struct arena *keep,
                                struct figure_entry *entry)
{
    struct text rest = text;
    int side = 1, sign = 1;
    bool more = true;
    entry->cells = ARENA_ARRAY(keep, struct figure_cell, RELATION_CELLS_MAX);
    entry->cell_count = 0;
    if (entry->kind == KIND_COMPLETE)
        return take_complete(figures, &rest, keep, entry) && !text_trim(rest).len ? NULL : text.ptr;
    while (more) {
        if (entry->cell_count == RELATION_CELLS_MAX ||
            !take_cell(figures, &rest, side * sign, keep, &entry->cells[entry->cell_count]))
            return rest.ptr;
        entry->cell_count++;
        more = is_relation;
        if (is_relation && side == 1 && accept(&rest, '='))
            side = -1, sign = 1;
        else if (is_relation && accept(&rest, '+'))
            sign = 1;
        else if (is_relation && accept(&rest, '-'))
            sign = -1;
        else
            more = false;
    }
    return text_trim(rest).len || (is_relation && side == 1) ? rest.ptr : NULL;
}

/* ---- without cells ---- */

static bool same_table(const struct figure_entry *a, const struct figure_entry *b)
{
    return a->table.len && text_equal(a->table, b->table) && a->base == b->base && a->base > 0;
}

static bool can_be_inferred(const struct figure_entry *entry)
{
    return !entry->cell_count && entry->is_about_counts && entry->kind != KIND_NOTHING &&
           entry->kind != KIND_RELATION && entry->kind != KIND_COMPLETE;
}

/* The rows of one table and kind that have one base add up to it, but for what is not listed: then they are the categories
 * of one variable. Shares may miss 100 by their rounding. */
static bool is_partition(const struct figures *figures, const struct figure_entry *entry)
{
    int64_t sum = 0, rows = 0;
    for (size_t i = 0; i < figures->entries.count; i++) {
        const struct figure_entry *other = &figures->entries.items[i];
        if (!can_be_inferred(other) || !same_table(entry, other) || other->kind != entry->kind)
            continue;
        sum += other->kind == KIND_PERCENT ? other->value * 10 / other->scale : other->value;
        rows++;
    }
    if (rows < 2)
        return false;
    if (entry->kind == KIND_PERCENT)
        return sum >= 1000 - 10 * rows && sum <= 1000 + 10 * rows;
    return entry->kind == KIND_COUNT && sum <= entry->base && sum * 10 >= entry->base * 9;
}

/* One number of its own, of which nothing else is known. */
static void infer_alone(struct figures *figures, const struct figure_entry *entry, struct figure_cell *cell, struct arena *keep)
{
    cell->measure = measure_of(figures,
                               entry->table.len ? text_format(keep, "%.*s (%.*s)", TEXT_ARGS(entry->label), TEXT_ARGS(entry->table))
                                                : entry->label,
                               keep);
}

/* A category of the table's variable, or of a variable of its own where the table's rows may overlap. */
static void infer_part(struct figures *figures, struct figure_entry *entry, struct figure_cell *cell, bool in_partition, struct arena *keep)
{
    const struct text whole = entry->base_label.len ? entry->base_label : entry->table;
    struct figure_selection *selection = ARENA_NEW(keep, struct figure_selection);
    size_t *category = ARENA_NEW(keep, size_t);
    cell->measure = measure_of(figures, text_format(keep, "%lld %.*s", (long long)entry->base, TEXT_ARGS(whole)), keep);
    figures->measures.items[cell->measure].whole = whole;
    const struct text variable =
        in_partition ? entry->table : text_format(keep, "%.*s: %.*s", TEXT_ARGS(entry->table), TEXT_ARGS(entry->label));
    selection->variable = variable_of(figures, cell->measure, variable, keep);
    *category = category_of(figures, cell->measure, selection->variable, entry->label, keep);
    selection->categories = category;
    selection->count = 1;
    cell->selections = selection;
    cell->selection_count = 1;
    entry->base_is_total = true;
}

static void infer(struct figures *figures, struct figure_entry *entry, bool in_partition, struct arena *keep)
{
    struct figure_cell *cell = ARENA_NEW(keep, struct figure_cell);
    cell->sign = 1;
    if (entry->base > 0)
        infer_part(figures, entry, cell, in_partition, keep);
    else
        infer_alone(figures, entry, cell, keep);
    figures->measures.items[cell->measure].is_inferred = true;
    entry->cells = cell;
    entry->cell_count = 1;
}

/* ---- bases ---- */

/* Whether the base of a number is the whole of what its cell belongs to. */
static bool has_whole_as_base(const struct figure_entry *entry, size_t measure)
{
    return entry->base > 0 && entry->is_about_counts && entry->cell_count == 1 && entry->cells[0].measure == measure &&
           entry->cells[0].selection_count == 1 && entry->kind != KIND_NOTHING;
}

/* The one base that all numbers of the measure have; -1: there are several, or none, or its count is printed. */
static int64_t only_base(const struct figures *figures, size_t measure)
{
    int64_t base = -1;
    for (size_t i = 0; i < figures->entries.count; i++) {
        const struct figure_entry *entry = &figures->entries.items[i];
        const bool printed = entry->kind == KIND_COUNT && entry->cell_count == 1 && entry->cells[0].measure == measure &&
                             !entry->cells[0].selection_count;
        if (printed || (has_whole_as_base(entry, measure) && base > 0 && base != entry->base))
            return -1;
        if (has_whole_as_base(entry, measure))
            base = entry->base;
    }
    return base;
}

/* A base is a published number, too: the whole of a measure that the list does not count by itself. */
static void take_bases_as_wholes(struct figures *figures)
{
    for (size_t measure = 0; measure < figures->measures.count; measure++) {
        const int64_t base = only_base(figures, measure);
        for (size_t i = 0; base > 0 && i < figures->entries.count; i++)
            if (has_whole_as_base(&figures->entries.items[i], measure))
                figures->entries.items[i].base_is_total = true;
    }
}

void figures_infer_cells(struct figures *figures, struct arena *keep)
{
    bool *ready = ARENA_ARRAY(keep, bool, figures->entries.count + 1);
    bool *parts = ARENA_ARRAY(keep, bool, figures->entries.count + 1);
    for (size_t i = 0; i < figures->entries.count; i++) {
        ready[i] = can_be_inferred(&figures->entries.items[i]);
        parts[i] = ready[i] && is_partition(figures, &figures->entries.items[i]);
    }
    for (size_t i = 0; i < figures->entries.count; i++)
        if (ready[i])
            infer(figures, &figures->entries.items[i], parts[i], keep);
    take_bases_as_wholes(figures);
}

/* ---- categories of equations ---- */

static size_t variable_named(const struct figure_measure *measure, struct text name)
{
    for (size_t i = 0; i < measure->variables.count; i++)
        if (text_equal(measure->variables.items[i].name, name))
            return i;
    return SIZE_MAX;
}

/* Whether an earlier cell of the equation is of the same measure. */
static bool is_repeated(const struct figure_entry *entry, size_t cell)
{
    for (size_t i = 0; i < cell; i++)
        if (entry->cells[i].measure == entry->cells[cell].measure)
            return true;
    return false;
}

static bool names_itself(const struct figures *figures, const struct figure_entry *entry, struct text name)
{
    for (size_t i = 0; i < entry->cell_count; i++)
        for (size_t k = 0; k < entry->cells[i].selection_count; k++)
            if (text_equal(figures->measures.items[entry->cells[i].measure].variables.items[entry->cells[i].selections[k].variable].name, name))
                return true;
    return false;
}

/* One measure may lack the variable: what the others say of a category gives its counts, printed or not. */
static bool is_shared(const struct figures *figures, const struct figure_entry *entry, struct text name)
{
    size_t with = 0, without = 0;
    for (size_t i = 0; i < entry->cell_count; i++) {
        if (is_repeated(entry, i))
            continue;
        const bool has = variable_named(&figures->measures.items[entry->cells[i].measure], name) != SIZE_MAX;
        with += has;
        without += !has;
    }
    return with >= 2 && without <= 1 && !names_itself(figures, entry, name);
}

/* Gives one measure all categories of another; whether any were new. */
static bool copy_categories(struct figures *figures, size_t from, size_t to, struct text name, struct arena *keep)
{
    const size_t source = variable_named(&figures->measures.items[from], name);
    if (source == SIZE_MAX || from == to)
        return false;
    const size_t target = variable_of(figures, to, name, keep);
    const struct figure_variable *of = &figures->measures.items[from].variables.items[source];
    const size_t before = figures->measures.items[to].variables.items[target].categories.count;
    for (size_t i = 0; i < of->categories.count; i++)
        category_of(figures, to, target, of->categories.items[i], keep);
    return figures->measures.items[to].variables.items[target].categories.count > before;
}

static bool share_variable(struct figures *figures, const struct figure_entry *entry, struct text name, struct arena *keep)
{
    bool changed = false;
    for (size_t i = 0; i < entry->cell_count; i++)
        for (size_t k = 0; k < entry->cell_count; k++)
            changed = copy_categories(figures, entry->cells[i].measure, entry->cells[k].measure, name, keep) || changed;
    return changed;
}

static bool share_all(struct figures *figures, const struct figure_entry *entry, struct arena *keep)
{
    bool changed = false;
    for (size_t i = 0; i < entry->cell_count; i++)
        for (size_t v = 0; v < figures->measures.items[entry->cells[i].measure].variables.count; v++) {
            const struct text name = figures->measures.items[entry->cells[i].measure].variables.items[v].name;
            changed = (is_shared(figures, entry, name) && share_variable(figures, entry, name, keep)) || changed;
        }
    return changed;
}

static void note_shared(const struct figures *figures, struct figure_entry *entry, struct arena *keep)
{
    const struct figure_measure *measure = &figures->measures.items[entry->cells[0].measure];
    for (size_t i = 0; i < measure->variables.count; i++)
        if (is_shared(figures, entry, measure->variables.items[i].name))
            ARENA_PUSH(keep, &entry->shared, measure->variables.items[i].name);
}

void figures_share_categories(struct figures *figures, struct arena *keep)
{
    for (size_t i = 0; i < figures->measures.count; i++)
        for (size_t v = 0; v < figures->measures.items[i].variables.count; v++)
            figures->measures.items[i].variables.items[v].named = figures->measures.items[i].variables.items[v].categories.count;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < figures->entries.count; i++)
            if (figures->entries.items[i].kind == KIND_RELATION)
                changed = share_all(figures, &figures->entries.items[i], keep) || changed;
    }
    for (size_t i = 0; i < figures->entries.count; i++)
        if (figures->entries.items[i].kind == KIND_RELATION && figures->entries.items[i].cell_count)
            note_shared(figures, &figures->entries.items[i], keep);
}
