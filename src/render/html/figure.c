/* SPDX-License-Identifier: GPL-3.0-or-later
 * A chart is drawn for wide and for narrow screens, and its figures stand below it as a table. */
#include "render/html/figure.h"

#include "render/data/figures.h"
#include "render/html/escape.h"
#include "render/html/spans.h"
#include "render/html/table.h"

/* As wide as the text, and as half of it or a telephone: letters then have 12 pixels at least, on a telephone 14. */
static const double WIDE_PT = 340, NARROW_PT = 164;

static bool has_table(const struct doc_node *node)
{
    return node->table && node->table->row_count && node->table->column_count;
}

static const char *width_class(const struct doc_node *node)
{
    static const char *const classes[] = {
        [WIDTH_FULL] = "full", [WIDTH_HALF] = "half", [WIDTH_THIRD] = "third", [WIDTH_TWO_THIRDS] = "full"};
    return classes[node->width];
}

static void add_note(struct html_page *page, const struct doc_spans *note)
{
    if (!note->count)
        return;
    text_add_c(page->out, "<p class=\"note\">");
    html_add_spans(page, note);
    text_add_c(page->out, "</p>\n");
}

/* ---- files ---- */

static void add_file(struct html_page *page, const struct html_file *file, struct text of)
{
    text_add_c(page->out, "<a");
    html_add_attribute(page->out, "href", file->path);
    text_add_byte(page->out, '>');
    html_add_escaped(page->out, file->name);
    if (of.len) {
        text_add_c(page->out, "<span class=\"unseen\">, ");
        html_add_escaped(page->out, of);
        text_add_c(page->out, "</span>");
    }
    text_add_c(page->out, "</a>");
}

static void add_files(struct html_page *page, const struct doc_node *node)
{
    size_t count = 0;
    for (size_t i = 0; i < page->in->file_count; i++) {
        const struct html_file *file = &page->in->files[i];
        if (!file->figure.len || !text_equal(file->figure, node->table->id))
            continue;
        text_add_c(page->out, count++ ? " " : "<p class=\"files\">");
        add_file(page, file, text_trim(node->number.len ? node->number : node->table->title));
    }
    text_add_c(page->out, count ? "</p>\n" : "");
}

/* ---- charts ---- */

static const struct sketch *sketch_of(const struct html_page *page, const struct doc_node *node, double width_pt)
{
    return chart_sketch(page->arena, node->chart, page->in->typeface, width_pt);
}

const struct chart_neighbour *html_level_charts(const struct html_page *page, const struct doc_node *const *nodes, size_t count)
{
    struct chart_neighbour *charts = ARENA_ARRAY(page->arena, struct chart_neighbour, count);
    const size_t abreast = nodes[0]->width == WIDTH_THIRD ? 3 : 2;
    for (size_t i = 0; i < count; i++)
        charts[i] = (struct chart_neighbour){.sketch = sketch_of(page, nodes[i], NARROW_PT)};
    for (size_t i = 0; i < count; i += abreast)
        chart_level_neighbours(page->arena, &charts[i], count - i < abreast ? count - i : abreast);
    return charts;
}

static void draw(struct html_page *page, const struct chart *chart, const struct chart_neighbour *drawn, const char *class_name)
{
    const struct html_drawing drawing = {.chart = chart,
                                         .sketch = drawn->sketch,
                                         .lowered_pt = drawn->lowered_pt,
                                         .number = ++page->drawings,
                                         .class_name = class_name};
    html_add_drawing(page->out, &drawing, page->in->typeface, page->glyphs);
}

static void draw_alone(struct html_page *page, const struct doc_node *node, double width_pt, const char *class_name)
{
    const struct chart_neighbour alone = {.sketch = sketch_of(page, node, width_pt)};
    draw(page, node->chart, &alone, class_name);
}

static void add_drawings(struct html_page *page, const struct html_figure *figure)
{
    const struct doc_node *node = figure->node;
    const struct chart_neighbour *beside = figure->beside;
    const bool is_full = node->width == WIDTH_FULL || node->width == WIDTH_TWO_THIRDS;
    const bool is_moved = beside && (beside->is_levelled || beside->lowered_pt > 0.0);
    text_add_c(page->out, "<div class=\"drawing\">\n");
    if (is_full)
        draw_alone(page, node, WIDE_PT, "wide");
    if (is_moved)
        draw(page, node->chart, beside, "abreast");
    draw_alone(page, node, NARROW_PT, is_full || is_moved ? "narrow" : "only");
    text_add_c(page->out, "</div>\n");
}

static void add_caption(struct html_page *page, const struct doc_node *node)
{
    const struct text title = node->chart->title;
    if (!node->lead.len && !title.len)
        return;
    text_add_c(page->out, "<figcaption><span class=\"lead\">");
    html_add_escaped(page->out, node->lead);
    text_add_c(page->out, "</span>");
    html_add_words(page->out, title);
    text_add_c(page->out, "</figcaption>\n");
}

/* The figures as a table, to be opened. */
static void add_figures(struct html_page *page, const struct doc_node *node)
{
    const struct text words = page->in->document->words.figures_as_table;
    const struct html_table table = {.table = node->table, .lead = node->lead, .title = node->table->title,
                                     .label = node->table->title, .caption_is_unseen = true};
    text_add_c(page->out, "<details>\n<summary>");
    html_add_escaped(page->out, words.len ? words : node->table->title);
    if (words.len && node->number.len) {
        text_add_c(page->out, "<span class=\"unseen\">, ");
        html_add_escaped(page->out, node->number);
        text_add_c(page->out, "</span>");
    }
    text_add_c(page->out, "</summary>\n");
    html_add_table(page, &table);
    if (node->data_note.count)
        add_note(page, &node->data_note);
    add_files(page, node);
    text_add_c(page->out, "</details>\n");
}

static void add_chart(struct html_page *page, const struct html_figure *figure)
{
    const struct doc_node *node = figure->node;
    text_add_format(page->out, "<figure class=\"chart %s\"", width_class(node));
    html_add_id(page, node->id);
    text_add_c(page->out, ">\n");
    add_caption(page, node);
    add_drawings(page, figure);
    add_note(page, &node->note);
    if (has_table(node))
        add_figures(page, node);
    text_add_c(page->out, "</figure>\n");
}

/* ---- tables ---- */

static void add_table(struct html_page *page, const struct html_figure *figure)
{
    const struct doc_node *node = figure->node;
    const struct html_table table = {
        .table = node->table, .lead = node->lead, .title = node->table->title, .label = figure->section};
    text_add_format(page->out, "<div class=\"table %s\"", width_class(node));
    html_add_id(page, node->id);
    text_add_c(page->out, ">\n");
    html_add_table(page, &table);
    add_note(page, &node->note);
    add_files(page, node);
    text_add_c(page->out, "</div>\n");
}

void html_add_figure(struct html_page *page, const struct html_figure *figure)
{
    if (figure->node->kind == NODE_CHART && figure->node->chart)
        add_chart(page, figure);
    else if (has_table(figure->node))
        add_table(page, figure);
}
