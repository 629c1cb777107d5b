/* SPDX-License-Identifier: GPL-3.0-or-later
 * What measures count, and which of two measures of the same things counts more. */
#ifndef CODEBOOK_CONDITION_H
#define CODEBOOK_CONDITION_H

#include "codebook/codebook.h"

/* Whether both say the same of the same column. */
bool condition_is_same(const struct condition *a, const struct condition *b);

/* Whether two measures choose among the same things: rows of one source, by the same dates. One may count persons where
 * the other counts rows, and one the stays that end on the last day where the other does not. */
bool condition_same_things(const struct measure *a, const struct measure *b);

/* Of such two: whether `some` counts only what meets all conditions of `all`, by what is written. */
bool condition_is_narrower(const struct measure *some, const struct measure *all);

/* Of such two: whether they count alike but for their conditions. */
bool condition_same_way(const struct measure *a, const struct measure *b);

/* Of such two: whether `more` counts at least as many as `fewer` under the same conditions: each person is there in some
 * row, each row in its first code, and who is there until a day is there through it. */
bool condition_counts_more(const struct measure *more, const struct measure *fewer);

#endif
