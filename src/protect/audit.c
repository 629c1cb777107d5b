/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verdicts. Every table that turns up is tried on all targets; only what is still open is pushed further. */
#include "protect/audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "protect/moves.h"
#include "protect/reader.h"

/* Work in local moves for one target. Where a linear program takes long, what has been reached is worth more of it: from
 * there the target is moved on by one at a time. */
enum { STEPS = 100, TRIES = 6, LARGE = 1000, TRIES_IF_LARGE = 2, STEPS_ON = 150, TRIES_ON = 30 };
/* After so many targets in turn that no move brought further there may be no room at all: few tries are made. */
enum { IN_VAIN = 5, TRIES_IN_VAIN = 3 };

/* What the tables seen so far tell of one target. */
struct range {
    size_t sum;
    struct protect_goal goal;
    int64_t low, high;
    size_t low_witness, high_witness;
    const struct protect_proof *low_proof, *high_proof;
    bool low_endless, high_endless;
    size_t line; /* in the space of moves */
};

struct inquiry {
    const struct protect_task *task;
    const bool *hidden;
    struct arena *keep;
    struct arena *scratch;
    struct protect_parts parts;
    struct protect_reader **readers; /* for each part, made when it is needed */
    struct range *ranges;
    size_t range_count;
    size_t *range_of; /* of a sum, from 1; 0: none */
    LIST_OF(struct protect_witness) witnesses;
    int64_t *table;   /* the table at hand, from a reader */
    struct protect_change *changes; /* the table at hand */
    size_t change_count;
    struct protect_checker *checker;
    struct protect_moves *moves;
    int in_vain; /* targets in turn that could not be moved on */
    int64_t *start;      /* changes of the open variables, to move on from */
    size_t *open_number; /* of variables that are open */
};

/* Whether some target gains by what is the `number`th witness if one does. */
static bool gain_by(struct inquiry *inquiry, size_t number)
{
    bool gain = false;
    size_t count;
    const size_t *touched = protect_checker_touched(inquiry->checker, &count);
    for (size_t i = 0; i < count; i++) {
        if (!inquiry->range_of[touched[i]])
            continue;
        struct range *range = &inquiry->ranges[inquiry->range_of[touched[i]] - 1];
        const int64_t value = protect_checker_value(inquiry->checker, touched[i]);
        if (value < range->low) {
            range->low = value;
            range->low_witness = number;
            gain = true;
        }
        if (value > range->high) {
            range->high = value;
            range->high_witness = number;
            gain = true;
        }
    }
    return gain;
}

/* The table at hand becomes a witness when it fits and some target gains by it. */
static void try_changes(struct inquiry *inquiry)
{
    if (!protect_checker_fits(inquiry->checker, inquiry->changes, inquiry->change_count) ||
        !gain_by(inquiry, inquiry->witnesses.count))
        return;
    struct protect_change *changes = ARENA_ARRAY(inquiry->keep, struct protect_change, inquiry->change_count);
    memcpy(changes, inquiry->changes, inquiry->change_count * sizeof *changes);
    const struct protect_witness witness = {changes, inquiry->change_count};
    ARENA_PUSH(inquiry->keep, &inquiry->witnesses, witness);
}

static void add_change(struct inquiry *inquiry, size_t variable, int64_t by)
{
    if (by)
        inquiry->changes[inquiry->change_count++] = (struct protect_change){variable, by};
}

static void try_table(struct inquiry *inquiry)
{
    const struct protect_system *system = inquiry->task->system;
    inquiry->change_count = 0;
    for (size_t i = 0; i < system->variables.count; i++)
        add_change(inquiry, i, inquiry->table[i] - system->variables.items[i].value);
    try_changes(inquiry);
}

static bool is_reached(const struct range *range, bool upper, int64_t goal)
{
    return upper ? range->high >= goal : range->low <= goal;
}

static bool is_met(const struct range *range)
{
    return range->high >= range->goal.high && range->high - range->low >= range->goal.spread;
}

static bool is_open(const struct inquiry *inquiry, size_t sum)
{
    return inquiry->parts.places[sum].part != PROTECT_NO_PART;
}

