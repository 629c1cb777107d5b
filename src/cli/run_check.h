/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: checks of the code book, on the true counts. */
#ifndef CLI_RUN_CHECK_H
#define CLI_RUN_CHECK_H

#include "cli/run.h"

/* Decides all checks. One that is an error and does not hold ends the run, and the faults of layouts are told with it; one that
 * is a warning waits for run_tell_checks(). A question publishes nothing, and may be what is asked because of a check: there
 * all are warnings. False when there are faults, or with run->err set. */
bool run_check(struct run *run);

/* Tells the warnings that wait, with their figures where the readers of every audience have all of them: to be called
 * when it is known what may be told. */
void run_tell_checks(struct run *run);

#endif
