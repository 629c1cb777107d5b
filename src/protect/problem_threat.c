/* SPDX-License-Identifier: GPL-3.0-or-later
 * What would follow if a sum that is not shown were printed as well: the audit is asked again, with that sum published. */
#include <string.h>

#include "protect/arithmetic.h"
#include "protect/formulation.h"

struct inquiry {
    const struct problem *problem;
    const struct formulation *formulation;
    struct protect_task task;
    bool *hidden;
    size_t number; /* the sum asked about */
    struct arena *keep, *scratch;
    struct problem_examination *found;
    struct error *err;
};

static struct protect_sum *sum_of(const struct inquiry *inquiry, size_t number)
{
    return &inquiry->formulation->system->sums.items[number];
}

static bool is_same_count(const struct inquiry *inquiry, size_t a, size_t b)
{
    const struct protect_sum *first = sum_of(inquiry, a), *second = sum_of(inquiry, b);
    return first->term_count == second->term_count &&
           memcmp(first->terms, second->terms, first->term_count * sizeof *first->terms) == 0;
}

/* ---- in words ---- */

enum { NOTHING_PRINTED = -1 };

/* `printed`: the sum that is taken to be published as well. */
static struct text arithmetic_of(const struct inquiry *inquiry, const struct protect_verdict *verdict, ptrdiff_t printed)
{
    const struct formulation *formulation = inquiry->formulation;
    struct protect_name *names = formulation_names(formulation, inquiry->scratch);
    struct text_builder b = {0};
    if (printed != NOTHING_PRINTED)
        names[printed].where = TEXT("if it were printed");
    const struct protect_explanation explanation = {.system = formulation->system,
                                                    .hidden = inquiry->hidden,
                                                    .sum = verdict->sum,
                                                    .low_proof = verdict->low_proof,
                                                    .high_proof = verdict->high_proof,
                                                    .names = names};
    protect_arithmetic_add_reasoned(&explanation, formulation->reasons, &b);
    const struct text arithmetic = text_copy(inquiry->keep, text_built(&b));
    text_builder_done(&b);
    return arithmetic;
}

static void add_threat(const struct inquiry *inquiry, const struct protect_verdict *verdict, size_t printed)
{
    const struct release_threat threat = {
        .printed = printed == inquiry->number ? TEXT_EMPTY
                                              : text_copy(inquiry->keep, inquiry->formulation->labels[printed]),
        .given_away = text_copy(inquiry->keep, inquiry->formulation->labels[verdict->sum]),
        .arithmetic = arithmetic_of(inquiry, verdict, (ptrdiff_t)printed),
    };
    ARENA_PUSH(inquiry->keep, &inquiry->found->threats, threat);
}

/* ---- the sum by itself ---- */

/* What a reader can tell of the sum, judged as if it were small and the only one to be protected. */
static bool judge(const struct inquiry *inquiry, struct protect_verdict *ret_verdict)
{
    const struct protect_system *system = inquiry->formulation->system;
    const int64_t value = sum_of(inquiry, inquiry->number)->value;
    struct protect_task task = inquiry->task;
    struct protect_audit audit;
    bool *exempt = ARENA_ARRAY(inquiry->scratch, bool, system->sums.count);
    if (task.rule.threshold <= value)
        task.rule.threshold = value + 1;
    for (size_t i = 0; i < system->sums.count; i++) {
        exempt[i] = system->sums.items[i].exempt;
        system->sums.items[i].exempt = i != inquiry->number;
    }
    const bool ok = protect_audit(&task, inquiry->hidden, inquiry->scratch, &audit, inquiry->err);
    for (size_t i = 0; i < system->sums.count; i++)
        system->sums.items[i].exempt = exempt[i];
    *ret_verdict = ok && audit.verdict_count ? audit.verdicts[0] : (struct protect_verdict){.status = PROTECT_SAFE};
    return ok;
}

static bool is_small(const struct inquiry *inquiry)
{
    const int64_t value = sum_of(inquiry, inquiry->number)->value;
    return value > 0 && value < inquiry->problem->rule.threshold;
}

static bool examine_as_it_stands(const struct inquiry *inquiry)
{
    struct protect_verdict verdict;
    if (!judge(inquiry, &verdict))
        return false;
    if (verdict.status != PROTECT_UNSAFE || (!is_small(inquiry) && verdict.interval.low != verdict.interval.high))
        return true;
    inquiry->found->can_be_worked_out = true;
    inquiry->found->low = verdict.interval.low;
    inquiry->found->high = verdict.interval.high;
    inquiry->found->arithmetic = arithmetic_of(inquiry, &verdict, NOTHING_PRINTED);
    return true;
}

/* ---- if it were printed ---- */

/* Whether the second audit tells more of the target than the first. */
static bool tells_more(const struct protect_verdict *before, const struct protect_verdict *after)
{
    return after->status == PROTECT_UNSAFE &&
           (before->status != PROTECT_UNSAFE || after->interval.low > before->interval.low ||
            after->interval.high < before->interval.high);
}

