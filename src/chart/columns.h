/* SPDX-License-Identifier: GPL-3.0-or-later
 * Upright columns and stacks. */
#ifndef CHART_COLUMNS_H
#define CHART_COLUMNS_H

#include "chart/sketch.h"

/* A column a category, a segment a series; piles_plan() takes over where the labels have no room.
 * Sets the sketch's height. */
void columns_plan(struct sketch *sketch);

#endif
