/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exact shares, checked sums, locale-free printing. */
#include "base/number.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

bool number_add(int64_t *sum, int64_t more)
{
    int64_t result;
    if (__builtin_add_overflow(*sum, more, &result))
        return false;
    *sum = result;
    return true;
}

int64_t number_share(int64_t part, int64_t whole, int64_t scale)
{
    assert(part >= 0 && whole > 0);
    return (2 * part * scale + whole) / (2 * whole);
}

int64_t number_scale(int decimals)
{
    int64_t scale = 1;
    assert(decimals >= 0 && decimals <= 18);
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    return scale;
}

int64_t number_round(int64_t value, int64_t step)
{
    assert(value >= 0 && step > 0);
    return (value + step / 2) / step * step;
}

int64_t number_divide_down(int64_t number, int64_t divisor)
{
    const int64_t rest = number % divisor;
    return number / divisor - (rest && (rest > 0) != (divisor > 0));
}

int64_t number_divide_up(int64_t number, int64_t divisor)
{
    const int64_t rest = number % divisor;
    return number / divisor + (rest && (rest > 0) == (divisor > 0));
}

void number_add_grouped(struct text_builder *b, int64_t value, struct text separator, int64_t group_from)
{
    char digits[24];
    const uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    const int len = snprintf(digits, sizeof digits, "%" PRIu64, magnitude);
    const bool grouped = value >= group_from || value <= -group_from;
    if (value < 0)
        text_add_char(b, 0x2212);
    for (int i = 0; i < len; i++) {
        if (i && grouped && (len - i) % 3 == 0)
            text_add(b, separator);
        text_add_byte(b, digits[i]);
    }
}

/* A PDF has tens of thousands of numbers: printf() would take most of the time that writing them takes. */
void number_add_plain(struct text_builder *b, int64_t value)
{
    assert(value >= 0);
    char digits[20];
    size_t first = sizeof digits;
    do
        digits[--first] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    text_add(b, (struct text){digits + first, sizeof digits - first});
}

void number_add_decimal(struct text_builder *b, double value, int decimals)
{
    static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    assert(decimals >= 0 && decimals < (int)(sizeof powers / sizeof *powers) && isfinite(value));
    const int64_t scaled = (int64_t)llround(value * (double)powers[decimals]);
    uint64_t rest = scaled < 0 ? 0 - (uint64_t)scaled : (uint64_t)scaled;
    char digits[24];
    size_t first = sizeof digits;
    for (int i = 0; i < decimals; i++, rest /= 10)
        if (rest % 10 || first < sizeof digits)
            digits[--first] = (char)('0' + rest % 10);
    if (first < sizeof digits)
        digits[--first] = '.';
    do
        digits[--first] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (scaled < 0)
        digits[--first] = '-';
    text_add(b, (struct text){digits + first, sizeof digits - first});
}
