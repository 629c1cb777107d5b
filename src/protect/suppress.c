/* SPDX-License-Identifier: GPL-3.0-or-later
 * The search for the cheapest pattern, block by block: a cover, the linear phase, the integer phase, ties. */
#include "protect/suppress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "protect/bulk.h"
#include "protect/master.h"
#include "protect/cover.h"

/* What breaking ties may always take. */
enum { PIVOTS_FOR_TIES = 20000 };

struct search {
    const struct protect_task *task;
    const struct protect_block *block;
    struct protect_deviation *deviation;
    struct protect_cover *cover;
    struct protect_pool *pool;
    struct protect_master *master;
    int64_t pivots; /* the limit */
    int64_t rounds; /* left */
    bool *best;
    int64_t best_cost;
    int64_t bound;
    bool *tried; /* the pattern at hand */
    bool *open;  /* needs still to be checked */
    bool *moved;
    double *point; /* the same, or a fractional one */
    double *prices;
    struct protect_cut cut;
};

static struct search search_open(const struct protect_task *task, const struct protect_block *block, int64_t pivots)
{
    const size_t classes = block->class_count;
    struct search search = {
        .task = task,
        .block = block,
        .pivots = pivots,
        .rounds = task->effort.rounds,
        .best_cost = INT64_MAX,
    };
    search.deviation = protect_deviation_new(block);
    search.pool = memory_alloc(1, sizeof *search.pool);
    protect_pool_init(search.pool, block);
    search.cover = protect_cover_new(search.deviation, search.pool, task->effort.nodes);
    search.master = protect_master_new(search.pool);
    search.best = memory_alloc(classes, sizeof *search.best);
    search.tried = memory_alloc(classes, sizeof *search.tried);
    search.open = memory_alloc(block->need_count, sizeof *search.open);
    search.moved = memory_alloc(classes, sizeof *search.moved);
    search.point = memory_alloc(classes, sizeof *search.point);
    search.prices = memory_alloc(classes, sizeof *search.prices);
    search.cut.weights = memory_alloc(classes, sizeof *search.cut.weights);
    return search;
}

static void search_close(struct search *search)
{
    protect_master_free(search->master);
    protect_cover_free(search->cover);
    protect_pool_done(search->pool);
    free(search->pool);
    protect_deviation_free(search->deviation);
    free(search->best);
    free(search->tried);
    free(search->open);
    free(search->moved);
    free(search->point);
    free(search->prices);
    free(search->cut.weights);
}

static int64_t pivots_of(const struct search *search)
{
    return protect_deviation_pivots(search->deviation) + protect_master_pivots(search->master);
}

/* Whether there is work and reason to go on. */
static bool goes_on(const struct search *search)
{
    return search->bound < search->best_cost && search->rounds > 0 && pivots_of(search) < search->pivots;
}

static void raise_bound(struct search *search, double objective)
{
    const double least = ceil(objective - 1e-6 * fmax(1.0, fabs(objective)));
    if (least > (double)search->bound)
        search->bound = least < (double)search->best_cost ? llround(least) : search->best_cost;
}

static void keep_if_better(struct search *search, const bool *hidden, int64_t cost)
{
    if (cost >= search->best_cost)
        return;
    memcpy(search->best, hidden, search->block->class_count * sizeof *hidden);
    search->best_cost = cost;
}

/* Completes the pattern tried to a cover. Equal prices are told apart by the hash, never by a count. */
static void make_cover(struct search *search, bool guided)
{
    for (size_t c = 0; c < search->block->class_count; c++) {
        const struct protect_class *class = &search->block->classes[c];
        const double nudge = 1.0 + 1e-3 * (double)(class->order >> 44) / (double)(1 << 20);
        const double share = guided ? 1.01 - search->point[c] : 1.0;
        search->prices[c] = (double)class->cost * nudge * share;
    }
    if (protect_cover_make(search->cover, search->tried, search->prices, search->best_cost))
        keep_if_better(search, protect_cover_hidden(search->cover), protect_cover_cost(search->cover));
}

static void try_nothing(struct search *search)
{
    memset(search->tried, 0, search->block->class_count * sizeof *search->tried);
}

static void show_point(struct search *search)
{
    const struct protect_rule *rule = &search->task->rule;
    const int64_t reach = rule->threshold > rule->spread ? rule->threshold : rule->spread;
    protect_deviation_show(search->deviation, search->point, reach);
}

static void open_all(struct search *search)
{
    for (size_t i = 0; i < search->block->need_count; i++)
        search->open[i] = true;
}

/* Closes all needs that the deviation found last meets. */
static void close_met(struct search *search, bool searched)
{
    for (size_t i = 0; i < search->block->need_count; i++)
        if (search->open[i] && protect_need_is_met_too(search->deviation, &search->block->needs[i], searched))
            search->open[i] = false;
}

