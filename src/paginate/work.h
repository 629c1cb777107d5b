/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the steps of pagination hand on to each other: first the document is composed into blocks, then blocks fill
 * sheets, then sheets are drawn as pages. All of it is given up when the pages are drawn; what they keep, and tags, titles
 * and numbers with them, lives in the arena of the pages. */
#ifndef PAGINATE_WORK_H
#define PAGINATE_WORK_H

#include "base/memory.h"
#include "base/names.h"
#include "paginate/pages.h"
#include "paginate/piece.h"
#include "paginate/style.h"

struct prose;

/* A box or a quotation: what stands in it is indented, padded and drawn upon something. */
struct frame {
    const struct frame *outer; /* or NULL */
    double left_pt, right_pt;  /* its own edges, counted inwards from the column's */
    double pad_pt;             /* above and below what stands in it */
    bool filled, bar;          /* a background; a bar along the left edge */
};

enum block_kind {
    BLOCK_TEXT,   /* pieces are lines; may be parted between any two pairs of them */
    BLOCK_TABLE,  /* pieces are caption lines, heading row, rows, notes */
    BLOCK_FIGURE, /* one piece, which following text may overtake to fill a page */
    BLOCK_NEWPAGE,
};

/* What stands to the left of a block's first line: a bullet, the number of a heading. */
struct label {
    const struct text_line *line; /* NULL: none */
    const struct tag *tag;
    double x_pt;           /* negative: from the text's left edge */
    double y_pt;           /* its baseline, from the block's upper edge */
    bool ends_paragraph;
};

struct block {
    enum block_kind kind;
    const struct frame *frame;  /* or NULL */
    double left_pt, width_pt;   /* indent from the column's left edge; room for it */
    double before_pt, after_pt;
    bool keep_with_next;
    bool is_heading;
    bool stays_whole;           /* text that is not parted, short as it is: an address */
    size_t keep_first, keep_last; /* pieces at either end that are not parted */
    struct piece_list pieces;
    const struct piece *repeated; /* heading row, again at the head of each further page; or NULL */
    const struct piece *again;    /* above a block of columns that begins a page; or NULL */
    size_t repeated_from;         /* pieces before it and itself: not to be preceded by the repetition */
    struct prose *prose;          /* running text, which can be laid again in another measure; or NULL */
    struct label label;
    bool floats;                  /* figure: following text may overtake it */
    bool continues_row;           /* figure: narrow, and left over by the row of figures right before it */
    bool stands_beside;           /* figure: text may run beside it */
    enum node_side side;
    double aside_pt;              /* what it then takes of the column, from that side on */
    double text_from_pt;          /* where that text begins, from its upper edge: below the other figures of its row */
    LIST_OF(struct goal) anchors; /* what is found where the block begins */
};

struct heading {
    size_t level;      /* 1 to 4: one below the heading that it stands below */
    struct text title; /* number and words */
    const struct doc_node *node;
};

struct footnote {
    bool is_referred_to;
    bool is_composed;
    struct piece_list lines;
};

/* Something that stands on a sheet. */
struct placed {
    const struct block *block;  /* NULL: a footnote's line */
    const struct piece *piece;
    size_t footnote;            /* its number, where this is its first line; else 0 */
    bool is_first;              /* the first piece of its block */
    bool is_repeated;           /* not read aloud */
    double x_pt, y_pt;          /* on the paper */
    double white_pt;            /* between the blocks above it, all together */
};

struct sheet {
    LIST_OF(struct placed) placed;
    double notes_top_pt;        /* where the footnotes begin; 0: there are none */
};

struct work {
    struct pages *pages;
    const struct document *document;
    const struct typeface *typeface;
    struct arena *arena;              /* of the work, not of the pages */
    const char *language;
    struct names *ids;                /* ids of the document's nodes */
    LIST_OF(struct heading) headings; /* all of them, before anything is composed */
    LIST_OF(struct block *) blocks;
    struct footnote *footnotes;       /* document->note_count */
    LIST_OF(size_t) notes_due;        /* numbers of notes referred to but not yet composed */
    LIST_OF(struct sheet) sheets;
    const struct tag *mark_tag;       /* what every page is marked with is read aloud once, before the title; NULL: no mark */
};

/* One line of text in that style, as wide as it comes. */
const struct text_line *work_line(struct work *work, enum style_name style, struct text text);

/* A new block at the end. */
struct block *work_add_block(struct work *work, enum block_kind kind);

#endif
