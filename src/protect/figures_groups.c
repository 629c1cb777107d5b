/* SPDX-License-Identifier: GPL-3.0-or-later
 * What unknown counts there are: the crossings of a measure's variables that some figure names together. */
#include "protect/figures_model.h"

enum { GROUP_CELLS_MAX = 2500 };

const struct figure_variable *figures_variable_at(const struct modeller *m, size_t measure, size_t variable)
{
    return &m->figures->measures.items[measure].variables.items[variable];
}

size_t figures_number_of(const struct modeller *m, size_t measure, struct text name)
{
    const struct figure_measure *of = &m->figures->measures.items[measure];
    size_t number = 0;
    while (number < of->variables.count && !text_equal(of->variables.items[number].name, name))
        number++;
    return number;
}

static bool in_group(const struct group *group, size_t measure, size_t variable)
{
    for (size_t i = 0; group->measure == measure && i < group->variable_count; i++)
        if (group->variables[i] == variable)
            return true;
    return false;
}

struct group *figures_group_of(const struct modeller *m, size_t measure, size_t variable)
{
    for (size_t i = 0; i < m->groups.count; i++) {
        struct group *group = &m->groups.items[i];
        if (group->measure == measure && (variable == SIZE_MAX || in_group(group, measure, variable)))
            return group;
    }
    return NULL;
}

struct group *figures_group_named(const struct modeller *m, size_t measure, struct text name)
{
    const struct figure_measure *of = &m->figures->measures.items[measure];
    for (size_t i = 0; i < of->variables.count; i++)
        if (text_equal(of->variables.items[i].name, name))
            return figures_group_of(m, measure, i);
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
        cells *= figures_variable_at(m, group->measure, group->variables[i])->categories.count + 1;
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
        merge_groups(m, figures_group_of(m, cell->measure, cell->selections[0].variable),
                     figures_group_of(m, cell->measure, cell->selections[i].variable));
}

/* ---- crossings of equations ---- */

/* Of an equation that holds for each category of a variable: with what its cells select. */
static bool cross_with_selections(const struct modeller *m, const struct figure_entry *entry, struct text name)
{
    bool changed = false;
    for (size_t i = 0; i < entry->cell_count; i++) {
        const struct figure_cell *cell = &entry->cells[i];
        if (cell->selection_count)
            changed = merge_groups(m, figures_group_of(m, cell->measure, cell->selections[0].variable),
                                   figures_group_named(m, cell->measure, name)) || changed;
    }
    return changed;
}

/* What is crossed in one measure of an equation is crossed in all. */
static bool cross_alike(const struct modeller *m, const struct figure_entry *entry, struct text one, struct text other)
{
    bool crossed = false, changed = false;
    for (size_t i = 0; i < entry->cell_count; i++) {
        const size_t measure = entry->cells[i].measure;
        crossed = crossed || figures_group_named(m, measure, one) == figures_group_named(m, measure, other);
    }
    for (size_t i = 0; crossed && i < entry->cell_count; i++) {
        const size_t measure = entry->cells[i].measure;
        changed = merge_groups(m, figures_group_named(m, measure, one), figures_group_named(m, measure, other)) || changed;
    }
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

/* ---- all groups ---- */

static void number_cells(struct modeller *m, struct group *group)
{
    group->cell_count = 1;
    for (size_t i = 0; i < group->variable_count; i++) {
        const struct figure_variable *variable = figures_variable_at(m, group->measure, group->variables[i]);
        group->sizes[i] = variable->categories.count + 1;
        group->cell_count *= group->sizes[i];
    }
    group->first = m->model->variable_count;
    m->model->variable_count += group->cell_count;
}

void figures_make_groups(struct modeller *m)
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

bool figures_are_crossed(const struct modeller *m, const struct figure_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 1; k < cells[i].selection_count; k++)
            if (figures_group_of(m, cells[i].measure, cells[i].selections[k].variable) !=
                figures_group_of(m, cells[i].measure, cells[i].selections[0].variable))
                return false;
    return true;
}

bool figures_is_crossed(const struct modeller *m, const struct figure_entry *entry)
{
    return figures_are_crossed(m, entry->cells, entry->cell_count);
}
