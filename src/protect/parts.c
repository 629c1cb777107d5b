/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a system and a pattern to its parts: fix what follows at once, merge equal remainders, find what is connected. */
#include "protect/parts.h"

#include <stdlib.h>

/* What is left of a sum. */
struct remainder {
    size_t sum;
    uint64_t hash;
    const struct protect_term *terms; /* variables of the system */
    size_t term_count;
    int64_t fixed;
    struct protect_range range; /* of the remainder */
};

typedef LIST_OF(size_t) number_list;

struct making {
    struct protect_parts *parts;
    const bool *asked;
    struct arena *keep;
    bool *known;
    size_t *parent; /* union-find over variables of the system */
    size_t *place;  /* of open variables */
    size_t *part;   /* of a root */
    LIST_OF(struct remainder) remainders;
    LIST_OF(struct protect_statement) statements; /* with variables of the system */
    number_list *rows; /* for each part, its statements */
};

static const struct protect_sum *sum_at(const struct making *making, size_t sum)
{
    return &making->parts->system->sums.items[sum];
}

static struct protect_range known_of(const struct making *making, size_t sum)
{
    return protect_sum_known(sum_at(making, sum), making->parts->hidden[sum]);
}

static void tighten(struct protect_limits *limits, struct protect_range range, size_t low_sum, size_t high_sum)
{
    if (range.low > limits->range.low) {
        limits->range.low = range.low;
        limits->low_sum = low_sum;
    }
    if (range.high < limits->range.high) {
        limits->range.high = range.high;
        limits->high_sum = high_sum;
    }
}

/* ---- what follows at once ---- */

static void tell_variables(struct making *making)
{
    const struct protect_system *system = making->parts->system;
    for (size_t i = 0; i < system->variables.count; i++)
        making->parts->told[i] = (struct protect_limits){
            {system->variables.items[i].least, PROTECT_NO_END}, PROTECT_NO_SUM, PROTECT_NO_SUM};
    for (size_t i = 0; i < system->sums.count; i++) {
        const struct protect_sum *sum = &system->sums.items[i];
        if (sum->term_count == 1 && sum->terms[0].factor == 1)
            tighten(&making->parts->told[sum->terms[0].variable], known_of(making, i), i, i);
    }
    for (size_t i = 0; i < system->variables.count; i++)
        making->known[i] = protect_range_is_one(making->parts->told[i].range);
}

struct survey {
    size_t unknown;
    bool positive, negative; /* factors of that sign occur */
    bool at_least;           /* all its unknown variables have the least value that is told of them */
};

static struct survey survey_of(const struct making *making, const struct protect_sum *sum)
{
    struct survey survey = {.at_least = true};
    for (size_t i = 0; i < sum->term_count; i++) {
        const size_t variable = sum->terms[i].variable;
        if (making->known[variable])
            continue;
        survey.unknown++;
        *(sum->terms[i].factor > 0 ? &survey.positive : &survey.negative) = true;
        survey.at_least = survey.at_least && making->parts->system->variables.items[variable].value ==
                                                 making->parts->told[variable].range.low;
    }
    return survey;
}

static void fix(struct making *making, size_t number, bool exact)
{
    const struct protect_sum *sum = sum_at(making, number);
    size_t *variables = ARENA_ARRAY(making->keep, size_t, sum->term_count);
    struct protect_fixing fixing = {.sum = number, .variables = variables, .exact = exact};
    for (size_t i = 0; i < sum->term_count; i++) {
        if (making->known[sum->terms[i].variable])
            continue;
        making->known[sum->terms[i].variable] = true;
        variables[fixing.variable_count++] = sum->terms[i].variable;
    }
    ARENA_PUSH(making->keep, &making->parts->fixings, fixing);
}

/* Whether the sum is done with: nothing is left in it to learn. */
static bool learn_from(struct making *making, size_t number, bool *learned)
{
    const struct protect_sum *sum = sum_at(making, number);
    const struct protect_range known = known_of(making, number);
    const struct survey survey = survey_of(making, sum);
    const bool exact = survey.unknown == 1 && protect_range_is_one(known);
    const bool lowest = survey.at_least && ((!survey.negative && known.high == sum->value) ||
                                            (!survey.positive && known.low == sum->value));
    if (survey.unknown && (exact || lowest)) {
        fix(making, number, exact);
        *learned = true;
        return true;
    }
    return !survey.unknown || protect_range_is_all(known);
}

static void fix_what_follows(struct making *making)
{
    const size_t sums = making->parts->system->sums.count;
    bool *done = memory_alloc(sums, sizeof *done);
    for (bool learned = true; learned;) {
        learned = false;
        for (size_t i = 0; i < sums; i++)
            if (!done[i])
                done[i] = learn_from(making, i, &learned);
    }
    free(done);
}

