/* SPDX-License-Identifier: GPL-3.0-or-later
 * What goes where in a workbook: order of rows, charts or none, names, lines. */
#include <math.h>

#include "../harness.h"
#include "test_xlsx_fixture.h"
#include "render/data/figures.h"
#include "render/xlsx/names.h"
#include "render/xlsx/native_chart.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/scale.h"

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

/* The sheet of the figure. */
static const struct xlsx_sheet *sheet_of(const struct xlsx_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->sheets.count; i++) {
        struct text name = plan->sheets.items[i]->table_name;
        if (text_starts(name, TEXT("data_")) && text_equal(text_slice(name, 5, name.len), text_of(id)))
            return plan->sheets.items[i];
    }
    ck_abort_msg("no figure %s", id);
    return NULL;
}

static void check_text(struct text got, const char *expected)
{
    ck_assert_msg(text_equal(got, text_of(expected)), "%.*s is not %s", TEXT_ARGS(got), expected);
}

/* The cells of the n-th row; they live in `keep`. */
static const struct xlsx_cell *cells_of(const struct xlsx_sheet *sheet, size_t n, struct arena *keep)
{
    struct error err = {0};
    struct xlsx_row row = {0};
    struct xlsx_rows it = xlsx_rows(sheet, &err);
    while (it.next <= n)
        ck_assert(xlsx_rows_next(&it, &row));
    struct xlsx_cell *cells = ARENA_ARRAY(keep, struct xlsx_cell, row.count);
    for (size_t i = 0; i < row.count; i++) {
        cells[i] = row.cells[i];
        cells[i].text = text_copy(keep, row.cells[i].text);
    }
    xlsx_rows_done(&it);
    return cells;
}

static struct text heading_of_row(const struct xlsx_sheet *sheet, size_t n, struct arena *keep)
{
    return cells_of(sheet, sheet->table_row + n, keep)[0].text;
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
    static const char *const names[] = {"Cover", "Contents", "Notes", "Kuvio_1", "table", "Kuvio_2", "Kuvio_3", "Kuvio_4", "Kuvio_4_2",
                                        "Taulukko_1", "data"};
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
    const struct xlsx_sheet *data = plan.sheets.items[4];
    for (size_t i = data->table_row + 1; i < data->row_count; i++)
        check_text(cells_of(data, i, keep)[1].text, "decisions_of_the_whole_system_and_more");
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
    const struct xlsx_sheet *gender = sheet_of(&plan, "gender");
    check_text(gender->title, "Kuvio 1: Asiakkaat sukupuolen mukaan 31.12.2014 (1 160 henkilöä)");
    ck_assert(has_line(gender, "Yksikkö: henkilöä"));
    ck_assert(has_line(gender, "Osuuden perusta: asiakkaat, joiden sukupuoli tunnetaan"));
    ck_assert(!has_line(gender, "[c] = lukua ei julkaista"));
    const struct xlsx_cell *back = &gender->rows.items[gender->table_row - 1].cells[0];
    check_text(back->text, "Takaisin sisällysluetteloon");
    check_text(back->link, "Contents");
    ck_assert(has_line(sheet_of(&plan, "t1"), "[c] = lukua ei julkaista"));
    ck_assert(has_line(sheet_of(&plan, "t1"), "Luokat ovat järjestelmän omia. [Note 1]"));
    arena_free(keep);
}
END_TEST

START_TEST(a_pie_without_hidden_parts_charts_all_but_the_total)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *gender = sheet_of(&plan, "gender");
    ck_assert_int_eq(gender->chart->kind, CHART_PIE);
    ck_assert_uint_eq(gender->chart->first_row, gender->table_row + 1);
    ck_assert_uint_eq(gender->chart->last_row, gender->table_row + 2);
    ck_assert_uint_eq(gender->chart->column_count, 1);
    ck_assert_uint_eq(gender->chart->columns[0], 1);
    check_text(gender->chart->title, "Asiakkaat sukupuolen mukaan");
    arena_free(keep);
}
END_TEST

/* Of a pile the total is, where that is shown. */
START_TEST(rows_with_hidden_cells_go_last_and_are_not_charted)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *place = sheet_of(&plan, "t1");
    check_text(heading_of_row(place, 2, keep), "'=Seksuaalinen _x0041_");
    check_text(heading_of_row(place, 3, keep), "Pakkoavioliitto");
    check_text(heading_of_row(place, 4, keep), "Yhteensä");
    ck_assert_uint_eq(place->chart->first_row, place->table_row + 1);
    ck_assert_uint_eq(place->chart->last_row, place->table_row + 3);
    ck_assert(!xlsx_draws(place->chart, 0, place->table_row + 3) && xlsx_draws(place->chart, 2, place->table_row + 3));
    check_text(place->chart->title, "Asiakkaat hyväksikäytön muodon & paikan mukaan");
    arena_free(keep);
}
END_TEST

START_TEST(a_pie_with_hidden_parts_becomes_bars)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *regions = sheet_of(&plan, "regions");
    ck_assert_int_eq(regions->chart->kind, CHART_BARS);
    ck_assert_uint_eq(regions->chart->last_row - regions->chart->first_row, 1);
    check_text(heading_of_row(regions, 2, keep), "Itä-Eurooppa");
    check_text(regions->chart->title, "Asiakkaat alueittain ([c]: Kaakkois-Aasia, Muu tai ei tietoa)");
    arena_free(keep);
}
END_TEST

/* February's figure of one of two years is hidden: that line has a gap, and the title says where. */
START_TEST(no_line_is_drawn_across_a_hidden_month)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *gap_node = document->children[document->child_count - 2];
    const struct xlsx_plan plan = planned(document, keep);
    ck_assert_ptr_nonnull(sheet_of(&plan, "history")->chart);
    const struct xlsx_sheet *gap = sheet_of(&plan, "gap");
    check_text(heading_of_row(gap, 2, keep), "helmikuu");
    ck_assert_uint_eq(gap->chart->last_row - gap->chart->first_row + 1, 3);
    for (size_t i = 0; i < 2; i++)
        for (size_t row = 0; row < 3; row++)
            ck_assert_int_eq(xlsx_draws(gap->chart, i, gap->chart->first_row + row), i == 0 || row != 1);
    check_text(gap->chart->title, "Asiakkaat kuukausittain ([c]: helmikuu)");
    struct doc_table late = *gap_node->table;
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, 12);
    memcpy(cells, late.cells, 12 * sizeof *cells);
    cells[4] = hidden_cell();
    late.cells = cells;
    gap_node->table = &late; /* January of the first year, too */
    const struct xlsx_plan later = planned(document, keep);
    ck_assert_int_eq(sheet_of(&later, "gap")->chart->look, XLSX_LOOK_COUNT);
    arena_free(keep);
}
END_TEST

