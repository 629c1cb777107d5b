/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phases of a search, which all add to one pool of constraints: linear (what fractions of patterns teach, a bound),
 * exchange (cheap patterns that the pool allows, until one is safe), integer (branch and bound over the pool, until the
 * bound meets the cost), whole numbers where targets are doubted, ties. */
#include "protect/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "protect/cover.h"
#include "protect/exchange.h"
#include "protect/master.h"

enum {
    FEW_NEEDS = 20,           /* that teach nothing new: others, if any, are left for the next round */
    EXCHANGE_STEPS = 400,     /* of one search for a candidate */
    STEP_BACK = 3,            /* below a pattern found, where the search for cheaper ones begins */
    STEPS_TO_DOUBLE = 256,    /* of the level, or about so many: its steps are in proportion to the costs */
    LAST_CHANCES = 12,        /* searches for a candidate that find none before exchange ends */
    FIRST_COVER = 6,          /* candidates that fail before one is completed */
    COVER_AGAIN = 150,        /* % of the work done so far, before another one is completed */
    FIRST_RISE = 30,          /* % of the way from the level to the first cover, where the search goes on */
    RISE = 50,                /* the same for a better cover, which is not so far from the optimum */
    VISITS_PER_PIVOT = 16384, /* of exchange: they take as long */
    PIVOTS_FOR_TIES = 4000,   /* where the search took more, ties are left as they are; where less, that much */
};

struct search {
    const struct protect_task *task;
    const struct protect_block *block;
    struct protect_deviation *deviation;
    struct protect_cover *cover;
    struct protect_pool *pool;
    struct protect_master *master;
    struct protect_exchange *exchange;
    struct protect_ways *ways;
    int64_t pivots; /* the limit */
    int64_t rounds; /* left */
    bool *best;     /* safe for readers who think in fractions of counts, at least */
    int64_t best_cost;
    int64_t bound;
    bool *tried; /* the pattern at hand */
    bool *open;  /* needs still to be checked */
    size_t *order; /* of needs, those that failed last first */
    bool *moved;
    double *point; /* the pattern at hand, or a fractional one */
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
    search.ways = protect_ways_new(block);
    search.cover = protect_cover_new(search.deviation, search.pool, search.ways, task->effort.nodes);
    search.master = protect_master_new(search.pool);
    search.exchange = protect_exchange_new(search.pool, task->seed);
    search.best = memory_alloc(classes, sizeof *search.best);
    search.tried = memory_alloc(classes, sizeof *search.tried);
    search.open = memory_alloc(block->need_count, sizeof *search.open);
    search.order = memory_alloc(block->need_count, sizeof *search.order);
    for (size_t i = 0; i < block->need_count; i++)
        search.order[i] = i;
    search.moved = memory_alloc(classes, sizeof *search.moved);
    search.point = memory_alloc(classes, sizeof *search.point);
    search.prices = memory_alloc(classes, sizeof *search.prices);
    search.cut.weights = memory_alloc(classes, sizeof *search.cut.weights);
    return search;
}

static void search_close(struct search *search)
{
    protect_exchange_free(search->exchange);
    protect_master_free(search->master);
    protect_cover_free(search->cover);
    protect_ways_free(search->ways);
    protect_pool_done(search->pool);
    free(search->pool);
    protect_deviation_free(search->deviation);
    free(search->best);
    free(search->tried);
    free(search->open);
    free(search->order);
    free(search->moved);
    free(search->point);
    free(search->prices);
    free(search->cut.weights);
}

