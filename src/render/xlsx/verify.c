/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a workbook back, independently of how it was written. */
#include "render/xlsx/verify.h"

#include <glib.h>

#include "render/xlsx/scan.h"
#include "render/xlsx/take.h"
#include "render/xlsx/xml.h"
#include "render/xlsx/zip.h"

/* A part with its tree; of a sheet, the tree without the rows. */
struct parsed {
    struct text name;
    const struct xlsx_element *root;
};

struct reading {
    const struct xlsx_plan *plan;
    struct xlsx_directory directory;
    struct parsed *parts;
    size_t part_count;
    struct arena *keep;
    struct error *err;
};

static const struct xlsx_element *root_of(const struct reading *r, struct text name)
{
    for (size_t i = 0; i < r->part_count; i++)
        if (text_equal(r->parts[i].name, name))
            return r->parts[i].root;
    return NULL;
}

static bool differs(const struct reading *r, const struct xlsx_sheet *sheet, const char *what)
{
    return error_set(r->err, ERROR_SYSTEM, "the workbook read back differs from what was to be written: sheet %.*s: %s",
                     TEXT_ARGS(sheet->name), what);
}

/* ---- the package ---- */

/* Nothing else may be in a workbook: no macros, links to other files, comments, hidden data. */
static const char *const allowed_parts[] = {
    "[Content_Types].xml", "_rels/*.rels", "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet*.xml", "xl/worksheets/_rels/sheet*.xml.rels",
    "xl/styles.xml", "xl/theme/theme1.xml", "xl/tables/table*.xml", "xl/charts/chart*.xml",
    "xl/drawings/drawing*.xml", "xl/drawings/_rels/drawing*.xml.rels",
};

static bool is_allowed(const char *name)
{
    for (size_t i = 0; i < sizeof allowed_parts / sizeof *allowed_parts; i++)
        if (g_pattern_match_simple(allowed_parts[i], name))
            return true;
    return false;
}

static bool is_sheet(struct text name)
{
    return text_starts(name, TEXT("xl/worksheets/sheet"));
}

/* Whether the bytes are those of a part: well-formed, and of a kind that belongs there. */
static bool parse_part(const struct reading *r, struct text bytes, struct parsed *part)
{
    part->root = xlsx_xml_parse(bytes, r->keep);
    if (!part->root || !text_starts(bytes, TEXT("<?xml ")))
        return error_set(r->err, ERROR_SYSTEM, "the workbook's part %.*s is empty or damaged",
                         TEXT_ARGS(part->name));
    return is_allowed(text_to_c(r->keep, part->name)) ||
           error_set(r->err, ERROR_SYSTEM, "the workbook has a part that does not belong in it: %.*s",
                     TEXT_ARGS(part->name));
}

/* All but the sheets, which are read with their cells. */
static bool parse_parts(struct reading *r, const struct xlsx_archive *archive)
{
    if (!xlsx_zip_list(archive, r->keep, &r->directory, r->err))
        return false;
    r->parts = ARENA_ARRAY(r->keep, struct parsed, r->directory.count);
    for (; r->part_count < r->directory.count; r->part_count++) {
        const struct xlsx_packed *packed = &r->directory.items[r->part_count];
        struct parsed *part = &r->parts[r->part_count];
        struct text bytes;
        part->name = packed->name;
        if (!is_sheet(part->name) &&
            (!xlsx_zip_unpack(packed, r->keep, &bytes, r->err) || !parse_part(r, bytes, part)))
            return false;
    }
    return true;
}

/* ---- cells ---- */

/* Most texts have nothing that is written otherwise than it is. */
static bool is_string(struct text found, const struct xlsx_cell *cell)
{
    if (cell->kind != XLSX_TEXT || text_find_byte(found, '<') < found.len)
        return false;
    if (text_find_byte(found, '&') == found.len && text_find_byte(found, '_') == found.len)
        return text_equal(found, cell->text);
    struct arena *scratch = arena_new();
    const struct text element = text_format(scratch, "<t>%.*s</t>", TEXT_ARGS(found));
    const struct xlsx_element *t = xlsx_xml_parse(element, scratch);
    const bool equal = t && text_equal(xlsx_string_unescape(t->text, scratch), cell->text);
    arena_free(scratch);
    return equal;
}

