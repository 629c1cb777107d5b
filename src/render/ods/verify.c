/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a workbook back, independently of how it was written. */
#include "render/ods/verify.h"

#include <glib.h>

#include "render/data/figures.h"
#include "render/ods/compare.h"
#include "render/ods/package.h"
#include "render/xlsx/scan.h"
#include "render/xlsx/take.h"
#include "render/xlsx/xml.h"
#include "render/xlsx/zip.h"

/* A part with its tree; of the sheets, the tree without their rows. */
struct parsed {
    struct text name;
    const struct xlsx_element *root;
};

struct reading {
    const struct xlsx_plan *plan;
    struct xlsx_directory directory;
    struct parsed *parts;
    struct text_builder frame; /* the sheets' part without their rows, so far */
    struct arena *keep;
    struct error *err;
};

static const struct text CONTENT = TEXT_INIT("content.xml"), TYPE = TEXT_INIT("mimetype"),
                         MANIFEST = TEXT_INIT("META-INF/manifest.xml");

static bool differs(const struct reading *r, const struct xlsx_sheet *sheet, const char *what)
{
    return error_set(r->err, ERROR_SYSTEM, "the workbook read back differs from what was to be written: sheet %.*s: %s",
                     TEXT_ARGS(sheet->name), what);
}

static const struct xlsx_element *root_of(const struct reading *r, struct text name)
{
    for (size_t i = 0; i < r->directory.count; i++)
        if (text_equal(r->parts[i].name, name))
            return r->parts[i].root;
    return NULL;
}

/* ---- the package ---- */

/* Nothing else may be in a workbook: no scripts, pictures, settings, earlier versions. */
static const char *const allowed_parts[] = {"mimetype",    "META-INF/manifest.xml", "meta.xml",           "styles.xml",
                                            "content.xml", "Object */content.xml", "Object */styles.xml"};

static bool is_allowed(const char *name)
{
    for (size_t i = 0; i < sizeof allowed_parts / sizeof *allowed_parts; i++)
        if (g_pattern_match_simple(allowed_parts[i], name))
            return true;
    return false;
}

/* Programs that do not unpack anything look for the type where it stands then: behind a header of 30 bytes and its name. */
static bool names_its_type(const struct reading *r, struct text archive)
{
    enum { HEADER_SIZE = 30 };
    const struct text start = TEXT("mimetype" ODS_TYPE);
    const struct xlsx_packed *first = r->directory.count ? &r->directory.items[0] : NULL;
    return (archive.len > HEADER_SIZE && text_starts(text_slice(archive, HEADER_SIZE, archive.len), start) && first &&
            text_equal(text_slice(archive, first->offset, first->offset + first->length), TEXT(ODS_TYPE))) ||
           error_set(r->err, ERROR_SYSTEM, "the workbook read back does not say that it is one");
}

static bool parse_part(const struct reading *r, struct text bytes, struct parsed *part)
{
    part->root = xlsx_xml_parse(bytes, r->keep);
    return (part->root && text_starts(bytes, TEXT("<?xml "))) ||
           error_set(r->err, ERROR_SYSTEM, "the workbook's part %.*s is empty or damaged", TEXT_ARGS(part->name));
}

/* All but the sheets, which are read with their cells. */
static bool parse_parts(struct reading *r, struct text archive)
{
    const struct xlsx_archive lying = xlsx_archive_of_bytes(archive);
    if (!xlsx_zip_list(&lying, r->keep, &r->directory, r->err))
        return false;
    r->parts = ARENA_ARRAY(r->keep, struct parsed, r->directory.count);
    for (size_t i = 0; i < r->directory.count; i++) {
        struct parsed *part = &r->parts[i];
        struct text bytes;
        part->name = r->directory.items[i].name;
        if (!is_allowed(text_to_c(r->keep, part->name)))
            return error_set(r->err, ERROR_SYSTEM, "the workbook has a part that does not belong in it: %.*s",
                             TEXT_ARGS(part->name));
        if (text_equal(part->name, TYPE) || text_equal(part->name, CONTENT))
            continue;
        if (!xlsx_zip_unpack(&r->directory.items[i], r->keep, &bytes, r->err) || !parse_part(r, bytes, part))
            return false;
    }
    return names_its_type(r, archive);
}

