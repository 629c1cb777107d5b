/* SPDX-License-Identifier: GPL-3.0-or-later
 * Days that cannot be, and days that hardly can; the rows are made by hand. */
#include "ingest/chronology.h"

#include "tests/unit/base/fixture.h"
#include "tests/unit/ingest/register.h"

static struct exports_register reg;
static struct condition age = {.kind = CONDITION_AGE, .column = BORN};
static struct measure minors = {.source = 0, .conditions = &age, .condition_count = 1};

static void set_up(void)
{
    register_init(&reg);
    age.kind = CONDITION_AGE;
    reg.codebook.measures = &minors;
    reg.codebook.measure_count = 1;
}

static void tear_down(void)
{
    register_done(&reg);
}

static date_day day(int year, int month, int day_of_month)
{
    return date_to_day((struct date){year, month, day_of_month});
}

static struct case_row row_of(int32_t born, int32_t admitted, int32_t exited)
{
    struct case_row row = {.further_count = 0};
    for (int i = 0; i < CASE_COLUMNS_MAX; i++)
        row.value[i] = CASE_MISSING;
    row.value[BORN] = born;
    row.value[ADMITTED] = admitted;
    row.value[EXITED] = exited;
    return row;
}

static struct chronology *read_for(date_day latest)
{
    struct chronology *chronology = chronology_new(reg.keep, &reg.codebook, 0);
    chronology_know_until(chronology, latest);
    return chronology;
}

START_TEST(what_cannot_be_is_found_at_the_later_column)
{
    const int32_t admitted = day(2014, 3, 1), none = CASE_MISSING;
    const struct {
        int32_t born, exited;
        int column; /* NO_INDEX: nothing */
        enum diagnostic_code code;
    } cases[] = {{1990, none, NO_INDEX, DIAG_E508},        {none, admitted, NO_INDEX, DIAG_E508},
                 {2014, admitted + 1, NO_INDEX, DIAG_E508}, {1990, admitted - 1, EXITED, DIAG_E508},
                 {2015, none, BORN, DIAG_E520},             {2015, admitted - 1, EXITED, DIAG_E508}};
    const struct chronology *chronology = read_for(day(2015, 1, 30));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct case_row row = row_of(cases[i].born, admitted, cases[i].exited);
        struct chronology_finding found = {.column = NO_INDEX};
        ck_assert_int_eq(chronology_contradicts(chronology, &row, &found), cases[i].column != NO_INDEX);
        ck_assert_int_eq(found.column, cases[i].column);
        if (found.column != NO_INDEX) {
            ck_assert_str_eq(diagnostic_name(found.code), diagnostic_name(cases[i].code));
            ck_assert(text_equal(found.args[0], reg.columns[found.column].id) && text_equal(found.args[1], TEXT("admitted")));
        }
    }
}
END_TEST

/* Admitted, decided (nobody knows when), exited: each is held against the last one known. */
START_TEST(days_of_an_order_are_held_against_those_before)
{
    int order[] = {ADMITTED, VISITS, EXITED};
    struct chronology_finding found;
    reg.columns[VISITS].type = COLUMN_DATE;
    reg.source.ends = NO_INDEX;
    struct case_row row = row_of(CASE_MISSING, 100, 99);
    ck_assert(!chronology_contradicts(read_for(1000), &row, &found));
    reg.source.order = order;
    reg.source.order_count = 3;
    ck_assert(chronology_contradicts(read_for(1000), &row, &found));
    ck_assert(found.column == EXITED && text_equal(found.args[1], TEXT("admitted")));
    row.value[VISITS] = 98;
    ck_assert(chronology_contradicts(read_for(1000), &row, &found));
    ck_assert(found.column == VISITS && text_equal(found.args[1], TEXT("admitted")));
    row.value[VISITS] = 102;
    row.value[EXITED] = 101;
    ck_assert(chronology_contradicts(read_for(1000), &row, &found));
    ck_assert(found.column == EXITED && text_equal(found.args[1], TEXT("visits")));
    row.value[EXITED] = 102;
    ck_assert(!chronology_contradicts(read_for(1000), &row, &found));
}
END_TEST

static size_t doubts_of(const struct chronology *chronology, int32_t born, int32_t admitted, int32_t exited,
                        struct chronology_finding *found)
{
    const struct case_row row = row_of(born, admitted, exited);
    return chronology_doubts(chronology, &row, found);
}

