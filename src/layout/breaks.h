/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a series over time crosses a change of a classification that it is broken down by, selected by, or restricted to. */
#ifndef LAYOUT_BREAKS_H
#define LAYOUT_BREAKS_H

#include "layout/request.h"

/* Two uses of one table in periods that follow each other: whether the classification changes from the last day of the first
 * to that of the second, and the first such day. What they count is not the same thing then. */
bool break_between(const struct codebook *codebook, const struct requests *requests, size_t before, size_t after,
                   struct arena *keep, date_day *ret_day);

#endif
