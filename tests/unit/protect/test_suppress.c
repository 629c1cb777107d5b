/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect/secure.h"

#include "unit/harness.h"
#include "unit/protect/tables.h"

static struct protect_pattern suppress(const struct protect_task *task, struct arena *keep)
{
    struct error err = {0};
    struct protect_pattern pattern;
    struct protect_audit audit;
    ck_assert_msg(protect_secure(task, keep, &pattern, &audit, &err), "%s", err.message);
    ck_assert_uint_eq(pattern.count, task->system->sums.count);
    return pattern;
}

static size_t unsafe_under(const struct protect_task *task, const bool *hidden, struct arena *keep)
{
    struct error err = {0};
    struct protect_audit audit;
    ck_assert(protect_audit(task, hidden, keep, &audit, &err));
    return audit.unsafe_count;
}

/* Hidden candidates that are no targets. */
static size_t complementary(const struct protect_task *task, const struct protect_pattern *pattern)
{
    size_t count = 0;
    for (size_t i = 0; i < pattern->count; i++)
        count += pattern->hidden[i] && !protect_sum_is_target(&task->system->sums.items[i], &task->rule);
    return count;
}

/* Type (labour, sexual, other) by place (Finland, abroad). */
static const int by_place[] = {11, 34, 26, 6, 6, 2};

/* Type by sex. */
static const int by_sex[] = {2, 54, 3, 25, 4, 4, 0, 0, 6, 1, 26, 0, 16, 5, 4};

static struct protect_system *candidate_table(struct arena *keep, int rows, int columns, const int *cells)
{
    const struct table table = {rows, columns, cells, PROTECT_CANDIDATE, PROTECT_CANDIDATE, PROTECT_ALWAYS, false};
    return table_system(keep, &table);
}

START_TEST(one_small_cell_takes_a_rectangle_with_it)
{
    struct arena *keep = arena_new();
    const struct table table = {3, 2, by_place, PROTECT_CANDIDATE, PROTECT_ALWAYS, PROTECT_ALWAYS, false};
    const struct protect_task task = table_task(table_system(keep, &table), 5);
    const struct protect_pattern pattern = suppress(&task, keep);
    ck_assert(pattern.optimal);
    ck_assert_int_eq(pattern.cost, 3);
    ck_assert_int_eq(pattern.bound, 3);
    static const bool wanted[] = {false, false, true, true, true, true};
    static const bool instead[] = {true, true, false, false, true, true};
    ck_assert(memcmp(pattern.hidden, wanted, sizeof wanted) == 0 ||
              memcmp(pattern.hidden, instead, sizeof instead) == 0);
    ck_assert_uint_eq(unsafe_under(&task, pattern.hidden, keep), 0);
    arena_free(keep);
}
END_TEST

/* Three is the optimum that an independent solver found for this table under the same rule. */
START_TEST(hidden_cells_known_to_be_positive_cost_more)
{
    struct arena *keep = arena_new();
    const struct protect_task task = table_task(candidate_table(keep, 5, 3, by_sex), 5);
    const struct protect_pattern pattern = suppress(&task, keep);
    ck_assert(pattern.optimal);
    ck_assert_uint_eq(complementary(&task, &pattern), 3);
    ck_assert_int_eq(pattern.cost, 3);
    ck_assert_uint_eq(unsafe_under(&task, pattern.hidden, keep), 0);
    arena_free(keep);
}
END_TEST

/* The same table at ten million times the price: the search must not take so much longer. */
START_TEST(the_unit_of_costs_changes_nothing)
{
    enum { TIMES = 10000000 };
    struct arena *keep = arena_new();
    struct protect_system *system = candidate_table(keep, 5, 3, by_sex);
    for (size_t i = 0; i < system->sums.count; i++)
        system->sums.items[i].cost *= TIMES;
    const struct protect_task task = table_task(system, 5);
    const struct protect_pattern pattern = suppress(&task, keep);
    ck_assert_int_eq(pattern.cost, 3 * TIMES);
    ck_assert_int_ge(pattern.bound, 3 * TIMES - TIMES / 1000);
    arena_free(keep);
}
END_TEST