static bool names_part(const struct reading *r, struct text name)
{
    const struct xlsx_element *manifest = root_of(r, MANIFEST);
    for (size_t i = 0; manifest && i < manifest->child_count; i++)
        if (text_equal(xlsx_attribute_of(manifest->children[i], "manifest:full-path"), name))
            return true;
    return error_set(r->err, ERROR_SYSTEM, "the workbook's manifest does not name the part %.*s", TEXT_ARGS(name));
}

static size_t chart_count(const struct xlsx_plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->sheets.count; i++)
        count += plan->sheets.items[i]->chart != NULL;
    return count;
}

/* It names the package itself too and the charts' folders, but neither the type nor itself; so no part is there twice. A
 * chart has two parts. */
static bool compare_manifest(const struct reading *r)
{
    const size_t charts = chart_count(r->plan), others = 5;
    const struct xlsx_element *manifest = root_of(r, MANIFEST);
    if (!manifest || manifest->child_count + 1 != r->directory.count + charts || r->directory.count != others + 2 * charts)
        return error_set(r->err, ERROR_SYSTEM, "the workbook's manifest does not name as many parts as there are");
    for (size_t i = 0; i < r->directory.count; i++)
        if (!text_equal(r->parts[i].name, TYPE) && !text_equal(r->parts[i].name, MANIFEST) && !names_part(r, r->parts[i].name))
            return false;
    for (size_t n = 1; n <= charts; n++)
        if (!names_part(r, text_format(r->keep, "Object %zu/", n)))
            return false;
    return names_part(r, TEXT("/"));
}

/* ---- sheets ---- */

static const struct text ROW = TEXT_INIT("<table:table-row"), ROW_END = TEXT_INIT("</table:table-row>");

/* Whether what stands before the n-th row of its sheet belongs there: before the first the beginning of one table, else
 * nothing but the marks of the rows that are printed on every page. */
static bool is_before_row(struct text before, const struct xlsx_sheet *sheet, size_t n)
{
    const struct text start = TEXT("<table:table ");
    if (n == 0) {
        const size_t at = text_find(before, start);
        const struct text behind = text_slice(before, at < before.len ? at + start.len : at, before.len);
        return at < before.len && text_find(behind, start) == behind.len;
    }
    if (sheet->repeat_headings && n == sheet->table_row)
        return text_equal(before, TEXT("<table:table-header-rows>"));
    if (sheet->repeat_headings && n == sheet->table_row + 1)
        return text_equal(before, TEXT("</table:table-header-rows>"));
    return !before.len;
}

static bool read_row(struct reading *r, const struct xlsx_sheet *sheet, size_t n, struct xlsx_scan *scan)
{
    const struct text piece = xlsx_scan_through(scan, ROW);
    const struct text before = text_slice(piece, 0, piece.len ? piece.len - ROW.len : 0);
    text_add(&r->frame, before);
    return piece.len && is_before_row(before, sheet, n);
}

/* Every row is where and what was planned. */
static bool read_rows(struct reading *r, const struct xlsx_sheet *sheet, struct xlsx_scan *scan)
{
    struct xlsx_rows it = xlsx_rows(sheet, r->err);
    bool ok = true;
    for (struct xlsx_row row; ok && xlsx_rows_next(&it, &row);) {
        const bool has_chart = sheet->chart && it.next == sheet->table_row + 1;
        struct text frame = TEXT_EMPTY;
        if (!read_row(r, sheet, it.next - 1, scan) ||
            !ods_row_is_planned(xlsx_scan_through(scan, ROW_END), &row, has_chart ? &frame : NULL))
            ok = differs(r, sheet, text_format(r->keep, "row %zu", it.next).ptr);
        text_add(&r->frame, frame); /* where it is looked at */
    }
    xlsx_rows_done(&it);
    return ok;
}

static bool read_sheets(struct reading *r, struct xlsx_scan *scan)
{
    for (size_t i = 0; i < r->plan->sheets.count; i++)
        if (!read_rows(r, r->plan->sheets.items[i], scan))
            return false;
    const struct text rest = xlsx_scan_rest(scan);
    text_add(&r->frame, rest);
    return (xlsx_scan_is_whole(scan) && text_find(rest, ROW) == rest.len) ||
           error_set(r->err, ERROR_SYSTEM, "the workbook read back has more rows than were to be written, or is damaged");
}