/* ---- local moves ---- */

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
static void open_moves(struct inquiry *inquiry)
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
    for (size_t i = 0; i < inquiry->range_count; i++) {
        const struct protect_place *place = &parts->places[inquiry->ranges[i].sum];
        if (place->part == PROTECT_NO_PART)
            continue;
        inquiry->ranges[i].line = place->is_row ? place->number : parts->statement_count + place->number;
    }
    const struct protect_move_space space = {lines, parts->statement_count + parts->open_count, ranges,
                                             parts->open_count};
    inquiry->moves = protect_moves_new(&space);
    inquiry->start = ARENA_ARRAY(inquiry->scratch, int64_t, parts->open_count);
    inquiry->open_number = ARENA_ARRAY(inquiry->scratch, size_t, parts->system->variables.count);
    for (size_t i = 0; i < parts->open_count; i++)
        inquiry->open_number[parts->open[i]] = i;
}

static void try_moves(struct inquiry *inquiry)
{
    size_t count;
    const size_t *changed = protect_moves_changed_variables(inquiry->moves, &count);
    inquiry->change_count = 0;
    for (size_t i = 0; i < count; i++)
        add_change(inquiry, inquiry->parts.open[changed[i]], protect_moves_of_variable(inquiry->moves, changed[i]));
    try_changes(inquiry);
}

/* Whether many variables are open, and said to be of cells. */
static bool is_large(const struct inquiry *inquiry)
{
    const struct protect_parts *parts = &inquiry->parts;
    return parts->open_count > LARGE && inquiry->task->system->variables.items[parts->open[0]].cell;
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
    protect_moves_reset(inquiry->moves);
}

/* The changes of the table where the target is highest so far. */
static void start_from_highest(struct inquiry *inquiry, const struct range *range)
{
    const struct protect_witness *witness = &inquiry->witnesses.items[range->high_witness];
    memset(inquiry->start, 0, inquiry->parts.open_count * sizeof *inquiry->start);
    for (size_t i = 0; i < witness->change_count; i++)
        inquiry->start[inquiry->open_number[witness->changes[i].variable]] = witness->changes[i].by;
}

/* Moves the target further up than it is in any table so far, by one or more. */
static bool move_on(struct inquiry *inquiry, const struct range *range)
{
    const int64_t before = range->high, value = inquiry->task->system->sums.items[range->sum].value;
    struct protect_move_wish wish = {range->line, true, before + 1 - value, STEPS_ON, 1, range->sum};
    const int tries = inquiry->in_vain < IN_VAIN ? TRIES_ON : TRIES_IN_VAIN;
    bool made = false;
    start_from_highest(inquiry, range);
    for (int try = 0; !made && try < tries; try++) {
        made = protect_moves_mend(inquiry->moves, &wish, inquiry->start);
        wish.seed += inquiry->task->system->sums.count;
    }
    if (made)
        try_moves(inquiry);
    protect_moves_reset(inquiry->moves);
    inquiry->in_vain = made ? 0 : inquiry->in_vain + 1;
    return range->high > before;
}

static int64_t height_wanted(const struct range *range)
{
    const int64_t apart = range->low + range->goal.spread;
    return apart > range->goal.high ? apart : range->goal.high;
}

/* As high as the goal asks, with the spread if one move can give both; else the rest of the spread downwards. */
static void try_to_move(struct inquiry *inquiry, const struct range *range)
{
    const int64_t value = inquiry->task->system->sums.items[range->sum].value;
    const int64_t rise = range->goal.high - value, apart = range->low + range->goal.spread - value;
    move(inquiry, range, true, apart > rise ? apart : rise);
    if (range->high < range->goal.high && apart > rise)
        move(inquiry, range, true, rise);
    if (range->high >= range->goal.high && !is_met(range))
        move(inquiry, range, false, value - (range->high - range->goal.spread));
}

static void move_all(struct inquiry *inquiry)
{
    for (size_t i = 0; i < inquiry->range_count; i++) {
        const struct range *range = &inquiry->ranges[i];
        const bool always = inquiry->task->system->sums.items[range->sum].kind == PROTECT_ALWAYS;
        if (always || is_met(range) || !is_open(inquiry, range->sum))
            continue;
        try_to_move(inquiry, range);
        while (is_large(inquiry) && range->high < height_wanted(range) && move_on(inquiry, range))
            continue;
    }
}

static struct protect_reader *reader_of(struct inquiry *inquiry, size_t sum)
{
    const size_t part = inquiry->parts.places[sum].part;
    if (!inquiry->readers[part])
        inquiry->readers[part] = protect_reader_new(&inquiry->parts, part, inquiry->moves);
    return inquiry->readers[part];
}

/* Tries to bring the target to the goal. */
static void reach(struct inquiry *inquiry, struct range *range, bool upper, int64_t goal)
{
    const struct protect_aim aim = {range->sum, upper};
    if (!is_reached(range, upper, goal) && is_open(inquiry, range->sum) &&
        protect_reader_search(reader_of(inquiry, range->sum), aim, goal, inquiry->task->effort.nodes, inquiry->table))
        try_table(inquiry);
}