static int64_t pivots_of(const struct search *search)
{
    return protect_deviation_pivots(search->deviation) + protect_master_pivots(search->master) +
           protect_exchange_visits(search->exchange) / VISITS_PER_PIVOT;
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

static int64_t cost_of(const struct search *search, const bool *hidden)
{
    int64_t cost = 0;
    for (size_t c = 0; c < search->block->class_count; c++)
        if (hidden[c])
            cost += search->block->classes[c].cost;
    return cost;
}

static void keep_if_better(struct search *search, const bool *hidden)
{
    const int64_t cost = cost_of(search, hidden);
    if (cost >= search->best_cost)
        return;
    memcpy(search->best, hidden, search->block->class_count * sizeof *hidden);
    search->best_cost = cost;
}

static void try_pattern(struct search *search, const bool *hidden)
{
    for (size_t c = 0; c < search->block->class_count; c++) {
        search->tried[c] = hidden[c];
        search->point[c] = hidden[c] ? 1.0 : 0.0;
    }
}

/* ---- what a pattern teaches ---- */

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

/* The need comes first the next time. */
static void bring_forward(struct search *search, size_t place)
{
    const size_t need = search->order[place];
    memmove(&search->order[1], search->order, place * sizeof *search->order);
    search->order[0] = need;
}

/* Takes the constraints that the point, a pattern or a fractional one, violates: those known, or else new ones. False
 * when there are none, or none for the first `patience` needs: with SIZE_MAX the point meets all, in fractions. */
static bool add_cuts(struct search *search, size_t patience)
{
    if (protect_master_pull(search->master, search->point))
        return true;
    show_point(search);
    open_all(search);
    protect_ways_recall(search->ways, search->point, search->open);
    bool found = false;
    size_t idle = 0;
    for (size_t i = 0; i < search->block->need_count && idle < (found ? FEW_NEEDS : patience); i++) {
        const size_t need = search->order[i];
        if (!search->open[need])
            continue;
        idle++;
        if (!protect_need_cut(search->deviation, search->block, &search->block->needs[need], search->point,
                              &search->cut)) {
            protect_ways_learn(search->ways, search->deviation, false, search->open);
        } else if (protect_pool_add(search->pool, &search->cut)) {
            bring_forward(search, i);
            found = true;
            idle = 0;
        }
    }
    return protect_master_pull(search->master, search->point);
}

/* The bound, until fractional patterns teach no more. */
static void run_linear_phase(struct search *search, size_t patience)
{
    struct protect_master_answer answer = {.hidden = search->point};
    while (goes_on(search)) {
        search->rounds--;
        if (!protect_master_relax(search->master, &answer))
            return;
        raise_bound(search, answer.bound);
        if (!add_cuts(search, patience))
            return;
    }
}

/* ---- patterns ---- */

/* Completes the pattern tried to a cover, thinned out if that is wanted. Equal prices are told apart by the hash, never
 * by a count. */
static void complete(struct search *search, bool thin)
{
    for (size_t c = 0; c < search->block->class_count; c++) {
        const struct protect_class *class = &search->block->classes[c];
        const double nudge = 1.0 + 1e-3 * (double)(class->order >> 44) / (double)(1 << 20);
        search->prices[c] = (double)class->cost * nudge;
    }
    protect_cover_make(search->cover, search->tried, search->prices);
    if (thin)
        protect_cover_thin(search->cover);
    keep_if_better(search, protect_cover_hidden(search->cover));
}

/* The cheapest pattern that the pool seems to allow, from `level` on, which is raised where none is found. */
static bool find_candidate(struct search *search, int64_t *level)
{
    while (!protect_exchange_find(search->exchange, *level + 1, EXCHANGE_STEPS)) {
        if (*level >= search->best_cost - 1)
            return false;
        const int64_t next = *level + 1 + *level / STEPS_TO_DOUBLE;
        *level = next < search->best_cost - 1 ? next : search->best_cost - 1;
    }
    try_pattern(search, protect_exchange_hidden(search->exchange));
    return true;
}

/* The rest of the work is for the bound. */
static bool goes_on_exchanging(const struct search *search)
{
    return goes_on(search) && pivots_of(search) < search->pivots / 4 * 3;
}

/* A candidate that teaches something is completed now and then, so that there is a pattern whenever the work ends. */
struct covering {
    int64_t failed; /* candidates */
    int64_t next;   /* when so many pivots are done */
};

static bool is_worth_completing(const struct search *search)
{
    return search->best_cost == INT64_MAX || cost_of(search, search->tried) < search->best_cost - 1;
}

/* A better cover raises the level: cheaper candidates than it are rarely far from the level that is safe at last, and those
 * a little dearer are both quicker to find and nearer to safety. */
static void cover_candidate(struct search *search, struct covering *covering, int64_t *level)
{
    const int64_t before = search->best_cost;
    const int64_t rise = before == INT64_MAX ? FIRST_RISE : RISE;
    if (++covering->failed < FIRST_COVER || pivots_of(search) < covering->next || !is_worth_completing(search))
        return;
    complete(search, covering->next > 0);
    covering->next = pivots_of(search) * COVER_AGAIN / 100;
    if (search->best_cost < before)
        *level += (search->best_cost - *level) * rise / 100;
}

static int64_t step_back(const struct search *search)
{
    const int64_t level = search->best_cost - STEP_BACK;
    return level > search->bound ? level : search->bound;
}

/* Candidates, ever dearer as they teach why they are not safe, until one is; then cheaper ones are looked for. */
static void run_exchange_phase(struct search *search)
{
    struct covering covering = {0};
    int64_t level = search->bound;
    bool failed = false;
    for (int barren = 0; goes_on_exchanging(search) && barren < LAST_CHANCES; search->rounds--) {
        if (!find_candidate(search, &level)) {
            barren++;
            level = step_back(search);
            continue;
        }
        barren = 0;
        failed = add_cuts(search, SIZE_MAX);
        if (failed) {
            cover_candidate(search, &covering, &level);
            continue;
        }
        keep_if_better(search, search->tried);
        level = step_back(search);
    }
    if (search->best_cost == INT64_MAX || (failed && goes_on(search) && is_worth_completing(search)))
        complete(search, true);
}

static enum protect_outcome solve_master(struct search *search, struct protect_master_answer *answer)
{
    struct protect_effort effort = search->task->effort;
    effort.pivots = search->pivots - pivots_of(search);
    const enum protect_outcome outcome = protect_master_solve(search->master, search->best, &effort, answer);
    for (size_t c = 0; c < search->block->class_count; c++)
        search->tried[c] = answer->hidden[c] > 0.5;
    try_pattern(search, search->tried);
    return outcome;
}

/* The pool's cheapest pattern is either safe, or teaches new constraints. */
static void run_integer_phase(struct search *search)
{
    struct protect_master_answer answer = {.hidden = search->point};
    while (goes_on(search)) {
        search->rounds--;
        const enum protect_outcome outcome = solve_master(search, &answer);
        raise_bound(search, answer.bound);
        if (!goes_on(search) || add_cuts(search, SIZE_MAX))
            continue;
        keep_if_better(search, search->tried);
        if (outcome != PROTECT_SOLVED)
            return;
    }
}

/* ---- whole numbers ---- */

/* A need that fails in whole numbers under the pattern tried: something that is published now must be hidden. Classes
 * that may be hidden as well without meeting the need are left out of the constraint. */
static void add_gap_cut(struct search *search, const struct protect_need *need)
{
    const struct protect_block *block = search->block;
    const struct protect_need_question question = {search->task->effort.nodes, search->moved};
    for (size_t c = 0; c < block->class_count; c++) {
        search->cut.weights[c] = 0;
        if (block->classes[c].role != PROTECT_FREE || search->point[c] > 0.5)
            continue;
        search->point[c] = 1.0;
        show_point(search);
        const enum protect_need_state state = protect_need_check(search->deviation, block, need, &question);
        if (state == PROTECT_NEED_SHORT || state == PROTECT_NEED_GAP)
            continue;
        search->point[c] = 0.0;
        search->cut.weights[c] = 1;
    }
    search->cut.least = 1;
    protect_pool_add(search->pool, &search->cut);
}

static bool fails_for_certain(struct search *search, const struct protect_need *need)
{
    const struct protect_need_question question = {search->task->effort.nodes, search->moved};
    show_point(search);
    const enum protect_need_state state = protect_need_check(search->deviation, search->block, need, &question);
    return state == PROTECT_NEED_SHORT || state == PROTECT_NEED_GAP;
}

/* Learns from the needs that, says `is_short`, the pattern does not meet. False if that teaches nothing. */
static bool learn_from_gaps(struct search *search, const bool *pattern, const bool *is_short)
{
    const size_t known = search->pool->constraints.count;
    for (size_t i = 0; i < search->block->need_count; i++) {
        if (!is_short[i])
            continue;
        try_pattern(search, pattern);
        if (fails_for_certain(search, &search->block->needs[i]))
            add_gap_cut(search, &search->block->needs[i]);
    }
    return search->pool->constraints.count > known;
}

static bool doubts_any(const struct protect_block *block)
{
    for (size_t i = 0; i < block->need_count; i++)
        if (block->needs[i].doubted)
            return true;
    return false;
}

/* What fractions promise, whole numbers must keep for the needs in doubt: the best pattern is completed where it must be.
 * True if it was safe, or if nothing better is to be had from what it teaches. */
static bool settle_best(struct search *search)
{
    if (!doubts_any(search->block))
        return true;
    bool *is_short = memory_alloc(search->block->need_count, sizeof *is_short);
    bool *fractional = memory_alloc(search->block->class_count, sizeof *fractional);
    memcpy(fractional, search->best, search->block->class_count * sizeof *fractional);
    protect_cover_make_whole(search->cover, fractional, is_short);
    const int64_t cost = cost_of(search, fractional);
    search->best_cost = INT64_MAX;
    keep_if_better(search, protect_cover_hidden(search->cover));
    const bool settled =
        search->best_cost == cost || !goes_on(search) || !learn_from_gaps(search, fractional, is_short);
    free(is_short);
    free(fractional);
    return settled;
}

/* ---- ties ---- */

/* Among patterns of the least cost the hash decides, in small blocks. */
static void run_tie_break(struct search *search)
{
    struct protect_master_answer answer = {.hidden = search->point};
    const int64_t spent = pivots_of(search), cost = search->best_cost;
    bool *found = memory_alloc(search->block->class_count, sizeof *found);
    bool *is_short = memory_alloc(search->block->need_count, sizeof *is_short);
    search->pivots = spent + PIVOTS_FOR_TIES;
    protect_master_break_ties(search->master, cost);
    while (search->rounds-- > 0 && pivots_of(search) < search->pivots) {
        if (solve_master(search, &answer) != PROTECT_SOLVED)
            break;
        if (add_cuts(search, SIZE_MAX))
            continue;
        memcpy(found, search->tried, search->block->class_count * sizeof *found);
        protect_cover_make_whole(search->cover, found, is_short);
        if (cost_of(search, protect_cover_hidden(search->cover)) == cost) {
            memcpy(search->best, found, search->block->class_count * sizeof *found);
            break;
        }
        if (!learn_from_gaps(search, found, is_short))
            break;
    }
    free(found);
    free(is_short);
}

/* ---- blocks with nothing to decide ---- */

/* In fractions of counts; in whole numbers if it is doubted, but only where fractions allow it. */
static bool meets(struct protect_deviation *deviation, const struct protect_block *block,
                  const struct protect_need *need, struct protect_need_question question)
{
    const struct protect_need_question in_fractions = {0, question.moved};
    return protect_need_is_met_nearby(deviation, need) ||
           (protect_need_check(deviation, block, need, &in_fractions) == PROTECT_NEED_MET &&
            (!need->doubted || protect_need_check(deviation, block, need, &question) == PROTECT_NEED_MET));
}

/* By what was found for another need. */
static bool is_met_as_well(const struct protect_deviation *deviation, const struct protect_need *need)
{
    return protect_need_is_met_too(deviation, need, true) ||
           (!need->doubted && protect_need_is_met_too(deviation, need, false));
}

/* Whether the pattern shown meets all needs. */
static bool meets_all(struct protect_deviation *deviation, const struct protect_block *block, int64_t nodes)
{
    bool all = true;
    bool *met = memory_alloc(block->need_count, sizeof *met);
    bool *moved = memory_alloc(block->class_count, sizeof *moved);
    for (size_t i = 0; all && i < block->need_count; i++) {
        if (met[i])
            continue;
        all = meets(deviation, block, &block->needs[i], (struct protect_need_question){nodes, moved});
        for (size_t k = i + 1; all && k < block->need_count; k++)
            met[k] = met[k] || is_met_as_well(deviation, &block->needs[k]);
    }
    free(met);
    free(moved);
    return all;
}

/* Whether nothing is to be hidden but what is hidden under every pattern. A search has linear programs of its own: what
 * they answer does not depend on what was asked here. */
static bool needs_nothing(const struct protect_task *task, const struct protect_block *block, int64_t *ret_pivots)
{
    struct protect_deviation *deviation = protect_deviation_new(block);
    double *nothing = memory_alloc(block->class_count, sizeof *nothing);
    protect_deviation_show(deviation, nothing, 1);
    const bool enough = meets_all(deviation, block, task->effort.nodes);
    *ret_pivots = protect_deviation_pivots(deviation);
    protect_deviation_free(deviation);
    free(nothing);
    return enough;
}

/* ---- the search ---- */

static void run_phases(const struct protect_task *task, const struct protect_block *block, int64_t pivots,
                       struct protect_search_result *result)
{
    struct search search = search_open(task, block, pivots);
    if (protect_cover_try_all(search.cover, result->met)) {
        run_linear_phase(&search, FEW_NEEDS);
        do {
            run_exchange_phase(&search);
            run_linear_phase(&search, SIZE_MAX);
            run_integer_phase(&search);
        } while (!settle_best(&search));
        if (search.bound >= search.best_cost && search.best_cost > 0 && pivots_of(&search) <= PIVOTS_FOR_TIES)
            run_tie_break(&search);
        memcpy(result->hidden, search.best, block->class_count * sizeof *result->hidden);
        result->cost = search.best_cost;
        result->bound = search.bound;
    }
    result->pivots += pivots_of(&search);
    search_close(&search);
}

void protect_search_run(const struct protect_task *task, const struct protect_block *block, int64_t pivots,
                        struct arena *keep, struct protect_search_result *ret_result)
{
    struct protect_search_result result = {
        .met = ARENA_ARRAY(keep, bool, block->need_count),
        .hidden = ARENA_ARRAY(keep, bool, block->class_count),
    };
    if (needs_nothing(task, block, &result.pivots))
        memset(result.met, true, block->need_count * sizeof *result.met);
    else
        run_phases(task, block, pivots, &result);
    *ret_result = result;
}
