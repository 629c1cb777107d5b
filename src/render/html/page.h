/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the writers of a page's parts share. Ids of the page's own have a '-' in them, which no id of a layout has. */
#ifndef RENDER_HTML_PAGE_H
#define RENDER_HTML_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/names.h"
#include "render/html/drawing.h"
#include "render/html/html.h"

struct html_heading {
    const struct doc_node *node;
    size_t level;   /* 1-4, never more than one below the heading before */
    struct text id; /* never empty */
};

struct html_page {
    const struct html_input *in;
    struct text_builder *out;
    struct arena *arena;
    struct names *targets; /* ids of the document's nodes: what a cross-reference can lead to */
    struct names *given;   /* those that an element has */
    struct svg_glyphs *glyphs;
    LIST_OF(struct html_heading) headings; /* in document order */
    bool has_contents;     /* the author asked for them */
    bool is_in_cell;       /* of a table: now */
    size_t *references;    /* of each note: how many were written */
    size_t drawings, tables;
};

/* Finds the headings, and what can be led to. */
void html_survey(struct html_page *page);

/* ` id="…"`, where the node has one that no element before it has. */
void html_add_id(struct html_page *page, struct text id);

/* The words of a heading alone, on one line. */
struct text html_heading_words(const struct html_page *page, const struct html_heading *heading);

#endif
