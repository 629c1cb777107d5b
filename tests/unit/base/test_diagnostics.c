/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places, words, order and repeats of diagnostics. */
#include "base/diagnostics.h"

#include <string.h>

#include "unit/base/check_text.h"
#include "unit/base/fixture.h"

static struct diagnostics *diagnostics;

static void set_up(void)
{
    diagnostics = diagnostics_new();
}

static void tear_down(void)
{
    diagnostics_free(diagnostics);
    diagnostics_free(NULL);
}

static struct source source_of(const char *path, const char *bytes)
{
    return (struct source){.path = path, .bytes = text_of(bytes)};
}

/* The only diagnostic, as it is printed. */
static struct text_builder printed;

static struct text print(size_t index)
{
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    ck_assert_uint_lt(index, count);
    printed.len = 0;
    diagnostic_format(&items[index], &printed);
    return text_built(&printed);
}

START_TEST(a_place_counts_lines_and_characters_from_one)
{
    const struct source source = source_of("f", "a\näöü€b\n\nlast");
    const struct place first = source_place(&source, 0, 1);
    ck_assert_uint_eq(first.line, 1);
    ck_assert_uint_eq(first.column, 1);
    ck_assert_uint_eq(first.width, 1);
    ck_text(first.line_text, "a");
    /* the euro sign stands behind three letters of two bytes each, itself three bytes long */
    const struct place euro = source_place(&source, 2 + 6, 3 + 1);
    ck_assert_uint_eq(euro.line, 2);
    ck_assert_uint_eq(euro.column, 4);
    ck_assert_uint_eq(euro.width, 2);
    ck_text(euro.line_text, "äöü€b");
    const struct place end = source_place(&source, source.bytes.len, 0);
    ck_assert_uint_eq(end.line, 4);
    ck_assert_uint_eq(end.column, 5);
    ck_assert_uint_eq(end.width, 0);
    ck_text(end.line_text, "last");
}
END_TEST

START_TEST(a_place_over_several_lines_is_marked_to_the_end_of_its_first)
{
    const struct source lf = source_of("f", "one {{two\nthree}} four\n"),
                        crlf = source_of("f", "one {{two\r\nthree}} four\r\n");
    ck_assert_uint_eq(source_place(&lf, 4, 13).width, 5);
    ck_assert_uint_eq(source_place(&crlf, 4, 14).width, 5);
    ck_text(source_place(&crlf, 4, 14).line_text, "one {{two");
    ck_assert_uint_eq(source_place_of(&crlf, text_slice(crlf.bytes, 11, 16)).line, 2);
}
END_TEST

START_TEST(a_diagnostic_is_printed_like_that_of_a_good_compiler)
{
    const struct source source =
        source_of("situation.en.md", "---\nÄäkkösiä: {{clients gender=wommen: percent}} and more\n");
    const size_t at = text_find(source.bytes, TEXT("wommen"));
    diagnose(diagnostics, DIAG_E205, source_place(&source, at, 6), TEXT("wommen"), TEXT("gender"),
             TEXT("did you mean 'women'?"));
    ck_text(print(0), "situation.en.md:2:28: error[E205]: 'wommen' is not a category of 'gender'\n"
                      "    2 | Ääkkösiä: {{clients gender=wommen: percent}} and more\n"
                      "      |                            ^^^^^^ did you mean 'women'?\n");
}
END_TEST

START_TEST(carets_stand_under_a_line_with_tabs)
{
    const struct source source = source_of("f", "\ta\tbad\n");
    diagnose(diagnostics, DIAG_W101, source_place(&source, 3, 3), TEXT_EMPTY);
    ck_text_holds(print(0), "      | \t \t^^^ use a placeholder");
}
END_TEST

START_TEST(a_hint_whose_arguments_are_empty_is_left_out)
{
    const struct source source = source_of("f", "gendr\n");
    const struct place place = source_place(&source, 0, 5);
    diagnose(diagnostics, DIAG_E106, place, TEXT("gendr"), TEXT_EMPTY);
    ck_text(print(0), "f:1:1: error[E106]: there is no kind of block called 'gendr'\n    1 | gendr\n      | ^^^^^\n");
    diagnose(diagnostics, DIAG_E106, source_place(&source, 1, 1), TEXT("endr"));
    ck_text(print(1), "f:1:2: error[E106]: there is no kind of block called 'endr'\n    1 | gendr\n      |  ^\n");
}
END_TEST

START_TEST(a_place_in_an_export_has_no_text)
{
    const struct place place = {.path = "cases.csv", .line = 17, .column = 3};
    diagnose(diagnostics, DIAG_E504, place, TEXT("gender"), TEXT("column 2, headed 'Gender'"));
    ck_text(print(0), "cases.csv:17:3: error[E504]: unknown code in 'gender' (column 2, headed 'Gender')\n"
                      "      add it to the code list, or have the export mended\n");
}
END_TEST

