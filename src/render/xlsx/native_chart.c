/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pies, bars, columns and lines over cells. Hatchings and markers tell the parts apart in grey and for colour-blind
 * readers; slices and bars carry their names and counts. */
#include "render/xlsx/native_chart.h"

#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "chart/palette.h"
#include "render/xlsx/library.h"
#include "render/xlsx/scale.h"
#include "render/xlsx/sheet.h"
#include "render/xlsx/xml.h"

/* ---- ranges ---- */

/* "='name'!$B$5:$B$9". */
static const char *formula(const struct xlsx_sheet *sheet, size_t column, size_t first_row, size_t last_row,
                           struct arena *scratch)
{
    struct text_builder b = {0};
    text_add_format(&b, "='%.*s'!$", TEXT_ARGS(sheet->name));
    xlsx_add_column(&b, column);
    text_add_format(&b, "$%zu", first_row + 1);
    if (last_row != first_row) {
        text_add_c(&b, ":$");
        xlsx_add_column(&b, column);
        text_add_format(&b, "$%zu", last_row + 1);
    }
    const char *range = text_to_c(scratch, text_built(&b));
    text_builder_done(&b);
    return range;
}

/* The cells that a series draws: "='name'!$B$5:$B$9", or where it leaves some out, cells that are empty in their place, beside the
 * table: "=('name'!$E$5,'name'!$B$6:$B$9)". */
static const char *values_formula(const struct xlsx_sheet *sheet, size_t series, struct arena *scratch)
{
    const struct xlsx_chart *chart = sheet->chart;
    struct text_builder b = {0};
    struct xlsx_run run;
    size_t runs = 0;
    for (size_t next = chart->first_row; xlsx_next_run(chart, series, &next, &run); runs++) {
        text_add_c(&b, runs ? "," : "");
        text_add_c(&b, formula(sheet, run.drawn ? chart->columns[series] : sheet->column_count, run.first, run.last, scratch) + 1);
    }
    const struct text ranges = text_built(&b);
    const char *values = text_format(scratch, "=%s%.*s%s", runs > 1 ? "(" : "", TEXT_ARGS(ranges), runs > 1 ? ")" : "").ptr;
    text_builder_done(&b);
    return values;
}

/* ---- numbers ---- */

/* As in the cells themselves, but that LibreOffice does not begin a line with the sign. */
static const char *number_format(const struct xlsx_sheet *sheet)
{
    if (!xlsx_holds_shares(sheet->chart))
        return "#,##0";
    return sheet->chart->look == XLSX_LOOK_PERCENT_CLOSED ? "0%" : "0\"\u00A0\"%";
}

/* ---- fills ---- */

static const uint8_t patterns[] = {
    [HATCH_NONE] = LXW_CHART_PATTERN_NONE,
    [HATCH_RISING] = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL,
    [HATCH_FALLING] = LXW_CHART_PATTERN_WIDE_DOWNWARD_DIAGONAL,
    [HATCH_CROSSED] = LXW_CHART_PATTERN_OUTLINED_DIAMOND,
    [HATCH_LEVEL] = LXW_CHART_PATTERN_LIGHT_HORIZONTAL,
    [HATCH_UPRIGHT] = LXW_CHART_PATTERN_LIGHT_VERTICAL,
    [HATCH_DOTS] = LXW_CHART_PATTERN_LARGE_CONFETTI,
};
_Static_assert(sizeof patterns / sizeof *patterns == HATCH_KINDS, "every hatching has its pattern");

static const uint8_t markers[] = {LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_DIAMOND,
                                  LXW_CHART_MARKER_TRIANGLE};
static const uint8_t dashes[] = {LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH, LXW_CHART_LINE_DASH_ROUND_DOT,
                                 LXW_CHART_LINE_DASH_DASH_DOT};
_Static_assert(sizeof markers == PALETTE_MARKERS && sizeof dashes == PALETTE_DASHES, "every line has its look");

