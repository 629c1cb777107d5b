/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages are laid out, asked, and given up. */
#include "cli/whereabouts.h"

#include "cli/ledger.h"
#include "paginate/pages.h"
#include "paginate/walk.h"

struct finder {
    const struct layout *layout;
    const struct pages *pages;
    struct arena *keep;
    struct whereabouts *found;
};

/* Blanks that no line ends at, and joints of words, are for pages. */
static struct text plain(const struct finder *f, struct text words)
{
    enum { NO_BREAK_SPACE = 0xA0, NARROW_BLANK = 0x202F, WORD_JOINER = 0x2060 };
    struct text_builder b = {0};
    for (size_t at = 0; at < words.len;) {
        const uint32_t c = text_next(words, &at);
        if (c != WORD_JOINER)
            text_add_char(&b, c == NO_BREAK_SPACE || c == NARROW_BLANK ? ' ' : c);
    }
    const struct text result = text_copy(f->keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

static void add(const struct finder *f, const struct doc_node *node)
{
    const struct figure_block *figure = node->number.len ? layout_find_figure(f->layout, node->id) : NULL;
    size_t page;
    if (!figure || !pages_find(f->pages, node->id, &page))
        return;
    const struct whereabout whereabout = {.id = figure->id,
                                          .place = ledger_place_of(&f->layout->source, figure, f->keep),
                                          .name = plain(f, node->number),
                                          .title = plain(f, node->table->title),
                                          .page = page + 1};
    ARENA_PUSH(f->keep, f->found, whereabout);
}

bool whereabouts_find(const struct document *document, const struct layout *layout, const struct typeface *typeface,
                      struct arena *keep, struct whereabouts *whereabouts, struct error *err)
{
    struct pages *pages = pages_new(document, typeface, err);
    if (!pages)
        return false;
    const struct finder finder = {layout, pages, keep, whereabouts};
    struct walk walk = walk_of(keep, document);
    struct walk_step step;
    while (walk_next(&walk, &step))
        if (!step.leaves && (step.node->kind == NODE_CHART || step.node->kind == NODE_TABLE))
            add(&finder, step.node);
    pages_free(pages);
    return true;
}
