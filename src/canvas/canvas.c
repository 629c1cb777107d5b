/* SPDX-License-Identifier: GPL-3.0-or-later
 * What all back ends share: offsets, hatchings made of clipped lines, text taken apart into glyph runs. */
#include "canvas/canvas.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "canvas/backend.h"

enum { OFFSETS_MAX = 16 };

struct canvas {
    const struct canvas_backend *backend;
    void *self;
    const struct typeface *typeface;
    double x_pt[OFFSETS_MAX], y_pt[OFFSETS_MAX]; /* running sums; [0] is 0 */
    size_t depth;
};

struct canvas *canvas_new(const struct canvas_backend *backend, void *self, const struct typeface *typeface)
{
    struct canvas *canvas = memory_alloc(1, sizeof *canvas);
    canvas->backend = backend;
    canvas->self = self;
    canvas->typeface = typeface;
    return canvas;
}

void canvas_free(struct canvas *canvas)
{
    free(canvas);
}

void canvas_push_offset(struct canvas *canvas, double x_pt, double y_pt)
{
    assert(canvas->depth + 1 < OFFSETS_MAX);
    canvas->depth++;
    canvas->x_pt[canvas->depth] = canvas->x_pt[canvas->depth - 1] + x_pt;
    canvas->y_pt[canvas->depth] = canvas->y_pt[canvas->depth - 1] + y_pt;
}

void canvas_pop_offset(struct canvas *canvas)
{
    assert(canvas->depth > 0);
    canvas->depth--;
}

static double offset_x(const struct canvas *canvas)
{
    return canvas->x_pt[canvas->depth];
}

static double offset_y(const struct canvas *canvas)
{
    return canvas->y_pt[canvas->depth];
}

static struct path moved(const struct canvas *canvas, const struct path *path)
{
    struct path result;
    result.count = path->count;
    for (size_t i = 0; i < path->count; i++) {
        result.steps[i] = path->steps[i];
        for (int k = 0; k < 3; k++) {
            result.steps[i].x[k] += offset_x(canvas);
            result.steps[i].y[k] += offset_y(canvas);
        }
    }
    return result;
}

/* ---- hatchings: in the coordinates of the caller, so that a chart looks the same wherever it is placed ---- */

struct box {
    double left, top, right, bottom;
};

static double hatch_step(enum hatch hatch)
{
    return hatch == HATCH_RISING || hatch == HATCH_FALLING || hatch == HATCH_CROSSED ? 5.0 : 3.6;
}

static const double HATCH_LINE_PT = 0.55, HATCH_DOT_PT = 1.1;

static size_t points_of(enum path_verb verb)
{
    static const size_t counts[] = {[PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0};
    return counts[verb];
}

/* Control points included: a little too large does no harm under a clip. */
static struct box bounds(const struct path *path)
{
    struct box box = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < path->count; i++)
        for (size_t k = 0; k < points_of(path->steps[i].verb); k++) {
            box.left = fmin(box.left, path->steps[i].x[k]);
            box.right = fmax(box.right, path->steps[i].x[k]);
            box.top = fmin(box.top, path->steps[i].y[k]);
            box.bottom = fmax(box.bottom, path->steps[i].y[k]);
        }
    return box;
}

/* Collects pieces of a hatching into paths as long as they may be. */
struct hatching {
    struct canvas *canvas;
    struct path path;
    struct paint paint;
};

static void flush(struct hatching *hatching)
{
    if (hatching->path.count) {
        const struct path path = moved(hatching->canvas, &hatching->path);
        hatching->canvas->backend->path(hatching->canvas->self, &path, &hatching->paint);
    }
    hatching->path.count = 0;
}

static void hatch_line(struct hatching *hatching, double x1, double y1, double x2, double y2)
{
    if (hatching->path.count + 2 > PATH_STEPS_MAX)
        flush(hatching);
    path_move(&hatching->path, x1, y1);
    path_line(&hatching->path, x2, y2);
}

static void hatch_dot(struct hatching *hatching, double x, double y)
{
    if (hatching->path.count + 5 > PATH_STEPS_MAX)
        flush(hatching);
    path_rectangle(&hatching->path, x - HATCH_DOT_PT / 2, y - HATCH_DOT_PT / 2, HATCH_DOT_PT, HATCH_DOT_PT);
}

/* The lines x + slope * y = n * step that meet the box; slope is 1 (rising) or -1 (falling). */
static void hatch_diagonals(struct hatching *hatching, struct box box, double slope, double step)
{
    const double a = slope * box.top, b = slope * box.bottom;
    const double first = floor((box.left + fmin(a, b)) / step), last = ceil((box.right + fmax(a, b)) / step);
    for (double n = first; n <= last; n++)
        hatch_line(hatching, n * step - a, box.top, n * step - b, box.bottom);
}

static void hatch_levels(struct hatching *hatching, struct box box, double step)
{
    for (double n = floor(box.top / step); n <= ceil(box.bottom / step); n++)
        hatch_line(hatching, box.left, n * step, box.right, n * step);
}

