/* SPDX-License-Identifier: GPL-3.0-or-later
 * Legend entries flow in lines from left to right. */
#include "chart/legend.h"

#include <math.h>

#include "chart/palette.h"

static const double KEY_PT = 8.5, LINE_KEY_PT = 20, KEY_GAP_PT = 4.5, ENTRY_GAP_PT = 16, ROW_GAP_PT = 3, BELOW_PT = 9;

struct flow {
    struct sketch *sketch;
    double x_pt, y_pt, row_pt; /* where the next entry goes; height of the row so far */
    double key_pt;
};

double legend_dash(size_t series)
{
    static const double dashes[] = {0, 4, 1.6, 7};
    _Static_assert(sizeof dashes / sizeof *dashes == PALETTE_DASHES, "one length a dash");
    return dashes[palette_line_at(series).dash];
}

static void add_corners(struct path *path, const double centre[2], const double (*corners)[2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const double x = centre[0] + corners[i][0], y = centre[1] + corners[i][1];
        if (i)
            path_line(path, x, y);
        else
            path_move(path, x, y);
    }
    path_close(path);
}

void legend_marker(struct sketch *sketch, size_t series, double x_pt, double y_pt)
{
    static const double square[][2] = {{-2.2, -2.2}, {2.2, -2.2}, {2.2, 2.2}, {-2.2, 2.2}};
    static const double triangle[][2] = {{0, -3}, {2.8, 2.1}, {-2.8, 2.1}};
    static const double diamond[][2] = {{0, -3.2}, {3.2, 0}, {0, 3.2}, {-3.2, 0}};
    const double centre[2] = {x_pt, y_pt};
    struct path path;
    path_begin(&path);
    switch (palette_line_at(series).marker) {
    case 0: path_arc(&path, x_pt, y_pt, 2.5, 0, 4 * acos(0.0)); break;
    case 1: add_corners(&path, centre, square, 4); break;
    case 2: add_corners(&path, centre, triangle, 3); break;
    case 3: add_corners(&path, centre, diamond, 4); break;
    }
    sketch_path(sketch, &path,
                &(struct paint){.fill = true,
                                .fill_colour = palette_at(series).fill,
                                .stroke = true,
                                .stroke_colour = PALETTE_PAPER,
                                .stroke_width_pt = 0.8});
}

static void line_key(struct sketch *sketch, size_t series, double x_pt, double y_pt)
{
    struct path path;
    path_begin(&path);
    path_move(&path, x_pt, y_pt);
    path_line(&path, x_pt + LINE_KEY_PT, y_pt);
    sketch_path(sketch, &path,
                &(struct paint){.stroke = true,
                                .stroke_colour = palette_at(series).fill,
                                .stroke_width_pt = 1.6,
                                .dash_pt = legend_dash(series)});
    legend_marker(sketch, series, x_pt + LINE_KEY_PT / 2, y_pt);
}

/* Returns where the entry begins, on a new row if it must be. */
static struct sketch_box next_entry(struct flow *flow, const struct label *label)
{
    const double width = flow->key_pt + KEY_GAP_PT + label->width_pt;
    if (flow->x_pt > 0 && flow->x_pt + width > flow->sketch->width_pt) {
        flow->x_pt = 0;
        flow->y_pt += flow->row_pt + ROW_GAP_PT;
        flow->row_pt = 0;
    }
    const struct sketch_box box = {flow->x_pt, flow->y_pt, flow->key_pt, KEY_PT};
    flow->x_pt += width + ENTRY_GAP_PT;
    flow->row_pt = fmax(flow->row_pt, label->height_pt);
    return box;
}

/* Writes the name and returns the box of the key before it. */
static struct sketch_box add_entry(struct flow *flow, struct text name, double key_pt)
{
    flow->key_pt = key_pt;
    const struct label_form form = {.wrap_pt = flow->sketch->width_pt - key_pt - KEY_GAP_PT};
    const struct label label = sketch_label(flow->sketch, name, &form);
    struct sketch_box box = next_entry(flow, &label);
    sketch_write(flow->sketch, &label, box.x_pt + key_pt + KEY_GAP_PT, box.y_pt);
    const double first_line_pt = 1.08 * sketch_style(flow->sketch, ROLE_CATEGORY).size_pt;
    box.y_pt += (first_line_pt - KEY_PT) / 2;
    return box;
}

static void add_series(struct flow *flow, size_t series, enum legend_kind kind)
{
    const double key_pt = kind == LEGEND_LINES ? LINE_KEY_PT : KEY_PT;
    const struct sketch_box box = add_entry(flow, flow->sketch->chart->series[series], key_pt);
    const struct palette_entry entry = palette_at(series);
    const struct paint paint = palette_paint(&entry);
    if (kind == LEGEND_LINES)
        line_key(flow->sketch, series, box.x_pt, box.y_pt + KEY_PT / 2);
    else
        sketch_rectangle(flow->sketch, &box, &paint);
}

double legend_plan(struct sketch *sketch, enum legend_kind kind, const bool *is_drawn)
{
    const struct chart *chart = sketch->chart;
    struct flow flow = {.sketch = sketch};
    for (size_t i = 0; chart->series_count > 1 && i < chart->series_count; i++)
        if (!is_drawn || is_drawn[i])
            add_series(&flow, i, kind);
    if (chart->hidden_label.len && sketch_has_hidden(sketch)) {
        const struct sketch_box box = add_entry(&flow, chart->hidden_label, KEY_PT);
        sketch_hidden(sketch, &box);
    }
    return flow.row_pt > 0 ? flow.y_pt + flow.row_pt + BELOW_PT : 0;
}
