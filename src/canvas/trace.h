/* SPDX-License-Identifier: GPL-3.0-or-later
 * A canvas that writes each operation as a line of text, for tests and for people who want to know what was drawn. */
#ifndef CANVAS_TRACE_H
#define CANVAS_TRACE_H

#include "base/text.h"
#include "canvas/canvas.h"

/* Appends to `out` while it is drawn on. Lengths in points with at most three decimals, colours in hexadecimal:
 *   path fill=1f4e79 stroke=ffffff/0.75 dash=2 : M 0 0 L 10 0 C 1 2 3 4 5 6 Z   (fill, stroke, dash if there is one)
 *   clip : M …
 *   unclip
 *   text x y width left top right bottom colour size weight style "words"
 * x, y: beginning of the run on its baseline; left … bottom: the box of its ink. A hatching is clip, paths, unclip. */
struct canvas *trace_canvas_new(struct text_builder *out, const struct typeface *typeface);

#endif
