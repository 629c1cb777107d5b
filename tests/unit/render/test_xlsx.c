/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbook from end to end, and what happens when the bytes are not as they should be. */
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../harness.h"
#include "test_xlsx_fixture.h"
#include "test_xlsx_parts.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/verify.h"
#include "render/xlsx/xlsx.h"
#include "render/xlsx/xml.h"

/* The workbook's bytes; they live in `keep`. */
static struct text written(const struct document *document, struct arena *keep)
{
    struct text_builder out = {0};
    struct error err = {0};
    const bool ok = xlsx_write(document, &out, &err);
    ck_assert_msg(ok, "%s", err.message);
    const struct text bytes = text_copy(keep, text_built(&out));
    text_builder_done(&out);
    return bytes;
}

static struct xlsx_parts parts_of(struct text archive, struct arena *keep)
{
    struct xlsx_parts parts;
    struct error err = {0};
    ck_assert_msg(xlsx_zip_read(archive, keep, &parts, &err), "%s", err.message);
    return parts;
}

START_TEST(two_runs_give_the_same_bytes_in_any_time_zone)
{
    struct arena *keep = arena_new();
    setenv("TZ", "Pacific/Kiritimati", 1);
    const struct text first = written(fixture(keep), keep);
    setenv("TZ", "America/Anchorage", 1);
    const struct text second = written(fixture(keep), keep);
    ck_assert(text_equal(first, second));
    const struct xlsx_parts parts = parts_of(first, keep);
    ck_assert(holds(part_named(&parts, "docProps/core.xml"), "2015-01-30T00:00:00Z"));
    arena_free(keep);
}
END_TEST

START_TEST(every_part_is_well_formed)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    ck_assert_uint_gt(parts.count, 20);
    for (size_t i = 0; i < parts.count; i++)
        ck_assert_msg(xlsx_xml_parse(parts.items[i].bytes, keep) != NULL, "%s", parts.items[i].name.ptr);
    arena_free(keep);
}
END_TEST

START_TEST(hidden_numbers_are_in_no_part)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    for (size_t i = 0; i < parts.count; i++) {
        ck_assert(!holds(parts.items[i].bytes, "104729"));
        ck_assert(!holds(parts.items[i].bytes, "104723"));
    }
    arena_free(keep);
}
END_TEST

START_TEST(shares_are_stored_as_the_decimal_numbers_they_are)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    const struct text gender = part_named(&parts, "xl/worksheets/sheet4.xml");
    ck_assert(holds(gender, "<v>0.93</v>"));
    ck_assert(holds(gender, "<v>0.07</v>"));
    ck_assert(holds(gender, "<v>1</v>"));
    arena_free(keep);
}
END_TEST

/* The cell at `place` of a sheet, and the format that it has in the styles. */
static void check_number(const struct xlsx_parts *parts, const char *place, const char *value, const char *format, struct arena *keep)
{
    const struct text sheet = part_named(parts, "xl/worksheets/sheet5.xml"), styles = part_named(parts, "xl/styles.xml");
    const struct text start = text_format(keep, "<c r=\"%s\" s=\"", place);
    struct text cell = text_slice(sheet, text_find(sheet, start) + start.len, sheet.len);
    int64_t style, number;
    ck_assert(text_to_number(text_cut(&cell, '"'), &style));
    ck_assert_msg(text_starts(cell, text_format(keep, "><v>%s</v></c>", value)), "%s: %.40s", place, cell.ptr);
    struct text looks = text_slice(styles, text_find(styles, TEXT("<cellXfs ")), styles.len);
    for (int64_t i = 0; i <= style; i++)
        looks = text_slice(looks, text_find(looks, TEXT("<xf numFmtId=\"")) + 14, looks.len);
    ck_assert(text_to_number(text_cut(&looks, '"'), &number));
    const char *wanted = text_format(keep, "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>", (int)number, format).ptr;
    ck_assert_msg(holds(styles, wanted), "%s: not %s", place, wanted);
}

/* Whether the format of that cell of the contents has `wanted`. */
static bool has_format(const struct xlsx_parts *parts, const char *place, const char *wanted, struct arena *keep)
{
    const struct text sheet = part_named(parts, "xl/worksheets/sheet2.xml"), start = text_format(keep, "<c r=\"%s\" s=\"", place);
    struct text cell = text_slice(sheet, text_find(sheet, start) + start.len, sheet.len);
    struct text looks = part_named(parts, "xl/styles.xml");
    int64_t style;
    ck_assert(text_to_number(text_cut(&cell, '"'), &style));
    looks = text_slice(looks, text_find(looks, TEXT("<cellXfs ")), looks.len);
    for (int64_t i = 0; i <= style; i++)
        looks = text_slice(looks, text_find(looks, TEXT("<xf numFmtId=\"")) + 14, looks.len);
    return holds(text_slice(looks, 0, text_find(looks, TEXT("</xf>"))), wanted);
}

