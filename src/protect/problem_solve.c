/* SPDX-License-Identifier: GPL-3.0-or-later
 * Solving a cluster: what earlier publications gave away is found first, then a pattern and its audit. */
#include <string.h>

#include "protect/problem_account.h"
#include "protect/secure.h"

static struct protect_task task_of(const struct problem *problem, const struct protect_system *system, uint64_t seed)
{
    return (struct protect_task){
        .system = system, .rule = problem->rule, .effort = protect_effort_default(), .seed = seed};
}

/* ---- what readers can tell already ---- */

static bool exempts_anything(const struct problem *problem)
{
    for (size_t i = 0; i < problem->sums.count; i++)
        if (problem->sums.items[i].reason.len)
            return true;
    return false;
}

static bool holds_anything(const struct problem *problem)
{
    for (size_t i = 0; i < problem->sums.count; i++)
        if (problem->sums.items[i].held != HELD_NOT)
            return true;
    for (size_t i = 0; i < problem->bounds.count; i++)
        if (problem->bounds.items[i].held)
            return true;
    return exempts_anything(problem);
}

/* What has been given away before this edition says anything. */
struct given_away {
    const struct protect_goal *goals; /* for each target, what is left to keep; high 0: all. NULL: nothing is given away */
    const bool *by_exemption;         /* only because of what is exempt */
};

/* For each target that the view gives away by itself, its interval: that is all that is left to keep. */
static bool find_goals(const struct problem *problem, const struct formulation_view *view, struct arena *keep,
                       struct protect_goal **ret_goals, size_t *ret_count, struct error *err)
{
    struct formulation held;
    struct protect_audit audit;
    if (!formulate(problem, view, keep, &held, err))
        return false;
    bool *hidden = ARENA_ARRAY(keep, bool, held.system->sums.count);
    memset(hidden, true, held.system->sums.count);
    const struct protect_task task = task_of(problem, held.system, 0);
    if (!protect_audit(&task, hidden, keep, &audit, err))
        return false;
    struct protect_goal *goals = ARENA_ARRAY(keep, struct protect_goal, held.target_count);
    for (size_t i = 0; i < audit.verdict_count; i++) {
        const struct protect_verdict *verdict = &audit.verdicts[i];
        if (verdict->status == PROTECT_UNSAFE && verdict->sum < held.target_count)
            goals[verdict->sum] = (struct protect_goal){
                verdict->interval.high, verdict->interval.high - verdict->interval.low};
    }
    *ret_goals = goals;
    *ret_count = held.target_count;
    return true;
}

static bool is_less(struct protect_goal left, struct protect_goal before)
{
    return left.high && (!before.high || left.high < before.high || left.spread < before.spread);
}

