/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fonts of one PDF: which glyphs were used for which text, and the subsets that get embedded. A code (CID) stands for a
 * glyph together with the text it was shaped from, so that copying and reading aloud give back exactly that text. */
#ifndef RENDER_PDF_FONT_H
#define RENDER_PDF_FONT_H

#include "canvas/font.h"
#include "render/pdf/object.h"

struct pdf_fonts;

struct pdf_fonts *pdf_fonts_new(void);
void pdf_fonts_free(struct pdf_fonts *fonts);

enum {
    PDF_CODES_MAX = 65535,
    PDF_DIRECT_TEXT_MAX = 64 /* bytes of text that one code may stand for; longer ones get an ActualText */
};

/* A font as text is set in it: number `index` (resource name F1, F2, … is index + 1) at a size. */
struct pdf_font_use {
    size_t index;
    int size; /* in units of Pango */
};
struct pdf_font_use pdf_fonts_find(struct pdf_fonts *fonts, const struct text_font *font);

/* A glyph that shows some text. */
struct pdf_code {
    uint32_t number; /* 0: the font has run out of codes */
    int width;       /* the glyph's advance in thousandths of the size, as the file says it */
};
/* The code is given now if it is new. */
struct pdf_code pdf_fonts_code(struct pdf_fonts *fonts, size_t index, uint32_t glyph, struct text text);
/* The glyph of U+0020. */
uint32_t pdf_fonts_space(const struct pdf_fonts *fonts, size_t index);

/* Embeds what was used of every font; ret_resource is a new dictionary { F1 …, F2 … } in no container yet. */
bool pdf_fonts_embed(struct pdf_fonts *fonts, struct pdf_objects *objects, HPDF_Dict *ret_resource,
                     struct error *err);

#endif
