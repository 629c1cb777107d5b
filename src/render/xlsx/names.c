/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes names valid and unique. */
#include "render/xlsx/names.h"

#include <glib.h>

/* As Excel counts characters: in units of UTF-16. */
static size_t units_of(uint32_t c)
{
    return c > 0xFFFF ? 2 : 1;
}

static size_t unit_count(struct text t)
{
    size_t count = 0;
    for (size_t at = 0; at < t.len;)
        count += units_of(text_next(t, &at));
    return count;
}

/* The first characters, of at most `limit` units. */
static struct text first_characters(struct text t, size_t limit)
{
    size_t end = 0, used = 0;
    for (size_t at = 0; at < t.len; end = at) {
        used += units_of(text_next(t, &at));
        if (used > limit)
            break;
    }
    return text_slice(t, 0, end);
}

static bool is_taken(const struct names *taken, struct text name, struct arena *scratch)
{
    return names_find(taken, text_fold(scratch, name)) != NAMES_NONE;
}

/* What makes equals different: the n-th of them ends in n with something before and after it. */
struct ending {
    const char *before, *after;
    size_t limit; /* of characters, all in all */
};

static struct text unique(struct text wanted, const struct ending *ending, struct names *taken, struct arena *keep)
{
    struct arena *scratch = arena_new();
    struct text name = first_characters(wanted, ending->limit);
    for (int n = 2; is_taken(taken, name, scratch); n++) {
        const struct text end = text_format(scratch, "%s%d%s", ending->before, n, ending->after);
        const struct text start = first_characters(wanted, ending->limit - end.len);
        name = text_format(scratch, "%.*s%.*s", TEXT_ARGS(start), TEXT_ARGS(end));
    }
    names_add(taken, text_fold(scratch, name));
    name = text_copy(keep, name);
    arena_free(scratch);
    return name;
}

static size_t run_of_digits(struct text t, size_t from)
{
    while (from < t.len && g_ascii_isdigit(t.ptr[from]))
        from++;
    return from;
}

/* "r", "c5", "r1c1": the other style of references. */
static bool is_row_column(struct text t)
{
    size_t at = 0;
    if (at < t.len && g_ascii_tolower(t.ptr[at]) == 'r')
        at = run_of_digits(t, at + 1);
    if (at < t.len && g_ascii_tolower(t.ptr[at]) == 'c')
        at = run_of_digits(t, at + 1);
    return at == t.len;
}

/* Unquoted, these are read as cells ("t1") or numbers ("2014_clients"); "history" is a name Excel keeps for itself. */
static bool is_misread(struct text name)
{
    size_t letters = 0;
    while (letters < name.len && g_ascii_isalpha(name.ptr[letters]))
        letters++;
    const bool cell = letters >= 1 && letters <= 3 && letters < name.len && run_of_digits(name, letters) == name.len;
    return cell || is_row_column(name) || g_ascii_isdigit(name.ptr[0]) ||
           (name.len == 7 && g_ascii_strncasecmp(name.ptr, "history", 7) == 0);
}

/* ---- names from words ---- */

