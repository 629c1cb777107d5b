/* SPDX-License-Identifier: GPL-3.0-or-later
 * The master problem: which free classes to hide so that the constraints taken from the pool hold, at least cost. */
#ifndef PROTECT_MASTER_H
#define PROTECT_MASTER_H

#include "protect/pool.h"

struct protect_master;

/* Borrows the pool; lives on the heap. */
struct protect_master *protect_master_new(const struct protect_pool *pool);
void protect_master_free(struct protect_master *master);

/* Takes from the pool what rules out the pattern (an entry for each class, fractional perhaps). False if nothing does. */
bool protect_master_pull(struct protect_master *master, const double *hidden);

/* From now on only patterns of at most that cost, and among them the one with the least sum of weights (hashes). */
void protect_master_break_ties(struct protect_master *master, int64_t cost);

/* Answers: hidden (an entry for each class, 0 where not free) and the least the objective can be. */
struct protect_master_answer {
    double *hidden;
    double bound;
};

/* With fractions. False when GLPK gave up. */
bool protect_master_relax(struct protect_master *master, struct protect_master_answer *ret_answer);

/* In whole numbers, where `known` is a pattern that holds. SOLVED: the answer is optimal. GIVEN_UP: a limit
 * (nodes, pivots) was reached; the bound holds all the same, and the pattern is the best one seen. */
enum protect_outcome protect_master_solve(struct protect_master *master, const bool *known,
                                          const struct protect_effort *effort,
                                          struct protect_master_answer *ret_answer);

int64_t protect_master_pivots(const struct protect_master *master);

#endif
