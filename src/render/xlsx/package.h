/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writes a planned workbook: an Office Open XML package (ECMA-376 parts 1 and 2). Besides what every workbook has, an accessible
 * one says the language of the document and of its charts, and has alternative texts of tables and charts. */
#ifndef RENDER_XLSX_PACKAGE_H
#define RENDER_XLSX_PACKAGE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/zip.h"

/* The whole archive, which `packing` has begun, to its end. */
bool xlsx_package_write(const struct xlsx_plan *plan, struct xlsx_packing *packing, struct error *err);

#endif
