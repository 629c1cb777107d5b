/* SPDX-License-Identifier: GPL-3.0-or-later
 * The notes at the foot of a sheet. A short note stands whole on the page of its first reference. Of a long one, or of
 * more notes than a page bears, some lines stand there and the rest follows on the next pages. */
#ifndef PAGINATE_FEET_H
#define PAGINATE_FEET_H

#include "paginate/work.h"

/* Lines from..to of a footnote on this sheet. A note may have several stretches, and none at first. */
struct foot {
    size_t number;
    size_t from, to;
};

struct foot_list {
    struct foot *items;
    size_t count, capacity;
};

/* What the flow can go back to: stretches are only ever added, so that a count and a height say it all. */
struct feet_state {
    size_t count;
    double height_pt; /* of the lines; 0: there are none */
};

struct feet {
    const struct work *work;
    struct foot_list here;    /* this sheet's */
    struct foot_list carried; /* for the next sheet: from..to are the lines still to come */
};

/* Begins a sheet with what was carried over. */
struct feet_state feet_begin(struct feet *feet);

/* Adds the notes that `piece` refers to first, as far as they must stand on this sheet. Returns false if one of them
 * cannot even begin here, because long notes fill the sheet. */
bool feet_claim(struct feet *feet, struct feet_state *state, const struct piece *piece);

/* Height with the rule above; 0 if there are no notes. */
double feet_total_pt(struct feet_state state);

/* Ends a sheet: lets open notes fill the `room_pt` left, puts the lines on the sheet, carries over the rest. */
void feet_finish(struct feet *feet, struct feet_state state, double room_pt, struct sheet *sheet);

#endif
