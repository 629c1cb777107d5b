/* SPDX-License-Identifier: GPL-3.0-or-later
 * By every rule a larger part comes to no less, so the counts that come to a number stand side by side. */
#include "base/percent.h"

int64_t percent_of(int64_t part, int64_t base, int64_t scale, enum rounding rule)
{
    const int64_t whole = 100 * scale * part / base, rest = 100 * scale * part % base;
    switch (rule) {
    case ROUNDING_HALF_UP:
        return whole + (2 * rest >= base);
    case ROUNDING_HALF_EVEN:
        return whole + (2 * rest > base || (2 * rest == base && whole % 2));
    case ROUNDING_UP:
        return whole + (rest > 0);
    case ROUNDING_DOWN:
    case ROUNDINGS:
        break;
    }
    return whole;
}

/* The smallest part that comes to at least `value`; base + 1 if none does. */
static int64_t first_part(int64_t value, int64_t scale, int64_t base, enum rounding rule)
{
    int64_t from = 0, to = base + 1;
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        if (percent_of(middle, base, scale, rule) >= value)
            to = middle;
        else
            from = middle + 1;
    }
    return from;
}

bool percent_counts(struct percentage printed, int64_t base, enum rounding rule, int64_t *ret_low, int64_t *ret_high)
{
    *ret_low = first_part(printed.value, printed.scale, base, rule);
    *ret_high = first_part(printed.value + 1, printed.scale, base, rule) - 1;
    return *ret_low <= *ret_high;
}

enum rounding percent_rule(struct percentage printed, int64_t part, int64_t base)
{
    int rule = ROUNDING_HALF_UP;
    while (rule < ROUNDINGS && percent_of(part, base, printed.scale, (enum rounding)rule) != printed.value)
        rule++;
    return (enum rounding)rule;
}
