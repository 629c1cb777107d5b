/* SPDX-License-Identifier: GPL-3.0-or-later
 * All of them through the one library that depends on all others. */
#include "canvas/late.h"

LIBRARY_DEFINE(late, "libpangocairo-1.0.so.0", LATE_FUNCTIONS, FcConfigCreate)
