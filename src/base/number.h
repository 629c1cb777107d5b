/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole numbers: sums that notice overflow, shares in exact arithmetic; and the one place where a coordinate becomes
 * text, the same in every locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* *sum += more; false (and *sum as it was) when it does not fit. */
bool number_add(int64_t *sum, int64_t more);

/* part / whole in units of 1 / scale (100: whole per cent, 1000: tenths of one), rounded half up in integers.
 * 0 <= part, 0 < whole, and part * scale * 2 must fit. */
int64_t number_share(int64_t part, int64_t whole, int64_t scale);

/* 10 to the power of `decimals` (0 to 18): how many units of the last decimal a whole has. */
int64_t number_scale(int decimals);

/* value rounded half up to a multiple of `step`; value >= 0, step > 0. */
int64_t number_round(int64_t value, int64_t step);

/* The largest whole number that is no more than number / divisor, and the smallest that is no less; divisor != 0. */
int64_t number_divide_down(int64_t number, int64_t divisor);
int64_t number_divide_up(int64_t number, int64_t divisor);

/* Digits in groups of three with `separator` between them, for values of `group_from` and more. */
void number_add_grouped(struct text_builder *b, int64_t value, struct text separator, int64_t group_from);

/* Digits and nothing else; value >= 0. */
void number_add_plain(struct text_builder *b, int64_t value);

/* A coordinate in plain notation with at most `decimals` (0 to 6) decimals, no trailing zeros, '.' as decimal sign.
 * NaN and infinities are bugs. */
void number_add_decimal(struct text_builder *b, double value, int decimals);

#endif
