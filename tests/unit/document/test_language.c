/* SPDX-License-Identifier: GPL-3.0-or-later
 * Language files: here one in the manner of Finnish, so that nothing English is built in. */
#include "document/language.h"

#include "unit/base/fixture.h"
#include "unit/base/marked.h"
#include "unit/base/scratch_folder.h"

static const char FINNISH[] =
    "%% Suomi\nname: suomi\ncases: in, of\ngenders: neuter\ndecimal: ,\nthousands: ~\ngroup from: 10000\npercent: {n}~%\n"
    "date: {d}. {month} {yyyy}\ndate in: {d}.{m}.{yyyy}\ndate of: vuoden {yyyy} {month alone}n {d}. päivän\n"
    "month and year: {month} {yyyy}\nmonth and year in: {month} {yyyy}\nmonth and year of: {month}n {yyyy}\n"
    "months in: tammikuussa, helmikuussa, maaliskuussa, huhtikuussa, toukokuussa, kesäkuussa, heinäkuussa, elokuussa,\n"
    "  syyskuussa, lokakuussa, marraskuussa, joulukuussa\n"
    "half-year: vuoden {yyyy} {half} ({n})\nhalf-year in: vuoden {yyyy} {half}\nhalf-year of: vuoden {yyyy} {half}n\n"
    "halves: alkupuolisko, loppupuolisko\nhalves in: alkupuoliskolla, loppupuoliskolla\n"
    "whole year in: vuonna {yyyy}\nwhole year of: vuoden {yyyy}\nyears in: vuosina {from}–{to}\nyears of: vuosien "
    "{from}–{to}\nspan: {from}–{to}\nspan in: ajalla {from}–{to}\nspan of: ajan {from}–{to}\n"
    "months: tammikuu, helmikuu, maaliskuu, huhtikuu, toukokuu, kesäkuu, heinäkuu, elokuu, syyskuu, lokakuu, "
    "marraskuu, joulukuu\n"
    "months in dates: tammikuuta, helmikuuta, maaliskuuta, huhtikuuta, toukokuuta, kesäkuuta, heinäkuuta, "
    "elokuuta,\n"
    "  syyskuuta, lokakuuta, marraskuuta, joulukuuta\n"
    "numbers: nolla, yksi, kaksi\nnumbers of: nollan, yhden, kahden\nnumbers neuter: noll, ett\nnumbers neuter in: ei, ettan\n"
    "ordinals: ensimmäinen, toinen\nordinals of: ensimmäisen\nordinal: {n}.\nlist: «, »\nlist end: « ja »\njoined: "
    "« + »\n"
    "share of: {n}/{base}\nquote open: ”\nquote close: ”\ncontents: Sisällys\nfigure: kuvio~{n}\nfigure in: kuviossa~{n}\n"
    "figure of: x\ntable: taulukko~{n}\ntable in: x\ntable of: x\nsection: luku~{n}\nsection in: x\nsection of: x\n"
    "note: Huom.\ntotal: Yhteensä\nper cent: Prosenttia\nmonth: Kuukausi\nhalf: Puolivuosi\nyear: Vuosi\nseveral: x\nbreak: x\nbase stated: "
    "({n})\n"
    "hidden: {symbol} = {text}.\nhidden in chart: {text}\nempty: -\nalt pie: {title}{list}\nalt bars: x\nalt columns: "
    "x\nalt line: x\n"
    "alt item: {label}: {value}\ncover: Kansi\nnotes: x\nsheet: x\ntitle: x\npublished: x\nback to contents: x\nchart "
    "of: x\nunit: x\n"
    "base: x\nsymbol: x\nmeaning: x\ndata: x\n";

static const struct language *language;
static struct diagnostics *diagnostics;
static struct arena *keep;

static void set_up(void)
{
    scratch_set_up();
    keep = scratch.keep;
    diagnostics = diagnostics_new();
}

