/* SPDX-License-Identifier: GPL-3.0-or-later
 * What must be counted so that protection can reason. Uses of one measure and period whose tables share a variable stand
 * in one cluster, and so do those of measures and periods that equations link (links.h); their counts over all
 * variables of the cluster together are the finest thing a reader could work out. */
#ifndef PROTECT_PLAN_H
#define PROTECT_PLAN_H

#include "base/error.h"
#include "protect/links.h"

/* Of one cube, and of all cubes of a cluster. */
enum { PLAN_JOINT_CELLS_MAX = 200000, PLAN_CLUSTER_CELLS_MAX = 16 * PLAN_JOINT_CELLS_MAX };

#define NO_TABLE SIZE_MAX
#define NO_CUBE SIZE_MAX

/* The counts of a universe over the variables of its cluster. */
struct plan_cube {
    size_t universe;
    size_t table; /* in the requests; NO_TABLE: a rest, which follows from its link */
    bool is_asked; /* something of it is published here or elsewhere */
    bool is_split; /* broken down somewhere */
    bool may_lose_total; /* of a part of the edition's period; whatever else tells of its total stands in this cluster */
};

/* In every cell factors times cubes add up to zero. */
struct plan_link {
    struct link_term *terms; /* `universe` is a cube of the cluster */
    size_t term_count;
    struct text name;
    bool leaves_either;
    size_t exception; /* a cube; NO_CUBE: none (links.h) */
};

struct plan_use {
    size_t use;
    size_t cube;
};

/* Groupings (region) are replaced by the variable they group (nationality). */
struct cluster {
    int roots[REQUEST_DIMENSIONS_MAX]; /* ascending */
    size_t root_count;                 /* 0: totals only */
    bool has_totals;                   /* what links tell of totals is reckoned with here */
    size_t cell_count;                 /* of each cube */
    LIST_OF(struct plan_cube) cubes;
    LIST_OF(struct plan_link) links;
    LIST_OF(struct plan_use) uses; /* that ask for counts or dates */
};

struct plan {
    struct links links;
    LIST_OF(struct cluster) clusters; /* those that have totals first */
    const struct plan *with_totals;   /* where totals of parts of the edition's period may be hidden; NULL: there is none. It is
                                         for what else could not be protected: its clusters are larger */
};

/* Which uses a plan is of. */
struct plan_scope {
    size_t use_count;     /* the first so many */
    const bool *left_out; /* by use: of these, what only other readers get; NULL: nothing */
    struct period whole;  /* the edition's: the totals of its parts are like other margins of tables; all zero: not said */
};

/* Finds the clusters of the uses in scope (NULL: all there are) and adds what must be counted for them to the requests. To
 * be called after all that people wrote is read and before anything is counted. Fails when more variables are linked than a
 * table can have. */
bool plan_make(const struct codebook *codebook, struct requests *requests, const struct plan_scope *scope,
               struct arena *keep, struct plan *ret_plan, struct error *err);

/* The same of all uses, for a release that protects nothing (release_inputs.is_open): no equation ties tables together, and
 * there are no links. */
bool plan_openly(const struct codebook *codebook, struct requests *requests, struct arena *keep, struct plan *ret_plan,
                 struct error *err);

/* The variable that a dimension groups, or the dimension itself. */
int plan_root(const struct codebook *codebook, int dimension);

#endif
