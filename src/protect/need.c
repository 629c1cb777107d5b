/* SPDX-License-Identifier: GPL-3.0-or-later
 * A need is one shift up, and, where that alone does not open the spread, a shift up and one down. */
#include "protect/need.h"

#include <math.h>
#include <stdlib.h>

static const double NEARLY = 1e-6;

/* Ways to split the spread that are tried in whole numbers before giving up. */
enum { SPLITS_TRIED = 16 };

static void add_moved(const struct protect_deviation *deviation, const struct protect_block *block,
                      const struct protect_need_question *question)
{
    for (size_t c = 0; c < block->class_count; c++)
        if (!question->moved[c])
            question->moved[c] = fabs(protect_deviation_change(deviation, c, question->nodes > 0)) > NEARLY;
}

/* How far both ways together go in fractions, each at most the spread. */
struct both_ways {
    double up, down;
};

static bool push_both_ways(struct protect_deviation *deviation, const struct protect_need *need,
                           struct both_ways *ret_ends)
{
    const struct protect_shift up = {need->class_number, true, need->spread};
    const struct protect_shift down = {need->class_number, false, need->spread};
    return protect_deviation_push(deviation, &up, &ret_ends->up) == PROTECT_SOLVED &&
           protect_deviation_push(deviation, &down, &ret_ends->down) == PROTECT_SOLVED;
}

static enum protect_need_state push_shift(struct protect_deviation *deviation, const struct protect_shift *shift)
{
    double end;
    if (protect_deviation_push(deviation, shift, &end) != PROTECT_SOLVED)
        return PROTECT_NEED_UNDECIDED;
    return end < (double)shift->by - NEARLY ? PROTECT_NEED_SHORT : PROTECT_NEED_MET;
}

static enum protect_need_state search_shift(struct protect_deviation *deviation, const struct protect_shift *shift,
                                            int64_t nodes)
{
    const enum protect_need_state pushed = push_shift(deviation, shift);
    if (pushed == PROTECT_NEED_SHORT)
        return pushed;
    switch (protect_deviation_search(deviation, shift, nodes)) {
    case PROTECT_SOLVED:
        return PROTECT_NEED_MET;
    case PROTECT_IMPOSSIBLE:
        return pushed == PROTECT_NEED_MET ? PROTECT_NEED_GAP : PROTECT_NEED_UNDECIDED;
    case PROTECT_ENDLESS:
    case PROTECT_GIVEN_UP:
        break;
    }
    return PROTECT_NEED_UNDECIDED;
}

static enum protect_need_state check_shift(struct protect_deviation *deviation, const struct protect_block *block,
                                           const struct protect_shift *shift,
                                           const struct protect_need_question *question)
{
    if (shift->by <= 0)
        return PROTECT_NEED_MET;
    const enum protect_need_state state = question->nodes > 0 ? search_shift(deviation, shift, question->nodes)
                                                              : push_shift(deviation, shift);
    if (state == PROTECT_NEED_MET)
        add_moved(deviation, block, question);
    return state;
}

/* In fractions: as far up as it goes, the rest down. */
static enum protect_need_state split_spread(struct protect_deviation *deviation, const struct protect_block *block,
                                            const struct protect_need *need, const struct both_ways *ends,
                                            const struct protect_need_question *question)
{
    const int64_t rise = (int64_t)floor(ends->up + NEARLY);
    const struct protect_shift up = {need->class_number, true, rise};
    const struct protect_shift down = {need->class_number, false, need->spread - rise};
    if (check_shift(deviation, block, &up, question) != PROTECT_NEED_MET)
        return PROTECT_NEED_UNDECIDED;
    return check_shift(deviation, block, &down, question);
}

/* In whole numbers: the largest rise that fits decides how much is left for the shift down. */
static enum protect_need_state search_split(struct protect_deviation *deviation, const struct protect_block *block,
                                            const struct protect_need *need, const struct both_ways *ends,
                                            const struct protect_need_question *question)
{
    const int64_t highest = (int64_t)floor(ends->up + NEARLY);
    for (int64_t rise = highest; rise >= need->rise && rise > highest - SPLITS_TRIED; rise--) {
        const struct protect_shift up = {need->class_number, true, rise};
        const struct protect_shift down = {need->class_number, false, need->spread - rise};
        const enum protect_need_state state = check_shift(deviation, block, &up, question);
        if (state == PROTECT_NEED_UNDECIDED)
            return state;
        if (state != PROTECT_NEED_MET)
            continue;
        const enum protect_need_state rest = check_shift(deviation, block, &down, question);
        return rest == PROTECT_NEED_SHORT ? PROTECT_NEED_GAP : rest;
    }
    return PROTECT_NEED_UNDECIDED;
}

static enum protect_need_state check_spread(struct protect_deviation *deviation, const struct protect_block *block,
                                            const struct protect_need *need,
                                            const struct protect_need_question *question)
{
    struct both_ways ends;
    if (!push_both_ways(deviation, need, &ends))
        return PROTECT_NEED_UNDECIDED;
    if (ends.up + ends.down < (double)need->spread - NEARLY)
        return PROTECT_NEED_SHORT;
    if (question->nodes == 0)
        return split_spread(deviation, block, need, &ends, question);
    return search_split(deviation, block, need, &ends, question);
}

