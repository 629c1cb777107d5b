/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tree of tags. It is built while the document is composed, before anything has a page, so that reading order never
 * depends on where a figure found room. */
#ifndef PAGINATE_TAGS_H
#define PAGINATE_TAGS_H

#include "paginate/pages.h"

/* A new last child of `parent`, or the root where `parent` is NULL. It lives as long as the pages. */
struct tag *tags_add(struct pages *pages, struct tag *parent, enum tag_role role);

/* For traces: "H1", "Figure". */
const char *tags_role_name(enum tag_role role);

#endif
