/* SPDX-License-Identifier: GPL-3.0-or-later
 * What goes where in a workbook: order of rows, charts or none, names, lines. */
#include "../harness.h"
#include "test_xlsx_fixture.h"
#include "render/xlsx/names.h"
#include "render/xlsx/plan.h"

static struct xlsx_plan planned(const struct document *document, struct arena *keep)
{
    struct xlsx_plan plan;
    struct error err = {0};
    ck_assert_msg(xlsx_plan(document, keep, &plan, &err), "%s", err.message);
    return plan;
}

static const struct xlsx_sheet *sheet_named(const struct xlsx_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->sheets.count; i++)
        if (text_equal(plan->sheets.items[i]->name, text_of(name)))
            return plan->sheets.items[i];
    ck_abort_msg("no sheet %s", name);
    return NULL;
}

static void check_text(struct text got, const char *expected)
{
    ck_assert_msg(text_equal(got, text_of(expected)), "%.*s is not %s", TEXT_ARGS(got), expected);
}

static struct text heading_of_row(const struct xlsx_sheet *sheet, size_t n)
{
    return sheet->rows.items[sheet->table_row + n].cells[0].text;
}

static bool has_line(const struct xlsx_sheet *sheet, const char *line)
{
    for (size_t i = 0; i < sheet->table_row; i++)
        if (text_equal(sheet->rows.items[i].cells[0].text, text_of(line)))
            return true;
    return false;
}

START_TEST(sheets_stand_in_the_order_of_the_document)
{
    static const char *const names[] = {"Cover", "Contents", "Notes", "gender", "_t1", "regions", "_history", "gap",
                                        "decisions_of_the_whole_system_a", "data"};
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    ck_assert_uint_eq(plan.sheets.count, sizeof names / sizeof *names);
    for (size_t i = 0; i < plan.sheets.count; i++)
        check_text(plan.sheets.items[i]->name, names[i]);
    arena_free(keep);
}
END_TEST

/* In the whole workbook: neither a sheet nor a line of the tidy data. */
START_TEST(a_figure_may_have_another_name_or_no_sheet)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *gender = gender_pie(keep), *decisions = decisions_table(keep);
    struct doc_table first = *gender->table, last = *decisions->table;
    struct doc_node *children[] = {gender, decisions};
    first.no_sheet = true;
    last.sheet = TEXT("by_year");
    gender->table = &first;
    decisions->table = &last;
    document->children = children;
    document->child_count = 2;
    const struct xlsx_plan plan = planned(document, keep);
    ck_assert_uint_eq(plan.sheets.count, 5);
    check_text(plan.sheets.items[3]->name, "by_year");
    check_text(plan.sheets.items[4]->name, "data");
    for (size_t i = 1; i < plan.sheets.items[4]->rows.count - plan.sheets.items[4]->table_row; i++)
        check_text(plan.sheets.items[4]->rows.items[plan.sheets.items[4]->table_row + i].cells[1].text,
                   "decisions_of_the_whole_system_and_more");
    arena_free(keep);
}
END_TEST

START_TEST(the_mark_is_on_every_sheet)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    for (size_t i = 0; i < plan.sheets.count; i++)
        check_text(plan.sheets.items[i]->rows.items[1].cells[0].text, "Jäljennös, ei julkaistavaksi");
    arena_free(keep);
}
END_TEST

START_TEST(the_contents_lead_to_every_later_sheet)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *contents = sheet_named(&plan, "Contents");
    ck_assert_uint_eq(contents->rows.count - contents->table_row - 1, plan.sheets.count - 2);
    for (size_t i = 2; i < plan.sheets.count; i++) {
        const struct xlsx_cell *cells = contents->rows.items[contents->table_row + i - 1].cells;
        ck_assert(text_equal(cells[0].link, plan.sheets.items[i]->name));
        ck_assert(text_equal(cells[1].text, plan.sheets.items[i]->title));
    }
    arena_free(keep);
}
END_TEST

