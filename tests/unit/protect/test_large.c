/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect/audit.h"

#include "unit/harness.h"
#include "unit/protect/tables.h"

/* People in cells over days: who is there, who came, who went. Of each day all that are there are published, and how many
 * came in all. What came to one cell on one day is told to be two at most. */
enum { CELLS = 40, DAYS = 10, LAYERS = 3 * DAYS - 2, PINNED_DAY = 3, PINNED_CELL = 6 };

static size_t there(int day, int cell)
{
    return (size_t)(day * CELLS + cell);
}

static size_t came(int day, int cell)
{
    return (size_t)((DAYS + day - 1) * CELLS + cell);
}

static size_t went(int day, int cell)
{
    return (size_t)((2 * DAYS - 1 + day - 1) * CELLS + cell);
}

static void count_people(int64_t *counts)
{
    for (int cell = 0; cell < CELLS; cell++) {
        counts[there(0, cell)] = 1 + cell % 4;
        for (int day = 1; day < DAYS; day++) {
            const int64_t before = counts[there(day - 1, cell)];
            counts[came(day, cell)] = (cell + day) % 3 == 0;
            counts[went(day, cell)] = before > 0 && (cell + 2 * day) % 4 == 0;
            counts[there(day, cell)] = before + counts[came(day, cell)] - counts[went(day, cell)];
        }
    }
}

static void publish_layer(struct protect_system *system, size_t first, size_t count)
{
    struct protect_term terms[CELLS * DAYS];
    for (size_t i = 0; i < count; i++)
        terms[i] = (struct protect_term){first + i, 1};
    table_add_sum(system, &(struct protect_sum_request){.kind = PROTECT_ALWAYS, .terms = terms, .term_count = count});
}

static struct protect_system *people(struct arena *keep)
{
    struct protect_system *system = protect_system_new(keep);
    struct error err = {0};
    int64_t counts[LAYERS * CELLS];
    size_t number;
    count_people(counts);
    for (size_t i = 0; i < LAYERS * CELLS; i++) {
        const struct protect_variable variable = {.value = counts[i], .cell = 1 + i % CELLS, .layer = i / CELLS};
        ck_assert(protect_system_add_variable(system, variable, &number, &err));
        const struct protect_term alone = {i, 1};
        table_add_sum(system, &(struct protect_sum_request){.kind = PROTECT_WITHHELD, .terms = &alone, .term_count = 1});
    }
    for (int day = 1; day < DAYS; day++)
        for (int cell = 0; cell < CELLS; cell++) {
            const struct protect_term terms[] = {
                {there(day, cell), 1}, {there(day - 1, cell), -1}, {came(day, cell), -1}, {went(day, cell), 1}};
            table_add_sum(system, &(struct protect_sum_request){.kind = PROTECT_ALWAYS, .terms = terms, .term_count = 4});
        }
    for (int day = 0; day < DAYS; day++)
        publish_layer(system, there(day, 0), CELLS);
    publish_layer(system, came(1, 0), (DAYS - 1) * CELLS);
    const struct protect_term pinned = {came(PINNED_DAY, PINNED_CELL), 1};
    table_add_sum(system, &(struct protect_sum_request){
                              .kind = PROTECT_TOLD, .told = {0, 2}, .terms = &pinned, .term_count = 1});
    return system;
}

static void expect_possible(const struct protect_system *system, const bool *hidden, const struct protect_audit *audit,
                            size_t witness, int64_t *table)
{
    protect_witness_table(system, &audit->witnesses[witness], table);
    ck_assert(protect_table_fits(system, hidden, table));
}

static void expect_safe(const struct protect_system *system, const bool *hidden, const struct protect_audit *audit,
                        const struct protect_verdict *verdict)
{
    int64_t low[LAYERS * CELLS], high[LAYERS * CELLS];
    expect_possible(system, hidden, audit, verdict->low_witness, low);
    expect_possible(system, hidden, audit, verdict->high_witness, high);
    const size_t variable = system->sums.items[verdict->sum].terms[0].variable;
    ck_assert_int_eq(verdict->status, PROTECT_SAFE);
    ck_assert_int_ge(high[variable], 5);
    ck_assert_int_ge(high[variable] - low[variable], 2);
}

/* One table serves many: that of a cell where all who are counted on some day are there on all. */
START_TEST(in_a_large_system_few_tables_show_all_counts_safe_but_the_one_that_is_told)
{
    struct arena *keep = arena_new();
    struct error err = {0};
    const struct protect_system *system = people(keep);
    const struct protect_task task = table_task(system, 5);
    bool *hidden = ARENA_ARRAY(keep, bool, system->sums.count);
    struct protect_audit audit;
    ck_assert(protect_audit(&task, hidden, keep, &audit, &err));
    ck_assert_uint_eq(audit.unsafe_count, 1);
    for (size_t i = 0; i < audit.verdict_count; i++) {
        const struct protect_verdict *verdict = &audit.verdicts[i];
        if (verdict->sum != came(PINNED_DAY, PINNED_CELL) && verdict->sum < LAYERS * CELLS) {
            expect_safe(system, hidden, &audit, verdict);
            continue;
        }
        ck_assert_int_eq(verdict->status, PROTECT_UNSAFE);
        ck_assert_int_eq(verdict->interval.low, 0);
        ck_assert_int_eq(verdict->interval.high, 2);
        ck_assert_ptr_nonnull(verdict->high_proof);
    }
    ck_assert_uint_le(audit.witness_count * 2, audit.verdict_count);
    arena_free(keep);
}
END_TEST

/* For whom wants no more than to know how many are unsafe. */
START_TEST(without_ends_what_is_unsafe_is_only_counted)
{
    struct arena *keep = arena_new();
    struct error err = {0};
    const struct protect_system *system = people(keep);
    struct protect_task task = table_task(system, 5);
    task.without_ends = true;
    bool *hidden = ARENA_ARRAY(keep, bool, system->sums.count);
    struct protect_audit audit;
    ck_assert(protect_audit(&task, hidden, keep, &audit, &err));
    ck_assert_uint_eq(audit.unsafe_count, 1);
    for (size_t i = 0; i < audit.verdict_count; i++)
        ck_assert(audit.verdicts[i].status == PROTECT_SAFE || !audit.verdicts[i].high_proof);
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("protect/large", in_a_large_system_few_tables_show_all_counts_safe_but_the_one_that_is_told,
             without_ends_what_is_unsafe_is_only_counted)
