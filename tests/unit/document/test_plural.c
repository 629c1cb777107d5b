/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plural rules of languages with more forms than two. What is expected was written by hand after CLDR's charts
 * (unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html). */
#include "document/plural.h"

#include "unit/document/fixtures.h"

static struct world w;

static void tear_down(void)
{
    world_done(&w);
    scratch_tear_down();
}

static const int64_t NUMBERS[] = {0, 1, 2, 5, 12, 21, 22, 25, 101, 112, 1000};
enum { NUMBER_COUNT = sizeof NUMBERS / sizeof *NUMBERS };

static const struct {
    const char *rules, *forms[NUMBER_COUNT];
} LANGUAGES[] = {
    /* English, Swedish, Finnish */
    {"one: n = 1; other",
     {"other", "one", "other", "other", "other", "other", "other", "other", "other", "other", "other"}},
    /* Polish */
    {"one: n = 1; few: n % 10 = 2..4 and n % 100 != 12..14; many",
     {"many", "one", "few", "many", "many", "many", "few", "many", "many", "many", "many"}},
    /* Russian */
    {"one: n % 10 = 1 and n % 100 != 11; few: n % 10 = 2..4 and n % 100 != 12..14; many",
     {"many", "one", "few", "many", "many", "one", "few", "many", "one", "many", "many"}},
    /* Latvian */
    {"zero: n % 10 = 0 or n % 100 = 11..19; one: n % 10 = 1 and n % 100 != 11; other",
     {"zero", "one", "other", "other", "zero", "one", "other", "other", "one", "zero", "zero"}},
    /* Slovenian */
    {"one: n % 100 = 1; two: n % 100 = 2; few: n % 100 = 3..4; other",
     {"other", "one", "two", "other", "other", "other", "other", "other", "one", "other", "other"}},
    /* Arabic */
    {"zero: n = 0; one: n = 1; two: n = 2; few: n % 100 = 3..10; many: n % 100 = 11..99; other",
     {"zero", "one", "two", "few", "many", "many", "many", "many", "other", "many", "other"}},
    /* Japanese */
    {"other", {"other", "other", "other", "other", "other", "other", "other", "other", "other", "other", "other"}},
};

START_TEST(each_number_takes_the_form_of_its_language)
{
    for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++) {
        struct plural_rules rules;
        struct text wrong;
        ck_assert(plural_rules_read(text_of(LANGUAGES[i].rules), scratch.keep, &rules, &wrong));
        for (size_t k = 0; k < NUMBER_COUNT; k++) {
            const struct text form = rules.rules[plural_form(&rules, NUMBERS[k])].name;
            ck_assert_msg(text_equal(form, text_of(LANGUAGES[i].forms[k])), "%s: %lld is '%.*s'", LANGUAGES[i].rules,
                          (long long)NUMBERS[k], TEXT_ARGS(form));
            ck_assert_uint_eq(plural_form(&rules, -NUMBERS[k]), plural_form(&rules, NUMBERS[k]));
        }
    }
}
END_TEST

