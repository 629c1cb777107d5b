/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pies, bars, columns and lines over cells. Hatchings and markers tell the parts apart in grey and for colour-blind readers;
 * slices and bars carry their names and counts. Form: OpenDocument 1.3 part 3, chapter 11. */
#include "render/ods/chart.h"

#include "base/number.h"
#include "chart/palette.h"
#include "render/ods/content.h"
#include "render/ods/styles.h"
#include "render/xlsx/native_chart.h"
#include "render/xlsx/scale.h"

static size_t row_count(const struct xlsx_chart *chart)
{
    return chart->last_row - chart->first_row + 1;
}

/* Parts that differ in colour: slices of a pie, else series. */
static size_t part_count(const struct xlsx_chart *chart)
{
    return chart->kind == CHART_PIE ? row_count(chart) : chart->column_count;
}

void ods_add_chart_size(struct text_builder *b, const struct xlsx_chart *chart)
{
    text_add_c(b, " svg:width=\"");
    number_add_decimal(b, XLSX_CHART_WIDTH_PX * XLSX_PX_PT, 2);
    text_add_c(b, "pt\" svg:height=\"");
    number_add_decimal(b, xlsx_chart_height_px(chart) * XLSX_PX_PT, 2);
    text_add_c(b, "pt\"");
}

/* ---- looks of the parts ---- */

/* A series that is drawn as areas, or a slice: number `n` of the parts. */
static void add_area(struct text_builder *b, const struct xlsx_chart *chart, size_t n)
{
    const struct palette_entry look = xlsx_part_look(chart, n);
    text_add_format(b, "<style:graphic-properties draw:stroke=\"solid\" svg:stroke-width=\"1pt\" svg:stroke-color=\"#%06x\" "
                       "fo:wrap-option=\"wrap\" draw:fill-color=\"#%06x\"",
                    xlsx_is_of_totals(chart, n) ? PALETTE_AXIS : PALETTE_PAPER, look.fill);
    if (look.hatch == HATCH_NONE)
        text_add_c(b, " draw:fill=\"solid\"/>");
    else
        text_add_format(b, " draw:fill=\"hatch\" draw:fill-hatch-name=\"hatch%zu\" draw:fill-hatch-solid=\"true\"/>", n + 1);
}

static void add_line(struct text_builder *b, size_t n)
{
    const size_t dash = palette_line_at(n).dash;
    text_add_c(b, "<style:graphic-properties svg:stroke-width=\"2pt\"");
    if (dash == 0)
        text_add_c(b, " draw:stroke=\"solid\"");
    else
        text_add_format(b, " draw:stroke=\"dash\" draw:stroke-dash=\"dash%zu\"", dash);
    text_add_format(b, " svg:stroke-color=\"#%06x\" draw:fill-color=\"#%06x\"/>", palette_at(n).fill, palette_at(n).fill);
}

/* Words beside their part are ink on paper; those upon it have the colour that can be read there. */
static void add_lettering(struct text_builder *b, size_t size_pt, bool bold, uint32_t colour)
{
    text_add_format(b, "<style:text-properties fo:font-family=\"Calibri\" fo:font-size=\"%zupt\"%s fo:color=\"#%06x\"/>", size_pt,
                    bold ? " fo:font-weight=\"bold\"" : "", colour);
}

static void begin_style(struct text_builder *b, const char *name, size_t n, const char *numbers)
{
    text_add_format(b, "<style:style style:name=\"%s", name);
    if (n)
        text_add_format(b, "%zu", n);
    text_add_c(b, "\" style:family=\"chart\"");
    if (numbers)
        text_add_format(b, " style:data-style-name=\"%s\"", numbers);
    text_add_c(b, ">");
}

static const char *number_style(const struct xlsx_chart *chart)
{
    if (!xlsx_holds_shares(chart))
        return "count";
    return chart->look == XLSX_LOOK_PERCENT_CLOSED ? "percent_closed" : "percent";
}

/* What is written at the parts; a number stands below the name of its slice. */
static void add_labels(struct text_builder *b, bool number, bool name, bool series, const char *position)
{
    text_add_format(b, " chart:link-data-style-to-source=\"false\" chart:data-label-number=\"%s\" chart:data-label-text=\"%s\" "
                       "chart:data-label-series=\"%s\" chart:label-position=\"%s\">"
                       "<chart:label-separator><text:p>%s</text:p></chart:label-separator></style:chart-properties>",
                    number ? "value" : "none", name ? "true" : "false", series ? "true" : "false", position,
                    name ? "<text:line-break/>" : "; ");
}

