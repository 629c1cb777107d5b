/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a document to blocks and tags: everything but where a page ends. */
#ifndef PAGINATE_COMPOSE_H
#define PAGINATE_COMPOSE_H

#include "paginate/work.h"

/* Lists the headings and ids of the document: both may be referred to before they come. */
void compose_survey(struct work *work);

/* Fills work->blocks, after compose_survey(). */
void compose_blocks(struct work *work);

#endif
