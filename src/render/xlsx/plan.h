/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbook as a model: which sheets, which cells, which chart over which cells. Written by package.h, and what verify.h
 * compares the finished file with.
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

/* How a cell looks; styles.c has the formats. Cells of a total row have the look that follows the ordinary one. */
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
    XLSX_LOOK_POINTS_CLOSED, /* "29%" */
    XLSX_LOOK_DECIMALS_1, /* tables in the prose, which have no totals */
    XLSX_LOOK_DECIMALS_2,
    XLSX_LOOK_DECIMALS_3,
    XLSX_LOOK_TENTHS, /* "12,5 %" */
    XLSX_LOOK_TENTHS_CLOSED,
    XLSX_LOOKS
};

struct xlsx_cell {
    enum xlsx_kind kind;
    enum xlsx_look look;
    struct text text;  /* TEXT */
    int64_t number;    /* NUMBER; PERCENT: per cents, stored in the file as hundredths of one */
    int decimals;      /* of `number`, which is in units of the last of them: 283 with one is 28.3 */
    struct text link;  /* TEXT: name of the sheet it leads to, or empty */
};

struct xlsx_row {
    struct xlsx_cell *cells;
    size_t count;
    double height_pt;
};

/* The rows of a table below its headings, made one after the other when they are asked for: a table of a million cells takes
 * no more room than one row of it. */
struct xlsx_rows;
struct xlsx_planner;
typedef bool xlsx_row_maker(struct xlsx_rows *it, struct xlsx_planner *with, struct xlsx_cell *cells);

/* What a NUMBER or PERCENT is in the file: "92", "28.3", of 29 per cent "0.29". So many decimals it can have. */
int xlsx_value_decimals(const struct xlsx_cell *cell);
double xlsx_value(const struct xlsx_cell *cell);
void xlsx_add_value(struct text_builder *b, const struct xlsx_cell *cell);

/* A native chart over cells of the sheet's own table: no hidden cell is ever in it, and no total but of rows that are drawn by their
 * totals alone. */
struct xlsx_chart {
    enum chart_kind kind;
    const struct chart *source;    /* alternative text, axis title; not its numbers */
    struct text title;             /* names the rows that are left out because they hold hidden cells, or that it is of totals */
    size_t first_row, last_row;    /* of the sheet, from 0 */
    size_t *columns, column_count; /* one for each series */
    bool *drawn;                   /* row by row, of each series, whether its cell is; NULL: all are */
    size_t title_lines, name_lines; /* at most: of the title, and of two names below each other on the axis of bars */
    bool *crowded;                 /* slices: whether it is small and beside such a one; NULL: none is */
    bool has_totals;               /* the last series is of totals: of piles whose parts are not all shown */
    enum xlsx_look look;           /* of its numbers */
};

struct xlsx_sheet {
    struct text name;
    struct text title; /* what A1 says, but for marks of footnotes */
    struct {
        struct xlsx_row *items;
        size_t count, capacity;
    } rows; /* the first: lines and headings; of a list, all */
    xlsx_row_maker *make; /* the others; NULL: there are none */
    const void *source;   /* for `make` */
    size_t row_count;     /* of them all */
    size_t table_row;    /* the row of the headings; all rows from there on belong to the table */
    size_t column_count; /* of the table; 0: the sheet has none */
    struct text table_name;
    double *widths; /* of the columns, in characters; never fewer than one */
    bool *indented; /* columns: words behind a column of numbers */
    bool *worded;   /* columns: nothing but words below the heading */
    bool repeat_headings; /* on every printed page */
    bool is_on_one_page;  /* printed smaller than it would be, so that no few rows stand on a page of their own */
    struct xlsx_chart *chart; /* or NULL */
};

struct xlsx_plan {
    const struct document *document;
    struct {
        struct xlsx_sheet **items;
        size_t count, capacity;
    } sheets;
};

/* An iterator over all rows of a sheet, from the first. xlsx_rows_next() returns false at the end, and where a row cannot be
 * made, which is told in `err`; that cannot happen once the sheet is planned. The row lives until the next one. */
struct xlsx_rows {
    const struct xlsx_sheet *sheet;
    size_t next;                           /* row of the sheet */
    struct { size_t figure, cell; } place; /* of a maker that goes through several tables */
    struct arena *scratch;                 /* of this row and a few before it */
    struct error *err;
};

/* The width of a column: digits of the font, 7 pixels wide, with 5 pixels around them (ECMA-376 part 1, 18.3.1.13). */
#define XLSX_DIGIT_PX 7.0
#define XLSX_PX_PT 0.75
double xlsx_column_px(double characters);

struct xlsx_rows xlsx_rows(const struct xlsx_sheet *sheet, struct error *err);
bool xlsx_rows_next(struct xlsx_rows *it, struct xlsx_row *ret_row);
void xlsx_rows_done(struct xlsx_rows *it);

/* The plan lives in `keep` and refers to the document. Fails for what no workbook can hold: text that is not UTF-8 or
 * longer than 32 767 characters, headings over 255, counts over 2^53. */
bool xlsx_plan(const struct document *document, struct arena *keep, struct xlsx_plan *ret_plan, struct error *err);

#endif
