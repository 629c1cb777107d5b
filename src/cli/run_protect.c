/* SPDX-License-Identifier: GPL-3.0-or-later
 * From counts to what each audience is released; or from the archive, where there are none. */
#include "cli/run_protect.h"

#include "cli/ledger_places.h"
#include "cli/release_rows.h"
#include "cli/run_answer.h"
#include "cli/run_plan.h"

static void open_report(struct run *run)
{
    run->releases = ARENA_ARRAY(run->keep, const struct release *, run->edition.audience_count);
    for (size_t i = 0; i < run->edition.audience_count; i++) {
        struct account *account = ARENA_NEW(run->keep, struct account);
        account->keep = run->keep;
        account->without_arithmetic = !run->has_accounts;
        const struct pipeline_audience audience = {
            .name = run->edition.audiences[i],
            .may_leak = run_policy(run, i)->may_leak,
            .is_built = i < run->built_audiences,
            .account = account,
            .policy = run_policy(run, i)};
        ARENA_PUSH(run->keep, &run->report->audiences, audience);
    }
}

/* ---- from counts ---- */

/* Whether readers of the audience hold another one of this edition that is not released yet. */
static bool must_wait(const struct run *run, size_t audience)
{
    for (size_t i = 0; i < run->edition.audience_count; i++)
        if (!run->releases[i] && run_holds(run, audience, i))
            return true;
    return false;
}

/* The releases that readers of the audience hold beside their own. */
static size_t held_by(struct run *run, size_t audience, const struct release **held)
{
    size_t count = 0;
    for (size_t i = 0; i < run->edition.audience_count; i++)
        if (run->releases[i] && run_holds(run, audience, i))
            held[count++] = run->releases[i];
    return count;
}

/* Where an audience finds each use. */
static const struct text *places_for(const struct run *run, size_t audience)
{
    const struct ledger_printed printed = {run->layouts.items, run->layouts.count, run->protected[audience].sheets,
                                           run->protected[audience].sheet_count, &run->codebook->source};
    return ledger_places(&printed, &run->requests, run->keep);
}

static bool protect_audience(struct run *run, size_t audience)
{
    run_say(run, text_format(run->keep, "working out what must be hidden from the readers of '%.*s' …",
                         TEXT_ARGS(run->edition.audiences[audience])));
    struct pipeline_audience *done = &run->report->audiences.items[audience];
    const struct release **held = ARENA_ARRAY(run->keep, const struct release *, run->edition.audience_count);
    const struct release_inputs inputs = {.codebook = run->codebook,
                                          .requests = &run->requests,
                                          .plan = &run->protected[audience].plan,
                                          .published_uses = run->published_uses,
                                          .left_out = run->protected[audience].left_out,
                                          .tally = run->tally,
                                          .policy = run_policy(run, audience),
                                          .edition = run->edition.facts.id,
                                          .places = places_for(run, audience),
                                          .held = held,
                                          .held_count = held_by(run, audience, held),
                                          .earlier = run->earlier.items,
                                          .earlier_count = run->earlier.count,
                                          .exempt = run->exempt[audience].items,
                                          .exempt_count = run->exempt[audience].count};
    return release_make(&inputs, run->keep, &run->releases[audience], done->account, run->err) &&
           run_explain(run, &inputs, audience) && run_look_up(run, &inputs, audience);
}

bool run_protect(struct run *run)
{
    open_report(run);
    for (size_t left = run->edition.audience_count; left;) {
        const size_t before = left;
        for (size_t i = 0; i < run->edition.audience_count; i++) {
            if (run->releases[i] || must_wait(run, i))
                continue;
            if (!protect_audience(run, i))
                return false;
            left--;
        }
        if (left == before)
            return error_set(run->err, ERROR_INPUT, "audiences hold each other in a circle: mend 'also holds' in the code book");
    }
    return true;
}

/* ---- from the archive ---- */

static bool restore_audience(struct run *run, size_t audience)
{
    const struct release_origin origin = {run->codebook, &run->requests, run_policy(run, audience)};
    run->protected[audience] = run_audience_of(run, audience);
    return release_rows_restore(run->sealed, &origin, run->published_uses, run->keep, &run->releases[audience], run->err);
}

bool run_restore(struct run *run)
{
    run->protected = ARENA_ARRAY(run->keep, struct protected_audience, run->edition.audience_count);
    open_report(run);
    for (size_t i = 0; i < run->built_audiences; i++)
        if (!restore_audience(run, i))
            return false;
    run->is_safe = true;
    return true;
}
