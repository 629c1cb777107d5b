/* SPDX-License-Identifier: GPL-3.0-or-later
 * Targets by local moves: in a large system first all of a cell together, then each as others were found, then one by
 * one. */
#include "protect/inquiry.h"

#include <string.h>

/* Work in local moves for one target. Where a linear program takes long, what has been reached is worth more of it: from
 * there the target is moved on by one at a time. */
enum { STEPS = 100, TRIES = 6, LARGE = 1000, TRIES_IF_LARGE = 2, STEPS_ON = 150, TRIES_ON = 30 };
/* After so many targets in turn that no move brought further there may be no room at all: few tries are made. */
enum { IN_VAIN = 5, TRIES_IN_VAIN = 3 };
/* For one target, by tables that others had: at first, and before a linear program. */
enum { STEPS_AS_OTHERS = 300, OTHERS = 2, OTHERS_AT_LAST = 100 };
/* For the targets of a cell together, if there are so many. */
enum { TARGETS_OF_CELL = 3, STEPS_OF_CELL = 1000, TRIES_OF_CELL = 2 };

/* ---- the space ---- */

static int64_t value_of(const struct protect_parts *parts, const struct protect_statement *statement)
{
    int64_t value = 0;
    for (size_t i = 0; i < statement->term_count; i++)
        value += statement->terms[i].factor *
                 parts->system->variables.items[parts->open[statement->terms[i].variable]].value;
    return value;
}

static struct protect_range less(struct protect_range range, int64_t value)
{
    if (range.low != -PROTECT_NO_END)
        range.low -= value;
    if (range.high != PROTECT_NO_END)
        range.high -= value;
    return range;
}

/* A line for each statement, then one for each open variable. */
static struct protect_moves *make_moves(const struct inquiry *inquiry)
{
    const struct protect_parts *parts = &inquiry->parts;
    struct protect_move_line *lines =
        ARENA_ARRAY(inquiry->scratch, struct protect_move_line, parts->statement_count + parts->open_count);
    struct protect_range *ranges = ARENA_ARRAY(inquiry->scratch, struct protect_range, parts->open_count);
    struct protect_term *alone = ARENA_ARRAY(inquiry->scratch, struct protect_term, parts->open_count);
    for (size_t i = 0; i < parts->statement_count; i++) {
        const struct protect_statement *stated = &parts->statements[i];
        lines[i] = (struct protect_move_line){stated->terms, stated->term_count,
                                              less(stated->limits.range, value_of(parts, stated)), 0};
    }
    for (size_t i = 0; i < parts->open_count; i++) {
        ranges[i] = less(parts->limits[i].range, parts->system->variables.items[parts->open[i]].value);
        alone[i] = (struct protect_term){i, 1};
        lines[parts->statement_count + i] = (struct protect_move_line){&alone[i], 1, ranges[i], 0};
    }
    const struct protect_move_space space = {lines, parts->statement_count + parts->open_count, ranges,
                                             parts->open_count};
    return protect_moves_new(&space);
}

static size_t *grid_at(const struct inquiry *inquiry, size_t layer, size_t cell)
{
    return &inquiry->grid[layer * inquiry->cell_count + cell];
}

/* Where the variables are, as far as that is said. */
static void make_grid(struct inquiry *inquiry)
{
    const struct protect_system *system = inquiry->task->system;
    size_t layers = 0;
    for (size_t i = 0; i < system->variables.count; i++) {
        const struct protect_variable *variable = &system->variables.items[i];
        inquiry->cell_count = variable->cell < inquiry->cell_count ? inquiry->cell_count : variable->cell + 1;
        layers = variable->layer < layers ? layers : variable->layer + 1;
    }
    inquiry->grid = ARENA_ARRAY(inquiry->scratch, size_t, layers * inquiry->cell_count);
    for (size_t i = 0; i < system->variables.count; i++)
        *grid_at(inquiry, system->variables.items[i].layer, system->variables.items[i].cell) = i + 1;
}

void inquiry_open_moves(struct inquiry *inquiry)
{
    const struct protect_parts *parts = &inquiry->parts;
    inquiry->moves = make_moves(inquiry);
    for (size_t i = 0; i < inquiry->range_count; i++) {
        const struct protect_place *place = &parts->places[inquiry->ranges[i].sum];
        if (place->part != PROTECT_NO_PART)
            inquiry->ranges[i].line = place->is_row ? place->number : parts->statement_count + place->number;
    }
    inquiry->start = ARENA_ARRAY(inquiry->scratch, int64_t, parts->open_count);
    inquiry->open_number = ARENA_ARRAY(inquiry->scratch, size_t, parts->system->variables.count);
    for (size_t i = 0; i < parts->open_count; i++)
        inquiry->open_number[parts->open[i]] = i + 1;
    make_grid(inquiry);
}

