/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a good code book means. */
#include "codebook/definition.h"
#include "unit/codebook/fixtures.h"

static const struct code_list *list_of(const struct codebook *codebook, const char *id)
{
    for (int i = 0; i < codebook->code_list_count; i++)
        if (text_equal(codebook->code_lists[i].id, text_of(id)))
            return &codebook->code_lists[i];
    ck_abort_msg("no list %s", id);
}

/* The category of a raw code on a day, as its id; "?" where the code is unknown. */
static struct text mapped(const struct code_list *list, const char *raw, struct date day)
{
    const int category = code_list_category(list, text_of(raw), date_to_day(day));
    return category == NO_INDEX ? TEXT("?") : list->categories[category].id;
}

static const struct date DAY = {2014, 6, 1};

START_TEST(the_head_names_the_book_and_its_languages)
{
    const struct codebook *codebook = codebook_small();
    ck_text(codebook->id, "small");
    ck_assert_uint_eq(codebook->language_count, 2);
    ck_assert_int_eq(codebook_language(codebook, TEXT("fi")), 1);
    ck_assert_int_eq(codebook_language(codebook, TEXT("sv")), NO_INDEX);
    ck_text(codebook->title.in[1], "Pieni koodikirja");
}
END_TEST

START_TEST(raw_codes_are_compared_byte_by_byte)
{
    const struct code_list *gender = list_of(codebook_small(), "gender");
    ck_text(mapped(gender, "F", DAY), "women");
    ck_text(mapped(gender, "2", DAY), "women");
    ck_text(mapped(gender, "1", DAY), "men");
    ck_text(mapped(gender, "f", DAY), "?");
    ck_text(mapped(gender, "02", DAY), "?");
    ck_text(mapped(gender, "", DAY), "not_stated");
}
END_TEST

START_TEST(every_list_ends_in_not_stated)
{
    const struct codebook *codebook = codebook_small();
    for (int i = 0; i < codebook->code_list_count; i++) {
        const struct code_list *list = &codebook->code_lists[i];
        ck_assert_int_eq(list->not_stated, list->category_count - 1);
        ck_text(list->categories[list->not_stated].id, "not_stated");
        ck_text(list->categories[list->not_stated].labels.in[1], "Ei tiedossa");
        ck_assert_int_eq(code_list_find(list, TEXT("not_stated")), list->not_stated);
    }
}
END_TEST

START_TEST(a_code_changes_its_meaning_on_the_day_that_is_written)
{
    const struct code_list *form = list_of(codebook_small(), "form");
    ck_text(mapped(form, "30", (struct date){1950, 1, 1}), "other");
    ck_text(mapped(form, "30", (struct date){2012, 12, 31}), "other");
    ck_text(mapped(form, "30", (struct date){2013, 1, 1}), "sexual");
    ck_text(mapped(form, "30", (struct date){2100, 1, 1}), "sexual");
    ck_text(mapped(form, "10", (struct date){2012, 12, 31}), "sexual");
    const struct codebook_fixture strict = codebook_changed("unknown: other", "unknown: error");
    const struct code_list *known = list_of(strict.codebook, "form");
    ck_text(mapped(known, "30", (struct date){2012, 12, 31}), "other");
    ck_text(mapped(known, "30", (struct date){2013, 1, 1}), "sexual");
    ck_text(mapped(known, "99", (struct date){2013, 1, 1}), "?");
    diagnostics_free(strict.diagnostics);
    /* its labels are those of the row that named the category first */
    ck_text(form->categories[code_list_find(form, TEXT("other"))].labels.in[0], "Other");
}
END_TEST

