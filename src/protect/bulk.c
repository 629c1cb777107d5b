/* SPDX-License-Identifier: GPL-3.0-or-later
 * Needs one after the other: the cheapest move that was found hides what it changes. Then classes are shown again where
 * the needs that lean on them find another way. */
#include "protect/bulk.h"

#include <stdlib.h>
#include <string.h>

#include "protect/moves.h"
#include "protect/need.h"

enum {
    VARIABLES_FOR_BULK = 3000,
    STEPS = 80,       /* of one search for a move */
    TRIES = 8,        /* for one need, while classes must be bought for it */
    FREE_TRIES = 2,   /* while nothing may be bought */
    LEANING_MAX = 30, /* needs that lean on a class, for it to be shown again */
    NODES = 2000,     /* of a search for whole numbers where no move was found */
    USUAL_PRICE = 8,  /* of the class of middle cost; see WEIGHTS */
    LARGEST_PRICE = 10000,
};

/* A way to meet needs: the free classes that it changes. */
struct way {
    const size_t *classes;
    size_t class_count;
};

struct bulk {
    const struct protect_block *block;
    struct arena *keep;
    uint64_t seed;
    struct protect_moves *moves;
    bool *hidden;
    struct protect_range *ranges; /* of the classes while they are hidden */
    int64_t *prices;
    size_t *order; /* of needs or classes */
    struct way *ways, *new_ways; /* of the needs */
    bool *met;
    size_t *best, *tried; /* classes that the best, the last move changes */
    size_t best_count, tried_count;
    bool *is_tried;
    size_t *first_need; /* of each class; they are in the order of the classes */
    size_t *met_too;    /* needs of other classes that the best move meets */
    size_t met_too_count;
};

bool protect_bulk_is_due(const struct protect_block *block)
{
    return block->variable_count > VARIABLES_FOR_BULK;
}

static bool is_free(const struct bulk *bulk, size_t c)
{
    return bulk->block->classes[c].role == PROTECT_FREE;
}

static struct protect_range range_of(const struct protect_class *class)
{
    const struct protect_range range = {
        class->room == PROTECT_ROOM_ENDLESS ? -PROTECT_NO_END : -class->room,
        class->ceiling == PROTECT_ROOM_ENDLESS ? PROTECT_NO_END : class->ceiling,
    };
    return class->role == PROTECT_FROZEN ? (struct protect_range){0, 0} : range;
}

static int by_size(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* The middle one of the costs, or 1. */
static int64_t usual_cost(const struct protect_block *block)
{
    int64_t *costs = memory_alloc(block->class_count, sizeof *costs);
    size_t count = 0;
    for (size_t c = 0; c < block->class_count; c++)
        if (block->classes[c].role == PROTECT_FREE)
            costs[count++] = block->classes[c].cost;
    if (count)
        qsort(costs, count, sizeof *costs, by_size);
    const int64_t usual = count && costs[count / 2] > 1 ? costs[count / 2] : 1;
    free(costs);
    return usual;
}

/* Prices are costs in a measure that moves can weigh against breaches. */
static void set_prices(struct bulk *bulk)
{
    const struct protect_block *block = bulk->block;
    const int64_t usual = usual_cost(block);
    for (size_t c = 0; c < block->class_count; c++) {
        const int64_t cost = block->classes[c].cost;
        const int64_t price = cost / usual * USUAL_PRICE + cost % usual * USUAL_PRICE / usual;
        if (is_free(bulk, c))
            bulk->prices[c] = price < 1 ? 1 : price > LARGEST_PRICE ? LARGEST_PRICE : price;
    }
}

static void open_moves(struct bulk *bulk)
{
    const struct protect_block *block = bulk->block;
    struct protect_move_line *lines = memory_alloc(block->class_count, sizeof *lines);
    struct protect_range *ranges = memory_alloc(block->variable_count, sizeof *ranges);
    set_prices(bulk);
    for (size_t c = 0; c < block->class_count; c++) {
        const struct protect_class *class = &block->classes[c];
        bulk->ranges[c] = range_of(class);
        lines[c] =
            (struct protect_move_line){class->terms, class->term_count, bulk->ranges[c], bulk->prices[c]};
    }
    for (size_t i = 0; i < block->variable_count; i++)
        ranges[i] = (struct protect_range){-block->rooms[i], PROTECT_NO_END};
    const struct protect_move_space space = {lines, block->class_count, ranges, block->variable_count};
    bulk->moves = protect_moves_new(&space);
    free(lines);
    free(ranges);
}

/* ---- one need ---- */

/* Adds the free classes that are changed, those only that `taken` does not have; marks them there. */
static void gather_changed(struct bulk *bulk)
{
    size_t count;
    const size_t *changed = protect_moves_changed(bulk->moves, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_free(bulk, changed[i]) || bulk->is_tried[changed[i]])
            continue;
        bulk->is_tried[changed[i]] = true;
        bulk->tried[bulk->tried_count++] = changed[i];
    }
}

