/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbook as OpenDocument from end to end, and what happens when the bytes are not as they should be. */
#include <string.h>
#include <sys/resource.h>

#include "../harness.h"
#include "test_xlsx_fixture.h"
#include "test_xlsx_parts.h"
#include "render/ods/ods.h"
#include "render/ods/styles.h"
#include "render/ods/verify.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/xml.h"

/* The workbook's bytes; they live in `keep`. */
static struct text written(const struct document *document, struct arena *keep)
{
    struct text_builder out = {0};
    struct error err = {0};
    const bool ok = ods_write(document, &out, &err);
    ck_assert_msg(ok, "%s", err.message);
    const struct text bytes = text_copy(keep, text_built(&out));
    text_builder_done(&out);
    return bytes;
}

static struct xlsx_parts parts_of(const struct document *document, struct arena *keep)
{
    struct xlsx_parts parts;
    struct error err = {0};
    ck_assert_msg(xlsx_zip_read(written(document, keep), keep, &parts, &err), "%s", err.message);
    return parts;
}

START_TEST(two_runs_give_the_same_bytes_in_any_time_zone)
{
    struct arena *keep = arena_new();
    setenv("TZ", "Pacific/Kiritimati", 1);
    const struct text first = written(fixture(keep), keep);
    setenv("TZ", "America/Anchorage", 1);
    ck_assert(text_equal(first, written(fixture(keep), keep)));
    arena_free(keep);
}
END_TEST

/* Programs that unpack nothing look at these bytes. */
START_TEST(its_type_is_what_it_begins_with)
{
    struct arena *keep = arena_new();
    const struct text archive = written(fixture(keep), keep);
    ck_assert(text_starts(text_slice(archive, 30, archive.len),
                          TEXT("mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK")));
    arena_free(keep);
}
END_TEST

START_TEST(every_part_is_well_formed_and_in_the_manifest)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(fixture(keep), keep);
    const struct text manifest = part_named(&parts, "META-INF/manifest.xml");
    for (size_t i = 1; i < parts.count; i++) {
        const struct text name = parts.items[i].name;
        ck_assert_msg(xlsx_xml_parse(parts.items[i].bytes, keep) != NULL, "%s", name.ptr);
        ck_assert(text_equal(name, TEXT("META-INF/manifest.xml")) ||
                  holds(manifest, text_format(keep, "full-path=\"%.*s\"", TEXT_ARGS(name)).ptr));
    }
    arena_free(keep);
}
END_TEST

START_TEST(hidden_numbers_are_in_no_part)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(fixture(keep), keep);
    for (size_t i = 0; i < parts.count; i++) {
        ck_assert(!holds(parts.items[i].bytes, "104729"));
        ck_assert(!holds(parts.items[i].bytes, "104723"));
    }
    arena_free(keep);
}
END_TEST

START_TEST(numbers_are_numbers_and_shares_are_as_they_are_shown)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(fixture(keep), keep);
    const struct text content = part_named(&parts, "content.xml");
    ck_assert(holds(content, "table:style-name=\"Count\" office:value-type=\"float\" office:value=\"1079\"><text:p>1079</text:p>"));
    ck_assert(holds(content, "\"Percent\" office:value-type=\"percentage\" office:value=\"0.93\"><text:p>93\u00A0%</text:p>"));
    ck_assert(holds(content, "\"Percent_20_total\" office:value-type=\"percentage\" office:value=\"1\"><text:p>100\u00A0%</text:p>"));
    ck_assert(holds(content, "\"Points\" office:value-type=\"float\" office:value=\"93\"><text:p>93\u00A0%</text:p>"));
    ck_assert(holds(content, "\"Symbol\" office:value-type=\"string\"><text:p>[c]</text:p>"));
    arena_free(keep);
}
END_TEST

START_TEST(decimals_are_numbers_and_shown_as_the_report_has_them)
{
    static const char *const wanted[] = {
        "table:style-name=\"Decimals_20_1\" office:value-type=\"float\" office:value=\"28.3\"><text:p>28.3</text:p>",
        "table:style-name=\"Decimals_20_2\" office:value-type=\"float\" office:value=\"4.75\"><text:p>4.75</text:p>",
        "table:style-name=\"Decimals_20_3\" office:value-type=\"float\" office:value=\"1234\"><text:p>1234</text:p>",
        "table:style-name=\"Tenths\" office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12.5\u00A0%</text:p>",
        "table:style-name=\"Tenths_20_closed\" office:value-type=\"percentage\" office:value=\"0.024\"><text:p>2.4%</text:p>",
    };
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    document->children[1] = decimals_table(keep);
    const struct xlsx_parts parts = parts_of(document, keep);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_assert_msg(holds(part_named(&parts, "content.xml"), wanted[i]), "%s", wanted[i]);
    ck_assert(holds(part_named(&parts, "styles.xml"), "<number:number-style style:name=\"decimals_2\"><number:number "
                    "number:decimal-places=\"2\" number:min-decimal-places=\"2\""));
    ck_assert(holds(part_named(&parts, "styles.xml"), "<number:percentage-style style:name=\"tenths\"><number:number "
                    "number:decimal-places=\"1\" number:min-decimal-places=\"1\""));
    arena_free(keep);
}
END_TEST