/* The same in a file as in a table of codes: several codes in a cell, later rows without names, times, the star. */
START_TEST(a_list_file_may_hold_any_codes)
{
    static const char *const files[] = {
        "raw,category,en,fi,valid,note\n\"F, 2\",women,Women,Naiset,,x\nM,men,\"Men, \"\"M\"\"\",Miehet,..2012-12-31,\n"
        "M,women,,,2013-01-01..,\n(empty),men,,,,\n",
        "valid;fi;en;category;raw\r\n;Naiset;Women;women;F, 2\r\n..2012-12-31;Miehet;\"Men, \"\"M\"\"\";men;M\r\n"
        "2013-01-01..;;;women;M\r\n;;;men;(empty)\r\n"};
    for (size_t i = 0; i < 2; i++) {
        scratch_write("gender.csv", text_of(files[i]));
        const struct codebook_fixture f = codebook_changed(
            "unknown: error\n| raw | category | en | fi |\n|-----|----------|----|----|\n| F, 2 | women | Women | Naiset |\n"
            "| M, 1 | men | Men | Miehet |\n",
            "file: gender.csv\n| raw | category | en | fi |\n|---|---|---|---|\n| 1 | men | | |\n");
        ck_no_fault(scratch.keep, f.diagnostics);
        const struct code_list *gender = list_of(f.codebook, "gender");
        ck_assert_int_eq(gender->category_count, 3);
        ck_text(gender->categories[1].labels.in[0], "Men, \"M\"");
        ck_text(mapped(gender, "2", DAY), "women");
        ck_text(mapped(gender, "M", DAY), "women");
        ck_text(mapped(gender, "M", (struct date){2012, 12, 31}), "men");
        ck_text(mapped(gender, "1", DAY), "men");
        ck_text(mapped(gender, "", DAY), "men");
        ck_text(mapped(gender, "3", DAY), "?");
        diagnostics_free(f.diagnostics);
    }
}
END_TEST

