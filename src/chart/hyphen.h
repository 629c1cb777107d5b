/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places where a long word may be broken. */
#ifndef CHART_HYPHEN_H
#define CHART_HYPHEN_H

#include "base/memory.h"
#include "base/text.h"

/* The text with soft hyphens (U+00AD) at syllable boundaries of its words where the language is Finnish ("fi",
 * "fi-FI"), else the text itself. A Finnish syllable begins at a consonant that a vowel follows (Iso suomen kielioppi,
 * § 11); two letters at least stay on either side. */
struct text hyphen_soften(struct arena *keep, struct text text, const char *language);

#endif
