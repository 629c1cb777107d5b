/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to document/: what the binders of text, figures and the tree share. */
#ifndef DOCUMENT_BINDER_H
#define DOCUMENT_BINDER_H

#include "base/names.h"
#include "document/bind.h"

/* Where a node stands among others. */
struct doc_parent {
    struct doc_node ***children;
    size_t *count, *capacity;
};

/* The list of figures that were counted anew, until it is known which these are. */
struct revision_list {
    struct doc_parent parent;
    struct doc_node *node;
};

struct binder {
    const struct bind_inputs *in;
    struct arena *keep;
    struct diagnostics *diagnostics;
    struct document *document;
    size_t language;       /* index in the code book's languages */
    struct names *ids;     /* of headings and figures that are printed */
    LIST_OF(struct text) numbers; /* by id: "2.1", "3" */
    const struct source *figures_of; /* where the charts and tables stand that are being bound */
    size_t note_limit;     /* notes of the layout, and then one for each measure, should it be typed in */
    size_t *note_numbers;  /* by note: its number from 1, or 0 if it is not referred to yet */
    size_t *note_order;    /* notes in the order of their numbers */
    bool *typed_is_due;    /* by measure: a figure typed in was printed, and its source is not told yet */
    bool *is_after_break;  /* by use: a series has it, and its codes changed their meaning since the step before */
    LIST_OF(struct revision_list) revision_lists;
    bool quote_is_open;    /* in the text being bound */
    bool drops_blank;      /* at the beginning of what comes next in it */
    struct text_builder span_text; /* of its last span */
    bool in_table;         /* a table in the prose is being bound: hidden figures are the policy's symbol */
    bool symbol_is_used;   /* in it */
};

/* ---- values (value.c) ---- */

/* Of the audience that is bound for. */
const struct policy *bind_policy(const struct bind_inputs *in);

/* The use is told by what is being bound: it belongs into the inventory. Whoever takes numbers from the release says so. */
void touch_use(const struct bind_inputs *in, size_t use);
/* What a figure is worth: a number, if it may be told. */
struct cell figure_cell(const struct bind_inputs *in, const struct figure *figure);

/* Of a series, in units of 1 / scale, rounded half up. */
struct cell series_value(const struct bind_inputs *in, const struct figure *figure, int64_t scale);

/* ---- words (words.c) ---- */

/* The words of a placeholder; reports what cannot be printed. */
struct text placeholder_words(struct binder *binder, const struct placeholder *placeholder);
/* In the document's language. */
struct text publisher_words(const struct binder *binder);
struct text label_in(const struct binder *binder, const struct labels *labels);
struct text category_label(const struct binder *binder, int dimension, int category);

/* ---- inline text (text.c) ---- */

/* With a note for each figure typed in, at the end of its sentence. */
struct doc_spans bind_inlines(struct binder *binder, const struct inlines *inlines);
/* The same without styles and notes; the sources of figures typed in stay due. */
struct text bind_plain(struct binder *binder, const struct inlines *inlines);
/* Styled, and the sources stay due. */
struct doc_spans bind_spans(struct binder *binder, const struct inlines *inlines);
/* Takes one of the sources that are due: its measure. False if none is. */
bool take_typed(struct binder *binder, size_t *ret_measure);
/* "Children of clients. Source: count by hand (the office, 12 January 2015)." */
struct text typed_words(const struct binder *binder, size_t measure);

/* ---- addresses (address.c) ---- */

/* Makes links of the mail and web addresses that stand in the text. */
void link_addresses(struct binder *binder, struct doc_spans *spans);

/* ---- what no line may part (bond.c) ---- */

/* 'ä' is one, and so is all else that is no capital but in ASCII. */
bool is_small_letter(const struct binder *binder, uint32_t c);

/* Gives no-break spaces to dates, to numbers with what they count or what they are told with, and to dashes. */
void bond_spans(const struct binder *binder, struct doc_spans *spans);
/* The same for plain text, which must not be styled. */
struct text bond_text(const struct binder *binder, struct text text);

/* ---- claims (claim.c) ---- */

/* statement_figures(), of what the document is bound from. */
struct text claim_figures(const struct binder *binder, const struct statement *statement);

/* ---- figures (grid.c, figure.c) ---- */

/* The released cells of a figure block, with headings. */
struct grid {
    size_t row_count, column_count; /* without totals; a breakdown by one variable has one column */
    bool is_crossed;                /* the columns have headings */
    struct text *rows, *columns;    /* headings */
    struct text *row_codes, *column_codes; /* as tables have them; of columns that are not crossed, empty */
    bool *row_is_joined;
    struct cell *cells;             /* row by row */
    struct cell *row_totals, *column_totals;
    struct cell total;
    struct cell base;               /* of percentages; hidden where there are none */
    bool has_total;                 /* a breakdown by time has none */
    bool base_is_stated;            /* and row "not stated" is left out */
    bool *row_is_after_break;       /* NULL: none is. The rows are steps of time, and codes changed their meaning */
    struct text *unmarked;          /* then the headings of all rows without the mark */
    date_day *breaks;               /* the days, each once */
    size_t break_count;
};

