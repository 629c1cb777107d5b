/* SPDX-License-Identifier: GPL-3.0-or-later
 * Covers: patterns of a block that meet all needs, found by cheapest deviations and thinned out by reverse deletion. Good
 * as a rule, not always the best; see Fischetti and Salazar (2001), section 5. */
#ifndef PROTECT_COVER_H
#define PROTECT_COVER_H

#include "protect/pool.h"
#include "protect/ways.h"

struct protect_cover;

/* Borrows all three, and adds to the pool and the ways what it learns. Lives on the heap. */
struct protect_cover *protect_cover_new(struct protect_deviation *deviation, struct protect_pool *pool,
                                        struct protect_ways *ways, int64_t nodes);
void protect_cover_free(struct protect_cover *cover);

/* Checks each need with everything hidden that can be. True when all are met; `ret_met` has an entry for each need. */
bool protect_cover_try_all(struct protect_cover *cover, bool *ret_met);

/* Makes a cover, which protect_cover_try_all() must have found possible: starts from `start` (an entry for each class) and
 * hides more where needed by the prices (an entry for each class). It is one in fractions of counts only, and may hide more
 * than it must. */
void protect_cover_make(struct protect_cover *cover, const bool *start, const double *prices);

/* Takes classes back from the cover just made, in fractions of counts, until none can be spared. */
void protect_cover_thin(struct protect_cover *cover);

/* Makes a cover in whole numbers, for the needs that are doubted, of one in fractions of counts. `ret_short` has an entry
 * for each need: those for which it had to hide more. */
void protect_cover_make_whole(struct protect_cover *cover, const bool *start, bool *ret_short);

/* Of the last cover made. */
const bool *protect_cover_hidden(const struct protect_cover *cover);

#endif