static void forget_tried(struct bulk *bulk)
{
    while (bulk->tried_count)
        bulk->is_tried[bulk->tried[--bulk->tried_count]] = false;
}

/* Notes the needs of other classes that a move upwards meets as well. */
static void gather_met(struct bulk *bulk)
{
    size_t count;
    const size_t *changed = protect_moves_changed(bulk->moves, &count);
    for (size_t i = 0; i < count; i++) {
        const int64_t change = protect_moves_of_line(bulk->moves, changed[i]);
        for (size_t n = bulk->first_need[changed[i]]; n < bulk->first_need[changed[i] + 1]; n++) {
            const struct protect_need *need = &bulk->block->needs[n];
            if (!bulk->met[n] && change >= need->rise && change >= need->spread)
                bulk->met_too[bulk->met_too_count++] = n;
        }
    }
}

static bool shift(struct bulk *bulk, const struct protect_need *need, bool up, int64_t by, int try)
{
    static const int64_t WEIGHTS[] = {12, 24, 64, 200}; /* against USUAL_PRICE */
    const int64_t weight = WEIGHTS[(size_t)try / 2 % (sizeof WEIGHTS / sizeof *WEIGHTS)];
    const uint64_t seed = bulk->seed ^ bulk->block->classes[need->class_number].order ^ (uint64_t)try << 32;
    const struct protect_move_wish wish = {need->class_number, up, by, STEPS, weight, seed};
    protect_moves_reset(bulk->moves);
    if (by > 0 && !protect_moves_make(bulk->moves, &wish))
        return false;
    gather_changed(bulk);
    return true;
}

/* What the moves gather is in `tried` then. */
static bool try_need(struct bulk *bulk, const struct protect_need *need, int try)
{
    forget_tried(bulk);
    if (need->rise >= need->spread)
        return shift(bulk, need, true, need->rise, try);
    if (try % 2 == 0)
        return shift(bulk, need, true, need->spread, try);
    return shift(bulk, need, true, need->rise, try) &&
           shift(bulk, need, false, need->spread - (need->rise > 0 ? need->rise : 0), try);
}

static int64_t price_of_tried(const struct bulk *bulk)
{
    int64_t price = 0;
    for (size_t i = 0; i < bulk->tried_count; i++)
        if (!bulk->hidden[bulk->tried[i]])
            price += bulk->prices[bulk->tried[i]];
    return price;
}

