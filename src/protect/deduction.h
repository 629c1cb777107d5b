/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: deduction by subtraction. Facts are sums of different counts and the range each lies in; when one
 * fact's counts are among another's, what is left over is a fact too. All in whole numbers. */
#ifndef PROTECT_DEDUCTION_H
#define PROTECT_DEDUCTION_H

#include "protect/evidence.h"

#define DEDUCTION_NONE SIZE_MAX

struct deduction_fact {
    const uint64_t *members; /* a bit for each variable */
    struct protect_range range;
    size_t sum;                   /* of the system, that it is; DEDUCTION_NONE: no sum is just this */
    size_t low_given, high_given; /* sums that told the ends it began with; DEDUCTION_NONE: none did */
    bool is_exact_given;          /* one number from the beginning */
    size_t low_step, high_step;   /* that gave the ends; DEDUCTION_NONE: given */
};

/* The range of `fact` became narrower, because `whole` is the sum of `one` and `other`, one of which it is. */
struct deduction_step {
    size_t fact, whole, one, other;
    struct protect_range ranges[3]; /* of whole, one, other afterwards */
    size_t needs[4];                /* earlier steps it rests on; DEDUCTION_NONE: none */
};

struct deduction {
    LIST_OF(struct deduction_fact) facts;
    LIST_OF(struct deduction_step) steps;
    size_t target; /* the fact in question */
};

/* Deduces what the sums marked in `used` tell of `target`. Works within a limit; what it has not found by then may follow
 * all the same. The result lives in `keep`. */
void deduction_make(const struct protect_system *system, const bool *hidden, const bool *used, size_t target,
                    struct arena *keep, struct deduction *ret_deduction);

#endif
