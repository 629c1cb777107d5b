/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods in whole months. */
#include "layout/period.h"

#include "unit/base/check_text.h"

static struct text_builder out;

static struct text iso(struct period period)
{
    out.len = 0;
    date_add_iso(&out, period.first);
    text_add_byte(&out, '/');
    date_add_iso(&out, period.last);
    return text_built(&out);
}

static struct period read_good(const char *text)
{
    struct period period;
    ck_assert_msg(period_parse(text_of(text), &period), "%s", text);
    return period;
}

START_TEST(years_halves_and_months_are_read)
{
    ck_text(iso(read_good("2014")), "2014-01-01/2014-12-31");
    ck_text(iso(read_good("2014H1")), "2014-01-01/2014-06-30");
    ck_text(iso(read_good("2014H2")), "2014-07-01/2014-12-31");
    ck_text(iso(read_good("2012-02")), "2012-02-01/2012-02-29");
    ck_text(iso(read_good("2013-02")), "2013-02-01/2013-02-28");
    ck_text(iso(read_good("2014-12")), "2014-12-01/2014-12-31");
}
END_TEST

START_TEST(anything_else_is_no_period)
{
    static const char *const wrong[] = {"",        "14",      "20145", "2014H3",  "2014H", "2014h1", "2014-0",
                                        "2014-00", "2014-13", "2014-1", "2014-001", "1799",  "2201",   "2014 ",
                                        " 2014",   "2014..2015", "-2014"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct period period = {1, 2};
        ck_assert_msg(!period_parse(text_of(wrong[i]), &period), "'%s'", wrong[i]);
        ck_assert(period.first == 1 && period.last == 2);
    }
}
END_TEST

START_TEST(the_period_before_is_as_long)
{
    ck_text(iso(period_previous(read_good("2014"))), "2013-01-01/2013-12-31");
    ck_text(iso(period_previous(read_good("2014H1"))), "2013-07-01/2013-12-31");
    ck_text(iso(period_previous(read_good("2014H2"))), "2014-01-01/2014-06-30");
    ck_text(iso(period_previous(read_good("2012-03"))), "2012-02-01/2012-02-29");
    ck_text(iso(period_previous(read_good("2014-01"))), "2013-12-01/2013-12-31");
}
END_TEST

START_TEST(the_year_before_has_the_same_months)
{
    ck_text(iso(period_year_before(read_good("2015H1"))), "2014-01-01/2014-06-30");
    ck_text(iso(period_year_before(read_good("2015H2"))), "2014-07-01/2014-12-31");
    ck_text(iso(period_year_before(read_good("2015-03"))), "2014-03-01/2014-03-31");
    ck_text(iso(period_year_before(read_good("2013-02"))), "2012-02-01/2012-02-29");
    ck_text(iso(period_year_before(read_good("2014"))), "2013-01-01/2013-12-31");
}
END_TEST

START_TEST(the_last_steps_end_with_the_period)
{
    ck_text(iso(period_last(read_good("2014"), 5, STEP_YEAR)), "2010-01-01/2014-12-31");
    ck_text(iso(period_last(read_good("2014H1"), 3, STEP_HALF)), "2013-01-01/2014-06-30");
    ck_text(iso(period_last(read_good("2014H1"), 1, STEP_YEAR)), "2013-07-01/2014-06-30");
    ck_text(iso(period_last(read_good("2014-02"), 3, STEP_MONTH)), "2013-12-01/2014-02-28");
}
END_TEST