START_TEST(rules_that_are_not_well_written_are_named)
{
    static const struct {
        const char *rules, *wrong;
    } faults[] = {
        {"", ""},
        {"one", NULL},
        {"single: n = 1; other", "single: n = 1"},
        {"one: n = 1; one: n = 2; other", "one: n = 2"},
        {"one: n = 1", "one: n = 1"},
        {"one: n = 1; few; other", "few"},
        {"one: n = 1; other: n = 2", "other: n = 2"},
        {"one: n 1; other", "one: n 1"},
        {"one: n = ; other", "one: n ="},
        {"one: n = 1 and; other", "one: n = 1 and"},
        {"one: n = 1 but n != 2; other", "one: n = 1 but n != 2"},
        {"one: m = 1; other", "one: m = 1"},
        {"one: n % 0 = 1; other", "one: n % 0 = 1"},
        {"one: n % 1 = 0; other", "one: n % 1 = 0"},
        {"one: n = 4..2; other", "one: n = 4..2"},
        {"one: n = 99999999999999999999; other", "one: n = 99999999999999999999"},
        {"one: n = 1,2,3,4,5,6,7,8,9; other", "one: n = 1,2,3,4,5,6,7,8,9"},
        {"one: ; other", "one:"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct plural_rules rules;
        struct text wrong = TEXT_EMPTY;
        const bool read = plural_rules_read(text_of(faults[i].rules), scratch.keep, &rules, &wrong);
        if (!faults[i].wrong) { /* a language of one form may call it as it will */
            ck_assert(read);
            continue;
        }
        ck_assert_msg(!read, "%s", faults[i].rules);
        ck_text(wrong, faults[i].wrong);
    }
}
END_TEST

static void bind_polish(const char *body, int count)
{
    const struct world_group group = {count, WOMEN, NG, SEXUAL, ABROAD, 1990, {2014, 3, 10}, {0, 0, 0}};
    w = (struct world){.release = NULL};
    layout_read_body(&w.f, body);
    world_facts(&w);
    ck_assert(language_read("tests/unit/document/pl.language", scratch.keep, w.f.diagnostics, &w.language, &scratch.err));
    w.inputs.language = w.language;
    document_check(w.f.layout, w.language, w.f.diagnostics);
    ck_no_fault(scratch.keep, w.f.diagnostics);
    world_count(&w, &group, 1);
    world_release(&w, "as-published");
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
    ck_no_fault(scratch.keep, w.f.diagnostics);
}

START_TEST(a_polish_report_has_three_forms)
{
    static const char *const said[NUMBER_COUNT] = {
        "W systemie nie było osób.", "W systemie była 1\u00A0osoba.", "W systemie były 2\u00A0osoby.",
        "W systemie było 5\u00A0osób.", "W systemie było 12\u00A0osób.", "W systemie było 21\u00A0osób.",
        "W systemie były 22\u00A0osoby.", "W systemie było 25\u00A0osób.", "W systemie było 101\u00A0osób.",
        "W systemie było 112\u00A0osób.", "W systemie było 1000 osób.",
    };
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        bind_polish("W systemie {{clients | była # osoba | były # osoby | było # osób | 0: nie było osób}}.", (int)NUMBERS[i]);
        ck_text(world_words(&w, 0), said[i]);
        world_done(&w);
    }
    bind_polish("{{average new per month @2014: decimals 1 | osoba | osoby | osób}}", 10); /* 0.8: no whole number */
    ck_text(world_words(&w, 0), "0,8\u00A0osób");
}
END_TEST

START_TEST(a_language_asks_for_each_of_its_forms)
{
    static const char *const faults[] = {"⟦{{clients | osoba | osób}}⟧", "⟦{{clients | osoba}}⟧", "⟦{{clients | 0: nikt}}⟧",
                                         "⟦{{clients | a | b | c | d}}⟧", "⟦{{clients | a | b | 0: c | 0: d | e}}⟧"};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        layout_read_body(&w.f, faults[i]);
        ck_assert(language_read("tests/unit/document/pl.language", scratch.keep, w.f.diagnostics, &w.language, &scratch.err));
        document_check(w.f.layout, w.language, w.f.diagnostics);
        ck_only_fault(scratch.keep, w.f.diagnostics, "E223", &w.f.marked);
        ck_text_holds(marked_print(scratch.keep, w.f.diagnostics), "needs 3 forms here (one, few, many), not ");
        layout_done(&w.f);
    }
    bind_polish("{{clients | osoba | osoby | osób}}", 5);
}
END_TEST

TEST_PROGRAM_WITH("document/plural", scratch_set_up, tear_down, each_number_takes_the_form_of_its_language,
          rules_that_are_not_well_written_are_named, a_polish_report_has_three_forms,
          a_language_asks_for_each_of_its_forms)