/* Takes the constraints that the point violates: those known, or else new ones. False when there are none. */
static bool add_cuts(struct search *search)
{
    if (protect_master_pull(search->master, search->point))
        return true;
    show_point(search);
    open_all(search);
    for (size_t i = 0; i < search->block->need_count; i++) {
        if (!search->open[i])
            continue;
        if (protect_need_cut(search->deviation, search->block, &search->block->needs[i], search->point, &search->cut))
            protect_pool_add(search->pool, &search->cut);
        else
            close_met(search, false);
    }
    return protect_master_pull(search->master, search->point);
}

/* Constraints for fractional patterns, until they yield no more; the last such pattern guides a first cover. */
static void run_linear_phase(struct search *search)
{
    struct protect_master_answer answer = {.hidden = search->point};
    while (goes_on(search)) {
        search->rounds--;
        if (!protect_master_relax(search->master, &answer))
            break;
        raise_bound(search, answer.bound);
        if (!add_cuts(search))
            break;
    }
    try_nothing(search);
    make_cover(search, true);
}

enum test { TEST_PASSED, TEST_CUT, TEST_STUCK };

static enum protect_need_state check_need(struct search *search, const struct protect_need *need, int64_t nodes)
{
    const struct protect_need_question question = {nodes, search->moved};
    return protect_need_check(search->deviation, search->block, need, &question);
}

/* Something that is published now must be hidden: the constraint for a need that fails in whole numbers only. Classes
 * that may be hidden as well without meeting the need are left out of it. */
static bool add_gap_cut(struct search *search, const struct protect_need *need)
{
    const struct protect_block *block = search->block;
    for (size_t c = 0; c < block->class_count; c++) {
        search->cut.weights[c] = 0;
        if (block->classes[c].role != PROTECT_FREE || search->point[c] > 0.5)
            continue;
        search->point[c] = 1.0;
        show_point(search);
        const enum protect_need_state state = check_need(search, need, search->task->effort.nodes);
        if (state == PROTECT_NEED_SHORT || state == PROTECT_NEED_GAP)
            continue;
        search->point[c] = 0.0;
        search->cut.weights[c] = 1;
    }
    for (size_t c = 0; c < block->class_count; c++)
        search->point[c] = search->tried[c] ? 1.0 : 0.0;
    show_point(search);
    search->cut.least = 1;
    return protect_pool_add(search->pool, &search->cut);
}

static enum test test_need(struct search *search, const struct protect_need *need, int64_t nodes)
{
    switch (check_need(search, need, nodes)) {
    case PROTECT_NEED_MET:
        return TEST_PASSED;
    case PROTECT_NEED_SHORT:
        if (protect_need_cut(search->deviation, search->block, need, search->point, &search->cut) &&
            protect_pool_add(search->pool, &search->cut))
            return TEST_CUT;
        return add_gap_cut(search, need) ? TEST_CUT : TEST_STUCK;
    case PROTECT_NEED_GAP:
        return add_gap_cut(search, need) ? TEST_CUT : TEST_STUCK;
    case PROTECT_NEED_UNDECIDED:
        break;
    }
    return TEST_STUCK;
}

/* With 0 nodes: in fractions of counts. */
static enum test test_needs(struct search *search, int64_t nodes)
{
    enum test result = TEST_PASSED;
    open_all(search);
    for (size_t i = 0; i < search->block->need_count; i++) {
        if (!search->open[i])
            continue;
        const enum test test = test_need(search, &search->block->needs[i], nodes);
        if (test == TEST_PASSED)
            close_met(search, nodes > 0);
        else if (test == TEST_CUT || result == TEST_PASSED)
            result = test;
    }
    return result;
}

/* Tests all needs under the pattern tried. Stuck: some need fails or may fail, and no constraint says so. */
static enum test test_pattern(struct search *search)
{
    for (size_t c = 0; c < search->block->class_count; c++)
        search->point[c] = search->tried[c] ? 1.0 : 0.0;
    if (protect_master_pull(search->master, search->point))
        return TEST_CUT;
    show_point(search);
    enum test result = test_needs(search, 0);
    if (result == TEST_PASSED)
        result = test_needs(search, search->task->effort.nodes);
    protect_master_pull(search->master, search->point);
    return result;
}

static void try_answer(struct search *search, const struct protect_master_answer *answer)
{
    for (size_t c = 0; c < search->block->class_count; c++)
        search->tried[c] = answer->hidden[c] > 0.5;
}

static int64_t cost_of(const struct search *search, const bool *hidden)
{
    int64_t cost = 0;
    for (size_t c = 0; c < search->block->class_count; c++)
        if (hidden[c])
            cost += search->block->classes[c].cost;
    return cost;
}

