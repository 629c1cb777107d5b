/* SPDX-License-Identifier: GPL-3.0-or-later
 * Needs are met one after the other; what each one's deviations move is remembered, so that taking a class back only
 * asks again for the needs that leaned on it. Fractions of counts serve until the end, when whole numbers are asked for
 * where a need is doubted. */
#include "protect/cover.h"

#include <stdlib.h>
#include <string.h>

struct protect_cover {
    struct protect_deviation *deviation;
    struct protect_pool *pool;
    const struct protect_block *block;
    int64_t nodes;
    bool *hidden;
    double *shown;    /* the same for the linear programs */
    struct protect_ways *ways;   /* that the cover leaves open: whatever it takes back, needs that lean on it are asked again */
    struct protect_ways *widest; /* with everything hidden */
    bool *moved;
    size_t *by_rise; /* needs, the largest rise first */
    size_t *by_cost; /* free classes, the dearest first */
    size_t free_count;
    bool *open; /* needs still to be checked */
    struct protect_cut cut;
};

static int rise_first(const void *left, const void *right, void *info)
{
    const struct protect_block *block = info;
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;
    if (block->needs[a].rise != block->needs[b].rise)
        return block->needs[a].rise > block->needs[b].rise ? -1 : 1;
    return (a > b) - (a < b);
}

static int cost_first(const void *left, const void *right, void *info)
{
    const struct protect_block *block = info;
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;
    if (block->classes[a].cost != block->classes[b].cost)
        return block->classes[a].cost > block->classes[b].cost ? -1 : 1;
    return (a > b) - (a < b);
}

static void sort_work(struct protect_cover *cover)
{
    struct protect_block block = *cover->block;
    for (size_t i = 0; i < block.need_count; i++)
        cover->by_rise[i] = i;
    for (size_t c = 0; c < block.class_count; c++)
        if (block.classes[c].role == PROTECT_FREE)
            cover->by_cost[cover->free_count++] = c;
    qsort_r(cover->by_rise, block.need_count, sizeof *cover->by_rise, rise_first, &block);
    qsort_r(cover->by_cost, cover->free_count, sizeof *cover->by_cost, cost_first, &block);
}

struct protect_cover *protect_cover_new(struct protect_deviation *deviation, struct protect_pool *pool,
                                        struct protect_ways *ways, int64_t nodes)
{
    const struct protect_block *block = pool->block;
    struct protect_cover *cover = memory_alloc(1, sizeof *cover);
    const size_t classes = block->class_count, needs = block->need_count;
    cover->deviation = deviation;
    cover->pool = pool;
    cover->cut.weights = memory_alloc(classes, sizeof *cover->cut.weights);
    cover->block = block;
    cover->nodes = nodes;
    cover->ways = ways;
    cover->widest = protect_ways_new(block);
    cover->hidden = memory_alloc(classes, sizeof *cover->hidden);
    cover->shown = memory_alloc(classes, sizeof *cover->shown);
    cover->moved = memory_alloc(classes, sizeof *cover->moved);
    cover->by_rise = memory_alloc(needs, sizeof *cover->by_rise);
    cover->by_cost = memory_alloc(classes, sizeof *cover->by_cost);
    cover->open = memory_alloc(needs, sizeof *cover->open);
    sort_work(cover);
    return cover;
}

void protect_cover_free(struct protect_cover *cover)
{
    if (!cover)
        return;
    free(cover->cut.weights);
    free(cover->hidden);
    free(cover->shown);
    free(cover->moved);
    protect_ways_free(cover->widest);
    free(cover->by_rise);
    free(cover->by_cost);
    free(cover->open);
    free(cover);
}

static void show(struct protect_cover *cover)
{
    for (size_t c = 0; c < cover->block->class_count; c++)
        cover->shown[c] = cover->hidden[c] ? 1.0 : 0.0;
    protect_deviation_show(cover->deviation, cover->shown, 1);
}

