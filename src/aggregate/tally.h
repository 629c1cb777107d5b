/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tally: raw counts. UNSAFE: nothing after protect/ may include this header.
 *
 * One pass over the rows fills every requested table at once. Memory depends on the tables, not on the rows, but for
 * measures that count persons once: of those one small record for each person and period is kept. A person is counted
 * under the categories of the latest stay (by the source's `starts` column) that satisfies the measure; between stays
 * of the same day, under the smallest in the order of categories, so that the order of rows changes nothing. Of a table
 * with an overlap only the rows in it count, and of a person the latest of these. */
#ifndef AGGREGATE_TALLY_H
#define AGGREGATE_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "codebook/codebook.h"
#include "ingest/cases.h"
#include "layout/request.h"

struct tally;

struct tally *tally_new(const struct codebook *codebook, const struct requests *requests);
void tally_free(struct tally *tally);

/* The value of a measure that is typed in; those never given are 0. */
void tally_typed(struct tally *tally, int measure, int64_t value);

/* Counts one row of `source`. */
void tally_row(struct tally *tally, int source, const struct case_row *row);

/* To be called once after the last row: counts the persons. */
void tally_finish(struct tally *tally);

/* The counts of a table, in the order of table_request. Valid until tally_free(). */
const int64_t *tally_counts(const struct tally *tally, size_t table);

/* The earliest and latest date in `column` (a date column of the measure's source) among the rows or persons that a
 * table counts; false if none has one. */
bool tally_date_range(const struct tally *tally, size_t table, int column, date_day *ret_first, date_day *ret_last);

#endif
