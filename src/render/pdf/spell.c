/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places are counted in thousandths of a unit of Pango: so all of them are whole numbers. */
#include "render/pdf/spell.h"

#include <stdlib.h>
#include <string.h>

int64_t pdf_steps_of(int64_t back, int64_t size)
{
    const int64_t far = 2 * llabs(back);
    const int64_t steps = far <= size ? 0 : (far + size - 1) / (2 * size);
    return back < 0 ? -steps : steps;
}

char *pdf_write_number(char *at, int64_t number)
{
    char digits[20];
    size_t first = sizeof digits;
    if (number < 0)
        *at++ = '-';
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        digits[--first] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    memcpy(at, digits + first, sizeof digits - first);
    return at + sizeof digits - first;
}

/* ISO 32000-1, 7.3.4.2: a byte stands for itself, but for these; a carriage return would be read as a line feed. */
static char *put_byte(char *at, uint32_t byte)
{
    if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r')
        *at++ = '\\';
    *at++ = byte == '\r' ? 'r' : (char)byte;
    return at;
}

char *pdf_write_code(char *at, uint32_t code)
{
    return put_byte(put_byte(at, code >> 8 & 255), code & 255);
}

void pdf_spellings_done(struct pdf_spellings *spellings)
{
    arena_free(spellings->arena);
    free(spellings->items);
    text_builder_done(&spellings->scratch);
    *spellings = (struct pdf_spellings){0};
}

/* ---- one word ---- */

static size_t cluster_end(const struct word *word, int i)
{
    return (size_t)(i + 1 < word->count ? word->clusters[i + 1] : word->len);
}

/* Whether the glyph alone, on the baseline, shows some of the text. */
static bool is_ordinary(const struct word *word, int i)
{
    const PangoGlyphInfo *info = &word->glyphs[i];
    return info->glyph && info->geometry.y_offset == 0 && cluster_end(word, i) > (size_t)word->clusters[i] &&
           cluster_end(word, i) - (size_t)word->clusters[i] <= PDF_DIRECT_TEXT_MAX;
}

/* False: it has to be shown glyph by glyph. */
static bool spell(struct text_builder *out, struct pdf_fonts *fonts, struct pdf_font_use use, struct text text,
                  struct pdf_spelling *spelling)
{
    const struct word *word = spelling->word;
    char *const room = text_builder_room(out, (size_t)word->count * PDF_GLYPH_MOST), *byte = room;
    int64_t at = 0, pen = 0;
    for (int i = 0; i < word->count; i++) {
        const PangoGlyphInfo *info = &word->glyphs[i];
        if (!is_ordinary(word, i))
            return false;
        const struct text shown = text_slice(text, (size_t)word->clusters[i], cluster_end(word, i));
        const struct pdf_code code = pdf_fonts_code(fonts, use.index, info->glyph, shown);
        if (!code.number)
            return false;
        const int64_t steps = pdf_steps_of(pen - (at + info->geometry.x_offset) * PDF_THOUSAND, use.size);
        if (steps) {
            *byte++ = ')';
            byte = pdf_write_number(byte, steps);
            *byte++ = '(';
        }
        byte = pdf_write_code(byte, code.number);
        pen += (int64_t)code.width * use.size - steps * use.size;
        at += info->geometry.width;
    }
    out->len += (size_t)(byte - room);
    spelling->advance = pen;
    return true;
}

static void make_room(struct pdf_spellings *spellings, size_t number)
{
    const size_t before = spellings->capacity;
    if (number < before)
        return;
    spellings->capacity = 2 * number + 64;
    spellings->items = memory_grow(spellings->items, spellings->capacity, sizeof *spellings->items);
    memset(spellings->items + before, 0, (spellings->capacity - before) * sizeof *spellings->items);
}

const struct pdf_spelling *pdf_spelling_of(struct pdf_spellings *spellings, struct pdf_fonts *fonts, struct pdf_font_use use,
                                           const struct word *word, struct text text)
{
    make_room(spellings, word->number);
    struct pdf_spelling *spelling = &spellings->items[word->number];
    if (spelling->word == word)
        return spelling;
    if (!spellings->arena)
        spellings->arena = arena_new();
    spellings->scratch.len = 0;
    *spelling = (struct pdf_spelling){.word = word};
    if (spell(&spellings->scratch, fonts, use, text, spelling))
        spelling->bytes = text_copy(spellings->arena, text_built(&spellings->scratch));
    return spelling;
}
