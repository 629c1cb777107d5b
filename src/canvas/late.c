/* SPDX-License-Identifier: GPL-3.0-or-later
 * All of them through the one library that depends on all others. */
#include "canvas/late.h"

const struct late *late(void)
{
    static const char *const names[] = {LATE_FUNCTIONS(LIBRARY_NAME)};
    static struct late functions; /* a process has its libraries once */
    if (!functions.FcConfigCreate)
        library_fill("libpangocairo-1.0.so.0", names, sizeof names / sizeof *names, &functions);
    return &functions;
}
