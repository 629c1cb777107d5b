/* SPDX-License-Identifier: GPL-3.0-or-later
 * Walks the document and makes a block of every paragraph, heading, item and figure. */
#include "paginate/compose.h"

#include <assert.h>
#include <math.h>

#include "chart/neighbour.h"
#include "document/depth.h"
#include "paginate/contents.h"
#include "paginate/figure.h"
#include "paginate/notes.h"
#include "paginate/prose.h"
#include "paginate/tags.h"
#include "paginate/walk.h"

/* ---- survey ---- */

static struct text heading_title(struct work *work, const struct doc_node *node)
{
    struct text_builder b = {0};
    text_add(&b, node->number);
    for (size_t i = 0; i < node->spans.count; i++) {
        const struct doc_span *span = &node->spans.items[i];
        if (span->kind == SPAN_NOTE)
            continue;
        if (i == 0 && b.len)
            text_add_byte(&b, ' ');
        text_add(&b, span->kind == SPAN_BREAK ? TEXT(" ") : span->text);
    }
    const struct text title = text_copy(work->pages->arena, text_built(&b));
    text_builder_done(&b);
    return title;
}

void compose_survey(struct work *work)
{
    struct walk walk = walk_of(work->arena, work->document);
    struct heading_depths depths = {.count = 0};
    struct walk_step step;
    while (walk_next(&walk, &step)) {
        if (step.leaves)
            continue;
        if (step.node->id.len)
            names_add(work->ids, step.node->id);
        if (step.node->kind != NODE_HEADING)
            continue;
        const struct heading heading = {heading_depth(&depths, step.node->level), heading_title(work, step.node), step.node};
        ARENA_PUSH(work->arena, &work->headings, heading);
    }
}

/* ---- where the walk is ---- */

/* What holds inside a list, an item, a quotation or a box. */
struct context {
    struct tag *tag;
    const struct frame *frame;
    double left_pt, right_pt; /* text's edges, inwards from those of the column */
    enum style_name style;
    bool tight;               /* in a list: little space between items */
    bool whole;               /* paragraphs are not parted */
    bool ordered;
    size_t items;             /* of the list, so far */
    double item_indent_pt;    /* enough for its widest label */
    struct label label;       /* of an item: for its first block */
    size_t first_block;       /* that was composed in here */
};

struct composer {
    struct work *work;
    struct walk walk;
    LIST_OF(struct context) contexts;
    LIST_OF(struct goal) anchors;               /* for the next block */
    struct tag *sections[HEADING_LEVELS + 1];   /* open ones; [0] is the root */
    size_t headings;                            /* composed so far */
};

static struct context *top(const struct composer *composer)
{
    return &composer->contexts.items[composer->contexts.count - 1];
}

static void push(struct composer *composer, struct context context)
{
    context.first_block = composer->work->blocks.count;
    context.label = (struct label){0};
    ARENA_PUSH(composer->work->arena, &composer->contexts, context);
}

static void anchor(struct composer *composer, const struct doc_node *node)
{
    const struct goal goal = {.kind = GOAL_NODE, .text = node->id};
    if (node->id.len)
        ARENA_PUSH(composer->work->arena, &composer->anchors, goal);
}

static struct block *add_block(struct composer *composer, enum block_kind kind)
{
    struct context *here = top(composer);
    struct arena *arena = composer->work->arena;
    struct block *block = work_add_block(composer->work, kind);
    block->frame = here->frame;
    block->left_pt = here->left_pt;
    block->label = here->label;
    here->label = (struct label){0};
    for (size_t i = 0; i < composer->anchors.count; i++)
        ARENA_PUSH(arena, &block->anchors, composer->anchors.items[i]);
    composer->anchors.count = 0;
    return block;
}

/* ---- text ---- */

static double measure_pt(const struct composer *composer)
{
    return COLUMN_WIDTH_PT - top(composer)->left_pt - top(composer)->right_pt;
}

