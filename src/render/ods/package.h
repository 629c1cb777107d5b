/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writes a planned workbook: an OpenDocument package (OpenDocument 1.3 part 2). */
#ifndef RENDER_ODS_PACKAGE_H
#define RENDER_ODS_PACKAGE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "render/xlsx/plan.h"

/* What the package is, and what a chart in it is. */
#define ODS_TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define ODS_CHART_TYPE "application/vnd.oasis.opendocument.chart"

/* Appends the archive to `out`. */
bool ods_package_write(const struct xlsx_plan *plan, struct text_builder *out, struct error *err);

#endif
