/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ticks of a zero-based axis of counts. */
#ifndef CHART_AXIS_H
#define CHART_AXIS_H

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/text.h"

/* The least of 1, 2, 5, 10, 20, 50 … with at most `most` steps from 0 to `max`. max >= 0, most >= 1. */
int64_t axis_step(int64_t max, size_t most);

/* The first multiple of `step` that is not less than `max`: where an axis ends, so that no bar is longer than it. `max` itself
 * where that would be too large a number. */
int64_t axis_end(int64_t max, int64_t step);

/* A count with its digits grouped. */
struct text axis_number(struct arena *keep, int64_t count, struct text thousands);

#endif
