/* SPDX-License-Identifier: GPL-3.0-or-later
 * What commands print alike. Nothing confidential: of accounts only totals and labels. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "cli/pipeline.h"

/* All diagnostics and their number, to stderr. */
void print_diagnostics(struct diagnostics *diagnostics);

/* A line for each source: rows read, used, excluded, rejected. */
void print_rows(const struct pipeline_report *report);

/* For each audience its totals, and by name what could be worked out and from what, what was lost, is exempt or was counted
 * anew; then what helps. No counts. Of a reproduction the totals only. */
void print_protection(const struct pipeline_report *report);

/* Whether stdout took everything; else says so. */
bool print_finish(void);

#endif
