/* SPDX-License-Identifier: GPL-3.0-or-later
 * The protection engine against a reader who is as plain as can be: who lists all tables of whole numbers and keeps
 * those that agree with what is published. Systems are small, of all kinds that a report makes: tables of two and three
 * dimensions, linked tables, groups, differences, numbers told as ranges, percentages, counts given away before. */
#include "protect/secure.h"

#include "tests/property/random.h"
#include "unit/harness.h"

enum { VARIABLES_MAX = 8, SUMS_MAX = 96, DIMENSIONS = 3, CODES_MAX = 10, CHOICES_MAX = 11 };

enum shape {
    TWO_WAY,
    THREE_WAY,
    LINKED,
    GROUPED,
    DIFFERENCES,
    RANGES,
    PERCENTAGES,
    WITHOUT_TOTAL, /* nothing but the printed cells bounds the counts */
    SHAPES,
};

struct world {
    struct random random;
    struct arena *keep;
    struct protect_system *system;
    bool in_use[1 << VARIABLES_MAX]; /* sets of variables that are a sum already */
    bool zeros_are_seen;
    size_t whole; /* the sum that bounds all others */
    struct protect_task task;
    bool hidden[SUMS_MAX]; /* some pattern */
};

/* ---- worlds ---- */

static bool one_in(struct world *world, int count)
{
    return random_below(&world->random, count) == 0;
}

static size_t add_sum(struct world *world, const struct protect_sum_request *request)
{
    struct error err = {0};
    size_t number = 0;
    ck_assert_uint_lt(world->system->sums.count, SUMS_MAX);
    ck_assert_msg(protect_system_add_sum(world->system, request, &number, &err), "%s", err.message);
    return number;
}

static int64_t value_of(const struct world *world, const struct protect_term *terms, size_t count)
{
    int64_t value = 0;
    for (size_t i = 0; i < count; i++)
        value += terms[i].factor * world->system->variables.items[terms[i].variable].value;
    return value;
}

/* Around the value; now and then open at one end. */
static struct protect_range any_range(struct world *world, int64_t value)
{
    const int below = random_below(&world->random, 4), above = random_below(&world->random, 4);
    const struct protect_range closed = {value - below, value + above};
    switch (random_below(&world->random, 6)) {
    case 0:
        return (struct protect_range){-PROTECT_NO_END, closed.high};
    case 1:
        return (struct protect_range){closed.low, PROTECT_NO_END};
    default:
        return closed;
    }
}

static enum protect_kind any_kind(struct world *world)
{
    static const enum protect_kind kinds[] = {PROTECT_ALWAYS, PROTECT_CANDIDATE, PROTECT_CANDIDATE, PROTECT_CANDIDATE,
                                              PROTECT_CANDIDATE, PROTECT_WITHHELD, PROTECT_TOLD};
    return kinds[random_below(&world->random, (int)(sizeof kinds / sizeof *kinds))];
}

/* Fills in what the kind asks for, and now and then what makes a target special. */
static size_t add_of_kind(struct world *world, enum protect_kind kind, const struct protect_term *terms, size_t count)
{
    const int64_t value = value_of(world, terms, count);
    struct protect_sum_request request = {.kind = kind, .terms = terms, .term_count = count};
    if (kind == PROTECT_CANDIDATE)
        request.cost = 1 + random_below(&world->random, 5);
    if (kind == PROTECT_TOLD)
        request.told = any_range(world, value);
    else if (value >= 0)
        request.zero_is_seen = world->zeros_are_seen != one_in(world, 10);
    request.exempt = one_in(world, 10);
    request.given_away = one_in(world, 10);
    request.goal.high = value + random_below(&world->random, 4);
    request.goal.spread = 1 + random_below(&world->random, 3);
    return add_sum(world, &request);
}

static size_t set_terms(unsigned set, struct protect_term *terms)
{
    size_t count = 0;
    for (size_t v = 0; v < VARIABLES_MAX; v++)
        if (set >> v & 1)
            terms[count++] = (struct protect_term){v, 1};
    return count;
}

/* The sum of a set of variables, unless it is there. */
static void add_set(struct world *world, unsigned set, enum protect_kind kind)
{
    struct protect_term terms[VARIABLES_MAX];
    if (world->in_use[set])
        return;
    world->in_use[set] = true;
    add_of_kind(world, kind, terms, set_terms(set, terms));
}

