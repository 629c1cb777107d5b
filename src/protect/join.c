/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joining: small categories of a table become one labelled sum. */
#include "protect/work.h"

#include <stdlib.h>

struct join *join_at(struct work *work, size_t cube, int dimension)
{
    for (size_t i = 0; i < work->joins.count; i++)
        if (work->joins.items[i].cube == cube && work->joins.items[i].dimension == dimension)
            return &work->joins.items[i];
    const struct join fresh = {.cube = cube, .dimension = dimension};
    ARENA_PUSH(work->keep, &work->joins, fresh);
    return &work->joins.items[work->joins.count - 1];
}

struct join *join_of(struct work *work, const struct use *use, int dimension)
{
    return join_at(work, work_cube(work, use), dimension);
}

bool join_is_allowed(const struct work *work, const struct use *use)
{
    return use->kind == USE_TABLE && use->join != NO_INDEX && work->inputs->policy->small_parts == SMALL_PARTS_JOIN;
}
/* ---- joining ---- */

/* Whether the category itself, or a cell of its row, is small. */
static bool row_is_small(const struct work *work, const struct use *use, size_t place, int category)
{
    if (work_is_small(work, work_count(work, use, place, category, 0, -1)))
        return true;
    for (size_t other = 0; other < use->by_count; other++) {
        if (other == place)
            continue;
        for (int i = 0; i < work_categories(work, work_dimension(work, use, other)); i++)
            if (work_is_small(work, work_count(work, use, place, category, other, i)))
                return true;
    }
    return false;
}

/* The category with the smallest count that is not empty and not joined yet, or NO_INDEX. */
static int smallest_left(struct work *work, const struct use *use, const struct join *join)
{
    int smallest = NO_INDEX;
    int64_t least = INT64_MAX;
    int64_t *counts = work_counts(work, use, (size_t)use->join);
    for (int i = 0; i < work_categories(work, join->dimension); i++)
        if (!join->joined[i] && counts[i] > 0 && counts[i] < least) {
            least = counts[i];
            smallest = i;
        }
    free(counts);
    return smallest;
}

/* Whether a reader who knows that each of the joined is at least one is left with enough doubt about each. */
static bool join_suffices(struct work *work, const struct use *use, const struct join *join)
{
    int64_t *counts = work_counts(work, use, (size_t)use->join);
    int64_t sum = 0, members = 0;
    for (int i = 0; i < work_categories(work, join->dimension); i++)
        if (join->joined[i]) {
            sum += counts[i];
            members++;
        }
    free(counts);
    const int64_t highest = sum - (members - 1);
    return members > 1 && highest >= work_threshold(work) && highest - 1 >= SPREAD;
}

/* Joins one more category. When none would be left beside the sum, joining is given up and cells are hidden instead. */
static void join_more(struct work *work, const struct use *use, struct join *join)
{
    const int next = smallest_left(work, use, join);
    if (next != NO_INDEX)
        join->joined[next] = true;
    if (next == NO_INDEX || smallest_left(work, use, join) == NO_INDEX) {
        join->joined = NULL;
        join->given_up = true;
    }
}

void join_start(struct work *work, const struct use *use)
{
    struct join *join = join_of(work, use, work_dimension(work, use, (size_t)use->join));
    if (join->given_up)
        return;
    const int count = work_categories(work, join->dimension);
    bool any = false;
    for (int i = 0; i < count; i++) {
        if (!row_is_small(work, use, (size_t)use->join, i))
            continue;
        if (!join->joined)
            join->joined = ARENA_ARRAY(work->keep, bool, (size_t)count);
        join->joined[i] = any = true;
    }
    while (any && join->joined && !join_suffices(work, use, join))
        join_more(work, use, join);
}
static bool use_has_hidden_cell(const struct work *work, size_t number)
{
    const struct use *use = work_use(work, number);
    const struct released_table *table = &work->release->uses[number].table;
    for (size_t cell = 0; use->kind == USE_TABLE && cell < table->cell_count; cell++)
        if (work->problem.sums.items[table->sums[cell]].hidden)
            return true;
    return false;
}

bool join_widen(struct work *work)
{
    for (size_t i = 0; i < work->cluster->uses.count; i++) {
        const size_t number = work->cluster->uses.items[i].use;
        const struct use *use = work_use(work, number);
        if (!work_is_printed(work, i) || !join_is_allowed(work, use) || !use_has_hidden_cell(work, number))
            continue;
        struct join *join = join_of(work, use, work_dimension(work, use, (size_t)use->join));
        if (join->given_up)
            continue;
        if (!join->joined)
            join->joined = ARENA_ARRAY(work->keep, bool, (size_t)work_categories(work, join->dimension));
        join_more(work, use, join);
        return true;
    }
    return false;
}

bool join_adopt(struct work *work)
{
    bool any = false;
    for (size_t i = 0; i < work->inputs->held_count; i++) {
        const struct told *told = &work->held[i];
        for (size_t k = 0; k < told->join_count; k++) {
            const struct join *theirs = &told->joins[k];
            struct join *own = join_at(work, theirs->cube, theirs->dimension);
            for (int c = 0; theirs->joined && c < work_categories(work, theirs->dimension); c++) {
                if (!theirs->joined[c] || (own->joined && own->joined[c]))
                    continue;
                if (!own->joined)
                    own->joined = ARENA_ARRAY(work->keep, bool, (size_t)work_categories(work, theirs->dimension));
                own->joined[c] = any = true;
            }
        }
    }
    return any;
}
