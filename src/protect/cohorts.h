/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures that dates tie together although they count different things or on different days: clients who came before
 * a year and are there at its end are some of the clients at its beginning; clients who came in its second half are some
 * of the new ones of that half. */
#ifndef PROTECT_COHORTS_H
#define PROTECT_COHORTS_H

#include "protect/links.h"

/* Whether the dates and conditions by which the universe counts leave nobody: new ones of a year who came before it, or who
 * are of age among minors. */
bool cohorts_is_empty(const struct codebook *codebook, const struct universe *universe, struct arena *keep);

/* Of a flow asked for in periods that follow each other, adds all of them as one: who came before none of them and is there
 * after the last came in them together. Only where some measure has a condition about dates. */
void cohorts_find_runs(struct links *links, const struct codebook *codebook, struct arena *keep);

/* Adds an inclusion for each such pair, one for all parts that have nothing in common, and where several pieces of a period hold all of a measure, for these together.
 * Works on all universes that measures have by then. */
void cohorts_find(struct links *links, const struct codebook *codebook, struct arena *keep);

#endif
