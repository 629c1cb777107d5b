/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands before and behind the rows, and the rows, which are put together from pieces that are the same for many cells.
 * Form: ECMA-376 part 1, 18.3.1.99. */
#include "render/xlsx/sheet.h"

#include "base/number.h"
#include "render/xlsx/build.h"
#include "render/xlsx/styles.h"
#include "render/xlsx/xml.h"

enum { PIECE_BYTES = 32 * 1024 }; /* so much is handed on at a time */

struct writing {
    struct text_builder xml;
    struct text_builder row;        /* its number */
    struct text *columns;           /* <c r="B */
    struct text styles[XLSX_LOOKS]; /* " s="4" */
    struct arena *keep;
};

void xlsx_add_column(struct text_builder *b, size_t column)
{
    char letters[8];
    size_t count = 0;
    for (size_t rest = column + 1; rest; rest = (rest - 1) / 26)
        letters[count++] = (char)('A' + (rest - 1) % 26);
    while (count)
        text_add_byte(b, letters[--count]);
}

static size_t column_count(const struct xlsx_sheet *sheet)
{
    return sheet->column_count ? sheet->column_count : 1;
}

/* ---- rows ---- */

static struct writing begin(const struct xlsx_sheet *sheet, struct arena *keep)
{
    const size_t count = column_count(sheet);
    struct writing w = {.columns = ARENA_ARRAY(keep, struct text, count), .keep = keep};
    for (size_t i = 0; i < count; i++) {
        w.xml.len = 0;
        text_add_c(&w.xml, "<c r=\"");
        xlsx_add_column(&w.xml, i);
        w.columns[i] = text_copy(keep, text_built(&w.xml));
    }
    for (size_t i = 0; i < XLSX_LOOKS; i++)
        w.styles[i] = text_format(keep, "\" s=\"%zu\"", xlsx_format_of((enum xlsx_look)i));
    w.xml.len = 0;
    return w;
}

/* Most texts have nothing to escape. */
static void add_text(struct writing *w, struct text text)
{
    bool plain = true;
    for (size_t i = 0; plain && i < text.len; i++)
        plain = text.ptr[i] != '&' && text.ptr[i] != '<' && text.ptr[i] != '>' && text.ptr[i] != '_';
    if (plain) {
        text_add(&w->xml, text);
        return;
    }
    struct arena *scratch = arena_new();
    text_add(&w->xml, xlsx_xml_escape(xlsx_string_escape(text, scratch), scratch));
    arena_free(scratch);
}

static void add_cell(struct writing *w, size_t column, const struct xlsx_cell *cell)
{
    if (cell->kind == XLSX_EMPTY)
        return;
    text_add(&w->xml, w->columns[column]);
    text_add(&w->xml, text_built(&w->row));
    text_add(&w->xml, w->styles[cell->look]);
    if (cell->kind == XLSX_TEXT) {
        text_add(&w->xml, TEXT(" t=\"inlineStr\"><is><t>"));
        add_text(w, cell->text);
        text_add(&w->xml, TEXT("</t></is></c>"));
        return;
    }
    text_add(&w->xml, TEXT("><v>"));
    xlsx_add_value(&w->xml, cell);
    text_add(&w->xml, TEXT("</v></c>"));
}

static void add_row(struct writing *w, size_t n, const struct xlsx_row *row)
{
    w->row.len = 0;
    number_add_decimal(&w->row, (double)n, 0);
    text_add(&w->xml, TEXT("<row r=\""));
    text_add(&w->xml, text_built(&w->row));
    if (row->height_pt > XLSX_LINE_PT) {
        text_add(&w->xml, TEXT("\" ht=\""));
        number_add_decimal(&w->xml, row->height_pt, 2);
        text_add(&w->xml, TEXT("\" customHeight=\"1"));
    }
    text_add(&w->xml, TEXT("\">"));
    for (size_t i = 0; i < row->count; i++)
        add_cell(w, i, &row->cells[i]);
    text_add(&w->xml, TEXT("</row>"));
}

static void hand_on(struct writing *w, struct xlsx_packing *to, size_t least)
{
    if (w->xml.len < least)
        return;
    xlsx_packing_add(to, text_built(&w->xml));
    w->xml.len = 0;
}

static void add_rows(struct writing *w, const struct xlsx_sheet *sheet, struct xlsx_packing *to, struct error *err)
{
    struct xlsx_rows it = xlsx_rows(sheet, err);
    text_add_c(&w->xml, "<sheetData>");
    for (struct xlsx_row row; xlsx_rows_next(&it, &row); hand_on(w, to, PIECE_BYTES))
        add_row(w, it.next, &row);
    text_add_c(&w->xml, "</sheetData>");
    xlsx_rows_done(&it);
}

