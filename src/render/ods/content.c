/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands before and behind the rows, and the rows. Form: OpenDocument 1.3 part 3, chapter 9. */
#include "render/ods/content.h"

#include <math.h>

#include "base/number.h"
#include "render/data/figures.h"
#include "render/ods/chart.h"
#include "render/ods/styles.h"
#include "render/xlsx/build.h"
#include "render/xlsx/sheet.h"
#include "render/xlsx/xml.h"

enum { PIECE_BYTES = 32 * 1024 }; /* so much is handed on at a time */

struct sizes {
    double *items; /* points; a style each, in the order in which they come */
    size_t count, capacity;
};

struct writing {
    const struct xlsx_plan *plan;
    struct text_builder xml;
    struct text cells[XLSX_LOOKS]; /* <table:table-cell table:style-name="Count" office:value-type=" */
    struct sizes widths, heights;
    size_t charts; /* so far */
    struct xlsx_packing *to;
    struct arena *keep;
    struct error *err;
};

static size_t column_count(const struct xlsx_sheet *sheet)
{
    return sheet->column_count ? sheet->column_count : 1;
}

void ods_add_range(struct text_builder *b, const struct xlsx_sheet *sheet, struct ods_range range)
{
    struct arena *scratch = arena_new();
    const struct text name = xlsx_xml_escape(sheet->name, scratch);
    text_add_format(b, "'%.*s'.", TEXT_ARGS(name));
    xlsx_add_column(b, range.first_column);
    text_add_format(b, "%zu:'%.*s'.", range.first_row + 1, TEXT_ARGS(name));
    xlsx_add_column(b, range.last_column);
    text_add_format(b, "%zu", range.last_row + 1);
    arena_free(scratch);
}

/* ---- cells ---- */

/* Most texts have nothing to escape. Those of cells are lines, without blanks that a reader of markup would lose (6.1.2). */
static void add_words(struct text_builder *b, struct text words)
{
    for (size_t i = 0; i < words.len; i++) {
        const char c = words.ptr[i];
        if (c == '&')
            text_add_c(b, "&amp;");
        else if (c == '<')
            text_add_c(b, "&lt;");
        else if (c == '>')
            text_add_c(b, "&gt;");
        else
            text_add_byte(b, c);
    }
}

void ods_add_paragraph(struct text_builder *b, struct text words)
{
    text_add(b, TEXT("<text:p>"));
    add_words(b, words);
    text_add(b, TEXT("</text:p>"));
}

/* To the first cell of the sheet. */
static void add_link(struct text_builder *b, const struct xlsx_cell *cell)
{
    text_add_c(b, "<text:p><text:a xlink:type=\"simple\" xlink:href=\"#'");
    add_words(b, cell->link);
    text_add_c(b, "'.A1\">");
    add_words(b, cell->text);
    text_add_c(b, "</text:a></text:p>");
}

/* What a program shows that does not know number formats: digits, and the sign of per cents. */
static void add_shown(struct text_builder *b, const struct xlsx_cell *cell)
{
    const bool closed = cell->look == XLSX_LOOK_PERCENT_CLOSED || cell->look == XLSX_LOOK_PERCENT_CLOSED_TOTAL ||
                        cell->look == XLSX_LOOK_TENTHS_CLOSED || cell->look == XLSX_LOOK_POINTS_CLOSED;
    text_add_c(b, "<text:p>");
    number_add_decimal(b, (double)cell->number / (double)number_scale(cell->decimals), cell->decimals);
    if (cell->kind == XLSX_PERCENT || cell->look == XLSX_LOOK_POINTS || cell->look == XLSX_LOOK_POINTS_CLOSED)
        text_add_c(b, closed ? "%" : "\u00A0%");
    text_add_c(b, "</text:p>");
}

static void add_cell(struct writing *w, const struct xlsx_cell *cell)
{
    if (cell->kind == XLSX_EMPTY) {
        text_add(&w->xml, TEXT("<table:table-cell/>"));
        return;
    }
    text_add(&w->xml, w->cells[cell->look]);
    if (cell->kind == XLSX_TEXT) {
        text_add(&w->xml, TEXT("string\">"));
        if (cell->link.len)
            add_link(&w->xml, cell);
        else
            ods_add_paragraph(&w->xml, cell->text);
    } else {
        text_add_c(&w->xml, cell->kind == XLSX_PERCENT ? "percentage\" office:value=\"" : "float\" office:value=\"");
        xlsx_add_value(&w->xml, cell);
        text_add(&w->xml, TEXT("\">"));
        add_shown(&w->xml, cell);
    }
    text_add(&w->xml, TEXT("</table:table-cell>"));
}

