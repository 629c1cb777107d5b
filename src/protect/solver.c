/* SPDX-License-Identifier: GPL-3.0-or-later
 * The only file that sees GLPK. */
#include "protect/solver.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "protect/library.h"

enum { PIVOTS_OF_ONE_RELAXATION = 200000, ROWS_SQUARED_PER_PIVOT = 1024 };

struct protect_solver {
    glp_prob *problem;
    int *places;    /* room for one row, from 1 as GLPK has it */
    double *values;
    double *point;
    size_t *aimed;  /* columns with a price from protect_solver_aim() */
    size_t aimed_count;
    size_t column_count;
    bool dual;
    int64_t node_work; /* of branch and bound with cutting planes, in pivots */
};

/* Nothing of a confidential problem may reach the terminal. */
static int swallow(void *info, const char *words)
{
    (void)info;
    (void)words;
    return 1;
}

/* GLPK breaks off for want of memory or for a bug of ours; the program ends as it does without memory. */
static void break_off(void *info)
{
    (void)info;
    memory_exhausted();
}

static int from_one(size_t number)
{
    assert(number < INT_MAX);
    return (int)number + 1;
}

struct protect_solver *protect_solver_new(size_t rows, size_t columns)
{
    glpk()->glp_term_hook(swallow, NULL);
    glpk()->glp_error_hook(break_off, NULL);
    struct protect_solver *solver = memory_alloc(1, sizeof *solver);
    solver->problem = glpk()->glp_create_prob();
    solver->places = memory_alloc(columns + 1, sizeof *solver->places);
    solver->values = memory_alloc(columns + 1, sizeof *solver->values);
    solver->point = memory_alloc(columns + 1, sizeof *solver->point);
    solver->aimed = memory_alloc(columns + 1, sizeof *solver->aimed);
    solver->column_count = columns;
    glpk()->glp_set_obj_dir(solver->problem, GLP_MIN);
    if (rows)
        glpk()->glp_add_rows(solver->problem, from_one(rows - 1));
    if (columns)
        glpk()->glp_add_cols(solver->problem, from_one(columns - 1));
    for (size_t i = 0; i < columns; i++) {
        glpk()->glp_set_col_bnds(solver->problem, from_one(i), GLP_FR, 0.0, 0.0);
        glpk()->glp_set_col_kind(solver->problem, from_one(i), GLP_IV);
    }
    return solver;
}

void protect_solver_free(struct protect_solver *solver)
{
    if (!solver)
        return;
    glpk()->glp_delete_prob(solver->problem);
    free(solver->places);
    free(solver->values);
    free(solver->point);
    free(solver->aimed);
    free(solver);
}

size_t protect_solver_add_row(struct protect_solver *solver)
{
    return (size_t)glpk()->glp_add_rows(solver->problem, 1) - 1;
}

void protect_solver_set_row(struct protect_solver *solver, size_t row, const struct protect_term *terms,
                            size_t term_count)
{
    assert(term_count <= solver->column_count);
    for (size_t i = 0; i < term_count; i++) {
        solver->places[i + 1] = from_one(terms[i].variable);
        solver->values[i + 1] = (double)terms[i].factor;
    }
    glpk()->glp_set_mat_row(solver->problem, from_one(row), (int)term_count, solver->places, solver->values);
}

static int kind_of_bounds(double lower, double upper)
{
    if (isinf(lower))
        return isinf(upper) ? GLP_FR : GLP_UP;
    if (isinf(upper))
        return GLP_LO;
    return lower < upper ? GLP_DB : GLP_FX;
}

void protect_solver_bound(struct protect_solver *solver, struct protect_line line, double lower, double upper)
{
    assert(lower <= upper);
    const int kind = kind_of_bounds(lower, upper);
    if (line.is_row)
        glpk()->glp_set_row_bnds(solver->problem, from_one(line.number), kind, lower, upper);
    else
        glpk()->glp_set_col_bnds(solver->problem, from_one(line.number), kind, lower, upper);
}

void protect_solver_price(struct protect_solver *solver, size_t column, double price)
{
    glpk()->glp_set_obj_coef(solver->problem, from_one(column), price);
}

void protect_solver_aim(struct protect_solver *solver, const struct protect_term *terms, size_t term_count,
                        double scale)
{
    for (size_t i = 0; i < solver->aimed_count; i++)
        protect_solver_price(solver, solver->aimed[i], 0.0);
    for (size_t i = 0; i < term_count; i++) {
        protect_solver_price(solver, terms[i].variable, scale * (double)terms[i].factor);
        solver->aimed[i] = terms[i].variable;
    }
    solver->aimed_count = term_count;
}

void protect_solver_prefer_dual(struct protect_solver *solver)
{
    solver->dual = true;
}

void protect_solver_restart(struct protect_solver *solver, size_t at_upper)
{
    glpk()->glp_std_basis(solver->problem);
    for (size_t i = 0; i < at_upper; i++)
        glpk()->glp_set_col_stat(solver->problem, from_one(i), GLP_NU);
}

static enum protect_outcome outcome_of_relaxation(glp_prob *problem)
{
    switch (glpk()->glp_get_status(problem)) {
    case GLP_OPT:
        return PROTECT_SOLVED;
    case GLP_NOFEAS:
        return PROTECT_IMPOSSIBLE;
    case GLP_UNBND:
        return PROTECT_ENDLESS;
    default:
        return PROTECT_GIVEN_UP;
    }
}

