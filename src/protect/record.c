/* SPDX-License-Identifier: GPL-3.0-or-later
 * Views of a release, and a release of views. */
#include "protect/record.h"

#include <string.h>

#include "protect/work.h"

struct release_record release_take_down(const struct release *release, const struct release_origin *origin, size_t use)
{
    const struct released *released = &release->uses[use];
    const struct released_table *table = &released->table;
    const enum use_kind kind = origin->requests->uses[use].kind;
    struct release_record record = {.use = use, .date = released->date};
    for (size_t place = 0; place < REQUEST_DIMENSIONS_MAX; place++) {
        record.parts[place] = table->parts[place];
        record.part_count[place] = table->part_count[place];
    }
    const bool is_table = kind == USE_TABLE, is_number = kind == USE_SUM || kind == USE_DISTINCT;
    record.cells = is_table ? table->cells : is_number ? &released->sum : NULL;
    record.may_be_zero = is_table ? table->may_be_zero : is_number ? &released->sum_may_be_zero : NULL;
    record.cell_count = is_table ? table->cell_count : is_number;
    record.ranks = released->top.ranks;
    record.rank_count = released->top.count;
    record.others = released->top.others;
    record.other_count = released->top.other_count;
    return record;
}

/* ---- and back ---- */

static const struct dimension *dimension_at(const struct release_origin *origin, const struct use *use, size_t position)
{
    return &origin->codebook->dimensions[origin->requests->tables[use->table].dimensions[position]];
}

static bool parts_fit(const struct release_origin *origin, const struct use *use, const struct release_record *record)
{
    size_t cells = 1;
    for (size_t place = 0; place < use->by_count; place++) {
        const int categories = dimension_at(origin, use, use->by[place])->category_count;
        if (record->part_count[place] < 0 || record->part_count[place] > categories)
            return false;
        for (int i = 0; i < record->part_count[place]; i++)
            for (int k = 0; k < record->parts[place][i].count; k++)
                if (record->parts[place][i].categories[k] < 0 || record->parts[place][i].categories[k] >= categories)
                    return false;
        cells *= (size_t)record->part_count[place] + 1;
    }
    return record->cell_count == cells;
}

static bool ranks_fit(const struct release_origin *origin, const struct use *use, const struct release_rank *ranks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ranks[i].category < 0 || ranks[i].category >= dimension_at(origin, use, 0)->category_count)
            return false;
    return true;
}

static bool fits(const struct release_origin *origin, const struct release_record *record)
{
    if (record->use >= origin->requests->use_count)
        return false;
    const struct use *use = &origin->requests->uses[record->use];
    switch (use->kind) {
    case USE_TABLE: return parts_fit(origin, use, record);
    case USE_SUM:
    case USE_DISTINCT: return record->cell_count == 1;
    case USE_TOP:
        return ranks_fit(origin, use, record->ranks, record->rank_count) && ranks_fit(origin, use, record->others, record->other_count);
    case USE_EARLIEST:
    case USE_LATEST: return true;
    }
    return false;
}

static void *copied(struct arena *keep, const void *items, size_t count, size_t size)
{
    void *copy = arena_alloc(keep, count, size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

static void restore_table(const struct release_record *record, struct arena *keep, struct released_table *table)
{
    for (size_t place = 0; place < REQUEST_DIMENSIONS_MAX; place++) {
        table->part_count[place] = record->part_count[place];
        table->parts[place] = copied(keep, record->parts[place], (size_t)record->part_count[place], sizeof **table->parts);
    }
    table->cells = copied(keep, record->cells, record->cell_count, sizeof *table->cells);
    table->may_be_zero = copied(keep, record->may_be_zero, record->cell_count, sizeof *table->may_be_zero);
    table->cell_count = record->cell_count;
}

static void restore_use(const struct release_record *record, enum use_kind kind, struct arena *keep, struct released *released)
{
    if (kind == USE_TABLE)
        restore_table(record, keep, &released->table);
    if (kind == USE_SUM || kind == USE_DISTINCT) {
        released->sum = record->cells[0];
        released->sum_may_be_zero = record->may_be_zero[0];
    }
    released->top.count = record->rank_count;
    released->top.ranks = copied(keep, record->ranks, record->rank_count, sizeof *record->ranks);
    released->top.other_count = record->other_count;
    released->top.others = copied(keep, record->others, record->other_count, sizeof *record->others);
    released->date = record->date;
}

bool release_restore(const struct release_origin *origin, const struct release_record *records, size_t count, struct arena *keep,
                     const struct release **ret_release)
{
    struct release *release = ARENA_NEW(keep, struct release);
    *release = (struct release){.codebook = origin->codebook,
                                .requests = origin->requests,
                                .policy = origin->policy,
                                .uses = ARENA_ARRAY(keep, struct released, origin->requests->use_count)};
    for (size_t i = 0; i < count; i++) {
        if (!fits(origin, &records[i]))
            return false;
        restore_use(&records[i], origin->requests->uses[records[i].use].kind, keep, &release->uses[records[i].use]);
    }
    *ret_release = release;
    return true;
}