/* Counts whose total lets the plain reader finish. */
static void add_variables(struct world *world, size_t count, int most)
{
    int values[VARIABLES_MAX], total;
    do {
        total = 0;
        for (size_t v = 0; v < count; v++)
            total += values[v] = one_in(world, 4) ? 0 : random_below(&world->random, 5);
    } while (total > most || total == 0);
    for (size_t v = 0; v < count; v++) {
        struct error err = {0};
        size_t number;
        const struct protect_variable variable = {.value = values[v], .least = values[v] > 0 && one_in(world, 8)};
        ck_assert(protect_system_add_variable(world->system, variable, &number, &err));
    }
}

/* Published always, or told as a range with two ends; or left out. */
static void add_whole(struct world *world, enum shape shape)
{
    struct protect_term terms[VARIABLES_MAX];
    const unsigned all = (1u << world->system->variables.count) - 1;
    const size_t count = set_terms(all, terms);
    const int64_t value = value_of(world, terms, count);
    world->in_use[all] = true;
    if (shape == WITHOUT_TOTAL || !one_in(world, 5)) {
        world->whole = add_of_kind(world, shape == WITHOUT_TOTAL ? PROTECT_WITHHELD : PROTECT_ALWAYS, terms, count);
        return;
    }
    const int below = random_below(&world->random, 3), above = random_below(&world->random, 3);
    const struct protect_range told = {value - below, value + above};
    world->whole = add_sum(world, &(struct protect_sum_request){
                                      .kind = PROTECT_TOLD, .told = told, .terms = terms, .term_count = count});
}

/* The sets of variables that a table has rows of. */
struct dimension {
    unsigned codes[CODES_MAX];
    size_t count;
};

/* Categories and the whole; the first dimension has groups of two where `grouped`. */
static void make_dimensions(const size_t *sizes, bool grouped, struct dimension *dimensions)
{
    const size_t count = sizes[0] * sizes[1] * sizes[2];
    const size_t steps[DIMENSIONS] = {sizes[1] * sizes[2], sizes[2], 1};
    for (size_t d = 0; d < DIMENSIONS; d++) {
        struct dimension *dimension = &dimensions[d];
        *dimension = (struct dimension){.codes = {(1u << count) - 1}, .count = 1 + sizes[d]};
        for (size_t v = 0; v < count; v++)
            dimension->codes[1 + v / steps[d] % sizes[d]] |= 1u << v;
        for (size_t c = 0; d == 0 && grouped && c + 1 < sizes[0]; c += 2)
            dimension->codes[dimension->count++] = dimension->codes[1 + c] | dimension->codes[2 + c];
    }
}

/* `has`: the dimensions of the table, a bit each. */
static void add_table(struct world *world, const struct dimension *dimensions, unsigned has)
{
    size_t counts[DIMENSIONS];
    for (size_t d = 0; d < DIMENSIONS; d++)
        counts[d] = has >> d & 1 ? dimensions[d].count : 1;
    const enum protect_kind margins = one_in(world, 4) ? any_kind(world) : PROTECT_CANDIDATE;
    for (size_t i = 0; i < counts[0] * counts[1] * counts[2]; i++) {
        const size_t a = i / (counts[1] * counts[2]), b = i / counts[2] % counts[1], c = i % counts[2];
        const unsigned set = dimensions[0].codes[a] & dimensions[1].codes[b] & dimensions[2].codes[c];
        const enum protect_kind kind = !a || !b || !c ? margins : PROTECT_CANDIDATE;
        add_set(world, set, one_in(world, 12) ? any_kind(world) : kind);
    }
}

/* A few sums with factors, some negative: stocks before and after, changes. */
static void add_differences(struct world *world)
{
    for (int i = 1 + random_below(&world->random, 3); i > 0; i--) {
        struct protect_term terms[VARIABLES_MAX];
        size_t count = 0;
        for (size_t v = 0; v < world->system->variables.count; v++)
            if (one_in(world, 2))
                terms[count++] = (struct protect_term){v, random_below(&world->random, 6) - 2};
        add_of_kind(world, any_kind(world), terms, count);
    }
}

static void add_ranges(struct world *world)
{
    for (int i = 1 + random_below(&world->random, 3); i > 0; i--) {
        struct protect_term terms[VARIABLES_MAX];
        const unsigned all = (1u << world->system->variables.count) - 1;
        const size_t count = set_terms(1 + (unsigned)random_below(&world->random, (int)all), terms);
        for (size_t t = 0; t < count; t++)
            terms[t].factor += one_in(world, 4);
        add_of_kind(world, PROTECT_TOLD, terms, count);
    }
}

