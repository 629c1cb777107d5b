/* SPDX-License-Identifier: GPL-3.0-or-later
 * Isotonic regression of label positions. */
#include "chart/spread.h"

#include <math.h>

/* From the middle of item i - 1 to the middle of item i where they touch. */
static double advance(const struct spread_item *items, size_t i, double gap_pt)
{
    return i ? (items[i - 1].size_pt + items[i].size_pt) / 2 + gap_pt : 0;
}

static double mean(const struct spread_item *pool)
{
    return pool->sum / (double)pool->count;
}

/* Builds pools at the front of the array (a pool takes the fields of one item) and returns how many. */
static size_t pool_violators(struct spread_item *items, size_t count, double gap_pt)
{
    size_t pools = 0;
    double room = 0;
    for (size_t i = 0; i < count; i++) {
        room += advance(items, i, gap_pt);
        items[pools].sum = items[i].wanted_pt - room;
        items[pools].count = 1;
        for (pools++; pools > 1 && mean(&items[pools - 2]) > mean(&items[pools - 1]); pools--) {
            items[pools - 2].sum += items[pools - 1].sum;
            items[pools - 2].count += items[pools - 1].count;
        }
    }
    return pools;
}

bool spread_apart(struct spread_item *items, size_t count, double gap_pt, double first_pt, double last_pt)
{
    const size_t pools = pool_violators(items, count, gap_pt);
    double whole = 0, room = 0;
    for (size_t i = 0; i < count; i++)
        whole += advance(items, i, gap_pt);
    const double highest = last_pt - whole;
    for (size_t pool = 0, i = 0; pool < pools; pool++) {
        const double place = fmax(first_pt, fmin(highest, mean(&items[pool])));
        for (size_t end = i + items[pool].count; i < end; i++) {
            room += advance(items, i, gap_pt);
            items[i].middle_pt = place + room;
        }
    }
    return highest >= first_pt;
}
