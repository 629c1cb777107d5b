/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: ends that follow by subtraction alone. Of a variable each statement tells that it is no more than what the
 * others leave at the least they can be, and no less than what they leave at the most; what that tells is told on. Whoever lies
 * between such ends may be told more of by a linear program, but never less. */
#ifndef PROTECT_SQUEEZE_H
#define PROTECT_SQUEEZE_H

#include "protect/parts.h"

/* The ends of each open variable, in `keep`. */
struct protect_range *protect_squeeze(const struct protect_parts *parts, struct arena *keep);

/* Those of a sum that stands in a part. */
struct protect_range protect_squeezed_sum(const struct protect_parts *parts, const struct protect_range *ends, size_t sum);

#endif
