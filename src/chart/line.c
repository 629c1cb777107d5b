/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lines over categories in their order. Series differ in colour, dashes and markers; values are written where there is
 * room, the axis gives the others. A hidden count leaves a gap, and a mark below the axis, where nobody reads a value. */
#include "chart/line.h"

#include <math.h>

#include "chart/frame.h"
#include "chart/legend.h"
#include "chart/palette.h"

static const double STRIP_PT = 6, STRIP_GAP_PT = 2.5, MARKER_PT = 3.2, VALUE_GAP_PT = 5;
static const double AIR_PT = 2; /* between a value and lines, where there is room for it */
static const double CATEGORY_GAP_PT = 5, CATEGORY_MARGIN_PT = 5;

struct place {
    double left, top, right, bottom;
};

struct line {
    struct sketch *sketch;
    struct frame frame;
    size_t count, series;
    double top_pt; /* values stay below */
    LIST_OF(struct place) taken;
};

static const struct chart_part *part_of(const struct line *line, size_t category, size_t series)
{
    return &line->sketch->chart->categories[category].parts[series];
}

static bool is_shown(const struct line *line, size_t category, size_t series)
{
    return category < line->count && cell_is_shown(part_of(line, category, series)->cell);
}

/* A marker's width away from both ends, so that the first and last are whole in the narrowest slot. */
static double point_x(const struct line *line, size_t category)
{
    const double left = line->frame.left_pt + MARKER_PT, right = line->sketch->width_pt - MARKER_PT;
    return left + (right - left) * ((double)category + 0.5) / (double)line->count;
}

static double point_y(const struct line *line, size_t category, size_t series)
{
    return frame_y(&line->frame, sketch_length(line->frame.sketch, part_of(line, category, series)->cell));
}

static int64_t greatest(const struct line *line)
{
    int64_t most = 0;
    for (size_t i = 0; i < line->count; i++)
        for (size_t k = 0; k < line->series; k++)
            if (is_shown(line, i, k) && part_of(line, i, k)->cell.count > most)
                most = part_of(line, i, k)->cell.count;
    return most;
}

/* Whether a line leads from a point to the next. */
static bool is_joined(const struct line *line, size_t category, size_t series)
{
    return is_shown(line, category, series) && is_shown(line, category + 1, series) &&
           !line->sketch->chart->categories[category + 1].is_after_break;
}

/* ---- room for values ---- */

