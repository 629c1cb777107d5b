/* SPDX-License-Identifier: GPL-3.0-or-later
 * Linear and integer programs: GLPK behind a thin wrapper that is silent, counts work instead of seconds, and numbers
 * everything from 0. Answers are floating-point: whoever needs certainty rounds them and checks in integers. */
#ifndef PROTECT_SOLVER_H
#define PROTECT_SOLVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protect/system.h"

struct protect_solver;

/* A row or a column. */
struct protect_line {
    bool is_row;
    size_t number;
};

enum protect_outcome {
    PROTECT_SOLVED,
    PROTECT_IMPOSSIBLE, /* no feasible point */
    PROTECT_ENDLESS,    /* the objective has no bound */
    PROTECT_GIVEN_UP,   /* the limit of work was reached, or the numbers defeated GLPK */
};

/* All columns free and whole-number (the relaxation ignores that), all rows empty and free, no objective. */
struct protect_solver *protect_solver_new(size_t rows, size_t columns);
void protect_solver_free(struct protect_solver *solver);

/* The number of the new row, free like the others. */
size_t protect_solver_add_row(struct protect_solver *solver);
void protect_solver_set_row(struct protect_solver *solver, size_t row, const struct protect_term *terms,
                            size_t term_count);

/* -HUGE_VAL and HUGE_VAL mean no bound; lower <= upper. */
void protect_solver_bound(struct protect_solver *solver, struct protect_line line, double lower, double upper);

/* The objective: one column's part of it, or all of it at once, as `scale` times the terms. */
void protect_solver_price(struct protect_solver *solver, size_t column, double price);
void protect_solver_aim(struct protect_solver *solver, const struct protect_term *terms, size_t term_count,
                        double scale);

/* From now on the dual simplex method, which suits a problem that only ever gains rows. */
void protect_solver_prefer_dual(struct protect_solver *solver);

/* Forgets the last basis. The next relaxation starts with the first `at_upper` columns at their upper bounds and the
 * others at their lower. */
void protect_solver_restart(struct protect_solver *solver, size_t at_upper);

/* Minimises the relaxation by the simplex method, from the last basis. */
enum protect_outcome protect_solver_relax(struct protect_solver *solver);
double protect_solver_objective(const struct protect_solver *solver);
double protect_solver_value(const struct protect_solver *solver, struct protect_line line);
/* The multiplier of a row, the reduced cost of a column. */
double protect_solver_dual(const struct protect_solver *solver, struct protect_line line);

/* How to look for whole numbers. */
struct protect_branching {
    int64_t nodes, pivots; /* limits; no limit of pivots if 0 */
    const double *known; /* a feasible point (a value for each column) to beat, or NULL */
    bool cutting_planes; /* GLPK's own: pays for binary programs */
    bool any;            /* the first point found will do */
};

/* What came of it: SOLVED (protect_solver_whole_value() is optimal, or any if that was asked for), IMPOSSIBLE, or
 * GIVEN_UP. */
struct protect_branching_result {
    enum protect_outcome outcome;
    bool found;   /* there is a point, perhaps not optimal when GIVEN_UP */
    double bound; /* the objective is at least this */
};

/* Minimises over whole numbers; runs the relaxation first. */
struct protect_branching_result protect_solver_branch(struct protect_solver *solver,
                                                      const struct protect_branching *branching);
double protect_solver_whole_value(const struct protect_solver *solver, size_t column);

/* Work so far: simplex iterations, and what else takes long expressed in them. */
int64_t protect_solver_pivots(const struct protect_solver *solver);

#endif
