/* SPDX-License-Identifier: GPL-3.0-or-later
 * What each audience gets, and what its readers have beside it: the plan of what may be worked out by whom. */
#include "cli/run_plan.h"

#include <string.h>

static bool has_audience(const struct policy *policy, struct text audience)
{
    for (size_t i = 0; i < policy->also_holds_count; i++)
        if (text_equal(policy->also_holds[i], audience))
            return true;
    return false;
}

bool run_holds(const struct run *run, size_t audience, size_t other)
{
    return audience != other && !run_policy(run, other)->may_leak && !run_policy(run, audience)->may_leak &&
           has_audience(run_policy(run, audience), run->edition.audiences[other]);
}

/* The same, also by way of others. */
static void find_held(const struct run *run, size_t audience, bool *is_held)
{
    is_held[audience] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < run->edition.audience_count; i++)
            for (size_t k = 0; k < run->edition.audience_count; k++)
                if (is_held[i] && !is_held[k] && run_holds(run, i, k))
                    changed = is_held[k] = true;
    }
}

/* Marks the uses of sheets that the audience does not get. */
static void leave_out(const struct run *run, size_t audience, bool *left_out)
{
    for (size_t use = run->layout_uses; use < run->published_uses; use++)
        for (size_t i = 0; i < run->sheets.count; i++)
            if (sheet_is_for(&run->sheets.items[i], run->edition.audiences[audience]) &&
                sheet_asks(&run->sheets.items[i], use))
                left_out[use] = false;
}

struct protected_audience run_audience_of(const struct run *run, size_t audience)
{
    const size_t uses = run->requests.use_count;
    bool *is_held = ARENA_ARRAY(run->keep, bool, run->edition.audience_count);
    struct protected_audience found = {.left_out = ARENA_ARRAY(run->keep, bool, uses),
                                       .unknown = ARENA_ARRAY(run->keep, bool, uses)};
    found.sheets = arena_alloc(run->keep, run->sheets.count, sizeof *found.sheets);
    for (size_t i = 0; i < run->sheets.count; i++)
        if (sheet_is_for(&run->sheets.items[i], run->edition.audiences[audience]))
            found.sheets[found.sheet_count++] = &run->sheets.items[i];
    for (size_t use = run->layout_uses; use < run->published_uses; use++)
        found.left_out[use] = found.unknown[use] = true;
    leave_out(run, audience, found.left_out);
    find_held(run, audience, is_held);
    for (size_t i = 0; i < run->edition.audience_count; i++)
        if (is_held[i])
            leave_out(run, i, found.unknown);
    return found;
}

/* Of an audience before this one whose readers have the same sheets; NULL: there is none. */
static const struct plan *find_same_plan(const struct run *run, size_t audience)
{
    for (size_t i = 0; i < audience; i++)
        if (memcmp(run->protected[i].unknown, run->protected[audience].unknown,
                   run->requests.use_count * sizeof *run->protected[i].unknown) == 0)
            return &run->protected[i].plan;
    return NULL;
}

/* An audience's plan knows of no sheet that its readers do not have: it is as if there were none. What it would have counted
 * beside what is published is not, where nothing will be protected. */
static bool plan_audiences(struct run *run)
{
    struct requests aside = run->requests, *requests = run->is_check ? &aside : &run->requests;
    run->protected = ARENA_ARRAY(run->keep, struct protected_audience, run->edition.audience_count);
    for (size_t i = 0; i < run->edition.audience_count; i++) {
        struct protected_audience *audience = &run->protected[i];
        *audience = run_audience_of(run, i);
        const struct plan_scope scope = {run->ledger_uses, audience->unknown, run->edition.facts.period};
        const struct plan *same = find_same_plan(run, i);
        if (same)
            audience->plan = *same;
        else if (!plan_make(run->codebook, requests, &scope, run->keep, &audience->plan, run->err))
            return false;
    }
    return true;
}

bool run_plan(struct run *run)
{
    if (!plan_audiences(run) || !plan_openly(run->codebook, &run->requests, run->keep, &run->checked, run->err))
        return false;
    const struct ledger_reader reader = run_ledger_reader(run);
    for (size_t i = 0; i < run->edition.audience_count; i++)
        ledger_check_exempt(&reader, run_policy(run, i), &run->exempt[i], &run->protected[i].plan);
    return true;
}
