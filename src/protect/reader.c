/* SPDX-License-Identifier: GPL-3.0-or-later
 * Published statements as rows (or bounds, where they are about one variable), solved by GLPK, answers verified. Each
 * variable is the sum of two columns, what it has up to its true value and what it has above: tables near the truth,
 * where the second columns are small, are the likeliest to be whole. */
#include "protect/reader.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum {
    LARGEST_DIVISOR = 60, /* of multipliers in a proof: bases of tables have small determinants */
    LARGEST_FACTOR = 1000000,
};

#define NO_SUM SIZE_MAX

/* What bounds a variable: least values by default, or the statement of one sum. */
struct column {
    double lower, upper;
    size_t lower_sum, upper_sum;
};

struct protect_reader {
    const struct protect_system *system;
    const bool *hidden;
    struct protect_solver *solver;
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
static void bound_variable(struct protect_reader *reader, size_t number, double lower, double upper)
{
    const double truth = (double)reader->system->variables.items[number].value;
    const double middle = fmin(fmax(truth, lower), upper);
    const struct protect_line below = {false, number};
    const struct protect_line above = {false, reader->system->variables.count + number};
    protect_solver_bound(reader->solver, below, lower, middle);
    protect_solver_bound(reader->solver, above, 0.0, upper - middle);
}

static void bound_line(struct protect_reader *reader, struct protect_line line, double lower, double upper)
{
    if (line.is_row)
        protect_solver_bound(reader->solver, line, lower, upper);
    else
        bound_variable(reader, line.number, lower, upper);
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

/* A statement about one variable tightens its bounds. */
static void state_variable(struct protect_reader *reader, size_t sum, enum protect_view view)
{
    const struct protect_sum *stated = sum_at(reader, sum);
    struct column *column = &reader->columns[stated->terms[0].variable];
    reader->lines[sum] = (struct protect_line){false, stated->terms[0].variable};
    reader->has_line[sum] = true;
    const double least = view == PROTECT_SHOWN ? (double)stated->value : 1.0;
    if (view != PROTECT_SILENT && (least > column->lower || view == PROTECT_SHOWN)) {
        column->lower = least;
        column->lower_sum = sum;
    }
    if (view == PROTECT_SHOWN) {
        column->upper = (double)stated->value;
        column->upper_sum = sum;
    }
}

static void bound_row(struct protect_reader *reader, size_t sum)
{
    const struct protect_sum *stated = sum_at(reader, sum);
    double lower = -HUGE_VAL, upper = HUGE_VAL;
    switch (protect_sum_view(stated, reader->hidden[sum])) {
    case PROTECT_SHOWN:
        lower = upper = (double)stated->value;
        break;
    case PROTECT_POSITIVE:
        lower = 1.0;
        break;
    case PROTECT_SILENT:
        break;
    }
    bound_line(reader, reader->lines[sum], lower, upper);
}

static void state_row(struct protect_reader *reader, size_t sum)
{
    const size_t row = protect_solver_add_row(reader->solver);
    assert(row == reader->row_count);
    reader->row_sums[reader->row_count++] = sum;
    reader->lines[sum] = (struct protect_line){true, row};
    reader->has_line[sum] = true;
    const struct protect_sum *stated = sum_at(reader, sum);
    protect_solver_set_row(reader->solver, row, in_columns(reader, stated), 2 * stated->term_count);
    bound_row(reader, sum);
}

static void state_all(struct protect_reader *reader)
{
    for (size_t i = 0; i < reader->system->sums.count; i++) {
        const enum protect_view view = protect_sum_view(sum_at(reader, i), reader->hidden[i]);
        if (is_one_variable(sum_at(reader, i)))
            state_variable(reader, i, view);
        else if (view != PROTECT_SILENT)
            state_row(reader, i);
    }
    for (size_t i = 0; i < reader->system->variables.count; i++)
        bound_variable(reader, i, reader->columns[i].lower, reader->columns[i].upper);
}

struct protect_reader *protect_reader_new(const struct protect_system *system, const bool *hidden)
{
    struct protect_reader *reader = memory_alloc(1, sizeof *reader);
    const size_t variables = system->variables.count, sums = system->sums.count;
    reader->system = system;
    reader->hidden = hidden;
    reader->solver = protect_solver_new(0, 2 * variables);
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
    protect_solver_free(reader->solver);
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
    if (!reader->has_line[aim.sum])
        state_row(reader, aim.sum);
    protect_solver_aim(reader->solver, in_columns(reader, sum), 2 * sum->term_count, aim.upper ? -1.0 : 1.0);
}

/* Least of all above the truth. */
static void aim_near_truth(struct protect_reader *reader)
{
    const size_t variables = reader->system->variables.count;
    for (size_t i = 0; i < variables; i++)
        reader->terms[i] = (struct protect_term){variables + i, 1};
    protect_solver_aim(reader->solver, reader->terms, variables, 1.0);
}

/* The bounds of the aimed sum's line as they are published. */
static void published_bounds(const struct protect_reader *reader, size_t sum, double *lower, double *upper)
{
    const struct protect_line line = reader->lines[sum];
    if (!line.is_row) {
        *lower = reader->columns[line.number].lower;
        *upper = reader->columns[line.number].upper;
        return;
    }
    const enum protect_view view = protect_sum_view(sum_at(reader, sum), reader->hidden[sum]);
    const double value = (double)sum_at(reader, sum)->value;
    *lower = view == PROTECT_SHOWN ? value : view == PROTECT_POSITIVE ? 1.0 : -HUGE_VAL;
    *upper = view == PROTECT_SHOWN ? value : HUGE_VAL;
}

static void restore_bounds(struct protect_reader *reader, size_t sum)
{
    double lower, upper;
    published_bounds(reader, sum, &lower, &upper);
    bound_line(reader, reader->lines[sum], lower, upper);
}

enum protect_outcome protect_reader_push(struct protect_reader *reader, struct protect_aim aim, int64_t goal,
                                         double *ret_end)
{
    aim_at(reader, aim);
    double lower, upper;
    published_bounds(reader, aim.sum, &lower, &upper);
    if (goal != PROTECT_GOAL_NONE && aim.upper)
        upper = fmin(upper, fmax((double)goal, lower));
    if (goal != PROTECT_GOAL_NONE && !aim.upper)
        lower = fmax(lower, fmin((double)goal, upper));
    bound_line(reader, reader->lines[aim.sum], lower, upper);
    const enum protect_outcome outcome = protect_solver_relax(reader->solver);
    if (outcome == PROTECT_SOLVED)
        *ret_end = protect_solver_objective(reader->solver) * (aim.upper ? -1.0 : 1.0);
    restore_bounds(reader, aim.sum);
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

static bool take_table(const struct protect_reader *reader, bool whole, int64_t *table)
{
    const size_t variables = reader->system->variables.count;
    for (size_t i = 0; i < variables; i++) {
        const struct protect_line below = {false, i}, above = {false, variables + i};
        const double value =
            whole ? protect_solver_whole_value(reader->solver, i) +
                        protect_solver_whole_value(reader->solver, variables + i)
                  : protect_solver_value(reader->solver, below) + protect_solver_value(reader->solver, above);
        if (!to_count(value, &table[i]))
            return false;
    }
    return protect_table_fits(reader->system, reader->hidden, table);
}

bool protect_reader_table(const struct protect_reader *reader, int64_t *table)
{
    return take_table(reader, false, table);
}

bool protect_reader_search(struct protect_reader *reader, struct protect_aim aim, int64_t goal, int64_t nodes,
                           int64_t *table)
{
    aim_at(reader, aim);
    double lower, upper;
    published_bounds(reader, aim.sum, &lower, &upper);
    if (goal != PROTECT_GOAL_NONE) {
        if (aim.upper ? (double)goal > upper : (double)goal < lower)
            return false;
        aim_near_truth(reader);
        if (aim.upper)
            lower = fmax(lower, (double)goal);
        else
            upper = fmin(upper, (double)goal);
        bound_line(reader, reader->lines[aim.sum], lower, upper);
    }
    const struct protect_branching branching = {.nodes = nodes, .any = goal != PROTECT_GOAL_NONE};
    const bool found = protect_solver_branch(reader->solver, &branching).found && take_table(reader, true, table);
    restore_bounds(reader, aim.sum);
    return found;
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
        const double dual = protect_solver_dual(draft->reader->solver, (struct protect_line){true, row});
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

