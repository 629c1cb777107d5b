/* SPDX-License-Identifier: GPL-3.0-or-later
 * Walks the document and makes an element of every node. */
#include "render/html/body.h"

#include "paginate/walk.h"
#include "render/html/escape.h"
#include "render/html/figure.h"
#include "render/html/spans.h"

struct body {
    struct html_page *page;
    struct walk walk;
    size_t headings; /* written so far */
    size_t in_row;   /* of figures side by side: still to come, with the one at hand */
    const struct chart_neighbour *beside; /* the one at hand and those still to come, if all in the row are charts of one width */
    const struct doc_node *held; /* a figure that comes after the paragraph at hand; or NULL */
};

static void add_heading(struct body *body, const struct doc_node *node)
{
    struct text_builder *out = body->page->out;
    const struct html_heading *heading = &body->page->headings.items[body->headings++];
    text_add_format(out, "<h%zu", heading->level + 1);
    html_add_id(body->page, heading->id);
    text_add_byte(out, '>');
    if (node->number.len) {
        text_add_c(out, "<span class=\"number\">");
        html_add_escaped(out, node->number);
        text_add_c(out, "</span> ");
    }
    html_add_spans(body->page, &node->spans);
    text_add_format(out, "</h%zu>\n", heading->level + 1);
}

static void add_paragraph(struct body *body, const struct doc_node *node)
{
    if (!node->spans.count)
        return;
    text_add_c(body->page->out, "<p");
    html_add_id(body->page, node->id);
    text_add_byte(body->page->out, '>');
    html_add_spans(body->page, &node->spans);
    text_add_c(body->page->out, "</p>\n");
}

/* ---- what holds other nodes ---- */

static void begin(struct body *body, const struct doc_node *node, const char *name)
{
    text_add_format(body->page->out, "<%s", name);
    html_add_id(body->page, node->id);
    text_add_c(body->page->out, ">\n");
}

static void finish(struct body *body, const char *name)
{
    text_add_format(body->page->out, "</%s>\n", name);
}

/* What a box is about: its heading, or the words that it begins with in bold. */
static struct text box_label(const struct html_page *page, const struct doc_node *box)
{
    const struct doc_node *first = box->child_count ? box->children[0] : NULL;
    if (!first || (first->kind != NODE_HEADING && first->kind != NODE_PARAGRAPH))
        return TEXT_EMPTY;
    struct text_builder b = {0};
    for (size_t i = 0; i < first->spans.count; i++) {
        const struct doc_span *span = &first->spans.items[i];
        if (first->kind == NODE_PARAGRAPH && !span->strong)
            break;
        if (span->kind != SPAN_NOTE)
            text_add(&b, span->kind == SPAN_BREAK ? TEXT(" ") : span->text);
    }
    const struct text label = text_copy(page->arena, text_trim(text_built(&b)));
    text_builder_done(&b);
    return label;
}

/* Without a name of its own it is no landmark, but a note. */
static void open_box(struct body *body, const struct doc_node *node)
{
    const struct text label = box_label(body->page, node);
    text_add_c(body->page->out, "<aside class=\"box\"");
    html_add_id(body->page, node->id);
    if (label.len)
        html_add_attribute(body->page->out, "aria-label", label);
    else
        text_add_c(body->page->out, " role=\"note\"");
    text_add_c(body->page->out, ">\n");
}

/* ---- figures ---- */

/* Two thirds of the text's width would be too little beside something else. */
static bool shares_its_line(const struct doc_node *node)
{
    return node && (node->kind == NODE_CHART || node->kind == NODE_TABLE) &&
           (node->width == WIDTH_HALF || node->width == WIDTH_THIRD);
}

