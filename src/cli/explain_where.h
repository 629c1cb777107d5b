/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to explain*.c: where a figure stands. */
#ifndef CLI_EXPLAIN_WHERE_H
#define CLI_EXPLAIN_WHERE_H

#include "cli/pipeline.h"

struct teller;

/* Adds the charts and tables of the audience's report that have what was asked for, as a reader has them before him ("Figure 3,
 * page 5: Clients by gender"), and the pages whose text has it. What was asked for by its name is nowhere else. */
void explain_printed(const struct teller *t, const struct pipeline_audience *audience);

/* Adds the places in layouts and on sheets, those of one file together. What other audiences hold is told of these, unless there
 * are no other places. */
void explain_where(const struct teller *t, struct text where);

#endif