static const char NO_CHART[] = "Ei kaaviota, koska on [c].", NO_CHART_HERE[] = "Ei kaaviota, koska on [c]. Se on raportissa.";

static bool says_why(const struct xlsx_sheet *sheet)
{
    return has_line(sheet, NO_CHART) || has_line(sheet, NO_CHART_HERE);
}

/* The table, of months, with the second series hidden in the first `count` of them. */
static struct doc_table *months_with_hidden(const struct doc_table *table, size_t count, struct arena *keep)
{
    struct doc_table *timed = ARENA_NEW(keep, struct doc_table);
    const size_t cells = table->row_count * table->column_count;
    *timed = *table;
    timed->is_timed = true;
    timed->cells = ARENA_ARRAY(keep, struct doc_cell, cells);
    memcpy(timed->cells, table->cells, cells * sizeof *timed->cells);
    for (size_t i = 1; i <= count; i++)
        timed->cells[i * table->column_count + 2] = hidden_cell();
    return timed;
}

START_TEST(a_sheet_without_its_chart_says_why)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *sheets[] = {years_line(keep, true), years_line(keep, true)};
    for (size_t i = 0; i < 2; i++) {
        sheets[i]->chart = chart_of(keep, CHART_COLUMNS, 2);
        sheets[i]->table = months_with_hidden(sheets[i]->table, 2, keep); /* of three months one is left */
    }
    document->children[document->child_count - 2] = sheets[1];
    document->sheets = sheets;
    document->sheet_count = 1;
    const struct xlsx_plan plan = planned(document, keep);
    ck_assert(has_line(sheet_of(&plan, "gap"), NO_CHART_HERE));
    ck_assert(has_line(sheet_of(&plan, "gap_2"), NO_CHART)); /* it stands in no report */
    for (size_t i = 0; i < plan.sheets.count; i++)
        ck_assert(!plan.sheets.items[i]->chart || !says_why(plan.sheets.items[i]));
    ck_assert(!says_why(sheet_of(&plan, "decisions_of_the_whole_system_and_more"))); /* a table, with a hidden cell */
    document->words.chart_in_report = TEXT_EMPTY;
    const struct xlsx_plan shorter = planned(document, keep);
    ck_assert(has_line(sheet_of(&shorter, "gap"), NO_CHART));
    document->words.no_chart = TEXT_EMPTY;
    const struct xlsx_plan silent = planned(document, keep);
    ck_assert(!says_why(sheet_of(&silent, "gap")));
    arena_free(keep);
}
END_TEST

/* One slice of three is shown, and of no hidden one can the chart tell anything; a chart by two variables of nobody has no columns. */
START_TEST(what_cannot_be_drawn_is_hidden_or_nothing)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct doc_cell slices[] = {words_cell("Alue"), words_cell("Asiakkaita"), words_cell("a"), count_cell(keep, 21),
                                      words_cell("b"), hidden_cell(), words_cell("c"), hidden_cell()};
    const struct doc_cell nothing[] = {words_cell("Kuukausi"), words_cell("tammikuu"), words_cell("helmikuu")};
    struct doc_table *tables[] = {table_of(keep, slices, 8, 2), table_of(keep, nothing, 3, 1)};
    tables[0]->id = TEXT("slices");
    tables[1]->id = TEXT("nothing");
    for (size_t i = 0; i < 2; i++) {
        struct chart *chart = chart_of(keep, i ? CHART_COLUMNS : CHART_PIE, 1);
        chart->empty_label = TEXT("Ei tapauksia");
        document->children[i] = node_of(keep, NODE_CHART, "", tables[i]);
        document->children[i]->chart = chart;
    }
    const struct xlsx_plan plan = planned(document, keep);
    ck_assert(!sheet_of(&plan, "slices")->chart && has_line(sheet_of(&plan, "slices"), NO_CHART_HERE));
    ck_assert(!sheet_of(&plan, "nothing")->chart && has_line(sheet_of(&plan, "nothing"), "Ei tapauksia"));
    ck_assert(!says_why(sheet_of(&plan, "nothing")));
    arena_free(keep);
}
END_TEST

/* Piles of which none is whole: their totals are drawn where all of these are shown. */
START_TEST(piles_that_cannot_be_drawn_are_drawn_as_their_totals)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_cell cells[] = {
        words_cell("Muoto"), words_cell("Suomi"), words_cell("Muu"), words_cell("Yhteensä"),
        words_cell("a"), hidden_cell(), hidden_cell(), count_cell(keep, 32),
        words_cell("b"), hidden_cell(), count_cell(keep, 34), count_cell(keep, 45),
        words_cell("c"), hidden_cell(), hidden_cell(), count_cell(keep, 8),
        words_cell("Yhteensä"), count_cell(keep, 43), count_cell(keep, 42), count_cell(keep, 85),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 4);
    struct chart *chart = chart_of(keep, CHART_COLUMNS, 2);
    table->id = TEXT("piles");
    table->last_row_is_total = table->last_column_is_total = true;
    chart->title = TEXT("Muodot");
    document->children[0] = node_of(keep, NODE_CHART, "", table);
    document->children[0]->chart = chart;
    const struct xlsx_plan plan = planned(document, keep);
    const struct xlsx_sheet *sheet = sheet_of(&plan, "piles");
    ck_assert_ptr_nonnull(sheet->chart);
    ck_assert_uint_eq(sheet->chart->column_count, 1);
    ck_assert_uint_eq(sheet->chart->columns[0], 3);
    ck_assert_uint_eq(sheet->chart->first_row, sheet->table_row + 1);
    ck_assert_uint_eq(sheet->chart->last_row, sheet->table_row + 3);
    check_text(sheet->chart->title, "Muodot (Yhteensä)");
    check_text(heading_of_row(sheet, 1, keep), "a"); /* in the order of the table */
    ck_assert(has_line(sheet, "Summat, koska on [c].") && !says_why(sheet));
    arena_free(keep);
}
END_TEST

/* Of the piles one is whole, and the last has no total that is shown: as in the report the whole one is drawn by its parts, others by
 * their totals, and these come behind it. */