/* The look of one part, as the library takes it: a pattern where `pattern.type` is one, else the fill. */
struct area {
    lxw_chart_fill fill;
    lxw_chart_pattern pattern;
    lxw_chart_line outline;
};

struct palette_entry xlsx_part_look(const struct xlsx_chart *chart, size_t n)
{
    return xlsx_is_of_totals(chart, n) ? palette_hidden() : palette_at(n);
}

static struct area area_of(const struct xlsx_chart *chart, size_t n)
{
    const struct palette_entry look = xlsx_part_look(chart, n);
    return (struct area){
        .fill = {.color = look.fill},
        .pattern = {.fg_color = look.hatch_colour, .bg_color = look.fill, .type = patterns[look.hatch]},
        .outline = {.color = xlsx_is_of_totals(chart, n) ? PALETTE_AXIS : LXW_COLOR_WHITE, .width = 1.0F},
    };
}

/* Names of series, with the numbers where they are asked for; on white, so that they can be read on any hatching. */
static void name_parts(lxw_chart_series *series, const struct xlsx_chart *chart, uint8_t position)
{
    lxw_chart_fill white = {.color = LXW_COLOR_WHITE};
    xlsx_library()->chart_series_set_labels_position(series, position);
    xlsx_library()->chart_series_set_labels_fill(series, &white);
    /* Last: the others turn the numbers on. */
    xlsx_library()->chart_series_set_labels_options(series, LXW_TRUE, LXW_FALSE, !chart->source->without_values);
}

static lxw_error dress_area(lxw_chart_series *series, const struct xlsx_chart *chart, size_t n, struct arena *scratch)
{
    (void)scratch;
    struct area area = area_of(chart, n);
    if (area.pattern.type == LXW_CHART_PATTERN_NONE)
        xlsx_library()->chart_series_set_fill(series, &area.fill);
    else
        xlsx_library()->chart_series_set_pattern(series, &area.pattern);
    xlsx_library()->chart_series_set_line(series, &area.outline);
    if (chart->column_count > 1 && chart->source->names_series) {
        name_parts(series, chart, xlsx_is_stacked(chart) ? LXW_CHART_LABEL_POSITION_CENTER : LXW_CHART_LABEL_POSITION_OUTSIDE_END);
    } else if (!xlsx_is_stacked(chart) && !chart->source->without_values) {
        xlsx_library()->chart_series_set_labels(series);
        xlsx_library()->chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
    }
    return LXW_NO_ERROR;
}

/* A line is named where it ends. */
static lxw_error name_line(lxw_chart_series *series, const struct xlsx_chart *chart, size_t n, struct arena *scratch)
{
    const size_t count = xlsx_last_drawn(chart, n) - chart->first_row + 1;
    lxw_chart_data_label *labels = ARENA_ARRAY(scratch, lxw_chart_data_label, count);
    lxw_chart_data_label **list = ARENA_ARRAY(scratch, lxw_chart_data_label *, count + 1);
    for (size_t i = 0; i < count; i++) {
        labels[i].hide = i + 1 < count ? LXW_TRUE : LXW_FALSE;
        list[i] = &labels[i];
    }
    const lxw_error result = xlsx_library()->chart_series_set_labels_custom(series, list);
    name_parts(series, chart, LXW_CHART_LABEL_POSITION_ABOVE);
    return result;
}

static lxw_error dress_line(lxw_chart_series *series, const struct xlsx_chart *chart, size_t n, struct arena *scratch)
{
    const struct palette_line look = palette_line_at(n);
    struct area area = area_of(chart, n);
    area.outline = (lxw_chart_line){.color = area.fill.color, .width = 2.0F, .dash_type = dashes[look.dash]};
    xlsx_library()->chart_series_set_line(series, &area.outline);
    xlsx_library()->chart_series_set_marker_type(series, markers[look.marker]);
    xlsx_library()->chart_series_set_marker_size(series, 6);
    xlsx_library()->chart_series_set_marker_fill(series, &area.fill);
    return chart->source->names_series ? name_line(series, chart, n, scratch) : LXW_NO_ERROR;
}

