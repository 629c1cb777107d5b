/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts as objects of their own in the package: they draw cells of their sheet, and hold a copy of these and no other
 * figures. */
#ifndef RENDER_ODS_CHART_H
#define RENDER_ODS_CHART_H

#include "base/text.h"
#include "render/xlsx/plan.h"

/* How large the sheet's chart is drawn: svg:width and svg:height, as attributes. */
void ods_add_chart_size(struct text_builder *b, const struct xlsx_chart *chart);

/* The object's two parts: what it shows, and the hatchings and dashes that it names. */
void ods_add_chart(struct text_builder *b, const struct xlsx_sheet *sheet);
void ods_add_chart_styles(struct text_builder *b, const struct xlsx_sheet *sheet);

#endif
