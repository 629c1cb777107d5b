/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures that overlap, and how their parts are one system: what two of them have in common, what all of them leave
 * over, persons beside rows, days beside each other, relations that tell only together. The counts that a reader could
 * work out are subtractions done by hand beside each test. */
#include "unit/protect/world.h"

static const char CODE_BOOK[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes gender\ntitle: Gender\n| raw | category | en |\n| m | men | Men |\n| w | women | Women |\n:::\n"
    "::: codes place\ntitle: Place\n| raw | category | en |\n| f | finland | F |\n| g | abroad | A |\n| s | sea | S |\n:::\n"
    "::: source stays\nfiles: *.csv\nrow: stay\nkey: id\nperson: person\nstarts: came\nends: left\n"
    "| column | heading in the export | type | codes | needed |\n| id | id | id | | yes |\n| person | person | id | | no |\n"
    "| gender | gender | code | gender | yes |\n| place | place | code | place | yes |\n| born | born | year | | no |\n"
    "| came | came | date | | yes |\n| left | left | date | | no |\n:::\n"
    "::: measure clients\ntitle: C\nunit: persons\ncount: stays\nin system: from came until left\ncounted: at the end of "
    "the period\nonce per: person\n:::\n"
    "::: measure women\ntitle: W\nlike: clients\nwhere: gender = women\n:::\n"
    "::: measure abroad\ntitle: A\nlike: clients\nwhere: place = abroad\n:::\n"
    "::: measure women_abroad\ntitle: WA\nlike: clients\nwhere: gender = women and place = abroad\n:::\n"
    "::: measure young\ntitle: Y\nlike: clients\nwhere: age >= 15 and age < 25\n:::\n"
    "::: measure minors\ntitle: M\nlike: clients\nwhere: age < 18\n:::\n"
    "::: measure adults\ntitle: A\nlike: clients\nwhere: age >= 18\n:::\n"
    "::: measure from_15\ntitle: F\nlike: clients\nwhere: age >= 15\n:::\n"
    "::: measure to_last_day\ntitle: T\nlike: clients\nin system: from came through left\n:::\n"
    "::: measure departures\ntitle: D\nunit: stays\ncount: stays\ncounted: left during the period\n:::\n"
    "::: measure minor_departures\ntitle: D\nlike: departures\nwhere: age < 18\n:::\n"
    "::: measure leavers\ntitle: L\nunit: persons\ncount: stays\ncounted: left during the period\nonce per: person\n:::\n"
    "::: measure women_leavers\ntitle: L\nlike: leavers\nwhere: gender = women\n:::\n"
    "::: measure finland\ntitle: F\nlike: clients\nwhere: place = finland\n:::\n"
    "::: measure sea\ntitle: S\nlike: clients\nwhere: place = sea\n:::\n"
    "::: measure not_sea\ntitle: N\nlike: clients\nwhere: place = finland,abroad\n:::\n"
    "::: measure not_abroad\ntitle: N\nlike: clients\nwhere: place = finland,sea\n:::\n"
    "::: measure not_finland\ntitle: N\nlike: clients\nwhere: place = abroad,sea\n:::\n"
    "::: relation r1\nthat: not_sea = finland + abroad\n:::\n"
    "::: relation r2\nthat: not_abroad = finland + sea\n:::\n"
    "::: relation r3\nthat: not_finland = abroad + sea\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n";

enum { STAY_PERSON = 1, STAY_GENDER, STAY_PLACE, STAY_BORN, STAY_CAME, STAY_LEFT };
enum { MEN, WOMEN };
enum { FINLAND, ABROAD, SEA };
enum { NEVER = CASE_MISSING, UNKNOWN = CASE_MISSING };

/* People with one stay each; `again`: the same persons as in the line before, in their order. */
struct stays {
    int64_t count;
    int gender, place, age;
    date_day left;
    bool again;
};

static void count_stays(struct world *w, const struct stays *stays, size_t lines)
{
    int32_t person = 0, first = 0;
    begin_count(w);
    for (size_t i = 0; i < lines; i++) {
        const int32_t from = stays[i].again ? first : person;
        for (int32_t n = 0; n < stays[i].count; n++) {
            struct case_row row = {.further_count = 0};
            row.value[STAY_PERSON] = from + n;
            row.value[STAY_GENDER] = stays[i].gender;
            row.value[STAY_PLACE] = stays[i].place;
            row.value[STAY_BORN] = stays[i].age == UNKNOWN ? CASE_MISSING : 2014 - stays[i].age;
            row.value[STAY_CAME] = YEAR.first - 30 + (stays[i].again ? 1 : 0);
            row.value[STAY_LEFT] = stays[i].left;
            tally_row(w->tally, 0, &row);
        }
        first = from;
        person = from + (int32_t)stays[i].count > person ? from + (int32_t)stays[i].count : person;
    }
    tally_finish(w->tally);
}

static bool shows(const struct world *w, size_t use, int row)
{
    return cell_is_shown(release_cell(w->release, use, &row));
}

#define WOMEN_AND_ABROAD                                                                               \
    {9, WOMEN, ABROAD, 30, NEVER, false}, {3, WOMEN, FINLAND, 30, NEVER, false},                       \
    {20, MEN, ABROAD, 30, NEVER, false}, {30, MEN, FINLAND, 30, NEVER, false}

/* 12 women - 9 women abroad = 3. */
START_TEST(what_two_measures_have_in_common_is_one_count_in_the_tables_of_both)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t women = ask_table(&w, "women by place", "none"), abroad = ask_table(&w, "abroad by gender", "none");
    COUNT_STAYS(&w, WOMEN_AND_ABROAD);
    ck_assert(release(&w, "strict"));
    ck_assert(shows(&w, women, RELEASE_TOTAL));
    ck_assert(!shows(&w, women, 1) && !shows(&w, abroad, 1));
    close_world(&w);
}
END_TEST

