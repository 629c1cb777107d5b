/* SPDX-License-Identifier: GPL-3.0-or-later
 * Percentages that are printed without their counts: which bases fit all of them, and with which counts. */
#ifndef CLI_PRINTED_BASES_H
#define CLI_PRINTED_BASES_H

#include "cli/printed.h"

/* Of a row: the counts from `low` to `high` come to its percentage. */
struct printed_fit {
    int64_t low, high;
};

struct printed_base {
    int64_t base;
    const struct printed_fit *fits; /* of each row of the group */
};

/* The percentages of one table and of one printed base, of which no count is printed. */
struct printed_group {
    struct text table;
    int64_t base;             /* that is printed; -1: none */
    const size_t *rows;       /* of the list */
    size_t row_count;
    int64_t sought_max;       /* bases from 1 to this were tried */
    const struct printed_base *bases; /* that fit all of them half up, as parts of one whole; the largest ones */
    size_t base_count;        /* at most PRINTED_BASES_SHOWN */
    size_t fitting_count;     /* of all that fit */
};

enum { PRINTED_BASES_SHOWN = 8 };

struct printed_groups {
    struct printed_group *items;
    size_t count, capacity;
};

/* Whether the count of what the percentage in that row is of is printed, too. */
bool printed_has_count(const struct printed_rows *rows, size_t row);

/* Finds the groups of two or more percentages that have no printed base, or one of which no count fits one of them. */
void printed_find_groups(const struct printed_rows *rows, struct arena *keep, struct printed_groups *groups);

/* The counts of a table that add up to nearly all of the base that is printed with them. */
struct printed_sum {
    struct text table;
    int64_t sum, base;
    const size_t *rows; /* of the list */
    size_t row_count;
};

struct printed_sums {
    struct printed_sum *items;
    size_t count, capacity;
};

/* Finds those of three or more counts that come to nine tenths of the base at least, and to less than it: a part is missing. */
void printed_find_sums(const struct printed_rows *rows, struct arena *keep, struct printed_sums *sums);

#endif
