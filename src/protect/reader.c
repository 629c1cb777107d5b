/* SPDX-License-Identifier: GPL-3.0-or-later
 * Published statements as rows (or bounds, where they are about one variable), given to GLPK twice: once to push a sum as
 * far as it goes, once to find whole tables. Each variable is the sum of two columns, what it has up to its true value and
 * what it has above: tables near the truth, where the second columns are small, are the likeliest to be whole. */
#include "protect/reader.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum {
    LARGEST_DIVISOR = 250, /* of multipliers in a proof: small in tables, to some 200 where percentages are told */
    LARGEST_FACTOR = 1000000,
};

#define NO_SUM SIZE_MAX

struct bounds {
    double lower, upper;
};

/* What bounds a variable: least values by default, or the statement of one sum. */
struct column {
    double lower, upper;
    size_t lower_sum, upper_sum;
};

struct protect_reader {
    const struct protect_system *system;
    const bool *hidden;
    struct protect_solver *pusher, *finder; /* the same rows and bounds */
    struct column *columns;
    struct protect_line *lines; /* of sums */
    bool *has_line;
    size_t *row_sums;           /* the sum of each row */
    struct protect_term *terms; /* room for one row */
    size_t row_count;
};

static const struct protect_sum *sum_at(const struct protect_reader *reader, size_t sum)
{
    return &reader->system->sums.items[sum];
}

static bool is_one_variable(const struct protect_sum *sum)
{
    return sum->term_count == 1 && sum->terms[0].factor == 1;
}

/* Keeps the variable from `lower` to `upper`; the true value may be outside. */
static void bound_variable(const struct protect_reader *reader, struct protect_solver *solver, size_t number,
                           struct bounds bounds)
{
    const double lower = bounds.lower, upper = bounds.upper;
    const double truth = (double)reader->system->variables.items[number].value;
    const double middle = fmin(fmax(truth, lower), upper);
    const struct protect_line below = {false, number};
    const struct protect_line above = {false, reader->system->variables.count + number};
    protect_solver_bound(solver, below, lower, middle);
    protect_solver_bound(solver, above, 0.0, upper - middle);
}

static void bound_line(const struct protect_reader *reader, struct protect_solver *solver, struct protect_line line,
                       struct bounds bounds)
{
    if (line.is_row)
        protect_solver_bound(solver, line, bounds.lower, bounds.upper);
    else
        bound_variable(reader, solver, line.number, bounds);
}

/* The sum in columns; twice as many terms as the sum has. */
static const struct protect_term *in_columns(const struct protect_reader *reader, const struct protect_sum *sum)
{
    for (size_t i = 0; i < sum->term_count; i++) {
        const struct protect_term term = sum->terms[i];
        reader->terms[2 * i] = term;
        reader->terms[2 * i + 1] =
            (struct protect_term){reader->system->variables.count + term.variable, term.factor};
    }
    return reader->terms;
}

static double real_end(int64_t end)
{
    return end == PROTECT_NO_END ? HUGE_VAL : end == -PROTECT_NO_END ? -HUGE_VAL : (double)end;
}

/* A statement about one variable tightens its bounds. */
static void state_variable(struct protect_reader *reader, size_t sum, struct protect_range known)
{
    const struct protect_sum *stated = sum_at(reader, sum);
    struct column *column = &reader->columns[stated->terms[0].variable];
    reader->lines[sum] = (struct protect_line){false, stated->terms[0].variable};
    reader->has_line[sum] = true;
    if (real_end(known.low) > column->lower) {
        column->lower = real_end(known.low);
        column->lower_sum = sum;
    }
    if (real_end(known.high) < column->upper) {
        column->upper = real_end(known.high);
        column->upper_sum = sum;
    }
}

/* The bounds of the sum's line as they are published. */
static struct bounds published_bounds(const struct protect_reader *reader, size_t sum)
{
    const struct protect_line line = reader->lines[sum];
    if (!line.is_row)
        return (struct bounds){reader->columns[line.number].lower, reader->columns[line.number].upper};
    const struct protect_range known = protect_sum_known(sum_at(reader, sum), reader->hidden[sum]);
    return (struct bounds){real_end(known.low), real_end(known.high)};
}

static void state_row_to(const struct protect_reader *reader, struct protect_solver *solver, size_t sum)
{
    const struct protect_sum *stated = sum_at(reader, sum);
    const size_t row = protect_solver_add_row(solver);
    assert(row == reader->row_count);
    protect_solver_set_row(solver, row, in_columns(reader, stated), 2 * stated->term_count);
    bound_line(reader, solver, reader->lines[sum], published_bounds(reader, sum));
}

static void state_row(struct protect_reader *reader, size_t sum)
{
    reader->lines[sum] = (struct protect_line){true, reader->row_count};
    reader->has_line[sum] = true;
    state_row_to(reader, reader->pusher, sum);
    state_row_to(reader, reader->finder, sum);
    reader->row_sums[reader->row_count++] = sum;
}

