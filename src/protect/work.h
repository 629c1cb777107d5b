/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: a release in the making, cluster by cluster. Confidential. */
#ifndef PROTECT_WORK_H
#define PROTECT_WORK_H

#include "protect/problem.h"
#include "protect/release.h"

/* How far apart at least the counts are that a reader must think possible of a small one. */
enum { SPREAD = 2 };

struct released_table {
    struct release_part *parts[REQUEST_DIMENSIONS_MAX];
    int part_count[REQUEST_DIMENSIONS_MAX];
    struct cell *cells; /* over parts + 1 for the total in each place, the last place running fastest */
    bool *may_be_zero;  /* of each cell: it is hidden, and nothing says that it is not zero */
    size_t *sums;       /* while the cluster is being solved: the published sum of each cell */
    size_t cell_count;
};

struct released_top {
    struct release_rank *ranks, *others;
    size_t count, other_count;
};

struct released {
    struct cell sum;
    bool sum_may_be_zero;
    size_t sum_number;
    struct released_table table;
    struct released_top top;
    struct release_date date;
    bool withheld; /* a number of categories or a date that would give a small count away */
};

/* Categories of a dimension that are published as one labelled sum in the tables of a cube. */
struct join {
    size_t cube;
    int dimension;
    bool *joined; /* by category; NULL: none */
    bool given_up;
};

/* What readers of the release get of one cluster. */
struct told {
    struct published *sums;
    size_t sum_count;
    struct bounded *bounds;
    size_t bound_count;
    struct join *joins;
    size_t join_count;
};

struct release {
    const struct codebook *codebook;
    const struct requests *requests;
    const struct policy *policy;
    const struct plan *plan;
    struct released *uses; /* by use */
    struct told *told;     /* by cluster */
    bool *total_is_told;   /* by universe: something of it is printed */
    bool *total_is_hidden; /* by universe */
};

struct work {
    const struct release_inputs *inputs;
    const struct cluster *cluster;
    size_t cluster_number;
    struct release *release;
    struct told *held; /* of the cluster, by each held release (held.h) */
    struct arena *keep;
    struct problem problem;
    LIST_OF(struct join) joins;
};

/* ---- the cluster and its uses (work.c) ---- */

const struct use *work_use(const struct work *work, size_t use);
const struct table_request *work_table(const struct work *work, const struct use *use);
/* The dimension at a place of the use's `by`, and how many categories it has. */
int work_dimension(const struct work *work, const struct use *use, size_t place);
int work_categories(const struct work *work, int dimension);
/* The cube of the cluster that the use is about; SIZE_MAX: none. */
size_t work_cube(const struct work *work, const struct use *use);
/* Whether the audience gets the use, and it is not there for other reasons. */
bool work_prints(const struct release_inputs *inputs, size_t use);
/* The same of the cluster's `place`-th use. */
bool work_is_printed(const struct work *work, size_t place);
/* The part as a set of categories, the caller's to free. */
bool *work_part_set(const struct work *work, const struct use *use, size_t place, const struct release_part *part);

/* The sum over a use's set where the dimension at `place` is `category` (and, for `other` >= 0, the one at the other
 * place is that category). */
int64_t work_count(const struct work *work, const struct use *use, size_t place, int category, size_t other_place, int other);
/* The same for every category at `place`; the caller's to free. */
int64_t *work_counts(const struct work *work, const struct use *use, size_t place);
/* Of all publications that the same readers hold; of a reproduction, what it is measured by. */
int64_t work_lowest_threshold(const struct release_inputs *inputs);
/* How exactly the policy lets a date be told: it says that there is a case, and of one case it tells much. */
enum exactness { DATE_IS_HIDDEN, DATE_IS_YEAR, DATE_IS_DAY };
enum exactness work_exactness(const struct release_inputs *inputs, const struct use *use);
/* Under which counts are hidden. */
int64_t work_threshold(const struct work *work);
bool work_is_small(const struct work *work, int64_t count);

/* A new problem with the cluster's counts and nothing but totals published. */
void work_begin(struct work *work);

/* ---- joining small categories (join.c) ---- */

struct join *join_at(struct work *work, size_t cube, int dimension);
struct join *join_of(struct work *work, const struct use *use, int dimension);
bool join_is_allowed(const struct work *work, const struct use *use);
/* Joins the categories of the use's table that are small, and as many more as it takes. */
void join_start(struct work *work, const struct use *use);
/* Widens the join of the first table that still hides cells; false if there is none to widen. */
bool join_widen(struct work *work);
/* Tables that show other parts than those readers hold tell the two apart: takes over the joins of what they hold. False
 * if there is nothing new to take. */
bool join_adopt(struct work *work);

/* ---- statements (statements.c) ---- */

/* "clients gender=women @2014". */
void work_label(const struct work *work, const struct use *use, struct text_builder *b);
/* All statements that readers get: the edition's own, then what they have from elsewhere. In a problem just begun. */
void state_all(struct work *work, struct account *account);

/* ---- solving (release.c) ---- */

/* States, suppresses and audits, with coarser tables as long as that helps. */
bool work_solve(struct work *work, struct account *account, struct error *err);
struct cell work_cell(const struct work *work, size_t sum);
bool work_may_be_zero(const struct work *work, size_t sum);

#endif