/* The part is p per cent of the base, rounded half up: (2p - 1) base <= 200 part <= (2p + 1) base - 1. */
static void add_percentage(struct world *world, unsigned part, unsigned base)
{
    struct protect_term terms[VARIABLES_MAX];
    const size_t count = set_terms(base, terms);
    const int64_t whole = value_of(world, terms, count);
    struct protect_term part_terms[VARIABLES_MAX];
    const int64_t value = value_of(world, part_terms, set_terms(part, part_terms));
    if (!whole)
        return;
    const int64_t percent = (200 * value + whole) / (2 * whole);
    for (int side = -1; side <= 1; side += 2) {
        for (size_t t = 0; t < count; t++)
            terms[t].factor = (part >> terms[t].variable & 1 ? 200 : 0) - (2 * percent + side);
        const struct protect_range told = {side < 0 ? 0 : -PROTECT_NO_END, side < 0 ? PROTECT_NO_END : -1};
        add_sum(world, &(struct protect_sum_request){
                           .kind = PROTECT_TOLD, .told = told, .terms = terms, .term_count = count});
    }
}

/* Shares of the whole, or of another sum that may be hidden. */
static void add_percentages(struct world *world)
{
    const unsigned all = (1u << world->system->variables.count) - 1;
    for (int i = 1 + random_below(&world->random, 3); i > 0; i--) {
        const unsigned base = one_in(world, 2) ? all : 1 + (unsigned)random_below(&world->random, (int)all);
        const unsigned part = base & (1 + (unsigned)random_below(&world->random, (int)all));
        if (part)
            add_percentage(world, part, base);
    }
}

/* Joint counts that no table prints must stay unknown too. */
static void withhold_joint_counts(struct world *world)
{
    for (size_t v = 0; v < world->system->variables.count; v++) {
        const bool seen = world->zeros_are_seen;
        world->zeros_are_seen = false;
        add_set(world, 1u << v, PROTECT_WITHHELD);
        world->zeros_are_seen = seen;
    }
}

static void add_linked_tables(struct world *world, const struct dimension *dimensions)
{
    add_table(world, dimensions, 3);
    add_table(world, dimensions, 6);
    if (one_in(world, 2))
        add_table(world, dimensions, 5);
}

static void add_tables(struct world *world, enum shape shape)
{
    static const size_t small[][DIMENSIONS] = {{1, 4, 1}, {2, 2, 1}, {2, 3, 1}, {3, 2, 1}};
    static const size_t cube[DIMENSIONS] = {2, 2, 2}, groups[DIMENSIONS] = {4, 2, 1};
    static const size_t flat_groups[DIMENSIONS] = {6, 1, 1};
    const size_t *sizes = small[random_below(&world->random, 4)];
    if (shape == THREE_WAY || shape == LINKED)
        sizes = cube;
    else if (shape == GROUPED)
        sizes = one_in(world, 2) ? groups : flat_groups;
    struct dimension dimensions[DIMENSIONS];
    make_dimensions(sizes, shape == GROUPED, dimensions);
    const size_t count = sizes[0] * sizes[1] * sizes[2];
    add_variables(world, count, count > 6 ? 9 : shape == WITHOUT_TOTAL ? 8 : 12);
    add_whole(world, shape);
    if (shape == LINKED)
        add_linked_tables(world, dimensions);
    else
        add_table(world, dimensions, 7);
}

static void world_init(struct world *world, enum shape shape, uint64_t seed)
{
    *world = (struct world){.random = {seed * SHAPES + shape}, .keep = arena_new()};
    world->system = protect_system_new(world->keep);
    world->zeros_are_seen = !one_in(world, 3);
    add_tables(world, shape);
    if (shape == DIFFERENCES)
        add_differences(world);
    if (shape == RANGES)
        add_ranges(world);
    if (shape == PERCENTAGES)
        add_percentages(world);
    withhold_joint_counts(world);
    const int threshold = 2 + random_below(&world->random, 4), spread = random_below(&world->random, 4);
    world->task = (struct protect_task){
        .system = world->system,
        .rule = {threshold, spread},
        .effort = protect_effort_default(),
        .seed = seed,
    };
    for (size_t i = 0; i < world->system->sums.count; i++)
        world->hidden[i] = !one_in(world, 4);
}

static void world_done(struct world *world)
{
    arena_free(world->keep);
}

/* ---- the plain reader ---- */

struct reader {
    const struct protect_system *system;
    struct protect_range told[SUMS_MAX];
    int64_t table[VARIABLES_MAX];
    int64_t total, most;
    int64_t tops[VARIABLES_MAX]; /* no more than that need be tried */
    bool is_free[VARIABLES_MAX]; /* nothing that is told bounds it above */
    int64_t values[SUMS_MAX]; /* in the table at hand */
};

