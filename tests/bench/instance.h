/* SPDX-License-Identifier: GPL-3.0-or-later
 * Instances of the protection problem for benchmark and tests: a folder of invented counts and the tables printed of
 * them, read into the abstract form that the engine works on.
 *
 * FOLDER/tables says, a line each:
 *     dimension NAME CATEGORY...      in the order of the columns of inner.csv
 *     group DIMENSION NAME CATEGORY...  a subtotal of that dimension
 *     table DIMENSION...              printed with all its groups, margins and the whole
 * FOLDER/inner.csv has the joint counts; combinations that it leaves out are 0. */
#ifndef TESTS_BENCH_INSTANCE_H
#define TESTS_BENCH_INSTANCE_H

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "protect/system.h"

/* What the loss of a printed cell costs. */
enum instance_cost {
    INSTANCE_COST_CELLS,  /* 1: the fewest cells are lost */
    INSTANCE_COST_COUNTS, /* its count, at least 1: the least counts are lost, so that large cells are spared */
};

/* What a sum of the system stands for. */
struct instance_sum {
    struct text name; /* "country=C01 type=labour"; "whole" */
    size_t cells;     /* printed with this count: more than one where a group has one member; 0: withheld */
};

/* The variables are the joint counts of all dimensions, the last one fastest. The sums are first the printed cells,
 * each different set of variables once: the whole PROTECT_ALWAYS, all others PROTECT_CANDIDATE, zeros seen. Then come
 * joint counts that no table prints: PROTECT_WITHHELD, zeros not seen. */
struct instance {
    struct protect_system *system;
    const struct instance_sum *sums; /* as many as the system has */
    size_t cells;                    /* printed in all */
};

/* Everything lives in `keep`. Fails on files that cannot be read or do not have the form above. */
bool instance_read(const char *folder, enum instance_cost cost, struct arena *keep, struct instance *ret,
                   struct error *err);

/* The rule of all measurements: threshold 5, spread 2; the default effort. */
struct protect_task instance_task(const struct instance *instance);

#endif
