/* SPDX-License-Identifier: GPL-3.0-or-later
 * A canvas on cairo for pixels, and the image files made with it and with that of SVG. */
#include "render/image/image.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "canvas/backend.h"
#include "canvas/late.h"
#include "chart/palette.h"
#include "render/image/png.h"
#include "render/image/svg.h"

static const double MARGIN_PT = IMAGE_MARGIN_PT, TITLE_GAP_PT = 10, TITLE_PT = 10.5, TITLE_LINE = 1.22, TITLE_ASCENT = 0.86;
enum { SVG_DECIMALS = 2 };
enum { PIXELS_MAX = 16384 }; /* a side; cairo stops at 32767 */

/* ---- the canvas ---- */

static void set_colour(cairo_t *cr, uint32_t colour)
{
    late()->cairo_set_source_rgb(cr, (double)(colour >> 16 & 0xFF) / 255, (double)(colour >> 8 & 0xFF) / 255,
                         (double)(colour & 0xFF) / 255);
}

static void trace_path(cairo_t *cr, const struct path *path)
{
    late()->cairo_new_path(cr);
    for (size_t i = 0; i < path->count; i++) {
        const struct path_step *step = &path->steps[i];
        switch (step->verb) {
        case PATH_MOVE: late()->cairo_move_to(cr, step->x[0], step->y[0]); break;
        case PATH_LINE: late()->cairo_line_to(cr, step->x[0], step->y[0]); break;
        case PATH_CURVE:
            late()->cairo_curve_to(cr, step->x[0], step->y[0], step->x[1], step->y[1], step->x[2], step->y[2]);
            break;
        case PATH_CLOSE: late()->cairo_close_path(cr); break;
        }
    }
}

static void draw_path(void *self, const struct path *path, const struct paint *paint)
{
    cairo_t *cr = self;
    trace_path(cr, path);
    if (paint->fill) {
        set_colour(cr, paint->fill_colour);
        late()->cairo_fill_preserve(cr);
    }
    if (paint->stroke) {
        set_colour(cr, paint->stroke_colour);
        late()->cairo_set_line_width(cr, paint->stroke_width_pt);
        late()->cairo_set_dash(cr, &paint->dash_pt, paint->dash_pt > 0 ? 1 : 0, 0);
        late()->cairo_stroke_preserve(cr);
    }
    late()->cairo_new_path(cr);
}

static void draw_glyphs(void *self, double x_pt, double y_pt, const struct glyph_run *run)
{
    cairo_t *cr = self;
    set_colour(cr, run->colour);
    late()->cairo_move_to(cr, x_pt, y_pt);
    late()->pango_cairo_show_glyph_string(cr, text_font_pango(run->font), (PangoGlyphString *)(uintptr_t)glyph_run_glyphs(run));
    late()->cairo_new_path(cr);
}

static void begin_clip(void *self, const struct path *path)
{
    late()->cairo_save(self);
    trace_path(self, path);
    late()->cairo_clip(self);
}

static void end_clip(void *self)
{
    late()->cairo_restore(self);
}

static struct canvas *cairo_canvas(cairo_t *cr, const struct typeface *typeface)
{
    static const struct canvas_backend backend = {
        .path = draw_path, .glyphs = draw_glyphs, .clip = begin_clip, .unclip = end_clip};
    return canvas_new(&backend, cr, typeface);
}

/* ---- title and chart, one above the other ---- */

struct image {
    const struct chart *chart;
    const struct typeface *typeface;
    struct arena *arena; /* of the sketch */
    const struct sketch *sketch;
    const struct text_layout *title; /* NULL where there is none */
    double title_pt, width_pt, height_pt;
};

struct image *image_new(const struct chart *chart, const struct typeface *typeface, double width_pt)
{
    const double inner_pt = width_pt - 2 * MARGIN_PT;
    const struct text_span span = {chart->title, {.size_pt = TITLE_PT, .strong = true, .colour = PALETTE_INK}};
    struct image *image = memory_alloc(1, sizeof *image);
    assert(width_pt >= IMAGE_WIDTH_MIN_PT);
    *image = (struct image){.chart = chart, .typeface = typeface, .arena = arena_new(), .width_pt = width_pt};
    if (chart->title.len) {
        const struct text_paragraph title = {&span, 1, .width_pt = inner_pt, .language = chart->language};
        image->title = typeface_shared_layout(typeface, &title);
        image->title_pt = (double)image->title->line_count * TITLE_LINE * TITLE_PT + TITLE_GAP_PT;
    }
    image->sketch = chart_sketch(image->arena, chart, typeface, inner_pt);
    image->height_pt = ceil(2 * MARGIN_PT + image->title_pt + chart_sketch_extent(image->sketch).height_pt);
    return image;
}

void image_free(struct image *image)
{
    if (!image)
        return;
    arena_free(image->arena);
    free(image);
}

static void draw_title(const struct image *image, struct canvas *canvas)
{
    double baseline = TITLE_ASCENT * TITLE_PT;
    for (size_t i = 0; image->title && i < image->title->line_count; i++) {
        canvas_layout_line(canvas, 0, baseline, &image->title->lines[i]);
        baseline += TITLE_LINE * TITLE_PT;
    }
}

/* On white paper that is there already. */
static void draw_image(const struct image *image, struct canvas *canvas)
{
    canvas_push_offset(canvas, MARGIN_PT, MARGIN_PT);
    draw_title(image, canvas);
    canvas_push_offset(canvas, 0, image->title_pt);
    chart_sketch_paint(image->sketch, canvas);
    canvas_pop_offset(canvas);
    canvas_pop_offset(canvas);
    canvas_free(canvas);
}