/* The frame of the sheets, which is all but their rows, is a tree like the other parts; the rows are compared as they come. */
static bool read_content(struct reading *r)
{
    for (size_t i = 0; i < r->directory.count; i++) {
        if (!text_equal(r->parts[i].name, CONTENT))
            continue;
        struct xlsx_scan *scan = xlsx_scan_new(&r->directory.items[i]);
        const bool ok = read_sheets(r, scan);
        xlsx_scan_free(scan);
        return ok && parse_part(r, text_built(&r->frame), &r->parts[i]);
    }
    return error_set(r->err, ERROR_SYSTEM, "the workbook read back has no sheets");
}

/* ---- their frame ---- */

static const char *const allowed_elements[] = {
    "office:document-content", "office:automatic-styles", "style:style", "style:table-column-properties",
    "style:table-row-properties", "style:table-properties", "office:body", "office:spreadsheet", "table:table", "table:title",
    "table:table-column", "table:table-header-rows", "table:database-ranges", "table:database-range",
    "style:graphic-properties", "draw:frame", "draw:object", "svg:title", "svg:desc",
};

static bool is_allowed_element(struct text name)
{
    for (size_t i = 0; i < sizeof allowed_elements / sizeof *allowed_elements; i++)
        if (text_equal(name, text_of(allowed_elements[i])))
            return true;
    return false;
}

/* Nothing else may be among the sheets: no comments, filters, scripts, earlier versions, links to other files. */
static bool has_only_allowed(const struct reading *r)
{
    struct text rest = text_built(&r->frame);
    text_cut(&rest, '>'); /* the declaration, with which every part begins */
    while (text_cut(&rest, '<'), rest.len) {
        size_t end = 0;
        if (xlsx_take(&rest, TEXT("/")))
            continue;
        while (end < rest.len && text_find_byte(TEXT(" />"), rest.ptr[end]) == TEXT(" />").len)
            end++;
        if (!is_allowed_element(text_slice(rest, 0, end)))
            return error_set(r->err, ERROR_SYSTEM, "the workbook read back has among its sheets what does not belong there");
    }
    return true;
}

/* A sheet is displayed, a row and a column have a size. */
static bool shows_all(const struct reading *r, const struct xlsx_element *root)
{
    static const struct {
        const char *element, *property;
        struct text never; /* what it must not begin with */
    } rules[] = {{"style:table-properties", "table:display", TEXT_INIT("f")},
                 {"style:table-row-properties", "style:row-height", TEXT_INIT("0")},
                 {"style:table-column-properties", "style:column-width", TEXT_INIT("0")}};
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        const struct xlsx_elements found = xlsx_descendants(root, rules[k].element, r->keep);
        for (size_t i = 0; i < found.count; i++)
            if (text_starts(xlsx_attribute_of(found.items[i], rules[k].property), rules[k].never))
                return error_set(r->err, ERROR_SYSTEM, "the workbook read back hides sheets, rows or columns");
    }
    return true;
}

/* Its name, its title, and its columns, which have a style and nothing that hides them. */
static bool is_planned_table(const struct xlsx_element *table, const struct xlsx_sheet *sheet)
{
    const struct xlsx_element *title = xlsx_child(table, "table:title", 0);
    size_t columns = 0;
    if (!text_equal(xlsx_attribute_of(table, "table:name"), sheet->name) || table->attribute_count != 2 || !title ||
        !text_equal(title->text, sheet->title))
        return false;
    for (size_t i = 0; i < table->child_count; i++)
        if (text_equal(table->children[i]->name, TEXT("table:table-column")))
            columns += table->children[i]->attribute_count == 1;
    return columns == (sheet->column_count ? sheet->column_count : 1);
}

/* ---- names of tables ---- */

static bool compare_names(const struct reading *r, const struct xlsx_element *root)
{
    const struct xlsx_elements ranges = xlsx_descendants(root, "table:database-range", r->keep);
    size_t next = 0;
    for (size_t i = 0; i < r->plan->sheets.count; i++) {
        const struct xlsx_sheet *sheet = r->plan->sheets.items[i];
        if (!sheet->column_count)
            continue;
        const struct xlsx_element *range = next < ranges.count ? ranges.items[next++] : NULL;
        const size_t first[] = {sheet->table_row, 0}, last[] = {sheet->row_count - 1, sheet->column_count - 1};
        if (!text_equal(xlsx_attribute_of(range, "table:name"), sheet->table_name) ||
            !ods_is_range(xlsx_attribute_of(range, "table:target-range-address"), sheet, first, last))
            return differs(r, sheet, "its table");
    }
    return next == ranges.count ||
           error_set(r->err, ERROR_SYSTEM, "the workbook read back has more tables or charts than were to be written");
}