START_TEST(nothing_small_nothing_hidden)
{
    struct arena *keep = arena_new();
    static const int cells[] = {10, 0, 7, 5, 12, 0};
    const struct protect_task task = table_task(candidate_table(keep, 2, 3, cells), 5);
    const struct protect_pattern pattern = suppress(&task, keep);
    for (size_t i = 0; i < pattern.count; i++)
        ck_assert(!pattern.hidden[i]);
    ck_assert(pattern.optimal);
    ck_assert_int_eq(pattern.cost, 0);
    ck_assert_uint_eq(pattern.exposed_count, 0);
    arena_free(keep);
}
END_TEST

/* 3 4 | 7 and 4 3 | 7, under 7 and 7: each small cell can be 5, and the others 2 or 5 with it. No margin need be hidden. */
START_TEST(small_cells_that_protect_each_other_take_nothing_with_them)
{
    struct arena *keep = arena_new();
    static const int cells[] = {3, 4, 4, 3};
    const struct protect_task task = table_task(candidate_table(keep, 2, 2, cells), 5);
    const struct protect_pattern pattern = suppress(&task, keep);
    for (size_t i = 0; i < pattern.count; i++)
        ck_assert(pattern.hidden[i] == (i < 4));
    ck_assert(pattern.optimal);
    ck_assert_int_eq(pattern.cost, 0);
    ck_assert_uint_eq(pattern.exposed_count, 0);
    ck_assert_uint_eq(unsafe_under(&task, pattern.hidden, keep), 0);
    arena_free(keep);
}
END_TEST

START_TEST(zeros_are_never_hidden)
{
    struct arena *keep = arena_new();
    uint64_t state = 3;
    for (int round = 0; round < 100; round++) {
        int cells[12];
        for (int i = 0; i < 12; i++)
            cells[i] = dice(&state, 2) ? dice(&state, 20) : 0;
        const struct protect_task task = table_task(candidate_table(keep, 4, 3, cells), 5);
        const struct protect_pattern pattern = suppress(&task, keep);
        for (size_t i = 0; i < pattern.count; i++)
            ck_assert(!pattern.hidden[i] || task.system->sums.items[i].value > 0);
    }
    arena_free(keep);
}
END_TEST

/* 3 = 1 + 2 printed always: each part has at most 2. */
START_TEST(what_nothing_protects_is_listed)
{
    struct arena *keep = arena_new();
    static const int cells[] = {1, 2, 30, 40};
    const struct table table = {2, 2, cells, PROTECT_CANDIDATE, PROTECT_ALWAYS, PROTECT_ALWAYS, false};
    const struct protect_task task = table_task(table_system(keep, &table), 5);
    const struct protect_pattern pattern = suppress(&task, keep);
    ck_assert_uint_eq(pattern.exposed_count, 2);
    ck_assert_uint_eq(pattern.exposed[0], 0);
    ck_assert_uint_eq(pattern.exposed[1], 1);
    ck_assert(!pattern.optimal);
    for (size_t i = 0; i < 4; i++)
        ck_assert(pattern.hidden[i]);
    for (size_t i = 4; i < pattern.count; i++)
        ck_assert(!pattern.hidden[i]);
    ck_assert_uint_eq(unsafe_under(&task, pattern.hidden, keep), 2);
    arena_free(keep);
}
END_TEST

/* The only cell of a total that is printed always: known without any arithmetic. */
START_TEST(a_cell_that_is_its_total_is_exposed)
{
    struct arena *keep = arena_new();
    static const int cells[] = {3, 0};
    const struct table table = {1, 2, cells, PROTECT_CANDIDATE, PROTECT_CANDIDATE, PROTECT_ALWAYS, false};
    const struct protect_task task = table_task(table_system(keep, &table), 5);
    const struct protect_pattern pattern = suppress(&task, keep);
    ck_assert_uint_eq(pattern.exposed_count, 3); /* the cell, its column, its row; the whole is lost */
    arena_free(keep);
}
END_TEST

/* 9 = 4 + 5: the 4 can be 5 when the 5 is hidden, but then must also be able to be 3. */
START_TEST(the_spread_counts_as_well_as_the_threshold)
{
    struct arena *keep = arena_new();
    static const int cells[] = {4, 5};
    const struct table table = {1, 2, cells, PROTECT_CANDIDATE, PROTECT_WITHHELD, PROTECT_ALWAYS, true};
    struct protect_system *system = table_system(keep, &table);
    struct protect_task task = table_task(system, 5);
    system->variables.items[0].least = 4;
    task.rule.spread = 6;
    ck_assert_uint_gt(suppress(&task, keep).exposed_count, 0); /* 4 to 9 */
    task.rule.spread = 5;
    const struct protect_pattern pattern = suppress(&task, keep);
    ck_assert_uint_eq(pattern.exposed_count, 0);
    ck_assert_uint_eq(unsafe_under(&task, pattern.hidden, keep), 0);
    arena_free(keep);
}
END_TEST

