/* SPDX-License-Identifier: GPL-3.0-or-later
 * Collecting, sorting and wording of diagnostics. */
#include "base/diagnostics.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/names.h"

struct rule {
    const char *name;
    enum severity severity;
};

static const struct rule rules[DIAGNOSTIC_CODES] = {
#define DIAGNOSTIC(code, severity, words, hint) [DIAG_##code] = {#code, SEVERITY_##severity},
#include "base/diagnostics.def"
#undef DIAGNOSTIC
};

static const struct wording wordings[MESSAGE_LANGUAGES][DIAGNOSTIC_CODES] = {
#define WORDING(code, words, hint) [DIAG_##code] = {TEXT_INIT(words), TEXT_INIT(hint)},
#define DIAGNOSTIC(code, severity, words, hint) WORDING(code, words, hint)
    [MESSAGES_EN] = {
#include "base/diagnostics.def"
    },
    [MESSAGES_FI] = {
#include "base/diagnostics.fi.def"
    },
    [MESSAGES_SV] = {
#include "base/diagnostics.sv.def"
    },
#undef DIAGNOSTIC
#undef WORDING
};

static const struct text severity_words[] = {
    [SEVERITY_NOTE] = TEXT_INIT("note"),
    [SEVERITY_WARNING] = TEXT_INIT("warning"),
    [SEVERITY_ERROR] = TEXT_INIT("error"),
};

/* Faults of one code in one file and column. */
struct kind {
    size_t kept;
    uint64_t more;
};

struct diagnostics {
    struct arena *arena;
    struct names *paths; /* of files, in the order in which they were first seen */
    struct names *said;  /* kind, line and words of each that has a place */
    struct names *kinds_by_key;
    LIST_OF(struct kind) kinds;
    struct diagnostic *items;
    size_t count, capacity;
    size_t totals[SEVERITY_ERROR + 1];
    bool sorted, has_language;
    enum message_language language;
};

struct place source_place(const struct source *source, size_t offset, size_t len)
{
    const struct text all = source->bytes;
    assert(offset + len <= all.len);
    struct place place = {.path = source->path, .line = 1};
    size_t start = 0;
    for (size_t end; start + (end = text_find_byte(text_slice(all, start, offset), '\n')) < offset; start += end + 1)
        place.line++;
    const struct text rest = text_slice(all, start, all.len);
    place.line_text = text_slice(rest, 0, text_find_byte(rest, '\n'));
    if (text_ends(place.line_text, TEXT("\r")))
        place.line_text.len--;
    place.column = (uint32_t)text_width(text_slice(all, start, offset)) + 1;
    const size_t line_end = start + place.line_text.len;
    const size_t end = offset + len < line_end ? offset + len : line_end;
    place.width = end > offset ? (uint32_t)text_width(text_slice(all, offset, end)) : 0;
    return place;
}

struct place source_place_of(const struct source *source, struct text part)
{
    assert(part.ptr >= source->bytes.ptr && part.ptr + part.len <= source->bytes.ptr + source->bytes.len);
    return source_place(source, (size_t)(part.ptr - source->bytes.ptr), part.len);
}

struct text source_line(const struct source *source, uint32_t line)
{
    struct text rest = source->bytes;
    for (uint32_t i = 1; i < line && rest.len; i++) {
        const size_t end = text_find_byte(rest, '\n');
        rest = text_slice(rest, end + (end < rest.len), rest.len);
    }
    return text_trim(text_slice(rest, 0, text_find_byte(rest, '\n')));
}

struct diagnostics *diagnostics_new(void)
{
    struct diagnostics *diagnostics = memory_alloc(1, sizeof *diagnostics);
    diagnostics->arena = arena_new();
    diagnostics->paths = names_new();
    diagnostics->said = names_new();
    diagnostics->kinds_by_key = names_new();
    return diagnostics;
}

