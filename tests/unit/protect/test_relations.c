/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a relation, said of some of its people only, tells beside what is printed of all. A reader's arithmetic stands beside
 * each test. */
#include <stdio.h>

#include "unit/protect/world.h"

static const char CODE_BOOK[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes gender\ntitle: Gender\n| raw | category | en |\n| m | men | Men |\n| w | women | Women |\n| x | others | Others |\n:::\n"
    "::: source stays\nfiles: *.csv\nrow: stay\nkey: id\nperson: person\nstarts: came\nends: went\n"
    "| column | heading in the export | type | codes | needed |\n| id | id | id | | yes |\n"
    "| gender | gender | code | gender | yes |\n| abroad | abroad | yes/no | | no |\n| born | born | year | | no |\n"
    "| came | came | date | | yes |\n| went | went | date | | no |\n| moved | moved | date | | no |\n"
    "| person | person | id | | no |\n:::\n"
    "::: measure there\ntitle: T\nunit: stays\ncount: stays\nin system: from came until went\ncounted: at the end of the period\n:::\n"
    "::: measure first\ntitle: F\nunit: stays\ncount: stays\nin system: from came until moved\ncounted: at the end of the period\n:::\n"
    "::: measure second\ntitle: S\nunit: stays\ncount: stays\nin system: from moved until went\ncounted: at the end of the period\n:::\n"
    "::: measure first_abroad\ntitle: F\nlike: first\nwhere: abroad = yes\n:::\n"
    "::: measure second_abroad\ntitle: S\nlike: second\nwhere: abroad = yes\n:::\n"
    "::: measure new\ntitle: N\nunit: stays\ncount: stays\ncounted: came during the period\n:::\n"
    "::: measure left\ntitle: L\nunit: stays\ncount: stays\ncounted: went during the period\n:::\n"
    "::: measure moved_on\ntitle: M\nunit: stays\ncount: stays\ncounted: moved during the period\n:::\n"
    "::: measure moved_on_abroad\ntitle: M\nlike: moved_on\nwhere: abroad = yes\n:::\n"
    "::: measure moved_on_at_home\ntitle: M\nlike: moved_on\nwhere: abroad != yes\n:::\n"
    "::: measure there_abroad\ntitle: T\nlike: there\nwhere: abroad = yes\n:::\n"
    "::: measure there_at_home\ntitle: T\nlike: there\nwhere: abroad != yes\n:::\n"
    "::: measure new_abroad\ntitle: N\nlike: new\nwhere: abroad = yes\n:::\n"
    "::: measure left_abroad\ntitle: L\nlike: left\nwhere: abroad = yes\n:::\n"
    "::: measure there_of_age\ntitle: T\nlike: there\nwhere: age >= 18\n:::\n"
    "::: measure minors_abroad\ntitle: T\nlike: there\nwhere: abroad = yes and age < 18\n:::\n"
    "::: measure minors_who_left\ntitle: L\nlike: left\nwhere: age < 18\n:::\n"
    "::: measure minors_abroad_who_left\ntitle: L\nlike: left\nwhere: abroad = yes and age < 18\n:::\n"
    "::: measure new_of_age\ntitle: N\nlike: new\nwhere: age >= 18\n:::\n"
    "::: measure there_abroad_of_age\ntitle: T\nlike: there\nwhere: abroad = yes and age >= 18\n:::\n"
    "::: measure new_abroad_of_age\ntitle: N\nlike: new\nwhere: abroad = yes and age >= 18\n:::\n"
    "::: measure left_of_age\ntitle: L\nlike: left\nwhere: age >= 18\n:::\n"
    "::: measure persons\ntitle: P\nlike: there\nonce per: person\n:::\n"
    "::: measure new_persons\ntitle: N\nlike: new\nonce per: person\n:::\n"
    "::: measure persons_who_left\ntitle: L\nlike: left\nonce per: person\n:::\n"
    "::: measure persons_at_first\ntitle: F\nlike: first\nonce per: person\n:::\n"
    "::: measure persons_at_second\ntitle: S\nlike: second\nonce per: person\n:::\n"
    "::: measure persons_abroad\ntitle: P\nlike: there_abroad\nonce per: person\n:::\n"
    "::: measure persons_at_home\ntitle: P\nlike: there_at_home\nonce per: person\n:::\n"
    "::: measure women\ntitle: P\nlike: persons\nwhere: gender = women\n:::\n"
    "::: measure new_women\ntitle: P\nlike: new_persons\nwhere: gender = women\n:::\n"
    "::: measure women_who_left\ntitle: P\nlike: persons_who_left\nwhere: gender = women\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n"
    "::: relation flow\nthat: %s\n:::\n";

static const char FLOW[] = "there = there @previous + new - left", STAGES[] = "there = first + second",
                  FLOW_BY_PLACE[] = "there = there_abroad @previous + there_at_home @previous + new - left",
                  FLOW_AND_STAGES[] = "there = there @previous + new - left\n:::\n::: relation stages\nthat: there = first + second",
                  ALL_STAGES[] = "there = there @previous + new - left\n:::\n::: relation stages\nthat: there = first + second\n:::\n"
                                 "::: relation first\nthat: first = first @previous + new - moved_on\n:::\n"
                                 "::: relation second\nthat: second = second @previous + moved_on - left";

/* The same, written in other orders. */
static const char *const FLOWS[] = {FLOW, "there = new - left + there @previous", "there @previous = there - new + left",
                                    "new = left - there @previous + there"};

enum { GENDER = 1, ABROAD, BORN, CAME, WENT, MOVED, PERSON };
enum { MEN, WOMEN, OTHERS };
enum { BEFORE_2014 = -100, SPRING = 120, AUTUMN = 250, NEVER = 10000 }; /* days from the beginning of 2014 */

enum which { STAYED, MOVED_ON, AT_HOME, MINOR, AGAIN, AGAIN_MOVED_ON };

/* People exploited abroad, but for those at home, and of age, but for minors. Further stays are of the persons of the line before. */
struct stays {
    int64_t count;
    int gender, came, went;
    enum which which; /* who moved on did so on the day on which the stay began */
};

static void open_with(struct world *w, const char *is)
{
    char book[sizeof CODE_BOOK + sizeof ALL_STAGES];
    snprintf(book, sizeof book, CODE_BOOK, is);
    open_world_of(w, book);
}

static void count_stays(struct world *w, const struct stays *stays, size_t lines)
{
    int32_t first = 0, next = 0; /* persons */
    begin_count(w);
    for (size_t i = 0; i < lines; i++) {
        const bool is_again = stays[i].which >= AGAIN, has_moved = stays[i].which == MOVED_ON || stays[i].which == AGAIN_MOVED_ON;
        first = is_again ? first : next;
        next = is_again ? next : next + (int32_t)stays[i].count;
        for (int64_t n = 0; n < stays[i].count; n++) {
            struct case_row row = {.further_count = 0};
            row.value[PERSON] = first + (int32_t)n;
            row.value[GENDER] = stays[i].gender;
            row.value[ABROAD] = stays[i].which != AT_HOME;
            row.value[BORN] = stays[i].which == MINOR ? 2005 : 1980;
            row.value[CAME] = YEAR.first + stays[i].came;
            row.value[MOVED] = has_moved ? row.value[CAME] : CASE_MISSING;
            row.value[WENT] = stays[i].went == NEVER ? CASE_MISSING : YEAR.first + stays[i].went;
            tally_row(w->tally, 0, &row);
        }
    }
    tally_finish(w->tally);
}

/* The `part`th of the genders that are there, or RELEASE_TOTAL. */
static bool part_is_shown(const struct world *w, size_t table, int part)
{
    return cell_is_shown(release_cell(w->release, table, &part));
}

/* Of men abroad 5 were there before, and 7 are: 2 are new, since no man left in either half. */
START_TEST(who_left_in_a_year_left_in_its_halves)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t before = ask_table(&w, "there_abroad @2013 by gender", "none");
    const size_t after = ask_table(&w, "there_abroad by gender", "none");
    const size_t halves[] = {ask_table(&w, "left @2014H1 by gender", "none"), ask_table(&w, "left @2014H2 by gender", "none")};
    ask_table(&w, "new_abroad by gender", "none");
    COUNT_STAYS(&w, {5, MEN, BEFORE_2014, NEVER, STAYED}, {2, MEN, SPRING, NEVER, STAYED}, {9, WOMEN, BEFORE_2014, NEVER, STAYED},
                {9, WOMEN, SPRING, NEVER, STAYED}, {7, WOMEN, BEFORE_2014, SPRING + 9, STAYED}, {7, WOMEN, BEFORE_2014, AUTUMN, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(part_is_shown(&w, halves[0], RELEASE_TOTAL) && part_is_shown(&w, halves[1], RELEASE_TOTAL));
    ck_assert(!part_is_shown(&w, before, MEN) || !part_is_shown(&w, after, MEN));
    close_world(&w);
}
END_TEST

/* All 16 of 2013 were of age: nobody came of age. 16 + 6 - 21 = 1 has left. */
START_TEST(who_comes_of_age_was_there_before)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t all = ask_figure(&w, "there @2013"), before = ask_figure(&w, "there_of_age @2013");
    const size_t after = ask_figure(&w, "there_of_age"), came = ask_figure(&w, "new_of_age");
    ask_figure(&w, "left_of_age");
    COUNT_STAYS(&w, {15, MEN, BEFORE_2014, NEVER, STAYED}, {1, MEN, BEFORE_2014, SPRING, STAYED}, {6, MEN, SPRING, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, all) || !is_shown(&w, before) || !is_shown(&w, after) || !is_shown(&w, came));
    close_world(&w);
}
END_TEST

/* Nobody came in the year, so that of each place and gender no more are there than before: 42 men and others before, and 40
 * men now, leave 2 others. All of whom the new ones are some are printed as a total only. */
START_TEST(where_nobody_came_there_are_no_more_than_before)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t came = ask_figure(&w, "new"), before = ask_figure(&w, "there_abroad gender!=women @2013");
    const size_t now = ask_table(&w, "there_abroad by gender", "none");
    COUNT_STAYS(&w, {40, MEN, BEFORE_2014, NEVER, STAYED}, {16, WOMEN, BEFORE_2014, NEVER, STAYED},
                {2, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, came) || !is_shown(&w, before) || !part_is_shown(&w, now, MEN));
    close_world(&w);
}
END_TEST

