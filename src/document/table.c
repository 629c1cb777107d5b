/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks at the cells of a column. */
#include "document/table.h"

enum { GROUP_DIGITS = 3 };

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Of the Latin alphabets and those after them, but not the signs between 2000 and 2BFF: dashes, blanks, currencies, arrows. */
static bool is_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x2000);
}

static bool has_any(struct text text, bool (*is_such)(uint32_t c))
{
    for (size_t at = 0; at < text.len;)
        if (is_such(text_next(text, &at)))
            return true;
    return false;
}

/* ---- columns ---- */

/* Tables in the prose have text cells only. */
bool document_cell_is_figure(const struct doc_cell *cell)
{
    return cell->kind != DOC_CELL_TEXT || cell->worth != DOC_CELL_TEXT ||
           (has_any(cell->text, is_digit) && !has_any(cell->text, is_letter));
}

bool document_column_is_figures(const struct doc_table *table, size_t column)
{
    size_t figures = 0, filled = 0;
    for (size_t row = 1; row < table->row_count; row++) {
        const struct doc_cell *cell = &table->cells[row * table->column_count + column];
        filled += cell->text.len > 0;
        figures += cell->text.len > 0 && document_cell_is_figure(cell);
    }
    return column > 0 && filled > 0 && figures * 2 >= filled;
}

/* ---- numbers ---- */

static size_t count_digits(struct text text, size_t from)
{
    size_t end = from;
    while (end < text.len && is_digit((unsigned char)text.ptr[end]))
        end++;
    return end - from;
}

/* Where the digits go on behind the sign that parts thousands at `at`; `at` itself where it is no such sign. */
static size_t pass_group(struct text text, size_t at, struct text decimal)
{
    static const struct text signs[] = {TEXT_INIT(" "), TEXT_INIT("\u00A0"), TEXT_INIT("\u202F"), TEXT_INIT("\u2009"),
                                        TEXT_INIT("."), TEXT_INIT(","), TEXT_INIT("'"), TEXT_INIT("\u2019")};
    const struct text rest = text_slice(text, at, text.len);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_starts(rest, signs[i]) && !text_equal(signs[i], decimal) &&
            count_digits(text, at + signs[i].len) == GROUP_DIGITS)
            return at + signs[i].len;
    return at;
}

/* The end of the whole number that begins with the digit at `at`. */
static size_t pass_whole(struct text text, size_t at, struct text decimal)
{
    for (size_t next = at;; next = pass_group(text, at, decimal)) {
        if (next == at && count_digits(text, at) == 0)
            return at;
        at = next + count_digits(text, next);
    }
}

static size_t pass_fraction(struct text text, size_t at, struct text decimal)
{
    const bool has_mark = decimal.len && text_starts(text_slice(text, at, text.len), decimal);
    const size_t digits = has_mark ? count_digits(text, at + decimal.len) : 0;
    return digits ? at + decimal.len + digits : at;
}

static bool is_hidden(const struct doc_cell *cell)
{
    return cell->kind == DOC_CELL_HIDDEN || cell->worth == DOC_CELL_HIDDEN;
}

bool document_read_cell(const struct doc_cell *cell, struct text decimal, struct doc_reading *ret_reading)
{
    const struct text text = cell->text;
    size_t from = 0;
    while (from < text.len && !is_digit((unsigned char)text.ptr[from]))
        from++;
    const bool is_mark = is_hidden(cell) || from == text.len;
    if (!text.len || (!is_hidden(cell) && has_any(text_slice(text, 0, from), is_letter)))
        return false;
    const size_t whole = is_mark ? text.len : pass_whole(text, from, decimal), end = pass_fraction(text, whole, decimal);
    const struct text unit = text_slice(text, end, text.len);
    if (has_any(unit, is_digit))
        return false;
    *ret_reading = (struct doc_reading){text_slice(text, 0, whole), text_slice(text, whole, end), unit};
    return true;
}
