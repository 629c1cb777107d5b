/* SPDX-License-Identifier: GPL-3.0-or-later
 * Persons who come, leave, and may come again, counted as persons and as stays, on days and in periods, where it is known that
 * stays there are those there before, and new ones, less those that end. A naive reader asks which numbers of persons of each
 * kind agree with all that is printed: every small count that is printed or hidden must be able to be five or more, and to be
 * two apart. */
#include <stdio.h>

#include "tests/property/naive_reader.h"
#include "tests/property/random.h"
#include "tests/unit/protect/world.h"

static const char CODE_BOOK[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes gender\ntitle: Gender\n| raw | category | en |\n| m | men | M |\n| w | women | W |\n:::\n"
    "::: source cases\nfiles: *.csv\nrow: case\nkey: id\nperson: person\nstarts: came\nends: went\n"
    "| column | heading in the export | type | codes | needed |\n| id | id | id | | yes |\n| person | person | id | | no |\n"
    "| gender | gender | code | gender | yes |\n| came | came | date | | yes |\n| went | went | date | | |\n:::\n"
    "::: measure m0\ntitle: M\nunit: cases\ncount: cases\nin system: from came until went\ncounted: at the end of the period\n:::\n"
    "::: measure m1\ntitle: M\nunit: cases\ncount: cases\ncounted: came during the period\n:::\n"
    "::: measure m2\ntitle: M\nunit: cases\ncount: cases\ncounted: went during the period\n:::\n"
    "::: measure m3\ntitle: M\nlike: m0\nonce per: person\n:::\n"
    "::: measure m4\ntitle: M\nlike: m1\nonce per: person\n:::\n"
    "::: measure m5\ntitle: M\nlike: m2\nonce per: person\n:::\n"
    "::: relation flow\nthat: %s = %s @previous + m1 - m2\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n";

enum { PERSON_COLUMN = 1, GENDER_COLUMN, CAME_COLUMN, WENT_COLUMN };
enum { ROUNDS = 500, GENDERS = 3, STATED = 2, ITEMS_MAX = 6, MEASURES = 6, FIRST_OF_PERSONS = 3 };
/* When something happens: before the year, in its halves, after it or never. */
enum { BEFORE, FIRST_HALF, SECOND_HALF, AFTER };
/* The periods asked for: 2013, the halves of 2014, 2014. */
enum { YEAR_BEFORE, HALF_1, HALF_2, ALL_YEAR, PERIODS };

struct stay {
    int came, went;
};

/* A person with one stay or two; or a further stay of somebody who is in another kind: readers cannot know that nobody has
 * more than two. */
struct kind {
    int gender, stays;
    struct stay stay[2];
    bool is_further;
};

struct item {
    int measure, period;
    bool by_gender;
    int without; /* of figures: a gender that is left out, or NO_INDEX */
    size_t use;
};

struct instance {
    struct random random;
    struct world world;
    bool is_of_persons; /* the stock in the relation */
    struct kind kinds[TYPES_MAX];
    int64_t truth[TYPES_MAX];
    int kind_count;
    struct item items[ITEMS_MAX];
    int item_count;
};

static bool is_counted(int measure, int period, struct stay stay)
{
    const int first = period == YEAR_BEFORE ? BEFORE : period == HALF_2 ? SECOND_HALF : FIRST_HALF;
    const int last = period == YEAR_BEFORE ? BEFORE : period == HALF_1 ? FIRST_HALF : SECOND_HALF;
    switch (measure % FIRST_OF_PERSONS) {
    case 0:
        return stay.came <= last && stay.went > last;
    case 1:
        return stay.came >= first && stay.came <= last;
    }
    return stay.went >= first && stay.went <= last;
}

static void members_of(const struct instance *in, const struct item *item, int gender, signed char *members)
{
    for (int i = 0; i < in->kind_count; i++) {
        const struct kind *kind = &in->kinds[i];
        int counted = 0;
        for (int k = 0; k < kind->stays; k++)
            counted += is_counted(item->measure, item->period, kind->stay[k]);
        if (item->measure >= FIRST_OF_PERSONS)
            counted = counted && !kind->is_further;
        members[i] = (signed char)(kind->gender != item->without && (gender < 0 || gender == kind->gender) ? counted : 0);
    }
}

/* ---- persons ---- */

static struct stay next_stay(struct stay stay)
{
    return stay.went < AFTER ? (struct stay){stay.came, stay.went + 1}
                             : (struct stay){stay.came + 1, stay.came + 1 > FIRST_HALF ? stay.came + 1 : FIRST_HALF};
}

static void add_kinds(struct instance *in, int gender, struct stay stay)
{
    in->kinds[in->kind_count++] = (struct kind){gender, 1, {stay}, false};
    in->kinds[in->kind_count++] = (struct kind){gender, 1, {stay}, true};
    for (struct stay again = {stay.went, stay.went}; again.came < AFTER; again = next_stay(again))
        in->kinds[in->kind_count++] = (struct kind){gender, 2, {stay, again}, false};
    ck_assert_int_lt(in->kind_count, TYPES_MAX);
}

static void make_persons(struct instance *in)
{
    static const int64_t sizes[][8] = {{0, 1, 2, 3, 5, 8, 12, 20}, {0, 0, 0, 1, 2, 9, 14, 40}, {0, 0, 0, 0, 0, 0, 3, 9}};
    const int size = random_below(&in->random, 3), dense = 1 + random_below(&in->random, 4), stay = random_below(&in->random, 3);
    for (int gender = 0; gender < GENDERS; gender++)
        for (struct stay first = {BEFORE, FIRST_HALF}; first.came < AFTER; first = next_stay(first))
            add_kinds(in, gender, first);
    for (int i = 0; i < in->kind_count; i++) {
        const struct kind *kind = &in->kinds[i];
        const bool occurs = !kind->is_further && random_below(&in->random, 4) < dense &&
                            (kind->gender < STATED || random_below(&in->random, 3) == 0) &&
                            (kind->stays == 1 || random_below(&in->random, 6) == 0) &&
                            (stay || kind->stay[0].went == AFTER); /* or nobody leaves */
        in->truth[i] = occurs ? sizes[size][random_below(&in->random, 8)] : 0;
    }
}

static date_day day_of(int time, int order)
{
    static const date_day days[] = {-100, 50, 250, 500};
    return YEAR.first + days[time] + order;
}

static void count_all(struct instance *in)
{
    struct world *w = &in->world;
    int32_t person = 0;
    begin_count(w);
    for (int i = 0; i < in->kind_count; i++)
        for (int64_t n = 0; n < in->truth[i]; n++, person++)
            for (int k = 0; k < in->kinds[i].stays; k++) {
                struct case_row row = {.further_count = 0};
                row.value[PERSON_COLUMN] = person;
                row.value[GENDER_COLUMN] = in->kinds[i].gender;
                row.value[CAME_COLUMN] = day_of(in->kinds[i].stay[k].came, 2 * k);
                row.value[WENT_COLUMN] = day_of(in->kinds[i].stay[k].went, 2 * k + 1);
                tally_row(w->tally, 0, &row);
            }
    tally_finish(w->tally);
}

/* ---- what is printed ---- */

static struct item random_item(struct instance *in)
{
    static const char *const periods[PERIODS] = {"2013", "2014H1", "2014H2", "2014"};
    static const char *const genders[STATED] = {"men", "women"};
    char words[64], narrowed[32] = "";
    struct item item = {.measure = random_below(&in->random, MEASURES), .period = random_below(&in->random, PERIODS), .without = NO_INDEX};
    item.by_gender = random_below(&in->random, 2);
    if (in->is_of_persons && item.measure == 0) /* of these stays nothing is known */
        item.measure = FIRST_OF_PERSONS;
    if (item.measure % FIRST_OF_PERSONS && item.period == YEAR_BEFORE) /* when in all the years before is not known here */
        item.period = ALL_YEAR;
    if (!item.by_gender && random_below(&in->random, 2)) {
        item.without = random_below(&in->random, STATED);
        snprintf(narrowed, sizeof narrowed, " gender!=%s", genders[item.without]);
    }
    snprintf(words, sizeof words, "m%d%s @%s%s", item.measure, narrowed, periods[item.period], item.by_gender ? " by gender" : "");
    item.use = item.by_gender ? ask_table(&in->world, words, "none") : ask_figure(&in->world, words);
    return item;
}

static struct cell printed_cell(const struct instance *in, const struct item *item, int gender)
{
    int count, part = RELEASE_TOTAL;
    if (!item->by_gender)
        return release_sum(in->world.release, item->use);
    const struct release_part *parts = release_parts(in->world.release, item->use, 0, &count);
    for (int i = 0; i < count; i++)
        part = parts[i].categories[0] == gender ? i : part;
    return gender >= 0 && part == RELEASE_TOTAL ? (struct cell){CELL_SHOWN, 0} : release_cell(in->world.release, item->use, &part);
}

static void read_item(const struct instance *in, const struct item *item, struct naive_reader *reader)
{
    for (int gender = -1; gender < (item->by_gender ? GENDERS : 0); gender++) {
        signed char members[TYPES_MAX] = {0};
        const struct cell cell = printed_cell(in, item, gender);
        members_of(in, item, gender, members);
        ck_assert(!cell_is_shown(cell) || cell.count == naive_sum(reader, members, in->truth));
        naive_tell(reader, members, cell);
    }
}

/* ---- the property ---- */

static void play(uint64_t seed, struct naive_findings *found)
{
    static struct instance in;
    char book[sizeof CODE_BOOK + 8];
    in = (struct instance){.random = {seed}};
    in.is_of_persons = random_below(&in.random, 3) == 0;
    const char *stock = in.is_of_persons ? "m3" : "m0";
    struct naive_reader reader = {.types = 0};
    snprintf(book, sizeof book, CODE_BOOK, stock, stock);
    open_world_of(&in.world, book);
    make_persons(&in);
    reader.types = in.kind_count;
    in.item_count = 2 + random_below(&in.random, ITEMS_MAX - 1);
    for (int i = 0; i < in.item_count; i++)
        in.items[i] = random_item(&in);
    count_all(&in);
    const bool released = release(&in.world, "strict");
    *(released ? &found->released : &found->refused) += 1;
    for (int i = 0; released && i < in.item_count; i++)
        read_item(&in, &in.items[i], &reader);
    if (released)
        naive_check_parts(&reader, in.truth, reader.count, seed, found);
    close_world(&in.world);
}

START_TEST(no_small_count_can_be_worked_out_from_persons_who_come_leave_and_come_again)
{
    naive_play_all(ROUNDS, play);
}
END_TEST

TEST_PROGRAM("protect: persons who come again", no_small_count_can_be_worked_out_from_persons_who_come_leave_and_come_again)