static struct block *add_text(struct composer *composer, struct prose *prose, enum style_name name, double width_pt)
{
    const struct style *style = style_of(name);
    struct block *block = add_block(composer, BLOCK_TEXT);
    block->before_pt = style->before_pt;
    block->after_pt = top(composer)->tight ? LIST_TIGHT_PT : style->after_pt;
    block->width_pt = width_pt;
    block->stays_whole = top(composer)->whole;
    block->prose = prose;
    prose_soften(composer->work, prose, width_pt);
    prose_lay(composer->work, prose, (struct prose_laying){0, block->width_pt}, &block->pieces);
    return block;
}

/* How wide text of several lines is that are about as long as each other. */
static double balanced_pt(const struct composer *composer, struct prose *prose, double measure_pt)
{
    prose_soften(composer->work, prose, measure_pt);
    return prose_balanced_pt(composer->work, prose, measure_pt);
}

/* Whether the text announces what comes after it: "… as follows:". */
static bool announces(const struct doc_node *node)
{
    for (size_t i = node->spans.count; i > 0; i--) {
        const struct doc_span *span = &node->spans.items[i - 1];
        const struct text text = text_trim(span->text);
        if (span->kind != SPAN_NOTE && text.len)
            return text_ends(text, TEXT(":"));
    }
    return false;
}

/* A table in the prose has no name: it stands where the author wrote it, as wide as the text. */
static bool is_prose_table(const struct doc_node *node)
{
    return node->kind == NODE_TABLE && node->table && !node->table->id.len;
}

static bool may_be_announced(const struct doc_node *node)
{
    return node && (node->kind == NODE_LIST || node->kind == NODE_QUOTE || node->kind == NODE_BOX || is_prose_table(node));
}

/* Whether the block, which was added last, is all that a heading has but for what comes after it: one line alone below a heading
 * at the foot of a page looks lost. */
static bool is_lone_line(const struct composer *composer, const struct block *block)
{
    const struct work *work = composer->work;
    const struct doc_node *next = walk_sibling(&composer->walk, 1);
    return work->blocks.count > 1 && work->blocks.items[work->blocks.count - 2]->is_heading && block->pieces.count == 1 && next &&
           next->kind != NODE_HEADING && next->kind != NODE_NEWPAGE;
}

static void compose_paragraph(struct composer *composer, const struct doc_node *node)
{
    struct work *work = composer->work;
    struct tag *parent = top(composer)->tag;
    const enum style_name style = top(composer)->style;
    struct prose *prose = prose_new(work, style, tags_add(work->pages, parent, TAG_PARAGRAPH));
    prose_add_spans(work, prose, &node->spans);
    notes_compose(work, parent);
    if (prose_is_empty(prose))
        return;
    struct block *block = add_text(composer, prose, style, measure_pt(composer));
    block->keep_with_next =
        (announces(node) && may_be_announced(walk_sibling(&composer->walk, 1))) || is_lone_line(composer, block);
}

/* ---- headings ---- */

/* A heading opens a section in the section one level up. Headings within a box or an item open none. */
static struct tag *open_section(struct composer *composer, size_t level)
{
    struct work *work = composer->work;
    if (composer->contexts.count > 1)
        return top(composer)->tag;
    composer->sections[level] = tags_add(work->pages, composer->sections[level - 1], TAG_SECTION);
    for (size_t below = level + 1; below <= HEADING_LEVELS; below++)
        composer->sections[below] = composer->sections[level];
    top(composer)->tag = composer->sections[level];
    return composer->sections[level];
}

/* Hangs the number to the left of the heading's words; returns how far the words stand from it. */
static double hang_number(struct composer *composer, const struct doc_node *node, enum style_name style,
                          const struct tag *tag)
{
    if (!node->number.len)
        return 0.0;
    const struct text_line *line = work_line(composer->work, style, node->number);
    const double indent_pt = line->width_pt + style_of(style)->text.size_pt * 0.62;
    top(composer)->label = (struct label){line, tag, -indent_pt, style_baseline_pt(style_of(style)),
                                          !node->spans.count};
    return indent_pt;
}

