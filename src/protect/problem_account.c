/* SPDX-License-Identifier: GPL-3.0-or-later
 * From verdicts and sums to entries of the account. */
#include "protect/problem_account.h"

#include "protect/arithmetic.h"

static enum account_status status_of(const struct accountant *a, const struct protect_verdict *verdict)
{
    switch (verdict->status) {
    case PROTECT_SAFE:
        return ACCOUNT_SAFE;
    case PROTECT_UNSAFE:
        return ACCOUNT_UNSAFE;
    case PROTECT_LOST:
        break;
    }
    return a->by_exemption && a->by_exemption[verdict->sum] ? ACCOUNT_EXEMPT : ACCOUNT_LOST;
}

static struct text arithmetic_of(const struct accountant *a, const struct protect_verdict *verdict)
{
    struct arena *scratch = arena_new();
    const struct protect_explanation explanation = {.system = a->formulation->system,
                                                    .hidden = a->hidden,
                                                    .sum = verdict->sum,
                                                    .low_proof = verdict->low_proof,
                                                    .high_proof = verdict->high_proof,
                                                    .names = formulation_names(a->formulation, scratch)};
    struct text_builder b = {0};
    protect_arithmetic_add_reasoned(&explanation, a->formulation->reasons, &b);
    const struct text arithmetic = text_copy(a->account->keep, text_built(&b));
    text_builder_done(&b);
    arena_free(scratch);
    return arithmetic;
}

/* ---- what a count follows from, by name ---- */

static void use_proof(const struct protect_proof *proof, bool *used)
{
    for (size_t i = 0; proof && i < proof->step_count; i++)
        used[proof->steps[i].sum] = true;
}

/* A total that counts as told because something of it is: it may be printed nowhere. */
static bool is_only_taken_as_told(const struct accountant *a, size_t sum)
{
    const struct published *of = sum < a->problem->sums.count ? &a->problem->sums.items[sum] : NULL;
    return of && of->role == SUM_TOTAL && !of->asked && of->held == HELD_NOT;
}

/* "clients @2014 (table months)", "that 'exits @2014' is not zero". Of what no reader sees it is not said that it is zero. */
static struct text source_name(const struct accountant *a, size_t sum)
{
    const struct text label = a->formulation->labels[sum];
    const struct text where = formulation_places(a->formulation, sum, a->account->keep);
    const struct protect_range known = protect_sum_known(&a->formulation->system->sums.items[sum], a->hidden[sum]);
    const struct text place =
        where.len ? text_format(a->account->keep, " (%.*s)", TEXT_ARGS(where)) : TEXT_EMPTY;
    if (a->formulation->reasons[sum].len)
        return text_format(a->account->keep, "that a list of the most frequent leaves out '%.*s'%.*s", TEXT_ARGS(label),
                           TEXT_ARGS(place));
    if (is_only_taken_as_told(a, sum))
        return text_copy(a->account->keep, label);
    if (protect_range_is_one(known) && known.low == 0)
        return text_format(a->account->keep, "that '%.*s' is zero%.*s", TEXT_ARGS(label), TEXT_ARGS(place));
    if (!protect_range_is_one(known))
        return text_format(a->account->keep, "that '%.*s' is not zero%.*s", TEXT_ARGS(label), TEXT_ARGS(place));
    return text_format(a->account->keep, "%.*s%.*s", TEXT_ARGS(label), TEXT_ARGS(place));
}

/* What everybody knows of measures is told apart from what is published. */
static void add_source(const struct accountant *a, size_t sum, struct account_entry *entry)
{
    const bool published = sum < a->formulation->target_count || a->formulation->reasons[sum].len;
    struct arena *keep = a->account->keep;
    if (!published) {
        account_names_add(&entry->known, keep, a->formulation->labels[sum]);
        return;
    }
    account_names_add(&entry->from, keep, source_name(a, sum));
    const struct protect_range of_sum = protect_sum_known(&a->formulation->system->sums.items[sum], a->hidden[sum]);
    entry->zeros_tell = entry->zeros_tell || (!a->problem->zeros_hidden && of_sum.low == 1 && !protect_range_is_one(of_sum));
    const struct published *of = sum < a->problem->sums.count ? &a->problem->sums.items[sum] : NULL;
    if (of && of->role == SUM_TOTAL && of->held == HELD_NOT &&
        a->formulation->system->sums.items[sum].kind == PROTECT_ALWAYS)
        account_names_add(&entry->totals, keep, of->label);
}

/* A count that is printed follows from itself. */
static void add_sources(const struct accountant *a, const struct protect_verdict *verdict, struct account_entry *entry)
{
    struct arena *scratch = arena_new();
    bool *used = ARENA_ARRAY(scratch, bool, a->formulation->system->sums.count);
    use_proof(verdict->low_proof, used);
    use_proof(verdict->high_proof, used);
    if (!verdict->low_proof && !verdict->high_proof)
        used[verdict->sum] = !a->hidden[verdict->sum];
    for (size_t i = 0; i < a->formulation->system->sums.count; i++)
        if (used[i])
            add_source(a, i, entry);
    arena_free(scratch);
}

