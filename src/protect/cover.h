/* SPDX-License-Identifier: GPL-3.0-or-later
 * Covers: patterns of a block that meet all needs, found by cheapest deviations and thinned out by reverse deletion. Good
 * as a rule, not always the best; see Fischetti and Salazar (2001), section 5. */
#ifndef PROTECT_COVER_H
#define PROTECT_COVER_H

#include "protect/pool.h"

struct protect_cover;

/* Borrows both, and adds to the pool what it learns. Lives on the heap. */
struct protect_cover *protect_cover_new(struct protect_deviation *deviation, struct protect_pool *pool, int64_t nodes);
void protect_cover_free(struct protect_cover *cover);

/* Checks each need with everything hidden that can be. True when all are met; `ret_met` has an entry for each need. */
bool protect_cover_try_all(struct protect_cover *cover, bool *ret_met);

/* Makes a cover, which protect_cover_try_all() must have found possible: starts from `start` (an entry for each class),
 * hides more where needed by the prices (an entry for each class), then thins out. False if it would cost `limit` or
 * more. */
bool protect_cover_make(struct protect_cover *cover, const bool *start, const double *prices, int64_t limit);

/* Of the last cover made. */
const bool *protect_cover_hidden(const struct protect_cover *cover);
int64_t protect_cover_cost(const struct protect_cover *cover);

#endif
