/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages: where everything of a document stands, and what it is (its tag), so that a renderer only has to draw.
 * Lengths in points, y down from the top edge of the paper. */
#ifndef PAGINATE_PAGES_H
#define PAGINATE_PAGES_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "canvas/canvas.h"
#include "chart/chart.h"
#include "document/document.h"

/* ---- the logical structure (PDF structure types, ISO 32000-1 section 14.8.4) ---- */

enum tag_role {
    TAG_DOCUMENT, TAG_SECTION, TAG_TITLE_BLOCK /* Div */, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_PARAGRAPH,
    TAG_LIST, TAG_ITEM, TAG_ITEM_LABEL, TAG_ITEM_BODY, TAG_QUOTE, TAG_BOX /* Div */,
    TAG_CONTENTS /* TOC */, TAG_CONTENTS_ITEM, TAG_REFERENCE, TAG_LINK, TAG_NOTE, TAG_SPAN,
    TAG_TABLE, TAG_ROW, TAG_HEADER_CELL, TAG_CELL, TAG_CAPTION, TAG_FIGURE, TAG_ROLES
};

enum tag_scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW, SCOPE_BOTH };

struct tag {
    enum tag_role role;
    enum tag_scope scope;  /* header cells */
    struct text alt;       /* figures: alternative text */
    struct text id;        /* notes: unique id; else empty */
    struct text language;  /* where it differs from the document's; else empty */
    struct text actual;    /* replacement text where the glyphs do not say it; mostly empty */
    struct tag *parent, *first_child, *last_child, *next; /* children in reading order */
    size_t number;         /* order of creation, from 0: an index for renderers' own arrays */
};

/* ---- what stands on a page ---- */

enum mark_kind {
    MARK_LINE,  /* a line of text: `line`, its left end at (x, y = baseline) */
    MARK_PART,  /* some runs of a line: as MARK_LINE, but only bytes from..to of the layout's text (a link in a line) */
    MARK_PATH,  /* a rule, a rectangle: `path`, `paint`, absolute coordinates */
    MARK_CHART, /* `chart` as in `sketch`, with its corner at (x, y) */
};

struct mark {
    enum mark_kind kind;
    bool ends_paragraph;   /* of lines: false where the next line of the same tag continues the sentence, so that a
                              renderer writes the space which is left out at a line's end */
    const struct tag *tag; /* NULL: an artifact (running head, rule, background), not read aloud */
    double x_pt, y_pt, width_pt;
    union {
        struct { /* MARK_LINE, MARK_PART */
            const struct text_line *line;
            size_t from, to; /* MARK_PART: bytes of the layout's text */
        };
        struct { /* MARK_PATH */
            const struct path *path;
            struct paint paint;
        };
        struct { /* MARK_CHART */
            const struct chart *chart;
            const struct sketch *sketch;
        };
    };
};

/* Where a link leads: an address, or a place in the document. */
struct destination {
    size_t page; /* from 0 */
    double y_pt;
};

struct link_area {
    double x_pt, y_pt, width_pt, height_pt;
    const struct tag *tag;        /* a TAG_LINK */
    struct text address;          /* empty: leads to `destination` */
    struct destination destination;
    struct text description;      /* for screen readers (PDF /Contents) */
};

struct page {
    struct mark *marks; /* in drawing order */
    size_t mark_count, mark_capacity;
    struct link_area *links;
    size_t link_count, link_capacity;
};

struct outline_entry {
    size_t level; /* from 1; never jumps by more than one downwards */
    struct text title;
    struct destination destination;
};

/* Where what has an id begins: a heading, a chart, a table. */
struct page_found {
    struct text id;
    size_t page; /* from 0 */
};

struct pages {
    const struct document *document;
    const struct typeface *typeface;
    double width_pt, height_pt; /* A4: 595.276 by 841.89 */
    struct page *items;
    size_t count, capacity;
    struct tag *root; /* TAG_DOCUMENT */
    size_t tag_count;
    struct outline_entry *outline;
    size_t outline_count, outline_capacity;
    struct {
        struct page_found *items;
        size_t count, capacity;
    } found; /* see pages_find() */
    struct {
        const struct doc_table **items;
        size_t count, capacity;
    } parted; /* tables whose columns do not fit beside each other, in the order of the document */
    struct {
        const struct chart **items;
        size_t count, capacity;
    } tabled; /* charts that are too high for a page, or show nothing, and have their table in their place; in that order, too */
    struct arena *arena; /* owns everything above */
};

/* Breaks the document into A4 pages. The document and the typeface must outlive the pages. */
struct pages *pages_new(const struct document *document, const struct typeface *typeface, struct error *err);
void pages_free(struct pages *pages);

/* How wide a chart is drawn on pages, in no box and at no lesser width because it would be too high. */
double pages_chart_width_pt(const struct doc_node *node);

/* The page, from 0, where the heading, chart or table of that id begins; false if it is on none. */
bool pages_find(const struct pages *pages, struct text id, size_t *ret_page);

#endif
