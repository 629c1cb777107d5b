/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names that must differ within a workbook or a table, upper and lower case being the same. */
#ifndef RENDER_XLSX_NAMES_H
#define RENDER_XLSX_NAMES_H

#include "base/memory.h"
#include "base/names.h"
#include "base/text.h"

enum { XLSX_SHEET_NAME_MAX = 31, XLSX_HEADING_MAX = 255, XLSX_TABLE_NAME_MAX = 255 };

/* A name for a sheet from any words: at most 31 units of UTF-16, without those a sheet's name cannot have, never like a cell
 * reference, and not in `taken`, where it is entered. */
struct text xlsx_sheet_name(struct text wanted, struct names *taken, struct arena *keep);

/* What a sheet is called by: the number, "Figure_3", by which tabs are told apart at once; without one as many whole words of
 * the title as a sheet's name has room for, without signs and without what stands in brackets: "Clients by gender (85 clients)"
 * is "Clients_by_gender". Figures in it are never cut, and no short word ends a name that is. Empty where neither has a word. */
struct text xlsx_sheet_words(struct text number, struct text title, struct arena *keep);

/* A name for a table: `wanted` begins with a word and '_'; what is no ASCII letter, digit or '_' in it becomes '_'. Not
 * in `taken`, where it is entered. */
struct text xlsx_table_name(struct text wanted, struct names *taken, struct arena *keep);

/* A column heading that is not in `taken`, where it is entered: " (2)" is added to the second of equals. */
struct text xlsx_heading(struct text wanted, struct names *taken, struct arena *keep);

#endif
