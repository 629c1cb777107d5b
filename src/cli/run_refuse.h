/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: reasons to write nothing although all files are sound. Each of the refusals is true when there is
 * none, and else false with run->err or a diagnostic. */
#ifndef CLI_RUN_REFUSE_H
#define CLI_RUN_REFUSE_H

#include "cli/run.h"

/* Late rows change some counts by a few; where most of what earlier editions counted is nobody any more, rows are missing. */
bool run_refuse_missing_rows(struct run *run);

/* How many small counts can be worked out. Of reproductions of what was printed long ago nobody asks. */
size_t run_unsafe_counts(const struct run *run);
bool run_refuse_leaks(struct run *run);

/* What the archive does not take: settings that name places of this machine, which in ten years, on another one, lead nowhere;
 * and reproductions. */
bool run_refuse_absolute(struct run *run);
bool run_refuse_reproductions(const struct run *run);

#endif
