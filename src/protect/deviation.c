/* SPDX-License-Identifier: GPL-3.0-or-later
 * Three linear programs over the deviations of a block. Two ask what a reader of a pattern must think possible: how far a
 * class can be pushed, and the nearest whole table where it is shifted; this one has a column for each variable's change
 * up and one for its change down, so that the least change can be asked for: few classes take part in it, and it is likely
 * to be whole. The third has such a pair of columns for each free class, and pays for the changes. */
#include "protect/deviation.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "protect/moves.h"

enum {
    MEND_TRIES = 8,
    MEND_STEPS = 150,
    MEND_WEIGHT = 12, /* nothing has a price */
    LARGEST_DIVISOR = 60, /* of multipliers in a capacity constraint */
    LARGEST_MULTIPLIER = 10000,
};

/* Of what a class or a variable adds to a capacity; larger rooms are no realistic tables. */
static const int64_t LARGEST_CAPACITY = 1000000000000000;

static const double NEARLY = 1e-6;

struct protect_deviation {
    const struct protect_block *block;
    struct protect_solver *pusher;
    struct protect_solver *nearest;
    bool nearest_is_stale, moves_are_stale; /* they do not know the pattern shown last */
    size_t *rows;               /* in these two, of classes that are more than one variable */
    struct protect_term *terms; /* room for one row */
    struct protect_moves *moves;
    struct protect_solver *buyer;
    size_t *up_columns; /* of free classes, in the buyer; the next column is the change down */
    double *hidden;     /* the pattern shown */
    int64_t reach;
    int64_t *changes;   /* the last whole-numbered deviation, of variables */
    bool *offered;
    int64_t *left_over; /* for variables, while a capacity is made */
    size_t *class_of;   /* the class that is one variable alone, or the number of classes */
};

struct bounds {
    double lower, upper;
};

static bool is_one_variable(const struct protect_class *class)
{
    return class->term_count == 1 && class->terms[0].factor == 1;
}

/* The class in columns: changes up of variables first, then changes down. */
static const struct protect_term *in_columns(const struct protect_deviation *deviation,
                                             const struct protect_class *class)
{
    for (size_t i = 0; i < class->term_count; i++) {
        const struct protect_term term = class->terms[i];
        deviation->terms[2 * i] = term;
        deviation->terms[2 * i + 1] =
            (struct protect_term){deviation->block->variable_count + term.variable, -term.factor};
    }
    return deviation->terms;
}

static double real_room(int64_t room)
{
    return room == PROTECT_ROOM_ENDLESS ? HUGE_VAL : (double)room;
}

/* In the program of the nearest table. */
static void bound_change(const struct protect_deviation *deviation, size_t variable, struct bounds bounds)
{
    struct protect_solver *solver = deviation->nearest;
    const struct protect_line up = {false, variable};
    const struct protect_line down = {false, deviation->block->variable_count + variable};
    protect_solver_bound(solver, up, fmax(bounds.lower, 0.0), fmax(bounds.upper, 0.0));
    protect_solver_bound(solver, down, fmax(-bounds.upper, 0.0), fmax(-bounds.lower, 0.0));
}

/* The pusher, without an objective and with no class fixed yet. */
static void make_pusher(struct protect_deviation *deviation)
{
    const struct protect_block *block = deviation->block;
    deviation->pusher = protect_solver_new(0, block->variable_count);
    for (size_t i = 0; i < block->variable_count; i++)
        protect_solver_bound(deviation->pusher, (struct protect_line){false, i}, -(double)block->rooms[i], HUGE_VAL);
    for (size_t c = 0; c < block->class_count; c++) {
        const struct protect_class *class = &block->classes[c];
        if (is_one_variable(class))
            continue;
        deviation->rows[c] = protect_solver_add_row(deviation->pusher);
        protect_solver_set_row(deviation->pusher, deviation->rows[c], class->terms, class->term_count);
    }
}