/* ` s="4"><v>92</v></c>` or ` s="4" t="inlineStr"><is><t>Women</t></is></c>`, and nothing else. */
static bool take_value(struct text *rest, const struct xlsx_cell *cell)
{
    struct text format, value;
    if (!xlsx_take(rest, TEXT(" s=\"")) || !xlsx_take_to(rest, TEXT("\""), &format))
        return false;
    if (xlsx_take(rest, TEXT(" t=\"inlineStr\"><is><t>")))
        return xlsx_take_to(rest, TEXT("</t></is></c>"), &value) && is_string(value, cell);
    return xlsx_take(rest, TEXT("><v>")) && xlsx_take_to(rest, TEXT("</v></c>"), &value) && xlsx_is_number(value, cell);
}

/* Whether the row has exactly the planned cells. Rows have a number and may have a height: none is hidden. */
static bool is_as_planned(struct text rest, size_t n, const struct xlsx_row *row)
{
    struct text height, place;
    int64_t number;
    if (!xlsx_take(&rest, TEXT("<row r=\"")) || !xlsx_take_to(&rest, TEXT("\""), &place) || !text_to_number(place, &number) ||
        (size_t)number != n + 1)
        return false;
    if (xlsx_take(&rest, TEXT(" ht=\"")) &&
        !(xlsx_take_to(&rest, TEXT("\""), &height) && xlsx_take(&rest, TEXT(" customHeight=\"1\""))))
        return false;
    if (!xlsx_take(&rest, TEXT(">")))
        return false;
    for (size_t i = 0; i < row->count; i++) {
        size_t at_row, at_column;
        if (row->cells[i].kind == XLSX_EMPTY)
            continue;
        if (!xlsx_take(&rest, TEXT("<c r=\"")) || !xlsx_take_to(&rest, TEXT("\""), &place) ||
            !xlsx_read_reference(place, &at_row, &at_column) || at_row != n || at_column != i ||
            !take_value(&rest, &row->cells[i]))
            return false;
    }
    return text_equal(rest, TEXT("</row>"));
}

/* Every row is where and what was planned. */
static bool compare_rows(const struct reading *r, const struct xlsx_sheet *sheet, struct xlsx_scan *scan)
{
    struct xlsx_rows it = xlsx_rows(sheet, r->err);
    bool ok = true;
    for (struct xlsx_row row; ok && xlsx_rows_next(&it, &row);)
        if (!is_as_planned(xlsx_scan_through(scan, TEXT("</row>")), it.next - 1, &row))
            ok = differs(r, sheet, text_format(r->keep, "row %zu", it.next).ptr);
    xlsx_rows_done(&it);
    return ok;
}

/* ---- sheets ---- */

/* The target of relationship `id` of the workbook, as a part's name. */
static struct text target_of(const struct reading *r, struct text id)
{
    const struct xlsx_element *root = root_of(r, TEXT("xl/_rels/workbook.xml.rels"));
    for (size_t i = 0; root && i < root->child_count; i++)
        if (text_equal(xlsx_attribute_of(root->children[i], "Id"), id))
            return text_format(r->keep, "xl/%.*s", TEXT_ARGS(xlsx_attribute_of(root->children[i], "Target")));
    return TEXT_EMPTY;
}

static bool is_hidden(const struct xlsx_element *element)
{
    const struct text hidden = xlsx_attribute_of(element, "hidden");
    return hidden.len && !text_equal(hidden, TEXT("0"));
}

static bool hides_columns(const struct reading *r, const struct xlsx_element *root)
{
    const struct xlsx_elements columns = xlsx_descendants(root, "col", r->keep);
    for (size_t i = 0; i < columns.count; i++)
        if (is_hidden(columns.items[i]))
            return true;
    return false;
}

/* The frame of a sheet, which is all but its rows, is a tree like the other parts; the rows are compared as they come. */
static bool read_sheet(const struct reading *r, const struct xlsx_sheet *sheet, struct xlsx_scan *scan,
                       struct parsed *part)
{
    struct text_builder frame = {0};
    text_add(&frame, xlsx_scan_through(scan, TEXT("<sheetData>")));
    bool ok = (!frame.len || compare_rows(r, sheet, scan));
    if (ok) {
        const struct text rest = xlsx_scan_rest(scan);
        ok = (!frame.len || text_starts(rest, TEXT("</sheetData>")) || differs(r, sheet, "it has more rows")) &&
             (xlsx_scan_is_whole(scan) || differs(r, sheet, "it is damaged"));
        text_add(&frame, rest);
    }
    ok = ok && parse_part(r, text_built(&frame), part) && (!hides_columns(r, part->root) || differs(r, sheet, "it hides a column"));
    text_builder_done(&frame);
    return ok;
}