/* What the words of system.h say that is known of a sum. */
static struct protect_range told_of(const struct protect_sum *sum, bool hidden)
{
    const struct protect_range exact = {sum->value, sum->value};
    const struct protect_range silence = {sum->zero_is_seen ? 1 : -PROTECT_NO_END, PROTECT_NO_END};
    if (sum->kind == PROTECT_TOLD)
        return sum->told;
    if (sum->kind == PROTECT_ALWAYS || (sum->kind == PROTECT_CANDIDATE && (!hidden || sum->value == 0)))
        return exact;
    return sum->value == 0 && sum->zero_is_seen ? exact : silence;
}

/* A printed sum bounds its counts where nothing is subtracted, which is so wherever there is no total. A count that
 * nothing bounds need not be tried beyond what brings any sum up to what is told of it. */
static void bound_counts(struct reader *reader)
{
    int64_t enough = 1;
    for (size_t v = 0; v < reader->system->variables.count; v++)
        reader->tops[v] = reader->most;
    for (size_t i = 0; reader->most == PROTECT_NO_END && i < reader->system->sums.count; i++) {
        const struct protect_sum *sum = &reader->system->sums.items[i];
        enough = reader->told[i].low > enough ? reader->told[i].low : enough;
        for (size_t t = 0; t < sum->term_count; t++)
            if (reader->told[i].high < reader->tops[sum->terms[t].variable])
                reader->tops[sum->terms[t].variable] = reader->told[i].high;
    }
    for (size_t v = 0; v < reader->system->variables.count; v++) {
        reader->is_free[v] = reader->tops[v] == PROTECT_NO_END;
        if (reader->is_free[v])
            reader->tops[v] = enough;
    }
}

static void reader_init(struct reader *reader, const struct world *world, const bool *hidden)
{
    *reader = (struct reader){.system = world->system};
    for (size_t i = 0; i < world->system->sums.count; i++)
        reader->told[i] = told_of(&world->system->sums.items[i], hidden[i]);
    reader->most = reader->told[world->whole].high;
    bound_counts(reader);
}

static bool table_agrees(struct reader *reader)
{
    for (size_t v = 0; v < reader->system->variables.count; v++)
        if (reader->table[v] < reader->system->variables.items[v].least)
            return false;
    for (size_t i = 0; i < reader->system->sums.count; i++) {
        const struct protect_sum *sum = &reader->system->sums.items[i];
        reader->values[i] = 0;
        for (size_t t = 0; t < sum->term_count; t++)
            reader->values[i] += sum->terms[t].factor * reader->table[sum->terms[t].variable];
        if (reader->values[i] < reader->told[i].low || reader->values[i] > reader->told[i].high)
            return false;
    }
    return true;
}

/* The next table whose total the reader cannot rule out. */
static bool next_table(struct reader *reader)
{
    for (size_t v = reader->system->variables.count; v-- > 0;) {
        if (reader->table[v] < reader->tops[v] && reader->total < reader->most) {
            reader->table[v]++;
            reader->total++;
            return true;
        }
        reader->total -= reader->table[v];
        reader->table[v] = 0;
    }
    return false;
}

/* Steps to the next table that agrees, beginning with `*first` true. */
static bool next_possible(struct reader *reader, bool *first)
{
    while (*first || next_table(reader)) {
        *first = false;
        if (table_agrees(reader))
            return true;
    }
    return false;
}

static const struct protect_range NOTHING = {INT64_MAX, INT64_MIN};

static void join(struct protect_range *range, struct protect_range more)
{
    range->low = more.low < range->low ? more.low : range->low;
    range->high = more.high > range->high ? more.high : range->high;
}

static void widen(struct protect_range *range, int64_t value)
{
    join(range, (struct protect_range){value, value});
}

static void find_ranges(const struct world *world, const bool *hidden, struct protect_range *ranges)
{
    struct reader reader;
    bool first = true;
    reader_init(&reader, world, hidden);
    for (size_t i = 0; i < world->system->sums.count; i++)
        ranges[i] = NOTHING;
    while (next_possible(&reader, &first))
        for (size_t i = 0; i < world->system->sums.count; i++)
            widen(&ranges[i], reader.values[i]);
    for (size_t i = 0; i < world->system->sums.count; i++)
        for (size_t t = 0; t < world->system->sums.items[i].term_count; t++)
            if (reader.is_free[world->system->sums.items[i].terms[t].variable])
                ranges[i].high = PROTECT_NO_END;
}

