/* SPDX-License-Identifier: GPL-3.0-or-later
 * Data files of one figure: tidy rows, one for each cell of the table's body, with SDMX status codes. A hidden cell has
 * a row like any other, without a value. */
#ifndef RENDER_DATA_DATA_H
#define RENDER_DATA_DATA_H

#include "base/text.h"
#include "document/document.h"

/* RFC 4180: UTF-8 without byte order mark, CRLF, quotes where needed. Header:
 * edition,table,measure,period,where,row_variable,row_code,row,column_variable,column_code,column,unit,value,obs_status,conf_status
 * (figures.h). The period is the row's where rows are steps of time.
 * Counts and whole per cents are plain digits; texts that a spreadsheet would run as a formula get an apostrophe. */
void data_csv(const struct doc_table *table, const struct document *document, struct text_builder *out);

/* The same rows as Excel reads them where the comma is the decimal sign, as in Finland, when the file is opened with a double
 * click: a semicolon between fields, and a byte order mark, without which it takes UTF-8 for Windows-1252. All values are
 * whole numbers, so none has a decimal comma; dates are those of ISO 8601, which Excel takes for dates in any country and
 * shows in its user's own way. */
void data_excel_csv(const struct doc_table *table, const struct document *document, struct text_builder *out);

/* Every number that the document tells, by its codes, in the same form. Header:
 * edition,measure,period,selection,kind,unit,value,obs_status,conf_status,audience. The kind is "count"; "le" (at most) of what
 * a ranking leaves out; "categories" of a number of them, whose unit is the variable. */
void data_inventory_csv(const struct document *document, struct text_builder *out);

/* RFC 8259, UTF-8, one object with the table's title, language, unit and notes, what it counts and the same observations; numbers are
 * numbers, a hidden value is null. It names its JSON Schema, which data_schema() writes (schema.h). */
void data_json(const struct doc_table *table, const struct document *document, struct text_builder *out);

#endif
