/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables and proofs, checked in integer arithmetic that notices overflow. */
#include "protect/evidence.h"

#include <stdlib.h>

#include "base/number.h"

/* *sum += factor * value, if that fits. */
static bool add_product(int64_t *sum, int64_t factor, int64_t value)
{
    int64_t product;
    return !__builtin_mul_overflow(factor, value, &product) && number_add(sum, product);
}

bool protect_sum_in_table(const struct protect_sum *sum, const int64_t *table, int64_t *ret_value)
{
    int64_t value = 0;
    for (size_t i = 0; i < sum->term_count; i++)
        if (!add_product(&value, sum->terms[i].factor, table[sum->terms[i].variable]))
            return false;
    *ret_value = value;
    return true;
}

static bool statement_fits(const struct protect_sum *sum, bool hidden, const int64_t *table)
{
    int64_t value;
    if (!protect_sum_in_table(sum, table, &value))
        return false;
    const struct protect_range known = protect_sum_known(sum, hidden);
    return value >= known.low && value <= known.high;
}

bool protect_table_fits(const struct protect_system *system, const bool *hidden, const int64_t *table)
{
    for (size_t i = 0; i < system->variables.count; i++)
        if (table[i] < system->variables.items[i].least || table[i] > PROTECT_COUNT_MAX)
            return false;
    for (size_t i = 0; i < system->sums.count; i++)
        if (!statement_fits(&system->sums.items[i], hidden[i], table))
            return false;
    return true;
}

/* Adds what is published of the step's sum, so many times: the end that limits it on the side of the proof. */
static bool add_step(const struct protect_system *system, const bool *hidden, const struct protect_proof *proof,
                     const struct protect_step *step, int64_t *known)
{
    const struct protect_sum *sum = &system->sums.items[step->sum];
    const struct protect_range told = protect_sum_known(sum, hidden[step->sum]);
    const int64_t end = proof->upper == (step->factor > 0) ? told.high : told.low;
    return end != PROTECT_NO_END && end != -PROTECT_NO_END && add_product(known, step->factor, end);
}

static bool add_terms(int64_t *left_over, const struct protect_sum *sum, int64_t times)
{
    for (size_t i = 0; i < sum->term_count; i++)
        if (!add_product(&left_over[sum->terms[i].variable], times, sum->terms[i].factor))
            return false;
    return true;
}

/* S, and in `left_over` divisor * sum less the steps, variable by variable. */
static bool follow_steps(const struct protect_system *system, const bool *hidden, const struct protect_proof *proof,
                         int64_t *left_over, int64_t *known)
{
    if (!add_terms(left_over, &system->sums.items[proof->sum], proof->divisor))
        return false;
    for (size_t i = 0; i < proof->step_count; i++) {
        const struct protect_step *step = &proof->steps[i];
        if (step->sum >= system->sums.count || step->factor == INT64_MIN)
            return false;
        if (!add_step(system, hidden, proof, step, known) ||
            !add_terms(left_over, &system->sums.items[step->sum], -step->factor))
            return false;
    }
    return true;
}

static bool make_up_rest(const struct protect_system *system, bool upper, const int64_t *left_over, int64_t *rest)
{
    for (size_t i = 0; i < system->variables.count; i++) {
        if (upper ? left_over[i] > 0 : left_over[i] < 0)
            return false;
        if (!add_product(rest, left_over[i], system->variables.items[i].least))
            return false;
    }
    return true;
}

static int64_t divide_down(int64_t number, int64_t divisor)
{
    return number / divisor - (number % divisor < 0);
}

bool protect_proof_complete(const struct protect_system *system, const bool *hidden, struct protect_proof *proof)
{
    if (proof->divisor < 1 || proof->sum >= system->sums.count)
        return false;
    int64_t *left_over = memory_alloc(system->variables.count, sizeof *left_over);
    int64_t known = 0, rest = 0;
    const bool proved = follow_steps(system, hidden, proof, left_over, &known) &&
                        make_up_rest(system, proof->upper, left_over, &rest) && number_add(&known, rest);
    free(left_over);
    if (!proved || known == INT64_MIN)
        return false;
    proof->rest = rest;
    proof->end = proof->upper ? divide_down(known, proof->divisor) : -divide_down(-known, proof->divisor);
    return true;
}

bool protect_proof_holds(const struct protect_system *system, const bool *hidden, const struct protect_proof *proof)
{
    struct protect_proof again = *proof;
    return protect_proof_complete(system, hidden, &again) && again.rest == proof->rest && again.end == proof->end;
}