START_TEST(a_figure_says_its_unit_its_base_and_the_way_back)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *gender = sheet_named(&plan, "gender");
    check_text(gender->title, "Kuvio 1: Asiakkaat sukupuolen mukaan 31.12.2014 (1 160 henkilöä)");
    ck_assert(has_line(gender, "Yksikkö: henkilöä"));
    ck_assert(has_line(gender, "Osuuden perusta: asiakkaat, joiden sukupuoli tunnetaan"));
    ck_assert(!has_line(gender, "[c] = lukua ei julkaista"));
    const struct xlsx_cell *back = &gender->rows.items[gender->table_row - 1].cells[0];
    check_text(back->text, "Takaisin sisällysluetteloon");
    check_text(back->link, "Contents");
    ck_assert(has_line(sheet_named(&plan, "_t1"), "[c] = lukua ei julkaista"));
    ck_assert(has_line(sheet_named(&plan, "_t1"), "Luokat ovat järjestelmän omia. [Note 1]"));
    arena_free(keep);
}
END_TEST

START_TEST(a_pie_without_hidden_parts_charts_all_but_the_total)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *gender = sheet_named(&plan, "gender");
    ck_assert_int_eq(gender->chart->kind, CHART_PIE);
    ck_assert_uint_eq(gender->chart->first_row, gender->table_row + 1);
    ck_assert_uint_eq(gender->chart->last_row, gender->table_row + 2);
    ck_assert_uint_eq(gender->chart->column_count, 1);
    ck_assert_uint_eq(gender->chart->columns[0], 1);
    check_text(gender->chart->title, "Asiakkaat sukupuolen mukaan");
    arena_free(keep);
}
END_TEST

START_TEST(rows_with_hidden_cells_go_last_and_are_not_charted)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *place = sheet_named(&plan, "_t1");
    check_text(heading_of_row(place, 2), "'=Seksuaalinen _x0041_");
    check_text(heading_of_row(place, 3), "Pakkoavioliitto");
    check_text(heading_of_row(place, 4), "Yhteensä");
    ck_assert_uint_eq(place->chart->first_row, place->table_row + 1);
    ck_assert_uint_eq(place->chart->last_row, place->table_row + 2);
    ck_assert_uint_eq(place->chart->column_count, 2);
    check_text(place->chart->title, "Asiakkaat hyväksikäytön muodon & paikan mukaan ([c]: Pakkoavioliitto)");
    arena_free(keep);
}
END_TEST

START_TEST(a_pie_with_hidden_parts_becomes_bars)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *regions = sheet_named(&plan, "regions");
    ck_assert_int_eq(regions->chart->kind, CHART_BARS);
    ck_assert_uint_eq(regions->chart->last_row - regions->chart->first_row, 1);
    check_text(heading_of_row(regions, 2), "Itä-Eurooppa");
    check_text(regions->chart->title, "Asiakkaat alueittain ([c]: Kaakkois-Aasia, Muu tai ei tietoa)");
    arena_free(keep);
}
END_TEST

START_TEST(no_line_is_drawn_across_a_hidden_month)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    ck_assert_ptr_nonnull(sheet_named(&plan, "_history")->chart);
    const struct xlsx_sheet *gap = sheet_named(&plan, "gap");
    ck_assert_ptr_null(gap->chart);
    check_text(heading_of_row(gap, 2), "helmikuu");
    arena_free(keep);
}
END_TEST

START_TEST(no_charted_cell_is_hidden_or_a_text)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    for (size_t i = 0; i < plan.sheets.count; i++) {
        const struct xlsx_sheet *sheet = plan.sheets.items[i];
        const struct xlsx_chart *chart = sheet->chart;
        for (size_t row = chart ? chart->first_row : 1; chart && row <= chart->last_row; row++)
            for (size_t c = 0; c < chart->column_count; c++)
                ck_assert_int_eq(sheet->rows.items[row].cells[chart->columns[c]].kind, XLSX_NUMBER);
    }
    arena_free(keep);
}
END_TEST

START_TEST(a_table_of_shares_alone_is_charted_by_its_shares)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct doc_cell cells[] = {
        words_cell("Peruste"),  words_cell("Osuus"), words_cell("Lupa"),
        share_cell(keep, 60), words_cell("Muu"),   share_cell(keep, 40),
    };
    struct doc_table *table = table_of(keep, cells, 6, 2);
    table->id = TEXT("shares");
    struct chart *chart = chart_of(keep, CHART_PIE, 1);
    chart->title = TEXT("Perusteet");
    document->children[0] = node_of(keep, NODE_CHART, "", table);
    document->children[0]->chart = chart;
    const struct xlsx_plan plan = planned(document, keep);
    const struct xlsx_sheet *sheet = sheet_named(&plan, "shares");
    ck_assert_ptr_nonnull(sheet->chart);
    ck_assert_int_eq(sheet->rows.items[sheet->chart->first_row].cells[1].kind, XLSX_PERCENT);
    check_text(sheet->title, "Perusteet");
    arena_free(keep);
}
END_TEST

