/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a workbook back, independently of how it was written. */
#include "render/xlsx/verify.h"

#include <glib.h>
#include <math.h>

#include "render/xlsx/native_chart.h"
#include "render/xlsx/xml.h"
#include "render/xlsx/zip.h"

/* A part with its tree. */
struct parsed {
    struct text name;
    const struct xlsx_element *root;
};

struct reading {
    const struct xlsx_plan *plan;
    struct parsed *parts;
    size_t part_count;
    struct text *strings; /* of all cells */
    size_t string_count;
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
    "xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/theme1.xml", "xl/tables/table*.xml", "xl/charts/chart*.xml",
    "xl/drawings/drawing*.xml", "xl/drawings/_rels/drawing*.xml.rels",
};

static bool is_allowed(const char *name)
{
    for (size_t i = 0; i < sizeof allowed_parts / sizeof *allowed_parts; i++)
        if (g_pattern_match_simple(allowed_parts[i], name))
            return true;
    return false;
}

static bool parse_parts(struct reading *r, const struct xlsx_parts *parts)
{
    r->parts = ARENA_ARRAY(r->keep, struct parsed, parts->count);
    r->part_count = parts->count;
    for (size_t i = 0; i < parts->count; i++) {
        const struct xlsx_part *part = &parts->items[i];
        r->parts[i] = (struct parsed){part->name, xlsx_xml_parse(part->bytes, r->keep)};
        if (!r->parts[i].root || !text_starts(part->bytes, TEXT("<?xml ")))
            return error_set(r->err, ERROR_SYSTEM, "the workbook's part %.*s is empty or damaged: is the disk full?",
                             TEXT_ARGS(part->name));
        if (!is_allowed(text_to_c(r->keep, part->name)))
            return error_set(r->err, ERROR_SYSTEM, "the workbook has a part that does not belong in it: %.*s",
                             TEXT_ARGS(part->name));
    }
    return true;
}

static bool read_strings(struct reading *r)
{
    const struct xlsx_element *root = root_of(r, TEXT("xl/sharedStrings.xml"));
    if (!root)
        return error_set(r->err, ERROR_SYSTEM, "the workbook has no texts");
    r->strings = ARENA_ARRAY(r->keep, struct text, root->child_count);
    r->string_count = root->child_count;
    for (size_t i = 0; i < root->child_count; i++) {
        const struct xlsx_element *t = xlsx_child(root->children[i], "t", 0);
        if (!t || root->children[i]->child_count != 1)
            return error_set(r->err, ERROR_SYSTEM, "the workbook has a text with formatting of its own");
        r->strings[i] = xlsx_string_unescape(t->text, r->keep);
    }
    return true;
}

/* ---- cells ---- */

/* "B12" → row 11, column 1. */
static bool read_reference(struct text t, size_t *ret_row, size_t *ret_column)
{
    const size_t far = 1000000;
    size_t at = 0, column = 0;
    int64_t row;
    for (; at < t.len && t.ptr[at] >= 'A' && t.ptr[at] <= 'Z' && column < far; at++)
        column = column * 26 + (size_t)(t.ptr[at] - 'A' + 1);
    if (!column || !text_to_number(text_slice(t, at, t.len), &row) || row < 1)
        return false;
    *ret_row = (size_t)row - 1;
    *ret_column = column - 1;
    return true;
}

static const struct xlsx_cell *planned_cell(const struct xlsx_sheet *sheet, size_t row, size_t column)
{
    if (row >= sheet->rows.count || column >= sheet->rows.items[row].count)
        return NULL;
    return &sheet->rows.items[row].cells[column];
}

/* Whole numbers are compared as integers. Shares are written with two decimals; half a thousandth is far more than what
 * reading them as binary numbers can cost, far less than a per cent. */
static bool is_number(struct text value, const struct xlsx_cell *cell, struct arena *scratch)
{
    const bool negative = text_starts(value, TEXT("-"));
    int64_t number;
    if (cell->kind == XLSX_PERCENT)
        return fabs(g_ascii_strtod(text_to_c(scratch, value), NULL) * 100 - (double)cell->number) < 0.0005;
    return cell->kind == XLSX_NUMBER && text_to_number(text_slice(value, negative ? 1 : 0, value.len), &number) &&
           (negative ? -number : number) == cell->number;
}

static bool is_string(const struct reading *r, struct text value, const struct xlsx_cell *cell)
{
    int64_t index;
    return cell->kind == XLSX_TEXT && text_to_number(value, &index) && (size_t)index < r->string_count &&
           text_equal(r->strings[index], cell->text);
}

static bool is_as_planned(const struct reading *r, const struct xlsx_element *found, const struct xlsx_cell *cell)
{
    const struct text type = xlsx_attribute_of(found, "t");
    const struct xlsx_element *value = xlsx_child(found, "v", 0);
    if (!cell || !value || found->child_count != 1)
        return false;
    return text_equal(type, TEXT("s")) ? is_string(r, value->text, cell)
                                       : !type.len && is_number(value->text, cell, r->keep);
}

