/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which counts the audit asks about: all that the list prints, and all that its groups tell apart. */
#include "protect/figures_model.h"

#include <string.h>

/* Each different count once; that it is printed is remembered. */
static void ask(struct modeller *m, size_t count, struct text what, const struct figure_entry *printed)
{
    count = figures_gather_terms(m, count);
    struct figure_question *question = NULL;
    for (size_t i = 0; i < m->model->questions.count && !question; i++) {
        struct figure_question *known = &m->model->questions.items[i];
        if (known->term_count == count && memcmp(known->terms, m->terms, count * sizeof *m->terms) == 0)
            question = known;
    }
    if (!question) {
        const struct figure_question fresh = {.terms = figures_copy_terms(m, count), .term_count = count, .what = what};
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
    const size_t count = figures_add_cell(m, cell, 1, 0);
    if (count)
        ask(m, count, figures_name_of(m, cell), printed);
}

/* Whether it is the category beside those that a list says are all there are. */
static bool is_nobody(const struct modeller *m, const struct group *group, size_t place, size_t category)
{
    const struct figure_variable *variable = figures_variable_at(m, group->measure, group->variables[place]);
    return variable->is_complete && category >= variable->named;
}

/* What the list leaves unnamed, although an equation tells its categories apart. */
static void ask_rest(struct modeller *m, size_t measure, size_t variable)
{
    struct figure_selection rest = figures_unnamed(m, measure, variable);
    const struct figure_cell cell = {measure, &rest, 1, 1};
    const struct figure_variable *of = figures_variable_at(m, measure, variable);
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
            nobody = nobody || is_nobody(m, group, place, figures_category_in(group, cell, place));
            categories[place] = figures_category_in(group, cell, place);
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

void figures_ask_all(struct modeller *m)
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