/* ---- sizes ---- */

/* The number of a size's style, which it gets when it comes for the first time. */
static size_t size_number(struct sizes *sizes, double size_pt, struct arena *keep)
{
    const double same = 0.001;
    for (size_t i = 0; i < sizes->count; i++)
        if (fabs(sizes->items[i] - size_pt) < same)
            return i;
    ARENA_PUSH(keep, sizes, size_pt);
    return sizes->count - 1;
}

/* As in the other form of the workbook. */
static double width_pt(double characters)
{
    return xlsx_column_px(characters) * XLSX_PX_PT;
}

static void find_sizes(struct writing *w)
{
    for (size_t i = 0; i < w->plan->sheets.count; i++) {
        const struct xlsx_sheet *sheet = w->plan->sheets.items[i];
        for (size_t column = 0; column < column_count(sheet); column++)
            size_number(&w->widths, width_pt(sheet->widths[column]), w->keep);
        struct xlsx_rows it = xlsx_rows(sheet, w->err);
        for (struct xlsx_row row; xlsx_rows_next(&it, &row);)
            size_number(&w->heights, row.height_pt, w->keep);
        xlsx_rows_done(&it);
    }
}

/* The heights are those of the other form, whose columns are as wide as so many digits of any font: here a font that takes the
 * place of ours may break lines elsewhere, and programs may measure anew. */
static void add_size_styles(struct writing *w, const struct sizes *sizes, const char *what, const char *property)
{
    for (size_t i = 0; i < sizes->count; i++) {
        text_add_format(&w->xml, "<style:style style:name=\"%s%zu\" style:family=\"table-%s\"><style:table-%s-properties %s=\"",
                        what, i + 1, what, what, property);
        number_add_decimal(&w->xml, sizes->items[i], 2);
        text_add_format(&w->xml, "pt\"%s/></style:style>",
                        sizes == &w->heights ? " style:use-optimal-row-height=\"true\"" : "");
    }
}

/* ---- sheets ---- */

/* The chart's place, beside the table, and its alternative text. The object is a part of its own. */
static void add_frame(struct writing *w, const struct xlsx_sheet *sheet)
{
    const struct text own = sheet->chart->source->alt;
    const struct text alt = data_line(own.len ? own : sheet->title, w->keep);
    w->charts++;
    text_add_format(&w->xml, "<table:table-cell><draw:frame draw:name=\"Chart %zu\" draw:style-name=\"frame\" draw:z-index=\"0\" "
                             "svg:x=\"15pt\" svg:y=\"0pt\"", w->charts);
    ods_add_chart_size(&w->xml, sheet->chart);
    text_add_format(&w->xml, "><draw:object xlink:href=\"./Object %zu\" xlink:type=\"simple\" xlink:show=\"embed\" "
                             "xlink:actuate=\"onLoad\"/><svg:title>", w->charts);
    add_words(&w->xml, sheet->chart->title);
    text_add_c(&w->xml, "</svg:title><svg:desc>");
    add_words(&w->xml, alt);
    text_add_c(&w->xml, "</svg:desc></draw:frame></table:table-cell>");
}

static void add_row(struct writing *w, const struct xlsx_row *row, const struct xlsx_sheet *charted)
{
    text_add(&w->xml, TEXT("<table:table-row table:style-name=\"row"));
    number_add_decimal(&w->xml, (double)(size_number(&w->heights, row->height_pt, w->keep) + 1), 0);
    text_add(&w->xml, TEXT("\">"));
    for (size_t i = 0; i < row->count; i++)
        add_cell(w, &row->cells[i]);
    if (charted)
        add_frame(w, charted);
    text_add(&w->xml, TEXT("</table:table-row>"));
}

static void hand_on(struct writing *w, size_t least)
{
    if (w->xml.len < least)
        return;
    xlsx_packing_add(w->to, text_built(&w->xml));
    w->xml.len = 0;
}

