/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands in prose as its author typed it: a number would be the same in the next edition, too. */
#include "layout/prose_typed.h"

#include "layout/prose_lift.h"

/* ---- whether it is meant ---- */

/* Whether `at` stands inside "[…]{literal}", looking ahead on the same paragraph. */
static bool in_literal(const struct lifting *l, size_t at)
{
    if (!l->bracket_count)
        return false;
    const struct text rest = text_slice(l->all, at, l->all.len);
    const size_t close = text_find_byte(rest, ']');
    return text_starts(text_slice(rest, close, rest.len), TEXT("]{literal}"));
}

/* A heading that begins with its number: that has a warning of its own. */
static bool numbers_heading(struct text all, size_t line, size_t from)
{
    const struct text start = text_trim(text_slice(all, line, from)), rest = text_slice(all, from, all.len);
    for (size_t i = 0; i < start.len; i++)
        if (start.ptr[i] != '#')
            return false;
    const struct text heading = text_slice(rest, 0, text_find_byte(rest, '\n'));
    return start.len && text_find(heading, TEXT(" .plain}")) == heading.len;
}

/* What stands between the last blank of the line and `from`. */
static struct text beginning_of_word(struct text all, size_t from)
{
    size_t word = from;
    while (word && all.ptr[word - 1] != ' ' && all.ptr[word - 1] != '\n')
        word--;
    return text_slice(all, word, from);
}

/* Whether that begins an address or the name of a footnote. */
static bool begins_name(struct text start)
{
    return text_find(start, TEXT("://")) < start.len || text_find(start, TEXT("[^")) < start.len;
}

/* Digits that are no figure: of a heading, a list marker, a footnote's name, an address, a word such as "CO2". */
static bool is_no_figure(const struct lifting *l, size_t from, size_t to)
{
    const struct text all = l->all;
    const size_t line = prose_line_start(all, from);
    if (!text_trim(text_slice(all, line, from)).len && to < all.len && (all.ptr[to] == '.' || all.ptr[to] == ')'))
        return true;
    if (numbers_heading(all, line, from))
        return true;
    const struct text start = beginning_of_word(all, from);
    return begins_name(start) ||
           (start.len && ((start.ptr[start.len - 1] | 0x20) >= 'a' && (start.ptr[start.len - 1] | 0x20) <= 'z'));
}

/* ---- digits ---- */

/* Behind "5", "1,234.5" or "2014-06-01". */
static size_t number_end(struct text all, size_t from)
{
    size_t to = from;
    while (to < all.len &&
           (prose_is_digit(all.ptr[to]) || ((all.ptr[to] == '.' || all.ptr[to] == ',' || all.ptr[to] == '-') &&
                                      to + 1 < all.len && prose_is_digit(all.ptr[to + 1]))))
        to++;
    return to;
}

/* What tells the year of the edition, or the year before, anew in each edition; empty for any other number. */
static struct text own_year(const struct lifting *l, struct text digits)
{
    const int own = date_of_day(l->reader->context->period.last).year;
    int64_t year;
    if (digits.len != 4 || !text_to_number(digits, &year))
        return TEXT_EMPTY;
    return year == own ? TEXT("period.to") : year == own - 1 ? TEXT("period.to @year before") : TEXT_EMPTY;
}

size_t prose_pass_digits(struct lifting *l, size_t from)
{
    const size_t to = number_end(l->all, from);
    const struct text digits = text_slice(l->all, from, to);
    if (l->reader->digits_allowed || in_literal(l, from) || is_no_figure(l, from, to))
        return to;
    const struct text words = own_year(l, digits);
    diagnose(l->reader->context->diagnostics, words.len ? DIAG_W106 : DIAG_W101,
             source_place_of(l->reader->context->source, digits), digits, words);
    return to;
}

/* ---- words, which may be numbers of the language ---- */

/* Of the alphabets from Latin to those before the signs of general punctuation. */
static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

static bool letter_ends(struct text all, size_t at)
{
    size_t start = at;
    while (start && ((unsigned char)all.ptr[--start] & 0xC0) == 0x80)
        continue;
    return start < at && is_letter(text_next(all, &start));
}

/* Behind the letters from `from` on, with hyphens between them; `from` where there is none. */
static size_t word_end(struct text all, size_t from)
{
    size_t end = from;
    for (size_t at = from; at < all.len;) {
        const uint32_t c = text_next(all, &at);
        if (is_letter(c))
            end = at;
        else if (c != '-' || end == from || end + 1 != at)
            break;
    }
    return end;
}

size_t prose_pass_word(struct lifting *l, size_t at)
{
    const struct text all = l->all;
    const size_t end = word_end(all, at);
    const bool goes_on = letter_ends(all, at) || (at > 1 && all.ptr[at - 1] == '-' && letter_ends(all, at - 1));
    if (end > at && !goes_on && !l->reader->digits_allowed && !in_literal(l, at) &&
        !begins_name(beginning_of_word(all, at)))
        ARENA_PUSH(l->reader->context->keep, &l->reader->layout->typed_words, text_slice(all, at, end));
    return end;
}

/* ---- in words that are no prose ---- */

void prose_warn_typed(struct lifting *l, struct text words)
{
    const size_t from = (size_t)(words.ptr - l->all.ptr);
    for (size_t at = from; at < from + words.len;) {
        const size_t end = prose_pass_word(l, at);
        if (end > at)
            at = end;
        else if (prose_is_digit(l->all.ptr[at]))
            at = prose_pass_digits(l, at);
        else
            text_next(l->all, &at);
    }
}

/* Behind the "0:" of the form for none, if `at` is at the '|' before it. */
static size_t pass_zero(struct text all, size_t at)
{
    struct text rest = text_slice(all, at + 1, all.len);
    const struct text number = text_cut(&rest, ':');
    return text_equal(number, TEXT("0")) ? (size_t)(rest.ptr - all.ptr) : at + 1;
}

void prose_warn_typed_forms(struct lifting *l, struct text words)
{
    const size_t from = (size_t)(words.ptr - l->all.ptr), end = from + words.len;
    size_t start = from;
    for (size_t at = from; at < end; at++) {
        if (l->all.ptr[at] != '|')
            continue;
        prose_warn_typed(l, text_slice(l->all, start, at));
        start = pass_zero(l->all, at);
    }
    if (start < end)
        prose_warn_typed(l, text_slice(l->all, start, end));
}