/* ---- the frame ---- */

static void add_columns(struct text_builder *b, const struct xlsx_sheet *sheet)
{
    text_add_c(b, "<cols>");
    for (size_t i = 0; i < column_count(sheet); i++) {
        text_add_format(b, "<col min=\"%zu\" max=\"%zu\" width=\"", i + 1, i + 1);
        number_add_decimal(b, xlsx_column_px(sheet->widths[i]) / XLSX_DIGIT_PX, 4);
        text_add_c(b, "\" customWidth=\"1\"/>");
    }
    text_add_c(b, "</cols>");
}

static void add_head(struct text_builder *b, const struct xlsx_sheet *sheet, bool first)
{
    text_add_c(b, XLSX_XML_HEAD "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                  "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:");
    xlsx_add_column(b, column_count(sheet) - 1);
    text_add_format(b, "%zu\"/><sheetViews><sheetView%s workbookViewId=\"0\"/></sheetViews>", sheet->row_count,
                    first ? " tabSelected=\"1\"" : "");
    text_add_c(b, "<sheetFormatPr defaultRowHeight=\"15\"/>");
    add_columns(b, sheet);
}

static void add_link(struct writing *w, size_t row, size_t column, const struct xlsx_cell *cell)
{
    text_add_c(&w->xml, "<hyperlink ref=\"");
    xlsx_add_column(&w->xml, column);
    text_add_format(&w->xml, "%zu\" location=\"'%.*s'!A1\" display=\"", row + 1,
                    TEXT_ARGS(xlsx_xml_escape(cell->link, w->keep)));
    text_add(&w->xml, xlsx_xml_escape(xlsx_string_escape(cell->text, w->keep), w->keep));
    text_add_c(&w->xml, "\"/>");
}

/* Only lines and lists have links. */
static void add_links(struct writing *w, const struct xlsx_sheet *sheet)
{
    const size_t before = w->xml.len;
    text_add_c(&w->xml, "<hyperlinks>");
    const size_t start = w->xml.len;
    for (size_t row = 0; row < sheet->rows.count; row++)
        for (size_t column = 0; column < sheet->rows.items[row].count; column++)
            if (sheet->rows.items[row].cells[column].link.len)
                add_link(w, row, column, &sheet->rows.items[row].cells[column]);
    if (w->xml.len == start)
        w->xml.len = before; /* an empty list is not allowed */
    else
        text_add_c(&w->xml, "</hyperlinks>");
}

/* Years and the like are texts in headings on purpose: no warning triangles there. */
static void allow_digits_in_headings(struct text_builder *b, const struct xlsx_sheet *sheet)
{
    const size_t heading = sheet->table_row + 1;
    text_add_format(b, "<ignoredErrors><ignoredError sqref=\"A%zu:A%zu", heading, sheet->row_count);
    for (size_t column = 1; column < sheet->column_count; column++) {
        text_add_byte(b, ' ');
        xlsx_add_column(b, column);
        text_add_format(b, "%zu", heading);
        if (!sheet->worded[column])
            continue;
        text_add_byte(b, ':');
        xlsx_add_column(b, column);
        text_add_format(b, "%zu", sheet->row_count);
    }
    text_add_c(b, "\" numberStoredAsText=\"1\"/></ignoredErrors>");
}

/* A4 across, as many pages as it takes, but no wider than one. 18.3.1.63: a height of 0 pages is any. */
static void add_tail(struct writing *w, const struct xlsx_sheet *sheet)
{
    add_links(w, sheet);
    text_add_format(&w->xml, "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>"
                             "<pageSetup paperSize=\"9\" fitToHeight=\"%d\" orientation=\"landscape\"/>", sheet->is_on_one_page);
    if (sheet->column_count)
        allow_digits_in_headings(&w->xml, sheet);
    if (sheet->chart)
        text_add_c(&w->xml, "<drawing r:id=\"" XLSX_DRAWING_ID "\"/>");
    if (sheet->column_count)
        text_add_c(&w->xml, "<tableParts count=\"1\"><tablePart r:id=\"" XLSX_TABLE_ID "\"/></tableParts>");
    text_add_c(&w->xml, "</worksheet>");
}

bool xlsx_sheet_write(const struct xlsx_sheet *sheet, bool first, struct xlsx_packing *to, struct error *err)
{
    struct arena *keep = arena_new();
    struct writing w = begin(sheet, keep);
    add_head(&w.xml, sheet, first);
    add_rows(&w, sheet, to, err);
    add_tail(&w, sheet);
    hand_on(&w, to, 0);
    text_builder_done(&w.row);
    text_builder_done(&w.xml);
    arena_free(keep);
    return err->kind == ERROR_NONE;
}
