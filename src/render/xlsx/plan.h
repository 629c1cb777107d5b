/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbook as a model: which sheets, which cells, which chart over which cells. Written by book.h, finished by
 * finish.h, and what verify.h compares the finished file with.
 *
 * A sheet has its lines (title, unit, notes) in column A, one row each, and directly below them one table from column A
 * to the right: no blank rows, no merged cells, nothing below it (UK Government Analysis Function, "Releasing
 * statistics in spreadsheets"). */
#ifndef RENDER_XLSX_PLAN_H
#define RENDER_XLSX_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "document/document.h"

enum xlsx_kind { XLSX_EMPTY, XLSX_TEXT, XLSX_NUMBER, XLSX_PERCENT };

/* How a cell looks; book.c has the formats. Cells of a total row have the look that follows the ordinary one. */
enum xlsx_look {
    XLSX_LOOK_TITLE,
    XLSX_LOOK_TITLE_WRAPPED,
    XLSX_LOOK_LINE,
    XLSX_LOOK_LINE_WRAPPED,
    XLSX_LOOK_MARK,
    XLSX_LOOK_LINK,
    XLSX_LOOK_HEADING,
    XLSX_LOOK_HEADING_RIGHT,
    XLSX_LOOK_HEADING_INDENTED, /* behind a column of numbers, as TEXT_INDENTED */
    XLSX_LOOK_TEXT,
    XLSX_LOOK_TEXT_TOTAL,
    XLSX_LOOK_TEXT_INDENTED,
    XLSX_LOOK_SYMBOL,
    XLSX_LOOK_SYMBOL_TOTAL,
    XLSX_LOOK_COUNT,
    XLSX_LOOK_COUNT_TOTAL,
    XLSX_LOOK_PERCENT,
    XLSX_LOOK_PERCENT_TOTAL,
    XLSX_LOOK_PERCENT_CLOSED, /* "29%", without a space */
    XLSX_LOOK_PERCENT_CLOSED_TOTAL,
    XLSX_LOOK_POINTS, /* 29, shown as "29 %": tidy data */
    XLSX_LOOKS
};

/* Words in the body of a table. */
bool xlsx_is_text(enum xlsx_look look);

struct xlsx_cell {
    enum xlsx_kind kind;
    enum xlsx_look look;
    struct text text;  /* TEXT */
    int64_t number;    /* NUMBER; PERCENT: whole per cents, stored in the file as hundredths of one */
    struct text link;  /* TEXT: name of the sheet it leads to, or empty */
};

struct xlsx_row {
    struct xlsx_cell *cells;
    size_t count;
    double height_pt;
};

/* A native chart over cells of the sheet's own table. Rows with hidden cells are never in it, and totals neither. */
struct xlsx_chart {
    enum chart_kind kind;
    const struct chart *source;    /* alternative text, axis title; not its numbers */
    struct text title;             /* names the rows that are left out because they hold hidden cells */
    size_t first_row, last_row;    /* of the sheet, from 0 */
    size_t *columns, column_count; /* one for each series */
};

struct xlsx_sheet {
    struct text name;
    struct text title; /* what A1 says */
    struct {
        struct xlsx_row *items;
        size_t count, capacity;
    } rows;
    size_t table_row;    /* the row of the headings; all rows from there on belong to the table */
    size_t column_count; /* of the table; 0: the sheet has none */
    struct text table_name;
    double *widths; /* of the columns, in characters; never fewer than one */
    bool repeat_headings; /* on every printed page */
    struct xlsx_chart *chart; /* or NULL */
};

struct xlsx_plan {
    const struct document *document;
    struct {
        struct xlsx_sheet **items;
        size_t count, capacity;
    } sheets;
};

/* The plan lives in `keep` and refers to the document. Fails for what no workbook can hold: text that is not UTF-8 or
 * longer than 32 767 characters, headings over 255, counts over 2^53. */
bool xlsx_plan(const struct document *document, struct arena *keep, struct xlsx_plan *ret_plan, struct error *err);

#endif
