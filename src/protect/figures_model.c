/* SPDX-License-Identifier: GPL-3.0-or-later
 * From figures to statements about unknown counts. The unknown counts of a measure are the crossings of those of its
 * variables that some figure names together; other variables have crossings of their own with the same total. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "protect/figures_private.h"

enum { GROUP_VARIABLES_MAX = 6, GROUP_CELLS_MAX = 2500, BASES_MAX = 10000, WORDS_MAX = 12 };

/* Variables of a measure that are crossed with each other. */
struct group {
    size_t measure;
    size_t variables[GROUP_VARIABLES_MAX];
    size_t sizes[GROUP_VARIABLES_MAX];
    size_t variable_count;
    size_t first, cell_count; /* unknown counts */
};

struct modeller {
    const struct figures *figures;
    struct arena *keep;
    struct figures_model *model;
    LIST_OF(struct group) groups;
    bool *told;                 /* measures whose whole has been told exactly */
    struct protect_term *terms; /* of the line at hand */
    size_t term_capacity;
};

/* ---- groups ---- */

static const struct figure_variable *variable_at(const struct modeller *m, size_t measure, size_t variable)
{
    return &m->figures->measures.items[measure].variables.items[variable];
}

static bool in_group(const struct group *group, size_t measure, size_t variable)
{
    for (size_t i = 0; group->measure == measure && i < group->variable_count; i++)
        if (group->variables[i] == variable)
            return true;
    return false;
}

/* The group of a variable; of SIZE_MAX any group of the measure. */
static struct group *group_of(const struct modeller *m, size_t measure, size_t variable)
{
    for (size_t i = 0; i < m->groups.count; i++) {
        struct group *group = &m->groups.items[i];
        if (group->measure == measure && (variable == SIZE_MAX || in_group(group, measure, variable)))
            return group;
    }
    return NULL;
}

static void add_group(struct modeller *m, size_t measure, size_t variable)
{
    struct group group = {.measure = measure};
    if (variable != SIZE_MAX)
        group.variables[group.variable_count++] = variable;
    ARENA_PUSH(m->keep, &m->groups, group);
}

static size_t cells_of(const struct modeller *m, const struct group *group)
{
    size_t cells = 1;
    for (size_t i = 0; i < group->variable_count && cells <= GROUP_CELLS_MAX; i++)
        cells *= variable_at(m, group->measure, group->variables[i])->categories.count + 1;
    return cells;
}

/* Moves the variables of one group to another; those that find no room stay where they are. Whether they were moved. */
static bool merge_groups(const struct modeller *m, struct group *to, struct group *from)
{
    if (to == from || to->variable_count + from->variable_count > GROUP_VARIABLES_MAX ||
        cells_of(m, to) * cells_of(m, from) > GROUP_CELLS_MAX)
        return false;
    for (size_t i = 0; i < from->variable_count; i++)
        to->variables[to->variable_count++] = from->variables[i];
    from->variable_count = 0;
    from->measure = SIZE_MAX;
    return true;
}

static void cross_variables(const struct modeller *m, const struct figure_cell *cell)
{
    for (size_t i = 1; i < cell->selection_count; i++)
        merge_groups(m, group_of(m, cell->measure, cell->selections[0].variable),
                     group_of(m, cell->measure, cell->selections[i].variable));
}

/* ---- crossings of equations ---- */

static struct group *group_named(const struct modeller *m, size_t measure, struct text name)
{
    const struct figure_measure *of = &m->figures->measures.items[measure];
    for (size_t i = 0; i < of->variables.count; i++)
        if (text_equal(of->variables.items[i].name, name))
            return group_of(m, measure, i);
    return NULL;
}

/* Of an equation that holds for each category of a variable: with what its cells select. */
static bool cross_with_selections(const struct modeller *m, const struct figure_entry *entry, struct text name)
{
    bool changed = false;
    for (size_t i = 0; i < entry->cell_count; i++) {
        const struct figure_cell *cell = &entry->cells[i];
        if (cell->selection_count)
            changed = merge_groups(m, group_of(m, cell->measure, cell->selections[0].variable),
                                   group_named(m, cell->measure, name)) || changed;
    }
    return changed;
}

/* What is crossed in one measure of an equation is crossed in all. */
static bool cross_alike(const struct modeller *m, const struct figure_entry *entry, struct text one, struct text other)
{
    bool crossed = false, changed = false;
    for (size_t i = 0; i < entry->cell_count; i++)
        crossed = crossed || group_named(m, entry->cells[i].measure, one) == group_named(m, entry->cells[i].measure, other);
    for (size_t i = 0; crossed && i < entry->cell_count; i++)
        changed = merge_groups(m, group_named(m, entry->cells[i].measure, one), group_named(m, entry->cells[i].measure, other)) || changed;
    return changed;
}

