/* SPDX-License-Identifier: GPL-3.0-or-later
 * Horizontal bars, and what takes the place of charts that would not be readable. */
#ifndef CHART_BARS_H
#define CHART_BARS_H

#include "chart/sketch.h"

/* A row a category, a bar a series; labels at the left, values at the ends. Sets the sketch's height. */
void bars_plan(struct sketch *sketch);

/* ---- what rows of any kind stand in: labels at the left, a count axis below ---- */

#define BARS_LABEL_GAP_PT 6.0 /* between labels and bars */

struct bars {
    struct sketch *sketch;
    struct bar_row *rows;
    size_t count, series;
    double left_pt; /* where the bars begin */
    double thickness_pt, gap_pt;
    double top_pt, bottom_pt; /* of the plot */
    double scale;             /* points for a person or a per cent; 0: there is no axis */
    int64_t most, step;       /* where the axis ends, and what is between its ticks */
    struct text unit;         /* what the axis is of */
};

/* How much the labels take of the width, with the gap after them. */
double bars_label_column(struct sketch *sketch);

/* The axis that was asked for, else one from zero to the first tick that no bar reaches past. */
void bars_choose_axis(struct bars *bars, int64_t greatest_length);

/* How long the axis may be: half of its last number stands beyond its end. */
double bars_axis_room(const struct bars *bars);

/* Puts the plot below what ends at y_pt, or level with a neighbour's; rows, which are `rows_pt` high together, are spread in it. */
void bars_place(struct bars *bars, double y_pt, double rows_pt);

void bars_draw_axis(struct bars *bars);
/* Below the numbers, or straight below the bars where there are none. Sets the sketch's height. */
void bars_draw_axis_title(struct bars *bars);

#endif
