/* SPDX-License-Identifier: GPL-3.0-or-later
 * Native charts that draw cells of their own sheet and hold no figures besides. libxlsxwriter writes their parts. */
#ifndef RENDER_XLSX_NATIVE_CHART_H
#define RENDER_XLSX_NATIVE_CHART_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "chart/palette.h"
#include "render/xlsx/plan.h"

/* The part of the sheet's chart. */
bool xlsx_add_chart(const struct xlsx_sheet *sheet, struct text language, struct text_builder *b, struct error *err);

/* What its n-th part looks like: a series, or the slice of a pie. */
struct palette_entry xlsx_part_look(const struct xlsx_chart *chart, size_t n);

/* The gap between bars, in per cents of their width: as in the report, in which programs by themselves make it one and a half. */
#define XLSX_BAR_GAP_PERCENT 70

/* How large it is drawn, and how far from the table. */
#define XLSX_CHART_WIDTH_PX 648.0
#define XLSX_CHART_OFFSET_PX 20.0
double xlsx_chart_height_px(const struct xlsx_chart *chart);

#endif
