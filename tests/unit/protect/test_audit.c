/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect/audit.h"
#include "protect/account.h"

#include "unit/harness.h"
#include "unit/protect/tables.h"

/* A table of the kind the report prints: type (labour, sexual, other) by place (Finland, abroad). */
static const int by_place[] = {11, 34, 26, 6, 6, 2};

enum { LABOUR_FINLAND, LABOUR_ABROAD, SEXUAL_FINLAND, SEXUAL_ABROAD, OTHER_FINLAND, OTHER_ABROAD };

static struct protect_system *place_system(struct arena *keep, enum protect_kind margin_kind)
{
    const struct table table = {3, 2, by_place, PROTECT_CANDIDATE, margin_kind, PROTECT_ALWAYS, false};
    return table_system(keep, &table);
}

static struct protect_interval interval(const struct protect_task *task, const bool *hidden, size_t sum)
{
    struct error err = {0};
    struct protect_interval interval;
    ck_assert(protect_interval_find(task, hidden, sum, &interval, &err));
    return interval;
}

static struct protect_audit audit(const struct protect_task *task, const bool *hidden, struct arena *keep)
{
    struct error err = {0};
    struct protect_audit audit;
    ck_assert(protect_audit(task, hidden, keep, &audit, &err));
    return audit;
}

START_TEST(margins_give_a_lone_hidden_cell_away)
{
    struct arena *keep = arena_new();
    const struct protect_task task = table_task(place_system(keep, PROTECT_ALWAYS), 5);
    const bool hidden[TABLE_SUMS_MAX] = {[OTHER_ABROAD] = true};
    const struct protect_interval two = interval(&task, hidden, OTHER_ABROAD);
    ck_assert_int_eq(two.low, 2);
    ck_assert_int_eq(two.high, 2);
    ck_assert(two.low_proved && two.high_proved);
    arena_free(keep);
}
END_TEST

/* 8 = 6 + 2: with both hidden and at least 1, each is 1 to 7; the columns hold 26 + 6 = 32 and 6 + 2 = 8 together. */
START_TEST(a_rectangle_of_hidden_cells_leaves_room)
{
    struct arena *keep = arena_new();
    const struct protect_task task = table_task(place_system(keep, PROTECT_ALWAYS), 5);
    const bool hidden[TABLE_SUMS_MAX] = {
        [SEXUAL_FINLAND] = true, [SEXUAL_ABROAD] = true, [OTHER_FINLAND] = true, [OTHER_ABROAD] = true};
    const struct protect_interval small = interval(&task, hidden, OTHER_ABROAD);
    ck_assert_int_eq(small.low, 1);
    ck_assert_int_eq(small.high, 7);
    const struct protect_interval large = interval(&task, hidden, SEXUAL_FINLAND);
    ck_assert_int_eq(large.low, 25);
    ck_assert_int_eq(large.high, 31);
    const struct protect_audit result = audit(&task, hidden, keep);
    ck_assert_uint_eq(result.verdict_count, 1);
    ck_assert_uint_eq(result.verdicts[0].sum, OTHER_ABROAD);
    ck_assert_int_eq(result.verdicts[0].status, PROTECT_SAFE);
    ck_assert_uint_eq(result.unsafe_count, 0);
    arena_free(keep);
}
END_TEST

START_TEST(a_leak_comes_with_the_arithmetic_of_the_reader)
{
    struct arena *keep = arena_new();
    const struct protect_system *system = place_system(keep, PROTECT_ALWAYS);
    const struct protect_task task = table_task(system, 5);
    const bool hidden[TABLE_SUMS_MAX] = {[OTHER_ABROAD] = true};
    const struct protect_audit result = audit(&task, hidden, keep);
    ck_assert_uint_eq(result.unsafe_count, 1);
    const struct protect_verdict *verdict = &result.verdicts[0];
    ck_assert_int_eq(verdict->status, PROTECT_UNSAFE);
    ck_assert_int_eq(verdict->interval.high, 2);
    ck_assert_ptr_nonnull(verdict->high_proof);
    ck_assert_ptr_nonnull(verdict->low_proof);
    ck_assert(protect_proof_holds(system, hidden, verdict->high_proof));
    ck_assert(protect_proof_holds(system, hidden, verdict->low_proof));
    ck_assert_int_eq(verdict->high_proof->end, 2);
    arena_free(keep);
}
END_TEST