/* Letters and digits of any writing, with what belongs to them. */
static bool is_of_word(uint32_t c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* The signs within a word are those that the name of a sheet may have; what no line may part is one word. */
static void add_sign(struct text word, uint32_t before, uint32_t c, size_t at, struct text_builder *b)
{
    enum { NO_BREAK_SPACE = 0xA0, HYPHEN = '-', EN_DASH = 0x2013 };
    const uint32_t next = at < word.len ? text_next(word, &at) : ' ';
    if (c == HYPHEN || c == EN_DASH || c == '_')
        text_add_char(b, c);
    else if (c == NO_BREAK_SPACE && b->len && is_of_word(next))
        text_add_byte(b, '_');
    else if (c == '/' && is_of_word(before) && is_of_word(next))
        text_add_byte(b, '-');
    else if ((c == '.' || c == ',') && g_unichar_isdigit(before) && g_unichar_isdigit(next))
        text_add_char(b, c);
}

/* The word without other signs; empty where it has no letter and no digit. */
static struct text plain_word(struct text word, struct arena *keep)
{
    struct text_builder b = {0};
    bool is_word = false;
    uint32_t before = ' ';
    for (size_t at = 0; at < word.len;) {
        const uint32_t c = text_next(word, &at);
        is_word = is_word || is_of_word(c);
        if (is_of_word(c))
            text_add_char(&b, c);
        else
            add_sign(word, before, c, at, &b);
        before = c;
    }
    const struct text plain = is_word ? text_copy(keep, text_built(&b)) : TEXT_EMPTY;
    text_builder_done(&b);
    return plain;
}

static bool has_digit(struct text t)
{
    for (size_t at = 0; at < t.len;)
        if (g_unichar_isdigit(text_next(t, &at)))
            return true;
    return false;
}

static void add_word(struct text_builder *b, struct text word)
{
    text_add_c(b, b->len && word.len ? "_" : "");
    text_add(b, word);
}

/* Adds words while they have room. Where some have none, those before them that are short (and, by, efter) go as well; of a long
 * word that would be the first, its beginning stays. */
static void add_title(struct text_builder *b, struct text title, struct arena *keep)
{
    enum { SHORT_MAX = 5, BEGINNING_MIN = 6 };
    size_t number_end = b->len, last_end = b->len;
    while (title.len) {
        const struct text word = plain_word(text_cut(&title, ' '), keep);
        const size_t used = unit_count(text_built(b)) + (b->len > 0);
        const size_t room = used < XLSX_SHEET_NAME_MAX ? XLSX_SHEET_NAME_MAX - used : 0;
        if (unit_count(word) > room) {
            b->len = last_end;
            if (b->len == number_end && !has_digit(word) && room >= BEGINNING_MIN)
                add_word(b, first_characters(word, room));
            return;
        }
        add_word(b, word);
        if (unit_count(word) > SHORT_MAX)
            last_end = b->len;
    }
}

struct text xlsx_sheet_words(struct text number, struct text title, struct arena *keep)
{
    struct text_builder b = {0};
    const size_t round = text_find_byte(title, '('), square = text_find_byte(title, '[');
    const size_t end = round < square ? round : square;
    if (!text_valid(title) || !text_valid(number)) /* whoever writes them says so */
        return TEXT_EMPTY;
    while (number.len)
        add_word(&b, plain_word(text_cut(&number, ' '), keep));
    if (!b.len)
        add_title(&b, text_slice(title, 0, end), keep);
    const struct text words = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

/* ---- valid names ---- */

static bool is_bad_in_sheet_name(char c)
{
    const struct text bad = TEXT(" []:*?/\\'");
    return text_find_byte(bad, c) < bad.len;
}

static bool is_bad_in_table_name(char c)
{
    return !g_ascii_isalnum(c) && c != '_';
}

/* A copy with '_' in the place of bad bytes. */
static struct text cleaned(struct text t, bool (*is_bad)(char), struct arena *keep)
{
    char *copy = text_to_c(keep, t);
    for (size_t i = 0; i < t.len; i++)
        if (is_bad(copy[i]))
            copy[i] = '_';
    return (struct text){copy, t.len};
}

struct text xlsx_sheet_name(struct text wanted, struct names *taken, struct arena *keep)
{
    const struct ending ending = {"_", "", XLSX_SHEET_NAME_MAX};
    struct text clean = cleaned(wanted, is_bad_in_sheet_name, keep);
    if (!clean.len || is_misread(clean))
        clean = text_format(keep, "_%.*s", TEXT_ARGS(clean));
    return unique(clean, &ending, taken, keep);
}

struct text xlsx_table_name(struct text wanted, struct names *taken, struct arena *keep)
{
    const struct ending ending = {"_", "", XLSX_TABLE_NAME_MAX};
    return unique(cleaned(wanted, is_bad_in_table_name, keep), &ending, taken, keep);
}

struct text xlsx_heading(struct text wanted, struct names *taken, struct arena *keep)
{
    const struct ending ending = {" (", ")", XLSX_HEADING_MAX};
    return unique(wanted, &ending, taken, keep);
}
