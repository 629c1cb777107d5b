/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables: columns as wide as what stands in them, figures right-aligned, hardly any rules. A table too wide for its place has
 * its columns in blocks below each other, each with the row headings before it; it is read aloud as one, row by row. */
#ifndef PAGINATE_TABLE_H
#define PAGINATE_TABLE_H

#include "paginate/work.h"

/* The rows of a table as pieces. */
struct table_rows {
    struct piece_list pieces; /* a row of many lines may make several pieces */
    struct table_heads {
        size_t *items; /* the pieces that are heading rows, each of which begins a block: the first is 0 */
        size_t count, capacity;
    } heads;
};

/* `tag` is the TAG_TABLE that the rows belong to. A table in several blocks is added to the pages' `parted`. */
void table_compose(struct work *work, const struct doc_table *table, struct tag *tag, double width_pt,
                   struct table_rows *ret_rows);

#endif