static bool cross_equation(const struct modeller *m, const struct figure_entry *entry)
{
    bool changed = false;
    for (size_t i = 0; i < entry->shared.count; i++) {
        changed = cross_with_selections(m, entry, entry->shared.items[i]) || changed;
        for (size_t k = 0; k < i; k++)
            changed = cross_alike(m, entry, entry->shared.items[k], entry->shared.items[i]) || changed;
    }
    return changed;
}

static void cross_equations(const struct modeller *m)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < m->figures->entries.count; i++)
            changed = cross_equation(m, &m->figures->entries.items[i]) || changed;
    }
}

static void number_cells(struct modeller *m, struct group *group)
{
    group->cell_count = 1;
    for (size_t i = 0; i < group->variable_count; i++) {
        const struct figure_variable *variable = variable_at(m, group->measure, group->variables[i]);
        group->sizes[i] = variable->categories.count + 1;
        group->cell_count *= group->sizes[i];
    }
    group->first = m->model->variable_count;
    m->model->variable_count += group->cell_count;
}

static void make_groups(struct modeller *m)
{
    for (size_t i = 0; i < m->figures->measures.count; i++) {
        const size_t count = m->figures->measures.items[i].variables.count;
        if (!count)
            add_group(m, i, SIZE_MAX);
        for (size_t v = 0; v < count; v++)
            add_group(m, i, v);
    }
    for (size_t i = 0; i < m->figures->entries.count; i++)
        for (size_t k = 0; k < m->figures->entries.items[i].cell_count; k++)
            cross_variables(m, &m->figures->entries.items[i].cells[k]);
    cross_equations(m);
    for (size_t i = 0; i < m->groups.count; i++)
        if (m->groups.items[i].measure != SIZE_MAX)
            number_cells(m, &m->groups.items[i]);
}

/* ---- cells as terms ---- */

static size_t coordinate(const struct group *group, size_t cell, size_t place)
{
    for (size_t i = group->variable_count; i-- > 0;) {
        if (i == place)
            return cell % group->sizes[i];
        cell /= group->sizes[i];
    }
    return 0;
}

static bool selects(const struct group *group, const struct figure_cell *cell, size_t number)
{
    for (size_t i = 0; i < cell->selection_count; i++) {
        const struct figure_selection *selection = &cell->selections[i];
        bool chosen = false;
        for (size_t place = 0; place < group->variable_count; place++)
            for (size_t k = 0; group->variables[place] == selection->variable && k < selection->count; k++)
                chosen = chosen || coordinate(group, number, place) == selection->categories[k];
        if (!chosen)
            return false;
    }
    return true;
}

static size_t add_term(struct modeller *m, size_t variable, int64_t factor, size_t count)
{
    m->terms = arena_reserve(m->keep, m->terms, count, &m->term_capacity, sizeof *m->terms);
    m->terms[count] = (struct protect_term){variable, factor};
    return count + 1;
}

/* Adds factor times the cell to the terms. */
static size_t add_cell_terms(struct modeller *m, const struct figure_cell *cell, int64_t factor, size_t count)
{
    const struct group *group =
        group_of(m, cell->measure, cell->selection_count ? cell->selections[0].variable : SIZE_MAX);
    for (size_t i = 0; group && i < group->cell_count; i++)
        if (selects(group, cell, i))
            count = add_term(m, group->first + i, factor, count);
    return count;
}

static int by_variable(const void *left, const void *right)
{
    const struct protect_term *a = left, *b = right;
    return (a->variable > b->variable) - (a->variable < b->variable);
}

/* One term for each count, in their order, without those that cancel out. */
static size_t gather_terms(const struct modeller *m, size_t count)
{
    size_t kept = 0;
    if (count)
        qsort(m->terms, count, sizeof *m->terms, by_variable);
    for (size_t i = 0; i < count;) {
        struct protect_term term = m->terms[i++];
        for (; i < count && m->terms[i].variable == term.variable; i++)
            term.factor += m->terms[i].factor;
        if (term.factor)
            m->terms[kept++] = term;
    }
    return kept;
}

static struct protect_term *copy_terms(const struct modeller *m, size_t count)
{
    struct protect_term *terms = ARENA_ARRAY(m->keep, struct protect_term, count);
    memcpy(terms, m->terms, count * sizeof *terms);
    return terms;
}

/* Says nothing where terms cancel out. */
static void add_line(struct modeller *m, size_t term_count, struct protect_range range, struct text what, struct text where)
{
    const size_t count = gather_terms(m, term_count);
    if (!count)
        return;
    const struct figure_line line = {
        .terms = copy_terms(m, count), .term_count = count, .range = range, .what = what, .where = where};
    ARENA_PUSH(m->keep, &m->model->lines, line);
}

/* What no number of the list says by itself. */
static void add_knowledge(struct modeller *m, size_t term_count, struct protect_range range, struct text what, struct text where)
{
    const size_t before = m->model->lines.count;
    add_line(m, term_count, range, what, where);
    if (m->model->lines.count > before)
        m->model->lines.items[before].is_knowledge = true;
}

/* ---- names ---- */

