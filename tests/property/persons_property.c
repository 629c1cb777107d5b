/* SPDX-License-Identifier: GPL-3.0-or-later
 * Persons with one or two stays, counted as persons and as stays, under random conditions, in the year and in its first
 * half. A naive reader thinks every person possible. Where one sum always counts at least as much as another, a small
 * difference must be in doubt, as small sums must be. */
#include <stdio.h>

#include "tests/property/naive_reader.h"
#include "tests/property/random.h"
#include "tests/unit/protect/world.h"

/* A stay is of a gender, a place and a half-year; the last type of stay is none. After the types of persons come further
 * stays of persons who have such a stay already: a reader cannot know that nobody has more than two. */
enum { ROUNDS = 600, GENDERS = 3, PLACES_OF = 3, STAYS = GENDERS * PLACES_OF * 2, NO_STAY = STAYS };
enum { PERSONS = STAYS * (STAYS + 1), TYPES = PERSONS + STAYS, MEASURES_MAX = 5, ITEMS_MAX = 5 };
_Static_assert((int)TYPES <= (int)TYPES_MAX, "the reader has room for every person");

static const char BOOK_HEAD[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes gender\ntitle: Gender\n| raw | category | en |\n| m | men | M |\n| w | women | W |\n:::\n"
    "::: codes place\ntitle: Place\n| raw | category | en |\n| h | home | H |\n| a | abroad | A |\n:::\n"
    "::: source cases\nfiles: *.csv\nrow: case\nkey: id\nperson: person\nstarts: day\n"
    "| column | heading in the export | type | codes | needed |\n| id | id | id | | yes |\n| person | person | id | | no |\n"
    "| gender | gender | code | gender | yes |\n| place | place | code | place | yes |\n| day | day | date | | yes |\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n";

enum { PERSON_COLUMN = 1, GENDER_COLUMN, PLACE_COLUMN, DAY_COLUMN };

struct rule {
    const char *words;
    bool genders[GENDERS], places[PLACES_OF];
};

static const struct rule RULES[] = {
    {"", {true, true, true}, {true, true, true}},
    {"where: gender = women\n", {false, true, false}, {true, true, true}},
    {"where: gender != women\n", {true, false, true}, {true, true, true}},
    {"where: place = abroad\n", {true, true, true}, {false, true, false}},
    {"where: gender = women and place = abroad\n", {false, true, false}, {false, true, false}},
};
enum { RULES_COUNT = sizeof RULES / sizeof *RULES };

struct item {
    int measure;
    bool first_half, by_gender, by_place;
    size_t use;
};

struct instance {
    struct random random;
    struct world world;
    const struct rule *rules[MEASURES_MAX];
    bool once[MEASURES_MAX];
    int measures;
    int64_t truth[TYPES_MAX];
};

static int gender_of(int stay)
{
    return stay % GENDERS;
}

static int place_of_stay(int stay)
{
    return stay / GENDERS % PLACES_OF;
}

static int half_of(int stay)
{
    return stay / (GENDERS * PLACES_OF);
}

/* The stays of a type of person, in their order; a second one in an earlier half-year than the first: no such person. */
static int stay_of(int type, int which)
{
    if (type >= PERSONS)
        return which ? NO_STAY : type - PERSONS;
    return which ? type / STAYS : type % STAYS;
}

static bool is_a_person(int type)
{
    return stay_of(type, 1) == NO_STAY || half_of(stay_of(type, 1)) >= half_of(stay_of(type, 0));
}

static void make_code_book(struct instance *in)
{
    struct text_builder b = {0};
    text_add_c(&b, BOOK_HEAD);
    in->measures = 2 + random_below(&in->random, MEASURES_MAX - 1);
    for (int m = 0; m < in->measures; m++) {
        in->rules[m] = &RULES[random_below(&in->random, RULES_COUNT)];
        in->once[m] = random_below(&in->random, 3) > 0;
        text_add_format(&b, "::: measure m%d\ntitle: M\nunit: persons\ncount: cases\ncounted: day during the period\n%s%s:::\n",
                        m, in->once[m] ? "once per: person\n" : "", in->rules[m]->words);
    }
    text_add(&b, (struct text){"", 1});
    open_world_of(&in->world, text_built(&b).ptr);
    text_builder_done(&b);
}

/* Few have two stays; in some rounds nobody has. */
static void make_people(struct instance *in)
{
    static const int64_t sizes[] = {0, 1, 2, 3, 5, 9, 14, 20};
    const int repeats = random_below(&in->random, 3) * 4;
    for (int type = 0; type < PERSONS; type++) {
        const int first = stay_of(type, 0), second = stay_of(type, 1);
        const bool stated = gender_of(first) < GENDERS - 1 && place_of_stay(first) < PLACES_OF - 1;
        if (stated && second == NO_STAY)
            in->truth[type] = sizes[random_below(&in->random, 8)];
    }
    for (int i = 0; i < repeats; i++) {
        const int type = random_below(&in->random, STAYS * STAYS);
        if (is_a_person(type))
            in->truth[type] += 1 + random_below(&in->random, 3);
    }
}

static void count_all(struct instance *in)
{
    struct world *w = &in->world;
    int32_t person = 0;
    ck_assert(plan_make(w->codebook, &w->requests, &(struct plan_scope){w->requests.use_count, NULL, YEAR}, w->keep, &w->plan, &w->err));
    w->tally = tally_new(w->codebook, &w->requests);
    for (int type = 0; type < TYPES; type++)
        for (int64_t n = 0; n < in->truth[type]; n++, person++)
            for (int which = 0; which < 2; which++) {
                const int stay = stay_of(type, which);
                struct case_row row = {.further_count = 0};
                if (stay == NO_STAY)
                    continue;
                row.value[PERSON_COLUMN] = person;
                row.value[GENDER_COLUMN] = gender_of(stay);
                row.value[PLACE_COLUMN] = place_of_stay(stay);
                row.value[DAY_COLUMN] = YEAR.first + (half_of(stay) ? 200 : 3) + which;
                tally_row(w->tally, 0, &row);
            }
    tally_finish(w->tally);
}

static struct item random_item(struct instance *in)
{
    char words[80];
    struct item item = {.measure = random_below(&in->random, in->measures),
                        .first_half = random_below(&in->random, 4) == 0,
                        .by_gender = random_below(&in->random, 3) == 0,
                        .by_place = random_below(&in->random, 3) == 0};
    snprintf(words, sizeof words, "m%d%s%s%s%s%s", item.measure, item.first_half ? " @2014H1" : "",
             item.by_gender || item.by_place ? " by " : "", item.by_gender ? "gender" : "",
             item.by_gender && item.by_place ? ", " : "", item.by_place ? "place" : "");
    item.use = item.by_gender || item.by_place ? ask_table(&in->world, words, "none") : ask_figure(&in->world, words);
    return item;
}

/* ---- what is printed ---- */

static bool counts(const struct instance *in, const struct item *item, int stay)
{
    const struct rule *rule = in->rules[item->measure];
    return stay != NO_STAY && rule->genders[gender_of(stay)] && rule->places[place_of_stay(stay)] &&
           !(item->first_half && half_of(stay));
}

/* How often one of the type is counted where gender and place are these (below 0: any): each stay, or the last one. */
static signed char factor_of(const struct instance *in, const struct item *item, int type, int gender, int place)
{
    int factor = 0;
    for (int which = 1; which >= 0; which--) {
        const int stay = stay_of(type, which);
        if (!counts(in, item, stay) || (in->once[item->measure] && type >= PERSONS))
            continue;
        factor += (gender < 0 || gender_of(stay) == gender) && (place < 0 || place_of_stay(stay) == place);
        if (in->once[item->measure])
            break;
    }
    return (signed char)factor;
}

static bool find_part(const struct release *release, size_t use, size_t place, int category, int *ret_part)
{
    int count;
    const struct release_part *parts = release_parts(release, use, place, &count);
    for (int i = 0; i < count; i++)
        if (parts[i].categories[0] == category) {
            *ret_part = i;
            return true;
        }
    return false;
}

static struct cell printed_cell(const struct instance *in, const struct item *item, int gender, int place)
{
    const struct release *release = in->world.release;
    int parts[2] = {RELEASE_TOTAL, RELEASE_TOTAL};
    if (!item->by_gender && !item->by_place)
        return release_sum(release, item->use);
    if ((gender >= 0 && !find_part(release, item->use, 0, gender, &parts[0])) ||
        (place >= 0 && !find_part(release, item->use, item->by_gender, place, &parts[item->by_gender])))
        return (struct cell){CELL_SHOWN, 0};
    return release_cell(release, item->use, parts);
}

static void read_item(const struct instance *in, const struct item *item, struct naive_reader *reader)
{
    for (int gender = item->by_gender ? GENDERS - 1 : -1; gender >= -1; gender--)
        for (int place = item->by_place ? PLACES_OF - 1 : -1; place >= -1; place--) {
            signed char factors[TYPES_MAX] = {0};
            for (int type = 0; type < TYPES; type++)
                factors[type] = factor_of(in, item, type, gender, place);
            const struct cell cell = printed_cell(in, item, gender, place);
            ck_assert(!cell_is_shown(cell) || cell.count == naive_sum(reader, factors, in->truth));
            naive_tell(reader, factors, cell);
        }
}

/* Types that cannot be; and two stays, where nobody has them and all is counted by person: readers do not expect it. */
static void know_persons(const struct instance *in, struct naive_reader *reader)
{
    signed char never[TYPES_MAX] = {0};
    bool none = true;
    for (int m = 0; m < in->measures; m++)
        none = none && in->once[m];
    for (int type = 0; type < STAYS * STAYS; type++)
        none = none && !in->truth[type];
    for (int type = 0; type < STAYS * STAYS; type++)
        never[type] = none || !is_a_person(type);
    naive_tell(reader, never, (struct cell){CELL_SHOWN, 0});
}

/* ---- the property ---- */

static void check_target(const struct instance *in, const struct naive_reader *reader, const signed char *factors, uint64_t seed,
                         struct naive_findings *found)
{
    for (int type = 0; type < TYPES; type++)
        if (factors[type] < 0 && is_a_person(type))
            return;
    naive_check(reader, factors, in->truth, seed, found);
}

static void check_pairs(const struct instance *in, const struct naive_reader *reader, int sums, uint64_t seed,
                        struct naive_findings *found)
{
    for (int i = 0; i < sums; i++)
        for (int k = 0; k < sums; k++) {
            signed char left[TYPES_MAX] = {0};
            for (int type = 0; type < TYPES; type++)
                left[type] = (signed char)(reader->told[i].factors[type] - (k == i ? 0 : reader->told[k].factors[type]));
            check_target(in, reader, left, seed, found);
        }
}

static void play(uint64_t seed, struct naive_findings *found)
{
    struct instance in = {.random = {seed}};
    struct naive_reader reader = {.types = TYPES};
    struct item items[ITEMS_MAX];
    make_code_book(&in);
    make_people(&in);
    const int count = 2 + random_below(&in.random, ITEMS_MAX - 1);
    for (int i = 0; i < count; i++)
        items[i] = random_item(&in);
    count_all(&in);
    if (release(&in.world, "strict")) {
        found->released++;
        for (int i = 0; i < count; i++)
            read_item(&in, &items[i], &reader);
        const int sums = reader.count;
        know_persons(&in, &reader);
        check_pairs(&in, &reader, sums, seed, found);
    } else {
        found->refused++;
    }
    close_world(&in.world);
}

START_TEST(no_small_count_can_be_worked_out_from_persons_and_their_stays)
{
    naive_play_all(ROUNDS, play);
}
END_TEST

TEST_PROGRAM("protect: person properties", no_small_count_can_be_worked_out_from_persons_and_their_stays)
