/* SPDX-License-Identifier: GPL-3.0-or-later
 * Variables and sums, checked as they are added; what a reader sees of a sum under a pattern. */
#include "protect/system.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

struct protect_system *protect_system_new(struct arena *keep)
{
    struct protect_system *system = ARENA_NEW(keep, struct protect_system);
    system->keep = keep;
    return system;
}

bool protect_system_add_variable(struct protect_system *system, struct protect_variable variable, size_t *ret_number,
                                 struct error *err)
{
    if (variable.least < 0 || variable.value < variable.least || variable.value > PROTECT_COUNT_MAX)
        return error_set(err, ERROR_INPUT, "a count to protect is out of range");
    *ret_number = system->variables.count;
    ARENA_PUSH(system->keep, &system->variables, variable);
    return true;
}

static int by_variable(const void *left, const void *right)
{
    const struct protect_term *a = left, *b = right;
    return (a->variable > b->variable) - (a->variable < b->variable);
}

/* One term for each variable, in their order, without those that cancel out. */
static size_t gather_terms(struct protect_term *terms, size_t count)
{
    if (count)
        qsort(terms, count, sizeof *terms, by_variable);
    size_t kept = 0;
    for (size_t i = 0; i < count;) {
        struct protect_term gathered = terms[i++];
        for (; i < count && terms[i].variable == gathered.variable; i++)
            gathered.factor += terms[i].factor;
        if (gathered.factor)
            terms[kept++] = gathered;
    }
    return kept;
}

static bool check_terms(const struct protect_system *system, const struct protect_sum_request *request,
                        struct error *err)
{
    for (size_t i = 0; i < request->term_count; i++) {
        const struct protect_term *term = &request->terms[i];
        if (term->variable >= system->variables.count)
            return error_set(err, ERROR_INPUT, "a sum to protect names an unknown count");
        if (term->factor < -PROTECT_FACTOR_MAX || term->factor > PROTECT_FACTOR_MAX)
            return error_set(err, ERROR_INPUT, "a sum to protect has a factor out of range");
    }
    return true;
}

static bool check_told(const struct protect_sum_request *request, struct error *err)
{
    const struct protect_range *told = &request->told;
    if (request->kind != PROTECT_TOLD)
        return true;
    const bool low_fits = told->low == -PROTECT_NO_END || imaxabs(told->low) <= PROTECT_COUNT_MAX;
    const bool high_fits = told->high == PROTECT_NO_END || imaxabs(told->high) <= PROTECT_COUNT_MAX;
    if (!low_fits || !high_fits || told->low > told->high || request->zero_is_seen)
        return error_set(err, ERROR_INPUT, "the range told of a sum is out of range");
    return true;
}

static bool evaluate(const struct protect_system *system, struct protect_sum *sum, struct error *err)
{
    sum->value = 0;
    for (size_t i = 0; i < sum->term_count; i++) {
        const struct protect_term *term = &sum->terms[i];
        if (term->factor < -PROTECT_FACTOR_MAX || term->factor > PROTECT_FACTOR_MAX ||
            !number_add(&sum->value, term->factor * system->variables.items[term->variable].value))
            return error_set(err, ERROR_INPUT, "a sum to protect is out of range");
    }
    if (sum->value < -PROTECT_COUNT_MAX || sum->value > PROTECT_COUNT_MAX)
        return error_set(err, ERROR_INPUT, "a sum to protect is out of range");
    if (sum->kind == PROTECT_TOLD && (sum->value < sum->told.low || sum->value > sum->told.high))
        return error_set(err, ERROR_INPUT, "a sum to protect is outside the range told of it");
    if (sum->value < 0 && sum->zero_is_seen)
        return error_set(err, ERROR_INPUT, "a signed difference cannot be known as one or more");
    return true;
}

