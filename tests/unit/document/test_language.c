/* SPDX-License-Identifier: GPL-3.0-or-later
 * Language files: here one in the manner of Finnish, so that nothing English is built in. */
#include "document/language.h"

#include "unit/base/fixture.h"
#include "unit/base/marked.h"
#include "unit/base/scratch_folder.h"

static const char FINNISH[] =
    "%% Suomi\nname: suomi\ndecimal: ,\nthousands: ~\ngroup from: 10000\npercent: {n}~%\ndate: {d}. {month} {yyyy}\n"
    "month and year: {month} {yyyy}\nhalf-year: vuoden {yyyy} {half} puolisko ({n})\nhalves: alku, loppu\n"
    "months: tammikuu, helmikuu, maaliskuu, huhtikuu, toukokuu, kesäkuu, heinäkuu, elokuu, syyskuu, lokakuu, "
    "marraskuu, joulukuu\n"
    "months in running text: tammikuuta, helmikuuta, maaliskuuta, huhtikuuta, toukokuuta, kesäkuuta, heinäkuuta, "
    "elokuuta,\n"
    "  syyskuuta, lokakuuta, marraskuuta, joulukuuta\n"
    "numbers: nolla, yksi, kaksi\nordinals: ensimmäinen, toinen\nordinal: {n}.\nlist: «, »\nlist end: « ja »\njoined: "
    "« + »\n"
    "share of: {n}/{base}\nquote open: ”\nquote close: ”\ncontents: Sisällys\nfigure: Kuvio~{n}\ntable: "
    "Taulukko~{n}\nsection: Luku~{n}\n"
    "note: Huom.\ntotal: Yhteensä\nper cent: Prosenttia\nmonth: Kuukausi\nhalf: Puolivuosi\nyear: Vuosi\nbase stated: "
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

START_TEST(dates_use_the_months_of_running_text)
{
    read_good();
    ck_text(language_date(language, keep, day(2014, 12, 31)), "31. joulukuuta 2014");
    ck_text(language_date(language, keep, day(2015, 1, 1)), "1. tammikuuta 2015");
    ck_text(language_month(language, keep, day(2014, 9, 30)), "syyskuuta 2014");
    ck_text(language_month_name(language, day(2014, 6, 30)), "kesäkuu");
}
END_TEST

START_TEST(periods_have_names_where_there_are_any)
{
    struct period period;
    read_good();
    ck_assert(period_parse(TEXT("2014"), &period));
    ck_text(language_period(language, keep, period), "2014");
    ck_assert(period_parse(TEXT("2014H1"), &period));
    ck_text(language_period(language, keep, period), "vuoden 2014 alku puolisko (1)");
    ck_assert(period_parse(TEXT("2014H2"), &period));
    ck_text(language_period(language, keep, period), "vuoden 2014 loppu puolisko (2)");
    ck_assert(period_parse(TEXT("2014-02"), &period));
    ck_text(language_period(language, keep, period), "helmikuuta 2014");
    ck_text(language_period(language, keep, (struct period){day(2014, 1, 1), day(2014, 3, 31)}),
            "1. tammikuuta 2014–31. maaliskuuta 2014");
}
END_TEST

START_TEST(number_words_go_as_far_as_the_file_and_then_digits)
{
    read_good();
    ck_text(language_words(language, keep, 0), "nolla");
    ck_text(language_words(language, keep, 2), "kaksi");
    ck_text(language_words(language, keep, 3), "3");
    ck_text(language_words(language, keep, -1), "\u2212" "1");
    ck_text(language_ordinal(language, keep, 1), "ensimmäinen");
    ck_text(language_ordinal(language, keep, 3), "3.");
    ck_text(language_ordinal(language, keep, 0), "0.");
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

START_TEST(slots_are_filled_once_and_others_stay)
{
    read_changed("figure: Kuvio~{n}", "figure: {n} {x} {n} {");
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
    ck_text(language_word(language, "figure"), "Kuvio\u00A0{n}");
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
        {"E109", "halves: alku, loppu", "halves: ⟦alku⟧"},
        {"E109", "numbers: nolla, yksi, kaksi",
         "numbers: ⟦a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a⟧"},
        {"E102", "name: suomi", "name: suomi\n⟦some words⟧"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct marked marked = read_changed(faults[i].from, faults[i].to);
        if (i == 0)
            marked = (struct marked){.line = 1, .column = 1};
        ck_only_fault(keep, diagnostics, faults[i].code, &marked);
        diagnostics_free(diagnostics);
        diagnostics = diagnostics_new();
    }
}
END_TEST

START_TEST(a_language_without_its_months_is_told_so_and_prints_none)
{
    read_changed("months in running text: tammikuuta, ", "months in running text: ");
    ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_ERROR), 1);
    ck_text(language_date(language, keep, day(2014, 12, 31)), "31.  2014");
}
END_TEST

TEST_PROGRAM_WITH("document/language", set_up, tear_down, numbers_have_the_signs_of_the_language,
                  dates_use_the_months_of_running_text, periods_have_names_where_there_are_any,
                  number_words_go_as_far_as_the_file_and_then_digits, lists_join_the_last_with_its_own_word,
                  slots_are_filled_once_and_others_stay, capitals_know_letters_beyond_ascii,
                  angle_quotes_keep_blanks_and_tildes_become_no_break_spaces, faults_of_a_language_file_are_reported,
                  a_language_without_its_months_is_told_so_and_prints_none)
