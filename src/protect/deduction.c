/* SPDX-License-Identifier: GPL-3.0-or-later
 * Facts are found by subtracting facts from facts that hold them; then ranges are passed between each three that belong
 * together, until none gets narrower. */
#include "protect/deduction.h"

#include <string.h>

#include "base/number.h"

enum { FACTS_MAX = 200, SINGLES_MAX = 40, ROUNDS_MAX = 60, STRIPS_MAX = 8, EXPANSIONS_MAX = 8, WORD_BITS = 64 };

/* whole = one + other. */
struct triple {
    size_t whole, one, other;
};

struct deducer {
    const struct protect_system *system;
    const bool *hidden, *used;
    struct arena *keep;
    struct deduction *deduction;
    LIST_OF(uint64_t) hashes; /* of the facts' members */
    LIST_OF(struct triple) triples;
    const struct protect_sum **equation_of; /* of variables that are a sum of others, by an equation used */
    size_t words;
    bool is_closed; /* no more facts */
};

/* ---- sets of variables ---- */

static bool has(const uint64_t *members, size_t variable)
{
    return members[variable / WORD_BITS] >> (variable % WORD_BITS) & 1;
}

static void put(uint64_t *members, size_t variable)
{
    members[variable / WORD_BITS] |= (uint64_t)1 << (variable % WORD_BITS);
}

static void take(uint64_t *members, size_t variable)
{
    members[variable / WORD_BITS] &= ~((uint64_t)1 << (variable % WORD_BITS));
}

/* ---- sums as sets ---- */

/* "a = b + c", written as a - b - c: the one variable with the other sign, or DEDUCTION_NONE. */
static size_t whole_of(const struct protect_sum *sum)
{
    for (int64_t sign = -1; sign <= 1; sign += 2) {
        size_t whole = DEDUCTION_NONE, count = 0;
        for (size_t i = 0; i < sum->term_count; i++)
            if (sum->terms[i].factor == sign) {
                whole = sum->terms[i].variable;
                count++;
            } else if (sum->terms[i].factor != -sign) {
                return DEDUCTION_NONE;
            }
        if (count == 1 && sum->term_count > 1)
            return whole;
    }
    return DEDUCTION_NONE;
}

/* Of counts with both signs: a sum of counts that is zero tells that all of them are. */
static bool is_equation(const struct protect_sum *sum)
{
    bool adds = false, subtracts = false;
    for (size_t i = 0; i < sum->term_count; i++) {
        adds = adds || sum->terms[i].factor > 0;
        subtracts = subtracts || sum->terms[i].factor < 0;
    }
    return sum->kind == PROTECT_ALWAYS && sum->value == 0 && adds && subtracts;
}

static void note_equations(struct deducer *d)
{
    for (size_t i = 0; i < d->system->sums.count; i++) {
        const struct protect_sum *sum = &d->system->sums.items[i];
        const size_t whole = d->used[i] && is_equation(sum) ? whole_of(sum) : DEDUCTION_NONE;
        if (whole != DEDUCTION_NONE && !d->equation_of[whole])
            d->equation_of[whole] = sum;
    }
}

/* Replaces a variable by those it is the sum of; false if one of them is there already. */
static bool expand(const struct deducer *d, uint64_t *members, size_t variable)
{
    const struct protect_sum *equation = d->equation_of[variable];
    take(members, variable);
    for (size_t i = 0; i < equation->term_count; i++) {
        const size_t part = equation->terms[i].variable;
        if (part == variable)
            continue;
        if (has(members, part))
            return false;
        put(members, part);
    }
    return true;
}

/* The set of counts that the sum adds up, equations resolved; NULL if it is no such set. */
static uint64_t *members_of(const struct deducer *d, const struct protect_sum *sum)
{
    uint64_t *members = ARENA_ARRAY(d->keep, uint64_t, d->words);
    for (size_t i = 0; i < sum->term_count; i++) {
        if (sum->terms[i].factor != 1)
            return NULL;
        put(members, sum->terms[i].variable);
    }
    bool changed = true;
    for (int i = 0; changed && i < EXPANSIONS_MAX; i++) {
        changed = false;
        for (size_t v = 0; v < d->system->variables.count; v++)
            if (has(members, v) && d->equation_of[v]) {
                if (!expand(d, members, v))
                    return NULL;
                changed = true;
            }
    }
    return changed ? NULL : members;
}

/* ---- facts ---- */

