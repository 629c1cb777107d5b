/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small tables as protection systems, and a naive reader who simply lists all tables: what the engine is held
 * against. */
#ifndef TESTS_UNIT_PROTECT_TABLES_H
#define TESTS_UNIT_PROTECT_TABLES_H

#include <check.h>
#include <string.h>

#include "protect/system.h"

enum { TABLE_CELLS_MAX = 64, TABLE_SUMS_MAX = 128 };

/* A two-way table: its cells are variables; cells, margins and the whole are sums, in this order. */
struct table {
    int rows, columns;
    const int *cells;
    enum protect_kind cell_kind, margin_kind, whole_kind;
    bool zeros_hidden; /* a reader does not see what is zero */
};

static inline size_t table_add_sum(struct protect_system *system, const struct protect_sum_request *request)
{
    struct error err = {0};
    size_t number = 0;
    ck_assert_msg(protect_system_add_sum(system, request, &number, &err), "%s", err.message);
    return number;
}

/* The sum over cells `first`, `first + step`, … of which there are `count`. */
static inline size_t table_add_run(struct protect_system *system, const struct table *table, enum protect_kind kind,
                                   size_t first, size_t step, size_t count)
{
    struct protect_term terms[TABLE_CELLS_MAX];
    for (size_t i = 0; i < count; i++)
        terms[i] = (struct protect_term){first + i * step, 1};
    return table_add_sum(system, &(struct protect_sum_request){
                                     .kind = kind,
                                     .zero_is_seen = !table->zeros_hidden,
                                     .cost = kind == PROTECT_CANDIDATE ? 1 : 0,
                                     .terms = terms,
                                     .term_count = count,
                                 });
}

static inline struct protect_system *table_system(struct arena *keep, const struct table *table)
{
    struct protect_system *system = protect_system_new(keep);
    const size_t rows = (size_t)table->rows, columns = (size_t)table->columns;
    struct error err = {0};
    size_t number;
    for (size_t i = 0; i < rows * columns; i++)
        ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = table->cells[i]}, &number, &err));
    for (size_t i = 0; i < rows * columns; i++)
        table_add_run(system, table, table->cell_kind, i, 1, 1);
    for (size_t i = 0; i < rows; i++)
        table_add_run(system, table, table->margin_kind, i * columns, 1, columns);
    for (size_t i = 0; i < columns; i++)
        table_add_run(system, table, table->margin_kind, i, columns, rows);
    table_add_run(system, table, table->whole_kind, 0, 1, rows * columns);
    return system;
}

static inline struct protect_task table_task(const struct protect_system *system, int64_t threshold)
{
    return (struct protect_task){
        .system = system,
        .rule = {.threshold = threshold, .spread = 2},
        .effort = protect_effort_default(),
        .seed = 2014,
    };
}

/* Repeatable numbers (a linear congruential generator after Knuth); `below` > 0. */
static inline int dice(uint64_t *state, int below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (int)((*state >> 33) % (uint64_t)below);
}

/* The naive reader. Knows the sum of all variables, so that there are finitely many tables. */
struct naive {
    const struct protect_system *system;
    int64_t table[TABLE_CELLS_MAX];
    int64_t total;
};

static inline void naive_begin(struct naive *naive, const struct protect_system *system)
{
    *naive = (struct naive){.system = system};
    for (size_t i = 0; i < system->variables.count; i++)
        naive->total += system->variables.items[i].value;
    naive->table[system->variables.count - 1] = naive->total;
}

/* The next way to spread the total over the cells; false after the last. */
static inline bool naive_next(struct naive *naive)
{
    const size_t last = naive->system->variables.count - 1;
    size_t i = last;
    while (i > 0 && naive->table[i] == 0)
        i--;
    if (i == 0)
        return false;
    const int64_t carried = naive->table[i] - 1;
    naive->table[i] = 0;
    naive->table[i - 1]++;
    naive->table[last] = carried;
    return true;
}

static inline int64_t naive_value(const struct naive *naive, const struct protect_sum *sum)
{
    int64_t value = 0;
    for (size_t i = 0; i < sum->term_count; i++)
        value += sum->terms[i].factor * naive->table[sum->terms[i].variable];
    return value;
}

/* Whether a reader of the pattern must think the table at hand possible. */
static inline bool naive_agrees(const struct naive *naive, const bool *hidden)
{
    for (size_t i = 0; i < naive->system->variables.count; i++)
        if (naive->table[i] < naive->system->variables.items[i].least)
            return false;
    for (size_t i = 0; i < naive->system->sums.count; i++) {
        const struct protect_sum *sum = &naive->system->sums.items[i];
        const int64_t value = naive_value(naive, sum);
        bool printed = sum->kind == PROTECT_ALWAYS || (sum->kind == PROTECT_CANDIDATE && !hidden[i]);
        if (sum->value == 0 && (sum->kind == PROTECT_CANDIDATE || sum->zero_is_seen))
            printed = true;
        if (printed ? value != sum->value : sum->zero_is_seen && value < 1)
            return false;
    }
    return true;
}

struct naive_range {
    int64_t low, high;
};

/* The range of each sum over all tables that agree. */
static inline void naive_ranges(const struct protect_system *system, const bool *hidden, struct naive_range *ranges)
{
    for (size_t i = 0; i < system->sums.count; i++)
        ranges[i] = (struct naive_range){INT64_MAX, INT64_MIN};
    struct naive naive;
    naive_begin(&naive, system);
    do {
        if (!naive_agrees(&naive, hidden))
            continue;
        for (size_t i = 0; i < system->sums.count; i++) {
            const int64_t value = naive_value(&naive, &system->sums.items[i]);
            ranges[i].low = value < ranges[i].low ? value : ranges[i].low;
            ranges[i].high = value > ranges[i].high ? value : ranges[i].high;
        }
    } while (naive_next(&naive));
}

static inline bool naive_is_safe(struct naive_range range, const struct protect_rule *rule)
{
    return range.high >= rule->threshold && range.high - range.low >= rule->spread;
}

#endif
