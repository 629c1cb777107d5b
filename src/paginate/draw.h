/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sheets to pages: marks, link areas, running heads, page numbers, the outline. */
#ifndef PAGINATE_DRAW_H
#define PAGINATE_DRAW_H

#include "paginate/work.h"

/* Fills work->pages from work->sheets. */
void draw_pages(struct work *work);

#endif
