/* SPDX-License-Identifier: GPL-3.0-or-later
 * The form that all files written by people share: a head of `setting: value` lines, prose, and fenced blocks
 * `::: kind name` … `:::` that hold settings and pipe tables. Meaning is none of its business. All texts are views into
 * the source, so that a message can point at them. Lines that begin with `%%` are notes and are skipped. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

/* `value` is raw text to the end of the line, trimmed; lines indented by two blanks continue it (the view then spans
 * the line ends: see markup_unfold()). */
struct setting {
    struct text key, value;
};

struct settings {
    struct setting *items;
    size_t count, capacity;
    LIST_OF(struct text) strays; /* lines that should have been settings, and are none: reported */
    bool is_unread;              /* a fault, reported, keeps all of them out: none is missing */
};

/* The value of a setting, or an empty text at no place if it is missing. Line ends in it are kept. */
struct text settings_find(const struct settings *settings, struct text key);
bool settings_has(const struct settings *settings, struct text key);
/* Whether it is missing, and no stray line begins with it: then it is no fault of its own. */
bool settings_lacks(const struct settings *settings, struct text key);
/* Where a setting that has no value is to be written: the key, if it stands there with nothing behind it, or else `at`. */
struct text settings_place(const struct settings *settings, struct text key, struct text at);
/* Reports it, at its place. */
void settings_complain(const struct settings *settings, const struct source *source, struct text key, struct text at,
                       struct diagnostics *diagnostics);

struct markup_row {
    struct text line;
    struct text *cells; /* trimmed; a literal bar is written `\|` and stays so here: see markup_unescape() */
    size_t count;
};

enum markup_kind {
    MARKUP_PROSE, /* `prose`: whole lines */
    MARKUP_BLOCK, /* a closed block of settings and rows, or one that has no body */
    MARKUP_OPEN,  /* opener of a block that holds text; its items follow, then MARKUP_CLOSE */
    MARKUP_CLOSE,
    MARKUP_BROKEN, /* a block of no known kind: reported; what refers to its name is no further fault */
};

struct markup_item {
    enum markup_kind kind;
    struct text opener; /* the opener's line */
    struct text block;  /* "pie" */
    struct text name;   /* the rest of the opener's line, trimmed; may be empty. Of a block of text, with the lines indented
                           by two blanks that follow it */
    struct settings settings;
    struct markup_row *rows; /* rows[0] is the heading; rules like |---| are left out */
    size_t row_count, row_capacity;
    bool lost_rows; /* a row was reported and left out */
    struct text prose;
};

struct markup {
    const struct source *source;
    struct settings head;
    struct markup_item *items;
    size_t count, capacity;
};

/* A setting that a head, a block or a file may have. */
struct setting_rule {
    struct text name;
    bool needed;
    struct text values; /* what it can be, for people; of a choice the words, separated by ", " */
};

enum block_form {
    MARKUP_OF_SETTINGS, /* holds settings and rows, no other block */
    MARKUP_OF_TEXT,     /* holds prose and blocks */
    MARKUP_ALONE,       /* one line, no closer */
};

struct block_rule {
    struct text kind;
    enum block_form form;
    const struct setting_rule *settings; /* NULL: none */
    struct text purpose;                 /* for people */
};

/* Lists of rules end with an empty name. */
struct markup_rules {
    const struct block_rule *blocks;
    bool head_required;
};

/* The rule of that name, or NULL. */
const struct block_rule *block_rule_find(const struct block_rule *blocks, struct text kind);
const struct setting_rule *setting_rule_find(const struct setting_rule *rules, struct text name);
/* Which of the words of a choice it is, from 0; CHOICE_NONE if it is none of them. */
enum { CHOICE_NONE = -1 };
int setting_choice(const struct setting_rule *rule, struct text value);

enum { MARKUP_FILE_MAX = 1 << 20, MARKUP_DEPTH_MAX = 8 };

/* Reads a file that people wrote: at most 1 MiB of valid UTF-8; a BOM is dropped. `shown_path` is the name for
 * messages. False if it cannot be read; bytes that are no UTF-8 are a diagnostic. */
bool source_read(const char *path, const char *shown_path, struct arena *keep, struct diagnostics *diagnostics,
                 struct source *ret_source, struct error *err);

/* Reads the form; all faults go to `diagnostics`, and what can be understood is returned all the same. */
struct markup *markup_read(const struct source *source, const struct markup_rules *rules, struct arena *keep,
                           struct diagnostics *diagnostics);

/* Reads a file that is settings from the first line to the last, without fences. */
struct settings settings_read(const struct source *source, struct arena *keep, struct diagnostics *diagnostics);

/* A continued value as one line; a table cell with `\|` as `|`. Returns the text itself where nothing changes. */
struct text markup_unfold(struct arena *keep, struct text value);
struct text markup_unescape(struct arena *keep, struct text cell);

/* Reports every setting that has no rule, and every missing one that is needed; these at `at`. A key
 * that is near to a known one which is not there is then read as that one, so that nothing else follows from the fault. */
void settings_check(const struct settings *settings, const struct source *source, struct text owner, struct text at,
                    const struct setting_rule *rules, struct diagnostics *diagnostics);

/* Whether `word` is among `words`, which end with an empty text. */
bool markup_is_one_of(const struct text *words, struct text word);

#endif