static void tear_down(void)
{
    diagnostics_free(diagnostics);
    scratch_tear_down();
}

static struct marked read_changed(const char *from, const char *to)
{
    const struct marked marked = marked_read(keep, marked_replace(keep, text_of(FINNISH), text_of(from), text_of(to)));
    ck_assert(language_read(scratch_write("fi.language", marked.bytes), keep, diagnostics, &language, &scratch.err));
    return marked;
}

static void read_good(void)
{
    read_changed("name: suomi", "name: suomi");
    ck_no_fault(keep, diagnostics);
}

static const struct inflection PLAIN = {.capital = false};

static struct inflection form(const char *name)
{
    struct inflection found = PLAIN;
    ck_assert_msg(language_find_form(language, text_of(name), &found), "%s", name);
    return found;
}

static struct text period_words(const char *code, struct inflection inflection)
{
    struct period period;
    ck_assert(period_parse(text_of(code), &period));
    return language_period(language, keep, period, inflection);
}

static date_day day(int year, int month, int number)
{
    return date_to_day((struct date){year, month, number});
}

START_TEST(numbers_have_the_signs_of_the_language)
{
    read_good();
    ck_text(language_number(language, keep, 85), "85");
    ck_text(language_number(language, keep, 9999), "9999");
    ck_text(language_number(language, keep, 10000), "10\u00A0000");
    ck_text(language_number(language, keep, -12345), "\u2212" "12\u00A0345");
    ck_text(language_percent(language, keep, 71, 0), "71\u00A0%");
    ck_text(language_percent(language, keep, 706, 1), "70,6\u00A0%");
    ck_text(language_percent(language, keep, 1000, 1), "100,0\u00A0%");
    ck_text(language_percent(language, keep, 5, 1), "0,5\u00A0%");
}
END_TEST

START_TEST(dates_have_their_own_months)
{
    read_good();
    ck_text(language_date(language, keep, day(2014, 12, 31), PLAIN), "31. joulukuuta 2014");
    ck_text(language_date(language, keep, day(2015, 1, 1), PLAIN), "1. tammikuuta 2015");
    ck_text(language_date(language, keep, day(2015, 1, 1), form("in")), "1.1.2015");
    ck_text(language_date(language, keep, day(2014, 12, 31), form("of")), "vuoden 2014 joulukuun 31. päivän");
}
END_TEST

START_TEST(months_stand_alone_without_a_case)
{
    read_good();
    ck_text(language_month(language, keep, day(2014, 9, 30), PLAIN), "syyskuu 2014");
    ck_text(language_month(language, keep, day(2014, 9, 30), form("in")), "syyskuussa 2014");
    ck_text(language_month(language, keep, day(2014, 9, 30), form("of")), "syyskuun 2014");
    ck_text(language_month_name(language, day(2014, 6, 30)), "kesäkuu");
    ck_text(language_year(language, keep, day(2014, 6, 30), PLAIN), "2014");
    ck_text(language_year(language, keep, day(2014, 6, 30), form("in")), "vuonna 2014");
}
END_TEST

START_TEST(periods_have_names_where_there_are_any)
{
    const struct period quarter = {day(2014, 1, 1), day(2014, 3, 31)}, years = {day(2010, 1, 1), day(2014, 12, 31)};
    read_good();
    ck_text(period_words("2014", PLAIN), "2014"); /* "whole year" is not in the file: {yyyy} */
    ck_text(period_words("2014H1", PLAIN), "vuoden 2014 alkupuolisko (1)");
    ck_text(period_words("2014H2", PLAIN), "vuoden 2014 loppupuolisko (2)");
    ck_text(period_words("2014-02", PLAIN), "helmikuu 2014");
    ck_text(language_period(language, keep, quarter, PLAIN), "1. tammikuuta 2014–31. maaliskuuta 2014");
    ck_text(language_period(language, keep, years, PLAIN), "2010–2014"); /* nor "years" */
}
END_TEST

