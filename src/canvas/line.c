/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places in lines. */
#include "canvas/line.h"

#include <math.h>

#include "canvas/late.h"

static int width_before(const struct glyph_run *run, size_t at)
{
    const PangoGlyphString *glyphs = run->glyphs;
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
