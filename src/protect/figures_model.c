/* SPDX-License-Identifier: GPL-3.0-or-later
 * From figures to statements about unknown counts: the kinds of rows in their order. What the counts are is found first
 * (figures_groups.c); equations, shares and questions have files of their own. */
#include "protect/figures_model.h"

#include <inttypes.h>

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
            count = figures_add_term(m, group->first + k, 1, count);
        figures_add_line(m, count, range, figures_name_of(m, &whole), where);
        if (once && count)
            return;
    }
}

static void state_number(struct modeller *m, const struct figure_entry *entry)
{
    const size_t count = figures_add_cell(m, &entry->cells[0], 1, 0);
    if (entry->cells[0].selection_count)
        figures_add_line(m, count, range_of(entry), figures_name_of(m, &entry->cells[0]), entry->where);
    else
        state_whole(m, entry->cells[0].measure, range_of(entry), entry->where);
    m->model->statement_count++;
}

/* Nobody is in a category that is not listed. */
static void state_complete(struct modeller *m, const struct figure_entry *entry)
{
    const struct figure_selection *named = &entry->complete.selections[0];
    struct figure_selection rest = figures_unnamed(m, entry->complete.measure, named->variable);
    const struct figure_cell cell = {entry->complete.measure, &rest, 1, 1};
    figures_add_line(m, figures_add_cell(m, &cell, 1, 0), (struct protect_range){0, 0}, figures_name_of(m, &cell), entry->where);
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

/* All variables of a measure are about the same people. Where the list has no total to say so, an equation does. */
static void link_groups(struct modeller *m)
{
    for (size_t i = 0; i < m->groups.count; i++) {
        const struct group *group = &m->groups.items[i];
        const struct group *first = group->measure == SIZE_MAX ? group : figures_group_of(m, group->measure, SIZE_MAX);
        size_t count = 0;
        if (group == first || figures_total_of(m, group->measure) >= 0)
            continue;
        for (size_t k = 0; k < first->cell_count; k++)
            count = figures_add_term(m, first->first + k, 1, count);
        for (size_t k = 0; k < group->cell_count; k++)
            count = figures_add_term(m, group->first + k, -1, count);
        figures_add_knowledge(m, count, (struct protect_range){0, 0}, m->figures->measures.items[group->measure].name,
                      TEXT("the same in every breakdown"));
    }
}

/* What could not be crossed tells of its own count all the same. */
static void state_by_itself(struct modeller *m, const struct figure_entry *entry)
{
    const bool share = entry->kind == KIND_PERCENT;
    const int64_t base = share ? figures_base_of(m, entry) : -1;
    const struct figure_line line = {
        .range = entry->kind == KIND_RELATION ? (struct protect_range){0, PROTECT_NO_END}
                 : share                      ? figures_share_range(entry->value, entry->scale, base)
                                              : range_of(entry),
        .what = figures_name_of(m, &entry->cells[0]),
        .where = share ? text_format(m->keep, "%.*s of %" PRId64 ", %.*s", TEXT_ARGS(figures_share_in_words(m, entry)), base,
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
    figures_make_groups(&m);
    link_groups(&m);
    for (size_t i = 0; i < figures->entries.count; i++)
        if (figures->entries.items[i].kind == KIND_COMPLETE)
            state_complete(&m, &figures->entries.items[i]);
    for (size_t i = 0; i < figures->entries.count; i++) {
        const struct figure_entry *entry = &figures->entries.items[i];
        if (!entry->cell_count || !entry->is_about_counts || entry->kind == KIND_NOTHING)
            continue;
        if (figures_is_unbased(&m, entry)) {
            figures_leave_unbased(&m, entry);
            continue;
        }
        if (!figures_is_crossed(&m, entry)) {
            state_by_itself(&m, entry);
            continue;
        }
        state_total(&m, entry);
        if (entry->kind == KIND_RELATION)
            figures_state_relation(&m, entry);
        else if (entry->kind != KIND_PERCENT)
            state_number(&m, entry);
    }
    figures_state_shares(&m);
    figures_ask_all(&m);
}
