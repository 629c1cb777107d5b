/* SPDX-License-Identifier: GPL-3.0-or-later
 * Solving a cluster: what earlier publications gave away is found first, then a pattern, then its audit. */
#include <string.h>

#include "protect/arithmetic.h"
#include "protect/formulation.h"

static struct protect_task task_of(const struct problem *problem, const struct protect_system *system, uint64_t seed)
{
    return (struct protect_task){
        .system = system, .rule = problem->rule, .effort = protect_effort_default(), .seed = seed};
}

/* ---- what readers can tell already ---- */

static bool holds_anything(const struct problem *problem)
{
    for (size_t i = 0; i < problem->sums.count; i++)
        if (problem->sums.items[i].held != HELD_NOT || problem->sums.items[i].reason.len)
            return true;
    return false;
}

/* For targets that what readers hold, or what is exempt, gives away by itself: their interval is all that is left to keep. */
static bool find_given_away(const struct problem *problem, struct arena *keep, const struct protect_goal **ret_goals,
                            struct error *err)
{
    *ret_goals = NULL;
    if (!holds_anything(problem))
        return true;
    struct formulation held;
    struct protect_audit audit;
    const struct formulation_view view = {.held_only = true};
    if (!formulate(problem, &view, keep, &held, err))
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
    return true;
}

/* ---- the account ---- */

struct accountant {
    const struct problem *problem;
    const struct formulation *formulation;
    const bool *hidden;
    struct account *account;
    struct text cluster;
};

static enum account_status status_of(enum protect_status status)
{
    switch (status) {
    case PROTECT_SAFE:
        return ACCOUNT_SAFE;
    case PROTECT_UNSAFE:
        return ACCOUNT_UNSAFE;
    case PROTECT_LOST:
        break;
    }
    return ACCOUNT_LOST;
}

static struct text arithmetic_of(const struct accountant *a, const struct protect_verdict *verdict)
{
    struct arena *scratch = arena_new();
    const size_t count = a->formulation->system->sums.count;
    struct protect_name *names = ARENA_ARRAY(scratch, struct protect_name, count);
    for (size_t i = 0; i < count; i++)
        names[i] = (struct protect_name){a->formulation->labels[i], a->formulation->where[i]};
    const struct protect_explanation explanation = {.system = a->formulation->system,
                                                    .hidden = a->hidden,
                                                    .sum = verdict->sum,
                                                    .low_proof = verdict->low_proof,
                                                    .high_proof = verdict->high_proof,
                                                    .names = names};
    struct text_builder b = {0};
    protect_arithmetic_add(&explanation, &b);
    const struct text arithmetic = text_copy(a->account->keep, text_built(&b));
    text_builder_done(&b);
    arena_free(scratch);
    return arithmetic;
}

static void enter_verdict(const struct accountant *a, const struct protect_verdict *verdict)
{
    struct account_entry entry = {
        .status = status_of(verdict->status),
        .label = text_copy(a->account->keep, a->formulation->labels[verdict->sum]),
        .where = text_copy(a->account->keep, a->formulation->where[verdict->sum]),
        .cluster = a->cluster,
        .hidden = a->hidden[verdict->sum],
        .count = a->formulation->system->sums.items[verdict->sum].value,
        .low = verdict->interval.low,
        .high = verdict->interval.high,
    };
    if (verdict->status != PROTECT_SAFE)
        entry.arithmetic = arithmetic_of(a, verdict);
    ARENA_PUSH(a->account->keep, &a->account->entries, entry);
}

static void enter_exemption(const struct accountant *a, const struct published *sum)
{
    const bool small = sum->value > 0 && sum->value < a->problem->rule.threshold;
    const struct account_entry entry = {
        .status = ACCOUNT_EXEMPT,
        .label = text_copy(a->account->keep, sum->label),
        .where = text_copy(a->account->keep, sum->where),
        .cluster = a->cluster,
        .hidden = sum->hidden,
        .count = sum->value,
        .low = sum->value,
        .high = sum->value,
        .reason = text_copy(a->account->keep, sum->reason),
    };
    if (!sum->reason.len || !small)
        return;
    ARENA_PUSH(a->account->keep, &a->account->entries, entry);
    a->account->totals.exempt++;
}