START_TEST(piles_with_hidden_parts_are_drawn_as_their_totals_beside_whole_ones)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_cell cells[] = {
        words_cell("Muoto"), words_cell("Suomi"), words_cell("Muu"), words_cell("Yhteensä"),
        words_cell("a"), hidden_cell(), hidden_cell(), count_cell(keep, 32),
        words_cell("b"), count_cell(keep, 11), count_cell(keep, 34), count_cell(keep, 45),
        words_cell("c"), hidden_cell(), hidden_cell(), count_cell(keep, 8),
        words_cell("d"), hidden_cell(), hidden_cell(), hidden_cell(),
        words_cell("Yhteensä"), count_cell(keep, 43), count_cell(keep, 42), count_cell(keep, 90),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 4);
    struct chart *chart = chart_of(keep, CHART_COLUMNS, 2);
    table->id = TEXT("piles");
    table->last_row_is_total = table->last_column_is_total = true;
    chart->title = TEXT("Muodot");
    document->children[0] = node_of(keep, NODE_CHART, "", table);
    document->children[0]->chart = chart;
    const struct xlsx_plan plan = planned(document, keep);
    const struct xlsx_sheet *sheet = sheet_of(&plan, "piles");
    ck_assert_uint_eq(sheet->chart->column_count, 3);
    ck_assert_uint_eq(sheet->chart->columns[2], 3);
    static const char *const names[] = {"b", "a", "c", "d"};
    static const bool drawn[4][3] = {{true, true, false}, {false, false, true}, {false, false, true}, {false, false, false}};
    for (size_t row = 0; row < 4; row++) {
        check_text(heading_of_row(sheet, row + 1, keep), names[row]);
        for (size_t i = 0; i < 3; i++)
            ck_assert_int_eq(xlsx_draws(sheet->chart, i, sheet->table_row + 1 + row), drawn[row][i]);
    }
    check_text(sheet->chart->title, "Muodot ([c]: d)");
    ck_assert(has_line(sheet, "Luvut, summat riveistä, joilla on [c].") && !says_why(sheet));
    chart->of_shares = true; /* a total tells nothing of shares */
    const struct xlsx_plan shares = planned(document, keep);
    ck_assert(!sheet_of(&shares, "piles")->chart);
    arena_free(keep);
}
END_TEST

/* A hidden total is drawn no more than what it is of; of shares of piles there is no total, and of shares of all no count. */
START_TEST(totals_are_drawn_only_where_they_tell_what_the_chart_does)
{
    struct arena *keep = arena_new();
    for (int i = 0; i < 6; i++) {
        struct document *document = fixture(keep);
        const struct doc_cell cells[] = {
            words_cell("Muoto"), words_cell("Suomi"), words_cell("Muu"), words_cell("Yhteensä"),
            words_cell("a"), hidden_cell(), hidden_cell(), i == 0 ? hidden_cell() : count_cell(keep, 32),
            words_cell("b"), count_cell(keep, 11), count_cell(keep, 34), count_cell(keep, 45),
            words_cell("c"), hidden_cell(), hidden_cell(), count_cell(keep, 8),
        };
        struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 4);
        struct chart *chart = chart_of(keep, i == 3 ? CHART_LINE : CHART_BARS, 2);
        table->id = TEXT("piles");
        table->last_column_is_total = i != 4;
        chart->of_shares = i == 1;
        chart->share_base = i == 2 ? 85 : 0;
        document->children[0] = node_of(keep, NODE_CHART, "", table);
        document->children[0]->chart = chart;
        const struct xlsx_plan plan = planned(document, keep);
        const struct xlsx_sheet *sheet = sheet_of(&plan, "piles");
        ck_assert_msg((sheet->chart != NULL) == (i == 5) && says_why(sheet) == (i != 5), "case %d", i);
    }
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
                ck_assert(!xlsx_draws(chart, c, row) || cells_of(sheet, row, keep)[chart->columns[c]].kind == XLSX_NUMBER);
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
    const struct xlsx_sheet *sheet = sheet_of(&plan, "shares");
    ck_assert_ptr_nonnull(sheet->chart);
    ck_assert_int_eq(cells_of(sheet, sheet->chart->first_row, keep)[1].kind, XLSX_PERCENT);
    check_text(sheet->title, "Perusteet");
    arena_free(keep);
}
END_TEST

/* The chart draws the counts, whose shares stand beside them. */
START_TEST(shares_beside_counts_are_no_series)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_cell cells[] = {
        words_cell("Muoto"), words_cell("Suomi"), words_cell("Suomi, %"), words_cell("Muu"), words_cell("Muu, %"), words_cell("Yhteensä"),
        words_cell("a"), count_cell(keep, 30), share_cell(keep, 75), count_cell(keep, 10), share_cell(keep, 25), count_cell(keep, 40),
        words_cell("b"), hidden_cell(), hidden_cell(), hidden_cell(), hidden_cell(), count_cell(keep, 20),
        words_cell("c"), count_cell(keep, 12), hidden_cell(), count_cell(keep, 5), hidden_cell(), count_cell(keep, 17),
        words_cell("Yhteensä"), count_cell(keep, 54), words_cell("–"), count_cell(keep, 23), words_cell("–"), count_cell(keep, 77),
    };
    cells[26].is_beside = cells[28].is_beside = true;
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 6);
    table->id = TEXT("piles");
    table->last_row_is_total = table->last_column_is_total = true;
    document->children[0] = node_of(keep, NODE_CHART, "", table);
    document->children[0]->chart = chart_of(keep, CHART_COLUMNS, 2);
    for (int of_rows = 0; of_rows < 2; of_rows++) {
        table->shares_are_of_rows = of_rows;
        const struct xlsx_plan plan = planned(document, keep);
        const struct xlsx_sheet *sheet = sheet_of(&plan, "piles");
        ck_assert_uint_eq(sheet->chart->column_count, 3);
        ck_assert_uint_eq(sheet->chart->columns[0], 1);
        ck_assert_uint_eq(sheet->chart->columns[1], 3);
        ck_assert_uint_eq(sheet->chart->columns[2], 5); /* the total of b */
        ck_assert_uint_eq(xlsx_last_drawn(sheet->chart, 0) - sheet->chart->first_row + 1, 2); /* a, c */
        ck_assert_int_eq(cells_of(sheet, sheet->table_row + 1, keep)[2].kind, XLSX_PERCENT);
        ck_assert_int_eq(cells_of(sheet, sheet->table_row + 2, keep)[2].look, XLSX_LOOK_SYMBOL);
        ck_assert_int_eq(cells_of(sheet, sheet->table_row + 4, keep)[2].look, XLSX_LOOK_SYMBOL_TOTAL);
        ck_assert_int_eq(sheet->rows.items[sheet->table_row].cells[2].look, XLSX_LOOK_HEADING_RIGHT);
        ck_assert(has_line(sheet, "Osuuden perusta: asiakkaat, joiden sukupuoli tunnetaan") == !of_rows);
    }
    arena_free(keep);
}
END_TEST

