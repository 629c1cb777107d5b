/* SPDX-License-Identifier: GPL-3.0-or-later
 * Patterns for blocks that are too large for linear programs: every need is met by a local move of whole numbers, and what
 * the moves change is hidden. Good as a rule; how far from the best is not known. */
#ifndef PROTECT_BULK_H
#define PROTECT_BULK_H

#include "protect/block.h"

/* Whether the block is too large to be solved otherwise. */
bool protect_bulk_is_due(const struct protect_block *block);

/* Chooses among the free classes: `ret_hidden` has an entry for each class. False if some needs were not met; `ret_met`,
 * which has an entry for each need, tells which. The same block and seed give the same pattern. */
bool protect_bulk_make(const struct protect_block *block, uint64_t seed, bool *ret_hidden, bool *ret_met);

#endif