/* Rows are a little higher in LibreOffice, and twice as high where a title needs two lines. */
START_TEST(links_stand_beside_their_titles)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    ck_assert(has_format(&parts, "A4", "vertical=\"center\"", keep) && has_format(&parts, "B4", "vertical=\"center\"", keep));
    ck_assert(!has_format(&parts, "A1", "vertical=\"center\"", keep));
    arena_free(keep);
}
END_TEST

START_TEST(decimals_are_numbers_and_shown_as_the_report_has_them)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    document->children[1] = decimals_table(keep);
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    check_number(&parts, "A6", "28.3", "#,##0.0", keep);
    check_number(&parts, "A7", "4.75", "#,##0.00", keep);
    check_number(&parts, "A8", "1234", "#,##0.000", keep);
    check_number(&parts, "B6", "0.125", "0.0 %", keep);
    check_number(&parts, "B7", "0.024", "0.0%", keep);
    ck_assert(holds(part_named(&parts, "xl/worksheets/sheet5.xml"), "<t>[c]</t>"));
    arena_free(keep);
}
END_TEST

/* Of every hundredth, as its cell has it: 0.07 is not the binary number nearest to it, to the 17th digit. */
START_TEST(charts_hold_shares_as_the_decimal_numbers_they_are)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, 204);
    cells[0] = words_cell("Peruste");
    cells[1] = words_cell("Osuus");
    for (int percent = 0; percent <= 100; percent++) {
        cells[2 * percent + 2] = words_cell(text_format(keep, "%d", percent).ptr);
        cells[2 * percent + 3] = share_cell(keep, percent);
    }
    struct doc_table *table = table_of(keep, cells, 204, 2);
    table->id = TEXT("shares");
    document->children[0] = node_of(keep, NODE_CHART, "", table);
    document->children[0]->chart = chart_of(keep, CHART_BARS, 1);
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    const struct text chart = part_named(&parts, "xl/charts/chart1.xml");
    for (int percent = 0; percent <= 100; percent++) {
        char value[16] = "<c:v>1</c:v>";
        if (percent < 100)
            snprintf(value, sizeof value, percent % 10 ? "<c:v>0.%02d<" : "<c:v>0.%d<", percent % 10 ? percent : percent / 10);
        ck_assert_msg(holds(chart, percent ? value : "<c:v>0</c:v>"), "%s", value);
    }
    arena_free(keep);
}
END_TEST

START_TEST(what_the_library_lacks_is_added)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    ck_assert(holds(part_named(&parts, "docProps/core.xml"), "<dc:language>fi</dc:language>"));
    ck_assert(holds(part_named(&parts, "xl/charts/chart1.xml"), "<c:lang val=\"fi\"/>"));
    ck_assert(!holds(part_named(&parts, "xl/charts/chart1.xml"), "en-US"));
    ck_assert(holds(part_named(&parts, "xl/tables/table3.xml"), "altText=\"Kuvio 1: Asiakkaat sukupuolen mukaan"));
    ck_assert(holds(part_named(&parts, "xl/drawings/drawing1.xml"), "descr=\"Piirakkakuvio: naisia 1 079 (93 %)"));
    ck_assert(holds(part_named(&parts, "xl/styles.xml"), "name=\"Heading 1\""));
    arena_free(keep);
}
END_TEST

START_TEST(a_chart_has_the_axis_that_was_asked_for)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *line = years_line(keep, false);
    struct doc_node *children[] = {line};
    struct chart chart = *line->chart;
    chart.axis = (struct chart_axis){5, 205, 50};
    line->chart = &chart;
    document->children = children;
    document->child_count = 1;
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    const struct text drawn = part_named(&parts, "xl/charts/chart1.xml");
    ck_assert(holds(drawn, "<c:max val=\"205\"/>"));
    ck_assert(holds(drawn, "<c:min val=\"5\"/>"));
    ck_assert(holds(drawn, "<c:majorUnit val=\"50\"/>"));
    arena_free(keep);
}
END_TEST

