/* SPDX-License-Identifier: GPL-3.0-or-later
 * Suppression and audit in turns. Suppression thinks in fractions of counts, which is quick and nearly always right; a
 * reader knows that counts are whole. Where the audit finds that this gives a target away, suppression is asked again and
 * now looks for whole numbers for that target, until the audit has nothing new to object to. */
#ifndef PROTECT_SECURE_H
#define PROTECT_SECURE_H

#include "protect/audit.h"
#include "protect/suppress.h"

/* The pattern and its audit, both in `keep`. Targets may still be unsafe: those that no pattern protects, those whose
 * tables were not found within the task's effort. Fails as protect_suppress() and protect_audit() do. */
bool protect_secure(const struct protect_task *task, struct arena *keep, struct protect_pattern *ret_pattern,
                    struct protect_audit *ret_audit, struct error *err);

/* Of a system too large to be searched: suppression looks at `rough` instead, of the same rule and effort, whose system
 * tells readers less and begins with the same `shared` sums, among them all candidates. What even such readers find out is
 * told: then *ret_is_rough is set, and pattern and audit are of the rough system. Else they are of the task's; where the
 * turns come to no end with it, or the audit objects to what is not shared, its own system is searched after all. */
bool protect_secure_roughly(const struct protect_task *task, const struct protect_task *rough, size_t shared,
                            struct arena *keep, struct protect_pattern *ret_pattern, struct protect_audit *ret_audit,
                            bool *ret_is_rough, struct error *err);

/* One turn: marks in `doubted`, which has an entry for each sum, the targets that the audit of the pattern found unsafe.
 * False if there is no point in asking again: nothing is marked anew, or some targets cannot be protected at all. */
bool protect_doubt(const struct protect_pattern *pattern, const struct protect_audit *audit, bool *doubted);

#endif
