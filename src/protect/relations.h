/* SPDX-License-Identifier: GPL-3.0-or-later
 * The relations that the code book states, in every period in which they tell readers something. */
#ifndef PROTECT_RELATIONS_H
#define PROTECT_RELATIONS_H

#include "protect/links.h"

/* Adds their links to those of the universes asked for. Relations may tell together what none of them tells alone. */
void relations_find(struct links *links, const struct codebook *codebook, struct arena *keep);

#endif
