/* SPDX-License-Identifier: GPL-3.0-or-later
 * The back end: passes on to operators and glyphs. */
#include "render/pdf/canvas.h"

#include "canvas/backend.h"
#include "render/pdf/glyphs.h"

static void draw_path(void *self, const struct path *path, const struct paint *paint)
{
    pdf_operators_path(self, path, paint);
}

static void draw_glyphs(void *self, double x_pt, double y_pt, const struct glyph_run *run)
{
    const struct pdf_text_part whole = {.run = run, .to = run->text.len};
    pdf_text_show(self, x_pt, y_pt, &whole);
}

static void clip(void *self, const struct path *path)
{
    pdf_operators_clip(self, path);
}

static void unclip(void *self)
{
    pdf_operators_unclip(self);
}

struct canvas *pdf_canvas_new(struct pdf_operators *operators, const struct typeface *typeface)
{
    static const struct canvas_backend backend = {
        .path = draw_path, .glyphs = draw_glyphs, .clip = clip, .unclip = unclip};
    return canvas_new(&backend, operators, typeface);
}
