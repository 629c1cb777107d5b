/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row of bits for each need. */
#include "protect/ways.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NEARLY = 1e-6;

struct protect_ways {
    const struct protect_block *block;
    uint64_t *rows;
    bool *known;   /* for each need */
    uint64_t *row; /* the pattern or the deviation at hand */
    size_t words;  /* in a row */
};

struct protect_ways *protect_ways_new(const struct protect_block *block)
{
    struct protect_ways *ways = memory_alloc(1, sizeof *ways);
    ways->block = block;
    ways->words = (block->class_count + 63) / 64;
    ways->rows = memory_alloc(block->need_count * ways->words, sizeof *ways->rows);
    ways->known = memory_alloc(block->need_count, sizeof *ways->known);
    ways->row = memory_alloc(ways->words, sizeof *ways->row);
    return ways;
}

void protect_ways_free(struct protect_ways *ways)
{
    if (!ways)
        return;
    free(ways->rows);
    free(ways->known);
    free(ways->row);
    free(ways);
}

static void clear_row(struct protect_ways *ways)
{
    memset(ways->row, 0, ways->words * sizeof *ways->row);
}

static void add_to_row(struct protect_ways *ways, size_t class_number)
{
    ways->row[class_number / 64] |= (uint64_t)1 << (class_number % 64);
}

static bool is_hidden_whole(const struct protect_ways *ways, size_t need)
{
    const uint64_t *way = &ways->rows[need * ways->words];
    for (size_t i = 0; i < ways->words; i++)
        if (way[i] & ~ways->row[i])
            return false;
    return true;
}

void protect_ways_recall(struct protect_ways *ways, const double *hidden, bool *open)
{
    clear_row(ways);
    for (size_t c = 0; c < ways->block->class_count; c++)
        if (hidden[c] >= 1.0)
            add_to_row(ways, c);
    for (size_t i = 0; i < ways->block->need_count; i++)
        if (open[i] && ways->known[i] && is_hidden_whole(ways, i))
            open[i] = false;
}

static void keep_row(struct protect_ways *ways, size_t need)
{
    memcpy(&ways->rows[need * ways->words], ways->row, ways->words * sizeof *ways->row);
    ways->known[need] = true;
}

static void take_deviation(struct protect_ways *ways, const struct protect_deviation *deviation, bool searched)
{
    clear_row(ways);
    for (size_t c = 0; c < ways->block->class_count; c++)
        if (ways->block->classes[c].role == PROTECT_FREE &&
            fabs(protect_deviation_change(deviation, c, searched)) > NEARLY)
            add_to_row(ways, c);
}

void protect_ways_learn(struct protect_ways *ways, const struct protect_deviation *deviation, bool searched, bool *open)
{
    bool taken = false;
    for (size_t i = 0; i < ways->block->need_count; i++) {
        if (!open[i] || !protect_need_is_met_too(deviation, &ways->block->needs[i], searched))
            continue;
        if (!taken)
            take_deviation(ways, deviation, searched);
        taken = true;
        keep_row(ways, i);
        open[i] = false;
    }
}

void protect_ways_note(struct protect_ways *ways, size_t need, const bool *moved)
{
    clear_row(ways);
    for (size_t c = 0; c < ways->block->class_count; c++)
        if (moved[c] && ways->block->classes[c].role == PROTECT_FREE)
            add_to_row(ways, c);
    keep_row(ways, need);
}

bool protect_ways_move(const struct protect_ways *ways, size_t need, size_t class_number)
{
    return ways->rows[need * ways->words + class_number / 64] >> (class_number % 64) & 1;
}