static struct text category_name(const struct modeller *m, size_t measure, size_t variable, size_t category)
{
    const struct figure_variable *of = variable_at(m, measure, variable);
    return category < of->categories.count ? of->categories.items[category] : TEXT("(not listed)");
}

/* " type=sexual,other". */
static void add_categories(const struct modeller *m, size_t measure, const struct figure_selection *selection,
                           struct text_builder *b)
{
    text_add_format(b, " %.*s=", TEXT_ARGS(variable_at(m, measure, selection->variable)->name));
    for (size_t i = 0; i < selection->count; i++)
        text_add_format(b, "%s%.*s", i ? "," : "",
                        TEXT_ARGS(category_name(m, measure, selection->variable, selection->categories[i])));
}

/* "Border Guard, of 74 requests"; what is not listed has the table's name. */
static void add_words(const struct modeller *m, const struct figure_cell *cell, struct text_builder *b)
{
    const struct figure_selection *selection = &cell->selections[0];
    const struct figure_variable *variable = variable_at(m, cell->measure, selection->variable);
    if (selection->categories[0] == variable->categories.count)
        text_add_format(b, "not listed in '%.*s'", TEXT_ARGS(variable->name));
    else
        text_add(b, variable->categories.items[selection->categories[0]]);
    text_add_format(b, ", of %.*s", TEXT_ARGS(m->figures->measures.items[cell->measure].name));
}

static struct text name_of(const struct modeller *m, const struct figure_cell *cell)
{
    const struct figure_measure *measure = &m->figures->measures.items[cell->measure];
    struct text_builder b = {0};
    if (measure->is_inferred && cell->selection_count) {
        add_words(m, cell, &b);
    } else {
        text_add(&b, measure->whole.len ? measure->whole : measure->name);
        for (size_t i = 0; i < cell->selection_count; i++)
            add_categories(m, cell->measure, &cell->selections[i], &b);
    }
    const struct text name = text_copy(m->keep, text_built(&b));
    text_builder_done(&b);
    return name;
}

/* ---- what figures say ---- */

/* The last digit that is not zero was rounded: 60 is 55 to 64. */
static struct protect_range rounded(int64_t value)
{
    int64_t unit = 1;
    while (value && value % (unit * 10) == 0)
        unit *= 10;
    return (struct protect_range){value - unit / 2, value + (unit > 1 ? unit / 2 - 1 : 0)};
}

static struct protect_range range_of(const struct figure_entry *entry)
{
    switch (entry->kind) {
    case KIND_APPROX:
        return rounded(entry->value);
    case KIND_LESS:
        return (struct protect_range){0, entry->value - 1};
    case KIND_AT_MOST:
        return (struct protect_range){0, entry->value};
    case KIND_MORE:
        return (struct protect_range){entry->value + 1, PROTECT_NO_END};
    case KIND_AT_LEAST:
        return (struct protect_range){entry->value, PROTECT_NO_END};
    case KIND_COUNT:
    case KIND_PERCENT:
    case KIND_COMPLETE:
    case KIND_RELATION:
    case KIND_NOTHING:
    case FIGURE_KINDS:
        break;
    }
    return (struct protect_range){entry->value, entry->value};
}

/* The whole of a measure is told of each of its breakdowns; what is told again, or not exactly, of the first only. */
static void state_whole(struct modeller *m, size_t measure, struct protect_range range, struct text where)
{
    const struct figure_cell whole = {.measure = measure, .sign = 1};
    const bool once = m->told[measure] || range.low != range.high;
    m->told[measure] = m->told[measure] || range.low == range.high;
    for (size_t i = 0; i < m->groups.count; i++) {
        const struct group *group = &m->groups.items[i];
        size_t count = 0;
        for (size_t k = 0; group->measure == measure && k < group->cell_count; k++)
            count = add_term(m, group->first + k, 1, count);
        add_line(m, count, range, name_of(m, &whole), where);
        if (once && count)
            return;
    }
}

static void state_number(struct modeller *m, const struct figure_entry *entry)
{
    const size_t count = add_cell_terms(m, &entry->cells[0], 1, 0);
    if (entry->cells[0].selection_count)
        add_line(m, count, range_of(entry), name_of(m, &entry->cells[0]), entry->where);
    else
        state_whole(m, entry->cells[0].measure, range_of(entry), entry->where);
    m->model->statement_count++;
}

/* Whether the variables of all cells were crossed. */
static bool are_crossed(const struct modeller *m, const struct figure_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 1; k < cells[i].selection_count; k++)
            if (group_of(m, cells[i].measure, cells[i].selections[k].variable) !=
                group_of(m, cells[i].measure, cells[i].selections[0].variable))
                return false;
    return true;
}

static bool is_crossed(const struct modeller *m, const struct figure_entry *entry)
{
    return are_crossed(m, entry->cells, entry->cell_count);
}

/* ---- equations ---- */

