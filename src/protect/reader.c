/* SPDX-License-Identifier: GPL-3.0-or-later
 * Published statements as rows (or bounds, where they are about one variable), given to GLPK twice: once to push a sum as
 * far as it goes, once to find whole tables. Each variable is the sum of two columns, what it has up to its true value and
 * what it has above: tables near the truth, where the second columns are small, are the likeliest to be whole. */
#include "protect/reader.h"

#include <math.h>
#include <stdlib.h>

#include "protect/nearby.h"

enum {
    LARGEST_DIVISOR = 250, /* of multipliers in a proof: small in tables, to some 200 where percentages are told */
    LARGEST_FACTOR = 1000000,
    MEND_TRIES = 8,
    MEND_STEPS = 150,
};

struct bounds {
    double lower, upper;
};

struct protect_reader {
    const struct protect_parts *parts;
    const struct protect_part *part;
    struct protect_solver *pusher, *finder; /* the same rows and bounds */
    struct protect_term *terms;             /* room for one row */
    struct protect_moves *moves;
    int64_t *changes; /* of the open variables, those of other parts 0 */
    double *point;    /* changes of the part's variables, perhaps not whole */
    struct protect_nearby *nearby;
};

static const struct protect_variable *variable_at(const struct protect_reader *reader, size_t number)
{
    return &reader->parts->system->variables.items[reader->parts->open[reader->part->first_variable + number]];
}

static double real_end(int64_t end)
{
    return end == PROTECT_NO_END ? HUGE_VAL : end == -PROTECT_NO_END ? -HUGE_VAL : (double)end;
}

static struct bounds bounds_of(struct protect_range range)
{
    return (struct bounds){real_end(range.low), real_end(range.high)};
}

/* Keeps the variable from `lower` to `upper`; the true value may be outside. */
static void bound_variable(const struct protect_reader *reader, struct protect_solver *solver, size_t number,
                           struct bounds bounds)
{
    const double truth = (double)variable_at(reader, number)->value;
    const double middle = fmin(fmax(truth, bounds.lower), bounds.upper);
    const struct protect_line below = {false, number};
    const struct protect_line above = {false, reader->part->variable_count + number};
    protect_solver_bound(solver, below, bounds.lower, middle);
    protect_solver_bound(solver, above, 0.0, bounds.upper - middle);
}

static void add_term(const struct protect_reader *reader, size_t i, size_t number, int64_t factor)
{
    reader->terms[2 * i] = (struct protect_term){number, factor};
    reader->terms[2 * i + 1] = (struct protect_term){reader->part->variable_count + number, factor};
}

/* The statement in columns; twice as many terms as it has. */
static const struct protect_term *in_columns(const struct protect_reader *reader,
                                             const struct protect_statement *statement)
{
    for (size_t i = 0; i < statement->term_count; i++)
        add_term(reader, i, statement->terms[i].variable - reader->part->first_variable, statement->terms[i].factor);
    return reader->terms;
}

static void state_all(struct protect_reader *reader, struct protect_solver *solver)
{
    const struct protect_part *part = reader->part;
    for (size_t i = 0; i < part->statement_count; i++) {
        const struct protect_statement *stated = &reader->parts->statements[part->first_statement + i];
        const struct bounds bounds = bounds_of(stated->limits.range);
        protect_solver_set_row(solver, i, in_columns(reader, stated), 2 * stated->term_count);
        protect_solver_bound(solver, (struct protect_line){true, i}, bounds.lower, bounds.upper);
    }
    for (size_t i = 0; i < part->variable_count; i++)
        bound_variable(reader, solver, i, bounds_of(reader->parts->limits[part->first_variable + i].range));
}

/* The truth is the finder's optimum until a goal is set: the dual simplex method gets from there in few pivots. */
static struct protect_solver *make_finder(struct protect_reader *reader)
{
    const size_t variables = reader->part->variable_count;
    struct protect_solver *finder = protect_solver_new(reader->part->statement_count, 2 * variables);
    protect_solver_prefer_dual(finder);
    for (size_t i = 0; i < variables; i++)
        protect_solver_price(finder, variables + i, 1.0);
    state_all(reader, finder);
    return finder;
}

