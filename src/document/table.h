/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a table of a document shows by itself, whoever draws it. */
#ifndef DOCUMENT_TABLE_H
#define DOCUMENT_TABLE_H

#include "document/document.h"

/* Whether the cell counts as a figure: the drawing decides what does. */
typedef bool document_cell_test(const struct doc_cell *cell);

/* Whether at least half of what stands below the heading of the column are figures. The headings of rows never are. */
bool document_column_is_figures(const struct doc_table *table, size_t column, document_cell_test *is_figure);

#endif
