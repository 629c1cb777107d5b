/* SPDX-License-Identifier: GPL-3.0-or-later
 * The trace canvas: operations as lines of text. */
#include "canvas/trace.h"

#include "base/number.h"
#include "canvas/backend.h"
#include "canvas/late.h"

static void add_number(struct text_builder *out, double value)
{
    text_add_byte(out, ' ');
    number_add_decimal(out, value, 3);
}

static void add_steps(struct text_builder *out, const struct path *path)
{
    static const char letters[] = {[PATH_MOVE] = 'M', [PATH_LINE] = 'L', [PATH_CURVE] = 'C', [PATH_CLOSE] = 'Z'};
    static const int points[] = {[PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0};
    text_add(out, TEXT(" :"));
    for (size_t i = 0; i < path->count; i++) {
        const struct path_step *step = &path->steps[i];
        text_add_format(out, " %c", letters[step->verb]);
        for (int k = 0; k < points[step->verb]; k++) {
            add_number(out, step->x[k]);
            add_number(out, step->y[k]);
        }
    }
    text_add_byte(out, '\n');
}

static void trace_path(void *self, const struct path *path, const struct paint *paint)
{
    struct text_builder *out = self;
    text_add(out, TEXT("path"));
    if (paint->fill)
        text_add_format(out, " fill=%06x", paint->fill_colour);
    if (paint->stroke) {
        text_add_format(out, " stroke=%06x/", paint->stroke_colour);
        number_add_decimal(out, paint->stroke_width_pt, 3);
    }
    if (paint->stroke && paint->dash_pt > 0) {
        text_add(out, TEXT(" dash="));
        number_add_decimal(out, paint->dash_pt, 3);
    }
    add_steps(out, path);
}

static void trace_clip(void *self, const struct path *path)
{
    text_add(self, TEXT("clip"));
    add_steps(self, path);
}

static void trace_unclip(void *self)
{
    text_add(self, TEXT("unclip\n"));
}

static void add_quoted(struct text_builder *out, struct text text)
{
    text_add(out, TEXT(" \""));
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\')
            text_add_byte(out, '\\');
        text_add_byte(out, text.ptr[i]);
    }
    text_add(out, TEXT("\"\n"));
}

static void add_font(struct text_builder *out, PangoFont *font)
{
    PangoFontDescription *description = late()->pango_font_describe_with_absolute_size(font);
    add_number(out, (double)late()->pango_font_description_get_size(description) / PANGO_SCALE);
    text_add_format(out, " %d %s", (int)late()->pango_font_description_get_weight(description),
                    late()->pango_font_description_get_style(description) == PANGO_STYLE_NORMAL ? "upright" : "italic");
    late()->pango_font_description_free(description);
}

static void trace_glyphs(void *self, double x_pt, double y_pt, const struct glyph_run *run)
{
    struct text_builder *out = self;
    PangoRectangle ink, logical;
    PangoGlyphString *glyphs = (PangoGlyphString *)(uintptr_t)glyph_run_glyphs(run);
    late()->pango_glyph_string_extents(glyphs, text_font_pango(run->font), &ink, &logical);
    text_add(out, TEXT("text"));
    add_number(out, x_pt);
    add_number(out, y_pt);
    add_number(out, (double)logical.width / PANGO_SCALE);
    add_number(out, x_pt + (double)ink.x / PANGO_SCALE);
    add_number(out, y_pt + (double)ink.y / PANGO_SCALE);
    add_number(out, x_pt + (double)(ink.x + ink.width) / PANGO_SCALE);
    add_number(out, y_pt + (double)(ink.y + ink.height) / PANGO_SCALE);
    text_add_format(out, " %06x", run->colour);
    add_font(out, text_font_pango(run->font));
    add_quoted(out, run->text);
}

struct canvas *trace_canvas_new(struct text_builder *out, const struct typeface *typeface)
{
    static const struct canvas_backend backend = {
        .path = trace_path, .glyphs = trace_glyphs, .clip = trace_clip, .unclip = trace_unclip};
    return canvas_new(&backend, out, typeface);
}
