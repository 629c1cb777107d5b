/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts and tables with their captions and notes. */
#ifndef PAGINATE_FIGURE_H
#define PAGINATE_FIGURE_H

#include "chart/chart.h"
#include "paginate/table.h"
#include "paginate/work.h"

/* A figure in its parts, each a stack of pieces. */
struct figure {
    struct piece_list caption, body, note;
    bool is_table, ends_with_total; /* the total's row is none of those that stay together */
    struct table_heads heads; /* of a table: the body's pieces that are heading rows, the first of them 0 */
    struct text again; /* of a table, on further pages: "Table 3 (continued)"; may be empty */
    const struct sketch *sketch; /* of a chart; NULL: a table */
};

/* `width_pt` is the figure's own width. The tags become children of `parent`, and footnotes come after them. A chart
 * that fits on no page becomes a table of the same figures. */
struct figure figure_compose(struct work *work, const struct doc_node *node, struct tag *parent, double width_pt);

double figure_height_pt(const struct figure *figure);

/* Draws a chart as its neighbours ask for; the figure grows by as much. */
void figure_set_sketch(struct work *work, struct figure *figure, const struct sketch *sketch);

/* All of it in one piece, with the body `body_pt` below the upper edge or as far as the caption needs. */
struct piece *figure_piece(struct work *work, const struct figure *figure, double body_pt);
double figure_caption_pt(const struct figure *figure);

/* A table has a part for each of its blocks of columns, in which its heading row may be repeated: the first has the caption, the
 * last the note. Anything else is one part. */
size_t figure_part_count(const struct figure *figure);
/* Puts that part, from 0, into `block`, which may then be parted between rows. */
void figure_part(struct work *work, const struct figure *figure, size_t part, struct block *block);

/* The share of the column's width that a node asks for, in sixths. */
unsigned figure_sixths(const struct doc_node *node);
/* That share of `column_pt`, where gutters part neighbours. */
double figure_width_pt(unsigned sixths, double column_pt);

#endif
