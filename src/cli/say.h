/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lines for people at a terminal, on standard output, in the language of messages. Names in them stay as they are. */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include "base/diagnostics.h"

struct voice {
    enum message_language language;
    struct arena *keep; /* of what is said: as long as the voice */
    struct text_builder *heard; /* where what is said goes; NULL: to stdout */
};

/* That of the messages. */
struct voice voice_of(const struct diagnostics *diagnostics, struct arena *keep);

/* Says bytes as they are. */
void say_bytes(const struct voice *voice, struct text bytes);

/* Words as printf() has them, which are a phrase of phrases.def. */
#define said(voice, ...) said_text((voice), text_format((voice)->keep, __VA_ARGS__))
struct text said_text(const struct voice *voice, struct text english);

/* The same as a line. What stands before a tab is its head, in a column of its own; lines that belong to the line before begin
 * with the tab. */
#define say(voice, ...) say_text((voice), text_format((voice)->keep, __VA_ARGS__))
void say_text(const struct voice *voice, struct text english);

/* A word, or a few, by themselves. In phrases.def they stand behind a tab. */
struct text said_word(const struct voice *voice, struct text english);

/* "4", "4 to 5". */
struct text said_range(const struct voice *voice, int64_t low, int64_t high);

/* A word with blanks up to that width in characters: for columns. */
struct text said_in_column(const struct voice *voice, struct text english, size_t width);

/* Places of an account: "table months, situation.en.md, line 12; situation.en.md, line 40". */
struct text said_places(const struct voice *voice, struct text places);

/* The same, each once, and those in the words of one file together: "table months, situation.en.md, line 12; situation.en.md,
 * lines 40, 48 (claim)". */
struct text said_places_together(const struct voice *voice, struct text places);

/* What a count follows from: "clients @2014 (table months, situation.en.md, line 12)", "that 'exits @2014' is zero". */
struct text said_source(const struct voice *voice, struct text source);

#endif