START_TEST(periods_take_the_case_that_is_asked_for)
{
    const struct period quarter = {day(2014, 1, 1), day(2014, 3, 31)}, years = {day(2010, 1, 1), day(2014, 12, 31)};
    read_good();
    ck_text(period_words("2014", form("in")), "vuonna 2014");
    ck_text(period_words("2014", form("of")), "vuoden 2014");
    ck_text(period_words("2014H1", form("in")), "vuoden 2014 alkupuoliskolla"); /* from "halves in" */
    ck_text(period_words("2014H1", form("of")), "vuoden 2014 alkupuoliskon");   /* from "halves" */
    ck_text(period_words("2014-02", form("in")), "helmikuussa 2014");
    ck_text(language_period(language, keep, quarter, form("in")), "ajalla 1. tammikuuta 2014–31. maaliskuuta 2014");
    ck_text(language_period(language, keep, years, form("in")), "vuosina 2010–2014");
    ck_text(language_period(language, keep, years, form("of")), "vuosien 2010–2014");
}
END_TEST

START_TEST(a_case_with_a_capital_begins_a_sentence)
{
    struct inflection none = PLAIN;
    read_good();
    ck_text(period_words("2014", form("In")), "Vuonna 2014");
    ck_text(period_words("2014-09", form("Of")), "Syyskuun 2014");
    ck_assert(!language_find_form(language, TEXT("IN"), &none));
    ck_assert(!language_find_form(language, TEXT("i"), &none));
    ck_assert(!language_find_form(language, TEXT("from"), &none));
    ck_assert(!language_find_form(language, TEXT_EMPTY, &none));
    ck_assert(!none.in_case.len && !none.capital);
    ck_text(language_forms(language, keep, false), "in, of");
    ck_text(language_nearest_form(language, TEXT("inn"), false), "in");
}
END_TEST

START_TEST(number_words_go_as_far_as_the_file_and_then_digits)
{
    read_good();
    ck_text(language_words(language, keep, 0, PLAIN), "nolla");
    ck_text(language_words(language, keep, 2, PLAIN), "kaksi");
    ck_text(language_words(language, keep, 3, PLAIN), "3");
    ck_text(language_words(language, keep, -1, PLAIN), "\u2212" "1");
    ck_text(language_ordinal(language, keep, 1, PLAIN), "ensimmäinen");
    ck_text(language_ordinal(language, keep, 3, PLAIN), "3.");
    ck_text(language_ordinal(language, keep, 0, PLAIN), "0.");
}
END_TEST

/* Where the file does not have both, the case is kept. */
START_TEST(number_words_have_cases_and_genders)
{
    struct inflection both = PLAIN;
    read_good();
    ck_text(language_words(language, keep, 2, form("of")), "kahden");
    ck_text(language_words(language, keep, 2, form("Of")), "Kahden");
    ck_text(language_words(language, keep, 3, form("of")), "3");
    ck_text(language_words(language, keep, 1, form("neuter")), "ett");
    ck_text(language_words(language, keep, 2, form("neuter")), "2"); /* its list is shorter */
    ck_text(language_words(language, keep, 2, form("in")), "kaksi"); /* it has no list */
    ck_assert(language_find_form(language, TEXT("in"), &both) && language_find_form(language, TEXT("neuter"), &both));
    ck_text(language_words(language, keep, 1, both), "ettan");
    both.in_case = TEXT("of");
    ck_text(language_words(language, keep, 1, both), "yhden");
    ck_text(language_ordinal(language, keep, 1, form("of")), "ensimmäisen");
    ck_text(language_ordinal(language, keep, 2, form("of")), "2.");
    ck_text(language_forms(language, keep, true), "in, of, neuter");
    ck_text(language_nearest_form(language, TEXT("neutre"), true), "neuter");
    ck_text(language_nearest_form(language, TEXT("neutre"), false), "");
}
END_TEST

