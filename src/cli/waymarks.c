/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copies what is marked: a layout that was read stays as it is. Mentions are numbered as the layout has them: its placeholders,
 * its claims, then the conditions of its blocks. */
#include "cli/waymarks.h"

static const struct text SUBTAG = TEXT_INIT("-x-");

struct marking {
    const struct layout *layout;
    struct arena *keep;
    bool is_by_mention;
    struct text within;        /* the conditions around, and the claims: "-40-12" */
    size_t paragraphs, conditions; /* so far: those marked, those of blocks */
    bool *is_open_note;        /* by footnote: words that are there in any case refer to it */
    bool is_in_closed_note;
    struct waymarks *made;
};

static void enter(struct marking *m, size_t mention)
{
    m->within = text_format(m->keep, "%.*s-%zu", TEXT_ARGS(m->within), mention);
}

/* The number of a figure or section is a link, and no figure. */
static bool is_figure(const struct marking *m, const struct inline_item *item)
{
    return item->kind == INLINE_FIGURE && m->layout->placeholders[item->index].figure.kind != FIGURE_SEE;
}

static bool has_mentions(const struct marking *m, const struct inlines *inlines)
{
    for (size_t i = 0; i < inlines->count; i++)
        if (is_figure(m, &inlines->items[i]) || inlines->items[i].kind == INLINE_CLAIM_OPEN)
            return true;
    return false;
}

/* Whether it tells of counts that it holds. That they are shown, or to whom, is no secret. */
static bool is_about_counts(const struct statement *statement)
{
    for (size_t i = 0; i < statement->count; i++) {
        const enum relation relation = statement->predicates[i].relation;
        if (relation != RELATION_FOR_AUDIENCE && relation != RELATION_NOT_FOR_AUDIENCE && relation != RELATION_IS_SHOWN &&
            relation != RELATION_IS_HIDDEN)
            return true;
    }
    return false;
}

/* The sign of a footnote is none of the words. */
static void mark_item(const struct marking *m, struct inline_item *item)
{
    struct text mentions = TEXT_EMPTY;
    if (m->is_by_mention && is_figure(m, item) && (m->within.len || m->is_in_closed_note))
        m->made->mentions.items[item->index].is_within = true;
    if (m->is_by_mention)
        mentions = is_figure(m, item) ? text_format(m->keep, "%.*s-%zu", TEXT_ARGS(m->within), item->index) : m->within;
    if (item->kind != INLINE_NOTE && (mentions.len || !m->is_by_mention))
        item->language = text_format(m->keep, "%.*s%.*s%zu%.*s", TEXT_ARGS(item->language.len ? item->language : m->layout->language),
                                     TEXT_ARGS(SUBTAG), m->paragraphs, TEXT_ARGS(mentions));
}

static void leave(struct marking *m)
{
    while (m->within.len && m->within.ptr[--m->within.len] != '-')
        ;
}

static void open_notes(const struct marking *m, const struct inlines *inlines)
{
    size_t claims = m->within.len || m->is_in_closed_note ? 1 : 0;
    for (size_t i = 0; i < inlines->count; i++) {
        const struct inline_item *item = &inlines->items[i];
        claims += item->kind == INLINE_CLAIM_OPEN;
        claims -= item->kind == INLINE_CLAIM_CLOSE;
        if (item->kind == INLINE_NOTE && !claims)
            m->is_open_note[item->index] = true;
    }
}

/* What opens a claim may have words to print instead of the claim's. */
static struct inlines mark_inlines(struct marking *m, const struct inlines *from)
{
    struct inlines words = {0};
    open_notes(m, from);
    if (!m->within.len && !has_mentions(m, from))
        return *from;
    for (size_t i = 0; i < from->count; i++) {
        struct inline_item item = from->items[i];
        if (item.kind == INLINE_CLAIM_OPEN)
            enter(m, m->layout->placeholder_count + item.index);
        mark_item(m, &item);
        if (item.kind == INLINE_CLAIM_CLOSE)
            leave(m);
        ARENA_PUSH(m->keep, &words, item);
    }
    m->paragraphs++;
    return words;
}

static struct table_block *mark_table(struct marking *m, const struct table_block *from)
{
    struct table_block *table = ARENA_NEW(m->keep, struct table_block);
    const size_t cells = from->row_count * from->column_count;
    *table = *from;
    table->cells = ARENA_ARRAY(m->keep, struct inlines, cells);
    for (size_t i = 0; i < cells; i++)
        table->cells[i] = mark_inlines(m, &from->cells[i]);
    return table;
}

