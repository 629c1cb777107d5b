/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: atoms taken together, for a view of a problem that is rough and small.
 *
 * An equation holds in every class of cells: if one of its cubes is told by nationality, then all are of atoms by
 * nationality, although nothing is published of the others but totals. With all but one of its counts unknown an equation
 * says little of a class. In the rough view it is stated there only of what at least two of its cubes are told by; else of
 * sums of classes. Who has that view knows less than a reader does, so that what gives a count away there does so in
 * truth, and what suppression costs there it costs at least. What is safe there must be audited. */
#ifndef PROTECT_MERGE_H
#define PROTECT_MERGE_H

#include "protect/atoms.h"

/* For each [cube][class]: the first class whose atom it is taken together with. */
size_t *merge_nothing(const struct atoms *atoms, struct arena *keep);
size_t *merge_atoms(const struct atoms *atoms, struct arena *keep);

/* Which classes stand together in the equations of the link: for each class the first of them. `joined` has an entry for
 * each class. */
void merge_join(const struct atoms *atoms, const size_t *leaders, const struct plan_link *link, size_t *joined);

#endif