START_TEST(the_first_ending_that_fits_makes_an_ordinal)
{
    read_changed("ordinals: ensimmäinen, toinen", "ordinals: x\nordinal endings: 11,12 = {n}e; 1, 2 = {n}a ;00 = {n}z");
    ck_no_fault(keep, diagnostics);
    static const struct {
        int64_t number;
        const char *words;
    } ordinals[] = {{1, "x"},     {2, "2a"},    {3, "3."},     {10, "10."},   {11, "11e"}, {12, "12e"},
                    {21, "21a"},  {100, "100z"}, {111, "111e"}, {10001, "10\u00A0001a"}};
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        ck_text(language_ordinal(language, keep, ordinals[i].number, PLAIN), ordinals[i].words);
}
END_TEST

START_TEST(lists_join_the_last_with_its_own_word)
{
    const struct text items[] = {TEXT("a"), TEXT("b"), TEXT("c")};
    read_good();
    ck_text(language_list(language, keep, items, 3), "a, b ja c");
    ck_text(language_list(language, keep, items, 2), "a ja b");
    ck_text(language_list(language, keep, items, 1), "a");
    ck_text(language_list(language, keep, items, 0), "");
}
END_TEST

START_TEST(references_begin_a_sentence_with_a_capital)
{
    read_good();
    ck_text(language_reference(language, keep, "figure", TEXT("3"), PLAIN), "kuvio\u00A0" "3");
    ck_text(language_reference(language, keep, "figure", TEXT("3"), form("in")), "kuviossa\u00A0" "3");
    ck_text(language_reference(language, keep, "figure", TEXT("3"), form("In")), "Kuviossa\u00A0" "3");
    ck_text(language_reference(language, keep, "section", TEXT("2.1"), (struct inflection){.capital = true}),
            "Luku\u00A0" "2.1");
}
END_TEST

START_TEST(slots_are_filled_once_and_others_stay)
{
    read_changed("figure: kuvio~{n}", "figure: {n} {x} {n} {");
    ck_text(language_fill(language, keep, "figure", "n", TEXT("{n}"), NULL), "{n} {x} {n} {");
}
END_TEST

START_TEST(capitals_know_letters_beyond_ascii)
{
    ck_text(language_capital(keep, TEXT("äiti")), "Äiti");
    ck_text(language_capital(keep, TEXT("persons")), "Persons");
    ck_text(language_capital(keep, TEXT("Ä")), "Ä");
    ck_text(language_capital(keep, TEXT_EMPTY), "");
}
END_TEST

START_TEST(angle_quotes_keep_blanks_and_tildes_become_no_break_spaces)
{
    read_good();
    ck_text(language_word(language, "list end"), " ja ");
    ck_text(language_word(language, "figure"), "kuvio\u00A0{n}");
    read_changed("thousands: ~", "thousands: «»");
    ck_text(language_number(language, keep, 123456), "123456");
}
END_TEST

struct fault {
    const char *code, *from, *to;
};

