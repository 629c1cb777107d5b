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

/* A term seen from its variable. */
struct part {
    size_t sum;
    int64_t factor;
};

struct protect_checker {
    const struct protect_system *system;
    const bool *hidden;
    struct part *parts;   /* of variable v: from first[v] to first[v + 1] */
    size_t *first;
    int64_t *values;      /* of the sums */
    bool *is_touched;
    size_t *touched;
    size_t touched_count;
};

static void index_terms(struct protect_checker *checker)
{
    const struct protect_system *system = checker->system;
    for (size_t s = 0; s < system->sums.count; s++)
        for (size_t i = 0; i < system->sums.items[s].term_count; i++)
            checker->first[system->sums.items[s].terms[i].variable + 1]++;
    for (size_t v = 0; v < system->variables.count; v++)
        checker->first[v + 1] += checker->first[v];
    checker->parts = memory_alloc(checker->first[system->variables.count], sizeof *checker->parts);
    size_t *filled = memory_alloc(system->variables.count, sizeof *filled);
    for (size_t s = 0; s < system->sums.count; s++) {
        for (size_t i = 0; i < system->sums.items[s].term_count; i++) {
            const struct protect_term *term = &system->sums.items[s].terms[i];
            checker->parts[checker->first[term->variable] + filled[term->variable]++] =
                (struct part){s, term->factor};
        }
    }
    free(filled);
}

struct protect_checker *protect_checker_new(const struct protect_system *system, const bool *hidden)
{
    struct protect_checker *checker = memory_alloc(1, sizeof *checker);
    checker->system = system;
    checker->hidden = hidden;
    checker->first = memory_alloc(system->variables.count + 1, sizeof *checker->first);
    checker->values = memory_alloc(system->sums.count, sizeof *checker->values);
    checker->is_touched = memory_alloc(system->sums.count, sizeof *checker->is_touched);
    checker->touched = memory_alloc(system->sums.count, sizeof *checker->touched);
    for (size_t s = 0; s < system->sums.count; s++)
        checker->values[s] = system->sums.items[s].value;
    index_terms(checker);
    return checker;
}

void protect_checker_free(struct protect_checker *checker)
{
    if (!checker)
        return;
    free(checker->parts);
    free(checker->first);
    free(checker->values);
    free(checker->is_touched);
    free(checker->touched);
    free(checker);
}

static void forget_touched(struct protect_checker *checker)
{
    while (checker->touched_count) {
        const size_t sum = checker->touched[--checker->touched_count];
        checker->is_touched[sum] = false;
        checker->values[sum] = checker->system->sums.items[sum].value;
    }
}

/* False when the variable gets out of range, or a number does. */
static bool apply(struct protect_checker *checker, const struct protect_change *change)
{
    const struct protect_variable *variable = &checker->system->variables.items[change->variable];
    int64_t value = variable->value;
    if (!number_add(&value, change->by) || value < variable->least || value > PROTECT_COUNT_MAX)
        return false;
    for (size_t i = checker->first[change->variable]; i < checker->first[change->variable + 1]; i++) {
        const struct part *part = &checker->parts[i];
        if (!checker->is_touched[part->sum])
            checker->touched[checker->touched_count++] = part->sum;
        checker->is_touched[part->sum] = true;
        if (!add_product(&checker->values[part->sum], part->factor, change->by))
            return false;
    }
    return true;
}

bool protect_checker_fits(struct protect_checker *checker, const struct protect_change *changes, size_t count)
{
    forget_touched(checker);
    for (size_t i = 0; i < count; i++)
        if (changes[i].variable >= checker->system->variables.count || !apply(checker, &changes[i]))
            return false;
    for (size_t i = 0; i < checker->touched_count; i++) {
        const size_t sum = checker->touched[i];
        const struct protect_range known = protect_sum_known(&checker->system->sums.items[sum], checker->hidden[sum]);
        if (checker->values[sum] < known.low || checker->values[sum] > known.high)
            return false;
    }
    return true;
}

const size_t *protect_checker_touched(const struct protect_checker *checker, size_t *ret_count)
{
    *ret_count = checker->touched_count;
    return checker->touched;
}

int64_t protect_checker_value(const struct protect_checker *checker, size_t sum)
{
    return checker->values[sum];
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
    proof->end = proof->upper ? number_divide_down(known, proof->divisor) : number_divide_up(known, proof->divisor);
    return true;
}

bool protect_proof_holds(const struct protect_system *system, const bool *hidden, const struct protect_proof *proof)
{
    struct protect_proof again = *proof;
    return protect_proof_complete(system, hidden, &again) && again.rest == proof->rest && again.end == proof->end;
}