/* Charts of one width that follow each other are a row of their own, since they can be level. */
static void begin_row(struct body *body, const struct doc_node *first)
{
    LIST_OF(const struct doc_node *) row = {0};
    bool are_alike = true;
    for (const struct doc_node *node = first; shares_its_line(node); node = walk_sibling(&body->walk, row.count)) {
        const bool is_like_first = node->kind == NODE_CHART && node->chart && node->width == first->width;
        if (are_alike && !is_like_first && row.count > 1)
            break;
        are_alike = are_alike && is_like_first;
        ARENA_PUSH(body->page->arena, &row, node);
    }
    body->in_row = row.count;
    body->beside = are_alike ? html_level_charts(body->page, row.items, row.count) : NULL;
    text_add_c(body->page->out, "<div class=\"row\">\n");
}

static void add_figure(struct body *body, const struct doc_node *node)
{
    const struct html_page *page = body->page;
    if (!body->in_row && shares_its_line(node) && shares_its_line(walk_sibling(&body->walk, 1)))
        begin_row(body, node);
    const struct html_figure figure = {
        .node = node,
        .section = body->headings ? html_heading_words(page, &page->headings.items[body->headings - 1]) : page->in->document->title,
        .beside = body->in_row ? body->beside : NULL};
    html_add_figure(body->page, &figure);
    if (!body->in_row)
        return;
    body->beside = body->beside ? body->beside + 1 : NULL;
    if (!--body->in_row)
        text_add_c(page->out, "</div>\n");
}

/* On pages the text after a figure with a side runs beside it. Here, where all stands below each other, a paragraph that says what
 * the figure shows comes first. */
static bool is_introduced(const struct body *body, const struct doc_node *figure)
{
    const struct doc_node *next = walk_sibling(&body->walk, 1);
    if (figure->side == SIDE_NONE || body->in_row || !next || next->kind != NODE_PARAGRAPH)
        return false;
    for (size_t i = 0; i < next->spans.count; i++)
        if (next->spans.items[i].kind == SPAN_CROSSREF && text_equal(next->spans.items[i].target, figure->id))
            return true;
    return false;
}

static void add_or_hold_figure(struct body *body, const struct doc_node *node)
{
    if (is_introduced(body, node))
        body->held = node;
    else
        add_figure(body, node);
}

static void add_held(struct body *body)
{
    if (body->held)
        add_figure(body, body->held);
    body->held = NULL;
}

/* ---- the walk ---- */

static void enter(struct body *body, const struct doc_node *node)
{
    switch (node->kind) {
    case NODE_HEADING: add_heading(body, node); break;
    case NODE_PARAGRAPH:
        add_paragraph(body, node);
        add_held(body);
        break;
    case NODE_LIST: begin(body, node, node->ordered ? "ol" : "ul"); break;
    case NODE_ITEM: begin(body, node, "li"); break;
    case NODE_QUOTE: begin(body, node, "blockquote"); break;
    case NODE_BOX: open_box(body, node); break;
    case NODE_CONTACTS: begin(body, node, "address"); break;
    case NODE_CHART:
    case NODE_TABLE: add_or_hold_figure(body, node); break;
    case NODE_CONTENTS: break; /* they stand before the text, where they can stay in view */
    case NODE_NEWPAGE: text_add_c(body->page->out, "<div class=\"newpage\"></div>\n"); break;
    }
}

static void leave(struct body *body, const struct doc_node *node)
{
    switch (node->kind) {
    case NODE_LIST: finish(body, node->ordered ? "ol" : "ul"); break;
    case NODE_ITEM: finish(body, "li"); break;
    case NODE_QUOTE: finish(body, "blockquote"); break;
    case NODE_BOX: finish(body, "aside"); break;
    case NODE_CONTACTS: finish(body, "address"); break;
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_CHART:
    case NODE_TABLE:
    case NODE_CONTENTS:
    case NODE_NEWPAGE: break;
    }
}

void html_add_body(struct html_page *page)
{
    struct body body = {.page = page, .walk = walk_of(page->arena, page->in->document)};
    struct walk_step step;
    while (walk_next(&body.walk, &step)) {
        if (step.leaves)
            leave(&body, step.node);
        else
            enter(&body, step.node);
    }
}
