/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lines, rows and cells of planned sheets. */
#include "render/xlsx/build.h"

#include <string.h>

enum {
    CELL_CHARACTERS_MAX = 32767,
    PAGE_WIDTH = 110,   /* characters that fit across a landscape page */
    CHART_WIDTH = 90,   /* the same for a chart */
    WRAPPED_WIDTH = 56, /* column A is at least so wide where a line is wrapped */
};

static const int64_t NUMBER_MAX = (int64_t)1 << 53; /* whole numbers a double holds exactly */

/* How much wider than the ordinary 11 point font the characters of the title (14 point bold) are, and a reserve for
 * readers that put another font in the place of Calibri. */
static const double TITLE_SCALE = 1.35, FONT_RESERVE = 1.1;
static const double LINE_PT = 15.0, TITLE_LINE_PT = 19.5;

static bool is_title(enum xlsx_look look)
{
    return look == XLSX_LOOK_TITLE || look == XLSX_LOOK_TITLE_WRAPPED;
}

struct xlsx_cell xlsx_text(struct xlsx_planner *planner, struct text text, enum xlsx_look look)
{
    struct xlsx_cell cell = {.kind = XLSX_TEXT, .look = look, .text = TEXT_EMPTY};
    if (!text.len || text_valid(text))
        cell.text = data_guarded(text, planner->keep);
    else
        planner->ok = error_set(planner->err, ERROR_SYSTEM, "a text for the workbook is not UTF-8");
    if (text_width(cell.text) > CELL_CHARACTERS_MAX)
        planner->ok = error_set(planner->err, ERROR_INPUT,
                                "a text is longer than the %d characters of a workbook's cell", CELL_CHARACTERS_MAX);
    if (!cell.text.len)
        cell.kind = XLSX_EMPTY;
    return cell;
}

struct xlsx_cell xlsx_number(struct xlsx_planner *planner, int64_t number, enum xlsx_look look)
{
    if (number > NUMBER_MAX || number < -NUMBER_MAX)
        planner->ok = error_set(planner->err, ERROR_INPUT, "a number is too large for a workbook's cell");
    return (struct xlsx_cell){.kind = XLSX_NUMBER, .look = look, .number = number};
}

struct xlsx_cell *xlsx_add_row(struct xlsx_planner *planner, struct xlsx_sheet *sheet, size_t count)
{
    const struct xlsx_row row = {.cells = ARENA_ARRAY(planner->keep, struct xlsx_cell, count), .count = count};
    ARENA_PUSH(planner->keep, &sheet->rows, row);
    return row.cells;
}

void xlsx_add_line(struct xlsx_planner *planner, struct xlsx_sheet *sheet, struct text text, enum xlsx_look look)
{
    const struct xlsx_cell cell = xlsx_text(planner, text, look);
    if (cell.kind != XLSX_EMPTY)
        xlsx_add_row(planner, sheet, 1)[0] = cell;
}

void xlsx_add_link(struct xlsx_planner *planner, struct xlsx_sheet *sheet, struct text text, struct text target)
{
    struct xlsx_cell cell = xlsx_text(planner, text, XLSX_LOOK_LINK);
    cell.link = target;
    if (cell.kind == XLSX_TEXT)
        xlsx_add_row(planner, sheet, 1)[0] = cell;
}

struct xlsx_sheet *xlsx_sheet_new(struct xlsx_planner *planner, struct text wanted_name, struct text title)
{
    struct xlsx_sheet *sheet = ARENA_NEW(planner->keep, struct xlsx_sheet);
    sheet->name = xlsx_sheet_name(wanted_name, planner->sheet_names, planner->keep);
    sheet->title = xlsx_text(planner, title.len ? title : wanted_name, XLSX_LOOK_TITLE).text;
    ARENA_PUSH(planner->keep, &planner->plan->sheets, sheet);
    xlsx_add_line(planner, sheet, sheet->title, XLSX_LOOK_TITLE);
    xlsx_add_line(planner, sheet, planner->document->mark, XLSX_LOOK_MARK);
    return sheet;
}

void xlsx_begin_table(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const char *name, size_t column_count)
{
    sheet->table_row = sheet->rows.count;
    sheet->column_count = column_count;
    sheet->table_name = xlsx_table_name(text_of(name), planner->table_names, planner->keep);
}

/* ---- widths and heights ---- */

bool xlsx_is_text(enum xlsx_look look)
{
    return look == XLSX_LOOK_TEXT || look == XLSX_LOOK_TEXT_INDENTED;
}

static bool is_wrapped(enum xlsx_look look)
{
    return look == XLSX_LOOK_TITLE_WRAPPED || look == XLSX_LOOK_LINE_WRAPPED || look == XLSX_LOOK_HEADING ||
           look == XLSX_LOOK_HEADING_RIGHT || look == XLSX_LOOK_HEADING_INDENTED || look == XLSX_LOOK_TEXT_TOTAL ||
           xlsx_is_text(look);
}

static double scale_of(enum xlsx_look look)
{
    return is_title(look) ? TITLE_SCALE * FONT_RESERVE : FONT_RESERVE;
}

