/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conditions as sets: of ages, of categories, of yes and no. */
#include "protect/condition.h"

/* From low to high, both included. */
struct ages {
    int64_t low, high;
};

static bool ages_of(const struct condition *condition, struct ages *ret_ages)
{
    struct ages ages = {INT64_MIN, INT64_MAX};
    switch (condition->compare) {
    case COMPARE_LESS:
        ages.high = condition->number - 1;
        break;
    case COMPARE_LESS_EQUAL:
        ages.high = condition->number;
        break;
    case COMPARE_EQUAL:
        ages.low = ages.high = condition->number;
        break;
    case COMPARE_GREATER_EQUAL:
        ages.low = condition->number;
        break;
    case COMPARE_GREATER:
        ages.low = condition->number + 1;
        break;
    case COMPARE_NOT_EQUAL:
        return false;
    }
    *ret_ages = ages;
    return true;
}

static bool in_set(const struct condition *condition, int category)
{
    return condition->categories[category] != condition->negated;
}

/* Whether some category satisfies the first and not the second (`both` false), or both. Lists have at most
 * CATEGORIES_MAX; sets of one column are equally long. */
static bool some_category(const struct condition *a, const struct condition *b, int count, bool both)
{
    for (int i = 0; i < count; i++)
        if (in_set(a, i) && in_set(b, i) == both)
            return true;
    return false;
}

static bool implies(const struct condition *a, const struct condition *b)
{
    struct ages x, y;
    if (a->kind != b->kind || a->column != b->column)
        return false;
    switch (a->kind) {
    case CONDITION_AGE:
        if (!ages_of(a, &x) || !ages_of(b, &y))
            return a->compare == b->compare && a->number == b->number;
        return x.low >= y.low && x.high <= y.high;
    case CONDITION_YES:
        return a->negated == b->negated;
    case CONDITION_CATEGORIES:
        return !some_category(a, b, a->category_count, false);
    }
    return false;
}

static bool excludes(const struct condition *a, const struct condition *b)
{
    struct ages x, y;
    if (a->kind != b->kind || a->column != b->column)
        return false;
    switch (a->kind) {
    case CONDITION_AGE:
        return ages_of(a, &x) && ages_of(b, &y) && (x.high < y.low || y.high < x.low);
    case CONDITION_YES:
        return a->negated != b->negated;
    case CONDITION_CATEGORIES:
        return !some_category(a, b, a->category_count, true);
    }
    return false;
}

static bool counts_the_same(const struct measure *a, const struct measure *b)
{
    return a->kind == b->kind && a->kind != MEASURE_TYPED_IN && a->source == b->source && a->once_per == b->once_per &&
           (a->kind == MEASURE_STOCK ? a->from == b->from && a->until == b->until && a->until_counts == b->until_counts
                                     : a->date == b->date);
}

bool condition_narrows(const struct measure *part, const struct measure *whole)
{
    if (!counts_the_same(part, whole))
        return false;
    for (size_t i = 0; i < whole->condition_count; i++) {
        bool follows = false;
        for (size_t k = 0; k < part->condition_count; k++)
            follows = follows || implies(&part->conditions[k], &whole->conditions[i]);
        if (!follows)
            return false;
    }
    return true;
}

bool condition_excludes(const struct measure *a, const struct measure *b)
{
    for (size_t i = 0; counts_the_same(a, b) && i < a->condition_count; i++)
        for (size_t k = 0; k < b->condition_count; k++)
            if (excludes(&a->conditions[i], &b->conditions[k]))
                return true;
    return false;
}

const struct condition *condition_only_extra(const struct measure *part, const struct measure *whole)
{
    const struct condition *extra = NULL;
    for (size_t i = 0; i < part->condition_count; i++) {
        bool known = false;
        for (size_t k = 0; k < whole->condition_count; k++)
            known = known || implies(&whole->conditions[k], &part->conditions[i]);
        if (known)
            continue;
        if (extra)
            return NULL;
        extra = &part->conditions[i];
    }
    return extra && extra->kind == CONDITION_CATEGORIES ? extra : NULL;
}
