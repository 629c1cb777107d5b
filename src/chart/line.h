/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts over time. */
#ifndef CHART_LINE_H
#define CHART_LINE_H

#include "chart/sketch.h"

/* A line a series over the categories in their order; a line is broken where a count is hidden.
 * Sets the sketch's height. */
void line_plan(struct sketch *sketch);

#endif
