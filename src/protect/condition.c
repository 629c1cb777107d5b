/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conditions one by one; what several of them cut out is for family.c. */
#include "protect/condition.h"

static bool age_is_met(const struct condition *condition, int64_t age)
{
    switch (condition->compare) {
    case COMPARE_LESS:
        return age < condition->number;
    case COMPARE_LESS_EQUAL:
        return age <= condition->number;
    case COMPARE_EQUAL:
        return age == condition->number;
    case COMPARE_NOT_EQUAL:
        return age != condition->number;
    case COMPARE_GREATER_EQUAL:
        return age >= condition->number;
    case COMPARE_GREATER:
        return age > condition->number;
    }
    return false;
}

bool condition_is_met(const struct condition *condition, struct condition_value value)
{
    switch (condition->kind) {
    case CONDITION_CATEGORIES:
        return condition->categories[value.number] != condition->negated;
    case CONDITION_YES:
        return (value.number == 1) != condition->negated;
    case CONDITION_AGE:
        return value.is_known && age_is_met(condition, value.number);
    }
    return false;
}

bool condition_is_same(const struct condition *a, const struct condition *b)
{
    if (a->kind != b->kind || a->column != b->column)
        return false;
    if (a->kind == CONDITION_AGE)
        return a->compare == b->compare && a->number == b->number;
    for (int i = 0; i < a->category_count; i++)
        if ((a->categories[i] != a->negated) != (b->categories[i] != b->negated))
            return false;
    return a->kind != CONDITION_YES || a->negated == b->negated;
}

bool condition_same_things(const struct measure *a, const struct measure *b)
{
    return a->kind == b->kind && a->kind != MEASURE_TYPED_IN && a->source == b->source &&
           (a->kind == MEASURE_STOCK ? a->from == b->from && a->until == b->until : a->date == b->date);
}

bool condition_same_way(const struct measure *a, const struct measure *b)
{
    return a->once_per == b->once_per && (a->kind != MEASURE_STOCK || a->until_counts == b->until_counts);
}

bool condition_counts_more(const struct measure *more, const struct measure *fewer)
{
    return (more->once_per == fewer->once_per || more->once_per == NO_INDEX) &&
           (more->kind != MEASURE_STOCK || more->until_counts || !fewer->until_counts);
}
