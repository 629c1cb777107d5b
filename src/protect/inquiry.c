/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables on trial. */
#include "protect/inquiry.h"

#include <string.h>

/* Whether some target gains by what is the `number`th witness if one does. */
static bool gain_by(struct inquiry *inquiry, size_t number)
{
    bool gain = false;
    size_t count;
    const size_t *touched = protect_checker_touched(inquiry->checker, &count);
    for (size_t i = 0; i < count; i++) {
        if (!inquiry->range_of[touched[i]])
            continue;
        struct range *range = &inquiry->ranges[inquiry->range_of[touched[i]] - 1];
        const int64_t value = protect_checker_value(inquiry->checker, touched[i]);
        if (value < range->low) {
            range->low = value;
            range->low_witness = number;
            gain = true;
        }
        if (value > range->high) {
            range->high = value;
            range->high_witness = number;
            gain = true;
        }
    }
    return gain;
}

void inquiry_try_changes(struct inquiry *inquiry)
{
    if (!protect_checker_fits(inquiry->checker, inquiry->changes, inquiry->change_count) ||
        !gain_by(inquiry, inquiry->witnesses.count))
        return;
    struct protect_change *changes = ARENA_ARRAY(inquiry->keep, struct protect_change, inquiry->change_count);
    memcpy(changes, inquiry->changes, inquiry->change_count * sizeof *changes);
    const struct protect_witness witness = {changes, inquiry->change_count};
    ARENA_PUSH(inquiry->keep, &inquiry->witnesses, witness);
}

void inquiry_add_change(struct inquiry *inquiry, size_t variable, int64_t by)
{
    if (by)
        inquiry->changes[inquiry->change_count++] = (struct protect_change){variable, by};
}

bool inquiry_is_met(const struct range *range)
{
    return range->high >= range->goal.high && range->high - range->low >= range->goal.spread;
}

bool inquiry_is_open(const struct inquiry *inquiry, size_t sum)
{
    return inquiry->parts.places[sum].part != PROTECT_NO_PART;
}

int64_t inquiry_height_wanted(const struct range *range)
{
    const int64_t apart = range->low + range->goal.spread;
    return apart > range->goal.high ? apart : range->goal.high;
}