/* The reasons of what is exempt and gives the count away; of all that is, where no proof tells which. */
static struct text exemption_of(const struct accountant *a, const struct protect_verdict *verdict)
{
    struct account_names some = {0}, all = {0};
    struct text reason = TEXT_EMPTY;
    struct arena *scratch = arena_new();
    bool *used = ARENA_ARRAY(scratch, bool, a->formulation->system->sums.count);
    use_proof(verdict->low_proof, used);
    use_proof(verdict->high_proof, used);
    for (size_t i = 0; i < a->problem->sums.count; i++) {
        const struct published *sum = &a->problem->sums.items[i];
        if (!sum->reason.len)
            continue;
        const struct text told =
            text_format(scratch, "follows from what is exempt, '%.*s': %.*s", TEXT_ARGS(sum->label), TEXT_ARGS(sum->reason));
        account_names_add(&all, scratch, told);
        if (used[i])
            account_names_add(&some, scratch, told);
    }
    const struct account_names *chosen = some.count ? &some : &all;
    for (size_t i = 0; i < chosen->count; i++)
        reason = text_format(scratch, "%.*s%s%.*s", TEXT_ARGS(reason), i ? "; " : "", TEXT_ARGS(chosen->items[i]));
    reason = text_copy(a->account->keep, reason);
    arena_free(scratch);
    return reason;
}

/* What readers hold from elsewhere need not be printed here. */
static bool is_hidden(const struct accountant *a, size_t sum)
{
    const bool published = sum < a->problem->sums.count;
    return published && a->problem->sums.items[sum].held == HELD_SHOWN ? a->problem->sums.items[sum].hidden : a->hidden[sum];
}

static void enter_verdict(const struct accountant *a, const struct protect_verdict *verdict)
{
    struct account_entry entry = {
        .status = status_of(a, verdict),
        .label = text_copy(a->account->keep, a->formulation->labels[verdict->sum]),
        .where = text_copy(a->account->keep, a->formulation->where[verdict->sum]),
        .cluster = a->cluster,
        .hidden = is_hidden(a, verdict->sum),
        .count = a->formulation->system->sums.items[verdict->sum].value,
        .low = verdict->interval.low,
        .high = verdict->interval.high,
    };
    if (verdict->status != PROTECT_SAFE && !a->account->without_arithmetic)
        entry.arithmetic = arithmetic_of(a, verdict);
    if (entry.status == ACCOUNT_UNSAFE)
        add_sources(a, verdict, &entry);
    if (entry.status == ACCOUNT_EXEMPT)
        entry.reason = exemption_of(a, verdict);
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
        .hidden = sum->asked && sum->hidden,
        .count = sum->value,
        .low = sum->value,
        .high = sum->value,
        .reason = text_copy(a->account->keep, sum->reason),
    };
    if (!sum->reason.len || !small)
        return;
    ARENA_PUSH(a->account->keep, &a->account->entries, entry);
}

/* A total that is asked for in one cluster may be hidden, at a cost, in that of totals. */
static void enter_figure(const struct accountant *a, size_t number)
{
    const struct published *sum = &a->problem->sums.items[number];
    const struct account_figure figure = {
        .label = text_copy(a->account->keep, sum->label),
        .where = text_copy(a->account->keep, sum->where),
        .is_asked = sum->asked,
        .is_held = sum->held != HELD_NOT,
        .hidden = sum->asked && sum->hidden,
        .is_small = sum->primary,
        .count = sum->value,
        .cost = a->formulation->system->sums.items[number].cost,
    };
    if (figure.is_asked || figure.is_held || sum->role == SUM_TOTAL)
        ARENA_PUSH(a->account->keep, &a->account->figures, figure);
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
    totals->unsafe += audit->unsafe_count;
    totals->cost += pattern->cost;
    totals->bound += pattern->bound;
    for (size_t i = 0; i < a->problem->sums.count; i++) {
        enter_exemption(a, &a->problem->sums.items[i]);
        enter_figure(a, i);
    }
}

static void note_links(const struct accountant *a)
{
    const struct cluster *cluster = a->problem->cluster;
    for (size_t i = 0; i < cluster->links.count; i++) {
        size_t failing = 0;
        if (cluster->links.items[i].exception != NO_CUBE)
            continue;
        for (size_t cell = 0; cell < cluster->cell_count; cell++)
            failing += !a->problem->link_holds[i * cluster->cell_count + cell];
        if (failing)
            account_fail(a->account, cluster->links.items[i].name, failing);
    }
}

void problem_account(const struct accountant *accountant, const struct protect_audit *audit,
                     const struct protect_pattern *pattern)
{
    struct accountant a = *accountant;
    a.cluster = cluster_name(a.problem, a.account->keep);
    enter_all(&a, audit, pattern);
    note_links(&a);
}
