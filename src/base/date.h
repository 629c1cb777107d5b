/* SPDX-License-Identifier: GPL-3.0-or-later
 * Civil dates as day numbers. No clock, no time zone. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
typedef int32_t date_day;

struct date {
    int year, month, day; /* month and day from 1 */
};

enum { DATE_YEAR_MIN = 1800, DATE_YEAR_MAX = 2200 };

date_day date_to_day(struct date date);
struct date date_of_day(date_day day);
int date_days_in_month(int year, int month);
/* Whether the day exists and its year is in DATE_YEAR_MIN..DATE_YEAR_MAX. */
bool date_exists(struct date date);

/* The two forms exports use: DATE_DMY is d.m.yyyy (leading zeros allowed), DATE_ISO is yyyy-mm-dd. */
enum date_form { DATE_DMY, DATE_ISO, DATE_FORMS };

enum date_parse { DATE_PARSED, DATE_NOT_IN_FORM, DATE_IMPOSSIBLE };
/* DATE_NOT_IN_FORM where the text does not look like it; DATE_IMPOSSIBLE where it does but there is no such day. */
enum date_parse date_parse(struct text t, enum date_form form, date_day *ret_day);

/* "2014-12-31". */
void date_add_iso(struct text_builder *b, date_day day);
struct text date_iso(date_day day, struct arena *keep);

#endif
