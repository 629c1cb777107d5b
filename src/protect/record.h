/* SPDX-License-Identifier: GPL-3.0-or-later
 * A release taken apart, use by use, for whoever keeps it; and put together again. There is no number in the parts that is not
 * in the release. */
#ifndef PROTECT_RECORD_H
#define PROTECT_RECORD_H

#include "protect/release.h"

/* What is released of one use; of each kind of use only what it has. */
struct release_record {
    size_t use;
    const struct release_part *parts[REQUEST_DIMENSIONS_MAX]; /* TABLE: by place in `by` */
    int part_count[REQUEST_DIMENSIONS_MAX];
    const struct cell *cells; /* SUM, DISTINCT: one; TABLE: over parts + 1 for the total in each place, the last place running
                                 fastest */
    const bool *may_be_zero;  /* of each cell */
    size_t cell_count;
    const struct release_rank *ranks, *others; /* TOP */
    size_t rank_count, other_count;
    struct release_date date; /* EARLIEST, LATEST */
};

/* For what the release was made. */
struct release_origin {
    const struct codebook *codebook;
    const struct requests *requests; /* the first of them the same as then */
    const struct policy *policy;
};

/* A view of the release. */
struct release_record release_take_down(const struct release *release, const struct release_origin *origin, size_t use);

/* The release with these records; everything else is hidden. It can be read, but not held beside others. False where a record
 * does not fit its use: then it is not one of such a release. */
bool release_restore(const struct release_origin *origin, const struct release_record *records, size_t count, struct arena *keep,
                     const struct release **ret_release);

#endif
