/* SPDX-License-Identifier: GPL-3.0-or-later
 * Syllables of languages whose spelling shows them. */
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
    bool vowel;
};

static bool syllable_begins(struct text text, size_t at, const struct word *word, struct text vowels)
{
    const uint32_t first = char_at(text, at), second = char_at(text, after(text, at));
    return word->letters >= 2 && word->vowel && is_letter(first) && !is_vowel(vowels, first) && is_vowel(vowels, second);
}

struct text hyphen_soften(struct arena *keep, struct text text, struct text vowels)
{
    struct text_builder b = {0};
    struct word word = {0};
    if (!vowels.len)
        return text;
    for (size_t at = 0; at < text.len;) {
        if (syllable_begins(text, at, &word, vowels))
            text_add_char(&b, 0xAD);
        const uint32_t c = text_next(text, &at);
        word = is_letter(c) ? (struct word){word.letters + 1, word.vowel || is_vowel(vowels, c)} : (struct word){0};
        text_add_char(&b, c);
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}