/* Pushes one end as far as it goes, and looks for the reader's arithmetic that holds it there. */
static const struct protect_proof *push_end(struct inquiry *inquiry, struct range *range, bool upper)
{
    struct protect_reader *reader = reader_of(inquiry, range->sum);
    const struct protect_aim aim = {range->sum, upper};
    double end;
    const enum protect_outcome outcome = protect_reader_push(reader, aim, &end);
    if (outcome == PROTECT_ENDLESS)
        *(upper ? &range->high_endless : &range->low_endless) = true;
    if (outcome != PROTECT_SOLVED)
        return NULL;
    if (protect_reader_table(reader, inquiry->table))
        try_table(inquiry);
    const struct protect_proof *proof = protect_reader_proof(reader, aim, inquiry->keep);
    const double whole_end = upper ? floor(end + 1e-6) : ceil(end - 1e-6);
    if (!is_reached(range, upper, llround(whole_end)) &&
        protect_reader_push_whole(reader, aim, inquiry->task->effort.nodes, inquiry->table))
        try_table(inquiry);
    return proof;
}

static void find_end(struct inquiry *inquiry, struct range *range, bool upper)
{
    const struct protect_proof *proof =
        is_open(inquiry, range->sum)
            ? push_end(inquiry, range, upper)
            : protect_known_proof(&inquiry->parts, (struct protect_aim){range->sum, upper}, inquiry->keep);
    if (proof && proof->end == (upper ? range->high : range->low))
        *(upper ? &range->high_proof : &range->low_proof) = proof;
}

/* The height first; then the spread, downwards if that will do. An end that refuses is pushed to its limit. */
static void inquire(struct inquiry *inquiry, struct range *range)
{
    const struct protect_goal goal = range->goal;
    reach(inquiry, range, true, goal.high);
    if (range->high < goal.high)
        return;
    if (!is_met(range))
        reach(inquiry, range, false, range->high - goal.spread);
    if (!is_met(range))
        reach(inquiry, range, true, range->low + goal.spread);
    if (is_met(range))
        return;
    find_end(inquiry, range, false);
    reach(inquiry, range, true, range->low + goal.spread);
}

static struct protect_interval interval_of(const struct range *range)
{
    return (struct protect_interval){
        .low = range->low_endless ? -PROTECT_NO_END : range->low,
        .high = range->high_endless ? PROTECT_NO_END : range->high,
        .low_proved = range->low_proof,
        .high_proved = range->high_proof,
    };
}

static void judge(struct inquiry *inquiry, struct range *range, struct protect_verdict *ret_verdict)
{
    const struct protect_sum *sum = &inquiry->task->system->sums.items[range->sum];
    struct protect_verdict verdict = {.sum = range->sum, .status = PROTECT_LOST};
    const bool always = sum->kind == PROTECT_ALWAYS;
    if (!always)
        inquire(inquiry, range);
    if (!always && !is_met(range)) {
        find_end(inquiry, range, false);
        find_end(inquiry, range, true);
    }
    const bool met = !always && is_met(range);
    if (!always && !met)
        verdict.status = PROTECT_UNSAFE;
    else if (met && !sum->given_away)
        verdict.status = PROTECT_SAFE;
    verdict.interval = interval_of(range);
    if (met) {
        verdict.low_witness = range->low_witness;
        verdict.high_witness = range->high_witness;
    } else {
        verdict.low_proof = range->low_proof;
        verdict.high_proof = range->high_proof;
    }
    *ret_verdict = verdict;
}

static void add_range(struct inquiry *inquiry, size_t sum)
{
    const struct protect_sum *of = &inquiry->task->system->sums.items[sum];
    const struct protect_goal goal = protect_sum_goal(of, &inquiry->task->rule);
    inquiry->ranges[inquiry->range_count++] =
        (struct range){.sum = sum, .goal = goal, .low = of->value, .high = of->value};
    inquiry->range_of[sum] = inquiry->range_count;
}