/* Of per cent on an axis of shares; of cells that hold counts it says nothing. */
START_TEST(an_axis_of_shares_is_that_of_cells_that_hold_shares)
{
    struct arena *keep = arena_new();
    for (int shares = 0; shares < 2; shares++) {
        struct document *document = fixture(keep);
        const struct doc_cell cells[] = {words_cell("Peruste"), words_cell("Osuus"),
                                         words_cell("Lupa"),    shares ? share_cell(keep, 51) : count_cell(keep, 51),
                                         words_cell("Muu"),     shares ? share_cell(keep, 49) : count_cell(keep, 49)};
        struct doc_table *table = table_of(keep, cells, 6, 2);
        struct chart *chart = chart_of(keep, CHART_BARS, 1);
        table->id = TEXT("shares");
        chart->axis = (struct chart_axis){0, 60, 20};
        chart->share_base = 100;
        document->children[0] = node_of(keep, NODE_CHART, "", table);
        document->children[0]->chart = chart;
        const struct xlsx_parts parts = parts_of(written(document, keep), keep);
        const struct text drawn = part_named(&parts, "xl/charts/chart1.xml");
        ck_assert_int_eq(holds(drawn, "<c:max val=\"0.6\"/>"), shares);
        ck_assert_int_eq(holds(drawn, "<c:majorUnit val=\"0.2\"/>"), shares);
        ck_assert(!holds(drawn, "<c:max val=\"60\"/>"));
    }
    arena_free(keep);
}
END_TEST

START_TEST(a_long_alternative_text_is_not_cut)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    char long_text[3001];
    for (size_t i = 0; i < 3000; i += 2)
        memcpy(long_text + i, "ä", 2);
    long_text[3000] = '\0';
    struct doc_node *pie = gender_pie(keep);
    struct chart *chart = chart_of(keep, CHART_PIE, 1);
    chart->title = TEXT("Asiakkaat");
    chart->alt = text_of(long_text);
    pie->chart = chart;
    document->children[0] = pie;
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    ck_assert(holds(part_named(&parts, "xl/drawings/drawing1.xml"), long_text));
    arena_free(keep);
}
END_TEST

START_TEST(texts_like_formulas_are_guarded_and_escapes_survive)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    const struct text place = part_named(&parts, "xl/worksheets/sheet6.xml");
    ck_assert(holds(place, "<t>&apos;=Seksuaalinen _x005F_x0041_</t>"));
    ck_assert(!holds(place, "<t>="));
    ck_assert(holds(place, "<t>Työperäinen &lt;pakko&gt; &amp; &quot;velka&quot;</t>"));
    arena_free(keep);
}
END_TEST

/* A chart of the fixture as it is written; charts are numbered in the order of the document. */
static struct text chart_part(struct document *document, const char *part, struct arena *keep)
{
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    return part_named(&parts, part);
}

static size_t count_in(struct text text, const char *what)
{
    size_t count = 0;
    for (size_t at; (at = text_find(text, text_of(what))) < text.len; count++)
        text = text_slice(text, at + strlen(what), text.len);
    return count;
}

/* Parts of a stack and ends of lines, with the numbers where they are asked for: nothing of it where the figure does not
 * say so. */
START_TEST(parts_are_named_where_the_labels_say_so)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct chart *columns = chart_of(keep, CHART_COLUMNS, 2), *line = chart_of(keep, CHART_LINE, 2);
    struct doc_node *nodes[] = {place_columns(keep), years_line(keep, false)};
    nodes[0]->chart = columns;
    nodes[1]->chart = line;
    document->children = nodes;
    document->child_count = 2;
    ck_assert_uint_eq(count_in(chart_part(document, "xl/charts/chart1.xml", keep), "c:showSerName"), 0);
    columns->names_series = line->names_series = line->without_values = true;
    const struct text stack = chart_part(document, "xl/charts/chart1.xml", keep);
    ck_assert_uint_eq(count_in(stack, "<c:showVal val=\"1\"/><c:showSerName val=\"1\"/>"), 3); /* two parts, and totals */
    const struct text lines = chart_part(document, "xl/charts/chart2.xml", keep);
    ck_assert_uint_eq(count_in(lines, "<c:showSerName val=\"1\"/>"), 2);
    ck_assert_uint_eq(count_in(lines, "c:showVal"), 0);
    ck_assert_uint_eq(count_in(lines, "<c:delete val=\"1\"/>"), 4); /* all of three months but the last, twice */
    arena_free(keep);
}
END_TEST

START_TEST(bars_are_without_numbers_where_the_labels_say_so)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct chart *bars = chart_of(keep, CHART_BARS, 1);
    struct doc_node *node = gender_pie(keep);
    node->chart = bars;
    document->children = &node;
    document->child_count = 1;
    ck_assert_uint_eq(count_in(chart_part(document, "xl/charts/chart1.xml", keep), "c:showVal"), 1);
    ck_assert(holds(chart_part(document, "xl/charts/chart1.xml", keep), "<a:bodyPr rot=\"0\" vert=\"horz\"/>")); /* LibreOffice */
    bars->without_values = true;
    ck_assert_uint_eq(count_in(chart_part(document, "xl/charts/chart1.xml", keep), "c:showVal"), 0);
    arena_free(keep);
}
END_TEST