/* Of 85: what the report measures by shares of all is drawn by these, on the axis that was asked for. */
START_TEST(a_chart_measured_by_shares_is_drawn_by_the_shares_beside_its_counts)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct doc_cell cells[] = {
        words_cell("Muoto"), words_cell("Suomi"), words_cell("Suomi, %"), words_cell("Muu"), words_cell("Muu, %"),
        words_cell("a"), count_cell(keep, 30), share_cell(keep, 35), count_cell(keep, 10), share_cell(keep, 12),
        words_cell("b"), hidden_cell(), hidden_cell(), count_cell(keep, 9), hidden_cell(),
        words_cell("c"), count_cell(keep, 20), share_cell(keep, 24), count_cell(keep, 12), share_cell(keep, 14),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 5);
    struct chart *chart = chart_of(keep, CHART_BARS, 2);
    table->id = TEXT("shares");
    chart->share_base = 85;
    chart->axis = (struct chart_axis){0, 50, 10};
    document->children[0] = node_of(keep, NODE_CHART, "", table);
    document->children[0]->chart = chart;
    const struct xlsx_plan plan = planned(document, keep);
    const struct xlsx_sheet *sheet = sheet_of(&plan, "shares");
    ck_assert_ptr_nonnull(sheet->chart);
    ck_assert_uint_eq(sheet->chart->columns[0], 2);
    ck_assert_uint_eq(sheet->chart->columns[1], 4);
    ck_assert_uint_eq(sheet->chart->last_row - sheet->chart->first_row + 1, 2); /* a, c */
    const struct xlsx_scale scale = xlsx_scale_of(sheet);
    ck_assert(scale.has_to && fabs(scale.to - 0.5) < 1e-9 && fabs(scale.step - 0.1) < 1e-9);
    arena_free(keep);
}
END_TEST

/* Piles reach 57, and six steps of ten hold that; bars beside each other reach 29, and six of five do. */
START_TEST(the_axis_of_bars_reaches_the_longest_and_that_of_piles_the_highest_sum)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct doc_cell cells[] = {
        words_cell("Muoto"), words_cell("Suomi"), words_cell("Muu"),
        words_cell("a"), count_cell(keep, 29), count_cell(keep, 28),
        words_cell("b"), count_cell(keep, 20), count_cell(keep, 12),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 3);
    table->id = TEXT("both");
    document->children[0] = node_of(keep, NODE_CHART, "", table);
    document->children[0]->chart = chart_of(keep, CHART_COLUMNS, 2);
    const struct xlsx_plan piles = planned(document, keep);
    ck_assert(fabs(xlsx_scale_of(sheet_of(&piles, "both")).step - 10) < 1e-9);
    document->children[0]->chart = chart_of(keep, CHART_BARS, 2);
    const struct xlsx_plan bars = planned(document, keep);
    ck_assert(fabs(xlsx_scale_of(sheet_of(&bars, "both")).step - 5) < 1e-9);
    arena_free(keep);
}
END_TEST

START_TEST(headings_are_never_empty_and_never_equal)
{
    struct arena *keep = arena_new();
    const struct xlsx_plan plan = planned(fixture(keep), keep);
    const struct xlsx_sheet *sheet = sheet_of(&plan, "decisions_of_the_whole_system_and_more");
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
    const struct xlsx_sheet *sheet = sheet_named(&plan, "Ei_ketään");
    ck_assert_uint_eq(sheet->column_count, 0);
    check_text(sheet->rows.items[sheet->rows.count - 1].cells[0].text, "Ei tapauksia");
    arena_free(keep);
}
END_TEST

START_TEST(shares_in_the_tidy_data_are_written_as_the_language_does)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *pie = gender_pie(keep);
    document->children = &pie;
    document->child_count = 1;
    const struct xlsx_plan spaced = planned(document, keep);
    const struct xlsx_sheet *sheet = sheet_named(&spaced, "data");
    ck_assert_int_eq(cells_of(sheet, sheet->table_row + 2, keep)[DATA_FIELD_VALUE].look, XLSX_LOOK_POINTS);
    for (size_t i = 0; i < pie->table->row_count; i++)
        pie->table->cells[3 * i + 2].text = TEXT("93%");
    const struct xlsx_plan closed = planned(document, keep);
    sheet = sheet_named(&closed, "data");
    ck_assert_int_eq(cells_of(sheet, sheet->table_row + 2, keep)[DATA_FIELD_VALUE].look, XLSX_LOOK_POINTS_CLOSED);
    arena_free(keep);
}
END_TEST

/* Excel knows no table without rows. */
START_TEST(where_no_figure_has_a_number_there_is_no_tidy_data)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct doc_cell cells[] = {words_cell("Alue"), words_cell("Asiakkaita")};
    struct doc_table *table = table_of(keep, cells, 2, 2);
    table->id = TEXT("empty");
    table->title = TEXT("Ei ketään");
    document->children[0] = node_of(keep, NODE_TABLE, "", table);
    document->child_count = 1;
    const struct xlsx_plan plan = planned(document, keep);
    ck_assert_ptr_nonnull(sheet_named(&plan, "Ei_ketään"));
    for (size_t i = 0; i < plan.sheets.count; i++)
        ck_assert(!text_equal(plan.sheets.items[i]->name, TEXT("data")));
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