static size_t planned_count(const struct xlsx_sheet *sheet)
{
    size_t count = 0;
    for (size_t row = 0; row < sheet->rows.count; row++)
        for (size_t column = 0; column < sheet->rows.items[row].count; column++)
            count += sheet->rows.items[row].cells[column].kind != XLSX_EMPTY;
    return count;
}

/* Every filled cell is where and what was planned; they come in order, so that as many as planned means all of them. */
static bool compare_cells(const struct reading *r, const struct xlsx_sheet *sheet, const struct xlsx_element *root)
{
    const struct xlsx_elements cells = xlsx_descendants(root, "c", r->keep);
    size_t filled = 0, last_row = 0, last_column = 0;
    for (size_t i = 0; i < cells.count; i++) {
        const struct text reference = xlsx_attribute_of(cells.items[i], "r");
        size_t row, column;
        if (!read_reference(reference, &row, &column))
            return differs(r, sheet, "a cell without a place");
        if (i && (row < last_row || (row == last_row && column <= last_column)))
            return differs(r, sheet, "cells out of order");
        last_row = row;
        last_column = column;
        if (!cells.items[i]->child_count)
            continue;
        if (!is_as_planned(r, cells.items[i], planned_cell(sheet, row, column)))
            return differs(r, sheet, text_to_c(r->keep, reference));
        filled++;
    }
    return filled == planned_count(sheet) || differs(r, sheet, "cells are missing");
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

static bool hides_something(const struct reading *r, const struct xlsx_element *root)
{
    static const char *const names[] = {"row", "col"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        const struct xlsx_elements found = xlsx_descendants(root, names[n], r->keep);
        for (size_t i = 0; i < found.count; i++)
            if (is_hidden(found.items[i]))
                return true;
    }
    return false;
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
        const struct xlsx_element *root = root_of(r, target_of(r, xlsx_attribute_of(found, "r:id")));
        if (!root || hides_something(r, root))
            return differs(r, sheet, "it is missing, or something in it is hidden");
        if (!compare_cells(r, sheet, root))
            return false;
    }
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
        columns->child_count != sheet->column_count || !read_reference(from, &row, &column) ||
        !read_reference(range, &last_row, &last_column))
        return false;
    for (size_t i = 0; i < columns->child_count; i++)
        if (!text_equal(xlsx_string_unescape(xlsx_attribute_of(columns->children[i], "name"), r->keep),
                        sheet->rows.items[sheet->table_row].cells[i].text))
            return false;
    return row == sheet->table_row && column == 0 && last_row == sheet->rows.count - 1 &&
           last_column == sheet->column_count - 1;
}

/* ---- charts ---- */

static bool cached_value_is(const struct reading *r, const struct xlsx_element *reference, struct text value,
                            const struct xlsx_cell *cell)
{
    if (text_equal(reference->name, TEXT("c:numRef")))
        return is_number(value, cell, r->keep);
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
    return read_reference(from, &first[0], &first[1]) &&
           read_reference(rest.len ? rest : from, &last[0], &last[1]) && first[1] == last[1] && first[0] <= last[0];
}

/* A reference of the chart: one column of cells, with a stored copy of each that is equal to it. */
static bool reference_is_true(const struct reading *r, const struct xlsx_sheet *sheet,
                              const struct xlsx_element *reference)
{
    const struct xlsx_element *formula = xlsx_child(reference, "c:f", 0);
    const struct xlsx_elements points = xlsx_descendants(reference, "c:pt", r->keep);
    size_t first[2], last[2];
    if (!formula || !read_range(sheet, formula->text, first, last, r->keep) || points.count != last[0] - first[0] + 1)
        return false;
    for (size_t i = 0; i < points.count; i++) {
        const struct xlsx_cell *cell = planned_cell(sheet, first[0] + i, first[1]);
        const struct xlsx_element *value = xlsx_child(points.items[i], "c:v", 0);
        int64_t index;
        if (!cell || !value || !text_to_number(xlsx_attribute_of(points.items[i], "idx"), &index) ||
            (size_t)index != i || !cached_value_is(r, reference, value->text, cell))
            return false;
    }
    return true;
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

bool xlsx_verify(const struct xlsx_plan *plan, struct text archive, struct error *err)
{
    struct reading r = {.plan = plan, .keep = arena_new(), .err = err};
    struct xlsx_parts parts;
    const bool ok = xlsx_zip_read(archive, r.keep, &parts, err) && parse_parts(&r, &parts) && read_strings(&r) &&
                    compare_sheets(&r) && compare_objects(&r) && compare_properties(&r);
    arena_free(r.keep);
    return ok;
}
