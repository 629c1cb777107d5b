/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which cells may be others than in truth, in a first and cheap search for a table. In a large part hardly any table that is
 * looked for needs more than some cells of the same row and column to change, and all equations that tie them. */
#ifndef PROTECT_NEARBY_H
#define PROTECT_NEARBY_H

#include "protect/parts.h"

struct protect_nearby;

/* Borrows the parts; lives on the heap. */
struct protect_nearby *protect_nearby_new(const struct protect_parts *parts, const struct protect_part *part);
void protect_nearby_free(struct protect_nearby *nearby);

/* Where the place may go to, in changes from its true value, within what is published of it. */
struct protect_shift {
    double least, most;
};

/* Looks for changes that keep all that is published and shift the place, where only a few cells are others than in truth;
 * they need not be whole. `ret_changes` has an entry for each variable of the part. False if there are none, or if its cells
 * are too few, or not said, so that there is nothing to choose. */
bool protect_nearby_search(struct protect_nearby *nearby, const struct protect_place *place, struct protect_shift shift,
                           double *ret_changes);

#endif
