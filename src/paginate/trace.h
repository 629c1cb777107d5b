/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages as text, for tests and for `--dump=pages`. */
#ifndef PAGINATE_TRACE_H
#define PAGINATE_TRACE_H

#include "paginate/pages.h"

/* Two lines for the tags and pages, then a line for each mark, link and bookmark: page, x, y (tenths of a point), role and number of the
 * tag, and the text or the kind. What the pages print is all that it says. */
void pages_trace(const struct pages *pages, struct text_builder *out);

/* The text that a mark draws. */
struct text pages_mark_text(const struct mark *mark);

#endif
