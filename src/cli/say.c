/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything is put together in English and then looked up, as the words of diagnostics are. */
#include "cli/say.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/names.h"

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

/* ---- places together ---- */

/* "situation.en.md, line 40 (claim)". */
struct in_words {
    struct text place, file, words; /* words: "40 (claim)" */
    int64_t line;
};

struct gathered {
    LIST_OF(struct in_words) items;
};

/* What is in no block has its line right behind its file. */
static bool in_words_parse(struct text place, struct in_words *ret)
{
    static const struct text before = TEXT_INIT(", line ");
    const size_t file_end = text_find_byte(place, ','), line_at = text_find(place, before);
    if (line_at == place.len || file_end != line_at)
        return false;
    const struct text words = text_slice(place, line_at + before.len, place.len);
    *ret = (struct in_words){place, text_slice(place, 0, file_end), words, 0};
    return text_to_number(text_slice(words, 0, text_find_byte(words, ' ')), &ret->line);
}

static bool has_words(const struct gathered *gathered, struct text words)
{
    for (size_t i = 0; i < gathered->items.count; i++)
        if (text_equal(gathered->items.items[i].words, words))
            return true;
    return false;
}

/* By lines; those of one line stay as they came. */
static void put_in_order(struct gathered *gathered, const struct in_words *next, struct arena *keep)
{
    ARENA_PUSH(keep, &gathered->items, *next);
    for (size_t i = gathered->items.count - 1; i > 0 && gathered->items.items[i - 1].line > next->line; i--) {
        gathered->items.items[i] = gathered->items.items[i - 1];
        gathered->items.items[i - 1] = *next;
    }
}

/* All places in the words of that file, as one. */
static struct text said_file(const struct voice *voice, struct text places, struct text file)
{
    struct gathered gathered = {0};
    struct in_words next;
    struct text lines = TEXT_EMPTY;
    while (places.len)
        if (in_words_parse(text_cut(&places, ';'), &next) && text_equal(next.file, file) && !has_words(&gathered, next.words))
            put_in_order(&gathered, &next, voice->keep);
    if (gathered.items.count == 1)
        return said_word(voice, gathered.items.items[0].place);
    for (size_t i = 0; i < gathered.items.count; i++) {
        const struct text words = said_word(voice, gathered.items.items[i].words);
        lines = i ? text_format(voice->keep, "%.*s, %.*s", TEXT_ARGS(lines), TEXT_ARGS(words)) : words;
    }
    return said_word(voice, text_format(voice->keep, "%.*s, lines %.*s", TEXT_ARGS(file), TEXT_ARGS(lines)));
}

static bool add_once(struct names *told, struct text name)
{
    const int32_t before = names_count(told);
    return names_add(told, name) == before;
}

struct text said_places_together(const struct voice *voice, struct text places)
{
    struct names *told = names_new();
    struct text all = TEXT_EMPTY;
    for (struct text rest = places; rest.len;) {
        const struct text place = text_cut(&rest, ';');
        struct in_words words;
        const bool is_in_words = in_words_parse(place, &words);
        if (!add_once(told, is_in_words ? words.file : place))
            continue;
        const struct text one = is_in_words ? said_file(voice, places, words.file) : said_word(voice, place);
        all = all.len ? text_format(voice->keep, "%.*s; %.*s", TEXT_ARGS(all), TEXT_ARGS(one)) : one;
    }
    names_free(told);
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
