/* SPDX-License-Identifier: GPL-3.0-or-later
 * A text is many words, but few different ones: what is found out of one is kept with it, and only pairs are looked at again. */
#include "canvas/kinds.h"

#include <stdint.h>

enum { ASCII_END = 0x80 };

#define FF KIND_FOREIGN
#define AA KIND_LETTER
#define NN KIND_DIGIT
#define SS KIND_STOP
#define CC KIND_CLOSING
#define OO KIND_OPENING
#define HH KIND_HYPHEN
#define BB KIND_BLANK
#define XX KIND_OTHER

static const unsigned char ASCII_KINDS[ASCII_END] = {
    /* controls */ FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF,
    /* controls */ FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF, FF,
    /* blank to '/' */ BB, XX, XX, XX, XX, CC /* % */, XX, XX, OO, CC, XX, XX, SS, HH, SS, XX,
    /* '0' to '?' */ NN, NN, NN, NN, NN, NN, NN, NN, NN, NN, SS, SS, XX, XX, XX, XX,
    /* '@' to 'O' */ XX, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA,
    /* 'P' to '_' */ AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, XX, XX, XX, XX, XX,
    /* '`' to 'o' */ XX, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA,
    /* 'p' to '~' */ AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, AA, XX, XX, XX, XX, FF,
};

/* Dashes, quotation marks, bullet, ellipsis, per mille, euro and minus. */
static bool is_sign(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || (c >= 0x2018 && c <= 0x201E) || c == 0x2022 || c == 0x2026 || c == 0x2030 ||
           c == 0x20AC || c == 0x2212;
}

/* Letters are those of the blocks Latin-1 Supplement, Latin Extended-A and -B; no-break spaces, the narrow one too, are as these. */
static enum kind wide_kind(uint32_t c)
{
    if (c == 0xA0 || c == 0xAA || c == 0xBA || c == 0x202F || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7))
        return KIND_LETTER;
    return (c > 0xA0 && c < 0x100 && c != 0xAD) || is_sign(c) ? KIND_OTHER : KIND_FOREIGN;
}

static enum kind next_kind(struct text text, size_t *at)
{
    const unsigned char byte = (unsigned char)text.ptr[*at];
    return byte < ASCII_END ? (++*at, (enum kind)ASCII_KINDS[byte]) : wide_kind(text_next(text, at));
}

static enum kind kind_after(enum kind before, enum kind kind)
{
    return kind == KIND_STOP && before == KIND_DIGIT ? KIND_POINT : kind;
}

#define AFTER_A_WORD [KIND_POINT] = true, [KIND_STOP] = true, [KIND_CLOSING] = true, [KIND_BLANK] = true

/* Pairs of which it is certain that a line may begin between them if the first is a blank or a hyphen, and else not. */
static const bool CERTAIN[KINDS][KINDS] = {
    [KIND_START] = {[KIND_LETTER] = true, [KIND_DIGIT] = true, [KIND_OPENING] = true},
    [KIND_LETTER] = {[KIND_LETTER] = true, [KIND_DIGIT] = true, [KIND_HYPHEN] = true, AFTER_A_WORD},
    [KIND_DIGIT] = {[KIND_LETTER] = true, [KIND_DIGIT] = true, AFTER_A_WORD},
    [KIND_POINT] = {[KIND_LETTER] = true, [KIND_DIGIT] = true, AFTER_A_WORD},
    [KIND_STOP] = {[KIND_LETTER] = true, AFTER_A_WORD},
    [KIND_CLOSING] = {AFTER_A_WORD},
    [KIND_OPENING] = {[KIND_LETTER] = true, [KIND_DIGIT] = true},
    [KIND_HYPHEN] = {[KIND_LETTER] = true},
    [KIND_BLANK] = {[KIND_LETTER] = true, [KIND_DIGIT] = true, [KIND_OPENING] = true},
};

static bool parts(enum kind before)
{
    return before == KIND_BLANK || before == KIND_HYPHEN;
}

struct word_kinds kinds_of(struct text word)
{
    struct word_kinds kinds = {.is_plain = true, .is_certain = true};
    for (size_t at = 0; at < word.len;) {
        const bool is_first = !at;
        const enum kind kind = kind_after(kinds.last, next_kind(word, &at));
        kinds.is_plain = kinds.is_plain && kind != KIND_FOREIGN;
        kinds.is_certain = kinds.is_certain && (is_first || CERTAIN[kinds.last][kind]);
        kinds.may_part = kinds.may_part || (!is_first && parts(kinds.last));
        kinds.first = is_first ? kind : kinds.first;
        kinds.last = kind;
    }
    return kinds;
}

static bool look_through(struct text word, enum kind *before, bool *breaks)
{
    for (size_t at = 0, next = 0; at < word.len; at = next) {
        const enum kind kind = kind_after(*before, next_kind(word, &next));
        if (!CERTAIN[*before][kind])
            return false;
        breaks[at] = parts(*before);
        *before = kind;
    }
    return true;
}

bool kinds_find_breaks(const struct word_kinds *kinds, struct text word, enum kind *before, bool *breaks)
{
    if (kinds->may_part || kinds->first == KIND_STOP)
        return look_through(word, before, breaks);
    if (!kinds->is_certain || !CERTAIN[*before][kinds->first])
        return false;
    breaks[0] = parts(*before);
    *before = kinds->last;
    return true;
}
