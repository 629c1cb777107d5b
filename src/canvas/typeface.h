/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fonts of one folder, and text shaped with them. Every output measures and draws text through this, so that a line
 * breaks at the same place in all of them. Nothing is taken from the system's fonts or settings. */
#ifndef CANVAS_TYPEFACE_H
#define CANVAS_TYPEFACE_H

#include <pango/pango.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "canvas/line.h"

struct typeface;

/* Opens every .ttf in `folder` through a fontconfig configuration of its own; 72 dpi, no hinting, fractional glyph
 * positions. The family used is the one all the files share. */
struct typeface *typeface_open(const char *folder, struct error *err);
void typeface_close(struct typeface *typeface);

struct text_style {
    double size_pt;
    bool strong;          /* semi-bold */
    bool emphasis;        /* italic */
    bool tabular_figures; /* digits of one width, for columns of numbers */
    bool superscript;     /* smaller and raised: footnote numbers */
    uint32_t colour;      /* 0xRRGGBB */
};

/* A stretch of text in one style. A sequence of them makes a paragraph. */
struct text_span {
    struct text text; /* valid UTF-8 */
    struct text_style style;
};

enum text_align { ALIGN_START, ALIGN_CENTRE, ALIGN_END };

enum text_wrap {
    WRAP_ANYWHERE, /* a word that is too long is broken */
    WRAP_WORDS,
    WRAP_CUT, /* one line; of what has no room on it "…" is left */
};

/* Spans broken at width_pt (<= 0: one line, but for line feeds). `language` is a BCP 47 tag, or NULL; it steers line breaking
 * and letter forms. */
struct text_paragraph {
    const struct text_span *spans;
    size_t count;
    double width_pt;
    enum text_wrap wrap;
    const char *language;
};

const struct text_layout *typeface_layout(const struct typeface *typeface, const struct text_paragraph *paragraph);
/* The same for what is likely to come again, as labels do in chart after chart, and in each file that shows one. */
const struct text_layout *typeface_shared_layout(const struct typeface *typeface, const struct text_paragraph *paragraph);

/* ---- for what sets text ---- */

/* Raised figures: share of the size, and how far their feet are above the baseline. */
#define SUPERSCRIPT_SIZE 0.65
#define SUPERSCRIPT_RISE 0.33

/* Points as Pango counts them. */
int typeface_units(double points);
PangoLanguage *typeface_language(const struct text_paragraph *paragraph);

#endif
