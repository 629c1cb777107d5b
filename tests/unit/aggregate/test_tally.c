/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tally against counts made by hand. */
#include "aggregate/tally.h"

#include "tests/unit/ingest/register.h"

enum { CLIENTS, STAYS, STAYS_THROUGH, NEW, EXITS, MINORS, NEW_WOMEN, NOT_EXTENDED, TYPED_IN, MEASURES };
enum { BY_GENDER, BY_FORM, BY_KIND, DIMENSIONS };

/* Groups of forms. */
enum { EXPLOITATION, REST, KIND_NOT_STATED, KINDS };

struct world {
    struct exports_register reg;
    struct measure measures[MEASURES];
    struct dimension dimensions[DIMENSIONS];
    struct category kinds[KINDS];
    struct condition minor, woman, not_extended;
    struct table_request requested[16];
    struct requests requests;
};

static const int KIND_OF_FORM[FORMS] = {[SEXUAL] = EXPLOITATION, [LABOUR] = EXPLOITATION, [OTHER] = REST,
                                        [FORM_NOT_STATED] = KIND_NOT_STATED};
static const struct number_range UNDER_18[] = {{RANGE_LOWEST, 17}};
static const bool WOMEN_ONLY[GENDERS] = {[WOMEN] = true};

static struct measure stock(int once_per, bool until_counts)
{
    return (struct measure){.kind = MEASURE_STOCK, .from = ADMITTED, .until = EXITED, .until_counts = until_counts,
                            .once_per = once_per, .like = NO_INDEX};
}

static struct measure flow(int date)
{
    return (struct measure){.kind = MEASURE_FLOW, .date = date, .once_per = NO_INDEX, .like = NO_INDEX};
}

static void add_condition(struct measure *measure, struct condition *condition)
{
    measure->conditions = condition;
    measure->condition_count = 1;
}

static void world_init(struct world *world)
{
    *world = (struct world){.requests = {.tables = world->requested}};
    register_init(&world->reg);
    world->minor = (struct condition){.kind = CONDITION_AGE, .column = BORN, .ranges = {UNDER_18, 1}};
    world->woman = (struct condition){.kind = CONDITION_CATEGORIES, .column = GENDER, .categories = WOMEN_ONLY};
    world->not_extended = (struct condition){.kind = CONDITION_YES, .column = EXTENSION, .yes = true, .negated = true};
    world->measures[CLIENTS] = stock(PERSON_NO, false);
    world->measures[STAYS] = stock(NO_INDEX, false);
    world->measures[STAYS_THROUGH] = stock(NO_INDEX, true);
    world->measures[NEW] = flow(ADMITTED);
    world->measures[EXITS] = flow(EXITED);
    world->measures[MINORS] = stock(PERSON_NO, false);
    world->measures[NEW_WOMEN] = flow(ADMITTED);
    world->measures[NOT_EXTENDED] = flow(ADMITTED);
    world->measures[TYPED_IN] = (struct measure){
        .kind = MEASURE_TYPED_IN, .source = NO_INDEX, .once_per = NO_INDEX};
    add_condition(&world->measures[MINORS], &world->minor);
    add_condition(&world->measures[NEW_WOMEN], &world->woman);
    add_condition(&world->measures[NOT_EXTENDED], &world->not_extended);
    world->dimensions[BY_GENDER] = (struct dimension){.column = GENDER, .category_count = GENDERS, .parent = NO_INDEX};
    world->dimensions[BY_FORM] = (struct dimension){.column = FORM, .category_count = FORMS, .parent = NO_INDEX};
    world->dimensions[BY_KIND] = (struct dimension){.column = FORM, .category_count = KINDS, .group_of = KIND_OF_FORM,
                                                    .parent = BY_FORM};
    world->reg.codebook.measures = world->measures;
    world->reg.codebook.measure_count = MEASURES;
    world->reg.codebook.dimensions = world->dimensions;
    world->reg.codebook.dimension_count = DIMENSIONS;
}

static void world_done(struct world *world)
{
    register_done(&world->reg);
}

static struct period days(date_day first, date_day last)
{
    return (struct period){first, last};
}

static struct period year_2014(void)
{
    return days(day_of(2014, 1, 1), day_of(2014, 12, 31));
}

/* Asks for a total; dimensions can be added to what it returns. */
static struct table_request *ask(struct world *world, int measure, struct period period)
{
    struct table_request *request = &world->requested[world->requests.table_count++];
    *request = (struct table_request){.measure = measure, .period = period};
    return request;
}

static void ask_by(struct world *world, int measure, int dimension)
{
    struct table_request *request = ask(world, measure, year_2014());
    request->dimensions[0] = dimension;
    request->dimension_count = 1;
}

struct stay {
    int32_t person, gender, form, born;
    date_day admitted, exited;
    int32_t extension;
};