START_TEST(independent_tables_are_solved_apart)
{
    struct arena *keep = arena_new();
    struct protect_system *system = candidate_table(keep, 3, 2, by_place);
    struct error err = {0};
    size_t first, number;
    for (size_t i = 0; i < 6; i++)
        ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = by_place[i]}, i ? &number : &first,
                                              &err));
    const struct table again = {3, 2, by_place, PROTECT_CANDIDATE, PROTECT_ALWAYS, PROTECT_ALWAYS, false};
    const size_t begin = system->sums.count;
    for (size_t i = 0; i < 6; i++)
        table_add_run(system, &again, PROTECT_CANDIDATE, first + i, 1, 1);
    for (size_t i = 0; i < 3; i++)
        table_add_run(system, &again, PROTECT_ALWAYS, first + 2 * i, 1, 2);
    for (size_t i = 0; i < 2; i++)
        table_add_run(system, &again, PROTECT_ALWAYS, first + i, 2, 3);
    const struct protect_task both = table_task(system, 5);
    const struct protect_task one = table_task(candidate_table(keep, 3, 2, by_place), 5);
    const struct protect_pattern pattern = suppress(&both, keep), alone = suppress(&one, keep);
    ck_assert_mem_eq(pattern.hidden, alone.hidden, begin * sizeof(bool));
    ck_assert_int_eq(pattern.cost, alone.cost + 3);
    ck_assert(pattern.optimal);
    arena_free(keep);
}
END_TEST

/* ---- random tables ---- */

static void roll_report_cells(uint64_t *state, int *cells, int count)
{
    for (int i = 0; i < count; i++) {
        const int kind = dice(state, 10);
        cells[i] = kind < 3 ? 0 : kind < 6 ? 1 + dice(state, 6) : 1 + dice(state, 60);
    }
}

START_TEST(what_is_suppressed_passes_the_audit)
{
    uint64_t state = 11;
    size_t safe = 0;
    for (int round = 0; round < 150; round++) {
        struct arena *keep = arena_new();
        const int rows = 2 + dice(&state, 7), columns = 2 + dice(&state, 5);
        int cells[TABLE_CELLS_MAX];
        roll_report_cells(&state, cells, rows * columns);
        const struct table table = {rows, columns, cells, PROTECT_CANDIDATE, PROTECT_CANDIDATE, PROTECT_ALWAYS,
                                    dice(&state, 3) == 0};
        struct protect_system *system = table_system(keep, &table);
        for (size_t i = 0; i < system->sums.count; i++)
            if (system->sums.items[i].kind == PROTECT_CANDIDATE)
                system->sums.items[i].cost = 1 + system->sums.items[i].value;
        struct protect_task task = table_task(system, 2 + dice(&state, 4));
        task.rule.spread = 1 + dice(&state, 5);
        const struct protect_pattern pattern = suppress(&task, keep);
        const size_t unsafe = unsafe_under(&task, pattern.hidden, keep);
        ck_assert_uint_eq(unsafe, pattern.exposed_count);
        ck_assert(pattern.exposed_count || pattern.optimal);
        safe += !pattern.exposed_count;
        arena_free(keep);
    }
    ck_assert_uint_gt(safe, 100);
}
END_TEST

