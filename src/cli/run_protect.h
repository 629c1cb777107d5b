/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: the release of each audience, and its account. */
#ifndef CLI_RUN_PROTECT_H
#define CLI_RUN_PROTECT_H

#include "cli/run.h"

/* Protects and audits for each audience, first those whose readers hold nothing else, then those whose readers hold these;
 * answers what is asked of each. That something can be worked out is no failure here: see run_refuse.h. False with run->err
 * set when the engine fails, or audiences hold each other in a circle. */
bool run_protect(struct run *run);

/* Takes the releases from the archive, as they were. False with run->err set when they do not fit what the layouts ask for. */
bool run_restore(struct run *run);

#endif