struct grid grid_make(const struct binder *binder, const struct figure_block *figure);
/* "29 %", or the symbol for a hidden cell. */
struct text share_words(const struct binder *binder, struct cell cell, struct cell base);

/* What percentages in the row are of: of its pile, or of all. */
struct cell row_base(const struct figure_block *figure, const struct grid *grid, size_t row);
/* "25 (29 %)", "25", "29 %", or the symbol. */
struct text value_label(const struct binder *binder, const struct figure_block *figure, struct cell cell, struct cell base);

/* What its rows are: "Gender", "Month". */
struct text row_variable(const struct binder *binder, const struct figure_block *figure);
/* A cell as charts draw it: hidden, too, where shares of its pile may not be printed. */
struct cell drawn_cell(const struct binder *binder, const struct figure_block *figure, const struct grid *grid, size_t cell);
/* Whether the chart prints shares of what is shown of a row. */
bool row_has_shares(const struct binder *binder, const struct figure_block *figure, const struct grid *grid, size_t row);

/* A chart or table node; `number` is "Figure 3", empty for one that has none. */
struct doc_node *bind_figure(struct binder *binder, const struct figure_block *figure, struct text number);

/* ---- rounding (rounding.c) ---- */

/* Whether shares of one whole that the figure prints, all of them, do not add up to a hundred as they are printed. Says nothing
 * that these do not. */
bool shares_are_uneven(const struct binder *binder, const struct figure_block *figure, const struct grid *grid);

/* ---- alternative texts (alt.c) ---- */

/* Of a chart whose author has written none, by its title and released cells. Of a chart of many figures it names the largest and
 * the smallest ones, and the totals of piles, so that it has no more than 500 characters but for a long title. */
struct text bind_alt(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                     const struct chart *chart);

/* ---- tables in the prose (prose_table.c) ---- */

struct doc_node *bind_prose_table(struct binder *binder, const struct table_block *block);

/* ---- what the code book calls things (term.c) ---- */

/* Adds the measure that the use counts and the variables that it counts it by, or a part of; each once. */
void bind_terms(const struct binder *binder, size_t use, struct doc_terms *terms);
/* The same for all that a placeholder shows. */
void bind_terms_of(const struct binder *binder, const struct placeholder *placeholder, struct doc_terms *terms);

/* ---- all numbers by their codes (inventory.c) ---- */

/* The selection of a use as the inventory has it: "gender=women", "kind!=not_stated". `listed`: categories are never told by
 * those that are left out. */
struct text bind_selection(const struct binder *binder, const struct use *use, bool listed);

/* The same narrowed to parts (NULL: to none) as a table has them, always listed: alike for whatever is the same. */
struct text bind_part_selection(const struct binder *binder, const struct use *use, const struct release_part *const *parts);

/* The categories of which the table has no row or column at a place, though it could: none of them has a case. `empty` has
 * room for all; returns how many they are. */
int bind_empty_categories(const struct binder *binder, size_t use, size_t place, int *empty);

void bind_inventory(struct binder *binder);

/* ---- figures of earlier periods (earlier.c) ---- */

/* What earlier editions published of all that is asked of periods before the edition's; lives in `keep`. NULL: nothing. */
const struct earlier *earlier_find(struct binder *binder);

/* What is printed: of an earlier period what was published then, where everything that is asked of the measure in it was;
 * else what is counted now. As release_sum() and its like. */
struct cell sum_of(const struct bind_inputs *in, size_t use);
bool sum_may_be_zero(const struct bind_inputs *in, size_t use);
struct cell cell_of(const struct bind_inputs *in, size_t use, const int *parts);
bool cell_may_be_zero(const struct bind_inputs *in, size_t use, const int *parts);

/* What has been told of a chart or table: each once, however many cells are so. */
struct recounts {
    bool differ, differ_little, gone;
};

/* Tell at that place that a sum, or something in a table, was published as another number than is counted now, and where a
 * reader of both could learn something small by that. */
void warn_of_recount(const struct binder *binder, struct place place, size_t use);
void warn_of_recounts(const struct binder *binder, struct place place, size_t use, struct recounts *told);

/* ---- what has been counted anew (revision.c) ---- */

/* After the inventory. Lists of them are filled, or taken away where there are none. */
void bind_revisions(struct binder *binder);

/* ---- nodes (bind.c) ---- */

void bind_add(struct binder *binder, struct doc_parent parent, struct doc_node *node);

struct text text_clean(struct arena *keep, struct text_builder *b); /* copies and empties */

#endif
