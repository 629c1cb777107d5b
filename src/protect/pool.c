/* SPDX-License-Identifier: GPL-3.0-or-later
 * Constraints, each once, in the order in which they were found. */
#include "protect/pool.h"

#include <stdlib.h>

void protect_pool_init(struct protect_pool *pool, const struct protect_block *block)
{
    *pool = (struct protect_pool){.block = block, .keep = arena_new()};
}

void protect_pool_done(struct protect_pool *pool)
{
    arena_free(pool->keep);
    *pool = (struct protect_pool){0};
}

static bool is_known(const struct protect_pool *pool, const struct protect_constraint *constraint)
{
    for (size_t i = 0; i < pool->constraints.count; i++) {
        const struct protect_constraint *known = &pool->constraints.items[i];
        if (known->hash == constraint->hash && known->term_count == constraint->term_count)
            return true;
    }
    return false;
}

bool protect_pool_add(struct protect_pool *pool, const struct protect_cut *cut)
{
    size_t count = 0;
    for (size_t c = 0; c < pool->block->class_count; c++)
        count += cut->weights[c] > 0;
    struct protect_term *terms = ARENA_ARRAY(pool->keep, struct protect_term, count);
    count = 0;
    for (size_t c = 0; c < pool->block->class_count; c++)
        if (cut->weights[c] > 0)
            terms[count++] = (struct protect_term){c, cut->weights[c]};
    const struct protect_constraint constraint = {
        .terms = terms,
        .term_count = count,
        .least = cut->least,
        .hash = protect_terms_hash((uint64_t)cut->least, terms, count),
    };
    if (is_known(pool, &constraint))
        return false;
    ARENA_PUSH(pool->keep, &pool->constraints, constraint);
    return true;
}

bool protect_pool_forbids(const struct protect_pool *pool, const bool *hidden)
{
    for (size_t i = 0; i < pool->constraints.count; i++) {
        const struct protect_constraint *constraint = &pool->constraints.items[i];
        int64_t reached = 0;
        for (size_t j = 0; j < constraint->term_count && reached < constraint->least; j++)
            if (hidden[constraint->terms[j].variable])
                reached += constraint->terms[j].factor;
        if (reached < constraint->least)
            return true;
    }
    return false;
}

bool protect_constraint_forbids(const struct protect_constraint *constraint, const double *hidden)
{
    double reached = 0.0;
    for (size_t j = 0; j < constraint->term_count; j++)
        reached += (double)constraint->terms[j].factor * hidden[constraint->terms[j].variable];
    return reached < (double)constraint->least * (1.0 - 1e-6);
}
