/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goes through the rows of a planned sheet, and measures them. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "render/xlsx/build.h"
#include "render/xlsx/native_chart.h"

enum {
    ROWS_MAX = 1048576, /* of Excel's sheets */
    COLUMNS_MAX = 16384,
    ROWS_PER_SCRATCH = 64,
    PAGE_WIDTH = 110,   /* characters that fit across a landscape page */
    CHART_WIDTH = 90,   /* the same for a chart */
    WRAPPED_WIDTH = 56, /* column A is at least so wide where a line is wrapped */
};

/* How much wider than the ordinary 11 point font the characters of the title (14 point bold) are, a reserve for
 * readers that put another font in the place of Calibri, and how much wider letters in bold are than their digits. */
static const double TITLE_SCALE = 1.35, FONT_RESERVE = 1.1, BOLD_SCALE = 1.06;
static const double TITLE_LINE_PT = 19.5;

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static bool is_title(enum xlsx_look look)
{
    return look == XLSX_LOOK_TITLE || look == XLSX_LOOK_TITLE_WRAPPED;
}

static bool is_text(enum xlsx_look look)
{
    return look == XLSX_LOOK_TEXT || look == XLSX_LOOK_TEXT_INDENTED;
}

static bool is_wrapped(enum xlsx_look look)
{
    return look == XLSX_LOOK_TITLE_WRAPPED || look == XLSX_LOOK_LINE_WRAPPED || look == XLSX_LOOK_HEADING ||
           look == XLSX_LOOK_HEADING_RIGHT || look == XLSX_LOOK_HEADING_INDENTED || look == XLSX_LOOK_TEXT_TOTAL ||
           is_text(look);
}

static double scale_of(enum xlsx_look look)
{
    const bool bold = look != XLSX_LOOK_LINE_WRAPPED && !is_text(look);
    return (bold ? BOLD_SCALE : 1) * (is_title(look) ? TITLE_SCALE : 1);
}

/* ---- heights ---- */

/* A column is as wide as so many digits of whatever font is at hand. In these, what characters take at most in Calibri, Arial and
 * DejaVu Sans, which stand in for each other. */
static const double SPACE = 0.5;

static double character_width(uint32_t c)
{
    static const struct {
        const char *characters;
        double width;
    } known[] = {{"ijlI.,:;'|!", 0.5}, {"frt()[]-\"", 0.7}, {"aceksvxyz0123456789", 1},
                 {"+=<>#~&", 1.35}, {"mw", 1.6}, {"MW%@", 1.8}};
    for (size_t i = 0; c < 0x80 && i < sizeof known / sizeof *known; i++)
        if (strchr(known[i].characters, (int)c))
            return known[i].width;
    if (c >= 0x2000)
        return 2; /* dashes, quotes and whole words of other scripts */
    return g_unichar_isupper(c) ? 1.4 : 1.05;
}

static double words_width(struct text words)
{
    double width = 0;
    for (size_t at = 0; at < words.len;)
        width += character_width(text_next(words, &at));
    return width;
}

size_t xlsx_lines_of(struct text text, double width, double scale)
{
    const double widest = 1.8; /* of a byte */
    size_t lines = 1;
    double used = 0;
    if ((double)text.len * widest * scale <= width)
        return lines;
    while (text.len) {
        const struct text word = text_cut(&text, ' ');
        const double needs = words_width(word) * scale;
        if (used > 0 && used + SPACE * scale + needs > width) {
            lines++;
            used = 0;
        }
        used += (used > 0 ? SPACE * scale : 0) + needs;
        for (; used > width; used -= width)
            lines++;
    }
    return lines;
}

static double height_of(const struct xlsx_row *row, const double *widths)
{
    double height = XLSX_LINE_PT;
    for (size_t i = 0; i < row->count; i++) {
        const struct xlsx_cell *cell = &row->cells[i];
        const size_t lines = is_wrapped(cell->look) ? xlsx_lines_of(cell->text, widths[i], scale_of(cell->look)) : 1;
        height = larger(height, (double)lines * (is_title(cell->look) ? TITLE_LINE_PT : XLSX_LINE_PT));
    }
    const double highest = 409; /* ECMA-376 part 1, 18.3.1.73 */
    return smaller(height, highest);
}

/* ---- rows ---- */