/* Whether many variables are open, and said to be of cells. */
static bool is_large(const struct inquiry *inquiry)
{
    const struct protect_parts *parts = &inquiry->parts;
    return parts->open_count > LARGE && inquiry->task->system->variables.items[parts->open[0]].cell;
}

/* ---- one by one ---- */

/* Tries the changes that are made, and takes them back. */
static void try_moves(struct inquiry *inquiry)
{
    size_t count;
    const size_t *changed = protect_moves_changed_variables(inquiry->moves, &count);
    inquiry->change_count = 0;
    for (size_t i = 0; i < count; i++)
        inquiry_add_change(inquiry, inquiry->parts.open[changed[i]], protect_moves_of_variable(inquiry->moves, changed[i]));
    inquiry_try_changes(inquiry);
    protect_moves_reset(inquiry->moves);
}

/* Tries to move the target from its true value, so far or further. */
static void move(struct inquiry *inquiry, const struct range *range, bool up, int64_t by)
{
    struct protect_move_wish wish = {range->line, up, by, STEPS, 1, range->sum};
    const int tries = is_large(inquiry) ? TRIES_IF_LARGE : TRIES;
    bool made = by <= 0;
    for (int try = 0; !made && try < tries; try++) {
        made = protect_moves_make(inquiry->moves, &wish);
        wish.seed += inquiry->task->system->sums.count;
    }
    if (made)
        try_moves(inquiry);
}

static void forget_start(struct inquiry *inquiry)
{
    memset(inquiry->start, 0, inquiry->parts.open_count * sizeof *inquiry->start);
}

/* The changes of the table where the target is highest so far. */
static void start_from_highest(struct inquiry *inquiry, const struct range *range)
{
    const struct protect_witness *witness = &inquiry->witnesses.items[range->high_witness];
    forget_start(inquiry);
    for (size_t i = 0; i < witness->change_count; i++)
        inquiry->start[inquiry->open_number[witness->changes[i].variable] - 1] = witness->changes[i].by;
}

/* From the start to a table where the target is so high; `tries` times at most. */
static bool mend_start(struct inquiry *inquiry, const struct range *range, int64_t height, int64_t steps, int tries)
{
    const int64_t value = inquiry->task->system->sums.items[range->sum].value;
    struct protect_move_wish wish = {range->line, true, height - value, steps, 1, range->sum};
    bool made = false;
    for (int try = 0; !made && try < tries; try++) {
        made = protect_moves_mend(inquiry->moves, &wish, inquiry->start);
        wish.seed += inquiry->task->system->sums.count;
    }
    if (made)
        try_moves(inquiry);
    return made;
}

/* Moves the target further up than it is in any table so far, by one or more. */
static bool move_on(struct inquiry *inquiry, const struct range *range)
{
    const int64_t before = range->high;
    const int tries = inquiry->in_vain < IN_VAIN ? TRIES_ON : TRIES_IN_VAIN;
    start_from_highest(inquiry, range);
    const bool made = mend_start(inquiry, range, before + 1, STEPS_ON, tries);
    inquiry->in_vain = made ? 0 : inquiry->in_vain + 1;
    return range->high > before;
}

/* As high as the goal asks, with the spread if one move can give both; else the rest of the spread downwards. */
static void try_to_move(struct inquiry *inquiry, const struct range *range)
{
    const int64_t value = inquiry->task->system->sums.items[range->sum].value;
    const int64_t rise = range->goal.high - value, apart = range->low + range->goal.spread - value;
    move(inquiry, range, true, apart > rise ? apart : rise);
    if (range->high < range->goal.high && apart > rise)
        move(inquiry, range, true, rise);
    if (range->high >= range->goal.high && !inquiry_is_met(range))
        move(inquiry, range, false, value - (range->high - range->goal.spread));
}

/* ---- as others ---- */

