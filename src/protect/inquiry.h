/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: an audit at work. Every table that turns up is tried on all targets; what is still open is looked
 * for first by local moves (inquiry_moves.c), then by linear programs (audit.c). */
#ifndef PROTECT_INQUIRY_H
#define PROTECT_INQUIRY_H

#include "protect/audit.h"
#include "protect/moves.h"
#include "protect/parts.h"

/* What the tables seen so far tell of one target. */
struct range {
    size_t sum;
    struct protect_goal goal;
    int64_t low, high;
    size_t low_witness, high_witness;
    const struct protect_proof *low_proof, *high_proof;
    bool low_endless, high_endless;
    size_t line; /* in the space of moves */
    bool is_hopeless; /* no table gives it what it needs; not looked for where an audit tells ends */
};

struct inquiry {
    const struct protect_task *task;
    const bool *hidden;
    struct arena *keep;
    struct arena *scratch;
    struct protect_parts parts;
    struct protect_reader **readers; /* for each part, made when it is needed */
    struct range *ranges;
    size_t range_count;
    size_t *range_of; /* of a sum, from 1; 0: none */
    LIST_OF(struct protect_witness) witnesses;
    int64_t *table;   /* the table at hand, from a reader */
    struct protect_change *changes; /* the table at hand */
    size_t change_count;
    struct protect_checker *checker;
    struct protect_moves *moves;
    int in_vain;         /* targets in turn that could not be moved on */
    int64_t *start;      /* changes of the open variables, to move on from */
    size_t *open_number; /* of variables of the system: among the open ones, from 1; 0: it is not open */
    size_t *grid;        /* [layer][cell]: the variable there, from 1; 0: none */
    size_t cell_count;
};

/* The table at hand, told by its changes, becomes a witness when it fits and some target gains by it. */
void inquiry_try_changes(struct inquiry *inquiry);

/* Adds to the table at hand; nothing if `by` is 0. */
void inquiry_add_change(struct inquiry *inquiry, size_t variable, int64_t by);

/* Whether the tables so far give the target all that it needs. */
bool inquiry_is_met(const struct range *range);

/* Whether more than one count of the sum may be possible. */
bool inquiry_is_open(const struct inquiry *inquiry, size_t sum);

/* How high a table must have the target if no other has it lower than those so far. */
int64_t inquiry_height_wanted(const struct range *range);

/* Makes the space of moves, of the open variables and what is stated of them. */
void inquiry_open_moves(struct inquiry *inquiry);

/* Looks for tables for all targets that are not met, without any solver. */
void inquiry_move_all(struct inquiry *inquiry);

/* In a large system, looks once more for a table where the target is as high as wanted, among those found for others. */
void inquiry_move_as_others(struct inquiry *inquiry, const struct range *range);

#endif
