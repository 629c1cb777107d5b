/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts side by side, whatever stands above and below their plots: columns and lines on one base, bars beginning, and if they are as
 * many also ending, at one height, pies with their centres on one level. */
#ifndef CHART_NEIGHBOUR_H
#define CHART_NEIGHBOUR_H

#include "chart/chart.h"

struct chart_neighbour {
    const struct sketch *sketch; /* as drawn alone, and then as drawn on that level; NULL: it is no drawing, and is left alone */
    /* Set by chart_level_neighbours(): */
    bool is_levelled;  /* it is another sketch than before, of the arena's */
    double lowered_pt; /* by how much lower it is to be drawn than the others */
};

void chart_level_neighbours(struct arena *arena, struct chart_neighbour *neighbours, size_t count);

#endif
