/* SPDX-License-Identifier: GPL-3.0-or-later
 * Walks a document's tree: a stack of nodes whose children are being visited. */
#include "paginate/walk.h"

#include <assert.h>

struct walk walk_of(struct arena *arena, const struct document *document)
{
    struct walk walk = {.arena = arena};
    const struct walk_level root = {.children = document->children, .count = document->child_count};
    ARENA_PUSH(arena, &walk.levels, root);
    return walk;
}

bool walk_next(struct walk *walk, struct walk_step *ret_step)
{
    if (!walk->levels.count)
        return false;
    struct walk_level *top = &walk->levels.items[walk->levels.count - 1];
    if (top->next == top->count) {
        walk->levels.count--;
        *ret_step = (struct walk_step){top->node, true};
        return top->node != NULL;
    }
    const struct doc_node *child = top->children[top->next++];
    const struct walk_level below = {.node = child, .children = child->children, .count = child->child_count};
    ARENA_PUSH(walk->arena, &walk->levels, below);
    *ret_step = (struct walk_step){child, false};
    return true;
}

static struct walk_level *parent_level(const struct walk *walk)
{
    assert(walk->levels.count >= 2);
    return &walk->levels.items[walk->levels.count - 2];
}

const struct doc_node *walk_sibling(const struct walk *walk, size_t ahead)
{
    const struct walk_level *level = parent_level(walk);
    assert(ahead > 0);
    return level->count - level->next >= ahead ? level->children[level->next + ahead - 1] : NULL;
}

void walk_skip(struct walk *walk, size_t count)
{
    struct walk_level *level = parent_level(walk);
    assert(count <= level->count - level->next);
    level->next += count;
}