START_TEST(a_diagnostic_without_a_place_is_words_only)
{
    diagnose(diagnostics, DIAG_E515, (struct place){0}, TEXT_EMPTY);
    ck_text(print(0), "error[E515]: the file is empty\n");
}
END_TEST

START_TEST(twenty_of_a_kind_are_kept_and_the_others_counted)
{
    for (uint32_t line = 1; line <= 25; line++) {
        const struct place place = {.path = "a.csv", .line = line, .column = 2 + line % 3};
        diagnose(diagnostics, DIAG_E504, place, TEXT("gender"));
    }
    const struct place elsewhere = {.path = "a.csv", .line = 1, .column = 5},
                       other = {.path = "b.csv", .line = 1, .column = 2};
    diagnose(diagnostics, DIAG_E504, elsewhere, TEXT("place"));
    diagnose(diagnostics, DIAG_E504, other, TEXT("gender"));
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    ck_assert_uint_eq(count, 22);
    ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_ERROR), 27);
    uint64_t repeats = 0;
    for (size_t i = 0; i < count; i++)
        repeats += items[i].repeats;
    ck_assert_uint_eq(repeats, 5);
    ck_assert_uint_eq(items[20].place.line, 20);
    ck_text_holds(print(20), "(and 5 more of the same in this column)");
}
END_TEST

static void add_at(const char *path, uint32_t line, uint32_t column, enum diagnostic_code code)
{
    diagnose(diagnostics, code, ((struct place){.path = path, .line = line, .column = column}), TEXT("x"));
}

START_TEST(what_has_been_said_of_a_place_is_not_said_again)
{
    const struct place place = {.path = "f", .line = 2, .column = 3}, next = {.path = "f", .line = 2, .column = 4};
    size_t count;
    diagnose(diagnostics, DIAG_E504, place, TEXT("gender"));
    diagnose(diagnostics, DIAG_E504, place, TEXT("gender"));
    diagnose(diagnostics, DIAG_E504, place, TEXT("place"));
    diagnose(diagnostics, DIAG_E504, next, TEXT("gender"));
    diagnose(diagnostics, DIAG_E505, place, TEXT("gender"));
    diagnostics_sorted(diagnostics, &count);
    ck_assert_uint_eq(count, 4);
    ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_ERROR), 4);
}
END_TEST

/* Also of those that are only counted: 25 lines, 20 of them kept. */
START_TEST(what_was_only_counted_is_not_counted_again)
{
    for (int time = 0; time < 2; time++) {
        for (uint32_t line = 1; line <= 25; line++)
            add_at("a.csv", line, 2, DIAG_E504);
        ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_ERROR), 25);
        ck_text_holds(print(19), "(and 5 more of the same in this column)");
    }
    add_at("a.csv", 26, 2, DIAG_E504);
    ck_text_holds(print(19), "(and 6 more of the same in this column)");
}
END_TEST

/* Each with those before it would be eighty thousand million comparisons: the test's time would be up. */
START_TEST(many_faults_are_collected_in_the_time_of_few)
{
    size_t count;
    for (uint32_t column = 1; column <= 400000; column++)
        diagnose(diagnostics, DIAG_E504, ((struct place){"a.md", 1, column, 1, TEXT("x")}), TEXT("x"));
    diagnostics_sorted(diagnostics, &count);
    ck_assert_uint_eq(count, 400000);
}
END_TEST

START_TEST(diagnostics_come_by_file_as_first_seen_then_line_then_column)
{
    add_at("z.md", 9, 1, DIAG_E201);
    add_at("a.md", 2, 5, DIAG_E201);
    add_at("z.md", 2, 7, DIAG_W101);
    add_at("z.md", 2, 3, DIAG_E206);
    add_at("z.md", 2, 3, DIAG_E201);
    add_at("a.md", 10, 1, DIAG_E201);
    static const struct {
        const char *path;
        uint32_t line, column;
        enum diagnostic_code code;
    } expected[] = {{"z.md", 2, 3, DIAG_E201}, {"z.md", 2, 3, DIAG_E206}, {"z.md", 2, 7, DIAG_W101},
                    {"z.md", 9, 1, DIAG_E201}, {"a.md", 2, 5, DIAG_E201}, {"a.md", 10, 1, DIAG_E201}};
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    ck_assert_uint_eq(count, 6);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_eq(items[i].place.path, expected[i].path);
        ck_assert_uint_eq(items[i].place.line, expected[i].line);
        ck_assert_uint_eq(items[i].place.column, expected[i].column);
        ck_assert_int_eq(items[i].code, expected[i].code);
    }
}
END_TEST

START_TEST(severities_are_counted_from_one_upwards)
{
    add_at("f", 1, 1, DIAG_W101);
    add_at("f", 1, 2, DIAG_W102);
    add_at("f", 1, 3, DIAG_E201);
    ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_ERROR), 1);
    ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_WARNING), 3);
    ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_NOTE), 3);
    ck_assert_str_eq(diagnostic_name(DIAG_W102), "W102");
    ck_assert_int_eq(diagnostic_severity(DIAG_W102), SEVERITY_WARNING);
}
END_TEST