/* The same with the total of all clients, and of one measure a figure only. */
START_TEST(a_total_over_both_changes_nothing_of_that)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    ask_figure(&w, "clients");
    const size_t women = ask_figure(&w, "women"), abroad = ask_table(&w, "abroad by gender", "none");
    const size_t finland = ask_figure(&w, "women place=finland");
    COUNT_STAYS(&w, WOMEN_AND_ABROAD);
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, finland));
    ck_assert(!is_shown(&w, women) || !shows(&w, abroad, 1));
    close_world(&w);
}
END_TEST

/* Of 62: women abroad 9, so men abroad 29 - 9 = 20, so men in Finland 23 - 20 = 3; or 33 - (39 - 9) = 3. */
START_TEST(a_measure_with_two_conditions_is_a_cell_of_the_table_by_both)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t figure = ask_figure(&w, "women_abroad"), table = ask_table(&w, "clients by gender, place", "none");
    COUNT_STAYS(&w, {9, WOMEN, ABROAD, 30, NEVER, false}, {30, WOMEN, FINLAND, 30, NEVER, false},
                {20, MEN, ABROAD, 30, NEVER, false}, {3, MEN, FINLAND, 30, NEVER, false});
    ck_assert(release(&w, "strict"));
    const int men[] = {MEN, RELEASE_TOTAL}, abroad[] = {RELEASE_TOTAL, 1}, women[] = {WOMEN, RELEASE_TOTAL},
              finland[] = {RELEASE_TOTAL, 0};
    ck_assert(!is_shown(&w, figure) || !cell_is_shown(release_cell(w.release, table, men)) ||
              !cell_is_shown(release_cell(w.release, table, abroad)));
    ck_assert(!is_shown(&w, figure) || !cell_is_shown(release_cell(w.release, table, women)) ||
              !cell_is_shown(release_cell(w.release, table, finland)));
    close_world(&w);
}
END_TEST

/* 50 - 20 - 27 = 3 of unknown age; the young are in both. */
START_TEST(parts_that_exclude_each_other_are_found_beside_one_that_does_not)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    ask_figure(&w, "young");
    const size_t all = ask_figure(&w, "clients"), minors = ask_figure(&w, "minors"), adults = ask_figure(&w, "adults");
    COUNT_STAYS(&w, {20, WOMEN, FINLAND, 16, NEVER, false}, {27, WOMEN, FINLAND, 24, NEVER, false},
                {3, WOMEN, FINLAND, UNKNOWN, NEVER, false});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, all) || !is_shown(&w, minors) || !is_shown(&w, adults));
    close_world(&w);
}
END_TEST

