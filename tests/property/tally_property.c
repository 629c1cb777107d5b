/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tally against a second implementation that is as plain as can be: for each cell of each table all rows are looked
 * at, for each person all of its rows. Further: the order of rows changes nothing; margins of a table are the tables of
 * fewer dimensions. */
#include "aggregate/tally.h"

#include "tests/property/random.h"
#include "tests/unit/ingest/register.h"

enum { ROWS = 500, PERSONS = 180, ROUNDS = 40, DIMENSIONS = 3, KINDS = 3, TABLES = 24, MEASURES = 6, FIRST_DAY = 15000,
       DAYS = 60 };

static const int KIND_OF_FORM[FORMS] = {0, 0, 1, 2};
static const bool SOME_FORMS[FORMS] = {true, false, true, false};

struct world {
    struct exports_register reg;
    struct random random;
    struct measure measures[MEASURES];
    struct condition conditions[MEASURES][2];
    struct number_range ranges[2 * MEASURES];
    int range_count;
    struct overlap overlaps[TABLES];
    int overlapping[TABLES][2];
    struct dimension dimensions[DIMENSIONS];
    struct table_request requested[TABLES];
    struct requests requests;
    struct case_row rows[ROWS];
};

static date_day random_day(struct world *world)
{
    return FIRST_DAY + random_below(&world->random, DAYS);
}

static int32_t or_missing(struct world *world, int32_t value)
{
    return random_below(&world->random, 5) ? value : CASE_MISSING;
}

/* Few different days, so that many stays of a person begin on the same. */
static void make_rows(struct world *world)
{
    for (int i = 0; i < ROWS; i++) {
        struct case_row *row = &world->rows[i];
        for (int k = 0; k < REGISTER_COLUMNS; k++)
            row->value[k] = CASE_MISSING;
        row->value[PERSON_NO] = or_missing(world, random_below(&world->random, PERSONS));
        row->value[GENDER] = random_below(&world->random, GENDERS);
        row->value[FORM] = random_below(&world->random, FORMS);
        row->value[BORN] = or_missing(world, 1985 + random_below(&world->random, 15));
        row->value[ADMITTED] = FIRST_DAY + 10 * random_below(&world->random, DAYS / 10);
        row->value[EXTENSION] = or_missing(world, random_below(&world->random, 2));
        row->value[EXITED] = or_missing(world, random_day(world));
    }
}

/* Without end on one side, or up to some numbers later. */
static struct ranges random_ranges(struct world *world, int64_t low)
{
    struct number_range *range = &world->ranges[world->range_count++];
    *range = (struct number_range){low, RANGE_HIGHEST};
    if (random_below(&world->random, 2))
        range->high = low + random_below(&world->random, 20);
    else if (random_below(&world->random, 2))
        *range = (struct number_range){RANGE_LOWEST, low};
    return (struct ranges){range, 1};
}

static struct condition random_condition(struct world *world)
{
    struct condition condition = {.negated = random_below(&world->random, 2), .categories = SOME_FORMS, .column = FORM};
    switch (random_below(&world->random, 3)) {
    case 0:
        condition.kind = CONDITION_CATEGORIES;
        return condition;
    case 1:
        condition.kind = CONDITION_YES;
        condition.yes = random_below(&world->random, 2);
        condition.column = EXTENSION;
        return condition;
    }
    condition.kind = CONDITION_AGE;
    condition.column = BORN;
    if (!random_below(&world->random, 3)) {
        condition.kind = CONDITION_NUMBER;
        condition.column = random_below(&world->random, 2) ? ADMITTED : EXITED;
    }
    const int64_t low = condition.kind == CONDITION_AGE ? 12 + random_below(&world->random, 15) : random_day(world);
    condition.ranges = random_ranges(world, low);
    return condition;
}

static void make_measures(struct world *world)
{
    for (int i = 0; i < MEASURES; i++) {
        struct measure *measure = &world->measures[i];
        *measure = (struct measure){.once_per = i % 2 ? PERSON_NO : NO_INDEX, .like = NO_INDEX,
                                    .conditions = world->conditions[i]};
        measure->kind = random_below(&world->random, 2) ? MEASURE_STOCK : MEASURE_FLOW;
        measure->from = ADMITTED;
        measure->until = random_below(&world->random, 6) ? EXITED : NO_INDEX;
        measure->until_counts = random_below(&world->random, 2);
        measure->date = random_below(&world->random, 2) ? ADMITTED : EXITED;
        measure->condition_count = (size_t)random_below(&world->random, 3);
        for (size_t k = 0; k < measure->condition_count; k++)
            world->conditions[i][k] = random_condition(world);
    }
}

/* With what satisfies another measure, and without what satisfies a third. */
static const struct overlap *random_overlap(struct world *world, size_t table)
{
    struct overlap *overlap = &world->overlaps[table];
    for (int i = 0; i < 2; i++)
        world->overlapping[table][i] = random_below(&world->random, MEASURES);
    *overlap = (struct overlap){.in = &world->overlapping[table][0], .out = &world->overlapping[table][1]};
    overlap->in_count = (size_t)random_below(&world->random, 2);
    overlap->out_count = (size_t)random_below(&world->random, 2);
    return overlap->in_count || overlap->out_count ? overlap : NULL;
}

