/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a measure's rows can have in a column, as everybody knows who knows its definition. */
#ifndef PROTECT_REACH_H
#define PROTECT_REACH_H

#include "layout/request.h"

struct reach {
    struct ranges ranges;
    bool may_miss; /* the cell may be empty */
};

/* Any number, or none. */
struct reach reach_of_all(struct arena *keep);

/* By the dates alone that say when the measure, which is not typed in, counts in the period. */
struct reach reach_of(const struct codebook *codebook, const struct measure *measure, struct period period, int column,
                      struct arena *keep);

/* By the measure's conditions, too; of ages, the years of birth. */
struct reach reach_of_measure(const struct codebook *codebook, const struct measure *measure, struct period period,
                              int column, struct arena *keep);

/* Of the rows that some measures of one kind count and others do not: the first says when. What leaves a row out by several
 * conditions together says nothing of any column. */
struct reach reach_of_overlap(const struct codebook *codebook, const struct overlap *overlap, struct period period, int column,
                              struct arena *keep);

#endif