/* Checks the need under the pattern shown, in fractions unless `nodes` is above 0; `ways` learns how it is met. */
static bool is_met(struct protect_cover *cover, size_t need, int64_t nodes, struct protect_ways *ways)
{
    const struct protect_need_question question = {nodes, cover->moved};
    if (protect_need_check(cover->deviation, cover->block, &cover->block->needs[need], &question) != PROTECT_NEED_MET)
        return false;
    protect_ways_note(ways, need, cover->moved);
    return true;
}

/* Closes the need just met, and all open ones that its deviation meets as well. */
static void close_with(struct protect_cover *cover, size_t need, int64_t nodes, struct protect_ways *ways)
{
    cover->open[need] = false;
    protect_ways_learn(ways, cover->deviation, nodes > 0, cover->open);
}

static void open_all(struct protect_cover *cover)
{
    for (size_t i = 0; i < cover->block->need_count; i++)
        cover->open[i] = true;
}

/* In whole numbers, where a quick search often finds a way. */
static bool is_met_at_widest(struct protect_cover *cover, size_t need)
{
    if (!protect_need_is_met_nearby(cover->deviation, &cover->block->needs[need]))
        return is_met(cover, need, cover->nodes, cover->widest);
    protect_ways_learn(cover->widest, cover->deviation, true, cover->open);
    return true;
}

bool protect_cover_try_all(struct protect_cover *cover, bool *ret_met)
{
    bool all = true;
    for (size_t c = 0; c < cover->block->class_count; c++)
        cover->hidden[c] = cover->block->classes[c].role == PROTECT_FREE;
    show(cover);
    open_all(cover);
    for (size_t i = 0; i < cover->block->need_count; i++) {
        ret_met[i] = !cover->open[i] || is_met_at_widest(cover, i);
        all = all && ret_met[i];
        if (cover->open[i] && ret_met[i])
            close_with(cover, i, cover->nodes, cover->widest);
    }
    return all;
}

/* Hides what the cheapest way to make the shift possible moves. */
static bool take_offer(struct protect_cover *cover, const struct protect_shift *shift, const double *prices)
{
    const struct protect_offer offer = {cover->hidden, prices};
    double price;
    if (shift->by <= 0 || protect_deviation_offer(cover->deviation, shift, &offer, &price) != PROTECT_SOLVED)
        return false;
    for (size_t c = 0; c < cover->block->class_count; c++)
        if (protect_deviation_offered(cover->deviation, c))
            cover->hidden[c] = true;
    show(cover);
    return true;
}

/* The spread: further down, or further up when that is cheaper or the only way. */
static void open_spread(struct protect_cover *cover, const struct protect_need *need, const double *prices)
{
    const struct protect_offer offer = {cover->hidden, prices};
    const int64_t risen = need->rise > 0 ? need->rise : 0;
    const struct protect_shift down = {need->class_number, false, need->spread - risen};
    const struct protect_shift up = {need->class_number, true, need->spread};
    double down_price, up_price;
    const bool can_sink = protect_deviation_offer(cover->deviation, &down, &offer, &down_price) == PROTECT_SOLVED;
    const bool can_rise = protect_deviation_offer(cover->deviation, &up, &offer, &up_price) == PROTECT_SOLVED;
    if (can_sink && (!can_rise || down_price < up_price))
        take_offer(cover, &down, prices);
    else if (can_rise)
        take_offer(cover, &up, prices);
}

/* As a last resort the classes that met the need when everything was hidden. */
static void hide_widest(struct protect_cover *cover, size_t need)
{
    for (size_t c = 0; c < cover->block->class_count; c++) {
        cover->moved[c] = protect_ways_move(cover->widest, need, c);
        cover->hidden[c] = cover->hidden[c] || cover->moved[c];
    }
    protect_ways_note(cover->ways, need, cover->moved);
    show(cover);
}