static void note_single_variables(struct protect_deviation *deviation)
{
    const struct protect_block *block = deviation->block;
    for (size_t i = 0; i < block->variable_count; i++)
        deviation->class_of[i] = block->class_count;
    for (size_t c = 0; c < block->class_count; c++)
        if (is_one_variable(&block->classes[c]))
            deviation->class_of[block->classes[c].terms[0].variable] = c;
}

/* No change is its optimum until a shift is asked for: the dual simplex method gets from there in few pivots. */
static void make_nearest(struct protect_deviation *deviation)
{
    const struct protect_block *block = deviation->block;
    deviation->nearest = protect_solver_new(0, 2 * block->variable_count);
    protect_solver_prefer_dual(deviation->nearest);
    for (size_t i = 0; i < block->variable_count; i++)
        bound_change(deviation, i, (struct bounds){-(double)block->rooms[i], HUGE_VAL});
    for (size_t i = 0; i < 2 * block->variable_count; i++)
        protect_solver_price(deviation->nearest, i, 1.0);
    for (size_t c = 0; c < block->class_count; c++) {
        const struct protect_class *class = &block->classes[c];
        if (is_one_variable(class))
            continue;
        const size_t row = protect_solver_add_row(deviation->nearest);
        assert(row == deviation->rows[c]);
        protect_solver_set_row(deviation->nearest, row, in_columns(deviation, class), 2 * class->term_count);
    }
    deviation->nearest_is_stale = deviation->moves_are_stale = true;
}

static void make_moves(struct protect_deviation *deviation)
{
    const struct protect_block *block = deviation->block;
    struct protect_move_line *lines = memory_alloc(block->class_count, sizeof *lines);
    struct protect_range *ranges = memory_alloc(block->variable_count, sizeof *ranges);
    for (size_t c = 0; c < block->class_count; c++)
        lines[c] = (struct protect_move_line){block->classes[c].terms, block->classes[c].term_count, {0, 0}, 0};
    for (size_t i = 0; i < block->variable_count; i++)
        ranges[i] = (struct protect_range){-block->rooms[i], PROTECT_NO_END};
    const struct protect_move_space space = {lines, block->class_count, ranges, block->variable_count};
    deviation->moves = protect_moves_new(&space);
    free(lines);
    free(ranges);
}

/* A free class in the buyer: its terms, less its change up, plus its change down, make zero. */
static void set_bought_row(struct protect_deviation *deviation, size_t row, const struct protect_class *class,
                           size_t up)
{
    struct protect_term *terms = memory_alloc(class->term_count + 2, sizeof *terms);
    for (size_t i = 0; i < class->term_count; i++)
        terms[i] = class->terms[i];
    terms[class->term_count] = (struct protect_term){up, -1};
    terms[class->term_count + 1] = (struct protect_term){up + 1, 1};
    protect_solver_set_row(deviation->buyer, row, terms, class->term_count + 2);
    protect_solver_bound(deviation->buyer, (struct protect_line){true, row}, 0.0, 0.0);
    protect_solver_bound(deviation->buyer, (struct protect_line){false, up}, 0.0, real_room(class->ceiling));
    protect_solver_bound(deviation->buyer, (struct protect_line){false, up + 1}, 0.0, real_room(class->room));
    free(terms);
}

static void make_buyer(struct protect_deviation *deviation)
{
    const struct protect_block *block = deviation->block;
    size_t columns = block->variable_count;
    for (size_t c = 0; c < block->class_count; c++)
        if (block->classes[c].role == PROTECT_FREE) {
            deviation->up_columns[c] = columns;
            columns += 2;
        }
    deviation->buyer = protect_solver_new(block->class_count, columns);
    for (size_t i = 0; i < block->variable_count; i++)
        protect_solver_bound(deviation->buyer, (struct protect_line){false, i}, -(double)block->rooms[i], HUGE_VAL);
    for (size_t c = 0; c < block->class_count; c++) {
        const struct protect_class *class = &block->classes[c];
        if (class->role == PROTECT_FREE) {
            set_bought_row(deviation, c, class, deviation->up_columns[c]);
            continue;
        }
        protect_solver_set_row(deviation->buyer, c, class->terms, class->term_count);
        const bool frozen = class->role == PROTECT_FROZEN;
        protect_solver_bound(deviation->buyer, (struct protect_line){true, c}, frozen ? 0.0 : -real_room(class->room),
                             frozen ? 0.0 : real_room(class->ceiling));
    }
}

