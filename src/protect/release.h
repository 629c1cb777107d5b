/* SPDX-License-Identifier: GPL-3.0-or-later
 * The release: all that may be published for one audience, and nothing else. Only release_make() makes one, and
 * release_restore() one that was (record.h). What is
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

enum earlier_kind {
    EARLIER_HIDDEN,  /* and not zero */
    EARLIER_SHOWN,   /* of USE_DISTINCT: the number of categories */
    EARLIER_AT_MOST, /* left out of a ranking whose last has so many */
};

/* A number of an earlier publication, about what `use` asks for. */
struct earlier_figure {
    size_t use;        /* USE_SUM, USE_DISTINCT */
    enum earlier_kind kind;
    int64_t count;     /* as it was published */
    struct text edition; /* "2013" */
    struct text where;   /* "edition 2013: data/all_figures.en.csv" */
    struct text audience; /* who got it: "public"; empty: the list does not say */
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
    const bool *left_out;  /* by use: of those published, what this audience does not get; NULL: nothing */
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
    bool is_open; /* nothing is protected, nothing judged, and nothing goes to the account: only to decide checks */
};

/* Protects and audits. What could be worked out is in the account, and then nothing may be published but a reproduction:
 * see account_totals.unsafe. Fails only when the engine does. The release and what it holds live in `keep`; the account is
 * confidential. */
bool release_make(const struct release_inputs *inputs, struct arena *keep, const struct release **ret_release,
                  struct account *account, struct error *err);

/* USE_SUM, USE_DISTINCT. */
struct cell release_sum(const struct release *release, size_t use);
/* Of a hidden USE_SUM: whether the policy hides zeros and nothing in the release says that it is not zero. */
bool release_sum_may_be_zero(const struct release *release, size_t use);

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
bool release_cell_may_be_zero(const struct release *release, size_t use, const int *parts);

/* ---- USE_TOP ---- */

struct release_rank {
    int category;
    struct cell cell;
};
/* The categories asked for, largest first; none where the order would tell about hidden counts. */
const struct release_rank *release_top(const struct release *release, size_t use, size_t *ret_count);
/* The categories that the ranking leaves out, in the order of the code book, each with the most that it can have. */
const struct release_rank *release_top_others(const struct release *release, size_t use, size_t *ret_count);

/* ---- USE_EARLIEST, USE_LATEST ---- */

/* Neither is shown where the policy does not name the date, where there is none, or where it would give a small count
 * away. */
struct release_date {
    bool year_is_shown, day_is_shown;
    date_day day; /* the first day of the year where only the year is shown */
};
struct release_date release_date(const struct release *release, size_t use);

/* Whether a percentage of this base may be printed. */
bool release_base_suffices(const struct release *release, struct cell base);

const struct policy *release_policy(const struct release *release);

/* ---- what becomes of a figure, and why ---- */

enum release_status {
    RELEASE_NOT_ASKED, /* no layout asks for it */
    RELEASE_SHOWN,
    RELEASE_HIDDEN,
    RELEASE_JOINED, /* no number of its own: it is part of a labelled sum */
};

/* Something that a reader could work out if one number more were printed. Confidential. */
struct release_threat {
    struct text printed; /* empty: the figure that is explained */
    struct text given_away;
    struct text arithmetic; /* lines */
};

/* The row or column of a table in which small categories stand together. */
struct release_joined {
    struct text label, where;
    struct cell cell;
    int dimension;
    struct release_part part;
};

struct release_explanation {
    enum release_status status;
    struct text label, where;
    struct cell cell;
    struct text exempt; /* the reason why it may be published however small it is */
    struct text base_label; /* the whole it is part of; empty: it is the whole */
    struct cell base;
    struct release_joined joined; /* JOINED */
    const struct earlier_figure **earlier; /* what earlier publications said of it */
    size_t earlier_count;
    bool is_reckoned_with; /* something that is published has to do with it */
    bool is_held;          /* readers have it from elsewhere */
    bool can_be_worked_out; /* though it is not printed */
    /* Confidential, and only where it is not shown: */
    bool is_small;
    int64_t count;
    int64_t low, high; /* where it can be worked out: what a reader can tell of it */
    struct text arithmetic;
    struct release_threat *threats; /* printed: the figure, or another one that it rests on */
    size_t threat_count;
};

/* Uses to be explained (USE_SUM, which need not be published). */
struct release_questions {
    const size_t *uses;
    size_t count;
    bool in_full; /* with all that is confidential, and whether it can be worked out; else only what a reader sees */
};

/* ret_explanations has an entry for each question. False when the engine fails. */
bool release_explain(const struct release_inputs *inputs, const struct release *release,
                     const struct release_questions *questions, struct arena *keep,
                     struct release_explanation *ret_explanations, struct error *err);

#endif
