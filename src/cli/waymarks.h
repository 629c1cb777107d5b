/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures in the prose, so that they can be found again in a document and on its pages: in a copy of the layout the words of a
 * paragraph, or its figures, are in a language of their own, which is the layout's with private subtags ("en-x-12"). Documents
 * and pages keep languages, and set the words in the same way. */
#ifndef CLI_WAYMARKS_H
#define CLI_WAYMARKS_H

#include "layout/layout.h"

struct waymark {
    size_t paragraph; /* a number of its own; also of an item, a cell, a footnote, a heading */
    size_t placeholder; /* of the layout; of marked paragraphs its first */
};

/* A layout with all words of each paragraph marked that has figures in it: where its lines end is not changed, since one mark is
 * on all of them. It shares with the other what it does not mark, and lives in `keep`. */
const struct layout *waymarks_on_paragraphs(const struct layout *layout, struct arena *keep);

/* The same with each figure marked: only for what it says, since words are taken apart that pages would set together. */
const struct layout *waymarks_on_figures(const struct layout *layout, struct arena *keep);

/* False: words in that language bear no mark. */
bool waymarks_read(struct text language, struct waymark *ret_mark);

#endif