static void add_pie_style(struct text_builder *b, const struct xlsx_chart *chart, size_t n)
{
    begin_style(b, "series", n + 1, number_style(chart));
    text_add_c(b, "<style:chart-properties");
    add_labels(b, true, true, false, "outside");
    add_area(b, chart, n);
    add_lettering(b, 10, false, PALETTE_INK);
    text_add_c(b, "</style:style>");
    for (size_t i = 0; i < row_count(chart); i++) {
        const bool crowded = chart->crowded && chart->crowded[i];
        begin_style(b, "slice", i + 1, crowded ? number_style(chart) : NULL);
        if (crowded) {
            text_add_c(b, "<style:chart-properties");
            add_labels(b, true, true, false, "avoid-overlap");
        }
        add_area(b, chart, n + i);
        text_add_c(b, "</style:style>");
    }
}

static void add_area_style(struct text_builder *b, const struct xlsx_chart *chart, size_t n)
{
    const bool stacked = xlsx_is_stacked(chart), named = chart->column_count > 1 && chart->source->names_series;
    const bool numbered = !chart->source->without_values && (named || !stacked);
    begin_style(b, "series", n + 1, number_style(chart));
    text_add_c(b, "<style:chart-properties");
    add_labels(b, numbered, false, named, stacked ? "center" : "outside");
    add_area(b, chart, n);
    add_lettering(b, 10, false, stacked ? xlsx_part_look(chart, n).text : PALETTE_INK);
    text_add_c(b, "</style:style>");
}

/* A line is named where it ends. */
static void add_line_style(struct text_builder *b, const struct xlsx_chart *chart, size_t n)
{
    static const char *const markers[PALETTE_MARKERS] = {"circle", "square", "diamond", "arrow-up"};
    begin_style(b, "series", n + 1, number_style(chart));
    text_add_format(b, "<style:chart-properties chart:symbol-type=\"named-symbol\" chart:symbol-name=\"%s\" "
                       "chart:symbol-width=\"6pt\" chart:symbol-height=\"6pt\"/>",
                    markers[palette_line_at(n).marker]);
    add_line(b, n);
    text_add_c(b, "</style:style>");
    begin_style(b, "end", n + 1, number_style(chart));
    text_add_c(b, "<style:chart-properties");
    add_labels(b, !chart->source->without_values, false, true, "top");
    add_line(b, n);
    add_lettering(b, 10, false, PALETTE_INK);
    text_add_c(b, "</style:style>");
}

/* ---- what differs from one kind of chart to the next ---- */

static void add_points(struct text_builder *b, const struct xlsx_chart *chart, size_t n)
{
    (void)n;
    text_add_format(b, "<chart:data-point chart:repeated=\"%zu\"/>", row_count(chart));
}

static void add_slices(struct text_builder *b, const struct xlsx_chart *chart, size_t n)
{
    (void)n;
    for (size_t i = 0; i < row_count(chart); i++)
        text_add_format(b, "<chart:data-point chart:style-name=\"slice%zu\"/>", i + 1);
}

static void add_line_points(struct text_builder *b, const struct xlsx_chart *chart, size_t n)
{
    if (!chart->source->names_series) {
        add_points(b, chart, n);
        return;
    }
    const size_t before = xlsx_last_drawn(chart, n) - chart->first_row;
    if (before)
        text_add_format(b, "<chart:data-point chart:repeated=\"%zu\"/>", before);
    text_add_format(b, "<chart:data-point chart:style-name=\"end%zu\"/>", n + 1);
}

static const struct chart_type {
    const char *class;
    void (*add_style)(struct text_builder *b, const struct xlsx_chart *chart, size_t n);
    void (*add_points)(struct text_builder *b, const struct xlsx_chart *chart, size_t n);
} types[] = {
    [CHART_PIE] = {"circle", add_pie_style, add_slices},
    [CHART_BARS] = {"bar", add_area_style, add_points},
    [CHART_COLUMNS] = {"bar", add_area_style, add_points},
    [CHART_LINE] = {"line", add_line_style, add_line_points},
};
_Static_assert(sizeof types / sizeof *types == CHART_KINDS, "every kind of chart has its type");

/* ---- styles ---- */

static void add_plot_style(struct text_builder *b, const struct xlsx_chart *chart)
{
    begin_style(b, "plot", 0, NULL);
    text_add_format(b, "<style:chart-properties%s%s chart:include-hidden-cells=\"false\" chart:treat-empty-cells=\"leave-gap\" "
                       "chart:auto-position=\"true\" chart:auto-size=\"true\"%s/></style:style>",
                    chart->kind == CHART_BARS ? " chart:vertical=\"true\"" : "",
                    !xlsx_is_stacked(chart) ? "" : xlsx_is_of_shares(chart) ? " chart:percentage=\"true\"" : " chart:stacked=\"true\"",
                    chart->kind == CHART_PIE ? " chart:angle-offset=\"90\"" : "");
}

