/* SPDX-License-Identifier: GPL-3.0-or-later
 * Evidence: whole-number tables that a reader cannot rule out, and the reader's arithmetic that rules others out. Both
 * are checked here in integers, against the published statements as they stand, without any solver. */
#ifndef PROTECT_EVIDENCE_H
#define PROTECT_EVIDENCE_H

#include "protect/system.h"

/* A published sum taken `factor` times. */
struct protect_step {
    size_t sum;
    int64_t factor;
};

/* The reader's arithmetic for one end of the interval of `sum`. Let S be, over `steps`, factor times what is published
 * of the sum: its value, or of a range the end that counts (the high one in an upper proof where the factor is positive
 * or in a lower proof where it is negative, else the low one).
 * `rest` is what the variables left over make up at the least that readers know of them. Then divisor * sum <= S + rest
 * (upper) or >= S + rest (lower), and `end` is the last whole number that this allows. */
struct protect_proof {
    size_t sum;
    bool upper;
    int64_t end;
    int64_t divisor; /* > 0 */
    int64_t rest;
    const struct protect_step *steps;
    size_t step_count;
};

/* The sum's value in a table (a value for each variable, within +-PROTECT_COUNT_MAX); false when it does not fit. */
bool protect_sum_in_table(const struct protect_sum *sum, const int64_t *table, int64_t *ret_value);

/* Whether the table agrees with all that readers know: the least values and everything published under the pattern. */
bool protect_table_fits(const struct protect_system *system, const bool *hidden, const int64_t *table);

/* A table told by what differs from the truth. */
struct protect_change {
    size_t variable;
    int64_t by;
};

/* A checker of many such tables: looks only at the sums that a change touches, for all others are as in the truth. Borrows
 * both arguments; lives on the heap. */
struct protect_checker;
struct protect_checker *protect_checker_new(const struct protect_system *system, const bool *hidden);
void protect_checker_free(struct protect_checker *checker);

/* Whether the table agrees with all that readers know; each variable occurs at most once. */
bool protect_checker_fits(struct protect_checker *checker, const struct protect_change *changes, size_t count);

/* The sums touched by the changes asked about last, each once, and what a sum is in that table. */
const size_t *protect_checker_touched(const struct protect_checker *checker, size_t *ret_count);
int64_t protect_checker_value(const struct protect_checker *checker, size_t sum);

/* Fills in `rest` and `end` from the other members. False when the steps prove nothing: they use what is not published,
 * or the least values cannot make up the rest, or numbers get out of range. */
bool protect_proof_complete(const struct protect_system *system, const bool *hidden, struct protect_proof *proof);

/* Whether the proof holds as it stands. */
bool protect_proof_holds(const struct protect_system *system, const bool *hidden, const struct protect_proof *proof);

#endif
