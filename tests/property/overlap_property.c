/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures with random conditions, in the year and in its halves, as figures and as tables, over random people. A naive
 * reader asks which assignments of people to gender, place, age and half-year agree with all that is printed: every small
 * count that is a sum printed or hidden, what two of them have in common, or what one leaves of another, must be able to
 * be five or more, and to be two apart. */
#include <stdio.h>

#include "tests/property/naive_reader.h"
#include "tests/property/random.h"
#include "tests/unit/protect/world.h"

enum { ROUNDS = 400, GENDERS = 3, PLACES_OF = 5, AGES = 5, HALVES = 2, BASE = GENDERS * PLACES_OF * AGES * HALVES };
enum { MEASURES_MAX = 5, ITEMS_MAX = 6 };

/* ---- code books ---- */

static const char HEAD[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes gender\ntitle: Gender\n| raw | category | en |\n| m | men | M |\n| w | women | W |\n:::\n"
    "::: codes place\ntitle: Place\n| raw | category | en |\n| h | home | H |\n| a | abroad | A |\n| s | sea | S |\n| c | camp | C |\n:::\n"
    "::: source cases\nfiles: *.csv\nrow: case\nkey: id\nstarts: day\n"
    "| column | heading in the export | type | codes | needed |\n| id | id | id | | yes |\n| gender | gender | code | "
    "gender | yes |\n| place | place | code | place | yes |\n| born | born | year | | no |\n| day | day | date | | yes |\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n"
    "::: policy joining\nthreshold: 5\nsmall parts: join\n:::\n";

enum { GENDER_COLUMN = 1, PLACE_COLUMN, BORN_COLUMN, DAY_COLUMN };

/* What a condition says, in words and of a base cell. The last age is unknown. */
struct rule {
    const char *words;
    bool genders[GENDERS], places[PLACES_OF], ages[AGES];
};

#define ANY_GENDER {true, true, true}
#define ANY_PLACE {true, true, true, true, true}
#define ANY_AGE {true, true, true, true, true}

static const struct rule RULES[] = {
    {"gender = women", {false, true, false}, ANY_PLACE, ANY_AGE},
    {"gender != women", {true, false, true}, ANY_PLACE, ANY_AGE},
    {"place = abroad,sea", ANY_GENDER, {false, true, true, false, false}, ANY_AGE},
    {"place = home", ANY_GENDER, {true, false, false, false, false}, ANY_AGE},
    {"place != camp", ANY_GENDER, {true, true, true, false, true}, ANY_AGE},
    {"age < 18", ANY_GENDER, ANY_PLACE, {true, true, false, false, false}},
    {"age >= 18", ANY_GENDER, ANY_PLACE, {false, false, true, true, false}},
    {"age >= 15", ANY_GENDER, ANY_PLACE, {false, true, true, true, false}},
    {"age < 25", ANY_GENDER, ANY_PLACE, {true, true, true, false, false}},
};
enum { RULES_COUNT = sizeof RULES / sizeof *RULES };

static const int AGE_OF[AGES - 1] = {10, 16, 20, 40};

struct cell_of {
    int gender, place, age, half;
};

static struct cell_of cell_at(int cell)
{
    return (struct cell_of){cell % GENDERS, cell / GENDERS % PLACES_OF, cell / (GENDERS * PLACES_OF) % AGES,
                            cell / (GENDERS * PLACES_OF * AGES)};
}

struct instance {
    struct random random;
    struct world world;
    const struct rule *rules[MEASURES_MAX][2]; /* NULL: none */
    int measures;
    int64_t truth[BASE];
    bool ages_are_known;
};

static bool counts(const struct instance *in, int measure, int cell)
{
    const struct cell_of at = cell_at(cell);
    for (int i = 0; i < 2; i++) {
        const struct rule *rule = in->rules[measure][i];
        if (rule && !(rule->genders[at.gender] && rule->places[at.place] && rule->ages[at.age]))
            return false;
    }
    return true;
}

static void make_code_book(struct instance *in)
{
    struct text_builder b = {0};
    text_add_c(&b, HEAD);
    in->measures = 2 + random_below(&in->random, MEASURES_MAX - 1);
    for (int m = 0; m < in->measures; m++) {
        const int rules = m ? 1 + random_below(&in->random, 2) : random_below(&in->random, 2);
        text_add_format(&b, "::: measure m%d\ntitle: M\nunit: persons\ncount: cases\ncounted: day during the period\n", m);
        for (int i = 0; i < 2; i++)
            in->rules[m][i] = i < rules ? &RULES[random_below(&in->random, RULES_COUNT)] : NULL;
        if (rules)
            text_add_format(&b, "where: %s%s%s\n", in->rules[m][0]->words, rules > 1 ? " and " : "",
                            rules > 1 ? in->rules[m][1]->words : "");
        text_add_c(&b, ":::\n");
    }
    const struct text book = text_built(&b);
    char *copy = memory_alloc(book.len + 1, 1);
    memcpy(copy, book.ptr, book.len);
    open_world_of(&in->world, copy);
    free(copy);
    text_builder_done(&b);
}

/* ---- people ---- */

/* Nobody's gender or place is unknown, but a reader cannot know that. */
static void make_people(struct instance *in)
{
    static const int64_t sizes[][10] = {{0, 0, 1, 1, 2, 3, 4, 6, 8, 12}, {0, 0, 0, 0, 0, 0, 1, 1, 2, 3}};
    const int few = random_below(&in->random, 2);
    in->ages_are_known = random_below(&in->random, 2);
    for (int cell = 0; cell < BASE; cell++) {
        const struct cell_of at = cell_at(cell);
        const bool none = at.gender == GENDERS - 1 || at.place == PLACES_OF - 1 ||
                          (at.age == AGES - 1 && in->ages_are_known);
        in->truth[cell] = none ? 0 : sizes[few][random_below(&in->random, 10)];
    }
}

static void count_all(struct instance *in)
{
    struct world *w = &in->world;
    ck_assert(plan_make(w->codebook, &w->requests, &(struct plan_scope){w->requests.use_count, NULL, YEAR}, w->keep, &w->plan, &w->err));
    w->tally = tally_new(w->codebook, &w->requests);
    for (int cell = 0; cell < BASE; cell++)
        for (int64_t n = 0; n < in->truth[cell]; n++) {
            const struct cell_of at = cell_at(cell);
            struct case_row row = {.further_count = 0};
            row.value[GENDER_COLUMN] = at.gender;
            row.value[PLACE_COLUMN] = at.place;
            row.value[BORN_COLUMN] = at.age == AGES - 1 ? CASE_MISSING : 2014 - AGE_OF[at.age];
            row.value[DAY_COLUMN] = YEAR.first + (at.half ? 200 : 3);
            tally_row(w->tally, 0, &row);
        }
    tally_finish(w->tally);
}

/* ---- what is asked for ---- */

struct item {
    int measure;
    int half; /* HALVES: the year */
    bool by_gender, by_place; /* neither: a figure */
    size_t use;
};

static struct item random_item(struct instance *in)
{
    static const char *const periods[HALVES + 1] = {" @2014H1", " @2014H2", ""};
    char words[80];
    struct item item = {.measure = random_below(&in->random, in->measures),
                        .half = random_below(&in->random, 5),
                        .by_gender = random_below(&in->random, 3) == 0,
                        .by_place = random_below(&in->random, 3) == 0};
    if (item.half > HALVES)
        item.half = HALVES;
    snprintf(words, sizeof words, "m%d%s%s%s%s%s", item.measure, periods[item.half],
             item.by_gender || item.by_place ? " by " : "", item.by_gender ? "gender" : "",
             item.by_gender && item.by_place ? ", " : "", item.by_place ? "place" : "");
    const char *join = item.by_place && random_below(&in->random, 2) ? "place" : "none";
    item.use = item.by_gender || item.by_place ? ask_table(&in->world, words, join) : ask_figure(&in->world, words);
    return item;
}

/* ---- what is printed ---- */

/* Members of an item's sum where gender and place are in these sets; NULL: any. */
static void members_of(const struct instance *in, const struct item *item, const bool *genders, const bool *places,
                       signed char *members)
{
    for (int cell = 0; cell < BASE; cell++) {
        const struct cell_of at = cell_at(cell);
        members[cell] = counts(in, item->measure, cell) && (!genders || genders[at.gender]) &&
                        (!places || places[at.place]) && (item->half == HALVES || at.half == item->half);
    }
}

/* A row or column: its categories, and what its part is called; those that no part has are empty. */
struct line {
    bool set[PLACES_OF];
    int part;
    bool is_empty, is_total;
};

enum { LINES_MAX = PLACES_OF + 2 };

static int lines_of(const struct release *release, size_t use, int place, int categories, struct line *lines)
{
    int count = 0, parts = 0;
    struct line empty = {.is_empty = true};
    const struct release_part *items = place < 0 ? NULL : release_parts(release, use, (size_t)place, &parts);
    for (int category = 0; place >= 0 && category < categories; category++)
        empty.set[category] = true;
    for (int i = 0; i < parts; i++) {
        struct line line = {.part = i};
        for (int k = 0; k < items[i].count; k++) {
            line.set[items[i].categories[k]] = true;
            empty.set[items[i].categories[k]] = false;
        }
        lines[count++] = line;
    }
    if (place >= 0)
        lines[count++] = empty;
    lines[count++] = (struct line){.part = RELEASE_TOTAL, .is_total = true};
    return count;
}

/* That a joined sum has each of its categories is seen. */
static void read_joined(const struct instance *in, const struct item *item, const struct line *place,
                        struct naive_reader *reader)
{
    int joined = 0;
    for (int category = 0; category < PLACES_OF; category++)
        joined += place->set[category];
    for (int category = 0; joined > 1 && !place->is_empty && category < PLACES_OF; category++) {
        signed char members[TYPES_MAX] = {0};
        bool one[PLACES_OF] = {false};
        one[category] = place->set[category];
        members_of(in, item, NULL, one, members);
        if (one[category])
            naive_tell(reader, members, (struct cell){CELL_HIDDEN, 0});
    }
}

static void read_cell(const struct instance *in, const struct item *item, const struct line *gender,
                      const struct line *place, struct naive_reader *reader)
{
    const struct release *release = in->world.release;
    signed char members[TYPES_MAX] = {0};
    int parts[2] = {gender->part, place->part};
    struct cell cell = {CELL_SHOWN, 0};
    members_of(in, item, gender->is_total ? NULL : gender->set, place->is_total ? NULL : place->set, members);
    if (!item->by_gender && !item->by_place)
        cell = release_sum(release, item->use);
    else if (!gender->is_empty && !place->is_empty)
        cell = release_cell(release, item->use, item->by_gender ? parts : &parts[1]);
    ck_assert(!cell_is_shown(cell) || cell.count == naive_sum(reader, members, in->truth));
    naive_tell(reader, members, cell);
}

static void read_item(const struct instance *in, const struct item *item, struct naive_reader *reader)
{
    const struct release *release = in->world.release;
    struct line genders[LINES_MAX], places[LINES_MAX];
    const int gender_count = lines_of(release, item->use, item->by_gender ? 0 : -1, GENDERS, genders);
    const int place_count = lines_of(release, item->use, item->by_place ? item->by_gender : -1, PLACES_OF, places);
    for (int i = 0; i < gender_count; i++)
        for (int k = 0; k < place_count; k++)
            read_cell(in, item, &genders[i], &places[k], reader);
    for (int k = 0; k < place_count; k++)
        if (!places[k].is_total)
            read_joined(in, item, &places[k], reader);
}

/* Nobody's age is unknown when none is: readers do not expect it. */
static void know_ages(const struct instance *in, struct naive_reader *reader)
{
    signed char members[TYPES_MAX] = {0};
    for (int cell = 0; cell < BASE; cell++)
        members[cell] = cell_at(cell).age == AGES - 1;
    if (in->ages_are_known)
        naive_tell(reader, members, (struct cell){CELL_SHOWN, 0});
}

/* ---- the property ---- */

static void check_pairs(const struct instance *in, const struct naive_reader *reader, int sums, uint64_t seed,
                        struct naive_findings *found)
{
    for (int i = 0; i < sums; i++)
        for (int k = 0; k < sums; k++) {
            signed char common[TYPES_MAX] = {0}, left[TYPES_MAX] = {0};
            for (int cell = 0; cell < BASE; cell++) {
                const bool a = reader->told[i].factors[cell], b = reader->told[k].factors[cell];
                common[cell] = a && b;
                left[cell] = a && !b;
            }
            if (k <= i)
                naive_check(reader, common, in->truth, seed, found);
            naive_check(reader, left, in->truth, seed, found);
        }
}

static void play(uint64_t seed, struct naive_findings *found)
{
    struct instance in = {.random = {seed}};
    struct naive_reader reader = {.types = BASE};
    struct item items[ITEMS_MAX];
    make_code_book(&in);
    make_people(&in);
    const int count = 2 + random_below(&in.random, ITEMS_MAX - 1);
    for (int i = 0; i < count; i++)
        items[i] = random_item(&in);
    count_all(&in);
    if (release(&in.world, random_below(&in.random, 2) ? "strict" : "joining")) {
        found->released++;
        for (int i = 0; i < count; i++)
            read_item(&in, &items[i], &reader);
        const int sums = reader.count;
        know_ages(&in, &reader);
        check_pairs(&in, &reader, sums, seed, found);
    } else {
        found->refused++;
    }
    close_world(&in.world);
}

START_TEST(no_small_count_can_be_worked_out_from_measures_that_overlap)
{
    struct naive_findings found = {0};
    for (uint64_t seed = 1; seed <= ROUNDS; seed++)
        play(seed, &found);
    ck_assert_int_gt(found.targets, 2000);
    ck_assert_int_gt(found.released, 9 * found.refused);
}
END_TEST

TEST_PROGRAM("protect: overlap properties", no_small_count_can_be_worked_out_from_measures_that_overlap)
