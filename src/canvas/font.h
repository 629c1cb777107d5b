/* SPDX-License-Identifier: GPL-3.0-or-later
 * The files of one family, and each of them at the sizes that text is set in. */
#ifndef CANVAS_FONT_H
#define CANVAS_FONT_H

#include <harfbuzz/hb.h>
#include <pango/pango.h>
#include <stdbool.h>

#include "base/error.h"

struct font;

/* Lives as long as the fonts it is from. Two fonts of one file share its face. */
struct text_font {
    struct font *own;  /* what nobody else need know */
    hb_face_t *face;
    hb_font_t *shaper; /* in units of Pango: 1/1024 pt */
    int size;          /* in the same */
    double ascent_pt, descent_pt; /* both positive */
};

/* As Pango knows it, for back ends that draw with Pango; belongs to the font. */
PangoFont *text_font_pango(const struct text_font *font);

/* Room for so many glyphs, until room is asked for again with a font of the same family. */
PangoGlyphString *text_font_room(const struct text_font *font, int count);

struct fonts;

/* Of every .ttf in `folder`, which must be of one family. */
struct fonts *fonts_open(const char *folder, struct error *err);
void fonts_free(struct fonts *fonts);

/* The font whose slant, then weight, is nearest; NULL where that is a variable font: Pango knows how to set such ones. */
struct font_form {
    bool strong, emphasis;
    int size; /* in units of Pango */
};
const struct text_font *fonts_of_form(struct fonts *fonts, const struct font_form *form);

/* ---- for text that Pango sets ---- */

/* For text in that language, with these fonts and no others; the caller owns it. */
PangoContext *fonts_new_context(struct fonts *fonts, PangoLanguage *language);
/* The font that Pango chose. */
const struct text_font *fonts_of_pango(struct fonts *fonts, PangoFont *font);

#endif
