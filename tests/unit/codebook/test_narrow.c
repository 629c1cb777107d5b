/* SPDX-License-Identifier: GPL-3.0-or-later
 * What follows from a relation for some of those it speaks of. */
#include "unit/codebook/fixtures.h"

static const char PERSONS[] =
    "::: measure persons_who_left\n"
    "title: Persons who left | Poistuneet henkilöt\n"
    "like: leavers\n"
    "once per: person_no\n"
    ":::\n"
    "\n"
    "::: relation flow\n";

static const char FLOW[] =
    "::: measure leavers\n"
    "title: Leavers | Poistuneet\n"
    "unit: persons | henkilöä\n"
    "count: cases\n"
    "counted: exited during the period\n"
    ":::\n"
    "\n"
    "::: measure women\n"
    "title: Women | Naiset\n"
    "like: clients\n"
    "where: gender = women\n"
    ":::\n"
    "\n"
    "::: relation flow\n"
    "that: clients = clients @previous + new - leavers\n"
    ":::\n"
    "\n"
    "::: check more_clients\n";

static const struct codebook *codebook_of(struct text bytes)
{
    const struct codebook_fixture f = codebook_read_bytes(bytes, CODEBOOK_DAY_2014);
    ck_no_fault(scratch.keep, f.diagnostics);
    diagnostics_free(f.diagnostics);
    return f.codebook;
}

/* The code book with minors defined so, and the relation. */
static struct text bytes_with(const char *where)
{
    const struct text line = text_format(scratch.keep, "where: %s\n", where);
    const struct text minors =
        marked_replace(scratch.keep, text_of(CODEBOOK_TEXT), TEXT("where: age < 18\n"), line);
    return marked_replace(scratch.keep, minors, TEXT("::: check more_clients\n"), text_of(FLOW));
}

static const struct codebook *codebook_with(const char *where)
{
    return codebook_of(bytes_with(where));
}

static const char *name_at(const struct codebook *codebook, int relation, size_t term)
{
    const struct relation_term *at = &codebook->relations[relation].terms[term];
    const struct text name = codebook->measures[at->measure].id;
    return text_to_c(scratch.keep, at->previous ? text_format(scratch.keep, "%.*s before", TEXT_ARGS(name)) : name);
}

START_TEST(a_relation_holds_for_those_who_meet_the_condition_of_some_measure)
{
    const struct codebook *codebook = codebook_with("age < 18");
    ck_assert_int_eq(codebook->relation_count, 1);
    ck_assert_int_eq(codebook->narrowed_count, 2);
    static const char *const expected[2][4] = {
        {"minors", "minors before", "new where age < 18", "leavers where age < 18"},
        {"women", "women before", "new where gender = women", "leavers where gender = women"},
    };
    for (int i = 0; i < 2; i++)
        for (size_t k = 0; k < 4; k++)
            ck_assert_str_eq(name_at(codebook, 1 + i, k), expected[i][k]);
    const int new_women = codebook->relations[2].terms[2].measure;
    ck_assert_uint_eq(codebook->measures[new_women].condition_count, 3); /* its own two, and the women */
    ck_assert_int_ge(new_women, codebook->measure_count);
    ck_assert_int_eq(codebook_measure(codebook, codebook->measures[new_women].id), NO_INDEX); /* nobody can ask for it */
}
END_TEST

START_TEST(some_grow_out_of_a_condition_about_ages_or_into_it)
{
    static const struct {
        const char *where;
        int narrowed, ageing;
    } cases[] = {
        {"age < 18", 2, 1},           /* minors now, and those who were minors, are those before and the new less the leavers */
        {"age >= 18", 2, -1},
        {"age = 15..17", 1, 0},       /* both: nothing follows */
        {"place = finland", 2, 0},
        {"gender = women", 1, 0},     /* the same as of women */
        {"admitted < 2014-01-01 and age < 18", 2, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct codebook *codebook = codebook_with(cases[i].where);
        ck_assert_msg(codebook->narrowed_count == cases[i].narrowed, "%s: %d", cases[i].where, codebook->narrowed_count);
        ck_assert_msg(codebook->relations[1].ageing == cases[i].ageing, "%s: %d", cases[i].where, codebook->relations[1].ageing);
        ck_assert_int_eq(codebook->relations[1].follows_from, 0);
    }
}
END_TEST

/* Clients are persons already; nobody counts new ones so, but with them it follows. */
START_TEST(what_is_said_of_stays_is_said_of_persons_where_some_measure_counts_them)
{
    const struct codebook *codebook =
        codebook_of(marked_replace(scratch.keep, bytes_with("age < 18"), TEXT("::: relation flow\n"), text_of(PERSONS)));
    static const char *const expected[] = {"clients", "clients before", "persons of new", "persons_who_left"};
    const struct measure_relation *last = &codebook->relations[codebook->narrowed_count];
    int of_persons = 0;
    for (int i = 0; i <= codebook->narrowed_count; i++)
        of_persons += codebook->relations[i].of_persons;
    ck_assert_int_eq(of_persons, 1); /* none of minors, whom nobody counts as persons who leave */
    ck_assert(last->of_persons);
    ck_assert_int_eq(last->follows_from, 0);
    for (size_t k = 0; k < 4; k++)
        ck_assert_str_eq(name_at(codebook, codebook->narrowed_count, k), expected[k]);
}
END_TEST

/* The order in which a relation is written down makes no difference. */
START_TEST(a_relation_of_stays_may_have_its_stock_anywhere)
{
    static const char *const orders[] = {"clients = new - leavers + clients @previous", "clients @previous = clients - new + leavers",
                                         "new = leavers - clients @previous + clients"};
    const struct text bytes = marked_replace(scratch.keep, bytes_with("age < 18"), TEXT("::: relation flow\n"), text_of(PERSONS));
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const struct codebook *codebook = codebook_of(
            marked_replace(scratch.keep, bytes, TEXT("clients = clients @previous + new - leavers"), text_of(orders[i])));
        ck_assert_int_eq(codebook->narrowed_count, 3); /* of minors, of women, of persons */
        ck_assert(codebook->relations[3].of_persons);
        ck_assert_uint_eq(codebook->relations[3].term_count, 4);
    }
}
END_TEST

TEST_PROGRAM_WITH("codebook/narrow", scratch_set_up, scratch_tear_down,
                  a_relation_holds_for_those_who_meet_the_condition_of_some_measure,
                  some_grow_out_of_a_condition_about_ages_or_into_it,
                  what_is_said_of_stays_is_said_of_persons_where_some_measure_counts_them,
                  a_relation_of_stays_may_have_its_stock_anywhere)