static enum protect_outcome solve_master(struct search *search, struct protect_master_answer *answer)
{
    struct protect_effort effort = search->task->effort;
    effort.pivots = search->pivots - pivots_of(search);
    const enum protect_outcome outcome = protect_master_solve(search->master, search->best, &effort, answer);
    try_answer(search, answer);
    return outcome;
}

/* The master's best pattern is either safe, or teaches new constraints; now and then it is completed to a new cover. */
static void run_integer_phase(struct search *search)
{
    struct protect_master_answer answer = {.hidden = search->point};
    int64_t round = 0, next_cover = 1;
    while (goes_on(search)) {
        search->rounds--;
        const enum protect_outcome outcome = solve_master(search, &answer);
        raise_bound(search, answer.bound);
        if (!goes_on(search))
            return;
        const enum test test = test_pattern(search);
        if (test == TEST_PASSED)
            keep_if_better(search, search->tried, cost_of(search, search->tried));
        else if (test == TEST_STUCK || ++round == next_cover) {
            make_cover(search, false);
            next_cover = 2 * round;
        }
        if (test == TEST_STUCK || (test == TEST_PASSED && outcome != PROTECT_SOLVED))
            return;
    }
}

/* Among patterns of the least cost the hash decides. Where that would take longer than the search for the cost did, the
 * pattern found stays. */
static void run_tie_break(struct search *search)
{
    struct protect_master_answer answer = {.hidden = search->point};
    const int64_t spent = pivots_of(search);
    if (search->pivots - spent > spent + PIVOTS_FOR_TIES)
        search->pivots = 2 * spent + PIVOTS_FOR_TIES;
    protect_master_break_ties(search->master, search->best_cost);
    while (search->rounds-- > 0 && pivots_of(search) < search->pivots) {
        if (solve_master(search, &answer) != PROTECT_SOLVED)
            return;
        const enum test test = test_pattern(search);
        if (test == TEST_PASSED)
            memcpy(search->best, search->tried, search->block->class_count * sizeof *search->best);
        if (test != TEST_CUT)
            return;
    }
}

static void find_cheapest(struct search *search)
{
    run_linear_phase(search);
    run_integer_phase(search);
    if (search->bound >= search->best_cost && search->best_cost > 0)
        run_tie_break(search);
}

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

static void add_best(struct result *result, const struct search *search)
{
    struct protect_pattern *pattern = result->pattern;
    pattern->cost += search->best_cost;
    pattern->bound += search->bound;
    for (size_t c = 0; c < search->block->class_count; c++) {
        const struct protect_class *class = &search->block->classes[c];
        if (class->role == PROTECT_PRIMARY) {
            pattern->cost += class->cost;
            pattern->bound += class->cost;
        }
        if (class->role == PROTECT_PRIMARY || search->best[c])
            hide_class(result, class);
    }
}

static void add_exposed(struct result *result, const struct protect_block *block, const bool *met)
{
    const struct protect_rule *rule = &result->task->rule;
    for (size_t i = 0; i < block->need_count; i++) {
        const struct protect_class *class = &block->classes[block->needs[i].class_number];
        for (size_t j = 0; !met[i] && j < class->sum_count; j++) {
            const struct protect_sum *sum = &result->task->system->sums.items[class->sums[j]];
            const struct protect_goal goal = protect_sum_goal(sum, rule);
            if (sum->kind != PROTECT_ALWAYS && protect_sum_is_target(sum, rule) &&
                goal.high - sum->value == block->needs[i].rise && goal.spread == block->needs[i].spread)
                ARENA_PUSH(result->keep, &result->exposed, class->sums[j]);
        }
    }
}

/* A block too large for all this: a good pattern, and no bound. */
static void solve_in_bulk(struct result *result, const struct protect_block *block)
{
    bool *hidden = memory_alloc(block->class_count, sizeof *hidden);
    bool *met = memory_alloc(block->need_count, sizeof *met);
    struct search search = {.block = block, .best = hidden};
    if (!protect_bulk_make(block, result->task->seed, hidden, met)) {
        add_exposed(result, block, met);
    } else if (!result->exposed.count) {
        search.best_cost = cost_of(&search, hidden);
        add_best(result, &search);
    }
    free(hidden);
    free(met);
}

static void solve_block(struct result *result, const struct protect_block *block)
{
    if (protect_bulk_is_due(block)) {
        solve_in_bulk(result, block);
        return;
    }
    struct search search = search_open(result->task, block, result->pivots);
    bool *met = memory_alloc(block->need_count, sizeof *met);
    if (!protect_cover_try_all(search.cover, met)) {
        add_exposed(result, block, met);
    } else if (!result->exposed.count) {
        find_cheapest(&search);
        add_best(result, &search);
    }
    result->pivots -= pivots_of(&search);
    free(met);
    search_close(&search);
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
