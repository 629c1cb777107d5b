/* SPDX-License-Identifier: GPL-3.0-or-later
 * The search for the cheapest safe pattern of one block. See suppress.h for the method. */
#ifndef PROTECT_SEARCH_H
#define PROTECT_SEARCH_H

#include "protect/block.h"

struct protect_search_result {
    bool *met;    /* for each need: whether it is met when everything is hidden that can be */
    bool *hidden; /* for each class; only free ones are hidden. Nothing is, unless all needs can be met */
    int64_t cost, bound; /* of the free classes hidden; what any safe pattern costs at least */
    int64_t pivots;      /* work done, in simplex iterations */
};

/* Works for about so many pivots, and for what safety needs besides. The result lives in `keep`. The same block and task
 * give the same result. */
void protect_search_run(const struct protect_task *task, const struct protect_block *block, int64_t pivots,
                        struct arena *keep, struct protect_search_result *ret_result);

#endif
