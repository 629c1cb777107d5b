/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kinds of characters, by what UAX #14 makes of them, and words of which they tell for certain where lines may begin. */
#ifndef CANVAS_KINDS_H
#define CANVAS_KINDS_H

#include <stdbool.h>

#include "base/text.h"

/* Stops are its class IS, after a digit and else; closing ones its CP and PO, opening ones its OP. Foreign is what is not plain. */
enum kind {
    KIND_FOREIGN, KIND_START, KIND_LETTER, KIND_DIGIT, KIND_POINT, KIND_STOP, KIND_CLOSING, KIND_OPENING, KIND_HYPHEN, KIND_BLANK,
    KIND_OTHER, KINDS
};

/* What is the same of a word wherever it stands, but that a stop becomes a point behind a digit. */
struct word_kinds {
    enum kind first, last;
    bool is_plain;   /* Latin letters, digits and what is printed with them */
    bool is_certain; /* between all of its characters */
    bool may_part;   /* a line may begin in it */
};

/* Of a word without blanks, or of one blank. */
struct word_kinds kinds_of(struct text word);

/* Notes by byte whether a line may begin there, in a word that comes after a character of the kind `before`, which becomes that of
 * its last. `breaks` must be false. False: something is not certain. */
bool kinds_find_breaks(const struct word_kinds *kinds, struct text word, enum kind *before, bool *breaks);

#endif
