/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a series over time crosses a change of a classification that it is broken down by, selected by, or restricted to. */
#include "document/binder.h"

struct series {
    const struct binder *binder;
    struct day_span span; /* from the last day of a step to that of the next */
    date_day day;
    bool found;
};

static void look_at(struct series *s, int list, const struct classes *classes)
{
    date_day day;
    if (!code_list_break(&s->binder->in->codebook->code_lists[list], classes, &s->span, s->binder->keep, &day) ||
        (s->found && s->day <= day))
        return;
    s->day = day;
    s->found = true;
}

static const struct column *column_of(const struct series *s, int source, int column)
{
    return &s->binder->in->codebook->sources[source].columns[column];
}

/* Broken down: each of its categories. Selected: what is in, and what is not. */
static void look_at_dimension(struct series *s, int number, const bool *set)
{
    const struct dimension *dimension = &s->binder->in->codebook->dimensions[number];
    const int list = column_of(s, dimension->source, dimension->column)->code_list;
    const int count = s->binder->in->codebook->code_lists[list].category_count;
    int *of = ARENA_ARRAY(s->binder->keep, int, (size_t)count);
    for (int i = 0; i < count; i++) {
        const int own = dimension->group_of ? dimension->group_of[i] : i;
        of[i] = set ? set[own] : own;
    }
    look_at(s, list, &(struct classes){of, set ? 2 : dimension->category_count, !set});
}

static void look_at_conditions(struct series *s, const struct measure *measure)
{
    for (size_t i = 0; i < measure->condition_count; i++) {
        const struct condition *condition = &measure->conditions[i];
        if (condition->kind != CONDITION_CATEGORIES)
            continue;
        int *of = ARENA_ARRAY(s->binder->keep, int, (size_t)condition->category_count);
        for (int k = 0; k < condition->category_count; k++)
            of[k] = condition->categories[k];
        look_at(s, column_of(s, measure->source, condition->column)->code_list, &(struct classes){of, 2, false});
    }
}

bool break_before(const struct binder *binder, const struct figure_block *figure, size_t step, date_day *ret_day)
{
    const struct shown *shown = &figure->shown;
    const struct requests *requests = binder->in->requests;
    const struct use *use = &requests->uses[shown->uses[step]];
    const struct table_request *table = &requests->tables[use->table];
    struct series s = {.binder = binder};
    if (!step)
        return false;
    s.span = (struct day_span){shown->periods[step - 1].last, shown->periods[step].last};
    for (size_t i = 0; i < table->dimension_count; i++)
        look_at_dimension(&s, table->dimensions[i], use->set.categories[i]);
    look_at_conditions(&s, &binder->in->codebook->measures[shown->measure]);
    *ret_day = s.day;
    return s.found;
}
