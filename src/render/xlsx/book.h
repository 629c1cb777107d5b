/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writes a planned workbook with libxlsxwriter. What it writes is not finished: see finish.h. */
#ifndef RENDER_XLSX_BOOK_H
#define RENDER_XLSX_BOOK_H

#include <stdbool.h>

#include "base/error.h"
#include "render/xlsx/plan.h"

/* What stands in the drawing in the place of a chart's alternative text, which libxlsxwriter would cut after some two
 * thousand bytes, be it in the middle of a character; finish.h puts the text there. */
#define XLSX_ALT_PLACEHOLDER "alternative-text"

/* Writes the file `path`, its temporary files into `scratch_folder`. libxlsxwriter does not notice all failed writes:
 * the file must be read and compared before it is trusted. */
bool xlsx_book_write(const struct xlsx_plan *plan, const char *path, const char *scratch_folder, struct error *err);

#endif
