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

/* Chooses cells for an aim at the place, which is in the part. False if its cells are too few, or not said, so that there is
 * nothing to choose. */
bool protect_nearby_choose(struct protect_nearby *nearby, const struct protect_place *place);

/* Whether variables of the cell may change, as last chosen. */
bool protect_nearby_may_change(const struct protect_nearby *nearby, size_t cell);

#endif
