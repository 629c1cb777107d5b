/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shaped text as operators: every glyph where it was set, every cluster readable as the text it came from. */
#ifndef RENDER_PDF_GLYPHS_H
#define RENDER_PDF_GLYPHS_H

#include "canvas/backend.h"
#include "render/pdf/operators.h"

/* Some of a run: the clusters that begin in bytes from..to of its text. */
struct pdf_text_part {
    const struct glyph_run *run;
    size_t from, to;
    bool space_after; /* write a space at the end, where a sentence goes on in the next line */
};

/* x_pt, y_pt: where the whole run begins on its baseline. */
void pdf_text_show(struct pdf_operators *operators, double x_pt, double y_pt, const struct pdf_text_part *part);

#endif
