/* SPDX-License-Identifier: GPL-3.0-or-later
 * A binary program that grows by rows. */
#include "protect/master.h"

#include <math.h>
#include <stdlib.h>

/* Hashes are cut to so many bits, so that their sums stay exact. */
enum { TIE_BITS = 20 };

struct protect_master {
    const struct protect_block *block;
    struct protect_solver *solver;
    size_t *columns;            /* of classes; those not free have none */
    size_t column_count;
    double *known;
    struct protect_term *terms; /* room for one row */
    uint64_t *hashes;           /* of the constraints */
    size_t cut_count, cut_capacity;
};

static bool is_free(const struct protect_master *master, size_t class_number)
{
    return master->block->classes[class_number].role == PROTECT_FREE;
}

struct protect_master *protect_master_new(const struct protect_block *block)
{
    struct protect_master *master = memory_alloc(1, sizeof *master);
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
    free(master->hashes);
    free(master);
}

static size_t gather_cut(struct protect_master *master, const struct protect_cut *cut)
{
    size_t count = 0;
    for (size_t c = 0; c < master->block->class_count; c++)
        if (is_free(master, c) && cut->weights[c])
            master->terms[count++] = (struct protect_term){master->columns[c], cut->weights[c]};
    return count;
}

static bool is_known_cut(const struct protect_master *master, uint64_t hash)
{
    for (size_t i = 0; i < master->cut_count; i++)
        if (master->hashes[i] == hash)
            return true;
    return false;
}

bool protect_master_add(struct protect_master *master, const struct protect_cut *cut)
{
    const size_t count = gather_cut(master, cut);
    const uint64_t hash = protect_terms_hash((uint64_t)cut->least, master->terms, count);
    if (is_known_cut(master, hash))
        return false;
    if (master->cut_count == master->cut_capacity) {
        master->cut_capacity = master->cut_capacity ? 2 * master->cut_capacity : 64;
        master->hashes = memory_grow(master->hashes, master->cut_capacity, sizeof *master->hashes);
    }
    master->hashes[master->cut_count++] = hash;
    const size_t row = protect_solver_add_row(master->solver);
    protect_solver_set_row(master->solver, row, master->terms, count);
    protect_solver_bound(master->solver, (struct protect_line){true, row}, (double)cut->least, HUGE_VAL);
    return true;
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

enum protect_outcome protect_master_solve(struct protect_master *master, const bool *known, int64_t nodes,
                                          struct protect_master_answer *ret_answer)
{
    for (size_t c = 0; c < master->block->class_count; c++)
        if (is_free(master, c))
            master->known[master->columns[c]] = known[c] ? 1.0 : 0.0;
    const struct protect_branching branching = {nodes, master->known, true};
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
