/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes to the foot of a sheet. */
#include "paginate/feet.h"

#include <math.h>

enum { OPENING_LINES = 4 }; /* of a long note stand at least on the page that refers to it */

static const struct piece_list *lines_of(const struct feet *feet, size_t number)
{
    return &feet->work->footnotes[number - 1].lines;
}

static double stretch_pt(const struct feet *feet, struct foot foot)
{
    const struct piece_list *lines = lines_of(feet, foot.number);
    double height_pt = 0.0;
    for (size_t i = foot.from; i < foot.to; i++)
        height_pt += lines->items[i]->height_pt;
    return height_pt + (foot.from == 0 && foot.to > 0 ? NOTE_BETWEEN_PT : 0.0);
}

static void add(struct feet *feet, struct feet_state *state, struct foot foot)
{
    feet->here.count = state->count;
    ARENA_PUSH(feet->work->arena, &feet->here, foot);
    state->count++;
    state->height_pt += stretch_pt(feet, foot);
}

double feet_total_pt(struct feet_state state)
{
    return state.height_pt > 0.0 ? NOTES_GAP_PT + NOTES_RULE_GAP_PT + state.height_pt : 0.0;
}

/* As many lines of the stretch as fit into the height. */
static struct foot fitting(const struct feet *feet, struct foot foot, double room_pt)
{
    struct foot part = {foot.number, foot.from, foot.from};
    while (part.to < foot.to && stretch_pt(feet, (struct foot){foot.number, foot.from, part.to + 1}) <= room_pt)
        part.to++;
    return part;
}

/* Adds what fits of the stretches one after another, and no line of one before the one before it is complete. Returns
 * whether everything fitted; what did not is appended to `rest`. */
static bool add_in_order(struct feet *feet, struct feet_state *state, const struct foot_list *list, double limit_pt,
                         struct foot_list *rest)
{
    bool complete = true;
    for (size_t i = 0; i < list->count; i++) {
        struct foot foot = list->items[i];
        if (complete) {
            const struct foot part = fitting(feet, foot, limit_pt - state->height_pt);
            add(feet, state, part);
            foot.from = part.to;
        }
        complete = complete && foot.from == foot.to;
        if (foot.from < foot.to && rest)
            ARENA_PUSH(feet->work->arena, rest, foot);
    }
    return complete;
}

struct feet_state feet_begin(struct feet *feet)
{
    struct feet_state state = {0};
    feet->here.count = 0;
    for (size_t i = 0; i < feet->carried.count; i++)
        if (feet->carried.items[i].from == feet->carried.items[i].to)
            feet->carried.items[i].to = lines_of(feet, feet->carried.items[i].number)->count;
    add_in_order(feet, &state, &feet->carried, NOTES_SHARE_MAX_PT, NULL);
    return state;
}

/* ---- claims ---- */

static bool is_here(const struct feet *feet, struct feet_state state, size_t number)
{
    for (size_t i = 0; i < state.count; i++)
        if (feet->here.items[i].number == number)
            return true;
    return false;
}

/* What is still to come of the notes on this sheet, each once, in order. */
static struct foot_list open_feet(struct feet *feet, struct feet_state state)
{
    struct foot_list open = {0};
    for (size_t i = 0; i < state.count; i++) {
        struct foot foot = feet->here.items[i];
        bool later = false;
        for (size_t other = i + 1; other < state.count; other++)
            later |= feet->here.items[other].number == foot.number;
        foot.from = foot.to;
        foot.to = lines_of(feet, foot.number)->count;
        if (!later && foot.from < foot.to)
            ARENA_PUSH(feet->work->arena, &open, foot);
    }
    return open;
}

/* Whether the note begins on this sheet. */
static bool claim(struct feet *feet, struct feet_state *state, size_t number)
{
    if (is_here(feet, *state, number))
        return true;
    const struct foot_list open = open_feet(feet, *state);
    struct foot foot = {number, 0, lines_of(feet, number)->count};
    if (!add_in_order(feet, state, &open, NOTES_SHARE_MAX_PT, NULL) ||
        state->height_pt + stretch_pt(feet, foot) > NOTES_SHARE_MAX_PT) {
        const bool room = open.count == 0 && state->height_pt < NOTES_SHARE_MAX_PT / 2;
        foot.to = room && foot.to > OPENING_LINES ? OPENING_LINES : 0;
    } else if (stretch_pt(feet, foot) > NOTE_WHOLE_MAX_PT) {
        foot.to = OPENING_LINES;
    }
    add(feet, state, foot);
    return foot.to > 0;
}

/* The notes a piece refers to, and then those which these notes refer to. */
bool feet_claim(struct feet *feet, struct feet_state *state, const struct piece *piece)
{
    const size_t before = state->count;
    bool all = true;
    for (size_t i = 0; i < piece->notes.count; i++)
        all &= claim(feet, state, piece->notes.items[i]);
    for (size_t i = before; i < state->count; i++) {
        const struct piece_list *lines = lines_of(feet, feet->here.items[i].number);
        for (size_t line = 0; line < lines->count; line++)
            for (size_t note = 0; note < lines->items[line]->notes.count; note++)
                claim(feet, state, lines->items[line]->notes.items[note]);
    }
    return all;
}

/* ---- the end of a sheet ---- */

static void put_lines(const struct feet *feet, struct feet_state state, struct sheet *sheet)
{
    double y_pt = COLUMN_BOTTOM_PT - state.height_pt;
    sheet->notes_top_pt = y_pt;
    for (size_t i = 0; i < state.count; i++) {
        const struct foot foot = feet->here.items[i];
        const struct piece_list *lines = lines_of(feet, foot.number);
        y_pt += foot.from == 0 && foot.to > 0 ? NOTE_BETWEEN_PT : 0.0;
        for (size_t line = foot.from; line < foot.to; line++) {
            const struct placed placed = {.piece = lines->items[line], .footnote = line == 0 ? foot.number : 0,
                                          .x_pt = COLUMN_LEFT_PT, .y_pt = y_pt};
            ARENA_PUSH(feet->work->arena, &sheet->placed, placed);
            y_pt += lines->items[line]->height_pt;
        }
    }
}

void feet_finish(struct feet *feet, struct feet_state state, double room_pt, struct sheet *sheet)
{
    const struct foot_list open = open_feet(feet, state);
    struct foot_list rest = {0};
    const double unused_pt = room_pt - (state.height_pt > 0.0 ? 0.0 : NOTES_GAP_PT + NOTES_RULE_GAP_PT);
    add_in_order(feet, &state, &open, state.height_pt + unused_pt, &rest);
    feet->carried = rest;
    if (state.height_pt > 0.0)
        put_lines(feet, state, sheet);
}
