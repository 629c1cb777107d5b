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

/* Of the word with which a text begins, in bytes. */
static size_t word_length(struct text text)
{
    size_t len = 0;
    while (len < text.len && parser_is_word_byte(text.ptr[len]))
        len++;
    return len;
}

struct text parser_peek_word(struct parser *p)
{
    parser_skip_blanks(p);
    return text_slice(p->rest, 0, word_length(p->rest));
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

/* What a blank that is none to the parser is called; empty if the character is no such blank. */
static struct text blank_name(uint32_t c)
{
    switch (c) {
    case 0x00A0:
        return TEXT("no-break space");
    case 0x202F:
        return TEXT("narrow no-break space");
    default:
        return (c >= 0x2000 && c <= 0x200A) || c == 0x205F || c == 0x3000 ? TEXT("space of another width") : TEXT_EMPTY;
    }
}

bool parser_tell_blank(struct parser *p, struct text word)
{
    if (word_length(word) < word.len) /* words that people read may have such blanks */
        return false;
    for (size_t at = 0; at < word.len;) {
        const size_t here = at;
        const uint32_t c = text_next(word, &at);
        const struct text name = blank_name(c);
        if (!name.len)
            continue;
        diagnose(p->context->diagnostics, DIAG_E192, source_place_of(p->context->source, text_slice(word, here, at)), name,
                 text_format(p->context->keep, "%04X", c));
        return true;
    }
    return false;
}

bool parser_name_fault(struct parser *p, enum named kind, int source, struct text name)
{
    if (parser_tell_blank(p, name))
        return false;
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