/* A program with another font breaks lines elsewhere. */
START_TEST(programs_may_measure_the_rows_anew)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(fixture(keep), keep);
    const struct text content = part_named(&parts, "content.xml");
    ck_assert(holds(content, "style:row-height=\"19.5pt\" style:use-optimal-row-height=\"true\""));
    ck_assert(!holds(content, "style:use-optimal-row-height=\"false\""));
    arena_free(keep);
}
END_TEST

START_TEST(texts_like_formulas_are_guarded_and_markup_survives)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(fixture(keep), keep);
    const struct text content = part_named(&parts, "content.xml");
    ck_assert(holds(content, "<text:p>'=Seksuaalinen _x0041_</text:p>"));
    ck_assert(!holds(content, "<text:p>="));
    ck_assert(!holds(content, "table:formula"));
    ck_assert(holds(content, "<text:p>Työperäinen &lt;pakko&gt; &amp; \"velka\"</text:p>"));
    arena_free(keep);
}
END_TEST

START_TEST(it_says_its_title_and_language_and_names_no_person)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(fixture(keep), keep);
    const struct text meta = part_named(&parts, "meta.xml");
    ck_assert(holds(meta, "<dc:title>Ihmiskaupan uhrien auttamisjärjestelmän tilannekatsaus</dc:title>"));
    ck_assert(holds(meta, "<dc:language>fi</dc:language>"));
    ck_assert(holds(meta, "<dc:creator>Example Agency &amp; Reception Service</dc:creator>"));
    ck_assert(holds(meta, "<dc:date>2015-01-30T00:00:00Z</dc:date>"));
    ck_assert(holds(part_named(&parts, "styles.xml"), "fo:language=\"fi\" fo:country=\"none\""));
    arena_free(keep);
}
END_TEST

START_TEST(tables_have_names_titles_and_headings_that_are_printed_again)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(fixture(keep), keep);
    const struct text content = part_named(&parts, "content.xml");
    ck_assert(holds(content, "table:name=\"data_gender\" table:target-range-address=\"'Kuvio_1'.A6:'Kuvio_1'.C9\""));
    ck_assert(holds(content, "<table:table table:name=\"Kuvio_1\" table:style-name=\"sheet\"><table:title>Kuvio 1: Asiakkaat"));
    ck_assert(holds(content, "<table:table-header-rows><table:table-row table:style-name=\"row2\"><table:table-cell "
                             "table:style-name=\"Column_20_heading\" office:value-type=\"string\"><text:p>Sukupuoli</text:p>"));
    ck_assert(holds(content, "xlink:href=\"#'Contents'.A1\">Takaisin"));
    arena_free(keep);
}
END_TEST

START_TEST(every_look_has_a_style_of_its_own)
{
    struct arena *keep = arena_new();
    struct text_builder styles = {0};
    ods_add_styles(&styles, TEXT("sv-FI"));
    ck_assert(holds(text_built(&styles), "fo:language=\"sv\" fo:country=\"FI\""));
    struct text before = TEXT_EMPTY;
    for (size_t i = 0; i < XLSX_LOOKS; i++) {
        struct text_builder name = {0};
        ods_add_style_name(&name, (enum xlsx_look)i);
        ck_assert_uint_gt(name.len, 0);
        ck_assert(!text_equal(text_built(&name), before));
        before = text_copy(keep, text_built(&name));
        ck_assert(holds(text_built(&styles), text_format(keep, "<style:style style:name=\"%.*s\" ", TEXT_ARGS(before)).ptr));
        text_builder_done(&name);
    }
    text_builder_done(&styles);
    arena_free(keep);
}
END_TEST

START_TEST(a_document_without_figures_is_still_a_workbook)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    document->child_count = 0;
    const struct xlsx_parts parts = parts_of(document, keep);
    ck_assert(holds(part_named(&parts, "content.xml"), "table:name=\"Notes\""));
    ck_assert(!holds(part_named(&parts, "content.xml"), "table:name=\"Kuvio_1"));
    arena_free(keep);
}
END_TEST