/* Two piles are whole, and stand before the third: there the totals have empty cells, and nothing is stored of these. */
START_TEST(totals_of_piles_stand_behind_whole_ones_and_are_pale)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *node = place_columns(keep);
    document->children = &node;
    document->child_count = 1;
    const struct text piles = chart_part(document, "xl/charts/chart1.xml", keep);
    ck_assert(holds(piles, "<c:f>'Kuvio_2'!$B$9:$B$10</c:f>"));
    ck_assert(holds(piles, "<c:f>('Kuvio_2'!$E$9:$E$10,'Kuvio_2'!$D$11)</c:f><c:numCache><c:formatCode>General</c:formatCode>"
                           "<c:ptCount val=\"3\"/><c:pt idx=\"2\"><c:v>9</c:v></c:pt></c:numCache>"));
    ck_assert_uint_eq(count_in(piles, "<a:bgClr><a:srgbClr val=\"F1F3F4\"/></a:bgClr>"), 1);
    ck_assert(!holds(piles, "[c]"));
    arena_free(keep);
}
END_TEST

START_TEST(a_line_with_a_hidden_month_has_an_empty_cell_there_and_a_gap)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *node = years_line(keep, true);
    document->children = &node;
    document->child_count = 1;
    const struct text line = chart_part(document, "xl/charts/chart1.xml", keep);
    ck_assert(holds(line, "<c:f>('Kuvio_4'!$C$7,'Kuvio_4'!$D$8,'Kuvio_4'!$C$9)</c:f><c:numCache><c:formatCode>General</c:formatCode>"
                          "<c:ptCount val=\"3\"/><c:pt idx=\"0\"><c:v>12</c:v></c:pt><c:pt idx=\"2\"><c:v>9</c:v></c:pt></c:numCache>"));
    ck_assert(holds(line, "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>"));
    arena_free(keep);
}
END_TEST

/* In a grey print, and to those who cannot tell colours apart. */
START_TEST(sixteen_lines_have_sixteen_looks_without_colour)
{
    static const char *const looks[] = {"<a:prstDash val=\"", "<c:symbol val=\""};
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *node = lines_of(16, keep);
    document->children = &node;
    document->child_count = 1;
    ck_assert_uint_eq(count_looks(chart_part(document, "xl/charts/chart1.xml", keep), "<c:ser>", looks, keep), 16);
    arena_free(keep);
}
END_TEST

/* A table of slices of these sizes. */
static struct doc_node *pie_of(const int64_t *sizes, size_t count, struct arena *keep)
{
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, 2 * count + 2);
    cells[0] = words_cell("Ryhmä");
    cells[1] = words_cell("Määrä");
    for (size_t i = 0; i < count; i++) {
        cells[2 * i + 2] = words_cell(text_format(keep, "ryhmä %zu", i + 1).ptr);
        cells[2 * i + 3] = count_cell(keep, sizes[i]);
    }
    struct doc_table *table = table_of(keep, cells, 2 * count + 2, 2);
    table->id = TEXT("slices");
    struct doc_node *node = node_of(keep, NODE_CHART, "", table);
    node->chart = chart_of(keep, CHART_PIE, 1);
    return node;
}

/* Lines as thin as in the report: broad ones give a slice the colour of its hatching. */
START_TEST(hatchings_leave_a_slice_its_colour)
{
    static const int64_t sizes[] = {20, 20, 20, 20, 20};
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *node = pie_of(sizes, 5, keep);
    document->children = &node;
    document->child_count = 1;
    const struct text pie = chart_part(document, "xl/charts/chart1.xml", keep);
    ck_assert(holds(pie, "<a:pattFill prst=\"ltVert\">") && holds(pie, "<a:bgClr><a:srgbClr val=\"C28746\"/>"));
    ck_assert(holds(pie, "<a:pattFill prst=\"ltHorz\">") && holds(pie, "<a:bgClr><a:srgbClr val=\"56707F\"/>"));
    arena_free(keep);
}
END_TEST

/* A small slice between large ones has its name at its middle, as these have. */
START_TEST(names_of_small_slices_beside_each_other_go_where_there_is_room)
{
    static const int64_t sizes[] = {40, 6, 30, 5, 6, 13};
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *node = pie_of(sizes, 6, keep);
    document->children = &node;
    document->child_count = 1;
    const struct text pie = chart_part(document, "xl/charts/chart1.xml", keep);
    ck_assert_uint_eq(count_in(pie, "<c:dLblPos val=\"bestFit\"/>"), 2);
    ck_assert(holds(pie, "<c:dLbls><c:dLbl><c:idx val=\"3\"/><c:numFmt formatCode=\"#,##0\" sourceLinked=\"0\"/>"));
    ck_assert(holds(pie, "</c:dLbl><c:dLbl><c:idx val=\"4\"/>") && holds(pie, "</c:dLbl><c:numFmt "));
    ck_assert_uint_eq(count_in(pie, "<c:dLblPos val=\"outEnd\"/>"), 1);
    node = pie_of(sizes, 3, keep);
    ck_assert(!holds(chart_part(document, "xl/charts/chart1.xml", keep), "bestFit"));
    arena_free(keep);
}
END_TEST

