/* SPDX-License-Identifier: GPL-3.0-or-later
 * A canvas that writes SVG, and the outlines of letters. */
#include "render/image/svg.h"

#include <hb-ot.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "canvas/backend.h"

enum { DECIMALS = 2, OUTLINE_DECIMALS = 1 };

static void add_number(struct text_builder *out, double number)
{
    number_add_decimal(out, number, DECIMALS);
}

/* ---- outlines ---- */

struct face {
    hb_face_t *face;
    hb_font_t *unscaled; /* one unit of the font is one unit */
    unsigned units;      /* in an em */
};

struct outline {
    size_t face;
    hb_codepoint_t glyph;
    struct text shape; /* path data; empty of a blank */
};

struct svg_glyphs {
    struct arena *arena;
    hb_draw_funcs_t *pen;
    LIST_OF(struct face) faces;
    LIST_OF(struct outline) outlines; /* its place is its name */
};

/* A letter of path data, and points: fonts have y up, pages down. */
static void add_point(struct text_builder *out, char verb, float x, float y)
{
    text_add_byte(out, verb);
    number_add_decimal(out, (double)x, OUTLINE_DECIMALS);
    text_add_byte(out, ' ');
    number_add_decimal(out, -(double)y, OUTLINE_DECIMALS);
}

static void move_to(hb_draw_funcs_t *functions, void *out, hb_draw_state_t *state, float x, float y, void *unused)
{
    (void)functions, (void)state, (void)unused;
    add_point(out, 'M', x, y);
}

static void line_to(hb_draw_funcs_t *functions, void *out, hb_draw_state_t *state, float x, float y, void *unused)
{
    (void)functions, (void)state, (void)unused;
    add_point(out, 'L', x, y);
}

static void quadratic_to(hb_draw_funcs_t *functions, void *out, hb_draw_state_t *state, float control_x, float control_y,
                         float x, float y, void *unused)
{
    (void)functions, (void)state, (void)unused;
    add_point(out, 'Q', control_x, control_y);
    add_point(out, ' ', x, y);
}

static void cubic_to(hb_draw_funcs_t *functions, void *out, hb_draw_state_t *state, float control1_x, float control1_y,
                     float control2_x, float control2_y, float x, float y, void *unused)
{
    (void)functions, (void)state, (void)unused;
    add_point(out, 'C', control1_x, control1_y);
    add_point(out, ' ', control2_x, control2_y);
    add_point(out, ' ', x, y);
}

static void close_path(hb_draw_funcs_t *functions, void *out, hb_draw_state_t *state, void *unused)
{
    (void)functions, (void)state, (void)unused;
    text_add_byte(out, 'Z');
}