static struct deduction_fact *fact_at(const struct deducer *d, size_t fact)
{
    return &d->deduction->facts.items[fact];
}

static uint64_t hash_of(const struct deducer *d, const uint64_t *members)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < d->words; i++) {
        hash = (hash ^ members[i]) * 1099511628211u;
        hash ^= hash >> 32;
    }
    return hash;
}

static size_t find_fact(const struct deducer *d, const uint64_t *members)
{
    const uint64_t hash = hash_of(d, members);
    for (size_t i = 0; i < d->hashes.count; i++)
        if (d->hashes.items[i] == hash && memcmp(fact_at(d, i)->members, members, d->words * sizeof *members) == 0)
            return i;
    return DEDUCTION_NONE;
}

static int64_t least_of(const struct deducer *d, const uint64_t *members)
{
    int64_t least = 0;
    for (size_t v = 0; v < d->system->variables.count; v++)
        if (has(members, v))
            least += d->system->variables.items[v].least;
    return least;
}

static size_t add_fact(struct deducer *d, const uint64_t *members)
{
    const size_t known = find_fact(d, members);
    if (known != DEDUCTION_NONE || d->is_closed || d->deduction->facts.count == FACTS_MAX)
        return known;
    const struct deduction_fact fact = {.members = members,
                                        .range = {least_of(d, members), PROTECT_NO_END},
                                        .sum = DEDUCTION_NONE,
                                        .low_given = DEDUCTION_NONE,
                                        .high_given = DEDUCTION_NONE,
                                        .low_step = DEDUCTION_NONE,
                                        .high_step = DEDUCTION_NONE};
    ARENA_PUSH(d->keep, &d->hashes, hash_of(d, members));
    ARENA_PUSH(d->keep, &d->deduction->facts, fact);
    return d->deduction->facts.count - 1;
}

static void state(struct deducer *d, size_t number)
{
    const struct protect_sum *sum = &d->system->sums.items[number];
    const uint64_t *members = members_of(d, sum);
    const size_t known = members ? add_fact(d, members) : DEDUCTION_NONE;
    if (known == DEDUCTION_NONE)
        return;
    struct deduction_fact *fact = fact_at(d, known);
    const struct protect_range told = protect_sum_known(sum, d->hidden[number]);
    if (told.low > fact->range.low) {
        fact->range.low = told.low;
        fact->low_given = number;
    }
    if (told.high < fact->range.high) {
        fact->range.high = told.high;
        fact->high_given = number;
    }
    fact->is_exact_given = protect_range_is_one(fact->range);
    if (fact->sum == DEDUCTION_NONE || protect_range_is_one(told))
        fact->sum = number;
}

/* What is left of one fact without another whose counts are among its own; DEDUCTION_NONE if they are not. */
static size_t subtract(struct deducer *d, size_t whole, size_t part)
{
    const uint64_t *all = fact_at(d, whole)->members, *some = fact_at(d, part)->members;
    if (whole == part)
        return DEDUCTION_NONE;
    for (size_t i = 0; i < d->words; i++)
        if (some[i] & ~all[i])
            return DEDUCTION_NONE;
    uint64_t *rest = ARENA_ARRAY(d->keep, uint64_t, d->words);
    for (size_t i = 0; i < d->words; i++)
        rest[i] = all[i] & ~some[i];
    const size_t other = add_fact(d, rest);
    const struct triple triple = {whole, part, other};
    bool known = other == DEDUCTION_NONE || other == part;
    for (size_t i = 0; !known && i < d->triples.count; i++)
        known = d->triples.items[i].whole == whole && (d->triples.items[i].one == part || d->triples.items[i].other == part);
    if (!known)
        ARENA_PUSH(d->keep, &d->triples, triple);
    return other == part ? DEDUCTION_NONE : other;
}

static bool overlap(const struct deducer *d, const uint64_t *a, const uint64_t *b)
{
    for (size_t i = 0; i < d->words; i++)
        if (a[i] & b[i])
            return true;
    return false;
}

/* What is left of a fact when all that is known exactly of it is taken away, but for what overlaps with `spare` (NULL:
 * nothing is spared). */
static void strip(struct deducer *d, size_t whole, size_t count, const uint64_t *spare)
{
    size_t left = whole;
    for (size_t i = 0; i < count && left != DEDUCTION_NONE; i++) {
        const struct deduction_fact *fact = fact_at(d, i);
        if (i == whole || !protect_range_is_one(fact->range) || (spare && overlap(d, fact->members, spare)))
            continue;
        const size_t less = subtract(d, left, i);
        left = less == DEDUCTION_NONE ? left : less;
    }
}

