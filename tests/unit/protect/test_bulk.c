/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect/bulk.h"

#include "protect/moves.h"
#include "protect/secure.h"
#include "unit/harness.h"
#include "unit/protect/tables.h"

/* A two by two table: its rows and columns may not change. */
static struct protect_moves *square(const struct protect_range *ranges)
{
    static const struct protect_term rows[2][2] = {{{0, 1}, {1, 1}}, {{2, 1}, {3, 1}}};
    static const struct protect_term columns[2][2] = {{{0, 1}, {2, 1}}, {{1, 1}, {3, 1}}};
    static const struct protect_term corner[] = {{0, 1}};
    const struct protect_range fixed = {0, 0}, any = {-PROTECT_NO_END, PROTECT_NO_END};
    const struct protect_move_line lines[] = {
        {rows[0], 2, fixed, 0}, {rows[1], 2, fixed, 0}, {columns[0], 2, fixed, 0}, {columns[1], 2, fixed, 0},
        {corner, 1, any, 0},
    };
    return protect_moves_new(&(struct protect_move_space){lines, 5, ranges, 4});
}

enum { CORNER = 4 };

START_TEST(a_move_goes_round_a_rectangle)
{
    static const struct protect_range ranges[] = {{-1, 9}, {-3, 9}, {-3, 9}, {-9, 9}};
    struct protect_moves *moves = square(ranges);
    const struct protect_move_wish wish = {.line = CORNER, .up = true, .by = 3, .steps = 50, .weight = 1};
    ck_assert(protect_moves_make(moves, &wish));
    static const int64_t expected[] = {3, -3, -3, 3};
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(protect_moves_of_variable(moves, i), expected[i]);
    ck_assert(!protect_moves_make(moves, &wish)); /* the neighbours have nothing left to give */
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(protect_moves_of_variable(moves, i), expected[i]);
    protect_moves_reset(moves);
    ck_assert_int_eq(protect_moves_of_line(moves, CORNER), 0);
    protect_moves_free(moves);
}
END_TEST

START_TEST(a_move_stays_within_the_ranges)
{
    static const struct protect_range ranges[] = {{-1, 9}, {-3, 9}, {0, 9}, {-9, 9}};
    struct protect_moves *moves = square(ranges);
    const struct protect_move_wish up = {.line = CORNER, .up = true, .by = 1, .steps = 50, .weight = 1};
    const struct protect_move_wish down = {.line = CORNER, .up = false, .by = 1, .steps = 50, .weight = 1};
    ck_assert(!protect_moves_make(moves, &up)); /* the cell below it cannot fall */
    ck_assert(protect_moves_make(moves, &down));
    ck_assert_int_eq(protect_moves_of_variable(moves, 2), 1);
    protect_moves_free(moves);
}
END_TEST

START_TEST(broken_changes_are_mended)
{
    static const struct protect_range ranges[] = {{-1, 9}, {-3, 9}, {-3, 9}, {-9, 9}};
    static const int64_t broken[] = {1, 0, -1, 0}; /* the rectangle of 2 changes by a half, rounded */
    struct protect_moves *moves = square(ranges);
    const struct protect_move_wish two = {.line = CORNER, .up = true, .by = 2, .steps = 50, .weight = 1};
    ck_assert(protect_moves_mend(moves, &two, broken));
    static const int64_t expected[] = {2, -2, -2, 2};
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(protect_moves_of_variable(moves, i), expected[i]);
    const struct protect_move_wish four = {.line = CORNER, .up = true, .by = 4, .steps = 50, .weight = 1};
    ck_assert(!protect_moves_mend(moves, &four, broken)); /* the neighbours have 3 to give */
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(protect_moves_of_variable(moves, i), 0);
    const struct protect_move_wish down = {.line = CORNER, .up = false, .by = 1, .steps = 50, .weight = 1};
    ck_assert(protect_moves_mend(moves, &down, broken));
    ck_assert_int_eq(protect_moves_of_line(moves, CORNER), -1);
    protect_moves_free(moves);
}
END_TEST

/* Hides what protect_bulk_make() chooses. False where it protects not all. */
static bool hide_in_bulk(const struct protect_task *task, struct arena *keep, bool *hidden)
{
    struct protect_blocks blocks;
    bool all = true;
    protect_blocks_make(task, keep, &blocks);
    for (size_t b = 0; b < blocks.count; b++) {
        const struct protect_block *block = &blocks.items[b];
        bool *chosen = ARENA_ARRAY(keep, bool, block->class_count);
        bool *met = ARENA_ARRAY(keep, bool, block->need_count);
        all = protect_bulk_make(block, task->seed, chosen, met) && all;
        for (size_t c = 0; c < block->class_count; c++)
            for (size_t i = 0; i < block->classes[c].sum_count; i++)
                if (chosen[c] || block->classes[c].role == PROTECT_PRIMARY)
                    hidden[block->classes[c].sums[i]] = true;
    }
    return all && !blocks.exposed_count;
}

static const struct protect_sum *sum_at(const struct protect_task *task, size_t sum)
{
    return &task->system->sums.items[sum];
}

