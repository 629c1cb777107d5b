/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts a plan into libxlsxwriter's hands. */
#include "render/xlsx/book.h"

#include <locale.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "render/xlsx/native_chart.h"
#include "render/xlsx/xml.h"

enum { PAPER_A4 = 9, SECONDS_PER_DAY = 86400 };

/* ---- how cells look ---- */

struct look {
    double size_pt; /* 0: the default font as it is */
    bool bold, wrap, right, indented, line_above, line_below;
    const char *number_format;
};

/* Numbers stand at the very edge of their columns: LibreOffice forgets an indent there where the cell before differs only in
 * how numbers are written. Texts that follow a column of numbers are indented instead. */
static const struct look looks[] = {
    [XLSX_LOOK_TITLE] = {.size_pt = 14, .bold = true},
    [XLSX_LOOK_TITLE_WRAPPED] = {.size_pt = 14, .bold = true, .wrap = true},
    [XLSX_LOOK_LINE] = {0},
    [XLSX_LOOK_LINE_WRAPPED] = {.wrap = true},
    [XLSX_LOOK_MARK] = {.bold = true},
    [XLSX_LOOK_LINK] = {0}, /* the library's own format for links */
    [XLSX_LOOK_HEADING] = {.bold = true, .wrap = true, .line_below = true},
    [XLSX_LOOK_HEADING_RIGHT] = {.bold = true, .wrap = true, .right = true, .line_below = true},
    [XLSX_LOOK_HEADING_INDENTED] = {.bold = true, .wrap = true, .indented = true, .line_below = true},
    [XLSX_LOOK_TEXT] = {.wrap = true},
    [XLSX_LOOK_TEXT_TOTAL] = {.wrap = true, .bold = true, .line_above = true},
    [XLSX_LOOK_TEXT_INDENTED] = {.wrap = true, .indented = true},
    [XLSX_LOOK_SYMBOL] = {.right = true},
    [XLSX_LOOK_SYMBOL_TOTAL] = {.right = true, .bold = true, .line_above = true},
    [XLSX_LOOK_COUNT] = {.number_format = "#,##0"},
    [XLSX_LOOK_COUNT_TOTAL] = {.number_format = "#,##0", .bold = true, .line_above = true},
    [XLSX_LOOK_PERCENT] = {.number_format = "0 %"},
    [XLSX_LOOK_PERCENT_TOTAL] = {.number_format = "0 %", .bold = true, .line_above = true},
    [XLSX_LOOK_PERCENT_CLOSED] = {.number_format = "0%"},
    [XLSX_LOOK_PERCENT_CLOSED_TOTAL] = {.number_format = "0%", .bold = true, .line_above = true},
    [XLSX_LOOK_POINTS] = {.number_format = "0\" %\""},
};
_Static_assert(sizeof looks / sizeof *looks == XLSX_LOOKS, "every look has its format");

static lxw_format *format_new(lxw_workbook *workbook, const struct look *look)
{
    lxw_format *format = workbook_add_format(workbook);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (look->size_pt > 0)
        format_set_font_size(format, look->size_pt);
    if (look->bold)
        format_set_bold(format);
    if (look->wrap)
        format_set_text_wrap(format);
    if (look->right || look->number_format)
        format_set_align(format, LXW_ALIGN_RIGHT);
    if (look->indented)
        format_set_indent(format, 1);
    if (look->line_above)
        format_set_top(format, LXW_BORDER_THIN);
    if (look->line_below)
        format_set_bottom(format, LXW_BORDER_THIN);
    if (look->number_format)
        format_set_num_format(format, look->number_format);
    return format;
}

/* ---- sheets ---- */

/* A workbook that is being written. */
struct book {
    lxw_workbook *workbook;
    lxw_format *formats[XLSX_LOOKS];
    struct arena *scratch;
    lxw_error failure; /* the first */
};

static void check(struct book *book, lxw_error result)
{
    if (book->failure == LXW_NO_ERROR)
        book->failure = result;
}

static char *string_of(struct book *book, struct text t)
{
    return text_to_c(book->scratch, xlsx_string_escape(t, book->scratch));
}