static bool is_mentioned(const struct deducer *d, size_t variable)
{
    for (size_t i = 0; i < d->deduction->facts.count; i++)
        if (has(fact_at(d, i)->members, variable))
            return true;
    return false;
}

/* Each count by itself, where there are few. */
static void add_singles(struct deducer *d)
{
    size_t count = 0;
    for (size_t v = 0; v < d->system->variables.count; v++)
        count += is_mentioned(d, v);
    for (size_t v = 0; count <= SINGLES_MAX && v < d->system->variables.count; v++) {
        if (!is_mentioned(d, v))
            continue;
        uint64_t *single = ARENA_ARRAY(d->keep, uint64_t, d->words);
        put(single, v);
        add_fact(d, single);
    }
}

/* Facts that a sum of the system is, used or not, get its name. */
static void name_facts(struct deducer *d)
{
    for (size_t i = 0; i < d->system->sums.count; i++) {
        const uint64_t *members = members_of(d, &d->system->sums.items[i]);
        const size_t fact = members ? find_fact(d, members) : DEDUCTION_NONE;
        if (fact != DEDUCTION_NONE && fact_at(d, fact)->sum == DEDUCTION_NONE)
            fact_at(d, fact)->sum = i;
    }
}

/* ---- ranges ---- */

static bool is_endless(int64_t end)
{
    return end == PROTECT_NO_END || end == -PROTECT_NO_END;
}

static int64_t difference(int64_t a, int64_t b, int64_t otherwise)
{
    return is_endless(a) || is_endless(b) ? otherwise : a - b;
}

/* Narrows the fact to the range; remembers why. */
static bool narrow(struct deducer *d, size_t number, struct protect_range range, const struct triple *triple)
{
    struct deduction_fact *fact = fact_at(d, number);
    const bool low = range.low > fact->range.low, high = range.high < fact->range.high;
    if (!low && !high)
        return false;
    struct deduction_step step = {.fact = number, .whole = triple->whole, .one = triple->one, .other = triple->other};
    const size_t all[] = {triple->whole, triple->one, triple->other};
    size_t needs = 0;
    for (size_t i = 0; i < 4; i++)
        step.needs[i] = DEDUCTION_NONE;
    for (size_t i = 0; i < 3; i++) {
        if (all[i] == number)
            continue;
        step.needs[needs++] = fact_at(d, all[i])->low_step;
        step.needs[needs++] = fact_at(d, all[i])->high_step;
    }
    if (low) {
        fact->range.low = range.low;
        fact->low_step = d->deduction->steps.count;
    }
    if (high) {
        fact->range.high = range.high;
        fact->high_step = d->deduction->steps.count;
    }
    for (size_t i = 0; i < 3; i++)
        step.ranges[i] = fact_at(d, all[i])->range;
    ARENA_PUSH(d->keep, &d->deduction->steps, step);
    return true;
}

static bool pass(struct deducer *d, const struct triple *t)
{
    bool narrower = false;
    const size_t parts[] = {t->one, t->other};
    for (size_t i = 0; i < 2; i++) {
        const struct protect_range whole = fact_at(d, t->whole)->range, beside = fact_at(d, parts[1 - i])->range;
        const struct protect_range left = {difference(whole.low, beside.high, -PROTECT_NO_END),
                                           difference(whole.high, beside.low, PROTECT_NO_END)};
        narrower = narrow(d, parts[i], left, t) || narrower;
    }
    const struct protect_range one = fact_at(d, t->one)->range, other = fact_at(d, t->other)->range;
    const struct protect_range both = {is_endless(one.low) || is_endless(other.low) ? -PROTECT_NO_END : one.low + other.low,
                                       is_endless(one.high) || is_endless(other.high) ? PROTECT_NO_END
                                                                                      : one.high + other.high};
    return narrow(d, t->whole, both, t) || narrower;
}

/* Whether two of the three are known exactly, or nothing is left to share: steps that a reader takes first. */
static bool is_plain(const struct deducer *d, const struct triple *t)
{
    const size_t all[] = {t->whole, t->one, t->other};
    const struct protect_range whole = fact_at(d, t->whole)->range;
    size_t exact = 0;
    for (size_t i = 0; i < 3; i++)
        exact += protect_range_is_one(fact_at(d, all[i])->range);
    return exact == 2 || (exact == 1 && whole.high == 0);
}

