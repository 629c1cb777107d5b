/* SPDX-License-Identifier: GPL-3.0-or-later
 * The PDF page as a canvas: charts are drawn into its content stream. */
#ifndef RENDER_PDF_CANVAS_H
#define RENDER_PDF_CANVAS_H

#include "canvas/canvas.h"
#include "render/pdf/operators.h"

/* A canvas whose corner is the corner of the page; canvas_free() leaves `operators` alone. */
struct canvas *pdf_canvas_new(struct pdf_operators *operators, const struct typeface *typeface);

#endif