/* 20 + 33 - 50 = 3 from 15 to 17. */
START_TEST(ages_that_overlap_are_cut_at_every_bound)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t all = ask_figure(&w, "clients"), minors = ask_figure(&w, "minors"), older = ask_figure(&w, "from_15");
    COUNT_STAYS(&w, {17, WOMEN, FINLAND, 10, NEVER, false}, {3, WOMEN, FINLAND, 16, NEVER, false},
                {30, WOMEN, FINLAND, 34, NEVER, false});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, all) || !is_shown(&w, minors) || !is_shown(&w, older));
    close_world(&w);
}
END_TEST

/* 20 + 35 - 50 = 5 from 15 to 17 may be told. */
START_TEST(ages_that_overlap_are_shown_when_enough_have_both)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t all = ask_figure(&w, "clients"), minors = ask_figure(&w, "minors"), older = ask_figure(&w, "from_15");
    COUNT_STAYS(&w, {15, WOMEN, FINLAND, 10, NEVER, false}, {5, WOMEN, FINLAND, 16, NEVER, false},
                {30, WOMEN, FINLAND, 34, NEVER, false});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, all) && is_shown(&w, minors) && is_shown(&w, older));
    close_world(&w);
}
END_TEST

/* 30 departures - 28 persons: 2 left again. */
/* 20 + 33 - 50 = 3 abroad: the place of each stay is known. */
START_TEST(categories_that_overlap_are_cut_where_nobody_expects_one_that_is_not_stated)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t all = ask_figure(&w, "clients"), first = ask_figure(&w, "not_sea"), second = ask_figure(&w, "not_finland");
    COUNT_STAYS(&w, {17, WOMEN, FINLAND, 30, NEVER, false}, {3, WOMEN, ABROAD, 30, NEVER, false},
                {30, MEN, SEA, 30, NEVER, false});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, all) || !is_shown(&w, first) || !is_shown(&w, second));
    close_world(&w);
}
END_TEST

/* 20 in two years - 17 in the second = 3 in the first, by their ages at the end of both. That somebody was a minor in the
 * first year and is none in the second must not make the subtraction unknown. */
START_TEST(ages_at_the_end_of_a_period_are_those_of_its_last_year)
{
    enum { YEAR_BEFORE = -100 };
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t both = ask_figure(&w, "minor_departures @2013..2014"), last = ask_figure(&w, "minor_departures @2014");
    COUNT_STAYS(&w, {17, WOMEN, FINLAND, 10, YEAR.first + 50, false}, {3, WOMEN, FINLAND, 10, YEAR.first + YEAR_BEFORE, false},
                {1, MEN, FINLAND, 18, YEAR.first + YEAR_BEFORE, false});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, both) != is_shown(&w, last));
    close_world(&w);
}
END_TEST

/* 7 in 2013 + 27 in 2014 - 33 in both years = 1 who left in each; that 2014 is told by halves, too, does not hide it. */
START_TEST(who_left_in_two_years_is_not_told_where_halves_are_told_as_well)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t both = ask_figure(&w, "leavers @2013..2014"), first = ask_figure(&w, "leavers @2013");
    const size_t last = ask_figure(&w, "leavers @2014");
    ask_table(&w, "leavers by half", "none");
    COUNT_STAYS(&w, {1, WOMEN, FINLAND, 30, YEAR.first - 20, false}, {1, WOMEN, FINLAND, 30, YEAR.first + 300, true},
                {6, WOMEN, FINLAND, 30, YEAR.first - 20, false}, {6, MEN, FINLAND, 30, YEAR.first + 50, false},
                {20, MEN, FINLAND, 30, YEAR.first + 300, false});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, both) || !is_shown(&w, first) || !is_shown(&w, last));
    close_world(&w);
}
END_TEST

START_TEST(persons_are_some_of_the_rows)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t rows = ask_figure(&w, "departures"), persons = ask_figure(&w, "leavers");
    COUNT_STAYS(&w, {28, WOMEN, FINLAND, 30, YEAR.first + 50, false}, {2, WOMEN, FINLAND, 30, YEAR.first + 90, true});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, rows) != is_shown(&w, persons));
    close_world(&w);
}
END_TEST

/* Women: 10 departures - 8 persons = 2. That the men's are enough changes nothing. */
START_TEST(persons_of_a_narrower_measure_are_some_of_the_rows_in_their_cell)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t rows = ask_table(&w, "departures by gender", "none"), persons = ask_figure(&w, "women_leavers");
    COUNT_STAYS(&w, {8, WOMEN, FINLAND, 30, YEAR.first + 50, false}, {2, WOMEN, FINLAND, 30, YEAR.first + 90, true},
                {20, MEN, FINLAND, 30, YEAR.first + 50, false});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, persons) || !shows(&w, rows, WOMEN) ||
              (!shows(&w, rows, MEN) && !shows(&w, rows, RELEASE_TOTAL)));
    close_world(&w);
}
END_TEST

