/* SPDX-License-Identifier: GPL-3.0-or-later
 * Addresses that an author wrote as they are ("office@example.org", "https://example.org/a") lead there. */
#include "document/binder.h"

/* Bytes of a text. */
struct address {
    size_t from, to;
    bool is_mail;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_alphanumeric(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

static bool is_one_of(char c, const char *signs)
{
    return text_find_byte(text_of(signs), c) < text_of(signs).len;
}

/* ---- mail ---- */

static bool is_in_name(char c)
{
    return is_alphanumeric(c) || is_one_of(c, "._%+-");
}

static bool is_in_host(char c)
{
    return is_alphanumeric(c) || c == '.' || c == '-';
}

/* "example.org": the last part is of two letters at least. */
static bool is_host(struct text host)
{
    size_t letters = 0;
    while (letters < host.len && is_letter(host.ptr[host.len - 1 - letters]))
        letters++;
    return letters >= 2 && host.len > letters + 1 && host.ptr[host.len - 1 - letters] == '.' && is_alphanumeric(host.ptr[0]) &&
           text_find(host, TEXT("..")) == host.len;
}

/* The address round the '@' at `at`, which begins at `least` or later. */
static bool read_mail(struct text text, size_t least, size_t at, struct address *ret_address)
{
    struct address address = {at, at + 1, true};
    while (address.from > least && is_in_name(text.ptr[address.from - 1]))
        address.from--;
    while (address.from < at && text.ptr[address.from] == '.')
        address.from++;
    while (address.to < text.len && is_in_host(text.ptr[address.to]))
        address.to++;
    while (address.to > at + 1 && !is_alphanumeric(text.ptr[address.to - 1]))
        address.to--;
    if (address.from == at || !is_host(text_slice(text, at + 1, address.to)))
        return false;
    *ret_address = address;
    return true;
}

/* ---- pages of the web ---- */

/* Letters of any script, but no quotation marks, dashes or blanks beyond ASCII. */
static bool is_in_web(uint32_t c)
{
    return c < 0x80 ? c > 0x20 && !is_one_of((char)c, "<>\"\\^`{|}") : c >= 0xC0 && (c < 0x2000 || c >= 0x3040);
}

static size_t count_of(struct text text, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == c;
    return count;
}

/* Where an address ends whose bytes go up to `to`: the stop of a sentence is not in it, nor a bracket that it does not open. */
static size_t trim_web(struct text text, size_t from, size_t to)
{
    while (to > from) {
        const char last = text.ptr[to - 1];
        const struct text before = text_slice(text, from, to);
        const bool is_bracket = last == ')' && count_of(before, ')') > count_of(before, '(');
        if (!is_bracket && !is_one_of(last, ".,;:!?'*_]"))
            break;
        to--;
    }
    return to;
}

static bool read_web(struct text text, size_t at, struct address *ret_address)
{
    const struct text rest = text_slice(text, at, text.len);
    const size_t scheme = text_starts(rest, TEXT("https://")) ? 8 : text_starts(rest, TEXT("http://")) ? 7 : 0;
    size_t to = at + scheme;
    if (!scheme || (at && is_alphanumeric(text.ptr[at - 1])))
        return false;
    for (size_t next = to; next < text.len; to = next)
        if (!is_in_web(text_next(text, &next)))
            break;
    to = trim_web(text, at, to);
    if (to <= at + scheme || !(is_alphanumeric(text.ptr[at + scheme]) || (unsigned char)text.ptr[at + scheme] >= 0x80))
        return false;
    *ret_address = (struct address){at, to, false};
    return true;
}

/* ---- spans ---- */

/* The first address from `from` on. */
static bool find_address(struct text text, size_t from, struct address *ret_address)
{
    for (size_t at = from; at < text.len; at++)
        if ((text.ptr[at] == '@' && read_mail(text, from, at, ret_address)) ||
            (text.ptr[at] == 'h' && read_web(text, at, ret_address)))
            return true;
    return false;
}

static bool has_address(const struct doc_span *span)
{
    struct address address;
    return span->kind == SPAN_TEXT && find_address(span->text, 0, &address);
}

static void add_part(struct binder *binder, struct doc_spans *spans, const struct doc_span *whole, struct text part)
{
    struct doc_span span = *whole;
    span.text = part;
    if (part.len)
        ARENA_PUSH(binder->keep, spans, span);
}

static void part_span(struct binder *binder, struct doc_spans *spans, const struct doc_span *span)
{
    size_t at = 0;
    for (struct address address; span->kind == SPAN_TEXT && find_address(span->text, at, &address); at = address.to) {
        struct doc_span link = *span;
        const struct text words = text_slice(span->text, address.from, address.to);
        add_part(binder, spans, span, text_slice(span->text, at, address.from));
        link.kind = SPAN_LINK;
        link.target = address.is_mail ? text_format(binder->keep, "mailto:%.*s", TEXT_ARGS(words)) : words;
        add_part(binder, spans, &link, words);
    }
    if (span->kind == SPAN_TEXT)
        add_part(binder, spans, span, text_slice(span->text, at, span->text.len));
    else
        ARENA_PUSH(binder->keep, spans, *span);
}

void link_addresses(struct binder *binder, struct doc_spans *spans)
{
    struct doc_spans linked = {0};
    bool has_any = false;
    for (size_t i = 0; !binder->in->is_judged && i < spans->count; i++)
        has_any |= has_address(&spans->items[i]);
    for (size_t i = 0; has_any && i < spans->count; i++)
        part_span(binder, &linked, &spans->items[i]);
    if (has_any)
        *spans = linked;
}