/* Nobody left in the year, nor in its second half, of which nobody asks: 17 men and others at its end, less 13 men in June,
 * leave 4 others or fewer. */
START_TEST(where_nobody_left_in_a_year_all_of_june_are_there_at_its_end)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t june = ask_table(&w, "there_abroad @2014H1 by gender", "none");
    const size_t now = ask_figure(&w, "there_abroad gender!=women"), gone = ask_figure(&w, "left");
    COUNT_STAYS(&w, {13, MEN, BEFORE_2014, NEVER, STAYED}, {5, WOMEN, BEFORE_2014, NEVER, STAYED},
                {4, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, gone) || !is_shown(&w, now) || !part_is_shown(&w, june, MEN));
    close_world(&w);
}
END_TEST

/* Who was at home is none of those abroad: 11 women = those before + 6 - those who left, so that of 6 before 5 were women. */
START_TEST(nobody_is_of_two_places)
{
    struct world w;
    open_with(&w, FLOW_BY_PLACE);
    const size_t before = ask_table(&w, "there_abroad @2013 by gender", "none");
    const size_t after = ask_table(&w, "there_abroad @2014H1 by gender", "none");
    const size_t came = ask_figure(&w, "new_abroad gender=women @2014H1");
    COUNT_STAYS(&w, {1, MEN, BEFORE_2014, SPRING, STAYED}, {5, WOMEN, BEFORE_2014, NEVER, STAYED}, {6, WOMEN, SPRING, NEVER, STAYED});
    ck_assert(!release(&w, "strict") || !part_is_shown(&w, before, RELEASE_TOTAL) || !is_shown(&w, came) ||
              !part_is_shown(&w, after, RELEASE_TOTAL));
    close_world(&w);
}
END_TEST

