/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables: columns as wide as what stands in them, figures right-aligned, hardly any rules. */
#ifndef PAGINATE_TABLE_H
#define PAGINATE_TABLE_H

#include "paginate/work.h"

/* The rows of a table as pieces. */
struct table_rows {
    struct piece_list pieces; /* the heading row is the first; a row of many lines may make several pieces */
    double width_pt;          /* of the table: at most what was given */
};

/* `tag` is the TAG_TABLE that the rows belong to. */
void table_compose(struct work *work, const struct doc_table *table, struct tag *tag, double width_pt,
                   struct table_rows *ret_rows);

#endif
