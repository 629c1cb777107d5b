/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verdicts. What local moves leave open is looked for by linear programs, and pushed to its ends if it stays so. */
#include "protect/audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "protect/inquiry.h"
#include "protect/reader.h"
#include "protect/squeeze.h"

static void try_table(struct inquiry *inquiry)
{
    const struct protect_system *system = inquiry->task->system;
    inquiry->change_count = 0;
    for (size_t i = 0; i < system->variables.count; i++)
        inquiry_add_change(inquiry, i, inquiry->table[i] - system->variables.items[i].value);
    inquiry_try_changes(inquiry);
}

static bool is_reached(const struct range *range, bool upper, int64_t goal)
{
    return upper ? range->high >= goal : range->low <= goal;
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
    if (is_reached(range, upper, goal) || !inquiry_is_open(inquiry, range->sum))
        return;
    if (upper)
        inquiry_move_as_others(inquiry, range);
    if (!is_reached(range, upper, goal) &&
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
        inquiry_is_open(inquiry, range->sum)
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
    if (!inquiry_is_met(range))
        reach(inquiry, range, false, range->high - goal.spread);
    if (!inquiry_is_met(range))
        reach(inquiry, range, true, range->low + goal.spread);
    if (inquiry_is_met(range))
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
    if (!always && !range->is_hopeless)
        inquire(inquiry, range);
    if (!always && !inquiry_is_met(range) && !inquiry->task->without_ends) {
        find_end(inquiry, range, false);
        find_end(inquiry, range, true);
    }
    const bool met = !always && inquiry_is_met(range);
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
    inquiry_open_moves(inquiry);
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

/* Most of what can be told can be told by subtraction: no table is looked for there, unless its ends are asked for. */
static void give_up_hopeless(struct inquiry *inquiry)
{
    const struct protect_range *ends = protect_squeeze(&inquiry->parts, inquiry->scratch);
    for (size_t i = 0; i < inquiry->range_count; i++) {
        struct range *range = &inquiry->ranges[i];
        if (!inquiry_is_open(inquiry, range->sum))
            continue;
        const struct protect_range end = protect_squeezed_sum(&inquiry->parts, ends, range->sum);
        range->is_hopeless = end.high < range->goal.high ||
                             (end.low != -PROTECT_NO_END && end.high != PROTECT_NO_END && end.high - end.low < range->goal.spread);
    }
}

static void judge_all(struct inquiry *inquiry, struct protect_audit *audit)
{
    if (inquiry->task->without_ends)
        give_up_hopeless(inquiry);
    inquiry_move_all(inquiry);
    audit->verdict_count = inquiry->range_count;
    audit->verdicts = ARENA_ARRAY(inquiry->keep, struct protect_verdict, inquiry->range_count);
    for (size_t i = 0; i < inquiry->range_count; i++) {
        judge(inquiry, &inquiry->ranges[i], &audit->verdicts[i]);
        audit->unsafe_count += audit->verdicts[i].status == PROTECT_UNSAFE;
        audit->lost_count += audit->verdicts[i].status == PROTECT_LOST;
    }
    audit->witnesses = inquiry->witnesses.items;
    audit->witness_count = inquiry->witnesses.count;
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
