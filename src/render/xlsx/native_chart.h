/* SPDX-License-Identifier: GPL-3.0-or-later
 * Native charts that draw cells of their own sheet and hold no figures besides. */
#ifndef RENDER_XLSX_NATIVE_CHART_H
#define RENDER_XLSX_NATIVE_CHART_H

#include <xlsxwriter.h>

#include "base/memory.h"
#include "render/xlsx/plan.h"

/* Inserts the sheet's chart beside its table. The strings given to the library live in `scratch` until it is closed. */
lxw_error xlsx_insert_chart(lxw_workbook *workbook, lxw_worksheet *worksheet, const struct xlsx_sheet *sheet,
                            struct arena *scratch);

/* "'name'!$B$5:$B$9". */
struct text xlsx_range(const struct xlsx_sheet *sheet, size_t column, size_t first_row, size_t last_row,
                       struct arena *keep);

#endif