enum protect_need_state protect_need_check(struct protect_deviation *deviation, const struct protect_block *block,
                                           const struct protect_need *need,
                                           const struct protect_need_question *question)
{
    for (size_t c = 0; c < block->class_count; c++)
        question->moved[c] = false;
    const struct protect_shift rise = {need->class_number, true, need->rise};
    const struct protect_shift spread = {need->class_number, true, need->spread};
    if (need->rise < need->spread && check_shift(deviation, block, &spread, question) == PROTECT_NEED_MET)
        return PROTECT_NEED_MET;
    const enum protect_need_state state = check_shift(deviation, block, &rise, question);
    if (state != PROTECT_NEED_MET || need->rise >= need->spread)
        return state;
    return check_spread(deviation, block, need, question);
}

/* Far enough up is spread enough as well: the truth is the other end. */
bool protect_need_is_met_nearby(struct protect_deviation *deviation, const struct protect_need *need)
{
    const struct protect_shift up = {need->class_number, true, need->rise > need->spread ? need->rise : need->spread};
    return up.by > 0 && protect_deviation_mend(deviation, &up);
}

bool protect_need_is_met_too(const struct protect_deviation *deviation, const struct protect_need *need, bool searched)
{
    const int64_t enough = need->rise > need->spread ? need->rise : need->spread;
    return protect_deviation_change(deviation, need->class_number, searched) > (double)enough - NEARLY;
}

/* From "what can be must be enough" to a constraint: weights above the need count as much as the need. */
static bool finish_cut(const struct protect_block *block, const double *hidden, struct protect_cut *cut)
{
    if (cut->least <= 0)
        return false;
    double reached = 0.0;
    for (size_t c = 0; c < block->class_count; c++) {
        if (cut->weights[c] > cut->least)
            cut->weights[c] = cut->least;
        reached += (double)cut->weights[c] * hidden[c];
    }
    return reached < (double)cut->least * (1.0 - NEARLY);
}

static int64_t common_multiple(int64_t a, int64_t b)
{
    int64_t x = a, y = b;
    while (y) {
        const int64_t rest = x % y;
        x = y;
        y = rest;
    }
    return a / x * b;
}

/* Adds `times` the capacity; endless stays endless. */
static void add_capacity(const struct protect_block *block, const struct protect_capacity *capacity, int64_t times,
                         struct protect_cut *cut)
{
    cut->least -= times * capacity->constant;
    for (size_t c = 0; c < block->class_count; c++) {
        const int64_t more = capacity->capacities[c];
        if (more == PROTECT_CAPACITY_ENDLESS || cut->weights[c] == PROTECT_CAPACITY_ENDLESS)
            cut->weights[c] = PROTECT_CAPACITY_ENDLESS;
        else
            cut->weights[c] += times * more;
    }
}

static bool cut_rise(struct protect_deviation *deviation, const struct protect_need *need, struct protect_cut *cut)
{
    const struct protect_shift up = {need->class_number, true, need->rise};
    double end;
    if (protect_deviation_push(deviation, &up, &end) != PROTECT_SOLVED || end > (double)need->rise - NEARLY)
        return false;
    struct protect_capacity capacity = {.capacities = cut->weights};
    if (!protect_deviation_capacity(deviation, &up, &capacity))
        return false;
    cut->least = need->rise * capacity.divisor - capacity.constant;
    return true;
}

static bool capacity_of(struct protect_deviation *deviation, const struct protect_shift *shift,
                        struct protect_capacity *ret_capacity)
{
    double end;
    return protect_deviation_push(deviation, shift, &end) == PROTECT_SOLVED &&
           end < (double)shift->by - NEARLY && protect_deviation_capacity(deviation, shift, ret_capacity);
}

static bool join_capacities(struct protect_deviation *deviation, const struct protect_block *block,
                            const struct protect_need *need, struct protect_capacity both[2], struct protect_cut *cut)
{
    const struct protect_shift up = {need->class_number, true, need->spread};
    const struct protect_shift down = {need->class_number, false, need->spread};
    if (!capacity_of(deviation, &up, &both[0]) || !capacity_of(deviation, &down, &both[1]))
        return false;
    const int64_t divisor = common_multiple(both[0].divisor, both[1].divisor);
    cut->least = need->spread * divisor;
    for (size_t c = 0; c < block->class_count; c++)
        cut->weights[c] = 0;
    for (int i = 0; i < 2; i++)
        add_capacity(block, &both[i], divisor / both[i].divisor, cut);
    return true;
}

static bool cut_spread(struct protect_deviation *deviation, const struct protect_block *block,
                       const struct protect_need *need, struct protect_cut *cut)
{
    struct both_ways ends;
    if (!push_both_ways(deviation, need, &ends) || ends.up + ends.down > (double)need->spread - NEARLY)
        return false;
    struct protect_capacity both[2];
    for (int i = 0; i < 2; i++)
        both[i].capacities = memory_alloc(block->class_count, sizeof *both[i].capacities);
    const bool found = join_capacities(deviation, block, need, both, cut);
    for (int i = 0; i < 2; i++)
        free(both[i].capacities);
    return found;
}

bool protect_need_cut(struct protect_deviation *deviation, const struct protect_block *block,
                      const struct protect_need *need, const double *hidden, struct protect_cut *ret_cut)
{
    if (cut_rise(deviation, need, ret_cut) && finish_cut(block, hidden, ret_cut))
        return true;
    return need->rise < need->spread && cut_spread(deviation, block, need, ret_cut) &&
           finish_cut(block, hidden, ret_cut);
}
