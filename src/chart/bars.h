/* SPDX-License-Identifier: GPL-3.0-or-later
 * Horizontal bars, and what takes the place of charts that would not be readable. */
#ifndef CHART_BARS_H
#define CHART_BARS_H

#include "chart/sketch.h"

/* A row a category, a bar a series; labels at the left, values at the ends. Sets the sketch's height. */
void bars_plan(struct sketch *sketch);

#endif