struct xlsx_rows xlsx_rows(const struct xlsx_sheet *sheet, struct error *err)
{
    return (struct xlsx_rows){.sheet = sheet, .scratch = arena_new(), .err = err};
}

void xlsx_rows_done(struct xlsx_rows *it)
{
    arena_free(it->scratch);
    it->scratch = NULL;
}

static bool make_row(struct xlsx_rows *it, struct xlsx_row *ret_row)
{
    const struct xlsx_sheet *sheet = it->sheet;
    if (it->next % ROWS_PER_SCRATCH == 0) {
        arena_free(it->scratch);
        it->scratch = arena_new();
    }
    struct xlsx_planner with = {.keep = it->scratch, .err = it->err, .ok = true};
    struct xlsx_cell *cells = ARENA_ARRAY(it->scratch, struct xlsx_cell, sheet->column_count);
    if (!sheet->make(it, &with, cells) || !with.ok)
        return false;
    for (size_t i = 0; i < sheet->column_count; i++)
        if (sheet->indented[i] && cells[i].look == XLSX_LOOK_TEXT)
            cells[i].look = XLSX_LOOK_TEXT_INDENTED;
    *ret_row = (struct xlsx_row){.cells = cells, .count = sheet->column_count};
    return true;
}

bool xlsx_rows_next(struct xlsx_rows *it, struct xlsx_row *ret_row)
{
    const struct xlsx_sheet *sheet = it->sheet;
    struct xlsx_row row;
    if (it->next < sheet->rows.count)
        row = sheet->rows.items[it->next];
    else if (!sheet->make || !make_row(it, &row))
        return false;
    row.height_pt = sheet->widths ? height_of(&row, sheet->widths) : XLSX_LINE_PT;
    it->next++;
    *ret_row = row;
    return true;
}

/* ---- widths ---- */

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

double xlsx_column_px(double characters)
{
    const double margin_px = 5;
    return floor(characters * XLSX_DIGIT_PX + 0.5) + margin_px;
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
        return (double)(digits_of(cell->number) + (cell->decimals > 0)) * FONT_RESERVE + margin +
               (cell->kind == XLSX_PERCENT ? 2 : 0);
    case XLSX_EMPTY:
        break;
    }
    return 0;
}

/* Bytes are no fewer than characters, and most texts are as long as others before them. */
static double widened(double width, const struct xlsx_cell *cell, double bound)
{
    const double margin = 3;
    const bool fits = cell->kind == XLSX_TEXT && (double)cell->text.len * FONT_RESERVE + margin <= width;
    return fits ? width : larger(width, wanted_width(cell, bound));
}

static void measure_row(struct xlsx_sheet *sheet, const struct xlsx_row *row, const struct xlsx_widths *bounds,
                        double *widths)
{
    for (size_t i = 0; i < row->count; i++)
        widths[i] = widened(widths[i], &row->cells[i], i ? bounds->other_max : bounds->first_max);
    for (size_t i = 0; sheet->row_count > sheet->table_row && i < row->count; i++)
        sheet->worded[i] = sheet->worded[i] && is_text(row->cells[i].look);
}

static bool fits(struct xlsx_planner *planner, const struct xlsx_sheet *sheet)
{
    return (sheet->row_count <= ROWS_MAX && sheet->column_count <= COLUMNS_MAX) ||
           error_set(planner->err, ERROR_INPUT, "%.*s: a table has more than the %d rows or %d columns that a workbook allows",
                     TEXT_ARGS(sheet->name), ROWS_MAX, COLUMNS_MAX);
}

/* Counts the rows too. */
static void measure_table(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct xlsx_widths *bounds,
                          double *widths)
{
    const double narrowest = 11;
    for (size_t i = 0; i < sheet->column_count; i++) {
        widths[i] = i ? narrowest : bounds->first_min;
        sheet->worded[i] = true;
    }
    struct xlsx_rows it = xlsx_rows(sheet, planner->err);
    for (struct xlsx_row row; xlsx_rows_next(&it, &row); sheet->row_count++)
        if (sheet->column_count && sheet->row_count >= sheet->table_row)
            measure_row(sheet, &row, bounds, widths);
    xlsx_rows_done(&it);
    planner->ok = fits(planner, sheet) && planner->ok && planner->err->kind == ERROR_NONE;
}

