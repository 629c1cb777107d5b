/* SPDX-License-Identifier: GPL-3.0-or-later
 * Day numbers after Howard Hinnant, "chrono-compatible low-level date algorithms". */
#include "base/date.h"

#include <stddef.h>

/* Years are counted from March, so that the leap day is the last of its year. */
date_day date_to_day(struct date date)
{
    const int year = date.year - (date.month <= 2);
    const int era = (year >= 0 ? year : year - 399) / 400;
    const int year_of_era = year - era * 400;
    const int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_of_day(date_day day)
{
    const int shifted = day + 719468;
    const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const int day_of_era = shifted - era * 146097;
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month = (5 * day_of_year + 2) / 153;
    return (struct date){
        .year = year_of_era + era * 400 + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
}

int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

bool date_exists(struct date date)
{
    return date.year >= DATE_YEAR_MIN && date.year <= DATE_YEAR_MAX && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= date_days_in_month(date.year, date.month);
}

/* Reads digits up to `end` (or to the end of the text, for '\0'), at least `min` and at most `max` of them. */
static bool take_digits(struct text *rest, char end, size_t min, size_t max, int *ret_number)
{
    size_t count = 0;
    int value = 0;
    while (count < rest->len && rest->ptr[count] >= '0' && rest->ptr[count] <= '9' && count <= max)
        value = value * 10 + (rest->ptr[count++] - '0');
    if (count < min || count > max)
        return false;
    if (end ? count >= rest->len || rest->ptr[count] != end : count != rest->len)
        return false;
    *rest = text_slice(*rest, end ? count + 1 : count, rest->len);
    *ret_number = value;
    return true;
}

static bool take_form(struct text t, enum date_form form, struct date *date)
{
    switch (form) {
    case DATE_DMY:
        return take_digits(&t, '.', 1, 2, &date->day) && take_digits(&t, '.', 1, 2, &date->month) &&
               take_digits(&t, '\0', 4, 4, &date->year);
    case DATE_ISO:
        return take_digits(&t, '-', 4, 4, &date->year) && take_digits(&t, '-', 2, 2, &date->month) &&
               take_digits(&t, '\0', 2, 2, &date->day);
    case DATE_FORMS:
        break;
    }
    return false;
}

enum date_parse date_parse(struct text t, enum date_form form, date_day *ret_day)
{
    struct date date = {0};
    if (!take_form(t, form, &date))
        return DATE_NOT_IN_FORM;
    if (!date_exists(date))
        return DATE_IMPOSSIBLE;
    *ret_day = date_to_day(date);
    return DATE_PARSED;
}

void date_add_iso(struct text_builder *b, date_day day)
{
    const struct date date = date_of_day(day);
    text_add_format(b, "%04d-%02d-%02d", date.year, date.month, date.day);
}

struct text date_iso(date_day day, struct arena *keep)
{
    struct text_builder b = {0};
    date_add_iso(&b, day);
    const struct text words = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return words;
}
