/* SPDX-License-Identifier: GPL-3.0-or-later
 * What readers hold beside a release, in the terms of its own plan. Audiences ask for different tables, so that their plans
 * have other clusters; whoever holds another release asks for all that it does, so that each of its tables is in one here.
 * What links brought to them besides need not be: among more tables a link may tell nothing more. Confidential. */
#ifndef PROTECT_HELD_H
#define PROTECT_HELD_H

#include "protect/work.h"

/* Finds what each held release tells of the work's cluster. */
void held_take(struct work *work);

/* Fails if some of it has no place in any cluster of the plan: what readers know would be left out of the reckoning. */
bool held_is_complete(const struct release_inputs *inputs, struct error *err);

#endif
