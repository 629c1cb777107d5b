/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether a pattern meets a need, and the constraint on all patterns that follows when one does not. */
#ifndef PROTECT_NEED_H
#define PROTECT_NEED_H

#include "protect/deviation.h"

enum protect_need_state {
    PROTECT_NEED_MET,
    PROTECT_NEED_SHORT,     /* not even fractions of counts would do */
    PROTECT_NEED_GAP,       /* fractions would do, whole numbers do not */
    PROTECT_NEED_UNDECIDED, /* the limit of nodes was reached */
};

/* A way to ask. */
struct protect_need_question {
    int64_t nodes; /* at most so many to find whole numbers; 0: fractions of counts will do */
    bool *moved;   /* filled in when the need is met: for each class, whether the deviations found change it */
};

/* About the pattern last shown, which must be whole. */
enum protect_need_state protect_need_check(struct protect_deviation *deviation, const struct protect_block *block,
                                           const struct protect_need *need,
                                           const struct protect_need_question *question);

/* Whether a deviation that is quick to find meets it, in whole numbers; false says nothing. */
bool protect_need_is_met_nearby(struct protect_deviation *deviation, const struct protect_need *need);

/* Whether the deviation that was found last, for whatever need, meets this one too: in whole numbers if `searched`. */
bool protect_need_is_met_too(const struct protect_deviation *deviation, const struct protect_need *need, bool searched);

/* The sum of weights[c] over the hidden classes c must be `least` or more; weights are 0 to `least`, 0 where a class is
 * not free. */
struct protect_cut {
    int64_t *weights;
    int64_t least;
};

/* The capacity constraint of the need that the pattern last shown, whole or not, violates. False if there is none.
 * Fills in ret_cut->weights, which has an entry for each class. */
bool protect_need_cut(struct protect_deviation *deviation, const struct protect_block *block,
                      const struct protect_need *need, const double *hidden, struct protect_cut *ret_cut);

#endif
