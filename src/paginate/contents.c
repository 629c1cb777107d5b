/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of contents to blocks. */
#include "paginate/contents.h"

#include <math.h>

#include "paginate/prose.h"
#include "paginate/tags.h"

enum { CONTENTS_LEVELS = 3 };

static void add_title(struct work *work, struct tag *parent)
{
    const struct style *style = style_of(STYLE_CONTENTS_TITLE);
    struct prose *prose = prose_new(work, STYLE_CONTENTS_TITLE, tags_add(work->pages, parent, TAG_PARAGRAPH));
    prose_add_text(work, prose, work->document->words.contents, false);
    if (prose_is_empty(prose))
        return;
    struct block *block = work_add_block(work, BLOCK_TEXT);
    block->width_pt = COLUMN_WIDTH_PT;
    block->before_pt = style->before_pt;
    block->after_pt = style->after_pt;
    block->keep_with_next = true;
    prose_lay(work, prose, (struct prose_laying){0, COLUMN_WIDTH_PT}, &block->pieces);
}

/* What one entry is made of. */
struct entry {
    size_t heading; /* from 0 */
    const struct heading *of;
    enum style_name style;
    const struct tag *tag; /* the link */
    double left_pt, text_left_pt; /* where its number begins, and its words */
};

static void add_number(struct work *work, const struct entry *entry, struct piece *first)
{
    const struct doc_node *node = entry->of->node;
    if (!node->number.len)
        return;
    const struct text_place place = {.x_pt = entry->left_pt, .y_pt = style_baseline_pt(style_of(entry->style)),
                                     .tag = entry->tag};
    piece_add_line(work->arena, first, work_line(work, entry->style, node->number), &place);
}

/* The last line carries the page number; every line is a link. */
static struct piece *entry_line(struct work *work, const struct entry *entry, const struct piece *line, bool last)
{
    const double text_left_pt = entry->text_left_pt;
    const double right_pt = TEXT_MEASURE_PT;
    struct piece *piece = piece_new(work->arena, line->height_pt, 2);
    const struct piece_link link = {
        .x_pt = entry->left_pt, .width_pt = right_pt - entry->left_pt, .height_pt = line->height_pt, .tag = entry->tag,
        .goal = {.kind = GOAL_HEADING, .number = entry->heading}, .description = entry->of->title};
    ARENA_PUSH(work->arena, &piece->links, link);
    if (!last)
        return piece;
    struct page_slot *slot = ARENA_NEW(work->arena, struct page_slot);
    *slot = (struct page_slot){.heading = entry->heading, .right_pt = right_pt,
                               .left_pt = text_left_pt + (line->marks.count ? line->marks.items[0].width_pt : 0.0),
                               .baseline_pt = style_baseline_pt(style_of(entry->style)), .tag = entry->tag};
    piece->slot = slot;
    return piece;
}

static void add_lines(struct work *work, const struct entry *entry, struct prose *prose, struct block *block)
{
    const double text_left_pt = entry->text_left_pt;
    const double measure_pt = TEXT_MEASURE_PT - text_left_pt - CONTENTS_NUMBER_PT;
    struct piece_list lines = {0};
    prose_soften(work, prose, measure_pt);
    prose_lay(work, prose, (struct prose_laying){0, measure_pt}, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        struct piece *piece = entry_line(work, entry, lines.items[i], i + 1 == lines.count);
        if (i == 0)
            add_number(work, entry, piece);
        piece_join(work->arena, piece, lines.items[i], text_left_pt, 0.0);
        if (i + 1 == lines.count && piece->marks.count)
            piece->marks.items[piece->marks.count - 1].ends_paragraph = false; /* the page number follows */
        ARENA_PUSH(work->arena, &block->pieces, piece);
    }
}

/* Words of a heading without links and footnote numbers. */
static void add_words(struct work *work, struct prose *prose, const struct doc_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++) {
        const struct doc_span *span = &spans->items[i];
        if (span->kind == SPAN_BREAK)
            prose_add_text(work, prose, TEXT(" "), false);
        else if (span->kind != SPAN_NOTE)
            prose_add_text(work, prose, span->text, false);
    }
}

static enum style_name style_at(size_t level)
{
    return level == 1 ? STYLE_CONTENTS_1 : STYLE_CONTENTS_2;
}

/* Where the words of each level begin; the numbers of a level begin below the words of the one above it. */
struct indents {
    double words_pt[CONTENTS_LEVELS + 1]; /* [0] is the column's edge */
};

/* As far in as the widest number of the level needs. */
static struct indents indents_of(struct work *work)
{
    double widest_pt[CONTENTS_LEVELS + 1] = {0};
    struct indents indents = {{0}};
    for (size_t i = 0; i < work->headings.count; i++) {
        const struct heading *heading = &work->headings.items[i];
        if (heading->level > CONTENTS_LEVELS || !heading->node->number.len)
            continue;
        const double width_pt = work_line(work, style_at(heading->level), heading->node->number)->width_pt;
        widest_pt[heading->level] = fmax(widest_pt[heading->level], width_pt);
    }
    for (size_t level = 1; level <= CONTENTS_LEVELS; level++)
        indents.words_pt[level] =
            indents.words_pt[level - 1] + fmax(CONTENTS_INDENT_PT, widest_pt[level] + CONTENTS_GAP_PT);
    return indents;
}

static void add_entry(struct work *work, size_t index, const struct indents *indents, struct tag *contents)
{
    const struct heading *heading = &work->headings.items[index];
    const enum style_name style = style_at(heading->level);
    struct tag *item = tags_add(work->pages, contents, TAG_CONTENTS_ITEM);
    struct tag *link = tags_add(work->pages, tags_add(work->pages, item, TAG_REFERENCE), TAG_LINK);
    const struct entry entry = {index, heading, style, link, indents->words_pt[heading->level - 1],
                                indents->words_pt[heading->level]};
    struct prose *prose = prose_new(work, style, link);
    add_words(work, prose, &heading->node->spans);
    struct block *block = work_add_block(work, BLOCK_TEXT);
    block->width_pt = COLUMN_WIDTH_PT;
    block->before_pt = style_of(style)->before_pt;
    block->after_pt = style_of(style)->after_pt;
    add_lines(work, &entry, prose, block);
}

void contents_compose(struct work *work, struct tag *parent)
{
    if (!work->headings.count)
        return;
    add_title(work, parent);
    struct tag *contents = tags_add(work->pages, parent, TAG_CONTENTS);
    const struct indents indents = indents_of(work);
    for (size_t i = 0; i < work->headings.count; i++)
        if (work->headings.items[i].level <= CONTENTS_LEVELS)
            add_entry(work, i, &indents, contents);
}