static lxw_error dress_slices(lxw_chart_series *series, const struct xlsx_chart *chart, size_t n, struct arena *scratch)
{
    const size_t count = chart->last_row - chart->first_row + 1;
    struct area *areas = ARENA_ARRAY(scratch, struct area, count);
    lxw_chart_point *points = ARENA_ARRAY(scratch, lxw_chart_point, count);
    lxw_chart_point **list = ARENA_ARRAY(scratch, lxw_chart_point *, count + 1);
    for (size_t i = 0; i < count; i++) {
        areas[i] = area_of(chart, n + i);
        points[i].line = &areas[i].outline;
        if (areas[i].pattern.type == LXW_CHART_PATTERN_NONE)
            points[i].fill = &areas[i].fill;
        else
            points[i].pattern = &areas[i].pattern;
        list[i] = &points[i];
    }
    xlsx_library()->chart_series_set_labels_options(series, LXW_FALSE, LXW_TRUE, LXW_TRUE);
    xlsx_library()->chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
    xlsx_library()->chart_series_set_labels_separator(series, LXW_CHART_LABEL_SEPARATOR_NEWLINE); /* the number below the name */
    xlsx_library()->chart_series_set_labels_leader_line(series);
    return xlsx_library()->chart_series_set_points(series, list);
}

/* What differs from one kind of chart to the next. */
struct chart_type {
    uint8_t alone, several; /* the library's type with one series and with more */
    double row_px, more_px; /* the least height that a category needs, and each bar of it after the first; 0: any */
    lxw_error (*dress)(lxw_chart_series *series, const struct xlsx_chart *chart, size_t n, struct arena *scratch);
};

static const struct chart_type types[] = {
    [CHART_PIE] = {LXW_CHART_PIE, LXW_CHART_PIE, 0, 0, dress_slices},
    [CHART_BARS] = {LXW_CHART_BAR, LXW_CHART_BAR, 24, 16, dress_area},
    [CHART_COLUMNS] = {LXW_CHART_COLUMN, LXW_CHART_COLUMN_STACKED, 0, 0, dress_area},
    [CHART_LINE] = {LXW_CHART_LINE, LXW_CHART_LINE, 0, 0, dress_line},
};
_Static_assert(sizeof types / sizeof *types == CHART_KINDS, "every kind of chart has its types");

/* ---- axes ---- */

static void scale_axis(lxw_chart_axis *values, const struct xlsx_sheet *sheet)
{
    const struct xlsx_scale scale = xlsx_scale_of(sheet);
    if (scale.has_from)
        xlsx_library()->chart_axis_set_min(values, scale.from);
    if (scale.has_to)
        xlsx_library()->chart_axis_set_max(values, scale.to);
    xlsx_library()->chart_axis_set_major_unit(values, scale.step);
}

static void set_axes(lxw_chart *chart, const struct xlsx_sheet *sheet, struct arena *scratch)
{
    const struct chart *source = sheet->chart->source;
    const bool bars = sheet->chart->kind == CHART_BARS;
    lxw_chart_axis *values = bars ? chart->x_axis : chart->y_axis;
    lxw_chart_axis *names = bars ? chart->y_axis : chart->x_axis;
    lxw_chart_font plain = {.bold = LXW_EXPLICIT_FALSE};
    const bool shares = xlsx_holds_shares(sheet->chart);
    if (source->axis_title.len && !shares && !xlsx_is_of_shares(sheet->chart)) {
        xlsx_library()->chart_axis_set_name(values, text_to_c(scratch, source->axis_title));
        xlsx_library()->chart_axis_set_name_font(values, &plain);
    }
    xlsx_library()->chart_axis_set_num_format(values, xlsx_is_of_shares(sheet->chart) ? "0%" : number_format(sheet));
    lxw_chart_line grid = {.color = PALETTE_GRID, .width = 0.75F}, axis = {.color = PALETTE_AXIS, .width = 0.75F};
    xlsx_library()->chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    xlsx_library()->chart_axis_major_gridlines_set_line(values, &grid);
    xlsx_library()->chart_axis_set_line(values, &axis);
    xlsx_library()->chart_axis_set_line(names, &axis);
    if (!xlsx_is_of_shares(sheet->chart))
        scale_axis(values, sheet);
    if (bars) {
        lxw_chart_font level = {.rotation = 360}; /* 0 is not written, and LibreOffice breaks only lines that are said to be level */
        xlsx_library()->chart_axis_set_num_font(names, &level);
        xlsx_library()->chart_axis_set_reverse(names);
        xlsx_library()->chart_axis_set_crossing_max(names);
    }
}

