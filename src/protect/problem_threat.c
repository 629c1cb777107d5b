/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a sum is hidden: what would follow if it, or another hidden one, were published as well. */
#include <string.h>

#include "protect/formulation.h"

struct inquiry {
    const struct problem *problem;
    const struct formulation *formulation;
    struct protect_task task;
    bool *hidden;
    struct arena *keep;
    problem_threats *threats;
    struct error *err;
};

static void add_steps(const struct inquiry *inquiry, const struct protect_proof *proof, size_t shown, bool *taken)
{
    for (size_t i = 0; proof && i < proof->step_count; i++)
        if (proof->steps[i].sum != shown && inquiry->formulation->where[proof->steps[i].sum].len)
            taken[proof->steps[i].sum] = true;
}

static void add_threat(const struct inquiry *inquiry, const struct protect_verdict *verdict, size_t shown)
{
    const size_t count = inquiry->formulation->system->sums.count;
    bool *taken = ARENA_ARRAY(inquiry->keep, bool, count);
    add_steps(inquiry, verdict->low_proof, shown, taken);
    add_steps(inquiry, verdict->high_proof, shown, taken);
    struct release_threat threat = {
        .shown = text_copy(inquiry->keep, inquiry->formulation->labels[shown]),
        .given_away = text_copy(inquiry->keep, inquiry->formulation->labels[verdict->sum]),
        .from = ARENA_ARRAY(inquiry->keep, struct text, count),
    };
    for (size_t i = 0; i < count; i++)
        if (taken[i])
            threat.from[threat.from_count++] = text_copy(inquiry->keep, inquiry->formulation->labels[i]);
    ARENA_PUSH(inquiry->keep, inquiry->threats, threat);
}

static bool is_same_count(const struct inquiry *inquiry, size_t a, size_t b)
{
    const struct protect_sum *first = &inquiry->formulation->system->sums.items[a];
    const struct protect_sum *second = &inquiry->formulation->system->sums.items[b];
    return first->term_count == second->term_count &&
           memcmp(first->terms, second->terms, first->term_count * sizeof *first->terms) == 0;
}

/* What follows when `shown` is published too: anything if it is `number` itself, else only `number`. A count that is
 * both printed somewhere and an atom is told once. */
static bool ask(const struct inquiry *inquiry, size_t shown, size_t number)
{
    struct arena *scratch = arena_new();
    struct protect_audit audit;
    inquiry->hidden[shown] = false;
    const bool ok = protect_audit(&inquiry->task, inquiry->hidden, scratch, &audit, inquiry->err);
    inquiry->hidden[shown] = true;
    for (size_t i = 0; ok && i < audit.verdict_count; i++) {
        const struct protect_verdict *verdict = &audit.verdicts[i];
        const bool about = shown == number ? verdict->sum != number : verdict->sum == number;
        const bool again = i > 0 && is_same_count(inquiry, verdict->sum, audit.verdicts[i - 1].sum);
        if (verdict->status == PROTECT_UNSAFE && about && !again)
            add_threat(inquiry, verdict, shown);
    }
    arena_free(scratch);
    return ok;
}

static bool ask_all(const struct inquiry *inquiry, size_t number)
{
    if (!protect_sum_is_target(&inquiry->formulation->system->sums.items[number], &inquiry->problem->rule))
        return ask(inquiry, number, number);
    for (size_t i = 0; i < inquiry->problem->sums.count; i++)
        if (i != number && inquiry->problem->sums.items[i].hidden && inquiry->problem->sums.items[i].asked &&
            !ask(inquiry, i, number))
            return false;
    return true;
}

bool problem_find_threats(const struct problem *problem, size_t number, struct arena *keep, problem_threats *threats,
                          struct error *err)
{
    struct arena *scratch = arena_new();
    struct formulation formulation;
    const struct formulation_view view = {0};
    bool ok = formulate(problem, &view, scratch, &formulation, err);
    if (ok) {
        struct inquiry inquiry = {
            .problem = problem,
            .formulation = &formulation,
            .task = {formulation.system, problem->rule, protect_effort_default(), 0},
            .hidden = ARENA_ARRAY(scratch, bool, formulation.system->sums.count),
            .keep = keep,
            .threats = threats,
            .err = err,
        };
        for (size_t i = 0; i < problem->sums.count; i++)
            inquiry.hidden[i] = problem->sums.items[i].hidden;
        ok = ask_all(&inquiry, number);
    }
    arena_free(scratch);
    return ok;
}