static void add_scale(struct text_builder *b, const struct xlsx_sheet *sheet)
{
    const struct xlsx_scale scale = xlsx_scale_of(sheet);
    const struct {
        const char *name;
        bool has;
        double value;
    } limits[] = {{"minimum", scale.has_from, scale.from}, {"maximum", scale.has_to, scale.to},
                  {"interval-major", true, scale.step}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (!limits[i].has)
            continue;
        text_add_format(b, " chart:%s=\"", limits[i].name);
        number_add_decimal(b, limits[i].value, 2);
        text_add_c(b, "\"");
    }
}

/* A pie has no axes, but goes round the clock only if they are turned round. Bars have their first category on top. */
static void add_axis_styles(struct text_builder *b, const struct xlsx_sheet *sheet)
{
    const struct xlsx_chart *chart = sheet->chart;
    const bool pie = chart->kind == CHART_PIE, bars = chart->kind == CHART_BARS;
    begin_style(b, "names", 0, NULL);
    text_add_format(b, "<style:chart-properties chart:display-label=\"true\" text:line-break=\"true\" "
                       "chart:reverse-direction=\"%s\"%s/><style:graphic-properties svg:stroke-width=\"0.75pt\" svg:stroke-color=\"#%06x\"/>",
                    bars ? "true" : "false", pie ? " chart:visible=\"false\"" : "", PALETTE_AXIS);
    add_lettering(b, 10, false, PALETTE_INK);
    text_add_c(b, "</style:style>");
    begin_style(b, "values", 0, xlsx_is_of_shares(chart) ? "percent_closed" : number_style(chart));
    text_add_format(b, "<style:chart-properties chart:display-label=\"true\" chart:link-data-style-to-source=\"false\" "
                       "chart:gap-width=\"%d\" chart:overlap=\"%s\" chart:reverse-direction=\"%s\"%s%s",
                    XLSX_BAR_GAP_PERCENT, xlsx_is_stacked(chart) ? "100" : "0", pie ? "true" : "false", pie ? " chart:visible=\"false\"" : "",
                    bars ? " chart:axis-position=\"end\"" : "");
    if (!pie && !xlsx_is_of_shares(chart))
        add_scale(b, sheet);
    text_add_format(b, "/><style:graphic-properties svg:stroke-width=\"0.75pt\" svg:stroke-color=\"#%06x\"/>", PALETTE_AXIS);
    add_lettering(b, 10, false, PALETTE_INK);
    text_add_c(b, "</style:style>");
}

static void add_words_styles(struct text_builder *b)
{
    begin_style(b, "title", 0, NULL);
    add_lettering(b, 12, true, PALETTE_INK);
    text_add_c(b, "</style:style>");
    begin_style(b, "words", 0, NULL);
    text_add_c(b, "<style:graphic-properties draw:stroke=\"none\" draw:fill=\"none\"/>");
    add_lettering(b, 10, false, PALETTE_INK);
    text_add_c(b, "</style:style>");
    begin_style(b, "upright", 0, NULL);
    text_add_c(b, "<style:chart-properties style:rotation-angle=\"90\"/>");
    add_lettering(b, 10, false, PALETTE_INK);
    text_add_c(b, "</style:style>");
}

static void add_chart_properties(struct text_builder *b, const struct xlsx_sheet *sheet)
{
    const struct xlsx_chart *chart = sheet->chart;
    begin_style(b, "chart", 0, NULL);
    text_add_format(b, "<style:graphic-properties draw:stroke=\"solid\" svg:stroke-width=\"0.75pt\" svg:stroke-color=\"#%06x\" "
                       "draw:fill=\"solid\" draw:fill-color=\"#ffffff\"/></style:style>", PALETTE_GRID);
    begin_style(b, "grid", 0, NULL);
    text_add_format(b, "<style:graphic-properties svg:stroke-width=\"0.75pt\" svg:stroke-color=\"#%06x\"/></style:style>",
                    PALETTE_GRID);
    begin_style(b, "wall", 0, NULL);
    text_add_c(b, "<style:graphic-properties draw:stroke=\"none\" draw:fill=\"none\"/></style:style>");
    add_words_styles(b);
    add_plot_style(b, chart);
    add_axis_styles(b, sheet);
    for (size_t i = 0; i < chart->column_count; i++)
        types[chart->kind].add_style(b, chart, i);
}

