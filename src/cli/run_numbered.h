/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: charts and tables by the number that readers see, "Figure 3", "kuvio 3". Which they are of is known
 * only when all is released, since conditions leave out some of those before them. */
#ifndef CLI_RUN_NUMBERED_H
#define CLI_RUN_NUMBERED_H

#include "cli/run.h"

/* Whether the question may be about such a number: one of its words is one. */
bool run_may_be_number(struct text figure);

/* Finds the name in layouts of what has that number for readers of a run that has its releases, in any language of the report or
 * in the words of layouts ("figure 3", "table 2"). Empty where it is no such number. False after a diagnostic in `told`: the
 * report has no such number, or it is of different things for different readers. */
bool run_find_numbered(struct run *run, struct text figure, struct diagnostics *told, struct text *ret_id);

#endif
