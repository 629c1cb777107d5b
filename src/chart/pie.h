/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shares of a whole. */
#ifndef CHART_PIE_H
#define CHART_PIE_H

#include "chart/sketch.h"

/* Slices clockwise from 12 o'clock with labels beside them. Hidden slices form one hatched remainder where the total is
 * published; where it is not, or where the slices are too many to be told apart, bars_plan() takes over.
 * Sets the sketch's height. */
void pie_plan(struct sketch *sketch);

/* Whether it is drawn as a pie. */
bool pie_is_round(const struct chart *chart);

#endif
