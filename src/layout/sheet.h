/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sheets of the code book: tables that stand in the workbook and in no report. They ask for figures as layouts do. */
#ifndef LAYOUT_SHEET_H
#define LAYOUT_SHEET_H

#include "layout/layout.h"

/* A sheet, parsed. */
struct sheet_table {
    const struct sheet_block *block;
    struct figure_block figure; /* without words; its form is that of the chart, or FORM_TABLE */
};

/* Parses a block of the context's code book, whose source is the context's too, and adds what it asks for to the requests.
 * `layouts` must have no figure of its name. False after a diagnostic. */
bool sheet_parse(const struct expression_context *context, const struct sheet_block *block,
                 const struct layout *const *layouts, size_t layout_count, struct sheet_table *ret_sheet);

bool sheet_is_for(const struct sheet_table *sheet, struct text audience);

/* Whether the sheet prints what the use asks for. */
bool sheet_asks(const struct sheet_table *sheet, size_t use);

#endif
