/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one place where text of a document becomes markup. */
#include "render/html/escape.h"

#include <stddef.h>

#include "canvas/set.h"

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* U+202A–U+202E and U+2066–U+2069 hold until a closing sign, which may be missing: they would turn what follows. */
static bool is_left_out(uint32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xFDD0 && c <= 0xFDEF);
}

static void add_char(struct text_builder *out, uint32_t c)
{
    switch (c) {
    case '&': text_add_c(out, "&amp;"); break;
    case '<': text_add_c(out, "&lt;"); break;
    case '>': text_add_c(out, "&gt;"); break;
    case '"': text_add_c(out, "&quot;"); break;
    case '\'': text_add_c(out, "&#39;"); break;
    default: text_add_char(out, c);
    }
}

void html_add_escaped(struct text_builder *out, struct text t)
{
    for (size_t at = 0; at < t.len;) {
        const uint32_t c = text_next(t, &at);
        if (is_control(c))
            text_add_byte(out, ' ');
        else if (!is_left_out(c))
            add_char(out, c);
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const struct text DASH = TEXT_INIT("\xE2\x80\x93");

static bool ends_in_open_range(const struct text_builder *out)
{
    const struct text before = text_built(out);
    return before.len > DASH.len && text_ends(before, DASH) && is_digit(before.ptr[before.len - DASH.len - 1]);
}

enum { LETTERS_MAX = 24 }; /* that a line of a telephone has room for */

/* Whether a blank stands at `at` behind a hanging hyphen, or before a sign that joins. */
static bool is_bound_blank(struct text t, size_t at)
{
    return t.ptr[at] == ' ' && at + 1 < t.len && setter_binds(t, at + 1, LETTERS_MAX);
}

/* Whether what comes at `at` stays with the dash or hyphen before it. */
static bool is_bound_pair(struct text t, size_t at)
{
    const struct text before = text_slice(t, 0, at);
    return (text_ends(before, DASH) || text_ends(before, TEXT("-"))) && !is_digit(t.ptr[at]) && setter_binds(t, at, LETTERS_MAX);
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Letters of the word around `at`. */
static size_t word_length(struct text t, size_t at)
{
    size_t first = at, end = at;
    while (first > 0 && t.ptr[first - 1] != ' ')
        first--;
    while (end < t.len && t.ptr[end] != ' ')
        end++;
    return text_width(text_slice(t, first, end));
}

/* Whether a line may end here: in a long code, behind an underscore and before a capital. */
static bool is_joint(struct text t, size_t at)
{
    enum { WHOLE_MAX = 12 };
    if (at == 0)
        return false;
    const char before = t.ptr[at - 1], c = t.ptr[at];
    const bool is_behind_underscore = before == '_' && (is_small(c) || is_capital(c));
    return (is_behind_underscore || (is_small(before) && is_capital(c))) && word_length(t, at) > WHOLE_MAX;
}

void html_add_words(struct text_builder *out, struct text t)
{
    static const uint32_t word_joiner = 0x2060, no_break_space = 0xA0;
    for (size_t at = 0, next = 0; at < t.len; at = next) {
        const bool is_bound = is_bound_blank(t, at);
        text_next(t, &next);
        const bool is_behind_hyphen = is_bound && at && t.ptr[at - 1] == '-';
        if (is_behind_hyphen || is_bound_pair(t, at) || (is_digit(t.ptr[at]) && ends_in_open_range(out)))
            text_add_char(out, word_joiner); /* a line may end with a hyphen, also before a no-break space */
        if (is_bound)
            text_add_char(out, no_break_space);
        else
            html_add_escaped(out, text_slice(t, at, next));
    }
}

void html_add_cell_words(struct text_builder *out, struct text t)
{
    size_t from = 0;
    for (size_t at = 0; at < t.len; text_next(t, &at)) {
        if (!is_joint(t, at))
            continue;
        html_add_words(out, text_slice(t, from, at));
        text_add_c(out, "<wbr/>");
        from = at;
    }
    html_add_words(out, text_slice(t, from, t.len));
}

void html_add_attribute(struct text_builder *out, const char *name, struct text value)
{
    if (!value.len)
        return;
    text_add_format(out, " %s=\"", name);
    html_add_escaped(out, value);
    text_add_byte(out, '"');
}

void html_add_language(struct text_builder *out, struct text language)
{
    html_add_attribute(out, "lang", language);
    html_add_attribute(out, "xml:lang", language);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool has_scheme(struct text address, struct text scheme)
{
    if (address.len <= scheme.len)
        return false;
    for (size_t i = 0; i < scheme.len; i++)
        if (lower(address.ptr[i]) != scheme.ptr[i])
            return false;
    return true;
}

bool html_may_link(struct text address)
{
    static const struct text schemes[] = {TEXT_INIT("https:"), TEXT_INIT("http:"), TEXT_INIT("mailto:"), TEXT_INIT("tel:")};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (has_scheme(address, schemes[i]))
            return true;
    return false;
}