struct protect_deviation *protect_deviation_new(const struct protect_block *block)
{
    struct protect_deviation *deviation = memory_alloc(1, sizeof *deviation);
    const size_t classes = block->class_count, variables = block->variable_count;
    deviation->block = block;
    deviation->rows = memory_alloc(classes, sizeof *deviation->rows);
    deviation->terms = memory_alloc(2 * variables, sizeof *deviation->terms);
    deviation->up_columns = memory_alloc(classes, sizeof *deviation->up_columns);
    deviation->hidden = memory_alloc(classes, sizeof *deviation->hidden);
    deviation->offered = memory_alloc(classes, sizeof *deviation->offered);
    deviation->changes = memory_alloc(variables, sizeof *deviation->changes);
    deviation->left_over = memory_alloc(variables, sizeof *deviation->left_over);
    deviation->class_of = memory_alloc(variables, sizeof *deviation->class_of);
    note_single_variables(deviation);
    make_pusher(deviation);
    make_nearest(deviation);
    make_moves(deviation);
    make_buyer(deviation);
    return deviation;
}

void protect_deviation_free(struct protect_deviation *deviation)
{
    if (!deviation)
        return;
    protect_solver_free(deviation->pusher);
    protect_solver_free(deviation->nearest);
    protect_solver_free(deviation->buyer);
    protect_moves_free(deviation->moves);
    free(deviation->rows);
    free(deviation->terms);
    free(deviation->up_columns);
    free(deviation->hidden);
    free(deviation->offered);
    free(deviation->changes);
    free(deviation->left_over);
    free(deviation->class_of);
    free(deviation);
}

/* What the pattern shown allows the class, as a deviation. */
static struct bounds bounds_of(const struct protect_deviation *deviation, size_t class_number)
{
    const struct protect_class *class = &deviation->block->classes[class_number];
    const double hidden = deviation->hidden[class_number];
    const double room = real_room(class->room), ceiling = real_room(class->ceiling);
    switch (class->role) {
    case PROTECT_FROZEN:
        return (struct bounds){0.0, 0.0};
    case PROTECT_OPEN:
    case PROTECT_PRIMARY:
        break;
    case PROTECT_FREE:
        if (hidden <= 0.0)
            return (struct bounds){0.0, 0.0};
        if (hidden < 1.0)
            return (struct bounds){-room * hidden, fmin((double)deviation->reach, ceiling) * hidden};
        break;
    }
    return (struct bounds){-room, ceiling};
}

/* In the pusher. */
static void bound_push(const struct protect_deviation *deviation, size_t class_number, struct bounds bounds)
{
    const struct protect_class *class = &deviation->block->classes[class_number];
    const struct protect_line row = {true, deviation->rows[class_number]};
    if (!is_one_variable(class)) {
        protect_solver_bound(deviation->pusher, row, bounds.lower, bounds.upper);
        return;
    }
    const size_t variable = class->terms[0].variable;
    const double lower = fmax(bounds.lower, -(double)deviation->block->rooms[variable]);
    protect_solver_bound(deviation->pusher, (struct protect_line){false, variable}, lower, bounds.upper);
}

/* In the program of the nearest table. */
static void bound_nearest(const struct protect_deviation *deviation, size_t class_number, struct bounds bounds)
{
    const struct protect_class *class = &deviation->block->classes[class_number];
    const struct protect_line row = {true, deviation->rows[class_number]};
    if (is_one_variable(class))
        bound_change(deviation, class->terms[0].variable, bounds);
    else
        protect_solver_bound(deviation->nearest, row, bounds.lower, bounds.upper);
}

