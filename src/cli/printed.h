/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figures of a report as a list (examples/figures-format.md), or as the data files of a build hold them (all_figures.csv),
 * to be held against those of an edition. What is printed is public. */
#ifndef CLI_PRINTED_H
#define CLI_PRINTED_H

#include "base/percent.h"
#include "cli/question.h"

enum printed_kind {
    PRINTED_COUNT,
    PRINTED_PERCENT,
    PRINTED_LESS,       /* fewer than the number */
    PRINTED_AT_MOST,
    PRINTED_MORE,
    PRINTED_AT_LEAST,
    PRINTED_ABOUT,      /* rounded to its last digit that is not zero */
    PRINTED_RANKED,     /* of a data file: at most so many, as a ranking leaves it out */
    PRINTED_CATEGORIES, /* of a data file: how many categories occur; the unit is the variable */
    PRINTED_HIDDEN,     /* of a data file: withheld there */
    PRINTED_NOTHING     /* words, or a number that is missing */
};

struct printed_row {
    struct text id;    /* "S050"; where the list has no ids "line 7" */
    struct text label, table;
    struct text words; /* the number as it is printed, with its sign: "33 %", "< 5" */
    enum printed_kind kind;
    bool is_share;     /* of which PRINTED_ABOUT and the bounds may be, too */
    struct percentage number; /* of what is no share the scale is 1 */
    int64_t base;      /* that is printed; -1: none */
    struct text measure, period, selection, unit; /* of a data file */
    struct question_row asked;
};

struct printed_rows {
    struct printed_row *items;
    size_t count, capacity;
};

/* A base that is looked for is at most this. */
enum { PRINTED_BASE_SOUGHT_MAX = 10000 };

/* Reads a list. Each row names a figure of the edition in the column `figure`, as layouts write it, or in the columns
 * `measure`, `selection` and `period`, or not at all. Faults go to `diagnostics`; false only if the file cannot be read. */
bool printed_read(const char *path, struct arena *keep, struct diagnostics *diagnostics, struct printed_rows *rows,
                  struct error *err);

#endif
