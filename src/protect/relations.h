/* SPDX-License-Identifier: GPL-3.0-or-later
 * The relations that the code book states, in every period in which they tell readers something. */
#ifndef PROTECT_RELATIONS_H
#define PROTECT_RELATIONS_H

#include "protect/links.h"

/* Adds their links to those of the universes asked for. Relations may tell together what none of them tells alone. */
void relations_find(struct links *links, const struct codebook *codebook, struct arena *keep);

/* Adds those that a relation has from one day of a stock that is asked for to the next, amid a flow told of longer: of all
 * that came in a year few are left for a month, once the others are known to have most of them. */
void relations_find_steps(struct links *links, const struct codebook *codebook, struct arena *keep);

#endif