void protect_deviation_show(struct protect_deviation *deviation, const double *hidden, int64_t reach)
{
    deviation->reach = reach;
    for (size_t c = 0; c < deviation->block->class_count; c++) {
        deviation->hidden[c] = hidden[c] < NEARLY ? 0.0 : hidden[c] > 1.0 - NEARLY ? 1.0 : hidden[c];
        bound_push(deviation, c, bounds_of(deviation, c));
    }
    deviation->nearest_is_stale = deviation->moves_are_stale = true;
}

enum protect_outcome protect_deviation_push(struct protect_deviation *deviation, const struct protect_shift *shift,
                                            double *ret_end)
{
    const struct protect_class *class = &deviation->block->classes[shift->class_number];
    const struct bounds bounds = bounds_of(deviation, shift->class_number);
    struct bounds capped = bounds;
    if (shift->up)
        capped.upper = fmin(bounds.upper, (double)shift->by);
    else
        capped.lower = fmax(bounds.lower, -(double)shift->by);
    bound_push(deviation, shift->class_number, capped);
    protect_solver_aim(deviation->pusher, class->terms, class->term_count, shift->up ? -1.0 : 1.0);
    const enum protect_outcome outcome = protect_solver_relax(deviation->pusher);
    if (outcome == PROTECT_SOLVED)
        *ret_end = -protect_solver_objective(deviation->pusher);
    bound_push(deviation, shift->class_number, bounds);
    return outcome;
}

static bool to_multiplier(double dual, int64_t divisor, int64_t *ret_multiplier)
{
    const double scaled = dual * (double)divisor;
    if (!(fabs(scaled) < (double)LARGEST_MULTIPLIER) || fabs(scaled - round(scaled)) > 1e-5)
        return false;
    *ret_multiplier = llround(scaled);
    return true;
}

static bool add_constant(struct protect_capacity *capacity, int64_t more)
{
    return more <= LARGEST_CAPACITY && number_add(&capacity->constant, more) &&
           capacity->constant <= LARGEST_CAPACITY;
}

/* The part of a class with that multiplier: nothing if it never changes; its room or its ceiling limit its change. */
static bool add_class(const struct protect_class *class, int64_t multiplier, struct protect_capacity *capacity,
                      int64_t *part)
{
    if (!multiplier || class->role == PROTECT_FROZEN)
        return true;
    const int64_t limit = multiplier < 0 ? class->room : class->ceiling;
    int64_t most = PROTECT_CAPACITY_ENDLESS;
    if (limit != PROTECT_ROOM_ENDLESS &&
        (__builtin_mul_overflow(multiplier < 0 ? -multiplier : multiplier, limit, &most) || most > LARGEST_CAPACITY))
        return false;
    if (class->role != PROTECT_FREE)
        return add_constant(capacity, most);
    *part = most;
    return true;
}

static bool add_rows(const struct protect_deviation *deviation, struct protect_capacity *capacity)
{
    const struct protect_block *block = deviation->block;
    for (size_t c = 0; c < block->class_count; c++) {
        const struct protect_class *class = &block->classes[c];
        const struct protect_line row = {true, deviation->rows[c]};
        capacity->capacities[c] = 0;
        if (is_one_variable(class))
            continue;
        int64_t multiplier;
        if (!to_multiplier(-protect_solver_dual(deviation->pusher, row), capacity->divisor, &multiplier) ||
            !add_class(class, multiplier, capacity, &capacity->capacities[c]))
            return false;
        for (size_t i = 0; i < class->term_count; i++)
            deviation->left_over[class->terms[i].variable] -= multiplier * class->terms[i].factor;
    }
    return true;
}

