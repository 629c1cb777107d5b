/* SPDX-License-Identifier: GPL-3.0-or-later
 * Statement after statement, until nothing changes. */
#include "protect/squeeze.h"

#include "base/number.h"

enum { PASSES = 20 }; /* no more: what is not told by then is left to others */

/* What terms add up to: of the ends that there are, and how many terms have none. */
struct total {
    int64_t low, high;
    size_t without_low, without_high;
};

/* A term's part of the ends of its statement. */
static struct protect_range part_of(const struct protect_term *term, struct protect_range ends)
{
    const bool adds = term->factor > 0;
    const int64_t least = adds ? ends.low : ends.high, most = adds ? ends.high : ends.low;
    const bool no_least = least == PROTECT_NO_END || least == -PROTECT_NO_END;
    const bool no_most = most == PROTECT_NO_END || most == -PROTECT_NO_END;
    return (struct protect_range){no_least ? -PROTECT_NO_END : least * term->factor,
                                  no_most ? PROTECT_NO_END : most * term->factor};
}

static struct total total_of(const struct protect_statement *stated, const struct protect_range *ends)
{
    struct total total = {0};
    for (size_t i = 0; i < stated->term_count; i++) {
        const struct protect_range part = part_of(&stated->terms[i], ends[stated->terms[i].variable]);
        if (part.low == -PROTECT_NO_END)
            total.without_low++;
        else
            total.low += part.low;
        if (part.high == PROTECT_NO_END)
            total.without_high++;
        else
            total.high += part.high;
    }
    return total;
}

/* What the statement leaves for the term, if its other terms have the ends that are needed. */
static struct protect_range left_for(const struct protect_statement *stated, const struct total *total,
                                     const struct protect_term *term, struct protect_range ends)
{
    const struct protect_range part = part_of(term, ends), range = stated->limits.range;
    struct protect_range left = {-PROTECT_NO_END, PROTECT_NO_END};
    if (range.high != PROTECT_NO_END && total->without_low == (part.low == -PROTECT_NO_END))
        left.high = range.high - (total->low - (part.low == -PROTECT_NO_END ? 0 : part.low));
    if (range.low != -PROTECT_NO_END && total->without_high == (part.high == PROTECT_NO_END))
        left.low = range.low - (total->high - (part.high == PROTECT_NO_END ? 0 : part.high));
    const struct protect_range by_factor = term->factor > 0 ? left : (struct protect_range){left.high, left.low};
    const bool no_low = by_factor.low == PROTECT_NO_END || by_factor.low == -PROTECT_NO_END;
    const bool no_high = by_factor.high == PROTECT_NO_END || by_factor.high == -PROTECT_NO_END;
    return (struct protect_range){no_low ? -PROTECT_NO_END : number_divide_up(by_factor.low, term->factor),
                                  no_high ? PROTECT_NO_END : number_divide_down(by_factor.high, term->factor)};
}

static bool squeeze_by(const struct protect_statement *stated, struct protect_range *ends)
{
    bool changed = false;
    struct total total = total_of(stated, ends);
    for (size_t i = 0; i < stated->term_count; i++) {
        struct protect_range *of = &ends[stated->terms[i].variable];
        const struct protect_range left = left_for(stated, &total, &stated->terms[i], *of);
        if (left.low <= of->low && left.high >= of->high)
            continue;
        of->low = left.low > of->low ? left.low : of->low;
        of->high = left.high < of->high ? left.high : of->high;
        total = total_of(stated, ends);
        changed = true;
    }
    return changed;
}

struct protect_range *protect_squeeze(const struct protect_parts *parts, struct arena *keep)
{
    struct protect_range *ends = ARENA_ARRAY(keep, struct protect_range, parts->open_count);
    for (size_t i = 0; i < parts->open_count; i++)
        ends[i] = parts->limits[i].range;
    bool changed = true;
    for (int pass = 0; changed && pass < PASSES; pass++) {
        changed = false;
        for (size_t i = 0; i < parts->statement_count; i++)
            changed = squeeze_by(&parts->statements[i], ends) || changed;
    }
    return ends;
}

struct protect_range protect_squeezed_sum(const struct protect_parts *parts, const struct protect_range *ends, size_t sum)
{
    const struct protect_place *place = &parts->places[sum];
    struct protect_range range;
    if (place->is_row) {
        const struct protect_statement *stated = &parts->statements[place->number];
        const struct total total = total_of(stated, ends);
        range = stated->limits.range;
        if (!total.without_low && total.low > range.low)
            range.low = total.low;
        if (!total.without_high && total.high < range.high)
            range.high = total.high;
    } else {
        range = ends[place->number];
    }
    return (struct protect_range){range.low == -PROTECT_NO_END ? range.low : range.low + place->fixed,
                                  range.high == PROTECT_NO_END ? range.high : range.high + place->fixed};
}