void diagnostics_free(struct diagnostics *diagnostics)
{
    if (!diagnostics)
        return;
    arena_free(diagnostics->arena);
    names_free(diagnostics->paths);
    names_free(diagnostics->said);
    names_free(diagnostics->kinds_by_key);
    free(diagnostics);
}

static struct text path_of(const struct place *place)
{
    return place->path ? text_of(place->path) : TEXT_EMPTY;
}

/* Fills in {1}, {2}, …; reports in *ret_complete whether every argument it asked for has some text. Between quotes stand
 * names; elsewhere phrases, which are put into the language. */
static struct text fill(struct arena *keep, const struct diagnostic *item, struct text words, bool *ret_complete)
{
    struct text_builder b = {0};
    bool quoted = false;
    *ret_complete = true;
    for (size_t i = 0; i < words.len; i++) {
        const int slot = phrase_slot(text_slice(words, i, words.len));
        if (slot == PHRASE_NO_SLOT) {
            text_add_byte(&b, words.ptr[i]);
            quoted = quoted != (words.ptr[i] == '\'' || words.ptr[i] == '"');
            continue;
        }
        const struct text arg = (size_t)slot < item->arg_count ? item->args[slot] : TEXT_EMPTY;
        *ret_complete = *ret_complete && arg.len;
        text_add(&b, quoted ? arg : phrase_in(item->language, arg, keep));
        i += PHRASE_SLOT_LEN - 1;
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

/* Words and hint in a language; a hint that lacks something is left out. */
static void put_into_words(struct arena *keep, struct diagnostic *item, enum message_language language)
{
    bool complete;
    item->language = language;
    item->words = fill(keep, item, wordings[language][item->code].words, &complete);
    item->hint = fill(keep, item, wordings[language][item->code].hint, &complete);
    if (!complete)
        item->hint = TEXT_EMPTY;
}

void diagnostics_speak(struct diagnostics *diagnostics, enum message_language language)
{
    if (diagnostics->has_language)
        return;
    diagnostics->has_language = true;
    diagnostics->language = language;
    diagnostics->sorted = false;
}

enum message_language diagnostics_language(const struct diagnostics *diagnostics)
{
    return diagnostics->language;
}

/* The path comes last: no other part of the key can hold its end. */
static void add_kind(struct text_builder *b, enum diagnostic_code code, const struct place *place)
{
    text_add_format(b, "%d %u %s", (int)code, place->column, place->path);
}

static bool is_new(struct names *names, struct text name)
{
    const int32_t before = names_count(names);
    return names_add(names, name) == before;
}

/* Whether just this has not been said yet. */
static bool is_news(struct diagnostics *diagnostics, const struct diagnostic *item)
{
    struct text_builder key = {0};
    text_add_format(&key, "%u %zu %.*s ", item->place.line, item->words.len, TEXT_ARGS(item->words));
    add_kind(&key, item->code, &item->place);
    const bool news = is_new(diagnostics->said, text_built(&key));
    text_builder_done(&key);
    return news;
}

/* Fields of an export have all widths, but words that name their column. */
static size_t kind_of(struct diagnostics *diagnostics, const struct diagnostic *item)
{
    const bool is_export = !item->place.line_text.ptr;
    struct place place = item->place;
    struct text_builder key = {0};
    if (is_export) {
        text_add_format(&key, "%zu %.*s ", item->words.len, TEXT_ARGS(item->words));
        place.column = 0;
    }
    add_kind(&key, item->code, &place);
    const size_t number = (size_t)names_add(diagnostics->kinds_by_key, text_built(&key));
    text_builder_done(&key);
    if (number == diagnostics->kinds.count)
        ARENA_PUSH(diagnostics->arena, &diagnostics->kinds, (struct kind){0});
    return number;
}

/* Whether it is to be kept one by one; counted it is in any case. */
static bool is_kept(struct diagnostics *diagnostics, const struct diagnostic *item)
{
    if (!item->place.path)
        return true;
    struct kind *kind = &diagnostics->kinds.items[item->kind];
    const bool kept = kind->kept < DIAGNOSTIC_REPEATS_MAX;
    kind->kept += kept;
    kind->more += !kept;
    return kept;
}

void diagnostics_add(struct diagnostics *diagnostics, enum diagnostic_code code, struct place place,
                     const struct text *args, size_t arg_count)
{
    struct arena *keep = diagnostics->arena;
    struct text *copies = ARENA_ARRAY(keep, struct text, arg_count);
    for (size_t i = 0; i < arg_count; i++)
        copies[i] = text_copy(keep, args[i]);
    struct diagnostic item = {.code = code, .place = place, .args = copies, .arg_count = arg_count};
    put_into_words(keep, &item, MESSAGES_EN);
    if (place.path && !is_news(diagnostics, &item))
        return;
    diagnostics->totals[rules[code].severity]++;
    diagnostics->sorted = false;
    names_add(diagnostics->paths, path_of(&place));
    item.kind = place.path ? kind_of(diagnostics, &item) : 0;
    if (!is_kept(diagnostics, &item))
        return;
    item.place.line_text = place.line_text.len <= DIAGNOSTIC_LINE_MAX ? text_copy(keep, place.line_text) : TEXT_EMPTY;
    if (place.path)
        item.place.path = text_to_c(keep, text_of(place.path));
    ARENA_PUSH(keep, diagnostics, item);
}

void diagnostics_move(struct diagnostics *diagnostics, struct diagnostics *found, diagnostics_origin origin,
                      const void *context)
{
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(found, &count);
    for (size_t i = 0; i < count; i++)
        diagnostics_add(diagnostics, items[i].code, origin(context, items[i].place), items[i].args, items[i].arg_count);
}

size_t diagnostics_count(const struct diagnostics *diagnostics, enum severity at_least)
{
    size_t count = 0;
    for (enum severity s = at_least; s <= SEVERITY_ERROR; s++)
        count += diagnostics->totals[s];
    return count;
}

const char *diagnostic_name(enum diagnostic_code code)
{
    return rules[code].name;
}

enum severity diagnostic_severity(enum diagnostic_code code)
{
    return rules[code].severity;
}

static int by_place(const void *left, const void *right, void *paths)
{
    const struct diagnostic *a = left, *b = right;
    const int32_t a_file = names_find(paths, path_of(&a->place)), b_file = names_find(paths, path_of(&b->place));
    if (a_file != b_file)
        return a_file < b_file ? -1 : 1;
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    return text_compare(a->words, b->words);
}

/* The last of a kind tells how many more there are. */
static void tell_repeats(struct diagnostics *diagnostics)
{
    bool *told = memory_alloc(diagnostics->kinds.count + 1, sizeof *told);
    for (size_t i = diagnostics->count; i-- > 0;) {
        struct diagnostic *item = &diagnostics->items[i];
        if (!item->place.path)
            continue;
        bool *known = &told[item->kind];
        item->repeats = *known ? 0 : diagnostics->kinds.items[item->kind].more;
        *known = true;
    }
    free(told);
}

const struct diagnostic *diagnostics_sorted(struct diagnostics *diagnostics, size_t *ret_count)
{
    for (size_t i = 0; !diagnostics->sorted && i < diagnostics->count; i++)
        put_into_words(diagnostics->arena, &diagnostics->items[i], diagnostics->language);
    if (!diagnostics->sorted && diagnostics->count)
        qsort_r(diagnostics->items, diagnostics->count, sizeof *diagnostics->items, by_place, diagnostics->paths);
    if (!diagnostics->sorted)
        tell_repeats(diagnostics);
    diagnostics->sorted = true;
    *ret_count = diagnostics->count;
    return diagnostics->items;
}

static void add_carets(const struct place *place, struct text hint, struct text_builder *out)
{
    text_add_c(out, "      | ");
    size_t at = 0;
    for (uint32_t column = 1; column < place->column && at < place->line_text.len; column++)
        text_add_byte(out, text_next(place->line_text, &at) == '\t' ? '\t' : ' ');
    for (uint32_t i = 0; i < (place->width ? place->width : 1); i++)
        text_add_byte(out, '^');
    if (hint.len)
        text_add_format(out, " %.*s", TEXT_ARGS(hint));
    text_add_byte(out, '\n');
}

struct wording diagnostic_wording(enum diagnostic_code code, enum message_language language)
{
    return wordings[language][code];
}

struct text diagnostics_totals(const struct diagnostics *diagnostics, struct arena *keep)
{
    const size_t errors = diagnostics_count(diagnostics, SEVERITY_ERROR);
    const size_t warnings = diagnostics_count(diagnostics, SEVERITY_WARNING) - errors;
    return phrase_in(diagnostics->language, text_format(keep, "%zu error(s), %zu warning(s)", errors, warnings), keep);
}

static void add_repeats(const struct diagnostic *diagnostic, struct arena *scratch, struct text_builder *out)
{
    if (diagnostic->repeats)
        text_add(out, phrase_in(diagnostic->language,
                                text_format(scratch, " (and %llu more of the same in this column)",
                                            (unsigned long long)diagnostic->repeats),
                                scratch));
}

void diagnostic_format(const struct diagnostic *diagnostic, struct text_builder *out)
{
    const struct place *place = &diagnostic->place;
    struct arena *scratch = arena_new();
    const struct text severity = phrase_in(diagnostic->language, severity_words[rules[diagnostic->code].severity], scratch);
    if (place->path)
        text_add_format(out, "%s:", place->path);
    if (place->line)
        text_add_format(out, "%u:", place->line);
    if (place->column)
        text_add_format(out, "%u:", place->column);
    text_add_format(out, "%s%.*s[%s]: %.*s", place->path ? " " : "",
                    TEXT_ARGS(severity), diagnostic_name(diagnostic->code), TEXT_ARGS(diagnostic->words));
    add_repeats(diagnostic, scratch, out);
    arena_free(scratch);
    text_add_byte(out, '\n');
    if (place->line_text.len) {
        text_add_format(out, "%5u | %.*s\n", place->line, TEXT_ARGS(place->line_text));
        add_carets(place, diagnostic->hint, out);
    } else if (diagnostic->hint.len) {
        text_add_format(out, "      %.*s\n", TEXT_ARGS(diagnostic->hint));
    }
}

/* ---- for programs ---- */

static void add_text_or_null(struct text_builder *out, const char *key, struct text value)
{
    text_add_format(out, ",\"%s\":", key);
    if (value.len)
        json_add_text(out, value);
    else
        text_add_c(out, "null");
}

static void add_number_or_null(struct text_builder *out, const char *key, uint32_t value)
{
    text_add_format(out, value ? ",\"%s\":%u" : ",\"%s\":null", key, value);
}

static void add_object(const struct diagnostic *diagnostic, struct text_builder *out)
{
    const struct place *place = &diagnostic->place;
    text_add_format(out, "{\"code\":\"%s\",\"severity\":\"%.*s\"", diagnostic_name(diagnostic->code),
                    TEXT_ARGS(severity_words[rules[diagnostic->code].severity]));
    add_text_or_null(out, "file", path_of(place));
    add_number_or_null(out, "line", place->line);
    add_number_or_null(out, "column", place->column);
    add_number_or_null(out, "end_column", place->column ? place->column + place->width : 0);
    add_text_or_null(out, "words", diagnostic->words);
    add_text_or_null(out, "hint", diagnostic->hint);
    text_add_format(out, ",\"repeats\":%llu}", (unsigned long long)diagnostic->repeats);
}

void diagnostics_add_json(struct diagnostics *diagnostics, struct text_builder *out)
{
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    text_add_byte(out, '[');
    for (size_t i = 0; i < count; i++) {
        text_add_c(out, i ? ",\n" : "\n");
        add_object(&items[i], out);
    }
    text_add_c(out, count ? "\n]" : "]");
}
