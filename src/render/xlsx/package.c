/* SPDX-License-Identifier: GPL-3.0-or-later
 * What names all parts; then the sheets with their tables, charts and drawings, which are numbered in the order of the sheets. */
#include "render/xlsx/package.h"

#include "base/date.h"
#include "render/data/figures.h"
#include "render/xlsx/native_chart.h"
#include "render/xlsx/sheet.h"
#include "render/xlsx/styles.h"
#include "render/xlsx/xml.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SPREADSHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define DRAWING "http://schemas.openxmlformats.org/drawingml/2006/"
#define TYPE_OF(what) "application/vnd.openxmlformats-officedocument." what "+xml"

struct package {
    const struct xlsx_plan *plan;
    struct xlsx_packing *packing;
    struct text_builder part; /* that is being put together */
    struct arena *keep;
    size_t tables, charts; /* so far */
    struct error *err;
};

/* ---- pieces ---- */

/* Escaped for an attribute. */
static struct text escaped(const struct package *p, struct text t)
{
    return xlsx_xml_escape(t, p->keep);
}

static void begin_part(struct package *p)
{
    p->part.len = 0;
    text_add_c(&p->part, XLSX_XML_HEAD);
}

/* Puts what was put together into the package. */
static void end_part(struct package *p, struct text name)
{
    xlsx_packing_begin(p->packing, name);
    xlsx_packing_add(p->packing, text_built(&p->part));
}

static struct text numbered(const struct package *p, const char *stem, size_t n)
{
    return text_format(p->keep, "xl/%s%zu.xml", stem, n);
}

static void begin_relations(struct package *p)
{
    begin_part(p);
    text_add_c(&p->part, "<Relationships xmlns=\"" PACKAGE "relationships\">");
}

static void add_relation(struct package *p, const char *id, const char *type, struct text target)
{
    text_add_format(&p->part, "<Relationship Id=\"%s\" Type=\"%s\" Target=\"%.*s\"/>", id, type, TEXT_ARGS(target));
}

static void end_relations(struct package *p, struct text name)
{
    text_add_c(&p->part, "</Relationships>");
    end_part(p, name);
}

/* ---- tables and charts ---- */

static void add_table_columns(struct package *p, const struct xlsx_sheet *sheet)
{
    const struct xlsx_cell *headings = sheet->rows.items[sheet->table_row].cells;
    text_add_format(&p->part, "<tableColumns count=\"%zu\">", sheet->column_count);
    for (size_t i = 0; i < sheet->column_count; i++)
        text_add_format(&p->part, "<tableColumn id=\"%zu\" name=\"%.*s\"/>", i + 1,
                        TEXT_ARGS(escaped(p, xlsx_string_escape(headings[i].text, p->keep))));
    text_add_c(&p->part, "</tableColumns>");
}

/* 18.5.1.2; its alternative text is an extension of Microsoft's: x14:table, [MS-XLSX] 2.4.91. */
static void add_table(struct package *p, const struct xlsx_sheet *sheet)
{
    const struct text name = sheet->table_name;
    begin_part(p);
    text_add_format(&p->part, "<table xmlns=\"" SPREADSHEET "\" id=\"%zu\" name=\"%.*s\" displayName=\"%.*s\" ref=\"A%zu:",
                    ++p->tables, TEXT_ARGS(name), TEXT_ARGS(name), sheet->table_row + 1);
    xlsx_add_column(&p->part, sheet->column_count - 1);
    text_add_format(&p->part, "%zu\" totalsRowShown=\"0\">", sheet->row_count);
    add_table_columns(p, sheet);
    text_add_format(&p->part,
                    "<tableStyleInfo name=\"TableStyleLight1\" showFirstColumn=\"0\" showLastColumn=\"0\" "
                    "showRowStripes=\"0\" showColumnStripes=\"0\"/>"
                    "<extLst><ext uri=\"{504A1905-F514-4f6f-8877-14C23A59335A}\" "
                    "xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\">"
                    "<x14:table altText=\"%.*s\"/></ext></extLst></table>",
                    TEXT_ARGS(escaped(p, sheet->title)));
    end_part(p, numbered(p, "tables/table", p->tables));
}

static void add_place(struct package *p, const struct xlsx_sheet *sheet)
{
    const int64_t emu_per_px = 9525;
    text_add_format(&p->part,
                    "<xdr:from><xdr:col>%zu</xdr:col><xdr:colOff>%lld</xdr:colOff><xdr:row>%zu</xdr:row>"
                    "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx=\"%lld\" cy=\"%lld\"/>",
                    sheet->column_count, (long long)(XLSX_CHART_OFFSET_PX * (double)emu_per_px), sheet->table_row,
                    (long long)(XLSX_CHART_WIDTH_PX * (double)emu_per_px),
                    (long long)(xlsx_chart_height_px(sheet->chart) * (double)emu_per_px));
}

