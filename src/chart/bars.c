/* SPDX-License-Identifier: GPL-3.0-or-later
 * Horizontal bars from zero. A hidden count has a key of constant size and its symbol instead of a bar. */
#include "chart/bars.h"

#include <math.h>

#include "chart/axis.h"
#include "chart/legend.h"
#include "chart/palette.h"

static const double LEFT_SHARE = 0.40, LEFT_WORD_SHARE = 0.60; /* of the width, which the second is for words alone */
/* Of what the labels leave of it: as much as a value may have on one line, and as much as one has that needs several. */
static const double VALUE_LINE_SHARE = 0.60, VALUE_SHARE = 0.40;
static const double VALUE_GAP_PT = 4, TICK_GAP_PT = 3;
static const double TICK_LEAST_PT = 30, TICK_AIR_PT = 12; /* from tick to tick, and between their numbers */
enum { STEPS_MAX = 8 };
static const size_t COMPACT_FROM = 16;

struct bar_row {
    struct label category;
    struct label *values; /* one for each series */
    double top_pt, height_pt;
};

static const struct chart_part *part_of(const struct bars *bars, size_t row, size_t series)
{
    return &bars->sketch->chart->categories[row].parts[series];
}

/* ---- measuring ---- */

double bars_label_column(struct sketch *sketch)
{
    double widest = 0, part = 0;
    for (size_t i = 0; i < sketch->chart->category_count; i++) {
        const struct text label = sketch->chart->categories[i].label;
        widest = fmax(widest, sketch_natural_width(sketch, label, ROLE_CATEGORY));
        part = fmax(part, sketch_part_width(sketch, label, ROLE_CATEGORY));
    }
    const double wanted = fmin(ceil(widest), floor(LEFT_SHARE * sketch->width_pt));
    return fmax(wanted, fmin(ceil(part) + 1, floor(LEFT_WORD_SHARE * sketch->width_pt))) + BARS_LABEL_GAP_PT;
}

static struct label value_label(const struct bars *bars, size_t row, size_t series)
{
    struct sketch *sketch = bars->sketch;
    const double room = sketch->width_pt - bars->left_pt;
    const struct text value = part_of(bars, row, series)->label;
    const bool is_line = sketch_natural_width(sketch, value, ROLE_VALUE) <= VALUE_LINE_SHARE * room;
    const struct label_form form = {.role = ROLE_VALUE, .wrap_pt = is_line ? 0 : VALUE_SHARE * room};
    return sketch_label(sketch, value, &form);
}

static void measure_row(struct bars *bars, size_t i)
{
    struct sketch *sketch = bars->sketch;
    struct bar_row *row = &bars->rows[i];
    const struct label_form category = {.align = ALIGN_END, .wrap_pt = bars->left_pt - BARS_LABEL_GAP_PT};
    row->category = sketch_label(sketch, sketch->chart->categories[i].label, &category);
    row->values = ARENA_ARRAY(sketch->arena, struct label, bars->series);
    for (size_t k = 0; k < bars->series; k++) {
        row->values[k] = value_label(bars, i, k);
        row->height_pt += fmax(bars->thickness_pt, row->values[k].height_pt);
    }
    row->height_pt = fmax(row->height_pt, row->category.height_pt);
}

static double bar_room(const struct bars *bars, size_t row, size_t series)
{
    const double value_pt = bars->rows[row].values[series].width_pt;
    return bars->sketch->width_pt - bars->left_pt - VALUE_GAP_PT - value_pt;
}

static int64_t greatest(const struct bars *bars)
{
    double most = 0;
    for (size_t i = 0; i < bars->count; i++)
        for (size_t k = 0; k < bars->series; k++)
            most = fmax(most, sketch_length(bars->sketch, part_of(bars, i, k)->cell));
    return sketch_ceiling(most);
}

/* The step whose ticks have room, unless the axis would be half as long again as the greatest length: then a smaller one, and where
 * the numbers of its ticks have no room some are passed over. */
static int64_t step_for(int64_t most, size_t steps)
{
    int64_t step = axis_step(most, steps);
    if (steps > 1 && axis_end(most, step) / step > (int64_t)steps)
        step = axis_step(most, steps - 1);
    for (size_t more = steps; axis_end(most, step) - most > most / 2 && more <= STEPS_MAX; more++)
        step = axis_step(most, more);
    return step;
}