static bool is_target(const struct world *world, const struct protect_sum *sum)
{
    return sum->kind != PROTECT_TOLD && !sum->exempt && 1 <= sum->value && sum->value < world->task.rule.threshold;
}

static bool meets_goal(const struct world *world, const struct protect_sum *sum, struct protect_range range)
{
    const int64_t high = sum->given_away ? sum->goal.high : world->task.rule.threshold;
    const int64_t spread = sum->given_away ? sum->goal.spread : world->task.rule.spread;
    return range.high >= high && range.high - range.low >= spread;
}

/* ---- the audit ---- */

/* So that no check passes because there was nothing to check. */
struct seen {
    size_t count, unproved;
};

typedef void world_check(struct world *world, const struct protect_range *ranges, struct seen *seen);

/* Makes worlds of all shapes; returns what the checks have counted. */
static struct seen check_worlds(uint64_t seed, int rounds, world_check *check)
{
    struct seen seen = {0};
    for (int round = 0; round < rounds; round++)
        for (enum shape shape = TWO_WAY; shape < SHAPES; shape++) {
            struct world world;
            struct protect_range ranges[SUMS_MAX];
            world_init(&world, shape, seed + (uint64_t)round);
            find_ranges(&world, world.hidden, ranges);
            check(&world, ranges, &seen);
            world_done(&world);
        }
    return seen;
}

/* Three sums of each world, targets or not. */
static void check_intervals(struct world *world, const struct protect_range *ranges, struct seen *seen)
{
    for (int i = 0; i < 3; i++) {
        const size_t sum = (size_t)random_below(&world->random, (int)world->system->sums.count);
        struct error err = {0};
        struct protect_interval interval;
        ck_assert(protect_interval_find(&world->task, world->hidden, sum, &interval, &err));
        ck_assert_msg(interval.low == ranges[sum].low && interval.high == ranges[sum].high,
                      "seed %d, sum %zu: %lld to %lld, not %lld to %lld", (int)world->task.seed, sum,
                      (long long)interval.low, (long long)interval.high, (long long)ranges[sum].low,
                      (long long)ranges[sum].high);
        seen->count += interval.low < interval.high;
    }
}

START_TEST(intervals_end_where_the_list_of_all_tables_ends)
{
    ck_assert_uint_gt(check_worlds(1000, 400, check_intervals).count, 1500);
}
END_TEST

static struct protect_audit audit(const struct world *world, const bool *hidden)
{
    struct error err = {0};
    struct protect_audit audit;
    ck_assert(protect_audit(&world->task, hidden, world->keep, &audit, &err));
    return audit;
}

static enum protect_status plain_status(const struct world *world, const struct protect_sum *sum,
                                        struct protect_range range)
{
    if (sum->kind == PROTECT_ALWAYS)
        return PROTECT_LOST;
    if (!meets_goal(world, sum, range))
        return PROTECT_UNSAFE;
    return sum->given_away ? PROTECT_LOST : PROTECT_SAFE;
}

/* Without the ends, which may take other ways: the verdicts are the same. */
static void check_without_ends(const struct world *world, const struct protect_audit *with)
{
    struct error err = {0};
    struct protect_audit without;
    struct protect_task task = world->task;
    task.without_ends = true;
    ck_assert(protect_audit(&task, world->hidden, world->keep, &without, &err));
    ck_assert_uint_eq(without.verdict_count, with->verdict_count);
    for (size_t i = 0; i < with->verdict_count; i++)
        ck_assert_msg(without.verdicts[i].status == with->verdicts[i].status, "seed %d, sum %zu: %d without ends, else %d",
                      (int)world->task.seed, with->verdicts[i].sum, (int)without.verdicts[i].status, (int)with->verdicts[i].status);
}

static void check_verdicts(struct world *world, const struct protect_range *ranges, struct seen *seen)
{
    const struct protect_audit result = audit(world, world->hidden);
    check_without_ends(world, &result);
    size_t at = 0, unsafe = 0, lost = 0;
    for (size_t i = 0; i < world->system->sums.count; i++) {
        const struct protect_sum *sum = &world->system->sums.items[i];
        if (!is_target(world, sum))
            continue;
        ck_assert_uint_lt(at, result.verdict_count);
        const struct protect_verdict *verdict = &result.verdicts[at++];
        const enum protect_status status = plain_status(world, sum, ranges[i]);
        ck_assert_uint_eq(verdict->sum, i);
        ck_assert_msg(verdict->status == status, "seed %d, sum %zu: %d, not %d", (int)world->task.seed, i,
                      (int)verdict->status, (int)status);
        unsafe += status == PROTECT_UNSAFE;
        lost += status == PROTECT_LOST;
        if (status == PROTECT_UNSAFE) {
            ck_assert_int_eq(verdict->interval.low, ranges[i].low);
            ck_assert_int_eq(verdict->interval.high, ranges[i].high);
        }
    }
    ck_assert_uint_eq(at, result.verdict_count);
    ck_assert_uint_eq(unsafe, result.unsafe_count);
    ck_assert_uint_eq(lost, result.lost_count);
    seen->count += unsafe;
}

