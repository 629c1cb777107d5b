/* SPDX-License-Identifier: GPL-3.0-or-later
 * The release: all that may be published for one audience, and nothing else. Only release_make() makes one. What is
 * hidden has no number in it. Everything is found by the index of its use (layout/request.h). */
#ifndef PROTECT_RELEASE_H
#define PROTECT_RELEASE_H

#include "base/date.h"
#include "base/error.h"
#include "layout/request.h"
#include "protect/cell.h"

struct tally;
struct plan;
struct release;

struct release_inputs {
    const struct codebook *codebook;
    const struct requests *requests; /* as planned */
    const struct plan *plan;
    const struct tally *tally;
    const struct policy *policy;
    struct text edition; /* chooses among patterns of equal cost */
};

/* What happened, in numbers that disclose nothing. */
struct release_summary {
    size_t published;     /* different sums that the layouts ask for */
    size_t primary;       /* of them hidden because they are small */
    size_t complementary; /* hidden so that those cannot be worked out */
    size_t joined;        /* categories joined into a labelled sum */
    size_t targets;       /* counts whose protection was proved */
};

/* Protects and audits. Fails with ERROR_DISCLOSE when a count under the threshold could be worked out: then nothing may
 * be published. `restricted` gets the confidential account (counts and intervals of all targets): it goes to no place but
 * the edition's restricted folder. The release lives in `keep`. */
bool release_make(const struct release_inputs *inputs, struct arena *keep, const struct release **ret_release,
                  struct release_summary *ret_summary, struct text_builder *restricted, struct error *err);

/* USE_SUM, USE_DISTINCT. */
struct cell release_sum(const struct release *release, size_t use);

/* ---- USE_TABLE ---- */

/* A row or column heading: one category, or several joined ones. Categories without any case are left out unless they
 * are all there is. */
struct release_part {
    const int *categories; /* indices in the dimension, in the order of the code book */
    int count;
};

enum { RELEASE_TOTAL = -1 };

/* The parts along the `place`-th dimension of the use's `by`. */
const struct release_part *release_parts(const struct release *release, size_t use, size_t place, int *ret_count);
/* The cell at `parts[place]` for each place, RELEASE_TOTAL for the sum over it. */
struct cell release_cell(const struct release *release, size_t use, const int *parts);

/* ---- USE_TOP ---- */

struct release_rank {
    int category;
    struct cell cell;
};
/* The categories asked for, largest first; none where the order would tell about hidden counts. */
const struct release_rank *release_top(const struct release *release, size_t use, size_t *ret_count);

/* ---- USE_EARLIEST, USE_LATEST ---- */

struct release_date {
    bool year_is_shown, day_is_shown;
    date_day day; /* the first day of the year where only the year is shown */
};
struct release_date release_date(const struct release *release, size_t use);

/* Whether a percentage of this base may be printed. */
bool release_base_suffices(const struct release *release, struct cell base);

const struct policy *release_policy(const struct release *release);

#endif
