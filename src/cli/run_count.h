/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: exports → counts. Nothing of rows or counts leaves it but run->tally, which only protect/ reads,
 * and numbers of rows in the report. */
#ifndef CLI_RUN_COUNT_H
#define CLI_RUN_COUNT_H

#include "cli/run.h"

/* Counts all that is asked for, and holds the relations of the code book against it. False with run->err set when an export
 * cannot be read, or has more faulty rows than the edition allows; false also where the question is about a period before all
 * rows. */
bool run_count(struct run *run);

/* Reads the exports only to tell their faults, where other files have faults already; unless nobody knows by which lists they
 * are coded. */
void run_judge_exports(struct run *run);

/* Frees the counts. */
void run_forget_counts(struct run *run);

#endif
