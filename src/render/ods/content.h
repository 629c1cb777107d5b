/* SPDX-License-Identifier: GPL-3.0-or-later
 * The part content.xml: all sheets, written straight into the package: of a table of a million cells no more than a few rows
 * are in memory. */
#ifndef RENDER_ODS_CONTENT_H
#define RENDER_ODS_CONTENT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/zip.h"

/* Cells from one corner to the other, rows and columns counted from 0. */
struct ods_range {
    size_t first_row, first_column, last_row, last_column;
};

/* "'gender'.A5:'gender'.C9", escaped for an attribute. */
void ods_add_range(struct text_builder *b, const struct xlsx_sheet *sheet, struct ods_range range);

/* A paragraph of one line, escaped. */
void ods_add_paragraph(struct text_builder *b, struct text words);

/* Adds the whole part, which `to` has begun. */
bool ods_content_write(const struct xlsx_plan *plan, struct xlsx_packing *to, struct error *err);

#endif
