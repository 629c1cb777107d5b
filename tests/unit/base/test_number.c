/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shares, sums and the printing of numbers. */
#include "base/number.h"

#include <locale.h>

#include "unit/base/check_text.h"

static struct text_builder out;

static struct text grouped(int64_t value, const char *separator, int64_t from)
{
    out.len = 0;
    number_add_grouped(&out, value, text_of(separator), from);
    return text_built(&out);
}

static struct text decimal(double value, int decimals)
{
    out.len = 0;
    number_add_decimal(&out, value, decimals);
    return text_built(&out);
}

START_TEST(a_sum_that_does_not_fit_is_refused_and_left_alone)
{
    int64_t sum = INT64_MAX - 1;
    ck_assert(number_add(&sum, 1));
    ck_assert(sum == INT64_MAX);
    ck_assert(!number_add(&sum, 1));
    ck_assert(sum == INT64_MAX);
    sum = INT64_MIN;
    ck_assert(!number_add(&sum, -1));
    ck_assert(sum == INT64_MIN);
}
END_TEST

struct share {
    int64_t part, whole, percent, tenths;
};

/* By hand. The middle ones lie exactly on a half: 1/8 = 12.5 %, 1/200 = 0.5 %, 5/2000 = 0.25 %. */
START_TEST(shares_are_rounded_half_up)
{
    static const struct share shares[] = {
        {0, 7, 0, 0},      {1, 3, 33, 333},   {2, 3, 67, 667},     {60, 85, 71, 706},  {25, 85, 29, 294},
        {1, 8, 13, 125},   {3, 8, 38, 375},   {1, 200, 1, 5},      {3, 200, 2, 15},    {1, 201, 0, 5},
        {5, 2000, 0, 3},   {995, 1000, 100, 995}, {994, 1000, 99, 994}, {7, 7, 100, 1000}, {9, 4, 225, 2250},
    };
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        ck_assert_msg(number_share(shares[i].part, shares[i].whole, 100) == shares[i].percent, "share %zu", i);
        ck_assert_msg(number_share(shares[i].part, shares[i].whole, 1000) == shares[i].tenths, "tenths of share %zu",
                      i);
    }
}
END_TEST

/* r = half_up(100 p / w) is the only whole number with w (2 r - 1) <= 200 p < w (2 r + 1). */
START_TEST(every_share_of_a_small_whole_is_the_nearest_whole_per_cent)
{
    for (int64_t whole = 1; whole <= 120; whole++)
        for (int64_t part = 0; part <= whole; part++) {
            const int64_t r = number_share(part, whole, 100);
            ck_assert(whole * (2 * r - 1) <= 200 * part);
            ck_assert(200 * part < whole * (2 * r + 1));
        }
}
END_TEST

START_TEST(a_whole_has_a_power_of_ten_of_its_last_decimal)
{
    ck_assert_int_eq(number_scale(0), 1);
    ck_assert_int_eq(number_scale(1), 10);
    ck_assert_int_eq(number_scale(3), 1000);
    ck_assert_int_eq(number_scale(18), 1000000000000000000);
}
END_TEST

START_TEST(rounding_to_a_step_goes_half_up)
{
    ck_assert_int_eq(number_round(0, 10), 0);
    ck_assert_int_eq(number_round(4, 10), 0);
    ck_assert_int_eq(number_round(5, 10), 10);
    ck_assert_int_eq(number_round(14, 10), 10);
    ck_assert_int_eq(number_round(15, 10), 20);
    ck_assert_int_eq(number_round(2, 5), 0);
    ck_assert_int_eq(number_round(3, 5), 5);
    ck_assert_int_eq(number_round(1, 3), 0);
    ck_assert_int_eq(number_round(2, 3), 3);
    ck_assert_int_eq(number_round(37, 1), 37);
}
END_TEST

START_TEST(quotients_are_whole_numbers_below_and_above)
{
    static const struct {
        int64_t number, divisor, down, up;
    } cases[] = {{7, 2, 3, 4}, {-7, 2, -4, -3}, {7, -2, -4, -3}, {-7, -2, 3, 4}, {6, 2, 3, 3}, {-6, 2, -3, -3}, {0, -5, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(number_divide_down(cases[i].number, cases[i].divisor), cases[i].down);
        ck_assert_int_eq(number_divide_up(cases[i].number, cases[i].divisor), cases[i].up);
    }
}
END_TEST

START_TEST(digits_are_grouped_in_threes_from_the_stated_size)
{
    ck_text(grouped(0, ",", 1000), "0");
    ck_text(grouped(999, ",", 1000), "999");
    ck_text(grouped(1000, ",", 1000), "1,000");
    ck_text(grouped(1234567, "\u00A0", 1000), "1\u00A0234\u00A0567");
    ck_text(grouped(9999, ".", 10000), "9999");
    ck_text(grouped(10000, ".", 10000), "10.000");
    ck_text(grouped(123456, "", 1000), "123456");
    ck_text(grouped(INT64_MAX, ",", 1000), "9,223,372,036,854,775,807");
}
END_TEST

START_TEST(a_negative_number_has_a_minus_sign_and_no_separator_before_its_first_digit)
{
    ck_text(grouped(-5, ",", 1000), "\u2212" "5");
    ck_text(grouped(-999, ",", 1000), "\u2212" "999");
    ck_text(grouped(-123456, ",", 1000), "\u2212" "123,456");
    ck_text(grouped(INT64_MIN, ",", 1000), "\u2212" "9,223,372,036,854,775,808");
}
END_TEST

START_TEST(coordinates_are_printed_without_exponent_or_trailing_zeros)
{
    ck_text(decimal(0, 2), "0");
    ck_text(decimal(1, 3), "1");
    ck_text(decimal(1.5, 3), "1.5");
    ck_text(decimal(12.25, 2), "12.25");
    ck_text(decimal(0.005, 3), "0.005");
    ck_text(decimal(0.05, 1), "0.1");
    ck_text(decimal(10.10, 2), "10.1");
    ck_text(decimal(1e6, 2), "1000000");
    ck_text(decimal(2.0 / 3.0, 6), "0.666667");
    ck_text(decimal(0.4, 0), "0");
    ck_text(decimal(99.999, 2), "100");
}
END_TEST

START_TEST(what_rounds_to_zero_has_no_sign)
{
    ck_text(decimal(-0.001, 2), "0");
    ck_text(decimal(-0.0, 2), "0");
    ck_text(decimal(-0.25, 2), "-0.25");
    ck_text(decimal(-3, 2), "-3");
}
END_TEST

START_TEST(the_locale_has_no_say)
{
    static const char *const names[] = {"de_DE.UTF-8", "fi_FI.UTF-8", "sv_SE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        setlocale(LC_ALL, names[i]);
        ck_text(decimal(1234.5, 2), "1234.5");
        ck_text(grouped(1234567, ",", 1000), "1,234,567");
    }
}
END_TEST

TEST_PROGRAM("base/number", a_sum_that_does_not_fit_is_refused_and_left_alone, shares_are_rounded_half_up,
             every_share_of_a_small_whole_is_the_nearest_whole_per_cent, a_whole_has_a_power_of_ten_of_its_last_decimal, rounding_to_a_step_goes_half_up,
             quotients_are_whole_numbers_below_and_above, digits_are_grouped_in_threes_from_the_stated_size,
             a_negative_number_has_a_minus_sign_and_no_separator_before_its_first_digit,
             coordinates_are_printed_without_exponent_or_trailing_zeros, what_rounds_to_zero_has_no_sign,
             the_locale_has_no_say)