START_TEST(sheets_are_called_by_whole_words_of_their_titles)
{
    static const struct {
        const char *number, *title, *expected;
    } cases[] = {
        {"Figure\u00A01", "Clients by gender (85 clients)", "Figure_1"},
        {"", "Clients by country and of all genders", "Clients_by_country"}, /* not "…_and_of_all" */
        {"", "Klienter efter utnyttjandets form och plats", "Klienter_efter_utnyttjandets"},
        {"", "Asiakkaat hyväksikäytön muodon ja paikan mukaan", "Asiakkaat_hyväksikäytön_muodon"},
        {"", "Ihmiskaupparikosepäilytutkintapöytäkirjat", "Ihmiskaupparikosepäilytutkintap"}, /* 31 */
        {"", "Beslut: typ, ort/land och \"omgång\" i hela landet", "Beslut_typ_ort-land_och_omgång"},
        {"", "Etelä- ja Väli-Amerikka 2010\u20132014", "Etelä-_ja_Väli-Amerikka"}, /* a number is never cut */
        {"", "Clients at 31.12.2014 [Note 2]", "Clients_at_31.12.2014"},
        {"", "Of 1\u00A0234\u00A0567 clients of the system", "Of_1_234_567_clients"},
        {"", "A longer word and 1\u00A0234\u00A0567\u00A0890\u00A0123 more", "A_longer"},
        {"", "\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8"
             "\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8",
         "\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8"
         "\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8\xF0\x9D\x94\xB8"}, /* each is two of UTF-16 */
        {"Figure\u00A01", "\u2013 ? \u2013", "Figure_1"},
        {"", "(85 clients)", ""},
        {"", "", ""},
    };
    struct arena *keep = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_text(xlsx_sheet_words(text_of(cases[i].number), text_of(cases[i].title), keep), cases[i].expected);
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

/* ---- tables in the prose ---- */

/* Named after its section; its figures are numbers, and words keep their distance from them. */
START_TEST(a_table_in_the_prose_has_a_sheet_of_its_section)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct doc_cell cells[] = {
        words_cell("Ryhmä"),  words_cell("Asiakkaita"), words_cell("Osuus"), words_cell("Huomautus"),
        words_cell("Naiset"), figure_cell_of("60", DOC_CELL_COUNT, 60, 0), figure_cell_of("71 %", DOC_CELL_PERCENT, 71, 0),
        words_cell("ks. 2"),
        words_cell("Miehet"), figure_cell_of("[c]", DOC_CELL_HIDDEN, 0, 0), words_cell("pieni"), words_cell(""),
    };
    static struct doc_span words[] = {{.kind = SPAN_TEXT, .text = LASTING("Asiakkaat")}};
    struct doc_node *heading = node_of(keep, NODE_HEADING, "2.1", NULL);
    heading->id = TEXT("clients");
    heading->spans = (struct doc_spans){.items = words, .count = 1};
    struct doc_node *children[] = {heading, node_of(keep, NODE_TABLE, "", table_of(keep, cells, 12, 4))};
    document->children = children;
    document->child_count = 2;
    const struct xlsx_plan plan = planned(document, keep);
    ck_assert_uint_eq(plan.sheets.count, 4); /* no sheet of data: it has no figure */
    const struct xlsx_sheet *sheet = sheet_of(&plan, "clients_table");
    check_text(sheet->title, "2.1 Asiakkaat: Ryhmä, Asiakkaita, Osuus, Huomautus");
    check_text(sheet->name, "Asiakkaat");
    const struct xlsx_cell *women = cells_of(sheet, sheet->table_row + 1, keep);
    const struct xlsx_cell *men = cells_of(sheet, sheet->table_row + 2, keep);
    ck_assert_int_eq(women[1].kind, XLSX_NUMBER);
    ck_assert_int_eq(women[1].number, 60);
    ck_assert_int_eq(women[2].kind, XLSX_PERCENT);
    ck_assert_int_eq(women[2].number, 71);
    ck_assert_int_eq(women[3].look, XLSX_LOOK_TEXT_INDENTED);
    check_text(men[1].text, "[c]");
    ck_assert_int_eq(men[1].look, XLSX_LOOK_SYMBOL);
    check_text(men[2].text, "pieni");
    arena_free(keep);
}
END_TEST

/* Named by its beginning, which ends with a whole letter. */
START_TEST(a_text_longer_than_a_cell_is_named)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct text_builder b = {0};
    struct xlsx_plan plan;
    struct error err = {0};
    for (size_t i = 0; i < 32766; i++)
        text_add_c(&b, i ? "ä" : "a");
    document->title = text_built(&b);
    ck_assert(xlsx_plan(document, keep, &plan, &err));
    text_add_c(&b, "ää");
    document->title = text_built(&b);
    ck_assert(!xlsx_plan(document, keep, &plan, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.message, "'aäääääääääääääääääää…' is longer than the 32767 characters of a workbook's cell");
    text_builder_done(&b);
    arena_free(keep);
}
END_TEST

/* ---- footnotes ---- */

/* Six footnotes: 1 and 2 are of the text of two sections, 3 is the source of a figure in the text, 4 of a number in a table of the
 * text, 5 of a word in it; 1 refers to 6. The pie's note refers to 1 itself. */
static void set_six_notes(struct document *document, struct arena *keep)
{
    static struct doc_span words[6][2] = {
        {{.kind = SPAN_TEXT, .text = LASTING("yksi")}, {.kind = SPAN_NOTE, .number = 6}},
        {{.kind = SPAN_TEXT, .text = LASTING("kaksi")}}, {{.kind = SPAN_TEXT, .text = LASTING("kolme")}},
        {{.kind = SPAN_TEXT, .text = LASTING("neljä")}}, {{.kind = SPAN_TEXT, .text = LASTING("viisi")}},
        {{.kind = SPAN_TEXT, .text = LASTING("kuusi")}}};
    document->notes = ARENA_ARRAY(keep, struct doc_note, 6);
    document->note_count = 6;
    for (size_t i = 0; i < 6; i++)
        document->notes[i].spans = (struct doc_spans){words[i], i ? 1 : 2, 2};
    document->notes[2].is_source = document->notes[3].is_source = true;
}

static struct doc_node *with_notes(struct arena *keep, enum node_kind kind, size_t first, size_t second)
{
    struct doc_node *node = node_of(keep, kind, "", NULL);
    ARENA_PUSH(keep, &node->spans, ((struct doc_span){.kind = SPAN_NOTE, .number = first}));
    ARENA_PUSH(keep, &node->spans, ((struct doc_span){.kind = SPAN_NOTE, .number = second}));
    return node;
}

static struct doc_node *prose_with_notes(struct arena *keep)
{
    struct doc_cell cells[] = {words_cell("Ryhmä"), words_cell("Määrä"), words_cell("Lapset"), figure_cell_of("40", DOC_CELL_COUNT, 40, 0)};
    ARENA_PUSH(keep, &cells[2].spans, ((struct doc_span){.kind = SPAN_TEXT, .text = TEXT("Lapset")}));
    ARENA_PUSH(keep, &cells[2].spans, ((struct doc_span){.kind = SPAN_NOTE, .number = 5}));
    ARENA_PUSH(keep, &cells[3].spans, ((struct doc_span){.kind = SPAN_NOTE, .number = 4}));
    return node_of(keep, NODE_TABLE, "", table_of(keep, cells, 4, 2));
}

START_TEST(footnotes_of_a_section_are_those_of_its_tables)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    set_six_notes(document, keep);
    struct doc_node *noted = region_pie(keep);
    ARENA_PUSH(keep, &noted->note, ((struct doc_span){.kind = SPAN_NOTE, .number = 1}));
    struct doc_node *children[] = {node_of(keep, NODE_HEADING, "1", NULL), with_notes(keep, NODE_PARAGRAPH, 1, 3),
                                   gender_pie(keep), noted, node_of(keep, NODE_HEADING, "2", NULL),
                                   prose_with_notes(keep), with_notes(keep, NODE_QUOTE, 2, 2), years_line(keep, false)};
    struct doc_node *sheets[] = {decisions_table(keep)};
    document->children = children;
    document->child_count = sizeof children / sizeof *children;
    document->sheets = sheets;
    document->sheet_count = 1;
    const struct xlsx_plan plan = planned(document, keep);
    static const char *const titles[] = {
        "Kuvio 1: Asiakkaat sukupuolen mukaan 31.12.2014 (1 160 henkilöä) [Note 1]", "Kuvio 3: Asiakkaat alueittain, henkilöä",
        "2: Ryhmä, Määrä [Note 2] [Note 4]", "Kuvio 4: Asiakkaat kuukausittain, henkilöä [Note 2]", "Taulukko 1: Päätökset, kappaletta"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        check_text(plan.sheets.items[3 + i]->rows.items[0].cells[0].text, titles[i]);
    check_text(plan.sheets.items[3]->title, "Kuvio 1: Asiakkaat sukupuolen mukaan 31.12.2014 (1 160 henkilöä)");
    const struct xlsx_sheet *prose = plan.sheets.items[5], *notes = plan.sheets.items[2];
    check_text(cells_of(prose, prose->table_row + 1, keep)[0].text, "Lapset [Note 5]");
    static const char *const listed[] = {"[c]", "[Note 1]", "[Note 2]", "[Note 4]", "[Note 5]", "[Note 6]"};
    ck_assert_uint_eq(notes->row_count, notes->table_row + 1 + sizeof listed / sizeof *listed);
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        check_text(heading_of_row(notes, 1 + i, keep), listed[i]);
    arena_free(keep);
}
END_TEST