static bool pass_exact_once(struct deducer *d)
{
    bool narrower = false;
    for (size_t i = 0; i < d->triples.count; i++)
        if (is_plain(d, &d->triples.items[i]))
            narrower = pass(d, &d->triples.items[i]) || narrower;
    return narrower;
}

static void pass_exact(struct deducer *d)
{
    for (int round = 0; round < ROUNDS_MAX && pass_exact_once(d); round++)
        ;
}

static void pass_all(struct deducer *d)
{
    bool narrower = true;
    for (int round = 0; narrower && round < ROUNDS_MAX; round++) {
        narrower = pass_exact_once(d);
        for (size_t i = 0; !narrower && i < d->triples.count; i++)
            narrower = pass(d, &d->triples.items[i]);
    }
}

/* What is printed of the same counts may make the way shorter. */
static void state_neighbours(struct deducer *d)
{
    uint64_t *mentioned = ARENA_ARRAY(d->keep, uint64_t, d->words);
    for (size_t i = 0; i < d->deduction->facts.count; i++)
        for (size_t w = 0; w < d->words; w++)
            mentioned[w] |= fact_at(d, i)->members[w];
    for (size_t i = 0; i < d->system->sums.count; i++) {
        const struct protect_sum *sum = &d->system->sums.items[i];
        const bool exact = protect_range_is_one(protect_sum_known(sum, d->hidden[i]));
        const uint64_t *members = exact && !d->used[i] && !is_equation(sum) ? members_of(d, sum) : NULL;
        bool inside = members;
        for (size_t w = 0; inside && w < d->words; w++)
            inside = !(members[w] & ~mentioned[w]);
        if (inside)
            state(d, i);
    }
}

static bool target_is_exact(const struct deducer *d)
{
    return protect_range_is_one(fact_at(d, d->deduction->target)->range);
}

/* All that is part of nothing is nothing. */
static void share_nothing(struct deducer *d, size_t whole, size_t count)
{
    for (size_t i = 0; fact_at(d, whole)->range.high == 0 && i < count; i++)
        subtract(d, whole, i);
}

/* Exact numbers are taken from exact numbers as long as that tells something new. */
static void find_exact_facts(struct deducer *d)
{
    for (int round = 0; round < STRIPS_MAX && !target_is_exact(d); round++) {
        const size_t count = d->deduction->facts.count;
        pass_exact(d);
        for (size_t i = 0; i < count; i++) {
            share_nothing(d, i, count);
            if (protect_range_is_one(fact_at(d, i)->range))
                strip(d, i, count, NULL);
        }
    }
    pass_exact(d);
}

/* Other ways between the facts there are: no new ones. */
static void find_shortcuts(struct deducer *d)
{
    const size_t count = d->deduction->facts.count;
    d->is_closed = true;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (protect_range_is_one(fact_at(d, i)->range) && protect_range_is_one(fact_at(d, k)->range))
                subtract(d, i, k);
    d->is_closed = false;
}

/* Every remainder of every fact, within the limit. */
static void find_all_facts(struct deducer *d)
{
    size_t done = 0;
    for (size_t count = d->deduction->facts.count; done < count; done = count, count = d->deduction->facts.count)
        for (size_t i = 0; i < count; i++)
            for (size_t k = i < done ? done : 0; k < count; k++)
                if (i != k)
                    subtract(d, i, k);
}

/* ---- the shortest way ---- */

enum { STEP_COST = 10, NAMELESS_COST = 5 };

/* How a fact follows from two others, or from a whole of zero. */
struct way {
    int64_t cost; /* INT64_MAX: none */
    size_t triple;
};

/* What one of a triple costs by way of the two others. */
static int64_t cost_by(const struct deducer *d, const struct way *ways, const struct triple *t, size_t fact)
{
    const size_t all[] = {t->whole, t->one, t->other};
    const bool nothing = fact != t->whole && fact_at(d, t->whole)->range.high == 0;
    int64_t cost = STEP_COST + (fact_at(d, fact)->sum == DEDUCTION_NONE ? NAMELESS_COST : 0);
    for (size_t i = 0; i < 3; i++) {
        if (all[i] == fact || (nothing && i > 0))
            continue;
        if (ways[all[i]].cost == INT64_MAX)
            return INT64_MAX;
        cost += ways[all[i]].cost;
    }
    return cost;
}

