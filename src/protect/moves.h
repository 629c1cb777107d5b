/* SPDX-License-Identifier: GPL-3.0-or-later
 * Local moves: small whole-number changes of a table that keep every sum within its limits, found by combinatorial search
 * and without any solver. What is found is certain; what is not found may exist all the same.
 *
 * Method: while a limit is broken, one of its variables jumps by one, the one that does least harm elsewhere, and rests for
 * a while; the min-conflicts heuristic of S. Minton, M. Johnston, A. Philips and P. Laird (1992), "Minimizing conflicts",
 * Artificial Intelligence 58, 161-205, with a short tabu list. A limit that cannot be mended without harm weighs more from
 * then on: P. Morris (1993), "The breakout method for escaping from local minima", AAAI 11, 40-45. It starts at the truth, so
 * that only what the broken limits touch is ever looked at. */
#ifndef PROTECT_MOVES_H
#define PROTECT_MOVES_H

#include "protect/system.h"

struct protect_moves;

/* A sum of changes. */
struct protect_move_line {
    const struct protect_term *terms;
    size_t term_count;
    struct protect_range range; /* how far it may change; 0 is within */
    int64_t price;              /* of changing it at all, 0 to PROTECT_COUNT_MAX */
};

struct protect_move_space {
    const struct protect_move_line *lines;
    size_t line_count;
    const struct protect_range *ranges; /* of the changes of the variables; 0 is within */
    size_t variable_count;
};

/* A wanted change of a line, from what it is now. */
struct protect_move_wish {
    size_t line;
    bool up;
    int64_t by;    /* > 0 */
    int64_t steps;  /* limit of work: jumps of variables */
    int64_t weight; /* of a limit broken by one against prices, > 0: high to find a way at all, low to find a cheap one */
    uint64_t seed; /* chooses among equals */
};

/* Copies the space, but borrows the terms. Nothing is changed yet. Lives on the heap. */
struct protect_moves *protect_moves_new(const struct protect_move_space *space);
void protect_moves_free(struct protect_moves *moves);

/* Makes the change, with whatever else must change so that all ranges are kept; false, and nothing is changed, if no way
 * was found. Prices are kept low, but the least is not promised. */
bool protect_moves_make(struct protect_moves *moves, const struct protect_move_wish *wish);

/* Mends changes that come from elsewhere, an entry for each variable, -PROTECT_COUNT_MAX to PROTECT_COUNT_MAX: from `start`,
 * which may break ranges, to changes that keep all of them and shift the line by wish->by or more, counted from the truth.
 * Where no way was found, nothing is changed at all. */
bool protect_moves_mend(struct protect_moves *moves, const struct protect_move_wish *wish, const int64_t *start);

/* Takes back all changes. */
void protect_moves_reset(struct protect_moves *moves);

/* The change of a variable, of a line. */
int64_t protect_moves_of_variable(const struct protect_moves *moves, size_t variable);
int64_t protect_moves_of_line(const struct protect_moves *moves, size_t line);

/* The lines that are changed, in no order, without repeats; valid until the next change. */
const size_t *protect_moves_changed(const struct protect_moves *moves, size_t *ret_count);

/* The variables that are changed, in no order, without repeats; some may be back where they were. */
const size_t *protect_moves_changed_variables(const struct protect_moves *moves, size_t *ret_count);

/* A new range, which what the line has changed must be within; a new price. */
void protect_moves_set_range(struct protect_moves *moves, size_t line, struct protect_range range);
void protect_moves_set_price(struct protect_moves *moves, size_t line, int64_t price);

#endif