/* ---- what is stored ---- */

/* The library frees the copy; of a cell that is not there it has none. */
static void store(lxw_series_range *range, const struct xlsx_cell *cell, struct arena *scratch)
{
    lxw_series_data_point *point = memory_alloc(1, sizeof *point);
    if (!cell) {
        point->no_data = LXW_TRUE;
    } else if (cell->kind == XLSX_TEXT) {
        const struct text string = xlsx_string_escape(cell->text, scratch);
        point->is_string = range->has_string_cache = LXW_TRUE;
        point->string = memory_alloc(string.len + 1, 1);
        memcpy(point->string, string.ptr, string.len);
    } else {
        point->number = xlsx_value(cell);
    }
    STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
    range->num_data_points++;
}

/* A chart stores a copy of its cells and of the headings above them, which the library would take from its own sheet. */
static bool store_cells(lxw_chart_series **series, const struct xlsx_sheet *sheet, struct arena *scratch, struct error *err)
{
    const struct xlsx_chart *plan = sheet->chart;
    struct xlsx_rows it = xlsx_rows(sheet, err);
    for (struct xlsx_row row; it.next <= plan->last_row && xlsx_rows_next(&it, &row);) {
        const size_t n = it.next - 1;
        for (size_t i = 0; n == sheet->table_row && i < plan->column_count; i++)
            store(series[i]->title.range, &row.cells[plan->columns[i]], scratch);
        for (size_t i = 0; n >= plan->first_row && i < plan->column_count; i++) {
            store(series[i]->categories, &row.cells[0], scratch);
            if (n <= xlsx_last_drawn(plan, i))
                store(series[i]->values, xlsx_draws(plan, i, n) ? &row.cells[plan->columns[i]] : NULL, scratch);
        }
    }
    xlsx_rows_done(&it);
    return err->kind == ERROR_NONE;
}

/* ---- the chart ---- */

static lxw_chart_series *add_series(lxw_chart *chart, const struct xlsx_sheet *sheet, size_t n, struct arena *scratch)
{
    const struct xlsx_chart *plan = sheet->chart;
    const size_t column = plan->columns[n];
    lxw_chart_series *series =
        xlsx_library()->chart_add_series(chart, formula(sheet, 0, plan->first_row, plan->last_row, scratch),
                         values_formula(sheet, n, scratch));
    if (!series)
        return NULL;
    xlsx_library()->chart_series_set_name(series, formula(sheet, column, sheet->table_row, sheet->table_row, scratch));
    xlsx_library()->chart_series_set_labels_num_format(series, number_format(sheet));
    return types[plan->kind].dress(series, plan, n, scratch) == LXW_NO_ERROR ? series : NULL;
}

static bool add_all_series(lxw_chart *chart, const struct xlsx_sheet *sheet, struct arena *scratch, struct error *err)
{
    const size_t count = sheet->chart->column_count;
    lxw_chart_series **series = ARENA_ARRAY(scratch, lxw_chart_series *, count);
    for (size_t i = 0; i < count; i++)
        if (!(series[i] = add_series(chart, sheet, i, scratch)))
            return error_set(err, ERROR_SYSTEM, "cannot make the chart of sheet %.*s", TEXT_ARGS(sheet->name));
    return store_cells(series, sheet, scratch, err);
}

