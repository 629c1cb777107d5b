/* SPDX-License-Identifier: GPL-3.0-or-later
 * Opens a finished workbook again and compares it with its plan: no less than what was planned, and no more. */
#ifndef RENDER_ODS_VERIFY_H
#define RENDER_ODS_VERIFY_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "render/xlsx/plan.h"

/* Whether the package says what it is, every part is well-formed, of a kind that belongs there and in the manifest, the sheets
 * are the planned ones and nothing of them is hidden, every cell has the planned value, no other cell has any, every table has
 * its name, and every chart stores exactly the values of the cells it draws. Messages name sheet and row, never a value. */
bool ods_verify(const struct xlsx_plan *plan, struct text archive, struct error *err);

#endif
