/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words that belong together get a no-break space, so that no line ends between them: a day, its month and its year ("30.
 * tammikuuta 2014"), a number and what it counts ("71 %", "85 asiakasta"), the groups of a telephone number, a word of the
 * language that is nothing without the number behind it ("klo 12.30", "s. 5"); and a dash stays with the word before it. Other years are left alone, and so are numbers that a full stop or "and" follows. */
#include "document/binder.h"

enum { GROUP_DIGITS_MAX = 3, YEAR_DIGITS = 4 };

#define NO_BREAK_SPACE 0xA0u

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The character at `at`, going on in the next spans of words; 0 where there is none, or something else than words. */
static uint32_t char_at(const struct doc_spans *spans, size_t span, size_t at)
{
    for (; span < spans->count; span++, at = 0) {
        const struct doc_span *next = &spans->items[span];
        if (next->kind == SPAN_NOTE || next->kind == SPAN_BREAK)
            return 0;
        if (at < next->text.len)
            return text_next(next->text, &at);
    }
    return 0;
}

static bool is_capital(const struct binder *binder, uint32_t c)
{
    struct text_builder b = {0};
    text_add_char(&b, c);
    const bool is_changed = !text_equal(text_fold(binder->keep, text_built(&b)), text_built(&b));
    text_builder_done(&b);
    return is_changed;
}

bool is_small_letter(const struct binder *binder, uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xC0 && !is_capital(binder, c));
}

/* What stands right before the next character: so many digits of a number (0: none), and then a full stop. */
struct number_end {
    size_t digits;
    bool is_in_word, has_stop;
};

static void pass(struct number_end *end, char c)
{
    if (is_digit(c) && !end->has_stop)
        end->digits++;
    else if (is_digit(c))
        *end = (struct number_end){.digits = 1};
    else if (c == '.' && end->digits && !end->has_stop)
        end->has_stop = true;
    else
        *end = (struct number_end){.is_in_word = is_ascii_letter(c)};
}

static bool is_word_start(uint32_t c)
{
    return c >= 0x80 || c == '%' || (c < 0x80 && (is_digit((char)c) || is_ascii_letter((char)c)));
}

/* Whether a number is bound to the word after the blank at `at`. */
static bool binds_number(const struct binder *binder, const struct doc_spans *spans, size_t span, size_t at,
                         const struct number_end *end)
{
    if (!end->digits || end->digits > GROUP_DIGITS_MAX || end->is_in_word)
        return false;
    const uint32_t next = char_at(spans, span, at + 1);
    if (!next || !is_word_start(next))
        return false;
    if (end->has_stop)
        return !is_capital(binder, next) && !(next < 0x80 && is_digit((char)next));
    const struct text text = spans->items[span].text;
    return !text_starts(text_slice(text, at, text.len), language_word(binder->in->language, "list end"));
}

/* Whether a dash between blanks comes after the blank at `at`. */
static bool binds_dash(const struct binder *binder, struct text text, size_t at)
{
    if (at + 1 < text.len && (is_ascii_letter(text.ptr[at + 1]) || is_digit(text.ptr[at + 1])))
        return false; /* nearly always, and quickly */
    const struct text dash = language_word(binder->in->language, "dash");
    const size_t behind = at + 1 + dash.len;
    return dash.len && at && text_starts(text_slice(text, at + 1, text.len), dash) && behind < text.len &&
           text.ptr[behind] == ' ';
}

static bool begins_with_year(struct text text)
{
    size_t digits = 0;
    while (digits < text.len && is_digit(text.ptr[digits]))
        digits++;
    return digits == YEAR_DIGITS;
}

/* Whether the text ends in "30. ", "30 ", with whatever blank. */
static bool ends_with_number(struct text text)
{
    const struct text blank = text_ends(text, TEXT(" ")) ? TEXT(" ") : TEXT("\u00A0");
    if (!text_ends(text, blank) || text.len == blank.len)
        return false;
    const char last = text.ptr[text.len - blank.len - 1];
    return is_digit(last) || last == '.';
}

/* Whether the text ends in a day and its month: "30. tammikuuta". */
static bool ends_with_day(const struct binder *binder, struct text text)
{
    struct text months = language_word(binder->in->language, "months in dates");
    while (months.len) {
        const struct text month = text_trim(text_cut(&months, ','));
        if (month.len && text_ends(text, month) && ends_with_number(text_slice(text, 0, text.len - month.len)))
            return true;
    }
    return false;
}

/* Whether the year of a date comes after the blank at `at`. */
static bool binds_year(const struct binder *binder, struct text text, size_t at)
{
    return begins_with_year(text_slice(text, at + 1, text.len)) && ends_with_day(binder, text_slice(text, 0, at));
}

/* Whether the text ends in the word, which may begin a sentence. */
static bool ends_with_word(struct text text, struct text word)
{
    if (!word.len || text.len < word.len)
        return false;
    const struct text end = text_slice(text, text.len - word.len, text.len), before = text_slice(text, 0, text.len - word.len);
    const char first = end.ptr[0], small = first >= 'A' && first <= 'Z' ? (char)(first - 'A' + 'a') : first;
    return (first == word.ptr[0] || small == word.ptr[0]) && text_ends(end, text_slice(word, 1, word.len)) &&
           (!before.len || text_ends(before, TEXT(" ")) || text_ends(before, TEXT("\u00A0")) || text_ends(before, TEXT("(")));
}

/* Whether the blank at `at` stands between such a word of the language and its number. */
static bool binds_before_number(const struct binder *binder, const struct doc_spans *spans, size_t span, size_t at)
{
    const uint32_t next = char_at(spans, span, at + 1);
    if (next < '0' || next > '9')
        return false;
    const struct text before = text_slice(spans->items[span].text, 0, at);
    struct text words = language_word(binder->in->language, "before numbers");
    while (words.len)
        if (ends_with_word(before, text_cut(&words, ',')))
            return true;
    return false;
}

static bool binds(const struct binder *binder, const struct doc_spans *spans, size_t span, size_t at, const struct number_end *end)
{
    const struct text text = spans->items[span].text;
    return binds_number(binder, spans, span, at, end) || binds_dash(binder, text, at) || binds_year(binder, text, at) ||
           binds_before_number(binder, spans, span, at);
}

static void bond_span(const struct binder *binder, struct doc_spans *spans, size_t span, struct number_end *end)
{
    const struct text text = spans->items[span].text;
    struct text_builder b = {0};
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ' && binds(binder, spans, span, i, end))
            text_add_char(&b, NO_BREAK_SPACE);
        else
            text_add_byte(&b, text.ptr[i]);
        pass(end, text.ptr[i]);
    }
    if (b.len != text.len)
        spans->items[span].text = text_copy(binder->keep, text_built(&b));
    text_builder_done(&b);
}

void bond_spans(const struct binder *binder, struct doc_spans *spans)
{
    struct number_end end = {0};
    for (size_t i = 0; !binder->in->is_judged && i < spans->count; i++) {
        bond_span(binder, spans, i, &end);
        if (spans->items[i].kind != SPAN_TEXT && spans->items[i].kind != SPAN_LINK)
            end = (struct number_end){0}; /* the number of a section counts nothing */
    }
}

struct text bond_text(const struct binder *binder, struct text text)
{
    struct doc_span span = {.kind = SPAN_TEXT, .text = text};
    struct doc_spans spans = {&span, 1, 1};
    bond_spans(binder, &spans);
    return span.text;
}