static void set_title(lxw_chart *chart, const struct xlsx_sheet *sheet, struct arena *scratch)
{
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE};
    xlsx_library()->chart_title_set_name(chart, text_to_c(scratch, sheet->chart->title));
    xlsx_library()->chart_title_set_name_font(chart, &font);
    if (sheet->chart->column_count > 1)
        xlsx_library()->chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    else
        xlsx_library()->chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
}

static uint8_t type_of(const struct xlsx_chart *plan)
{
    const struct chart_type *type = &types[plan->kind];
    if (xlsx_is_of_shares(plan))
        return LXW_CHART_COLUMN_STACKED_PERCENT;
    return plan->column_count > 1 ? type->several : type->alone;
}

/* The library's text, in memory. */
static bool print(lxw_chart *chart, struct arena *keep, struct text *ret_xml)
{
    char *bytes = NULL;
    size_t len = 0;
    chart->file = open_memstream(&bytes, &len);
    if (!chart->file)
        return false;
    xlsx_library()->lxw_chart_assemble_xml_file(chart);
    const bool ok = !ferror(chart->file);
    const bool closed = fclose(chart->file) == 0;
    *ret_xml = text_copy(keep, (struct text){bytes, len});
    free(bytes);
    return ok && closed && len > 0;
}

static bool make(const struct xlsx_sheet *sheet, struct arena *keep, struct text *ret_xml, struct error *err)
{
    lxw_chart *chart = xlsx_library()->lxw_chart_new(type_of(sheet->chart));
    if (!chart)
        return error_set(err, ERROR_SYSTEM, "cannot begin the chart of sheet %.*s", TEXT_ARGS(sheet->name));
    set_title(chart, sheet, keep);
    bool ok = add_all_series(chart, sheet, keep, err);
    if (sheet->chart->kind == CHART_BARS || sheet->chart->kind == CHART_COLUMNS)
        xlsx_library()->chart_set_series_gap(chart, XLSX_BAR_GAP_PERCENT);
    if (sheet->chart->kind != CHART_PIE)
        set_axes(chart, sheet, keep);
    if (ok && !print(chart, keep, ret_xml))
        ok = error_set(err, ERROR_SYSTEM, "cannot write the chart of sheet %.*s", TEXT_ARGS(sheet->name));
    xlsx_library()->lxw_chart_free(chart);
    return ok;
}

/* The library prints numbers with printf: a locale with a decimal comma would make them unreadable. */
static bool make_in_plain_locale(const struct xlsx_sheet *sheet, struct arena *keep, struct text *ret_xml,
                                 struct error *err)
{
    const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!plain)
        return error_set(err, ERROR_SYSTEM, "the C locale is missing");
    const locale_t before = uselocale(plain);
    const bool ok = make(sheet, keep, ret_xml, err);
    uselocale(before);
    freelocale(plain);
    return ok;
}

/* Adds what goes before `word`, which must be there; returns what goes after it. */
static struct text add_up_to(struct text xml, struct text word, struct text_builder *b)
{
    const size_t at = text_find(xml, word);
    text_add(b, text_slice(xml, 0, at));
    return text_slice(xml, at + word.len, xml.len);
}

