/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of contents. Its lines leave room for page numbers of any length, so that breaking pages once is enough:
 * the numbers cannot move what they count. */
#ifndef PAGINATE_CONTENTS_H
#define PAGINATE_CONTENTS_H

#include "paginate/work.h"

/* Appends the blocks of the table of contents; tags become children of `parent`. */
void contents_compose(struct work *work, struct tag *parent);

#endif