static void state_all(struct protect_reader *reader)
{
    for (size_t i = 0; i < reader->system->sums.count; i++) {
        const struct protect_range known = protect_sum_known(sum_at(reader, i), reader->hidden[i]);
        if (is_one_variable(sum_at(reader, i)))
            state_variable(reader, i, known);
        else if (!protect_range_is_all(known))
            state_row(reader, i);
    }
    for (size_t i = 0; i < reader->system->variables.count; i++) {
        const struct bounds bounds = {reader->columns[i].lower, reader->columns[i].upper};
        bound_variable(reader, reader->pusher, i, bounds);
        bound_variable(reader, reader->finder, i, bounds);
    }
}

/* The truth is the finder's optimum until a goal is set: the dual simplex method gets from there in few pivots. */
static void make_solvers(struct protect_reader *reader)
{
    const size_t variables = reader->system->variables.count;
    reader->pusher = protect_solver_new(0, 2 * variables);
    reader->finder = protect_solver_new(0, 2 * variables);
    protect_solver_prefer_dual(reader->finder);
    for (size_t i = 0; i < variables; i++)
        protect_solver_price(reader->finder, variables + i, 1.0);
}

struct protect_reader *protect_reader_new(const struct protect_system *system, const bool *hidden)
{
    struct protect_reader *reader = memory_alloc(1, sizeof *reader);
    const size_t variables = system->variables.count, sums = system->sums.count;
    reader->system = system;
    reader->hidden = hidden;
    make_solvers(reader);
    reader->columns = memory_alloc(variables, sizeof *reader->columns);
    reader->lines = memory_alloc(sums, sizeof *reader->lines);
    reader->has_line = memory_alloc(sums, sizeof *reader->has_line);
    reader->row_sums = memory_alloc(sums, sizeof *reader->row_sums);
    reader->terms = memory_alloc(2 * variables, sizeof *reader->terms);
    for (size_t i = 0; i < variables; i++)
        reader->columns[i] = (struct column){(double)system->variables.items[i].least, HUGE_VAL, NO_SUM, NO_SUM};
    state_all(reader);
    return reader;
}

void protect_reader_free(struct protect_reader *reader)
{
    if (!reader)
        return;
    protect_solver_free(reader->pusher);
    protect_solver_free(reader->finder);
    free(reader->columns);
    free(reader->lines);
    free(reader->has_line);
    free(reader->row_sums);
    free(reader->terms);
    free(reader);
}

static void aim_at(struct protect_reader *reader, struct protect_aim aim)
{
    const struct protect_sum *sum = sum_at(reader, aim.sum);
    protect_solver_aim(reader->pusher, in_columns(reader, sum), 2 * sum->term_count, aim.upper ? -1.0 : 1.0);
}

enum protect_outcome protect_reader_push(struct protect_reader *reader, struct protect_aim aim, double *ret_end)
{
    aim_at(reader, aim);
    const enum protect_outcome outcome = protect_solver_relax(reader->pusher);
    if (outcome == PROTECT_SOLVED)
        *ret_end = protect_solver_objective(reader->pusher) * (aim.upper ? -1.0 : 1.0);
    return outcome;
}

/* The nearest whole number, if it is a possible count. */
static bool to_count(double value, int64_t *ret_count)
{
    if (!(value > -1.0 && value < (double)PROTECT_COUNT_MAX + 1.0))
        return false;
    *ret_count = llround(value);
    return true;
}

/* One of the two columns that make up a variable. */
static double column_value(const struct protect_solver *solver, size_t column, bool whole)
{
    return whole ? protect_solver_whole_value(solver, column)
                 : protect_solver_value(solver, (struct protect_line){false, column});
}

static bool take_table(const struct protect_reader *reader, const struct protect_solver *solver, bool whole,
                       int64_t *table)
{
    const size_t variables = reader->system->variables.count;
    for (size_t i = 0; i < variables; i++)
        if (!to_count(column_value(solver, i, whole) + column_value(solver, variables + i, whole), &table[i]))
            return false;
    return protect_table_fits(reader->system, reader->hidden, table);
}

bool protect_reader_table(const struct protect_reader *reader, int64_t *table)
{
    return take_table(reader, reader->pusher, false, table);
}

