/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pies, bars, columns and lines over cells. Hatchings and markers tell the parts apart in grey and for colour-blind
 * readers; slices and bars carry their names and counts. */
#include "render/xlsx/native_chart.h"

#include "chart/palette.h"
#include "render/xlsx/book.h"

/* ---- ranges ---- */

static void add_column_letters(struct text_builder *b, size_t column)
{
    char letters[8];
    size_t count = 0;
    for (size_t rest = column + 1; rest; rest = (rest - 1) / 26)
        letters[count++] = (char)('A' + (rest - 1) % 26);
    while (count)
        text_add_byte(b, letters[--count]);
}

struct text xlsx_range(const struct xlsx_sheet *sheet, size_t column, size_t first_row, size_t last_row,
                       struct arena *keep)
{
    struct text_builder b = {0};
    text_add_format(&b, "'%.*s'!$", TEXT_ARGS(sheet->name));
    add_column_letters(&b, column);
    text_add_format(&b, "$%zu", first_row + 1);
    if (last_row != first_row) {
        text_add_c(&b, ":$");
        add_column_letters(&b, column);
        text_add_format(&b, "$%zu", last_row + 1);
    }
    const struct text range = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return range;
}

static const char *formula(const struct xlsx_sheet *sheet, size_t column, size_t first_row, size_t last_row,
                           struct arena *scratch)
{
    const struct text range = xlsx_range(sheet, column, first_row, last_row, scratch);
    return text_format(scratch, "=%.*s", TEXT_ARGS(range)).ptr;
}

/* ---- numbers ---- */

static const struct xlsx_cell *first_charted(const struct xlsx_sheet *sheet)
{
    return &sheet->rows.items[sheet->chart->first_row].cells[sheet->chart->columns[0]];
}

static enum xlsx_kind kind_of(const struct xlsx_sheet *sheet)
{
    return first_charted(sheet)->kind;
}

/* As in the cells themselves. */
static const char *number_format(const struct xlsx_sheet *sheet)
{
    if (kind_of(sheet) != XLSX_PERCENT)
        return "#,##0";
    return first_charted(sheet)->look == XLSX_LOOK_PERCENT_CLOSED ? "0%" : "0 %";
}

/* ---- fills ---- */

static const uint8_t patterns[] = {
    [HATCH_NONE] = LXW_CHART_PATTERN_NONE,
    [HATCH_RISING] = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL,
    [HATCH_FALLING] = LXW_CHART_PATTERN_WIDE_DOWNWARD_DIAGONAL,
    [HATCH_CROSSED] = LXW_CHART_PATTERN_OUTLINED_DIAMOND,
    [HATCH_LEVEL] = LXW_CHART_PATTERN_DARK_HORIZONTAL,
    [HATCH_UPRIGHT] = LXW_CHART_PATTERN_DARK_VERTICAL,
    [HATCH_DOTS] = LXW_CHART_PATTERN_LARGE_CONFETTI,
};
_Static_assert(sizeof patterns / sizeof *patterns == HATCH_KINDS, "every hatching has its pattern");

static const uint8_t markers[] = {LXW_CHART_MARKER_CIRCLE, LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_DIAMOND,
                                  LXW_CHART_MARKER_TRIANGLE};
static const uint8_t dashes[] = {LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH, LXW_CHART_LINE_DASH_ROUND_DOT,
                                 LXW_CHART_LINE_DASH_DASH_DOT};

/* The look of one part, as the library takes it: a pattern where `pattern.type` is one, else the fill. */
struct area {
    lxw_chart_fill fill;
    lxw_chart_pattern pattern;
    lxw_chart_line outline;
};

static struct area area_at(size_t n)
{
    const struct palette_entry look = palette_at(n);
    return (struct area){
        .fill = {.color = look.fill},
        .pattern = {.fg_color = look.hatch_colour, .bg_color = look.fill, .type = patterns[look.hatch]},
        .outline = {.color = LXW_COLOR_WHITE, .width = 1.0F},
    };
}

/* Names of series, with the numbers where they are asked for; on white, so that they can be read on any hatching. */
static void name_parts(lxw_chart_series *series, const struct xlsx_chart *chart, uint8_t position)
{
    lxw_chart_fill white = {.color = LXW_COLOR_WHITE};
    chart_series_set_labels_position(series, position);
    chart_series_set_labels_fill(series, &white);
    chart_series_set_labels_options(series, LXW_TRUE, LXW_FALSE, !chart->source->without_values); /* last: the others turn
                                                                                                     the numbers on */
}

static lxw_error dress_area(lxw_chart_series *series, const struct xlsx_chart *chart, size_t n, struct arena *scratch)
{
    (void)scratch;
    struct area area = area_at(n);
    if (area.pattern.type == LXW_CHART_PATTERN_NONE)
        chart_series_set_fill(series, &area.fill);
    else
        chart_series_set_pattern(series, &area.pattern);
    chart_series_set_line(series, &area.outline);
    if (chart->column_count > 1 && chart->source->names_series) {
        name_parts(series, chart, LXW_CHART_LABEL_POSITION_CENTER);
    } else if (chart->column_count == 1 && !chart->source->without_values) {
        chart_series_set_labels(series);
        chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
    }
    return LXW_NO_ERROR;
}

