/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places where a long word may be broken. */
#ifndef CHART_HYPHEN_H
#define CHART_HYPHEN_H

#include <stdbool.h>

#include "base/memory.h"
#include "base/text.h"

/* What a language says of its words. */
struct hyphens {
    struct text vowels; /* small letters: syllables begin before a consonant that one of them follows; empty: words have none */
    struct text words;  /* "människo-handel, arbets-kraft": beginnings of words, and where these may be parted; may be empty */
    bool is_sparing;    /* what begins as one of them is parted there only: enough, if its parts have room */
};

/* The text with soft hyphens (U+00AD) where its words may be parted. What begins as one of the listed words, the longest, is parted
 * as that; else, and behind it, before each consonant that a vowel follows, with two letters before it at least, and three from there
 * on. So a Finnish syllable begins (Iso suomen kielioppi, § 11), but where a compound has a vowel after the joint: that has to be
 * listed. Without either the text itself. */
struct text hyphen_soften(struct arena *keep, struct text text, struct hyphens hyphens);

#endif
