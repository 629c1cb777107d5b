/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to explain*.c: what was asked for, and what it counts. No number of it. */
#ifndef CLI_EXPLAIN_MEASURE_H
#define CLI_EXPLAIN_MEASURE_H

struct teller;

/* Adds the question in full, and below it the measure, its selection, how it is counted, and what the code book says of it. */
void explain_measure(const struct teller *t);

#endif