/* What the rows leave over of each variable is limited by its own class or by its own room. */
static bool add_columns(const struct protect_deviation *deviation, struct protect_capacity *capacity)
{
    const struct protect_block *block = deviation->block;
    for (size_t i = 0; i < block->variable_count; i++) {
        const int64_t multiplier = deviation->left_over[i];
        const size_t c = deviation->class_of[i];
        if (c < block->class_count) {
            if (!add_class(&block->classes[c], multiplier, capacity, &capacity->capacities[c]))
                return false;
        } else if (multiplier > 0 || !add_constant(capacity, -multiplier * block->rooms[i])) {
            return false;
        }
    }
    return true;
}

bool protect_deviation_capacity(const struct protect_deviation *deviation, const struct protect_shift *shift,
                                struct protect_capacity *ret_capacity)
{
    const struct protect_class *class = &deviation->block->classes[shift->class_number];
    for (int64_t divisor = 1; divisor <= LARGEST_DIVISOR; divisor++) {
        for (size_t i = 0; i < deviation->block->variable_count; i++)
            deviation->left_over[i] = 0;
        for (size_t i = 0; i < class->term_count; i++)
            deviation->left_over[class->terms[i].variable] = (shift->up ? divisor : -divisor) * class->terms[i].factor;
        ret_capacity->divisor = divisor;
        ret_capacity->constant = 0;
        if (add_rows(deviation, ret_capacity) && add_columns(deviation, ret_capacity))
            return true;
    }
    return false;
}

static int64_t change_of(const struct protect_deviation *deviation, const struct protect_class *class)
{
    int64_t change = 0;
    for (size_t i = 0; i < class->term_count; i++)
        change += class->terms[i].factor * deviation->changes[class->terms[i].variable];
    return change;
}

static bool is_within(const struct protect_class *class, int64_t change)
{
    return (class->room == PROTECT_ROOM_ENDLESS || change >= -class->room) &&
           (class->ceiling == PROTECT_ROOM_ENDLESS || change <= class->ceiling);
}

/* Whether `changes` is a deviation that the pattern shown allows, in whole numbers. */
static bool is_allowed(const struct protect_deviation *deviation)
{
    const struct protect_block *block = deviation->block;
    for (size_t i = 0; i < block->variable_count; i++)
        if (deviation->changes[i] < -block->rooms[i])
            return false;
    for (size_t c = 0; c < block->class_count; c++) {
        const struct protect_class *class = &block->classes[c];
        const int64_t change = change_of(deviation, class);
        const bool fixed = class->role == PROTECT_FROZEN ||
                           (class->role == PROTECT_FREE && deviation->hidden[c] < 0.5);
        if (fixed ? change != 0 : !is_within(class, change))
            return false;
    }
    return true;
}

static bool is_shifted(const struct protect_deviation *deviation, const struct protect_shift *shift)
{
    const int64_t change = change_of(deviation, &deviation->block->classes[shift->class_number]);
    return shift->up ? change >= shift->by : change <= -shift->by;
}

static struct protect_range range_of(const struct protect_deviation *deviation, size_t class_number)
{
    const struct protect_class *class = &deviation->block->classes[class_number];
    if (class->role == PROTECT_FROZEN || (class->role == PROTECT_FREE && deviation->hidden[class_number] < 0.5))
        return (struct protect_range){0, 0};
    return (struct protect_range){
        class->room == PROTECT_ROOM_ENDLESS ? -PROTECT_NO_END : -class->room,
        class->ceiling == PROTECT_ROOM_ENDLESS ? PROTECT_NO_END : class->ceiling,
    };
}

static bool take_changes(struct protect_deviation *deviation)
{
    const size_t variables = deviation->block->variable_count;
    for (size_t i = 0; i < variables; i++) {
        const double change = protect_solver_whole_value(deviation->nearest, i) -
                              protect_solver_whole_value(deviation->nearest, variables + i);
        if (!(fabs(change) <= (double)PROTECT_COUNT_MAX))
            return false;
        deviation->changes[i] = llround(change);
    }
    return is_allowed(deviation);
}