/* ---- charts ---- */

static size_t count_in(struct text text, const char *what)
{
    size_t count = 0;
    for (size_t at; (at = text_find(text, text_of(what))) < text.len; count++)
        text = text_slice(text, at + strlen(what), text.len);
    return count;
}

static struct text part_of_only(struct doc_node *node, const char *part, struct arena *keep)
{
    struct document *document = fixture(keep);
    document->children = &node;
    document->child_count = 1;
    const struct xlsx_parts parts = parts_of(document, keep);
    return part_named(&parts, part);
}

static struct text chart_of_only(struct doc_node *node, struct arena *keep)
{
    return part_of_only(node, "Object 1/content.xml", keep);
}

START_TEST(a_chart_draws_cells_and_holds_a_copy_of_them)
{
    struct arena *keep = arena_new();
    const struct text pie = chart_of_only(gender_pie(keep), keep);
    ck_assert(holds(pie, "<chart:chart chart:class=\"chart:circle\""));
    ck_assert(holds(pie, "<chart:label-separator><text:p><text:line-break/></text:p></chart:label-separator>"));
    ck_assert(holds(pie, "<text:p>Asiakkaat sukupuolen mukaan</text:p>"));
    ck_assert(holds(pie, "<chart:categories table:cell-range-address=\"'Kuvio_1'.A7:'Kuvio_1'.A8\"/>"));
    ck_assert(holds(pie, "chart:values-cell-range-address=\"'Kuvio_1'.B7:'Kuvio_1'.B8\" chart:label-cell-address=\"'Kuvio_1'.B6:'Kuvio_1'.B6\""));
    ck_assert(holds(pie, "<text:p>Naiset</text:p></table:table-cell><table:table-cell office:value-type=\"float\" "
                         "office:value=\"1079\"><text:p>1079</text:p>"));
    ck_assert_uint_eq(count_in(pie, "<table:table-row>"), 3); /* headings, two rows; no total */
    ck_assert(!holds(pie, "1160"));
    arena_free(keep);
}
END_TEST

/* Below, the fixture's hidden rows stand behind the others. */
START_TEST(hidden_rows_are_in_no_chart)
{
    struct arena *keep = arena_new();
    const struct text stack = chart_of_only(place_columns(keep), keep);
    ck_assert_uint_eq(count_in(stack, "<table:table-row>"), 4);
    ck_assert(holds(stack, "<text:p>Pakkoavioliitto</text:p></table:table-cell><table:table-cell/><table:table-cell/>"
                           "<table:table-cell office:value-type=\"float\" office:value=\"9\">")); /* its total alone */
    ck_assert(holds(stack, "-range-address=\"'Kuvio_2'.E9:'Kuvio_2'.E10 'Kuvio_2'.D11:'Kuvio_2'.D11\""));
    ck_assert(!holds(stack, "<text:p>[c]"));
    ck_assert(holds(stack, "chart:stacked=\"true\"") && holds(stack, "chart:gap-width=\"70\" chart:overlap=\"100\""));
    struct doc_node *beside = place_columns(keep);
    beside->chart = chart_of(keep, CHART_BARS, 2);
    const struct text rows = chart_of_only(beside, keep); /* the report's bars stand beside each other */
    ck_assert(!holds(rows, "chart:stacked=\"true\"") && holds(rows, "chart:overlap=\"0\""));
    ck_assert_uint_eq(count_in(rows, "chart:data-label-number=\"value\""), 2);
    const struct text bars = chart_of_only(region_pie(keep), keep); /* a pie with hidden slices becomes bars */
    ck_assert(holds(bars, "chart:vertical=\"true\""));
    ck_assert_uint_eq(count_in(bars, "<table:table-row>"), 3);
    arena_free(keep);
}
END_TEST

START_TEST(a_chart_is_told_in_words)
{
    struct arena *keep = arena_new();
    const struct text content = part_of_only(gender_pie(keep), "content.xml", keep);
    ck_assert(holds(content, "<draw:object xlink:href=\"./Object 1\""));
    ck_assert(holds(content, "<svg:title>Asiakkaat sukupuolen mukaan</svg:title>"
                             "<svg:desc>Piirakkakuvio: naisia 1 079 (93 %), miehiä 81 (7 %).</svg:desc>"));
    arena_free(keep);
}
END_TEST