static lxw_error write_text(struct book *book, lxw_worksheet *to, size_t row, size_t column,
                            const struct xlsx_cell *cell)
{
    const char *string = string_of(book, cell->text);
    if (!cell->link.len)
        return worksheet_write_string(to, (lxw_row_t)row, (lxw_col_t)column, string, book->formats[cell->look]);
    const char *target = text_format(book->scratch, "internal:'%.*s'!A1", TEXT_ARGS(cell->link)).ptr;
    return worksheet_write_url_opt(to, (lxw_row_t)row, (lxw_col_t)column, target, NULL, string, NULL);
}

static lxw_error write_cell(struct book *book, lxw_worksheet *to, size_t row, size_t column,
                            const struct xlsx_cell *cell)
{
    const double number = (double)cell->number;
    switch (cell->kind) {
    case XLSX_TEXT:
        return write_text(book, to, row, column, cell);
    case XLSX_NUMBER:
        return worksheet_write_number(to, (lxw_row_t)row, (lxw_col_t)column, number, book->formats[cell->look]);
    case XLSX_PERCENT:
        return worksheet_write_number(to, (lxw_row_t)row, (lxw_col_t)column, number / 100, book->formats[cell->look]);
    case XLSX_EMPTY:
        break;
    }
    return LXW_NO_ERROR;
}

static void write_rows(struct book *book, lxw_worksheet *to, const struct xlsx_sheet *sheet)
{
    for (size_t row = 0; row < sheet->rows.count; row++) {
        const struct xlsx_row *cells = &sheet->rows.items[row];
        check(book, worksheet_set_row(to, (lxw_row_t)row, cells->height_pt, NULL));
        for (size_t column = 0; column < cells->count; column++)
            check(book, write_cell(book, to, row, column, &cells->cells[column]));
    }
}

/* Marks the table up and so writes its headings a second time, the same. */
static void mark_table(struct book *book, lxw_worksheet *to, const struct xlsx_sheet *sheet)
{
    const struct xlsx_row *headings = &sheet->rows.items[sheet->table_row];
    lxw_table_column *columns = ARENA_ARRAY(book->scratch, lxw_table_column, sheet->column_count);
    lxw_table_column **list = ARENA_ARRAY(book->scratch, lxw_table_column *, sheet->column_count + 1);
    for (size_t i = 0; i < sheet->column_count; i++) {
        columns[i].header = string_of(book, headings->cells[i].text);
        columns[i].header_format = book->formats[headings->cells[i].look];
        list[i] = &columns[i];
    }
    lxw_table_options options = {
        .name = text_to_c(book->scratch, sheet->table_name),
        .no_autofilter = LXW_TRUE,
        .no_banded_rows = LXW_TRUE,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .style_type_number = 1,
        .columns = list,
    };
    check(book, worksheet_add_table(to, (lxw_row_t)sheet->table_row, 0, (lxw_row_t)sheet->rows.count - 1,
                                    (lxw_col_t)(sheet->column_count - 1), &options));
}

static bool is_text_column(const struct xlsx_sheet *sheet, size_t column)
{
    for (size_t row = sheet->table_row + 1; row < sheet->rows.count; row++)
        if (!xlsx_is_text(sheet->rows.items[row].cells[column].look))
            return false;
    return true;
}

/* Years and the like are texts in headings on purpose: no warning triangles there. */
static void allow_digits_in_headings(struct book *book, lxw_worksheet *to, const struct xlsx_sheet *sheet)
{
    struct text_builder ranges = {0};
    text_add_format(&ranges, "A%zu:A%zu", sheet->table_row + 1, sheet->rows.count);
    for (size_t column = 1; column < sheet->column_count; column++) {
        const size_t last = is_text_column(sheet, column) ? sheet->rows.count - 1 : sheet->table_row;
        const struct text range = xlsx_range(sheet, column, sheet->table_row, last, book->scratch);
        text_add_byte(&ranges, ' ');
        for (size_t i = text_find_byte(range, '!') + 1; i < range.len; i++)
            if (range.ptr[i] != '$')
                text_add_byte(&ranges, range.ptr[i]);
    }
    check(book, worksheet_ignore_errors(to, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                        text_to_c(book->scratch, text_built(&ranges))));
    text_builder_done(&ranges);
}