/* ---- axes and series ---- */

static void add_column(struct text_builder *b, const struct xlsx_sheet *sheet, size_t column)
{
    ods_add_range(b, sheet, (struct ods_range){sheet->chart->first_row, column, sheet->chart->last_row, column});
}

static void add_axes(struct text_builder *b, const struct xlsx_sheet *sheet)
{
    const struct xlsx_chart *chart = sheet->chart;
    text_add_c(b, "<chart:axis chart:dimension=\"x\" chart:name=\"primary-x\" chart:style-name=\"names\">"
                  "<chart:categories table:cell-range-address=\"");
    add_column(b, sheet, 0);
    text_add_c(b, "\"/></chart:axis><chart:axis chart:dimension=\"y\" chart:name=\"primary-y\" chart:style-name=\"values\">");
    if (chart->kind != CHART_PIE) {
        if (chart->source->axis_title.len && !xlsx_holds_shares(chart) && !xlsx_is_of_shares(chart)) {
            text_add_format(b, "<chart:title chart:style-name=\"%s\">", chart->kind == CHART_BARS ? "words" : "upright");
            ods_add_paragraph(b, chart->source->axis_title);
            text_add_c(b, "</chart:title>");
        }
        text_add_c(b, "<chart:grid chart:style-name=\"grid\" chart:class=\"major\"/>");
    }
    text_add_c(b, "</chart:axis>");
}

/* In the place of cells that are not drawn are empty ones, beside the table. */
static void add_values(struct text_builder *b, const struct xlsx_sheet *sheet, size_t n)
{
    struct xlsx_run run;
    for (size_t next = sheet->chart->first_row; xlsx_next_run(sheet->chart, n, &next, &run);) {
        const size_t column = run.drawn ? sheet->chart->columns[n] : sheet->column_count;
        if (run.first > sheet->chart->first_row)
            text_add_byte(b, ' ');
        ods_add_range(b, sheet, (struct ods_range){run.first, column, run.last, column});
    }
}

static void add_series(struct text_builder *b, const struct xlsx_sheet *sheet, size_t n)
{
    const struct xlsx_chart *chart = sheet->chart;
    const size_t column = chart->columns[n];
    text_add_format(b, "<chart:series chart:class=\"chart:%s\" chart:style-name=\"series%zu\" chart:values-cell-range-address=\"",
                    types[chart->kind].class, n + 1);
    add_values(b, sheet, n);
    text_add_c(b, "\" chart:label-cell-address=\"");
    ods_add_range(b, sheet, (struct ods_range){sheet->table_row, column, sheet->table_row, column});
    text_add_c(b, "\">");
    types[chart->kind].add_points(b, chart, n);
    text_add_c(b, "</chart:series>");
}

/* ---- the copy of the cells ---- */

static void add_copy(struct text_builder *b, const struct xlsx_cell *cell)
{
    if (cell->kind == XLSX_EMPTY) {
        text_add_c(b, "<table:table-cell/>");
        return;
    }
    if (cell->kind == XLSX_TEXT) {
        text_add_c(b, "<table:table-cell office:value-type=\"string\">");
        ods_add_paragraph(b, cell->text);
    } else {
        text_add_c(b, "<table:table-cell office:value-type=\"float\" office:value=\"");
        xlsx_add_value(b, cell);
        text_add_c(b, "\"><text:p>");
        xlsx_add_value(b, cell);
        text_add_c(b, "</text:p>");
    }
    text_add_c(b, "</table:table-cell>");
}

/* Of the headings, or of the n-th row: what is not drawn of it is not there. */
static void add_copies(struct text_builder *b, const struct xlsx_chart *chart, const struct xlsx_row *row, size_t n)
{
    static const struct xlsx_cell none = {.kind = XLSX_EMPTY};
    text_add_c(b, "<table:table-row>");
    add_copy(b, &row->cells[0]);
    for (size_t i = 0; i < chart->column_count; i++)
        add_copy(b, n < chart->first_row || xlsx_draws(chart, i, n) ? &row->cells[chart->columns[i]] : &none);
    text_add_c(b, "</table:table-row>");
}

