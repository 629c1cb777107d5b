/* SPDX-License-Identifier: GPL-3.0-or-later
 * A piece is what cannot be parted: a line of text, a row of a table, a figure. What it holds counts from the piece's
 * upper left corner, in points. Pieces live as long as the work on the pages, and never change once they are made. */
#ifndef PAGINATE_PIECE_H
#define PAGINATE_PIECE_H

#include "base/memory.h"
#include "paginate/pages.h"

/* A level rule. */
struct rule {
    double x_pt, y_pt, width_pt;
    double thickness_pt, dash_pt;
    uint32_t colour;
};

/* A place that can be linked to. */
enum goal_kind {
    GOAL_NONE,
    GOAL_ADDRESS,   /* text: outside the document */
    GOAL_NODE,      /* text: id of a heading or figure */
    GOAL_HEADING,   /* number: from 0, in document order */
    GOAL_NOTE,      /* number: of the footnote, from 1 */
    GOAL_REFERENCE, /* number: of the footnote that is first referred to here */
};

struct goal {
    enum goal_kind kind;
    struct text text;
    size_t number;
};

struct piece_link {
    double x_pt, y_pt, width_pt, height_pt;
    const struct tag *tag;
    struct goal goal;
    struct text description;
};

/* Where the page number of a heading goes, once it is known. */
struct page_slot {
    size_t heading;             /* from 0 */
    double left_pt, right_pt;   /* leader dots may begin at left_pt; the number ends at right_pt */
    double baseline_pt;
    const struct tag *tag;
};

struct piece {
    double height_pt;
    LIST_OF(struct mark) marks;
    LIST_OF(struct rule) rules;
    LIST_OF(struct piece_link) links;
    LIST_OF(size_t) notes;      /* numbers of the footnotes which have their first reference here */
    const struct page_slot *slot; /* NULL but in the table of contents */
    /* lines of text: so that a paragraph can be laid again from here */
    double measure_pt;
    size_t from;                /* bytes of the paragraph before this line */
};

struct piece_list {
    struct piece **items;
    size_t count, capacity;
};

/* Room for `marks` marks is made at once; there may be more. */
struct piece *piece_new(struct arena *keep, double height_pt, size_t marks);

/* A line of text with its left end at x and its baseline at y. Returns the width of the line. */
struct text_place {
    double x_pt, y_pt;
    const struct tag *tag;
    bool ends_paragraph;
};
double piece_add_line(struct arena *keep, struct piece *piece, const struct text_line *line, const struct text_place *place);

/* Copies all that `part` holds into `whole`, moved by (x, y). The height of `whole` stays as it is. */
void piece_join(struct arena *keep, struct piece *whole, const struct piece *part, double x_pt, double y_pt);

/* One above the other, with `list`'s pieces in their order. */
struct piece *piece_stacked(struct arena *keep, const struct piece_list *list);

#endif