START_TEST(a_chart_has_the_axis_that_was_asked_for)
{
    struct arena *keep = arena_new();
    struct doc_node *line = years_line(keep, false);
    struct chart chart = *line->chart;
    chart.axis = (struct chart_axis){5, 205, 50};
    line->chart = &chart;
    ck_assert(holds(chart_of_only(line, keep), " chart:minimum=\"5\" chart:maximum=\"205\" chart:interval-major=\"50\""));
    arena_free(keep);
}
END_TEST

/* The third colour is hatched, and the hatching is defined where the chart's other names are. */
START_TEST(parts_differ_in_hatchings_lines_in_dashes)
{
    struct arena *keep = arena_new();
    const struct doc_cell cells[] = {words_cell("Alue"), words_cell("Asiakkaita"), words_cell("A"), count_cell(keep, 7),
                                     words_cell("B"), count_cell(keep, 8), words_cell("C"), count_cell(keep, 9)};
    struct doc_node *pie = gender_pie(keep);
    struct doc_table *table = table_of(keep, cells, 8, 2);
    table->id = TEXT("gender");
    pie->table = table;
    ck_assert(holds(chart_of_only(pie, keep), "draw:fill-color=\"#6d2e55\" draw:fill=\"hatch\" draw:fill-hatch-name=\"hatch3\""));
    ck_assert(holds(part_of_only(pie, "Object 1/styles.xml", keep), "<draw:hatch draw:name=\"hatch3\" draw:style=\"single\""));
    const struct text lines = chart_of_only(years_line(keep, false), keep);
    ck_assert(holds(lines, "draw:stroke=\"dash\" draw:stroke-dash=\"dash1\""));
    ck_assert(holds(part_of_only(years_line(keep, false), "Object 1/styles.xml", keep), "draw:name=\"dash1\""));
    arena_free(keep);
}
END_TEST

START_TEST(sixteen_lines_have_sixteen_looks_without_colour)
{
    static const char *const looks[] = {"draw:stroke-dash=\"", "chart:symbol-name=\""};
    struct arena *keep = arena_new();
    ck_assert_uint_eq(count_looks(chart_of_only(lines_of(16, keep), keep), "<style:style style:name=\"series", looks, keep), 16);
    arena_free(keep);
}
END_TEST

START_TEST(a_line_with_a_hidden_month_has_an_empty_cell_there_and_is_named_where_it_ends)
{
    struct arena *keep = arena_new();
    struct doc_node *line = years_line(keep, true);
    struct chart *chart = chart_of(keep, CHART_LINE, 2);
    chart->names_series = true;
    line->chart = chart;
    const struct text drawn = chart_of_only(line, keep);
    ck_assert(holds(drawn, "-range-address=\"'Kuvio_4'.C7:'Kuvio_4'.C7 'Kuvio_4'.D8:'Kuvio_4'.D8 'Kuvio_4'.C9:'Kuvio_4'.C9\""));
    ck_assert(holds(drawn, "chart:treat-empty-cells=\"leave-gap\""));
    ck_assert(!holds(drawn, "[c]</text:p>"));
    struct doc_table *table = ARENA_NEW(keep, struct doc_table);
    *table = *line->table;
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, 12);
    memcpy(cells, table->cells, 12 * sizeof *cells);
    cells[11] = hidden_cell();
    table->cells = cells;
    line->table = table; /* March, too: the line ends in January */
    ck_assert(holds(chart_of_only(line, keep), "'Kuvio_4'.C7:'Kuvio_4'.C7\" chart:label-cell-address=\"'Kuvio_4'.C6:'Kuvio_4'.C6\">"
                                               "<chart:data-point chart:style-name=\"end2\"/>"));
    arena_free(keep);
}
END_TEST

START_TEST(names_of_small_slices_beside_each_other_go_where_there_is_room)
{
    struct arena *keep = arena_new();
    const struct doc_cell cells[] = {words_cell("Ryhmä"), words_cell("Määrä"), words_cell("a"), count_cell(keep, 90),
                                     words_cell("b"), count_cell(keep, 5), words_cell("c"), count_cell(keep, 5)};
    struct doc_table *table = table_of(keep, cells, 8, 2);
    table->id = TEXT("slices");
    struct doc_node *node = node_of(keep, NODE_CHART, "Kuvio 1", table);
    node->chart = chart_of(keep, CHART_PIE, 1);
    const struct text pie = chart_of_only(node, keep);
    ck_assert_uint_eq(count_in(pie, "chart:label-position=\"avoid-overlap\""), 2);
    ck_assert(holds(pie, "style:name=\"slice2\" style:family=\"chart\" style:data-style-name=\"count\"><style:chart-properties"));
    ck_assert(!holds(chart_of_only(gender_pie(keep), keep), "avoid-overlap"));
    arena_free(keep);
}
END_TEST

