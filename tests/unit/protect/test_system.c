/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect/system.h"

#include "unit/harness.h"

static struct arena *keep;
static struct error err;

static struct protect_system *three_counts(void)
{
    keep = arena_new();
    err = (struct error){0};
    struct protect_system *system = protect_system_new(keep);
    const int64_t values[] = {7, 3, 0};
    for (size_t i = 0; i < 3; i++) {
        size_t number = 99;
        ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = values[i]}, &number, &err));
        ck_assert_uint_eq(number, i);
    }
    return system;
}

static bool add(struct protect_system *system, enum protect_kind kind, int64_t cost, struct protect_term term)
{
    size_t number;
    const struct protect_sum_request request = {.kind = kind, .zero_is_seen = true, .cost = cost, .terms = &term, .term_count = 1};
    return protect_system_add_sum(system, &request, &number, &err);
}

START_TEST(terms_are_sorted_gathered_and_valued)
{
    struct protect_system *system = three_counts();
    const struct protect_term terms[] = {{1, 2}, {0, 1}, {2, 5}, {1, -1}, {2, -5}};
    size_t number = 99;
    const struct protect_sum_request request = {.kind = PROTECT_CANDIDATE, .zero_is_seen = true, .cost = 4, .terms = terms, .term_count = 5};
    ck_assert(protect_system_add_sum(system, &request, &number, &err));
    ck_assert_uint_eq(number, 0);
    const struct protect_sum *sum = &system->sums.items[0];
    ck_assert_int_eq(sum->value, 10);
    ck_assert_int_eq(sum->cost, 4);
    ck_assert_uint_eq(sum->term_count, 2);
    ck_assert_uint_eq(sum->terms[0].variable, 0);
    ck_assert_int_eq(sum->terms[0].factor, 1);
    ck_assert_uint_eq(sum->terms[1].variable, 1);
    ck_assert_int_eq(sum->terms[1].factor, 1);
    arena_free(keep);
}
END_TEST

START_TEST(a_sum_of_nothing_is_zero)
{
    struct protect_system *system = three_counts();
    size_t number;
    const struct protect_sum_request request = {.kind = PROTECT_WITHHELD, .zero_is_seen = true, .terms = NULL, .term_count = 0};
    ck_assert(protect_system_add_sum(system, &request, &number, &err));
    ck_assert_int_eq(system->sums.items[0].value, 0);
    arena_free(keep);
}
END_TEST

START_TEST(counts_out_of_range_are_refused)
{
    static const struct protect_variable wrong[] = {
        {.value = -1}, {.value = 3, .least = 4}, {.value = 3, .least = -1}, {.value = (int64_t)PROTECT_COUNT_MAX + 1}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct protect_system *system = three_counts();
        size_t number = 99;
        ck_assert(!protect_system_add_variable(system, wrong[i], &number, &err));
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        ck_assert_uint_eq(number, 99);
        ck_assert_uint_eq(system->variables.count, 3);
        arena_free(keep);
    }
}
END_TEST

START_TEST(sums_out_of_range_are_refused)
{
    static const struct {
        enum protect_kind kind;
        int64_t cost;
        struct protect_term term;
    } wrong[] = {
        {PROTECT_CANDIDATE, 0, {0, 1}},                            /* costs nothing */
        {PROTECT_CANDIDATE, (int64_t)PROTECT_COUNT_MAX + 1, {0, 1}},
        {PROTECT_ALWAYS, 1, {0, 1}},                               /* cannot be lost */
        {PROTECT_WITHHELD, 1, {0, 1}},
        {PROTECT_ALWAYS, 0, {3, 1}},                               /* no such count */
        {PROTECT_ALWAYS, 0, {0, PROTECT_FACTOR_MAX + 1}},
        {PROTECT_WITHHELD, 0, {0, -1}},                            /* minus seven, yet one or more */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct protect_system *system = three_counts();
        ck_assert_msg(!add(system, wrong[i].kind, wrong[i].cost, wrong[i].term), "case %zu", i);
        ck_assert_int_eq(err.kind, ERROR_INPUT);
        ck_assert_uint_eq(system->sums.count, 0);
        arena_free(keep);
    }
}
END_TEST

START_TEST(gathered_factors_have_limits_too)
{
    struct protect_system *system = three_counts();
    const struct protect_term terms[] = {{0, PROTECT_FACTOR_MAX}, {0, 1}};
    size_t number;
    const struct protect_sum_request request = {.kind = PROTECT_ALWAYS, .zero_is_seen = true, .terms = terms, .term_count = 2};
    ck_assert(!protect_system_add_sum(system, &request, &number, &err));
    arena_free(keep);
}
END_TEST

