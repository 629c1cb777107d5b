/* SPDX-License-Identifier: GPL-3.0-or-later
 * Versions 4.65 and 5.0 have this number. */
#include "protect/library.h"

const struct glpk *glpk(void)
{
    static const char *const names[] = {GLPK_FUNCTIONS(LIBRARY_NAME)};
    static struct glpk functions; /* a process has its libraries once */
    if (!functions.glp_create_prob)
        library_fill("libglpk.so.40", names, sizeof names / sizeof *names, &functions);
    return &functions;
}
