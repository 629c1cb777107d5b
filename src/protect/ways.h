/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ways: the deviation that met a need last, as the set of free classes that it moves. A later pattern that hides all of
 * them meets the need too, which spares its linear programs. */
#ifndef PROTECT_WAYS_H
#define PROTECT_WAYS_H

#include "protect/need.h"

struct protect_ways;

/* Borrows the block; lives on the heap. No way is known yet. */
struct protect_ways *protect_ways_new(const struct protect_block *block);
void protect_ways_free(struct protect_ways *ways);

/* Closes the open needs that a known way meets under the pattern: for each class how far it is hidden, 0 to 1. */
void protect_ways_recall(struct protect_ways *ways, const double *hidden, bool *open);

/* Closes the open needs that the last deviation meets, the last that was searched for in whole numbers if `searched`, and
 * learns the way. */
void protect_ways_learn(struct protect_ways *ways, const struct protect_deviation *deviation, bool searched, bool *open);

/* Learns that the need can be met by moving these classes; `moved` has an entry for each. */
void protect_ways_note(struct protect_ways *ways, size_t need, const bool *moved);

/* Whether the way known for the need moves the free class; false where none is known. */
bool protect_ways_move(const struct protect_ways *ways, size_t need, size_t class_number);

#endif
