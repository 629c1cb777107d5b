/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cases that have several categories of one variable: their categories add up to more than the cases. What a reader could
 * work out stands beside each test. */
#include "unit/protect/world.h"

static const char CODE_BOOK[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes gender\ntitle: Gender\n| raw | category | en |\n| m | men | Men |\n| w | women | Women |\n:::\n"
    "::: codes ground\ntitle: Ground\n| raw | category | en |\n| 1 | permit | P |\n| 2 | ended | E |\n| 3 | gone | G |\n:::\n"
    "::: source stays\nfiles: *.csv\nrow: stay\nkey: id\nperson: person\nstarts: came\nends: left\n"
    "| column | heading in the export | type | codes | needed | several |\n| id | id | id | | yes | |\n"
    "| gender | gender | code | gender | yes | |\n| ground | ground | code | ground | | ; |\n"
    "| came | came | date | | yes | |\n| left | left | date | | no | |\n"
    "| person | person | id | | no | |\n:::\n"
    "::: measure exits\ntitle: E\nunit: stays\ncount: stays\ncounted: left during the period\n:::\n"
    "::: measure grounds\ntitle: G\nlike: exits\nonce per: case and code\n:::\n"
    "::: measure women_grounds\ntitle: W\nlike: grounds\nwhere: gender = women\n:::\n"
    "::: measure late_grounds\ntitle: L\nlike: grounds\nwhere: came after 2020-01-01\n:::\n"
    "::: measure leavers\ntitle: L\nlike: exits\nonce per: person\n:::\n"
    "::: measure there\ntitle: T\nunit: stays\ncount: stays\nin system: from came until left\ncounted: at the end of the "
    "period\n:::\n"
    "::: measure there_grounds\ntitle: T\nunit: stays\ncount: stays\nin system: from came through left\ncounted: at the end "
    "of the period\nonce per: case and code\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n::: policy joining\nthreshold: 5\nsmall parts: join\n:::\n";

enum { STAY_GENDER = 1, STAY_GROUND, STAY_CAME, STAY_LEFT, STAY_PERSON };
enum { MEN, WOMEN };
enum { PERMIT, ENDED, GONE, NOT_STATED, NO_SECOND = -1 };

struct stays {
    int64_t count;
    int gender, ground, second;
};

static void count_stays(struct world *w, const struct stays *stays, size_t lines)
{
    begin_count(w);
    for (size_t i = 0; i < lines; i++)
        for (int64_t n = 0; n < stays[i].count; n++) {
            struct case_row row = {.further_count = stays[i].second != NO_SECOND};
            row.value[STAY_GENDER] = stays[i].gender;
            row.value[STAY_GROUND] = stays[i].ground;
            row.value[STAY_LEFT] = YEAR.first + 40;
            row.further[0] = (struct case_further){STAY_GROUND, stays[i].second};
            tally_row(w->tally, 0, &row);
        }
    tally_finish(w->tally);
}

static int64_t cell_at(const struct world *w, size_t use, int ground)
{
    const struct cell cell = release_cell(w->release, use, &ground);
    return cell_is_shown(cell) ? cell.count : -1;
}

static int64_t sum_at(const struct world *w, size_t use)
{
    const struct cell cell = release_sum(w->release, use);
    return cell_is_shown(cell) ? cell.count : -1;
}

#define MANY                                                                                                          \
    {10, MEN, PERMIT, NO_SECOND}, {20, MEN, ENDED, NO_SECOND}, {7, WOMEN, PERMIT, ENDED}, {6, WOMEN, ENDED, GONE},    \
    {9, MEN, GONE, NO_SECOND}

/* 52 cases: 17 with a permit, 33 whose need ended, 15 gone: 65 grounds. Without each: 35, 19, 37. */
START_TEST(a_case_counts_in_each_of_its_categories_and_once_in_the_total)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t table = ask_table(&w, "grounds by ground", ""), figure = ask_figure(&w, "grounds ground=ended");
    const size_t all = ask_figure(&w, "grounds"), first = ask_table(&w, "exits by ground", "none");
    const size_t stated = ask_figure(&w, "grounds ground!=not_stated"), women = ask_figure(&w, "women_grounds ground=ended");
    const size_t kinds = ask_figure(&w, "number of ground in grounds");
    COUNT_STAYS(&w, MANY);
    ck_assert(release(&w, "joining"));
    static const int64_t several[] = {17, 33, 15};
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(cell_at(&w, table, i), several[i]);
    ck_assert_int_eq(cell_at(&w, table, RELEASE_TOTAL), 52);
    ck_assert_int_eq(sum_at(&w, figure), 33);
    ck_assert_int_eq(sum_at(&w, all), 52);
    ck_assert_int_eq(sum_at(&w, stated), 52);
    ck_assert_int_eq(sum_at(&w, women), 13);
    ck_assert_int_eq(sum_at(&w, kinds), 3);
    ck_assert_int_eq(cell_at(&w, first, PERMIT), 17);
    ck_assert_int_eq(cell_at(&w, first, ENDED), 26);
    close_world(&w);
}
END_TEST