static struct case_row row_of(const struct stay *stay)
{
    struct case_row row;
    for (int i = 0; i < REGISTER_COLUMNS; i++)
        row.value[i] = CASE_MISSING;
    row.value[PERSON_NO] = stay->person;
    row.value[GENDER] = stay->gender;
    row.value[FORM] = stay->form;
    row.value[BORN] = stay->born;
    row.value[ADMITTED] = stay->admitted;
    row.value[EXITED] = stay->exited;
    row.value[EXTENSION] = stay->extension;
    return row;
}

static struct tally *count_stays(const struct world *world, const struct stay *stays, size_t count)
{
    struct tally *tally = tally_new(&world->reg.codebook, &world->requests);
    for (size_t i = 0; i < count; i++) {
        const struct case_row row = row_of(&stays[i]);
        tally_row(tally, 0, &row);
    }
    tally_finish(tally);
    return tally;
}

#define COUNT(world, stays) count_stays((world), (stays), sizeof(stays) / sizeof *(stays))

static void check_counts(const struct tally *tally, size_t table, const int64_t *wanted, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        ck_assert_msg(tally_counts(tally, table)[i] == wanted[i], "table %zu, cell %zu: got %lld, wanted %lld", table,
                      i, (long long)tally_counts(tally, table)[i], (long long)wanted[i]);
}

#define CHECK(tally, table, ...)                              \
    check_counts((tally), (table), (const int64_t[]){__VA_ARGS__}, \
                 sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t))

START_TEST(a_stock_is_counted_at_each_month_end)
{
    struct world world;
    world_init(&world);
    for (int month = 1; month <= 6; month++)
        ask(&world, STAYS, days(day_of(2014, month, 1), day_of(2014, month, date_days_in_month(2014, month))));
    for (int month = 1; month <= 6; month++)
        ask(&world, STAYS_THROUGH, days(day_of(2014, month, 1), day_of(2014, month, date_days_in_month(2014, month))));
    const date_day none = CASE_MISSING;
    const struct stay stays[] = {
        {0, WOMEN, SEXUAL, 1990, day_of(2012, 5, 1), none, none},                /* all months */
        {1, MEN, LABOUR, 1990, day_of(2014, 1, 31), day_of(2014, 3, 31), none},  /* 1 2; through: 1 2 3 */
        {2, MEN, LABOUR, 1990, day_of(2014, 2, 1), day_of(2014, 2, 28), none},   /* none; through: 2 */
        {3, WOMEN, OTHER, 1990, day_of(2014, 3, 1), day_of(2014, 3, 30), none},  /* none */
        {4, WOMEN, OTHER, 1990, day_of(2014, 4, 30), day_of(2014, 6, 29), none}, /* 4 5 */
        {5, WOMEN, OTHER, 1990, day_of(2014, 7, 1), none, none},                 /* none */
        {6, WOMEN, OTHER, 1990, day_of(2014, 6, 30), day_of(2014, 6, 30), none}, /* none; through: 6 */
        {7, WOMEN, OTHER, 1990, none, none, none},                               /* never admitted */
    };
    struct tally *tally = COUNT(&world, stays);
    static const int64_t until[] = {2, 2, 1, 2, 2, 1}, through[] = {2, 3, 2, 2, 2, 2};
    for (size_t month = 0; month < 6; month++) {
        check_counts(tally, month, &until[month], 1);
        check_counts(tally, 6 + month, &through[month], 1);
    }
    tally_free(tally);
    world_done(&world);
}
END_TEST

START_TEST(a_flow_is_counted_from_the_first_to_the_last_day_of_its_period)
{
    struct world world;
    world_init(&world);
    ask(&world, NEW, year_2014());
    ask(&world, EXITS, year_2014());
    const date_day none = CASE_MISSING;
    const struct stay stays[] = {
        {0, WOMEN, SEXUAL, 1990, day_of(2013, 12, 31), day_of(2014, 1, 1), none},
        {0, WOMEN, SEXUAL, 1990, day_of(2014, 1, 1), day_of(2014, 12, 31), none},
        {0, WOMEN, SEXUAL, 1990, day_of(2014, 12, 31), day_of(2015, 1, 1), none},
        {0, WOMEN, SEXUAL, 1990, day_of(2015, 1, 1), none, none},
    };
    struct tally *tally = COUNT(&world, stays);
    CHECK(tally, 0, 2);
    CHECK(tally, 1, 2);
    tally_free(tally);
    world_done(&world);
}
END_TEST

