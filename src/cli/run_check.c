/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the code book says must hold, held against the true counts. */
#include "cli/run_check.h"

#include "cli/run_bind.h"
#include "protect/account.h"

/* The dates that any audience may be told. */
static struct text all_exact_dates(const struct run *run)
{
    struct text all = TEXT_EMPTY;
    for (size_t i = 0; i < run->built_audiences; i++)
        all = text_format(run->keep, "%.*s; %.*s", TEXT_ARGS(all), TEXT_ARGS(run_policy(run, i)->exact_dates));
    return all;
}

/* All the counts, as a release that hides nothing and goes no further: checks are decided on it. */
static bool release_openly(struct run *run)
{
    struct policy *open = ARENA_NEW(run->keep, struct policy);
    *open = (struct policy){.audience = TEXT("checks"), .threshold = 1, .exact_dates = all_exact_dates(run)};
    const struct release_inputs inputs = {.codebook = run->codebook,
                                          .requests = &run->requests,
                                          .plan = &run->checked,
                                          .published_uses = run->requests.use_count,
                                          .tally = run->tally,
                                          .policy = open,
                                          .edition = run->edition.facts.id,
                                          .is_open = true};
    struct account unused = {.keep = run->keep};
    return release_make(&inputs, run->keep, &run->open, &unused, run->err);
}

/* With the numbers, where the readers of every audience have all of them. */
static void tell_check(struct run *run, size_t number)
{
    const struct code_check *check = &run->codebook->checks[number];
    const bool is_error = check->is_error && !run->question;
    struct text figures = TEXT_EMPTY;
    bool are_told = false;
    for (size_t i = 0; i < run->built_audiences && !are_told; i++) {
        const struct bind_inputs inputs = run_bind_inputs(run, 0, i, run->releases ? run->releases[i] : NULL);
        are_told = statement_figures(&inputs, &run->checks.items[number], run->keep, &figures);
    }
    diagnose(run->diagnostics, is_error ? DIAG_E306 : DIAG_W306, source_place_of(&run->codebook->source, check->that),
             check->id, figures);
}

void run_tell_checks(struct run *run)
{
    for (size_t i = 0; i < run->broken_checks.count; i++)
        tell_check(run, run->broken_checks.items[i]);
    run->broken_checks.count = 0;
}

/* An error ends the run; a warning waits until it is known what of its figures may be told, if the run goes so far. A question
 * publishes nothing, and may be what is asked because of a check. */
static void hold_checks(struct run *run)
{
    const struct bind_inputs figures = {.codebook = run->codebook,
                                        .release = run->open,
                                        .requests = &run->requests,
                                        .facts = &run->edition.facts,
                                        .is_given = run->is_given};
    for (size_t i = 0; i < run->checks.count; i++) {
        if (statement_truth(&figures, &run->checks.items[i]) == TRUTH_TRUE)
            continue;
        if (run->codebook->checks[i].is_error && !run->question)
            tell_check(run, i);
        else
            ARENA_PUSH(run->keep, &run->broken_checks, i);
    }
    if (run->is_check || run_has_faults(run))
        run_tell_checks(run);
}

bool run_check(struct run *run)
{
    if (!release_openly(run))
        return false;
    hold_checks(run);
    if (run_has_faults(run))
        run_judge_layouts(run);
    return !run_has_faults(run);
}
