/* SPDX-License-Identifier: GPL-3.0-or-later
 * The master problem: which free classes to hide so that all constraints found so far hold, at least cost. */
#ifndef PROTECT_MASTER_H
#define PROTECT_MASTER_H

#include "protect/need.h"

struct protect_master;

/* Borrows the block; lives on the heap. */
struct protect_master *protect_master_new(const struct protect_block *block);
void protect_master_free(struct protect_master *master);

/* False if the constraint is there already. */
bool protect_master_add(struct protect_master *master, const struct protect_cut *cut);

/* From now on only patterns of at most that cost, and among them the one with the least sum of weights (hashes). */
void protect_master_break_ties(struct protect_master *master, int64_t cost);

/* Answers: hidden (an entry for each class, 0 where not free) and the least the objective can be. */
struct protect_master_answer {
    double *hidden;
    double bound;
};

/* With fractions. False when GLPK gave up. */
bool protect_master_relax(struct protect_master *master, struct protect_master_answer *ret_answer);

/* In whole numbers, where `known` is a pattern that holds. SOLVED: the answer is optimal. GIVEN_UP: the limit was
 * reached; the bound holds all the same, and the pattern is the best one seen. */
enum protect_outcome protect_master_solve(struct protect_master *master, const bool *known, int64_t nodes,
                                          struct protect_master_answer *ret_answer);

int64_t protect_master_pivots(const struct protect_master *master);

#endif
