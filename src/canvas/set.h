/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sets plain text: left to right, in Latin letters, broken at blanks and hyphens, from words that were shaped before. The lines
 * are those that Pango would make, at a tenth of the time, but that none begins where setter_binds(), nor with the "+" of "Men +
 * Women" where another has room before it; whatever is not plain is left to Pango. */
#ifndef CANVAS_SET_H
#define CANVAS_SET_H

#include "base/memory.h"
#include "canvas/typeface.h"

struct setter;

/* With fonts of `fonts`, which must outlive it. */
struct setter *setter_new(struct fonts *fonts);
void setter_free(struct setter *setter);

/* Fills in the lines of a layout whose text is that of the spans. False: the text is not plain, or a word is wider than the
 * line; nothing has changed but that `keep` has a little less room. */
bool setter_set(struct setter *setter, struct arena *keep, const struct text_paragraph *paragraph, struct text_layout *layout);

/* Whether no line should begin with the character at `at`, though it may by UAX #14: the second number of a range ("40–60"), the
 * mark of a note behind a full stop, the word after a hanging hyphen ("Syd- och Centralamerika"), and the second half of a word of
 * no more than `room` letters whose first stands before a dash ("tammi–kesäkuussa"), or is a number before a hyphen
 * ("18-vuotias"); and a sign that joins ("Men + Women") behind a word that leaves room for it. */
bool setter_binds(struct text text, size_t at, size_t room);
/* Letters that a line of the paragraph has room for in any case; 0 where it is not broken. */
size_t setter_room(const struct text_paragraph *paragraph);

#endif