static void hatch_uprights(struct hatching *hatching, struct box box, double step)
{
    for (double n = floor(box.left / step); n <= ceil(box.right / step); n++)
        hatch_line(hatching, n * step, box.top, n * step, box.bottom);
}

/* Rows of dots, every other row shifted by half a step. */
static void hatch_dots(struct hatching *hatching, struct box box, double step)
{
    for (double row = floor(box.top / step); row <= ceil(box.bottom / step); row++) {
        const double shift = fmod(fabs(row), 2) > 0.5 ? step / 2 : 0;
        for (double n = floor((box.left - shift) / step); n <= ceil(box.right / step); n++)
            hatch_dot(hatching, n * step + shift, row * step);
    }
}

static void hatch_lines(struct hatching *hatching, enum hatch hatch, struct box box)
{
    const double step = hatch_step(hatch);
    switch (hatch) {
    case HATCH_RISING: hatch_diagonals(hatching, box, 1, step); break;
    case HATCH_FALLING: hatch_diagonals(hatching, box, -1, step); break;
    case HATCH_CROSSED:
        hatch_diagonals(hatching, box, 1, step);
        hatch_diagonals(hatching, box, -1, step);
        break;
    case HATCH_LEVEL: hatch_levels(hatching, box, step); break;
    case HATCH_UPRIGHT: hatch_uprights(hatching, box, step); break;
    case HATCH_DOTS: hatch_dots(hatching, box, step); break;
    case HATCH_NONE:
    case HATCH_KINDS: break;
    }
}

static void draw_hatching(struct canvas *canvas, const struct path *path, const struct paint *paint)
{
    const struct path outline = moved(canvas, path);
    const bool dots = paint->hatch == HATCH_DOTS;
    struct hatching hatching = {.canvas = canvas,
                                .paint = {.fill = dots,
                                          .stroke = !dots,
                                          .fill_colour = paint->hatch_colour,
                                          .stroke_colour = paint->hatch_colour,
                                          .stroke_width_pt = HATCH_LINE_PT}};
    canvas->backend->clip(canvas->self, &outline);
    hatch_lines(&hatching, paint->hatch, bounds(path));
    flush(&hatching);
    canvas->backend->unclip(canvas->self);
}

static void send_path(struct canvas *canvas, const struct path *path, struct paint paint)
{
    if (!paint.fill && !paint.stroke)
        return;
    const struct path at_home = moved(canvas, path);
    paint.hatch = HATCH_NONE;
    canvas->backend->path(canvas->self, &at_home, &paint);
}

void canvas_path(struct canvas *canvas, const struct path *path, const struct paint *paint)
{
    if (!path->count)
        return;
    if (paint->hatch == HATCH_NONE) {
        send_path(canvas, path, *paint);
        return;
    }
    struct paint inside = *paint, outline = *paint;
    inside.stroke = false;
    outline.fill = false;
    send_path(canvas, path, inside);
    draw_hatching(canvas, path, paint);
    send_path(canvas, path, outline);
}

void canvas_line(struct canvas *canvas, double x1_pt, double y1_pt, double x2_pt, double y2_pt, uint32_t colour,
                 double width_pt)
{
    struct path path;
    path_begin(&path);
    path_move(&path, x1_pt, y1_pt);
    path_line(&path, x2_pt, y2_pt);
    canvas_path(canvas, &path, &(struct paint){.stroke = true, .stroke_colour = colour, .stroke_width_pt = width_pt});
}

/* ---- text ---- */

void canvas_layout_line(struct canvas *canvas, double x_pt, double y_pt, const struct text_line *line)
{
    double x = x_pt + offset_x(canvas);
    for (size_t i = 0; i < line->run_count; i++) {
        const struct glyph_run *run = &line->runs[i];
        canvas->backend->glyphs(canvas->self, x, y_pt + offset_y(canvas) - run->rise_pt, run);
        x += run->width_pt;
    }
}

static const struct text_line *single_line(const struct canvas *canvas, const struct text_style *style, struct text text)
{
    const struct text_span span = {text, *style};
    return typeface_layout(canvas->typeface, &(struct text_paragraph){.spans = &span, .count = 1})->lines;
}

void canvas_text(struct canvas *canvas, double x_pt, double y_pt, enum text_align align, const struct text_style *style,
                 struct text text)
{
    static const double before[] = {[ALIGN_START] = 0, [ALIGN_CENTRE] = 0.5, [ALIGN_END] = 1};
    const struct text_line *line = single_line(canvas, style, text);
    canvas_layout_line(canvas, x_pt - before[align] * line->width_pt, y_pt, line);
}

struct text_extent canvas_measure(const struct canvas *canvas, const struct text_style *style, struct text text)
{
    const struct text_line *line = single_line(canvas, style, text);
    return (struct text_extent){line->width_pt, line->ascent_pt, line->descent_pt};
}
