/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a chart to its drawing: the plan of its kind, painted. */
#include "chart/chart.h"

#include <assert.h>

#include "chart/bars.h"
#include "chart/columns.h"
#include "chart/line.h"
#include "chart/palette.h"
#include "chart/pie.h"
#include "chart/sketch.h"

static void (*const PLANS[])(struct sketch *sketch) = {
    [CHART_PIE] = pie_plan, [CHART_BARS] = bars_plan, [CHART_COLUMNS] = columns_plan, [CHART_LINE] = line_plan};
_Static_assert(sizeof PLANS / sizeof *PLANS == CHART_KINDS, "one plan a kind");

bool chart_has_axis(const struct chart *chart)
{
    return chart->axis.from < chart->axis.to;
}

static bool has_hidden_part(const struct chart *chart, const struct chart_category *category)
{
    const size_t parts = chart->series_count ? chart->series_count : 1;
    for (size_t k = 0; k < parts; k++)
        if (!cell_is_shown(category->parts[k].cell))
            return true;
    return false;
}

static bool has_shown_part(const struct chart *chart, const struct chart_category *category)
{
    for (size_t k = 0; k < chart->series_count; k++)
        if (cell_is_shown(category->parts[k].cell))
            return true;
    return false;
}

static bool has_length(const struct chart *chart, const struct chart_category *category)
{
    for (size_t k = 0; k < chart->series_count; k++)
        if (cell_is_shown(category->parts[k].cell) && category->parts[k].cell.count > 0)
            return true;
    return false;
}

bool chart_hides_all_piles(const struct chart *chart)
{
    bool shows_some = false, hides_some = false;
    for (size_t i = 0; i < chart->category_count; i++) {
        const struct chart_category *category = &chart->categories[i];
        const bool is_hidden = has_hidden_part(chart, category);
        if (!chart->of_shares || (!is_hidden && has_length(chart, category)))
            return false;
        shows_some = shows_some || has_shown_part(chart, category);
        hides_some = hides_some || is_hidden;
    }
    return shows_some && hides_some;
}

/* A pile of which the total is published has that written at it, but where it is one of shares. */
static bool writes_symbol(const struct chart *chart, const struct chart_category *category)
{
    const bool has_total = chart->series_count > 1 && cell_is_shown(category->total) && !chart->of_shares;
    return has_hidden_part(chart, category) && (chart->kind != CHART_COLUMNS || !has_total);
}

bool chart_writes_symbols(const struct chart *chart)
{
    if (chart->kind == CHART_LINE || (chart->kind == CHART_PIE && pie_is_round(chart)))
        return false;
    for (size_t i = 0; i < chart->category_count; i++)
        if (writes_symbol(chart, &chart->categories[i]))
            return true;
    return false;
}

static const double EMPTY_MARGIN_PT = 14;

/* Nothing is hidden and nothing is more than zero. */
static bool is_empty(const struct sketch *sketch)
{
    for (size_t i = 0; i < sketch->chart->category_count; i++)
        for (size_t k = 0; k < sketch_part_count(sketch); k++)
            if (sketch_length(sketch, sketch->chart->categories[i].parts[k].cell) > 0)
                return false;
    return !sketch_has_hidden(sketch);
}

static void empty_plan(struct sketch *sketch)
{
    const struct label_form form = {
        .align = ALIGN_CENTRE, .wrap_pt = sketch->width_pt - 2 * EMPTY_MARGIN_PT, .colour = PALETTE_QUIET};
    const struct label label = sketch_label(sketch, sketch->chart->empty_label, &form);
    sketch->height_pt = label.height_pt + 2 * EMPTY_MARGIN_PT;
    const struct sketch_box frame = {0.3, 0.3, sketch->width_pt - 0.6, sketch->height_pt - 0.6};
    sketch_rectangle(sketch, &frame,
                     &(struct paint){.stroke = true, .stroke_colour = PALETTE_GRID, .stroke_width_pt = 0.6});
    sketch_write(sketch, &label, sketch->width_pt / 2, EMPTY_MARGIN_PT);
}

const struct sketch *chart_sketch_level(struct arena *arena, const struct chart *chart, const struct typeface *typeface,
                                        double width_pt, struct chart_level level)
{
    struct arena *scratch = arena_new();
    struct sketch *sketch = sketch_new(scratch, chart, typeface, width_pt);
    sketch->level = level;
    assert(chart->kind < CHART_KINDS);
    if (is_empty(sketch))
        empty_plan(sketch);
    else
        PLANS[chart->kind](sketch);
    const struct sketch *kept = sketch_keep(arena, sketch);
    arena_free(scratch);
    return kept;
}

const struct sketch *chart_sketch(struct arena *arena, const struct chart *chart, const struct typeface *typeface, double width_pt)
{
    return chart_sketch_level(arena, chart, typeface, width_pt, (struct chart_level){0, 0});
}

void chart_sketch_paint(const struct sketch *sketch, struct canvas *canvas)
{
    sketch_paint(sketch, canvas);
}

struct chart_extent chart_sketch_extent(const struct sketch *sketch)
{
    return (struct chart_extent){sketch->width_pt, sketch->height_pt, sketch->centre_pt, sketch->plot, sketch->is_upright};
}