static void add_rows(struct writing *w, const struct xlsx_sheet *sheet)
{
    struct xlsx_rows it = xlsx_rows(sheet, w->err);
    for (struct xlsx_row row; xlsx_rows_next(&it, &row); hand_on(w, PIECE_BYTES)) {
        const bool headings = sheet->column_count && it.next == sheet->table_row + 1;
        const bool repeated = sheet->repeat_headings && headings;
        text_add_c(&w->xml, repeated ? "<table:table-header-rows>" : "");
        add_row(w, &row, headings && sheet->chart ? sheet : NULL);
        text_add_c(&w->xml, repeated ? "</table:table-header-rows>" : "");
    }
    xlsx_rows_done(&it);
}

/* Of tables on as many pages as they take, and on one. */
static const char *const table_styles[] = {"sheet", "page"};

static void add_sheet(struct writing *w, const struct xlsx_sheet *sheet)
{
    text_add_format(&w->xml, "<table:table table:name=\"%.*s\" table:style-name=\"%s\"><table:title>%.*s</table:title>",
                    TEXT_ARGS(xlsx_xml_escape(sheet->name, w->keep)), table_styles[sheet->is_on_one_page], TEXT_ARGS(xlsx_xml_escape(sheet->title, w->keep)));
    for (size_t i = 0; i < column_count(sheet); i++)
        text_add_format(&w->xml, "<table:table-column table:style-name=\"column%zu\"/>",
                        size_number(&w->widths, width_pt(sheet->widths[i]), w->keep) + 1);
    add_rows(w, sheet);
    text_add_c(&w->xml, "</table:table>");
}

/* The tables, by name. */
static void add_named_ranges(struct writing *w)
{
    text_add_c(&w->xml, "<table:database-ranges>");
    for (size_t i = 0; i < w->plan->sheets.count; i++) {
        const struct xlsx_sheet *sheet = w->plan->sheets.items[i];
        if (!sheet->column_count)
            continue;
        text_add_format(&w->xml, "<table:database-range table:name=\"%.*s\" table:target-range-address=\"",
                        TEXT_ARGS(sheet->table_name));
        ods_add_range(&w->xml, sheet, (struct ods_range){sheet->table_row, 0, sheet->row_count - 1, sheet->column_count - 1});
        text_add_c(&w->xml, "\" table:contains-header=\"true\" table:display-filter-buttons=\"false\"/>");
    }
    text_add_c(&w->xml, "</table:database-ranges>");
}

/* ---- the part ---- */

static void add_head(struct writing *w)
{
    text_add_c(&w->xml, ODS_XML_HEAD "<office:document-content" ODS_ROOT "><office:automatic-styles>");
    add_size_styles(w, &w->widths, "column", "style:column-width");
    add_size_styles(w, &w->heights, "row", "style:row-height");
    for (size_t i = 0; i < 2; i++)
        text_add_format(&w->xml, "<style:style style:name=\"%s\" style:family=\"table\" style:master-page-name=\"%s\">"
                                 "<style:table-properties table:display=\"true\" style:writing-mode=\"lr-tb\"/></style:style>",
                        table_styles[i], i ? ODS_MASTER_ONE_PAGE : ODS_MASTER_PAGE);
    text_add_c(&w->xml, "<style:style style:name=\"frame\" style:family=\"graphic\"><style:graphic-properties draw:stroke=\"none\" "
                        "draw:fill=\"none\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>");
}

static void begin_cells(struct writing *w)
{
    for (size_t i = 0; i < XLSX_LOOKS; i++) {
        w->xml.len = 0;
        text_add_c(&w->xml, "<table:table-cell table:style-name=\"");
        ods_add_style_name(&w->xml, (enum xlsx_look)i);
        text_add_c(&w->xml, "\" office:value-type=\"");
        w->cells[i] = text_copy(w->keep, text_built(&w->xml));
    }
    w->xml.len = 0;
}

bool ods_content_write(const struct xlsx_plan *plan, struct xlsx_packing *to, struct error *err)
{
    struct writing w = {.plan = plan, .to = to, .keep = arena_new(), .err = err};
    begin_cells(&w);
    find_sizes(&w);
    add_head(&w);
    for (size_t i = 0; i < plan->sheets.count; i++)
        add_sheet(&w, plan->sheets.items[i]);
    add_named_ranges(&w);
    text_add_c(&w.xml, "</office:spreadsheet></office:body></office:document-content>");
    hand_on(&w, 0);
    text_builder_done(&w.xml);
    arena_free(w.keep);
    return err->kind == ERROR_NONE;
}
