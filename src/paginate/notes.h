/* SPDX-License-Identifier: GPL-3.0-or-later
 * Footnotes: made into lines where the text first refers to them, so that they are read there. */
#ifndef PAGINATE_NOTES_H
#define PAGINATE_NOTES_H

#include "paginate/work.h"

/* Composes all notes that are due, and those which they refer to in turn; their tags become children of `parent`. */
void notes_compose(struct work *work, struct tag *parent);

#endif