static void refresh_nearest(struct protect_deviation *deviation)
{
    if (!deviation->nearest_is_stale)
        return;
    for (size_t c = 0; c < deviation->block->class_count; c++)
        bound_nearest(deviation, c, bounds_of(deviation, c));
    deviation->nearest_is_stale = false;
}

static double relaxed_change(const struct protect_deviation *deviation, size_t variable)
{
    const struct protect_line up = {false, variable};
    const struct protect_line down = {false, deviation->block->variable_count + variable};
    return protect_solver_value(deviation->nearest, up) - protect_solver_value(deviation->nearest, down);
}

/* Fractions go to one side or the other, in another way at each try. */
static int64_t to_whole(double change, uint64_t try)
{
    static const double NUDGES[] = {0.0, 0.5, -0.2, 0.2};
    const double nudge = NUDGES[try % (sizeof NUDGES / sizeof *NUDGES)];
    if (fabs(change - round(change)) <= NEARLY)
        return llround(change);
    return try == 0 ? (int64_t)change : (int64_t)floor(change + 0.5 + nudge);
}

static void refresh_moves(struct protect_deviation *deviation)
{
    if (!deviation->moves_are_stale)
        return;
    protect_moves_reset(deviation->moves);
    for (size_t c = 0; c < deviation->block->class_count; c++)
        protect_moves_set_range(deviation->moves, c, range_of(deviation, c));
    deviation->moves_are_stale = false;
}

/* Mends `changes`, which break lines. */
static bool mend_changes(struct protect_deviation *deviation, const struct protect_shift *shift, uint64_t try)
{
    const struct protect_move_wish wish = {
        .line = shift->class_number,
        .up = shift->up,
        .by = shift->by,
        .steps = MEND_STEPS,
        .weight = MEND_WEIGHT,
        .seed = deviation->block->classes[shift->class_number].order ^ try << 32,
    };
    if (!protect_moves_mend(deviation->moves, &wish, deviation->changes))
        return false;
    for (size_t i = 0; i < deviation->block->variable_count; i++)
        deviation->changes[i] = protect_moves_of_variable(deviation->moves, i);
    return true;
}

bool protect_deviation_mend(struct protect_deviation *deviation, const struct protect_shift *shift)
{
    refresh_moves(deviation);
    memset(deviation->changes, 0, deviation->block->variable_count * sizeof *deviation->changes);
    return mend_changes(deviation, shift, 0) && is_allowed(deviation) && is_shifted(deviation, shift);
}

/* The nearest table in fractions, rounded and mended. */
static bool mend_nearest(struct protect_deviation *deviation, const struct protect_shift *shift)
{
    refresh_moves(deviation);
    for (uint64_t try = 0; try < MEND_TRIES; try++) {
        for (size_t i = 0; i < deviation->block->variable_count; i++)
            deviation->changes[i] = to_whole(relaxed_change(deviation, i), try);
        if (mend_changes(deviation, shift, try))
            return is_allowed(deviation) && is_shifted(deviation, shift);
    }
    return false;
}

static enum protect_outcome search_nearest(struct protect_deviation *deviation, const struct protect_shift *shift,
                                           int64_t nodes)
{
    protect_solver_restart(deviation->nearest, 0);
    const enum protect_outcome relaxed = protect_solver_relax(deviation->nearest);
    if (relaxed != PROTECT_SOLVED)
        return relaxed == PROTECT_IMPOSSIBLE ? relaxed : PROTECT_GIVEN_UP;
    if (mend_nearest(deviation, shift))
        return PROTECT_SOLVED;
    const struct protect_branching branching = {.nodes = nodes, .any = true};
    const struct protect_branching_result result = protect_solver_branch(deviation->nearest, &branching);
    if (!result.found)
        return result.outcome == PROTECT_IMPOSSIBLE ? PROTECT_IMPOSSIBLE : PROTECT_GIVEN_UP;
    return take_changes(deviation) && is_shifted(deviation, shift) ? PROTECT_SOLVED : PROTECT_GIVEN_UP;
}

