/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pieces: building and joining them. */
#include "paginate/piece.h"

struct piece *piece_new(struct arena *keep, double height_pt, size_t marks)
{
    struct piece *piece = ARENA_NEW(keep, struct piece);
    piece->height_pt = height_pt;
    if (marks) {
        piece->marks.items = ARENA_ARRAY(keep, struct mark, marks);
        piece->marks.capacity = marks;
    }
    return piece;
}

double piece_add_line(struct arena *keep, struct piece *piece, const struct text_line *line, const struct text_place *place)
{
    const struct mark mark = {.kind = MARK_LINE, .tag = place->tag, .x_pt = place->x_pt, .y_pt = place->y_pt,
                              .width_pt = line->width_pt, .line = line,
                              .ends_paragraph = place->ends_paragraph};
    ARENA_PUSH(keep, &piece->marks, mark);
    return mark.width_pt;
}

static void join_rest(struct arena *keep, struct piece *whole, const struct piece *part, double x_pt, double y_pt)
{
    for (size_t i = 0; i < part->rules.count; i++) {
        struct rule rule = part->rules.items[i];
        rule.x_pt += x_pt;
        rule.y_pt += y_pt;
        ARENA_PUSH(keep, &whole->rules, rule);
    }
    for (size_t i = 0; i < part->links.count; i++) {
        struct piece_link link = part->links.items[i];
        link.x_pt += x_pt;
        link.y_pt += y_pt;
        ARENA_PUSH(keep, &whole->links, link);
    }
    for (size_t i = 0; i < part->notes.count; i++)
        ARENA_PUSH(keep, &whole->notes, part->notes.items[i]);
}

void piece_join(struct arena *keep, struct piece *whole, const struct piece *part, double x_pt, double y_pt)
{
    for (size_t i = 0; i < part->marks.count; i++) {
        struct mark mark = part->marks.items[i];
        mark.x_pt += x_pt;
        mark.y_pt += y_pt;
        ARENA_PUSH(keep, &whole->marks, mark);
    }
    join_rest(keep, whole, part, x_pt, y_pt);
}

struct piece *piece_stacked(struct arena *keep, const struct piece_list *list)
{
    struct piece *whole = piece_new(keep, 0.0, list->count);
    for (size_t i = 0; i < list->count; i++) {
        piece_join(keep, whole, list->items[i], 0.0, whole->height_pt);
        whole->height_pt += list->items[i]->height_pt;
    }
    return whole;
}
