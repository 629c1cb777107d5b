/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: one component's published sums as a system, solved and audited. Confidential throughout. */
#ifndef PROTECT_PROBLEM_H
#define PROTECT_PROBLEM_H

#include "base/names.h"
#include "protect/plan.h"
#include "protect/suppress.h"

/* What losing a sum costs a reader; the costs themselves are in problem.c. */
enum sum_role {
    SUM_FIGURE, /* a figure in the text that stands in no table */
    SUM_CELL,   /* an inner cell of a table */
    SUM_MARGIN, /* a row or column total */
    SUM_TOTAL,  /* the whole: published always, unless it is small itself */
    SUM_SEEN,   /* not printed, but a reader knows whether it is zero */
};

struct published {
    const bool *members; /* of the joint cells */
    enum sum_role role;
    int64_t value;
    bool hidden; /* after problem_solve() */
    bool primary;
    struct text label; /* for the confidential account */
};

/* A sum that a reader knows to be at most so much, because a ranking leaves it out. */
struct bounded {
    const bool *members;
    int64_t most;
};

struct problem {
    const struct codebook *codebook;
    const struct requests *requests;
    const struct component *component;
    const int64_t *counts; /* of the joint cells */
    size_t cell_count;
    int64_t threshold;
    struct arena *keep;
    LIST_OF(struct published) sums;
    struct names *by_members;
    LIST_OF(struct bounded) bounds;
};

/* Begins a problem whose only sum, number 0, is the whole. problem_done() frees what is not in `keep`. */
void problem_init(struct problem *problem, struct arena *keep);
void problem_done(struct problem *problem);

/* The number of the sum over `members` (copied), added if no equal one is there; of equal ones the dearest role counts. */
size_t problem_publish(struct problem *problem, const bool *members, enum sum_role role, struct text label);

/* States that the sum over `members` (copied) is at most `most`, which it must be. */
void problem_bound(struct problem *problem, const bool *members, int64_t most);

/* The members of a use's set, in joint cells, written to `members`. `by_sets` narrows further: for each place of the
 * use's `by`, a set of categories of that dimension, or NULL. */
void problem_members(const struct problem *problem, const struct use *use, const bool *const *by_sets, bool *members);

struct problem_result {
    size_t targets, unsafe;
};

/* Decides what is hidden, and audits it. False on failure of the engine only; what is unsafe is counted. Appends the
 * account of all targets to `restricted`. */
bool problem_solve(struct problem *problem, uint64_t seed, struct problem_result *ret_result,
                   struct text_builder *restricted, struct error *err);

#endif