/* total other 8 - other Finland 6 = 2. */
START_TEST(proofs_are_checked_and_forgeries_fail)
{
    struct arena *keep = arena_new();
    const struct protect_system *system = place_system(keep, PROTECT_ALWAYS);
    const bool hidden[TABLE_SUMS_MAX] = {[OTHER_ABROAD] = true};
    const size_t row_other = 6 + 2;
    const struct protect_step steps[] = {{row_other, 1}, {OTHER_FINLAND, -1}};
    const struct protect_proof proof = {
        .sum = OTHER_ABROAD, .upper = true, .end = 2, .divisor = 1, .steps = steps, .step_count = 2};
    ck_assert(protect_proof_holds(system, hidden, &proof));
    struct protect_proof too_tight = proof, one_step = proof, wrong_way = proof, scaled = proof;
    too_tight.end = 1;
    ck_assert(!protect_proof_holds(system, hidden, &too_tight));
    one_step.step_count = 1; /* 8 alone bounds the cell by 8 */
    ck_assert(!protect_proof_holds(system, hidden, &one_step));
    one_step.end = 8;
    ck_assert(protect_proof_holds(system, hidden, &one_step));
    wrong_way.upper = false;
    wrong_way.step_count = 1;
    wrong_way.end = 8;
    ck_assert(!protect_proof_holds(system, hidden, &wrong_way));
    scaled.divisor = 2; /* twice the cell is not bounded by 8 - 6 */
    scaled.end = 1;
    ck_assert(!protect_proof_holds(system, hidden, &scaled));
    const bool both[TABLE_SUMS_MAX] = {[OTHER_ABROAD] = true, [OTHER_FINLAND] = true};
    ck_assert(!protect_proof_holds(system, both, &proof)); /* 6 is no longer published */
    struct protect_proof at_least_one = proof;
    at_least_one.end = 7; /* 8 less at least 1 */
    ck_assert(protect_proof_holds(system, both, &at_least_one));
    arena_free(keep);
}
END_TEST

START_TEST(tables_must_agree_with_all_that_is_told)
{
    struct arena *keep = arena_new();
    const struct protect_system *system = place_system(keep, PROTECT_ALWAYS);
    const bool hidden[TABLE_SUMS_MAX] = {
        [SEXUAL_FINLAND] = true, [SEXUAL_ABROAD] = true, [OTHER_FINLAND] = true, [OTHER_ABROAD] = true};
    const int64_t truth[] = {11, 34, 26, 6, 6, 2}, other[] = {11, 34, 31, 1, 1, 7};
    const int64_t zero[] = {11, 34, 24, 8, 8, 0}, shown[] = {12, 33, 25, 7, 6, 2}, whole[] = {11, 34, 26, 6, 6, 3};
    const int64_t negative[] = {11, 34, 33, -1, -1, 9};
    ck_assert(protect_table_fits(system, hidden, truth));
    ck_assert(protect_table_fits(system, hidden, other));
    ck_assert(!protect_table_fits(system, hidden, zero));
    ck_assert(!protect_table_fits(system, hidden, shown));
    ck_assert(!protect_table_fits(system, hidden, whole));
    ck_assert(!protect_table_fits(system, hidden, negative));
    arena_free(keep);
}
END_TEST

START_TEST(a_proof_divides_and_rounds_inwards)
{
    struct arena *keep = arena_new();
    struct error err = {0};
    struct protect_system *system = protect_system_new(keep);
    size_t number;
    ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = 3}, &number, &err));
    ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = 1}, &number, &err));
    const struct protect_term one = {0, 1}, twice[] = {{0, 2}, {1, 1}};
    table_add_sum(system, &(struct protect_sum_request){.kind = PROTECT_WITHHELD, .zero_is_seen = true, .terms = &one, .term_count = 1});
    table_add_sum(system, &(struct protect_sum_request){.kind = PROTECT_ALWAYS, .zero_is_seen = true, .terms = twice, .term_count = 2});
    const struct protect_task task = table_task(system, 5);
    const bool hidden[2] = {false};
    const struct protect_interval found = interval(&task, hidden, 0); /* 2x + y = 7, x >= 1, y >= 0 */
    ck_assert_int_eq(found.low, 1);
    ck_assert_int_eq(found.high, 3);
    ck_assert(found.high_proved);
    const struct protect_step step = {1, 1};
    const struct protect_proof proof = {
        .sum = 0, .upper = true, .end = 3, .divisor = 2, .steps = &step, .step_count = 1};
    ck_assert(protect_proof_holds(system, hidden, &proof));
    arena_free(keep);
}
END_TEST

