/* SPDX-License-Identifier: GPL-3.0-or-later
 * Collecting, sorting and wording of diagnostics. */
#include "base/diagnostics.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/names.h"

struct rule {
    const char *name;
    enum severity severity;
    struct text words, hint;
};

static const struct rule rules[DIAGNOSTIC_CODES] = {
#define DIAGNOSTIC(code, severity, words, hint)                                                                        \
    [DIAG_##code] = {#code, SEVERITY_##severity, TEXT_INIT(words), TEXT_INIT(hint)},
#include "base/diagnostics.def"
#undef DIAGNOSTIC
};

static const struct text severity_words[] = {
    [SEVERITY_NOTE] = TEXT_INIT("note"),
    [SEVERITY_WARNING] = TEXT_INIT("warning"),
    [SEVERITY_ERROR] = TEXT_INIT("error"),
};

struct diagnostics {
    struct arena *arena;
    struct names *paths; /* of files, in the order in which they were first seen */
    struct diagnostic *items;
    size_t count, capacity;
    size_t totals[SEVERITY_ERROR + 1];
    bool sorted;
};

struct place source_place(const struct source *source, size_t offset, size_t len)
{
    const struct text all = source->bytes;
    assert(offset + len <= all.len);
    struct place place = {.path = source->path, .line = 1};
    size_t start = 0;
    for (size_t i = 0; i < offset; i++)
        if (all.ptr[i] == '\n') {
            place.line++;
            start = i + 1;
        }
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

struct diagnostics *diagnostics_new(void)
{
    struct diagnostics *diagnostics = memory_alloc(1, sizeof *diagnostics);
    diagnostics->arena = arena_new();
    diagnostics->paths = names_new();
    return diagnostics;
}

void diagnostics_free(struct diagnostics *diagnostics)
{
    if (!diagnostics)
        return;
    arena_free(diagnostics->arena);
    names_free(diagnostics->paths);
    free(diagnostics);
}

static struct text path_of(const struct place *place)
{
    return place->path ? text_of(place->path) : TEXT_EMPTY;
}

/* Fills in {1}, {2}, …; reports in *ret_complete whether every argument it asked for has some text. */
static struct text fill(struct arena *keep, struct text words, const struct text *args, size_t arg_count,
                        bool *ret_complete)
{
    struct text_builder b = {0};
    *ret_complete = true;
    for (size_t i = 0; i < words.len; i++) {
        const bool slot = words.ptr[i] == '{' && i + 2 < words.len && words.ptr[i + 2] == '}';
        const size_t number = slot ? (size_t)(words.ptr[i + 1] - '1') : 0;
        if (!slot || number >= 9) {
            text_add_byte(&b, words.ptr[i]);
            continue;
        }
        if (number >= arg_count || !args[number].len)
            *ret_complete = false;
        else
            text_add(&b, args[number]);
        i += 2;
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

/* The last one kept of the same kind if there are enough of them already. */
static struct diagnostic *repeated(struct diagnostics *diagnostics, enum diagnostic_code code, struct place place)
{
    struct diagnostic *last = NULL;
    size_t same = 0;
    for (size_t i = 0; i < diagnostics->count; i++) {
        struct diagnostic *item = &diagnostics->items[i];
        if (item->code != code || item->place.column != place.column || !item->place.path || !place.path ||
            strcmp(item->place.path, place.path) != 0)
            continue;
        last = item;
        same++;
    }
    return same >= DIAGNOSTIC_REPEATS_MAX ? last : NULL;
}

static bool is_same_place(const struct place *a, const struct place *b)
{
    return a->path && b->path && a->line == b->line && a->column == b->column && strcmp(a->path, b->path) == 0;
}

/* Whether just this has been said. */
static bool is_known(const struct diagnostics *diagnostics, const struct diagnostic *fresh)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct diagnostic *item = &diagnostics->items[i];
        if (item->code == fresh->code && is_same_place(&item->place, &fresh->place) &&
            text_equal(item->words, fresh->words))
            return true;
    }
    return false;
}

void diagnostics_add(struct diagnostics *diagnostics, enum diagnostic_code code, struct place place,
                     const struct text *args, size_t arg_count)
{
    struct arena *keep = diagnostics->arena;
    struct diagnostic item = {.code = code, .place = place};
    bool complete;
    item.words = fill(keep, rules[code].words, args, arg_count, &complete);
    if (is_known(diagnostics, &item))
        return;
    diagnostics->totals[rules[code].severity]++;
    names_add(diagnostics->paths, path_of(&place));
    struct diagnostic *last = repeated(diagnostics, code, place);
    if (last) {
        last->repeats++;
        return;
    }
    item.hint = fill(keep, rules[code].hint, args, arg_count, &complete);
    if (!complete)
        item.hint = TEXT_EMPTY;
    item.place.line_text = place.line_text.len <= DIAGNOSTIC_LINE_MAX ? text_copy(keep, place.line_text) : TEXT_EMPTY;
    if (place.path)
        item.place.path = text_to_c(keep, text_of(place.path));
    ARENA_PUSH(keep, diagnostics, item);
    diagnostics->sorted = false;
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

const struct diagnostic *diagnostics_sorted(struct diagnostics *diagnostics, size_t *ret_count)
{
    if (!diagnostics->sorted && diagnostics->count)
        qsort_r(diagnostics->items, diagnostics->count, sizeof *diagnostics->items, by_place, diagnostics->paths);
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

void diagnostic_format(const struct diagnostic *diagnostic, struct text_builder *out)
{
    const struct place *place = &diagnostic->place;
    if (place->path)
        text_add_format(out, "%s:", place->path);
    if (place->line)
        text_add_format(out, "%u:", place->line);
    if (place->column)
        text_add_format(out, "%u:", place->column);
    text_add_format(out, "%s%.*s[%s]: %.*s", place->path ? " " : "",
                    TEXT_ARGS(severity_words[rules[diagnostic->code].severity]), diagnostic_name(diagnostic->code),
                    TEXT_ARGS(diagnostic->words));
    if (diagnostic->repeats)
        text_add_format(out, " (and %llu more of the same in this column)", (unsigned long long)diagnostic->repeats);
    text_add_byte(out, '\n');
    if (place->line_text.len) {
        text_add_format(out, "%5u | %.*s\n", place->line, TEXT_ARGS(place->line_text));
        add_carets(place, diagnostic->hint, out);
    } else if (diagnostic->hint.len) {
        text_add_format(out, "      %.*s\n", TEXT_ARGS(diagnostic->hint));
    }
}
