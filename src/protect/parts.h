/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a reader of a pattern must still find out: the system without the variables that follow at once from what is
 * published, equal statements taken together, in parts that have nothing to do with each other. The audit works on it;
 * suppression has a reduction of its own (block.h). */
#ifndef PROTECT_PARTS_H
#define PROTECT_PARTS_H

#include "protect/system.h"

#define PROTECT_NO_SUM SIZE_MAX
#define PROTECT_NO_PART SIZE_MAX

/* The ends between which something lies, and the sums that say so; PROTECT_NO_SUM: none does. */
struct protect_limits {
    struct protect_range range;
    size_t low_sum, high_sum;
};

/* Sums that are the same but for variables that follow at once. */
struct protect_statement {
    const struct protect_term *terms; /* `variable` is the place among the open ones */
    size_t term_count;
    struct protect_limits limits; /* of what is left of the sums */
};

/* Variables that follow at once from one sum. */
struct protect_fixing {
    size_t sum;
    const size_t *variables; /* of the system */
    size_t variable_count;
    bool exact; /* the only variable that was left; else all are at their least, because together they can be no less */
};

/* A range of the open variables and of the statements. */
struct protect_part {
    size_t first_variable, variable_count;
    size_t first_statement, statement_count;
};

/* Where an asked sum stands. */
struct protect_place {
    size_t part;   /* PROTECT_NO_PART: all its variables follow at once, or it is not asked for */
    bool is_row;   /* a statement; else one variable */
    size_t number; /* of the statement or of the open variable */
    int64_t fixed; /* what the variables that follow at once add to it */
};

struct protect_parts {
    const struct protect_system *system;
    const bool *hidden;
    size_t *open; /* the open variables: their numbers in the system */
    size_t open_count;
    struct protect_limits *limits;      /* of the open variables */
    struct protect_limits *told;        /* of all variables of the system: what statements about one of them say */
    struct protect_statement *statements;
    size_t statement_count;
    struct protect_part *items;
    size_t count;
    struct protect_place *places; /* of all sums of the system */
    LIST_OF(struct protect_fixing) fixings; /* each may lean on earlier ones */
};

/* `asked` has an entry for each sum: those that questions will be about; each stands in one part. Borrows the system and
 * the pattern; everything else lives in `keep`. */
void protect_parts_make(const struct protect_system *system, const bool *hidden, const bool *asked, struct arena *keep,
                        struct protect_parts *ret_parts);

#endif
