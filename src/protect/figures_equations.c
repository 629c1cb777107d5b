/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an equation between measures says: of their totals, and of every category that all of them share. */
#include "protect/figures_model.h"

#include <string.h>

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

/* The same cell, of that category only. */
static struct figure_cell narrowed(const struct modeller *m, const struct figure_cell *cell, const struct shared_cell *to)
{
    struct figure_cell narrow = *cell;
    narrow.selections = ARENA_ARRAY(m->keep, struct figure_selection, cell->selection_count + to->count);
    memcpy(narrow.selections, cell->selections, cell->selection_count * sizeof *cell->selections);
    for (size_t i = 0; i < to->count; i++) {
        const size_t number = figures_number_of(m, cell->measure, to->variables[i]);
        const struct figure_variable *variable = figures_variable_at(m, cell->measure, number);
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
    if (!figures_are_crossed(m, cells, entry->cell_count))
        return false;
    for (size_t i = 0; i < entry->cell_count; i++)
        count = figures_add_cell(m, &cells[i], cells[i].sign, count);
    figures_add_knowledge(m, count, (struct protect_range){0, 0}, equation_name(m, entry, of), entry->where);
    return true;
}

/* Of every crossing of the variables. */
static bool state_crossings(struct modeller *m, const struct figure_entry *entry, struct shared_cell *of)
{
    size_t sizes[GROUP_VARIABLES_MAX], crossings = 1;
    const struct text *names[GROUP_VARIABLES_MAX];
    for (size_t i = 0; i < of->count; i++) {
        const size_t measure = entry->cells[0].measure;
        const struct figure_variable *variable = figures_variable_at(m, measure, figures_number_of(m, measure, of->variables[i]));
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
    const struct group *group = figures_group_named(m, entry->cells[0].measure, entry->shared.items[first]);
    bool is_first = true;
    for (size_t i = 0; i < entry->shared.count; i++)
        if (figures_group_named(m, entry->cells[0].measure, entry->shared.items[i]) == group) {
            is_first = is_first && i >= first;
            all.variables[all.count++] = entry->shared.items[i];
        }
    return state_crossings(m, entry, &alone) && (!is_first || all.count == 1 || state_crossings(m, entry, &all));
}

void figures_state_relation(struct modeller *m, const struct figure_entry *entry)
{
    bool stated = state_equation(m, entry, &(struct shared_cell){.count = 0});
    for (size_t i = 0; i < entry->shared.count; i++)
        stated = state_by_variable(m, entry, i) && stated;
    if (!stated)
        ARENA_PUSH(m->keep, &m->model->uncrossed,
                   ((struct figure_line){.range = {0, PROTECT_NO_END}, .what = entry->label, .where = entry->where}));
    m->model->statement_count++;
}
