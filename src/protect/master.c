/* SPDX-License-Identifier: GPL-3.0-or-later
 * A binary program that grows by rows. */
#include "protect/master.h"

#include <math.h>
#include <stdlib.h>

/* Hashes are cut to so many bits, so that their sums stay exact. */
enum { TIE_BITS = 20 };

struct protect_master {
    const struct protect_pool *pool;
    const struct protect_block *block;
    struct protect_solver *solver;
    size_t *columns;            /* of classes; those not free have none */
    size_t column_count;
    double *known;
    struct protect_term *terms; /* room for one row */
    bool *pulled;               /* of the pool's constraints */
    size_t pulled_count;        /* how many of them were there at the last pull */
};

static bool is_free(const struct protect_master *master, size_t class_number)
{
    return master->block->classes[class_number].role == PROTECT_FREE;
}

struct protect_master *protect_master_new(const struct protect_pool *pool)
{
    const struct protect_block *block = pool->block;
    struct protect_master *master = memory_alloc(1, sizeof *master);
    master->pool = pool;
    master->block = block;
    master->columns = memory_alloc(block->class_count, sizeof *master->columns);
    for (size_t c = 0; c < block->class_count; c++)
        if (is_free(master, c))
            master->columns[c] = master->column_count++;
    master->known = memory_alloc(master->column_count, sizeof *master->known);
    master->terms = memory_alloc(master->column_count, sizeof *master->terms);
    master->solver = protect_solver_new(0, master->column_count);
    protect_solver_prefer_dual(master->solver);
    for (size_t c = 0; c < block->class_count; c++)
        if (is_free(master, c)) {
            protect_solver_bound(master->solver, (struct protect_line){false, master->columns[c]}, 0.0, 1.0);
            protect_solver_price(master->solver, master->columns[c], (double)block->classes[c].cost);
        }
    return master;
}

void protect_master_free(struct protect_master *master)
{
    if (!master)
        return;
    protect_solver_free(master->solver);
    free(master->columns);
    free(master->known);
    free(master->terms);
    free(master->pulled);
    free(master);
}

static void add_row(struct protect_master *master, const struct protect_constraint *constraint)
{
    for (size_t i = 0; i < constraint->term_count; i++) {
        const struct protect_term term = constraint->terms[i];
        master->terms[i] = (struct protect_term){master->columns[term.variable], term.factor};
    }
    const size_t row = protect_solver_add_row(master->solver);
    protect_solver_set_row(master->solver, row, master->terms, constraint->term_count);
    protect_solver_bound(master->solver, (struct protect_line){true, row}, (double)constraint->least, HUGE_VAL);
}

bool protect_master_pull(struct protect_master *master, const double *hidden)
{
    const size_t count = master->pool->constraints.count;
    master->pulled = memory_grow(master->pulled, count, sizeof *master->pulled);
    while (master->pulled_count < count)
        master->pulled[master->pulled_count++] = false;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        const struct protect_constraint *constraint = &master->pool->constraints.items[i];
        if (master->pulled[i] || !protect_constraint_forbids(constraint, hidden))
            continue;
        add_row(master, constraint);
        master->pulled[i] = true;
        any = true;
    }
    return any;
}

void protect_master_break_ties(struct protect_master *master, int64_t cost)
{
    size_t count = 0;
    for (size_t c = 0; c < master->block->class_count; c++) {
        if (!is_free(master, c))
            continue;
        const struct protect_class *class = &master->block->classes[c];
        const uint64_t weight = (class->order >> (64 - TIE_BITS)) + 1;
        protect_solver_price(master->solver, master->columns[c], (double)weight);
        master->terms[count++] = (struct protect_term){master->columns[c], class->cost};
    }
    const size_t row = protect_solver_add_row(master->solver);
    protect_solver_set_row(master->solver, row, master->terms, count);
    protect_solver_bound(master->solver, (struct protect_line){true, row}, -HUGE_VAL, (double)cost);
}

bool protect_master_relax(struct protect_master *master, struct protect_master_answer *ret_answer)
{
    if (protect_solver_relax(master->solver) != PROTECT_SOLVED)
        return false;
    for (size_t c = 0; c < master->block->class_count; c++) {
        const struct protect_line line = {false, master->columns[c]};
        ret_answer->hidden[c] = is_free(master, c) ? protect_solver_value(master->solver, line) : 0.0;
    }
    ret_answer->bound = protect_solver_objective(master->solver);
    return true;
}

enum protect_outcome protect_master_solve(struct protect_master *master, const bool *known,
                                          const struct protect_effort *effort,
                                          struct protect_master_answer *ret_answer)
{
    for (size_t c = 0; c < master->block->class_count; c++)
        if (is_free(master, c))
            master->known[master->columns[c]] = known[c] ? 1.0 : 0.0;
    const struct protect_branching branching = {
        .nodes = effort->nodes,
        .pivots = effort->pivots,
        .known = master->known,
        .cutting_planes = true,
    };
    const struct protect_branching_result result = protect_solver_branch(master->solver, &branching);
    ret_answer->bound = result.bound;
    for (size_t c = 0; c < master->block->class_count; c++) {
        ret_answer->hidden[c] = 0.0;
        if (is_free(master, c) && result.found)
            ret_answer->hidden[c] = round(protect_solver_whole_value(master->solver, master->columns[c]));
        else if (is_free(master, c))
            ret_answer->hidden[c] = known[c] ? 1.0 : 0.0;
    }
    return result.outcome;
}

int64_t protect_master_pivots(const struct protect_master *master)
{
    return protect_solver_pivots(master->solver);
}
