/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: one cluster's part of the ledger, as a system, solved and audited. Every number that readers get is
 * a statement in it: what this edition publishes, what they hold from elsewhere, and what they know of measures.
 * Confidential throughout. */
#ifndef PROTECT_PROBLEM_H
#define PROTECT_PROBLEM_H

#include "base/names.h"
#include "protect/account.h"
#include "protect/plan.h"
#include "protect/release.h"
#include "protect/suppress.h"

/* What losing a sum costs a reader; the costs themselves are in problem.c. */
enum sum_role {
    SUM_SEEN,   /* not printed, but a reader knows whether it is zero */
    SUM_FIGURE, /* a figure in the text that stands in no table */
    SUM_CELL,   /* an inner cell of a table */
    SUM_MARGIN, /* a row or column total */
    SUM_TOTAL,  /* the whole of a cube */
};

/* What readers have from elsewhere: another audience's publication, an earlier edition. */
enum sum_held { HELD_NOT, HELD_SEEN, HELD_SHOWN };

struct published {
    size_t cube;
    const bool *members; /* of the cube's cells */
    enum sum_role role;
    enum sum_held held;
    bool asked;          /* by this edition's layouts */
    bool asked_alone;    /* not only in rankings */
    bool seen;           /* they tell whether it is zero */
    int64_t value;
    bool hidden;         /* after problem_solve() */
    bool primary;
    struct text reason;  /* for publishing it however small it is; empty: none */
    struct text label, where;
    struct text where_alone; /* without the places of rankings */
};

/* Numbers that are printed together or not at all. */
struct ranked {
    const size_t *sums;
    size_t count;
    struct text where;
};

/* A sum that a reader knows to be at most so much, because a ranking leaves it out, or at least so much, because tables
 * elsewhere show that so many categories are not empty. */
struct bounded {
    size_t cube;
    const bool *members;
    int64_t least, most; /* PROTECT_NO_END: no end */
    bool held; /* readers have it from elsewhere */
    struct text label, where; /* what it counts, and the places of the ranking */
    struct text why;          /* of a ranking, in words: "the list of the most frequent … ends with 3 and leaves it out" */
};

struct problem {
    const struct codebook *codebook;
    const struct requests *requests;
    const struct links *links;
    const struct cluster *cluster;
    int64_t *counts;       /* [cube][cell] */
    bool *link_holds;      /* [link][cell]: the counts agree with it */
    const bool *total_is_told;   /* for each universe: this edition prints something of it, so that its total counts as told */
    const bool *total_is_hidden; /* for each universe: its total was hidden when totals were weighed */
    struct protect_rule rule;
    bool zeros_hidden;    /* what is hidden may be zero */
    bool is_reproduction; /* nothing is hidden; the audit tells what that gives away */
    bool is_open;         /* nothing is hidden, nor is there an audit */
    struct arena *keep;
    LIST_OF(struct published) sums;
    struct names *by_members;
    LIST_OF(struct bounded) bounds;
    LIST_OF(struct ranked) rankings;
};

/* Begins a problem; the other members are set. Publishes the totals of the cubes that this edition tells of: they are the
 * first sums.
 * problem_done() frees what is not in `keep`. */
void problem_init(struct problem *problem, struct arena *keep);
void problem_done(struct problem *problem);

/* Fills in counts and link_holds from tables in the order of their requests (NULL where a cube has none). */
typedef const int64_t *problem_counts(const void *tally, size_t table);
void problem_count(struct problem *problem, problem_counts *counts, const void *tally, struct arena *keep);

/* A sum to be published. */
struct publication {
    size_t cube;
    const bool *members;
    enum sum_role role;
    bool in_ranking; /* of which problem_rank() is told, too */
    struct text label, where;
};

/* The number of the sum over `members` (copied), added if no equal one is there; of equal ones the dearest role counts. */
size_t problem_publish(struct problem *problem, const struct publication *publication);

/* The numbers of a ranking's sums, in its order; the array is not copied. */
void problem_rank(struct problem *problem, const struct ranked *ranking);

/* After it is known what is hidden: no ranking of which a number is hidden is printed, so that it asks for nothing. That such a
 * number would have a rank, and which, is more than readers have. */
void problem_withdraw_rankings(struct problem *problem);

/* Readers have this sum from elsewhere. */
void problem_hold(struct problem *problem, const struct publication *publication, enum sum_held held);

/* The sum may be published however small it is. */
void problem_exempt(struct problem *problem, const struct publication *publication, struct text reason);

/* States a bound, which must hold; copies its members. */
void problem_bound(struct problem *problem, const struct bounded *bound);

int64_t problem_sum(const struct problem *problem, size_t cube, const bool *members);

/* The members of a use's set, in the cells of a cube, written to `members`. `by_sets` narrows further: for each place of
 * the use's `by`, a set of categories of that dimension, or NULL. */
void problem_members(const struct problem *problem, const struct use *use, const bool *const *by_sets, bool *members);

/* Adds up the sums of a use's set in a cube, one for each category of the dimension at `place` of its `by`. */
void problem_add_sums(const struct problem *problem, const struct use *use, size_t place, size_t cube, int64_t *sums);

/* Whether the cluster has all variables that the use's table has. */
bool problem_has_variables(const struct problem *problem, const struct use *use);

/* Decides what is hidden, and audits it. False on failure of the engine only; what is unsafe is in the account, to which
 * all targets are added. */
bool problem_solve(struct problem *problem, uint64_t seed, struct account *account, struct error *err);

/* What would follow if a sum that is not shown were printed as well; and of a small one also, what other hidden sums would
 * give it away by. A sum is never among the reasons for itself. */
struct problem_examination {
    bool can_be_worked_out; /* as things stand */
    int64_t low, high;      /* then: what a reader can tell */
    struct text arithmetic;
    LIST_OF(struct release_threat) threats;
};

/* After problem_solve(), of a sum that is not shown. */
bool problem_examine(const struct problem *problem, size_t number, struct arena *keep,
                     struct problem_examination *ret_examination, struct error *err);

#endif