static struct text cluster_name(const struct problem *problem, struct arena *keep)
{
    struct text_builder b = {0};
    const struct cluster *cluster = problem->cluster;
    for (size_t i = 0; i < cluster->cubes.count; i++) {
        if (!cluster->cubes.items[i].is_asked)
            continue;
        if (b.len)
            text_add_c(&b, "; ");
        universe_name(problem->codebook, &problem->links->universes.items[cluster->cubes.items[i].universe], &b);
    }
    text_add_c(&b, cluster->root_count ? " by" : " in all");
    for (size_t i = 0; i < cluster->root_count; i++)
        text_add_format(&b, "%s %.*s", i ? "," : "", TEXT_ARGS(problem->codebook->dimensions[cluster->roots[i]].id));
    const struct text name = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return name;
}

static void enter_all(const struct accountant *a, const struct protect_audit *audit, const struct protect_pattern *pattern)
{
    struct account_totals *totals = &a->account->totals;
    for (size_t i = 0; i < audit->verdict_count; i++)
        enter_verdict(a, &audit->verdicts[i]);
    totals->targets += audit->verdict_count;
    totals->unsafe += audit->unsafe_count;
    totals->lost += audit->lost_count;
    totals->cost += pattern->cost;
    totals->bound += pattern->bound;
    for (size_t i = 0; i < a->problem->sums.count; i++) {
        const struct published *sum = &a->problem->sums.items[i];
        enter_exemption(a, sum);
        totals->held += sum->held != HELD_NOT;
        totals->published += sum->asked;
        totals->primary += sum->asked && sum->hidden && sum->primary;
        totals->complementary += sum->asked && sum->hidden && !sum->primary;
    }
}

static void note_links(const struct accountant *a)
{
    const struct cluster *cluster = a->problem->cluster;
    for (size_t i = 0; i < cluster->links.count; i++) {
        bool holds = true;
        for (size_t cell = 0; cell < cluster->cell_count; cell++)
            holds = holds && a->problem->link_holds[i * cluster->cell_count + cell];
        if (!holds) {
            const struct text note = text_format(
                a->account->keep, "\"%.*s\" does not hold everywhere in the data for %.*s: there readers who reckon with it are misled",
                TEXT_ARGS(cluster->links.items[i].name), TEXT_ARGS(a->cluster));
            ARENA_PUSH(a->account->keep, &a->account->notes, note);
        }
    }
}

/* ---- solving ---- */

static void mark_hidden(struct problem *problem, const struct formulation *formulation, const bool *hidden)
{
    for (size_t i = 0; i < problem->sums.count; i++) {
        struct published *sum = &problem->sums.items[i];
        const struct protect_sum *of = &formulation->system->sums.items[i];
        sum->primary = protect_sum_is_target(of, &problem->rule);
        sum->hidden = !protect_range_is_one(protect_sum_known(of, hidden[i]));
    }
}

static bool choose_pattern(const struct problem *problem, const struct protect_task *task, struct arena *scratch,
                           struct protect_pattern *ret_pattern, struct error *err)
{
    if (!problem->is_reproduction)
        return protect_suppress(task, scratch, ret_pattern, err);
    const size_t count = task->system->sums.count;
    *ret_pattern = (struct protect_pattern){.hidden = ARENA_ARRAY(scratch, bool, count), .count = count};
    return true;
}

static bool weigh(struct problem *problem, uint64_t seed, struct arena *scratch, struct account *account,
                  struct error *err)
{
    struct formulation_view view = {0};
    struct formulation formulation;
    struct protect_pattern pattern;
    struct protect_audit audit;
    if (!find_given_away(problem, scratch, &view.goals, err) ||
        !formulate(problem, &view, scratch, &formulation, err))
        return false;
    const struct protect_task task = task_of(problem, formulation.system, seed);
    if (!choose_pattern(problem, &task, scratch, &pattern, err) ||
        !protect_audit(&task, pattern.hidden, scratch, &audit, err))
        return false;
    mark_hidden(problem, &formulation, pattern.hidden);
    const struct accountant accountant = {.problem = problem,
                                          .formulation = &formulation,
                                          .hidden = pattern.hidden,
                                          .account = account,
                                          .cluster = cluster_name(problem, account->keep)};
    enter_all(&accountant, &audit, &pattern);
    note_links(&accountant);
    return true;
}

bool problem_solve(struct problem *problem, uint64_t seed, struct account *account, struct error *err)
{
    struct arena *scratch = arena_new();
    const bool ok = weigh(problem, seed, scratch, account, err);
    arena_free(scratch);
    return ok;
}