START_TEST(faults_of_a_language_file_are_reported)
{
    static const struct fault faults[] = {
        {"E108", "name: suomi\n", "⟦⟧"}, /* the mark is where the file begins */
        {"E107", "name: suomi", "⟦nimi⟧: suomi\nname: suomi"},
        {"E103", "name: suomi", "name: suomi\n⟦name⟧: finska"},
        {"E109", "group from: 10000", "group from: ⟦ten⟧"},
        {"E109", "halves: alkupuolisko, loppupuolisko", "halves: ⟦alku⟧"},
        {"E109", "halves in: alkupuoliskolla, loppupuoliskolla", "halves in: ⟦alussa, keskellä, lopussa⟧"},
        {"E109", "cases: in, of", "cases: in, of, ⟦of⟧"},
        {"E109", "genders: neuter", "genders: neuter, ⟦of⟧"},
        {"E109", "genders: neuter", "genders: neuter\nordinal endings: 1 = {n}a; ⟦two = {n}b⟧"},
        {"E109", "genders: neuter", "genders: neuter\nordinal endings: ⟦1, 2⟧"},
        {"E109", "cases: in, of", "cases: in, of, ⟦in dates⟧"},
        {"E109", "genders: neuter", "genders: neuter\nplurals: one: n = 1; ⟦few: n of 2⟧; other"},
        {"E109", "genders: neuter", "genders: neuter\nplurals: ⟦one: n = 1⟧"},
        {"E108", "date of: vuoden {yyyy} {month alone}n {d}. päivän\n", "⟦⟧"},
        {"E107", "whole year of: vuoden {yyyy}", "⟦whole year from⟧: vuodesta {yyyy}\nwhole year of: vuoden {yyyy}"},
        {"E102", "name: suomi", "name: suomi\n⟦some words⟧"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct marked marked = read_changed(faults[i].from, faults[i].to);
        if (text_equal(text_of(faults[i].code), TEXT("E108")))
            marked = (struct marked){.line = 1, .column = 1};
        ck_only_fault(keep, diagnostics, faults[i].code, &marked);
        diagnostics_free(diagnostics);
        diagnostics = diagnostics_new();
    }
}
END_TEST

START_TEST(number_words_have_a_limit)
{
    static const char as[] = "a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,"; /* 25 of them */
    read_changed("numbers: nolla, yksi, kaksi\n", text_format(keep, "numbers: %s%s%s%sa\n", as, as, as, as).ptr);
    ck_no_fault(keep, diagnostics);
    const struct marked marked =
        read_changed("numbers: nolla, yksi, kaksi\n", text_format(keep, "numbers: ⟦%s%s%s%sa,a⟧\n", as, as, as, as).ptr);
    ck_text_holds(ck_only_fault(keep, diagnostics, "E109", &marked)->hint, "at most 101 words");
}
END_TEST

START_TEST(a_missing_setting_and_a_wrong_one_are_named)
{
    struct marked marked = {.line = 1, .column = 1};
    read_changed("whole year of: vuoden {yyyy}\n", "");
    ck_text(ck_only_fault(keep, diagnostics, "E108", &marked)->words, "the setting 'whole year of' is missing");
    diagnostics_free(diagnostics);
    diagnostics = diagnostics_new();
    marked = read_changed("cases: in, of", "⟦casse⟧: in, of\ncases: in, of");
    ck_text(ck_only_fault(keep, diagnostics, "E107", &marked)->hint, "did you mean 'cases'?");
}
END_TEST

START_TEST(a_language_without_its_months_is_told_so_and_prints_none)
{
    read_changed("months in dates: tammikuuta, ", "months in dates: ");
    ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_ERROR), 1);
    ck_text(language_date(language, keep, day(2014, 12, 31), PLAIN), "31.  2014");
}
END_TEST

TEST_PROGRAM_WITH("document/language", set_up, tear_down, numbers_have_the_signs_of_the_language,
                  dates_have_their_own_months, months_stand_alone_without_a_case,
                  periods_have_names_where_there_are_any, periods_take_the_case_that_is_asked_for,
                  a_case_with_a_capital_begins_a_sentence, number_words_go_as_far_as_the_file_and_then_digits,
                  number_words_have_cases_and_genders, the_first_ending_that_fits_makes_an_ordinal, lists_join_the_last_with_its_own_word,
                  references_begin_a_sentence_with_a_capital, slots_are_filled_once_and_others_stay,
                  capitals_know_letters_beyond_ascii, angle_quotes_keep_blanks_and_tildes_become_no_break_spaces,
                  faults_of_a_language_file_are_reported, number_words_have_a_limit,
                  a_missing_setting_and_a_wrong_one_are_named,
                  a_language_without_its_months_is_told_so_and_prints_none)
