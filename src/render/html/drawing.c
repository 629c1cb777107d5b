/* SPDX-License-Identifier: GPL-3.0-or-later
 * The element round a drawing. */
#include "render/html/drawing.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "canvas/backend.h"
#include "chart/palette.h"
#include "render/html/escape.h"

static const double MARGIN_PT = 5;
enum { DECIMALS = 2 };

static void add_number(struct text_builder *out, double number)
{
    number_add_decimal(out, number, DECIMALS);
}

void html_add_glyphs(struct text_builder *out, const struct svg_glyphs *glyphs)
{
    text_add_c(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"glyphs\" width=\"0\" height=\"0\" "
                    "aria-hidden=\"true\" focusable=\"false\"><defs>\n");
    svg_glyphs_add(glyphs, "", out);
    text_add_c(out, "</defs></svg>\n");
}

struct paper {
    double top_pt, width_pt, height_pt;
};

/* Its size stands in the element, in pixels of 1/96 inch: nothing in the page moves once it is there. */
static void add_root(struct text_builder *out, const struct html_drawing *drawing, struct paper paper)
{
    text_add_format(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"%s\" width=\"%ld\" height=\"%ld\" viewBox=\"",
                    drawing->class_name, lround(paper.width_pt * 4 / 3), lround(paper.height_pt * 4 / 3));
    add_number(out, -MARGIN_PT);
    text_add_byte(out, ' ');
    add_number(out, paper.top_pt);
    text_add_byte(out, ' ');
    add_number(out, paper.width_pt);
    text_add_byte(out, ' ');
    add_number(out, paper.height_pt);
    text_add_format(out, "\" role=\"img\" aria-labelledby=\"drawing-%zu-title\" aria-describedby=\"drawing-%zu-desc\">",
                    drawing->number, drawing->number);
}

static void add_words(struct text_builder *out, const struct html_drawing *drawing, const char *name, struct text words)
{
    text_add_format(out, "<%s id=\"drawing-%zu-%s\">", name, drawing->number, name);
    html_add_escaped(out, words);
    text_add_format(out, "</%s>", name);
}

static void add_paper(struct text_builder *out, struct paper paper)
{
    struct path path = {0};
    path_rectangle(&path, -MARGIN_PT, paper.top_pt, paper.width_pt, paper.height_pt);
    text_add_format(out, "<path fill=\"#%06x\"", PALETTE_PAPER);
    svg_add_steps(out, &path);
}

void html_add_drawing(struct text_builder *out, const struct html_drawing *drawing, const struct typeface *typeface,
                      struct svg_glyphs *glyphs)
{
    const struct chart_extent extent = chart_sketch_extent(drawing->sketch);
    const struct paper paper = {.top_pt = -MARGIN_PT - drawing->lowered_pt,
                                .width_pt = extent.width_pt + 2 * MARGIN_PT,
                                .height_pt = extent.height_pt + drawing->lowered_pt + 2 * MARGIN_PT};
    char prefix[32];
    snprintf(prefix, sizeof prefix, "drawing-%zu-", drawing->number);
    struct svg svg = {.out = out, .glyphs = glyphs, .glyph_prefix = "", .clip_prefix = prefix, .href = "href"};
    struct canvas *canvas = svg_canvas_new(&svg, typeface);
    add_root(out, drawing, paper);
    add_words(out, drawing, "title", drawing->chart->title);
    add_words(out, drawing, "desc", drawing->chart->alt);
    add_paper(out, paper);
    chart_sketch_paint(drawing->sketch, canvas);
    text_add_c(out, "</svg>\n");
    canvas_free(canvas);
}