/* A chart stores a copy of its cells and of the headings above them, for programs that do not look into the sheet. */
static void add_local_table(struct text_builder *b, const struct xlsx_sheet *sheet)
{
    const struct xlsx_chart *chart = sheet->chart;
    struct error err = {0};
    struct xlsx_rows it = xlsx_rows(sheet, &err);
    text_add_format(b, "<table:table table:name=\"local-table\"><table:table-header-columns><table:table-column/>"
                       "</table:table-header-columns><table:table-columns><table:table-column "
                       "table:number-columns-repeated=\"%zu\"/></table:table-columns><table:table-header-rows>",
                    chart->column_count);
    for (struct xlsx_row row; it.next <= chart->last_row && xlsx_rows_next(&it, &row);) {
        if (it.next == sheet->table_row + 1) {
            add_copies(b, chart, &row, sheet->table_row);
            text_add_c(b, "</table:table-header-rows><table:table-rows>");
        } else if (it.next > chart->first_row) {
            add_copies(b, chart, &row, it.next - 1);
        }
    }
    xlsx_rows_done(&it);
    text_add_c(b, "</table:table-rows></table:table>");
}

/* ---- the object ---- */

void ods_add_chart(struct text_builder *b, const struct xlsx_sheet *sheet)
{
    const struct xlsx_chart *chart = sheet->chart;
    text_add_c(b, ODS_XML_HEAD "<office:document-content" ODS_ROOT "><office:automatic-styles>");
    ods_add_number_styles(b);
    add_chart_properties(b, sheet);
    text_add_format(b, "</office:automatic-styles><office:body><office:chart><chart:chart chart:class=\"chart:%s\" "
                       "chart:style-name=\"chart\" xlink:href=\"..\" xlink:type=\"simple\"", types[chart->kind].class);
    ods_add_chart_size(b, chart);
    text_add_c(b, "><chart:title chart:style-name=\"title\">");
    ods_add_paragraph(b, chart->title);
    text_add_c(b, "</chart:title>");
    if (chart->column_count > 1)
        text_add_c(b, "<chart:legend chart:legend-position=\"bottom\" chart:style-name=\"words\"/>");
    text_add_c(b, "<chart:plot-area chart:style-name=\"plot\" chart:data-source-has-labels=\"both\">");
    add_axes(b, sheet);
    for (size_t i = 0; i < chart->column_count; i++)
        add_series(b, sheet, i);
    text_add_c(b, "<chart:wall chart:style-name=\"wall\"/></chart:plot-area>");
    add_local_table(b, sheet);
    text_add_c(b, "</chart:chart></office:chart></office:body></office:document-content>");
}

/* OpenDocument hatches with lines only: three directions stand for dots. Angles are in tenths of a degree, the only ones that
 * LibreOffice 7.4 reads here. */
static void add_hatch(struct text_builder *b, const struct xlsx_chart *chart, size_t n)
{
    static const struct {
        const char *style;
        int degrees;
    } forms[] = {
        [HATCH_NONE] = {"single", 0},   [HATCH_RISING] = {"single", 45}, [HATCH_FALLING] = {"single", 135},
        [HATCH_CROSSED] = {"double", 45}, [HATCH_LEVEL] = {"single", 0},  [HATCH_UPRIGHT] = {"single", 90},
        [HATCH_DOTS] = {"triple", 0},
    };
    _Static_assert(sizeof forms / sizeof *forms == HATCH_KINDS, "every hatching has its form");
    const struct palette_entry look = xlsx_part_look(chart, n);
    if (look.hatch != HATCH_NONE)
        text_add_format(b, "<draw:hatch draw:name=\"hatch%zu\" draw:style=\"%s\" draw:color=\"#%06x\" draw:distance=\"4pt\" "
                           "draw:rotation=\"%d0\"/>", n + 1, forms[look.hatch].style, look.hatch_colour, forms[look.hatch].degrees);
}

void ods_add_chart_styles(struct text_builder *b, const struct xlsx_sheet *sheet)
{
    text_add_c(b, ODS_XML_HEAD "<office:document-styles" ODS_ROOT "><office:styles>");
    for (size_t i = 0; sheet->chart->kind != CHART_LINE && i < part_count(sheet->chart); i++)
        add_hatch(b, sheet->chart, i);
    text_add_c(b, "<draw:stroke-dash draw:name=\"dash1\" draw:style=\"rect\" draw:dots1=\"1\" draw:dots1-length=\"8pt\" "
                  "draw:distance=\"4pt\"/>"
                  "<draw:stroke-dash draw:name=\"dash2\" draw:style=\"round\" draw:dots1=\"1\" draw:dots1-length=\"1pt\" "
                  "draw:distance=\"4pt\"/>"
                  "<draw:stroke-dash draw:name=\"dash3\" draw:style=\"rect\" draw:dots1=\"1\" draw:dots1-length=\"8pt\" "
                  "draw:dots2=\"1\" draw:dots2-length=\"2pt\" draw:distance=\"4pt\"/>"
                  "</office:styles></office:document-styles>");
}
