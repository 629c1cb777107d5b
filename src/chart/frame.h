/* SPDX-License-Identifier: GPL-3.0-or-later
 * What upright charts stand in: a count axis at the left, from zero if none was asked for, light grid lines, a slot for
 * each category. */
#ifndef CHART_FRAME_H
#define CHART_FRAME_H

#include "chart/sketch.h"

struct frame {
    struct sketch *sketch;
    int64_t least;    /* the axis begins here */
    int64_t most;     /* the axis ends here; 0: there is no axis */
    int64_t step;     /* from tick to tick */
    double plot_pt;   /* height of `most` over `least` */
    double left_pt;   /* where the first slot begins */
    double slot_pt;   /* width of a category */
    double base_pt;   /* y of `least`, once it is known */
};

/* Widths, and the height for the chart's width. The axis ends at a tick, or where that was asked for. */
struct frame frame_make(struct sketch *sketch, int64_t most);

double frame_x(const struct frame *frame, size_t category); /* middle of its slot */
double frame_height(const struct frame *frame, double length);
double frame_y(const struct frame *frame, double count);

/* Puts the plot below what ends at y_pt, with room for the axis title and for `overhead_pt` of values over the plot, or as low as
 * a neighbour's; writes the title if there is an axis. Returns where the highest value may be. */
double frame_place(struct frame *frame, double y_pt, double overhead_pt);
void frame_grid(const struct frame *frame);
/* Where the axis does not begin at zero, with a mark of that at its foot. */
void frame_zero_line(const struct frame *frame);
/* Height of the mark; 0: there is none. */
double frame_break_pt(const struct frame *frame);

#endif
