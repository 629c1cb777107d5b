/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods are reckoned in whole months. */
#include "layout/period.h"

static const int STEP_MONTHS[] = {[STEP_NONE] = 0, [STEP_MONTH] = 1, [STEP_HALF] = 6, [STEP_YEAR] = 12};

/* Months since year 0. */
static int month_index(date_day day)
{
    const struct date date = date_of_day(day);
    return date.year * 12 + date.month - 1;
}

static struct period of_months(int first, int count)
{
    const int last = first + count - 1;
    const int last_year = last / 12, last_month = last % 12 + 1;
    return (struct period){
        date_to_day((struct date){first / 12, first % 12 + 1, 1}),
        date_to_day((struct date){last_year, last_month, date_days_in_month(last_year, last_month)})};
}

static int month_count(struct period period)
{
    return month_index(period.last) - month_index(period.first) + 1;
}

static bool is_year(int64_t year)
{
    return year >= DATE_YEAR_MIN && year <= DATE_YEAR_MAX;
}

bool period_parse(struct text t, struct period *ret_period)
{
    int64_t year, part;
    if (t.len < 4 || !text_to_number(text_slice(t, 0, 4), &year) || !is_year(year))
        return false;
    const int first = (int)year * 12;
    const struct text rest = text_slice(t, 4, t.len);
    if (!rest.len)
        *ret_period = of_months(first, 12);
    else if (text_equal(rest, TEXT("H1")))
        *ret_period = of_months(first, 6);
    else if (text_equal(rest, TEXT("H2")))
        *ret_period = of_months(first + 6, 6);
    else if (rest.len == 3 && rest.ptr[0] == '-' && text_to_number(text_slice(rest, 1, 3), &part) && part >= 1 &&
             part <= 12)
        *ret_period = of_months(first + (int)part - 1, 1);
    else
        return false;
    return true;
}

bool period_parse_days(struct text t, struct period *ret_period)
{
    struct text last = t;
    const struct text first = text_cut(&last, '/');
    struct period period;
    if (date_parse(first, DATE_ISO, &period.first) != DATE_PARSED ||
        date_parse(last, DATE_ISO, &period.last) != DATE_PARSED || period.last < period.first)
        return false;
    const struct period whole = of_months(month_index(period.first), month_count(period));
    if (whole.first != period.first || whole.last != period.last)
        return false;
    *ret_period = period;
    return true;
}

bool period_join(struct period first, struct period last, struct period *ret_period)
{
    if (last.first < first.first || last.last < first.last)
        return false;
    *ret_period = (struct period){first.first, last.last};
    return true;
}

struct period period_previous(struct period period)
{
    const int count = month_count(period);
    return of_months(month_index(period.first) - count, count);
}

struct period period_year_before(struct period period)
{
    return of_months(month_index(period.first) - STEP_MONTHS[STEP_YEAR], month_count(period));
}

struct period period_last(struct period period, int count, enum time_step step)
{
    const int months = count * STEP_MONTHS[step];
    return of_months(month_index(period.last) + 1 - months, months);
}

enum time_step step_parse(struct text word)
{
    static const struct {
        struct text word;
        enum time_step step;
    } words[] = {{TEXT_INIT("month"), STEP_MONTH}, {TEXT_INIT("months"), STEP_MONTH}, {TEXT_INIT("half"), STEP_HALF},
                 {TEXT_INIT("halves"), STEP_HALF}, {TEXT_INIT("year"), STEP_YEAR},    {TEXT_INIT("years"), STEP_YEAR}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(word, words[i].word))
            return words[i].step;
    return STEP_NONE;
}

int period_steps(struct period period, enum time_step step)
{
    const int months = STEP_MONTHS[step], count = month_count(period);
    return months && count % months == 0 && month_index(period.first) % months == 0 ? count / months : 0;
}

struct period period_step(struct period period, enum time_step step, int n)
{
    return of_months(month_index(period.first) + n * STEP_MONTHS[step], STEP_MONTHS[step]);
}

void period_add(struct text_builder *b, struct period period)
{
    const struct date first = date_of_day(period.first);
    const int months = month_count(period);
    const struct period whole = of_months(month_index(period.first), months);
    const bool exact = whole.first == period.first && whole.last == period.last;
    text_add_format(b, "%04d", first.year);
    if (exact && months == 12 && first.month == 1)
        return;
    if (exact && months == 6 && first.month % 6 == 1) {
        text_add_c(b, first.month == 1 ? "H1" : "H2");
    } else if (exact && months == 1) {
        text_add_format(b, "-%02d", first.month);
    } else {
        text_add_format(b, "-%02d-%02d/", first.month, first.day);
        date_add_iso(b, period.last);
    }
}