START_TEST(columns_of_months_have_a_gap_that_is_named_on_the_axis)
{
    struct arena *keep = arena_new();
    struct doc_node *columns = years_line(keep, true);
    struct doc_table *timed = ARENA_NEW(keep, struct doc_table);
    *timed = *columns->table;
    timed->is_timed = true;
    columns->table = timed;
    columns->chart = chart_of(keep, CHART_COLUMNS, 2);
    const struct text drawn = chart_of_only(columns, keep);
    ck_assert(holds(drawn, "-range-address=\"'Kuvio_4'.B7:'Kuvio_4'.B7 'Kuvio_4'.D8:'Kuvio_4'.D8 'Kuvio_4'.B9:'Kuvio_4'.B9\""));
    ck_assert(holds(drawn, "helmikuu [c]</text:p>") && holds(drawn, "chart:treat-empty-cells=\"leave-gap\""));
    arena_free(keep);
}
END_TEST

START_TEST(parts_are_named_where_the_labels_say_so)
{
    struct arena *keep = arena_new();
    struct doc_node *stack = place_columns(keep), *line = years_line(keep, false);
    struct chart *columns = chart_of(keep, CHART_COLUMNS, 2), *lines = chart_of(keep, CHART_LINE, 2);
    stack->chart = columns;
    line->chart = lines;
    ck_assert(!holds(chart_of_only(stack, keep), "data-label-series=\"true\""));
    ck_assert(!holds(chart_of_only(line, keep), "chart:style-name=\"end1\""));
    columns->names_series = lines->names_series = lines->without_values = true;
    ck_assert_uint_eq(count_in(chart_of_only(stack, keep), "data-label-number=\"value\" chart:data-label-text=\"false\" "
                                                           "chart:data-label-series=\"true\""), 3); /* two parts, and totals */
    const struct text named = chart_of_only(line, keep);
    ck_assert_uint_eq(count_in(named, "data-label-number=\"none\" chart:data-label-text=\"false\" chart:data-label-series=\"true\""), 2);
    ck_assert(holds(named, "<chart:data-point chart:repeated=\"2\"/><chart:data-point chart:style-name=\"end1\"/>"));
    columns->of_shares = true;
    ck_assert(holds(chart_of_only(stack, keep), "chart:percentage=\"true\""));
    arena_free(keep);
}
END_TEST

/* 300,000 cells, whose package has 2 MB, would as a plan of all cells alone take 14. */
START_TEST(a_large_table_takes_the_memory_of_a_few_rows)
{
    enum { ROWS = 60000, COLUMNS = 5 };
#ifdef SITREP_SANITIZED
    const long most_kb = 1000000; /* the sanitizer keeps what has been freed */
#else
    const long most_kb = 8000;
#endif
    struct arena *keep = arena_new();
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, (size_t)ROWS * COLUMNS);
    for (size_t i = 0; i < (size_t)ROWS * COLUMNS; i++)
        cells[i] = i < COLUMNS || i % COLUMNS == 0 ? words_cell("Alue") : (struct doc_cell){.kind = DOC_CELL_COUNT, .value = (int64_t)i};
    struct document *document = fixture(keep);
    struct rusage before, after;
    struct text_builder out = {0};
    struct error err = {0};
    document->children[0] = node_of(keep, NODE_TABLE, "", table_of(keep, cells, (size_t)ROWS * COLUMNS, COLUMNS));
    getrusage(RUSAGE_SELF, &before);
    ck_assert_msg(ods_write(document, &out, &err), "%s", err.message);
    getrusage(RUSAGE_SELF, &after);
    ck_assert_int_lt(after.ru_maxrss - before.ru_maxrss, most_kb);
    text_builder_done(&out);
    arena_free(keep);
}
END_TEST

/* ---- reading back ---- */