/* Variables of an equation, and for each a category by its name; empty: not listed. */
struct shared_cell {
    struct text variables[GROUP_VARIABLES_MAX], categories[GROUP_VARIABLES_MAX];
    size_t count;
};

static size_t place_of(const struct text *names, size_t count, struct text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(names[i], name))
            return i;
    return count;
}

static size_t number_of(const struct modeller *m, size_t measure, struct text name)
{
    const struct figure_measure *of = &m->figures->measures.items[measure];
    size_t number = 0;
    while (number < of->variables.count && !text_equal(of->variables.items[number].name, name))
        number++;
    return number;
}

/* The same cell, of that category only. */
static struct figure_cell narrowed(const struct modeller *m, const struct figure_cell *cell, const struct shared_cell *to)
{
    struct figure_cell narrow = *cell;
    narrow.selections = ARENA_ARRAY(m->keep, struct figure_selection, cell->selection_count + to->count);
    memcpy(narrow.selections, cell->selections, cell->selection_count * sizeof *cell->selections);
    for (size_t i = 0; i < to->count; i++) {
        const size_t number = number_of(m, cell->measure, to->variables[i]);
        const struct figure_variable *variable = variable_at(m, cell->measure, number);
        size_t *category = ARENA_NEW(m->keep, size_t);
        *category = to->categories[i].len ? place_of(variable->categories.items, variable->categories.count, to->categories[i])
                                          : variable->categories.count;
        narrow.selections[narrow.selection_count++] = (struct figure_selection){number, category, 1};
    }
    return narrow;
}

/* "they add up (gender=women)". */
static struct text equation_name(const struct modeller *m, const struct figure_entry *entry, const struct shared_cell *of)
{
    struct text_builder b = {0};
    text_add(&b, entry->label);
    for (size_t i = 0; i < of->count; i++)
        text_add_format(&b, "%s%.*s=%.*s", i ? " " : " (", TEXT_ARGS(of->variables[i]),
                        TEXT_ARGS(of->categories[i].len ? of->categories[i] : TEXT("(not listed)")));
    text_add_c(&b, of->count ? ")" : "");
    const struct text name = text_copy(m->keep, text_built(&b));
    text_builder_done(&b);
    return name;
}

/* Whether the cells could be crossed with the categories. */
static bool state_equation(struct modeller *m, const struct figure_entry *entry, const struct shared_cell *of)
{
    struct figure_cell *cells = ARENA_ARRAY(m->keep, struct figure_cell, entry->cell_count);
    size_t count = 0;
    for (size_t i = 0; i < entry->cell_count; i++)
        cells[i] = narrowed(m, &entry->cells[i], of);
    if (!are_crossed(m, cells, entry->cell_count))
        return false;
    for (size_t i = 0; i < entry->cell_count; i++)
        count = add_cell_terms(m, &cells[i], cells[i].sign, count);
    add_knowledge(m, count, (struct protect_range){0, 0}, equation_name(m, entry, of), entry->where);
    return true;
}

/* Of every crossing of the variables. */
static bool state_crossings(struct modeller *m, const struct figure_entry *entry, struct shared_cell *of)
{
    size_t sizes[GROUP_VARIABLES_MAX], crossings = 1;
    const struct text *names[GROUP_VARIABLES_MAX];
    for (size_t i = 0; i < of->count; i++) {
        const size_t measure = entry->cells[0].measure;
        const struct figure_variable *variable = variable_at(m, measure, number_of(m, measure, of->variables[i]));
        sizes[i] = variable->categories.count + 1;
        names[i] = variable->categories.items;
        crossings *= sizes[i];
    }
    for (size_t number = 0; number < crossings; number++) {
        for (size_t i = of->count, rest = number; i-- > 0; rest /= sizes[i])
            of->categories[i] = rest % sizes[i] + 1 < sizes[i] ? names[i][rest % sizes[i]] : TEXT_EMPTY;
        if (!state_equation(m, entry, of))
            return false;
    }
    return true;
}

/* The variable with those after it that it is crossed with, if it is the first of them; by itself, too. */
static bool state_by_variable(struct modeller *m, const struct figure_entry *entry, size_t first)
{
    struct shared_cell alone = {.variables = {entry->shared.items[first]}, .count = 1}, all = {.count = 0};
    const struct group *group = group_named(m, entry->cells[0].measure, entry->shared.items[first]);
    bool is_first = true;
    for (size_t i = 0; i < entry->shared.count; i++)
        if (group_named(m, entry->cells[0].measure, entry->shared.items[i]) == group) {
            is_first = is_first && i >= first;
            all.variables[all.count++] = entry->shared.items[i];
        }
    return state_crossings(m, entry, &alone) && (!is_first || all.count == 1 || state_crossings(m, entry, &all));
}

