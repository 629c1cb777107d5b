/* SPDX-License-Identifier: GPL-3.0-or-later
 * A layout: the report as its authors wrote it, parsed and checked against the code book. It holds requests for figures
 * and statements about them, and sees no number. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "base/error.h"
#include "layout/expression.h"

/* ---- inline text: a flat sequence ---- */

enum inline_kind {
    INLINE_TEXT,
    INLINE_BREAK,
    INLINE_FIGURE,      /* layout.placeholders[index] */
    INLINE_CLAIM_OPEN,  /* layout.claims[index] begins */
    INLINE_CLAIM_CLOSE,
    INLINE_NOTE,        /* reference to layout.notes[index] */
};

struct inline_item {
    enum inline_kind kind;
    struct text text;
    struct text target; /* of a link: the address; empty outside links */
    struct text language; /* BCP 47, of words in another one than the layout's; else empty */
    bool strong, emphasis;
    size_t index;
};

struct inlines {
    struct inline_item *items;
    size_t count, capacity;
};

/* ---- blocks ---- */

enum block_kind {
    BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_LIST, BLOCK_ITEM, BLOCK_QUOTE, BLOCK_BOX, BLOCK_CONTACTS,
    BLOCK_WHEN, BLOCK_CONTENTS, BLOCK_NEWPAGE, BLOCK_REVISIONS, BLOCK_FIGURE, BLOCK_TABLE,
};

enum figure_form { FORM_PIE, FORM_BARS, FORM_COLUMNS, FORM_LINE, FORM_TABLE, FORMS };
enum figure_width { FIGURE_FULL, FIGURE_HALF, FIGURE_THIRD, FIGURE_TWO_THIRDS };
enum figure_side { FIGURE_NO_SIDE, FIGURE_LEFT, FIGURE_RIGHT };
enum figure_order { ORDER_CODEBOOK, ORDER_LARGEST, ORDER_SMALLEST, ORDER_TIME };

/* "0..100 step 20". */
struct figure_axis {
    int64_t from, to; /* equal: there is none, and the drawing chooses */
    int64_t step;     /* 0: the drawing chooses */
};

/* A block `::: pie gender`: what it shows and how. */
struct figure_block {
    enum figure_form form;
    struct text id, at;
    struct shown shown;
    struct inlines title, note, alt;
    bool has_alt;
    bool label_count, label_percent;
    bool label_name;         /* of the series, where there are several */
    enum figure_order order;
    enum figure_width width;
    enum figure_side side;
    int stack;               /* place of the stacked dimension in shown.dimensions, or NO_INDEX */
    bool base_is_stated;     /* percentages are of those stated, where that sum is shown */
    size_t stated_use;       /* USE_SUM of everything but not_stated in the first dimension; valid if base_is_stated */
    size_t total_use;        /* USE_SUM of the whole; valid without a breakdown by time */
    bool totals;             /* table: with a total row (and column) */
    int64_t top;             /* only so many of the largest rows, the others as one called `rest`; 0: all of them */
    struct text rest;
    struct figure_axis axis; /* of counts */
    bool of_shares;          /* columns: each pile is a whole of a hundred per cent */
    bool no_sheet;           /* not in the workbook */
    struct text sheet;       /* its name there; empty: the id */
    struct text category_label; /* "{label} ({n}, {percent})"; empty: the label */
};

enum table_alignment { ALIGNMENT_NONE, ALIGNMENT_LEFT, ALIGNMENT_CENTRE, ALIGNMENT_RIGHT };

/* A pipe table in the prose. Row 0 is its heading. */
struct table_block {
    size_t row_count, column_count;
    struct inlines *cells;              /* row by row */
    enum table_alignment *alignment;    /* one for each column */
};

struct block {
    enum block_kind kind;
    struct text id;
    size_t level;
    uint32_t line; /* of a heading */
    bool plain;   /* heading without a number */
    bool ordered; /* list */
    struct inlines inlines;
    struct block **children;
    size_t child_count, child_capacity;
    struct block **otherwise;
    size_t otherwise_count, otherwise_capacity;
    struct statement when;
    struct figure_block *figure;
    struct table_block *table;
};

struct claim {
    struct text words; /* as written, for messages */
    struct statement statement;
    bool is_condition; /* "{when: …}": the words are printed where it holds, and need not be true elsewhere */
    bool has_otherwise;
    struct text otherwise; /* plain words to print where the statement is not true */
};

struct layout {
    struct source source;
    const struct layout *master; /* that this one translates, or NULL */
    struct text report, language;
    struct inlines title, subtitle, series;
    struct text page_number; /* "{n} ({N})" */
    struct block *root;      /* children only */
    struct placeholder *placeholders;
    size_t placeholder_count, placeholder_capacity;
    struct claim *claims;
    size_t claim_count, claim_capacity;
    struct inlines *notes;
    size_t note_count, note_capacity;
    LIST_OF(struct text) typed_words; /* of the prose, views into the source: whoever knows the language finds numbers there */
    /* What was reported, so that a layout that is held against this one is not blamed for it: */
    bool lacks_figures; /* a figure in its words could not be read */
    bool lacks_blocks;  /* a chart or table has no kind that is known, no name, or another's */
};

/* What a layout is read with. */
struct layout_surroundings {
    const struct codebook *codebook;
    struct period period; /* of the edition */
    const struct layout *const *others; /* read before: one of them may be its master */
    size_t other_count;
    struct requests *requests;
    struct arena *keep;
    struct diagnostics *diagnostics;
    bool warns_of_periods; /* see struct expression_context */
};

/* Reads and checks a layout, also against the master that it may name; what it asks for is added to the requests.
 * Faults go to the diagnostics; the result is usable only if none of them is an error. False only if the file cannot be
 * read. */
bool layout_read(const char *path, const struct layout_surroundings *surroundings, const struct layout **ret_layout,
                 struct error *err);

/* The chart or table of that name, or NULL. */
const struct figure_block *layout_find_figure(const struct layout *layout, struct text id);

/* Whether a condition of the layout speaks of that audience's policy. */
bool layout_names_audience(const struct layout *layout, int policy);

/* The conditions that code-book checks state, parsed as layouts parse theirs. */
bool layout_statement(const struct codebook *codebook, struct period period, struct text that,
                      struct requests *requests, struct arena *keep, struct diagnostics *diagnostics,
                      struct statement *ret_statement);

#endif
