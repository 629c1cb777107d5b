/* SPDX-License-Identifier: GPL-3.0-or-later
 * The language files in layouts/: what a report's readers see in Finnish, Swedish and English. Labels of categories are
 * the small code book's; the words around them are the language's. */
#include "unit/document/fixtures.h"

enum { FINNISH, SWEDISH, ENGLISH, LANGUAGES };
static const char *const FILES[] = {"layouts/fi.language", "layouts/sv.language", "layouts/en.language"};

static struct world w;

static void set_up(void)
{
    scratch_set_up();
}

static void tear_down(void)
{
    world_done(&w);
    scratch_tear_down();
}

/* What document_bind() makes of the body in a language and a period of the edition. */
static void bind_in(int language, const char *audience, const char *period, const char *body)
{
    w = (struct world){.release = NULL};
    layout_read_body(&w.f, body);
    world_facts(&w);
    ck_assert(language_read(FILES[language], scratch.keep, w.f.diagnostics, &w.language, &scratch.err));
    ck_assert(period_parse(text_of(period), &w.facts.period));
    w.inputs.language = w.language;
    document_check(w.f.layout, w.language, w.f.diagnostics);
    ck_no_fault(scratch.keep, w.f.diagnostics);
    world_count(&w, WORLD_GROUPS, sizeof WORLD_GROUPS / sizeof *WORLD_GROUPS);
    world_release(&w, audience);
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
    ck_no_fault(scratch.keep, w.f.diagnostics);
}

struct saying {
    const char *period, *body, *expected[LANGUAGES];
};

static void ck_sayings(const char *audience, const struct saying *sayings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (int language = 0; language < LANGUAGES; language++) {
            bind_in(language, audience, sayings[i].period, sayings[i].body);
            ck_text(world_words(&w, 0), sayings[i].expected[language]);
            world_done(&w);
        }
    bind_in(ENGLISH, "public", "2014", "x\n"); /* for tear_down() */
}

#define CK_SAYINGS(audience, sayings) ck_sayings(audience, sayings, sizeof sayings / sizeof *sayings)

START_TEST(the_period_stands_in_every_case)
{
    static const struct saying sayings[] = {
        {"2014", "{{period}}", {"2014", "2014", "2014"}},
        {"2014", "{{period: in}}", {"vuonna 2014", "under 2014", "in 2014"}},
        {"2014", "{{period: In}}", {"Vuonna 2014", "Under 2014", "In 2014"}},
        {"2014", "{{period: of}}", {"vuoden 2014", "av 2014", "of 2014"}},
        {"2014", "{{period: from}}", {"vuodesta 2014", "från 2014", "from 2014"}},
        {"2015H1", "{{period}}", {"tammi–kesäkuu 2015", "första halvåret 2015", "the first half of 2015"}},
        {"2015H1",
         "{{period: in}}",
         {"tammi–kesäkuussa 2015", "under första halvåret 2015", "in the first half of 2015"}},
        {"2015H2",
         "{{period: Of}}",
         {"Heinä–joulukuun 2015", "Av andra halvåret 2015", "Of the second half of 2015"}},
        {"2015H2",
         "{{period: from}}",
         {"heinä–joulukuusta 2015", "från andra halvåret 2015", "from the second half of 2015"}},
        {"2015-05", "{{period}}", {"toukokuu 2015", "maj 2015", "May 2015"}},
        {"2015-05", "{{period: in}}", {"toukokuussa 2015", "i maj 2015", "in May 2015"}},
        {"2015-05", "{{period: of}}", {"toukokuun 2015", "av maj 2015", "of May 2015"}},
    };
    CK_SAYINGS("public", sayings);
}
END_TEST

START_TEST(dates_months_and_years_stand_in_every_case)
{
    static const struct saying sayings[] = {
        {"2014", "{{period.to: date}}", {"31. joulukuuta 2014", "31 december 2014", "31 December 2014"}},
        {"2014", "{{period.to: date in}}", {"31. joulukuuta 2014", "den 31 december 2014", "on 31 December 2014"}},
        {"2014",
         "{{period.to: date of}}",
         {"vuoden 2014 joulukuun 31. päivän", "av den 31 december 2014", "of 31 December 2014"}},
        {"2014",
         "{{period.from: date From}}",
         {"1. tammikuuta 2014 alkaen", "Från den 1 januari 2014", "From 1 January 2014"}},
        {"2014", "{{latest clients.admitted}}", {"30. marraskuuta 2014", "30 november 2014", "30 November 2014"}},
        {"2014", "{{latest clients.admitted: month}}", {"marraskuu 2014", "november 2014", "November 2014"}},
        {"2014",
         "{{latest clients.admitted: month in}}",
         {"marraskuussa 2014", "i november 2014", "in November 2014"}},
        {"2014", "{{period.to: month in}}", {"joulukuussa 2014", "i december 2014", "in December 2014"}},
        {"2014", "{{earliest clients.admitted: year}}", {"2012", "2012", "2012"}},
        {"2014", "{{earliest clients.admitted: year in}}", {"vuonna 2012", "under 2012", "in 2012"}},
        {"2014", "{{earliest clients.admitted: year from}}", {"vuodesta 2012", "från 2012", "from 2012"}},
    };
    CK_SAYINGS("public", sayings);
}
END_TEST

START_TEST(months_head_the_rows_of_tables)
{
    static const char *const rows[LANGUAGES] = {"Tammikuu", "Januari", "January"};
    for (int language = 0; language < LANGUAGES; language++) {
        bind_in(language, "public", "2014", "::: table m\nshow: clients by month\ntitle: M\n:::\n");
        ck_text(w.document->children[0]->table->cells[w.document->children[0]->table->column_count].text,
                rows[language]);
        world_done(&w);
    }
    bind_in(FINNISH, "public", "2014", "::: table m\nshow: clients @2014 by half\ntitle: M\n:::\n");
    ck_text(w.document->children[0]->table->cells[w.document->children[0]->table->column_count].text,
            "Tammi–kesäkuu 2014");
}
END_TEST

/* Told before anything is counted, and where it is not printed. */
START_TEST(a_case_that_the_language_lacks_is_a_fault_at_its_place)
{
    static const struct {
        const char *body, *hint;
    } faults[] = {
        {"{{period: ⟦inn⟧}}", "did you mean 'in'?"},
        {"{{period: ⟦year⟧}}", NULL},
        {"{{period.to: month ⟦form⟧}}", "did you mean 'from'?"},
        {"{{latest clients.admitted: date ⟦off⟧}}", "did you mean 'of'?"},
        {"ää {{period: ⟦OF⟧}}", NULL},
        {"::: when clients < 5\n\n{{period: ⟦on⟧}}\n\n:::\n", "did you mean 'in'?"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        layout_read_body(&w.f, faults[i].body);
        ck_assert(language_read(FILES[FINNISH], scratch.keep, w.f.diagnostics, &w.language, &scratch.err));
        document_check(w.f.layout, w.language, w.f.diagnostics);
        const struct diagnostic *found = ck_only_fault(scratch.keep, w.f.diagnostics, "E212", &w.f.marked);
        ck_text_holds(found->words, "it has: in, of, from");
        ck_text(found->hint, faults[i].hint ? faults[i].hint : "");
        layout_done(&w.f);
    }
    bind_in(FINNISH, "public", "2014", "x\n");
}
END_TEST

TEST_PROGRAM_WITH("document/languages", set_up, tear_down, the_period_stands_in_every_case,
                  dates_months_and_years_stand_in_every_case, months_head_the_rows_of_tables,
                  a_case_that_the_language_lacks_is_a_fault_at_its_place)