static void set_page(struct book *book, lxw_worksheet *to, const struct xlsx_sheet *sheet)
{
    worksheet_set_landscape(to);
    worksheet_set_paper(to, PAPER_A4);
    worksheet_fit_to_pages(to, 1, 0);
    if (sheet->repeat_headings)
        check(book, worksheet_repeat_rows(to, (lxw_row_t)sheet->table_row, (lxw_row_t)sheet->table_row));
    const size_t columns = sheet->column_count ? sheet->column_count : 1;
    for (size_t i = 0; i < columns; i++)
        check(book, worksheet_set_column(to, (lxw_col_t)i, (lxw_col_t)i, sheet->widths[i], NULL));
}

static void write_sheet(struct book *book, const struct xlsx_sheet *sheet)
{
    lxw_worksheet *to = workbook_add_worksheet(book->workbook, text_to_c(book->scratch, sheet->name));
    if (!to) {
        check(book, LXW_ERROR_PARAMETER_VALIDATION);
        return;
    }
    set_page(book, to, sheet);
    write_rows(book, to, sheet);
    if (sheet->column_count) {
        mark_table(book, to, sheet);
        allow_digits_in_headings(book, to, sheet);
    }
    if (sheet->chart)
        check(book, xlsx_insert_chart(book->workbook, to, sheet, book->scratch));
}

/* ---- the whole ---- */

/* The organisation is named, never a person; the date is the edition's, never today. */
static void set_properties(struct book *book, const struct document *document, date_day day)
{
    lxw_doc_properties properties = {
        .title = text_to_c(book->scratch, document->title),
        .author = text_to_c(book->scratch, document->publisher),
        .company = text_to_c(book->scratch, document->publisher),
        .created = (time_t)day * SECONDS_PER_DAY,
    };
    check(book, workbook_set_properties(book->workbook, &properties));
}

/* Closes and frees the workbook even when it fails. */
static bool write_book(struct book *book, const struct xlsx_plan *plan, date_day day, struct error *err)
{
    format_set_align(workbook_get_default_url_format(book->workbook), LXW_ALIGN_VERTICAL_TOP);
    for (size_t i = 0; i < XLSX_LOOKS; i++)
        book->formats[i] = format_new(book->workbook, &looks[i]);
    set_properties(book, plan->document, day);
    for (size_t i = 0; i < plan->sheets.count; i++)
        write_sheet(book, plan->sheets.items[i]);
    if (book->failure != LXW_NO_ERROR)
        lxw_workbook_free(book->workbook);
    else
        book->failure = workbook_close(book->workbook);
    return book->failure == LXW_NO_ERROR ||
           error_set(err, ERROR_SYSTEM, "cannot write the workbook: %s", lxw_strerror(book->failure));
}

static bool write_in_plain_locale(const struct xlsx_plan *plan, const char *path, const char *scratch_folder,
                                  struct error *err)
{
    date_day day;
    if (date_parse(plan->document->date_iso, DATE_ISO, &day) != DATE_PARSED)
        return error_set(err, ERROR_INPUT, "the document's date is not of the form yyyy-mm-dd");
    struct arena *scratch = arena_new();
    lxw_workbook_options options = {.tmpdir = text_to_c(scratch, text_of(scratch_folder))};
    struct book book = {.workbook = workbook_new_opt(path, &options), .scratch = scratch};
    const bool ok = book.workbook ? write_book(&book, plan, day, err)
                                  : error_set(err, ERROR_SYSTEM, "cannot begin the workbook");
    arena_free(scratch);
    return ok;
}

bool xlsx_book_write(const struct xlsx_plan *plan, const char *path, const char *scratch_folder, struct error *err)
{
    /* libxlsxwriter prints numbers with printf: a locale with a decimal comma would make them unreadable. */
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain)
        return error_set(err, ERROR_SYSTEM, "the C locale is missing");
    const locale_t before = uselocale(plain);
    const bool ok = write_in_plain_locale(plan, path, scratch_folder, err);
    uselocale(before);
    freelocale(plain);
    return ok;
}
