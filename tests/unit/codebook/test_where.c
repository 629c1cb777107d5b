/* SPDX-License-Identifier: GPL-3.0-or-later
 * What conditions mean, value by value. */
#include "unit/codebook/fixtures.h"

/* The last condition of the measure "minors" when it is written so. */
static const struct condition *condition_of(const char *where)
{
    const struct text line = text_format(scratch.keep, "where: %s\n", where);
    const struct codebook_fixture f = codebook_changed("where: age < 18\n", text_to_c(scratch.keep, line));
    ck_no_fault(scratch.keep, f.diagnostics);
    diagnostics_free(f.diagnostics);
    const struct measure *minors = &f.codebook->measures[1];
    return &minors->conditions[minors->condition_count - 1];
}

static bool meets(const char *where, int64_t number)
{
    return condition_is_met(condition_of(where), (struct condition_value){true, number});
}

static bool meets_missing(const char *where)
{
    return condition_is_met(condition_of(where), (struct condition_value){.is_known = false});
}

static date_day day(int year, int month, int number)
{
    return date_to_day((struct date){year, month, number});
}

START_TEST(numbers_are_compared_with_one_and_with_ranges)
{
    static const struct {
        const char *where;
        bool at[5]; /* of 14, 15, 17, 18, 60 */
    } cases[] = {
        {"age < 18", {true, true, true, false, false}},
        {"age <= 17", {true, true, true, false, false}},
        {"age >= 18", {false, false, false, true, true}},
        {"age > 17", {false, false, false, true, true}},
        {"age = 15", {false, true, false, false, false}},
        {"age != 15", {true, false, true, true, true}},
        {"age = 15..17", {false, true, true, false, false}},
        {"age != 15..17", {true, false, false, true, true}},
        {"age in (..14, 18..)", {true, false, false, true, true}},
        {"age not in (..14, 18..)", {false, true, true, false, false}},
        {"age between 15 and 17", {false, true, true, false, false}},
        {"not age between 15 and 17", {true, false, false, true, true}},
        {"not not age < 18", {true, true, true, false, false}},
        {"gender = women and age in (17, 15, 16)", {false, true, true, false, false}},
    };
    static const int64_t ages[] = {14, 15, 17, 18, 60};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t k = 0; k < 5; k++)
            ck_assert_msg(meets(cases[i].where, ages[k]) == cases[i].at[k], "%s: %d", cases[i].where, (int)ages[k]);
}
END_TEST

START_TEST(days_are_compared_to_the_day)
{
    ck_assert(meets("admitted before 2014-07-01", day(2014, 6, 30)));
    ck_assert(!meets("admitted before 2014-07-01", day(2014, 7, 1)));
    ck_assert(!meets("admitted after 2014-06-30", day(2014, 6, 30)));
    ck_assert(meets("admitted after 2014-06-30", day(2014, 7, 1)));
    ck_assert(meets("admitted <= 2014-06-30", day(2014, 6, 30)));
    ck_assert(meets("admitted between 2014-01-01 and 2014-06-30", day(2014, 1, 1)));
    ck_assert(meets("admitted between 2014-01-01 and 2014-06-30", day(2014, 6, 30)));
    ck_assert(!meets("admitted = 2014-01-01..2014-06-30", day(2013, 12, 31)));
    ck_assert(meets("not admitted = 2014-01-01..2014-06-30", day(2013, 12, 31)));
}
END_TEST

START_TEST(a_year_and_a_month_of_a_date_are_its_days)
{
    ck_assert(meets("year of admitted = 2013", day(2013, 1, 1)) && meets("year of admitted = 2013", day(2013, 12, 31)));
    ck_assert(!meets("year of admitted = 2013", day(2012, 12, 31)) && !meets("year of admitted = 2013", day(2014, 1, 1)));
    ck_assert(meets("year of admitted < 2014", day(2013, 12, 31)) && !meets("year of admitted < 2014", day(2014, 1, 1)));
    ck_assert(meets("month of admitted in (12, 1..2)", day(2012, 2, 29)));
    ck_assert(meets("month of admitted in (12, 1..2)", day(1999, 12, 1)));
    ck_assert(!meets("month of admitted in (12, 1..2)", day(2012, 3, 1)));
    ck_assert(!meets("not month of admitted = 6", day(2014, 6, 15)) && meets("not month of admitted = 6", day(2014, 7, 1)));
}
END_TEST