START_TEST(cells_are_all_combinations_with_the_last_dimension_running_fastest)
{
    struct world world;
    world_init(&world);
    struct table_request *request = ask(&world, NEW, year_2014());
    request->dimensions[0] = BY_GENDER;
    request->dimensions[1] = BY_KIND;
    request->dimension_count = 2;
    ask_by(&world, NEW, BY_FORM);
    const date_day day = day_of(2014, 5, 5), none = CASE_MISSING;
    const struct stay stays[] = {
        {0, WOMEN, SEXUAL, 1990, day, none, none}, {1, WOMEN, LABOUR, 1990, day, none, none},
        {2, MEN, LABOUR, 1990, day, none, none},   {3, MEN, OTHER, 1990, day, none, none},
        {4, MEN, OTHER, 1990, day, none, none},    {5, GENDER_NOT_STATED, FORM_NOT_STATED, 1990, day, none, none},
    };
    struct tally *tally = COUNT(&world, stays);
    CHECK(tally, 0, 2, 0, 0, 1, 2, 0, 0, 0, 1);
    CHECK(tally, 1, 1, 2, 2, 1);
    tally_free(tally);
    world_done(&world);
}
END_TEST

START_TEST(conditions_hold_for_known_values_and_only_not_yes_for_missing_ones)
{
    struct world world;
    world_init(&world);
    ask(&world, MINORS, year_2014());
    ask(&world, MINORS, days(day_of(2015, 1, 1), day_of(2015, 6, 30)));
    ask(&world, NEW_WOMEN, year_2014());
    ask(&world, NOT_EXTENDED, year_2014());
    const date_day day = day_of(2014, 5, 5), none = CASE_MISSING;
    const struct stay stays[] = {
        {0, WOMEN, SEXUAL, 1996, day, none, 0},    /* 18 in 2014 */
        {1, WOMEN, SEXUAL, 1997, day, none, 1},    /* 17 in 2014, 18 in 2015 */
        {2, MEN, SEXUAL, 2000, day, none, none},
        {3, GENDER_NOT_STATED, SEXUAL, none, day, none, 1},
    };
    struct tally *tally = COUNT(&world, stays);
    CHECK(tally, 0, 2);
    CHECK(tally, 1, 1);
    CHECK(tally, 2, 2);
    CHECK(tally, 3, 2);
    tally_free(tally);
    world_done(&world);
}
END_TEST

START_TEST(ages_are_those_of_the_last_day_s_year)
{
    static const struct {
        struct number_range ages[2];
        size_t count;
        int64_t wanted;
    } cases[] = {{{{RANGE_LOWEST, 17}}, 1, 1}, {{{RANGE_LOWEST, 18}}, 1, 3}, {{{18, 18}}, 1, 2},
                 {{{18, RANGE_HIGHEST}}, 1, 6}, {{{RANGE_LOWEST, 17}, {19, 19}}, 2, 5}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct world world;
        world_init(&world);
        world.minor.ranges = (struct ranges){cases[k].ages, cases[k].count};
        ask(&world, MINORS, year_2014());
        struct stay stays[7]; /* one aged 17, two aged 18, four aged 19 */
        for (int32_t i = 0; i < 7; i++)
            stays[i] = (struct stay){i, MEN, OTHER, 2014 - (i < 1 ? 17 : i < 3 ? 18 : 19), day_of(2014, 1, 1),
                                     CASE_MISSING, CASE_MISSING};
        struct tally *tally = COUNT(&world, stays);
        ck_assert_int_eq(tally_counts(tally, 0)[0], cases[k].wanted);
        tally_free(tally);
        world_done(&world);
    }
}
END_TEST

START_TEST(a_person_counts_once_under_the_latest_stay_that_satisfies_the_measure)
{
    struct world world;
    world_init(&world);
    ask_by(&world, CLIENTS, BY_GENDER);
    ask_by(&world, CLIENTS, BY_FORM);
    const date_day none = CASE_MISSING;
    const struct stay stays[] = {
        {7, WOMEN, SEXUAL, 1990, day_of(2012, 1, 1), none, none},
        {7, MEN, LABOUR, 1990, day_of(2013, 1, 1), none, none},                /* the latest in the system */
        {7, WOMEN, OTHER, 1990, day_of(2014, 1, 1), day_of(2014, 6, 1), none}, /* not in the system any more */
        {7, WOMEN, OTHER, 1990, day_of(2015, 1, 1), none, none},               /* not yet */
        {8, WOMEN, OTHER, 1990, day_of(2014, 2, 2), none, none},               /* the same day: women first, */
        {8, MEN, SEXUAL, 1990, day_of(2014, 2, 2), none, none},
        {8, WOMEN, LABOUR, 1990, day_of(2014, 2, 2), none, none},              /* and of these labour */
    };
    struct tally *tally = COUNT(&world, stays);
    CHECK(tally, 0, 1, 1, 0);
    CHECK(tally, 1, 0, 2, 0, 0);
    tally_free(tally);
    world_done(&world);
}
END_TEST