START_TEST(only_whole_calendar_steps_are_counted)
{
    const struct period five = period_last(read_good("2014"), 5, STEP_YEAR);
    ck_assert_int_eq(period_steps(five, STEP_YEAR), 5);
    ck_assert_int_eq(period_steps(five, STEP_HALF), 10);
    ck_assert_int_eq(period_steps(five, STEP_MONTH), 60);
    ck_text(iso(period_step(five, STEP_YEAR, 1)), "2011-01-01/2011-12-31");
    ck_text(iso(period_step(five, STEP_HALF, 9)), "2014-07-01/2014-12-31");
    ck_text(iso(period_step(five, STEP_MONTH, 13)), "2011-02-01/2011-02-28");
    ck_assert_int_eq(period_steps(read_good("2014H1"), STEP_YEAR), 0);
    ck_assert_int_eq(period_steps(read_good("2014-03"), STEP_HALF), 0);
    /* a year that begins in July is no calendar year, but two half-years */
    const struct period split = period_last(read_good("2014H1"), 1, STEP_YEAR);
    ck_assert_int_eq(period_steps(split, STEP_YEAR), 0);
    ck_assert_int_eq(period_steps(split, STEP_HALF), 2);
    ck_assert_int_eq(period_steps(split, STEP_NONE), 0);
}
END_TEST

START_TEST(steps_have_names_in_singular_and_plural)
{
    ck_assert_int_eq(step_parse(TEXT("month")), STEP_MONTH);
    ck_assert_int_eq(step_parse(TEXT("months")), STEP_MONTH);
    ck_assert_int_eq(step_parse(TEXT("half")), STEP_HALF);
    ck_assert_int_eq(step_parse(TEXT("halves")), STEP_HALF);
    ck_assert_int_eq(step_parse(TEXT("years")), STEP_YEAR);
    ck_assert_int_eq(step_parse(TEXT("week")), STEP_NONE);
    ck_assert_int_eq(step_parse(TEXT_EMPTY), STEP_NONE);
}
END_TEST

START_TEST(periods_are_written_as_they_are_read)
{
    static const char *const periods[] = {"2014", "2014H1", "2014H2", "2014-01", "2014-12", "2012-02"};
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        out.len = 0;
        period_add(&out, read_good(periods[i]));
        ck_text(text_built(&out), periods[i]);
    }
    out.len = 0;
    period_add(&out, period_last(read_good("2014"), 5, STEP_YEAR));
    ck_text(text_built(&out), "2010-01-01/2014-12-31");
    out.len = 0;
    period_add(&out, period_last(read_good("2014H1"), 1, STEP_YEAR));
    ck_text(text_built(&out), "2013-07-01/2014-06-30");
    out.len = 0;
    period_add(&out, (struct period){date_to_day((struct date){2014, 1, 2}), date_to_day((struct date){2014, 12, 31})});
    ck_text(text_built(&out), "2014-01-02/2014-12-31");
}
END_TEST

START_TEST(whole_months_are_read_from_day_to_day)
{
    static const char *const periods[] = {"2010-01-01/2014-12-31", "2013-07-01/2014-06-30", "2012-02-01/2012-02-29"};
    static const char *const wrong[] = {"",           "2014-01-01", "2014-01-01/",           "2014-01-02/2014-12-31",
                                        "2014/2015",  "2014-02-01/2014-01-31", "2014-01-01/2014-12-30"};
    struct period period = {1, 2};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!period_parse_days(text_of(wrong[i]), &period), "'%s'", wrong[i]);
    ck_assert(period.first == 1 && period.last == 2);
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        ck_assert_msg(period_parse_days(text_of(periods[i]), &period), "'%s'", periods[i]);
        ck_text(iso(period), periods[i]);
    }
}
END_TEST

START_TEST(two_periods_join_if_the_second_is_no_earlier)
{
    struct period period;
    ck_assert(period_join(read_good("2013"), read_good("2014-03"), &period));
    ck_text(iso(period), "2013-01-01/2014-03-31");
    ck_assert(!period_join(read_good("2014"), read_good("2013"), &period));
    ck_assert(!period_join(read_good("2014"), read_good("2014H1"), &period));
}
END_TEST

TEST_PROGRAM("layout/period", whole_months_are_read_from_day_to_day, two_periods_join_if_the_second_is_no_earlier,
             years_halves_and_months_are_read, anything_else_is_no_period,
             the_period_before_is_as_long, the_year_before_has_the_same_months, the_last_steps_end_with_the_period, only_whole_calendar_steps_are_counted,
             steps_have_names_in_singular_and_plural, periods_are_written_as_they_are_read)
