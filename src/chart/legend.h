/* SPDX-License-Identifier: GPL-3.0-or-later
 * The names of the series, above the plot. */
#ifndef CHART_LEGEND_H
#define CHART_LEGEND_H

#include "chart/sketch.h"

enum legend_kind { LEGEND_AREAS, LEGEND_LINES };

/* Writes the legend from the top of the sketch down: the series that are drawn (NULL: all are), where there are two or more in
 * all, and hidden parts where the chart has some and a name for them. Returns where the plot may begin: 0 where there is nothing
 * to explain. */
double legend_plan(struct sketch *sketch, enum legend_kind kind, const bool *is_drawn);

/* The sign of a series of a line chart, round (x, y). */
void legend_marker(struct sketch *sketch, size_t series, double x_pt, double y_pt);
/* The length of its dashes and gaps; 0: none. */
double legend_dash(size_t series);

#endif
