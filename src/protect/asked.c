/* SPDX-License-Identifier: GPL-3.0-or-later
 * By measure, period and conditions, without any count. */
#include "protect/asked.h"

#include "codebook/condition.h"

static bool is_stock(const struct asked *a, int measure)
{
    return a->codebook->measures[measure].kind == MEASURE_STOCK;
}

bool asked_is(const struct asked *a, int measure, struct period period)
{
    for (size_t i = 0; i < a->links->universes.count; i++) {
        const struct universe *universe = &a->links->universes.items[i];
        if (universe->asked && universe->measure == measure && universe->period.last == period.last &&
            (universe->period.first == period.first || is_stock(a, measure)))
            return true;
    }
    return false;
}

/* Whether one measure counts some of the other, as conditions say. */
static bool are_nested(const struct measure *a, const struct measure *b)
{
    return condition_same_things(a, b) && (condition_is_narrower(a, b) || condition_is_narrower(b, a));
}

static bool share_days(const struct asked *a, const struct universe *universe, const struct universe *other)
{
    return is_stock(a, universe->measure)
               ? universe->period.last == other->period.last
               : universe->period.first <= other->period.last && other->period.first <= universe->period.last;
}

bool asked_is_nested(const struct asked *a, const struct universe *universe, const struct universe *other)
{
    return other->asked && other->measure != NO_INDEX && share_days(a, universe, other) &&
           are_nested(&a->codebook->measures[universe->measure], &a->codebook->measures[other->measure]);
}

/* Whether the other is asked for in the same period; of a stock, on the same day. */
static bool is_asked_beside(const struct asked *a, const struct universe *universe, const struct universe *other)
{
    return other->asked && other->measure != NO_INDEX && universe->measure != NO_INDEX &&
           universe->period.last == other->period.last &&
           (universe->period.first == other->period.first || is_stock(a, universe->measure));
}

bool asked_is_some_of(const struct asked *a, const struct universe *part, const struct universe *whole)
{
    const struct measure *some = &a->codebook->measures[part->measure], *all = &a->codebook->measures[whole->measure];
    return condition_same_things(some, all) && condition_is_narrower(some, all);
}

/* Whether some of the whole, which are asked for beside the universe, are none or not all of it. */
static bool is_asked_other(const struct asked *a, const struct universe *universe, const struct universe *whole)
{
    for (size_t i = 0; i < a->links->universes.count; i++) {
        const struct universe *other = &a->links->universes.items[i];
        if (other != whole && is_asked_beside(a, universe, other) && asked_is_some_of(a, other, whole) &&
            !asked_is_nested(a, universe, other))
            return true;
    }
    return false;
}

bool asked_may_follow(const struct asked *a, const struct universe *universe)
{
    size_t parts = 0;
    for (size_t i = 0; i < a->links->universes.count; i++) {
        const struct universe *other = &a->links->universes.items[i];
        if (!is_asked_beside(a, universe, other) || !asked_is_nested(a, universe, other))
            continue;
        if (asked_is_some_of(a, universe, other) && is_asked_other(a, universe, other))
            return true;
        parts += asked_is_some_of(a, other, universe);
    }
    return parts >= 2;
}

bool asked_is_met(const struct asked *a, const struct universe *universe)
{
    for (size_t i = 0; !universe->asked && universe->measure != NO_INDEX && i < a->links->universes.count; i++)
        if (asked_is_nested(a, universe, &a->links->universes.items[i]))
            return true;
    return universe->asked;
}

/* Whether the universe is asked for and counts what the measure does, or of which that is some. */
static bool is_around(const struct asked *a, const struct universe *universe, int measure, enum asked_of of)
{
    if (!universe->asked || universe->measure == NO_INDEX)
        return false;
    const struct universe some = {.measure = measure};
    return universe->measure == measure ? of == ASKED_OF_SAME : of == ASKED_OF_MORE && asked_is_some_of(a, &some, universe);
}