void bars_choose_axis(struct bars *bars, int64_t greatest_length)
{
    const struct sketch *sketch = bars->sketch;
    const struct chart_axis *axis = &sketch->chart->axis;
    const bool asked = chart_has_axis(sketch->chart);
    bars->most = asked ? axis->to : greatest_length;
    const struct text widest = axis_number(sketch->arena, bars->most, sketch->chart->thousands);
    const double each = fmax(TICK_LEAST_PT, sketch_natural_width(bars->sketch, widest, ROLE_AXIS) + TICK_AIR_PT);
    const size_t steps = (size_t)fmin(STEPS_MAX, fmax(1, floor((sketch->width_pt - bars->left_pt) / each)));
    if (asked) {
        bars->step = axis->step ? axis->step : axis_step(bars->most, steps);
        return;
    }
    bars->step = step_for(bars->most, steps);
    bars->most = axis_end(bars->most, bars->step);
}

double bars_axis_room(const struct bars *bars)
{
    const struct text last = axis_number(bars->sketch->arena, bars->most, bars->sketch->chart->thousands);
    return bars->sketch->width_pt - bars->left_pt - sketch_natural_width(bars->sketch, last, ROLE_AXIS) / 2;
}

/* The largest scale at which every bar leaves room for its value, and the axis for its last number; 0 without any bar. */
static double fitting_scale(const struct bars *bars)
{
    const bool asked = chart_has_axis(bars->sketch->chart);
    const double widest = bars->most > 0 ? bars_axis_room(bars) / (double)bars->most : HUGE_VAL;
    double scale = asked ? widest : HUGE_VAL;
    for (size_t i = 0; i < bars->count; i++)
        for (size_t k = 0; k < bars->series; k++) {
            const double length = sketch_length(bars->sketch, part_of(bars, i, k)->cell);
            if (length > 0)
                scale = fmin(scale, bar_room(bars, i, k) / length);
        }
    return isfinite(scale) ? fmin(scale, widest) : 0;
}

void bars_place(struct bars *bars, double y_pt, double rows_pt)
{
    struct sketch *sketch = bars->sketch;
    const double count = (double)bars->count;
    bars->top_pt = fmax(y_pt, sketch->level.top_pt);
    bars->bottom_pt = bars->top_pt + rows_pt + count * bars->gap_pt;
    if (sketch->level.foot_pt > bars->bottom_pt && bars->count) {
        bars->gap_pt += (sketch->level.foot_pt - bars->bottom_pt) / count;
        bars->bottom_pt = sketch->level.foot_pt;
    }
    sketch->plot = (struct chart_level){bars->top_pt, bars->bottom_pt};
}

static void place_rows(struct bars *bars, double legend_pt)
{
    double rows_pt = 0;
    for (size_t i = 0; i < bars->count; i++)
        rows_pt += bars->rows[i].height_pt;
    bars_place(bars, legend_pt, rows_pt);
    double y = bars->top_pt + bars->gap_pt / 2;
    for (size_t i = 0; i < bars->count; i++) {
        bars->rows[i].top_pt = y;
        y += bars->rows[i].height_pt + bars->gap_pt;
    }
}

static struct bars measured(struct sketch *sketch)
{
    struct bars bars = {.sketch = sketch, .count = sketch->chart->category_count, .series = sketch_part_count(sketch),
                        .unit = sketch_unit(sketch)};
    const bool compact = bars.count * bars.series >= COMPACT_FROM;
    bars.rows = ARENA_ARRAY(sketch->arena, struct bar_row, bars.count);
    bars.thickness_pt = compact ? 8.5 : bars.series > 1 ? 10 : 12;
    bars.gap_pt = compact ? 3 : 6.5;
    bars.left_pt = bars_label_column(sketch);
    for (size_t i = 0; i < bars.count; i++)
        measure_row(&bars, i);
    bars_choose_axis(&bars, greatest(&bars));
    bars.scale = fitting_scale(&bars);
    return bars;
}

/* ---- drawing ---- */

static void draw_tick(struct bars *bars, int64_t at)
{
    struct sketch *sketch = bars->sketch;
    const double x = bars->left_pt + bars->scale * (double)at;
    const struct label_form form = {.role = ROLE_AXIS, .align = ALIGN_CENTRE};
    const struct label label = sketch_label(sketch, axis_number(sketch->arena, at, sketch->chart->thousands), &form);
    const double middle = fmin(x, sketch->width_pt - label.width_pt / 2);
    if (at)
        sketch_line(sketch, &(struct sketch_segment){x, bars->top_pt, x, bars->bottom_pt}, PALETTE_GRID, 0.6);
    sketch_write(sketch, &label, middle, bars->bottom_pt + TICK_GAP_PT);
}