static bool overlap(const struct place *a, const struct place *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* Whether the line from point to point of a series passes the place: its height at both ends of what they share. */
static bool passes(const struct line *line, size_t i, size_t k, const struct place *place)
{
    if (!is_joined(line, i, k))
        return false;
    const double x1 = point_x(line, i), x2 = point_x(line, i + 1);
    const double y1 = point_y(line, i, k), y2 = point_y(line, i + 1, k);
    const double from = fmax(x1, place->left), to = fmin(x2, place->right);
    if (from > to)
        return false;
    const double at_from = y1 + (y2 - y1) * (from - x1) / (x2 - x1), at_to = y1 + (y2 - y1) * (to - x1) / (x2 - x1);
    return fmax(at_from, at_to) > place->top && fmin(at_from, at_to) < place->bottom;
}

/* `air_pt` is how far lines are to keep away. */
static bool is_free(const struct line *line, const struct place *place, double air_pt)
{
    const struct place airy = {place->left - air_pt, place->top - air_pt, place->right + air_pt, place->bottom + air_pt};
    if (place->left < line->frame.left_pt || place->right > line->sketch->width_pt || place->top < line->top_pt ||
        place->bottom > line->frame.base_pt - 1)
        return false;
    for (size_t i = 0; i < line->taken.count; i++)
        if (overlap(&line->taken.items[i], place))
            return false;
    for (size_t k = 0; k < line->series; k++)
        for (size_t i = 0; i + 1 < line->count; i++)
            if (passes(line, i, k, &airy))
                return false;
    return true;
}

/* Where a value may stand. */
struct spot {
    bool is_below;
    double shift_pt, air_pt;
};

static bool write_value_at(struct line *line, const struct label *label, double x, double y, struct spot spot)
{
    const double half = label->width_pt / 2, width = line->sketch->width_pt;
    const double middle = fmax(line->frame.left_pt + half, fmin(width - half, x + spot.shift_pt));
    const double top = spot.is_below ? y + VALUE_GAP_PT : y - VALUE_GAP_PT - label->height_pt;
    const struct place place = {middle - half, top, middle + half, top + label->height_pt};
    const struct place with_margin = {place.left - 2, place.top, place.right + 2, place.bottom};
    if (!is_free(line, &place, spot.air_pt))
        return false;
    ARENA_PUSH(line->sketch->arena, &line->taken, with_margin);
    sketch_write_on_paper(line->sketch, label, middle, top);
    return true;
}

/* Where a value below its point, or above it, has no line: -1 at the left, 1 at the right, 0 at both sides or at none. */
static double free_side(const struct line *line, size_t i, size_t k, bool is_below)
{
    const double y = point_y(line, i, k), sign = is_below ? 1 : -1;
    const bool left = i && is_joined(line, i - 1, k) && sign * (point_y(line, i - 1, k) - y) > 0;
    const bool right = is_joined(line, i, k) && sign * (point_y(line, i + 1, k) - y) > 0;
    return (double)left - (double)right;
}

/* Peaks want their value above, dips below. */
static bool is_dip(const struct line *line, size_t i, size_t k)
{
    const double y = point_y(line, i, k);
    const double before = i && is_shown(line, i - 1, k) ? point_y(line, i - 1, k) : y;
    const double after = is_shown(line, i + 1, k) ? point_y(line, i + 1, k) : y;
    return before + after < 2 * y - 1e-9;
}

static void write_value(struct line *line, size_t i, size_t k)
{
    if (!is_shown(line, i, k))
        return;
    const struct label_form form = {.role = ROLE_VALUE,
                                    .align = ALIGN_CENTRE,
                                    .wrap_pt = line->sketch->width_pt,
                                    .colour = line->series > 1 ? palette_at(k).on_paper : 0};
    const struct label label = sketch_label(line->sketch, part_of(line, i, k)->label, &form);
    const double x = point_x(line, i), y = point_y(line, i, k);
    const bool dip = is_dip(line, i, k);
    const double aside_pt = label.width_pt / 2 + 1;
    const struct spot spots[] = {
        {dip, 0, AIR_PT}, {!dip, 0, AIR_PT},
        {dip, aside_pt * free_side(line, i, k, dip), AIR_PT}, {!dip, aside_pt * free_side(line, i, k, !dip), AIR_PT},
        {dip, 0, 0}, {!dip, 0, 0},
    };
    for (size_t n = 0; label.layout && n < sizeof spots / sizeof *spots; n++)
        if (write_value_at(line, &label, x, y, spots[n]))
            return;
}

static size_t highest_point(const struct line *line, size_t k)
{
    size_t best = 0;
    for (size_t i = 0; i < line->count; i++)
        if (is_shown(line, i, k) &&
            (!is_shown(line, best, k) || part_of(line, i, k)->cell.count > part_of(line, best, k)->cell.count))
            best = i;
    return best;
}

/* Whether this point's value was already tried, as the last, first or highest. */
static bool is_marked(const struct line *line, size_t i, size_t k)
{
    return i == line->count - 1 || i == 0 || i == highest_point(line, k);
}

/* Last, first and highest values come first; the others where there is still room. */
static void write_values(struct line *line)
{
    for (size_t k = 0; k < line->series; k++)
        write_value(line, line->count - 1, k);
    for (size_t k = 0; k < line->series; k++) {
        const size_t highest = highest_point(line, k);
        if (line->count > 1)
            write_value(line, 0, k);
        if (highest != 0 && highest != line->count - 1)
            write_value(line, highest, k);
    }
    for (size_t k = 0; k < line->series; k++)
        for (size_t i = 0; i < line->count; i++)
            if (!is_marked(line, i, k))
                write_value(line, i, k);
}

/* ---- drawing ---- */

static void stroke_piece(struct line *line, size_t k, struct path *path)
{
    if (path->count > 1)
        sketch_path(line->sketch, path,
                    &(struct paint){.stroke = true,
                                    .stroke_colour = palette_at(k).fill,
                                    .stroke_width_pt = 1.6,
                                    .dash_pt = legend_dash(k)});
    path->count = 0;
}

static void draw_series(struct line *line, size_t k)
{
    struct path path;
    path_begin(&path);
    for (size_t i = 0; i < line->count; i++) {
        if (i && !is_joined(line, i - 1, k))
            stroke_piece(line, k, &path);
        if (!is_shown(line, i, k))
            continue;
        const double x = point_x(line, i), y = point_y(line, i, k);
        if (path.count == PATH_STEPS_MAX - 1) {
            path_line(&path, x, y);
            stroke_piece(line, k, &path);
        }
        if (path.count)
            path_line(&path, x, y);
        else
            path_move(&path, x, y);
    }
    stroke_piece(line, k, &path);
}

/* Where points crowd, only those that no line leads to are marked. */
static bool has_marker(const struct line *line, size_t i, size_t k)
{
    const bool alone = (!i || !is_joined(line, i - 1, k)) && !is_joined(line, i, k);
    return is_shown(line, i, k) && (alone || line->frame.slot_pt >= 2 * MARKER_PT);
}

static void draw_markers(struct line *line, size_t k)
{
    for (size_t i = 0; i < line->count; i++) {
        if (!has_marker(line, i, k))
            continue;
        const double x = point_x(line, i), y = point_y(line, i, k);
        const struct place marker = {x - MARKER_PT, y - MARKER_PT, x + MARKER_PT, y + MARKER_PT};
        legend_marker(line->sketch, k, x, y);
        ARENA_PUSH(line->sketch->arena, &line->taken, marker);
    }
}

static bool has_hidden_part(const struct line *line, size_t i)
{
    for (size_t k = 0; k < line->series; k++)
        if (!is_shown(line, i, k))
            return true;
    return false;
}

/* A rule between two categories that cannot be compared; values keep away from it. */
static void draw_breaks(struct line *line)
{
    for (size_t i = 1; i < line->count; i++) {
        const double x = (point_x(line, i - 1) + point_x(line, i)) / 2;
        const struct place rule = {x - 1, line->top_pt, x + 1, line->frame.base_pt};
        struct path path;
        path_begin(&path);
        if (!line->sketch->chart->categories[i].is_after_break)
            continue;
        path_move(&path, x, line->top_pt);
        path_line(&path, x, line->frame.base_pt);
        sketch_path(line->sketch, &path,
                    &(struct paint){.stroke = true, .stroke_colour = PALETTE_AXIS, .stroke_width_pt = 0.8, .dash_pt = 3});
        ARENA_PUSH(line->sketch->arena, &line->taken, rule);
    }
}

/* A strip of constant height below the axis, as long as the categories with a hidden count that follow each other. */
static void draw_strips(struct line *line)
{
    const double slot = line->count > 1 ? point_x(line, 1) - point_x(line, 0) : line->frame.slot_pt - 2 * MARKER_PT;
    for (size_t i = 0, end; i < line->count; i = end + 1) {
        for (end = i; end < line->count && has_hidden_part(line, end);)
            end++;
        if (end > i)
            sketch_hidden(line->sketch, &(struct sketch_box){point_x(line, i) - slot / 2, line->frame.base_pt + STRIP_GAP_PT,
                                                             slot * (double)(end - i), STRIP_PT});
    }
}

/* Values keep away from the mark of an axis that does not begin at zero. */
static void keep_break_free(struct line *line)
{
    const struct frame *frame = &line->frame;
    const struct place mark = {0, frame->base_pt - frame_break_pt(frame), frame->left_pt + MARKER_PT, frame->base_pt};
    if (frame_break_pt(frame) > 0)
        ARENA_PUSH(line->sketch->arena, &line->taken, mark);
}

/* ---- categories: every k-th, with the least k at which they fit ---- */

struct category_place {
    struct label label;
    double x_pt;
};

static bool place_categories(const struct line *line, size_t every, struct category_place *places)
{
    struct sketch *sketch = line->sketch;
    const struct label_form form = {.align = ALIGN_CENTRE,
                                    .wrap_pt = line->frame.slot_pt * (double)every - CATEGORY_MARGIN_PT};
    double free_from = 0;
    for (size_t i = 0; i < line->count; i += every) {
        const struct text text = sketch->chart->categories[i].label;
        if (form.wrap_pt < 1 || sketch_word_width(sketch, text, ROLE_CATEGORY) > form.wrap_pt)
            return false;
        const struct label label = sketch_label(sketch, text, &form);
        const double half = label.width_pt / 2;
        const double x = fmax(half, fmin(sketch->width_pt - half, point_x(line, i)));
        if (x - half < free_from)
            return false;
        places[i] = (struct category_place){label, x};
        free_from = x + half + CATEGORY_MARGIN_PT;
    }
    return true;
}

/* Where not even one word fits, the first category alone is written, broken as it must be. */
static void place_first(const struct line *line, struct category_place *places)
{
    const struct label_form form = {.wrap_pt = line->sketch->width_pt};
    places[0] = (struct category_place){sketch_label(line->sketch, line->sketch->chart->categories[0].label, &form), 0};
}

/* Returns the foot of the lowest. */
static double write_categories(struct line *line)
{
    const double strip_pt = sketch_has_hidden(line->sketch) ? STRIP_GAP_PT + STRIP_PT : 0;
    const double top_pt = line->frame.base_pt + strip_pt + CATEGORY_GAP_PT;
    struct category_place *places = ARENA_ARRAY(line->sketch->arena, struct category_place, line->count);
    size_t every = 1;
    while (every <= line->count && !place_categories(line, every, places))
        every++;
    if (every > line->count)
        place_first(line, places);
    double height = 0;
    for (size_t i = 0; i < line->count; i += every) {
        sketch_write(line->sketch, &places[i].label, places[i].x_pt, top_pt);
        height = fmax(height, places[i].label.height_pt);
    }
    return top_pt + height;
}

/* How far the value of the highest point rises over the plot. */
static double overhead(const struct line *line)
{
    const double words_pt = 1.08 * sketch_style(line->sketch, ROLE_VALUE).size_pt;
    const double point_pt = frame_height(&line->frame, (double)(greatest(line) - line->frame.least));
    return fmax(0, 0.5 + words_pt + VALUE_GAP_PT + point_pt - line->frame.plot_pt);
}

/* Which series have a point. */
static const bool *drawn_series(const struct line *line)
{
    bool *is_drawn = ARENA_ARRAY(line->sketch->arena, bool, line->series);
    for (size_t i = 0; i < line->count; i++)
        for (size_t k = 0; k < line->series; k++)
            is_drawn[k] = is_drawn[k] || is_shown(line, i, k);
    return is_drawn;
}

void line_plan(struct sketch *sketch)
{
    struct line line = {
        .sketch = sketch, .count = sketch->chart->category_count, .series = sketch_part_count(sketch)};
    line.frame = frame_make(sketch, greatest(&line));
    const double legend_pt = legend_plan(sketch, LEGEND_LINES, drawn_series(&line));
    line.top_pt = frame_place(&line.frame, legend_pt, overhead(&line));
    frame_grid(&line.frame);
    draw_strips(&line);
    draw_breaks(&line);
    for (size_t k = 0; k < line.series; k++)
        draw_series(&line, k);
    for (size_t k = 0; k < line.series; k++)
        draw_markers(&line, k);
    frame_zero_line(&line.frame);
    keep_break_free(&line);
    write_values(&line);
    sketch->height_pt = write_categories(&line) + 1;
}
