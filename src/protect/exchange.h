/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exchange: cheap patterns that no constraint of a pool rules out, found by exchanging hidden classes for others. It works
 * on the pool alone and knows nothing of tables, so thousands of exchanges take no longer than one linear program.
 *
 * Method: row weighting local search. C. Gao, X. Yao, T. Weise, J. Li (2015), "An efficient local search heuristic with
 * row weighting for the unicost set covering problem", European Journal of Operational Research 246(3), 750-761; here
 * with costs, and with constraints whose classes count more than once. */
#ifndef PROTECT_EXCHANGE_H
#define PROTECT_EXCHANGE_H

#include "protect/pool.h"

struct protect_exchange;

/* Borrows the pool, which may grow. Nothing is hidden yet. Lives on the heap; `seed` chooses among equals. */
struct protect_exchange *protect_exchange_new(const struct protect_pool *pool, uint64_t seed);
void protect_exchange_free(struct protect_exchange *exchange);

/* Looks for a pattern that costs less than `limit` and meets all constraints of the pool, for so many steps at most: each
 * shows a class again and hides others. False if none was found; the next call goes on from there. */
bool protect_exchange_find(struct protect_exchange *exchange, int64_t limit, int64_t steps);

/* The pattern at hand, an entry for each class. */
const bool *protect_exchange_hidden(const struct protect_exchange *exchange);
int64_t protect_exchange_cost(const struct protect_exchange *exchange);

/* Work so far, in visits of a class in a constraint. */
int64_t protect_exchange_visits(const struct protect_exchange *exchange);

#endif