/* How many lines a text fills in a column, words being kept whole; `scale` is the width of a character. */
static size_t lines_of(struct text text, double width, double scale)
{
    size_t lines = 1;
    double used = 0;
    while (text.len) {
        const struct text word = text_cut(&text, ' ');
        const double needs = (double)text_width(word) * scale;
        if (used > 0 && used + scale + needs > width) {
            lines++;
            used = 0;
        }
        used += (used > 0 ? scale : 0) + needs;
        for (; used > width; used -= width)
            lines++;
    }
    return lines;
}

static size_t digits_of(int64_t number)
{
    size_t digits = number < 0 ? 2 : 1;
    for (; number / 10; number /= 10)
        digits++;
    return digits + digits / 3;
}

static size_t longest_word(struct text text)
{
    size_t longest = 0;
    while (text.len) {
        const size_t width = text_width(text_cut(&text, ' '));
        longest = width > longest ? width : longest;
    }
    return longest;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

/* What the cell asks of its column: all of it up to the bound, but never less than its longest word. */
static double wanted_width(const struct xlsx_cell *cell, double bound)
{
    const double margin = 3;
    switch (cell->kind) {
    case XLSX_TEXT:
        return larger(smaller((double)text_width(cell->text) * FONT_RESERVE + margin, bound),
                      (double)longest_word(cell->text) * FONT_RESERVE + margin);
    case XLSX_NUMBER:
    case XLSX_PERCENT:
        return (double)digits_of(cell->number) * FONT_RESERVE + margin + (cell->kind == XLSX_PERCENT ? 2 : 0);
    case XLSX_EMPTY:
        break;
    }
    return 0;
}

static void measure_columns(struct xlsx_sheet *sheet, const struct xlsx_widths *bounds)
{
    const double narrowest = 11;
    for (size_t row = sheet->table_row; sheet->column_count && row < sheet->rows.count; row++) {
        const struct xlsx_row *cells = &sheet->rows.items[row];
        for (size_t i = 0; i < cells->count; i++) {
            const double bound = i ? bounds->other_max : bounds->first_max;
            sheet->widths[i] = larger(sheet->widths[i], wanted_width(&cells->cells[i], bound));
            sheet->widths[i] = larger(sheet->widths[i], i ? narrowest : bounds->first_min);
        }
    }
}

/* How far a line may run: across the table and the chart beside it, and across a landscape page in any case. */
static double room_of(const struct xlsx_sheet *sheet)
{
    double room = sheet->chart ? CHART_WIDTH : 0;
    for (size_t i = 0; i < sheet->column_count; i++)
        room += sheet->widths[i];
    return larger(room, PAGE_WIDTH);
}

static bool is_too_long(const struct xlsx_cell *cell, double room)
{
    const bool line = cell->look == XLSX_LOOK_TITLE || cell->look == XLSX_LOOK_LINE;
    return line && (double)text_width(cell->text) * (is_title(cell->look) ? TITLE_SCALE : 1) > room;
}

/* Longer lines are wrapped, in a column A that is wide enough for it. */
static void measure_lines(struct xlsx_sheet *sheet)
{
    const size_t count = sheet->column_count ? sheet->table_row : sheet->rows.count;
    const double room = room_of(sheet);
    for (size_t row = 0; row < count; row++) {
        struct xlsx_cell *cell = &sheet->rows.items[row].cells[0];
        if (!is_too_long(cell, room))
            continue;
        cell->look = is_title(cell->look) ? XLSX_LOOK_TITLE_WRAPPED : XLSX_LOOK_LINE_WRAPPED;
        sheet->widths[0] = larger(sheet->widths[0], WRAPPED_WIDTH);
    }
}

static double height_of(const struct xlsx_row *row, const double *widths)
{
    double height = LINE_PT;
    for (size_t i = 0; i < row->count; i++) {
        const struct xlsx_cell *cell = &row->cells[i];
        const size_t lines = is_wrapped(cell->look) ? lines_of(cell->text, widths[i], scale_of(cell->look)) : 1;
        height = larger(height, (double)lines * (is_title(cell->look) ? TITLE_LINE_PT : LINE_PT));
    }
    const double highest = 409; /* ECMA-376 part 1, 18.3.1.73 */
    return smaller(height, highest);
}

/* A column of words keeps its distance from the numbers before it. */
static void indent_columns(struct xlsx_sheet *sheet)
{
    for (size_t column = 1; column < sheet->column_count; column++) {
        struct xlsx_cell *headings = sheet->rows.items[sheet->table_row].cells;
        if (headings[column].look != XLSX_LOOK_HEADING || headings[column - 1].look != XLSX_LOOK_HEADING_RIGHT)
            continue;
        headings[column].look = XLSX_LOOK_HEADING_INDENTED;
        for (size_t row = sheet->table_row + 1; row < sheet->rows.count; row++) {
            struct xlsx_cell *cell = &sheet->rows.items[row].cells[column];
            cell->look = cell->look == XLSX_LOOK_TEXT ? XLSX_LOOK_TEXT_INDENTED : cell->look;
        }
    }
}

void xlsx_measure(struct xlsx_sheet *sheet, const struct xlsx_widths *bounds, struct arena *keep)
{
    sheet->widths = ARENA_ARRAY(keep, double, sheet->column_count ? sheet->column_count : 1);
    sheet->widths[0] = bounds->first_min;
    indent_columns(sheet);
    measure_columns(sheet, bounds);
    measure_lines(sheet);
    for (size_t row = 0; row < sheet->rows.count; row++)
        sheet->rows.items[row].height_pt = height_of(&sheet->rows.items[row], sheet->widths);
}