/* 31 with the last day - 28 = 3 who left on it. */
START_TEST(who_is_there_until_a_day_is_there_through_it)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t until = ask_figure(&w, "clients"), through = ask_figure(&w, "to_last_day");
    COUNT_STAYS(&w, {28, WOMEN, FINLAND, 30, NEVER, false}, {3, WOMEN, FINLAND, 30, YEAR.last, false});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, until) != is_shown(&w, through));
    close_world(&w);
}
END_TEST

/* 37 in the year - 34 in its first half: 3 who left in the second half only. */
START_TEST(persons_of_a_half_are_some_of_those_of_the_year)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t year = ask_figure(&w, "leavers"), half = ask_figure(&w, "leavers @2014H1");
    COUNT_STAYS(&w, {34, WOMEN, FINLAND, 30, YEAR.first + 50, false}, {8, WOMEN, FINLAND, 30, YEAR.first + 250, true},
                {3, MEN, FINLAND, 30, YEAR.first + 250, false});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, year) != is_shown(&w, half));
    close_world(&w);
}
END_TEST

static int64_t count_of(const struct world *w, const char *label)
{
    int64_t count = 0;
    for (size_t i = 0; i < w->account.entries.count; i++)
        if (text_equal(w->account.entries.items[i].label, text_of(label)))
            count = w->account.entries.items[i].count;
    return count;
}

/* 32 left in both halves, 2 in the first only and 3 in the second only: 37 - 35 and 37 - 34. */
START_TEST(who_left_in_either_half_only_is_accounted_for_under_names_of_their_own)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    ask_figure(&w, "leavers");
    ask_figure(&w, "leavers @2014H1");
    ask_figure(&w, "leavers @2014H2");
    COUNT_STAYS(&w, {34, WOMEN, FINLAND, 30, YEAR.first + 50, false}, {32, WOMEN, FINLAND, 30, YEAR.first + 250, true},
                {3, MEN, FINLAND, 30, YEAR.first + 250, false});
    ck_assert(release(&w, "strict"));
    ck_assert_int_eq(count_of(&w, "leavers outside 2014H1 @2014"), 3);
    ck_assert_int_eq(count_of(&w, "leavers outside 2014H2 @2014"), 2);
    close_world(&w);
}
END_TEST

/* 10 + 9 - 13 = 6: twice the 3 in Finland. No relation tells that by itself. */
START_TEST(relations_that_share_a_measure_tell_together)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t uses[] = {ask_figure(&w, "not_sea"), ask_figure(&w, "not_abroad"), ask_figure(&w, "not_finland")};
    COUNT_STAYS(&w, {3, WOMEN, FINLAND, 30, NEVER, false}, {7, WOMEN, ABROAD, 30, NEVER, false},
                {6, WOMEN, SEA, 30, NEVER, false});
    ck_assert(release(&w, "strict"));
    ck_assert_int_eq(is_shown(&w, uses[0]) + is_shown(&w, uses[1]) + is_shown(&w, uses[2]), 2);
    close_world(&w);
}
END_TEST

/* Two persons have a stay in Finland and a later one abroad: in Finland are 10, abroad 8, but clients are 16, and nobody
 * is elsewhere. That two are in both would follow. */
START_TEST(a_person_in_two_parts_is_an_exception_and_protected)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t all = ask_figure(&w, "clients"), finland = ask_figure(&w, "finland"), abroad = ask_figure(&w, "abroad");
    const size_t unknown = ask_figure(&w, "clients place=not_stated,sea");
    COUNT_STAYS(&w, {2, WOMEN, FINLAND, 30, NEVER, false}, {2, WOMEN, ABROAD, 30, NEVER, true},
                {8, WOMEN, FINLAND, 30, NEVER, false}, {6, WOMEN, ABROAD, 30, NEVER, false});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, unknown));
    ck_assert(!is_shown(&w, all) || !is_shown(&w, finland) || !is_shown(&w, abroad));
    close_world(&w);
}
END_TEST

/* Three left in the second half, men and women, one of each in two places: at least 2 of them by the table. So of 6 in
 * the year no 5 can have left in the first half. */
