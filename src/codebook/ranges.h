/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sets of whole numbers, or of days, as a condition asks for them. */
#ifndef CODEBOOK_RANGES_H
#define CODEBOOK_RANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

#define RANGE_LOWEST INT64_MIN
#define RANGE_HIGHEST INT64_MAX

/* From low to high, both of them in it; RANGE_LOWEST and RANGE_HIGHEST: without end. */
struct number_range {
    int64_t low, high;
};

/* Ascending, apart from each other by one number at least. */
struct ranges {
    const struct number_range *items;
    size_t count;
};

/* The set of all that is in some of the items, which may be in any order; those that end before they begin are empty. */
struct ranges ranges_of(const struct number_range *items, size_t count, struct arena *keep);

/* All other numbers. */
struct ranges ranges_not(struct ranges ranges, struct arena *keep);
/* What is in both. */
struct ranges ranges_and(struct ranges a, struct ranges b, struct arena *keep);

bool ranges_hold(struct ranges ranges, int64_t number);
/* Whether all of the first is in the second. */
bool ranges_are_within(struct ranges inner, struct ranges outer);
bool ranges_are_same(struct ranges a, struct ranges b);

#endif