/* Of totals, and of each category that its measures share. Where crossing found no room, the row is among what is left out. */
static void state_relation(struct modeller *m, const struct figure_entry *entry)
{
    bool stated = state_equation(m, entry, &(struct shared_cell){.count = 0});
    for (size_t i = 0; i < entry->shared.count; i++)
        stated = state_by_variable(m, entry, i) && stated;
    if (!stated)
        ARENA_PUSH(m->keep, &m->model->uncrossed,
                   ((struct figure_line){.range = {0, PROTECT_NO_END}, .what = entry->label, .where = entry->where}));
    m->model->statement_count++;
}

/* What the list does not name of a variable: categories that an equation brought in, and what is not listed. */
static struct figure_selection unnamed(const struct modeller *m, size_t measure, size_t variable)
{
    const struct figure_variable *of = variable_at(m, measure, variable);
    struct figure_selection rest = {variable, ARENA_ARRAY(m->keep, size_t, of->categories.count - of->named + 1), 0};
    for (size_t category = of->named; category <= of->categories.count; category++)
        rest.categories[rest.count++] = category;
    return rest;
}

/* Nobody is in a category that is not listed. */
static void state_complete(struct modeller *m, const struct figure_entry *entry)
{
    const struct figure_selection *named = &entry->complete.selections[0];
    struct figure_selection rest = unnamed(m, entry->complete.measure, named->variable);
    const struct figure_cell cell = {entry->complete.measure, &rest, 1, 1};
    add_line(m, add_cell_terms(m, &cell, 1, 0), (struct protect_range){0, 0}, name_of(m, &cell), entry->where);
    m->model->lines.items[m->model->lines.count - 1].is_complete = true;
}

/* The base of a table is the whole of its measure: told once. */
static void state_total(struct modeller *m, const struct figure_entry *entry)
{
    const size_t measure = entry->cells[0].measure;
    if (!entry->base_is_total || m->told[measure])
        return;
    state_whole(m, measure, (struct protect_range){entry->base, entry->base},
                text_format(m->keep, "base of %.*s", TEXT_ARGS(entry->id)));
}

/* ---- shares ---- */

static int64_t divide_up(int64_t a, int64_t b)
{
    return a <= 0 ? -(-a / b) : (a + b - 1) / b;
}

struct protect_range figures_share_range(int64_t value, int64_t scale, int64_t base)
{
    const int64_t top = (2 * value + 1) * base - 1;
    const int64_t low = divide_up((2 * value - 1) * base, 200 * scale);
    return (struct protect_range){low < 0 ? 0 : low, top < 0 ? -1 : top / (200 * scale)};
}

/* The published count of all that the measure counts, by itself or as the one base of its rows; -1: none. */
static int64_t total_of(const struct modeller *m, size_t measure)
{
    for (size_t i = 0; i < m->figures->entries.count; i++) {
        const struct figure_entry *entry = &m->figures->entries.items[i];
        if (entry->kind == KIND_COUNT && entry->cell_count == 1 && entry->cells[0].measure == measure &&
            !entry->cells[0].selection_count)
            return entry->value;
        if (entry->base_is_total && entry->cells[0].measure == measure)
            return entry->base;
    }
    return -1;
}

/* Of a share without one: the total of its measure, whatever it selects. A whole is no share of itself. */
static int64_t base_of(const struct modeller *m, const struct figure_entry *entry)
{
    if (entry->base >= 0 || !entry->cells[0].selection_count)
        return entry->base;
    return total_of(m, entry->cells[0].measure);
}

/* All variables of a measure are about the same people. Where the list has no total to say so, an equation does. */
static void link_groups(struct modeller *m)
{
    for (size_t i = 0; i < m->groups.count; i++) {
        const struct group *group = &m->groups.items[i];
        const struct group *first = group->measure == SIZE_MAX ? group : group_of(m, group->measure, SIZE_MAX);
        size_t count = 0;
        if (group == first || total_of(m, group->measure) >= 0)
            continue;
        for (size_t k = 0; k < first->cell_count; k++)
            count = add_term(m, first->first + k, 1, count);
        for (size_t k = 0; k < group->cell_count; k++)
            count = add_term(m, group->first + k, -1, count);
        add_knowledge(m, count, (struct protect_range){0, 0}, m->figures->measures.items[group->measure].name,
                      TEXT("the same in every breakdown"));
    }
}

/* Shares of one base by the categories of one variable. */
struct share_set {
    const struct figure_entry **entries;
    size_t count;
    int64_t base;
    bool *fits; /* of the bases up to that one: whether it could be theirs */
};

/* Nobody knows what the share is of; that all is all says nothing. */
static bool is_unbased(const struct modeller *m, const struct figure_entry *entry)
{
    return entry->kind == KIND_PERCENT && entry->cell_count && base_of(m, entry) < 0 &&
           (entry->cells[0].selection_count || entry->value != 100 * entry->scale);
}

static bool is_share(const struct figure_entry *entry)
{
    return entry->kind == KIND_PERCENT && entry->cell_count == 1 && entry->is_about_counts;
}