/* The name of the gap on the axis says that it is none of nothing; it has no number. */
START_TEST(columns_of_months_have_a_gap_that_is_named_on_the_axis)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *node = years_line(keep, true);
    struct doc_table timed = *node->table;
    timed.is_timed = true;
    node->table = &timed;
    node->chart = chart_of(keep, CHART_COLUMNS, 2);
    document->children = &node;
    document->child_count = 1;
    const struct text columns = chart_part(document, "xl/charts/chart1.xml", keep);
    ck_assert(holds(columns, "<c:pt idx=\"1\"><c:v>helmikuu [c]</c:v></c:pt>"));
    ck_assert(holds(columns, "<c:f>('Kuvio_4'!$B$7,'Kuvio_4'!$D$8,'Kuvio_4'!$B$9)</c:f><c:numCache><c:formatCode>General</c:formatCode>"
                             "<c:ptCount val=\"3\"/><c:pt idx=\"0\"><c:v>10</c:v></c:pt><c:pt idx=\"2\"><c:v>16</c:v></c:pt></c:numCache>"));
    ck_assert(holds(columns, "<c:dispBlanksAs val=\"gap\"/>"));
    arena_free(keep);
}
END_TEST

/* Behind it, as programs write it by default, a name that is wrapped would have its number alone on a line, after a semicolon. */
START_TEST(the_number_of_a_slice_stands_below_its_name)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *node = gender_pie(keep);
    document->children = &node;
    document->child_count = 1;
    ck_assert(holds(chart_part(document, "xl/charts/chart1.xml", keep),
                    "<c:showVal val=\"1\"/><c:showCatName val=\"1\"/><c:separator>\n</c:separator>"));
    arena_free(keep);
}
END_TEST

START_TEST(bars_of_several_series_stand_beside_each_other_and_columns_are_piled_up)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *node = place_columns(keep);
    document->children = &node;
    document->child_count = 1;
    const struct text piles = chart_part(document, "xl/charts/chart1.xml", keep);
    ck_assert(holds(piles, "<c:grouping val=\"stacked\"/>") && holds(piles, "<c:gapWidth val=\"70\"/>"));
    ck_assert_uint_eq(count_in(piles, "c:showVal"), 0);
    struct chart *chart = chart_of(keep, CHART_BARS, 2);
    node->chart = chart;
    const struct text bars = chart_part(document, "xl/charts/chart1.xml", keep);
    ck_assert(holds(bars, "<c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/>"));
    ck_assert(!holds(bars, "<c:overlap") && holds(bars, "<c:gapWidth val=\"70\"/>"));
    ck_assert_uint_eq(count_in(bars, "<c:showVal val=\"1\"/>"), 2); /* at their ends, which is what is not said */
    chart->names_series = true;
    ck_assert(!holds(chart_part(document, "xl/charts/chart1.xml", keep), "<c:dLblPos"));
    arena_free(keep);
}
END_TEST

START_TEST(a_document_without_figures_is_still_a_workbook)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    document->child_count = 0;
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    ck_assert_ptr_nonnull(xlsx_part_find(&parts, TEXT("xl/worksheets/sheet3.xml")));
    ck_assert_ptr_null(xlsx_part_find(&parts, TEXT("xl/worksheets/sheet4.xml")));
    arena_free(keep);
}
END_TEST

/* Longer than what is unpacked at a time when it is read back: 20,000 characters that are written with five. */
START_TEST(a_long_text_is_read_back)
{
    struct arena *keep = arena_new();
    char *long_text = arena_alloc(keep, 20001, 1);
    memset(long_text, '&', 20000);
    struct document *document = fixture(keep);
    struct doc_cell cells[] = {words_cell("Alue"), words_cell("Huomautus"), words_cell("Aasia"), words_cell(long_text),
                               words_cell("Muu"), words_cell("ei")};
    document->children[0] = node_of(keep, NODE_TABLE, "", table_of(keep, cells, 6, 2));
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    const struct text sheet = part_named(&parts, "xl/worksheets/sheet4.xml");
    ck_assert_uint_eq(count_in(sheet, "&amp;"), 20000);
    ck_assert(holds(sheet, "<t>ei</t>"));
    arena_free(keep);
}
END_TEST

/* ---- in a file ---- */

static int temporary_file(void)
{
    const int file = open("/tmp", O_TMPFILE | O_RDWR, 0600);
    ck_assert_int_ge(file, 0);
    return file;
}

