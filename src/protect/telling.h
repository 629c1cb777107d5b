/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which links tell readers anything of what is published. The others only bring in counts that nobody knows, and that can
 * be whatever the link asks for. */
#ifndef PROTECT_TELLING_H
#define PROTECT_TELLING_H

#include "protect/links.h"

struct telling_question {
    const struct links *links;
    const struct codebook *codebook;
    const bool *known; /* universes that are broken down alike; of totals: whose total is asked for */
    bool totals;
};

/* Links of exceptions are left out: they are no equations. */
void telling_find(const struct telling_question *question, bool *ret_telling);

#endif
