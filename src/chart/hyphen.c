/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words as they are listed, and syllables of languages whose spelling shows them. */
#include "chart/hyphen.h"

#include <glib.h>

static bool is_vowel(struct text vowels, uint32_t c)
{
    const uint32_t lower = g_unichar_tolower(c);
    for (size_t at = 0; at < vowels.len;)
        if (text_next(vowels, &at) == lower)
            return true;
    return false;
}

static bool is_letter(uint32_t c)
{
    return g_unichar_isalpha(c) != 0;
}

/* The character at `at`, or a blank at the end. */
static uint32_t char_at(struct text text, size_t at)
{
    return at < text.len ? text_next(text, &at) : ' ';
}

static size_t after(struct text text, size_t at)
{
    if (at < text.len)
        (void)text_next(text, &at);
    return at;
}

/* What of the current word was passed. */
struct word {
    size_t letters;
    bool vowel, is_listed;
};

/* A line of two letters costs more than it gives. */
static bool has_tail(struct text text, size_t at)
{
    enum { TAIL_LETTERS = 3 };
    for (int i = 0; i < TAIL_LETTERS; i++, at = after(text, at))
        if (!is_letter(char_at(text, at)))
            return false;
    return true;
}

static bool syllable_begins(struct text text, size_t at, const struct word *word, const struct hyphens *hyphens)
{
    const uint32_t first = char_at(text, at), second = char_at(text, after(text, at));
    return !(word->is_listed && hyphens->is_sparing) && word->letters >= 2 && word->vowel && is_letter(first) &&
           !is_vowel(hyphens->vowels, first) && is_vowel(hyphens->vowels, second) && has_tail(text, at);
}

/* ---- listed words ---- */

static const uint32_t SOFT_HYPHEN = 0xAD;

/* Whether the text has the listed word's letters from `at` on. */
static bool is_at(struct text text, size_t at, struct text listed)
{
    for (size_t i = 0; i < listed.len;) {
        const uint32_t c = text_next(listed, &i);
        if (c == '-')
            continue;
        if (g_unichar_tolower(char_at(text, at)) != g_unichar_tolower(c))
            return false;
        at = after(text, at);
    }
    return true;
}

/* The longest of the listed words that the text has there, or an empty one. */
static struct text listed_at(struct text text, size_t at, struct text words)
{
    struct text found = TEXT_EMPTY;
    while (words.len) {
        const struct text word = text_cut(&words, ',');
        if (word.len > found.len && is_at(text, at, word))
            found = word;
    }
    return found;
}

/* Returns where the text goes on. */
static size_t add_listed(struct text_builder *b, struct text text, size_t at, struct text listed, struct word *word)
{
    for (size_t i = 0; i < listed.len;) {
        if (text_next(listed, &i) == '-') {
            text_add_char(b, SOFT_HYPHEN);
            continue;
        }
        text_add_char(b, text_next(text, &at));
        word->letters++;
        word->vowel = true;
    }
    word->is_listed = true;
    return at;
}

struct text hyphen_soften(struct arena *keep, struct text text, struct hyphens hyphens)
{
    struct text_builder b = {0};
    struct word word = {0};
    if (!hyphens.vowels.len && !hyphens.words.len)
        return text;
    for (size_t at = 0; at < text.len;) {
        const struct text listed = word.letters ? TEXT_EMPTY : listed_at(text, at, hyphens.words);
        if (listed.len) {
            at = add_listed(&b, text, at, listed, &word);
            continue;
        }
        if (syllable_begins(text, at, &word, &hyphens))
            text_add_char(&b, SOFT_HYPHEN);
        const uint32_t c = text_next(text, &at);
        word = is_letter(c) ? (struct word){word.letters + 1, word.vowel || is_vowel(hyphens.vowels, c), word.is_listed}
                            : (struct word){0};
        text_add_char(&b, c);
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}