/* A line is named where it ends. */
static lxw_error name_line(lxw_chart_series *series, const struct xlsx_chart *chart, struct arena *scratch)
{
    const size_t count = chart->last_row - chart->first_row + 1;
    lxw_chart_data_label *labels = ARENA_ARRAY(scratch, lxw_chart_data_label, count);
    lxw_chart_data_label **list = ARENA_ARRAY(scratch, lxw_chart_data_label *, count + 1);
    for (size_t i = 0; i < count; i++) {
        labels[i].hide = i + 1 < count ? LXW_TRUE : LXW_FALSE;
        list[i] = &labels[i];
    }
    const lxw_error result = chart_series_set_labels_custom(series, list);
    name_parts(series, chart, LXW_CHART_LABEL_POSITION_ABOVE);
    return result;
}

static lxw_error dress_line(lxw_chart_series *series, const struct xlsx_chart *chart, size_t n, struct arena *scratch)
{
    struct area area = area_at(n);
    area.outline = (lxw_chart_line){.color = area.fill.color, .width = 2.0F, .dash_type = dashes[n % sizeof dashes]};
    chart_series_set_line(series, &area.outline);
    chart_series_set_marker_type(series, markers[n % sizeof markers]);
    chart_series_set_marker_size(series, 6);
    chart_series_set_marker_fill(series, &area.fill);
    return chart->source->names_series ? name_line(series, chart, scratch) : LXW_NO_ERROR;
}

static lxw_error dress_slices(lxw_chart_series *series, const struct xlsx_chart *chart, size_t n, struct arena *scratch)
{
    const size_t count = chart->last_row - chart->first_row + 1;
    struct area *areas = ARENA_ARRAY(scratch, struct area, count);
    lxw_chart_point *points = ARENA_ARRAY(scratch, lxw_chart_point, count);
    lxw_chart_point **list = ARENA_ARRAY(scratch, lxw_chart_point *, count + 1);
    for (size_t i = 0; i < count; i++) {
        areas[i] = area_at(n + i);
        points[i].line = &areas[i].outline;
        if (areas[i].pattern.type == LXW_CHART_PATTERN_NONE)
            points[i].fill = &areas[i].fill;
        else
            points[i].pattern = &areas[i].pattern;
        list[i] = &points[i];
    }
    chart_series_set_labels_options(series, LXW_FALSE, LXW_TRUE, LXW_TRUE);
    chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
    chart_series_set_labels_leader_line(series);
    return chart_series_set_points(series, list);
}

/* What differs from one kind of chart to the next. */
struct chart_type {
    uint8_t alone, several; /* the library's type with one series and with more */
    bool stacked;
    double row_px; /* the least height a category needs; 0: any */
    lxw_error (*dress)(lxw_chart_series *series, const struct xlsx_chart *chart, size_t n, struct arena *scratch);
};

static const struct chart_type types[] = {
    [CHART_PIE] = {LXW_CHART_PIE, LXW_CHART_PIE, false, 0, dress_slices},
    [CHART_BARS] = {LXW_CHART_BAR, LXW_CHART_BAR_STACKED, true, 24, dress_area},
    [CHART_COLUMNS] = {LXW_CHART_COLUMN, LXW_CHART_COLUMN_STACKED, true, 0, dress_area},
    [CHART_LINE] = {LXW_CHART_LINE, LXW_CHART_LINE, false, 0, dress_line},
};
_Static_assert(sizeof types / sizeof *types == CHART_KINDS, "every kind of chart has its types");

/* Piles of a hundred per cent, whose axis the library makes. */
static bool is_of_shares(const struct xlsx_chart *chart)
{
    return chart->source->of_shares && chart->kind == CHART_COLUMNS && chart->column_count > 1;
}

/* ---- axes ---- */

struct extremes {
    int64_t least, most; /* 0 is always between them */
};

static void widen(struct extremes *range, int64_t number)
{
    range->least = number < range->least ? number : range->least;
    range->most = number > range->most ? number : range->most;
}

/* What the value axis must reach: the numbers, or their sums where they are stacked. */
static struct extremes extremes_of(const struct xlsx_sheet *sheet)
{
    const struct xlsx_chart *chart = sheet->chart;
    struct extremes range = {0, 0};
    for (size_t row = chart->first_row; row <= chart->last_row; row++) {
        int64_t stack = 0;
        for (size_t i = 0; i < chart->column_count; i++) {
            const int64_t number = sheet->rows.items[row].cells[chart->columns[i]].number;
            stack = types[chart->kind].stacked ? stack + number : number;
            widen(&range, stack);
        }
    }
    return range;
}

/* A whole step (1, 2 or 5 times a power of ten) with at most six on the axis: programs left alone would write half
 * persons beside small counts. */