bool protect_reader_search(struct protect_reader *reader, struct protect_aim aim, int64_t goal, int64_t nodes,
                           int64_t *table)
{
    if (!reader->has_line[aim.sum])
        state_row(reader, aim.sum);
    const struct bounds published = published_bounds(reader, aim.sum);
    struct bounds wanted = published;
    if (aim.upper)
        wanted.lower = fmax(wanted.lower, (double)goal);
    else
        wanted.upper = fmin(wanted.upper, (double)goal);
    if (wanted.lower > wanted.upper)
        return false;
    bound_line(reader, reader->finder, reader->lines[aim.sum], wanted);
    protect_solver_restart(reader->finder, reader->system->variables.count);
    const struct protect_branching branching = {.nodes = nodes, .any = true};
    const bool found = protect_solver_branch(reader->finder, &branching).found;
    bound_line(reader, reader->finder, reader->lines[aim.sum], published);
    return found && take_table(reader, reader->finder, true, table);
}

bool protect_reader_push_whole(struct protect_reader *reader, struct protect_aim aim, int64_t nodes, int64_t *table)
{
    aim_at(reader, aim);
    const struct protect_branching branching = {.nodes = nodes};
    return protect_solver_branch(reader->pusher, &branching).found && take_table(reader, reader->pusher, true, table);
}

/* `multiplier` as a whole number of divisors' parts. */
static bool to_factor(double multiplier, int64_t divisor, int64_t *ret_factor)
{
    const double scaled = multiplier * (double)divisor;
    if (!(fabs(scaled) < (double)LARGEST_FACTOR) || fabs(scaled - round(scaled)) > 1e-5)
        return false;
    *ret_factor = llround(scaled);
    return true;
}

struct draft {
    const struct protect_reader *reader;
    struct protect_proof proof;
    struct protect_step *steps;
    int64_t *left_over; /* divisor * sum less the steps taken, for each variable */
};

static void take_step(struct draft *draft, size_t sum, int64_t factor)
{
    if (!factor)
        return;
    draft->steps[draft->proof.step_count++] = (struct protect_step){sum, factor};
    const struct protect_sum *taken = sum_at(draft->reader, sum);
    for (size_t i = 0; i < taken->term_count; i++)
        draft->left_over[taken->terms[i].variable] -= factor * taken->terms[i].factor;
}

/* The rows' multipliers become steps. */
static bool take_rows(struct draft *draft)
{
    for (size_t row = 0; row < draft->reader->row_count; row++) {
        const double dual = protect_solver_dual(draft->reader->pusher, (struct protect_line){true, row});
        int64_t factor;
        if (!to_factor(draft->proof.upper ? -dual : dual, draft->proof.divisor, &factor))
            return false;
        take_step(draft, draft->reader->row_sums[row], factor);
    }
    return true;
}

/* What is left of each variable is covered by the statement that bounds it on the side in question, if there is one. */
static void take_bounds(struct draft *draft)
{
    for (size_t i = 0; i < draft->reader->system->variables.count; i++) {
        const struct column *column = &draft->reader->columns[i];
        const int64_t left = draft->left_over[i];
        const bool from_above = draft->proof.upper ? left > 0 : left < 0;
        const size_t sum = from_above ? column->upper_sum : column->lower_sum;
        if (left && sum != NO_SUM)
            take_step(draft, sum, left);
    }
}

static void start_draft(struct draft *draft, struct protect_aim aim, int64_t divisor)
{
    const struct protect_sum *sum = sum_at(draft->reader, aim.sum);
    for (size_t i = 0; i < draft->reader->system->variables.count; i++)
        draft->left_over[i] = 0;
    for (size_t i = 0; i < sum->term_count; i++)
        draft->left_over[sum->terms[i].variable] = divisor * sum->terms[i].factor;
    draft->proof =
        (struct protect_proof){.sum = aim.sum, .upper = aim.upper, .divisor = divisor, .steps = draft->steps};
}

static bool draft_proof(struct draft *draft, struct protect_aim aim)
{
    const struct protect_reader *reader = draft->reader;
    for (int64_t divisor = 1; divisor <= LARGEST_DIVISOR; divisor++) {
        start_draft(draft, aim, divisor);
        if (!take_rows(draft))
            continue;
        take_bounds(draft);
        if (protect_proof_complete(reader->system, reader->hidden, &draft->proof))
            return true;
    }
    return false;
}

const struct protect_proof *protect_reader_proof(const struct protect_reader *reader, struct protect_aim aim,
                                                 struct arena *keep)
{
    struct draft draft = {.reader = reader};
    draft.left_over = memory_alloc(reader->system->variables.count, sizeof *draft.left_over);
    draft.steps = memory_alloc(reader->row_count + reader->system->variables.count, sizeof *draft.steps);
    struct protect_proof *proof = NULL;
    if (draft_proof(&draft, aim)) {
        proof = ARENA_NEW(keep, struct protect_proof);
        *proof = draft.proof;
        struct protect_step *steps = ARENA_ARRAY(keep, struct protect_step, proof->step_count);
        for (size_t i = 0; i < proof->step_count; i++)
            steps[i] = draft.steps[i];
        proof->steps = steps;
    }
    free(draft.left_over);
    free(draft.steps);
    return proof;
}