static bool compare_sheet(const struct reading *r, const struct xlsx_sheet *sheet, struct text name)
{
    for (size_t i = 0; i < r->part_count; i++) {
        if (!is_sheet(name) || !text_equal(r->parts[i].name, name))
            continue;
        struct xlsx_scan *scan = xlsx_scan_new(&r->directory.items[i]);
        const bool ok = read_sheet(r, sheet, scan, &r->parts[i]);
        xlsx_scan_free(scan);
        return ok;
    }
    return differs(r, sheet, "it is missing");
}

static bool compare_sheets(const struct reading *r)
{
    const struct xlsx_element *sheets = xlsx_child(root_of(r, TEXT("xl/workbook.xml")), "sheets", 0);
    if (!sheets || sheets->child_count != r->plan->sheets.count)
        return error_set(r->err, ERROR_SYSTEM, "the workbook read back has not as many sheets as were to be written");
    for (size_t i = 0; i < sheets->child_count; i++) {
        const struct xlsx_sheet *sheet = r->plan->sheets.items[i];
        const struct xlsx_element *found = sheets->children[i];
        if (!text_equal(xlsx_attribute_of(found, "name"), sheet->name) || xlsx_attribute_of(found, "state").len)
            return differs(r, sheet, "its name, or it is hidden");
        if (!compare_sheet(r, sheet, target_of(r, xlsx_attribute_of(found, "r:id"))))
            return false;
    }
    for (size_t i = 0; i < r->part_count; i++)
        if (!r->parts[i].root)
            return error_set(r->err, ERROR_SYSTEM, "the workbook read back has a sheet more than it names");
    return true;
}

/* ---- tables ---- */

static bool table_is_as_planned(const struct reading *r, const struct xlsx_sheet *sheet,
                                const struct xlsx_element *root)
{
    const struct xlsx_element *columns = xlsx_child(root, "tableColumns", 0);
    struct text from = TEXT_EMPTY, range = xlsx_attribute_of(root, "ref");
    size_t row = 0, column = 0, last_row = 0, last_column = 0;
    from = text_cut(&range, ':');
    if (!text_equal(xlsx_attribute_of(root, "displayName"), sheet->table_name) || !columns ||
        columns->child_count != sheet->column_count || !xlsx_read_reference(from, &row, &column) ||
        !xlsx_read_reference(range, &last_row, &last_column))
        return false;
    for (size_t i = 0; i < columns->child_count; i++)
        if (!text_equal(xlsx_string_unescape(xlsx_attribute_of(columns->children[i], "name"), r->keep),
                        sheet->rows.items[sheet->table_row].cells[i].text))
            return false;
    return row == sheet->table_row && column == 0 && last_row == sheet->row_count - 1 &&
           last_column == sheet->column_count - 1;
}

/* ---- charts ---- */

static bool cached_value_is(const struct reading *r, const struct xlsx_element *reference, struct text value,
                            const struct xlsx_cell *cell)
{
    if (text_equal(reference->name, TEXT("c:numRef")))
        return xlsx_is_number(value, cell);
    return cell->kind == XLSX_TEXT && text_equal(xlsx_string_unescape(value, r->keep), cell->text);
}

/* "'gender'!$B$5:$B$9" with the name of the sheet taken away. */
static bool read_range(const struct xlsx_sheet *sheet, struct text formula, size_t first[2], size_t last[2],
                       struct arena *scratch)
{
    const struct text start = text_format(scratch, "'%.*s'!", TEXT_ARGS(sheet->name));
    if (!text_starts(formula, start))
        return false;
    struct text_builder plain = {0};
    for (size_t i = start.len; i < formula.len; i++)
        if (formula.ptr[i] != '$')
            text_add_byte(&plain, formula.ptr[i]);
    struct text rest = text_copy(scratch, text_built(&plain));
    text_builder_done(&plain);
    const struct text from = text_cut(&rest, ':');
    return xlsx_read_reference(from, &first[0], &first[1]) &&
           xlsx_read_reference(rest.len ? rest : from, &last[0], &last[1]) && first[1] == last[1] && first[0] <= last[0];
}

/* The stored copy of the n-th cell of a reference. */
static bool point_is_true(const struct reading *r, const struct xlsx_element *reference, const struct xlsx_element *point,
                          size_t n, const struct xlsx_cell *cell)
{
    const struct xlsx_element *value = xlsx_child(point, "c:v", 0);
    int64_t index;
    return value && text_to_number(xlsx_attribute_of(point, "idx"), &index) && (size_t)index == n &&
           cached_value_is(r, reference, value->text, cell);
}

/* Cells of one column, with a stored copy of each that is equal to it; or as many cells beside the table, of which nothing is stored.
 * `place` is where they stand in the reference, `points` what is left of its copies. */
