/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words as what stands of them in a TJ array (ISO 32000-1, 9.4.3). Each is put together once: most words of a report come
 * again and again. */
#ifndef RENDER_PDF_SPELL_H
#define RENDER_PDF_SPELL_H

#include "canvas/words.h"
#include "render/pdf/font.h"

enum { PDF_THOUSAND = 1000 }; /* widths are thousandths of the size */

/* By how many thousandths of the size a reader's pen is too far on, to the nearest; half of one is let be, which at 10 points
 * is 0.005 points. `back` is in thousandths of the unit that the size is in. */
int64_t pdf_steps_of(int64_t back, int64_t size);

/* Bytes that a glyph takes at most: ")-", nineteen digits, "[(" and a code whose bytes both have a backslash. */
enum { PDF_GLYPH_MOST = 32 };

/* These two return where the next byte goes; there must be room. */
char *pdf_write_number(char *at, int64_t number);
/* As it stands in a string (…). */
char *pdf_write_code(char *at, uint32_t code);

struct pdf_spelling {
    const struct word *word;
    struct text bytes; /* between "(" and ")", both of which it may hold as well; of none if the word cannot be shown so */
    int64_t advance;   /* of the reader's pen, in thousandths of a unit of Pango */
};

struct pdf_spellings {
    struct arena *arena;
    struct pdf_spelling *items; /* by the number of the word */
    size_t capacity;
    struct text_builder scratch;
};
void pdf_spellings_done(struct pdf_spellings *spellings);

/* `text` is that of the word. Valid until another one is asked for. */
const struct pdf_spelling *pdf_spelling_of(struct pdf_spellings *spellings, struct pdf_fonts *fonts, struct pdf_font_use use,
                                           const struct word *word, struct text text);

#endif