START_TEST(days_that_the_edition_cannot_know_are_doubted)
{
    struct chronology_finding found[CASE_COLUMNS_MAX];
    const struct chronology *chronology = read_for(day(2015, 1, 30));
    ck_assert_uint_eq(doubts_of(chronology, 1990, day(2014, 3, 1), day(2015, 1, 30), found), 0);
    ck_assert_uint_eq(doubts_of(chronology, 1990, day(2014, 3, 1), day(2015, 1, 31), found), 1);
    ck_assert(found[0].column == EXITED && found[0].code == DIAG_W521 && text_equal(found[0].args[1], TEXT("2015-01-30")));
    ck_assert_uint_eq(doubts_of(chronology, 1990, day(2051, 3, 1), day(2051, 4, 1), found), 2);
    ck_assert(found[0].column == ADMITTED && found[1].column == EXITED);
    chronology = chronology_new(reg.keep, &reg.codebook, 0); /* no edition */
    ck_assert_uint_eq(doubts_of(chronology, 1990, day(2051, 3, 1), day(2199, 4, 1), found), 0);
}
END_TEST

START_TEST(nobody_is_older_than_a_hundred_and_twenty)
{
    struct chronology_finding found[CASE_COLUMNS_MAX];
    const struct chronology *chronology = read_for(day(2015, 1, 30));
    ck_assert_uint_eq(doubts_of(chronology, 1894, day(2014, 3, 1), CASE_MISSING, found), 0);
    ck_assert_uint_eq(doubts_of(chronology, 1893, day(2014, 3, 1), CASE_MISSING, found), 1);
    ck_assert(found[0].column == BORN && found[0].code == DIAG_W522);
}
END_TEST

/* Only a year from which ages are reckoned is one of birth. */
START_TEST(other_years_may_be_any)
{
    struct chronology_finding found[CASE_COLUMNS_MAX];
    age.kind = CONDITION_NUMBER;
    const struct chronology *chronology = read_for(day(2015, 1, 30));
    const struct case_row late = row_of(2020, day(2014, 3, 1), CASE_MISSING);
    ck_assert_uint_eq(doubts_of(chronology, 1850, day(2014, 3, 1), CASE_MISSING, found), 0);
    ck_assert(!chronology_contradicts(chronology, &late, found));
}
END_TEST

/* `rows` rows in each year; what is told, as lines of the made-up file, where a year is its own line. */
static struct text early_years(const int *years, const int *rows, size_t count)
{
    struct chronology *chronology = read_for(day(2015, 1, 30));
    struct diagnostics *diagnostics = diagnostics_new();
    struct text told = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < rows[i]; k++) {
            const struct case_row row = row_of(CASE_MISSING, day(years[i], 6, 1) + k, CASE_MISSING);
            ck_assert_int_eq(chronology_count(chronology, &row), k == 0);
            if (k == 0)
                chronology_keep(chronology, &row, (struct place){.path = "cases.csv", .line = (uint32_t)years[i]});
        }
    chronology_finish(chronology, diagnostics);
    size_t found_count;
    const struct diagnostic *found = diagnostics_sorted(diagnostics, &found_count);
    for (size_t i = 0; i < found_count; i++) {
        ck_assert_str_eq(diagnostic_name(found[i].code), "W523");
        told = text_format(reg.keep, "%.*s%s%u", TEXT_ARGS(told), i ? " " : "", found[i].place.line);
    }
    diagnostics_free(diagnostics);
    return told;
}

START_TEST(a_few_rows_long_before_all_others_are_doubted)
{
    ck_assert(text_equal(early_years((int[]){2013, 1913, 2014}, (int[]){5, 1, 4}, 3), TEXT("1913")));
    ck_assert(text_equal(early_years((int[]){1992, 2013}, (int[]){1, 9}, 2), TEXT("1992")));
    ck_assert(text_equal(early_years((int[]){1993, 2013}, (int[]){1, 9}, 2), TEXT_EMPTY)); /* twenty years may be */
    ck_assert(text_equal(early_years((int[]){1913, 2013}, (int[]){1, 8}, 2), TEXT_EMPTY)); /* one of nine is not few */
    ck_assert(text_equal(early_years((int[]){1804, 1914, 2013}, (int[]){1, 1, 18}, 3), TEXT("1804 1914")));
    ck_assert(text_equal(early_years((int[]){2013}, (int[]){3}, 1), TEXT_EMPTY));
    ck_assert(text_equal(early_years((int[]){2013}, (int[]){0}, 1), TEXT_EMPTY));
}
END_TEST

TEST_PROGRAM_WITH("ingest/chronology", set_up, tear_down, what_cannot_be_is_found_at_the_later_column,
                  days_of_an_order_are_held_against_those_before, days_that_the_edition_cannot_know_are_doubted,
                  nobody_is_older_than_a_hundred_and_twenty, other_years_may_be_any,
                  a_few_rows_long_before_all_others_are_doubted)
