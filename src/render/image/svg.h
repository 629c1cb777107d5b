/* SPDX-License-Identifier: GPL-3.0-or-later
 * A canvas that writes the elements of an SVG drawing. Text is drawn as outlines, which look the same wherever the drawing
 * is seen; each letter stands in the file once. */
#ifndef RENDER_IMAGE_SVG_H
#define RENDER_IMAGE_SVG_H

#include <stddef.h>

#include "base/text.h"
#include "canvas/canvas.h"

/* The outlines that the drawings of a file use. */
struct svg_glyphs;

struct svg_glyphs *svg_glyphs_new(void);
void svg_glyphs_free(struct svg_glyphs *glyphs);

/* A <path> for each outline used so far, for a <defs>. Their ids are the prefix and "glyph-0" and so on. */
void svg_glyphs_add(const struct svg_glyphs *glyphs, const char *prefix, struct text_builder *out);

/* One drawing. */
struct svg {
    struct text_builder *out;
    struct svg_glyphs *glyphs;
    const char *glyph_prefix, *clip_prefix; /* of the ids of outlines, and of clips, which are the drawing's own */
    const char *href; /* the attribute that leads to an outline: "href", or in files of their own "xlink:href" */
    size_t clips; /* so far */
};

/* The canvas does not own `svg`. */
struct canvas *svg_canvas_new(struct svg *svg, const struct typeface *typeface);

/* The data of a path, and the end of its element. */
void svg_add_steps(struct text_builder *out, const struct path *path);

#endif
