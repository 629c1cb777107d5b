/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pieces that plans of sheets are put together from: lines, rows, cells, widths, heights. For plan.c, figure.c, rows.c. */
#ifndef RENDER_XLSX_BUILD_H
#define RENDER_XLSX_BUILD_H

#include "render/data/figures.h"
#include "render/data/notes.h"
#include "render/xlsx/names.h"
#include "render/xlsx/plan.h"

struct xlsx_planner {
    const struct document *document;
    struct arena *keep;
    struct xlsx_plan *plan;
    struct names *sheet_names, *table_names;
    struct data_note_places note_places;
    struct text contents; /* name of the sheet that all others lead back to */
    struct error *err;
    bool ok; /* false once something could not be planned; planning goes on */
};

/* A new last sheet with its title in A1, `marks` of footnotes behind it, and, where the document has one, its mark below. */
struct xlsx_sheet *xlsx_sheet_new(struct xlsx_planner *planner, struct text wanted_name, struct text title, struct text marks);

/* A line in column A; none for an empty text. xlsx_measure() wraps long ones. */
void xlsx_add_line(struct xlsx_planner *planner, struct xlsx_sheet *sheet, struct text text, enum xlsx_look look);
void xlsx_add_link(struct xlsx_planner *planner, struct xlsx_sheet *sheet, struct text text, struct text target);

/* A new last row of empty cells; fill them before the next one is made. */
struct xlsx_cell *xlsx_add_row(struct xlsx_planner *planner, struct xlsx_sheet *sheet, size_t count);

struct xlsx_cell xlsx_text(struct xlsx_planner *planner, struct text text, enum xlsx_look look);
/* Languages differ in whether a space stands before the sign: the printed form says. */
bool xlsx_is_closed(const struct doc_cell *percentage);
struct xlsx_cell xlsx_number(struct xlsx_planner *planner, int64_t number, enum xlsx_look look);

/* Begins the table: the next row is that of the headings. `name` is made unique. */
void xlsx_begin_table(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const char *name, size_t column_count);

/* Bounds on column widths, in characters. */
struct xlsx_widths {
    double first_min, first_max, other_max;
};

/* How many lines a text fills where there is room for so many digits, words being kept whole; `scale` is the size of its font. */
size_t xlsx_lines_of(struct text text, double width, double scale);

/* The height of a row of one line. */
#define XLSX_LINE_PT 15.0

/* Counts the rows, makes each of them once and so finds what cannot be made, and sets the widths of the columns. The sheet's
 * last step. */
void xlsx_measure(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct xlsx_widths *bounds);

/* A sheet of one figure: its lines, its table, its chart. */
void xlsx_plan_figure(struct xlsx_planner *planner, const struct data_figure *figure);

#endif
