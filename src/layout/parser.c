/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words and signs of expressions, and the faults in them. */
#include "layout/parser.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

void parser_skip_blanks(struct parser *p)
{
    size_t blanks = 0;
    while (blanks < p->rest.len && is_blank(p->rest.ptr[blanks]))
        blanks++;
    parser_advance(p, blanks);
}

bool parser_is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

struct text parser_peek_word(struct parser *p)
{
    parser_skip_blanks(p);
    size_t len = 0;
    while (len < p->rest.len && parser_is_word_byte(p->rest.ptr[len]))
        len++;
    return text_slice(p->rest, 0, len);
}

void parser_advance(struct parser *p, size_t len)
{
    p->rest = text_slice(p->rest, len, p->rest.len);
}

bool parser_take_word(struct parser *p, struct text *ret_word)
{
    const struct text word = parser_peek_word(p);
    parser_advance(p, word.len);
    *ret_word = word;
    return word.len > 0;
}

bool parser_accept_word(struct parser *p, struct text expected)
{
    const struct text word = parser_peek_word(p);
    if (!text_equal(word, expected))
        return false;
    parser_advance(p, word.len);
    return true;
}

bool parser_accept_sign(struct parser *p, struct text sign)
{
    parser_skip_blanks(p);
    if (!text_starts(p->rest, sign))
        return false;
    parser_advance(p, sign.len);
    return true;
}

bool parser_at_end(struct parser *p)
{
    parser_skip_blanks(p);
    return !p->rest.len;
}

bool parser_name_fault(struct parser *p, enum named kind, int source, struct text name)
{
    const struct name_fault fault = {kind, source, name, source_place_of(p->context->source, name)};
    codebook_name_fault(p->context->codebook, &fault, p->context->keep, p->context->diagnostics);
    return false;
}

bool parser_expected(struct parser *p, struct text what)
{
    const struct text word = parser_peek_word(p);
    const struct text at = word.len || !p->rest.len ? word : text_slice(p->rest, 0, 1);
    return parser_fault(p, DIAG_E201, at, what);
}

bool parser_take_number(struct parser *p, int64_t *ret_number)
{
    struct text word;
    if (parser_take_word(p, &word) && text_to_number(word, ret_number))
        return true;
    return parser_fault(p, DIAG_E201, word, TEXT("a whole number"));
}
