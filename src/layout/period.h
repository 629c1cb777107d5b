/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods as people write them: 2014, 2014H1, 2014-06, previous, year before, last 5 years. */
#ifndef LAYOUT_PERIOD_H
#define LAYOUT_PERIOD_H

#include <stdbool.h>

#include "base/text.h"
#include "layout/request.h"

enum time_step { STEP_NONE, STEP_MONTH, STEP_HALF, STEP_YEAR };

/* "2014", "2014H1", "2014-06"; false if it is none of these. */
bool period_parse(struct text t, struct period *ret_period);

/* "2010-01-01/2014-12-31", as period_add() writes it: whole months. */
bool period_parse_days(struct text t, struct period *ret_period);

/* From the first day of one to the last of the other; false if that is the earlier one. */
bool period_join(struct period first, struct period last, struct period *ret_period);

/* The equally long period before, counted in whole months. */
struct period period_previous(struct period period);

/* The same months of the year before. */
struct period period_year_before(struct period period);

/* The last `count` steps, the last of which ends with `period`. */
struct period period_last(struct period period, int count, enum time_step step);

/* "month", "half", "year" (also in the plural: "halves"); STEP_NONE for any other word. */
enum time_step step_parse(struct text word);

/* How many whole steps a period has, and the n-th of them (from 0). A period that is no multiple of the step has 0. */
int period_steps(struct period period, enum time_step step);
struct period period_step(struct period period, enum time_step step, int n);

/* "2014", "2014H1", "2014-06", else "2014-01-01/2014-03-31". */
void period_add(struct text_builder *b, struct period period);

#endif
