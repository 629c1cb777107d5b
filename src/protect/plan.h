/* SPDX-License-Identifier: GPL-3.0-or-later
 * What must be counted so that protection can reason: uses of one measure and period whose tables share a variable are
 * linked, and their joint table is the finest thing a reader could work out. */
#ifndef PROTECT_PLAN_H
#define PROTECT_PLAN_H

#include "base/error.h"
#include "layout/request.h"

enum { PLAN_JOINT_CELLS_MAX = 200000 };

/* Linked uses. Groupings (region) are replaced by the variable they group (nationality). */
struct component {
    int measure;
    struct period period;
    int roots[REQUEST_DIMENSIONS_MAX]; /* ascending */
    size_t root_count;
    size_t joint; /* table over the roots */
    size_t *uses; /* that ask for counts */
    size_t use_count, use_capacity;
};

struct plan {
    struct component *items;
    size_t count, capacity;
};

/* Finds the components of the first `use_count` uses and adds their joint tables to the requests. To be called after all layouts are read and before
 * anything is counted. Fails when more variables are linked than a table can have. */
bool plan_make(const struct codebook *codebook, struct requests *requests, size_t use_count, struct arena *keep,
               struct plan *ret_plan, struct error *err);

/* The variable that a dimension groups, or the dimension itself. */
int plan_root(const struct codebook *codebook, int dimension);

#endif