START_TEST(a_hidden_total_is_no_less_than_the_cells_that_its_table_shows)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const size_t year = ask_figure(&w, "departures");
    ask_table(&w, "departures @2014H2 by gender, place", "none");
    COUNT_STAYS(&w, {3, WOMEN, FINLAND, 30, YEAR.first + 50, false}, {2, WOMEN, FINLAND, 30, YEAR.first + 250, false},
                {1, MEN, ABROAD, 30, YEAR.first + 250, false});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, year));
    close_world(&w);
}
END_TEST

/* Seven conditions of which none follows from another cut clients into 2^7 - 1 parts: more than 64. */
START_TEST(measures_that_overlap_in_too_many_ways_are_refused)
{
    struct world w;
    struct text_builder book = {0};
    text_add_c(&book, "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n::: source stays\nfiles: *.csv\nrow: stay\n"
                      "key: id\nstarts: came\n| column | heading in the export | type | codes | needed |\n"
                      "| id | id | id | | yes |\n| came | came | date | | yes |\n");
    for (int i = 0; i < 7; i++)
        text_add_format(&book, "| yes%d | yes%d | yes/no | | no |\n", i, i);
    text_add_c(&book, ":::\n");
    for (int i = 0; i < 7; i++)
        text_add_format(&book, "::: measure m%d\ntitle: M\nunit: persons\ncount: stays\ncounted: came during the period\n"
                               "where: yes%d = yes\n:::\n", i, i);
    text_add_c(&book, "::: policy strict\nthreshold: 5\n:::\n");
    text_add(&book, (struct text){"", 1});
    open_world_of(&w, text_built(&book).ptr);
    text_builder_done(&book);
    for (char name[] = "m0"; name[1] < '6'; name[1]++)
        ask_figure(&w, name);
    ck_assert(plan_make(w.codebook, &w.requests, NULL, w.keep, &w.plan, &w.err));
    ask_figure(&w, "m6");
    ck_assert(!plan_make(w.codebook, &w.requests, NULL, w.keep, &w.plan, &w.err));
    ck_assert_ptr_nonnull(strstr(w.err.message, "'m0', 'm1'"));
    close_world(&w);
}
END_TEST

/* Of unknown age are those who are no minors, too, but readers do not expect them: adults they do. */
START_TEST(adults_can_be_where_all_who_are_there_are_minors)
{
    struct world w;
    open_world_of(&w, CODE_BOOK);
    const int measures[] = {codebook_measure(w.codebook, TEXT("clients")), codebook_measure(w.codebook, TEXT("minors"))};
    const struct contemporaries all = {measures, 2, YEAR};
    struct families families;
    ck_assert(families_find(w.codebook, &all, w.keep, &families, &w.err));
    ck_assert_uint_eq(families.items.count, 1);
    const struct family *family = families.items.items[0];
    ck_assert_uint_eq(family->part_count, 2); /* clients without minors, and minors */
    for (size_t i = 0; i < family->part_count; i++)
        ck_assert(family_part_can_be(family, family->parts[i], NULL, NULL, 0));
    close_world(&w);
}
END_TEST

TEST_PROGRAM("protect: overlaps",
             what_two_measures_have_in_common_is_one_count_in_the_tables_of_both,
             a_total_over_both_changes_nothing_of_that,
             a_measure_with_two_conditions_is_a_cell_of_the_table_by_both,
             parts_that_exclude_each_other_are_found_beside_one_that_does_not,
             ages_that_overlap_are_cut_at_every_bound,
             ages_that_overlap_are_shown_when_enough_have_both,
             categories_that_overlap_are_cut_where_nobody_expects_one_that_is_not_stated,
             ages_at_the_end_of_a_period_are_those_of_its_last_year,
             who_left_in_two_years_is_not_told_where_halves_are_told_as_well,
             persons_are_some_of_the_rows,
             persons_of_a_narrower_measure_are_some_of_the_rows_in_their_cell,
             who_is_there_until_a_day_is_there_through_it,
             persons_of_a_half_are_some_of_those_of_the_year,
             who_left_in_either_half_only_is_accounted_for_under_names_of_their_own,
             relations_that_share_a_measure_tell_together,
             a_person_in_two_parts_is_an_exception_and_protected,
             a_hidden_total_is_no_less_than_the_cells_that_its_table_shows,
             measures_that_overlap_in_too_many_ways_are_refused,
             adults_can_be_where_all_who_are_there_are_minors)