/* The cheapest way that some tries find; false if they find none. */
static bool find_way(struct bulk *bulk, size_t number, int tries, struct way *ret_way)
{
    int64_t best_price = INT64_MAX;
    for (int try = 0; try < tries && best_price > 0; try++) {
        if (!try_need(bulk, &bulk->block->needs[number], try))
            continue;
        const int64_t price = price_of_tried(bulk);
        if (price >= best_price)
            continue;
        best_price = price;
        bulk->best_count = bulk->tried_count;
        memcpy(bulk->best, bulk->tried, bulk->tried_count * sizeof *bulk->best);
        bulk->met_too_count = 0;
        gather_met(bulk);
    }
    forget_tried(bulk);
    protect_moves_reset(bulk->moves);
    if (best_price == INT64_MAX)
        return false;
    size_t *classes = ARENA_ARRAY(bulk->keep, size_t, bulk->best_count);
    if (bulk->best_count)
        memcpy(classes, bulk->best, bulk->best_count * sizeof *classes);
    *ret_way = (struct way){classes, bulk->best_count};
    return true;
}

/* ---- all needs ---- */

static void hide(struct bulk *bulk, size_t c)
{
    bulk->hidden[c] = true;
    protect_moves_set_price(bulk->moves, c, 0);
}

static int rise_first(const void *left, const void *right, void *info)
{
    const struct protect_block *block = info;
    const struct protect_need *a = &block->needs[*(const size_t *)left], *b = &block->needs[*(const size_t *)right];
    if (a->rise != b->rise)
        return a->rise > b->rise ? -1 : 1;
    return (a > b) - (a < b);
}

static void meet_all(struct bulk *bulk)
{
    struct protect_block block = *bulk->block;
    for (size_t i = 0; i < block.need_count; i++)
        bulk->order[i] = i;
    qsort_r(bulk->order, block.need_count, sizeof *bulk->order, rise_first, &block);
    for (size_t i = 0; i < block.need_count; i++) {
        const size_t need = bulk->order[i];
        if (bulk->met[need])
            continue;
        struct way *way = &bulk->ways[need];
        bulk->met_too_count = 0;
        bulk->met[need] = find_way(bulk, need, TRIES, way);
        for (size_t j = 0; j < way->class_count; j++)
            hide(bulk, way->classes[j]);
        for (size_t j = 0; j < bulk->met_too_count; j++) {
            bulk->ways[bulk->met_too[j]] = *way;
            bulk->met[bulk->met_too[j]] = true;
        }
    }
}

/* ---- needs that no move was found for ---- */

/* What integer programming changes when everything may be hidden. */
static bool search_way(struct bulk *bulk, struct protect_deviation *deviation, size_t need, bool *moved)
{
    const struct protect_block *block = bulk->block;
    const struct protect_need_question question = {NODES, moved};
    if (protect_need_check(deviation, block, &block->needs[need], &question) != PROTECT_NEED_MET)
        return false;
    size_t *classes = ARENA_ARRAY(bulk->keep, size_t, block->class_count);
    size_t count = 0;
    for (size_t c = 0; c < block->class_count; c++) {
        if (!moved[c] || !is_free(bulk, c))
            continue;
        classes[count++] = c;
        hide(bulk, c);
    }
    bulk->ways[need] = (struct way){classes, count};
    return true;
}

/* False if some needs are still not met. */
static bool meet_stubborn(struct bulk *bulk)
{
    const struct protect_block *block = bulk->block;
    struct protect_deviation *deviation = NULL;
    bool all = true, *moved = ARENA_ARRAY(bulk->keep, bool, block->class_count);
    for (size_t i = 0; i < block->need_count; i++) {
        if (bulk->met[i])
            continue;
        if (!deviation) {
            double *everything = ARENA_ARRAY(bulk->keep, double, block->class_count);
            for (size_t c = 0; c < block->class_count; c++)
                everything[c] = is_free(bulk, c) ? 1.0 : 0.0;
            deviation = protect_deviation_new(block);
            protect_deviation_show(deviation, everything, 1);
        }
        bulk->met[i] = search_way(bulk, deviation, i, moved);
        all = all && bulk->met[i];
    }
    protect_deviation_free(deviation);
    return all;
}

/* ---- showing again ---- */

static bool leans_on(const struct way *way, size_t c)
{
    for (size_t i = 0; i < way->class_count; i++)
        if (way->classes[i] == c)
            return true;
    return false;
}

