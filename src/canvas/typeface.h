/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fonts of one folder, and text shaped with them. Every output measures and draws text through this, so that a line
 * breaks at the same place in all of them. Nothing is taken from the system's fonts or settings. */
#ifndef CANVAS_TYPEFACE_H
#define CANVAS_TYPEFACE_H

#include <pango/pango.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

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

/* A new layout (the caller owns it: g_object_unref) of the spans, broken at width_pt (<= 0: one line). `language` is a
 * BCP 47 tag and steers line breaking. Colours of spans are set as PangoAttributes; see typeface_run_colour(). */
PangoLayout *typeface_layout(const struct typeface *typeface, const struct text_span *spans, size_t count,
                             double width_pt, enum text_align align, const char *language);

enum text_wrap { WRAP_ANYWHERE /* a word that is too long is broken */, WRAP_WORDS };

/* The same in one piece, aligned at the start, as often as it is asked for: labels come again in chart after chart, and in
 * each file that shows one. It belongs to whoever asks (g_object_unref), but is shared: nobody may change it. */
struct text_paragraph {
    const struct text_span *spans;
    size_t count;
    double width_pt;
    enum text_wrap wrap;
    const char *language;
};
PangoLayout *typeface_shared_layout(const struct typeface *typeface, const struct text_paragraph *paragraph);

/* The colour that a run of such a layout was given: 0xRRGGBB. */
uint32_t typeface_run_colour(const PangoLayoutRun *run);

#endif