/* Cells a x b and b x c over joint counts a x b x c; the crossing cells are withheld targets. */
static struct protect_system *linked_system(struct arena *keep, uint64_t *state, const int size[3])
{
    struct protect_system *system = protect_system_new(keep);
    struct error err = {0};
    size_t number;
    const int count = size[0] * size[1] * size[2];
    struct protect_term terms[TABLE_CELLS_MAX];
    for (int i = 0; i < count; i++) {
        const int value = dice(state, 3) ? dice(state, 12) : 0;
        ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = value}, &number, &err));
    }
    for (int masked = 0; masked < 8; masked++)
        for (int which = 0; which < count; which++) {
            const int place[3] = {which / (size[1] * size[2]), which / size[2] % size[1], which % size[2]};
            size_t term_count = 0;
            for (int i = 0; i < count; i++) {
                const int other[3] = {i / (size[1] * size[2]), i / size[2] % size[1], i % size[2]};
                bool inside = true;
                for (int d = 0; d < 3; d++)
                    inside = inside && (masked >> d & 1 ? place[d] == 0 : place[d] == other[d]);
                if (inside)
                    terms[term_count++] = (struct protect_term){(size_t)i, 1};
            }
            if (!term_count)
                continue;
            const enum protect_kind kind =
                masked == 7 ? PROTECT_ALWAYS : masked == 0 ? PROTECT_WITHHELD : PROTECT_CANDIDATE;
            table_add_sum(system, &(struct protect_sum_request){
                                      .kind = kind, .zero_is_seen = masked != 0, .cost = kind == PROTECT_CANDIDATE,
                                      .terms = terms, .term_count = term_count});
        }
    return system;
}

START_TEST(linked_tables_pass_the_audit)
{
    uint64_t state = 5;
    size_t safe = 0;
    for (int round = 0; round < 25; round++) {
        struct arena *keep = arena_new();
        const int size[3] = {2 + dice(&state, 3), 2 + dice(&state, 3), 2 + dice(&state, 2)};
        const struct protect_task task = table_task(linked_system(keep, &state, size), 5);
        const struct protect_pattern pattern = suppress(&task, keep);
        ck_assert_uint_eq(unsafe_under(&task, pattern.hidden, keep), pattern.exposed_count);
        ck_assert_int_le(pattern.bound, pattern.cost);
        safe += !pattern.exposed_count;
        arena_free(keep);
    }
    ck_assert_uint_gt(safe, 15);
}
END_TEST

/* ---- against trying all patterns ---- */

enum { TABLES_MAX = 7000, CANDIDATES_MAX = 11 };

/* All tables, each as the set of candidates it changes. */
struct listed {
    unsigned changes[TABLES_MAX];
    int64_t values[TABLES_MAX][TABLE_SUMS_MAX];
    size_t count;
};

/* Tables that no pattern rules out from the start: only those differ from the truth where something can be hidden. */
static void list_tables(const struct protect_system *system, struct listed *listed)
{
    bool all[TABLE_SUMS_MAX];
    memset(all, true, sizeof all);
    struct naive naive;
    naive_begin(&naive, system);
    listed->count = 0;
    do {
        if (!naive_agrees(&naive, all))
            continue;
        ck_assert_uint_lt(listed->count, TABLES_MAX);
        unsigned changes = 0, bit = 1;
        for (size_t i = 0; i < system->sums.count; i++) {
            const struct protect_sum *sum = &system->sums.items[i];
            listed->values[listed->count][i] = naive_value(&naive, sum);
            if (sum->kind != PROTECT_CANDIDATE)
                continue;
            changes |= listed->values[listed->count][i] == sum->value ? 0 : bit;
            bit <<= 1;
        }
        listed->changes[listed->count++] = changes;
    } while (naive_next(&naive));
}

static bool is_safe_under(const struct protect_task *task, const struct listed *listed, unsigned hidden)
{
    for (size_t i = 0; i < task->system->sums.count; i++) {
        const struct protect_sum *sum = &task->system->sums.items[i];
        if (sum->kind == PROTECT_ALWAYS || !protect_sum_is_target(sum, &task->rule))
            continue;
        struct naive_range range = {INT64_MAX, INT64_MIN};
        for (size_t t = 0; t < listed->count; t++) {
            if (listed->changes[t] & ~hidden)
                continue;
            const int64_t value = listed->values[t][i];
            range.low = value < range.low ? value : range.low;
            range.high = value > range.high ? value : range.high;
        }
        if (!naive_is_safe(range, &task->rule))
            return false;
    }
    return true;
}

/* Of complementary suppression; cost -1 when nothing protects all. */
struct cheapest {
    int64_t cost;
    uint64_t hash; /* the least among patterns of that cost */
};

/* What the choice among equals goes by. */
static uint64_t tie_weight(const struct protect_task *task, const struct protect_sum *sum)
{
    return (protect_terms_hash(task->seed, sum->terms, sum->term_count) >> 44) + 1;
}

