/* SPDX-License-Identifier: GPL-3.0-or-later
 * Glyphs of runs, and places in lines. */
#include "canvas/line.h"

#include <math.h>
#include <string.h>

#include "canvas/late.h"
#include "canvas/words.h"

/* Puts the glyphs of the words after one another. */
static void join_words(const struct glyph_run *run, PangoGlyphString *glyphs)
{
    int used = 0, at = 0;
    for (size_t i = 0; i < run->word_count; i++) {
        const struct word *word = run->words[i];
        memcpy(glyphs->glyphs + used, word->glyphs, (size_t)word->count * sizeof *word->glyphs);
        for (int k = 0; k < word->count; k++)
            glyphs->log_clusters[used + k] = word->clusters[k] + at;
        used += word->count;
        at += word->len;
    }
}

const PangoGlyphString *glyph_run_glyphs(const struct glyph_run *run)
{
    if (run->pango)
        return run->pango;
    int count = 0;
    for (size_t i = 0; i < run->word_count; i++)
        count += run->words[i]->count;
    PangoGlyphString *glyphs = text_font_room(run->font, count);
    join_words(run, glyphs);
    if (run->hides_blank) {
        glyphs->glyphs[count - 1].glyph = PANGO_GLYPH_EMPTY;
        glyphs->glyphs[count - 1].geometry.width = 0;
    }
    return glyphs;
}

static int width_before(const struct glyph_run *run, size_t at)
{
    const PangoGlyphString *glyphs = glyph_run_glyphs(run);
    int width = 0;
    for (int i = 0; i < glyphs->num_glyphs && run->from + (size_t)glyphs->log_clusters[i] < at; i++)
        width += glyphs->glyphs[i].geometry.width;
    return width;
}

double text_line_x_pt(const struct text_line *line, size_t at)
{
    int x = 0;
    if (line->pango)
        late()->pango_layout_line_index_to_x(line->pango, (int)at, FALSE, &x);
    for (size_t i = 0; !line->pango && i < line->run_count && line->runs[i].from < at; i++)
        x += width_before(&line->runs[i], at);
    return (double)x / PANGO_SCALE;
}

double text_layout_width_pt(const struct text_layout *layout)
{
    double widest_pt = 0.0;
    for (size_t i = 0; i < layout->line_count; i++)
        widest_pt = fmax(widest_pt, layout->lines[i].width_pt);
    return widest_pt;
}
