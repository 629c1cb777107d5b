/* SPDX-License-Identifier: GPL-3.0-or-later
 * The count axis of upright charts. */
#include "chart/frame.h"

#include <math.h>

#include "chart/axis.h"
#include "chart/palette.h"

static const double PLOT_SHARE = 0.38, PLOT_MIN_PT = 92, PLOT_MAX_PT = 165, PLOT_EMPTY_PT = 16;
static const double TICK_PT = 26, NUMBER_GAP_PT = 5, TITLE_GAP_PT = 8;
static const double BREAK_PT = 13, BREAK_REACH_PT = 2.5; /* height of the mark, and how far it goes to either side */

static struct label number(const struct frame *frame, int64_t count)
{
    const struct label_form form = {.role = ROLE_AXIS, .align = ALIGN_END};
    const struct sketch *sketch = frame->sketch;
    return sketch_label(frame->sketch, axis_number(sketch->arena, count, sketch->chart->thousands), &form);
}

/* The axis that was asked for, else one from zero. */
static void choose_axis(struct frame *frame, const struct chart *chart)
{
    const struct chart_axis *axis = &chart->axis;
    const size_t steps_max = (size_t)(frame->plot_pt / TICK_PT);
    if (chart_has_axis(chart)) {
        frame->least = axis->from;
        frame->most = axis->to;
        frame->step = axis->step ? axis->step : axis_step(axis->to - axis->from, steps_max);
        return;
    }
    frame->step = axis_step(frame->most, steps_max);
    frame->most = axis_end(frame->most, frame->step);
}

struct frame frame_make(struct sketch *sketch, int64_t most)
{
    struct frame frame = {.sketch = sketch, .most = most, .step = 1, .plot_pt = PLOT_EMPTY_PT};
    if (most > 0) {
        frame.plot_pt = fmax(PLOT_MIN_PT, fmin(PLOT_MAX_PT, PLOT_SHARE * sketch->width_pt));
        frame.plot_pt = fmax(frame.plot_pt, sketch->level.foot_pt - sketch->level.top_pt);
        choose_axis(&frame, sketch->chart);
        frame.left_pt = ceil(number(&frame, frame.most).width_pt) + NUMBER_GAP_PT;
    }
    frame.slot_pt = (sketch->width_pt - frame.left_pt) / fmax(1, (double)sketch->chart->category_count);
    return frame;
}

double frame_x(const struct frame *frame, size_t category)
{
    return frame->left_pt + frame->slot_pt * ((double)category + 0.5);
}

double frame_height(const struct frame *frame, double length)
{
    return frame->most > 0 ? frame->plot_pt * (length / (double)(frame->most - frame->least)) : 0;
}

double frame_y(const struct frame *frame, double count)
{
    return frame->base_pt - frame_height(frame, count - (double)frame->least);
}

double frame_place(struct frame *frame, double y_pt, double overhead_pt)
{
    struct sketch *sketch = frame->sketch;
    const struct label_form form = {.role = ROLE_AXIS, .wrap_pt = sketch->width_pt};
    const bool has_axis = frame->most > 0;
    const struct label title = has_axis ? sketch_label(sketch, sketch_unit(sketch), &form) : (struct label){.layout = NULL};
    const double title_pt = has_axis ? title.height_pt + TITLE_GAP_PT : 0;
    frame->base_pt = fmax(y_pt + title_pt + overhead_pt + frame->plot_pt, sketch->level.foot_pt);
    const double top = frame->base_pt - frame->plot_pt - overhead_pt;
    sketch_write(sketch, &title, 0, top - title_pt);
    sketch->plot = (struct chart_level){frame->base_pt - frame->plot_pt, frame->base_pt};
    sketch->is_upright = true;
    return top;
}

static void draw_tick(const struct frame *frame, int64_t at)
{
    struct sketch *sketch = frame->sketch;
    const double y = frame_y(frame, (double)at);
    const struct label label = number(frame, at);
    if (at != frame->least)
        sketch_line(sketch, &(struct sketch_segment){frame->left_pt, y, sketch->width_pt, y}, PALETTE_GRID, 0.6);
    sketch_write(sketch, &label, frame->left_pt - NUMBER_GAP_PT, y - label.height_pt / 2);
}

void frame_grid(const struct frame *frame)
{
    for (int64_t n = 0; frame->most > 0 && n <= (frame->most - frame->least) / frame->step; n++)
        draw_tick(frame, frame->least + n * frame->step);
}

double frame_break_pt(const struct frame *frame)
{
    return frame->least > 0 ? BREAK_PT : 0;
}

/* A piece of an upright axis with a kink, at the foot of what does not begin at zero. */
static void draw_break(const struct frame *frame)
{
    static const double kinks[][2] = {{0, 0.25}, {-1, 0.4}, {1, 0.6}, {0, 0.75}, {0, 1}};
    struct path path;
    path_begin(&path);
    path_move(&path, frame->left_pt, frame->base_pt);
    for (size_t i = 0; i < sizeof kinks / sizeof *kinks; i++)
        path_line(&path, frame->left_pt + kinks[i][0] * BREAK_REACH_PT, frame->base_pt - kinks[i][1] * BREAK_PT);
    sketch_path(frame->sketch, &path,
                &(struct paint){.stroke = true, .stroke_colour = PALETTE_AXIS, .stroke_width_pt = 0.8});
}

void frame_zero_line(const struct frame *frame)
{
    const struct sketch_segment zero = {frame->left_pt, frame->base_pt, frame->sketch->width_pt, frame->base_pt};
    sketch_line(frame->sketch, &zero, PALETTE_AXIS, 0.8);
    if (frame_break_pt(frame) > 0)
        draw_break(frame);
}
