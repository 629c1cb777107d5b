/* SPDX-License-Identifier: GPL-3.0-or-later
 * The release: all that may be published for one audience, and nothing else. Only release_make() makes one. What is
 * hidden has no number in it. Everything is found by the index of its use (layout/request.h). */
#ifndef PROTECT_RELEASE_H
#define PROTECT_RELEASE_H

#include "base/date.h"
#include "base/error.h"
#include "layout/request.h"
#include "protect/cell.h"

struct account;
struct tally;
struct plan;
struct release;

/* A number of an earlier publication, about what `use` asks for. */
struct earlier_figure {
    size_t use;        /* USE_SUM */
    bool shown;        /* else it was hidden, and not zero */
    int64_t count;     /* as it was published */
    struct text where; /* "edition 2013: data/all_figures.en.csv" */
};

/* A figure that nobody counts from rows: given by the edition. */
struct typed_figure {
    int measure;
    int64_t value;
};

/* A sum that may be published however small it is. */
struct exempt_figure {
    size_t use; /* USE_SUM */
    struct text reason;
};

struct release_inputs {
    const struct codebook *codebook;
    const struct requests *requests; /* as planned */
    const struct plan *plan;
    size_t published_uses; /* the uses after these are in the plan for other reasons: nobody prints them */
    const struct tally *tally;
    const struct policy *policy;
    struct text edition;              /* chooses among patterns of equal cost */
    const struct text *places;        /* where each use is printed: "table months"; NULL: not known */
    const struct release *const *held; /* other publications of this edition that readers have too */
    size_t held_count;
    const struct earlier_figure *earlier;
    size_t earlier_count;
    const struct exempt_figure *exempt;
    size_t exempt_count;
    const struct typed_figure *typed;
    size_t typed_count;
};

/* Protects and audits. What could be worked out is in the account, and then nothing may be published but a reproduction:
 * see account_totals.unsafe. Fails only when the engine does. The release and what it holds live in `keep`; the account is
 * confidential. */
bool release_make(const struct release_inputs *inputs, struct arena *keep, const struct release **ret_release,
                  struct account *account, struct error *err);

/* USE_SUM, USE_DISTINCT. */
struct cell release_sum(const struct release *release, size_t use);

/* A figure typed in; false if the edition does not give it. */
bool release_typed(const struct release *release, int measure, struct cell *ret_cell);

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

/* ---- why a figure is hidden ---- */

/* If `shown` were printed as well, `given_away` would follow from it and from the numbers `from`. Labels only. */
struct release_threat {
    struct text shown, given_away;
    struct text *from;
    size_t from_count;
};

struct release_explanation {
    bool is_published; /* something asks for it; else the other members are empty */
    struct cell cell;
    struct text label, where;
    struct text base_label; /* the whole it is part of */
    struct cell base;
    struct release_threat *threats;
    size_t threat_count;
};

/* About the sum that `use` (USE_SUM, which need not be published) asks for. False when the engine fails. */
bool release_explain(const struct release_inputs *inputs, const struct release *release, size_t use, struct arena *keep,
                     struct release_explanation *ret_explanation, struct error *err);

#endif
