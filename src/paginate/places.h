/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where everything that can be linked to has come to stand. */
#ifndef PAGINATE_PLACES_H
#define PAGINATE_PLACES_H

#include "paginate/work.h"

struct places;

/* Reads work->sheets. */
const struct places *places_find_all(struct work *work);

/* Whether the goal stands on some page; not for GOAL_ADDRESS. */
bool places_find(const struct places *places, const struct goal *goal, struct destination *ret_destination);

#endif
