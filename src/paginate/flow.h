/* SPDX-License-Identifier: GPL-3.0-or-later
 * Turns pages: fills one sheet after another with blocks, in time proportional to the length of the document.
 *
 * A page ends at the last place that the keep rules allow: no heading last on a page, at least two lines of a paragraph
 * and two rows of a table on either side of a break, footnotes on the page that refers to them first. Where a page has
 * no such place, it ends where it is full; every page takes at least one piece, so that there is always an end. */
#ifndef PAGINATE_FLOW_H
#define PAGINATE_FLOW_H

#include "paginate/work.h"

/* work->blocks and work->footnotes to work->sheets. Lines of running text are laid again where they pass a figure. */
void flow_run(struct work *work);

#endif