/* Figures and headings have the whole column, but for what a list, box or quotation takes of it. */
static double figure_room_pt(const struct composer *composer)
{
    const struct context *here = top(composer);
    return COLUMN_WIDTH_PT - here->left_pt - (composer->contexts.count > 1 ? here->right_pt : 0.0);
}

static void compose_heading(struct composer *composer, const struct doc_node *node)
{
    static const enum style_name styles[] = {
        STYLE_HEADING_1, STYLE_HEADING_2, STYLE_HEADING_3, STYLE_HEADING_4};
    static const enum tag_role roles[] = {TAG_H1, TAG_H2, TAG_H3, TAG_H4};
    struct work *work = composer->work;
    const size_t index = composer->headings++;
    const size_t level = work->headings.items[index].level;
    const enum style_name style = styles[level - 1];
    struct tag *parent = open_section(composer, level);
    struct tag *tag = tags_add(work->pages, parent, roles[level - 1]);
    struct prose *prose = prose_new(work, style, tag);
    prose_add_spans(work, prose, &node->spans);
    notes_compose(work, parent);
    const struct goal goal = {.kind = GOAL_HEADING, .number = index};
    ARENA_PUSH(work->arena, &composer->anchors, goal);
    const double indent_pt = hang_number(composer, node, style, tag);
    top(composer)->left_pt += indent_pt;
    const double width_pt = balanced_pt(composer, prose, figure_room_pt(composer));
    struct block *block = add_text(composer, prose, style, width_pt);
    top(composer)->left_pt -= indent_pt;
    block->keep_with_next = true;
    block->is_heading = true;
    block->after_pt = style_of(style)->after_pt;
}

/* ---- figures ---- */

static bool is_figure(const struct doc_node *node)
{
    return node && (node->kind == NODE_CHART || node->kind == NODE_TABLE);
}

/* Figures after one another that fill at most a line: how many, 1 if this one stands for itself. */
static size_t count_row(const struct composer *composer, const struct doc_node *node)
{
    unsigned sixths = figure_sixths(node);
    size_t count = 1;
    for (const struct doc_node *next; sixths < 6 && is_figure(next = walk_sibling(&composer->walk, count)); count++) {
        sixths += figure_sixths(next);
        if (sixths > 6)
            break;
    }
    return count;
}

static struct block *add_figure(struct composer *composer, const struct piece *piece)
{
    struct block *block = add_block(composer, BLOCK_FIGURE);
    struct piece *copy = piece_new(composer->work->arena, piece->height_pt, piece->marks.count);
    piece_join(composer->work->arena, copy, piece, 0.0, 0.0);
    ARENA_PUSH(composer->work->arena, &block->pieces, copy);
    block->before_pt = FIGURE_BEFORE_PT;
    block->after_pt = FIGURE_AFTER_PT;
    block->width_pt = figure_room_pt(composer);
    block->floats = composer->contexts.count == 1;
    return block;
}

static void add_parted(struct composer *composer, const struct figure *figure)
{
    const size_t parts = figure_part_count(figure);
    for (size_t i = 0; i < parts; i++) {
        struct block *block = add_block(composer, BLOCK_TABLE);
        figure_part(composer->work, figure, i, block);
        block->before_pt = i ? 0.0 : FIGURE_BEFORE_PT;
        block->after_pt = i + 1 < parts ? 0.0 : FIGURE_AFTER_PT;
        block->width_pt = figure_room_pt(composer);
    }
}

static bool stays_whole(const struct figure *figure)
{
    return figure_height_pt(figure) <= (figure->is_table ? TABLE_WHOLE_MAX_PT : FIGURE_HEIGHT_MAX_PT);
}

/* Whether the block before the one that was added last is a figure, too. */
static bool follows_figure(const struct work *work)
{
    return work->blocks.count > 1 && work->blocks.items[work->blocks.count - 2]->kind == BLOCK_FIGURE;
}