/* All charts of the library are in American English. */
static struct text in_language(struct text xml, struct text language, struct arena *keep)
{
    const struct text foreign = TEXT("\"en-US\"");
    struct text_builder b = {0};
    while (text_find(xml, foreign) < xml.len) {
        xml = add_up_to(xml, foreign, &b);
        text_add_format(&b, "\"%.*s\"", TEXT_ARGS(language));
    }
    text_add(&b, xml);
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

/* What is empty is a gap: programs differ in what they take it for where a chart does not say so, and zero would be wrong. A chart
 * that was written in part is found out when it is read back. */
static struct text with_gaps(struct text xml, struct arena *keep)
{
    const struct text before = TEXT("<c:plotVisOnly val=\"1\"/>");
    const size_t at = text_find(xml, before);
    if (at == xml.len)
        return xml;
    return text_format(keep, "%.*s<c:dispBlanksAs val=\"gap\"/>%.*s", TEXT_ARGS(text_slice(xml, 0, at + before.len)),
                       TEXT_ARGS(text_slice(xml, at + before.len, xml.len)));
}

/* The names of small slices beside each other are put where there is room for them; the library has one place for all slices. */
static struct text with_crowded_labels(struct text xml, const struct xlsx_sheet *sheet, struct arena *keep)
{
    const struct xlsx_chart *chart = sheet->chart;
    const struct text before = TEXT("<c:dLbls>");
    if (!chart->crowded || text_find(xml, before) == xml.len)
        return xml;
    struct text_builder b = {0};
    const struct text rest = add_up_to(xml, before, &b);
    text_add(&b, before);
    const struct text numbers = xlsx_xml_escape(text_of(number_format(sheet)), keep);
    for (size_t i = 0; i <= chart->last_row - chart->first_row; i++)
        if (chart->crowded[i])
            text_add_format(&b, "<c:dLbl><c:idx val=\"%zu\"/><c:numFmt formatCode=\"%.*s\" sourceLinked=\"0\"/>"
                                "<c:dLblPos val=\"bestFit\"/><c:showVal val=\"1\"/><c:showCatName val=\"1\"/>"
                                "<c:separator>\n</c:separator></c:dLbl>", i, TEXT_ARGS(numbers));
    text_add(&b, rest);
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

/* Shares as their cells have them: the library prints 0.07 with 16 digits, the last of them 1. */
static void add_values(struct text values, struct text_builder *b)
{
    const struct text start = TEXT("<c:v>");
    while (text_find(values, start) < values.len) {
        values = add_up_to(values, start, b);
        text_add(b, start);
        number_add_decimal(b, g_ascii_strtod(values.ptr, NULL), 2);
        values = text_slice(values, text_find_byte(values, '<'), values.len);
    }
    text_add(b, values);
}

static void add_exact(struct text xml, struct text_builder *b)
{
    const struct text start = TEXT("<c:numCache>"), end = TEXT("</c:numCache>");
    while (text_find(xml, start) < xml.len) {
        xml = add_up_to(xml, start, b);
        text_add(b, start);
        const size_t stop = text_find(xml, end);
        add_values(text_slice(xml, 0, stop), b);
        xml = text_slice(xml, stop, xml.len);
    }
    text_add(b, xml);
}

bool xlsx_add_chart(const struct xlsx_sheet *sheet, struct text language, struct text_builder *b, struct error *err)
{
    struct arena *keep = arena_new();
    struct text xml;
    const bool ok = make_in_plain_locale(sheet, keep, &xml, err);
    if (ok)
        add_exact(with_crowded_labels(with_gaps(in_language(xml, xlsx_xml_escape(language, keep), keep), keep), sheet, keep), b);
    arena_free(keep);
    return ok;
}

/* High enough for the numbers of all bars, and for their names, of which each takes half of its lines on either side. */
double xlsx_chart_height_px(const struct xlsx_chart *chart)
{
    const double frame = 130, least = 360, line_px = 16, title_line_px = 20;
    const struct chart_type *type = &types[chart->kind];
    const double bars_px = type->row_px + type->more_px * (double)(chart->column_count - 1);
    const double names_px = type->row_px > 0 ? line_px * (double)chart->name_lines / 2 : 0;
    const double row_px = bars_px > names_px ? bars_px : names_px;
    const double title_px = title_line_px * (double)(chart->title_lines - 1);
    const double needed = frame + title_px + row_px * (double)(chart->last_row - chart->first_row + 1);
    return needed > least ? needed : least;
}
