/* SPDX-License-Identifier: GPL-3.0-or-later
 * The set of tables and uses: each different one once. */
#include "layout/request.h"

static bool same_measures(const int *a, const int *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

bool overlap_is_same(const struct overlap *a, const struct overlap *b)
{
    if (!a || !b)
        return a == b;
    return a->in_count == b->in_count && a->out_count == b->out_count && same_measures(a->in, b->in, a->in_count) &&
           same_measures(a->out, b->out, a->out_count);
}

struct table_request request_of_cases(const struct codebook *codebook, const struct table_request *table)
{
    struct table_request cases = *table;
    if (codebook->measures[table->measure].several)
        cases.measure = codebook->measures[table->measure].of;
    return cases;
}

static bool same_table(const struct table_request *a, const struct table_request *b)
{
    if (a->measure != b->measure || a->period.first != b->period.first || a->period.last != b->period.last ||
        a->dimension_count != b->dimension_count || !overlap_is_same(a->overlap, b->overlap))
        return false;
    for (size_t i = 0; i < a->dimension_count; i++)
        if (a->dimensions[i] != b->dimensions[i])
            return false;
    return true;
}

size_t requests_table(struct requests *requests, struct arena *keep, const struct table_request *table)
{
    for (size_t i = 0; i < requests->table_count; i++)
        if (same_table(&requests->tables[i], table))
            return i;
    requests->tables = arena_reserve(keep, requests->tables, requests->table_count, &requests->table_capacity,
                                     sizeof *requests->tables);
    requests->tables[requests->table_count] = *table;
    return requests->table_count++;
}

static bool same_categories(const bool *a, const bool *b, int count)
{
    if (a == b)
        return true;
    if (!a || !b)
        return false;
    for (int i = 0; i < count; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static bool same_use(const struct codebook *codebook, const struct table_request *table, const struct use *a,
                     const struct use *b)
{
    if (a->kind != b->kind || a->table != b->table || a->top_from != b->top_from || a->top_to != b->top_to ||
        a->column != b->column || a->by_count != b->by_count || a->join != b->join)
        return false;
    for (size_t i = 0; i < a->by_count; i++)
        if (a->by[i] != b->by[i])
            return false;
    for (size_t i = 0; i < table->dimension_count; i++)
        if (!same_categories(a->set.categories[i], b->set.categories[i],
                             codebook->dimensions[table->dimensions[i]].category_count))
            return false;
    return true;
}

size_t requests_use(struct requests *requests, struct arena *keep, const struct codebook *codebook,
                    const struct use *use)
{
    for (size_t i = 0; i < requests->use_count; i++)
        if (same_use(codebook, &requests->tables[use->table], &requests->uses[i], use))
            return i;
    requests->uses =
        arena_reserve(keep, requests->uses, requests->use_count, &requests->use_capacity, sizeof *requests->uses);
    requests->uses[requests->use_count] = *use;
    return requests->use_count++;
}

size_t table_request_cells(const struct codebook *codebook, const struct table_request *table)
{
    size_t cells = 1;
    for (size_t i = 0; i < table->dimension_count; i++)
        cells *= (size_t)codebook->dimensions[table->dimensions[i]].category_count;
    return cells;
}