static void compose_figure(struct composer *composer, const struct doc_node *node)
{
    const bool in_prose = is_prose_table(node);
    const double width_pt =
        in_prose ? measure_pt(composer) : figure_width_pt(figure_sixths(node), figure_room_pt(composer));
    const struct figure figure = figure_compose(composer->work, node, top(composer)->tag, width_pt);
    if (!figure.body.count)
        return;
    const bool beside = node->side != SIDE_NONE && node->width != WIDTH_FULL && composer->contexts.count == 1 &&
                        figure_height_pt(&figure) <= FIGURE_HEIGHT_MAX_PT;
    if (!beside && !stays_whole(&figure)) {
        add_parted(composer, &figure);
        return;
    }
    struct block *block = add_figure(composer, figure_piece(composer->work, &figure, 0.0));
    block->floats = block->floats && !in_prose;
    block->continues_row = block->floats && !beside && node->width != WIDTH_FULL && follows_figure(composer->work);
    if (!beside)
        return;
    block->stands_beside = COLUMN_WIDTH_PT - width_pt - GUTTER_PT >= BESIDE_MEASURE_MIN_PT;
    block->side = node->side;
    block->aside_pt = block->width_pt = width_pt;
    block->left_pt = block->stands_beside && node->side == SIDE_RIGHT ? COLUMN_WIDTH_PT - width_pt : 0.0;
}

enum { ROW_FIGURES = 3 }; /* thirds are the narrowest */

/* A row of figures has their drawings on one level. */
struct figure_row {
    struct figure figures[ROW_FIGURES];
    double left_pt[ROW_FIGURES], width_pt[ROW_FIGURES], height_pt[ROW_FIGURES];
    double body_pt[ROW_FIGURES]; /* from the row's top to each drawing */
    enum node_side side[ROW_FIGURES];
    size_t count;
};

static const struct doc_node *row_node(const struct composer *composer, const struct doc_node *first, size_t index)
{
    return index ? walk_sibling(&composer->walk, index) : first;
}

static void level_drawings(struct work *work, struct figure_row *row, struct chart_neighbour *drawings)
{
    for (size_t i = 0; i < row->count; i++)
        drawings[i] = (struct chart_neighbour){.sketch = row->figures[i].sketch};
    chart_level_neighbours(work->pages->arena, drawings, row->count);
    for (size_t i = 0; i < row->count; i++)
        if (drawings[i].is_levelled)
            figure_set_sketch(work, &row->figures[i], drawings[i].sketch);
}

static void level_row(struct work *work, struct figure_row *row)
{
    struct chart_neighbour drawings[ROW_FIGURES];
    double caption_pt = 0.0;
    level_drawings(work, row, drawings);
    for (size_t i = 0; i < row->count; i++)
        caption_pt = fmax(caption_pt, figure_caption_pt(&row->figures[i]));
    for (size_t i = 0; i < row->count; i++) {
        const struct figure *figure = &row->figures[i];
        row->body_pt[i] = caption_pt + drawings[i].lowered_pt;
        row->height_pt[i] = row->body_pt[i] + figure_height_pt(figure) - figure_caption_pt(figure);
    }
}

static struct figure_row compose_row(struct composer *composer, const struct doc_node *first, size_t count)
{
    const double room_pt = figure_room_pt(composer);
    struct figure_row row = {.count = count};
    assert(count <= ROW_FIGURES);
    double at_pt = 0.0;
    for (size_t i = 0; i < count; i++) {
        const struct doc_node *node = row_node(composer, first, i);
        const double width_pt = figure_width_pt(figure_sixths(node), room_pt);
        row.figures[i] = figure_compose(composer->work, node, top(composer)->tag, width_pt);
        row.width_pt[i] = width_pt;
        row.side[i] = node->side;
        row.left_pt[i] = i > 0 && i + 1 == count && node->side == SIDE_RIGHT ? room_pt - width_pt : at_pt;
        at_pt += width_pt + GUTTER_PT;
        if (i > 0)
            anchor(composer, node);
    }
    level_row(composer->work, &row);
    return row;
}

