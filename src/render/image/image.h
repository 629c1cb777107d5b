/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts as image files: PNG for slides and web pages, SVG for print. The title stands above the drawing. Nothing in
 * the bytes depends on when, where or by whom they were made. */
#ifndef RENDER_IMAGE_IMAGE_H
#define RENDER_IMAGE_IMAGE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "canvas/typeface.h"
#include "chart/chart.h"

enum {
    IMAGE_WIDTH_MIN_PT = 100, /* narrower ones are a bug of the caller */
    IMAGE_MARGIN_PT = 8       /* around the drawing */
};

/* A chart and its title, laid out width_pt wide, for any number of files. */
struct image;

/* Chart and typeface must outlive the image; the caller owns it. */
struct image *image_new(const struct chart *chart, const struct typeface *typeface, double width_pt);
void image_free(struct image *image);

/* Appends a PNG with `scale` pixels a point (2 is sharp on most screens). On failure `out` holds nothing more than
 * before. */
bool image_png(const struct image *image, double scale, struct text_builder *out, struct error *err);

/* Appends an SVG document whose title and description are those of the chart, for people who do not see it. */
bool image_svg(const struct image *image, struct text_builder *out, struct error *err);

#endif
