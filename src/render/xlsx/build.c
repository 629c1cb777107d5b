/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lines, rows and cells of planned sheets. */
#include "render/xlsx/build.h"

#include "base/number.h"

enum { CELL_CHARACTERS_MAX = 32767 };

static const int64_t NUMBER_MAX = (int64_t)1 << 53; /* whole numbers a double holds exactly */

/* Enough to find a long text by. */
static struct text beginning(struct text t)
{
    size_t len = 40;
    while (!text_valid(text_slice(t, 0, len)))
        len--;
    return text_slice(t, 0, len);
}

struct xlsx_cell xlsx_text(struct xlsx_planner *planner, struct text text, enum xlsx_look look)
{
    struct xlsx_cell cell = {.kind = XLSX_TEXT, .look = look, .text = TEXT_EMPTY};
    if (!text.len || text_valid(text))
        cell.text = data_guarded(text, planner->keep);
    else
        planner->ok = error_set(planner->err, ERROR_SYSTEM, "a text for the workbook is not UTF-8");
    if (cell.text.len > CELL_CHARACTERS_MAX && text_width(cell.text) > CELL_CHARACTERS_MAX)
        planner->ok = error_set(planner->err, ERROR_INPUT,
                                "'%.*s…' is longer than the %d characters of a workbook's cell", TEXT_ARGS(beginning(cell.text)),
                                CELL_CHARACTERS_MAX);
    if (!cell.text.len)
        cell.kind = XLSX_EMPTY;
    return cell;
}

bool xlsx_is_closed(const struct doc_cell *percentage)
{
    const struct text t = percentage->text;
    return t.len >= 2 && t.ptr[t.len - 1] == '%' && t.ptr[t.len - 2] >= '0' && t.ptr[t.len - 2] <= '9';
}

struct xlsx_cell xlsx_number(struct xlsx_planner *planner, int64_t number, enum xlsx_look look)
{
    if (number > NUMBER_MAX || number < -NUMBER_MAX)
        planner->ok = error_set(planner->err, ERROR_INPUT, "a number is too large for a workbook's cell");
    return (struct xlsx_cell){.kind = XLSX_NUMBER, .look = look, .number = number};
}

int xlsx_value_decimals(const struct xlsx_cell *cell)
{
    return cell->kind == XLSX_PERCENT ? cell->decimals + 2 : cell->decimals;
}

double xlsx_value(const struct xlsx_cell *cell)
{
    return (double)cell->number / (double)number_scale(xlsx_value_decimals(cell));
}

/* Exact: as many decimals as its last one was made of. */
void xlsx_add_value(struct text_builder *b, const struct xlsx_cell *cell)
{
    number_add_decimal(b, xlsx_value(cell), xlsx_value_decimals(cell));
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

struct xlsx_sheet *xlsx_sheet_new(struct xlsx_planner *planner, struct text wanted_name, struct text title, struct text marks)
{
    struct xlsx_sheet *sheet = ARENA_NEW(planner->keep, struct xlsx_sheet);
    sheet->name = xlsx_sheet_name(wanted_name, planner->sheet_names, planner->keep);
    sheet->title = xlsx_text(planner, title.len ? title : wanted_name, XLSX_LOOK_TITLE).text;
    ARENA_PUSH(planner->keep, &planner->plan->sheets, sheet);
    xlsx_add_line(planner, sheet, marks.len ? text_format(planner->keep, "%.*s %.*s", TEXT_ARGS(sheet->title), TEXT_ARGS(marks))
                                            : sheet->title, XLSX_LOOK_TITLE);
    xlsx_add_line(planner, sheet, planner->document->mark, XLSX_LOOK_MARK);
    return sheet;
}

void xlsx_begin_table(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const char *name, size_t column_count)
{
    sheet->table_row = sheet->rows.count;
    sheet->column_count = column_count;
    sheet->table_name = xlsx_table_name(text_of(name), planner->table_names, planner->keep);
}
