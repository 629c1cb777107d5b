/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drawing, whatever draws: paths, fills, hatchings, measured text. Lengths in points (1/72 inch), x to the right, y down
 * from the top left corner of the canvas. A chart is drawn once with this and appears the same in PDF, SVG and PNG. */
#ifndef CANVAS_CANVAS_H
#define CANVAS_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/text.h"
#include "canvas/typeface.h"

struct canvas; /* made by a back end: see canvas/backend.h */

enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };

struct path_step {
    enum path_verb verb;
    double x[3], y[3]; /* MOVE and LINE use [0]; CURVE is a cubic Bézier: two control points, then the end */
};

enum { PATH_STEPS_MAX = 64 };

/* A path of a bounded number of steps; overflow is a bug of the caller. */
struct path {
    size_t count;
    struct path_step steps[PATH_STEPS_MAX]; /* those after the count are not read, and may not be there: see path_copy() */
};

void path_begin(struct path *path);
/* With room for its own steps only: nothing may be added. */
const struct path *path_copy(struct arena *keep, const struct path *path);

void path_move(struct path *path, double x_pt, double y_pt);
void path_line(struct path *path, double x_pt, double y_pt);
void path_close(struct path *path);
void path_rectangle(struct path *path, double x_pt, double y_pt, double width_pt, double height_pt);
/* Continues with an arc of the circle round (x, y) from angle to angle, in radians clockwise from 12 o'clock; a line
 * leads to its beginning if the path has begun. Error of the Bézier pieces under 0.03 % of the radius. */
void path_arc(struct path *path, double x_pt, double y_pt, double radius_pt, double from, double to);

/* Hatchings tell parts apart without colour. */
enum hatch { HATCH_NONE, HATCH_RISING, HATCH_FALLING, HATCH_CROSSED, HATCH_LEVEL, HATCH_UPRIGHT, HATCH_DOTS, HATCH_KINDS };

struct paint {
    bool fill, stroke;
    uint32_t fill_colour, stroke_colour, hatch_colour; /* 0xRRGGBB */
    enum hatch hatch;                                  /* drawn over the fill */
    double stroke_width_pt;
    double dash_pt; /* length of dashes and gaps; 0 is a full line */
};

void canvas_path(struct canvas *canvas, const struct path *path, const struct paint *paint);

/* A straight line; shorthand for a path. */
void canvas_line(struct canvas *canvas, double x1_pt, double y1_pt, double x2_pt, double y2_pt, uint32_t colour,
                 double width_pt);

struct text_extent {
    double width_pt;
    double ascent_pt, descent_pt; /* of the font, both positive */
};

/* One line of text. `x_pt` is its left end, middle or right end as `align` says; `y_pt` its baseline. */
void canvas_text(struct canvas *canvas, double x_pt, double y_pt, enum text_align align, const struct text_style *style,
                 struct text text);
struct text_extent canvas_measure(const struct canvas *canvas, const struct text_style *style, struct text text);

/* Draws the runs of one line of a layout with the line's left end at x_pt and its baseline at y_pt. */
void canvas_layout_line(struct canvas *canvas, double x_pt, double y_pt, const struct text_line *line);

/* Drawings until the matching pop are moved by (x, y). */
void canvas_push_offset(struct canvas *canvas, double x_pt, double y_pt);
void canvas_pop_offset(struct canvas *canvas);


#endif