static struct cheapest cheapest_of_all_patterns(const struct protect_task *task, const struct listed *listed)
{
    int64_t costs[CANDIDATES_MAX];
    uint64_t weights[CANDIDATES_MAX];
    size_t count = 0;
    unsigned primary = 0;
    for (size_t i = 0; i < task->system->sums.count; i++) {
        const struct protect_sum *sum = &task->system->sums.items[i];
        if (sum->kind != PROTECT_CANDIDATE)
            continue;
        const bool target = protect_sum_is_target(sum, &task->rule);
        primary |= target ? 1u << count : 0;
        weights[count] = target ? 0 : tie_weight(task, sum);
        costs[count++] = target ? 0 : sum->cost;
    }
    struct cheapest best = {.cost = -1};
    for (unsigned hidden = 0; hidden < 1u << count; hidden++) {
        struct cheapest here = {0};
        for (size_t i = 0; i < count; i++) {
            here.cost += hidden >> i & 1 ? costs[i] : 0;
            here.hash += hidden >> i & 1 ? weights[i] : 0;
        }
        const bool better =
            best.cost < 0 || here.cost < best.cost || (here.cost == best.cost && here.hash < best.hash);
        if ((hidden & primary) == primary && better && is_safe_under(task, listed, hidden))
            best = here;
    }
    return best;
}

static void roll_small_cells(uint64_t *state, int *cells, int count, int limit)
{
    int total;
    do {
        total = 0;
        for (int i = 0; i < count; i++)
            total += cells[i] = dice(state, 4) ? dice(state, 6) : 0;
    } while (total > limit);
}

/* Printed for ever, and no plain sum: makes gaps between whole numbers. */
static void add_weighted_sum(struct protect_system *system, uint64_t *state)
{
    struct protect_term terms[6];
    for (size_t i = 0; i < 6; i++)
        terms[i] = (struct protect_term){i, dice(state, 4)};
    table_add_sum(system, &(struct protect_sum_request){.kind = PROTECT_ALWAYS, .terms = terms, .term_count = 6});
}

static void compare_with_all_patterns(uint64_t *state, bool weighted, size_t *protected)
{
    static struct listed listed;
    struct arena *keep = arena_new();
    int cells[6];
    roll_small_cells(state, cells, 6, 12);
    const struct table table = {2, 3, cells, PROTECT_CANDIDATE, PROTECT_CANDIDATE, PROTECT_ALWAYS,
                                dice(state, 3) == 0};
    struct protect_system *system = table_system(keep, &table);
    for (size_t i = 0; i < system->sums.count; i++)
        if (system->sums.items[i].kind == PROTECT_CANDIDATE)
            system->sums.items[i].cost = 1 + dice(state, 4);
    if (weighted)
        add_weighted_sum(system, state);
    struct protect_task task = table_task(system, 3);
    task.rule.spread = 1 + dice(state, 3);
    list_tables(system, &listed);
    const struct cheapest best = cheapest_of_all_patterns(&task, &listed);
    const struct protect_pattern pattern = suppress(&task, keep);
    ck_assert_int_eq(pattern.exposed_count > 0, best.cost < 0);
    if (best.cost >= 0) {
        ck_assert_int_eq(pattern.cost, best.cost);
        ck_assert_int_eq(pattern.bound, best.cost);
        *protected += best.cost > 2;
    }
    arena_free(keep);
}

START_TEST(no_pattern_is_cheaper)
{
    uint64_t state = 23;
    size_t protected = 0;
    for (int round = 0; round < 300; round++)
        compare_with_all_patterns(&state, false, &protected);
    ck_assert_uint_gt(protected, 50);
}
END_TEST

START_TEST(no_pattern_is_cheaper_where_whole_numbers_have_gaps)
{
    uint64_t state = 29;
    size_t protected = 0;
    for (int round = 0; round < 600; round++)
        compare_with_all_patterns(&state, true, &protected);
    ck_assert_uint_gt(protected, 50);
}
END_TEST

