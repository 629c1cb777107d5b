/* SPDX-License-Identifier: GPL-3.0-or-later
 * Day numbers, forms of dates. */
#include "base/date.h"

#include <stdlib.h>

#include "unit/base/check_text.h"

struct known {
    int year, month, day;
    date_day number;
};

/* From GNU date: date -ud 'YYYY-MM-DD' +%s, divided by 86400. */
static const struct known KNOWN[] = {
    {1970, 1, 1, 0},      {1969, 12, 31, -1},  {1970, 3, 1, 59},    {1972, 2, 29, 789},  {1800, 1, 1, -62091},
    {1900, 2, 28, -25509}, {1900, 3, 1, -25508}, {2000, 2, 29, 11016}, {2000, 3, 1, 11017}, {2014, 12, 31, 16435},
    {2015, 1, 30, 16465}, {2038, 1, 19, 24855}, {2100, 3, 1, 47541}, {2200, 12, 31, 84370},
};

START_TEST(known_days_have_their_numbers)
{
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        const struct known *k = &KNOWN[i];
        ck_assert_int_eq(date_to_day((struct date){k->year, k->month, k->day}), k->number);
        const struct date back = date_of_day(k->number);
        ck_assert_int_eq(back.year, k->year);
        ck_assert_int_eq(back.month, k->month);
        ck_assert_int_eq(back.day, k->day);
    }
}
END_TEST

/* Counting day by day, with the rule for leap years written out once more. */
START_TEST(every_day_of_four_centuries_follows_the_one_before)
{
    int year = 1800, month = 1, day = 1;
    for (date_day number = -62091; number <= 84370; number++) {
        const struct date date = date_of_day(number);
        ck_assert(date.year == year && date.month == month && date.day == day);
        ck_assert(date_to_day(date) == number);
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        const int last = month == 2                                              ? (leap ? 29 : 28)
                         : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                                 : 31;
        ck_assert(date_days_in_month(year, month) == last);
        if (++day > last) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
    ck_assert_int_eq(year, 2201);
}
END_TEST

START_TEST(days_that_never_were_do_not_exist)
{
    ck_assert(date_exists((struct date){2012, 2, 29}));
    ck_assert(!date_exists((struct date){2013, 2, 29}));
    ck_assert(!date_exists((struct date){1900, 2, 29}));
    ck_assert(date_exists((struct date){2000, 2, 29}));
    ck_assert(!date_exists((struct date){2014, 4, 31}));
    ck_assert(!date_exists((struct date){2014, 0, 1}));
    ck_assert(!date_exists((struct date){2014, 13, 1}));
    ck_assert(!date_exists((struct date){2014, 1, 0}));
    ck_assert(!date_exists((struct date){1799, 12, 31}));
    ck_assert(date_exists((struct date){1800, 1, 1}));
    ck_assert(date_exists((struct date){2200, 12, 31}));
    ck_assert(!date_exists((struct date){2201, 1, 1}));
}
END_TEST

struct written {
    const char *text;
    enum date_form form;
    enum date_parse result;
    date_day day;
};

START_TEST(dates_are_read_in_their_form_only)
{
    static const struct written dates[] = {
        {"31.12.2014", DATE_DMY, DATE_PARSED, 16435},      {"30.1.2015", DATE_DMY, DATE_PARSED, 16465},
        {"1.3.1970", DATE_DMY, DATE_PARSED, 59},           {"01.03.1970", DATE_DMY, DATE_PARSED, 59},
        {"2014-12-31", DATE_ISO, DATE_PARSED, 16435},      {"31.2.2014", DATE_DMY, DATE_IMPOSSIBLE, 0},
        {"0.1.2014", DATE_DMY, DATE_IMPOSSIBLE, 0},        {"2014-02-29", DATE_ISO, DATE_IMPOSSIBLE, 0},
        {"2014-13-01", DATE_ISO, DATE_IMPOSSIBLE, 0},      {"0000-01-01", DATE_ISO, DATE_IMPOSSIBLE, 0},
        {"1.1.0099", DATE_DMY, DATE_IMPOSSIBLE, 0},        {"2014-12-31", DATE_DMY, DATE_NOT_IN_FORM, 0},
        {"31.12.2014", DATE_ISO, DATE_NOT_IN_FORM, 0},     {"31.12.14", DATE_DMY, DATE_NOT_IN_FORM, 0},
        {"31.12.20145", DATE_DMY, DATE_NOT_IN_FORM, 0},    {"031.12.2014", DATE_DMY, DATE_NOT_IN_FORM, 0},
        {"31.12.2014 ", DATE_DMY, DATE_NOT_IN_FORM, 0},    {" 31.12.2014", DATE_DMY, DATE_NOT_IN_FORM, 0},
        {"31/12/2014", DATE_DMY, DATE_NOT_IN_FORM, 0},     {"2014-1-1", DATE_ISO, DATE_NOT_IN_FORM, 0},
        {"2014-12-31T00:00", DATE_ISO, DATE_NOT_IN_FORM, 0}, {"", DATE_ISO, DATE_NOT_IN_FORM, 0},
        {"31.12.", DATE_DMY, DATE_NOT_IN_FORM, 0},         {"-1.1.2014", DATE_DMY, DATE_NOT_IN_FORM, 0},
        {"99999999999.1.2014", DATE_DMY, DATE_NOT_IN_FORM, 0},
    };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        date_day day = 12345;
        ck_assert_msg(date_parse(text_of(dates[i].text), dates[i].form, &day) == dates[i].result, "'%s'",
                      dates[i].text);
        ck_assert_int_eq(day, dates[i].result == DATE_PARSED ? dates[i].day : 12345);
    }
}
END_TEST

START_TEST(days_are_written_as_iso_8601_has_them)
{
    struct text_builder b = {0};
    date_add_iso(&b, 16435);
    text_add_byte(&b, ' ');
    date_add_iso(&b, -62091);
    ck_text(text_built(&b), "2014-12-31 1800-01-01");
    text_builder_done(&b);
}
END_TEST

START_TEST(the_time_zone_has_no_say)
{
    static const char *const zones[] = {"Pacific/Kiritimati", "Pacific/Niue", "Europe/Helsinki"};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        setenv("TZ", zones[i], 1);
        ck_assert_int_eq(date_to_day((struct date){2014, 12, 31}), 16435);
    }
}
END_TEST

TEST_PROGRAM("base/date", known_days_have_their_numbers, every_day_of_four_centuries_follows_the_one_before,
             days_that_never_were_do_not_exist, dates_are_read_in_their_form_only,
             days_are_written_as_iso_8601_has_them, the_time_zone_has_no_say)
