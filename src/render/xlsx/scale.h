/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the axis of a native chart's numbers reaches, whichever program draws it. */
#ifndef RENDER_XLSX_SCALE_H
#define RENDER_XLSX_SCALE_H

#include <stdbool.h>

#include "render/xlsx/plan.h"

/* Whether the cells hold shares, and not counts. */
bool xlsx_holds_shares(const struct xlsx_chart *chart);

/* Columns of several series are piled up; bars stand beside each other, as in the report. */
bool xlsx_is_stacked(const struct xlsx_chart *chart);

/* Piles of a hundred per cent, whose axis the drawing program makes. */
bool xlsx_is_of_shares(const struct xlsx_chart *chart);

/* Whether a series draws the cell in that row of the sheet, which may be any. */
bool xlsx_draws(const struct xlsx_chart *chart, size_t series, size_t row);

/* Rows after one another that a series draws, or that it does not. Begin with `next` at the chart's first row; false after the last
 * row that it draws. */
struct xlsx_run {
    size_t first, last;
    bool drawn;
};
bool xlsx_next_run(const struct xlsx_chart *chart, size_t series, size_t *next, struct xlsx_run *ret_run);
size_t xlsx_last_drawn(const struct xlsx_chart *chart, size_t series);

/* Whether the series is of totals of piles whose parts are not all shown: it looks like what is hidden in the report. */
bool xlsx_is_of_totals(const struct xlsx_chart *chart, size_t series);

/* In the numbers of the cells: 0.2 is a step of 20 %. What the scale does not have, the drawing program chooses. */
struct xlsx_scale {
    bool has_from, has_to;
    double from, to, step;
};
struct xlsx_scale xlsx_scale_of(const struct xlsx_sheet *sheet);

#endif
