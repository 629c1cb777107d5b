/* SPDX-License-Identifier: GPL-3.0-or-later
 * Compares pieces of a finished workbook with its plan. */
#ifndef RENDER_ODS_COMPARE_H
#define RENDER_ODS_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/xml.h"

/* Whether the markup behind "<table:table-row", to the end of the row, is the planned row: every cell has its value, and
 * nothing else is there. With `ret_frame` the row ends in a cell with a drawing, whose markup it gets; else it is NULL. */
bool ods_row_is_planned(struct text rest, const struct xlsx_row *row, struct text *ret_frame);

/* Whether "'gender'.A5:'gender'.C9" is the sheet's cells between these corners: row and column, from 0. */
bool ods_is_range(struct text range, const struct xlsx_sheet *sheet, const size_t first[2], const size_t last[2]);

/* Whether the chart draws the planned cells of its sheet, and its copy of them is true and has no others. */
bool ods_chart_is_planned(const struct xlsx_sheet *sheet, const struct xlsx_element *root);

#endif
