/* SPDX-License-Identifier: GPL-3.0-or-later
 * Versions 4.65 and 5.0 have this number. */
#include "protect/library.h"

LIBRARY_DEFINE(glpk, "libglpk.so.40", GLPK_FUNCTIONS, glp_create_prob)