static bool is_sound(cairo_status_t status, const struct chart *chart, struct error *err)
{
    return status == CAIRO_STATUS_SUCCESS || error_set(err, ERROR_SYSTEM, "chart '%.*s' cannot be drawn: %s",
                                                       TEXT_ARGS(chart->id), late()->cairo_status_to_string(status));
}

/* Draws on a surface; says whether all of it went well. */
static bool draw_on(const struct image *image, cairo_surface_t *surface, double scale, struct error *err)
{
    cairo_t *cr = late()->cairo_create(surface);
    late()->cairo_scale(cr, scale, scale);
    late()->cairo_set_source_rgb(cr, 1, 1, 1);
    late()->cairo_paint(cr);
    draw_image(image, cairo_canvas(cr, image->typeface));
    const cairo_status_t status = late()->cairo_status(cr);
    late()->cairo_destroy(cr);
    return is_sound(status, image->chart, err);
}

/* ---- PNG ---- */

static bool has_size(const struct image *image, double scale, struct error *err)
{
    const double most = fmax(image->width_pt, image->height_pt) * scale;
    return most <= PIXELS_MAX || error_set(err, ERROR_INPUT, "chart '%.*s' would have more than %d pixels a side",
                                           TEXT_ARGS(image->chart->id), PIXELS_MAX);
}

static void add_png(cairo_surface_t *surface, struct text_builder *out)
{
    late()->cairo_surface_flush(surface);
    const struct pixels pixels = {
        .bytes = late()->cairo_image_surface_get_data(surface),
        .width = (uint32_t)late()->cairo_image_surface_get_width(surface),
        .height = (uint32_t)late()->cairo_image_surface_get_height(surface),
        .stride = (size_t)late()->cairo_image_surface_get_stride(surface),
    };
    png_add(&pixels, out);
}

bool image_png(const struct image *image, double scale, struct text_builder *out, struct error *err)
{
    assert(scale > 0);
    if (!has_size(image, scale, err))
        return false;
    cairo_surface_t *surface = late()->cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)ceil(image->width_pt * scale), (int)ceil(image->height_pt * scale));
    const bool ok = draw_on(image, surface, scale, err);
    if (ok)
        add_png(surface, out);
    late()->cairo_surface_destroy(surface);
    return ok;
}

/* ---- SVG ---- */

static void add_escaped(struct text_builder *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        switch (text.ptr[i]) {
        case '&': text_add(out, TEXT("&amp;")); break;
        case '<': text_add(out, TEXT("&lt;")); break;
        case '>': text_add(out, TEXT("&gt;")); break;
        case '"': text_add(out, TEXT("&quot;")); break;
        default:
            if ((unsigned char)text.ptr[i] >= 0x20) /* XML has no control characters */
                text_add_byte(out, text.ptr[i]);
        }
}

static void add_element(struct text_builder *out, const char *name, struct text id, struct text content)
{
    text_add_format(out, "\n<%s id=\"", name);
    add_escaped(out, id);
    text_add_format(out, "-%s\">", name);
    add_escaped(out, content);
    text_add_format(out, "</%s>", name);
}

/* role, aria-labelledby, title and desc as SVG-AAM 1.0 wants them; title and desc are the first children of the root. */
static void add_root(struct text_builder *out, const struct image *image)
{
    const struct chart *chart = image->chart;
    text_add_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
                    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"");
    number_add_decimal(out, image->width_pt, SVG_DECIMALS);
    text_add_c(out, "pt\" height=\"");
    number_add_decimal(out, image->height_pt, SVG_DECIMALS);
    text_add_c(out, "pt\" viewBox=\"0 0 ");
    number_add_decimal(out, image->width_pt, SVG_DECIMALS);
    text_add_byte(out, ' ');
    number_add_decimal(out, image->height_pt, SVG_DECIMALS);
    text_add_c(out, "\" role=\"img\" aria-labelledby=\"");
    add_escaped(out, chart->id);
    text_add_c(out, "-title ");
    add_escaped(out, chart->id);
    text_add_c(out, "-desc\" xml:lang=\"");
    add_escaped(out, text_of(chart->language ? chart->language : "und"));
    text_add_c(out, "\">");
    add_element(out, "title", chart->id, chart->title);
    add_element(out, "desc", chart->id, chart->alt);
}

/* All ids begin with the chart's, so that several drawings can stand in one page. */
static void add_drawing(struct text_builder *out, const struct image *image)
{
    struct text_builder prefix = {0}, body = {0};
    struct svg_glyphs *glyphs = svg_glyphs_new();
    add_escaped(&prefix, image->chart->id);
    text_add(&prefix, (struct text){"-", 2}); /* with its NUL */
    struct svg svg = {.out = &body, .glyphs = glyphs, .glyph_prefix = prefix.bytes, .clip_prefix = prefix.bytes, .href = "xlink:href"};
    draw_image(image, svg_canvas_new(&svg, image->typeface));
    text_add_c(out, "\n<defs>\n");
    svg_glyphs_add(glyphs, prefix.bytes, out);
    text_add_c(out, "</defs>\n<path fill=\"#ffffff\" d=\"M0 0H");
    number_add_decimal(out, image->width_pt, SVG_DECIMALS);
    text_add_byte(out, 'V');
    number_add_decimal(out, image->height_pt, SVG_DECIMALS);
    text_add_c(out, "H0Z\"/>\n");
    text_add(out, text_built(&body));
    svg_glyphs_free(glyphs);
    text_builder_done(&prefix);
    text_builder_done(&body);
}

bool image_svg(const struct image *image, struct text_builder *out, struct error *err)
{
    if (!has_size(image, 1, err))
        return false;
    add_root(out, image);
    add_drawing(out, image);
    text_add_c(out, "\n</svg>\n");
    return true;
}