static struct text bytes_of(int file, struct arena *keep)
{
    struct stat about;
    ck_assert_int_eq(fstat(file, &about), 0);
    char *bytes = arena_alloc(keep, (size_t)about.st_size + 1, 1);
    ck_assert_int_eq(pread(file, bytes, (size_t)about.st_size, 0), about.st_size);
    return (struct text){bytes, (size_t)about.st_size};
}

/* Some parts are larger than what is written at a time, most are smaller: their heads are filled in on the disk, or before. */
START_TEST(a_file_has_the_same_bytes)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, 20000);
    for (size_t i = 0; i < 20000; i++)
        cells[i] = i < 2 || i % 2 == 0 ? words_cell("Alue") : (struct doc_cell){.kind = DOC_CELL_COUNT, .value = (int64_t)(i * i % 99991)};
    for (size_t count = 10; count <= 20000; count *= 2000) {
        struct error err = {0};
        const int file = temporary_file();
        document->children[0] = node_of(keep, NODE_TABLE, "", table_of(keep, cells, count, 2));
        ck_assert_msg(xlsx_write_file(document, file, &err), "%s", err.message);
        const struct text alone = written(document, keep);
        ck_assert_int_eq(alone.len > 100000, count > 10);
        ck_assert(text_equal(bytes_of(file, keep), alone));
        close(file);
    }
    arena_free(keep);
}
END_TEST

/* A disk that is full, a file that cannot be written, and one that cannot be read again. */
START_TEST(a_file_that_cannot_be_written_is_an_error)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    char path[] = "/tmp/sitrep-test-XXXXXX";
    const int own = mkstemp(path);
    ck_assert_int_ge(own, 0);
    const int files[] = {open("/dev/full", O_RDWR), open(path, O_RDONLY), open(path, O_WRONLY)};
    static const char *const words[] = {"No space left on device", "Bad file descriptor", "it has no directory"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct error err = {0};
        ck_assert_int_ge(files[i], 0);
        ck_assert(!xlsx_write_file(document, files[i], &err));
        ck_assert_int_eq(err.kind, ERROR_SYSTEM);
        ck_assert_msg(strstr(err.message, words[i]) != NULL, "%s", err.message);
        close(files[i]);
    }
    close(own);
    unlink(path);
    arena_free(keep);
}
END_TEST

static long memory_of(const struct doc_cell *cells, size_t rows, size_t columns)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct rusage before, after;
    struct error err = {0};
    const int file = temporary_file();
    document->children[0] = node_of(keep, NODE_TABLE, "", table_of(keep, cells, rows * columns, columns));
    getrusage(RUSAGE_SELF, &before);
    ck_assert(xlsx_write_file(document, file, &err));
    getrusage(RUSAGE_SELF, &after);
    close(file);
    arena_free(keep);
    return after.ru_maxrss - before.ru_maxrss;
}

/* 300,000 cells, whose package has 2 MB, would as a plan of all cells alone take 14. Both tables are copied before any memory is
 * measured, the small one first: what a process once had, it has. */
START_TEST(a_large_table_takes_the_memory_of_a_few_rows)
{
    enum { ROWS = 60000, COLUMNS = 5 };
#ifdef SITREP_SANITIZED
    const long most_kb = 1000000; /* the sanitizer keeps what has been freed */
#else
    const long most_kb = 1000;
#endif
    struct arena *keep = arena_new();
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, (size_t)ROWS * COLUMNS);
    for (size_t i = 0; i < (size_t)ROWS * COLUMNS; i++)
        cells[i] = i < COLUMNS || i % COLUMNS == 0 ? words_cell("Alue") : (struct doc_cell){.kind = DOC_CELL_COUNT, .value = (int64_t)i};
    memory_of(cells, 10, COLUMNS);
    ck_assert_int_lt(memory_of(cells, ROWS, COLUMNS), most_kb);
    arena_free(keep);
}
END_TEST

/* ---- reading back ---- */