/* 7 men abroad are there, 5 of them in the first stage: 2 are in the second. */
START_TEST(stages_of_some_add_up)
{
    struct world w;
    open_with(&w, STAGES);
    const size_t all = ask_table(&w, "there_abroad by gender", "none"), first = ask_table(&w, "first_abroad by gender", "none");
    const size_t second = ask_table(&w, "second_abroad by gender", "none");
    COUNT_STAYS(&w, {5, MEN, SPRING, NEVER, STAYED}, {2, MEN, SPRING, NEVER, MOVED_ON}, {9, WOMEN, SPRING, NEVER, STAYED},
                {9, WOMEN, SPRING, NEVER, MOVED_ON});
    ck_assert(release(&w, "strict"));
    ck_assert(!part_is_shown(&w, second, MEN) && part_is_shown(&w, all, RELEASE_TOTAL));
    ck_assert(!part_is_shown(&w, all, MEN) || !part_is_shown(&w, first, MEN));
    close_world(&w);
}
END_TEST

/* Nobody came in the second half: at home there are no more men and others than 100 in June. Of 117 at its end 11 others are
 * abroad, so that of 106 six men at least are there: of 21 people abroad four women or fewer. */
START_TEST(what_a_condition_leaves_out_is_followed_as_well)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t came = ask_table(&w, "new @2014H2 by gender", "none"), june = ask_figure(&w, "there_at_home gender!=women @2014H1");
    const size_t all = ask_table(&w, "there @2014H2 by gender", "none");
    const size_t abroad = ask_table(&w, "there_abroad @2014H2 by gender", "none");
    COUNT_STAYS(&w, {50, MEN, BEFORE_2014, NEVER, AT_HOME}, {6, MEN, BEFORE_2014, NEVER, STAYED},
                {36, WOMEN, BEFORE_2014, NEVER, AT_HOME}, {4, WOMEN, BEFORE_2014, NEVER, STAYED},
                {50, OTHERS, BEFORE_2014, NEVER, AT_HOME}, {11, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!part_is_shown(&w, came, RELEASE_TOTAL) || !is_shown(&w, june) || !part_is_shown(&w, all, MEN) ||
              !part_is_shown(&w, all, OTHERS) || !part_is_shown(&w, abroad, RELEASE_TOTAL) ||
              !part_is_shown(&w, abroad, OTHERS));
    close_world(&w);
}
END_TEST

/* Nobody came in the second half: 19 women and others abroad in June are 15 women at its end and 4 others or fewer. The
 * relation has those abroad before only. */
START_TEST(who_stands_on_one_side_of_a_relation_is_followed_to_the_other)
{
    struct world w;
    open_with(&w, FLOW_BY_PLACE);
    const size_t june = ask_figure(&w, "there_abroad gender!=men @2014H1"), came = ask_table(&w, "new @2014H2 by gender", "none");
    const size_t now = ask_table(&w, "there_abroad @2014H2 by gender", "none");
    COUNT_STAYS(&w, {13, MEN, BEFORE_2014, NEVER, STAYED}, {15, WOMEN, BEFORE_2014, NEVER, STAYED},
                {4, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, june) || !part_is_shown(&w, came, RELEASE_TOTAL) || !part_is_shown(&w, now, WOMEN));
    close_world(&w);
}
END_TEST

/* Nobody came in either half of the year, of which as a whole nobody asks: 23 women and others before it are 20 women at its
 * end and 3 others or fewer. */
START_TEST(where_nobody_came_in_either_half_nobody_came_in_the_year)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t halves[] = {ask_figure(&w, "new @2014H1"), ask_figure(&w, "new @2014H2")};
    const size_t before = ask_figure(&w, "there_abroad gender!=men @2013");
    const size_t now = ask_table(&w, "there_abroad @2014 by gender", "none");
    COUNT_STAYS(&w, {8, MEN, BEFORE_2014, NEVER, STAYED}, {20, WOMEN, BEFORE_2014, NEVER, STAYED},
                {3, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, halves[0]) || !is_shown(&w, halves[1]) || !is_shown(&w, before) ||
              !part_is_shown(&w, now, WOMEN));
    close_world(&w);
}
END_TEST

/* Nobody came in the year: 47 men and 87 others before it, of both places, are no more in June, where 90 are at home and 40
 * others abroad: 4 men abroad, or fewer. */