START_TEST(what_is_published_always_is_lost)
{
    struct arena *keep = arena_new();
    const struct protect_system *system = place_system(keep, PROTECT_ALWAYS);
    const struct protect_task task = table_task(system, 7); /* 6 and 6 and 2 are targets now */
    const struct table table = {3, 2, by_place, PROTECT_ALWAYS, PROTECT_ALWAYS, PROTECT_ALWAYS, false};
    const struct protect_task all_printed = table_task(table_system(keep, &table), 7);
    const bool hidden[TABLE_SUMS_MAX] = {false};
    ck_assert_uint_eq(audit(&task, hidden, keep).unsafe_count, 3);
    const struct protect_audit result = audit(&all_printed, hidden, keep);
    ck_assert_uint_eq(result.lost_count, 3);
    ck_assert_uint_eq(result.unsafe_count, 0);
    ck_assert_int_eq(result.verdicts[2].interval.high, 2);
    arena_free(keep);
}
END_TEST

START_TEST(without_a_total_there_is_no_upper_end)
{
    struct arena *keep = arena_new();
    const struct table table = {1, 2, by_place, PROTECT_CANDIDATE, PROTECT_WITHHELD, PROTECT_WITHHELD, true};
    const struct protect_task task = table_task(table_system(keep, &table), 12);
    const bool hidden[TABLE_SUMS_MAX] = {true};
    const struct protect_interval found = interval(&task, hidden, 0);
    ck_assert_int_eq(found.low, 0);
    ck_assert_int_eq(found.high, PROTECT_NO_END);
    const struct protect_audit result = audit(&task, hidden, keep);
    ck_assert_uint_eq(result.verdict_count, 2); /* the cell, and its column, which is the same */
    ck_assert_uint_eq(result.unsafe_count, 0);
    arena_free(keep);
}
END_TEST

/* 2a + 2b + 3c = 7: fractions allow c = 2, whole numbers only c = 1. */
START_TEST(gaps_between_whole_numbers_are_not_room)
{
    struct arena *keep = arena_new();
    struct error err = {0};
    struct protect_system *system = protect_system_new(keep);
    static const int64_t values[] = {1, 1, 1};
    size_t number;
    for (size_t i = 0; i < 3; i++)
        ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = values[i]}, &number, &err));
    static const struct protect_term terms[] = {{0, 2}, {1, 2}, {2, 3}}, odd = {2, 1};
    table_add_sum(system, &(struct protect_sum_request){.kind = PROTECT_ALWAYS, .terms = terms, .term_count = 3});
    table_add_sum(system, &(struct protect_sum_request){.kind = PROTECT_WITHHELD, .terms = &odd, .term_count = 1});
    const struct protect_task task = table_task(system, 2);
    const bool hidden[2] = {false};
    const struct protect_interval found = interval(&task, hidden, 1);
    ck_assert_int_eq(found.low, 1);
    ck_assert_int_eq(found.high, 1);
    ck_assert_uint_eq(audit(&task, hidden, keep).unsafe_count, 1);
    arena_free(keep);
}
END_TEST

/* ---- against the naive reader ---- */

static enum protect_kind any_kind(uint64_t *state)
{
    static const enum protect_kind kinds[] = {PROTECT_ALWAYS, PROTECT_CANDIDATE, PROTECT_CANDIDATE, PROTECT_WITHHELD};
    return kinds[dice(state, 4)];
}

/* Cells with a total that keeps the naive reader busy but not for ever. */
static void roll_cells(uint64_t *state, int *cells, int count, int most)
{
    int total;
    do {
        total = 0;
        for (int i = 0; i < count; i++)
            total += cells[i] = dice(state, 3) ? dice(state, most) : 0;
    } while (total > 10);
}

/* A group of cells, sometimes a difference of two groups. */
static void add_group(struct protect_system *system, uint64_t *state)
{
    struct protect_term terms[TABLE_CELLS_MAX];
    size_t count = 0;
    const bool difference = dice(state, 4) == 0;
    for (size_t i = 0; i < system->variables.count; i++)
        if (dice(state, 2))
            terms[count++] = (struct protect_term){i, difference && dice(state, 2) ? -1 : 1 + (dice(state, 8) == 0)};
    const enum protect_kind kind = difference ? PROTECT_ALWAYS : any_kind(state);
    table_add_sum(system, &(struct protect_sum_request){
                              .kind = kind,
                              .zero_is_seen = !difference && dice(state, 2),
                              .cost = kind == PROTECT_CANDIDATE ? 1 : 0,
                              .terms = terms,
                              .term_count = count,
                          });
}