/* ---- sheets that stand in no report ---- */

START_TEST(sheets_follow_the_figures_of_the_report)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *children[] = {decisions_table(keep)}, *sheets[] = {gender_pie(keep)};
    sheets[0]->number = TEXT_EMPTY;
    document->children = children;
    document->sheets = sheets;
    document->child_count = document->sheet_count = 1;
    const struct xlsx_plan plan = planned(document, keep);
    ck_assert_uint_eq(plan.sheets.count, 6);
    check_text(plan.sheets.items[4]->name, "Asiakkaat_sukupuolen_mukaan");
    check_text(plan.sheets.items[4]->title, "Asiakkaat sukupuolen mukaan 31.12.2014 (1 160 henkilöä)");
    ck_assert_ptr_nonnull(plan.sheets.items[4]->chart);
    const struct xlsx_sheet *contents = plan.sheets.items[1], *data = plan.sheets.items[5];
    check_text(contents->rows.items[contents->table_row + 3].cells[0].link, "Asiakkaat_sukupuolen_mukaan");
    check_text(cells_of(data, data->row_count - 1, keep)[1].text, "gender");
    arena_free(keep);
}
END_TEST

/* ---- pages ---- */

static const struct xlsx_sheet *planned_alone(struct document *document, struct doc_node **node, struct arena *keep);

/* A page has room for 487 points: of rows of 15, and of the lines above them, for 32; of rows that a wider font makes 19 high, for 25. */
START_TEST(a_sheet_of_little_more_than_a_page_is_printed_on_one)
{
    static const struct {
        size_t rows;
        bool is_on_one_page;
    } cases[] = {{10, false}, {18, false}, {24, true}, {31, true}, {34, true}, {40, false}, {100, false}};
    struct arena *keep = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t count = 2 * (cases[i].rows + 1);
        struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, count);
        cells[0] = words_cell("Alue");
        cells[1] = words_cell("Henkilöä");
        for (size_t k = 2; k < count; k += 2) {
            cells[k] = words_cell(text_format(keep, "Alue %zu", k).ptr);
            cells[k + 1] = count_cell(keep, 7);
        }
        struct doc_table *table = table_of(keep, cells, count, 2);
        table->id = TEXT("regions");
        table->title = TEXT("Alueet");
        struct doc_node *node = node_of(keep, NODE_TABLE, "Taulukko 1", table);
        const struct xlsx_sheet *sheet = planned_alone(fixture(keep), &node, keep);
        ck_assert_msg(sheet->is_on_one_page == cases[i].is_on_one_page, "%zu rows", cases[i].rows);
        ck_assert(sheet->repeat_headings);
    }
    arena_free(keep);
}
END_TEST

/* ---- orders and lines ---- */

static const struct xlsx_sheet *planned_alone(struct document *document, struct doc_node **node, struct arena *keep)
{
    struct xlsx_plan *plan = ARENA_NEW(keep, struct xlsx_plan);
    document->children = node;
    document->child_count = 1;
    *plan = planned(document, keep);
    return plan->sheets.items[3];
}

/* Of Figur 8 in the Swedish report of 2014. LibreOffice broke the last name into six lines, each 15 pixels high, upon the one before. */
START_TEST(bars_are_as_far_from_each_other_as_their_names_need)
{
    static const char *const names[] = {"Förläggningar", "Polisen", "Privat rättsbiträde", "Offret självt", "Flyktingrådgivningen",
                                        "Kommuner + Centralkriminalpolisen + Gränsbevakningsväsendet + Organisationer + Uppgift saknas"};
    enum { BARS = sizeof names / sizeof *names };
    const double line_px = 15, most_around_px = 150;
    struct arena *keep = arena_new();
    for (size_t i = 0; i < 2; i++) {
        struct doc_cell cells[2 * (BARS + 1)] = {words_cell("Vem"), words_cell("Antal")};
        for (size_t row = 0; row < BARS; row++) {
            cells[2 * row + 2] = words_cell(names[i ? row : row % (BARS - 1)]);
            cells[2 * row + 3] = count_cell(keep, 7);
        }
        struct doc_table *table = table_of(keep, cells, 2 * (BARS + 1), 2);
        table->id = TEXT("requesters");
        struct doc_node *node = node_of(keep, NODE_CHART, "", table);
        node->chart = chart_of(keep, CHART_BARS, 1);
        const double height_px = xlsx_chart_height_px(planned_alone(fixture(keep), &node, keep)->chart);
        ck_assert_msg(i ? (height_px - most_around_px) / BARS >= line_px * (6 + 1) / 2 && height_px < 600 : height_px <= 360,
                      "%zu: %f", i, height_px);
    }
    arena_free(keep);
}
END_TEST

/* Of three regions one is shown: too little for a chart, and so no reason to put it first. */
START_TEST(rows_of_which_no_chart_is_made_stay_where_they_are)
{
    struct arena *keep = arena_new();
    const struct doc_cell cells[] = {
        words_cell("Alue"),         words_cell("Asiakkaita"), words_cell("Aasia"), hidden_cell(),
        words_cell("Länsi-Afrikka"), count_cell(keep, 21),    words_cell("Muu"),   hidden_cell(),
    };
    struct doc_table *table = table_of(keep, cells, 8, 2);
    table->id = TEXT("regions");
    struct doc_node *node = node_of(keep, NODE_CHART, "", table);
    node->chart = chart_of(keep, CHART_BARS, 1);
    const struct xlsx_sheet *sheet = planned_alone(fixture(keep), &node, keep);
    ck_assert_ptr_null(sheet->chart);
    check_text(heading_of_row(sheet, 1, keep), "Aasia");
    check_text(heading_of_row(sheet, 2, keep), "Länsi-Afrikka");
    arena_free(keep);
}
END_TEST

