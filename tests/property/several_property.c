/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cases with random sets of grounds, counted once and in each ground, as figures and tables. A naive reader asks which
 * numbers of cases of each kind (gender, the first ground, the others) agree with all that is printed: every small count
 * that is printed or hidden, what two of them have in common, or what one leaves of another, must be able to be five or
 * more, and to be two apart. */
#include <stdio.h>

#include "tests/property/naive_reader.h"
#include "tests/property/random.h"
#include "tests/unit/protect/world.h"

enum { ROUNDS = 400, GENDERS = 2, GROUNDS = 3, SETS = 1 << GROUNDS, FIRSTS = GROUNDS + 1, ITEMS_MAX = 5 };
enum { BASE = GENDERS * SETS * FIRSTS, NO_GROUND = GROUNDS };

static const char CODE_BOOK[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes gender\ntitle: Gender\n| raw | category | en |\n| m | men | M |\n| w | women | W |\n:::\n"
    "::: codes ground\ntitle: Ground\n| raw | category | en |\n| 1 | g0 | A |\n| 2 | g1 | B |\n| 3 | g2 | C |\n:::\n"
    "::: source cases\nfiles: *.csv\nrow: case\nkey: id\nstarts: day\n"
    "| column | heading in the export | type | codes | needed | several |\n| id | id | id | | yes | |\n"
    "| gender | gender | code | gender | yes | |\n| ground | ground | code | ground | | ; |\n| day | day | date | | yes | |\n:::\n"
    "::: measure m0\ntitle: M\nunit: cases\ncount: cases\ncounted: day during the period\n:::\n"
    "::: measure m1\ntitle: M\nlike: m0\nonce per: case and code\n:::\n"
    "::: measure m2\ntitle: M\nlike: m1\nwhere: gender = women\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n";

enum { GENDER_COLUMN = 1, GROUND_COLUMN, DAY_COLUMN, MEASURES = 3 };

/* A kind of case; of those that cannot be there is none. */
struct kind {
    int gender, set, first;
};

static struct kind kind_at(int cell)
{
    return (struct kind){cell % GENDERS, cell / GENDERS % SETS, cell / (GENDERS * SETS)};
}

static bool can_be(struct kind kind)
{
    return kind.set ? kind.first < GROUNDS && (kind.set >> kind.first & 1) : kind.first == NO_GROUND;
}

struct item {
    int measure, ground; /* ground: of a figure, or GROUNDS */
    bool by_ground, by_gender;
    size_t use;
};

struct instance {
    struct random random;
    struct world world;
    int64_t truth[BASE];
};

static void make_cases(struct instance *in)
{
    static const int64_t sizes[][8] = {{0, 1, 2, 3, 5, 8, 12, 20}, {0, 0, 0, 1, 2, 5, 9, 14}, {0, 0, 0, 0, 0, 1, 6, 30}};
    const int size = random_below(&in->random, 3);
    for (int cell = 0; cell < BASE; cell++)
        in->truth[cell] = can_be(kind_at(cell)) ? sizes[size][random_below(&in->random, 8)] : 0;
}

static void count_all(struct instance *in)
{
    struct world *w = &in->world;
    ck_assert_msg(plan_make(w->codebook, &w->requests, &(struct plan_scope){w->requests.use_count, NULL, YEAR}, w->keep, &w->plan, &w->err), "%s", w->err.message);
    w->tally = tally_new(w->codebook, &w->requests);
    for (int cell = 0; cell < BASE; cell++) {
        const struct kind kind = kind_at(cell);
        struct case_row row = {.further_count = 0};
        row.value[GENDER_COLUMN] = kind.gender;
        row.value[GROUND_COLUMN] = kind.first;
        row.value[DAY_COLUMN] = YEAR.first + 3;
        for (int ground = 0; ground < GROUNDS; ground++)
            if ((kind.set >> ground & 1) && ground != kind.first)
                row.further[row.further_count++] = (struct case_further){GROUND_COLUMN, ground};
        for (int64_t n = 0; n < in->truth[cell]; n++)
            tally_row(w->tally, 0, &row);
    }
    tally_finish(w->tally);
}

static struct item random_item(struct instance *in)
{
    char words[64];
    struct item item = {.measure = random_below(&in->random, MEASURES), .ground = GROUNDS};
    item.by_ground = random_below(&in->random, 2);
    item.by_gender = random_below(&in->random, 3) == 0;
    if (!item.by_ground && random_below(&in->random, 2))
        item.ground = random_below(&in->random, GROUNDS);
    char selection[16] = "";
    if (item.ground < GROUNDS)
        snprintf(selection, sizeof selection, " ground=g%d", item.ground);
    snprintf(words, sizeof words, "m%d%s%s%s%s%s", item.measure, selection, item.by_ground || item.by_gender ? " by " : "",
             item.by_ground ? "ground" : "", item.by_ground && item.by_gender ? ", " : "", item.by_gender ? "gender" : "");
    item.use = item.by_ground || item.by_gender ? ask_table(&in->world, words, "none") : ask_figure(&in->world, words);
    return item;
}

/* Of a ground (NO_GROUND: not stated; -1: all) and gender (-1: all). */
static void members_of(const struct item *item, int ground, int gender, signed char *members)
{
    for (int cell = 0; cell < BASE; cell++) {
        const struct kind kind = kind_at(cell);
        const bool has = ground < 0 || (item->measure == 0 || ground == NO_GROUND ? kind.first == ground
                                                                                  : (kind.set >> ground & 1) != 0);
        members[cell] = can_be(kind) && has && (gender < 0 || gender == kind.gender) && (item->measure != 2 || kind.gender == 1);
    }
}

/* The part of the category at the place; NO_INDEX: it has none. */
static int part_of(const struct release *release, size_t use, size_t place, int category)
{
    int count;
    const struct release_part *parts = release_parts(release, use, place, &count);
    for (int i = 0; i < count; i++)
        if (parts[i].categories[0] == category)
            return i;
    return NO_INDEX;
}

static void read_cell(const struct instance *in, const struct item *item, int ground, int gender, struct naive_reader *reader)
{
    const struct release *release = in->world.release;
    signed char members[TYPES_MAX] = {0};
    int parts[2] = {RELEASE_TOTAL, RELEASE_TOTAL};
    struct cell cell = {CELL_SHOWN, 0};
    bool is_empty = false;
    const size_t place_of_gender = item->by_gender && item->by_ground ? 1 : 0;
    members_of(item, ground < 0 && item->ground < GROUNDS ? item->ground : ground, gender, members);
    if (ground >= 0)
        is_empty = (parts[0] = part_of(release, item->use, 0, ground)) == NO_INDEX;
    if (gender >= 0)
        is_empty = (parts[place_of_gender] = part_of(release, item->use, place_of_gender, gender)) == NO_INDEX || is_empty;
    if (!item->by_ground && !item->by_gender)
        cell = release_sum(release, item->use);
    else if (!is_empty)
        cell = release_cell(release, item->use, parts);
    ck_assert_msg(!cell_is_shown(cell) || cell.count == naive_sum(reader, members, in->truth), "m%d ground %d gender %d: %d",
                  item->measure, ground, gender, (int)cell.count);
    naive_tell(reader, members, cell);
}

static void read_item(const struct instance *in, const struct item *item, struct naive_reader *reader)
{
    for (int ground = -1; ground <= (item->by_ground ? NO_GROUND : -1); ground++)
        for (int gender = -1; gender < (item->by_gender ? GENDERS : 0); gender++)
            read_cell(in, item, ground, gender, reader);
}

/* ---- the property ---- */

/* Cases of kinds that cannot be are none, as everybody knows. */
static void know_kinds(struct naive_reader *reader)
{
    signed char members[TYPES_MAX] = {0};
    for (int cell = 0; cell < BASE; cell++)
        members[cell] = !can_be(kind_at(cell));
    naive_tell(reader, members, (struct cell){CELL_SHOWN, 0});
}

static void play(uint64_t seed, struct naive_findings *found)
{
    struct instance in = {.random = {seed}};
    struct naive_reader reader = {.types = BASE};
    struct item items[ITEMS_MAX];
    open_world_of(&in.world, CODE_BOOK);
    make_cases(&in);
    const int count = 1 + random_below(&in.random, ITEMS_MAX);
    for (int i = 0; i < count; i++)
        items[i] = random_item(&in);
    count_all(&in);
    if (release(&in.world, "strict")) {
        found->released++;
        for (int i = 0; i < count; i++)
            read_item(&in, &items[i], &reader);
        const int sums = reader.count;
        know_kinds(&reader);
        naive_check_parts(&reader, in.truth, sums, seed, found);
    } else {
        found->refused++;
    }
    close_world(&in.world);
}

START_TEST(no_small_count_can_be_worked_out_from_cases_with_several_categories)
{
    naive_play_all(ROUNDS, play);
}
END_TEST

TEST_PROGRAM("protect: properties of several categories",
             no_small_count_can_be_worked_out_from_cases_with_several_categories)
