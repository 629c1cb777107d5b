/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places where a long word may be broken. */
#ifndef CHART_HYPHEN_H
#define CHART_HYPHEN_H

#include "base/memory.h"
#include "base/text.h"

/* The text with soft hyphens (U+00AD) at syllable boundaries of its words: before each consonant that one of `vowels`
 * (small letters) follows, two letters at least on either side. So a Finnish syllable begins (Iso suomen kielioppi,
 * § 11). Without vowels the text itself. */
struct text hyphen_soften(struct arena *keep, struct text text, struct text vowels);

#endif