/* Of three months the second has a hidden part: in its place is a gap that says so, in no other place. */
START_TEST(columns_of_months_keep_their_order_and_have_a_gap_that_is_named)
{
    struct arena *keep = arena_new();
    static const enum chart_kind kinds[] = {CHART_COLUMNS, CHART_BARS};
    for (size_t k = 0; k < 2; k++) {
        struct doc_node *node = years_line(keep, true);
        node->table = months_with_hidden(node->table, 0, keep);
        struct chart *chart = chart_of(keep, kinds[k], 2);
        chart->title = TEXT("Kuukaudet");
        node->chart = chart;
        const struct xlsx_sheet *sheet = planned_alone(fixture(keep), &node, keep);
        check_text(heading_of_row(sheet, 1, keep), "tammikuu");
        check_text(heading_of_row(sheet, 2, keep), "helmikuu [c]");
        check_text(heading_of_row(sheet, 3, keep), "maaliskuu");
        ck_assert_int_eq(sheet->chart->kind, kinds[k]);
        ck_assert_uint_eq(sheet->chart->last_row - sheet->chart->first_row + 1, 3);
        for (size_t i = 0; i < 2; i++)
            for (size_t row = 0; row < 3; row++)
                ck_assert_int_eq(xlsx_draws(sheet->chart, i, sheet->chart->first_row + row), row != 1);
        check_text(sheet->chart->title, "Kuukaudet ([c]: lukua ei julkaista)");
        ck_assert(!says_why(sheet));
    }
    arena_free(keep);
}
END_TEST

START_TEST(columns_of_months_may_begin_with_a_gap)
{
    struct arena *keep = arena_new();
    struct doc_node *node = years_line(keep, false);
    node->table = months_with_hidden(node->table, 1, keep);
    node->chart = chart_of(keep, CHART_COLUMNS, 2);
    const struct xlsx_sheet *sheet = planned_alone(fixture(keep), &node, keep);
    check_text(heading_of_row(sheet, 1, keep), "tammikuu [c]");
    ck_assert(!xlsx_draws(sheet->chart, 0, sheet->chart->first_row) && xlsx_draws(sheet->chart, 0, sheet->chart->last_row));
    ck_assert_int_eq(sheet->chart->look, XLSX_LOOK_COUNT);
    arena_free(keep);
}
END_TEST

/* As in the report: a month that is whole by its parts, one with hidden parts as its total, and one without a total not at all. */
START_TEST(piles_of_months_with_hidden_parts_are_drawn_as_their_totals_in_their_place)
{
    struct arena *keep = arena_new();
    const struct doc_cell cells[] = {
        words_cell("Kuukausi"), words_cell("Miehet"), words_cell("Naiset"), words_cell("Yhteensä"),
        words_cell("tammikuu"), hidden_cell(), hidden_cell(), count_cell(keep, 32),
        words_cell("helmikuu"), count_cell(keep, 11), count_cell(keep, 34), count_cell(keep, 45),
        words_cell("maaliskuu"), hidden_cell(), hidden_cell(), hidden_cell(),
    };
    for (size_t rows = 3; rows <= 4; rows++) {
        struct doc_table *table = table_of(keep, cells, rows * 4, 4);
        table->id = TEXT("piles");
        table->is_timed = table->last_column_is_total = true;
        struct doc_node *node = node_of(keep, NODE_CHART, "", table);
        struct chart *chart = chart_of(keep, CHART_COLUMNS, 2);
        chart->title = TEXT("Kuukaudet");
        node->chart = chart;
        const struct xlsx_sheet *sheet = planned_alone(fixture(keep), &node, keep);
        static const char *const names[] = {"tammikuu", "helmikuu", "maaliskuu [c]"};
        static const bool drawn[3][3] = {{false, false, true}, {true, true, false}, {false, false, false}};
        ck_assert(sheet->chart->column_count == 3 && sheet->chart->columns[2] == 3 && sheet->chart->has_totals);
        for (size_t row = 0; row + 1 < rows; row++) {
            check_text(heading_of_row(sheet, row + 1, keep), names[row]);
            for (size_t i = 0; i < 3; i++)
                ck_assert_int_eq(xlsx_draws(sheet->chart, i, sheet->table_row + 1 + row), drawn[row][i]);
        }
        check_text(sheet->chart->title, rows == 4 ? "Kuukaudet ([c]: lukua ei julkaista)" : "Kuukaudet");
        ck_assert(has_line(sheet, "Luvut, summat riveistä, joilla on [c]."));
    }
    arena_free(keep);
}
END_TEST

/* Nothing in a workbook is hatched: the note of the figures as a table stands in the place of the chart's. */
START_TEST(a_sheet_has_the_note_of_its_table_and_its_period)
{
    static struct doc_span hatched[] = {{.kind = SPAN_TEXT, .text = LASTING("Viivoitettu: ei julkaista.")}};
    static struct doc_span symbol[] = {{.kind = SPAN_TEXT, .text = LASTING("[c] = ei julkaista.")}};
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *node = region_pie(keep);
    struct doc_table table = *node->table;
    table.period_words = TEXT("31.12.2014");
    node->table = &table;
    document->words.period = TEXT("Ajankohta");
    node->note = (struct doc_spans){.items = hatched, .count = 1};
    ck_assert(has_line(planned_alone(document, &node, keep), "Viivoitettu: ei julkaista."));
    node->data_note = (struct doc_spans){.items = symbol, .count = 1};
    const struct xlsx_sheet *sheet = planned_alone(document, &node, keep);
    ck_assert(has_line(sheet, "[c] = ei julkaista.") && has_line(sheet, "Ajankohta: 31.12.2014"));
    ck_assert(!has_line(sheet, "Viivoitettu: ei julkaista.") && !has_line(sheet, "[c] = lukua ei julkaista"));
    arena_free(keep);
}
END_TEST