START_TEST(faults_of_a_list_file_have_their_lines)
{
    static const struct {
        const char *bytes, *code;
        unsigned line;
    } cases[] = {{"raw,category,en\nF,women,Women\n", "E120", 1},
                 {"category,en,fi\nwomen,Women,Naiset\n", "E120", 1},
                 {"raw,category,en,fi,vaild\nF,women,Women,Naiset,\n", "E121", 1},
                 {"raw,category,en,fi\nF,women,Women,Naiset\nM,men,Men\n", "E117", 3},
                 {"raw,category,en,fi\nF,women,Women, all of them,Naiset\n", "E117", 2},
                 {"raw,category,en,fi\nF,women,Women,Naiset\nF,men,Men,Miehet\n", "E141", 3},
                 {"raw,category,en,fi\nF,women,Women,\n", "E145", 2},
                 {"raw,category,en,fi\nF,the women,Women,Naiset\n", "E112", 2},
                 {"raw,category,en,fi,valid\nF,women,Women,Naiset,2013\n", "E142", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scratch_write("gender.csv", text_of(cases[i].bytes));
        const struct codebook_fixture f = codebook_changed(
            "unknown: error\n| raw | category | en | fi |\n|-----|----------|----|----|\n| F, 2 | women | Women | Naiset |\n"
            "| M, 1 | men | Men | Miehet |\n", "file: gender.csv\n");
        size_t count;
        const struct diagnostic *found = diagnostics_sorted(f.diagnostics, &count);
        size_t at = 0;
        while (at < count && !strstr(found[at].place.path, "gender.csv"))
            at++;
        ck_assert_msg(at < count, "%s", cases[i].bytes);
        ck_assert_str_eq(diagnostic_name(found[at].code), cases[i].code);
        ck_assert_uint_eq(found[at].place.line, cases[i].line);
        diagnostics_free(f.diagnostics);
    }
}
END_TEST

/* Of the list `form`, between the ends of two years; "" where there is no change. */
static struct text change_of(const struct codebook *codebook, const int *of, int count, int after, int until)
{
    const struct classes classes = {of, count, true};
    const struct day_span span = {date_to_day((struct date){after, 12, 31}), date_to_day((struct date){until, 12, 31})};
    date_day day;
    struct text_builder b = {0};
    if (code_list_break(list_of(codebook, "form"), &classes, &span, scratch.keep, &day))
        date_add_iso(&b, day);
    const struct text found = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    return found;
}

/* From 2013 on, 30 is sexual and no longer other: within a class of both nothing changes. */
START_TEST(a_classification_changes_where_a_code_moves_to_another_class)
{
    static const int both[] = {0, 1, 0, 2}, apart[] = {0, 1, 1, 2};
    const struct codebook *codebook = codebook_small();
    ck_text(change_of(codebook, NULL, 4, 2011, 2014), "2013-01-01");
    ck_text(change_of(codebook, NULL, 4, 2012, 2013), "2013-01-01");
    ck_text(change_of(codebook, NULL, 4, 2013, 2014), "");
    ck_text(change_of(codebook, NULL, 4, 2010, 2012), "");
    ck_text(change_of(codebook, both, 3, 2011, 2014), "");
    ck_text(change_of(codebook, apart, 3, 2011, 2014), "2013-01-01");
}
END_TEST

/* A category that begins or ends is a change; a code that ends while its category goes on is none, nor is one of a category
 * that takes all other codes. */
START_TEST(a_classification_changes_where_a_category_begins_or_ends)
{
    struct codebook_fixture f = codebook_changed("| 20 | labour |", "| 21 | new | New | Uusi | 2012-07-01.. |\n| 20 | labour |");
    ck_text(change_of(f.codebook, NULL, 5, 2011, 2012), "2012-07-01");
    diagnostics_free(f.diagnostics);
    f = codebook_changed("| 20 | labour | Workforce exploitation | Työvoiman hyväksikäyttö | |",
                         "| 20 | labour | W | T | ..2010-05-31 |");
    ck_text(change_of(f.codebook, NULL, 4, 2009, 2011), "2010-06-01");
    diagnostics_free(f.diagnostics);
    f = codebook_changed("| 20 | labour | Workforce exploitation | Työvoiman hyväksikäyttö | |",
                         "| 20 | labour | W | T | |\n| 22 | labour | | | ..2010-05-31 |\n| 91 | other | | | 2010-03-01.. |");
    ck_text(change_of(f.codebook, NULL, 4, 2009, 2011), "");
    diagnostics_free(f.diagnostics);
}
END_TEST

/* a and b became ab and that c; x became y and z; k and n became l and m between them. */
START_TEST(categories_are_followed_where_one_became_several_or_several_one)
{
    static const char *const stands_for[] = {"c", "c", "c", "c", "x", "x", "x", "k", "n", "l", "m", "not_stated"};
    const struct codebook_fixture f = codebook_changed(
        "::: codes place",
        "::: codes trade\ntitle: T | T\n| raw | category | en | fi | valid | becomes |\n|-|-|-|-|-|-|\n"
        "| 1 | a | A | A | ..2010-12-31 | ab |\n| 2 | b | B | B | ..2010-12-31 | ab |\n"
        "| 3 | ab | AB | AB | 2011-01-01..2014-12-31 | c |\n| 4 | c | C | C | 2015-01-01.. | |\n"
        "| 5 | x | X | X | ..2014-12-31 | y, z |\n| 6 | y | Y | Y | 2015-01-01.. | |\n| 7 | z | Z | Z | 2015-01-01.. | |\n"
        "| 8 | k | K | K | ..2014-12-31 | l, m |\n| 9 | n | N | N | ..2014-12-31 | l |\n"
        "| 10 | l | L | L | 2015-01-01.. | |\n| 11 | m | M | M | 2015-01-01.. | |\n:::\n\n::: codes place");
    const struct code_list *list = list_of(f.codebook, "trade");
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_ERROR), 0);
    ck_assert_int_eq(list->category_count, 12);
    const int *found = code_list_over_time(list, scratch.keep);
    for (int i = 0; i < list->category_count; i++)
        ck_text(list->categories[found[i]].id, stands_for[i]);
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(empty_cells_unknown_codes_and_the_star_go_where_the_list_says)
{
    const struct codebook *codebook = codebook_small();
    const struct code_list *form = list_of(codebook, "form"), *place = list_of(codebook, "place");
    ck_text(mapped(form, "", DAY), "other");
    ck_text(mapped(form, "90", DAY), "other");
    ck_text(mapped(form, "99", DAY), "other");
    ck_text(mapped(place, "FI", DAY), "finland");
    ck_text(mapped(place, "whatever", DAY), "abroad");
    ck_text(mapped(place, "", DAY), "not_stated");
    ck_assert_int_eq(list_of(codebook, "gender")->unknown, UNKNOWN_IS_ERROR);
}
END_TEST

