/* SPDX-License-Identifier: GPL-3.0-or-later
 * The abstract form of a protection problem: unknown whole-number counts, and sums of them that are published, may be
 * hidden, or are never printed but must stay unknown all the same. It knows nothing of tables or code books.
 *
 * A system holds true counts: it is as confidential as a tally. */
#ifndef PROTECT_SYSTEM_H
#define PROTECT_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"

enum {
    PROTECT_COUNT_MAX = 1000000000, /* largest count of a variable, in absolute terms of a sum, and largest cost */
    PROTECT_FACTOR_MAX = 100000,    /* largest factor of a term, in absolute terms */
};

/* A joint inner count: its true value, and the least value that every reader knows it to have (0 normally). */
struct protect_variable {
    int64_t value;
    int64_t least;
    size_t cell;  /* which cell of its tables it is: those of one cell are tied by equations. 0: not said */
    size_t layer; /* which of these tables it is in */
};

struct protect_term {
    size_t variable;
    int64_t factor;
};

enum protect_kind {
    PROTECT_ALWAYS,    /* published whatever happens: grand totals, sealed earlier editions */
    PROTECT_CANDIDATE, /* published unless it is suppressed */
    PROTECT_WITHHELD,  /* never published: cells where linked tables cross, remainders */
    PROTECT_TOLD,      /* everybody knows a range it lies in: percentages, rounded numbers, rankings, claims */
};

#define PROTECT_NO_END INT64_MAX

/* The whole numbers from low to high; -PROTECT_NO_END and PROTECT_NO_END where there is no end. */
struct protect_range {
    int64_t low, high;
};

/* What a target needs: a table where it is `high` or more, and two that are `spread` apart. */
struct protect_goal {
    int64_t high, spread;
};

/* What the caller says of a sum. Terms may come in any order and repeat a variable. */
struct protect_sum_request {
    enum protect_kind kind;
    bool zero_is_seen; /* a reader sees whether it is zero: not printed then means 1 or more */
    int64_t cost;      /* of losing a candidate, 1 to PROTECT_COUNT_MAX; else 0 */
    struct protect_range told; /* PROTECT_TOLD only: holds the value */
    bool exempt;               /* the rule does not ask for its protection, however small it is */
    bool given_away;           /* earlier publications gave this target away: `goal` is all that is left to keep */
    struct protect_goal goal;  /* of a target that is given away */
    const struct protect_term *terms;
    size_t term_count;
};

struct protect_sum {
    enum protect_kind kind;
    bool zero_is_seen;
    int64_t cost;
    int64_t value;
    struct protect_range told;
    bool exempt, given_away;
    struct protect_goal goal;
    const struct protect_term *terms; /* by variable, each once, no factor 0 */
    size_t term_count;
};

struct protect_system {
    struct arena *keep;
    LIST_OF(struct protect_variable) variables;
    LIST_OF(struct protect_sum) sums;
};

/* The system and all that is added to it live in `keep`. */
struct protect_system *protect_system_new(struct arena *keep);

/* Returns the number of the new variable. 0 <= least <= value <= PROTECT_COUNT_MAX, or the call fails. */
bool protect_system_add_variable(struct protect_system *system, struct protect_variable variable, size_t *ret_number,
                                 struct error *err);

/* Copies the terms; *ret_number is the number of the new sum, which is also its place in every pattern. Fails on unknown
 * variables, on values out of range, on costs that do not fit the kind. */
bool protect_system_add_sum(struct protect_system *system, const struct protect_sum_request *request,
                            size_t *ret_number, struct error *err);

/* When a count from 1 to threshold - 1 is protected: its feasibility interval [L, U] has U >= threshold and
 * U - L >= spread. */
struct protect_rule {
    int64_t threshold; /* 1 to PROTECT_COUNT_MAX */
    int64_t spread;    /* 0 to PROTECT_COUNT_MAX */
};

/* Limits in counts of work, so that results do not depend on the machine. They bind the search for the least cost; what
 * safety needs is always done. */
struct protect_effort {
    int64_t rounds; /* master problems solved, in each independent part of the system */
    int64_t nodes;  /* branch-and-bound nodes in one integer problem */
    int64_t pivots; /* simplex iterations of the whole search */
};

struct protect_effort protect_effort_default(void);

/* Everything a run of the engine needs to know. */
struct protect_task {
    const struct protect_system *system;
    struct protect_rule rule;
    struct protect_effort effort;
    /* For each sum, whether an audit found the target unsafe where fractions of counts seemed to protect it: suppression
     * then asks for whole numbers. NULL: none. */
    const bool *doubted;
    uint64_t seed; /* chooses among patterns of equal cost; made from the edition's id, never from counts */
    bool without_ends; /* an audit tells no more of what is unsafe than that it is */
};

/* Fails when rule or effort are out of range. */
bool protect_task_check(const struct protect_task *task, struct error *err);

/* What a reader knows of a sum by itself. `hidden` says whether the pattern suppresses it; it matters for candidates only.
 * Zeros are never suppressed: a candidate of value 0 is shown whatever the pattern says, and so is a withheld zero where
 * zeros are seen. The range is one number when the sum is shown, from 1 when only that is seen, endless both ways when
 * nothing is said. */
struct protect_range protect_sum_known(const struct protect_sum *sum, bool hidden);

bool protect_range_is_one(struct protect_range range);
bool protect_range_is_all(struct protect_range range);

/* Whether the sum is a count that the rule protects, printed or not. */
bool protect_sum_is_target(const struct protect_sum *sum, const struct protect_rule *rule);

/* What the target needs: what the rule says, or what is left to keep of it. */
struct protect_goal protect_sum_goal(const struct protect_sum *sum, const struct protect_rule *rule);

/* A hash of the seed and the terms, but of no value: the order in which equals are taken. */
uint64_t protect_terms_hash(uint64_t seed, const struct protect_term *terms, size_t term_count);

#endif