static bool compare_frame(const struct reading *r)
{
    const struct xlsx_element *root = root_of(r, CONTENT);
    const struct xlsx_elements tables = xlsx_descendants(root, "table:table", r->keep);
    if (tables.count != r->plan->sheets.count)
        return error_set(r->err, ERROR_SYSTEM, "the workbook read back has not as many sheets as were to be written");
    for (size_t i = 0; i < tables.count; i++)
        if (!is_planned_table(tables.items[i], r->plan->sheets.items[i]))
            return differs(r, r->plan->sheets.items[i], "its name, or it is hidden");
    return has_only_allowed(r) && shows_all(r, root) && compare_names(r, root);
}

/* ---- charts ---- */

/* The place of the n-th chart, which names its object and says in words what it shows. */
static bool compare_place(const struct reading *r, const struct xlsx_sheet *sheet, const struct xlsx_element *frame, size_t n)
{
    const struct text own = sheet->chart->source->alt, alt = data_line(own.len ? own : sheet->title, r->keep);
    const struct xlsx_element *object = xlsx_child(frame, "draw:object", 0);
    const struct xlsx_element *title = xlsx_child(frame, "svg:title", 0), *desc = xlsx_child(frame, "svg:desc", 0);
    return object && text_equal(xlsx_attribute_of(object, "xlink:href"), text_format(r->keep, "./Object %zu", n)) && title &&
           text_equal(title->text, sheet->chart->title) && desc && text_equal(desc->text, alt);
}

/* Charts are numbered in the order of their sheets. */
static bool compare_charts(const struct reading *r)
{
    const struct xlsx_elements tables = xlsx_descendants(root_of(r, CONTENT), "table:table", r->keep);
    size_t charts = 0;
    for (size_t i = 0; i < r->plan->sheets.count; i++) {
        const struct xlsx_sheet *sheet = r->plan->sheets.items[i];
        const struct xlsx_elements frames = xlsx_descendants(tables.items[i], "draw:frame", r->keep);
        if (frames.count != (sheet->chart ? 1U : 0U))
            return differs(r, sheet, "its chart");
        if (!sheet->chart)
            continue;
        const struct xlsx_element *root = root_of(r, text_format(r->keep, "Object %zu/content.xml", ++charts));
        const struct xlsx_element *styles = root_of(r, text_format(r->keep, "Object %zu/styles.xml", charts));
        if (!root || !styles || !compare_place(r, sheet, frames.items[0], charts) || !ods_chart_is_planned(sheet, root))
            return differs(r, sheet, "its chart");
    }
    return true;
}

/* ---- the whole ---- */

static bool compare_properties(const struct reading *r)
{
    const struct document *document = r->plan->document;
    const struct xlsx_element *meta = xlsx_child(root_of(r, TEXT("meta.xml")), "office:meta", 0);
    const struct text day = text_format(r->keep, "%.*sT00:00:00Z", TEXT_ARGS(document->date_iso));
    const struct {
        const char *name;
        struct text value;
    } expected[] = {{"meta:generator", TEXT("sitrep")},       {"dc:title", document->title},
                    {"meta:initial-creator", document->publisher}, {"dc:creator", document->publisher},
                    {"meta:creation-date", day},              {"dc:date", day},
                    {"dc:language", document->language}};
    const size_t count = sizeof expected / sizeof *expected;
    bool ok = meta && meta->child_count == count;
    for (size_t i = 0; ok && i < count; i++) {
        const struct xlsx_element *property = xlsx_child(meta, expected[i].name, 0);
        ok = property && text_equal(property->text, expected[i].value);
    }
    return ok || error_set(r->err, ERROR_SYSTEM, "the workbook's properties differ from what was to be written");
}

bool ods_verify(const struct xlsx_plan *plan, struct text archive, struct error *err)
{
    struct reading r = {.plan = plan, .keep = arena_new(), .err = err};
    const bool ok = parse_parts(&r, archive) && compare_manifest(&r) && read_content(&r) && compare_frame(&r) &&
                    compare_charts(&r) && compare_properties(&r);
    text_builder_done(&r.frame);
    arena_free(r.keep);
    return ok;
}
