/* SPDX-License-Identifier: GPL-3.0-or-later
 * Audit: what a reader of a pattern can conclude of every target, by a way of its own that shares no formulation with
 * suppression.
 *
 * A target is safe only on the evidence of whole-number tables, each checked in integer arithmetic against every
 * published statement; no such verdict rests on a tolerance of floating point. What is not shown to be safe is unsafe.
 *
 * Everything in here is confidential: witnesses and intervals are for restricted output only. */
#ifndef PROTECT_AUDIT_H
#define PROTECT_AUDIT_H

#include "protect/evidence.h"
#include "protect/system.h"

/* The whole numbers that the sum can be. Its ends are in verified tables, unless unbounded. */
struct protect_interval {
    int64_t low, high; /* low may be -PROTECT_NO_END, high PROTECT_NO_END */
    /* A verified proof forbids to pass the end. Without one, that no table goes further is integer programming's word. */
    bool low_proved, high_proved;
};

enum protect_status {
    PROTECT_SAFE,
    PROTECT_UNSAFE,
    PROTECT_LOST, /* published always, or given away by earlier publications and no further by this one */
};

struct protect_verdict {
    size_t sum;
    enum protect_status status;
    /* Where the goal is met: numbers of two witnesses; in the high one the target is as high as it asks, and the two are the
     * spread apart. The interval then says only what the witnesses have. Otherwise both are 0. */
    size_t low_witness, high_witness;
    struct protect_interval interval; /* unsafe: exact, unless the task is without ends; published always: the value */
    /* Unsafe: the reader's arithmetic, verified; NULL where an end is not proved or not bounded. */
    const struct protect_proof *low_proof, *high_proof;
};

/* A table that a reader cannot rule out. */
struct protect_witness {
    const struct protect_change *changes; /* from the truth */
    size_t change_count;
};

struct protect_audit {
    struct protect_verdict *verdicts; /* of all targets, in the order of the sums */
    size_t verdict_count;
    struct protect_witness *witnesses; /* number 0 is the truth */
    size_t witness_count;
    size_t unsafe_count, lost_count;
};

/* `hidden` has an entry for each sum of the system. Results live in `keep`. Fails on a bad task only: where GLPK gives
 * up, the target counts as unsafe. */
bool protect_audit(const struct protect_task *task, const bool *hidden, struct arena *keep,
                   struct protect_audit *ret_audit, struct error *err);

/* Lays a witness out: a value for each variable of the system. */
void protect_witness_table(const struct protect_system *system, const struct protect_witness *witness, int64_t *table);

/* The feasibility interval of any sum, target or not. */
bool protect_interval_find(const struct protect_task *task, const bool *hidden, size_t sum,
                           struct protect_interval *ret_interval, struct error *err);

#endif