START_TEST(verdicts_are_those_of_the_list_of_all_tables)
{
    ck_assert_uint_gt(check_worlds(2000, 400, check_verdicts).count, 1000);
}
END_TEST

/* The known end of a step, and that much over the divisor, rounded inwards, is the end of the proof. */
static int64_t end_by_hand(const struct world *world, const bool *hidden, const struct protect_proof *proof)
{
    int64_t known = proof->rest;
    for (size_t i = 0; i < proof->step_count; i++) {
        const struct protect_step *step = &proof->steps[i];
        const struct protect_range told = told_of(&world->system->sums.items[step->sum], hidden[step->sum]);
        known += step->factor * (proof->upper == (step->factor > 0) ? told.high : told.low);
    }
    int64_t end = known / proof->divisor;
    if (proof->upper && end * proof->divisor > known)
        end--;
    if (!proof->upper && end * proof->divisor < known)
        end++;
    return end;
}

/* divisor * sum less the steps' sums, variable by variable, must be covered by the least values. */
static void check_left_over(const struct world *world, const struct protect_proof *proof)
{
    int64_t left[VARIABLES_MAX] = {0}, rest = 0;
    const struct protect_sum *sums = world->system->sums.items;
    for (size_t t = 0; t < sums[proof->sum].term_count; t++)
        left[sums[proof->sum].terms[t].variable] += proof->divisor * sums[proof->sum].terms[t].factor;
    for (size_t i = 0; i < proof->step_count; i++)
        for (size_t t = 0; t < sums[proof->steps[i].sum].term_count; t++) {
            const struct protect_term *term = &sums[proof->steps[i].sum].terms[t];
            left[term->variable] -= proof->steps[i].factor * term->factor;
        }
    for (size_t v = 0; v < world->system->variables.count; v++) {
        ck_assert(proof->upper ? left[v] <= 0 : left[v] >= 0);
        rest += left[v] * world->system->variables.items[v].least;
    }
    ck_assert_int_eq(rest, proof->rest);
}

static void check_proof(const struct world *world, const struct protect_proof *proof, size_t sum, int64_t end)
{
    ck_assert(protect_proof_holds(world->system, world->hidden, proof));
    ck_assert_uint_eq(proof->sum, sum);
    ck_assert_int_ge(proof->divisor, 1);
    ck_assert_int_eq(proof->end, end);
    ck_assert_int_eq(end_by_hand(world, world->hidden, proof), end);
    check_left_over(world, proof);
}

static void check_proofs(struct world *world, const struct protect_range *ranges, struct seen *seen)
{
    const struct protect_audit result = audit(world, world->hidden);
    for (size_t i = 0; i < result.verdict_count; i++) {
        const struct protect_verdict *verdict = &result.verdicts[i];
        if (verdict->status != PROTECT_UNSAFE)
            continue;
        ck_assert_int_eq(verdict->low_proof != NULL, verdict->interval.low_proved);
        ck_assert_int_eq(verdict->high_proof != NULL, verdict->interval.high_proved);
        if (verdict->low_proof)
            check_proof(world, verdict->low_proof, verdict->sum, ranges[verdict->sum].low);
        if (verdict->high_proof)
            check_proof(world, verdict->high_proof, verdict->sum, ranges[verdict->sum].high);
        seen->count += 2;
        seen->unproved += (size_t)!verdict->low_proof;
        seen->unproved += !verdict->high_proof && verdict->interval.high != PROTECT_NO_END;
    }
}

/* Only ends that whole numbers alone make go without. */
START_TEST(proofs_follow_by_hand_and_end_where_the_list_ends)
{
    const struct seen seen = check_worlds(3000, 400, check_proofs);
    ck_assert_uint_gt(seen.count, 8000);
    ck_assert_uint_lt(seen.unproved * 150, seen.count);
}
END_TEST

/* Whether the table agrees, by the plain reader's judgement; leaves its values in the reader. */
static bool is_possible(struct reader *reader, const struct protect_witness *table)
{
    protect_witness_table(reader->system, table, reader->table);
    return table_agrees(reader);
}

