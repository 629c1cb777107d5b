/* SPDX-License-Identifier: GPL-3.0-or-later
 * What commands print alike. Nothing confidential: of accounts only totals and labels. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "cli/pipeline.h"
#include "cli/say.h"

/* All diagnostics and their number, to stderr. */
void print_diagnostics(struct diagnostics *diagnostics);
/* All diagnostics to stdout, as the only thing there: a JSON array. */
void print_diagnostics_json(struct diagnostics *diagnostics);

/* Of messages, if the command line says; else the edition may. */
struct print_language {
    bool is_chosen;
    enum message_language language;
};
/* Takes the value of --language, "fi", "sv" or "en"; false if it is none of these. */
bool print_take_language(const char *value, struct print_language *ret_language);
/* Diagnostics that will speak it. */
struct diagnostics *print_diagnostics_new(struct print_language language);

/* An operation that failed, as a line of stderr in the language of the messages: "sitrep: out: cannot write: …". */
void print_failure(const struct diagnostics *diagnostics, const char *message);

/* Takes the value of --format, "text" or "json"; false if it is neither. */
bool print_take_format(const char *value, bool *ret_json);

/* A line for each source: rows read, used, excluded, rejected. */
void print_rows(const struct voice *v, const struct pipeline_report *report);

/* For each audience its totals, and by name what could be worked out and from what, what was lost or is exempt; then what helps;
 * of a reproduction the totals only. Behind all of them what was counted anew, by name. No counts. */
void print_protection(const struct voice *v, const struct pipeline_report *report);

/* Whether stdout took everything; else says so. */
bool print_finish(const struct diagnostics *diagnostics);
/* Ends a command: says what failed, if anything did. Returns its exit status. */
int print_end(const struct diagnostics *diagnostics, const struct error *err);

#endif
