/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything is put together in English and then looked up, as the words of diagnostics are. */
#include "cli/say.h"

#include <inttypes.h>
#include <stdio.h>

enum { HEAD_WIDTH = 14 };

struct voice voice_of(const struct diagnostics *diagnostics, struct arena *keep)
{
    return (struct voice){diagnostics_language(diagnostics), keep, NULL};
}

struct text said_text(const struct voice *voice, struct text english)
{
    return phrase_in(voice->language, english, voice->keep);
}

struct text said_word(const struct voice *voice, struct text english)
{
    const struct text word = said(voice, "\t%.*s", TEXT_ARGS(english));
    return text_slice(word, 1, word.len);
}

struct text said_range(const struct voice *voice, int64_t low, int64_t high)
{
    if (low == high)
        return text_format(voice->keep, "%" PRId64, low);
    const struct text english = text_format(voice->keep, "%" PRId64 " to %" PRId64, low, high);
    return said_word(voice, english);
}

static void add_column(struct text_builder *b, struct text words, size_t width)
{
    text_add(b, words);
    for (size_t i = text_width(words); i < width; i++)
        text_add_byte(b, ' ');
}

static void add_line(struct text_builder *b, struct text line)
{
    const size_t head = text_find_byte(line, '\t');
    if (head < line.len) {
        add_column(b, text_slice(line, 0, head), HEAD_WIDTH);
        text_add_byte(b, ' ');
        line = text_slice(line, head + 1, line.len);
    }
    text_add(b, line);
    text_add_byte(b, '\n');
}

void say_bytes(const struct voice *voice, struct text bytes)
{
    if (voice->heard)
        text_add(voice->heard, bytes);
    else
        fwrite(bytes.ptr, 1, bytes.len, stdout);
}

void say_text(const struct voice *voice, struct text english)
{
    struct text_builder b = {0};
    const struct text lines = said_text(voice, english);
    for (size_t at = 0, end; at <= lines.len; at = end + 1) {
        end = at + text_find_byte(text_slice(lines, at, lines.len), '\n');
        add_line(&b, text_slice(lines, at, end));
    }
    say_bytes(voice, text_built(&b));
    text_builder_done(&b);
}

struct text said_in_column(const struct voice *voice, struct text english, size_t width)
{
    struct text_builder b = {0};
    add_column(&b, said_word(voice, english), width);
    const struct text result = text_copy(voice->keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

struct text said_places(const struct voice *voice, struct text places)
{
    struct text all = TEXT_EMPTY;
    if (voice->language == MESSAGES_EN)
        return places;
    while (places.len) {
        const struct text place = said_word(voice, text_trim(text_cut(&places, ';')));
        all = all.len ? text_format(voice->keep, "%.*s; %.*s", TEXT_ARGS(all), TEXT_ARGS(place)) : place;
    }
    return all;
}

/* A bare label is a name, not a phrase. */
struct text said_source(const struct voice *voice, struct text source)
{
    if (voice->language == MESSAGES_EN)
        return source;
    const struct text open = TEXT(" (");
    const size_t end = text_find(source, open);
    struct text words = text_slice(source, 0, end);
    if (text_starts(words, TEXT("that ")))
        words = said_text(voice, words);
    if (end == source.len || !text_ends(source, TEXT(")")))
        return text_format(voice->keep, "%.*s%.*s", TEXT_ARGS(words), TEXT_ARGS(text_slice(source, end, source.len)));
    const struct text places = said_places(voice, text_slice(source, end + open.len, source.len - 1));
    return text_format(voice->keep, "%.*s (%.*s)", TEXT_ARGS(words), TEXT_ARGS(places));
}
