/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures that count the same things at the same time: women and those exploited abroad, minors and adults, persons and
 * their departures. Each is the sum of the parts that all their conditions cut them into. */
#ifndef PROTECT_OVERLAPS_H
#define PROTECT_OVERLAPS_H

#include "protect/links.h"

/* Adds the links and the parts that they need for the universes found so far. Fails when measures overlap in too many
 * ways. */
bool overlaps_find(struct links *links, const struct codebook *codebook, struct arena *keep, struct error *err);

#endif
