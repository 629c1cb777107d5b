/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is drawn on a page, as operators of a content stream (ISO 32000-1, annex A). Coordinates come in as points with
 * y down from the top edge and go out with y up. Remembers what is set, so that nothing is set twice. */
#ifndef RENDER_PDF_OPERATORS_H
#define RENDER_PDF_OPERATORS_H

#include "base/number.h"
#include "canvas/canvas.h"
#include "render/pdf/font.h"
#include "render/pdf/spell.h"

enum { PDF_CLIPS_MAX = 26 }; /* nesting of q and Q: ISO 19005-3, 6.1.13 allows 28 */

/* Decimals of coordinates, and of colours: 8 bits survive three of them. */
enum { PDF_DECIMALS = 3 };

struct pdf_drawing_state {
    bool set; /* false: as the page begins */
    uint32_t fill, stroke;
    double stroke_width_pt, dash_pt;
    struct pdf_font_use font;
};

struct pdf_operators {
    struct text_builder bytes;
    struct pdf_fonts *fonts;
    struct pdf_spellings spellings;
    double page_height_pt;
    struct pdf_drawing_state states[PDF_CLIPS_MAX + 1];
    size_t clips;
    struct error *err;
    bool failed; /* err says why; what follows is not worth writing */
};

/* Empties the stream for a new page. */
void pdf_operators_begin(struct pdf_operators *operators);
void pdf_operators_done(struct pdf_operators *operators);

/* The state to compare with and to change. */
struct pdf_drawing_state *pdf_operators_state(struct pdf_operators *operators);

void pdf_operators_number(struct pdf_operators *operators, double number);
void pdf_operators_point(struct pdf_operators *operators, double x_pt, double y_pt);
void pdf_operators_fill_colour(struct pdf_operators *operators, uint32_t colour);

void pdf_operators_path(struct pdf_operators *operators, const struct path *path, const struct paint *paint);
void pdf_operators_clip(struct pdf_operators *operators, const struct path *path);
void pdf_operators_unclip(struct pdf_operators *operators);

#endif