enum protect_outcome protect_deviation_search(struct protect_deviation *deviation, const struct protect_shift *shift,
                                              int64_t nodes)
{
    const struct bounds bounds = bounds_of(deviation, shift->class_number);
    struct bounds wanted = bounds;
    if (shift->up)
        wanted.lower = (double)shift->by;
    else
        wanted.upper = -(double)shift->by;
    if (wanted.lower > wanted.upper)
        return PROTECT_IMPOSSIBLE;
    refresh_nearest(deviation);
    bound_nearest(deviation, shift->class_number, wanted);
    const enum protect_outcome outcome = search_nearest(deviation, shift, nodes);
    bound_nearest(deviation, shift->class_number, bounds);
    return outcome;
}

double protect_deviation_change(const struct protect_deviation *deviation, size_t class_number, bool searched)
{
    const struct protect_class *class = &deviation->block->classes[class_number];
    if (searched)
        return (double)change_of(deviation, class);
    double change = 0.0;
    for (size_t i = 0; i < class->term_count; i++) {
        const struct protect_line column = {false, class->terms[i].variable};
        change += (double)class->terms[i].factor * protect_solver_value(deviation->pusher, column);
    }
    return change;
}

static void price_changes(struct protect_deviation *deviation, const struct protect_offer *offer)
{
    for (size_t c = 0; c < deviation->block->class_count; c++) {
        if (deviation->block->classes[c].role != PROTECT_FREE)
            continue;
        const double price = offer->hidden[c] ? 0.0 : offer->prices[c];
        protect_solver_price(deviation->buyer, deviation->up_columns[c], price);
        protect_solver_price(deviation->buyer, deviation->up_columns[c] + 1, price);
    }
}

static void take_offer(struct protect_deviation *deviation)
{
    const struct protect_block *block = deviation->block;
    for (size_t c = 0; c < block->class_count; c++) {
        deviation->offered[c] = false;
        if (block->classes[c].role != PROTECT_FREE)
            continue;
        const struct protect_line up = {false, deviation->up_columns[c]};
        const struct protect_line down = {false, deviation->up_columns[c] + 1};
        const double change =
            protect_solver_value(deviation->buyer, up) - protect_solver_value(deviation->buyer, down);
        deviation->offered[c] = fabs(change) > NEARLY;
    }
}

enum protect_outcome protect_deviation_offer(struct protect_deviation *deviation, const struct protect_shift *shift,
                                             const struct protect_offer *offer, double *ret_price)
{
    const struct protect_class *class = &deviation->block->classes[shift->class_number];
    assert(class->role == PROTECT_PRIMARY || class->role == PROTECT_OPEN);
    const struct protect_line line = {true, shift->class_number};
    const struct bounds bounds = {-real_room(class->room), real_room(class->ceiling)};
    struct bounds wanted = bounds;
    if (shift->up)
        wanted.lower = (double)shift->by;
    else
        wanted.upper = -(double)shift->by;
    if (wanted.lower > wanted.upper)
        return PROTECT_IMPOSSIBLE;
    price_changes(deviation, offer);
    protect_solver_bound(deviation->buyer, line, wanted.lower, wanted.upper);
    const enum protect_outcome outcome = protect_solver_relax(deviation->buyer);
    if (outcome == PROTECT_SOLVED) {
        *ret_price = protect_solver_objective(deviation->buyer);
        take_offer(deviation);
    }
    protect_solver_bound(deviation->buyer, line, bounds.lower, bounds.upper);
    return outcome;
}

bool protect_deviation_offered(const struct protect_deviation *deviation, size_t class_number)
{
    return deviation->offered[class_number];
}

int64_t protect_deviation_pivots(const struct protect_deviation *deviation)
{
    return protect_solver_pivots(deviation->pusher) + protect_solver_pivots(deviation->nearest) +
           protect_solver_pivots(deviation->buyer);
}
