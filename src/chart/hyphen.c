/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finnish syllables. */
#include "chart/hyphen.h"

#include <glib.h>
#include <string.h>

static bool is_finnish(const char *language)
{
    return language && strncmp(language, "fi", 2) == 0 && (language[2] == '\0' || language[2] == '-');
}

static bool is_vowel(uint32_t c)
{
    static const uint32_t vowels[] = {'a', 'e', 'i', 'o', 'u', 'y', 0xE4, 0xF6, 0xE5};
    const uint32_t lower = g_unichar_tolower(c);
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (lower == vowels[i])
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

static bool syllable_begins(struct text text, size_t at, const struct word *word)
{
    const uint32_t first = char_at(text, at), second = char_at(text, after(text, at));
    return word->letters >= 2 && word->vowel && is_letter(first) && !is_vowel(first) && is_vowel(second);
}

struct text hyphen_soften(struct arena *keep, struct text text, const char *language)
{
    struct text_builder b = {0};
    struct word word = {0};
    if (!is_finnish(language))
        return text;
    for (size_t at = 0; at < text.len;) {
        if (syllable_begins(text, at, &word))
            text_add_char(&b, 0xAD);
        const uint32_t c = text_next(text, &at);
        word = is_letter(c) ? (struct word){word.letters + 1, word.vowel || is_vowel(c)} : (struct word){0};
        text_add_char(&b, c);
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}