/* ---- remainders ---- */

static int64_t less_fixed(int64_t end, int64_t fixed)
{
    return end == PROTECT_NO_END || end == -PROTECT_NO_END ? end : end - fixed;
}

/* Whether the least values of the variables say all that the remainder says. */
static bool says_nothing(const struct making *making, const struct remainder *remainder)
{
    if (remainder->range.high != PROTECT_NO_END)
        return false;
    if (remainder->range.low == -PROTECT_NO_END)
        return true;
    int64_t least = 0;
    for (size_t i = 0; i < remainder->term_count; i++) {
        if (remainder->terms[i].factor < 0)
            return false;
        least += remainder->terms[i].factor * making->parts->told[remainder->terms[i].variable].range.low;
    }
    return least >= remainder->range.low;
}

static void enter(struct making *making, size_t number)
{
    const struct protect_sum *sum = sum_at(making, number);
    const struct protect_range known = known_of(making, number);
    const bool asked = making->asked[number];
    if (!asked && protect_range_is_all(known))
        return;
    struct protect_term *terms = ARENA_ARRAY(making->keep, struct protect_term, sum->term_count);
    struct remainder remainder = {.sum = number, .terms = terms};
    for (size_t i = 0; i < sum->term_count; i++) {
        const size_t variable = sum->terms[i].variable;
        if (making->known[variable])
            remainder.fixed += sum->terms[i].factor * making->parts->system->variables.items[variable].value;
        else
            terms[remainder.term_count++] = sum->terms[i];
    }
    remainder.range.low = less_fixed(known.low, remainder.fixed);
    remainder.range.high = less_fixed(known.high, remainder.fixed);
    remainder.hash = protect_terms_hash(0, terms, remainder.term_count);
    making->parts->places[number].fixed = remainder.fixed;
    if (remainder.term_count && (asked || !says_nothing(making, &remainder)))
        ARENA_PUSH(making->keep, &making->remainders, remainder);
}

static int compare_terms(const struct remainder *a, const struct remainder *b)
{
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->term_count != b->term_count)
        return a->term_count < b->term_count ? -1 : 1;
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].variable != b->terms[i].variable)
            return a->terms[i].variable < b->terms[i].variable ? -1 : 1;
        if (a->terms[i].factor != b->terms[i].factor)
            return a->terms[i].factor < b->terms[i].factor ? -1 : 1;
    }
    return 0;
}

static int by_terms(const void *left, const void *right)
{
    const struct remainder *a = left, *b = right;
    const int order = compare_terms(a, b);
    return order ? order : (a->sum > b->sum) - (a->sum < b->sum);
}

/* ---- parts ---- */

static size_t root_of(const struct making *making, size_t variable)
{
    size_t *parent = making->parent;
    while (parent[variable] != variable) {
        parent[variable] = parent[parent[variable]];
        variable = parent[variable];
    }
    return variable;
}

static void connect(struct making *making)
{
    const size_t variables = making->parts->system->variables.count;
    for (size_t i = 0; i < variables; i++)
        making->parent[i] = i;
    for (size_t i = 0; i < making->remainders.count; i++) {
        const struct remainder *remainder = &making->remainders.items[i];
        const size_t root = root_of(making, remainder->terms[0].variable);
        for (size_t j = 1; j < remainder->term_count; j++)
            making->parent[root_of(making, remainder->terms[j].variable)] = root;
    }
}

/* Numbers parts in the order of their first variables, and open variables part by part. */
static void place_variables(struct making *making)
{
    struct protect_parts *parts = making->parts;
    const size_t variables = parts->system->variables.count;
    parts->items = ARENA_ARRAY(making->keep, struct protect_part, variables);
    for (size_t i = 0; i < variables; i++)
        making->part[i] = PROTECT_NO_PART;
    for (size_t i = 0; i < variables; i++) {
        if (making->known[i])
            continue;
        size_t *part = &making->part[root_of(making, i)];
        if (*part == PROTECT_NO_PART)
            *part = parts->count++;
        parts->items[*part].variable_count++;
        parts->open_count++;
    }
    for (size_t p = 1; p < parts->count; p++)
        parts->items[p].first_variable = parts->items[p - 1].first_variable + parts->items[p - 1].variable_count;
    parts->open = ARENA_ARRAY(making->keep, size_t, parts->open_count);
    parts->limits = ARENA_ARRAY(making->keep, struct protect_limits, parts->open_count);
    size_t *filled = memory_alloc(parts->count, sizeof *filled);
    for (size_t i = 0; i < variables; i++) {
        if (making->known[i])
            continue;
        const size_t part = making->part[root_of(making, i)];
        making->place[i] = parts->items[part].first_variable + filled[part]++;
        parts->open[making->place[i]] = i;
        parts->limits[making->place[i]] = parts->told[i];
    }
    free(filled);
}