/* By gender, rows and columns have totals of cases, too: of 13 women all ended, 7 had a permit, 6 are gone. */
START_TEST(totals_of_a_table_by_two_variables_are_cases)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t table = ask_table(&w, "grounds by ground, gender", "none");
    COUNT_STAYS(&w, MANY);
    ck_assert(release(&w, "strict"));
    const int women[] = {RELEASE_TOTAL, WOMEN}, ended[] = {ENDED, RELEASE_TOTAL}, both[] = {ENDED, WOMEN};
    ck_assert_int_eq(release_cell(w.release, table, women).count, 13);
    ck_assert_int_eq(release_cell(w.release, table, ended).count, 33);
    ck_assert_int_eq(release_cell(w.release, table, both).count, 13);
    close_world(&w);
}
END_TEST

/* 3 gone are hidden. Nothing is subtracted from the total to find them: 40 cases, 30 and 25 grounds that are shown. */
START_TEST(a_small_category_needs_no_partner_where_enough_have_several)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t table = ask_table(&w, "grounds by ground", "none");
    COUNT_STAYS(&w, {12, MEN, PERMIT, NO_SECOND}, {10, MEN, ENDED, NO_SECOND}, {15, WOMEN, PERMIT, ENDED}, {3, MEN, PERMIT, GONE});
    ck_assert(release(&w, "strict"));
    ck_assert_int_eq(cell_at(&w, table, GONE), -1);
    ck_assert_int_eq(cell_at(&w, table, PERMIT), 30);
    ck_assert_int_eq(cell_at(&w, table, ENDED), 25);
    ck_assert_int_eq(cell_at(&w, table, RELEASE_TOTAL), 40);
    close_world(&w);
}
END_TEST

/* 30 cases - 27 with a permit = 3 without. */
START_TEST(who_has_not_a_category_is_a_count_as_well)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t all = ask_figure(&w, "grounds"), permit = ask_figure(&w, "grounds ground=permit");
    COUNT_STAYS(&w, {20, MEN, PERMIT, NO_SECOND}, {7, MEN, ENDED, PERMIT}, {3, MEN, ENDED, NO_SECOND});
    ck_assert(release(&w, "strict"));
    ck_assert(sum_at(&w, all) < 0 || sum_at(&w, permit) < 0);
    close_world(&w);
}
END_TEST

/* The same by the measure that counts each case once: it has the same total. */
START_TEST(the_cases_may_be_told_by_another_measure)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t all = ask_figure(&w, "exits"), permit = ask_figure(&w, "grounds ground=permit");
    COUNT_STAYS(&w, {20, MEN, PERMIT, NO_SECOND}, {7, MEN, ENDED, PERMIT}, {3, MEN, ENDED, NO_SECOND});
    ck_assert(release(&w, "strict"));
    ck_assert(sum_at(&w, all) < 0 || sum_at(&w, permit) < 0);
    close_world(&w);
}
END_TEST

/* All have one ground but two cases: 20 + 10 + 9 - 37 = 2 more grounds than cases. */
START_TEST(few_with_several_are_a_small_count)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t table = ask_table(&w, "grounds by ground", "none");
    COUNT_STAYS(&w, {18, MEN, PERMIT, NO_SECOND}, {10, MEN, ENDED, NO_SECOND}, {7, MEN, GONE, NO_SECOND}, {2, MEN, PERMIT, GONE});
    ck_assert(release(&w, "strict"));
    ck_assert(cell_at(&w, table, PERMIT) < 0 || cell_at(&w, table, ENDED) < 0 || cell_at(&w, table, GONE) < 0);
    close_world(&w);
}
END_TEST

