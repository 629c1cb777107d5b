/* SPDX-License-Identifier: GPL-3.0-or-later
 * The channel for faults in what people wrote or sent: each has a code, a place and words, all of a run are collected,
 * and only cli/ prints them. Faults in exports never carry the text of a cell: it may be a person's. */
#ifndef BASE_DIAGNOSTICS_H
#define BASE_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/phrases.h"
#include "base/text.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum diagnostic_code {
#define DIAGNOSTIC(code, severity, words, hint) DIAG_##code,
#include "base/diagnostics.def"
#undef DIAGNOSTIC
    DIAGNOSTIC_CODES
};

/* A file that people wrote for this program (layout, code book, settings); its lines may be shown. */
struct source {
    const char *path;  /* as the user knows it */
    struct text bytes; /* valid UTF-8, without BOM */
    bool is_no_text;   /* it was not: reported, and nothing is known of what it says */
};

/* Where something is wrong. Lines and columns count from 1, columns in characters; 0 is "none". */
struct place {
    const char *path;
    uint32_t line, column, width;
    struct text line_text; /* the line to show; empty for exports, always */
};

/* The place of `len` bytes at `offset` of a source. */
struct place source_place(const struct source *source, size_t offset, size_t len);
/* The place of a view into a source's bytes. */
struct place source_place_of(const struct source *source, struct text part);
/* The line of that number, trimmed: a view into the source's bytes. Empty, at their end, where it has no such line. */
struct text source_line(const struct source *source, uint32_t line);

struct diagnostic {
    enum diagnostic_code code;
    struct place place;
    const struct text *args; /* of its slots, in English */
    size_t arg_count;
    enum message_language language; /* of words and hint: they are there once diagnostics are sorted */
    struct text words;
    struct text hint; /* may be empty */
    size_t kind;      /* that of its code, file and column */
    uint64_t repeats; /* further faults of the same kind, not kept one by one */
};

struct diagnostics;

/* Longer lines are not shown. */
enum { DIAGNOSTIC_LINE_MAX = 4096 };

/* Collected in an arena of its own. A fault that is found twice (in the text of two audiences) is there once. Of one code in
 * one file and column at most DIAGNOSTIC_REPEATS_MAX are kept one by one, the rest is counted; a column of an export is that
 * which the words name, wherever it stands in a line. diagnostics_free() takes NULL. */
enum { DIAGNOSTIC_REPEATS_MAX = 20 };
struct diagnostics *diagnostics_new(void);
void diagnostics_free(struct diagnostics *diagnostics);

/* The language of all messages, also of those that are there already: English, if nobody says. The first to say so decides. */
void diagnostics_speak(struct diagnostics *diagnostics, enum message_language language);
enum message_language diagnostics_language(const struct diagnostics *diagnostics);

/* Adds one. The words of the code are a sentence with {1}, {2}, … for `args`; a hint whose arguments are empty is left
 * out. Everything is copied. Use the macro `diagnose`. */
void diagnostics_add(struct diagnostics *diagnostics, enum diagnostic_code code, struct place place,
                     const struct text *args, size_t arg_count);
#define diagnose(diagnostics, code, place, ...)                                       \
    diagnostics_add((diagnostics), (code), (place), (const struct text[]){__VA_ARGS__}, \
                    sizeof((const struct text[]){__VA_ARGS__}) / sizeof(struct text))

/* Adds what was found in a text that was put together from others; `origin` tells where each of them really stands. */
typedef struct place (*diagnostics_origin)(const void *context, struct place found);
void diagnostics_move(struct diagnostics *diagnostics, struct diagnostics *found, diagnostics_origin origin,
                      const void *context);

size_t diagnostics_count(const struct diagnostics *diagnostics, enum severity at_least);
/* "E202". */
const char *diagnostic_name(enum diagnostic_code code);
enum severity diagnostic_severity(enum diagnostic_code code);

/* All of them, in the order of files as first seen, lines, columns. */
const struct diagnostic *diagnostics_sorted(struct diagnostics *diagnostics, size_t *ret_count);

/* What a code says in a language, with its slots: for tests. */
struct wording {
    struct text words, hint;
};
struct wording diagnostic_wording(enum diagnostic_code code, enum message_language language);

/* "2 error(s), 1 warning(s)". */
struct text diagnostics_totals(const struct diagnostics *diagnostics, struct arena *keep);

/* "file:line:col: error[E202]: words", the line, carets, the hint. */
void diagnostic_format(const struct diagnostic *diagnostic, struct text_builder *out);

/* All of them as a JSON array of objects, a line each: code, severity (in English), file, line, column, end_column (behind the last
 * character), words, hint, repeats. What there is none of is null. */
void diagnostics_add_json(struct diagnostics *diagnostics, struct text_builder *out);

#endif
