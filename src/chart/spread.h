/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pushing labels apart along one direction, without changing their order. */
#ifndef CHART_SPREAD_H
#define CHART_SPREAD_H

#include <stdbool.h>
#include <stddef.h>

struct spread_item {
    double wanted_pt; /* where the middle would best be */
    double size_pt;
    double middle_pt; /* result */
    /* of the method */
    double sum;
    size_t count;
};

/* Gives each item its middle: neighbours do not overlap, the first middle is at least `first_pt`, the last at most
 * `last_pt`, and the sum of squared moves is least. False, with the items from first_pt on, when they do not fit.
 * Method: pool adjacent violators (Ayer et al. 1955) over the wishes less the room the items before take. */
bool spread_apart(struct spread_item *items, size_t count, double gap_pt, double first_pt, double last_pt);

#endif