static void open_inquiry(struct inquiry *inquiry, const bool *asked)
{
    const struct protect_system *system = inquiry->task->system;
    inquiry->scratch = arena_new();
    protect_parts_make(system, inquiry->hidden, asked, inquiry->scratch, &inquiry->parts);
    inquiry->readers = memory_alloc(inquiry->parts.count, sizeof(struct protect_reader *));
    inquiry->ranges = memory_alloc(system->sums.count + 1, sizeof *inquiry->ranges);
    inquiry->range_of = memory_alloc(system->sums.count, sizeof *inquiry->range_of);
    inquiry->table = memory_alloc(system->variables.count, sizeof *inquiry->table);
    inquiry->changes = memory_alloc(system->variables.count, sizeof *inquiry->changes);
    inquiry->checker = protect_checker_new(system, inquiry->hidden);
    ARENA_PUSH(inquiry->keep, &inquiry->witnesses, (struct protect_witness){0});
    for (size_t i = 0; i < system->sums.count; i++)
        if (asked[i])
            add_range(inquiry, i);
    open_moves(inquiry);
}

static void close_inquiry(struct inquiry *inquiry)
{
    for (size_t i = 0; i < inquiry->parts.count; i++)
        protect_reader_free(inquiry->readers[i]);
    free(inquiry->readers);
    protect_moves_free(inquiry->moves);
    free(inquiry->ranges);
    free(inquiry->range_of);
    free(inquiry->table);
    free(inquiry->changes);
    protect_checker_free(inquiry->checker);
    arena_free(inquiry->scratch);
}

/* Writes the witnesses out as tables, unless that takes too much room. */
static void lay_out(const struct inquiry *inquiry, struct protect_audit *audit)
{
    const size_t variables = inquiry->task->system->variables.count;
    if (variables && audit->witness_count > (size_t)PROTECT_TABLES_MAX / variables)
        return;
    const int64_t **tables = (const int64_t **)arena_alloc(inquiry->keep, audit->witness_count, sizeof(int64_t *));
    for (size_t i = 0; i < audit->witness_count; i++) {
        int64_t *table = ARENA_ARRAY(inquiry->keep, int64_t, variables);
        protect_witness_table(inquiry->task->system, &audit->witnesses[i], table);
        tables[i] = table;
    }
    audit->tables = tables;
    audit->table_count = audit->witness_count;
}

static void judge_all(struct inquiry *inquiry, struct protect_audit *audit)
{
    move_all(inquiry);
    audit->verdict_count = inquiry->range_count;
    audit->verdicts = ARENA_ARRAY(inquiry->keep, struct protect_verdict, inquiry->range_count);
    for (size_t i = 0; i < inquiry->range_count; i++) {
        judge(inquiry, &inquiry->ranges[i], &audit->verdicts[i]);
        audit->unsafe_count += audit->verdicts[i].status == PROTECT_UNSAFE;
        audit->lost_count += audit->verdicts[i].status == PROTECT_LOST;
    }
    audit->witnesses = inquiry->witnesses.items;
    audit->witness_count = inquiry->witnesses.count;
    lay_out(inquiry, audit);
}

void protect_witness_table(const struct protect_system *system, const struct protect_witness *witness, int64_t *table)
{
    for (size_t i = 0; i < system->variables.count; i++)
        table[i] = system->variables.items[i].value;
    for (size_t i = 0; i < witness->change_count; i++)
        table[witness->changes[i].variable] += witness->changes[i].by;
}

bool protect_audit(const struct protect_task *task, const bool *hidden, struct arena *keep,
                   struct protect_audit *ret_audit, struct error *err)
{
    if (!protect_task_check(task, err))
        return false;
    struct inquiry inquiry = {.task = task, .hidden = hidden, .keep = keep};
    struct protect_audit audit = {0};
    bool *asked = memory_alloc(task->system->sums.count, sizeof *asked);
    for (size_t i = 0; i < task->system->sums.count; i++)
        asked[i] = protect_sum_is_target(&task->system->sums.items[i], &task->rule);
    open_inquiry(&inquiry, asked);
    judge_all(&inquiry, &audit);
    close_inquiry(&inquiry);
    free(asked);
    *ret_audit = audit;
    return true;
}

bool protect_interval_find(const struct protect_task *task, const bool *hidden, size_t sum,
                           struct protect_interval *ret_interval, struct error *err)
{
    if (!protect_task_check(task, err))
        return false;
    struct arena *scratch = arena_new();
    struct inquiry inquiry = {.task = task, .hidden = hidden, .keep = scratch};
    bool *asked = memory_alloc(task->system->sums.count, sizeof *asked);
    asked[sum] = true;
    open_inquiry(&inquiry, asked);
    find_end(&inquiry, &inquiry.ranges[0], false);
    find_end(&inquiry, &inquiry.ranges[0], true);
    *ret_interval = interval_of(&inquiry.ranges[0]);
    close_inquiry(&inquiry);
    arena_free(scratch);
    free(asked);
    return true;
}