START_TEST(the_stay_of_a_person_does_not_depend_on_what_else_is_asked)
{
    const date_day day = day_of(2014, 2, 2), none = CASE_MISSING;
    const struct stay stays[] = {{8, WOMEN, OTHER, 1990, day, none, none}, {8, MEN, SEXUAL, 1990, day, none, none}};
    for (int more = 0; more < 2; more++) {
        struct world world;
        world_init(&world);
        ask_by(&world, CLIENTS, BY_FORM);
        if (more)
            ask_by(&world, CLIENTS, BY_GENDER);
        struct tally *tally = COUNT(&world, stays);
        CHECK(tally, 0, 0, 0, 1, 0);
        tally_free(tally);
        world_done(&world);
    }
}
END_TEST

START_TEST(rows_without_a_person_number_are_persons_of_their_own)
{
    struct world world;
    world_init(&world);
    ask_by(&world, CLIENTS, BY_GENDER);
    const date_day day = day_of(2014, 2, 2), none = CASE_MISSING;
    const struct stay stays[] = {{none, WOMEN, OTHER, 1990, day, none, none},
                                 {none, WOMEN, OTHER, 1990, day, none, none},
                                 {0, MEN, OTHER, 1990, day, none, none}};
    struct tally *tally = COUNT(&world, stays);
    CHECK(tally, 0, 2, 1, 0);
    tally_free(tally);
    world_done(&world);
}
END_TEST

START_TEST(the_range_of_dates_is_that_of_what_is_counted)
{
    struct world world;
    world_init(&world);
    ask(&world, CLIENTS, year_2014());
    ask(&world, STAYS, year_2014());
    ask(&world, NEW_WOMEN, year_2014());
    const date_day none = CASE_MISSING;
    const struct stay stays[] = {
        {1, MEN, OTHER, 1990, day_of(2012, 3, 3), none, none},
        {1, MEN, OTHER, 1990, day_of(2013, 4, 4), day_of(2015, 2, 2), none},
        {2, MEN, OTHER, 1990, day_of(2014, 5, 5), day_of(2015, 1, 1), none},
        {3, WOMEN, OTHER, 1990, day_of(2011, 1, 1), day_of(2011, 2, 2), none},
    };
    struct tally *tally = COUNT(&world, stays);
    date_day first, last;
    ck_assert(tally_date_range(tally, 0, ADMITTED, &first, &last));
    ck_assert_int_eq(first, day_of(2013, 4, 4));
    ck_assert_int_eq(last, day_of(2014, 5, 5));
    ck_assert(tally_date_range(tally, 1, ADMITTED, &first, &last));
    ck_assert_int_eq(first, day_of(2012, 3, 3));
    ck_assert(tally_date_range(tally, 1, EXITED, &first, &last));
    ck_assert_int_eq(first, day_of(2015, 1, 1));
    ck_assert_int_eq(last, day_of(2015, 2, 2));
    ck_assert(!tally_date_range(tally, 2, ADMITTED, &first, &last));
    ck_assert_int_eq(first, day_of(2015, 1, 1));
    tally_free(tally);
    world_done(&world);
}
END_TEST

START_TEST(typed_in_measures_and_other_sources_count_nothing)
{
    struct world world;
    world_init(&world);
    struct source_table sources[2] = {world.reg.source, world.reg.source};
    world.reg.codebook.sources = sources;
    world.reg.codebook.source_count = 2;
    world.measures[NEW].source = 1;
    ask(&world, TYPED_IN, year_2014());
    ask(&world, NEW, year_2014());
    ask(&world, STAYS, year_2014());
    const struct stay stays[] = {{1, MEN, OTHER, 1990, day_of(2014, 3, 3), CASE_MISSING, CASE_MISSING}};
    struct tally *tally = COUNT(&world, stays);
    date_day first, last;
    CHECK(tally, 0, 0);
    tally_typed(tally, TYPED_IN, 60);
    CHECK(tally, 0, 60);
    CHECK(tally, 1, 0);
    CHECK(tally, 2, 1);
    ck_assert(!tally_date_range(tally, 0, ADMITTED, &first, &last));
    tally_free(tally);
    world_done(&world);
}
END_TEST

TEST_PROGRAM("tally", a_stock_is_counted_at_each_month_end,
             a_flow_is_counted_from_the_first_to_the_last_day_of_its_period,
             cells_are_all_combinations_with_the_last_dimension_running_fastest,
             conditions_hold_for_known_values_and_only_not_yes_for_missing_ones,
             ages_are_those_of_the_last_day_s_year,
             a_person_counts_once_under_the_latest_stay_that_satisfies_the_measure,
             the_stay_of_a_person_does_not_depend_on_what_else_is_asked,
             rows_without_a_person_number_are_persons_of_their_own,
             the_range_of_dates_is_that_of_what_is_counted,
             typed_in_measures_and_other_sources_count_nothing)