static bool belong_together(const struct modeller *m, const struct figure_entry *a, const struct figure_entry *b)
{
    const struct figure_cell *x = &a->cells[0], *y = &b->cells[0];
    return x->measure == y->measure && x->selection_count == 1 && y->selection_count == 1 &&
           x->selections[0].variable == y->selections[0].variable && base_of(m, a) == base_of(m, b) &&
           a->base_is_total == b->base_is_total;
}

/* Whether the shares are all there are: they make up 100 but for their rounding. */
static bool is_whole(const struct share_set *set)
{
    int64_t sum = 0, slack = 0;
    for (size_t i = 0; i < set->count; i++) {
        sum += set->entries[i]->value * 100 / set->entries[i]->scale;
        slack += set->entries[i]->scale == 1 ? 50 : set->entries[i]->scale == 10 ? 5 : 1;
    }
    return set->count > 1 && sum >= 10000 - slack && sum <= 10000 + slack;
}

static bool fits_base(const struct share_set *set, int64_t base, bool whole)
{
    int64_t low = 0, high = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct protect_range range = figures_share_range(set->entries[i]->value, set->entries[i]->scale, base);
        if (range.low > range.high)
            return false;
        low += range.low;
        high += range.high;
    }
    return low <= base && (!whole || high >= base);
}

/* "12.05 %". */
static void add_share(const struct figure_entry *entry, struct text_builder *b)
{
    const int digits = entry->scale == 100 ? 2 : 1;
    text_add_format(b, "%" PRId64, entry->value / entry->scale);
    if (entry->scale > 1)
        text_add_format(b, ".%0*" PRId64, digits, entry->value % entry->scale);
    text_add_c(b, " %");
}