static bool find_given_away(const struct problem *problem, struct arena *keep, struct given_away *ret_given,
                            struct error *err)
{
    const struct formulation_view with = {.held_only = true};
    const struct formulation_view without = {.held_only = true, .without_exempt = true};
    struct protect_goal *goals, *held;
    size_t count;
    *ret_given = (struct given_away){NULL, NULL};
    if (!holds_anything(problem))
        return true;
    if (!find_goals(problem, &with, keep, &goals, &count, err))
        return false;
    ret_given->goals = goals;
    bool *by_exemption = ARENA_ARRAY(keep, bool, count);
    ret_given->by_exemption = by_exemption;
    if (!exempts_anything(problem))
        return true;
    if (!find_goals(problem, &without, keep, &held, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        by_exemption[i] = is_less(goals[i], held[i]);
    return true;
}

/* ---- solving ---- */

/* Small, and readers have it from elsewhere: it is lost, but only an exemption of this policy would let it be printed. */
static bool is_lost(const struct problem *problem, const struct published *sum)
{
    return sum->held == HELD_SHOWN && sum->primary && !problem->is_reproduction;
}

static void mark_hidden(struct problem *problem, const struct formulation *formulation, const bool *hidden)
{
    for (size_t i = 0; i < problem->sums.count; i++) {
        struct published *sum = &problem->sums.items[i];
        const struct protect_sum *of = &formulation->system->sums.items[i];
        sum->primary = protect_sum_is_target(of, &problem->rule);
        sum->hidden = is_lost(problem, sum) || !protect_range_is_one(protect_sum_known(of, hidden[i]));
    }
}

/* Systems of more variables are searched roughly. */
enum { VARIABLES_FOR_ROUGH = 200 };

/* As formulated for whom knows equations roughly. What earlier publications gave away of the problem's own sums is known
 * exactly. */
static bool formulate_roughly(const struct problem *problem, const struct given_away *given, struct arena *keep,
                              struct formulation *ret_rough, struct error *err)
{
    const struct formulation_view held = {.is_rough = true, .held_only = true};
    struct formulation_view view = {.is_rough = true};
    size_t count;
    if (given->goals) {
        struct protect_goal *goals;
        if (!find_goals(problem, &held, keep, &goals, &count, err))
            return false;
        memcpy(goals, given->goals, problem->sums.count * sizeof *goals);
        view.goals = goals;
    }
    return formulate(problem, &view, keep, ret_rough, err);
}

/* What came of it: a pattern of a formulation, and its audit. */
struct solution {
    struct formulation formulation;
    struct protect_pattern pattern;
    struct protect_audit audit;
    const bool *by_exemption; /* of the formulation's sums */
};

/* Searches a rough formulation. The solution is of that one if it leaks; else it was audited as it stands. */
static bool solve_roughly(const struct problem *problem, const struct given_away *given, const struct protect_task *task,
                          struct arena *scratch, struct solution *solution, struct error *err)
{
    struct formulation rough;
    bool is_rough;
    if (!formulate_roughly(problem, given, scratch, &rough, err))
        return false;
    const struct protect_task asked = task_of(problem, rough.system, task->seed);
    if (!protect_secure_roughly(task, &asked, problem->sums.count, scratch, &solution->pattern, &solution->audit, &is_rough,
                                err))
        return false;
    if (!is_rough)
        return true;
    solution->formulation = rough;
    if (given->by_exemption) {
        bool *by_exemption = ARENA_ARRAY(scratch, bool, rough.system->sums.count);
        memcpy(by_exemption, given->by_exemption, problem->sums.count * sizeof *by_exemption);
        solution->by_exemption = by_exemption;
    }
    return true;
}

/* A reproduction hides nothing; that is all that is told of it where no account is written. */
static bool solve(const struct problem *problem, const struct given_away *given, uint64_t seed, bool in_full,
                  struct arena *scratch, struct solution *solution, struct error *err)
{
    const struct formulation_view view = {.goals = given->goals};
    solution->by_exemption = given->by_exemption;
    if (!formulate(problem, &view, scratch, &solution->formulation, err))
        return false;
    struct protect_task task = task_of(problem, solution->formulation.system, seed);
    if (problem->is_reproduction) {
        task.without_ends = !in_full;
        const size_t count = task.system->sums.count;
        solution->pattern = (struct protect_pattern){.hidden = ARENA_ARRAY(scratch, bool, count), .count = count};
        return protect_audit(&task, solution->pattern.hidden, scratch, &solution->audit, err);
    }
    if (task.system->variables.count > VARIABLES_FOR_ROUGH)
        return solve_roughly(problem, given, &task, scratch, solution, err);
    return protect_secure(&task, scratch, &solution->pattern, &solution->audit, err);
}

static bool weigh(struct problem *problem, uint64_t seed, struct arena *scratch, struct account *account,
                  struct error *err)
{
    struct given_away given;
    struct solution solution;
    if (!find_given_away(problem, scratch, &given, err) ||
        !solve(problem, &given, seed, !account->without_arithmetic, scratch, &solution, err))
        return false;
    mark_hidden(problem, &solution.formulation, solution.pattern.hidden);
    problem_withdraw_rankings(problem);
    const struct accountant accountant = {.problem = problem,
                                          .formulation = &solution.formulation,
                                          .hidden = solution.pattern.hidden,
                                          .by_exemption = solution.by_exemption,
                                          .account = account};
    problem_account(&accountant, &solution.audit, &solution.pattern);
    return true;
}

bool problem_solve(struct problem *problem, uint64_t seed, struct account *account, struct error *err)
{
    if (problem->is_open)
        return true;
    struct arena *scratch = arena_new();
    const bool ok = weigh(problem, seed, scratch, account, err);
    arena_free(scratch);
    return ok;
}