static size_t part_of(const struct making *making, const struct remainder *remainder)
{
    return making->part[root_of(making, remainder->terms[0].variable)];
}

/* ---- statements ---- */

static bool is_one_variable(const struct remainder *remainder)
{
    return remainder->term_count == 1 && remainder->terms[0].factor == 1;
}

/* The remainders that are equal to the one at `first`: their limits together; returns where the next ones begin. */
static size_t gather(const struct making *making, size_t first, struct protect_limits *limits)
{
    const struct remainder *remainders = making->remainders.items;
    size_t end = first;
    for (; end < making->remainders.count && compare_terms(&remainders[first], &remainders[end]) == 0; end++)
        tighten(limits, remainders[end].range, remainders[end].sum, remainders[end].sum);
    return end;
}

static void add_statement(struct making *making, const struct remainder *remainder, struct protect_limits limits)
{
    struct protect_term *terms = ARENA_ARRAY(making->keep, struct protect_term, remainder->term_count);
    for (size_t i = 0; i < remainder->term_count; i++)
        terms[i] = (struct protect_term){making->place[remainder->terms[i].variable], remainder->terms[i].factor};
    const struct protect_statement statement = {terms, remainder->term_count, limits};
    ARENA_PUSH(making->keep, &making->rows[part_of(making, remainder)], making->statements.count);
    ARENA_PUSH(making->keep, &making->statements, statement);
}

static void make_statements(struct making *making)
{
    const struct remainder *remainders = making->remainders.items;
    for (size_t first = 0, end; first < making->remainders.count; first = end) {
        struct protect_limits limits = {
            {-PROTECT_NO_END, PROTECT_NO_END}, PROTECT_NO_SUM, PROTECT_NO_SUM};
        end = gather(making, first, &limits);
        const bool one = is_one_variable(&remainders[first]);
        const size_t number = one ? making->place[remainders[first].terms[0].variable] : making->statements.count;
        if (one)
            tighten(&making->parts->limits[number], limits.range, limits.low_sum, limits.high_sum);
        else
            add_statement(making, &remainders[first], limits);
        for (size_t i = first; i < end; i++) {
            struct protect_place *place = &making->parts->places[remainders[i].sum];
            place->part = part_of(making, &remainders[first]);
            place->is_row = !one;
            place->number = number;
        }
    }
}

/* Puts the statements into the order of the parts. */
static void sort_statements(struct making *making)
{
    struct protect_parts *parts = making->parts;
    const size_t count = making->statements.count;
    size_t *moved_to = memory_alloc(count, sizeof *moved_to);
    parts->statements = ARENA_ARRAY(making->keep, struct protect_statement, count);
    for (size_t p = 0; p < parts->count; p++) {
        parts->items[p].first_statement = parts->statement_count;
        parts->items[p].statement_count = making->rows[p].count;
        for (size_t i = 0; i < making->rows[p].count; i++) {
            const size_t from = making->rows[p].items[i];
            moved_to[from] = parts->statement_count;
            parts->statements[parts->statement_count++] = making->statements.items[from];
        }
    }
    for (size_t i = 0; i < parts->system->sums.count; i++)
        if (parts->places[i].part != PROTECT_NO_PART && parts->places[i].is_row)
            parts->places[i].number = moved_to[parts->places[i].number];
    free(moved_to);
}

void protect_parts_make(const struct protect_system *system, const bool *hidden, const bool *asked, struct arena *keep,
                        struct protect_parts *ret_parts)
{
    const size_t variables = system->variables.count, sums = system->sums.count;
    struct protect_parts parts = {.system = system, .hidden = hidden};
    parts.told = ARENA_ARRAY(keep, struct protect_limits, variables);
    parts.places = ARENA_ARRAY(keep, struct protect_place, sums);
    struct making making = {.parts = &parts, .asked = asked, .keep = keep};
    making.known = ARENA_ARRAY(keep, bool, variables);
    making.parent = ARENA_ARRAY(keep, size_t, variables);
    making.place = ARENA_ARRAY(keep, size_t, variables);
    making.part = ARENA_ARRAY(keep, size_t, variables);
    tell_variables(&making);
    fix_what_follows(&making);
    for (size_t i = 0; i < sums; i++) {
        parts.places[i].part = PROTECT_NO_PART;
        enter(&making, i);
    }
    if (making.remainders.count)
        qsort(making.remainders.items, making.remainders.count, sizeof *making.remainders.items, by_terms);
    connect(&making);
    place_variables(&making);
    making.rows = ARENA_ARRAY(keep, number_list, parts.count);
    make_statements(&making);
    sort_statements(&making);
    *ret_parts = parts;
}
