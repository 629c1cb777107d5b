/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each chart is planned alone first; whatever begins or ends higher than the lowest of its kind is planned anew. */
#include "chart/neighbour.h"

#include <math.h>

static bool has_plot(const struct chart_neighbour *neighbour, bool is_upright)
{
    return neighbour->chart && neighbour->extent.plot.foot_pt > 0.0 && neighbour->extent.is_upright == is_upright;
}

/* Where the lowest of the plots of one kind begins, and where it would end if it were as high as the highest. Rows of bars end
 * together only if all have as many, else no lower than they must. */
static struct chart_level common_level(const struct chart_neighbour *neighbours, size_t count, bool is_upright)
{
    double top_pt = 0.0, high_pt = 0.0;
    size_t rows = 0;
    bool is_even = true;
    for (size_t i = 0; i < count; i++) {
        const struct chart_level plot = neighbours[i].extent.plot;
        if (!has_plot(&neighbours[i], is_upright))
            continue;
        top_pt = fmax(top_pt, plot.top_pt);
        high_pt = fmax(high_pt, plot.foot_pt - plot.top_pt);
        is_even = is_even && (is_upright || !rows || rows == neighbours[i].chart->category_count);
        rows = neighbours[i].chart->category_count;
    }
    return (struct chart_level){top_pt, is_even ? top_pt + high_pt : 0.0};
}

static void level_plots(struct chart_neighbour *neighbours, size_t count, bool is_upright, const struct typeface *typeface)
{
    static const double seen_pt = 0.01; /* less is nothing but rounding */
    const struct chart_level level = common_level(neighbours, count, is_upright);
    for (size_t i = 0; i < count; i++) {
        struct chart_neighbour *neighbour = &neighbours[i];
        const struct chart_level plot = neighbour->extent.plot;
        if (!has_plot(neighbour, is_upright) || (level.top_pt - plot.top_pt <= seen_pt && level.foot_pt - plot.foot_pt <= seen_pt))
            continue;
        neighbour->level = level;
        neighbour->extent = chart_extent(neighbour->chart, typeface, neighbour->width_pt, level);
    }
}

void chart_level_neighbours(struct chart_neighbour *neighbours, size_t count, const struct typeface *typeface)
{
    double centre_pt = 0.0;
    level_plots(neighbours, count, true, typeface);
    level_plots(neighbours, count, true, typeface); /* values may stand otherwise over columns that have grown */
    level_plots(neighbours, count, false, typeface);
    for (size_t i = 0; i < count; i++)
        centre_pt = fmax(centre_pt, neighbours[i].extent.centre_pt);
    for (size_t i = 0; i < count; i++)
        if (neighbours[i].extent.centre_pt > 0.0)
            neighbours[i].lowered_pt = centre_pt - neighbours[i].extent.centre_pt;
}

bool chart_is_levelled(const struct chart_neighbour *neighbour)
{
    return neighbour->level.top_pt > 0.0 || neighbour->level.foot_pt > 0.0;
}