static struct protect_system *roll_system(struct arena *keep, uint64_t *state, int rows, int columns)
{
    int cells[TABLE_CELLS_MAX];
    roll_cells(state, cells, rows * columns, rows * columns > 6 ? 3 : 5);
    const struct table table = {
        .rows = rows,
        .columns = columns,
        .cells = cells,
        .cell_kind = dice(state, 3) ? PROTECT_CANDIDATE : PROTECT_WITHHELD,
        .margin_kind = any_kind(state),
        .whole_kind = PROTECT_ALWAYS,
        .zeros_hidden = dice(state, 3) == 0,
    };
    struct protect_system *system = table_system(keep, &table);
    for (int groups = dice(state, 3); groups > 0; groups--)
        add_group(system, state);
    for (size_t i = 0; i < system->variables.count; i++)
        if (system->variables.items[i].value > 0 && dice(state, 6) == 0)
            system->variables.items[i].least = 1;
    return system;
}

static void compare_with_naive_reader(uint64_t *state, int rows, int columns)
{
    struct arena *keep = arena_new();
    const struct protect_system *system = roll_system(keep, state, rows, columns);
    const struct protect_task task = table_task(system, 2 + dice(state, 4));
    bool hidden[TABLE_SUMS_MAX] = {false};
    for (size_t i = 0; i < system->sums.count; i++)
        hidden[i] = dice(state, 3) > 0;
    struct naive_range ranges[TABLE_SUMS_MAX];
    naive_ranges(system, hidden, ranges);
    const size_t asked = (size_t)dice(state, (int)system->sums.count);
    const struct protect_interval found = interval(&task, hidden, asked);
    ck_assert_int_eq(found.low, ranges[asked].low);
    ck_assert_int_eq(found.high, ranges[asked].high);
    const struct protect_audit result = audit(&task, hidden, keep);
    for (size_t i = 0; i < result.verdict_count; i++) {
        const struct protect_verdict *verdict = &result.verdicts[i];
        const struct naive_range range = ranges[verdict->sum];
        if (verdict->status == PROTECT_LOST) {
            ck_assert_int_eq(system->sums.items[verdict->sum].kind, PROTECT_ALWAYS);
            continue;
        }
        ck_assert_int_eq(verdict->status == PROTECT_SAFE, naive_is_safe(range, &task.rule));
        if (verdict->status == PROTECT_UNSAFE) {
            ck_assert_int_eq(verdict->interval.low, range.low);
            ck_assert_int_eq(verdict->interval.high, range.high);
        }
    }
    arena_free(keep);
}

START_TEST(intervals_are_those_of_a_reader_who_lists_all_tables)
{
    static const struct {
        int rows, columns, times;
    } sizes[] = {{1, 3, 500}, {2, 2, 1500}, {2, 3, 800}, {3, 3, 120}};
    uint64_t state = 1;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int j = 0; j < sizes[i].times; j++)
            compare_with_naive_reader(&state, sizes[i].rows, sizes[i].columns);
}
END_TEST

START_TEST(witnesses_and_proofs_stand_on_their_own)
{
    uint64_t state = 7;
    size_t safe = 0, proved = 0;
    for (int round = 0; round < 400; round++) {
        struct arena *keep = arena_new();
        const struct protect_system *system = roll_system(keep, &state, 3, 3);
        const struct protect_task task = table_task(system, 3);
        bool hidden[TABLE_SUMS_MAX] = {false};
        for (size_t i = 0; i < system->sums.count; i++)
            hidden[i] = dice(&state, 4) > 0;
        const struct protect_audit result = audit(&task, hidden, keep);
        for (size_t i = 0; i < result.verdict_count; i++) {
            const struct protect_verdict *verdict = &result.verdicts[i];
            const struct protect_sum *sum = &system->sums.items[verdict->sum];
            if (verdict->high_proof) {
                ck_assert(protect_proof_holds(system, hidden, verdict->high_proof));
                ck_assert_int_eq(verdict->high_proof->end, verdict->interval.high);
                proved++;
            }
            if (verdict->status != PROTECT_SAFE)
                continue;
            struct naive high = {.system = system}, low = {.system = system};
            protect_witness_table(system, &result.witnesses[verdict->high_witness], high.table);
            protect_witness_table(system, &result.witnesses[verdict->low_witness], low.table);
            ck_assert(naive_agrees(&high, hidden) && naive_agrees(&low, hidden));
            ck_assert_int_ge(naive_value(&high, sum), 3);
            ck_assert_int_ge(naive_value(&high, sum) - naive_value(&low, sum), 2);
            safe++;
        }
        arena_free(keep);
    }
    ck_assert_uint_gt(safe, 100);
    ck_assert_uint_gt(proved, 100);
}
END_TEST

