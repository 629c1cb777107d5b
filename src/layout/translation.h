/* SPDX-License-Identifier: GPL-3.0-or-later
 * A translation beside its master: where the two do not say the same. It sees no number. */
#ifndef LAYOUT_TRANSLATION_H
#define LAYOUT_TRANSLATION_H

#include "layout/layout.h"

/* Warns of sections that are missing or in another place, of figures (blocks) in one of the two only, of figures
 * (numbers) that only one of them tells under the same heading, and of words of a figure that the translation leaves out.
 * Forms and formats may differ, so may the order of sentences. `at` is where the translation names its master. */
void translation_check(const struct layout *translation, struct text at, struct diagnostics *diagnostics);

#endif