static const struct corruption corruptions[] = {
    {"styles.xml", NULL, NULL},
    {"content.xml", NULL, NULL},
    {"mimetype", "spreadsheet", "text"},
    {"META-INF/manifest.xml", "full-path=\"styles.xml\"", "full-path=\"other.xml\""},
    {"content.xml", "office:value=\"1079\"", "office:value=\"1078\""},
    {"content.xml", "<text:p>1079</text:p>", "<text:p>1078</text:p>"},
    {"content.xml", "<text:p>1079</text:p>", "<text:p>1079</text:p><text:p>3</text:p>"},
    {"content.xml", "office:value=\"0.93\"", "office:value=\"0.94\""},
    {"content.xml", "office:value=\"0.93\"", "office:value=\"0,93\""},
    {"content.xml", "office:value=\"0.93\"", "office:value=\"0.9302\""},
    {"content.xml", "<text:p>93\u00A0%</text:p>", "<text:p>94\u00A0%</text:p>"},
    {"content.xml", "office:value=\"1079\"", "office:value=\"\""},
    {"content.xml", "office:value=\"1079\"", "table:formula=\"of:=1\" office:value=\"1079\""},
    {"content.xml", "\"float\" office:value=\"1079\"", "\"string\" office:value=\"1079\""},
    {"content.xml", "office:value-type=\"string\"><text:p>[c]", "office:value-type=\"string\"><text:p>3"},
    {"content.xml", "<text:p>[c]</text:p>", "<office:annotation><text:p>3</text:p></office:annotation><text:p>[c]</text:p>"},
    {"content.xml", "<text:p>[c]</text:p>", "<text:p>[c]<!-- 3 --></text:p>"},
    {"content.xml", "'=Seksuaalinen", "=Seksuaalinen"},
    {"content.xml", "&lt;pakko&gt;", "&lt;pako&gt;"},
    {"content.xml", "<text:p>Naiset</text:p>", "<text:p>Miehet</text:p>"},
    {"content.xml", "<text:p>Naiset</text:p>", "<text:p>Naiset </text:p>"},
    {"content.xml", "<text:p>Naiset</text:p>", "<text:p>Nai</text:p><text:p>set</text:p>"},
    {"content.xml", "_x0041_", "  _x0041_"},
    {"content.xml", "#'Contents'.A1", "#'Notes'.A1"},
    {"content.xml", "#'Contents'.A1", "file:///secret.ods"},
    {"content.xml", "<table:table-row table:style-name=\"row1\">", "<table:table-row table:visibility=\"collapse\" table:style-name=\"row1\">"},
    {"content.xml", "<table:table-row table:style-name=\"row1\">", "<table:table-row table:style-name=\"row1\" table:visibility=\"collapse\">"},
    {"content.xml", "<table:table-row table:style-name=\"row1\">",
     "<table:table-row table:number-rows-repeated=\"2\" table:style-name=\"row1\">"},
    {"content.xml", "</table:table-row></table:table>", "</table:table-row><table:table-row/></table:table>"},
    {"content.xml", "</table:table-row></table:table><table:database",
     "</table:table-row><table:table-row table:style-name=\"row1\"></table:table-row></table:table><table:database"},
    {"content.xml", "<table:table table:name=\"Kuvio_1\"", "<table:table table:name=\"sex\""},
    {"content.xml", "<table:table table:name=\"Kuvio_1\"", "<table:table table:protected=\"true\" table:name=\"Kuvio_1\""},
    {"content.xml", "<table:database-ranges>", "<table:table table:name=\"more\" table:style-name=\"sheet\"/><table:database-ranges>"},
    {"content.xml", "<table:table-column table:style-name=\"column1\"/>",
     "<table:table-column table:style-name=\"column1\" table:visibility=\"collapse\"/>"},
    {"content.xml", "<table:title>Kuvio 1:", "<table:title>Kuvio 2:"},
    {"content.xml", "table:display=\"true\"", "table:display=\"false\""},
    {"content.xml", "style:row-height=\"19.5pt\"", "style:row-height=\"0pt\""},
    {"content.xml", "'Kuvio_1'.A6:'Kuvio_1'.C9", "'Kuvio_1'.A6:'Kuvio_1'.C8"},
    {"content.xml", "table:name=\"data_gender\"", "table:name=\"data_sex\""},
    {"content.xml", "<table:database-ranges>", "<!-- 3 --><table:database-ranges>"},
    {"content.xml", "<office:body>", "<office:scripts/><office:body>"},
    {"content.xml", "<table:database-ranges>", "<table:dde-links/><table:database-ranges>"},
    {"content.xml", "./Object 1", "./Object 2"},
    {"content.xml", "<svg:desc>Piirakkakuvio", "<svg:desc>Kuvio"},
    {"content.xml", "<draw:object ", "<draw:image xlink:href=\"secret.png\"/><draw:object "},
    {"content.xml", "</draw:frame></table:table-cell>", "</draw:frame><text:p>3</text:p></table:table-cell>"},
    {"content.xml", "</draw:frame></table:table-cell>", "</draw:frame></table:table-cell><table:table-cell/>"},
    {"Object 1/content.xml", "office:value=\"81\"", "office:value=\"80\""},
    {"Object 1/content.xml", "<text:p>81</text:p>", "<text:p>80</text:p>"},
    {"Object 1/content.xml", "<text:p>Naiset</text:p>", "<text:p>Muut</text:p>"},
    {"Object 1/content.xml", "'Kuvio_1'.B7:'Kuvio_1'.B8", "'Kuvio_1'.B7:'Kuvio_1'.B9"},
    {"Object 1/content.xml", "'Kuvio_1'.A7:'Kuvio_1'.A8", "'Kuvio_1'.A6:'Kuvio_1'.A8"},
    {"Object 1/content.xml", "'Kuvio_1'.B6:'Kuvio_1'.B6", "'Kuvio_1'.C6:'Kuvio_1'.C6"},
    {"Object 1/content.xml", "</table:table-rows>", "<table:table-row/></table:table-rows>"},
    {"Object 1/content.xml", "</table:table-row></table:table-rows>",
     "<table:table-cell office:value-type=\"float\" office:value=\"3\"/></table:table-row></table:table-rows>"},
    {"Object 2/styles.xml", NULL, NULL},
    {"META-INF/manifest.xml", "<manifest:file-entry manifest:full-path=\"Object 1/\"", "<manifest:other manifest:full-path=\"Object 9/\""},
    {"meta.xml", "<dc:language>fi</dc:language>", ""},
    {"meta.xml", "2015-01-30", "2015-01-31"},
    {"meta.xml", "Example Agency", "J. Smith"},
    {"meta.xml", "</office:meta>", "<meta:printed-by>J. Smith</meta:printed-by></office:meta>"},
};