static const struct corruption corruptions[] = {
    {"xl/styles.xml", NULL, NULL},
    {"xl/theme/theme1.xml", "</a:theme>", ""},
    {"xl/worksheets/sheet4.xml", "<v>1079</v>", "<v>1078</v>"},
    {"xl/worksheets/sheet4.xml", "<v>0.93</v>", "<v>0.94</v>"},
    {"xl/worksheets/sheet4.xml", "<v>0.93</v>", "<v>0,93</v>"},
    {"xl/worksheets/sheet4.xml", "<v>0.93</v>", "<v>0.9302</v>"},
    {"xl/worksheets/sheet4.xml", "<v>1079</v>", "<v></v>"},
    {"xl/worksheets/sheet4.xml", "<v>1079</v>", "<f>1+1</f><v>1079</v>"},
    {"xl/worksheets/sheet4.xml", "<c r=\"A9\"", "<c r=\"D9\""},
    {"xl/worksheets/sheet4.xml", "</row></sheetData>",
     "</row><row r=\"40\"><c r=\"A40\"><v>7</v></c></row></sheetData>"},
    {"xl/worksheets/sheet4.xml", "<row r=\"8\"", "<row hidden=\"1\" r=\"8\""},
    {"xl/worksheets/sheet6.xml", "<v>42</v>", "<v>41</v>"},
    {"xl/worksheets/sheet5.xml", "<t>030</t>", "<t>30</t>"},
    {"xl/worksheets/sheet6.xml", "<t>[c]</t>", "<t>3</t>"},
    {"xl/worksheets/sheet6.xml", "&apos;=Seksuaalinen _x005F_x0041_", "&apos;=Seksuaalinen A"},
    {"xl/worksheets/sheet6.xml", "&lt;pakko&gt;", "&lt;pako&gt;"},
    {"xl/worksheets/sheet4.xml", "Naiset", "Miehet"},
    {"xl/worksheets/sheet4.xml", "Naiset", "<b>Naiset</b>"},
    {"xl/worksheets/sheet4.xml", " t=\"inlineStr\"><is><t>Naiset</t></is>", "><v>7</v>"},
    {"xl/worksheets/sheet4.xml", "</row></sheetData>", "</sheetData>"},
    {"xl/worksheets/sheet4.xml", "<sheetData>", "<sheetData><row r=\"1\"></row>"},
    {"xl/worksheets/sheet4.xml", "<col min=\"2\"", "<col hidden=\"1\" min=\"2\""},
    {"xl/worksheets/sheet4.xml", "customHeight=\"1\"", "customHeight=\"1\" hidden=\"1\""},
    {"xl/workbook.xml", "name=\"Kuvio_1\"", "name=\"sex\""},
    {"xl/workbook.xml", "name=\"Kuvio_1\"", "state=\"hidden\" name=\"Kuvio_1\""},
    {"xl/_rels/workbook.xml.rels", "worksheets/sheet4.xml", "worksheets/sheet5.xml"},
    {"xl/tables/table3.xml", "ref=\"A", "ref=\"B"},
    {"xl/tables/table3.xml", "name=\"Osuus\"", "name=\"Osuudet\""},
    {"xl/charts/chart1.xml", "<c:v>81</c:v>", "<c:v>80</c:v>"},
    {"xl/charts/chart1.xml", "$B$8", "$B$9"},
    {"xl/charts/chart1.xml", "<c:v>Naiset</c:v>", "<c:v>Muut</c:v>"},
    {"docProps/core.xml", "<dc:language>fi</dc:language>", ""},
    {"docProps/core.xml", "2015-01-30", "2015-01-31"},
    {"docProps/core.xml", "Example Agency", "J. Smith"},
};

static bool verified(const struct document *document, const struct xlsx_parts *parts, struct error *err)
{
    struct arena *keep = arena_new();
    struct xlsx_plan plan;
    struct text_builder archive = {0};
    ck_assert(xlsx_plan(document, keep, &plan, err) && xlsx_zip_write(parts, &archive, err));
    const struct xlsx_archive found = xlsx_archive_of_bytes(text_built(&archive));
    const bool ok = xlsx_verify(&plan, &found, err);
    text_builder_done(&archive);
    arena_free(keep);
    return ok;
}

START_TEST(what_was_written_passes)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    struct error err = {0};
    ck_assert_msg(verified(document, &parts, &err), "%s", err.message);
    arena_free(keep);
}
END_TEST

START_TEST(a_corrupted_workbook_is_refused)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    check_refused(document, &parts, verified, corruptions, sizeof corruptions / sizeof *corruptions);
    arena_free(keep);
}
END_TEST

START_TEST(other_decimals_are_refused)
{
    static const struct corruption decimals[] = {
        {"xl/worksheets/sheet5.xml", "<v>28.3</v>", "<v>28.4</v>"},
        {"xl/worksheets/sheet5.xml", "<v>28.3</v>", "<v>283</v>"},
        {"xl/worksheets/sheet5.xml", "<v>28.3</v>", "<v>28.31</v>"},
        {"xl/worksheets/sheet5.xml", "<v>4.75</v>", "<v>4.7</v>"},
        {"xl/worksheets/sheet5.xml", "<v>0.125</v>", "<v>0.12</v>"},
        {"xl/worksheets/sheet5.xml", "<v>1234</v>", "<v>99999999999999999999</v>"},
        {"xl/worksheets/sheet5.xml", "<v>1234</v>", "<v>9223372036854775807</v>"},
    };
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    document->children[1] = decimals_table(keep);
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    check_refused(document, &parts, verified, decimals, sizeof decimals / sizeof *decimals);
    arena_free(keep);
}
END_TEST

