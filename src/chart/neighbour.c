/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each chart is planned alone first; whatever begins or ends higher than the lowest of its kind is planned anew. */
#include "chart/neighbour.h"

#include <math.h>

#include "chart/sketch.h"

static bool has_plot(const struct chart_neighbour *neighbour, bool is_upright)
{
    const struct sketch *sketch = neighbour->sketch;
    return sketch && sketch->plot.foot_pt > 0.0 && sketch->is_upright == is_upright;
}

/* Where the lowest of the plots of one kind begins, and where it would end if it were as high as the highest. Rows of bars end
 * together only if all have as many, else no lower than they must. */
static struct chart_level common_level(const struct chart_neighbour *neighbours, size_t count, bool is_upright)
{
    double top_pt = 0.0, high_pt = 0.0;
    size_t rows = 0;
    bool is_even = true;
    for (size_t i = 0; i < count; i++) {
        if (!has_plot(&neighbours[i], is_upright))
            continue;
        const struct chart_level plot = neighbours[i].sketch->plot;
        const size_t own_rows = neighbours[i].sketch->chart->category_count;
        top_pt = fmax(top_pt, plot.top_pt);
        high_pt = fmax(high_pt, plot.foot_pt - plot.top_pt);
        is_even = is_even && (is_upright || !rows || rows == own_rows);
        rows = own_rows;
    }
    return (struct chart_level){top_pt, is_even ? top_pt + high_pt : 0.0};
}

static bool is_level(struct chart_level plot, struct chart_level level)
{
    static const double seen_pt = 0.01; /* less is nothing but rounding */
    return level.top_pt - plot.top_pt <= seen_pt && level.foot_pt - plot.foot_pt <= seen_pt;
}

static void level_plots(struct arena *arena, struct chart_neighbour *neighbours, size_t count, bool is_upright)
{
    const struct chart_level level = common_level(neighbours, count, is_upright);
    for (size_t i = 0; i < count; i++) {
        const struct sketch *alone = neighbours[i].sketch;
        if (!has_plot(&neighbours[i], is_upright) || is_level(alone->plot, level))
            continue;
        neighbours[i].sketch = chart_sketch_level(arena, alone->chart, alone->typeface, alone->width_pt, level);
        neighbours[i].is_levelled = true;
    }
}

static double centre_pt(const struct chart_neighbour *neighbour)
{
    return neighbour->sketch ? neighbour->sketch->centre_pt : 0.0;
}

void chart_level_neighbours(struct arena *arena, struct chart_neighbour *neighbours, size_t count)
{
    double lowest_pt = 0.0;
    level_plots(arena, neighbours, count, true);
    level_plots(arena, neighbours, count, true); /* values may stand otherwise over columns that have grown */
    level_plots(arena, neighbours, count, false);
    for (size_t i = 0; i < count; i++)
        lowest_pt = fmax(lowest_pt, centre_pt(&neighbours[i]));
    for (size_t i = 0; i < count; i++)
        if (centre_pt(&neighbours[i]) > 0.0)
            neighbours[i].lowered_pt = lowest_pt - centre_pt(&neighbours[i]);
}