START_TEST(what_is_missing_satisfies_no_number_and_no_day_even_with_not)
{
    ck_assert(!meets_missing("age < 18") && !meets_missing("not age < 18") && !meets_missing("age != 18"));
    ck_assert(!meets_missing("exited after 2014-06-30") && !meets_missing("not exited after 2014-06-30"));
    ck_assert(!meets_missing("extension = yes") && meets_missing("extension != yes") && meets_missing("not extension = yes"));
    ck_assert(!meets_missing("extension = no") && meets_missing("extension != no"));
    ck_assert(meets("extension = no", 0) && !meets("extension = no", 1) && meets("not extension = no", 1));
}
END_TEST

/* men is the second category; the regions are those of the fixture: FI, NG, VN, AE and stateless. */
START_TEST(categories_and_groups_of_them_are_sets)
{
    ck_assert(meets("gender in (women, men)", 0) && meets("gender in (women, men)", 1));
    ck_assert(!meets("gender not in (women)", 0) && meets("gender not in (women)", 2));
    ck_assert(meets("not gender = women, men", 2) && !meets("not gender = women, men", 1));
    static const bool asia_and_rest[] = {false, true, true, true, true};
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(meets("region in (asia, rest)", i), asia_and_rest[i]);
}
END_TEST

/* ---- sets of numbers ---- */

START_TEST(touching_ranges_are_one_and_empty_ones_none)
{
    const struct number_range items[] = {{5, 9}, {20, 10}, {1, 2}, {3, 4}, {12, 12}, {6, 7}};
    const struct ranges ranges = ranges_of(items, 6, scratch.keep);
    ck_assert_uint_eq(ranges.count, 2);
    ck_assert(ranges.items[0].low == 1 && ranges.items[0].high == 9 && ranges.items[1].low == 12);
    ck_assert(ranges_are_same(ranges_not(ranges_not(ranges, scratch.keep), scratch.keep), ranges));
    ck_assert(!ranges_and(ranges, ranges_not(ranges, scratch.keep), scratch.keep).count);
    ck_assert_uint_eq(ranges_of(items + 1, 1, scratch.keep).count, 0);
}
END_TEST

START_TEST(one_set_is_within_another_number_by_number)
{
    const struct number_range a[] = {{1, 3}, {5, 6}}, b[] = {{0, 3}, {5, RANGE_HIGHEST}}, c[] = {{1, 6}};
    const struct ranges x = ranges_of(a, 2, scratch.keep), y = ranges_of(b, 2, scratch.keep), z = ranges_of(c, 1, scratch.keep);
    ck_assert(ranges_are_within(x, y) && ranges_are_within(x, z) && !ranges_are_within(z, y) && !ranges_are_within(y, x));
    for (int64_t n = -1; n < 9; n++)
        ck_assert_int_eq(ranges_hold(ranges_and(y, z, scratch.keep), n), ranges_hold(y, n) && ranges_hold(z, n));
}
END_TEST

TEST_PROGRAM_WITH("codebook/where", scratch_set_up, scratch_tear_down, numbers_are_compared_with_one_and_with_ranges,
                  days_are_compared_to_the_day, a_year_and_a_month_of_a_date_are_its_days,
                  what_is_missing_satisfies_no_number_and_no_day_even_with_not,
                  categories_and_groups_of_them_are_sets, touching_ranges_are_one_and_empty_ones_none,
                  one_set_is_within_another_number_by_number)
