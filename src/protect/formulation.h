/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: a problem as a system. Cells that every statement treats alike cannot be told apart by a reader:
 * together they are one variable of the system (an atom). An atom is also the least thing that linked tables or
 * differences between published sums could reveal, so each is a target, printed or not. */
#ifndef PROTECT_FORMULATION_H
#define PROTECT_FORMULATION_H

#include "protect/problem.h"

struct protect_name;

struct formulation {
    struct protect_system *system; /* the problem's sums come first, with their numbers */
    struct text *labels;           /* of the system's sums: what each counts */
    struct text *where;            /* where it is published; empty: nowhere */
    struct text *reasons;          /* why readers know a range of it; empty: it is printed, or nothing is known */
    size_t target_count;           /* the sums after these are what readers know of measures and rankings */
};

/* What the system is to say. */
struct formulation_view {
    bool is_rough; /* to whom knows equations only as merge.h says */
    bool held_only; /* as if this edition published nothing but what is exempt: what readers have from elsewhere */
    bool without_exempt; /* nor that */
    const struct protect_goal *goals; /* for each sum, of those given away: what is left to keep; high 0: as the rule says */
};

bool formulate(const struct problem *problem, const struct formulation_view *view, struct arena *keep,
               struct formulation *ret_formulation, struct error *err);

/* Where the sum is published, for somebody who looks it up: the first places, and how many more there are. */
struct text formulation_places(const struct formulation *formulation, size_t sum, struct arena *keep);

/* What arithmetic calls the sums: labels, with the first places. */
struct protect_name *formulation_names(const struct formulation *formulation, struct arena *keep);

#endif
