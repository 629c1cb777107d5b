/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells of a list as sums of unknown counts, and by their names. */
#include "protect/figures_model.h"

#include <stdlib.h>
#include <string.h>

/* ---- cells as terms ---- */

size_t figures_category_in(const struct group *group, size_t cell, size_t place)
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
                chosen = chosen || figures_category_in(group, number, place) == selection->categories[k];
        if (!chosen)
            return false;
    }
    return true;
}

size_t figures_add_term(struct modeller *m, size_t variable, int64_t factor, size_t count)
{
    m->terms = arena_reserve(m->keep, m->terms, count, &m->term_capacity, sizeof *m->terms);
    m->terms[count] = (struct protect_term){variable, factor};
    return count + 1;
}

size_t figures_add_cell(struct modeller *m, const struct figure_cell *cell, int64_t factor, size_t count)
{
    const struct group *group =
        figures_group_of(m, cell->measure, cell->selection_count ? cell->selections[0].variable : SIZE_MAX);
    for (size_t i = 0; group && i < group->cell_count; i++)
        if (selects(group, cell, i))
            count = figures_add_term(m, group->first + i, factor, count);
    return count;
}

static int by_variable(const void *left, const void *right)
{
    const struct protect_term *a = left, *b = right;
    return (a->variable > b->variable) - (a->variable < b->variable);
}

size_t figures_gather_terms(const struct modeller *m, size_t count)
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

struct protect_term *figures_copy_terms(const struct modeller *m, size_t count)
{
    struct protect_term *terms = ARENA_ARRAY(m->keep, struct protect_term, count);
    memcpy(terms, m->terms, count * sizeof *terms);
    return terms;
}

void figures_add_line(struct modeller *m, size_t term_count, struct protect_range range, struct text what, struct text where)
{
    const size_t count = figures_gather_terms(m, term_count);
    if (!count)
        return;
    const struct figure_line line = {
        .terms = figures_copy_terms(m, count), .term_count = count, .range = range, .what = what, .where = where};
    ARENA_PUSH(m->keep, &m->model->lines, line);
}

void figures_add_knowledge(struct modeller *m, size_t term_count, struct protect_range range, struct text what, struct text where)
{
    const size_t before = m->model->lines.count;
    figures_add_line(m, term_count, range, what, where);
    if (m->model->lines.count > before)
        m->model->lines.items[before].is_knowledge = true;
}

struct figure_selection figures_unnamed(const struct modeller *m, size_t measure, size_t variable)
{
    const struct figure_variable *of = figures_variable_at(m, measure, variable);
    struct figure_selection rest = {variable, ARENA_ARRAY(m->keep, size_t, of->categories.count - of->named + 1), 0};
    for (size_t category = of->named; category <= of->categories.count; category++)
        rest.categories[rest.count++] = category;
    return rest;
}

/* ---- names ---- */

static struct text category_name(const struct modeller *m, size_t measure, size_t variable, size_t category)
{
    const struct figure_variable *of = figures_variable_at(m, measure, variable);
    return category < of->categories.count ? of->categories.items[category] : TEXT("(not listed)");
}

/* " type=sexual,other". */
static void add_categories(const struct modeller *m, size_t measure, const struct figure_selection *selection,
                           struct text_builder *b)
{
    text_add_format(b, " %.*s=", TEXT_ARGS(figures_variable_at(m, measure, selection->variable)->name));
    for (size_t i = 0; i < selection->count; i++)
        text_add_format(b, "%s%.*s", i ? "," : "",
                        TEXT_ARGS(category_name(m, measure, selection->variable, selection->categories[i])));
}

/* "Border Guard, of 74 requests"; what is not listed has the table's name. */
static void add_words(const struct modeller *m, const struct figure_cell *cell, struct text_builder *b)
{
    const struct figure_selection *selection = &cell->selections[0];
    const struct figure_variable *variable = figures_variable_at(m, cell->measure, selection->variable);
    if (selection->categories[0] == variable->categories.count)
        text_add_format(b, "not listed in '%.*s'", TEXT_ARGS(variable->name));
    else
        text_add(b, variable->categories.items[selection->categories[0]]);
    text_add_format(b, ", of %.*s", TEXT_ARGS(m->figures->measures.items[cell->measure].name));
}

struct text figures_name_of(const struct modeller *m, const struct figure_cell *cell)
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
