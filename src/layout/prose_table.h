/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to layout/: pipe tables in the prose, an extension of Markdown by GitHub. */
#ifndef LAYOUT_PROSE_TABLE_H
#define LAYOUT_PROSE_TABLE_H

#include "layout/prose.h"

/* Makes a parser know pipe tables. */
void prose_attach_tables(cmark_parser *parser);
bool prose_is_table(cmark_node *node);

/* The cells of a table; a row with more or fewer cells than the heading is reported. */
struct table_block *prose_table(struct prose_reader *reader, cmark_node *table);

#endif