/* 7 a + 5 b = 41 has one solution in whole numbers, a = 3 and b = 4; in fractions a goes up to 41 / 7. */
START_TEST(the_audit_objects_where_only_fractions_protect)
{
    struct arena *keep = arena_new();
    struct error err = {0};
    struct protect_system *system = protect_system_new(keep);
    size_t a, b;
    ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = 3}, &a, &err));
    ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = 4}, &b, &err));
    const struct protect_term small = {a, 1}, both[] = {{a, 7}, {b, 5}};
    table_add_sum(system, &(struct protect_sum_request){.kind = PROTECT_WITHHELD, .terms = &small, .term_count = 1});
    const size_t told = table_add_sum(system, &(struct protect_sum_request){
                                                  .kind = PROTECT_CANDIDATE, .cost = 1, .terms = both, .term_count = 2});
    const struct protect_task task = table_task(system, 5);
    struct protect_pattern first, settled;
    struct protect_audit audit;
    ck_assert(protect_suppress(&task, keep, &first, &err));
    ck_assert(!first.hidden[told]);
    ck_assert_uint_eq(unsafe_under(&task, first.hidden, keep), 1);
    ck_assert(protect_secure(&task, keep, &settled, &audit, &err));
    ck_assert(settled.hidden[told]);
    ck_assert_uint_eq(audit.unsafe_count, 0);
    ck_assert_int_eq(settled.bound, 1);
    arena_free(keep);
}
END_TEST

/* Without zeros no two sums of a 2 x 3 table are the same, and each stands for itself. */
START_TEST(the_hash_alone_decides_among_equals)
{
    static struct listed listed;
    uint64_t state = 37;
    size_t decided = 0;
    for (int round = 0; round < 100; round++) {
        struct arena *keep = arena_new();
        int cells[6];
        for (int i = 0; i < 6; i++)
            cells[i] = 1 + dice(&state, 3);
        struct protect_task task = table_task(candidate_table(keep, 2, 3, cells), 3);
        task.seed = (uint64_t)round;
        list_tables(task.system, &listed);
        const struct cheapest best = cheapest_of_all_patterns(&task, &listed);
        const struct protect_pattern pattern = suppress(&task, keep);
        uint64_t hash = 0;
        for (size_t i = 0; i < pattern.count; i++)
            if (pattern.hidden[i] && !protect_sum_is_target(&task.system->sums.items[i], &task.rule))
                hash += tie_weight(&task, &task.system->sums.items[i]);
        if (best.cost > 0) {
            ck_assert_int_eq(pattern.cost, best.cost);
            ck_assert_uint_eq(hash, best.hash);
            decided++;
        }
        arena_free(keep);
    }
    ck_assert_uint_gt(decided, 20);
}
END_TEST

START_TEST(every_complementary_suppression_of_an_optimum_is_needed)
{
    uint64_t state = 31;
    size_t tried = 0;
    for (int round = 0; round < 60; round++) {
        struct arena *keep = arena_new();
        int cells[20];
        roll_report_cells(&state, cells, 20);
        const struct protect_task task = table_task(candidate_table(keep, 5, 4, cells), 5);
        const struct protect_pattern pattern = suppress(&task, keep);
        for (size_t i = 0; i < pattern.count && !pattern.exposed_count; i++) {
            if (!pattern.hidden[i])
                continue;
            pattern.hidden[i] = false;
            ck_assert_uint_gt(unsafe_under(&task, pattern.hidden, keep), 0);
            pattern.hidden[i] = true;
            tried++;
        }
        arena_free(keep);
    }
    ck_assert_uint_gt(tried, 100);
}
END_TEST

/* ---- same input, same pattern ---- */

/* The same sums in another order; `order[i]` is the old number of the new sum i. */
static struct protect_system *shuffled(struct arena *keep, const struct protect_system *system, uint64_t *state,
                                       size_t *order)
{
    struct protect_system *copy = protect_system_new(keep);
    struct error err = {0};
    size_t number;
    for (size_t i = 0; i < system->variables.count; i++)
        ck_assert(protect_system_add_variable(copy, system->variables.items[i], &number, &err));
    for (size_t i = 0; i < system->sums.count; i++)
        order[i] = i;
    for (size_t i = system->sums.count; i > 1; i--) {
        const size_t j = (size_t)dice(state, (int)i), old = order[i - 1];
        order[i - 1] = order[j];
        order[j] = old;
    }
    for (size_t i = 0; i < system->sums.count; i++) {
        const struct protect_sum *sum = &system->sums.items[order[i]];
        table_add_sum(copy, &(struct protect_sum_request){
                                .kind = sum->kind, .zero_is_seen = sum->zero_is_seen, .cost = sum->cost,
                                .terms = sum->terms, .term_count = sum->term_count});
    }
    return copy;
}