START_TEST(what_a_relation_has_in_parts_is_known_by_their_sum)
{
    struct world w;
    open_with(&w, FLOW_BY_PLACE);
    const size_t before = ask_table(&w, "there @2013 by gender", "none"), came = ask_table(&w, "new by gender", "none");
    const size_t home = ask_figure(&w, "there_at_home gender!=women @2014H1");
    const size_t abroad = ask_table(&w, "there_abroad @2014H1 by gender", "none");
    COUNT_STAYS(&w, {43, MEN, BEFORE_2014, NEVER, AT_HOME}, {4, MEN, BEFORE_2014, NEVER, STAYED},
                {47, WOMEN, BEFORE_2014, NEVER, AT_HOME}, {32, WOMEN, BEFORE_2014, NEVER, STAYED},
                {47, OTHERS, BEFORE_2014, NEVER, AT_HOME}, {40, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!part_is_shown(&w, before, MEN) || !part_is_shown(&w, before, OTHERS) ||
              !part_is_shown(&w, came, RELEASE_TOTAL) || !is_shown(&w, home) || !part_is_shown(&w, abroad, OTHERS));
    close_world(&w);
}
END_TEST

/* Nobody left in the year: 12 women came by June and are there, and of 33 people 17 are men, which leaves 4 others or fewer.
 * Of those who left only the year is told, of those who were there before it nothing. */
START_TEST(who_came_where_nobody_left_is_there)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t came = ask_table(&w, "new @2014H1 by gender", "none"), june = ask_table(&w, "there @2014H1 by gender", "none");
    const size_t gone = ask_figure(&w, "left");
    COUNT_STAYS(&w, {5, MEN, BEFORE_2014, NEVER, STAYED}, {12, MEN, SPRING, NEVER, STAYED}, {12, WOMEN, SPRING, NEVER, STAYED},
                {1, OTHERS, BEFORE_2014, NEVER, STAYED}, {3, OTHERS, SPRING, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, gone) || !part_is_shown(&w, june, MEN) || !part_is_shown(&w, came, WOMEN));
    close_world(&w);
}
END_TEST

/* Nobody left in the year: the 9 women at the first stage in June are there at its end, and 12 others of 24 people leave 3 men
 * or fewer. Of all who were there in June nothing is told. */
START_TEST(who_is_at_a_stage_is_there)
{
    struct world w;
    open_with(&w, FLOW_AND_STAGES);
    const size_t june = ask_table(&w, "first @2014H1 by gender", "none"), gone = ask_figure(&w, "left");
    const size_t now = ask_table(&w, "there by gender", "none");
    COUNT_STAYS(&w, {3, MEN, AUTUMN, NEVER, STAYED}, {9, WOMEN, BEFORE_2014, NEVER, STAYED}, {12, OTHERS, AUTUMN, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, gone) || !part_is_shown(&w, june, RELEASE_TOTAL) || !part_is_shown(&w, now, OTHERS));
    close_world(&w);
}
END_TEST

/* Nobody abroad came in the year, so none of age: the 9 men of its end were there in June, and of 24 people then 12 are others,
 * which leaves 3 women or fewer. */
START_TEST(who_meets_two_conditions_meets_one)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t june = ask_table(&w, "there_abroad_of_age @2014H1 by gender", "none"), came = ask_figure(&w, "new_abroad");
    const size_t now = ask_table(&w, "there_abroad_of_age by gender", "none");
    COUNT_STAYS(&w, {9, MEN, BEFORE_2014, NEVER, STAYED}, {3, WOMEN, BEFORE_2014, AUTUMN, STAYED},
                {12, OTHERS, BEFORE_2014, AUTUMN, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, came) || !part_is_shown(&w, now, RELEASE_TOTAL) || !part_is_shown(&w, june, OTHERS));
    close_world(&w);
}
END_TEST

/* Nobody abroad left in the year, so none of age: the 9 men who came by June are there at its end, and of 24 people then 12 are
 * others, which leaves 3 women or fewer. */
START_TEST(who_left_is_told_of_more_in_the_year)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t came = ask_table(&w, "new_abroad_of_age @2014H1 by gender", "none"), gone = ask_figure(&w, "left_abroad");
    const size_t now = ask_table(&w, "there_abroad_of_age by gender", "none");
    COUNT_STAYS(&w, {9, MEN, SPRING, NEVER, STAYED}, {3, WOMEN, AUTUMN, NEVER, STAYED}, {12, OTHERS, AUTUMN, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, gone) || !part_is_shown(&w, came, RELEASE_TOTAL) || !part_is_shown(&w, now, OTHERS));
    close_world(&w);
}
END_TEST

/* Nobody left in either quarter by June, nor after it: the 9 men who came by June are there at the year's end, and of 24 people
 * then 12 are others, which leaves 3 women or fewer. Of who was there earlier nothing is told. */
START_TEST(who_left_in_no_part_of_a_year_is_there)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t came = ask_table(&w, "new @2014H1 by gender", "none"), now = ask_table(&w, "there by gender", "none");
    const size_t gone[] = {ask_figure(&w, "left @2014-01..2014-03"), ask_figure(&w, "left @2014-04..2014-06"),
                           ask_figure(&w, "left @2014H2")};
    COUNT_STAYS(&w, {9, MEN, SPRING, NEVER, STAYED}, {3, WOMEN, AUTUMN, NEVER, STAYED}, {12, OTHERS, AUTUMN, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, gone[0]) || !is_shown(&w, gone[1]) || !is_shown(&w, gone[2]) ||
              !part_is_shown(&w, came, RELEASE_TOTAL) || !part_is_shown(&w, now, OTHERS));
    close_world(&w);
}
END_TEST

