/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads pieces of finished workbooks. */
#include "render/xlsx/take.h"

#include "base/number.h"

bool xlsx_take(struct text *rest, struct text start)
{
    const bool there = text_starts(*rest, start);
    if (there)
        *rest = text_slice(*rest, start.len, rest->len);
    return there;
}

bool xlsx_take_to(struct text *rest, struct text end, struct text *ret_before)
{
    const size_t at = text_find(*rest, end);
    if (at == rest->len)
        return false;
    *ret_before = text_slice(*rest, 0, at);
    *rest = text_slice(*rest, at + end.len, rest->len);
    return true;
}

bool xlsx_read_decimal(struct text value, int decimals, int64_t *ret_number)
{
    const size_t point = text_find_byte(value, '.'), found = point < value.len ? value.len - point - 1 : 0;
    int64_t whole, part = 0;
    if (!text_to_number(text_slice(value, 0, point), &whole) || found > (size_t)decimals ||
        (point < value.len && !text_to_number(text_slice(value, point + 1, value.len), &part)))
        return false;
    return !__builtin_mul_overflow(whole, number_scale(decimals), ret_number) &&
           number_add(ret_number, part * number_scale(decimals - (int)found));
}

bool xlsx_is_number(struct text value, const struct xlsx_cell *cell)
{
    const bool negative = xlsx_take(&value, TEXT("-"));
    int64_t number;
    const bool read = (cell->kind == XLSX_PERCENT || cell->kind == XLSX_NUMBER) &&
                      xlsx_read_decimal(value, xlsx_value_decimals(cell), &number);
    return read && (negative ? -number : number) == cell->number;
}

bool xlsx_read_reference(struct text t, size_t *ret_row, size_t *ret_column)
{
    const size_t far = 1000000;
    size_t at = 0, column = 0;
    int64_t row;
    for (; at < t.len && t.ptr[at] >= 'A' && t.ptr[at] <= 'Z' && column < far; at++)
        column = column * 26 + (size_t)(t.ptr[at] - 'A' + 1);
    if (!column || !text_to_number(text_slice(t, at, t.len), &row) || row < 1)
        return false;
    *ret_row = (size_t)row - 1;
    *ret_column = column - 1;
    return true;
}