START_TEST(a_part_too_many_is_refused)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct xlsx_parts parts = parts_of(written(document, keep), keep);
    ARENA_PUSH(keep, &parts, ((struct xlsx_part){TEXT("xl/comments1.xml"), TEXT("<comments/>")}));
    struct error err = {0};
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
    ck_assert(!xlsx_write(document, &out, &err));
    ck_assert_msg(err.kind == kind, "%s", err.message);
    ck_assert_uint_eq(out.len, 6);
    text_builder_done(&out);
}

START_TEST(what_no_workbook_can_hold_is_an_error)
{
    struct arena *keep = arena_new();
    char *long_text = arena_alloc(keep, 40000, 1);
    memset(long_text, 'x', 39999);
    struct document *document = fixture(keep);
    document->subtitle = text_of(long_text);
    check_failure(document, ERROR_INPUT);
    document = fixture(keep);
    document->subtitle = TEXT("\xFF\xFE");
    check_failure(document, ERROR_SYSTEM);
    document = fixture(keep);
    document->date_iso = TEXT("30.1.2015");
    check_failure(document, ERROR_INPUT);
    document = fixture(keep);
    document->children[0]->table->cells[1].text = (struct text){long_text, 256};
    check_failure(document, ERROR_INPUT);
    document = fixture(keep);
    document->children[0]->table->cells[4].value = INT64_C(9007199254740993);
    check_failure(document, ERROR_INPUT);
    arena_free(keep);
}
END_TEST

static void check_size(size_t rows, size_t columns, bool fits)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, rows * columns);
    for (size_t i = 0; i < rows * columns; i++)
        cells[i] = (struct doc_cell){.kind = DOC_CELL_TEXT, .text = i < columns ? text_format(keep, "%zu", i) : TEXT("x")};
    struct doc_table *table = table_of(keep, cells, rows * columns, columns);
    table->id = table->title = TEXT("large");
    document->children[0] = node_of(keep, NODE_TABLE, "", table);
    document->child_count = 1;
    struct xlsx_plan plan;
    struct error err = {0};
    ck_assert(xlsx_plan(document, keep, &plan, &err) == fits);
    ck_assert_int_eq(err.kind, fits ? ERROR_NONE : ERROR_INPUT);
    arena_free(keep);
}

/* Excel's sheets have 1,048,576 rows and 16,384 columns. Four rows are lines: title, mark, unit, way back. */
START_TEST(a_table_larger_than_a_sheet_is_an_error)
{
    check_size(2, 16384, true);
    check_size(2, 16385, false);
    check_size(1048572, 1, true);
    check_size(1048573, 1, false);
}
END_TEST

START_TEST(what_was_in_the_builder_stays)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    const struct text alone = written(document, keep);
    struct text_builder out = {0};
    struct error err = {0};
    text_add_c(&out, "before");
    ck_assert(xlsx_write(document, &out, &err));
    ck_assert(text_equal(text_slice(text_built(&out), 0, 6), TEXT("before")));
    ck_assert(text_equal(text_slice(text_built(&out), 6, out.len), alone));
    text_builder_done(&out);
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("xlsx",
             two_runs_give_the_same_bytes_in_any_time_zone, every_part_is_well_formed, hidden_numbers_are_in_no_part,
             shares_are_stored_as_the_decimal_numbers_they_are, links_stand_beside_their_titles,
             decimals_are_numbers_and_shown_as_the_report_has_them,
             charts_hold_shares_as_the_decimal_numbers_they_are, an_axis_of_shares_is_that_of_cells_that_hold_shares, what_the_library_lacks_is_added,
             a_chart_has_the_axis_that_was_asked_for,
             a_long_alternative_text_is_not_cut, texts_like_formulas_are_guarded_and_escapes_survive,
             parts_are_named_where_the_labels_say_so, bars_are_without_numbers_where_the_labels_say_so,
             bars_of_several_series_stand_beside_each_other_and_columns_are_piled_up,
             the_number_of_a_slice_stands_below_its_name, a_line_with_a_hidden_month_has_an_empty_cell_there_and_a_gap,
             hatchings_leave_a_slice_its_colour, sixteen_lines_have_sixteen_looks_without_colour,
             names_of_small_slices_beside_each_other_go_where_there_is_room, columns_of_months_have_a_gap_that_is_named_on_the_axis,
             totals_of_piles_stand_behind_whole_ones_and_are_pale,
             a_document_without_figures_is_still_a_workbook,
             a_long_text_is_read_back, a_file_has_the_same_bytes, a_file_that_cannot_be_written_is_an_error, a_large_table_takes_the_memory_of_a_few_rows,
             what_was_written_passes, a_corrupted_workbook_is_refused, other_decimals_are_refused, a_part_too_many_is_refused,
             what_no_workbook_can_hold_is_an_error, a_table_larger_than_a_sheet_is_an_error,
             what_was_in_the_builder_stays)
