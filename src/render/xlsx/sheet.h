/* SPDX-License-Identifier: GPL-3.0-or-later
 * The part of one sheet, written straight into the package: of a table of a million cells no more than a few rows are in
 * memory. */
#ifndef RENDER_XLSX_SHEET_H
#define RENDER_XLSX_SHEET_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/zip.h"

/* "B" for column 1. */
void xlsx_add_column(struct text_builder *b, size_t column);

/* What a sheet's own relationships are called: its drawing, and its table. */
#define XLSX_DRAWING_ID "rId1"
#define XLSX_TABLE_ID "rId2"

/* Adds the whole part, which `to` has begun. Texts stand in their cells, so that no list of them has to be kept. */
bool xlsx_sheet_write(const struct xlsx_sheet *sheet, bool first, struct xlsx_packing *to, struct error *err);

#endif
