/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verdicts. Every table that turns up is tried on all targets; only what is still open is pushed further. */
#include "protect/audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "protect/reader.h"

/* What the tables seen so far tell of one target. */
struct range {
    size_t sum;
    struct protect_goal goal;
    int64_t low, high;
    size_t low_table, high_table;
    const struct protect_proof *low_proof, *high_proof;
    bool low_endless, high_endless;
};

typedef LIST_OF(const int64_t *) table_list;

struct inquiry {
    const struct protect_task *task;
    const bool *hidden;
    struct protect_reader *reader;
    struct arena *keep;
    struct range *ranges;
    size_t range_count;
    table_list tables;
    int64_t *draft; /* the table at hand */
};

/* A table goes into the list when some target gains by it. */
static void try_table(struct inquiry *inquiry)
{
    bool gain = false;
    for (size_t i = 0; i < inquiry->range_count; i++) {
        struct range *range = &inquiry->ranges[i];
        int64_t value;
        if (!protect_sum_in_table(&inquiry->task->system->sums.items[range->sum], inquiry->draft, &value))
            continue;
        if (value < range->low) {
            range->low = value;
            range->low_table = inquiry->tables.count;
            gain = true;
        }
        if (value > range->high) {
            range->high = value;
            range->high_table = inquiry->tables.count;
            gain = true;
        }
    }
    if (!gain)
        return;
    const size_t count = inquiry->task->system->variables.count;
    int64_t *table = ARENA_ARRAY(inquiry->keep, int64_t, count);
    memcpy(table, inquiry->draft, count * sizeof *table);
    ARENA_PUSH(inquiry->keep, &inquiry->tables, (const int64_t *)table);
}

static bool is_reached(const struct range *range, bool upper, int64_t goal)
{
    return upper ? range->high >= goal : range->low <= goal;
}

/* Tries to bring the target to the goal. */
static void reach(struct inquiry *inquiry, struct range *range, bool upper, int64_t goal)
{
    const struct protect_aim aim = {range->sum, upper};
    if (!is_reached(range, upper, goal) &&
        protect_reader_search(inquiry->reader, aim, goal, inquiry->task->effort.nodes, inquiry->draft))
        try_table(inquiry);
}

static bool is_met(const struct range *range)
{
    return range->high >= range->goal.high && range->high - range->low >= range->goal.spread;
}

/* Pushes one end as far as it goes, and looks for the reader's arithmetic that holds it there. */
static void find_end(struct inquiry *inquiry, struct range *range, bool upper)
{
    const struct protect_aim aim = {range->sum, upper};
    double end;
    const enum protect_outcome outcome = protect_reader_push(inquiry->reader, aim, &end);
    if (outcome == PROTECT_ENDLESS)
        *(upper ? &range->high_endless : &range->low_endless) = true;
    if (outcome != PROTECT_SOLVED)
        return;
    if (protect_reader_table(inquiry->reader, inquiry->draft))
        try_table(inquiry);
    const struct protect_proof *proof = protect_reader_proof(inquiry->reader, aim, inquiry->keep);
    const double whole_end = upper ? floor(end + 1e-6) : ceil(end - 1e-6);
    if (!is_reached(range, upper, llround(whole_end)) &&
        protect_reader_push_whole(inquiry->reader, aim, inquiry->task->effort.nodes, inquiry->draft))
        try_table(inquiry);
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
        verdict.low_witness = range->low_table;
        verdict.high_witness = range->high_table;
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
}

static void open_inquiry(struct inquiry *inquiry)
{
    const struct protect_system *system = inquiry->task->system;
    inquiry->reader = protect_reader_new(system, inquiry->hidden);
    inquiry->ranges = memory_alloc(system->sums.count + 1, sizeof *inquiry->ranges);
    inquiry->draft = memory_alloc(system->variables.count, sizeof *inquiry->draft);
    int64_t *truth = ARENA_ARRAY(inquiry->keep, int64_t, system->variables.count);
    for (size_t i = 0; i < system->variables.count; i++)
        truth[i] = system->variables.items[i].value;
    ARENA_PUSH(inquiry->keep, &inquiry->tables, (const int64_t *)truth);
}

static void close_inquiry(struct inquiry *inquiry)
{
    protect_reader_free(inquiry->reader);
    free(inquiry->ranges);
    free(inquiry->draft);
}

bool protect_audit(const struct protect_task *task, const bool *hidden, struct arena *keep,
                   struct protect_audit *ret_audit, struct error *err)
{
    if (!protect_task_check(task, err))
        return false;
    struct inquiry inquiry = {.task = task, .hidden = hidden, .keep = keep};
    open_inquiry(&inquiry);
    for (size_t i = 0; i < task->system->sums.count; i++)
        if (protect_sum_is_target(&task->system->sums.items[i], &task->rule))
            add_range(&inquiry, i);
    struct protect_audit audit = {.verdict_count = inquiry.range_count};
    audit.verdicts = ARENA_ARRAY(keep, struct protect_verdict, inquiry.range_count);
    for (size_t i = 0; i < inquiry.range_count; i++) {
        judge(&inquiry, &inquiry.ranges[i], &audit.verdicts[i]);
        audit.unsafe_count += audit.verdicts[i].status == PROTECT_UNSAFE;
        audit.lost_count += audit.verdicts[i].status == PROTECT_LOST;
    }
    audit.tables = inquiry.tables.items;
    audit.table_count = inquiry.tables.count;
    close_inquiry(&inquiry);
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
    open_inquiry(&inquiry);
    add_range(&inquiry, sum);
    find_end(&inquiry, &inquiry.ranges[0], false);
    find_end(&inquiry, &inquiry.ranges[0], true);
    *ret_interval = interval_of(&inquiry.ranges[0]);
    close_inquiry(&inquiry);
    arena_free(scratch);
    return true;
}