/* Hides what the need asks for, in fractions. False if it took the last resort. */
static bool meet(struct protect_cover *cover, size_t number, const double *prices)
{
    const struct protect_need *need = &cover->block->needs[number];
    const struct protect_shift up = {need->class_number, true, need->rise};
    if (is_met(cover, number, 0, cover->ways))
        return true;
    if (take_offer(cover, &up, prices) && is_met(cover, number, 0, cover->ways))
        return true;
    if (need->rise < need->spread) {
        open_spread(cover, need, prices);
        if (is_met(cover, number, 0, cover->ways))
            return true;
    }
    hide_widest(cover, number);
    return false;
}

static void meet_all(struct protect_cover *cover, const double *prices)
{
    open_all(cover);
    protect_ways_recall(cover->ways, cover->shown, cover->open);
    for (size_t i = 0; i < cover->block->need_count; i++) {
        const size_t need = cover->by_rise[i];
        if (cover->open[need] && meet(cover, need, prices))
            close_with(cover, need, 0, cover->ways);
    }
}

static void learn(struct protect_cover *cover, size_t need)
{
    if (protect_need_cut(cover->deviation, cover->block, &cover->block->needs[need], cover->shown, &cover->cut))
        protect_pool_add(cover->pool, &cover->cut);
}

/* Whether all needs that lean on the class can do without it. The ways found are good also if not. */
static bool is_spare(struct protect_cover *cover, size_t c)
{
    for (size_t i = 0; i < cover->block->need_count; i++)
        cover->open[i] = protect_ways_move(cover->ways, i, c);
    for (size_t i = 0; i < cover->block->need_count; i++) {
        if (!cover->open[i])
            continue;
        if (!is_met(cover, i, 0, cover->ways)) {
            learn(cover, i);
            return false;
        }
        close_with(cover, i, 0, cover->ways);
    }
    return true;
}

static void take_back(struct protect_cover *cover, size_t c)
{
    cover->hidden[c] = false;
    if (protect_pool_forbids(cover->pool, cover->hidden)) {
        cover->hidden[c] = true;
        return;
    }
    show(cover);
    cover->hidden[c] = !is_spare(cover, c);
}

static void begin(struct protect_cover *cover, const bool *start)
{
    for (size_t c = 0; c < cover->block->class_count; c++)
        cover->hidden[c] = start[c] && cover->block->classes[c].role == PROTECT_FREE;
    show(cover);
}

/* Shows again what was hidden for the need and is not wanted by it, in whole numbers. */
static void thin_need(struct protect_cover *cover, size_t need, const bool *before)
{
    for (size_t i = 0; i < cover->free_count; i++) {
        const size_t c = cover->by_cost[i];
        if (!cover->hidden[c] || before[c])
            continue;
        cover->hidden[c] = false;
        show(cover);
        if (!is_met(cover, need, cover->nodes, cover->ways))
            cover->hidden[c] = true;
    }
    show(cover);
}

void protect_cover_make_whole(struct protect_cover *cover, const bool *start, bool *ret_short)
{
    bool *before = memory_alloc(cover->block->class_count, sizeof *before);
    begin(cover, start);
    open_all(cover);
    for (size_t i = 0; i < cover->block->need_count; i++) {
        cover->open[i] = cover->open[i] && cover->block->needs[i].doubted;
        ret_short[i] = cover->open[i] && !is_met(cover, i, cover->nodes, cover->ways);
        if (cover->open[i] && !ret_short[i])
            close_with(cover, i, cover->nodes, cover->ways);
        if (!ret_short[i])
            continue;
        memcpy(before, cover->hidden, cover->block->class_count * sizeof *before);
        hide_widest(cover, i);
        thin_need(cover, i, before);
    }
    free(before);
}

void protect_cover_make(struct protect_cover *cover, const bool *start, const double *prices)
{
    begin(cover, start);
    meet_all(cover, prices);
}

void protect_cover_thin(struct protect_cover *cover)
{
    for (size_t i = 0; i < cover->free_count; i++)
        if (cover->hidden[cover->by_cost[i]])
            take_back(cover, cover->by_cost[i]);
}

const bool *protect_cover_hidden(const struct protect_cover *cover)
{
    return cover->hidden;
}