/* No stay ended, so nobody came again: 10 women less the 8 before are 2 who came. The relation is stated of stays. */
START_TEST(where_nobody_left_persons_who_are_more_have_come)
{
    for (size_t i = 0; i < sizeof FLOWS / sizeof *FLOWS; i++) {
        struct world w;
        open_with(&w, FLOWS[i]);
        const size_t before = ask_table(&w, "persons @2013 by gender", "none"), now = ask_table(&w, "persons by gender", "none");
        const size_t gone = ask_table(&w, "left by gender", "none"), came = ask_table(&w, "new_persons by gender", "none");
        COUNT_STAYS(&w, {20, MEN, BEFORE_2014, NEVER, STAYED}, {30, MEN, SPRING, NEVER, STAYED}, {8, WOMEN, BEFORE_2014, NEVER, STAYED},
                    {2, WOMEN, SPRING, NEVER, STAYED});
        ck_assert(release(&w, "strict"));
        ck_assert(!part_is_shown(&w, came, WOMEN) && part_is_shown(&w, gone, RELEASE_TOTAL));
        ck_assert(!part_is_shown(&w, before, WOMEN) || !part_is_shown(&w, now, WOMEN));
        close_world(&w);
    }
}
END_TEST

/* Of 18 women 9 left, and 18 are there at the end: 9 came who were not there, or some of the 9 came again, so that the
 * number of persons who came may be any from none to 9. The 9 men who came tell of nobody, either. */
START_TEST(who_comes_again_makes_no_difference_to_persons)
{
    for (size_t i = 0; i < sizeof FLOWS / sizeof *FLOWS; i++) {
        struct world w;
        open_with(&w, FLOWS[i]);
        const size_t before = ask_table(&w, "persons @2013 by gender", "none"), now = ask_table(&w, "persons by gender", "none");
        const size_t gone = ask_table(&w, "persons_who_left by gender", "none");
        COUNT_STAYS(&w, {9, MEN, BEFORE_2014, NEVER, STAYED}, {9, MEN, SPRING, NEVER, STAYED}, {9, WOMEN, BEFORE_2014, NEVER, STAYED},
                    {6, WOMEN, BEFORE_2014, SPRING, STAYED}, {6, WOMEN, SPRING + 9, NEVER, AGAIN}, {3, WOMEN, BEFORE_2014, SPRING, STAYED},
                    {3, WOMEN, AUTUMN, NEVER, STAYED});
        ck_assert(release(&w, "strict"));
        ck_assert(part_is_shown(&w, before, WOMEN) && part_is_shown(&w, now, WOMEN) && part_is_shown(&w, gone, WOMEN));
        close_world(&w);
    }
}
END_TEST

/* No measure counts stays of women alone: 8 were there before, 10 at the end, and nobody left. */
START_TEST(a_condition_that_only_measures_of_persons_have_is_followed)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t before = ask_figure(&w, "women @2013"), now = ask_figure(&w, "women");
    const size_t gone = ask_figure(&w, "women_who_left"), came = ask_figure(&w, "new_women");
    COUNT_STAYS(&w, {8, WOMEN, BEFORE_2014, NEVER, STAYED}, {2, WOMEN, SPRING, NEVER, STAYED}, {30, MEN, BEFORE_2014, NEVER, STAYED},
                {30, MEN, SPRING, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, came));
    ck_assert(!is_shown(&w, before) || !is_shown(&w, now) || !is_shown(&w, gone));
    close_world(&w);
}
END_TEST

/* 17 women were there before, 8 of them exploited abroad, and 19 are at the end; no stay ended: 2 came. */
START_TEST(persons_there_before_are_known_by_places)
{
    struct world w;
    open_with(&w, FLOW_BY_PLACE);
    const size_t abroad = ask_table(&w, "persons_abroad @2013 by gender", "none");
    const size_t home = ask_table(&w, "persons_at_home @2013 by gender", "none"), now = ask_table(&w, "persons by gender", "none");
    const size_t came = ask_table(&w, "new_persons by gender", "none");
    ask_table(&w, "left by gender", "none");
    COUNT_STAYS(&w, {20, MEN, BEFORE_2014, NEVER, STAYED}, {20, MEN, BEFORE_2014, NEVER, AT_HOME}, {30, MEN, SPRING, NEVER, STAYED},
                {8, WOMEN, BEFORE_2014, NEVER, STAYED}, {9, WOMEN, BEFORE_2014, NEVER, AT_HOME}, {2, WOMEN, SPRING, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!part_is_shown(&w, came, WOMEN));
    ck_assert(!part_is_shown(&w, now, WOMEN) || !part_is_shown(&w, abroad, WOMEN) || !part_is_shown(&w, home, WOMEN));
    close_world(&w);
}
END_TEST

/* Of 30 persons 27 are at the first stage: 3 at the second. Where some stand at both, so that 27 are there, nothing is stated. */
START_TEST(persons_at_stages_add_up)
{
    for (int is_at_both = 0; is_at_both < 2; is_at_both++) {
        struct world w;
        open_with(&w, STAGES);
        const size_t all = ask_figure(&w, "persons"), first = ask_figure(&w, "persons_at_first");
        const size_t second = ask_figure(&w, "persons_at_second");
        COUNT_STAYS(&w, {27, WOMEN, BEFORE_2014, NEVER, STAYED}, {3, WOMEN, BEFORE_2014, NEVER, is_at_both ? AGAIN_MOVED_ON : MOVED_ON});
        ck_assert(release(&w, "strict"));
        ck_assert(!is_shown(&w, second));
        ck_assert((is_shown(&w, all) && is_shown(&w, first)) == is_at_both);
        close_world(&w);
    }
}
END_TEST

/* 8 women exploited abroad were there before the year, in which no stay ended: of the 10 women of June no more than 2 can have
 * come from abroad by March. */
START_TEST(who_stays_is_there_on_a_day_for_which_only_all_are_told)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t before = ask_table(&w, "there_abroad @2013 by gender", "none"), june = ask_table(&w, "there @2014H1 by gender", "none");
    const size_t came = ask_table(&w, "new_abroad @2014-01..2014-03 by gender", "none");
    ask_table(&w, "left by gender", "none");
    COUNT_STAYS(&w, {20, MEN, BEFORE_2014, NEVER, STAYED}, {30, MEN, SPRING - 90, NEVER, STAYED},
                {8, WOMEN, BEFORE_2014, NEVER, STAYED}, {2, WOMEN, SPRING - 90, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!part_is_shown(&w, came, WOMEN));
    ck_assert(!part_is_shown(&w, before, WOMEN) || !part_is_shown(&w, june, WOMEN));
    close_world(&w);
}
END_TEST

/* Nobody came after March, so that 9 women exploited abroad who left in the last quarter were there in June: of the 42 then 30
 * were men, and 3 or fewer others. */
START_TEST(who_left_later_was_there)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t june = ask_table(&w, "there @2014H1 by gender", "none"), came = ask_figure(&w, "new @2014-04..2014-12");
    const size_t gone = ask_figure(&w, "left_abroad gender=women @2014-10..2014-12");
    COUNT_STAYS(&w, {30, MEN, BEFORE_2014, NEVER, STAYED}, {9, WOMEN, BEFORE_2014, AUTUMN + 60, STAYED},
                {3, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, came) && part_is_shown(&w, june, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, gone) || !part_is_shown(&w, june, MEN));
    close_world(&w);
}
END_TEST

