/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pool: all constraints on patterns of a block found so far. They spare the search many linear programs. */
#ifndef PROTECT_POOL_H
#define PROTECT_POOL_H

#include "protect/need.h"

/* Over the hidden classes the sum of factors is `least` or more. */
struct protect_constraint {
    const struct protect_term *terms; /* `variable` is the number of a class; factors are 1 to `least` */
    size_t term_count;
    int64_t least;
    uint64_t hash;
};

struct protect_pool {
    const struct protect_block *block;
    struct arena *keep;
    LIST_OF(struct protect_constraint) constraints;
};

/* Borrows the block. protect_pool_done() frees what the pool holds. */
void protect_pool_init(struct protect_pool *pool, const struct protect_block *block);
void protect_pool_done(struct protect_pool *pool);

/* False if the constraint is there already. */
bool protect_pool_add(struct protect_pool *pool, const struct protect_cut *cut);

/* Whether a constraint rules the pattern (an entry for each class) out. */
bool protect_pool_forbids(const struct protect_pool *pool, const bool *hidden);

/* Whether the constraint rules out the pattern, which may be fractional. */
bool protect_constraint_forbids(const struct protect_constraint *constraint, const double *hidden);

#endif