/* The chart's place, beside the table, and its alternative text. */
static void add_drawing(struct package *p, const struct xlsx_sheet *sheet)
{
    const struct text own = sheet->chart->source->alt;
    const struct text alt = data_line(own.len ? own : sheet->title, p->keep);
    begin_part(p);
    text_add_c(&p->part, "<xdr:wsDr xmlns:xdr=\"" DRAWING "spreadsheetDrawing\" xmlns:a=\"" DRAWING "main\"><xdr:oneCellAnchor>");
    add_place(p, sheet);
    text_add_format(&p->part,
                    "<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"2\" name=\"Chart %zu\" descr=\"%.*s\"/>"
                    "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/>"
                    "</xdr:xfrm><a:graphic><a:graphicData uri=\"" DRAWING "chart\"><c:chart xmlns:c=\"" DRAWING "chart\" "
                    "xmlns:r=\"" OFFICE "relationships\" r:id=\"rId1\"/></a:graphicData></a:graphic></xdr:graphicFrame>"
                    "<xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>",
                    p->charts, TEXT_ARGS(escaped(p, alt)));
    end_part(p, numbered(p, "drawings/drawing", p->charts));
    begin_relations(p);
    add_relation(p, "rId1", OFFICE "relationships/chart", text_format(p->keep, "../charts/chart%zu.xml", p->charts));
    end_relations(p, text_format(p->keep, "xl/drawings/_rels/drawing%zu.xml.rels", p->charts));
}

static bool add_chart(struct package *p, const struct xlsx_sheet *sheet)
{
    p->part.len = 0; /* the chart has its own head */
    if (!xlsx_add_chart(sheet, p->plan->document->language, &p->part, p->err))
        return false;
    p->charts++;
    end_part(p, numbered(p, "charts/chart", p->charts));
    add_drawing(p, sheet);
    return true;
}

/* ---- sheets ---- */

static bool add_sheet(struct package *p, size_t n)
{
    const struct xlsx_sheet *sheet = p->plan->sheets.items[n];
    xlsx_packing_begin(p->packing, numbered(p, "worksheets/sheet", n + 1));
    if (!xlsx_sheet_write(sheet, n == 0, p->packing, p->err) || (sheet->chart && !add_chart(p, sheet)))
        return false;
    if (!sheet->column_count)
        return true;
    add_table(p, sheet);
    begin_relations(p);
    if (sheet->chart)
        add_relation(p, XLSX_DRAWING_ID, OFFICE "relationships/drawing",
                     text_format(p->keep, "../drawings/drawing%zu.xml", p->charts));
    add_relation(p, XLSX_TABLE_ID, OFFICE "relationships/table",
                 text_format(p->keep, "../tables/table%zu.xml", p->tables));
    end_relations(p, text_format(p->keep, "xl/worksheets/_rels/sheet%zu.xml.rels", n + 1));
    return true;
}

/* ---- the workbook ---- */

/* The rows that are printed on every page, 18.2.5. */
static void add_print_titles(struct package *p)
{
    size_t count = 0;
    for (size_t i = 0; i < p->plan->sheets.count; i++) {
        const struct xlsx_sheet *sheet = p->plan->sheets.items[i];
        if (!sheet->repeat_headings)
            continue;
        text_add_c(&p->part, count++ ? "" : "<definedNames>");
        text_add_format(&p->part, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">'%.*s'!$%zu:$%zu</definedName>",
                        i, TEXT_ARGS(escaped(p, sheet->name)), sheet->table_row + 1, sheet->table_row + 1);
    }
    text_add_c(&p->part, count ? "</definedNames>" : "");
}

static void add_workbook(struct package *p)
{
    begin_part(p);
    text_add_c(&p->part, "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" OFFICE "relationships\">"
                         "<bookViews><workbookView xWindow=\"240\" yWindow=\"15\" windowWidth=\"16095\" windowHeight=\"9660\"/>"
                         "</bookViews><sheets>");
    for (size_t i = 0; i < p->plan->sheets.count; i++)
        text_add_format(&p->part, "<sheet name=\"%.*s\" sheetId=\"%zu\" r:id=\"rId%zu\"/>",
                        TEXT_ARGS(escaped(p, p->plan->sheets.items[i]->name)), i + 1, i + 1);
    text_add_c(&p->part, "</sheets>");
    add_print_titles(p);
    text_add_c(&p->part, "</workbook>");
    end_part(p, TEXT("xl/workbook.xml"));
}

static void add_workbook_relations(struct package *p)
{
    const size_t count = p->plan->sheets.count;
    begin_relations(p);
    for (size_t i = 0; i < count; i++)
        add_relation(p, text_format(p->keep, "rId%zu", i + 1).ptr, OFFICE "relationships/worksheet",
                     text_format(p->keep, "worksheets/sheet%zu.xml", i + 1));
    add_relation(p, text_format(p->keep, "rId%zu", count + 1).ptr, OFFICE "relationships/theme", TEXT("theme/theme1.xml"));
    add_relation(p, text_format(p->keep, "rId%zu", count + 2).ptr, OFFICE "relationships/styles", TEXT("styles.xml"));
    end_relations(p, TEXT("xl/_rels/workbook.xml.rels"));
}