/* Nobody left in the year, so that 9 women who came in January are among the 31 of February: with 20 others that leaves 2 men
 * or fewer. */
START_TEST(who_came_before_is_there)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t now = ask_table(&w, "there @2014-01..2014-02 by gender", "none"), gone = ask_table(&w, "left by gender", "none");
    const size_t came = ask_figure(&w, "new_abroad gender=women @2014-01");
    COUNT_STAYS(&w, {9, WOMEN, 9, NEVER, STAYED}, {2, MEN, BEFORE_2014, NEVER, STAYED}, {20, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(part_is_shown(&w, gone, RELEASE_TOTAL) && part_is_shown(&w, now, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, came) || !part_is_shown(&w, now, OTHERS));
    close_world(&w);
}
END_TEST

/* Nobody of age came in the year, so that the 9 women of age and abroad at its end were abroad in June: with 20 men 3 or fewer of
 * the 32 then were others. */
START_TEST(who_meets_two_conditions_is_followed_to_a_day_of_those_who_meet_one)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t june = ask_table(&w, "there_abroad @2014H1 by gender", "none"), came = ask_figure(&w, "new_of_age");
    const size_t then = ask_figure(&w, "there_abroad_of_age gender=women");
    COUNT_STAYS(&w, {20, MEN, BEFORE_2014, NEVER, STAYED}, {9, WOMEN, BEFORE_2014, NEVER, STAYED},
                {3, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, came));
    ck_assert(!is_shown(&w, then) || !part_is_shown(&w, june, MEN));
    close_world(&w);
}
END_TEST

/* 9 women exploited abroad came in nine months, none of them in the last six of these, and nobody abroad left in the half: of
 * the 12 of June 3 or fewer are men. */
START_TEST(who_came_in_what_two_periods_leave_is_there)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t june = ask_table(&w, "there @2014H1 by gender", "none"), gone = ask_figure(&w, "left_abroad @2014H1");
    const size_t came = ask_figure(&w, "new_abroad gender=women @2014-01..2014-09");
    const size_t later = ask_figure(&w, "new_abroad gender=women @2014-04..2014-09");
    COUNT_STAYS(&w, {9, WOMEN, 9, NEVER, STAYED}, {3, MEN, BEFORE_2014, NEVER, STAYED}, {20, OTHERS, SPRING, NEVER, AT_HOME});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, gone) && is_shown(&w, later));
    ck_assert(!is_shown(&w, came) || !part_is_shown(&w, june, OTHERS));
    close_world(&w);
}
END_TEST

/* No woman was there in September, and nobody came in the second half: the 9 women who left in it had left by then, so that of
 * the 12 who left by September 3 or fewer are men. */
START_TEST(who_is_not_there_amid_a_period_has_left)
{
    struct world w;
    open_with(&w, FLOW);
    ask_table(&w, "there @2014-01..2014-09 by gender", "none");
    const size_t came = ask_figure(&w, "new @2014H2"), gone = ask_figure(&w, "left gender=women @2014H2");
    const size_t by_september = ask_table(&w, "left @2014-01..2014-09 by gender", "none");
    COUNT_STAYS(&w, {9, WOMEN, BEFORE_2014, AUTUMN, STAYED}, {3, MEN, BEFORE_2014, SPRING, STAYED},
                {20, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, came) && part_is_shown(&w, by_september, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, gone));
    close_world(&w);
}
END_TEST

/* 27 women came by September, 9 are there at the end, and none left in the second half: 18 or more left by September, so that
 * of the 42 who did, of whom 21 are others, 3 or fewer are men. */
