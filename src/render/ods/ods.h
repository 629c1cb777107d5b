/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbook as OpenDocument (ISO/IEC 26300, version 1.3): the same sheets, cells and charts as the XLSX has, from the same
 * plan. Hidden cells appear as the policy's symbol, and in no chart. */
#ifndef RENDER_ODS_ODS_H
#define RENDER_ODS_ODS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "document/document.h"

/* Appends the finished workbook to `out`: the same bytes for the same document. They have been opened again and compared with
 * the document cell by cell; when anything fails, nothing is appended. */
bool ods_write(const struct document *document, struct text_builder *out, struct error *err);

#endif