static void add_looks(struct package *p)
{
    begin_part(p);
    xlsx_add_styles(&p->part);
    end_part(p, TEXT("xl/styles.xml"));
    begin_part(p);
    xlsx_add_theme(&p->part);
    end_part(p, TEXT("xl/theme/theme1.xml"));
}

/* ---- properties ---- */

/* The organisation is named, never a person; the date is the edition's, never today. */
static void add_core(struct package *p)
{
    const struct document *document = p->plan->document;
    const struct text publisher = escaped(p, document->publisher);
    begin_part(p);
    text_add_format(&p->part,
                    "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
                    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>%.*s</dc:title>"
                    "<dc:creator>%.*s</dc:creator><dc:language>%.*s</dc:language>"
                    "<cp:lastModifiedBy>%.*s</cp:lastModifiedBy>",
                    TEXT_ARGS(escaped(p, document->title)), TEXT_ARGS(publisher), TEXT_ARGS(escaped(p, document->language)),
                    TEXT_ARGS(publisher));
    static const char *const dates[] = {"created", "modified"};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        text_add_format(&p->part, "<dcterms:%s xsi:type=\"dcterms:W3CDTF\">%.*sT00:00:00Z</dcterms:%s>", dates[i],
                        TEXT_ARGS(document->date_iso), dates[i]);
    text_add_c(&p->part, "</cp:coreProperties>");
    end_part(p, TEXT("docProps/core.xml"));
}

/* LibreOffice trusts the heights of rows where a workbook says that it is Excel's, and measures them anew, wrongly, where it does
 * not. */
static void add_app(struct package *p)
{
    begin_part(p);
    text_add_format(&p->part,
                    "<Properties xmlns=\"" OFFICE "extended-properties\"><Application>Microsoft Excel</Application>"
                    "<Company>%.*s</Company><AppVersion>12.0000</AppVersion></Properties>",
                    TEXT_ARGS(escaped(p, p->plan->document->publisher)));
    end_part(p, TEXT("docProps/app.xml"));
}

/* ---- the package ---- */

static void add_package_relations(struct package *p)
{
    begin_relations(p);
    add_relation(p, "rId1", OFFICE "relationships/officeDocument", TEXT("xl/workbook.xml"));
    add_relation(p, "rId2", PACKAGE "relationships/metadata/core-properties", TEXT("docProps/core.xml"));
    add_relation(p, "rId3", OFFICE "relationships/extended-properties", TEXT("docProps/app.xml"));
    end_relations(p, TEXT("_rels/.rels"));
}

static void add_types(struct package *p, const char *stem, size_t count, const char *type)
{
    for (size_t n = 1; n <= count; n++)
        text_add_format(&p->part, "<Override PartName=\"/xl/%s%zu.xml\" ContentType=\"%s\"/>", stem, n, type);
}

static void add_content_types(struct package *p)
{
    size_t tables = 0, charts = 0;
    for (size_t i = 0; i < p->plan->sheets.count; i++) {
        tables += p->plan->sheets.items[i]->column_count > 0;
        charts += p->plan->sheets.items[i]->chart != NULL;
    }
    static const char *const single[][2] = {
        {"docProps/app", TYPE_OF("extended-properties")},
        {"docProps/core", "application/vnd.openxmlformats-package.core-properties+xml"},
        {"xl/styles", TYPE_OF("spreadsheetml.styles")},
        {"xl/theme/theme1", TYPE_OF("theme")},
        {"xl/workbook", TYPE_OF("spreadsheetml.sheet.main")},
    };
    begin_part(p);
    text_add_c(&p->part, "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
                         "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        text_add_format(&p->part, "<Override PartName=\"/%s.xml\" ContentType=\"%s\"/>", single[i][0], single[i][1]);
    add_types(p, "worksheets/sheet", p->plan->sheets.count, TYPE_OF("spreadsheetml.worksheet"));
    add_types(p, "charts/chart", charts, TYPE_OF("drawingml.chart"));
    add_types(p, "drawings/drawing", charts, TYPE_OF("drawing"));
    add_types(p, "tables/table", tables, TYPE_OF("spreadsheetml.table"));
    text_add_c(&p->part, "</Types>");
    end_part(p, TEXT("[Content_Types].xml"));
}

/* The types come first: programs that know a file by its first bytes look for them. */
static bool write_parts(struct package *p)
{
    add_content_types(p);
    add_package_relations(p);
    add_core(p);
    add_app(p);
    add_workbook(p);
    add_workbook_relations(p);
    add_looks(p);
    for (size_t i = 0; i < p->plan->sheets.count; i++)
        if (!add_sheet(p, i))
            return false;
    return xlsx_packing_end(p->packing, p->err);
}

bool xlsx_package_write(const struct xlsx_plan *plan, struct xlsx_packing *packing, struct error *err)
{
    date_day day;
    if (date_parse(plan->document->date_iso, DATE_ISO, &day) != DATE_PARSED)
        return error_set(err, ERROR_INPUT, "the document's date is not of the form yyyy-mm-dd");
    struct package p = {.plan = plan, .packing = packing, .keep = arena_new(), .err = err};
    const bool ok = write_parts(&p);
    text_builder_done(&p.part);
    arena_free(p.keep);
    return ok;
}