/* Nobody has several: then 40 - 27 - 10 = 3 gone, by who knows that; another one must be hidden. */
START_TEST(where_all_have_one_the_total_gives_a_small_category_away)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t table = ask_table(&w, "grounds by ground", "none"), first = ask_table(&w, "exits by ground", "none");
    COUNT_STAYS(&w, {27, MEN, PERMIT, NO_SECOND}, {10, MEN, ENDED, NO_SECOND}, {3, MEN, GONE, NO_SECOND});
    ck_assert(release(&w, "strict"));
    ck_assert_int_eq(cell_at(&w, table, GONE), -1);
    ck_assert(cell_at(&w, first, PERMIT) < 0 || cell_at(&w, first, ENDED) < 0);
    close_world(&w);
}
END_TEST

/* Of 30 grounds ended, 27 are of women: 3 are of men. */
START_TEST(a_narrower_measure_counts_fewer_in_each_category)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t all = ask_figure(&w, "grounds ground=ended"), women = ask_figure(&w, "women_grounds ground=ended");
    COUNT_STAYS(&w, {20, WOMEN, PERMIT, ENDED}, {7, WOMEN, ENDED, NO_SECOND}, {3, MEN, ENDED, NO_SECOND}, {30, MEN, GONE, NO_SECOND});
    ck_assert(release(&w, "strict"));
    ck_assert(sum_at(&w, all) < 0 || sum_at(&w, women) < 0);
    close_world(&w);
}
END_TEST

/* 30 in the year - 27 in its first half = 3 in the second. */
START_TEST(a_year_is_made_of_its_halves_in_each_category)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t year = ask_figure(&w, "grounds ground=ended"), half = ask_figure(&w, "grounds ground=ended @2014H1");
    const size_t other = ask_figure(&w, "grounds ground=ended @2014H2");
    COUNT_STAYS(&w, {20, WOMEN, PERMIT, ENDED}, {7, WOMEN, ENDED, NO_SECOND}, {30, MEN, GONE, NO_SECOND});
    ck_assert(release(&w, "strict"));
    ck_assert_int_eq(sum_at(&w, year), sum_at(&w, half));
    ck_assert_int_eq(sum_at(&w, other), 0);
    close_world(&w);
}
END_TEST

/* Who left twice: 33 cases of 21 persons, 24 of the cases with a permit. That many persons cannot have one. */
START_TEST(persons_are_not_the_cases_of_a_category)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t grounds = ask_table(&w, "grounds by ground", "none"), persons = ask_table(&w, "leavers by ground", "none");
    begin_count(&w);
    for (int32_t stay = 0; stay < 33; stay++) {
        struct case_row row = {.further_count = 0};
        row.value[STAY_GROUND] = stay < 24 ? PERMIT : ENDED;
        row.value[STAY_LEFT] = YEAR.first + 40;
        row.value[STAY_PERSON] = stay < 24 ? stay / 2 : stay;
        tally_row(w.tally, 0, &row);
    }
    tally_finish(w.tally);
    ck_assert(release(&w, "strict"));
    ck_assert_int_eq(cell_at(&w, grounds, PERMIT), 24);
    ck_assert_int_eq(cell_at(&w, grounds, RELEASE_TOTAL), 33);
    ck_assert_int_eq(cell_at(&w, persons, PERMIT), 12);
    ck_assert_int_eq(cell_at(&w, persons, RELEASE_TOTAL), 21);
    close_world(&w);
}
END_TEST

/* 20 with a permit are there on the last day, and 10 of them leave on it: 10 are there until that day, 20 through it. */
START_TEST(stays_that_end_on_the_day_are_not_those_of_who_is_there_until_then)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t grounds = ask_table(&w, "there_grounds by ground", "none"), there = ask_table(&w, "there by ground", "none");
    begin_count(&w);
    for (int stay = 0; stay < 20; stay++) {
        struct case_row row = {.further_count = 0};
        row.value[STAY_CAME] = YEAR.first;
        row.value[STAY_LEFT] = stay < 10 ? YEAR.last : CASE_MISSING;
        row.value[STAY_GROUND] = PERMIT;
        tally_row(w.tally, 0, &row);
    }
    tally_finish(w.tally);
    ck_assert(release(&w, "strict"));
    ck_assert_int_eq(cell_at(&w, grounds, PERMIT), 20);
    ck_assert_int_eq(cell_at(&w, there, PERMIT), 10);
    close_world(&w);
}
END_TEST

