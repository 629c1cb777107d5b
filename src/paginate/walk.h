/* SPDX-License-Identifier: GPL-3.0-or-later
 * Walks a document's tree in reading order without recursion, however deep its author nested it. */
#ifndef PAGINATE_WALK_H
#define PAGINATE_WALK_H

#include "base/memory.h"
#include "document/document.h"

struct walk_level {
    const struct doc_node *node; /* NULL: the document itself */
    struct doc_node *const *children;
    size_t count, next;
};

struct walk {
    struct arena *arena;
    LIST_OF(struct walk_level) levels;
};

struct walk_step {
    const struct doc_node *node;
    bool leaves; /* the node's children are done; every node is entered and left once */
};

/* The walk's memory belongs to `arena`. */
struct walk walk_of(struct arena *arena, const struct document *document);
bool walk_next(struct walk *walk, struct walk_step *ret_step);

/* Right after a node was entered: the sibling `ahead` places after it, or NULL. */
const struct doc_node *walk_sibling(const struct walk *walk, size_t ahead);
/* Right after a node was entered: its next `count` siblings will not be visited. They must exist. */
void walk_skip(struct walk *walk, size_t count);

#endif