static struct protect_solver *make_pusher(struct protect_reader *reader)
{
    struct protect_solver *pusher =
        protect_solver_new(reader->part->statement_count, 2 * reader->part->variable_count);
    state_all(reader, pusher);
    return pusher;
}

struct protect_reader *protect_reader_new(const struct protect_parts *parts, size_t part, struct protect_moves *moves)
{
    struct protect_reader *reader = memory_alloc(1, sizeof *reader);
    reader->parts = parts;
    reader->part = &parts->items[part];
    reader->terms = memory_alloc(2 * reader->part->variable_count, sizeof *reader->terms);
    reader->moves = moves;
    reader->changes = memory_alloc(parts->open_count, sizeof *reader->changes);
    reader->point = memory_alloc(reader->part->variable_count, sizeof *reader->point);
    return reader;
}

void protect_reader_free(struct protect_reader *reader)
{
    if (!reader)
        return;
    protect_solver_free(reader->pusher);
    protect_solver_free(reader->finder);
    free(reader->terms);
    free(reader->changes);
    free(reader->point);
    protect_nearby_free(reader->nearby);
    free(reader);
}

static void aim_at(struct protect_reader *reader, struct protect_aim aim)
{
    const struct protect_place *place = &reader->parts->places[aim.sum];
    size_t count = 1;
    if (!reader->pusher)
        reader->pusher = make_pusher(reader);
    if (place->is_row) {
        in_columns(reader, &reader->parts->statements[place->number]);
        count = reader->parts->statements[place->number].term_count;
    } else {
        add_term(reader, 0, place->number - reader->part->first_variable, 1);
    }
    protect_solver_aim(reader->pusher, reader->terms, 2 * count, aim.upper ? -1.0 : 1.0);
}

enum protect_outcome protect_reader_push(struct protect_reader *reader, struct protect_aim aim, double *ret_end)
{
    aim_at(reader, aim);
    const enum protect_outcome outcome = protect_solver_relax(reader->pusher);
    const double fixed = (double)reader->parts->places[aim.sum].fixed;
    if (outcome == PROTECT_SOLVED)
        *ret_end = protect_solver_objective(reader->pusher) * (aim.upper ? -1.0 : 1.0) + fixed;
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
    const struct protect_system *system = reader->parts->system;
    const size_t variables = reader->part->variable_count;
    for (size_t i = 0; i < system->variables.count; i++)
        table[i] = system->variables.items[i].value;
    for (size_t i = 0; i < variables; i++)
        if (!to_count(column_value(solver, i, whole) + column_value(solver, variables + i, whole),
                      &table[reader->parts->open[reader->part->first_variable + i]]))
            return false;
    return protect_table_fits(system, reader->parts->hidden, table);
}

bool protect_reader_table(const struct protect_reader *reader, int64_t *table)
{
    return take_table(reader, reader->pusher, false, table);
}

static struct bounds published_of(const struct protect_parts *parts, const struct protect_place *place)
{
    return bounds_of(place->is_row ? parts->statements[place->number].limits.range : parts->limits[place->number].range);
}

/* Bounds the place that the sum has in the finder. */
static void bound_place(const struct protect_reader *reader, const struct protect_place *place, struct bounds bounds)
{
    const size_t row = place->number - reader->part->first_statement;
    if (place->is_row)
        protect_solver_bound(reader->finder, (struct protect_line){true, row}, bounds.lower, bounds.upper);
    else
        bound_variable(reader, reader->finder, place->number - reader->part->first_variable, bounds);
}

/* A whole number beside the fraction, another one at each try. */
static int64_t round_about(double change, uint64_t try)
{
    if (fabs(change - round(change)) < 1e-6)
        return llround(change);
    if (try == 0)
        return (int64_t)change;
    return (int64_t)floor(change + (try % 3 == 1 ? 0.5 : try % 3 == 2 ? 0.25 : 0.75));
}

