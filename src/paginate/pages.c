/* SPDX-License-Identifier: GPL-3.0-or-later
 * The order of work: survey, compose, flow, draw. */
#include "paginate/pages.h"

#include <stdlib.h>

#include "paginate/compose.h"
#include "paginate/draw.h"
#include "paginate/figure.h"
#include "paginate/flow.h"
#include "paginate/style.h"
#include "paginate/tags.h"
#include "paginate/walk.h"
#include "paginate/work.h"

static bool notes_exist(const struct document *document, const struct doc_spans *spans, struct error *err)
{
    for (size_t i = 0; i < spans->count; i++) {
        const struct doc_span *span = &spans->items[i];
        if (span->kind == SPAN_NOTE && (span->number < 1 || span->number > document->note_count))
            return error_set(err, ERROR_INPUT, "the report refers to footnote %zu, but has %zu footnotes", span->number,
                             document->note_count);
    }
    return true;
}

/* Every reference to a footnote must have its footnote. */
static bool references_hold(const struct document *document, struct arena *scratch, struct error *err)
{
    struct walk walk = walk_of(scratch, document);
    struct walk_step step;
    while (walk_next(&walk, &step))
        if (!step.leaves && (!notes_exist(document, &step.node->spans, err) ||
                             !notes_exist(document, &step.node->note, err)))
            return false;
    for (size_t i = 0; i < document->note_count; i++)
        if (!notes_exist(document, &document->notes[i].spans, err))
            return false;
    return true;
}

static struct pages *new_pages(const struct document *document, const struct typeface *typeface)
{
    struct arena *arena = arena_new();
    struct pages *pages = ARENA_NEW(arena, struct pages);
    *pages = (struct pages){.document = document, .typeface = typeface, .width_pt = PAPER_WIDTH_PT,
                            .height_pt = PAPER_HEIGHT_PT, .arena = arena};
    pages->root = tags_add(pages, NULL, TAG_DOCUMENT);
    return pages;
}

struct pages *pages_new(const struct document *document, const struct typeface *typeface, struct error *err)
{
    struct pages *pages = new_pages(document, typeface);
    if (!references_hold(document, pages->arena, err)) {
        pages_free(pages);
        return NULL;
    }
    struct work work = {.pages = pages, .document = document, .typeface = typeface, .arena = arena_new(),
                        .language = text_to_c(pages->arena, document->language), .ids = names_new()};
    work.footnotes = ARENA_ARRAY(work.arena, struct footnote, document->note_count);
    compose_survey(&work);
    compose_blocks(&work);
    flow_run(&work);
    draw_pages(&work);
    names_free(work.ids);
    arena_free(work.arena);
    return pages;
}

bool pages_find(const struct pages *pages, struct text id, size_t *ret_page)
{
    for (size_t i = 0; i < pages->found.count; i++)
        if (text_equal(pages->found.items[i].id, id)) {
            *ret_page = pages->found.items[i].page;
            return true;
        }
    return false;
}

double pages_chart_width_pt(const struct doc_node *node)
{
    return figure_width_pt(figure_sixths(node), COLUMN_WIDTH_PT);
}

void pages_free(struct pages *pages)
{
    if (!pages)
        return;
    arena_free(pages->arena);
}
