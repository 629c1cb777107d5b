/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each variable and condition is asked for its own days; the first of all counts. */
#include "layout/breaks.h"

struct series {
    const struct codebook *codebook;
    struct arena *keep;
    struct day_span span; /* from the last day of a step to that of the next */
    date_day day;
    bool found;
};

static void look_at(struct series *s, int list, const struct classes *classes)
{
    date_day day;
    if (!code_list_break(&s->codebook->code_lists[list], classes, &s->span, s->keep, &day) ||
        (s->found && s->day <= day))
        return;
    s->day = day;
    s->found = true;
}

static const struct column *column_of(const struct series *s, int source, int column)
{
    return &s->codebook->sources[source].columns[column];
}

/* Broken down: each of its categories. Selected: what is in, and what is not. */
static void look_at_dimension(struct series *s, int number, const bool *set)
{
    const struct dimension *dimension = &s->codebook->dimensions[number];
    const int list = column_of(s, dimension->source, dimension->column)->code_list;
    const int count = s->codebook->code_lists[list].category_count;
    int *of = ARENA_ARRAY(s->keep, int, (size_t)count);
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
        int *of = ARENA_ARRAY(s->keep, int, (size_t)condition->category_count);
        for (int k = 0; k < condition->category_count; k++)
            of[k] = condition->categories[k];
        look_at(s, column_of(s, measure->source, condition->column)->code_list, &(struct classes){of, 2, false});
    }
}

bool break_between(const struct codebook *codebook, const struct requests *requests, size_t before, size_t after,
                   struct arena *keep, date_day *ret_day)
{
    const struct use *use = &requests->uses[after];
    const struct table_request *table = &requests->tables[use->table];
    struct series s = {.codebook = codebook, .keep = keep};
    s.span = (struct day_span){requests->tables[requests->uses[before].table].period.last, table->period.last};
    for (size_t i = 0; i < table->dimension_count; i++)
        look_at_dimension(&s, table->dimensions[i], use->set.categories[i]);
    look_at_conditions(&s, &codebook->measures[table->measure]);
    *ret_day = s.day;
    return s.found;
}