/* Whether all that `part` counts is counted by `whole`. Terms stand by variable. */
static bool is_part_of(const struct inquiry *inquiry, size_t part, size_t whole)
{
    const struct protect_sum *inner = sum_of(inquiry, part), *outer = sum_of(inquiry, whole);
    size_t at = 0;
    for (size_t i = 0; i < inner->term_count; i++) {
        while (at < outer->term_count && outer->terms[at].variable < inner->terms[i].variable)
            at++;
        if (at == outer->term_count || outer->terms[at].variable != inner->terms[i].variable)
            return false;
    }
    return true;
}

/* The sum asked about is no news, nor is it that what a small count bounds is small, too; each is told once. */
static bool is_told(const struct inquiry *inquiry, const struct protect_audit *after, size_t verdict, const bool *told)
{
    const size_t sum = after->verdicts[verdict].sum;
    const struct protect_interval interval = after->verdicts[verdict].interval;
    if (is_same_count(inquiry, sum, inquiry->number) || (is_small(inquiry) && interval.low != interval.high))
        return true;
    for (size_t i = 0; i < verdict; i++)
        if (told[i] && is_part_of(inquiry, sum, after->verdicts[i].sum))
            return true;
    return false;
}

/* An exempt sum, or one printed always, is a target in one of the audits only. */
static const struct protect_verdict *verdict_on(const struct protect_audit *audit, size_t sum)
{
    for (size_t i = 0; i < audit->verdict_count; i++)
        if (audit->verdicts[i].sum == sum)
            return &audit->verdicts[i];
    return NULL;
}

static void add_consequences(const struct inquiry *inquiry, const struct protect_audit *before,
                             const struct protect_audit *after)
{
    bool *told = ARENA_ARRAY(inquiry->scratch, bool, after->verdict_count);
    for (size_t i = 0; i < after->verdict_count; i++) {
        const struct protect_verdict *was = verdict_on(before, after->verdicts[i].sum);
        told[i] = was && tells_more(was, &after->verdicts[i]) && !is_told(inquiry, after, i, told);
        if (told[i])
            add_threat(inquiry, &after->verdicts[i], inquiry->number);
    }
}

static bool examine_printed(const struct inquiry *inquiry)
{
    struct protect_audit before, after;
    struct protect_sum *sum = sum_of(inquiry, inquiry->number);
    const struct protect_sum as_it_was = *sum;
    const bool was_hidden = inquiry->hidden[inquiry->number];
    if (!protect_audit(&inquiry->task, inquiry->hidden, inquiry->scratch, &before, inquiry->err))
        return false;
    sum->kind = PROTECT_ALWAYS;
    sum->cost = 0;
    inquiry->hidden[inquiry->number] = false;
    const bool ok = protect_audit(&inquiry->task, inquiry->hidden, inquiry->scratch, &after, inquiry->err);
    if (ok)
        add_consequences(inquiry, &before, &after);
    *sum = as_it_was;
    inquiry->hidden[inquiry->number] = was_hidden;
    return ok;
}

/* ---- what is hidden for its sake ---- */

static bool examine_protectors(const struct inquiry *inquiry)
{
    for (size_t i = 0; i < inquiry->problem->sums.count; i++) {
        const struct published *other = &inquiry->problem->sums.items[i];
        struct protect_verdict verdict;
        if (!other->hidden || !other->asked || other->primary || is_same_count(inquiry, i, inquiry->number))
            continue;
        inquiry->hidden[i] = false;
        const bool ok = judge(inquiry, &verdict);
        if (ok && verdict.status == PROTECT_UNSAFE)
            add_threat(inquiry, &verdict, i);
        inquiry->hidden[i] = true;
        if (!ok)
            return false;
    }
    return true;
}

bool problem_examine(const struct problem *problem, size_t number, struct arena *keep,
                     struct problem_examination *ret_examination, struct error *err)
{
    struct arena *scratch = arena_new();
    struct formulation formulation;
    const struct formulation_view view = {0};
    *ret_examination = (struct problem_examination){0};
    bool ok = formulate(problem, &view, scratch, &formulation, err);
    if (ok) {
        const struct inquiry inquiry = {
            .problem = problem,
            .formulation = &formulation,
            .task = {.system = formulation.system, .rule = problem->rule, .effort = protect_effort_default()},
            .hidden = ARENA_ARRAY(scratch, bool, formulation.system->sums.count),
            .number = number,
            .keep = keep,
            .scratch = scratch,
            .found = ret_examination,
            .err = err,
        };
        for (size_t i = 0; i < problem->sums.count; i++)
            inquiry.hidden[i] = problem->sums.items[i].hidden;
        ok = examine_as_it_stands(&inquiry) && examine_printed(&inquiry) &&
             (!is_small(&inquiry) || ret_examination->can_be_worked_out || examine_protectors(&inquiry));
    }
    arena_free(scratch);
    return ok;
}
