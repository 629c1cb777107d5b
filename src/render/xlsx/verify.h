/* SPDX-License-Identifier: GPL-3.0-or-later
 * Opens a finished workbook again and compares it with its plan: no less than what was planned, and no more. */
#ifndef RENDER_XLSX_VERIFY_H
#define RENDER_XLSX_VERIFY_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/zip.h"

/* Whether every part is well-formed and of a kind that belongs there, the sheets are the planned ones and none
 * is hidden, every cell has the planned value, no other cell has any, every table is marked up over its cells, and
 * every chart stores exactly the values of the cells it refers to. Messages name sheet and cell, never a value. */
bool xlsx_verify(const struct xlsx_plan *plan, const struct xlsx_archive *archive, struct error *err);

#endif