static bool shorten_by(const struct deducer *d, struct way *ways, size_t triple)
{
    const struct triple *t = &d->triples.items[triple];
    const size_t all[] = {t->whole, t->one, t->other};
    bool shorter = false;
    for (size_t i = 0; i < 3; i++) {
        const int64_t cost = cost_by(d, ways, t, all[i]);
        if (cost < ways[all[i]].cost && protect_range_is_one(fact_at(d, all[i])->range)) {
            ways[all[i]] = (struct way){cost, triple};
            shorter = true;
        }
    }
    return shorter;
}

/* Writes the steps of a fact's way after those they rest on; returns the last one. */
static size_t write_way(struct deducer *d, const struct way *ways, size_t number)
{
    if (!ways[number].cost)
        return DEDUCTION_NONE;
    if (fact_at(d, number)->low_step != DEDUCTION_NONE)
        return fact_at(d, number)->low_step;
    const struct triple *t = &d->triples.items[ways[number].triple];
    const size_t all[] = {t->whole, t->one, t->other};
    const bool nothing = number != t->whole && fact_at(d, t->whole)->range.high == 0;
    struct deduction_step step = {.fact = number, .whole = t->whole, .one = t->one, .other = t->other};
    for (size_t i = 0; i < 4; i++)
        step.needs[i] = DEDUCTION_NONE;
    for (size_t i = 0; i < 3; i++)
        if (all[i] != number && !(nothing && i > 0))
            step.needs[i] = write_way(d, ways, all[i]);
    for (size_t i = 0; i < 3; i++)
        step.ranges[i] = fact_at(d, all[i])->range;
    ARENA_PUSH(d->keep, &d->deduction->steps, step);
    fact_at(d, number)->low_step = fact_at(d, number)->high_step = d->deduction->steps.count - 1;
    return d->deduction->steps.count - 1;
}

/* Replaces the steps found by the fewest that lead from what is given to the target, which is exact; unless it is so only
 * by what ranges leave (Knuth 1977, "A generalization of Dijkstra's algorithm": costs of a conclusion add up over its
 * premises). */
static void take_shortest_way(struct deducer *d)
{
    const size_t count = d->deduction->facts.count;
    struct way *ways = ARENA_ARRAY(d->keep, struct way, count);
    for (size_t i = 0; i < count; i++)
        ways[i] = (struct way){fact_at(d, i)->is_exact_given ? 0 : INT64_MAX, 0};
    for (bool shorter = true; shorter;) {
        shorter = false;
        for (size_t i = 0; i < d->triples.count; i++)
            shorter = shorten_by(d, ways, i) || shorter;
    }
    if (ways[d->deduction->target].cost == INT64_MAX)
        return;
    for (size_t i = 0; i < count; i++)
        fact_at(d, i)->low_step = fact_at(d, i)->high_step = DEDUCTION_NONE;
    d->deduction->steps.count = 0;
    write_way(d, ways, d->deduction->target);
}

static void find_facts(struct deducer *d)
{
    const size_t given = d->deduction->facts.count;
    add_singles(d);
    for (size_t i = 0; i < given; i++)
        strip(d, i, given, fact_at(d, d->deduction->target)->members);
    find_exact_facts(d);
    if (!target_is_exact(d)) {
        find_all_facts(d);
        pass_all(d);
    }
    name_facts(d);
    if (target_is_exact(d)) {
        find_shortcuts(d);
        take_shortest_way(d);
    }
}

void deduction_make(const struct protect_system *system, const bool *hidden, const bool *used, size_t target,
                    struct arena *keep, struct deduction *ret_deduction)
{
    *ret_deduction = (struct deduction){.target = DEDUCTION_NONE};
    struct deducer d = {.system = system,
                        .hidden = hidden,
                        .used = used,
                        .keep = keep,
                        .deduction = ret_deduction,
                        .equation_of = ARENA_ARRAY(keep, const struct protect_sum *, system->variables.count),
                        .words = system->variables.count / WORD_BITS + 1};
    note_equations(&d);
    for (size_t i = 0; i < system->sums.count; i++)
        if (used[i] && !is_equation(&system->sums.items[i]))
            state(&d, i);
    const uint64_t *members = members_of(&d, &system->sums.items[target]);
    if (!members)
        return;
    ret_deduction->target = add_fact(&d, members);
    state_neighbours(&d);
    find_facts(&d);
}
