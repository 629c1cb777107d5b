/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: releases → the files in the bundle. */
#ifndef CLI_RUN_PUBLISH_H
#define CLI_RUN_PUBLISH_H

#include "cli/run.h"

/* Adds the files of every audience that is built, in all languages; of one language that has faults no files, but the faults
 * of the others are told in the same run. An edition from the archive is made to be compared: what would be encrypted stays as
 * it is. False when there are faults, or with run->err set. */
bool run_publish(struct run *run);

/* Adds restricted/AUDIENCE.audit.txt and .json: confidential. */
void run_take_accounts(struct run *run);

/* Adds restricted/unknown-codes.txt, if any list has taken unknown codes: how many rows each. */
void run_take_unknown(struct run *run);

/* Gathers in the report all numbers that the audience is told, in whatever language: a translation may tell what its master
 * does not. */
void run_gather_numbers(struct run *run, size_t audience);

#endif
