/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words shaped by HarfBuzz, each once for each style that it occurs in: most words of a report come again and again. All are shaped
 * as Latin, numbers too: so they look the same alone in a cell as within a sentence. */
#ifndef CANVAS_WORDS_H
#define CANVAS_WORDS_H

#include "base/text.h"
#include "canvas/font.h"
#include "canvas/kinds.h"

struct words;

struct words *words_new(void);
void words_free(struct words *words);

struct word_style {
    const struct text_font *font;
    hb_language_t language;
    bool tabular_figures;
};

struct word {
    size_t number;       /* of all words, from 0 */
    size_t style;
    const struct text_font *font;
    PangoGlyphInfo *glyphs;
    int *clusters;       /* of each glyph: the byte that its cluster begins at */
    int count;
    int len;             /* bytes of text */
    int width;           /* in units of Pango */
    bool is_odd;         /* it is not plain, or the font has no glyph for some of it; then there may be no glyphs */
    struct word_kinds kinds;
};

/* A number for the style, from 0. */
size_t words_style(struct words *words, const struct word_style *style);

/* The word, left to right, as one whose style has that number. Valid until the words are freed. */
const struct word *words_find(struct words *words, size_t style, struct text text);

#endif