/* How far a line may run: across the table and the chart beside it, and across a landscape page in any case. */
static double room_of(const struct xlsx_sheet *sheet, const double *widths)
{
    double room = sheet->chart ? CHART_WIDTH : 0;
    for (size_t i = 0; i < sheet->column_count; i++)
        room += widths[i];
    return larger(room, PAGE_WIDTH);
}

static bool is_too_long(const struct xlsx_cell *cell, double room)
{
    const bool line = cell->look == XLSX_LOOK_TITLE || cell->look == XLSX_LOOK_LINE;
    return line && (double)text_width(cell->text) * (is_title(cell->look) ? TITLE_SCALE : 1) > room;
}

/* Longer lines are wrapped, in a column A that is wide enough for it. */
static void measure_lines(struct xlsx_sheet *sheet, double *widths)
{
    const size_t count = sheet->column_count ? sheet->table_row : sheet->rows.count;
    const double room = room_of(sheet, widths);
    for (size_t row = 0; row < count; row++) {
        struct xlsx_cell *cell = &sheet->rows.items[row].cells[0];
        if (!is_too_long(cell, room))
            continue;
        cell->look = is_title(cell->look) ? XLSX_LOOK_TITLE_WRAPPED : XLSX_LOOK_LINE_WRAPPED;
        widths[0] = larger(widths[0], WRAPPED_WIDTH);
    }
}

/* A column of words keeps its distance from the numbers before it. */
static void indent_columns(struct xlsx_sheet *sheet)
{
    for (size_t column = 1; column < sheet->column_count; column++) {
        struct xlsx_cell *headings = sheet->rows.items[sheet->table_row].cells;
        sheet->indented[column] =
            headings[column].look == XLSX_LOOK_HEADING && headings[column - 1].look == XLSX_LOOK_HEADING_RIGHT;
        if (sheet->indented[column])
            headings[column].look = XLSX_LOOK_HEADING_INDENTED;
    }
}

/* ---- pages ---- */

/* Of A4 across without its margins, as sheet.c and the styles of ODS have them. */
static const double PAGE_WIDTH_PT = 741, PAGE_HEIGHT_PT = 487;

/* With the chart beside the table. */
static double printed_width(const struct xlsx_sheet *sheet)
{
    double width_pt = sheet->chart ? (XLSX_CHART_WIDTH_PX + XLSX_CHART_OFFSET_PX) * XLSX_PX_PT : 0;
    for (size_t i = 0; i < sheet->column_count; i++)
        width_pt += xlsx_column_px(sheet->widths[i]) * XLSX_PX_PT;
    return width_pt;
}

static double printed_height(const struct xlsx_sheet *sheet, struct error *err)
{
    double height_pt = 0, chart_pt = 0;
    struct xlsx_rows it = xlsx_rows(sheet, err);
    for (struct xlsx_row row; xlsx_rows_next(&it, &row); height_pt += row.height_pt)
        if (sheet->chart && it.next == sheet->table_row + 1)
            chart_pt = height_pt + xlsx_chart_height_px(sheet->chart) * XLSX_PX_PT;
    xlsx_rows_done(&it);
    return larger(height_pt, chart_pt);
}

/* From what may be more than a page, by what programs and their fonts differ in, to what is printed less than a fifth smaller; what
 * fits is printed as large as it is. Of more rows than that nothing has to be measured. */
static bool is_about_a_page(const struct xlsx_sheet *sheet, struct error *err)
{
    const double least = 0.75, most = 1.24;
    if (!sheet->column_count || (double)sheet->row_count * XLSX_LINE_PT > 4 * PAGE_HEIGHT_PT)
        return false;
    const double scale = smaller(1, PAGE_WIDTH_PT / printed_width(sheet));
    const double pages = printed_height(sheet, err) * scale / PAGE_HEIGHT_PT;
    return pages > least && pages < most;
}

void xlsx_measure(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct xlsx_widths *bounds)
{
    const size_t count = sheet->column_count ? sheet->column_count : 1;
    double *widths = ARENA_ARRAY(planner->keep, double, count);
    widths[0] = bounds->first_min;
    sheet->indented = ARENA_ARRAY(planner->keep, bool, count);
    sheet->worded = ARENA_ARRAY(planner->keep, bool, count);
    indent_columns(sheet);
    measure_table(planner, sheet, bounds, widths);
    measure_lines(sheet, widths);
    sheet->widths = widths; /* from now on rows have heights */
    sheet->is_on_one_page = is_about_a_page(sheet, planner->err);
}
