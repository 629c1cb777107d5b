/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts as SVG within a page: the drawing that all outputs share. Each letter stands in the page once. */
#ifndef RENDER_HTML_DRAWING_H
#define RENDER_HTML_DRAWING_H

#include <stddef.h>

#include "base/text.h"
#include "canvas/typeface.h"
#include "chart/chart.h"
#include "render/image/svg.h"

/* An element, for once in the page, that shows nothing: the outlines used so far. */
void html_add_glyphs(struct text_builder *out, const struct svg_glyphs *glyphs);

struct html_drawing {
    const struct chart *chart;
    const struct sketch *sketch;
    double lowered_pt; /* by how much lower than charts beside it it is drawn */
    size_t number;     /* of the drawing in its page: all its ids begin with "drawing-7-" */
    const char *class_name;
};

/* Appends an <svg> with the chart's title and description, on white paper of its own. */
void html_add_drawing(struct text_builder *out, const struct html_drawing *drawing, const struct typeface *typeface,
                      struct svg_glyphs *glyphs);

#endif
