/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: a layout held against what an audience gets. Without a release (NULL) everything is shown, and the
 * words are judged only: for faults, never for outputs. */
#ifndef CLI_RUN_BIND_H
#define CLI_RUN_BIND_H

#include "cli/run.h"

/* With the releases of all readers who may compare; without a release of its own there is none for others. */
struct bind_inputs run_bind_inputs(const struct run *run, size_t layout, size_t audience, const struct release *release);

/* The report tree of a layout for an audience; its faults are told. */
const struct document *run_bind(struct run *run, size_t layout, size_t audience, const struct release *release);

/* Tells what is wrong in what layouts say, held against the true counts. */
void run_judge_layouts(struct run *run);

/* The same, held against the releases: what publishing would find fault with. Sets `layouts_have_faults` of the report. */
void run_judge_reports(struct run *run);

#endif