bool protect_system_add_sum(struct protect_system *system, const struct protect_sum_request *request,
                            size_t *ret_number, struct error *err)
{
    const bool candidate = request->kind == PROTECT_CANDIDATE;
    if (candidate ? request->cost < 1 || request->cost > PROTECT_COUNT_MAX : request->cost != 0)
        return error_set(err, ERROR_INPUT, "the cost of suppressing a sum is out of range");
    if (!check_terms(system, request, err) || !check_told(request, err))
        return false;
    struct protect_term *terms = ARENA_ARRAY(system->keep, struct protect_term, request->term_count);
    if (request->term_count)
        memcpy(terms, request->terms, request->term_count * sizeof *terms);
    struct protect_sum sum = {
        .kind = request->kind,
        .zero_is_seen = request->zero_is_seen,
        .cost = request->cost,
        .told = request->told,
        .exempt = request->exempt,
        .given_away = request->given_away,
        .goal = request->goal,
        .terms = terms,
        .term_count = gather_terms(terms, request->term_count),
    };
    if (!evaluate(system, &sum, err))
        return false;
    *ret_number = system->sums.count;
    ARENA_PUSH(system->keep, &system->sums, sum);
    return true;
}

struct protect_effort protect_effort_default(void)
{
    return (struct protect_effort){.rounds = 1000, .nodes = 2000, .pivots = 170000};
}

bool protect_task_check(const struct protect_task *task, struct error *err)
{
    const struct protect_rule *rule = &task->rule;
    if (rule->threshold < 1 || rule->threshold > PROTECT_COUNT_MAX || rule->spread < 0 ||
        rule->spread > PROTECT_COUNT_MAX)
        return error_set(err, ERROR_INPUT, "threshold or spread of the protection rule are out of range");
    const struct protect_effort *effort = &task->effort;
    if (effort->rounds < 0 || effort->nodes < 1 || effort->pivots < 0)
        return error_set(err, ERROR_INPUT, "the effort allowed for protection is out of range");
    return true;
}

static const struct protect_range ANYTHING = {-PROTECT_NO_END, PROTECT_NO_END};

static bool is_shown(const struct protect_sum *sum, bool hidden)
{
    switch (sum->kind) {
    case PROTECT_ALWAYS:
        return true;
    case PROTECT_CANDIDATE:
        return !hidden || sum->value == 0;
    case PROTECT_WITHHELD:
        return sum->value == 0 && sum->zero_is_seen;
    case PROTECT_TOLD:
        break;
    }
    return false;
}

struct protect_range protect_sum_known(const struct protect_sum *sum, bool hidden)
{
    if (is_shown(sum, hidden))
        return (struct protect_range){sum->value, sum->value};
    struct protect_range known = sum->kind == PROTECT_TOLD ? sum->told : ANYTHING;
    if (sum->zero_is_seen && known.low < 1)
        known.low = 1;
    return known;
}

bool protect_range_is_one(struct protect_range range)
{
    return range.low == range.high;
}

bool protect_range_is_all(struct protect_range range)
{
    return range.low == -PROTECT_NO_END && range.high == PROTECT_NO_END;
}

bool protect_sum_is_target(const struct protect_sum *sum, const struct protect_rule *rule)
{
    return sum->value >= 1 && sum->value < rule->threshold && !sum->exempt && sum->kind != PROTECT_TOLD;
}

struct protect_goal protect_sum_goal(const struct protect_sum *sum, const struct protect_rule *rule)
{
    return sum->given_away ? sum->goal : (struct protect_goal){rule->threshold, rule->spread};
}

/* The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
static uint64_t mix(uint64_t bits)
{
    bits += 0x9e3779b97f4a7c15u;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    return bits ^ (bits >> 31);
}

uint64_t protect_terms_hash(uint64_t seed, const struct protect_term *terms, size_t term_count)
{
    uint64_t hash = mix(seed);
    for (size_t i = 0; i < term_count; i++) {
        hash = mix(hash ^ (uint64_t)terms[i].variable);
        hash = mix(hash ^ (uint64_t)terms[i].factor);
    }
    return hash;
}