static bool pack(const struct xlsx_parts *parts, struct text_builder *out, struct error *err)
{
    struct xlsx_packing *packing = xlsx_packing_new(out);
    for (size_t i = 0; i < parts->count; i++) {
        if (text_equal(parts->items[i].name, TEXT("mimetype")))
            xlsx_packing_begin_stored(packing, parts->items[i].name);
        else
            xlsx_packing_begin(packing, parts->items[i].name);
        xlsx_packing_add(packing, parts->items[i].bytes);
    }
    const bool ok = xlsx_packing_end(packing, err);
    xlsx_packing_free(packing);
    return ok;
}

static bool verified(const struct document *document, const struct xlsx_parts *parts, struct error *err)
{
    struct arena *keep = arena_new();
    struct xlsx_plan plan;
    struct text_builder archive = {0};
    ck_assert(xlsx_plan(document, keep, &plan, err) && pack(parts, &archive, err));
    const bool ok = ods_verify(&plan, text_built(&archive), err);
    text_builder_done(&archive);
    arena_free(keep);
    return ok;
}

START_TEST(what_was_written_passes)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct xlsx_parts parts = parts_of(document, keep);
    struct error err = {0};
    ck_assert_msg(verified(document, &parts, &err), "%s", err.message);
    arena_free(keep);
}
END_TEST

START_TEST(a_corrupted_workbook_is_refused)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct xlsx_parts parts = parts_of(document, keep);
    check_refused(document, &parts, verified, corruptions, sizeof corruptions / sizeof *corruptions);
    arena_free(keep);
}
END_TEST

START_TEST(other_decimals_are_refused)
{
    static const struct corruption decimals[] = {
        {"content.xml", "office:value=\"28.3\"", "office:value=\"28.4\""},
        {"content.xml", "office:value=\"0.125\"", "office:value=\"0.13\""},
        {"content.xml", "<text:p>28.3<", "<text:p>28<"},
        {"content.xml", "<text:p>4.75<", "<text:p>4.751<"},
        {"content.xml", "<text:p>12.5\u00A0%", "<text:p>12.6\u00A0%"},
    };
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    document->children[1] = decimals_table(keep);
    const struct xlsx_parts parts = parts_of(document, keep);
    check_refused(document, &parts, verified, decimals, sizeof decimals / sizeof *decimals);
    arena_free(keep);
}
END_TEST

START_TEST(a_part_cut_anywhere_is_refused)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct xlsx_parts parts = parts_of(document, keep);
    const char *const names[] = {"content.xml", "Object 1/content.xml", "meta.xml", "META-INF/manifest.xml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct xlsx_part *part = xlsx_part_find(&parts, text_of(names[i]));
        const struct text sound = part->bytes;
        for (size_t len = 0; len < sound.len; len += 61) {
            struct error err = {0};
            part->bytes = text_slice(sound, 0, len);
            ck_assert_msg(!verified(document, &parts, &err), "%s: %zu bytes passed", names[i], len);
            ck_assert_int_eq(err.kind, ERROR_SYSTEM);
        }
        part->bytes = sound;
    }
    arena_free(keep);
}
END_TEST