static struct block *mark_block(struct marking *m, const struct block *from);

static struct block **mark_blocks(struct marking *m, struct block *const *from, size_t count)
{
    struct block **blocks = ARENA_ARRAY(m->keep, struct block *, count);
    for (size_t i = 0; i < count; i++)
        blocks[i] = mark_block(m, from[i]);
    return blocks;
}

static void enter_condition(struct marking *m, const struct block *block)
{
    const struct mention condition = {.kind = MENTION_CONDITION, .statement = &block->when};
    enter(m, m->layout->placeholder_count + m->layout->claim_count + m->conditions++);
    if (m->is_by_mention)
        ARENA_PUSH(m->keep, &m->made->mentions, condition);
    if (is_about_counts(&block->when))
        m->made->has_conditional_blocks = true;
}

/* Titles of charts and tables are where these are: they need no mark. */
static struct block *mark_block(struct marking *m, const struct block *from)
{
    struct block *block = ARENA_NEW(m->keep, struct block);
    *block = *from;
    if (from->kind == BLOCK_WHEN)
        enter_condition(m, from);
    if (from->figure && m->is_by_mention)
        ARENA_PUSH(m->keep, &m->made->charts, ((struct waymarked_chart){from->figure->id, m->within}));
    block->inlines = mark_inlines(m, &from->inlines);
    block->children = mark_blocks(m, from->children, from->child_count);
    block->otherwise = mark_blocks(m, from->otherwise, from->otherwise_count);
    if (from->table)
        block->table = mark_table(m, from->table);
    if (from->kind == BLOCK_WHEN)
        leave(m);
    return block;
}

static const struct layout *mark_layout(struct waymarks *made, const struct layout *from, bool is_by_mention,
                                        struct arena *keep)
{
    struct marking m = {.layout = from, .keep = keep, .is_by_mention = is_by_mention, .made = made,
                        .is_open_note = ARENA_ARRAY(keep, bool, from->note_count)};
    struct layout *layout = ARENA_NEW(keep, struct layout);
    *layout = *from;
    layout->root = mark_block(&m, from->root);
    layout->notes = ARENA_ARRAY(keep, struct inlines, from->note_count);
    for (size_t i = 0; i < from->note_count; i++) {
        m.is_in_closed_note = !m.is_open_note[i];
        layout->notes[i] = mark_inlines(&m, &from->notes[i]);
    }
    made->paragraphs = m.paragraphs;
    return layout;
}

static void add_mentions(struct waymarks *made, const struct layout *layout, struct arena *keep)
{
    for (size_t i = 0; i < layout->placeholder_count; i++) {
        const struct mention figure = {.kind = MENTION_FIGURE, .placeholder = &layout->placeholders[i]};
        ARENA_PUSH(keep, &made->mentions, figure);
    }
    for (size_t i = 0; i < layout->claim_count; i++) {
        const struct claim *claim = &layout->claims[i];
        const struct mention words = {.kind = claim->is_condition ? MENTION_CONDITION : MENTION_CLAIM, .statement = &claim->statement};
        ARENA_PUSH(keep, &made->mentions, words);
    }
}

const struct waymarks *waymarks_make(const struct layout *layout, struct arena *keep)
{
    struct waymarks *made = ARENA_NEW(keep, struct waymarks);
    add_mentions(made, layout, keep);
    made->by_paragraph = mark_layout(made, layout, false, keep);
    made->by_mention = mark_layout(made, layout, true, keep);
    return made;
}

bool waymarks_read(struct text language, size_t *ret_paragraph, struct text *ret_mentions)
{
    const size_t at = text_find(language, SUBTAG);
    struct text numbers = text_slice(language, at < language.len ? at + SUBTAG.len : at, language.len);
    int64_t paragraph;
    if (!text_to_number(text_cut(&numbers, '-'), &paragraph))
        return false;
    *ret_paragraph = (size_t)paragraph;
    *ret_mentions = numbers;
    return true;
}

bool waymarks_next(struct text *mentions, size_t *ret_mention)
{
    int64_t mention;
    if (text_starts(*mentions, TEXT("-")))
        *mentions = text_slice(*mentions, 1, mentions->len);
    if (!text_to_number(text_cut(mentions, '-'), &mention))
        return false;
    *ret_mention = (size_t)mention;
    return true;
}
