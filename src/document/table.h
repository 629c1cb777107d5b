/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a table of a document shows by itself, whoever draws it. */
#ifndef DOCUMENT_TABLE_H
#define DOCUMENT_TABLE_H

#include "document/document.h"

/* Whether the cell is a figure: a count, a share, what stands for a hidden one, or digits and signs alone. */
bool document_cell_is_figure(const struct doc_cell *cell);

/* Whether at least half of what stands below the heading of the column are figures. The headings of rows never are. */
bool document_column_is_figures(const struct doc_table *table, size_t column);

/* How a cell reads that is one number: "1 234,5 %". Parts of its text, one after another; all but the first may be empty. */
struct doc_reading {
    struct text whole;    /* what stands before the place where columns are aligned: "1 234" */
    struct text fraction; /* with its decimal mark: ",5" */
    struct text unit;     /* with its blank: " %" */
};

/* `decimal` is the language's mark. What stands for a number is a whole: a dash, the symbol of what is hidden. False: the cell has
 * words or several numbers ("25 (29 %)", "40–60", "31.12."). */
bool document_read_cell(const struct doc_cell *cell, struct text decimal, struct doc_reading *ret_reading);

#endif