/* How many ticks are passed over for each that is drawn, where values have made the scale smaller than was reckoned with: the
 * least that divides them evenly and leaves room for their numbers. */
static int64_t passed_over(const struct bars *bars)
{
    struct sketch *sketch = bars->sketch;
    const struct text last = axis_number(sketch->arena, bars->most, sketch->chart->thousands);
    const double air_pt = 3, width_pt = sketch_natural_width(sketch, last, ROLE_AXIS);
    const double end_pt = bars->left_pt + bars->scale * (double)bars->most + width_pt / 2;
    const double needed_pt = width_pt + air_pt + fmax(0, end_pt - sketch->width_pt); /* the last number stays within the drawing */
    const int64_t count = bars->most / bars->step;
    int64_t each = 1;
    while (each < count && (count % each || bars->scale * (double)(each * bars->step) < needed_pt))
        each++;
    return each;
}

void bars_draw_axis(struct bars *bars)
{
    const int64_t each = bars->scale > 0 ? passed_over(bars) : 1;
    for (int64_t n = 0; bars->scale > 0 && n <= bars->most / bars->step; n += each)
        draw_tick(bars, n * bars->step);
}

void bars_draw_axis_title(struct bars *bars)
{
    struct sketch *sketch = bars->sketch;
    const struct label_form form = {.role = ROLE_AXIS, .align = ALIGN_END, .wrap_pt = sketch->width_pt};
    const struct label title = sketch_label(sketch, bars->unit, &form);
    const double line_pt = 1.2 * sketch_style(sketch, ROLE_AXIS).size_pt;
    double y = bars->bottom_pt + TICK_GAP_PT + (bars->scale > 0 ? line_pt : 0);
    if (bars->scale > 0) {
        sketch_write(sketch, &title, sketch->width_pt, y);
        y += title.height_pt;
    }
    sketch->height_pt = y + 1;
}

static void draw_bar(struct bars *bars, size_t i, size_t k, double middle_pt)
{
    struct sketch *sketch = bars->sketch;
    const struct cell cell = part_of(bars, i, k)->cell;
    const struct label *value = &bars->rows[i].values[k];
    const struct palette_entry entry = palette_at(k);
    const struct paint paint = palette_paint(&entry);
    struct sketch_box box = {bars->left_pt, middle_pt - bars->thickness_pt / 2, HIDDEN_GAP_PT + HIDDEN_KEY_PT, bars->thickness_pt};
    if (cell_is_shown(cell))
        box.width_pt = bars->scale * sketch_length(sketch, cell);
    if (!cell_is_shown(cell))
        sketch_hidden_key(sketch, box.x_pt + HIDDEN_GAP_PT, middle_pt - HIDDEN_KEY_PT / 2);
    else if (box.width_pt > 0)
        sketch_rectangle(sketch, &box, &paint);
    sketch_write_on_paper(sketch, value, box.x_pt + box.width_pt + VALUE_GAP_PT, middle_pt - value->height_pt / 2);
}

static void draw_row(struct bars *bars, size_t i)
{
    const struct bar_row *row = &bars->rows[i];
    const double middle = row->top_pt + row->height_pt / 2;
    double all = 0;
    for (size_t k = 0; k < bars->series; k++)
        all += fmax(bars->thickness_pt, row->values[k].height_pt);
    double y = middle - all / 2;
    for (size_t k = 0; k < bars->series; k++) {
        const double slot = fmax(bars->thickness_pt, row->values[k].height_pt);
        draw_bar(bars, i, k, y + slot / 2);
        y += slot;
    }
    sketch_write(bars->sketch, &row->category, bars->left_pt - BARS_LABEL_GAP_PT, middle - row->category.height_pt / 2);
}

void bars_plan(struct sketch *sketch)
{
    struct bars bars = measured(sketch);
    place_rows(&bars, legend_plan(sketch, LEGEND_AREAS, NULL));
    bars_draw_axis(&bars);
    for (size_t i = 0; i < bars.count; i++)
        draw_row(&bars, i);
    sketch_line(sketch, &(struct sketch_segment){bars.left_pt, bars.top_pt, bars.left_pt, bars.bottom_pt}, PALETTE_AXIS,
                0.8);
    bars_draw_axis_title(&bars);
}