static struct text share_in_words(const struct modeller *m, const struct figure_entry *entry)
{
    struct text_builder b = {0};
    add_share(entry, &b);
    const struct text words = text_copy(m->keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

static void cannot_be(struct modeller *m, const struct figure_entry *entry, int64_t base)
{
    const struct finding finding = {
        .kind = FINDING_IMPOSSIBLE,
        .label = text_format(m->keep, "no whole number is %.*s of %" PRId64 ": %.*s", TEXT_ARGS(share_in_words(m, entry)), base,
                             TEXT_ARGS(entry->label)),
        .where = entry->where,
    };
    ARENA_PUSH(m->keep, &m->model->impossible, finding);
}

static void leave_unbased(struct modeller *m, const struct figure_entry *entry)
{
    const struct finding finding = {.kind = FINDING_UNDECIDED,
                                    .label = text_format(m->keep, "%.*s of an unknown base: %.*s", TEXT_ARGS(share_in_words(m, entry)),
                                                         TEXT_ARGS(name_of(m, &entry->cells[0]))),
                                    .where = entry->where};
    ARENA_PUSH(m->keep, &m->model->unbased, finding);
}

/* Each share that is possible by itself. */
static void state_shares(struct modeller *m, const struct share_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct figure_entry *entry = set->entries[i];
        const struct protect_range range = figures_share_range(entry->value, entry->scale, set->base);
        if (range.low > range.high) {
            cannot_be(m, entry, set->base);
            continue;
        }
        const size_t count = add_cell_terms(m, &entry->cells[0], 1, 0);
        add_line(m, count, range, name_of(m, &entry->cells[0]),
                 text_format(m->keep, "%.*s of %" PRId64 ", %.*s", TEXT_ARGS(share_in_words(m, entry)), set->base,
                             TEXT_ARGS(entry->where)));
        m->model->statement_count++;
    }
}

/* What the bases that fit leave of one share's count. */
static struct protect_range over_bases(const struct share_set *set, const struct figure_entry *entry)
{
    struct protect_range all = {PROTECT_NO_END, -1};
    for (int64_t base = 1; base <= set->base; base++) {
        if (!set->fits[base])
            continue;
        const struct protect_range range = figures_share_range(entry->value, entry->scale, base);
        all.low = range.low < all.low ? range.low : all.low;
        all.high = range.high > all.high ? range.high : all.high;
    }
    return all;
}

static void add_bases(const struct share_set *set, struct text_builder *b, struct protect_range *ret_bases)
{
    size_t count = 0;
    *ret_bases = (struct protect_range){PROTECT_NO_END, -1};
    for (int64_t base = 1; base <= set->base; base++) {
        if (!set->fits[base])
            continue;
        if (count++ < WORDS_MAX)
            text_add_format(b, "%s%" PRId64, count > 1 ? ", " : "", base);
        ret_bases->low = base < ret_bases->low ? base : ret_bases->low;
        ret_bases->high = base;
    }
    if (count > WORDS_MAX)
        text_add_format(b, " and %zu more up to %" PRId64, count - WORDS_MAX, ret_bases->high);
}

/* "of the bases up to 68 only 67 fit 34 %, 33 %, 15 %". */
static struct text bases_in_words(const struct modeller *m, const struct share_set *set, struct protect_range *ret_bases)
{
    struct text_builder b = {0};
    text_add_format(&b, "of the bases up to %" PRId64 " only ", set->base);
    add_bases(set, &b, ret_bases);
    text_add_c(&b, " fit");
    for (size_t i = 0; i < set->count && i < WORDS_MAX; i++) {
        text_add_c(&b, i ? ", " : " ");
        add_share(set->entries[i], &b);
    }
    if (set->count > WORDS_MAX)
        text_add_format(&b, " and %zu more", set->count - WORDS_MAX);
    const struct text words = text_copy(m->keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

/* low <= 200 scale x - (2 value -+ 1) n, n being the sum of all listed: what a share of an unknown base says. */
static void state_share_of_unknown(struct modeller *m, const struct share_set *set, const struct figure_entry *entry, bool upper)
{
    const int64_t factor = -(2 * entry->value + (upper ? 1 : -1));
    size_t count = add_cell_terms(m, &entry->cells[0], 200 * entry->scale, 0);
    for (size_t i = 0; i < set->count; i++)
        count = add_cell_terms(m, &set->entries[i]->cells[0], factor, count);
    const struct protect_range range = {upper ? -PROTECT_NO_END : 0, upper ? -1 : PROTECT_NO_END};
    add_knowledge(m, count, range, name_of(m, &entry->cells[0]), entry->where);
}

/* The shares are of those stated: a base that the list does not print. */
static void state_of_those_stated(struct modeller *m, const struct share_set *set)
{
    struct protect_range bases;
    const struct text words = bases_in_words(m, set, &bases);
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        count = add_cell_terms(m, &set->entries[i]->cells[0], 1, count);
    add_line(m, count, bases,
             text_format(m->keep, "listed in '%.*s'",
                         TEXT_ARGS(variable_at(m, set->entries[0]->cells[0].measure,
                                               set->entries[0]->cells[0].selections[0].variable)->name)),
             words);
    for (size_t i = 0; i < set->count; i++) {
        const struct figure_entry *entry = set->entries[i];
        const size_t one = add_cell_terms(m, &entry->cells[0], 1, 0);
        add_line(m, one, over_bases(set, entry), name_of(m, &entry->cells[0]),
                 text_format(m->keep, "%.*s; %.*s", TEXT_ARGS(entry->where), TEXT_ARGS(words)));
        state_share_of_unknown(m, set, entry, false);
        state_share_of_unknown(m, set, entry, true);
        m->model->statement_count++;
    }
}

static bool some_base_fits(const struct modeller *m, struct share_set *set)
{
    bool some = false;
    set->fits = ARENA_ARRAY(m->keep, bool, (size_t)set->base + 1);
    for (int64_t base = 1; base < set->base; base++) {
        set->fits[base] = fits_base(set, base, true);
        some = some || set->fits[base];
    }
    return some;
}

static void state_set(struct modeller *m, struct share_set *set)
{
    if (set->base < 0)
        return;
    if (set->base <= BASES_MAX && !fits_base(set, set->base, false) && is_whole(set) && some_base_fits(m, set))
        state_of_those_stated(m, set);
    else
        state_shares(m, set);
}

static void state_all_shares(struct modeller *m)
{
    const size_t count = m->figures->entries.count;
    bool *done = ARENA_ARRAY(m->keep, bool, count + 1);
    struct share_set set = {.entries = ARENA_ARRAY(m->keep, const struct figure_entry *, count + 1)};
    for (size_t i = 0; i < count; i++) {
        const struct figure_entry *entry = &m->figures->entries.items[i];
        if (done[i] || !is_share(entry) || !is_crossed(m, entry))
            continue;
        set.count = 0;
        set.base = base_of(m, entry);
        for (size_t k = i; k < count; k++) {
            const struct figure_entry *other = &m->figures->entries.items[k];
            if (k != i && (done[k] || !is_share(other) || !is_crossed(m, other) || !belong_together(m, entry, other)))
                continue;
            done[k] = true;
            set.entries[set.count++] = other;
        }
        state_set(m, &set);
    }
}

/* ---- questions ---- */

/* Each different count once; that it is printed is remembered. */
static void ask(struct modeller *m, size_t count, struct text what, const struct figure_entry *printed)
{
    count = gather_terms(m, count);
    struct figure_question *question = NULL;
    for (size_t i = 0; i < m->model->questions.count && !question; i++) {
        struct figure_question *known = &m->model->questions.items[i];
        if (known->term_count == count && memcmp(known->terms, m->terms, count * sizeof *m->terms) == 0)
            question = known;
    }
    if (!question) {
        const struct figure_question fresh = {.terms = copy_terms(m, count), .term_count = count, .what = what};
        ARENA_PUSH(m->keep, &m->model->questions, fresh);
        question = &m->model->questions.items[m->model->questions.count - 1];
    }
    if (printed && !question->is_printed) {
        question->where = printed->where;
        question->printed = printed->value;
        question->is_printed = true;
    }
}

static void ask_cell(struct modeller *m, const struct figure_cell *cell, const struct figure_entry *printed)
{
    const size_t count = add_cell_terms(m, cell, 1, 0);
    if (count)
        ask(m, count, name_of(m, cell), printed);
}

/* Whether it is the category beside those that a list says are all there are. */
static bool is_nobody(const struct modeller *m, const struct group *group, size_t place, size_t category)
{
    const struct figure_variable *variable = variable_at(m, group->measure, group->variables[place]);
    return variable->is_complete && category >= variable->named;
}

/* What the list leaves unnamed, although an equation tells its categories apart. */
static void ask_rest(struct modeller *m, size_t measure, size_t variable)
{
    struct figure_selection rest = unnamed(m, measure, variable);
    const struct figure_cell cell = {measure, &rest, 1, 1};
    const struct figure_variable *of = variable_at(m, measure, variable);
    if (of->named && of->named < of->categories.count && !of->is_complete)
        ask_cell(m, &cell, NULL);
}

/* Every crossing of a group, and every category of each of its variables. */
static void ask_group(struct modeller *m, const struct group *group)
{
    struct figure_selection selections[GROUP_VARIABLES_MAX];
    size_t categories[GROUP_VARIABLES_MAX];
    for (size_t cell = 0; cell < group->cell_count; cell++) {
        bool nobody = false;
        for (size_t place = 0; place < group->variable_count; place++) {
            nobody = nobody || is_nobody(m, group, place, coordinate(group, cell, place));
            categories[place] = coordinate(group, cell, place);
            selections[place] = (struct figure_selection){group->variables[place], &categories[place], 1};
        }
        const struct figure_cell crossing = {group->measure, selections, group->variable_count, 1};
        if (!nobody)
            ask_cell(m, &crossing, NULL);
    }
    for (size_t place = 0; group->variable_count > 1 && place < group->variable_count; place++)
        for (size_t category = 0; category < group->sizes[place]; category++) {
            struct figure_selection one = {group->variables[place], &category, 1};
            const struct figure_cell margin = {group->measure, &one, 1, 1};
            if (!is_nobody(m, group, place, category))
                ask_cell(m, &margin, NULL);
        }
    for (size_t place = 0; place < group->variable_count; place++)
        ask_rest(m, group->measure, group->variables[place]);
}

static void ask_all(struct modeller *m)
{
    for (size_t i = 0; i < m->figures->entries.count; i++) {
        const struct figure_entry *entry = &m->figures->entries.items[i];
        for (size_t k = 0; k < entry->cell_count && entry->is_about_counts; k++)
            ask_cell(m, &entry->cells[k], entry->kind == KIND_COUNT ? entry : NULL);
    }
    for (size_t i = 0; i < m->groups.count; i++)
        if (m->groups.items[i].measure != SIZE_MAX)
            ask_group(m, &m->groups.items[i]);
}

/* What could not be crossed tells of its own count all the same. */
static void state_by_itself(struct modeller *m, const struct figure_entry *entry)
{
    const bool share = entry->kind == KIND_PERCENT;
    const int64_t base = share ? base_of(m, entry) : -1;
    const struct figure_line line = {
        .range = entry->kind == KIND_RELATION ? (struct protect_range){0, PROTECT_NO_END}
                 : share                      ? figures_share_range(entry->value, entry->scale, base)
                                              : range_of(entry),
        .what = name_of(m, &entry->cells[0]),
        .where = share ? text_format(m->keep, "%.*s of %" PRId64 ", %.*s", TEXT_ARGS(share_in_words(m, entry)), base,
                                     TEXT_ARGS(entry->where))
                       : entry->where,
        .is_printed = entry->kind == KIND_COUNT,
    };
    ARENA_PUSH(m->keep, &m->model->uncrossed, line);
}

void figures_model_make(const struct figures *figures, struct arena *keep, struct figures_model *ret_model)
{
    *ret_model = (struct figures_model){.keep = keep};
    struct modeller m = {.figures = figures,
                         .keep = keep,
                         .model = ret_model,
                         .told = ARENA_ARRAY(keep, bool, figures->measures.count + 1)};
    make_groups(&m);
    link_groups(&m);
    for (size_t i = 0; i < figures->entries.count; i++)
        if (figures->entries.items[i].kind == KIND_COMPLETE)
            state_complete(&m, &figures->entries.items[i]);
    for (size_t i = 0; i < figures->entries.count; i++) {
        const struct figure_entry *entry = &figures->entries.items[i];
        if (!entry->cell_count || !entry->is_about_counts || entry->kind == KIND_NOTHING)
            continue;
        if (is_unbased(&m, entry)) {
            leave_unbased(&m, entry);
            continue;
        }
        if (!is_crossed(&m, entry)) {
            state_by_itself(&m, entry);
            continue;
        }
        state_total(&m, entry);
        if (entry->kind == KIND_RELATION)
            state_relation(&m, entry);
        else if (entry->kind != KIND_PERCENT)
            state_number(&m, entry);
    }
    state_all_shares(&m);
    ask_all(&m);
}
