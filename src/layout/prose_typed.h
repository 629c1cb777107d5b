/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to prose_*.c: numbers that were typed by hand, as digits or as words. Digits are warned of at once, but for those
 * of headings, list markers, footnotes, addresses and words such as "CO2"; words are kept, since only a language knows which of
 * them are numbers. Neither is looked at inside "[…]{literal}" or where the reader allows digits. */
#ifndef LAYOUT_PROSE_TYPED_H
#define LAYOUT_PROSE_TYPED_H

#include "base/text.h"

struct lifting;

/* Passes the number that begins at `from`, "5", "1,234.5" or "2014-06-01", and warns of it; returns where it ends. */
size_t prose_pass_digits(struct lifting *lifting, size_t from);

/* Passes the letters from `at` on; `at` where there is none. Keeps them if they are a whole word, and the author's own. */
size_t prose_pass_word(struct lifting *lifting, size_t at);

/* The same for words that are no prose, those printed instead of others; and for the forms and other words of a placeholder,
 * "one client | # clients". Both are parts of what is lifted. */
void prose_warn_typed(struct lifting *lifting, struct text words);
void prose_warn_typed_forms(struct lifting *lifting, struct text words);

#endif
