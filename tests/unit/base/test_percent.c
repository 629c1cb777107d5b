/* SPDX-License-Identifier: GPL-3.0-or-later
 * Printed percentages: against examples by hand, and against going through every count. */
#include "base/percent.h"

#include "unit/base/check_text.h"

struct example {
    int64_t part, base, scale;
    int64_t in[ROUNDINGS]; /* half up, half even, down, up */
};

/* By hand: 1/8 = 12.5 %, 3/8 = 37.5 %, 22/68 = 32.35 %, 6/32 = 18.75 %, 1/3 = 33.33 %. */
START_TEST(a_count_comes_to_what_each_rule_says)
{
    static const struct example examples[] = {
        {1, 8, 1, {13, 12, 12, 13}},    {3, 8, 1, {38, 38, 37, 38}},        {22, 68, 1, {32, 32, 32, 33}},
        {6, 32, 1, {19, 19, 18, 19}},   {6, 32, 10, {188, 188, 187, 188}},  {1, 3, 100, {3333, 3333, 3333, 3334}},
        {0, 5, 1, {0, 0, 0, 0}},        {5, 5, 10, {1000, 1000, 1000, 1000}}, {1, 4, 1, {25, 25, 25, 25}},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        for (int rule = 0; rule < ROUNDINGS; rule++)
            ck_assert_msg(percent_of(examples[i].part, examples[i].base, examples[i].scale, (enum rounding)rule) ==
                              examples[i].in[rule],
                          "example %zu, rule %d", i, rule);
}
END_TEST

/* Whether `value` is n / base * 100 * scale rounded by the rule, without any division. */
static bool is_rounded(int64_t value, int64_t part, int64_t base, int64_t scale, int rule)
{
    const int64_t exact = 200 * scale * part, printed = 2 * value * base; /* both times 2 base */
    switch (rule) {
    case ROUNDING_HALF_UP:
        return printed - base <= exact && exact < printed + base;
    case ROUNDING_HALF_EVEN:
        return value % 2 ? printed - base < exact && exact < printed + base : printed - base <= exact && exact <= printed + base;
    case ROUNDING_DOWN:
        return printed <= exact && exact < printed + 2 * base;
    default:
        return printed - 2 * base < exact && exact <= printed;
    }
}

static void compare_with_all_counts(int64_t value, int64_t base, int64_t scale, int rule)
{
    int64_t low, high, first = -1, last = -1;
    for (int64_t part = 0; part <= base; part++)
        if (is_rounded(value, part, base, scale, rule)) {
            first = first < 0 ? part : first;
            last = part;
        }
    const bool fits = percent_counts((struct percentage){value, scale}, base, (enum rounding)rule, &low, &high);
    ck_assert_msg(fits == (first >= 0), "%d of %d, rule %d", (int)value, (int)base, rule);
    if (fits)
        ck_assert_msg(low == first && high == last, "%d of %d, rule %d", (int)value, (int)base, rule);
}

START_TEST(the_counts_that_fit_are_those_that_trying_all_finds)
{
    for (int rule = 0; rule < ROUNDINGS; rule++)
        for (int64_t base = 1; base <= 130; base++)
            for (int64_t value = 0; value <= 101; value++)
                compare_with_all_counts(value, base, 1, rule);
    for (int rule = 0; rule < ROUNDINGS; rule++)
        for (int64_t base = 1; base <= 40; base++)
            for (int64_t value = 0; value <= 1001; value++)
                compare_with_all_counts(value, base, 10, rule);
}
END_TEST

/* 22 of 68 is 32.35 %: 33 only when rounded up. 1 of 8 is 12.5 %: 12 to the even number. */
START_TEST(the_rule_that_was_used_is_found)
{
    ck_assert_int_eq(percent_rule((struct percentage){32, 1}, 22, 68), ROUNDING_HALF_UP);
    ck_assert_int_eq(percent_rule((struct percentage){33, 1}, 22, 68), ROUNDING_UP);
    ck_assert_int_eq(percent_rule((struct percentage){12, 1}, 1, 8), ROUNDING_HALF_EVEN);
    ck_assert_int_eq(percent_rule((struct percentage){187, 10}, 6, 32), ROUNDING_DOWN);
    ck_assert_int_eq(percent_rule((struct percentage){20, 1}, 6, 32), ROUNDINGS);
}
END_TEST

START_TEST(large_bases_do_not_overflow)
{
    int64_t low, high;
    const struct percentage half = {5000, PERCENT_SCALE_MAX};
    ck_assert(percent_counts(half, PERCENT_BASE_MAX, ROUNDING_HALF_UP, &low, &high));
    ck_assert_int_eq(low, 49995000);
    ck_assert_int_eq(high, 50004999);
}
END_TEST

TEST_PROGRAM("base/percent", a_count_comes_to_what_each_rule_says, the_counts_that_fit_are_those_that_trying_all_finds,
             the_rule_that_was_used_is_found, large_bases_do_not_overflow)