START_TEST(changes_fit_when_the_whole_table_does)
{
    uint64_t state = 5;
    size_t fitting = 0;
    for (int round = 0; round < 2000; round++) {
        struct arena *keep = arena_new();
        const struct protect_system *system = roll_system(keep, &state, 2, 2);
        bool hidden[TABLE_SUMS_MAX];
        for (size_t i = 0; i < system->sums.count; i++)
            hidden[i] = dice(&state, 3) > 0;
        struct protect_change changes[4];
        const int64_t by = dice(&state, 3) - 1;
        for (size_t i = 0; i < 4; i++) /* round the square, or anywhere */
            changes[i] = (struct protect_change){i, dice(&state, 12) ? (i == 0 || i == 3 ? by : -by) : dice(&state, 3) - 1};
        int64_t table[4];
        protect_witness_table(system, &(struct protect_witness){changes, 4}, table);
        struct protect_checker *checker = protect_checker_new(system, hidden);
        const bool fits = protect_checker_fits(checker, changes, 4);
        ck_assert_int_eq(fits, protect_table_fits(system, hidden, table));
        ck_assert(protect_checker_fits(checker, changes, 0)); /* the truth fits */
        protect_checker_free(checker);
        fitting += fits && by;
        arena_free(keep);
    }
    ck_assert_uint_gt(fitting, 10);
}
END_TEST

START_TEST(large_counts_stay_exact)
{
    struct arena *keep = arena_new();
    static const int cells[] = {999999990, 3, 4, 2};
    const struct table table = {2, 2, cells, PROTECT_CANDIDATE, PROTECT_ALWAYS, PROTECT_ALWAYS, false};
    const struct protect_task task = table_task(table_system(keep, &table), 5);
    const bool hidden[TABLE_SUMS_MAX] = {true, true, true, true};
    const struct protect_interval found = interval(&task, hidden, 0); /* its row: 999999993, less 1 to 4 */
    ck_assert_int_eq(found.low, 999999989);
    ck_assert_int_eq(found.high, 999999992);
    arena_free(keep);
}
END_TEST

/* (16 - 12) / 12 is 33.3 per cent: at most 34. */
START_TEST(the_account_tells_what_hiding_costs_beyond_the_least)
{
    static const struct {
        int64_t cost, bound;
        const char *words;
    } cases[] = {{16, 12, "costs 16; no safe choice costs less than 12: at most 34 % more than the least.\n"},
                 {12, 12, "costs 12; no safe choice costs less than 12.\n"},
                 {3, 0, "costs 3; no safe choice costs less than 0.\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *keep = arena_new();
        const struct account account = {.keep = keep, .totals = {.cost = cases[i].cost, .bound = cases[i].bound}};
        struct text_builder b = {0};
        account_add_text(&account, TEXT("public"), &b);
        ck_assert_msg(text_find(text_built(&b), text_of(cases[i].words)) < b.len, "%.*s", (int)b.len, b.bytes);
        text_builder_done(&b);
        arena_free(keep);
    }
}
END_TEST

TEST_PROGRAM("protect/audit", margins_give_a_lone_hidden_cell_away, a_rectangle_of_hidden_cells_leaves_room,
             a_leak_comes_with_the_arithmetic_of_the_reader, proofs_are_checked_and_forgeries_fail,
             tables_must_agree_with_all_that_is_told, a_proof_divides_and_rounds_inwards,
             what_is_published_always_is_lost,
             without_a_total_there_is_no_upper_end, gaps_between_whole_numbers_are_not_room,
             intervals_are_those_of_a_reader_who_lists_all_tables, witnesses_and_proofs_stand_on_their_own,
             changes_fit_when_the_whole_table_does, large_counts_stay_exact,
             the_account_tells_what_hiding_costs_beyond_the_least)
