/* SPDX-License-Identifier: GPL-3.0-or-later
 * What follows from the conditions of two measures: who is counted by one is counted by the other, or by one only. */
#ifndef PROTECT_CONDITION_H
#define PROTECT_CONDITION_H

#include "codebook/codebook.h"

/* Whether everybody that `part` counts is counted by `whole` in the same period: both count the same things, and each
 * condition of `whole` follows from one of `part`. */
bool condition_narrows(const struct measure *part, const struct measure *whole);

/* Whether nobody is counted by both, which count the same things otherwise. */
bool condition_excludes(const struct measure *a, const struct measure *b);

/* The only condition by which a measure narrows another, if it asks for categories; else NULL. */
const struct condition *condition_only_extra(const struct measure *part, const struct measure *whole);

#endif