START_TEST(readers_see_what_kind_and_pattern_say)
{
    static const struct {
        struct protect_sum sum;
        bool hidden;
        struct protect_range known;
    } cases[] = {
        {{.kind = PROTECT_ALWAYS, .zero_is_seen = true, .value = 3}, true, {3, 3}},
        {{.kind = PROTECT_CANDIDATE, .zero_is_seen = true, .value = 3}, false, {3, 3}},
        {{.kind = PROTECT_CANDIDATE, .zero_is_seen = true, .value = 3}, true, {1, PROTECT_NO_END}},
        {{.kind = PROTECT_CANDIDATE, .value = 3}, true, {-PROTECT_NO_END, PROTECT_NO_END}},
        {{.kind = PROTECT_CANDIDATE, .zero_is_seen = true, .value = 0}, true, {0, 0}},
        {{.kind = PROTECT_CANDIDATE, .value = 0}, true, {0, 0}},
        {{.kind = PROTECT_WITHHELD, .zero_is_seen = true, .value = 3}, false, {1, PROTECT_NO_END}},
        {{.kind = PROTECT_WITHHELD, .value = 3}, false, {-PROTECT_NO_END, PROTECT_NO_END}},
        {{.kind = PROTECT_WITHHELD, .zero_is_seen = true, .value = 0}, false, {0, 0}},
        {{.kind = PROTECT_WITHHELD, .value = 0}, false, {-PROTECT_NO_END, PROTECT_NO_END}},
        {{.kind = PROTECT_TOLD, .told = {2, 7}, .value = 3}, false, {2, 7}},
        {{.kind = PROTECT_TOLD, .told = {-PROTECT_NO_END, 7}, .value = 3}, true, {-PROTECT_NO_END, 7}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct protect_range known = protect_sum_known(&cases[i].sum, cases[i].hidden);
        ck_assert_msg(known.low == cases[i].known.low && known.high == cases[i].known.high, "case %zu", i);
    }
}
END_TEST

START_TEST(a_range_told_must_hold)
{
    static const struct {
        struct protect_range told;
        bool fits;
    } cases[] = {{{3, 3}, true}, {{0, 9}, true}, {{4, 9}, false}, {{0, 2}, false}, {{9, 0}, false},
                 {{-PROTECT_NO_END, PROTECT_NO_END}, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct protect_system *system = three_counts();
        size_t number;
        const struct protect_term term = {1, 1};
        const struct protect_sum_request request = {
            .kind = PROTECT_TOLD, .told = cases[i].told, .terms = &term, .term_count = 1};
        ck_assert_msg(protect_system_add_sum(system, &request, &number, &err) == cases[i].fits, "case %zu", i);
        arena_free(keep);
    }
}
END_TEST

START_TEST(targets_are_counts_from_one_to_below_the_threshold)
{
    const struct protect_rule rule = {5, 2};
    for (int64_t value = -2; value < 8; value++) {
        const struct protect_sum sum = {.value = value};
        ck_assert_int_eq(protect_sum_is_target(&sum, &rule), value >= 1 && value <= 4);
    }
}
END_TEST

START_TEST(the_hash_depends_on_seed_and_terms)
{
    const struct protect_term a[] = {{0, 1}, {1, 1}}, b[] = {{0, 1}, {1, -1}};
    const uint64_t hash = protect_terms_hash(1, a, 2);
    ck_assert_uint_eq(hash, protect_terms_hash(1, a, 2));
    ck_assert_uint_ne(hash, protect_terms_hash(2, a, 2));
    ck_assert_uint_ne(hash, protect_terms_hash(1, b, 2));
    ck_assert_uint_ne(hash, protect_terms_hash(1, a, 1));
}
END_TEST

START_TEST(rules_and_efforts_out_of_range_are_refused)
{
    const struct protect_task good = {.rule = {5, 2}, .effort = protect_effort_default()};
    err = (struct error){0};
    ck_assert(protect_task_check(&good, &err));
    struct protect_task wrong[5] = {good, good, good, good, good};
    wrong[0].rule.threshold = 0;
    wrong[1].rule.spread = -1;
    wrong[2].effort.nodes = 0;
    wrong[3].effort.pivots = -1;
    wrong[4].effort.rounds = -1;
    for (size_t i = 0; i < 5; i++) {
        err = (struct error){0};
        ck_assert_msg(!protect_task_check(&wrong[i], &err), "case %zu", i);
        ck_assert_int_eq(err.kind, ERROR_INPUT);
    }
}
END_TEST

TEST_PROGRAM("protect/system", terms_are_sorted_gathered_and_valued, a_sum_of_nothing_is_zero,
             counts_out_of_range_are_refused, sums_out_of_range_are_refused, gathered_factors_have_limits_too,
             readers_see_what_kind_and_pattern_say, a_range_told_must_hold, targets_are_counts_from_one_to_below_the_threshold,
             the_hash_depends_on_seed_and_terms, rules_and_efforts_out_of_range_are_refused)