/* The variable that the target is; NULL: it is none, or of no cell. */
static const struct protect_variable *atom_of(const struct inquiry *inquiry, size_t sum)
{
    const struct protect_sum *of = &inquiry->task->system->sums.items[sum];
    const struct protect_variable *variable = &inquiry->task->system->variables.items[of->terms[0].variable];
    return of->term_count == 1 && of->terms[0].factor == 1 && variable->cell ? variable : NULL;
}

static bool is_high(const struct range *range)
{
    return range->high >= inquiry_height_wanted(range);
}

/* The changes of a table, those of two cells exchanged: equations hold in each cell, so that few other sums are broken. */
static void start_from_exchange(struct inquiry *inquiry, const struct protect_witness *witness, size_t a, size_t b)
{
    forget_start(inquiry);
    for (size_t i = 0; i < witness->change_count; i++) {
        const struct protect_variable *of = &inquiry->task->system->variables.items[witness->changes[i].variable];
        const size_t cell = of->cell == a ? b : of->cell == b ? a : of->cell;
        const size_t variable = *grid_at(inquiry, of->layer, cell);
        if (variable && inquiry->open_number[variable - 1])
            inquiry->start[inquiry->open_number[variable - 1] - 1] = witness->changes[i].by;
    }
}

/* Tries tables that have another target as high as it should be: one of the same cell, or of the same table. Those that
 * come before it are nearest. */
static void move_as_others(struct inquiry *inquiry, const struct range *range, int most)
{
    const struct protect_variable *atom = atom_of(inquiry, range->sum);
    const size_t from = (size_t)(range - inquiry->ranges), count = inquiry->range_count;
    int tries = 0;
    for (size_t back = 1; atom && back < count && tries < most && !is_high(range); back++) {
        const struct range *other = &inquiry->ranges[(from + count - back) % count];
        const struct protect_variable *like = atom_of(inquiry, other->sum);
        if (!like || !is_high(other) || (like->layer != atom->layer && like->cell != atom->cell))
            continue;
        start_from_exchange(inquiry, &inquiry->witnesses.items[other->high_witness], atom->cell, like->cell);
        mend_start(inquiry, range, inquiry_height_wanted(range), STEPS_AS_OTHERS, 1);
        tries++;
    }
}

void inquiry_move_as_others(struct inquiry *inquiry, const struct range *range)
{
    if (is_large(inquiry))
        move_as_others(inquiry, range, OTHERS_AT_LAST);
}

/* ---- a cell together ---- */

static bool is_wanted(const struct inquiry *inquiry, const struct range *range)
{
    return inquiry->task->system->sums.items[range->sum].kind != PROTECT_ALWAYS && !range->is_hopeless && !inquiry_is_met(range) &&
           inquiry_is_open(inquiry, range->sum);
}

/* Starts with all targets of the cell as high as they should be. Returns how many there are, and the last of them. */
static size_t start_from_cell(struct inquiry *inquiry, size_t cell, const struct range **ret_last)
{
    size_t count = 0;
    forget_start(inquiry);
    for (size_t i = 0; i < inquiry->range_count; i++) {
        const struct range *range = &inquiry->ranges[i];
        const struct protect_variable *atom = atom_of(inquiry, range->sum);
        if (!atom || atom->cell != cell || !is_wanted(inquiry, range))
            continue;
        const size_t variable = inquiry->task->system->sums.items[range->sum].terms[0].variable;
        inquiry->start[inquiry->open_number[variable] - 1] = inquiry_height_wanted(range) - atom->value;
        *ret_last = range;
        count++;
    }
    return count;
}

/* One table may serve most targets of a cell: who is there on all days of a year is so on each. */
static void move_cells(struct inquiry *inquiry)
{
    for (size_t cell = 1; cell < inquiry->cell_count; cell++) {
        const struct range *last = NULL;
        if (start_from_cell(inquiry, cell, &last) >= TARGETS_OF_CELL)
            mend_start(inquiry, last, inquiry_height_wanted(last), STEPS_OF_CELL, TRIES_OF_CELL);
    }
}

void inquiry_move_all(struct inquiry *inquiry)
{
    const bool large = is_large(inquiry);
    if (large)
        move_cells(inquiry);
    for (size_t i = 0; i < inquiry->range_count; i++) {
        const struct range *range = &inquiry->ranges[i];
        if (large && is_wanted(inquiry, range))
            move_as_others(inquiry, range, OTHERS);
        if (is_wanted(inquiry, range))
            try_to_move(inquiry, range);
        while (large && is_wanted(inquiry, range) && !is_high(range) && move_on(inquiry, range))
            continue;
    }
}
