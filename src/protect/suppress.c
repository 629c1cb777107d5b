/* SPDX-License-Identifier: GPL-3.0-or-later
 * Block by block: what can be protected is, what cannot is told. */
#include "protect/suppress.h"

#include <stdlib.h>

#include "base/number.h"
#include "protect/bulk.h"
#include "protect/search.h"

/* What is built up for the caller. */
struct result {
    const struct protect_task *task;
    struct arena *keep;
    struct protect_pattern *pattern;
    int64_t pivots; /* left for the blocks to come */
    LIST_OF(size_t) exposed;
};

static void hide_class(struct result *result, const struct protect_class *class)
{
    for (size_t i = 0; i < class->sum_count; i++)
        if (result->task->system->sums.items[class->sums[i]].kind == PROTECT_CANDIDATE)
            result->pattern->hidden[class->sums[i]] = true;
}

static void add_found(struct result *result, const struct protect_block *block,
                      const struct protect_search_result *found)
{
    struct protect_pattern *pattern = result->pattern;
    pattern->cost += found->cost;
    pattern->bound += found->bound;
    for (size_t c = 0; c < block->class_count; c++) {
        const struct protect_class *class = &block->classes[c];
        if (class->role == PROTECT_PRIMARY) {
            pattern->cost += class->cost;
            pattern->bound += class->cost;
        }
        if (class->role == PROTECT_PRIMARY || found->hidden[c])
            hide_class(result, class);
    }
}

/* The targets of needs that nothing meets. False if there are none. */
static bool add_exposed(struct result *result, const struct protect_block *block, const bool *met)
{
    const struct protect_rule *rule = &result->task->rule;
    bool any = false;
    for (size_t i = 0; i < block->need_count; i++) {
        const struct protect_class *class = &block->classes[block->needs[i].class_number];
        any = any || !met[i];
        for (size_t j = 0; !met[i] && j < class->sum_count; j++) {
            const struct protect_sum *sum = &result->task->system->sums.items[class->sums[j]];
            const struct protect_goal goal = protect_sum_goal(sum, rule);
            if (sum->kind != PROTECT_ALWAYS && protect_sum_is_target(sum, rule) &&
                goal.high - sum->value == block->needs[i].rise && goal.spread == block->needs[i].spread)
                ARENA_PUSH(result->keep, &result->exposed, class->sums[j]);
        }
    }
    return any;
}

/* A block too large for linear programs: a good pattern, and no bound. */
static void solve_in_bulk(const struct protect_task *task, const struct protect_block *block, struct arena *keep,
                          struct protect_search_result *ret_found)
{
    ret_found->hidden = ARENA_ARRAY(keep, bool, block->class_count);
    ret_found->met = ARENA_ARRAY(keep, bool, block->need_count);
    protect_bulk_make(block, task->seed, ret_found->hidden, ret_found->met);
    for (size_t c = 0; c < block->class_count; c++)
        ret_found->cost += ret_found->hidden[c] ? block->classes[c].cost : 0;
}

static void solve_block(struct result *result, const struct protect_block *block)
{
    struct protect_search_result found = {0};
    struct arena *scratch = arena_new();
    if (protect_bulk_is_due(block))
        solve_in_bulk(result->task, block, scratch, &found);
    else
        protect_search_run(result->task, block, result->exposed.count ? 0 : result->pivots, scratch, &found);
    if (!add_exposed(result, block, found.met))
        add_found(result, block, &found);
    result->pivots -= found.pivots;
    arena_free(scratch);
}

static int by_number(const void *left, const void *right)
{
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return (a > b) - (a < b);
}

/* Nothing protects these targets: the pattern hides what it can, and says which they are. */
static void give_up(struct result *result)
{
    struct protect_pattern *pattern = result->pattern;
    qsort(result->exposed.items, result->exposed.count, sizeof *result->exposed.items, by_number);
    pattern->exposed = result->exposed.items;
    pattern->exposed_count = result->exposed.count;
    pattern->cost = pattern->bound = 0;
    for (size_t i = 0; i < pattern->count; i++) {
        const struct protect_sum *sum = &result->task->system->sums.items[i];
        pattern->hidden[i] = sum->kind == PROTECT_CANDIDATE && sum->value != 0;
    }
}

static bool check_costs(const struct protect_system *system, struct error *err)
{
    int64_t total = 0;
    for (size_t i = 0; i < system->sums.count; i++)
        if (!number_add(&total, system->sums.items[i].cost) || total > (int64_t)1 << 50)
            return error_set(err, ERROR_INPUT, "the costs of suppression add up to too much");
    return true;
}

bool protect_suppress(const struct protect_task *task, struct arena *keep, struct protect_pattern *ret_pattern,
                      struct error *err)
{
    if (!protect_task_check(task, err) || !check_costs(task->system, err))
        return false;
    struct protect_pattern pattern = {.count = task->system->sums.count};
    pattern.hidden = ARENA_ARRAY(keep, bool, pattern.count);
    struct arena *scratch = arena_new();
    struct protect_blocks blocks;
    protect_blocks_make(task, scratch, &blocks);
    struct result result = {.task = task, .keep = keep, .pattern = &pattern, .pivots = task->effort.pivots};
    for (size_t i = 0; i < blocks.exposed_count; i++)
        ARENA_PUSH(keep, &result.exposed, blocks.exposed[i]);
    for (size_t i = 0; i < blocks.count; i++)
        solve_block(&result, &blocks.items[i]);
    if (result.exposed.count)
        give_up(&result);
    pattern.optimal = pattern.cost == pattern.bound && !pattern.exposed_count;
    arena_free(scratch);
    *ret_pattern = pattern;
    return true;
}
