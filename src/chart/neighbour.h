/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts side by side, whatever stands above and below their plots: columns and lines on one base, bars beginning, and if they are as
 * many also ending, at one height, pies with their centres on one level. */
#ifndef CHART_NEIGHBOUR_H
#define CHART_NEIGHBOUR_H

#include "chart/chart.h"

struct chart_neighbour {
    const struct chart *chart; /* NULL: what stands there is no drawing, and is left alone */
    double width_pt;
    struct chart_extent extent; /* as drawn alone, and then as drawn on that level */
    /* Set by chart_level_neighbours(): */
    struct chart_level level; /* to draw it with */
    double lowered_pt;        /* by how much lower it is to be drawn than the others */
};

void chart_level_neighbours(struct chart_neighbour *neighbours, size_t count, const struct typeface *typeface);

/* Whether it is drawn otherwise than alone. */
bool chart_is_levelled(const struct chart_neighbour *neighbour);

#endif