START_TEST(a_list_serves_the_editions_it_is_for)
{
    const struct text two =
        marked_replace(scratch.keep, text_of(CODEBOOK_TEXT), TEXT("::: codes gender\ntitle: Gender | Sukupuoli\n"),
                       TEXT("::: codes gender\ntitle: Old | Vanha\neditions: ..2012H2\n| raw | category | en | fi |\n| "
                            "X | all | All | Kaikki |\n:::\n"
                            "::: codes gender\ntitle: Gender | Sukupuoli\neditions: 2013H1..2014H2\n"));
    const struct codebook_fixture before = codebook_read_bytes(two, date_to_day((struct date){2012, 12, 31}));
    ck_text(list_of(before.codebook, "gender")->title.in[0], "Old");
    const struct codebook_fixture after = codebook_read_bytes(two, date_to_day((struct date){2013, 1, 1}));
    ck_text(list_of(after.codebook, "gender")->title.in[0], "Gender");
    ck_no_fault(scratch.keep, after.diagnostics);
    const struct codebook_fixture last = codebook_read_bytes(two, date_to_day((struct date){2014, 12, 31}));
    ck_no_fault(scratch.keep, last.diagnostics);
    /* neither list serves 2015: then the source's column has no list, of which the measures say nothing more */
    const struct codebook_fixture later = codebook_read_bytes(two, date_to_day((struct date){2015, 6, 30}));
    ck_assert_uint_eq(diagnostics_count(later.diagnostics, SEVERITY_ERROR), 1);
    /* of a period that nobody knows nothing is said */
    const struct codebook_fixture unknown = codebook_read_bytes(two, DATE_OPEN_TO);
    ck_no_fault(scratch.keep, unknown.diagnostics);
    diagnostics_free(unknown.diagnostics);
    diagnostics_free(before.diagnostics);
    diagnostics_free(after.diagnostics);
    diagnostics_free(last.diagnostics);
    diagnostics_free(later.diagnostics);
}
END_TEST

static int sheets_of(const char *editions, date_day period_last)
{
    const struct text bytes = text_format(scratch.keep,
                                          "%s\n::: sheet extra\ntitle: Extra | Lisää\naudience: public\n%s"
                                          "show: clients by gender\n:::\n",
                                          CODEBOOK_TEXT, editions);
    const struct codebook_fixture read = codebook_read_bytes(bytes, period_last);
    ck_no_fault(scratch.keep, read.diagnostics);
    diagnostics_free(read.diagnostics);
    return read.codebook->sheet_count;
}

START_TEST(a_sheet_stands_in_the_reports_it_is_for)
{
    const date_day half = date_to_day((struct date){2014, 6, 30});
    ck_assert_int_eq(sheets_of("", half), 1);
    ck_assert_int_eq(sheets_of("editions: 2014H1..\n", half), 1);
    ck_assert_int_eq(sheets_of("editions: 2014H2..\n", half), 0);
    ck_assert_int_eq(sheets_of("editions: 2014H2..\n", CODEBOOK_DAY_2014), 1);
    ck_assert_int_eq(sheets_of("editions: ..2014H1\n", CODEBOOK_DAY_2014), 0);
}
END_TEST

START_TEST(a_list_file_gives_three_codes_for_each_land_and_its_names)
{
    const struct code_list *nationality = list_of(codebook_small(), "nationality");
    static const char *const raw[] = {"VN", "VNM", "704"};
    for (size_t i = 0; i < 3; i++)
        ck_text(mapped(nationality, raw[i], DAY), "VN");
    ck_text(nationality->categories[code_list_find(nationality, TEXT("VN"))].labels.in[0], "Viet Nam, Republic");
    ck_text(nationality->categories[code_list_find(nationality, TEXT("AE"))].labels.in[0], "The \"Emirates\"");
    ck_text(nationality->categories[code_list_find(nationality, TEXT("FI"))].labels.in[1], "Suomi");
    ck_text(mapped(nationality, "XX", DAY), "stateless");
    ck_text(mapped(nationality, "SF", DAY), "FI");
    ck_assert_int_eq(nationality->category_count, 6);
}
END_TEST

