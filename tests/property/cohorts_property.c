/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stays that begin and end at random, counted on days and in periods, with conditions about when they began, and about who
 * it is. A naive reader asks which numbers of stays of each kind agree with all that is printed: every small count that is printed or hidden, or
 * that one leaves of another, must be able to be five or more, and to be two apart. The same of whoever holds a report and
 * another with more tables that was protected beside it, where totals often leave no room. */
#include <stdio.h>

#include "tests/property/naive_reader.h"
#include "tests/property/random.h"
#include "tests/unit/protect/world.h"

/* Groups: exploited here or abroad; minors, and those who are minors before 2014 only. */
enum { HERE, ABROAD, MINOR, OF_AGE, GROUPS };
enum { GENDERS = 3, TIMES = 5, ITEMS_MAX = 6, BASE = GENDERS * TIMES * TIMES * GROUPS };
/* When something happens: before the year, in its halves, after it, or (of ends) never. */
enum { BEFORE, FIRST_HALF, SECOND_HALF, AFTER, NEVER };

static const char CODE_BOOK[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes gender\ntitle: Gender\n| raw | category | en |\n| m | men | M |\n| w | women | W |\n| x | other | X |\n:::\n"
    "::: source cases\nfiles: *.csv\nrow: case\nkey: id\nstarts: came\nends: went\n"
    "| column | heading in the export | type | codes | needed |\n| id | id | id | | yes |\n"
    "| gender | gender | code | gender | yes |\n| abroad | abroad | yes/no | | |\n| born | born | year | | |\n| came | came | date | | yes |\n| went | went | date | | |\n:::\n"
    "::: measure m0\ntitle: M\nunit: cases\ncount: cases\nin system: from came until went\ncounted: at the end of the period\n:::\n"
    "::: measure m1\ntitle: M\nlike: m0\nwhere: came before 2014-01-01\n:::\n"
    "::: measure m2\ntitle: M\nlike: m0\nwhere: not came <= 2014-06-30\n:::\n"
    "::: measure m3\ntitle: M\nunit: cases\ncount: cases\ncounted: came during the period\n:::\n"
    "::: measure m4\ntitle: M\nunit: cases\ncount: cases\ncounted: went during the period\n:::\n"
    "::: measure m5\ntitle: M\nlike: m4\nwhere: year of came < 2014\n:::\n"
    "::: measure m6\ntitle: M\nlike: m3\nwhere: went after 2014-06-30\n:::\n"
    "::: measure m7\ntitle: M\nlike: m0\nwhere: abroad = yes\n:::\n"
    "::: measure m8\ntitle: M\nlike: m3\nwhere: abroad = yes\n:::\n"
    "::: measure m9\ntitle: M\nlike: m4\nwhere: abroad = yes\n:::\n"
    "::: measure m10\ntitle: M\nlike: m0\nwhere: age < 18\n:::\n"
    "::: measure m11\ntitle: M\nlike: m3\nwhere: age < 18\n:::\n"
    "::: measure m12\ntitle: M\nlike: m4\nwhere: age < 18\n:::\n"
    "::: measure m13\ntitle: M\nlike: m0\nwhere: abroad != yes\n:::\n"
    "::: relation flow\nthat: m0 = %s\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n";

enum { GENDER_COLUMN = 1, ABROAD_COLUMN, BORN_COLUMN, CAME_COLUMN, WENT_COLUMN, DATED = 7, FIRST_ABROAD = 7, FIRST_OF_MINORS = 10, AT_HOME = 13, MEASURES };

struct kind {
    int gender, came, went, group;
};

static struct kind kind_at(int cell)
{
    return (struct kind){cell % GENDERS, cell / GENDERS % TIMES, cell / (GENDERS * TIMES) % TIMES,
                         cell / (GENDERS * TIMES * TIMES)};
}

static bool can_be(struct kind kind)
{
    return kind.came < AFTER && kind.went >= kind.came && kind.went != BEFORE;
}

/* The periods asked for: 2013, the halves of 2014, 2014. */
enum { YEAR_BEFORE, HALF_1, HALF_2, ALL_YEAR, PERIODS };

struct item {
    int measure, period;
    bool by_gender;
    int without; /* of figures: a gender that is left out, or NO_INDEX */
    bool is_sheet; /* only for those who get more tables */
    size_t use;
};

/* What is played. Sheets go to those who have the report as well. */
struct game {
    int rounds, items;
    bool has_sheets;
    int measures[MEASURES], measure_count;
    const char *flow; /* the relation of m0 to what was there before */
};

static const char FLOW_OF_ALL[] = "m0 @previous + m3 - m4", FLOW_BY_PLACE[] = "m7 @previous + m13 @previous + m3 - m4";

static const struct game REPORT = {2000, 5, false, {0, 1, 2, 3, 4, 5, 6}, DATED, FLOW_OF_ALL},
                         REPORT_AND_SHEETS = {2000, ITEMS_MAX, true, {0, 1, 2, 3, 4, 5, 6}, DATED, FLOW_OF_ALL},
                         REPORT_OF_SOME = {2000, ITEMS_MAX, true, {0, 3, 4, 7, 8, 9, 7, 8, 9}, 9, FLOW_OF_ALL},
                         REPORT_OF_MINORS = {2000, ITEMS_MAX, true, {0, 3, 4, 10, 11, 12, 10, 11, 12}, 9, FLOW_OF_ALL},
                         REPORT_OF_PLACES = {3000, ITEMS_MAX, true, {7, 13, 3, 4, 7, 13, 3, 4, 0, 8, 9}, 11, FLOW_OF_ALL},
                         REPORT_OF_PARTS = {3000, ITEMS_MAX, true, {7, 13, 3, 4, 7, 13, 3, 4, 0, 8, 9}, 11, FLOW_BY_PLACE};

struct instance {
    const struct game *game;
    struct random random;
    struct world world; /* its plan is of all items */
    struct item items[ITEMS_MAX];
    int item_count;
    bool *left_out; /* by use: sheets */
    struct plan without_sheets;
    int64_t truth[BASE];
};

static bool happens_in(int time, int period)
{
    switch (period) {
    case HALF_1:
        return time == FIRST_HALF;
    case HALF_2:
        return time == SECOND_HALF;
    }
    return time == FIRST_HALF || time == SECOND_HALF;
}

/* Whether a stay is there at the end of the period. */
static bool is_there(struct kind kind, int period)
{
    const int last = period == YEAR_BEFORE ? BEFORE : period == HALF_1 ? FIRST_HALF : SECOND_HALF;
    return kind.came <= last && kind.went > last;
}

static bool is_counted(const struct item *item, struct kind kind)
{
    switch (item->measure) {
    case 0:
        return is_there(kind, item->period);
    case 1:
        return is_there(kind, item->period) && kind.came == BEFORE;
    case 2:
        return is_there(kind, item->period) && kind.came == SECOND_HALF;
    case 3:
        return happens_in(kind.came, item->period);
    case 4:
        return happens_in(kind.went, item->period);
    case 5:
        return happens_in(kind.went, item->period) && kind.came == BEFORE;
    case 7:
    case 10:
    case AT_HOME:
        return is_there(kind, item->period);
    case 8:
    case 11:
        return happens_in(kind.came, item->period);
    case 9:
    case 12:
        return happens_in(kind.went, item->period);
    }
    return happens_in(kind.came, item->period) && (kind.went == SECOND_HALF || kind.went == AFTER);
}

static bool is_minor(struct kind kind, int period)
{
    return kind.group == MINOR || (kind.group == OF_AGE && period == YEAR_BEFORE);
}

/* Whether the measure has a condition about who it is that the kind does not meet. */
static bool is_left_out(const struct item *item, struct kind kind)
{
    if (item->measure == AT_HOME)
        return kind.group == ABROAD;
    return item->measure >= FIRST_OF_MINORS ? !is_minor(kind, item->period)
                                            : item->measure >= FIRST_ABROAD && kind.group != ABROAD;
}

static void members_of(const struct item *item, int gender, signed char *members)
{
    for (int cell = 0; cell < BASE; cell++) {
        const struct kind kind = kind_at(cell);
        members[cell] = can_be(kind) && is_counted(item, kind) && !is_left_out(item, kind) && kind.gender != item->without &&
                        (gender < 0 || gender == kind.gender);
    }
}

static void make_stays(struct instance *in)
{
    static const int64_t sizes[][8] = {
        {0, 1, 2, 3, 5, 8, 12, 20}, {0, 0, 0, 1, 2, 9, 14, 40}, {0, 0, 0, 0, 0, 0, 3, 9}, {0, 0, 0, 0, 0, 0, 0, 9}};
    const int size = random_below(&in->random, 4);
    const bool only_old = in->game->has_sheets && random_below(&in->random, 3) == 0; /* nobody comes or leaves in the year */
    for (int cell = 0; cell < BASE; cell++) {
        const struct kind kind = kind_at(cell);
        const bool occurs = can_be(kind) && (!only_old || (kind.came == BEFORE && kind.went >= AFTER));
        in->truth[cell] = occurs ? sizes[only_old ? size / 2 : size][random_below(&in->random, 8)] : 0;
    }
}

static date_day day_of(int time)
{
    static const date_day days[] = {-100, 50, 250, 400};
    return time == NEVER ? CASE_MISSING : YEAR.first + days[time];
}

static void make_plans(struct instance *in)
{
    struct world *w = &in->world;
    in->left_out = ARENA_ARRAY(w->keep, bool, w->requests.use_count);
    for (int i = 0; i < in->item_count; i++)
        in->left_out[in->items[i].use] = in->items[i].is_sheet;
    const struct plan_scope report = {w->requests.use_count, in->left_out, YEAR}, all = {w->requests.use_count, NULL, YEAR};
    ck_assert_msg(plan_make(w->codebook, &w->requests, &report, w->keep, &in->without_sheets, &w->err), "%s", w->err.message);
    ck_assert_msg(plan_make(w->codebook, &w->requests, &all, w->keep, &w->plan, &w->err), "%s", w->err.message);
}

static void count_all(struct instance *in)
{
    static const int born[GROUPS] = {1980, 1980, 2005, 1996};
    struct world *w = &in->world;
    make_plans(in);
    w->tally = tally_new(w->codebook, &w->requests);
    for (int cell = 0; cell < BASE; cell++) {
        const struct kind kind = kind_at(cell);
        struct case_row row = {.further_count = 0};
        row.value[GENDER_COLUMN] = kind.gender;
        row.value[ABROAD_COLUMN] = kind.group == ABROAD;
        row.value[BORN_COLUMN] = born[kind.group];
        row.value[CAME_COLUMN] = day_of(kind.came);
        row.value[WENT_COLUMN] = day_of(kind.went);
        for (int64_t n = 0; n < in->truth[cell]; n++)
            tally_row(w->tally, 0, &row);
    }
    tally_finish(w->tally);
}

static bool is_of_a_day(int measure)
{
    return measure <= 2 || measure == FIRST_ABROAD || measure == FIRST_OF_MINORS || measure == AT_HOME;
}

static struct item random_item(struct instance *in)
{
    static const char *const periods[PERIODS] = {"2013", "2014H1", "2014H2", "2014"};
    static const char *const genders[GENDERS] = {"men", "women", "other"};
    char words[64], narrowed[32] = "";
    struct item item = {.measure = in->game->measures[random_below(&in->random, in->game->measure_count)],
                        .period = random_below(&in->random, PERIODS),
                        .without = NO_INDEX};
    item.by_gender = random_below(&in->random, 2);
    if (!item.by_gender && random_below(&in->random, 2))
        item.without = random_below(&in->random, GENDERS);
    if (item.without != NO_INDEX)
        snprintf(narrowed, sizeof narrowed, " gender!=%s", genders[item.without]);
    if (!is_of_a_day(item.measure) && item.period == YEAR_BEFORE) /* when in all the years before is not known here */
        item.period = ALL_YEAR;
    snprintf(words, sizeof words, "m%d%s @%s%s", item.measure, narrowed, periods[item.period],
             item.by_gender ? " by gender" : "");
    item.use = item.by_gender ? ask_table(&in->world, words, "none") : ask_figure(&in->world, words);
    return item;
}

static struct cell cell_of(const struct release *release, const struct item *item, int gender)
{
    int count, part = RELEASE_TOTAL;
    if (!item->by_gender)
        return release_sum(release, item->use);
    const struct release_part *parts = release_parts(release, item->use, 0, &count);
    for (int i = 0; i < count; i++)
        if (parts[i].categories[0] == gender)
            part = i;
    return gender >= 0 && part == RELEASE_TOTAL ? (struct cell){CELL_SHOWN, 0} : release_cell(release, item->use, &part);
}

static void read_item(const struct instance *in, const struct release *release, const struct item *item,
                      struct naive_reader *reader)
{
    for (int gender = -1; gender < (item->by_gender ? GENDERS : 0); gender++) {
        signed char members[TYPES_MAX] = {0};
        const struct cell cell = cell_of(release, item, gender);
        members_of(item, gender, members);
        ck_assert_msg(!cell_is_shown(cell) || cell.count == naive_sum(reader, members, in->truth),
                      "m%d period %d gender %d: %d", item->measure, item->period, gender, (int)cell.count);
        naive_tell(reader, members, cell);
    }
}

/* ---- the property ---- */

/* What is released to those who get the sheets as well, or not; they hold the other one. NULL: it is refused. */
static const struct release *release_to(struct instance *in, bool sheets, const struct release *held)
{
    struct release_inputs inputs = inputs_for(&in->world, "strict");
    inputs.plan = sheets ? &in->world.plan : &in->without_sheets;
    inputs.left_out = sheets ? NULL : in->left_out;
    inputs.held = &held;
    inputs.held_count = held != NULL;
    return release_from(&in->world, &inputs) ? in->world.release : NULL;
}

static void make_instance(struct instance *in)
{
    char book[sizeof CODE_BOOK + sizeof FLOW_BY_PLACE];
    snprintf(book, sizeof book, CODE_BOOK, in->game->flow);
    open_world_of(&in->world, book);
    make_stays(in);
    in->item_count = 2 + random_below(&in->random, in->game->items - 1);
    for (int i = 0; i < in->item_count; i++) {
        in->items[i] = random_item(in);
        in->items[i].is_sheet = in->game->has_sheets && random_below(&in->random, 2);
    }
    count_all(in);
}

/* The same use may be asked for in a sheet and elsewhere: then it is in both. */
static void read_release(const struct instance *in, const struct release *release, bool sheets, struct naive_reader *reader)
{
    for (int i = 0; i < in->item_count; i++)
        if (sheets || !in->left_out[in->items[i].use])
            read_item(in, release, &in->items[i], reader);
}

static void check_reader(const struct instance *in, struct naive_reader *reader, uint64_t seed, struct naive_findings *found)
{
    const int sums = reader->count;
    signed char none[TYPES_MAX] = {0};
    for (int cell = 0; cell < BASE; cell++)
        none[cell] = !can_be(kind_at(cell));
    naive_tell(reader, none, (struct cell){CELL_SHOWN, 0});
    naive_check_parts(reader, in->truth, sums, seed, found);
}

static void play(const struct game *game, uint64_t seed, struct naive_findings *found)
{
    struct instance in = {.game = game, .random = {seed}};
    struct naive_reader reader = {.types = BASE};
    make_instance(&in);
    const struct release *report = release_to(&in, false, NULL);
    const struct release *more = report && game->has_sheets ? release_to(&in, true, report) : report;
    *(more ? &found->released : &found->refused) += 1;
    if (more) {
        read_release(&in, report, false, &reader);
        if (game->has_sheets)
            read_release(&in, more, true, &reader);
        check_reader(&in, &reader, seed, found);
    }
    close_world(&in.world);
}

static void play_all(const struct game *game)
{
    struct naive_findings found = {0};
    for (int seed = 1; seed <= game->rounds; seed++)
        play(game, (uint64_t)seed, &found);
    ck_assert_int_gt(found.targets, 300);
    ck_assert_int_gt(found.released, 99 * found.refused);
}

START_TEST(no_small_count_can_be_worked_out_from_measures_that_dates_tie_together)
{
    play_all(&REPORT);
}
END_TEST

START_TEST(nor_from_a_report_and_another_with_more_tables)
{
    play_all(&REPORT_AND_SHEETS);
}
END_TEST

START_TEST(nor_from_measures_of_some_of_those_who_come_stay_and_leave)
{
    play_all(&REPORT_OF_SOME);
}
END_TEST

START_TEST(nor_from_measures_of_minors_who_come_of_age)
{
    play_all(&REPORT_OF_MINORS);
}
END_TEST

START_TEST(nor_from_measures_of_some_and_of_the_others)
{
    play_all(&REPORT_OF_PLACES);
}
END_TEST

START_TEST(nor_where_a_relation_has_what_was_there_before_in_parts)
{
    play_all(&REPORT_OF_PARTS);
}
END_TEST

TEST_PROGRAM("protect: properties of cohorts", no_small_count_can_be_worked_out_from_measures_that_dates_tie_together,
             nor_from_a_report_and_another_with_more_tables,
             nor_from_measures_of_some_of_those_who_come_stay_and_leave, nor_from_measures_of_minors_who_come_of_age,
             nor_from_measures_of_some_and_of_the_others, nor_where_a_relation_has_what_was_there_before_in_parts)