/* The height of the row without that figure; of all, where it is none of them. */
static double row_height_pt(const struct figure_row *row, size_t but)
{
    double height_pt = 0.0;
    for (size_t i = 0; i < row->count; i++)
        height_pt = i == but ? height_pt : fmax(height_pt, row->height_pt[i]);
    return height_pt;
}

/* Where the figure at the row's end is much higher than the others, text may run on below them, beside it. */
static void let_text_beside(const struct composer *composer, const struct figure_row *row, struct block *block)
{
    const size_t last = row->count - 1;
    const bool at_right = row->side[last] == SIDE_RIGHT;
    const size_t tall = at_right ? last : 0;
    const double others_pt = row_height_pt(row, tall);
    if ((!at_right && row->side[0] != SIDE_LEFT) || composer->contexts.count > 1 ||
        row->height_pt[tall] - others_pt < FIGURE_AFTER_PT + 2 * style_of(STYLE_BODY)->leading_pt)
        return;
    block->stands_beside = COLUMN_WIDTH_PT - row->width_pt[tall] - GUTTER_PT >= BESIDE_MEASURE_MIN_PT;
    block->side = row->side[tall];
    block->aside_pt = row->width_pt[tall];
    block->text_from_pt = others_pt + FIGURE_AFTER_PT;
}

/* Side by side, or below each other where they are too high for that. */
static void compose_figures(struct composer *composer, const struct doc_node *first, size_t count)
{
    struct work *work = composer->work;
    const struct figure_row row = compose_row(composer, first, count);
    const double height_pt = row_height_pt(&row, row.count);
    walk_skip(&composer->walk, count - 1);
    if (height_pt > FIGURE_HEIGHT_MAX_PT) {
        for (size_t i = 0; i < count; i++)
            add_parted(composer, &row.figures[i]);
        return;
    }
    struct piece *whole = piece_new(work->arena, height_pt, count * 2);
    for (size_t i = 0; i < count; i++)
        piece_join(work->arena, whole, figure_piece(work, &row.figures[i], row.body_pt[i]), row.left_pt[i], 0.0);
    let_text_beside(composer, &row, add_figure(composer, whole));
}

static void compose_figure_or_row(struct composer *composer, const struct doc_node *node)
{
    const size_t count = count_row(composer, node);
    if (count > 1)
        compose_figures(composer, node, count);
    else
        compose_figure(composer, node);
}

/* ---- lists, quotations, boxes ---- */

/* Moves the text's edges in, unless nesting has made it narrow already; then returns false. */
static bool indent(struct context *context, double left_pt, double right_pt)
{
    if (COLUMN_WIDTH_PT - context->left_pt - context->right_pt - left_pt - right_pt < BESIDE_MEASURE_MIN_PT)
        return false;
    context->left_pt += left_pt;
    context->right_pt += right_pt;
    return true;
}

/* An item that is empty, or begins with something that is no text, has its bullet on a line of its own. */
static void flush_label(struct composer *composer)
{
    if (!top(composer)->label.line)
        return;
    const struct style *style = style_of(top(composer)->style);
    struct block *block = add_block(composer, BLOCK_TEXT);
    block->width_pt = COLUMN_WIDTH_PT - block->left_pt;
    block->after_pt = LIST_TIGHT_PT;
    block->keep_with_next = true;
    ARENA_PUSH(composer->work->arena, &block->pieces, piece_new(composer->work->arena, style->leading_pt, 0));
}

static const struct text_line *item_label(struct composer *composer, bool ordered, size_t number)
{
    struct work *work = composer->work;
    return work_line(work, top(composer)->style, ordered ? text_format(work->arena, "%zu.", number) : TEXT("•"));
}