START_TEST(groups_take_categories_and_areas_but_not_what_they_except)
{
    const struct codebook *codebook = codebook_small();
    const int clients = codebook_measure(codebook, TEXT("clients"));
    const struct dimension *region = &codebook->dimensions[codebook_dimension(codebook, clients, TEXT("region"))];
    const int parent = codebook_dimension(codebook, clients, TEXT("nationality"));
    static const char *const expected[][2] = {{"FI", "europe"}, {"NG", "rest"},        {"VN", "asia"},
                                              {"AE", "rest"},   {"stateless", "rest"}, {"not_stated", "not_stated"}};
    ck_assert_int_eq(region->parent, parent);
    ck_assert_int_eq(region->category_count, 4);
    ck_text(region->title.in[1], "Alue");
    ck_text(region->categories[0].labels.in[1], "Eurooppa");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const int member = code_list_find(list_of(codebook, "nationality"), text_of(expected[i][0]));
        ck_text(region->categories[region->group_of[member]].id, expected[i][1]);
    }
}
END_TEST

START_TEST(code_columns_and_groups_are_variables_and_nothing_else)
{
    const struct codebook *codebook = codebook_small();
    static const char *const expected[] = {"gender", "nationality", "form", "place", "region"};
    ck_assert_int_eq(codebook->dimension_count, 5);
    for (int i = 0; i < 5; i++) {
        ck_text(codebook->dimensions[i].id, expected[i]);
        ck_assert_int_eq(codebook_dimension(codebook, 0, text_of(expected[i])), i);
    }
    ck_assert_int_eq(codebook_dimension(codebook, 0, TEXT("birth_year")), NO_INDEX);
    ck_assert_int_eq(codebook_dimension(codebook, codebook_measure(codebook, TEXT("children")), TEXT("gender")),
                     NO_INDEX);
}
END_TEST

START_TEST(a_source_says_where_rows_come_from)
{
    const struct codebook *codebook = codebook_small();
    const struct source_table *cases = &codebook->sources[0];
    ck_assert_int_eq(codebook->source_count, 1);
    ck_assert_uint_eq(cases->file_count, 2);
    ck_text(cases->files[1], "more.csv");
    ck_assert_uint_eq(cases->missing_count, 2);
    ck_text(cases->missing[1], "n/a");
    ck_text(cases->columns[cases->key].id, "case_no");
    ck_text(cases->columns[cases->person].id, "person_no");
    ck_text(cases->columns[cases->starts].id, "admitted");
    ck_text(cases->columns[cases->ends].id, "exited");
    ck_assert(cases->date_forms[DATE_DMY] && !cases->date_forms[DATE_ISO]);
    ck_assert_uint_eq(cases->columns[0].heading_count, 2);
    ck_text(cases->columns[0].headings[1], "case_no");
    ck_assert(cases->columns[2].needed && !cases->columns[6].needed);
    ck_assert_int_eq(cases->columns[8].type, COLUMN_YES_NO);
}
END_TEST

START_TEST(a_stock_is_counted_at_a_day_and_a_flow_in_a_period)
{
    const struct codebook *codebook = codebook_small();
    const struct measure *clients = &codebook->measures[0], *new = &codebook->measures[2];
    ck_assert_int_eq(clients->kind, MEASURE_STOCK);
    ck_assert(!clients->until_counts);
    ck_text(codebook->sources[0].columns[clients->from].id, "admitted");
    ck_text(codebook->sources[0].columns[clients->until].id, "exited");
    ck_text(codebook->sources[0].columns[clients->once_per].id, "person_no");
    ck_text(clients->unit.in[1], "henkilöä");
    ck_assert_int_eq(new->kind, MEASURE_FLOW);
    ck_text(codebook->sources[0].columns[new->date].id, "admitted");
    ck_assert_int_eq(new->once_per, NO_INDEX);
    ck_text(new->note.in[0], "Extended stays are left out.");
    ck_assert_int_eq(codebook->measures[3].kind, MEASURE_TYPED_IN);
    ck_assert_int_eq(codebook->measures[3].source, NO_INDEX);
}
END_TEST

