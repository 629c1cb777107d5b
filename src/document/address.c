/* SPDX-License-Identifier: GPL-3.0-or-later
 * Addresses that an author wrote as they are ("office@example.org", "https://example.org/a") lead there. */
#include "document/address.h"

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

/* ---- targets ---- */

static void add_encoded(struct text_builder *b, char byte)
{
    text_add_format(b, "%%%02X", (unsigned char)byte);
}

/* RFC 6068, section 2; of '+' section 5 says that it may be taken for a blank, and '@' stands between the two parts only. */
struct text mail_target(struct arena *keep, struct text address)
{
    struct text_builder b = {0};
    text_add_c(&b, "mailto:");
    for (size_t i = 0; i < address.len; i++)
        if (is_alphanumeric(address.ptr[i]) || is_one_of(address.ptr[i], "-._~!$'()*,:@"))
            text_add_byte(&b, address.ptr[i]);
        else
            add_encoded(&b, address.ptr[i]);
    const struct text target = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return target;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_encoded(struct text written, size_t at)
{
    return at + 2 < written.len && is_hex(written.ptr[at + 1]) && is_hex(written.ptr[at + 2]);
}

struct text link_target(struct arena *keep, struct text written)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < written.len; i++) {
        const char c = written.ptr[i];
        const bool is_plain = c == '%' ? is_encoded(written, i) : (unsigned char)c > 0x20 && c != 0x7F && !is_one_of(c, "<>\"\\^`{|}");
        if (is_plain)
            text_add_byte(&b, c);
        else
            add_encoded(&b, c);
    }
    const struct text target = b.len == written.len ? written : text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return target;
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
        link.target = address.is_mail ? mail_target(binder->keep, words) : link_target(binder->keep, words);
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