static void enter_list(struct composer *composer, const struct doc_node *node)
{
    struct context inner = *top(composer);
    const double widest_pt = item_label(composer, node->ordered, node->child_count)->width_pt;
    inner.tag = tags_add(composer->work->pages, inner.tag, TAG_LIST);
    inner.tight = true;
    inner.ordered = node->ordered;
    inner.items = 0;
    inner.item_indent_pt = fmax(LIST_INDENT_PT, widest_pt + LIST_LABEL_GAP_PT);
    push(composer, inner);
}

/* Numbers end where bullets do, so that 9 and 10 stand under each other. */
static void enter_item(struct composer *composer)
{
    struct work *work = composer->work;
    struct context inner = *top(composer);
    struct tag *item = tags_add(work->pages, inner.tag, TAG_ITEM);
    const struct tag *label = tags_add(work->pages, item, TAG_ITEM_LABEL);
    const struct text_line *line = item_label(composer, inner.ordered, ++top(composer)->items);
    inner.tag = tags_add(work->pages, item, TAG_ITEM_BODY);
    const bool hangs = indent(&inner, inner.item_indent_pt, 0.0);
    push(composer, inner);
    top(composer)->label = (struct label){.line = line, .tag = label, .ends_paragraph = true,
                                          .x_pt = hangs ? -line->width_pt - LIST_LABEL_GAP_PT : 0.0,
                                          .y_pt = style_baseline_pt(style_of(inner.style))};
    if (!hangs)
        flush_label(composer);
}

static void enter_framed(struct composer *composer, enum tag_role role, struct frame style)
{
    struct context inner = *top(composer);
    struct frame *frame = ARENA_NEW(composer->work->arena, struct frame);
    *frame = style;
    frame->outer = inner.frame;
    frame->left_pt = inner.left_pt;
    frame->right_pt = inner.right_pt;
    inner.tag = tags_add(composer->work->pages, inner.tag, role);
    inner.frame = frame;
    if (!indent(&inner, frame->bar ? QUOTE_INDENT_PT : frame->pad_pt, frame->pad_pt))
        frame->pad_pt = 0.0;
    inner.tight = false;
    push(composer, inner);
}

static void leave_list(struct composer *composer)
{
    struct work *work = composer->work;
    const struct context list = *top(composer);
    composer->contexts.count--;
    if (!top(composer)->tight && work->blocks.count > list.first_block)
        work->blocks.items[work->blocks.count - 1]->after_pt = style_of(STYLE_BODY)->after_pt;
}

static void leave_framed(struct composer *composer)
{
    struct work *work = composer->work;
    const size_t first = top(composer)->first_block;
    composer->contexts.count--;
    if (work->blocks.count == first)
        return;
    struct block *opening = work->blocks.items[first], *closing = work->blocks.items[work->blocks.count - 1];
    opening->before_pt = fmax(opening->before_pt, FRAME_MARGIN_PT);
    closing->after_pt = fmax(closing->after_pt, FRAME_MARGIN_PT);
    closing->keep_with_next = false;
}

/* An address stands below its heading as text does; without one it keeps away from what it does not belong to. */
static void leave_contacts(struct composer *composer)
{
    struct work *work = composer->work;
    const size_t first = top(composer)->first_block;
    leave_framed(composer);
    if (work->blocks.count > first)
        work->blocks.items[first]->before_pt = first && work->blocks.items[first - 1]->is_heading ? 0.0 : CONTACTS_BEFORE_PT;
}

/* ---- the walk ---- */

