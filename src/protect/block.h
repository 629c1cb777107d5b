/* SPDX-License-Identifier: GPL-3.0-or-later
 * A system made small before suppression: what every reader knows is taken out, sums that tell the same become one class,
 * and what has nothing to do with each other falls into separate blocks. */
#ifndef PROTECT_BLOCK_H
#define PROTECT_BLOCK_H

#include "protect/system.h"

#define PROTECT_ROOM_ENDLESS INT64_MAX

/* The strongest role among the sums of a class is the role of the class. */
enum protect_role {
    PROTECT_OPEN,    /* never published */
    PROTECT_FREE,    /* published or hidden: this is what suppression decides */
    PROTECT_PRIMARY, /* hidden under every pattern: publishing it would give a target away */
    PROTECT_FROZEN,  /* published under every pattern */
};

/* Sums that differ by constants only. All are hidden or none. */
struct protect_class {
    enum protect_role role;
    const struct protect_term *terms; /* variables of the block */
    size_t term_count;
    int64_t cost; /* of all its candidates together, targets left out */
    int64_t room; /* how far below the truth readers of a pattern that hides it can think it to be */
    int64_t ceiling; /* and how far above */
    uint64_t order;
    const size_t *sums;
    size_t sum_count;
};

/* One or more targets of a class: a table must be possible where the class is `rise` above the truth, and two that are
 * `spread` apart. */
struct protect_need {
    size_t class_number;
    int64_t rise;
    int64_t spread;
    bool doubted; /* one of the targets is */
};

struct protect_block {
    const int64_t *rooms; /* of the variables: how far they are above the least that readers know */
    size_t variable_count;
    struct protect_class *classes; /* in hash order, whatever the order of the sums */
    size_t class_count;
    struct protect_need *needs;
    size_t need_count;
};

struct protect_blocks {
    struct protect_block *items; /* the smallest first; those without needs are left out */
    size_t count;
    /* Targets that everybody can work out whatever is hidden. Targets published always are not among them. */
    size_t *exposed;
    size_t exposed_count;
};

void protect_blocks_make(const struct protect_task *task, struct arena *keep, struct protect_blocks *ret_blocks);

#endif