static hb_draw_funcs_t *pen_new(void)
{
    hb_draw_funcs_t *pen = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(pen, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(pen, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(pen, quadratic_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(pen, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(pen, close_path, NULL, NULL);
    return pen;
}

struct svg_glyphs *svg_glyphs_new(void)
{
    struct svg_glyphs *glyphs = memory_alloc(1, sizeof *glyphs);
    glyphs->arena = arena_new();
    glyphs->pen = pen_new();
    return glyphs;
}

void svg_glyphs_free(struct svg_glyphs *glyphs)
{
    if (!glyphs)
        return;
    for (size_t i = 0; i < glyphs->faces.count; i++) {
        hb_font_destroy(glyphs->faces.items[i].unscaled);
        hb_face_destroy(glyphs->faces.items[i].face);
    }
    hb_draw_funcs_destroy(glyphs->pen);
    arena_free(glyphs->arena);
    free(glyphs);
}

static size_t index_of_face(struct svg_glyphs *glyphs, hb_face_t *face)
{
    for (size_t i = 0; i < glyphs->faces.count; i++)
        if (glyphs->faces.items[i].face == face)
            return i;
    const struct face added = {hb_face_reference(face), hb_font_create(face), hb_face_get_upem(face)};
    ARENA_PUSH(glyphs->arena, &glyphs->faces, added);
    return glyphs->faces.count - 1;
}

static struct text shape_of(const struct svg_glyphs *glyphs, size_t face, hb_codepoint_t glyph)
{
    struct text_builder path = {0};
    hb_font_get_glyph_shape(glyphs->faces.items[face].unscaled, glyph, glyphs->pen, &path);
    const struct text shape = text_copy(glyphs->arena, text_built(&path));
    text_builder_done(&path);
    return shape;
}

/* Its place is its name. */
static size_t index_of_outline(struct svg_glyphs *glyphs, size_t face, hb_codepoint_t glyph)
{
    for (size_t i = 0; i < glyphs->outlines.count; i++)
        if (glyphs->outlines.items[i].face == face && glyphs->outlines.items[i].glyph == glyph)
            return i;
    const struct outline added = {face, glyph, shape_of(glyphs, face, glyph)};
    ARENA_PUSH(glyphs->arena, &glyphs->outlines, added);
    return glyphs->outlines.count - 1;
}

void svg_glyphs_add(const struct svg_glyphs *glyphs, const char *prefix, struct text_builder *out)
{
    for (size_t i = 0; i < glyphs->outlines.count; i++)
        if (glyphs->outlines.items[i].shape.len)
            text_add_format(out, "<path id=\"%sglyph-%zu\" d=\"%.*s\"/>\n", prefix, i, TEXT_ARGS(glyphs->outlines.items[i].shape));
}

/* ---- the canvas ---- */

void svg_add_steps(struct text_builder *out, const struct path *path)
{
    static const char letters[] = {[PATH_MOVE] = 'M', [PATH_LINE] = 'L', [PATH_CURVE] = 'C', [PATH_CLOSE] = 'Z'};
    static const int points[] = {[PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0};
    text_add_c(out, " d=\"");
    for (size_t i = 0; i < path->count; i++) {
        const struct path_step *step = &path->steps[i];
        text_add_byte(out, letters[step->verb]);
        for (int k = 0; k < points[step->verb]; k++) {
            if (k)
                text_add_byte(out, ' ');
            add_number(out, step->x[k]);
            text_add_byte(out, ' ');
            add_number(out, step->y[k]);
        }
    }
    text_add_c(out, "\"/>");
}

static void draw_path(void *self, const struct path *path, const struct paint *paint)
{
    struct text_builder *out = ((struct svg *)self)->out;
    if (!path->count || (!paint->fill && !paint->stroke))
        return;
    text_add_c(out, "<path fill=\"");
    if (paint->fill)
        text_add_format(out, "#%06x\"", paint->fill_colour);
    else
        text_add_c(out, "none\"");
    if (paint->stroke) {
        text_add_format(out, " stroke=\"#%06x\" stroke-width=\"", paint->stroke_colour);
        add_number(out, paint->stroke_width_pt);
        text_add_byte(out, '"');
    }
    if (paint->stroke && paint->dash_pt > 0) {
        text_add_c(out, " stroke-dasharray=\"");
        add_number(out, paint->dash_pt);
        text_add_byte(out, '"');
    }
    svg_add_steps(out, path);
}

/* Letters stand at whole units of their font: a thousandth of their size is less than any screen shows. */
static void add_letter(struct svg *svg, size_t outline, double x, double y)
{
    if (!svg->glyphs->outlines.items[outline].shape.len)
        return;
    text_add_format(svg->out, "<use %s=\"#%sglyph-%zu\" x=\"%ld\"", svg->href, svg->glyph_prefix, outline, lround(x));
    if (lround(y))
        text_add_format(svg->out, " y=\"%ld\"", lround(y));
    text_add_c(svg->out, "/>");
}

static void add_letters(struct svg *svg, size_t face, const PangoGlyphString *glyphs, double units_per_step)
{
    double at = 0;
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        if (info->glyph != PANGO_GLYPH_EMPTY && !(info->glyph & PANGO_GLYPH_UNKNOWN_FLAG))
            add_letter(svg, index_of_outline(svg->glyphs, face, info->glyph), (at + info->geometry.x_offset) * units_per_step,
                       info->geometry.y_offset * units_per_step);
        at += info->geometry.width;
    }
}

static void draw_glyphs(void *self, double x_pt, double y_pt, const struct glyph_run *run)
{
    struct svg *svg = self;
    const size_t face = index_of_face(svg->glyphs, run->font->face);
    const double units = svg->glyphs->faces.items[face].units, size_pt = (double)run->font->size / PANGO_SCALE;
    text_add_format(svg->out, "<g fill=\"#%06x\" transform=\"translate(", run->colour);
    add_number(svg->out, x_pt);
    text_add_byte(svg->out, ' ');
    add_number(svg->out, y_pt);
    text_add_c(svg->out, ") scale(");
    number_add_decimal(svg->out, size_pt / units, 6);
    text_add_c(svg->out, ")\">");
    add_letters(svg, face, glyph_run_glyphs(run), units / run->font->size);
    text_add_c(svg->out, "</g>");
}

static void begin_clip(void *self, const struct path *path)
{
    struct svg *svg = self;
    const size_t clip = svg->clips++;
    text_add_format(svg->out, "<clipPath id=\"%sclip-%zu\"><path", svg->clip_prefix, clip);
    svg_add_steps(svg->out, path);
    text_add_format(svg->out, "</clipPath><g clip-path=\"url(#%sclip-%zu)\">", svg->clip_prefix, clip);
}

static void end_clip(void *self)
{
    text_add_c(((struct svg *)self)->out, "</g>");
}

struct canvas *svg_canvas_new(struct svg *svg, const struct typeface *typeface)
{
    static const struct canvas_backend backend = {
        .path = draw_path, .glyphs = draw_glyphs, .clip = begin_clip, .unclip = end_clip};
    return canvas_new(&backend, svg, typeface);
}
