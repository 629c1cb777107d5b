/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to layout/: what cmark made of a paragraph, as a flat sequence of words and marks. */
#ifndef LAYOUT_PROSE_INLINES_H
#define LAYOUT_PROSE_INLINES_H

#include "layout/prose.h"

/* The inline content of a paragraph or heading. Unknown Markdown is a diagnostic. For a heading, `ret_heading` gets
 * its id and form if it has them. */
struct inlines prose_inlines(struct prose_reader *reader, cmark_node *parent, struct lifted *ret_heading);

/* The mark if the paragraph holds nothing else, or NULL. */
const struct lifted *prose_lone_block(const struct prose_reader *reader, cmark_node *paragraph);

/* One line of inline text, such as a title. */
struct inlines prose_line(struct layout *layout, const struct expression_context *context, struct text line);

#endif