/* Whether all needs that lean on the class find other ways, which are then theirs. Where many lean on it, that is not
 * worth the work. */
static bool find_other_ways(struct bulk *bulk, size_t c)
{
    size_t count = 0;
    for (size_t i = 0; i < bulk->block->need_count && count <= LEANING_MAX; i++)
        if (leans_on(&bulk->ways[i], c))
            bulk->order[count++] = i;
    if (count > LEANING_MAX)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!find_way(bulk, bulk->order[i], FREE_TRIES, &bulk->new_ways[i]))
            return false;
    for (size_t i = 0; i < count; i++)
        bulk->ways[bulk->order[i]] = bulk->new_ways[i];
    return true;
}

static int cost_first(const void *left, const void *right, void *info)
{
    const struct protect_block *block = info;
    const struct protect_class *a = &block->classes[*(const size_t *)left];
    const struct protect_class *b = &block->classes[*(const size_t *)right];
    if (a->cost != b->cost)
        return a->cost > b->cost ? -1 : 1;
    return (a > b) - (a < b);
}

static void show_spare(struct bulk *bulk)
{
    struct protect_block block = *bulk->block;
    size_t *classes = memory_alloc(block.class_count, sizeof *classes);
    size_t count = 0;
    for (size_t c = 0; c < block.class_count; c++) {
        if (!is_free(bulk, c))
            continue;
        if (bulk->hidden[c])
            classes[count++] = c;
        else
            protect_moves_set_range(bulk->moves, c, (struct protect_range){0, 0});
    }
    qsort_r(classes, count, sizeof *classes, cost_first, &block);
    for (size_t i = 0; i < count; i++) {
        protect_moves_set_range(bulk->moves, classes[i], (struct protect_range){0, 0});
        bulk->hidden[classes[i]] = false;
        if (find_other_ways(bulk, classes[i]))
            continue;
        bulk->hidden[classes[i]] = true;
        protect_moves_set_range(bulk->moves, classes[i], bulk->ranges[classes[i]]);
    }
    free(classes);
}

bool protect_bulk_make(const struct protect_block *block, uint64_t seed, bool *ret_hidden, bool *ret_met)
{
    struct bulk bulk = {.block = block, .keep = arena_new(), .seed = seed, .hidden = ret_hidden, .met = ret_met};
    const size_t classes = block->class_count, needs = block->need_count;
    bulk.ranges = ARENA_ARRAY(bulk.keep, struct protect_range, classes);
    bulk.prices = ARENA_ARRAY(bulk.keep, int64_t, classes);
    bulk.order = ARENA_ARRAY(bulk.keep, size_t, needs + LEANING_MAX + 1);
    bulk.ways = ARENA_ARRAY(bulk.keep, struct way, needs);
    bulk.new_ways = ARENA_ARRAY(bulk.keep, struct way, needs);
    bulk.best = ARENA_ARRAY(bulk.keep, size_t, classes);
    bulk.tried = ARENA_ARRAY(bulk.keep, size_t, classes);
    bulk.is_tried = ARENA_ARRAY(bulk.keep, bool, classes);
    memset(ret_hidden, 0, classes * sizeof *ret_hidden);
    bulk.first_need = ARENA_ARRAY(bulk.keep, size_t, classes + 1);
    bulk.met_too = ARENA_ARRAY(bulk.keep, size_t, needs);
    for (size_t c = 0, n = 0; c <= classes; c++) {
        bulk.first_need[c] = n;
        while (c < classes && n < needs && block->needs[n].class_number == c)
            n++;
    }
    memset(ret_met, 0, needs * sizeof *ret_met);
    open_moves(&bulk);
    meet_all(&bulk);
    const bool all = meet_stubborn(&bulk);
    if (all)
        show_spare(&bulk);
    protect_moves_free(bulk.moves);
    arena_free(bulk.keep);
    return all;
}