START_TEST(headings_are_never_empty_and_never_equal)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *sheet = sheet_named(&plan, "decisions_of_the_whole_system_a");
    const struct xlsx_cell *headings = sheet->rows.items[sheet->table_row].cells;
    check_text(headings[0].text, "Otsikko");
    check_text(headings[1].text, "Määrä");
    check_text(headings[2].text, "määrä (2)");
    arena_free(keep);
}
END_TEST

START_TEST(a_figure_without_rows_has_lines_only)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct doc_cell cells[] = {words_cell("Alue"), words_cell("Asiakkaita")};
    struct doc_table *table = table_of(keep, cells, 2, 2);
    table->id = TEXT("empty");
    table->title = TEXT("Ei ketään");
    struct chart *chart = chart_of(keep, CHART_BARS, 1);
    chart->empty_label = TEXT("Ei tapauksia");
    document->children[0] = node_of(keep, NODE_CHART, "", table);
    document->children[0]->chart = chart;
    const struct xlsx_plan plan = planned(document, keep);
    const struct xlsx_sheet *sheet = sheet_named(&plan, "empty");
    ck_assert_uint_eq(sheet->column_count, 0);
    check_text(sheet->rows.items[sheet->rows.count - 1].cells[0].text, "Ei tapauksia");
    arena_free(keep);
}
END_TEST

struct name_case {
    const char *wanted, *expected;
};

/* Names that Excel refuses, or reads as a cell, a column, a row or a number when they stand unquoted in a formula. */
static const struct name_case name_cases[] = {
    {"gender", "gender"},       {"t1", "_t1"},         {"XFD12", "_XFD12"},
    {"r", "_r"},                {"C", "_C"},           {"R1C1", "_R1C1"},
    {"History", "_History"},    {"2014_new", "_2014_new"}, {"a/b\\c?d*e[f]g:h'i j", "a_b_c_d_e_f_g_h_i_j"},
    {"", "_"},                  {"abcd1", "abcd1"},    {"Sisällys", "Sisällys"},
    {"this_name_has_more_than_31_characters", "this_name_has_more_than_31_char"},
};

START_TEST(sheet_names_are_valid)
{
    struct arena *keep = arena_new();
    struct names *taken = names_new();
    for (size_t i = 0; i < sizeof name_cases / sizeof *name_cases; i++) {
        check_text(xlsx_sheet_name(text_of(name_cases[i].wanted), taken, keep), name_cases[i].expected);
    }
    names_free(taken);
    arena_free(keep);
}
END_TEST

START_TEST(sheet_names_are_unique_without_regard_to_case)
{
    struct arena *keep = arena_new();
    struct names *taken = names_new();
    check_text(xlsx_sheet_name(TEXT("Notes"), taken, keep), "Notes");
    check_text(xlsx_sheet_name(TEXT("notes"), taken, keep), "notes_2");
    check_text(xlsx_sheet_name(TEXT("NOTES"), taken, keep), "NOTES_3");
    check_text(xlsx_sheet_name(TEXT("this_name_has_more_than_31_characters"), taken, keep),
               "this_name_has_more_than_31_char");
    check_text(xlsx_sheet_name(TEXT("this_name_has_more_than_31_characters"), taken, keep),
               "this_name_has_more_than_31_ch_2");
    names_free(taken);
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("xlsx_plan",
             sheets_stand_in_the_order_of_the_document, a_figure_may_have_another_name_or_no_sheet,
             the_mark_is_on_every_sheet,
             the_contents_lead_to_every_later_sheet, a_figure_says_its_unit_its_base_and_the_way_back,
             a_pie_without_hidden_parts_charts_all_but_the_total, rows_with_hidden_cells_go_last_and_are_not_charted,
             a_pie_with_hidden_parts_becomes_bars, no_line_is_drawn_across_a_hidden_month,
             no_charted_cell_is_hidden_or_a_text, a_table_of_shares_alone_is_charted_by_its_shares,
             headings_are_never_empty_and_never_equal, a_figure_without_rows_has_lines_only, sheet_names_are_valid,
             sheet_names_are_unique_without_regard_to_case)