/* The letter of a code says its severity, and every text in braces is an argument. */
START_TEST(every_code_keeps_the_form_of_the_list)
{
    for (enum diagnostic_code code = 0; code < DIAGNOSTIC_CODES; code++) {
        const char *name = diagnostic_name(code);
        ck_assert_uint_eq(strlen(name), 4);
        ck_assert_int_eq(diagnostic_severity(code), name[0] == 'E' ? SEVERITY_ERROR : SEVERITY_WARNING);
        ck_assert(name[0] == 'E' || name[0] == 'W');
        for (enum diagnostic_code other = 0; other < code; other++)
            ck_assert_str_ne(name, diagnostic_name(other));
    }
}
END_TEST

START_TEST(everything_is_copied)
{
    char path[] = "file", line[] = "words here", word[] = "word";
    const struct place place = {.path = path, .line = 1, .column = 1, .width = 5, .line_text = text_of(line)};
    diagnose(diagnostics, DIAG_E112, place, text_of(word));
    diagnose(diagnostics, DIAG_E207, place, text_of(word), text_of(word));
    memset(path, 'x', 4);
    memset(line, 'x', 5);
    memset(word, 'x', 4);
    ck_text(print(1), "file:1:1: error[E207]: there is no format called 'word'\n    1 | words here\n"
                      "      | ^^^^^ word\n");
}
END_TEST

static struct place ten_lines_below(const void *context, struct place found)
{
    ck_assert_str_eq(context, "context");
    found.line += 10;
    return found;
}

START_TEST(what_was_found_elsewhere_is_moved_once_with_its_words_and_hint)
{
    struct diagnostics *found = diagnostics_new();
    for (uint32_t line = 1; line <= 2; line++)
        diagnose(found, DIAG_E121, ((struct place){.path = "f", .line = line, .column = 3}), TEXT("stat"), TEXT("state"));
    diagnose(diagnostics, DIAG_E121, ((struct place){.path = "f", .line = 12, .column = 3}), TEXT("stat"), TEXT("state"));
    diagnostics_move(diagnostics, found, ten_lines_below, "context");
    diagnostics_free(found);
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    ck_assert_uint_eq(count, 2);
    ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_ERROR), 2);
    ck_assert_uint_eq(items[0].place.line, 11);
    ck_text(items[0].words, "the table has an unknown column 'stat'");
    ck_text(items[0].hint, "did you mean 'state'?");
}
END_TEST

START_TEST(json_has_every_part_or_null)
{
    const struct source source = source_of("a \"b\".md", "ää wommen\n");
    diagnose(diagnostics, DIAG_E205, source_place(&source, 5, 6), TEXT("wommen"), TEXT("gender"), TEXT("try 'women'"));
    diagnose(diagnostics, DIAG_W101, ((struct place){.path = "x.csv", .line = 7}), TEXT_EMPTY);
    struct text_builder b = {0};
    diagnostics_add_json(diagnostics, &b);
    ck_text(text_built(&b),
            "[\n{\"code\":\"E205\",\"severity\":\"error\",\"file\":\"a \\\"b\\\".md\",\"line\":1,\"column\":4,\"end_column\":10,"
            "\"words\":\"'wommen' is not a category of 'gender'\",\"hint\":\"try 'women'\",\"repeats\":0},\n"
            "{\"code\":\"W101\",\"severity\":\"warning\",\"file\":\"x.csv\",\"line\":7,\"column\":null,\"end_column\":null,"
            "\"words\":\"a figure typed by hand\",\"hint\":\"use a placeholder, or put '[…]{literal}' around it\",\"repeats\":0}\n]");
    text_builder_done(&b);
}
END_TEST

START_TEST(json_of_nothing_is_an_empty_array)
{
    struct text_builder b = {0};
    diagnostics_add_json(diagnostics, &b);
    ck_text(text_built(&b), "[]");
    text_builder_done(&b);
}
END_TEST

TEST_PROGRAM_WITH("base/diagnostics", set_up, tear_down, a_place_counts_lines_and_characters_from_one,
                  a_place_over_several_lines_is_marked_to_the_end_of_its_first,
                  a_diagnostic_is_printed_like_that_of_a_good_compiler, carets_stand_under_a_line_with_tabs,
                  a_hint_whose_arguments_are_empty_is_left_out, a_place_in_an_export_has_no_text,
                  a_diagnostic_without_a_place_is_words_only, twenty_of_a_kind_are_kept_and_the_others_counted,
                  what_has_been_said_of_a_place_is_not_said_again, what_was_only_counted_is_not_counted_again,
                  many_faults_are_collected_in_the_time_of_few,
                  diagnostics_come_by_file_as_first_seen_then_line_then_column, severities_are_counted_from_one_upwards,
                  every_code_keeps_the_form_of_the_list, everything_is_copied,
                  what_was_found_elsewhere_is_moved_once_with_its_words_and_hint, json_has_every_part_or_null,
                  json_of_nothing_is_an_empty_array)