static bool range_is_true(const struct reading *r, const struct xlsx_sheet *sheet, const struct xlsx_element *reference,
                          struct text range, size_t *place, struct xlsx_elements *points)
{
    size_t first[2], last[2];
    if (!read_range(sheet, range, first, last, r->keep))
        return false;
    const size_t count = last[0] - first[0] + 1;
    if (first[0] != sheet->chart->first_row + *place && first[0] != sheet->table_row)
        return false;
    *place += count;
    if (first[1] == sheet->column_count)
        return true;
    struct xlsx_rows it = xlsx_rows(sheet, r->err);
    size_t equal = 0;
    for (struct xlsx_row row; it.next <= last[0] && xlsx_rows_next(&it, &row);)
        if (it.next > first[0] && equal < points->count)
            equal += first[1] < row.count &&
                     point_is_true(r, reference, points->items[equal], *place - count + equal, &row.cells[first[1]]);
    xlsx_rows_done(&it);
    points->items += equal;
    points->count -= equal;
    return equal == count;
}

/* A reference of the chart: cells, or "(cells,cells)", and copies of them and of no others. */
static bool reference_is_true(const struct reading *r, const struct xlsx_sheet *sheet,
                              const struct xlsx_element *reference)
{
    const struct xlsx_element *formula = xlsx_child(reference, "c:f", 0);
    struct xlsx_elements points = xlsx_descendants(reference, "c:pt", r->keep);
    struct text ranges = formula ? formula->text : TEXT_EMPTY;
    size_t place = 0;
    if (text_starts(ranges, TEXT("(")) && text_ends(ranges, TEXT(")")))
        ranges = text_slice(ranges, 1, ranges.len - 1);
    while (ranges.len) /* names of sheets have no commas */
        if (!range_is_true(r, sheet, reference, text_cut(&ranges, ','), &place, &points))
            return false;
    return formula && place && !points.count;
}

static bool chart_is_as_planned(const struct reading *r, const struct xlsx_sheet *sheet,
                                const struct xlsx_element *root)
{
    static const char *const kinds[] = {"c:strRef", "c:numRef"};
    const size_t expected[] = {2 * sheet->chart->column_count, sheet->chart->column_count};
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        const struct xlsx_elements references = xlsx_descendants(root, kinds[kind], r->keep);
        if (references.count != expected[kind])
            return false;
        for (size_t i = 0; i < references.count; i++)
            if (!reference_is_true(r, sheet, references.items[i]))
                return false;
    }
    return true;
}

/* Tables and charts are numbered in the order of their sheets; charts refer to their sheet by name. */
static bool compare_objects(const struct reading *r)
{
    size_t tables = 0, charts = 0;
    for (size_t i = 0; i < r->plan->sheets.count; i++) {
        const struct xlsx_sheet *sheet = r->plan->sheets.items[i];
        if (sheet->column_count &&
            !table_is_as_planned(r, sheet, root_of(r, text_format(r->keep, "xl/tables/table%zu.xml", ++tables))))
            return differs(r, sheet, "its table");
        if (sheet->chart &&
            !chart_is_as_planned(r, sheet, root_of(r, text_format(r->keep, "xl/charts/chart%zu.xml", ++charts))))
            return differs(r, sheet, "its chart");
    }
    const struct text more[] = {text_format(r->keep, "xl/tables/table%zu.xml", tables + 1),
                                text_format(r->keep, "xl/charts/chart%zu.xml", charts + 1)};
    return (!root_of(r, more[0]) && !root_of(r, more[1])) ||
           error_set(r->err, ERROR_SYSTEM, "the workbook read back has more tables or charts than were to be written");
}

/* ---- the whole ---- */

static bool compare_properties(const struct reading *r)
{
    const struct document *document = r->plan->document;
    const struct xlsx_element *core = root_of(r, TEXT("docProps/core.xml"));
    const struct xlsx_element *language = xlsx_child(core, "dc:language", 0);
    const struct xlsx_element *created = xlsx_child(core, "dcterms:created", 0);
    const struct xlsx_element *author = xlsx_child(core, "dc:creator", 0);
    return (language && text_equal(language->text, document->language) && created &&
            text_starts(created->text, document->date_iso) && author &&
            text_equal(author->text, document->publisher)) ||
           error_set(r->err, ERROR_SYSTEM, "the workbook's properties differ from what was to be written");
}

bool xlsx_verify(const struct xlsx_plan *plan, const struct xlsx_archive *archive, struct error *err)
{
    struct reading r = {.plan = plan, .keep = arena_new(), .err = err};
    const bool ok = parse_parts(&r, archive) && compare_sheets(&r) && compare_objects(&r) && compare_properties(&r);
    arena_free(r.keep);
    return ok;
}