START_TEST(a_measure_like_another_narrows_it)
{
    const struct codebook *codebook = codebook_small();
    const struct measure *clients = &codebook->measures[0], *minors = &codebook->measures[1];
    ck_assert_int_eq(minors->like, 0);
    ck_assert_int_eq(minors->kind, MEASURE_STOCK);
    ck_assert_int_eq(minors->from, clients->from);
    ck_assert_int_eq(minors->once_per, clients->once_per);
    ck_text(minors->unit.in[0], "persons");
    ck_text(minors->title.in[0], "Minors");
    ck_assert_uint_eq(clients->condition_count, 0);
    ck_assert_uint_eq(minors->condition_count, 1);
    ck_assert_int_eq(minors->conditions[0].kind, CONDITION_AGE);
    ck_assert_uint_eq(minors->conditions[0].ranges.count, 1);
    ck_assert_int_eq(minors->conditions[0].ranges.items[0].low, RANGE_LOWEST);
    ck_assert_int_eq(minors->conditions[0].ranges.items[0].high, 17);
    ck_text(codebook->sources[0].columns[minors->conditions[0].column].id, "birth_year");
}
END_TEST

/* Minors are like clients, and are none the less something else. */
START_TEST(what_a_thing_is_stands_with_it_alone)
{
    struct text bytes = text_of(CODEBOOK_TEXT);
    static const char *const more[][2] = {
        {"title: Clients | Asiakkaat\n", "title: Clients | Asiakkaat\ndefinition: Who is there. |\n  Ne, jotka ovat.\n"},
        {"title: Gender | Sukupuoli\n", "title: Gender | Sukupuoli\ndefinition: By register. | Rekisterin mukaan.\n"},
        {"title: Region | Alue\n", "title: Region | Alue\ndefinition: Of the state. | Valtion.\n"},
        {"::: source cases\n", "::: source cases\ntitle: The register | Rekisteri\ndefinition: All stays. | Kaikki.\n"},
    };
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        bytes = marked_replace(scratch.keep, bytes, text_of(more[i][0]), text_of(more[i][1]));
    const struct codebook_fixture f = codebook_read_bytes(bytes, CODEBOOK_DAY_2014);
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_text(f.codebook->measures[0].definition.in[0], "Who is there.");
    ck_text(f.codebook->measures[0].definition.in[1], "Ne, jotka ovat.");
    ck_text(f.codebook->measures[1].definition.in[0], "");
    ck_text(f.codebook->dimensions[codebook_dimension(f.codebook, 0, TEXT("gender"))].definition.in[1], "Rekisterin mukaan.");
    ck_text(f.codebook->dimensions[codebook_dimension(f.codebook, 0, TEXT("region"))].definition.in[0], "Of the state.");
    ck_text(f.codebook->dimensions[codebook_dimension(f.codebook, 0, TEXT("nationality"))].definition.in[0], "");
    ck_text(f.codebook->sources[0].title.in[1], "Rekisteri");
    ck_text(f.codebook->sources[0].definition.in[0], "All stays.");
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(where_joins_terms_of_several_kinds)
{
    const struct codebook *codebook = codebook_small();
    const struct measure *new = &codebook->measures[2];
    ck_assert_uint_eq(new->condition_count, 2);
    ck_assert_int_eq(new->conditions[0].kind, CONDITION_YES);
    ck_assert(new->conditions[0].negated);
    ck_assert_int_eq(new->conditions[1].kind, CONDITION_CATEGORIES);
    ck_assert(!new->conditions[1].negated);
    ck_assert(new->conditions[1].categories[0] && new->conditions[1].categories[1] &&
              !new->conditions[1].categories[2]);
}
END_TEST

/* As the fixture has them, with `like` followed: minors are clients, by birth year. */
START_TEST(a_definition_goes_back_into_words)
{
    static const struct {
        const char *counted, *where;
    } expected[] = {{"from admitted until exited", ""},
                    {"from admitted until exited", "age < 18 and extension = yes and gender != women"},
                    {"admitted during the period", "extension != yes and gender = women, men"},
                    {"", ""}};
    const struct codebook_fixture f = codebook_changed(
        "where: age < 18\n", "where: age < 18 and extension = yes and gender != women\n");
    ck_no_fault(scratch.keep, f.diagnostics);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        struct text_builder counted = {0}, where = {0};
        definition_add_counted(f.codebook, &f.codebook->measures[i], &counted);
        definition_add_where(&f.codebook->measures[i], &where);
        ck_text(text_built(&counted), expected[i].counted);
        ck_text(text_built(&where), expected[i].where);
        text_builder_done(&counted);
        text_builder_done(&where);
    }
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(where_may_go_on_over_lines_and_has_as_many_terms_as_it_needs)
{
    struct text_builder b = {0};
    text_add_c(&b, "where: age<18");
    for (int i = 0; i < 30; i++)
        text_add_format(&b, " and\n  age <= %d", 40 - i);
    text_add_c(&b, "\n  and gender =\n  women\n");
    const struct codebook_fixture f =
        codebook_changed("where: age < 18\n", text_copy(scratch.keep, text_built(&b)).ptr);
    text_builder_done(&b);
    ck_no_fault(scratch.keep, f.diagnostics);
    const struct measure *minors = &f.codebook->measures[1];
    ck_assert_uint_eq(minors->condition_count, 32);
    ck_assert_int_eq(minors->conditions[30].ranges.items[0].high, 11);
    ck_assert(minors->conditions[31].categories[0] && !minors->conditions[31].categories[1]);
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(through_counts_the_last_day_too)
{
    const struct codebook_fixture f =
        codebook_changed("in system: from admitted until exited", "in system:  from admitted\n  through  exited");
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_assert(f.codebook->measures[0].until_counts);
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(a_label_over_several_lines_is_one_line)
{
    const struct codebook_fixture f =
        codebook_changed("note: Extended stays are left out. | Jatkettuja ei lasketa.",
                         "note: Extended stays\n  are left out.\n  | Jatkettuja\n  ei lasketa.");
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_text(f.codebook->measures[2].note.in[0], "Extended stays are left out.");
    ck_text(f.codebook->measures[2].note.in[1], "Jatkettuja ei lasketa.");
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(one_text_serves_all_languages)
{
    const struct codebook_fixture f = codebook_changed("title: Minors | Alaikäiset", "title: M");
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_text(f.codebook->measures[1].title.in[0], "M");
    ck_text(f.codebook->measures[1].title.in[1], "M");
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(a_policy_says_what_may_be_published)
{
    const struct codebook *codebook = codebook_small();
    const struct policy *public = &codebook->policies[codebook_policy(codebook, TEXT("public"))];
    ck_assert_int_eq(public->threshold, 5);
    ck_assert_int_eq(public->percent_base_min, 20);
    ck_assert_int_eq(public->small_parts, SMALL_PARTS_JOIN);
    ck_text(public->exact_dates, "latest clients.admitted; earliest clients.admitted: year; latest new.admitted: year");
    ck_assert(public->is_open);
    ck_text(public->hidden_text.in[1], "ei julkaista");
    ck_text(public->symbol, "[c]");
    ck_assert(!public->may_leak);
    const struct policy *old = &codebook->policies[codebook_policy(codebook, TEXT("as-published"))];
    ck_assert_int_eq(old->threshold, 1);
    ck_assert_int_eq(old->small_parts, SMALL_PARTS_HIDE);
    ck_assert_int_eq(old->percent_base_min, 0);
    ck_assert(old->may_leak);
    ck_text(old->mark.in[1], "Jäljennös");
    ck_text(old->symbol, "[c]");
    ck_assert_int_eq(codebook_policy(codebook, TEXT("nobody")), NO_INDEX);
}
END_TEST

START_TEST(a_check_is_a_condition_that_warns_or_stops)
{
    const struct codebook *codebook = codebook_small();
    ck_assert_int_eq(codebook->check_count, 1);
    ck_text(codebook->checks[0].that, "clients > minors");
    ck_assert(!codebook->checks[0].is_error);
    ck_assert(codebook->checks[0].that.ptr > codebook->source.bytes.ptr);
}
END_TEST

START_TEST(line_ends_and_byte_order_marks_change_nothing)
{
    struct text_builder b = {0};
    text_add_c(&b, "\xEF\xBB\xBF");
    for (const char *c = CODEBOOK_TEXT; *c; c++) {
        if (*c == '\n')
            text_add_byte(&b, '\r');
        text_add_byte(&b, *c);
    }
    const struct codebook_fixture f = codebook_read_bytes(text_built(&b), CODEBOOK_DAY_2014);
    text_builder_done(&b);
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_assert_int_eq(f.codebook->measure_count, 4);
    ck_text(mapped(list_of(f.codebook, "form"), "30", (struct date){2013, 1, 1}), "sexual");
    ck_text(f.codebook->policies[1].mark.in[1], "Jäljennös");
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_an_error)
{
    const struct codebook *codebook;
    struct diagnostics *diagnostics = diagnostics_new();
    ck_assert(!codebook_read(scratch_in("none"), 0, scratch.keep, diagnostics, &codebook, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_INPUT);
    scratch.err = (struct error){0};
    const char *path = scratch_write(
        "b.md", marked_replace(scratch.keep, text_of(CODEBOOK_TEXT), TEXT("lands.csv"), TEXT("none.csv")));
    /* a list that is not there is a fault of the code book, which is read to its end */
    ck_assert(codebook_read(path, CODEBOOK_DAY_2014, scratch.keep, diagnostics, &codebook, &scratch.err));
    size_t count;
    const struct diagnostic *found = diagnostics_sorted(diagnostics, &count);
    ck_assert_uint_eq(count, 1);
    ck_text(found[0].words, "'none.csv' leads to nothing that can be read");
    ck_assert_int_eq(codebook->policy_count, 2);
    diagnostics_free(diagnostics);
}
END_TEST

TEST_PROGRAM_WITH("codebook/codebook", scratch_set_up, scratch_tear_down, the_head_names_the_book_and_its_languages,
                  raw_codes_are_compared_byte_by_byte, every_list_ends_in_not_stated,
                  a_code_changes_its_meaning_on_the_day_that_is_written,
                  a_list_file_may_hold_any_codes, faults_of_a_list_file_have_their_lines,
                  a_classification_changes_where_a_code_moves_to_another_class,
                  a_classification_changes_where_a_category_begins_or_ends,
                  categories_are_followed_where_one_became_several_or_several_one,
                  empty_cells_unknown_codes_and_the_star_go_where_the_list_says,
                  a_list_serves_the_editions_it_is_for, a_sheet_stands_in_the_reports_it_is_for,
                  a_list_file_gives_three_codes_for_each_land_and_its_names,
                  groups_take_categories_and_areas_but_not_what_they_except,
                  code_columns_and_groups_are_variables_and_nothing_else, a_source_says_where_rows_come_from,
                  a_stock_is_counted_at_a_day_and_a_flow_in_a_period, a_measure_like_another_narrows_it, what_a_thing_is_stands_with_it_alone,
                  where_joins_terms_of_several_kinds, a_definition_goes_back_into_words,
                  where_may_go_on_over_lines_and_has_as_many_terms_as_it_needs,
                  through_counts_the_last_day_too, a_label_over_several_lines_is_one_line,
                  one_text_serves_all_languages, a_policy_says_what_may_be_published,
                  a_check_is_a_condition_that_warns_or_stops, line_ends_and_byte_order_marks_change_nothing,
                  a_file_that_is_not_there_is_an_error)
