/* SPDX-License-Identifier: GPL-3.0-or-later
 * Percentages as people print them: what a count comes to by each usual way of rounding, and which counts come to what is
 * printed. Whole numbers only. */
#ifndef BASE_PERCENT_H
#define BASE_PERCENT_H

#include <stdbool.h>
#include <stdint.h>

/* In the order in which they are tried: the first is the rule of this program's own reports. */
enum rounding { ROUNDING_HALF_UP, ROUNDING_HALF_EVEN, ROUNDING_DOWN, ROUNDING_UP, ROUNDINGS };

/* Largest base, and finest scale, for which nothing overflows. */
enum { PERCENT_BASE_MAX = 100000000, PERCENT_SCALE_MAX = 100 };

/* A percentage as it is printed: 12.5 % is 125 with the scale 10. */
struct percentage {
    int64_t value, scale;
};

/* What `part` of `base` comes to, in units of 1 / scale per cent. 0 <= part <= base, 0 < base. */
int64_t percent_of(int64_t part, int64_t base, int64_t scale, enum rounding rule);

/* The counts from 0 to `base` that come to it by that rule: they are all those from *ret_low to *ret_high. False: there is
 * none. */
bool percent_counts(struct percentage printed, int64_t base, enum rounding rule, int64_t *ret_low, int64_t *ret_high);

/* The first rule by which `part` of `base` comes to it; ROUNDINGS: none. */
enum rounding percent_rule(struct percentage printed, int64_t part, int64_t base);

#endif