static void enter(struct composer *composer, const struct doc_node *node)
{
    anchor(composer, node);
    switch (node->kind) {
    case NODE_HEADING:
        compose_heading(composer, node);
        break;
    case NODE_PARAGRAPH:
        compose_paragraph(composer, node);
        break;
    case NODE_LIST:
        flush_label(composer);
        enter_list(composer, node);
        break;
    case NODE_ITEM:
        enter_item(composer);
        break;
    case NODE_QUOTE:
        flush_label(composer);
        enter_framed(composer, TAG_QUOTE, (struct frame){.bar = true});
        break;
    case NODE_BOX:
        flush_label(composer);
        enter_framed(composer, TAG_BOX, (struct frame){.filled = true, .pad_pt = BOX_PAD_PT});
        break;
    case NODE_CONTACTS:
        flush_label(composer);
        enter_framed(composer, TAG_BOX, (struct frame){.pad_pt = 0.0});
        top(composer)->whole = true;
        break;
    case NODE_CHART:
    case NODE_TABLE:
        compose_figure_or_row(composer, node);
        break;
    case NODE_CONTENTS:
        contents_compose(composer->work, top(composer)->tag);
        break;
    case NODE_NEWPAGE:
        work_add_block(composer->work, BLOCK_NEWPAGE);
        break;
    }
}

static void leave(struct composer *composer, const struct doc_node *node)
{
    switch (node->kind) {
    case NODE_LIST:
        leave_list(composer);
        break;
    case NODE_ITEM:
        flush_label(composer);
        composer->contexts.count--;
        break;
    case NODE_QUOTE:
    case NODE_BOX:
        leave_framed(composer);
        break;
    case NODE_CONTACTS:
        leave_contacts(composer);
        break;
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_CHART:
    case NODE_TABLE:
    case NODE_CONTENTS:
    case NODE_NEWPAGE:
        break;
    }
}

/* ---- the title ---- */

static void add_title_line(struct composer *composer, struct tag *block_tag, enum style_name style, struct text text)
{
    struct work *work = composer->work;
    if (!text.len)
        return;
    struct prose *prose = prose_new(work, style, tags_add(work->pages, block_tag, TAG_PARAGRAPH));
    prose_add_text(work, prose, text, false);
    const double width_pt = balanced_pt(composer, prose, COLUMN_WIDTH_PT);
    add_text(composer, prose, style, width_pt)->keep_with_next = true;
}

static void add_title_rule(struct composer *composer)
{
    const struct rule rule = {.y_pt = 1.0, .width_pt = COLUMN_WIDTH_PT, .thickness_pt = 1.6, .colour = COLOUR_ACCENT};
    struct piece *piece = piece_new(composer->work->arena, 2.0, 0);
    ARENA_PUSH(composer->work->arena, &piece->rules, rule);
    struct block *block = add_block(composer, BLOCK_TEXT);
    block->width_pt = COLUMN_WIDTH_PT;
    block->before_pt = 18.0;
    block->after_pt = 18.0;
    ARENA_PUSH(composer->work->arena, &block->pieces, piece);
}

static void compose_title(struct composer *composer)
{
    const struct document *document = composer->work->document;
    struct tag *tag = tags_add(composer->work->pages, top(composer)->tag, TAG_TITLE_BLOCK);
    if (document->mark.len)
        composer->work->mark_tag = tags_add(composer->work->pages, tag, TAG_PARAGRAPH);
    add_title_line(composer, tag, STYLE_PUBLISHER, document->publisher);
    add_title_line(composer, tag, STYLE_SERIES, document->series);
    add_title_line(composer, tag, STYLE_TITLE, document->title);
    add_title_line(composer, tag, STYLE_SUBTITLE, document->subtitle);
    add_title_line(composer, tag, STYLE_DATE, document->date);
    add_title_rule(composer);
}

void compose_blocks(struct work *work)
{
    struct composer composer = {.work = work, .walk = walk_of(work->arena, work->document)};
    for (size_t i = 0; i <= HEADING_LEVELS; i++)
        composer.sections[i] = work->pages->root;
    push(&composer, (struct context){.tag = work->pages->root, .style = STYLE_BODY,
                                     .right_pt = COLUMN_WIDTH_PT - TEXT_MEASURE_PT});
    compose_title(&composer);
    struct walk_step step;
    while (walk_next(&composer.walk, &step)) {
        if (step.leaves)
            leave(&composer, step.node);
        else
            enter(&composer, step.node);
    }
}