/* For a measure and period: the total, each dimension alone, and all of them together. */
static void make_requests(struct world *world)
{
    static const int sets[][DIMENSIONS + 1] = {{0}, {1, 0}, {1, 1}, {1, 2}, {2, 0, 1}, {3, 0, 1, 2}};
    for (size_t i = 0; i < TABLES; i++) {
        struct table_request *request = &world->requested[i];
        const int *set = sets[i % 6];
        if (i % 6) {
            *request = world->requested[i - i % 6];
        } else {
            request->measure = random_below(&world->random, MEASURES);
            request->period.first = random_day(world);
            request->period.last = request->period.first + random_below(&world->random, 40);
            request->overlap = random_overlap(world, i);
        }
        request->dimension_count = (size_t)set[0];
        for (int k = 0; k < set[0]; k++)
            request->dimensions[k] = set[1 + k];
    }
    world->requests = (struct requests){.tables = world->requested, .table_count = TABLES};
}

static void world_init(struct world *world, uint64_t seed)
{
    *world = (struct world){.random = {seed}};
    register_init(&world->reg);
    world->dimensions[0] = (struct dimension){.column = GENDER, .category_count = GENDERS};
    world->dimensions[1] = (struct dimension){.column = FORM, .category_count = FORMS};
    world->dimensions[2] = (struct dimension){.column = FORM, .category_count = KINDS, .group_of = KIND_OF_FORM};
    world->reg.codebook.measures = world->measures;
    world->reg.codebook.dimensions = world->dimensions;
    make_rows(world);
    make_measures(world);
    make_requests(world);
}

/* ---- the plain implementation ---- */

static bool satisfies(const struct condition *condition, const struct case_row *row, const struct period *period)
{
    const int32_t value = row->value[condition->column];
    const struct number_range *range = condition->ranges.items;
    const int64_t age = (int64_t)date_of_day(period->last).year - value;
    if (condition->kind == CONDITION_AGE)
        return value != CASE_MISSING && range->low <= age && age <= range->high;
    if (condition->kind == CONDITION_NUMBER)
        return value != CASE_MISSING && range->low <= value && value <= range->high;
    const bool in = condition->kind == CONDITION_YES ? value == condition->yes : condition->categories[value];
    return condition->negated ? !in : in;
}

static bool meets_all(const struct measure *measure, const struct period *period, const struct case_row *row)
{
    for (size_t i = 0; i < measure->condition_count; i++)
        if (!satisfies(&measure->conditions[i], row, period))
            return false;
    return true;
}

static bool is_counted(const struct world *world, const struct table_request *request, const struct case_row *row)
{
    const struct measure *measure = &world->measures[request->measure];
    const struct period *period = &request->period;
    const struct overlap *overlap = request->overlap;
    if (!meets_all(measure, period, row) ||
        (overlap && overlap->in_count && !meets_all(&world->measures[overlap->in[0]], period, row)) ||
        (overlap && overlap->out_count && meets_all(&world->measures[overlap->out[0]], period, row)))
        return false;
    if (measure->kind == MEASURE_FLOW)
        return row->value[measure->date] >= period->first && row->value[measure->date] <= period->last;
    int64_t end = INT64_MAX; /* the first day out of the system */
    if (measure->until != NO_INDEX && row->value[measure->until] != CASE_MISSING)
        end = (int64_t)row->value[measure->until] + measure->until_counts;
    return row->value[measure->from] <= period->last && period->last < end;
}

/* Whether a person's row b is to be counted rather than a: the later one, else the smaller one. */
static bool goes_before(const struct case_row *b, const struct case_row *a)
{
    static const int order[] = {GENDER, FORM, ADMITTED, EXITED};
    if (b->value[ADMITTED] != a->value[ADMITTED])
        return b->value[ADMITTED] > a->value[ADMITTED];
    for (size_t i = 0; i < 4; i++)
        if (b->value[order[i]] != a->value[order[i]])
            return b->value[order[i]] < a->value[order[i]];
    return false;
}

/* Whether no other row of the same person is to be counted in its place; of rows all alike the first counts. */
static bool stands_for_its_person(const struct world *world, const struct table_request *request, int at)
{
    const struct measure *measure = &world->measures[request->measure];
    const struct case_row *row = &world->rows[at];
    if (measure->once_per == NO_INDEX || row->value[PERSON_NO] == CASE_MISSING)
        return true;
    for (int i = 0; i < ROWS; i++) {
        const struct case_row *other = &world->rows[i];
        if (i == at || other->value[PERSON_NO] != row->value[PERSON_NO] ||
            !is_counted(world, request, other))
            continue;
        if (goes_before(other, row) || (i < at && !goes_before(row, other)))
            return false;
    }
    return true;
}

static int category_in(const struct case_row *row, int dimension)
{
    return dimension == 0 ? row->value[GENDER] : dimension == 1 ? row->value[FORM] : KIND_OF_FORM[row->value[FORM]];
}

