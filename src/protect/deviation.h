/* SPDX-License-Identifier: GPL-3.0-or-later
 * Deviations of a block's table from the truth: which are possible under a pattern, which are the cheapest, and the
 * capacity constraints that follow where one is not. See Fischetti and Salazar (2001), sections 3 and 4. */
#ifndef PROTECT_DEVIATION_H
#define PROTECT_DEVIATION_H

#include "protect/block.h"
#include "protect/solver.h"

struct protect_deviation;

/* A change of a class by `by` > 0 or more, up or down. */
struct protect_shift {
    size_t class_number;
    bool up;
    int64_t by;
};

#define PROTECT_CAPACITY_ENDLESS INT64_MAX

/* How far a shift can go, as a function of the pattern x: divisor * shift <= constant + sum of capacities[c] * x[c], in
 * exact numbers. The arrays have an entry for each class, 0 for those that are not free. */
struct protect_capacity {
    int64_t divisor;
    int64_t constant;
    int64_t *capacities; /* >= 0; PROTECT_CAPACITY_ENDLESS: hiding this one alone allows any shift */
};

/* Borrows the block; lives on the heap. */
struct protect_deviation *protect_deviation_new(const struct protect_block *block);
void protect_deviation_free(struct protect_deviation *deviation);

/* The pattern that the next questions are about: for each class how far it is hidden, 0 to 1. Only those of free classes
 * count; fractions stand for a capacity of so much of the room. `reach` is the capacity upwards that goes with 1 when
 * there are fractions. */
void protect_deviation_show(struct protect_deviation *deviation, const double *hidden, int64_t reach);

/* How far the shift can go in fractions of counts, at most by->by. *ret_end is set when SOLVED, which is the rule. */
enum protect_outcome protect_deviation_push(struct protect_deviation *deviation, const struct protect_shift *shift,
                                            double *ret_end);
/* The constraint that stopped the last push, which must have ended before its goal. False if there is none in exact
 * numbers. `ret_capacity->capacities` is the caller's array. */
bool protect_deviation_capacity(const struct protect_deviation *deviation, const struct protect_shift *shift,
                                struct protect_capacity *ret_capacity);

/* Whether a few changes of whole numbers make up for the shift, without linear programs; false says nothing. A deviation
 * found counts as searched. */
bool protect_deviation_mend(struct protect_deviation *deviation, const struct protect_shift *shift);
/* Whether whole numbers allow the shift: SOLVED, IMPOSSIBLE (fractions perhaps do), or GIVEN_UP. */
enum protect_outcome protect_deviation_search(struct protect_deviation *deviation, const struct protect_shift *shift,
                                              int64_t nodes);
/* By how much the class changes at the point of the last push, or in the deviation that the last search found. */
double protect_deviation_change(const struct protect_deviation *deviation, size_t class_number, bool searched);

/* The cheapest free classes to hide beside those hidden already, by the sum of price times change, so that fractions of
 * counts allow the shift: *ret_price is that sum when SOLVED; protect_deviation_offered() then tells the classes. */
struct protect_offer {
    const bool *hidden;
    const double *prices; /* for each class */
};
enum protect_outcome protect_deviation_offer(struct protect_deviation *deviation, const struct protect_shift *shift,
                                             const struct protect_offer *offer, double *ret_price);
bool protect_deviation_offered(const struct protect_deviation *deviation, size_t class_number);

int64_t protect_deviation_pivots(const struct protect_deviation *deviation);

#endif
