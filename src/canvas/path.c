/* SPDX-License-Identifier: GPL-3.0-or-later
 * Paths: steps of bounded number, in points. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "canvas/canvas.h"

static struct path_step *next_step(struct path *path, enum path_verb verb)
{
    assert(path->count < PATH_STEPS_MAX);
    struct path_step *step = &path->steps[path->count++];
    *step = (struct path_step){.verb = verb};
    return step;
}

static void add_point(struct path *path, enum path_verb verb, double x_pt, double y_pt)
{
    struct path_step *step = next_step(path, verb);
    step->x[0] = x_pt;
    step->y[0] = y_pt;
}

void path_begin(struct path *path)
{
    path->count = 0;
}

const struct path *path_copy(struct arena *keep, const struct path *path)
{
    const size_t size = offsetof(struct path, steps) + path->count * sizeof *path->steps;
    void *copy = arena_alloc(keep, size, 1);
    memcpy(copy, path, size);
    return copy;
}

void path_move(struct path *path, double x_pt, double y_pt)
{
    add_point(path, PATH_MOVE, x_pt, y_pt);
}

void path_line(struct path *path, double x_pt, double y_pt)
{
    add_point(path, PATH_LINE, x_pt, y_pt);
}

void path_close(struct path *path)
{
    next_step(path, PATH_CLOSE);
}

void path_rectangle(struct path *path, double x_pt, double y_pt, double width_pt, double height_pt)
{
    path_move(path, x_pt, y_pt);
    path_line(path, x_pt + width_pt, y_pt);
    path_line(path, x_pt + width_pt, y_pt + height_pt);
    path_line(path, x_pt, y_pt + height_pt);
    path_close(path);
}

/* One piece of at most a quarter: the control points lie on the tangents at 4/3 tan(angle / 4) radii from the ends
 * (Riškus 2006, "Approximation of a cubic Bézier curve by circular arcs and vice versa"). */
static void add_arc_piece(struct path *path, const double centre[2], double radius_pt, double from, double to)
{
    const double reach = 4.0 / 3.0 * tan((to - from) / 4) * radius_pt;
    struct path_step *step = next_step(path, PATH_CURVE);
    step->x[2] = centre[0] + radius_pt * sin(to);
    step->y[2] = centre[1] - radius_pt * cos(to);
    step->x[0] = centre[0] + radius_pt * sin(from) + reach * cos(from);
    step->y[0] = centre[1] - radius_pt * cos(from) + reach * sin(from);
    step->x[1] = step->x[2] - reach * cos(to);
    step->y[1] = step->y[2] - reach * sin(to);
}

void path_arc(struct path *path, double x_pt, double y_pt, double radius_pt, double from, double to)
{
    const double centre[2] = {x_pt, y_pt}, quarter = acos(0.0);
    const int pieces = (int)fmax(1, ceil(fabs(to - from) / quarter - 1e-9));
    add_point(path, path->count ? PATH_LINE : PATH_MOVE, x_pt + radius_pt * sin(from), y_pt - radius_pt * cos(from));
    for (int i = 0; i < pieces; i++)
        add_arc_piece(path, centre, radius_pt, from + (to - from) * i / pieces, from + (to - from) * (i + 1) / pieces);
}
