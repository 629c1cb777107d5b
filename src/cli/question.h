/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked about figures: on the command line one of them or a whole table, in a list for `compare` one a row. */
#ifndef CLI_QUESTION_H
#define CLI_QUESTION_H

#include "cli/ledger.h"
#include "layout/sheet.h"

/* A question about a figure, or about each cell of a table. */
struct question {
    struct source source; /* the expression */
    struct text heading;  /* the same in full: "pie gender: clients by gender" */
    struct text block;    /* the chart, table or sheet that was asked for by its name; empty: none */
    struct text namesake; /* what asks for the chart, table or sheet that has the measure's name: "table requests"; empty: none has */
    bool is_table;
    struct cell_set set; /* of a table: what part of the measure it is of */
    size_t set_of;       /* the request whose dimensions that set is of */
    int measure;
    struct period first, period; /* of a table by time the first and the last step; else the same */
    size_t period_count;         /* 1, or the steps */
    bool is_percent;
    int64_t decimals; /* of the percentage */
    size_t *uses;     /* USE_SUM; of a table for each cell; else the figure and, of a percentage, its base */
    size_t use_count;
};

/* What can be asked for by its name. */
struct question_names {
    const struct layout *const *layouts;
    size_t layout_count;
    const struct sheet_table *sheets;
    size_t sheet_count;
};

/* Parses a figure, "measure by variable" or the name of a chart, table or sheet ("gender", "pie gender") for the command line;
 * false after a diagnostic. */
bool question_read(const struct ledger_reader *reader, const struct question_names *named, struct text expression,
                          struct question *ret_question);

/* A figure that a row of a list names: a count, a percentage or a number of categories. */
struct question_row {
    struct text expression; /* empty: none */
    struct place place;     /* of the cell that names it */
    bool is_composed;       /* of several cells: what is wrong is told of that one */
    /* question_read_row(): */
    bool is_understood; /* and the edition may know of it */
    bool is_percent;
    bool is_distinct; /* "number of nationality in clients": of categories */
    size_t use, base; /* USE_SUM, of is_distinct USE_DISTINCT; base: of a percentage */
    /* What became of them, once that is known; else NULL. */
    const struct release_explanation *part, *whole;
    const struct cell *categories; /* of is_distinct; NULL: no layout asks for it */
};

/* Parses what the row names, if it names anything; faults are told of its place. */
void question_read_row(const struct ledger_reader *reader, struct question_row *row);

#endif