enum protect_outcome protect_solver_relax(struct protect_solver *solver)
{
    glp_smcp how;
    glpk()->glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.it_lim = PIVOTS_OF_ONE_RELAXATION;
    how.meth = solver->dual ? GLP_DUALP : GLP_PRIMAL;
    enum protect_outcome outcome = PROTECT_GIVEN_UP;
    if (glpk()->glp_simplex(solver->problem, &how) == 0)
        outcome = outcome_of_relaxation(solver->problem);
    if (outcome != PROTECT_GIVEN_UP)
        return outcome;
    glpk()->glp_std_basis(solver->problem);
    how.meth = solver->dual ? GLP_PRIMAL : GLP_DUALP;
    return glpk()->glp_simplex(solver->problem, &how) == 0 ? outcome_of_relaxation(solver->problem) : PROTECT_GIVEN_UP;
}

double protect_solver_objective(const struct protect_solver *solver)
{
    return glpk()->glp_get_obj_val(solver->problem);
}

double protect_solver_value(const struct protect_solver *solver, struct protect_line line)
{
    const int number = from_one(line.number);
    return line.is_row ? glpk()->glp_get_row_prim(solver->problem, number) : glpk()->glp_get_col_prim(solver->problem, number);
}

double protect_solver_dual(const struct protect_solver *solver, struct protect_line line)
{
    const int number = from_one(line.number);
    return line.is_row ? glpk()->glp_get_row_dual(solver->problem, number) : glpk()->glp_get_col_dual(solver->problem, number);
}

struct watch {
    const struct protect_branching *branching;
    const struct protect_solver *solver;
    bool told, stopped;
    int64_t first_pivot, node_work;
    double bound;
};

/* Generating cuts and trying branches is no simplex iteration but takes as long as so many. */
static int64_t work_of_node(const struct protect_solver *solver, const struct protect_branching *branching)
{
    const int64_t rows = glpk()->glp_get_num_rows(solver->problem);
    return branching->cutting_planes ? 1 + rows * rows / ROWS_SQUARED_PER_PIVOT : 0;
}

static void tell_known_point(glp_tree *tree, struct watch *watch)
{
    watch->told = true;
    for (size_t i = 0; i < watch->solver->column_count; i++)
        watch->solver->point[i + 1] = watch->branching->known[i];
    glpk()->glp_ios_heur_sol(tree, watch->solver->point);
}

static void stop_at_limit(glp_tree *tree, struct watch *watch)
{
    int nodes;
    glpk()->glp_ios_tree_size(tree, NULL, NULL, &nodes);
    watch->node_work = nodes * work_of_node(watch->solver, watch->branching);
    const int64_t pivots = protect_solver_pivots(watch->solver) - watch->first_pivot + watch->node_work;
    if (nodes <= watch->branching->nodes && (!watch->branching->pivots || pivots <= watch->branching->pivots))
        return;
    const int best = glpk()->glp_ios_best_node(tree);
    if (!best)
        return;
    watch->bound = glpk()->glp_ios_node_bound(tree, best);
    watch->stopped = true;
    glpk()->glp_ios_terminate(tree);
}

static void look_on(glp_tree *tree, void *info)
{
    struct watch *watch = info;
    const int reason = glpk()->glp_ios_reason(tree);
    if (reason == GLP_IHEUR && watch->branching->known && !watch->told)
        tell_known_point(tree, watch);
    if (reason == GLP_IBINGO && watch->branching->any)
        glpk()->glp_ios_terminate(tree);
    if (reason == GLP_ISELECT)
        stop_at_limit(tree, watch);
}

static struct protect_branching_result result_of_branching(glp_prob *problem, const struct watch *watch)
{
    const int status = glpk()->glp_mip_status(problem);
    struct protect_branching_result result = {
        .outcome = PROTECT_GIVEN_UP,
        .found = status == GLP_OPT || status == GLP_FEAS,
        .bound = watch->bound,
    };
    if (watch->stopped)
        return result;
    if (status == GLP_OPT || (result.found && watch->branching->any)) {
        result.outcome = PROTECT_SOLVED;
        result.bound = status == GLP_OPT ? glpk()->glp_mip_obj_val(problem) : watch->bound;
    } else if (status == GLP_NOFEAS) {
        result.outcome = PROTECT_IMPOSSIBLE;
    }
    return result;
}

struct protect_branching_result protect_solver_branch(struct protect_solver *solver,
                                                      const struct protect_branching *branching)
{
    const enum protect_outcome relaxed = protect_solver_relax(solver);
    if (relaxed != PROTECT_SOLVED)
        return (struct protect_branching_result){.outcome = relaxed, .bound = -HUGE_VAL};
    struct watch watch = {
        .branching = branching,
        .solver = solver,
        .first_pivot = protect_solver_pivots(solver),
        .bound = glpk()->glp_get_obj_val(solver->problem),
    };
    glp_iocp how;
    glpk()->glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.tol_obj = 1e-9;
    how.cb_func = look_on;
    how.cb_info = &watch;
    how.mir_cuts = branching->cutting_planes ? GLP_ON : GLP_OFF;
    how.cov_cuts = how.mir_cuts;
    how.gmi_cuts = how.mir_cuts;
    how.br_tech = branching->cutting_planes ? GLP_BR_DTH : GLP_BR_MFV;
    const int code = glpk()->glp_intopt(solver->problem, &how);
    solver->node_work += watch.node_work;
    if (code != 0 && code != GLP_ESTOP)
        return (struct protect_branching_result){.outcome = PROTECT_GIVEN_UP, .bound = watch.bound};
    return result_of_branching(solver->problem, &watch);
}

double protect_solver_whole_value(const struct protect_solver *solver, size_t column)
{
    return glpk()->glp_mip_col_val(solver->problem, from_one(column));
}

int64_t protect_solver_pivots(const struct protect_solver *solver)
{
    return glpk()->glp_get_it_cnt(solver->problem) + solver->node_work;
}