START_TEST(the_order_of_sums_and_the_run_change_nothing)
{
    uint64_t state = 41;
    for (int round = 0; round < 40; round++) {
        struct arena *keep = arena_new();
        int cells[24];
        roll_report_cells(&state, cells, 24);
        const struct protect_system *system = candidate_table(keep, 6, 4, cells);
        const struct protect_task task = table_task(system, 5);
        const struct protect_pattern first = suppress(&task, keep), second = suppress(&task, keep);
        ck_assert_mem_eq(first.hidden, second.hidden, first.count * sizeof(bool));
        size_t order[TABLE_SUMS_MAX];
        const struct protect_task other = table_task(shuffled(keep, system, &state, order), 5);
        const struct protect_pattern third = suppress(&other, keep);
        for (size_t i = 0; i < third.count; i++)
            ck_assert_int_eq(third.hidden[i], first.hidden[order[i]]);
        arena_free(keep);
    }
}
END_TEST

/* Four equal rows: many patterns cost the same. */
START_TEST(the_seed_chooses_among_equals)
{
    struct arena *keep = arena_new();
    static const int cells[] = {2, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20};
    struct protect_task task = table_task(candidate_table(keep, 4, 3, cells), 5);
    const struct protect_pattern first = suppress(&task, keep);
    size_t different = 0;
    for (task.seed = 1; task.seed <= 20; task.seed++) {
        const struct protect_pattern pattern = suppress(&task, keep);
        ck_assert_int_eq(pattern.cost, first.cost);
        ck_assert(pattern.optimal);
        different += memcmp(pattern.hidden, first.hidden, first.count * sizeof(bool)) != 0;
    }
    ck_assert_uint_gt(different, 5);
    arena_free(keep);
}
END_TEST

START_TEST(little_effort_gives_a_safe_pattern_and_an_honest_bound)
{
    uint64_t state = 53;
    size_t open = 0;
    for (int round = 0; round < 60; round++) {
        struct arena *keep = arena_new();
        int cells[48];
        roll_report_cells(&state, cells, 48);
        struct protect_task task = table_task(candidate_table(keep, 8, 6, cells), 5);
        const struct protect_pattern full = suppress(&task, keep);
        task.effort.rounds = 2;
        const struct protect_pattern hasty = suppress(&task, keep);
        ck_assert_uint_eq(hasty.exposed_count, full.exposed_count);
        ck_assert_uint_eq(unsafe_under(&task, hasty.hidden, keep), hasty.exposed_count);
        ck_assert_int_le(hasty.bound, full.cost);
        ck_assert_int_ge(hasty.cost, full.cost);
        ck_assert_int_eq(hasty.optimal, !hasty.exposed_count && hasty.cost == hasty.bound);
        open += !hasty.exposed_count && !hasty.optimal;
        arena_free(keep);
    }
    ck_assert_uint_gt(open, 0);
}
END_TEST

START_TEST(a_bad_rule_fails_before_any_work)
{
    struct arena *keep = arena_new();
    struct protect_task task = table_task(candidate_table(keep, 3, 2, by_place), 0);
    struct error err = {0};
    struct protect_pattern pattern = {.count = 77};
    ck_assert(!protect_suppress(&task, keep, &pattern, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_uint_eq(pattern.count, 77);
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("protect/suppress", one_small_cell_takes_a_rectangle_with_it,
             hidden_cells_known_to_be_positive_cost_more, the_unit_of_costs_changes_nothing, nothing_small_nothing_hidden,
             small_cells_that_protect_each_other_take_nothing_with_them, zeros_are_never_hidden,
             what_nothing_protects_is_listed, a_cell_that_is_its_total_is_exposed,
             the_spread_counts_as_well_as_the_threshold, independent_tables_are_solved_apart,
             what_is_suppressed_passes_the_audit, linked_tables_pass_the_audit, no_pattern_is_cheaper,
             no_pattern_is_cheaper_where_whole_numbers_have_gaps, the_audit_objects_where_only_fractions_protect,
             the_hash_alone_decides_among_equals,
             every_complementary_suppression_of_an_optimum_is_needed, the_order_of_sums_and_the_run_change_nothing,
             the_seed_chooses_among_equals, little_effort_gives_a_safe_pattern_and_an_honest_bound,
             a_bad_rule_fails_before_any_work)