static int64_t axis_step(int64_t most)
{
    int64_t step = 1;
    for (int i = 0; most / step >= 6; i++)
        step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    return step;
}

static void scale_axis(lxw_chart_axis *values, const struct xlsx_sheet *sheet, bool shares)
{
    const struct chart *source = sheet->chart->source;
    const struct extremes range = extremes_of(sheet);
    const bool asked = chart_has_axis(source) && !shares;
    const int64_t step = axis_step(asked ? source->axis.to - source->axis.from : range.most - range.least);
    if (range.least == 0)
        chart_axis_set_min(values, asked ? (double)source->axis.from : 0);
    if (asked)
        chart_axis_set_max(values, (double)source->axis.to);
    chart_axis_set_major_unit(values, (double)(asked && source->axis.step ? source->axis.step : step) /
                                          (shares ? 100 : 1));
}

static void set_axes(lxw_chart *chart, const struct xlsx_sheet *sheet, struct arena *scratch)
{
    const struct chart *source = sheet->chart->source;
    const bool bars = sheet->chart->kind == CHART_BARS;
    lxw_chart_axis *values = bars ? chart->x_axis : chart->y_axis;
    lxw_chart_axis *names = bars ? chart->y_axis : chart->x_axis;
    lxw_chart_font plain = {.bold = LXW_EXPLICIT_FALSE};
    const bool shares = kind_of(sheet) == XLSX_PERCENT;
    if (source->axis_title.len && !shares && !is_of_shares(sheet->chart)) {
        chart_axis_set_name(values, text_to_c(scratch, source->axis_title));
        chart_axis_set_name_font(values, &plain);
    }
    chart_axis_set_num_format(values, is_of_shares(sheet->chart) ? "0%" : number_format(sheet));
    lxw_chart_line grid = {.color = PALETTE_GRID, .width = 0.75F}, axis = {.color = PALETTE_AXIS, .width = 0.75F};
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &grid);
    chart_axis_set_line(values, &axis);
    chart_axis_set_line(names, &axis);
    if (!is_of_shares(sheet->chart))
        scale_axis(values, sheet, shares);
    if (bars) {
        chart_axis_set_reverse(names);
        chart_axis_set_crossing_max(names);
    }
}

/* ---- the chart ---- */

static lxw_error add_series(lxw_chart *chart, const struct xlsx_sheet *sheet, size_t n, struct arena *scratch)
{
    const struct xlsx_chart *plan = sheet->chart;
    const size_t column = plan->columns[n];
    lxw_chart_series *series =
        chart_add_series(chart, formula(sheet, 0, plan->first_row, plan->last_row, scratch),
                         formula(sheet, column, plan->first_row, plan->last_row, scratch));
    if (!series)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    chart_series_set_name(series, formula(sheet, column, sheet->table_row, sheet->table_row, scratch));
    chart_series_set_labels_num_format(series, number_format(sheet));
    return types[plan->kind].dress(series, plan, n, scratch);
}

static void set_title(lxw_chart *chart, const struct xlsx_sheet *sheet, struct arena *scratch)
{
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE};
    chart_title_set_name(chart, text_to_c(scratch, sheet->chart->title));
    chart_title_set_name_font(chart, &font);
    if (sheet->chart->column_count > 1)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    else
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
}

/* High enough for the labels of all bars; the library's own size is 480 by 288 pixels. */
static double height_scale(const struct xlsx_chart *chart)
{
    const double own = 288, frame = 120, least = 360;
    const double needed = frame + types[chart->kind].row_px * (double)(chart->last_row - chart->first_row + 1);
    return (needed > least ? needed : least) / own;
}

lxw_error xlsx_insert_chart(lxw_workbook *workbook, lxw_worksheet *worksheet, const struct xlsx_sheet *sheet,
                            struct arena *scratch)
{
    const struct xlsx_chart *plan = sheet->chart;
    const struct chart_type *type = &types[plan->kind];
    lxw_chart *chart = workbook_add_chart(workbook, is_of_shares(plan)          ? LXW_CHART_COLUMN_STACKED_PERCENT
                                                    : plan->column_count > 1 ? type->several
                                                                             : type->alone);
    if (!chart)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    lxw_error result = LXW_NO_ERROR;
    for (size_t i = 0; i < plan->column_count && result == LXW_NO_ERROR; i++)
        result = add_series(chart, sheet, i, scratch);
    set_title(chart, sheet, scratch);
    if (plan->kind != CHART_PIE)
        set_axes(chart, sheet, scratch);
    char alt[] = XLSX_ALT_PLACEHOLDER;
    lxw_chart_options options = {.x_scale = 1.35, .y_scale = height_scale(plan), .description = alt, .x_offset = 20};
    if (result == LXW_NO_ERROR)
        result = worksheet_insert_chart_opt(worksheet, (lxw_row_t)sheet->table_row, (lxw_col_t)sheet->column_count,
                                            chart, &options);
    return result;
}