START_TEST(a_part_too_many_is_refused)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct xlsx_parts parts = parts_of(document, keep);
    struct error err = {0};
    const size_t sound = parts.count;
    ARENA_PUSH(keep, &parts, ((struct xlsx_part){TEXT("settings.xml"), TEXT("<settings/>")}));
    ck_assert(!verified(document, &parts, &err));
    parts.count = sound;
    err = (struct error){0};
    ARENA_PUSH(keep, &parts, ((struct xlsx_part){TEXT("content.xml"), part_named(&parts, "content.xml")}));
    ck_assert(!verified(document, &parts, &err));
    arena_free(keep);
}
END_TEST

/* The sheets' rows in the wrong sheet: each has as many as it should. */
START_TEST(rows_of_another_sheet_are_refused)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct xlsx_parts parts = parts_of(document, keep);
    struct xlsx_part *part = xlsx_part_find(&parts, TEXT("content.xml"));
    const struct text row = TEXT("<table:table-row "), end = TEXT("</table:table><table:table ");
    const size_t at = text_find(part->bytes, end);
    const struct text after = text_slice(part->bytes, at, part->bytes.len);
    const size_t first = text_find(after, row);
    ck_assert(first < after.len);
    struct error err = {0};
    /* The first row of the second sheet goes to the end of the first one. */
    const struct text rows = text_slice(after, first, after.len);
    const size_t len = text_find(rows, TEXT("</table:table-row>")) + TEXT("</table:table-row>").len;
    part->bytes = text_format(keep, "%.*s%.*s%.*s%.*s", (int)at, part->bytes.ptr, (int)len, rows.ptr, (int)first, after.ptr,
                              TEXT_ARGS(text_slice(rows, len, rows.len)));
    ck_assert(!verified(document, &parts, &err));
    arena_free(keep);
}
END_TEST

/* ---- failures ---- */

static void check_failure(const struct document *document, enum error_kind kind)
{
    struct text_builder out = {0};
    struct error err = {0};
    text_add_c(&out, "before");
    ck_assert(!ods_write(document, &out, &err));
    ck_assert_msg(err.kind == kind, "%s", err.message);
    ck_assert_uint_eq(out.len, 6);
    text_builder_done(&out);
}

START_TEST(what_no_workbook_can_hold_is_an_error)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    document->subtitle = TEXT("\xFF\xFE");
    check_failure(document, ERROR_SYSTEM);
    document = fixture(keep);
    document->date_iso = TEXT("30.1.2015");
    check_failure(document, ERROR_INPUT);
    document = fixture(keep);
    document->children[0]->table->cells[4].value = INT64_C(9007199254740993);
    check_failure(document, ERROR_INPUT);
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("ods",
             two_runs_give_the_same_bytes_in_any_time_zone, its_type_is_what_it_begins_with,
             every_part_is_well_formed_and_in_the_manifest, hidden_numbers_are_in_no_part,
             numbers_are_numbers_and_shares_are_as_they_are_shown, decimals_are_numbers_and_shown_as_the_report_has_them,
             programs_may_measure_the_rows_anew, texts_like_formulas_are_guarded_and_markup_survives,
             it_says_its_title_and_language_and_names_no_person,
             tables_have_names_titles_and_headings_that_are_printed_again, every_look_has_a_style_of_its_own,
             a_document_without_figures_is_still_a_workbook, a_chart_draws_cells_and_holds_a_copy_of_them,
             hidden_rows_are_in_no_chart, a_chart_is_told_in_words, a_chart_has_the_axis_that_was_asked_for,
             parts_differ_in_hatchings_lines_in_dashes, sixteen_lines_have_sixteen_looks_without_colour,
             parts_are_named_where_the_labels_say_so,
             a_line_with_a_hidden_month_has_an_empty_cell_there_and_is_named_where_it_ends,
             names_of_small_slices_beside_each_other_go_where_there_is_room, columns_of_months_have_a_gap_that_is_named_on_the_axis,
             a_large_table_takes_the_memory_of_a_few_rows,
             what_was_written_passes, a_corrupted_workbook_is_refused, other_decimals_are_refused, a_part_cut_anywhere_is_refused,
             a_part_too_many_is_refused, rows_of_another_sheet_are_refused, what_no_workbook_can_hold_is_an_error)