START_TEST(who_came_and_is_not_there_has_left)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t then = ask_figure(&w, "there gender=women"), came = ask_figure(&w, "new gender=women @2014-01..2014-09");
    const size_t later = ask_figure(&w, "left gender=women @2014H2");
    const size_t gone = ask_table(&w, "left @2014-01..2014-09 by gender", "none");
    COUNT_STAYS(&w, {18, WOMEN, SPRING, SPRING + 30, STAYED}, {9, WOMEN, SPRING, NEVER, STAYED},
                {21, OTHERS, BEFORE_2014, SPRING, STAYED}, {12, OTHERS, SPRING, NEVER, STAYED}, {3, MEN, BEFORE_2014, SPRING, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(part_is_shown(&w, gone, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, then) || !is_shown(&w, came) || !is_shown(&w, later) || !part_is_shown(&w, gone, OTHERS));
    close_world(&w);
}
END_TEST

/* Nobody exploited abroad left in the year: the 25 minors of the year before are there in June, 16 or fewer of them men or others.
 * 9 or more are women, so that with 14 men 2 or fewer were others. */
START_TEST(minors_of_the_year_before_are_there_still)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t june = ask_figure(&w, "there_abroad gender!=women @2014H1"), gone = ask_figure(&w, "left_abroad");
    const size_t before = ask_table(&w, "minors_abroad @2013 by gender", "none");
    ask_figure(&w, "minors_abroad_who_left @2014H2");
    ask_figure(&w, "minors_who_left gender!=women @2014H2");
    ask_table(&w, "minors_who_left @2014H1 by gender", "none");
    COUNT_STAYS(&w, {14, MEN, BEFORE_2014, NEVER, MINOR}, {9, WOMEN, BEFORE_2014, NEVER, MINOR}, {2, OTHERS, BEFORE_2014, NEVER, MINOR});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, gone) && part_is_shown(&w, before, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, june) || !part_is_shown(&w, before, MEN));
    close_world(&w);
}
END_TEST

/* 20 women exploited abroad were there in June, and none left in the half: of the 29 who moved on in the year 9 or more did so in
 * the second half, so that of the 21 of that half, 9 of them men, 3 or fewer are others. */
START_TEST(who_is_not_there_moved_on_later)
{
    struct world w;
    open_with(&w, ALL_STAGES);
    const size_t june = ask_figure(&w, "there_abroad gender=women @2014H1"), year = ask_table(&w, "moved_on_abroad by gender", "none");
    const size_t later = ask_table(&w, "moved_on_abroad @2014H2 by gender", "none");
    ask_table(&w, "left @2014H1 by gender", "none");
    COUNT_STAYS(&w, {20, WOMEN, SPRING, NEVER, MOVED_ON}, {9, WOMEN, AUTUMN, NEVER, MOVED_ON}, {20, MEN, SPRING, NEVER, MOVED_ON},
                {9, MEN, AUTUMN, NEVER, MOVED_ON}, {3, OTHERS, AUTUMN, NEVER, MOVED_ON});
    ck_assert(release(&w, "strict"));
    ck_assert(part_is_shown(&w, later, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, june) || !part_is_shown(&w, year, WOMEN) || !part_is_shown(&w, later, MEN));
    close_world(&w);
}
END_TEST

/* Nobody came in the second half, and no man was at the first stage in June: none moved on, and the 6 men exploited abroad who
 * are at the second at the end were so in June. Of the 18 then 9 were others, and 3 or fewer women. */
START_TEST(who_did_not_move_on_was_at_the_second_stage)
{
    struct world w;
    open_with(&w, ALL_STAGES);
    const size_t june = ask_table(&w, "second_abroad @2014H1 by gender", "none"), first = ask_table(&w, "first @2014H1 by gender", "none");
    const size_t then = ask_figure(&w, "second gender=others"), abroad = ask_figure(&w, "second_abroad gender!=women");
    ask_table(&w, "new @2014H2 by gender", "none");
    COUNT_STAYS(&w, {6, MEN, BEFORE_2014, NEVER, MOVED_ON}, {3, WOMEN, BEFORE_2014, AUTUMN, MOVED_ON},
                {9, OTHERS, BEFORE_2014, NEVER, MOVED_ON}, {9, WOMEN, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(part_is_shown(&w, june, RELEASE_TOTAL) && part_is_shown(&w, first, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, then) || !is_shown(&w, abroad) || !part_is_shown(&w, june, OTHERS));
    close_world(&w);
}
END_TEST

/* In March no man or woman was at home, and nobody abroad at the first stage: all were at the second. None came later, so that the
 * 5 at it at the end were at it then: of 7 people 2 or fewer were others. */
START_TEST(who_is_of_neither_place_at_the_first_stage_is_at_the_second)
{
    struct world w;
    open_with(&w, ALL_STAGES);
    const size_t then = ask_figure(&w, "second gender!=others"), came = ask_figure(&w, "new gender!=others @2014-04..2014-12");
    const size_t home = ask_figure(&w, "there_at_home gender!=others @2014-01..2014-03");
    const size_t abroad = ask_figure(&w, "first_abroad @2014-01..2014-03");
    const size_t march = ask_table(&w, "second @2014-01..2014-03 by gender", "none");
    COUNT_STAYS(&w, {5, MEN, SPRING - 90, NEVER, MOVED_ON}, {2, OTHERS, BEFORE_2014, NEVER, MOVED_ON},
                {3, OTHERS, AUTUMN, NEVER, MOVED_ON});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, came) && is_shown(&w, home) && is_shown(&w, abroad) && part_is_shown(&w, march, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, then));
    close_world(&w);
}
END_TEST

/* No man abroad came in the year, and nobody at home moved on: the 9 men who came in the third quarter, all at home, are at the
 * first stage at its end, so that of 12 men and women 3 or fewer are women. */
