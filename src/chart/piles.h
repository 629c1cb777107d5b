/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stacks that lie on their side, in rows. */
#ifndef CHART_PILES_H
#define CHART_PILES_H

#include "chart/sketch.h"

/* What columns are where their labels have no room: a row a category, and the series in it one after another as in a column.
 * bars_plan() takes over where there is only one series, and no pile of it. Sets the sketch's height. */
void piles_plan(struct sketch *sketch);

#endif