static void check_witnesses(struct world *world, const struct protect_range *ranges, struct seen *seen)
{
    const struct protect_audit result = audit(world, world->hidden);
    struct reader reader;
    reader_init(&reader, world, world->hidden);
    for (size_t i = 0; i < result.witness_count; i++)
        ck_assert(is_possible(&reader, &result.witnesses[i]));
    for (size_t i = 0; i < result.verdict_count; i++) {
        const struct protect_verdict *verdict = &result.verdicts[i];
        const struct protect_sum *sum = &world->system->sums.items[verdict->sum];
        if (sum->kind == PROTECT_ALWAYS || verdict->status == PROTECT_UNSAFE)
            continue;
        struct protect_range seen_range;
        is_possible(&reader, &result.witnesses[verdict->low_witness]);
        seen_range.low = reader.values[verdict->sum];
        is_possible(&reader, &result.witnesses[verdict->high_witness]);
        seen_range.high = reader.values[verdict->sum];
        ck_assert(meets_goal(world, sum, seen_range));
        ck_assert(ranges[verdict->sum].low <= seen_range.low && seen_range.high <= ranges[verdict->sum].high);
        seen->count++;
    }
}

START_TEST(witnesses_are_tables_of_the_list)
{
    ck_assert_uint_gt(check_worlds(4000, 400, check_witnesses).count, 1500);
}
END_TEST

/* ---- suppression ---- */

static struct protect_pattern suppress(const struct world *world)
{
    struct error err = {0};
    struct protect_pattern pattern;
    struct protect_audit audit;
    ck_assert_msg(protect_secure(&world->task, world->keep, &pattern, &audit, &err), "%s", err.message);
    ck_assert_uint_eq(pattern.count, world->system->sums.count);
    return pattern;
}

/* The targets that fail, in order; returns how many. */
static size_t list_unsafe(const struct world *world, const bool *hidden, size_t *unsafe)
{
    struct protect_range ranges[SUMS_MAX];
    size_t count = 0;
    find_ranges(world, hidden, ranges);
    for (size_t i = 0; i < world->system->sums.count; i++) {
        const struct protect_sum *sum = &world->system->sums.items[i];
        if (is_target(world, sum) && sum->kind != PROTECT_ALWAYS && !meets_goal(world, sum, ranges[i]))
            unsafe[count++] = i;
    }
    return count;
}

/* Only candidates other than zeros are hidden, all targets among them; the cost is what the others cost. */
static void check_form(const struct world *world, const struct protect_pattern *pattern)
{
    int64_t cost = 0;
    for (size_t i = 0; i < pattern->count; i++) {
        const struct protect_sum *sum = &world->system->sums.items[i];
        ck_assert(!pattern->hidden[i] || (sum->kind == PROTECT_CANDIDATE && sum->value != 0));
        ck_assert(pattern->hidden[i] || sum->kind != PROTECT_CANDIDATE || !is_target(world, sum));
        cost += pattern->hidden[i] && !is_target(world, sum) ? sum->cost : 0;
    }
    ck_assert_int_eq(pattern->cost, pattern->exposed_count ? 0 : cost);
    ck_assert_int_le(pattern->bound, pattern->cost);
    ck_assert_int_eq(pattern->optimal, !pattern->exposed_count && pattern->bound == pattern->cost);
}

START_TEST(patterns_keep_the_rule_or_list_exactly_what_they_cannot_keep)
{
    size_t safe = 0, exposed = 0;
    for (uint64_t seed = 5000; seed < 5400; seed++)
        for (enum shape shape = TWO_WAY; shape < SHAPES; shape++) {
            struct world world;
            size_t unsafe[SUMS_MAX];
            world_init(&world, shape, seed);
            const struct protect_pattern pattern = suppress(&world);
            check_form(&world, &pattern);
            ck_assert_uint_eq(list_unsafe(&world, pattern.hidden, unsafe), pattern.exposed_count);
            for (size_t i = 0; i < pattern.exposed_count; i++)
                ck_assert_uint_eq(pattern.exposed[i], unsafe[i]);
            *(pattern.exposed_count ? &exposed : &safe) += pattern.cost || pattern.exposed_count;
            world_done(&world);
        }
    ck_assert_uint_gt(safe, 400);
    ck_assert_uint_gt(exposed, 400);
}
END_TEST

/* What can be chosen: candidates but zeros and targets, which are shown or hidden whatever happens. */
struct choices {
    size_t sums[SUMS_MAX];
    size_t count;
};

