/* SPDX-License-Identifier: GPL-3.0-or-later
 * Destinations of links, by what they are called. */
#include "paginate/places.h"

#include <math.h>

/* Readers scroll a destination to the window's edge: a little above the thing itself. */
static const double ABOVE_PT = 6.0;

struct place {
    bool known;
    struct destination destination;
};

struct places {
    const struct work *work;
    struct place *headings, *notes, *references, *nodes;
};

static struct place *place_of(const struct places *places, const struct goal *goal)
{
    int32_t node;
    switch (goal->kind) {
    case GOAL_NODE:
        node = names_find(places->work->ids, goal->text);
        return node == NAMES_NONE ? NULL : &places->nodes[node];
    case GOAL_HEADING:
        return &places->headings[goal->number];
    case GOAL_NOTE:
        return &places->notes[goal->number - 1];
    case GOAL_REFERENCE:
        return &places->references[goal->number - 1];
    case GOAL_NONE:
    case GOAL_ADDRESS:
        break;
    }
    return NULL;
}

/* The first place counts, should an id stand twice. */
static void set(struct places *places, const struct goal *goal, struct destination destination)
{
    struct place *place = place_of(places, goal);
    if (place && !place->known)
        *place = (struct place){true, destination};
}

static void read_placed(struct places *places, const struct placed *placed, size_t page)
{
    const struct destination here = {page, fmax(placed->y_pt - ABOVE_PT, 0.0)};
    if (placed->is_repeated)
        return;
    if (placed->block && placed->is_first)
        for (size_t i = 0; i < placed->block->anchors.count; i++)
            set(places, &placed->block->anchors.items[i], here);
    if (placed->footnote)
        set(places, &(struct goal){.kind = GOAL_NOTE, .number = placed->footnote}, here);
    for (size_t i = 0; i < placed->piece->notes.count; i++)
        set(places, &(struct goal){.kind = GOAL_REFERENCE, .number = placed->piece->notes.items[i]}, here);
}

const struct places *places_find_all(struct work *work)
{
    struct places *places = ARENA_NEW(work->arena, struct places);
    places->work = work;
    places->headings = ARENA_ARRAY(work->arena, struct place, work->headings.count);
    places->notes = ARENA_ARRAY(work->arena, struct place, work->document->note_count);
    places->references = ARENA_ARRAY(work->arena, struct place, work->document->note_count);
    places->nodes = ARENA_ARRAY(work->arena, struct place, (size_t)names_count(work->ids));
    for (size_t page = 0; page < work->sheets.count; page++)
        for (size_t i = 0; i < work->sheets.items[page].placed.count; i++)
            read_placed(places, &work->sheets.items[page].placed.items[i], page);
    return places;
}

bool places_find(const struct places *places, const struct goal *goal, struct destination *ret_destination)
{
    const struct place *place = place_of(places, goal);
    if (!place || !place->known)
        return false;
    *ret_destination = place->destination;
    return true;
}