/* Measures first, each thing once, and nothing of what is not defined, or has no sheet. */
START_TEST(the_notes_say_what_is_counted)
{
    static struct doc_term first[] = {
        {LASTING("cases"), LASTING("Rekisteri"), LASTING("Lähde."), DOC_TERM_SOURCE},
        {LASTING("gender"), LASTING("Sukupuoli"), LASTING("Rekisterin mukaan."), DOC_TERM_VARIABLE},
        {LASTING("clients"), LASTING("Asiakkaat"), LASTING("Ne, jotka ovat järjestelmässä."), DOC_TERM_MEASURE},
        {LASTING("region"), LASTING("Alue"), LASTING(""), DOC_TERM_VARIABLE},
    };
    static struct doc_term second[] = {
        {LASTING("clients"), LASTING("Asiakkaat"), LASTING("Ne, jotka ovat järjestelmässä."), DOC_TERM_MEASURE},
        {LASTING("gender"), LASTING("Sukupuoli"), LASTING("Esittäjän mukaan."), DOC_TERM_VARIABLE},
    };
    static struct doc_term third[] = {{LASTING("exits"), LASTING("Poistetut"), LASTING("Ne, jotka lähtivät."), DOC_TERM_MEASURE}};
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const size_t before = planned(document, keep).sheets.items[2]->row_count;
    struct doc_table tables[] = {*document->children[0]->table, *document->children[2]->children[0]->table,
                                 *document->children[2]->children[1]->table};
    tables[0].terms = (struct doc_terms){first, 4, 4};
    tables[1].terms = (struct doc_terms){second, 2, 2};
    tables[2].terms = (struct doc_terms){third, 1, 1};
    tables[2].no_sheet = true;
    document->children[0]->table = &tables[0];
    document->children[2]->children[0]->table = &tables[1];
    document->children[2]->children[1]->table = &tables[2];
    const struct xlsx_plan plan = planned(document, keep);
    const struct xlsx_sheet *notes = plan.sheets.items[2];
    ck_assert_uint_eq(notes->row_count, before + 4);
    check_text(cells_of(notes, before, keep)[0].text, "Asiakkaat (clients)");
    check_text(cells_of(notes, before, keep)[1].text, "Ne, jotka ovat järjestelmässä.");
    check_text(cells_of(notes, before + 1, keep)[0].text, "Sukupuoli (gender)");
    check_text(cells_of(notes, before + 1, keep)[1].text, "Rekisterin mukaan.");
    check_text(cells_of(notes, before + 2, keep)[1].text, "Esittäjän mukaan.");
    check_text(cells_of(notes, before + 3, keep)[0].text, "Rekisteri (cases)");
    check_text(cells_of(notes, before + 3, keep)[1].text, "Lähde.");
    arena_free(keep);
}
END_TEST

/* In a column that is 90 digits wide. As fonts measure them, the first takes some 77 of these, the second more than 105 (W is the widest
 * letter), the third more than 120. */
START_TEST(a_row_is_as_high_as_the_lines_that_its_words_fill)
{
    static struct doc_term terms[] = {
        {LASTING("a"), LASTING("A"), LASTING("Hyväksikäytön muoto, joka asiakkuudelle on merkitty rekisteriin; jokaisella "
                                             "asiakkuudella on yksi."), DOC_TERM_SOURCE},
        {LASTING("b"), LASTING("B"), LASTING("WWWW WWWW WWWW WWWW WWWW WWWW WWWW WWWW WWWW WWWW WWWW WWWW WWWW"), DOC_TERM_SOURCE},
        {LASTING("c"), LASTING("C"), LASTING("Asiakkuudet, jotka alkoivat jakson aikana. Henkilö, joka otettiin järjestelmään "
                                             "kahdesti, lasketaan kahdesti; poistamisen jälkeen jatkettua asiakkuutta ei lasketa."),
         DOC_TERM_SOURCE},
    };
    static const double lines[] = {1, 2, 2};
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_table table = *document->children[0]->table;
    table.terms = (struct doc_terms){terms, 3, 3};
    document->children[0]->table = &table;
    const struct xlsx_plan plan = planned(document, keep);
    const struct xlsx_sheet *notes = plan.sheets.items[2];
    ck_assert_double_eq_tol(notes->widths[1], 90, 1e-9);
    struct error err = {0};
    struct xlsx_rows it = xlsx_rows(notes, &err);
    const size_t first = notes->row_count - 3;
    for (struct xlsx_row row; xlsx_rows_next(&it, &row);)
        if (it.next > first)
            ck_assert_double_eq_tol(row.height_pt, 15 * lines[it.next - 1 - first], 1e-9);
    xlsx_rows_done(&it);
    arena_free(keep);
}
END_TEST

START_TEST(the_cover_names_the_recipient_if_there_is_one)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    document->words.recipient = TEXT("Saaja");
    const struct xlsx_plan without = planned(document, keep);
    document->recipient = TEXT("Poliisi");
    const struct xlsx_plan with = planned(document, keep);
    const struct xlsx_sheet *cover = with.sheets.items[0];
    ck_assert_uint_eq(cover->rows.count, without.sheets.items[0]->rows.count + 1);
    check_text(cover->rows.items[5].cells[0].text, "Saaja: Poliisi");
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("xlsx_plan",
             a_table_in_the_prose_has_a_sheet_of_its_section, sheets_follow_the_figures_of_the_report,
             bars_are_as_far_from_each_other_as_their_names_need,
             rows_of_which_no_chart_is_made_stay_where_they_are, columns_of_months_keep_their_order_and_have_a_gap_that_is_named,
             columns_of_months_may_begin_with_a_gap,
             piles_of_months_with_hidden_parts_are_drawn_as_their_totals_in_their_place,
             a_sheet_has_the_note_of_its_table_and_its_period, the_cover_names_the_recipient_if_there_is_one,
             the_notes_say_what_is_counted, a_row_is_as_high_as_the_lines_that_its_words_fill, a_text_longer_than_a_cell_is_named,
             footnotes_of_a_section_are_those_of_its_tables,
             sheets_stand_in_the_order_of_the_document, a_figure_may_have_another_name_or_no_sheet,
             the_mark_is_on_every_sheet,
             the_contents_lead_to_every_later_sheet, a_figure_says_its_unit_its_base_and_the_way_back,
             a_pie_without_hidden_parts_charts_all_but_the_total, rows_with_hidden_cells_go_last_and_are_not_charted,
             a_pie_with_hidden_parts_becomes_bars, no_line_is_drawn_across_a_hidden_month,
             a_sheet_without_its_chart_says_why, what_cannot_be_drawn_is_hidden_or_nothing, piles_that_cannot_be_drawn_are_drawn_as_their_totals,
             piles_with_hidden_parts_are_drawn_as_their_totals_beside_whole_ones,
             totals_are_drawn_only_where_they_tell_what_the_chart_does,
             no_charted_cell_is_hidden_or_a_text, a_table_of_shares_alone_is_charted_by_its_shares,
             shares_beside_counts_are_no_series,
             a_chart_measured_by_shares_is_drawn_by_the_shares_beside_its_counts, headings_are_never_empty_and_never_equal,
             the_axis_of_bars_reaches_the_longest_and_that_of_piles_the_highest_sum, a_figure_without_rows_has_lines_only,
             where_no_figure_has_a_number_there_is_no_tidy_data,
             shares_in_the_tidy_data_are_written_as_the_language_does, a_sheet_of_little_more_than_a_page_is_printed_on_one, sheet_names_are_valid,
             sheets_are_called_by_whole_words_of_their_titles,
             sheet_names_are_unique_without_regard_to_case)