static void list_choices(const struct world *world, struct choices *choices)
{
    choices->count = 0;
    for (size_t i = 0; i < world->system->sums.count; i++) {
        const struct protect_sum *sum = &world->system->sums.items[i];
        if (sum->kind == PROTECT_CANDIDATE && sum->value != 0 && !is_target(world, sum))
            choices->sums[choices->count++] = i;
    }
}

/* ranges[set]: of one target, over the tables that change just those choices. */
static void sort_tables(const struct world *world, const struct choices *choices, size_t target,
                        struct protect_range *ranges)
{
    struct reader reader;
    bool all[SUMS_MAX], first = true;
    for (size_t i = 0; i < SUMS_MAX; i++)
        all[i] = true;
    for (unsigned set = 0; set < 1u << choices->count; set++)
        ranges[set] = NOTHING;
    reader_init(&reader, world, all);
    while (next_possible(&reader, &first)) {
        unsigned changed = 0;
        for (size_t c = 0; c < choices->count; c++)
            if (reader.values[choices->sums[c]] != world->system->sums.items[choices->sums[c]].value)
                changed |= 1u << c;
        widen(&ranges[changed], reader.values[target]);
    }
}

/* Then of all tables that change no more than those. */
static void add_subsets(const struct choices *choices, struct protect_range *ranges)
{
    for (size_t c = 0; c < choices->count; c++)
        for (unsigned set = 0; set < 1u << choices->count; set++)
            if (set >> c & 1)
                join(&ranges[set], ranges[set ^ 1u << c]);
}

/* Of all patterns that keep the rule; -1 if none does. */
static int64_t least_cost(const struct world *world, const struct choices *choices)
{
    static struct protect_range ranges[1 << CHOICES_MAX];
    bool safe[1 << CHOICES_MAX];
    for (unsigned set = 0; set < 1u << choices->count; set++)
        safe[set] = true;
    for (size_t i = 0; i < world->system->sums.count; i++) {
        const struct protect_sum *sum = &world->system->sums.items[i];
        if (!is_target(world, sum) || sum->kind == PROTECT_ALWAYS)
            continue;
        sort_tables(world, choices, i, ranges);
        add_subsets(choices, ranges);
        for (unsigned set = 0; set < 1u << choices->count; set++)
            safe[set] = safe[set] && meets_goal(world, sum, ranges[set]);
    }
    int64_t least = -1;
    for (unsigned set = 0; set < 1u << choices->count; set++) {
        int64_t cost = 0;
        for (size_t c = 0; c < choices->count; c++)
            cost += set >> c & 1 ? world->system->sums.items[choices->sums[c]].cost : 0;
        if (safe[set] && (least < 0 || cost < least))
            least = cost;
    }
    return least;
}

/* What became of the searches. */
struct tried {
    size_t optimal, open, exposed;
};

static void compare_with_all_patterns(const struct world *world, struct tried *tried)
{
    struct choices choices;
    list_choices(world, &choices);
    if (choices.count > CHOICES_MAX)
        return;
    const int64_t least = least_cost(world, &choices);
    const struct protect_pattern pattern = suppress(world);
    ck_assert_int_eq(pattern.exposed_count > 0, least < 0);
    if (least < 0) {
        tried->exposed++;
        return;
    }
    ck_assert_msg(pattern.bound <= least && least <= pattern.cost, "seed %d: cost %lld, bound %lld, least %lld",
                  (int)world->task.seed, (long long)pattern.cost, (long long)pattern.bound, (long long)least);
    if (least > 0)
        ++*(pattern.optimal ? &tried->optimal : &tried->open);
}

START_TEST(the_least_cost_is_that_of_trying_all_patterns)
{
    struct tried tried = {0};
    for (uint64_t seed = 6000; seed < 6400; seed++)
        for (enum shape shape = TWO_WAY; shape < WITHOUT_TOTAL; shape++) {
            struct world world;
            world_init(&world, shape, seed);
            compare_with_all_patterns(&world, &tried);
            world_done(&world);
        }
    ck_assert_uint_gt(tried.optimal, 200);
    ck_assert_uint_gt(tried.exposed, 200);
    ck_assert_uint_lt(tried.open * 50, tried.optimal);
}
END_TEST

TEST_PROGRAM("protection properties", intervals_end_where_the_list_of_all_tables_ends,
             verdicts_are_those_of_the_list_of_all_tables, proofs_follow_by_hand_and_end_where_the_list_ends,
             witnesses_are_tables_of_the_list, patterns_keep_the_rule_or_list_exactly_what_they_cannot_keep,
             the_least_cost_is_that_of_trying_all_patterns)