static bool take_moves(const struct protect_reader *reader, int64_t *table)
{
    const struct protect_parts *parts = reader->parts;
    for (size_t i = 0; i < parts->system->variables.count; i++)
        table[i] = parts->system->variables.items[i].value;
    for (size_t i = 0; i < parts->open_count; i++)
        table[parts->open[i]] += protect_moves_of_variable(reader->moves, i);
    return protect_table_fits(parts->system, parts->hidden, table);
}

/* Rounds the point, which is near the truth, and mends by moves what that breaks. */
static bool mend_point(struct protect_reader *reader, struct protect_aim aim, int64_t goal, int64_t *table)
{
    const struct protect_part *part = reader->part;
    const struct protect_place *place = &reader->parts->places[aim.sum];
    const int64_t value = reader->parts->system->sums.items[aim.sum].value;
    struct protect_move_wish wish = {
        .line = place->is_row ? place->number : reader->parts->statement_count + place->number,
        .up = aim.upper,
        .by = aim.upper ? goal - value : value - goal,
        .steps = MEND_STEPS,
        .weight = 1,
    };
    bool mended = false;
    for (uint64_t try = 0; !mended && try < MEND_TRIES; try++) {
        wish.seed = aim.sum ^ try << 32;
        for (size_t i = 0; i < part->variable_count; i++)
            reader->changes[part->first_variable + i] = round_about(reader->point[i], try);
        mended = protect_moves_mend(reader->moves, &wish, reader->changes) && take_moves(reader, table);
        protect_moves_reset(reader->moves);
    }
    return mended;
}

/* The table that the point is, if it is whole and fits. */
static bool take_point(const struct protect_reader *reader, int64_t *table)
{
    const struct protect_system *system = reader->parts->system;
    for (size_t i = 0; i < system->variables.count; i++)
        table[i] = system->variables.items[i].value;
    for (size_t i = 0; i < reader->part->variable_count; i++)
        if (!to_count((double)variable_at(reader, i)->value + reader->point[i],
                      &table[reader->parts->open[reader->part->first_variable + i]]))
            return false;
    return protect_table_fits(system, reader->parts->hidden, table);
}

/* Halves that are rounded may fit, and miss the goal. */
static bool is_there(const struct protect_reader *reader, struct protect_aim aim, int64_t goal, const int64_t *table)
{
    int64_t value;
    return protect_sum_in_table(&reader->parts->system->sums.items[aim.sum], table, &value) &&
           (aim.upper ? value >= goal : value <= goal);
}

static bool use_point(struct protect_reader *reader, struct protect_aim aim, int64_t goal, int64_t *table)
{
    return (take_point(reader, table) && is_there(reader, aim, goal, table)) || mend_point(reader, aim, goal, table);
}

/* A table where only a few cells are others than in truth: often that is enough. */
static bool find_nearby(struct protect_reader *reader, struct protect_aim aim, int64_t goal, int64_t *table)
{
    const struct protect_parts *parts = reader->parts;
    const struct protect_place *place = &parts->places[aim.sum];
    const struct bounds published = published_of(parts, place);
    const int64_t truth = parts->system->sums.items[aim.sum].value, fixed = place->fixed;
    const double by = (double)(goal - truth);
    struct protect_shift shift = {published.lower - (double)(truth - fixed), published.upper - (double)(truth - fixed)};
    *(aim.upper ? &shift.least : &shift.most) = by;
    if (!reader->nearby)
        reader->nearby = protect_nearby_new(parts, reader->part);
    return protect_nearby_search(reader->nearby, place, shift, reader->point) && use_point(reader, aim, goal, table);
}

/* A whole table near the truth, if relaxation finds one that is whole or nearly so. */
static bool find_near(struct protect_reader *reader, struct protect_aim aim, int64_t goal, int64_t *table)
{
    const size_t count = reader->part->variable_count;
    protect_solver_restart(reader->finder, count);
    if (protect_solver_relax(reader->finder) != PROTECT_SOLVED)
        return false;
    for (size_t i = 0; i < count; i++)
        reader->point[i] = column_value(reader->finder, i, false) + column_value(reader->finder, count + i, false) -
                           (double)variable_at(reader, i)->value;
    return use_point(reader, aim, goal, table);
}

