/* SPDX-License-Identifier: GPL-3.0-or-later
 * Of each person one stay: the latest, and among those of the same day the smallest in the order of its codes, then of
 * its dates. Which stay that is does not depend on the order in which they come, nor on what is asked about it.
 *
 * UNSAFE, as tally.h. */
#ifndef AGGREGATE_PERSONS_H
#define AGGREGATE_PERSONS_H

#include "codebook/codebook.h"
#include "ingest/cases.h"

/* The columns of a source that a stay is kept by. */
struct stay_shape {
    int code_columns[CASE_COLUMNS_MAX], date_columns[CASE_COLUMNS_MAX];
    int code_count, date_count;
    int starts; /* the column */
};

struct stay_shape stay_shape_of(const struct source_table *source);

struct persons;

/* `shape` is borrowed. persons_free() takes NULL. */
struct persons *persons_new(const struct stay_shape *shape);
void persons_free(struct persons *persons);

/* Takes note of a stay of the person with that number. */
void persons_add(struct persons *persons, int32_t person, const struct case_row *row);

size_t persons_count(const struct persons *persons);

/* The kept stay of the person with this index (in the order of first appearance): sets the code and date columns of
 * *ret_row, nothing else. */
void persons_stay(const struct persons *persons, size_t index, struct case_row *ret_row);

#endif
