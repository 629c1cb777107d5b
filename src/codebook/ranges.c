/* SPDX-License-Identifier: GPL-3.0-or-later
 * The form is the same for the same set: the items are sorted, and those that touch are one. */
#include "codebook/ranges.h"

#include <stdlib.h>

static int by_low(const void *left, const void *right)
{
    const struct number_range *a = left, *b = right;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    return (a->high > b->high) - (a->high < b->high);
}

/* Whether no number lies between the end of the first and the second. */
static bool touches(const struct number_range *first, const struct number_range *second)
{
    return first->high == RANGE_HIGHEST || second->low <= first->high + 1;
}

struct ranges ranges_of(const struct number_range *items, size_t count, struct arena *keep)
{
    struct number_range *sorted = ARENA_ARRAY(keep, struct number_range, count);
    size_t filled = 0, joined = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].low <= items[i].high)
            sorted[filled++] = items[i];
    if (filled)
        qsort(sorted, filled, sizeof *sorted, by_low);
    for (size_t i = 0; i < filled; i++) {
        if (!joined || !touches(&sorted[joined - 1], &sorted[i]))
            sorted[joined++] = sorted[i];
        else if (sorted[i].high > sorted[joined - 1].high)
            sorted[joined - 1].high = sorted[i].high;
    }
    return (struct ranges){sorted, joined};
}

struct ranges ranges_not(struct ranges ranges, struct arena *keep)
{
    struct number_range *gaps = ARENA_ARRAY(keep, struct number_range, ranges.count + 1);
    size_t count = 0;
    int64_t low = RANGE_LOWEST;
    for (size_t i = 0; i < ranges.count; i++) {
        if (ranges.items[i].low > low)
            gaps[count++] = (struct number_range){low, ranges.items[i].low - 1};
        if (ranges.items[i].high == RANGE_HIGHEST)
            return (struct ranges){gaps, count};
        low = ranges.items[i].high + 1;
    }
    gaps[count++] = (struct number_range){low, RANGE_HIGHEST};
    return (struct ranges){gaps, count};
}

struct ranges ranges_and(struct ranges a, struct ranges b, struct arena *keep)
{
    struct number_range *both = ARENA_ARRAY(keep, struct number_range, a.count + b.count);
    size_t count = 0;
    for (size_t i = 0, k = 0; i < a.count && k < b.count;) {
        const struct number_range *x = &a.items[i], *y = &b.items[k];
        const int64_t low = x->low > y->low ? x->low : y->low, high = x->high < y->high ? x->high : y->high;
        if (low <= high)
            both[count++] = (struct number_range){low, high};
        *(x->high < y->high ? &i : &k) += 1;
    }
    return (struct ranges){both, count};
}

bool ranges_hold(struct ranges ranges, int64_t number)
{
    for (size_t i = 0; i < ranges.count && ranges.items[i].low <= number; i++)
        if (number <= ranges.items[i].high)
            return true;
    return false;
}

bool ranges_are_within(struct ranges inner, struct ranges outer)
{
    size_t k = 0;
    for (size_t i = 0; i < inner.count; i++) {
        while (k < outer.count && outer.items[k].high < inner.items[i].high)
            k++;
        if (k == outer.count || outer.items[k].low > inner.items[i].low)
            return false;
    }
    return true;
}

bool ranges_are_same(struct ranges a, struct ranges b)
{
    return ranges_are_within(a, b) && ranges_are_within(b, a);
}