bool protect_reader_search(struct protect_reader *reader, struct protect_aim aim, int64_t goal, int64_t nodes,
                           int64_t *table)
{
    const struct protect_place *place = &reader->parts->places[aim.sum];
    const struct bounds published = published_of(reader->parts, place);
    struct bounds wanted = published;
    if (aim.upper)
        wanted.lower = fmax(wanted.lower, (double)(goal - place->fixed));
    else
        wanted.upper = fmin(wanted.upper, (double)(goal - place->fixed));
    if (wanted.lower > wanted.upper)
        return false;
    if (find_nearby(reader, aim, goal, table))
        return true;
    if (!reader->finder)
        reader->finder = make_finder(reader);
    bound_place(reader, place, wanted);
    const bool near = find_near(reader, aim, goal, table);
    const struct protect_branching branching = {.nodes = nodes, .any = true};
    const bool found = !near && protect_solver_branch(reader->finder, &branching).found;
    bound_place(reader, place, published);
    return near || (found && take_table(reader, reader->finder, true, table));
}

bool protect_reader_push_whole(struct protect_reader *reader, struct protect_aim aim, int64_t nodes, int64_t *table)
{
    aim_at(reader, aim);
    const struct protect_branching branching = {.nodes = nodes};
    return protect_solver_branch(reader->pusher, &branching).found && take_table(reader, reader->pusher, true, table);
}

/* ---- proofs ---- */

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
    const struct protect_parts *parts;
    const struct protect_reader *reader; /* NULL: no row is needed */
    struct protect_proof proof;
    struct protect_step *steps;
    int64_t *left_over; /* divisor * sum less the steps taken, for each variable of the system */
};

static void take_step(struct draft *draft, size_t sum, int64_t factor)
{
    if (!factor)
        return;
    draft->steps[draft->proof.step_count++] = (struct protect_step){sum, factor};
    const struct protect_sum *taken = &draft->parts->system->sums.items[sum];
    for (size_t i = 0; i < taken->term_count; i++)
        draft->left_over[taken->terms[i].variable] -= factor * taken->terms[i].factor;
}

/* The sum whose published end counts when it is taken `factor` times. */
static size_t sum_for(const struct draft *draft, const struct protect_limits *limits, int64_t factor)
{
    return draft->proof.upper == (factor > 0) ? limits->high_sum : limits->low_sum;
}

/* The rows' multipliers become steps. */
static bool take_rows(struct draft *draft)
{
    const struct protect_reader *reader = draft->reader;
    for (size_t row = 0; reader && row < reader->part->statement_count; row++) {
        const double dual = protect_solver_dual(reader->pusher, (struct protect_line){true, row});
        const struct protect_limits *limits = &draft->parts->statements[reader->part->first_statement + row].limits;
        int64_t factor;
        if (!to_factor(draft->proof.upper ? -dual : dual, draft->proof.divisor, &factor))
            return false;
        if (factor && sum_for(draft, limits, factor) == PROTECT_NO_SUM)
            return false;
        if (factor)
            take_step(draft, sum_for(draft, limits, factor), factor);
    }
    return true;
}

/* What is left of a variable is covered by the statement that limits it on the side in question, if there is one. */
static void take_limit(struct draft *draft, size_t variable, const struct protect_limits *limits)
{
    const int64_t left = draft->left_over[variable];
    const size_t sum = left ? sum_for(draft, limits, left) : PROTECT_NO_SUM;
    if (sum != PROTECT_NO_SUM && llabs(left) <= PROTECT_COUNT_MAX)
        take_step(draft, sum, left);
}

static void take_part_limits(struct draft *draft)
{
    const struct protect_part *part = draft->reader ? draft->reader->part : NULL;
    for (size_t i = 0; part && i < part->variable_count; i++) {
        const size_t place = part->first_variable + i;
        take_limit(draft, draft->parts->open[place], &draft->parts->limits[place]);
    }
}