START_TEST(who_came_to_one_place_is_at_the_first_stage_there)
{
    struct world w;
    open_with(&w, ALL_STAGES);
    const size_t abroad = ask_figure(&w, "new_abroad gender=men @2014-01..2014-09");
    const size_t moved = ask_figure(&w, "moved_on_at_home @2014-01..2014-09");
    const size_t came = ask_figure(&w, "new gender=men @2014-07..2014-09");
    const size_t september = ask_table(&w, "first @2014-07..2014-09 by gender", "none");
    COUNT_STAYS(&w, {9, MEN, AUTUMN, NEVER, AT_HOME}, {3, WOMEN, BEFORE_2014, NEVER, STAYED}, {20, OTHERS, AUTUMN, NEVER, AT_HOME},
                {20, OTHERS, BEFORE_2014, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, abroad) && is_shown(&w, moved) && part_is_shown(&w, september, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, came));
    close_world(&w);
}
END_TEST

/* No woman left by September, so that the 9 women exploited abroad and at the first stage before the year were there in June: of
 * the 12 men and women then 3 or fewer were men. */
START_TEST(who_is_at_a_stage_with_a_condition_is_there)
{
    struct world w;
    open_with(&w, ALL_STAGES);
    const size_t before = ask_figure(&w, "first_abroad gender=women @2013");
    const size_t gone = ask_figure(&w, "left gender=women @2014-01..2014-09");
    const size_t june = ask_table(&w, "there @2014H1 by gender", "none");
    COUNT_STAYS(&w, {9, WOMEN, BEFORE_2014, NEVER, STAYED}, {3, MEN, BEFORE_2014, NEVER, AT_HOME},
                {20, OTHERS, BEFORE_2014, NEVER, STAYED}, {20, OTHERS, BEFORE_2014, NEVER, AT_HOME});
    ck_assert(release(&w, "strict"));
    ck_assert(is_shown(&w, gone) && part_is_shown(&w, june, RELEASE_TOTAL));
    ck_assert(!is_shown(&w, before));
    close_world(&w);
}
END_TEST

/* 13 women and others left by September, 9 of whom were minors who left by June: 4 or fewer left later. New ones told from
 * January on cut the periods there, and how many of the 9 left before it depends on their age then. */
START_TEST(minors_of_several_years_are_some_of_all_who_left)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t all = ask_figure(&w, "left gender!=men @2013-07..2014-09");
    const size_t minors = ask_figure(&w, "minors_who_left gender!=men @2013-07..2014-06");
    ask_figure(&w, "new gender=others @2014-01..2014-09");
    COUNT_STAYS(&w, {9, WOMEN, BEFORE_2014, SPRING, MINOR}, {4, WOMEN, BEFORE_2014, AUTUMN, STAYED},
                {20, MEN, BEFORE_2014, SPRING, STAYED}, {20, MEN, BEFORE_2014, SPRING, MINOR}, {20, MEN, BEFORE_2014, AUTUMN, STAYED},
                {20, OTHERS, SPRING, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, all) || !is_shown(&w, minors));
    close_world(&w);
}
END_TEST

/* 13 minors left by September, 9 of them by June: 4 left later. Who left before January is of the same ages in both. */
START_TEST(minors_of_several_years_are_some_of_those_of_more)
{
    struct world w;
    open_with(&w, FLOW);
    const size_t september = ask_figure(&w, "minors_who_left gender!=men @2013-07..2014-09");
    const size_t june = ask_figure(&w, "minors_who_left gender!=men @2013-07..2014-06");
    ask_figure(&w, "new gender=others @2014-01..2014-09");
    COUNT_STAYS(&w, {9, WOMEN, BEFORE_2014, SPRING, MINOR}, {4, WOMEN, BEFORE_2014, AUTUMN, MINOR},
                {20, MEN, BEFORE_2014, SPRING, MINOR}, {20, MEN, BEFORE_2014, AUTUMN, MINOR}, {20, OTHERS, SPRING, NEVER, STAYED});
    ck_assert(release(&w, "strict"));
    ck_assert(!is_shown(&w, september) || !is_shown(&w, june));
    close_world(&w);
}
END_TEST

TEST_PROGRAM("protect/relations", who_left_in_a_year_left_in_its_halves, who_comes_of_age_was_there_before,
             where_nobody_came_there_are_no_more_than_before,
             where_nobody_left_in_a_year_all_of_june_are_there_at_its_end, nobody_is_of_two_places, stages_of_some_add_up,
             what_a_condition_leaves_out_is_followed_as_well, who_stands_on_one_side_of_a_relation_is_followed_to_the_other,
             where_nobody_came_in_either_half_nobody_came_in_the_year, what_a_relation_has_in_parts_is_known_by_their_sum,
             who_came_where_nobody_left_is_there, who_is_at_a_stage_is_there, who_meets_two_conditions_meets_one,
             who_left_is_told_of_more_in_the_year, who_left_in_no_part_of_a_year_is_there,
             where_nobody_left_persons_who_are_more_have_come, who_comes_again_makes_no_difference_to_persons,
             a_condition_that_only_measures_of_persons_have_is_followed, persons_there_before_are_known_by_places,
             persons_at_stages_add_up, who_stays_is_there_on_a_day_for_which_only_all_are_told, who_left_later_was_there,
             who_came_before_is_there, who_meets_two_conditions_is_followed_to_a_day_of_those_who_meet_one,
             who_came_in_what_two_periods_leave_is_there, who_is_not_there_amid_a_period_has_left,
             who_came_and_is_not_there_has_left, minors_of_the_year_before_are_there_still, who_is_not_there_moved_on_later,
             who_did_not_move_on_was_at_the_second_stage, who_is_of_neither_place_at_the_first_stage_is_at_the_second,
             who_came_to_one_place_is_at_the_first_stage_there, who_is_at_a_stage_with_a_condition_is_there,
             minors_of_several_years_are_some_of_all_who_left, minors_of_several_years_are_some_of_those_of_more)
