/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copies what is marked: a layout that was read stays as it is. */
#include "cli/waymarks.h"

static const struct text SUBTAG = TEXT_INIT("-x-");

struct marking {
    const struct layout *layout;
    struct arena *keep;
    bool is_by_figure;
};

/* The number of a figure or section is a link, and no figure. */
static bool is_figure(const struct marking *m, const struct inline_item *item)
{
    return item->kind == INLINE_FIGURE && m->layout->placeholders[item->index].figure.kind != FIGURE_SEE;
}

static const struct inline_item *first_figure(const struct marking *m, const struct inlines *inlines)
{
    for (size_t i = 0; i < inlines->count; i++)
        if (is_figure(m, &inlines->items[i]))
            return &inlines->items[i];
    return NULL;
}

static struct text marked(const struct marking *m, struct text language, size_t paragraph, size_t placeholder)
{
    return text_format(m->keep, "%.*s%.*s%zu-%zu", TEXT_ARGS(language.len ? language : m->layout->language), TEXT_ARGS(SUBTAG),
                       paragraph, placeholder);
}

/* A paragraph is called after its first figure. The sign of a footnote is none of its words. */
static struct inlines mark_inlines(const struct marking *m, const struct inlines *from)
{
    struct inlines words = {0};
    const struct inline_item *first = first_figure(m, from);
    if (!first)
        return *from;
    for (size_t i = 0; i < from->count; i++) {
        struct inline_item item = from->items[i];
        if (m->is_by_figure ? is_figure(m, &item) : item.kind != INLINE_NOTE)
            item.language = marked(m, item.language, first->index, m->is_by_figure ? item.index : first->index);
        ARENA_PUSH(m->keep, &words, item);
    }
    return words;
}

static struct table_block *mark_table(const struct marking *m, const struct table_block *from)
{
    struct table_block *table = ARENA_NEW(m->keep, struct table_block);
    const size_t cells = from->row_count * from->column_count;
    *table = *from;
    table->cells = ARENA_ARRAY(m->keep, struct inlines, cells);
    for (size_t i = 0; i < cells; i++)
        table->cells[i] = mark_inlines(m, &from->cells[i]);
    return table;
}

static struct block *mark_block(const struct marking *m, const struct block *from);

static struct block **mark_blocks(const struct marking *m, struct block *const *from, size_t count)
{
    struct block **blocks = ARENA_ARRAY(m->keep, struct block *, count);
    for (size_t i = 0; i < count; i++)
        blocks[i] = mark_block(m, from[i]);
    return blocks;
}

/* Titles of charts and tables are where these are: they need no mark. */
static struct block *mark_block(const struct marking *m, const struct block *from)
{
    struct block *block = ARENA_NEW(m->keep, struct block);
    *block = *from;
    block->inlines = mark_inlines(m, &from->inlines);
    block->children = mark_blocks(m, from->children, from->child_count);
    block->otherwise = mark_blocks(m, from->otherwise, from->otherwise_count);
    if (from->table)
        block->table = mark_table(m, from->table);
    return block;
}

static const struct layout *mark_layout(const struct marking *m)
{
    const struct layout *from = m->layout;
    struct layout *layout = ARENA_NEW(m->keep, struct layout);
    *layout = *from;
    layout->root = mark_block(m, from->root);
    layout->notes = ARENA_ARRAY(m->keep, struct inlines, from->note_count);
    for (size_t i = 0; i < from->note_count; i++)
        layout->notes[i] = mark_inlines(m, &from->notes[i]);
    return layout;
}

const struct layout *waymarks_on_paragraphs(const struct layout *layout, struct arena *keep)
{
    return mark_layout(&(struct marking){layout, keep, false});
}

const struct layout *waymarks_on_figures(const struct layout *layout, struct arena *keep)
{
    return mark_layout(&(struct marking){layout, keep, true});
}

bool waymarks_read(struct text language, struct waymark *ret_mark)
{
    const size_t at = text_find(language, SUBTAG);
    struct text numbers = text_slice(language, at < language.len ? at + SUBTAG.len : at, language.len);
    const struct text first = text_cut(&numbers, '-');
    int64_t paragraph, placeholder;
    if (!text_to_number(first, &paragraph) || !text_to_number(numbers, &placeholder))
        return false;
    *ret_mark = (struct waymark){(size_t)paragraph, (size_t)placeholder};
    return true;
}
