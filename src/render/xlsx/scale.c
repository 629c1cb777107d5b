/* SPDX-License-Identifier: GPL-3.0-or-later
 * Chooses whole steps between the least and the most that is charted. */
#include "render/xlsx/scale.h"

bool xlsx_holds_shares(const struct xlsx_chart *chart)
{
    return chart->look != XLSX_LOOK_COUNT;
}

bool xlsx_is_stacked(const struct xlsx_chart *chart)
{
    return chart->kind == CHART_COLUMNS && chart->column_count > 1;
}

bool xlsx_is_of_shares(const struct xlsx_chart *chart)
{
    return chart->source->of_shares && xlsx_is_stacked(chart);
}

bool xlsx_is_of_totals(const struct xlsx_chart *chart, size_t series)
{
    return chart->has_totals && series + 1 == chart->column_count;
}

bool xlsx_draws(const struct xlsx_chart *chart, size_t series, size_t row)
{
    return row >= chart->first_row && row <= chart->last_row &&
           (!chart->drawn || chart->drawn[(row - chart->first_row) * chart->column_count + series]);
}

size_t xlsx_last_drawn(const struct xlsx_chart *chart, size_t series)
{
    size_t row = chart->last_row;
    while (row > chart->first_row && !xlsx_draws(chart, series, row))
        row--;
    return row;
}

bool xlsx_next_run(const struct xlsx_chart *chart, size_t series, size_t *next, struct xlsx_run *ret_run)
{
    const size_t last = xlsx_last_drawn(chart, series);
    if (*next > last)
        return false;
    *ret_run = (struct xlsx_run){*next, *next, xlsx_draws(chart, series, *next)};
    while (ret_run->last < last && xlsx_draws(chart, series, ret_run->last + 1) == ret_run->drawn)
        ret_run->last++;
    *next = ret_run->last + 1;
    return true;
}

struct extremes {
    int64_t least, most; /* 0 is always between them */
};

static void widen(struct extremes *range, int64_t number)
{
    range->least = number < range->least ? number : range->least;
    range->most = number > range->most ? number : range->most;
}

static void widen_by_row(struct extremes *range, const struct xlsx_chart *chart, const struct xlsx_row *row, size_t n)
{
    const bool stacked = xlsx_is_stacked(chart);
    int64_t stack = 0;
    for (size_t i = 0; i < chart->column_count; i++) {
        if (!xlsx_draws(chart, i, n))
            continue;
        const int64_t number = row->cells[chart->columns[i]].number;
        stack = stacked ? stack + number : number;
        widen(range, stack);
    }
}

/* What the value axis must reach: the numbers, or their sums where they are stacked. */
static struct extremes extremes_of(const struct xlsx_sheet *sheet)
{
    const struct xlsx_chart *chart = sheet->chart;
    struct extremes range = {0, 0};
    struct error err = {0};
    struct xlsx_rows it = xlsx_rows(sheet, &err);
    for (struct xlsx_row row; it.next <= chart->last_row && xlsx_rows_next(&it, &row);)
        if (it.next > chart->first_row)
            widen_by_row(&range, chart, &row, it.next - 1);
    xlsx_rows_done(&it);
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

struct xlsx_scale xlsx_scale_of(const struct xlsx_sheet *sheet)
{
    const struct chart *source = sheet->chart->source;
    const struct extremes range = extremes_of(sheet);
    const bool shares = xlsx_holds_shares(sheet->chart), asked = chart_has_axis(source) && shares == (source->share_base > 0);
    const double unit = shares ? 100 : 1;
    const int64_t step = axis_step(asked ? source->axis.to - source->axis.from : range.most - range.least);
    return (struct xlsx_scale){
        .has_from = range.least == 0,
        .from = asked ? (double)source->axis.from / unit : 0,
        .has_to = asked,
        .to = (double)source->axis.to / unit,
        .step = (double)(asked && source->axis.step ? source->axis.step : step) / unit,
    };
}