START_TEST(patterns_are_safe_for_a_reader_who_lists_all_tables)
{
    uint64_t state = 3;
    int protected_tables = 0;
    for (int round = 0; round < 200; round++) {
        struct arena *keep = arena_new();
        int cells[9], total = 0;
        for (int i = 0; i < 9; i++)
            total += cells[i] = dice(&state, 3);
        const struct table table = {3, 3, cells, PROTECT_CANDIDATE, PROTECT_CANDIDATE, PROTECT_ALWAYS,
                                    dice(&state, 2) == 0};
        const struct protect_task task = table_task(table_system(keep, &table), 2 + dice(&state, 3));
        bool hidden[TABLE_SUMS_MAX] = {false};
        struct naive_range ranges[TABLE_SUMS_MAX];
        if (total <= 10 && hide_in_bulk(&task, keep, hidden)) {
            naive_ranges(task.system, hidden, ranges);
            for (size_t i = 0; i < task.system->sums.count; i++)
                if (protect_sum_is_target(sum_at(&task, i), &task.rule) && sum_at(&task, i)->kind != PROTECT_ALWAYS)
                    ck_assert(naive_is_safe(ranges[i], &task.rule));
            protected_tables++;
        }
        arena_free(keep);
    }
    ck_assert_int_gt(protected_tables, 50);
}
END_TEST

/* 8 = 6 + 2 by hand: the least is a rectangle, three cells beside the 2. */
START_TEST(a_lone_small_cell_costs_three_others)
{
    struct arena *keep = arena_new();
    static const int cells[] = {11, 34, 26, 6, 6, 2};
    const struct table table = {3, 2, cells, PROTECT_CANDIDATE, PROTECT_ALWAYS, PROTECT_ALWAYS, false};
    const struct protect_task task = table_task(table_system(keep, &table), 5);
    bool hidden[TABLE_SUMS_MAX] = {false};
    ck_assert(hide_in_bulk(&task, keep, hidden));
    size_t count = 0;
    for (size_t i = 0; i < task.system->sums.count; i++)
        count += hidden[i];
    ck_assert_uint_eq(count, 4);
    arena_free(keep);
}
END_TEST

START_TEST(what_nothing_protects_is_told)
{
    struct arena *keep = arena_new();
    static const int cells[] = {2, 9};
    const struct table table = {1, 2, cells, PROTECT_CANDIDATE, PROTECT_ALWAYS, PROTECT_ALWAYS, false};
    const struct protect_task task = table_task(table_system(keep, &table), 5);
    bool hidden[TABLE_SUMS_MAX] = {false};
    ck_assert(!hide_in_bulk(&task, keep, hidden)); /* the columns are the cells */
    arena_free(keep);
}
END_TEST

/* ---- at scale ---- */

enum { SIDE = 60 };

static struct protect_system *large_system(struct arena *keep)
{
    struct protect_system *system = protect_system_new(keep);
    struct error err = {0};
    uint64_t state = 11;
    size_t number;
    for (size_t i = 0; i < (size_t)SIDE * SIDE; i++)
        ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = 1 + dice(&state, 12)}, &number, &err));
    struct protect_sum_request request = {.kind = PROTECT_CANDIDATE, .zero_is_seen = true, .cost = 1};
    struct protect_term terms[SIDE];
    request.terms = terms;
    for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) {
        terms[0] = (struct protect_term){i, 1};
        request.term_count = 1;
        table_add_sum(system, &request);
    }
    request.term_count = SIDE;
    for (size_t line = 0; line < 2 * SIDE; line++) {
        for (size_t i = 0; i < SIDE; i++)
            terms[i] = (struct protect_term){line < SIDE ? line * SIDE + i : i * SIDE + line - SIDE, 1};
        table_add_sum(system, &request);
    }
    return system;
}

START_TEST(a_large_table_is_protected_and_audited)
{
    struct arena *keep = arena_new();
    struct error err = {0};
    const struct protect_task task = table_task(large_system(keep), 5);
    struct protect_pattern pattern;
    struct protect_audit audit;
    ck_assert(protect_suppress(&task, keep, &pattern, &err));
    ck_assert_uint_eq(pattern.exposed_count, 0);
    ck_assert_int_le(pattern.bound, pattern.cost);
    ck_assert(protect_audit(&task, pattern.hidden, keep, &audit, &err));
    ck_assert_uint_gt(audit.verdict_count, 1000);
    ck_assert_uint_eq(audit.unsafe_count, 0);
    int64_t *witness = ARENA_ARRAY(keep, int64_t, task.system->variables.count);
    for (size_t i = 0; i < audit.verdict_count; i += 50) {
        const struct protect_verdict *verdict = &audit.verdicts[i];
        int64_t high, low;
        protect_witness_table(task.system, &audit.witnesses[verdict->high_witness], witness);
        ck_assert(protect_table_fits(task.system, pattern.hidden, witness));
        ck_assert(protect_sum_in_table(sum_at(&task, verdict->sum), witness, &high));
        protect_witness_table(task.system, &audit.witnesses[verdict->low_witness], witness);
        ck_assert(protect_table_fits(task.system, pattern.hidden, witness));
        ck_assert(protect_sum_in_table(sum_at(&task, verdict->sum), witness, &low));
        ck_assert_int_ge(high, 5);
        ck_assert_int_ge(high - low, 2);
    }
    arena_free(keep);
}
END_TEST

START_TEST(the_same_table_gives_the_same_pattern)
{
    struct arena *keep = arena_new();
    struct error err = {0};
    const struct protect_task task = table_task(large_system(keep), 5);
    struct protect_pattern first, second;
    ck_assert(protect_suppress(&task, keep, &first, &err));
    ck_assert(protect_suppress(&task, keep, &second, &err));
    ck_assert_mem_eq(first.hidden, second.hidden, first.count * sizeof *first.hidden);
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("protect/bulk", a_move_goes_round_a_rectangle, a_move_stays_within_the_ranges, broken_changes_are_mended,
             patterns_are_safe_for_a_reader_who_lists_all_tables, a_lone_small_cell_costs_three_others,
             what_nothing_protects_is_told, a_large_table_is_protected_and_audited,
             the_same_table_gives_the_same_pattern)
