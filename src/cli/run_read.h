/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: edition.conf → code book → layouts → ledger → question → checks, each of which knows those before. */
#ifndef CLI_RUN_READ_H
#define CLI_RUN_READ_H

#include "cli/run.h"

/* Reads all that people wrote. Faults in it go to the diagnostics, all of them in one run: whoever calls asks
 * run_has_faults(). Without a code book that can be read the rest is looked at all the same, as far as it goes. False with
 * run->err set when a file cannot be read, or a question is about what is not there. */
bool run_read(struct run *run);

#endif