/* The shortest such universe whose period holds the other; of a stock, on its last day. NO_UNIVERSE: there is none. */
static size_t asked_around(const struct asked *a, int measure, struct period period, enum asked_of of)
{
    size_t best = NO_UNIVERSE;
    for (size_t i = 0; i < a->links->universes.count; i++) {
        const struct universe *universe = &a->links->universes.items[i];
        const bool holds = is_stock(a, measure)
                               ? universe->period.last == period.last
                               : universe->period.first <= period.first && universe->period.last >= period.last;
        if (is_around(a, universe, measure, of) && holds &&
            (best == NO_UNIVERSE || universe->period.first > a->links->universes.items[best].period.first))
            best = i;
    }
    return best;
}

/* The asked universe of the flow, or with ASKED_OF_MORE also of more, that holds the day and ends last. NO_UNIVERSE: there is
 * none. */
static size_t asked_beyond(const struct asked *a, int measure, date_day day, enum asked_of of)
{
    size_t best = NO_UNIVERSE;
    for (size_t i = 0; i < a->links->universes.count; i++) {
        const struct universe *universe = &a->links->universes.items[i];
        if ((is_around(a, universe, measure, ASKED_OF_SAME) || is_around(a, universe, measure, of)) &&
            universe->period.first <= day && universe->period.last >= day &&
            (best == NO_UNIVERSE || universe->period.last > a->links->universes.items[best].period.last))
            best = i;
    }
    return best;
}

size_t asked_in(const struct asked *a, int measure, struct period period, enum asked_of of, size_t *ret_asked)
{
    size_t count = 0;
    bool found = false;
    ret_asked[0] = asked_around(a, measure, period, of);
    if (ret_asked[0] != NO_UNIVERSE || is_stock(a, measure))
        return ret_asked[0] != NO_UNIVERSE;
    for (date_day day = period.first; day <= period.last; count++) {
        ret_asked[count] = asked_beyond(a, measure, day, of);
        if (ret_asked[count] == NO_UNIVERSE)
            return 0;
        const struct universe *universe = &a->links->universes.items[ret_asked[count]];
        found = found || is_around(a, universe, measure, of);
        day = universe->period.last + 1;
    }
    return found ? count : 0;
}

/* ---- what others leave ---- */

/* The last day up to which the measure is asked for from the day on, by one universe that does not hold all of the longer
 * one; the day before: none does. */
static date_day asked_up_to(const struct asked *a, int measure, date_day day, struct period longer)
{
    date_day last = day - 1;
    for (size_t i = 0; i < a->links->universes.count; i++) {
        const struct universe *universe = &a->links->universes.items[i];
        const struct period by = universe->period;
        if (universe->asked && universe->measure == measure && by.first <= day && by.last > last &&
            !(by.first <= longer.first && by.last >= longer.last))
            last = by.last;
    }
    return last;
}

/* Whether all these days of the longer period are asked for beside it. */
static bool are_days_asked(const struct asked *a, int measure, date_day first, date_day last, struct period longer)
{
    for (date_day day = first; day <= last;) {
        const date_day until = asked_up_to(a, measure, day, longer);
        if (until < day)
            return false;
        day = until + 1;
    }
    return true;
}

bool asked_is_left(const struct asked *a, int measure, struct period period)
{
    for (size_t i = 0; !is_stock(a, measure) && i < a->links->universes.count; i++) {
        const struct universe *universe = &a->links->universes.items[i];
        const struct period longer = universe->period;
        const bool is_inside = longer.first >= period.first && longer.last <= period.last;
        const bool shares = longer.first <= period.last && longer.last >= period.first;
        if (universe->asked && universe->measure == measure && shares && !is_inside &&
            are_days_asked(a, measure, longer.first, period.first - 1, longer) &&
            are_days_asked(a, measure, period.last + 1, longer.last, longer))
            return true;
    }
    return false;
}
