/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inline Markdown, with the marks in it, into flat sequences. */
#include "layout/prose_inlines.h"

struct gathering {
    struct prose_reader *reader;
    struct inlines inlines;
    struct text_builder text; /* not among the inlines yet */
    struct text target;
    int strong, emphasis;
    struct text languages[BRACKETS_MAX]; /* of the words in brackets that are open */
    size_t language_count;
    struct lifted *heading;
};

static void add_item(struct gathering *g, struct inline_item item)
{
    item.target = g->target;
    item.strong = g->strong > 0;
    item.emphasis = g->emphasis > 0;
    item.language = g->language_count ? g->languages[g->language_count - 1] : TEXT_EMPTY;
    ARENA_PUSH(g->reader->context->keep, &g->inlines, item);
}

/* Ends the stretch of text in one style that is being gathered. */
static void end_text(struct gathering *g)
{
    if (!g->text.len)
        return;
    add_item(g, (struct inline_item){.kind = INLINE_TEXT,
                                     .text = text_copy(g->reader->context->keep, text_built(&g->text))});
    g->text.len = 0;
}

static void push(struct gathering *g, struct inline_item item)
{
    end_text(g);
    add_item(g, item);
}

static void push_language(struct gathering *g, const struct lifted *lifted)
{
    end_text(g);
    if (lifted->kind == MARK_LANGUAGE_CLOSE)
        g->language_count -= g->language_count > 0;
    else if (g->language_count < BRACKETS_MAX)
        g->languages[g->language_count++] = lifted->id;
}

static void push_mark(struct gathering *g, const struct lifted *lifted)
{
    static const enum inline_kind kinds[] = {[MARK_PLACEHOLDER] = INLINE_FIGURE,
                                             [MARK_CLAIM_OPEN] = INLINE_CLAIM_OPEN,
                                             [MARK_CLAIM_CLOSE] = INLINE_CLAIM_CLOSE};
    if (lifted->kind <= MARK_CLAIM_CLOSE)
        push(g, (struct inline_item){.kind = kinds[lifted->kind], .index = lifted->index});
    else if (lifted->kind == MARK_LANGUAGE_OPEN || lifted->kind == MARK_LANGUAGE_CLOSE)
        push_language(g, lifted);
    else if (lifted->kind == MARK_HEADING && g->heading)
        *g->heading = *lifted;
    else if (lifted->kind == MARK_HEADING)
        prose_complain_at(g->reader, lifted->id, DIAG_E126, TEXT("an id that stands in no heading"));
}

/* Text with marks in it. */
static void gather_text(struct gathering *g, const char *literal)
{
    const struct text text = text_of(literal);
    size_t from = 0, at = 0;
    while (at < text.len) {
        const size_t here = at;
        const uint32_t code_point = text_next(text, &at);
        if (code_point < MARK_FIRST || code_point - MARK_FIRST >= g->reader->lifted.count)
            continue;
        text_add(&g->text, text_slice(text, from, here));
        push_mark(g, &g->reader->lifted.items[code_point - MARK_FIRST]);
        from = at;
    }
    text_add(&g->text, text_slice(text, from, text.len));
}

static bool changes_style(cmark_node_type type)
{
    return type == CMARK_NODE_STRONG || type == CMARK_NODE_EMPH || type == CMARK_NODE_LINK;
}

static void enter(struct gathering *g, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (changes_style(type))
        end_text(g);
    if (type == CMARK_NODE_TEXT)
        gather_text(g, cmark_node_get_literal(node));
    else if (type == CMARK_NODE_SOFTBREAK && g->reader->keeps_breaks)
        push(g, (struct inline_item){.kind = INLINE_BREAK});
    else if (type == CMARK_NODE_SOFTBREAK)
        text_add_byte(&g->text, ' ');
    else if (type == CMARK_NODE_LINEBREAK)
        push(g, (struct inline_item){.kind = INLINE_BREAK});
    else if (type == CMARK_NODE_STRONG)
        g->strong++;
    else if (type == CMARK_NODE_EMPH)
        g->emphasis++;
    else if (type == CMARK_NODE_LINK)
        g->target = text_copy(g->reader->context->keep, text_of(cmark_node_get_url(node)));
    else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
        int64_t number = 0;
        if (text_to_number(text_of(cmark_node_get_literal(node)), &number) && number > 0)
            push(g, (struct inline_item){.kind = INLINE_NOTE, .index = (size_t)number - 1});
    } else if (type == CMARK_NODE_HTML_INLINE)
        prose_complain_within(g->reader, node, DIAG_E104, text_of(cmark_node_get_literal(node)), TEXT_EMPTY, TEXT_EMPTY);
    else if (type == CMARK_NODE_IMAGE)
        prose_complain_within(g->reader, node, DIAG_E105, TEXT("!["), TEXT(")"), TEXT_EMPTY);
    else if (type == CMARK_NODE_CODE)
        prose_complain_within(g->reader, node, DIAG_E126, TEXT("`"), TEXT("`"), TEXT("code"));
}

static void leave(struct gathering *g, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (changes_style(type))
        end_text(g);
    g->strong -= type == CMARK_NODE_STRONG;
    g->emphasis -= type == CMARK_NODE_EMPH;
    if (type == CMARK_NODE_LINK)
        g->target = TEXT_EMPTY;
}

static void trim_end(struct inlines *inlines)
{
    if (!inlines->count)
        return;
    struct inline_item *last = &inlines->items[inlines->count - 1];
    if (last->kind != INLINE_TEXT)
        return;
    while (last->text.len && last->text.ptr[last->text.len - 1] == ' ')
        last->text.len--;
    inlines->count -= !last->text.len;
}

struct inlines prose_inlines(struct prose_reader *reader, cmark_node *parent, struct lifted *ret_heading)
{
    struct gathering g = {.reader = reader, .target = TEXT_EMPTY, .heading = ret_heading};
    cmark_iter *iter = cmark_iter_new(parent);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == parent)
            continue;
        if (event == CMARK_EVENT_ENTER)
            enter(&g, node);
        else
            leave(&g, node);
    }
    cmark_iter_free(iter);
    end_text(&g);
    text_builder_done(&g.text);
    trim_end(&g.inlines);
    return g.inlines;
}

const struct lifted *prose_lone_block(const struct prose_reader *reader, cmark_node *paragraph)
{
    cmark_node *child = cmark_node_first_child(paragraph);
    if (!child || cmark_node_next(child) || cmark_node_get_type(child) != CMARK_NODE_TEXT)
        return NULL;
    const struct text text = text_of(cmark_node_get_literal(child));
    size_t at = 0;
    if (!text.len)
        return NULL;
    const uint32_t code_point = text_next(text, &at);
    if (at != text.len || code_point < MARK_FIRST || code_point - MARK_FIRST >= reader->lifted.count)
        return NULL;
    const struct lifted *lifted = &reader->lifted.items[code_point - MARK_FIRST];
    return lifted->kind == MARK_BLOCK ? lifted : NULL;
}

struct inlines prose_line(struct layout *layout, const struct expression_context *context, struct text line)
{
    struct inlines inlines = {0};
    struct prose_reader reader = {.layout = layout, .context = context};
    if (!line.len)
        return inlines;
    prose_add(&reader, line);
    cmark_node *root = prose_parse(&reader);
    cmark_node *first = cmark_node_first_child(root);
    if (first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH && !cmark_node_next(first))
        inlines = prose_inlines(&reader, first, NULL);
    else
        prose_complain_at(&reader, line, DIAG_E126, TEXT("anything but one line of text"));
    cmark_node_free(root);
    text_builder_done(&reader.markdown);
    return inlines;
}
