/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbook: cover, contents, notes, a sheet with a marked-up table (and a native chart) for each figure, and all
 * figures as tidy data. Made to the checklist of the UK Government Analysis Function for accessible spreadsheets.
 * Hidden cells appear as the policy's symbol, and in no chart. */
#ifndef RENDER_XLSX_XLSX_H
#define RENDER_XLSX_XLSX_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "document/document.h"

/* Appends the finished workbook to `out`: the same bytes for the same document. They have been opened again and compared with
 * the document cell by cell; when anything fails, nothing is appended. */
bool xlsx_write(const struct document *document, struct text_builder *out, struct error *err);

/* The same to an empty file that is open for reading and writing: what is in memory does not grow with the tables. When anything
 * fails, what is in the file is no workbook. */
bool xlsx_write_file(const struct document *document, int file, struct error *err);

#endif
