/* SPDX-License-Identifier: GPL-3.0-or-later
 * What libxlsxwriter 1.1.4 cannot write and an accessible workbook needs: the language of the document and of its
 * charts, alternative texts of tables and charts at full length, titles in the style "Heading 1"; and shares as the
 * decimal numbers they are (0.07, not 0.07000000000000001). */
#ifndef RENDER_XLSX_FINISH_H
#define RENDER_XLSX_FINISH_H

#include <stdbool.h>

#include "base/error.h"
#include "base/memory.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/zip.h"

/* Replaces parts of the package with finished ones that live in `keep`. */
bool xlsx_finish(const struct xlsx_plan *plan, struct xlsx_parts *parts, struct arena *keep, struct error *err);

#endif
