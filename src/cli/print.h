/* SPDX-License-Identifier: GPL-3.0-or-later
 * What commands print alike. Nothing confidential: of accounts only totals and labels. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "cli/pipeline.h"

/* All diagnostics and their number, to stderr. */
void print_diagnostics(struct diagnostics *diagnostics);

/* A line for each source: rows read, used, excluded, rejected. */
void print_rows(const struct pipeline_report *report);

/* A line for each audience, and one for each count that could be worked out, was lost or is exempt. */
void print_protection(const struct pipeline_report *report);

/* Whether stdout took everything; else says so. */
bool print_finish(void);

#endif
