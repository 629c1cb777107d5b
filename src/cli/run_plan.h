/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: which audiences get what, who holds what else, and what must be counted to protect it. */
#ifndef CLI_RUN_PLAN_H
#define CLI_RUN_PLAN_H

#include "cli/run.h"

/* Whether readers of the audience hold what another one of this edition gets, too; not by way of others. */
bool run_holds(const struct run *run, size_t audience, size_t other);

/* What the audience gets, and what its readers do not know. Without a plan. */
struct protected_audience run_audience_of(const struct run *run, size_t audience);

/* Makes run->protected and run->checked; asks for what must be counted beside what is published. An audience's plan knows of
 * no sheet that its readers do not have: it is as if there were none. Warns of exemptions of nothing. False with run->err set
 * when measures cut each other into too many parts. */
bool run_plan(struct run *run);

#endif