static int64_t factor_in(const struct protect_sum *sum, size_t variable)
{
    for (size_t i = 0; i < sum->term_count; i++)
        if (sum->terms[i].variable == variable)
            return sum->terms[i].factor;
    return 0;
}

/* How often the sum must be taken so that nothing is left of the variable on the side that its least value does not
 * cover. */
static int64_t times_to_cover(const struct draft *draft, int64_t left, int64_t factor)
{
    if (draft->proof.upper ? left <= 0 : left >= 0)
        return 0;
    const int64_t size = factor > 0 ? factor : -factor;
    const int64_t times = ((left > 0 ? left : -left) + size - 1) / size;
    return (left > 0) == (factor > 0) ? times : -times;
}

/* What is left of variables that followed from a sum is put back into it. */
static bool undo_fixing(struct draft *draft, const struct protect_fixing *fixing)
{
    const struct protect_sum *sum = &draft->parts->system->sums.items[fixing->sum];
    int64_t times = 0;
    for (size_t i = 0; i < fixing->variable_count; i++) {
        const int64_t left = draft->left_over[fixing->variables[i]];
        if (!left)
            continue;
        const int64_t factor = factor_in(sum, fixing->variables[i]);
        const int64_t needed = fixing->exact ? left / factor : times_to_cover(draft, left, factor);
        if (fixing->exact && left % factor)
            return false;
        if (llabs(needed) > llabs(times))
            times = needed;
    }
    if (llabs(times) > PROTECT_COUNT_MAX)
        return false;
    take_step(draft, fixing->sum, times);
    return true;
}

static bool undo_fixings(struct draft *draft)
{
    for (size_t i = draft->parts->fixings.count; i-- > 0;)
        if (!undo_fixing(draft, &draft->parts->fixings.items[i]))
            return false;
    return true;
}

static void start_draft(struct draft *draft, struct protect_aim aim, int64_t divisor)
{
    const struct protect_system *system = draft->parts->system;
    const struct protect_sum *sum = &system->sums.items[aim.sum];
    for (size_t i = 0; i < system->variables.count; i++)
        draft->left_over[i] = 0;
    for (size_t i = 0; i < sum->term_count; i++)
        draft->left_over[sum->terms[i].variable] = divisor * sum->terms[i].factor;
    draft->proof =
        (struct protect_proof){.sum = aim.sum, .upper = aim.upper, .divisor = divisor, .steps = draft->steps};
}

static bool draft_proof(struct draft *draft, struct protect_aim aim)
{
    const struct protect_parts *parts = draft->parts;
    for (int64_t divisor = 1; divisor <= LARGEST_DIVISOR; divisor++) {
        start_draft(draft, aim, divisor);
        if (!take_rows(draft))
            continue;
        take_part_limits(draft);
        if (!undo_fixings(draft))
            continue;
        for (size_t i = 0; i < parts->system->variables.count; i++)
            take_limit(draft, i, &parts->told[i]);
        if (protect_proof_complete(parts->system, parts->hidden, &draft->proof))
            return true;
    }
    return false;
}

static const struct protect_proof *make_proof(struct draft draft, struct protect_aim aim, struct arena *keep)
{
    const size_t variables = draft.parts->system->variables.count;
    const size_t rows = draft.reader ? draft.reader->part->statement_count : 0;
    draft.left_over = memory_alloc(variables, sizeof *draft.left_over);
    draft.steps = memory_alloc(rows + 2 * variables + draft.parts->fixings.count, sizeof *draft.steps);
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

const struct protect_proof *protect_reader_proof(const struct protect_reader *reader, struct protect_aim aim,
                                                 struct arena *keep)
{
    return make_proof((struct draft){.parts = reader->parts, .reader = reader}, aim, keep);
}

const struct protect_proof *protect_known_proof(const struct protect_parts *parts, struct protect_aim aim,
                                                struct arena *keep)
{
    return make_proof((struct draft){.parts = parts}, aim, keep);
}