static int categories_of(int dimension)
{
    return dimension == 0 ? GENDERS : dimension == 1 ? FORMS : KINDS;
}

/* Which rows a table counts. */
static void choose_rows(const struct world *world, const struct table_request *request, bool *ret_chosen)
{
    for (int i = 0; i < ROWS; i++)
        ret_chosen[i] = is_counted(world, request, &world->rows[i]) && stands_for_its_person(world, request, i);
}

/* Counts the rows in one cell; `cell` counts all combinations, the last dimension fastest. */
static int64_t plain_count(const struct world *world, const struct table_request *request, const bool *chosen,
                           size_t cell)
{
    int64_t count = 0;
    for (int i = 0; i < ROWS; i++) {
        const struct case_row *row = &world->rows[i];
        if (!chosen[i])
            continue;
        size_t rest = cell;
        bool in_cell = true;
        for (size_t k = request->dimension_count; k-- > 0;) {
            const size_t categories = (size_t)categories_of(request->dimensions[k]);
            in_cell = in_cell && rest % categories == (size_t)category_in(row, request->dimensions[k]);
            rest /= categories;
        }
        count += in_cell;
    }
    return count;
}

/* ---- the properties ---- */

static size_t cells_of(const struct table_request *request)
{
    size_t cells = 1;
    for (size_t k = 0; k < request->dimension_count; k++)
        cells *= (size_t)categories_of(request->dimensions[k]);
    return cells;
}

static struct tally *count_rows(const struct world *world)
{
    struct tally *tally = tally_new(&world->reg.codebook, &world->requests);
    for (int i = 0; i < ROWS; i++)
        tally_row(tally, 0, &world->rows[i]);
    tally_finish(tally);
    return tally;
}

START_TEST(every_cell_is_what_the_plain_implementation_counts)
{
    int64_t total = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct world world;
        world_init(&world, seed);
        struct tally *tally = count_rows(&world);
        for (size_t table = 0; table < TABLES; table++) {
            const struct table_request *request = &world.requested[table];
            bool chosen[ROWS];
            choose_rows(&world, request, chosen);
            for (size_t cell = 0; cell < cells_of(request); cell++) {
                const int64_t wanted = plain_count(&world, request, chosen, cell);
                ck_assert_msg(tally_counts(tally, table)[cell] == wanted, "seed %d, table %zu, cell %zu", (int)seed,
                              table, cell);
                total += wanted;
            }
        }
        tally_free(tally);
        register_done(&world.reg);
    }
    ck_assert_int_gt(total, 10000); /* not vacuous */
}
END_TEST

static void shuffle(struct world *world)
{
    for (int i = ROWS - 1; i > 0; i--) {
        const int other = random_below(&world->random, i + 1);
        const struct case_row row = world->rows[i];
        world->rows[i] = world->rows[other];
        world->rows[other] = row;
    }
}

START_TEST(the_order_of_rows_changes_neither_counts_nor_ranges)
{
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct world world;
        world_init(&world, seed);
        struct tally *before = count_rows(&world);
        shuffle(&world);
        struct tally *after = count_rows(&world);
        for (size_t table = 0; table < TABLES; table++) {
            date_day first[2] = {0}, last[2] = {0};
            ck_assert_mem_eq(tally_counts(before, table), tally_counts(after, table),
                             cells_of(&world.requested[table]) * sizeof(int64_t));
            ck_assert_int_eq(tally_date_range(before, table, EXITED, &first[0], &last[0]),
                             tally_date_range(after, table, EXITED, &first[1], &last[1]));
            ck_assert_int_eq(first[0], first[1]);
            ck_assert_int_eq(last[0], last[1]);
        }
        tally_free(before);
        tally_free(after);
        register_done(&world.reg);
    }
}
END_TEST

START_TEST(margins_are_the_tables_of_fewer_dimensions)
{
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct world world;
        world_init(&world, seed);
        struct tally *tally = count_rows(&world);
        for (size_t table = 0; table < TABLES; table += 6) {
            int64_t total = 0, by_gender[GENDERS] = {0}, by_kind[KINDS] = {0};
            for (int gender = 0; gender < GENDERS; gender++)
                for (int form = 0; form < FORMS; form++)
                    by_gender[gender] += tally_counts(tally, table + 4)[gender * FORMS + form];
            for (int cell = 0; cell < GENDERS * FORMS * KINDS; cell++) {
                by_kind[cell % KINDS] += tally_counts(tally, table + 5)[cell];
                total += tally_counts(tally, table + 5)[cell];
            }
            ck_assert_int_eq(tally_counts(tally, table)[0], total);
            ck_assert_mem_eq(tally_counts(tally, table + 1), by_gender, sizeof by_gender);
            ck_assert_mem_eq(tally_counts(tally, table + 3), by_kind, sizeof by_kind);
        }
        tally_free(tally);
        register_done(&world.reg);
    }
}
END_TEST

TEST_PROGRAM("tally properties", every_cell_is_what_the_plain_implementation_counts,
             the_order_of_rows_changes_neither_counts_nor_ranges, margins_are_the_tables_of_fewer_dimensions)
