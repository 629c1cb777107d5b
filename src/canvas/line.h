/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text that is shaped and broken into lines. It never changes, and lives as long as the typeface it was made with. */
#ifndef CANVAS_LINE_H
#define CANVAS_LINE_H

#include <pango/pango.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "canvas/font.h"

struct word;

/* One run of glyphs in one font, with the text it came from. */
struct glyph_run {
    const struct text_font *font;
    PangoGlyphString *pango;         /* of runs that Pango made; else NULL */
    const struct word *const *words; /* of all others: what is said again and again is shaped and kept once */
    size_t word_count;
    bool hides_blank; /* the last word is the blank that the line was broken at: it is there, but cannot be seen */
    struct text text; /* the bytes that the glyphs' clusters count in */
    size_t from;      /* where they begin in the layout's text */
    bool right_to_left;
    uint32_t colour;  /* 0xRRGGBB */
    double width_pt;
    double rise_pt;   /* above the baseline of its line */
};

struct text_line {
    const struct text_layout *layout; /* that it is a line of */
    size_t from, len;                 /* bytes of the layout's text */
    double width_pt;                  /* of what is visible: a blank that the line was broken at has none */
    double ascent_pt, descent_pt;     /* of its fonts, both positive */
    const struct glyph_run *runs;     /* from left to right */
    size_t run_count;
    PangoLayoutLine *pango;           /* of lines that Pango broke; else NULL */
};

struct text_layout {
    struct text text;
    const struct text_line *lines; /* one at least */
    size_t line_count;
};

/* The glyphs of a run, until those of another run of the same typeface are asked for. Nobody may change them. */
const PangoGlyphString *glyph_run_glyphs(const struct glyph_run *run);

/* How far from the line's left end the character stands that begins at that byte of the layout's text. */
double text_line_x_pt(const struct text_line *line, size_t at);
/* The width of the widest line. */
double text_layout_width_pt(const struct text_layout *layout);

#endif
