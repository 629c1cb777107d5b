/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages are laid out, asked, and given up. */
#include "cli/whereabouts.h"

#include "cli/ledger_places.h"
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

static struct text place_of_claim(const struct finder *f, const struct claim *claim)
{
    return claim->is_condition ? ledger_condition_of(&f->layout->source, &claim->statement, f->keep)
                               : ledger_claim_of(&f->layout->source, &claim->statement, f->keep);
}

/* What is said of figures in words that stand with a chart or table. */
static void add_words(const struct finder *f, const struct inlines *words, struct whereabout_places *places)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct inline_item *item = &words->items[i];
        if (item->kind == INLINE_FIGURE)
            ARENA_PUSH(f->keep, places, ledger_line_of(&f->layout->source, f->layout->placeholders[item->index].at, f->keep));
        else if (item->kind == INLINE_CLAIM_OPEN)
            ARENA_PUSH(f->keep, places, place_of_claim(f, &f->layout->claims[item->index]));
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

/* ---- on pages ---- */

/* What is said in a paragraph because of figures: from how many of its signs, and up to how many. */
struct trail {
    size_t mention, paragraph, from, to;
};

struct tracker {
    struct finder finder;
    const struct waymarks *marks;
    LIST_OF(struct trail) trails;
    size_t *passed; /* by paragraph: signs on the pages so far */
};

static void add_mention(const struct tracker *t, size_t page, size_t number)
{
    struct whereabout_page *on = &t->finder.found->pages[page];
    const struct mention *mention = &t->marks->mentions.items[number];
    for (size_t i = 0; i < on->count; i++)
        if (on->items[i] == mention)
            return;
    ARENA_PUSH(t->finder.keep, on, mention);
}

/* Charts and tables that are there because of figures. */
static void add_charts(const struct tracker *t)
{
    for (size_t i = 0; i < t->marks->charts.count; i++) {
        struct text mentions = t->marks->charts.items[i].mentions;
        size_t page, mention;
        if (pages_find(t->finder.pages, t->marks->charts.items[i].id, &page))
            while (waymarks_next(&mentions, &mention))
                add_mention(t, page, mention);
    }
}

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

/* Words of one mention may be several spans. */
static void add_trail(struct tracker *t, struct trail trail)
{
    for (size_t i = t->trails.count; i-- > 0 && t->trails.items[i].paragraph == trail.paragraph;)
        if (t->trails.items[i].mention == trail.mention) {
            t->trails.items[i].to = trail.to;
            return;
        }
    ARENA_PUSH(t->finder.keep, &t->trails, trail);
}

static void read_spans(struct tracker *t, const struct doc_spans *spans)
{
    size_t signs = 0;
    for (size_t i = 0; i < spans->count; i++) {
        const struct doc_span *span = &spans->items[i];
        const size_t more = signs_of(span->text);
        struct trail trail = {.from = signs, .to = signs + more};
        struct text mentions;
        if (more && waymarks_read(span->language, &trail.paragraph, &mentions))
            while (waymarks_next(&mentions, &trail.mention))
                add_trail(t, trail);
        signs += more;
    }
}

static void read_node(struct tracker *t, const struct doc_node *node)
{
    read_spans(t, &node->spans);
    for (size_t i = 0; node->kind == NODE_TABLE && i < node->table->row_count * node->table->column_count; i++)
        read_spans(t, &node->table->cells[i].spans);
}

static void read_prose(struct tracker *t, const struct document *document)
{
    struct walk walk = walk_of(t->finder.keep, document);
    struct walk_step step;
    while (walk_next(&walk, &step))
        if (!step.leaves)
            read_node(t, step.node);
    for (size_t i = 0; i < document->note_count; i++)
        read_spans(t, &document->notes[i].spans);
}

/* The words that a mark sets, if they are of a marked paragraph. */
static bool read_words(const struct mark *mark, size_t *ret_paragraph, struct text *ret_words)
{
    struct text none;
    if ((mark->kind != MARK_LINE && mark->kind != MARK_PART) || !mark->tag || !waymarks_read(mark->tag->language, ret_paragraph, &none))
        return false;
    const struct text_line *line = mark->line;
    *ret_words = mark->kind == MARK_LINE ? text_slice(line->layout->text, line->from, line->from + line->len)
                                         : text_slice(line->layout->text, mark->from, mark->to);
    return true;
}

static void read_page(const struct tracker *t, size_t number)
{
    const struct page *page = &t->finder.pages->items[number];
    for (size_t i = 0; i < page->mark_count; i++) {
        size_t paragraph;
        struct text words;
        if (!read_words(&page->marks[i], &paragraph, &words))
            continue;
        const size_t from = t->passed[paragraph], to = from + signs_of(words);
        for (size_t k = 0; k < t->trails.count; k++) {
            const struct trail *trail = &t->trails.items[k];
            if (trail->paragraph == paragraph && trail->from < to && trail->to > from)
                add_mention(t, number, trail->mention);
        }
        t->passed[paragraph] = to;
    }
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
    struct tracker tracker = {.finder = {of->layout, pages, keep, whereabouts},
                              .marks = of->marks,
                              .passed = ARENA_ARRAY(keep, size_t, of->marks->paragraphs)};
    whereabouts->layout = of->layout;
    whereabouts->marks = of->marks;
    whereabouts->pages = ARENA_ARRAY(keep, struct whereabout_page, pages->count);
    whereabouts->page_count = pages->count;
    add_numbered(&tracker.finder, of->by_paragraph);
    read_prose(&tracker, of->by_mention);
    for (size_t i = 0; i < pages->count; i++)
        read_page(&tracker, i);
    add_charts(&tracker);
    pages_free(pages);
    return true;
}
