/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages as text, for tests and for `--dump=pages`. */
#ifndef PAGINATE_TRACE_H
#define PAGINATE_TRACE_H

#include "paginate/pages.h"

/* How many pages and tags there are, then a line for each mark, link and bookmark: page, x, y (to a tenth of a point),
 * role and number of the tag, and the text or the kind. It says nothing that the pages do not print. */
void pages_trace(const struct pages *pages, struct text_builder *out);

/* The text that a mark draws. */
struct text pages_mark_text(const struct mark *mark);

#endif
