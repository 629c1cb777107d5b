/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conditions one by one; what several of them cut out is for family.c. */
#include "codebook/condition.h"

bool condition_is_same(const struct condition *a, const struct condition *b)
{
    if (a->kind != b->kind || a->column != b->column)
        return false;
    if (a->kind == CONDITION_AGE || a->kind == CONDITION_NUMBER)
        return ranges_are_same(a->ranges, b->ranges);
    for (int i = 0; i < a->category_count; i++)
        if ((a->categories[i] != a->negated) != (b->categories[i] != b->negated))
            return false;
    return a->kind != CONDITION_YES || (a->negated == b->negated && a->yes == b->yes);
}

bool condition_same_things(const struct measure *a, const struct measure *b)
{
    return a->kind == b->kind && a->kind != MEASURE_TYPED_IN && a->source == b->source &&
           (a->kind == MEASURE_STOCK ? a->from == b->from && a->until == b->until : a->date == b->date);
}

bool condition_is_narrower(const struct measure *some, const struct measure *all)
{
    for (size_t i = 0; i < all->condition_count; i++) {
        bool has = false;
        for (size_t k = 0; k < some->condition_count; k++)
            has = has || condition_is_same(&some->conditions[k], &all->conditions[i]);
        if (!has)
            return false;
    }
    return true;
}

bool condition_same_way(const struct measure *a, const struct measure *b)
{
    return a->once_per == b->once_per && a->several == b->several && (a->kind != MEASURE_STOCK || a->until_counts == b->until_counts);
}

bool condition_counts_more(const struct measure *more, const struct measure *fewer)
{
    return (more->once_per == fewer->once_per || more->once_per == NO_INDEX) &&
           (more->several == fewer->several || !fewer->several) &&
           (more->kind != MEASURE_STOCK || more->until_counts || !fewer->until_counts);
}
