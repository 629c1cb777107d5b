/* SPDX-License-Identifier: GPL-3.0-or-later
 * The look ahead over the document. */
#include "render/html/page.h"

#include "document/depth.h"
#include "paginate/walk.h"
#include "render/html/escape.h"

static void survey_heading(struct html_page *page, const struct doc_node *node, struct heading_depths *depths)
{
    const size_t count = page->headings.count;
    const bool is_new = node->id.len && names_find(page->targets, node->id) == NAMES_NONE;
    const struct html_heading heading = {node, heading_depth(depths, node->level),
                                         is_new ? node->id : text_format(page->arena, "section-%zu", count + 1)};
    ARENA_PUSH(page->arena, &page->headings, heading);
}

void html_survey(struct html_page *page)
{
    struct walk walk = walk_of(page->arena, page->in->document);
    struct heading_depths depths = {.count = 0};
    struct walk_step step;
    while (walk_next(&walk, &step)) {
        if (step.leaves)
            continue;
        page->has_contents |= step.node->kind == NODE_CONTENTS;
        if (step.node->kind == NODE_HEADING)
            survey_heading(page, step.node, &depths);
        if (step.node->id.len)
            names_add(page->targets, step.node->id);
    }
}

void html_add_id(struct html_page *page, struct text id)
{
    if (!id.len || names_find(page->given, id) != NAMES_NONE)
        return;
    names_add(page->given, id);
    html_add_attribute(page->out, "id", id);
}

struct text html_heading_words(const struct html_page *page, const struct html_heading *heading)
{
    const struct doc_spans *spans = &heading->node->spans;
    struct text_builder b = {0};
    for (size_t i = 0; i < spans->count; i++)
        if (spans->items[i].kind != SPAN_NOTE)
            text_add(&b, spans->items[i].kind == SPAN_BREAK ? TEXT(" ") : spans->items[i].text);
    const struct text words = text_copy(page->arena, text_built(&b));
    text_builder_done(&b);
    return words;
}
