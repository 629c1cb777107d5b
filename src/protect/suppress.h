/* SPDX-License-Identifier: GPL-3.0-or-later
 * Suppression: which candidates to hide, at least cost, so that every target of the rule is protected.
 *
 * Method: primary suppression, then capacity constraints on the pattern, found first for fractional patterns, then for
 * cheap whole ones that a local search proposes (exchange.h), until one is safe or an integer master problem proves the
 * optimum. The constraints are those of M. Fischetti and J. J. Salazar (2001), "Solving the cell suppression problem on
 * tabular data with linear constraints", Management Science 47(7), 1008-1027.
 *
 * A pattern says what to hide; that nothing leaks is for the audit to say (audit.h), which shares none of this. Targets
 * are protected in fractions of counts, and in whole numbers where the task doubts them: see secure.h. */
#ifndef PROTECT_SUPPRESS_H
#define PROTECT_SUPPRESS_H

#include "protect/system.h"

struct protect_pattern {
    bool *hidden; /* for each sum of the system; only candidates are ever hidden */
    size_t count;

    /* Targets that no pattern protects, because of what is published always. Where there are any, `hidden` holds all
     * candidates but zeros: do not publish, coarsen the tables. */
    size_t *exposed;
    size_t exposed_count;

    /* Of complementary suppression, in the candidates' costs: what it is, and what any safe pattern needs at least. Both
     * 0 where targets are exposed. */
    int64_t cost;
    int64_t bound;
    bool optimal; /* cost == bound */
};

/* Among patterns of equal cost the choice falls on the least sum of the first 20 bits of protect_terms_hash() plus one,
 * taken over the sums hidden without being targets (those that tell the same count once, without the variables that
 * everybody knows), as long as a limited effort finds it; else on one that the hash led to.
 *
 * Targets that are published always are left alone: the audit reports them as lost. The same variables and task give the
 * same pattern, whatever the order in which the sums were added. The pattern lives in `keep`. Fails on a bad task or when
 * GLPK cannot solve what it must. */
bool protect_suppress(const struct protect_task *task, struct arena *keep, struct protect_pattern *ret_pattern,
                      struct error *err);

#endif