/* Nobody who left in 2014 came after 2020: the cases and their categories are not tied to each other, and the cases have no
 * table of their own by which to find them beside another one. */
START_TEST(cases_of_an_empty_table_are_found_beside_more_tables)
{
    struct world w;
    struct plan without;
    open_world_of(&w, CODE_BOOK);
    const size_t empty = ask_table(&w, "late_grounds by ground", "none"), sheet = ask_table(&w, "exits by gender", "none");
    bool *left_out = ARENA_ARRAY(w.keep, bool, w.requests.use_count);
    left_out[sheet] = true;
    const struct plan_scope scope = {.use_count = w.requests.use_count, .left_out = left_out};
    ck_assert(plan_make(w.codebook, &w.requests, &scope, w.keep, &without, &w.err));
    COUNT_STAYS(&w, MANY);
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.plan = &without;
    inputs.left_out = left_out;
    ck_assert(release_from(&w, &inputs));
    const struct release *const held[] = {w.release};
    inputs.plan = &w.plan;
    inputs.left_out = NULL;
    inputs.held = held;
    inputs.held_count = 1;
    ck_assert(release_from(&w, &inputs));
    const int all = RELEASE_TOTAL;
    ck_assert_int_eq(release_cell(w.release, empty, &all).count, 0);
    ck_assert_int_eq(release_cell(w.release, sheet, &all).count, 52);
    close_world(&w);
}
END_TEST

/* The same where nothing is protected: no link joins the tables, but the cases stand beside what counts them several times.
 */
START_TEST(openly_a_case_counts_once_in_the_total_as_well)
{
    struct world w;
    struct plan open;
    open_world_of(&w, CODE_BOOK);
    const size_t table = ask_table(&w, "grounds by ground", "none"), all = ask_figure(&w, "grounds");
    const size_t both = ask_table(&w, "grounds by ground, gender", "none"), there = ask_table(&w, "exits by gender", "none");
    ck_assert(plan_openly(w.codebook, &w.requests, w.keep, &open, &w.err));
    ck_assert_uint_eq(open.links.items.count, 0);
    COUNT_STAYS(&w, MANY);
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.plan = &open;
    inputs.policy = &(struct policy){.audience = TEXT("checks"), .threshold = 1};
    inputs.is_open = true;
    ck_assert(release_from(&w, &inputs));
    ck_assert_int_eq(cell_at(&w, table, ENDED), 33);
    ck_assert_int_eq(cell_at(&w, table, RELEASE_TOTAL), 52);
    ck_assert_int_eq(sum_at(&w, all), 52);
    const int women[] = {RELEASE_TOTAL, WOMEN}, ended[] = {ENDED, WOMEN};
    ck_assert_int_eq(release_cell(w.release, both, women).count, 13);
    ck_assert_int_eq(release_cell(w.release, both, ended).count, 13);
    ck_assert_int_eq(cell_at(&w, there, WOMEN), 13);
    close_world(&w);
}
END_TEST

TEST_PROGRAM("protect/several", openly_a_case_counts_once_in_the_total_as_well, a_case_counts_in_each_of_its_categories_and_once_in_the_total,
             totals_of_a_table_by_two_variables_are_cases,
             a_small_category_needs_no_partner_where_enough_have_several, who_has_not_a_category_is_a_count_as_well,
             the_cases_may_be_told_by_another_measure, few_with_several_are_a_small_count,
             where_all_have_one_the_total_gives_a_small_category_away,
             a_narrower_measure_counts_fewer_in_each_category, cases_of_an_empty_table_are_found_beside_more_tables,
             a_year_is_made_of_its_halves_in_each_category, persons_are_not_the_cases_of_a_category,
             stays_that_end_on_the_day_are_not_those_of_who_is_there_until_then)
