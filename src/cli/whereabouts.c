/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages are laid out, asked, and given up. */
#include "cli/whereabouts.h"

#include "cli/ledger_places.h"
#include "cli/waymarks.h"
#include "paginate/pages.h"
#include "paginate/walk.h"

struct finder {
    const struct layout *layout;
    const struct pages *pages; /* NULL: only numbers are wanted */
    struct arena *keep;
    struct whereabouts *found;
};

struct text whereabouts_plain(struct text words, struct arena *keep)
{
    enum { NO_BREAK_SPACE = 0xA0, NARROW_BLANK = 0x202F, WORD_JOINER = 0x2060 };
    struct text_builder b = {0};
    for (size_t at = 0; at < words.len;) {
        const uint32_t c = text_next(words, &at);
        if (c != WORD_JOINER)
            text_add_char(&b, c == NO_BREAK_SPACE || c == NARROW_BLANK ? ' ' : c);
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

/* ---- charts and tables ---- */

/* Figures in words that stand with a chart or table. */
static void add_words(const struct finder *f, const struct inlines *words, struct whereabout_places *places)
{
    for (size_t i = 0; i < words->count; i++)
        if (words->items[i].kind == INLINE_FIGURE) {
            const struct placeholder *placeholder = &f->layout->placeholders[words->items[i].index];
            ARENA_PUSH(f->keep, places, ledger_line_of(&f->layout->source, placeholder->at, f->keep));
        }
}

static void add(const struct finder *f, const struct doc_node *node)
{
    const struct figure_block *figure = node->number.len ? layout_find_figure(f->layout, node->id) : NULL;
    size_t page = 0;
    if (!figure || (f->pages && !pages_find(f->pages, node->id, &page)))
        return;
    struct whereabout whereabout = {.id = figure->id,
                                    .name = whereabouts_plain(node->number, f->keep),
                                    .title = whereabouts_plain(node->table->title, f->keep),
                                    .page = page + 1};
    ARENA_PUSH(f->keep, &whereabout.places, ledger_place_of(&f->layout->source, figure, f->keep));
    add_words(f, &figure->title, &whereabout.places);
    add_words(f, &figure->note, &whereabout.places);
    ARENA_PUSH(f->keep, f->found, whereabout);
}

static void add_numbered(const struct finder *f, const struct document *document)
{
    struct walk walk = walk_of(f->keep, document);
    struct walk_step step;
    while (walk_next(&walk, &step))
        if (!step.leaves && (step.node->kind == NODE_CHART || step.node->kind == NODE_TABLE))
            add(f, step.node);
}

/* ---- the prose ---- */

/* A figure in it, and how many signs of its paragraph stand before it. */
struct trail {
    bool is_printed, is_found;
    size_t paragraph, signs;
};

struct tracker {
    struct finder finder;
    struct trail *trails; /* by placeholder */
    size_t *passed;       /* by paragraph: signs on the pages so far */
};

/* Whatever blanks and joints lines leave out or put in, the signs are the same. */
static size_t signs_of(struct text words)
{
    enum { NO_BREAK_SPACE = 0xA0, SOFT_HYPHEN = 0xAD, GENERAL_FIRST = 0x2000, GENERAL_LAST = 0x200D, NARROW_BLANK = 0x202F,
           WORD_JOINER = 0x2060 };
    size_t signs = 0;
    for (size_t at = 0; at < words.len;) {
        const uint32_t c = text_next(words, &at);
        signs += c > ' ' && c != NO_BREAK_SPACE && c != SOFT_HYPHEN && !(c >= GENERAL_FIRST && c <= GENERAL_LAST) &&
                 c != NARROW_BLANK && c != WORD_JOINER;
    }
    return signs;
}

static void read_spans(const struct tracker *t, const struct doc_spans *spans)
{
    size_t signs = 0;
    for (size_t i = 0; i < spans->count; i++) {
        const struct doc_span *span = &spans->items[i];
        struct waymark mark;
        if (waymarks_read(span->language, &mark) && span->text.len)
            t->trails[mark.placeholder] = (struct trail){.is_printed = true, .paragraph = mark.paragraph, .signs = signs};
        signs += signs_of(span->text);
    }
}

static void read_node(const struct tracker *t, const struct doc_node *node)
{
    read_spans(t, &node->spans);
    for (size_t i = 0; node->kind == NODE_TABLE && i < node->table->row_count * node->table->column_count; i++)
        read_spans(t, &node->table->cells[i].spans);
}

static void read_prose(const struct tracker *t, const struct document *document)
{
    struct walk walk = walk_of(t->finder.keep, document);
    struct walk_step step;
    while (walk_next(&walk, &step))
        if (!step.leaves)
            read_node(t, step.node);
    for (size_t i = 0; i < document->note_count; i++)
        read_spans(t, &document->notes[i].spans);
}

/* The words that a mark sets, if they are of a paragraph with figures. */
static bool read_words(const struct mark *mark, struct waymark *ret_mark, struct text *ret_words)
{
    if ((mark->kind != MARK_LINE && mark->kind != MARK_PART) || !mark->tag || !waymarks_read(mark->tag->language, ret_mark))
        return false;
    const struct text_line *line = mark->line;
    *ret_words = mark->kind == MARK_LINE ? text_slice(line->layout->text, line->from, line->from + line->len)
                                         : text_slice(line->layout->text, mark->from, mark->to);
    return true;
}

/* Figures that stand before what has been passed of their paragraph, and on no page yet. */
static void add_passed(const struct tracker *t, size_t paragraph, struct whereabout_page *page)
{
    const struct layout *layout = t->finder.layout;
    for (size_t i = 0; i < layout->placeholder_count; i++) {
        struct trail *trail = &t->trails[i];
        if (!trail->is_printed || trail->is_found || trail->paragraph != paragraph || trail->signs >= t->passed[paragraph])
            continue;
        trail->is_found = true;
        ARENA_PUSH(t->finder.keep, page, &layout->placeholders[i]);
    }
}

static void add_page(const struct tracker *t, size_t number)
{
    const struct page *page = &t->finder.pages->items[number];
    struct whereabout_page found = {.page = number + 1};
    for (size_t i = 0; i < page->mark_count; i++) {
        struct waymark mark;
        struct text words;
        if (!read_words(&page->marks[i], &mark, &words))
            continue;
        t->passed[mark.paragraph] += signs_of(words);
        add_passed(t, mark.paragraph, &found);
    }
    if (found.count)
        ARENA_PUSH(t->finder.keep, &t->finder.found->prose, found);
}

/* ---- all ---- */

void whereabouts_number(const struct document *document, const struct layout *layout, struct arena *keep,
                        struct whereabouts *whereabouts)
{
    const struct finder finder = {layout, NULL, keep, whereabouts};
    add_numbered(&finder, document);
}

bool whereabouts_find(const struct whereabouts_of *of, const struct typeface *typeface, struct arena *keep,
                      struct whereabouts *whereabouts, struct error *err)
{
    struct pages *pages = pages_new(of->by_paragraph, typeface, err);
    if (!pages)
        return false;
    const struct tracker tracker = {{of->layout, pages, keep, whereabouts},
                                    ARENA_ARRAY(keep, struct trail, of->layout->placeholder_count),
                                    ARENA_ARRAY(keep, size_t, of->layout->placeholder_count)};
    whereabouts->layout = of->layout;
    add_numbered(&tracker.finder, of->by_paragraph);
    read_prose(&tracker, of->by_figure);
    for (size_t i = 0; i < pages->count; i++)
        add_page(&tracker, i);
    pages_free(pages);
    return true;
}
