/* SPDX-License-Identifier: GPL-3.0-or-later
 * The language files in layouts/: what a report's readers see in Finnish, Swedish and English. Labels of categories are
 * the small code book's; the words around them are the language's. */
#include "base/file.h"
#include "base/markup.h"
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

/* What document_bind() makes of the body with a language file and a period of the edition. */
static void bind_groups(const char *path, const char *audience, const char *period, const char *body,
                        const struct world_group *groups, size_t count)
{
    w = (struct world){.release = NULL};
    layout_read_body(&w.f, body);
    world_facts(&w);
    ck_assert(language_read(path, scratch.keep, w.f.diagnostics, &w.language, &scratch.err));
    ck_assert(period_parse(text_of(period), &w.facts.period));
    w.inputs.language = w.language;
    document_check(w.f.layout, w.language, w.f.diagnostics);
    ck_no_fault(scratch.keep, w.f.diagnostics);
    world_count(&w, groups, count);
    world_release(&w, audience);
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
    ck_no_fault(scratch.keep, w.f.diagnostics);
}

static void bind_file(const char *path, const char *audience, const char *period, const char *body)
{
    bind_groups(path, audience, period, body, WORLD_GROUPS, sizeof WORLD_GROUPS / sizeof *WORLD_GROUPS);
}

static void bind_in(int language, const char *audience, const char *period, const char *body)
{
    bind_file(FILES[language], audience, period, body);
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

/* As heads of rows: without the article that they have in a sentence. */
START_TEST(half_years_of_a_table_have_names_of_their_own)
{
    static const char *const names[LANGUAGES][2] = {{"Tammi–kesäkuu 2014", "Heinä–joulukuu 2014"},
                                                    {"Första halvåret 2014", "Andra halvåret 2014"},
                                                    {"First half of 2014", "Second half of 2014"}};
    for (int i = 0; i < LANGUAGES; i++) {
        bind_in(i, "as-published", "2014", "::: table a\nshow: new by half\ntitle: T\n:::\n");
        const struct doc_table *table = w.document->children[0]->table;
        for (size_t row = 0; row < 2; row++)
            ck_text(table->cells[(row + 1) * table->column_count].text, names[i][row]);
        world_done(&w);
    }
    bind_in(ENGLISH, "public", "2014", "x\n"); /* for tear_down() */
}
END_TEST

START_TEST(dates_months_and_years_stand_in_every_case)
{
    static const struct saying sayings[] = {
        {"2014", "{{period.to: date}}", {"31.\u00A0joulukuuta\u00A02014", "31\u00A0december\u00A02014", "31\u00A0December\u00A02014"}},
        {"2014", "{{period.to: date in}}", {"31.\u00A0joulukuuta\u00A02014", "den 31\u00A0december\u00A02014", "on 31\u00A0December\u00A02014"}},
        {"2014",
         "{{period.to: date of}}",
         {"vuoden 2014 joulukuun 31.\u00A0päivän", "av den 31\u00A0december\u00A02014", "of 31\u00A0December\u00A02014"}},
        {"2014",
         "{{period.from: date From}}",
         {"1.\u00A0tammikuuta\u00A02014 alkaen", "Från den 1\u00A0januari\u00A02014", "From 1\u00A0January\u00A02014"}},
        {"2014", "{{latest clients.admitted}}", {"30.\u00A0marraskuuta\u00A02014", "30\u00A0november\u00A02014", "30\u00A0November\u00A02014"}},
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

START_TEST(number_words_stand_in_their_case_and_gender)
{
    static const struct saying sayings[] = {
        {"2014",
         "{{clients nationality=AE: words}}, {{clients nationality=AE: Words}}, {{clients nationality=AE: words of}}",
         {"kaksi, Kaksi, kahden", "två, Två, två", "two, Two, two"}},
        {"2014",
         "{{number of gender in clients gender=women: words}}, {{number of gender in clients gender=women: words of}}",
         {"yksi, yhden", "en, en", "one, one"}},
        {"2014", "{{clients nationality=FI: Words of}}", {"Kahdeksan", "Åtta", "Eight"}},
        {"2014", "{{clients nationality=FI: words in}}", {"kahdeksassa", "åtta", "eight"}},
        {"2014", "{{clients gender=men: words of}}", {"kahdenkymmenenviiden", "25", "25"}},
        {"2014", "{{clients: words of}}", {"85", "85", "85"}},
    };
    CK_SAYINGS("as-published", sayings);
    for (size_t number = 0; number < 2; number++) {
        static const char *const bodies[] = {"{{number of gender in clients gender=women: words neuter}}",
                                             "{{number of gender in clients gender=women: Words neuter of}}"};
        static const char *const words[] = {"ett", "Ett"};
        world_done(&w);
        bind_in(SWEDISH, "as-published", "2014", bodies[number]);
        ck_text(world_words(&w, 0), words[number]);
    }
}
END_TEST

START_TEST(number_words_reach_thirty_one_in_finnish)
{
    static const struct {
        int64_t number;
        const char *plain, *genitive;
    } words[] = {
        {0, "nolla", "nollan"},
        {4, "neljä", "neljän"},
        {7, "seitsemän", "seitsemän"},
        {10, "kymmenen", "kymmenen"},
        {11, "yksitoista", "yhdentoista"},
        {18, "kahdeksantoista", "kahdeksantoista"},
        {20, "kaksikymmentä", "kahdenkymmenen"},
        {26, "kaksikymmentäkuusi", "kahdenkymmenenkuuden"},
        {31, "kolmekymmentäyksi", "kolmenkymmenenyhden"},
        {32, "32", "32"},
    };
    bind_in(FINNISH, "public", "2014", "x\n");
    struct inflection of = {.capital = false};
    ck_assert(language_find_form(w.language, TEXT("of"), &of));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ck_text(language_words(w.language, scratch.keep, words[i].number, (struct inflection){.capital = false}),
                words[i].plain);
        ck_text(language_words(w.language, scratch.keep, words[i].number, of), words[i].genitive);
    }
}
END_TEST

START_TEST(ordinals_follow_the_rules_of_the_file)
{
    static const struct {
        int64_t number;
        const char *words[LANGUAGES];
    } ordinals[] = {
        {1, {"ensimmäinen", "första", "first"}}, {3, {"kolmas", "tredje", "third"}},
        {11, {"11.", "elfte", "11th"}},          {12, {"12.", "tolfte", "12th"}},
        {13, {"13.", "13:e", "13th"}},           {20, {"20.", "20:e", "20th"}},
        {21, {"21.", "21:a", "21st"}},           {22, {"22.", "22:a", "22nd"}},
        {23, {"23.", "23:e", "23rd"}},           {31, {"31.", "31:a", "31st"}},
        {101, {"101.", "101:a", "101st"}},       {111, {"111.", "111:e", "111th"}},
        {112, {"112.", "112:e", "112th"}},       {113, {"113.", "113:e", "113th"}},
    };
    for (int language = 0; language < LANGUAGES; language++) {
        bind_in(language, "public", "2014", "x\n");
        for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
            ck_text(language_ordinal(w.language, scratch.keep, ordinals[i].number, (struct inflection){.capital = false}),
                    ordinals[i].words[language]);
        world_done(&w);
    }
    bind_in(FINNISH, "as-published", "2014", "{{number of form in clients: ordinal of}} muodon");
    ck_text(world_words(&w, 0), "kolmannen muodon");
}
END_TEST

START_TEST(a_form_that_does_not_fit_is_a_fault)
{
    static const struct {
        const char *code, *body;
    } faults[] = {
        {"E212", "{{period: ⟦neuter⟧}}"},
        {"E212", "{{number of form in clients: ordinal ⟦neuter⟧}}"},
        {"E212", "{{clients: words ⟦neutre⟧}}"},
        {"E213", "{{clients: words of ⟦in⟧}}"},
        {"E213", "{{clients: words neuter ⟦neuter⟧}}"},
        {"E223", "⟦{{clients | klient}}⟧"},
        {"E223", "⟦{{clients | klient ?? x}}⟧"},
        {"E223", "⟦{{clients | klient | klienter | klienter}}⟧"},
        {"E223", "⟦{{clients | klient | 0: ingen}}⟧"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        layout_read_body(&w.f, faults[i].body);
        ck_assert(language_read(FILES[SWEDISH], scratch.keep, w.f.diagnostics, &w.language, &scratch.err));
        document_check(w.f.layout, w.language, w.f.diagnostics);
        ck_only_fault(scratch.keep, w.f.diagnostics, faults[i].code, &w.f.marked);
        layout_done(&w.f);
    }
    bind_in(SWEDISH, "public", "2014", "{{clients: words of neuter}}");
}
END_TEST

START_TEST(references_have_the_words_of_the_language)
{
    static const char *const captions[LANGUAGES] = {"Kuvio\u00A0" "1", "Figur\u00A0" "1", "Figure\u00A0" "1"};
    static const char *const words[LANGUAGES] = {
        "#<s>luku\u00A0" "1, #<t>Taulukko\u00A0" "1, #<f>kuviossa\u00A0" "1, #<f>Kuviosta\u00A0" "1, #<s>Luvun\u00A0" "1",
        "#<s>avsnitt\u00A0" "1, #<t>Tabell\u00A0" "1, #<f>i figur\u00A0" "1, #<f>Från figur\u00A0" "1, #<s>Av avsnitt\u00A0" "1",
        "#<s>Section\u00A0" "1, #<t>Table\u00A0" "1, #<f>in Figure\u00A0" "1, #<f>From Figure\u00A0" "1, "
        "#<s>Of Section\u00A0" "1"};
    for (int language = 0; language < LANGUAGES; language++) {
        bind_in(language, "public", "2014",
                "{{see section s}}, {{See table t}}, {{see figure f: in}}, {{see figure f: From}}, {{see section s: "
                "Of}}\n\n# S {#s}\n\n::: pie f\nshow: clients by gender\ntitle: T\n:::\n\n"
                "::: table t\nshow: clients by gender\ntitle: T\n:::\n");
        ck_text(world_words(&w, 0), words[language]);
        ck_text(w.document->children[2]->number, captions[language]);
        world_done(&w);
    }
    bind_in(ENGLISH, "public", "2014", "x\n");
}
END_TEST

/* A language of other habits is a file, too. */
START_TEST(signs_between_words_come_from_the_file)
{
    static const char *const changes[][2] = {
        {"apostrophe: ’", "apostrophe: '"},
        {"dash: –", "dash: —"},
        {"plus: +", "plus: plus~"},
        {"in brackets: {text} ({more})", "in brackets: {text} [{more}]"},
        {"caption: «{number}. »", "caption: «{number}~— »"},
        {"alt item: {label}: {value}", "alt item: {label}~: {value}"},
        {"alt crossed: {row}, {column}", "alt crossed: {row}/{column}"},
        {"alt list: «; »", "alt list: « · »"},
        {"alt range: {label}: smallest figure shown {smallest}, largest {largest}", "alt range: {label} {smallest}..{largest}"},
        {"alt long: {list}. All {n} figures are in the data of this chart", "alt long: {list} | {n}"},
        {"page number: {n} ({N})", "page number: {n} / {N}"},
        {"list: «, »", "list: «~; »"},
        {"continued: {number} (continued)", "continued: {number}, cont."},
        {"labelled: {label}: {value}", "labelled: {label}~: {value}"},
        {"syllable vowels:", "syllable vowels: aeiou"},
    };
    struct text bytes;
    ck_assert(file_read(FILES[ENGLISH], 1 << 20, scratch.keep, &bytes, &scratch.err));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        bytes = marked_replace(scratch.keep, bytes, text_format(scratch.keep, "\n%s\n", changes[i][0]),
                               text_format(scratch.keep, "\n%s\n", changes[i][1]));
    bind_file(scratch_write("own.language", bytes), "as-published", "2014",
              "It's - {{clients: signed}}\n\n::: pie p\nshow: clients by gender\ntitle: T\nlabels: count, percent\n:::\n\n"
              "::: columns c\nshow: clients by form, place\nstack: place\ntitle: T\n:::\n");
    ck_text(world_words(&w, 0), "It's\u00A0— plus\u00A0" "85");
    const struct doc_node *pie = w.document->children[1], *columns = w.document->children[2];
    ck_text(pie->lead, "Figure\u00A0" "1\u00A0— ");
    ck_text(pie->again, "Figure\u00A0" "1, cont.");
    ck_text(pie->chart->categories[0].parts[0].label, "60 [71%]");
    ck_text(pie->chart->alt, "Pie chart. T. Women\u00A0: 60 [71%] · Men\u00A0: 25 [29%].");
    ck_text(pie->chart->list, "\u00A0; ");
    ck_text(pie->chart->syllable_vowels, "aeiou");
    ck_text_holds(pie->chart->word_breaks, "exploit-ation, ");
    ck_assert(text_equal(w.document->words.word_breaks, pie->chart->word_breaks));
    ck_text_holds(columns->chart->alt, "T. Sexual exploitation/In Finland\u00A0: 2 · Sexual exploitation/Abroad");
    ck_text(w.document->words.page_head, "{n} / {N}");
    ck_text(w.document->words.in_brackets, "{text} [{more}]");
    ck_text(w.document->words.labelled, "{label}\u00A0: {value}");
    ck_text(w.document->words.note_reference, "[{note} {n}]");
    ck_text(w.document->words.symbol_means, "{symbol} = {text}");
}
END_TEST

/* 28 clients in January, 85 in December. Who hears of the chart needs nothing of its axis. */
START_TEST(an_axis_that_does_not_begin_at_zero_says_so)
{
    static const char *const titles[LANGUAGES] = {"Persons (asteikko alkaa luvusta 20)", "Persons (skalan börjar vid 20)",
                                                  "Persons (the scale begins at 20)"};
    static const char body[] = "::: line a\nshow: clients by month\ntitle: T\naxis: 20..90\n:::\n\n"
                               "::: line b\nshow: clients by month\ntitle: T\naxis: 0..90\n:::\n";
    for (int language = 0; language < LANGUAGES; language++) {
        bind_in(language, "as-published", "2014", body);
        const struct chart *cut = w.document->children[0]->chart, *whole = w.document->children[1]->chart;
        ck_text(cut->axis_title, titles[language]);
        ck_assert(text_find(whole->axis_title, TEXT("20")) == whole->axis_title.len);
        ck_assert(text_equal(cut->alt, whole->alt));
        world_done(&w);
    }
    bind_in(ENGLISH, "public", "2014", "x\n"); /* for tear_down() */
}
END_TEST

/* 6 of 1,206 are 0.498 %: no share of 0 stands beside a count that is not 0. A share alone is rounded as ever, and so is the
 * number in the workbook; 7 of 1,207 are 0.58 %. */
START_TEST(a_count_that_is_not_0_has_no_share_of_0_beside_it)
{
    static const char *const labels[LANGUAGES] = {"6 (alle 1\u00A0%)", "6 (under 1\u00A0%)", "6 (under 1%)"};
    static const char *const cells[LANGUAGES] = {"alle 1\u00A0%", "under 1\u00A0%", "under 1%"};
    static const char *const alone[LANGUAGES] = {"0\u00A0%", "0\u00A0%", "0%"};
    static const char body[] = "::: pie a\nshow: clients by gender\ntitle: T\nlabels: count, percent\n:::\n\n"
                               "::: pie b\nshow: clients by gender\ntitle: T\nlabels: percent\n:::\n";
    struct world_group groups[] = {{1200, WOMEN, NG, SEXUAL, ABROAD, 1990, {2014, 3, 10}, {0, 0, 0}},
                                   {6, MEN, NG, SEXUAL, ABROAD, 1990, {2014, 3, 10}, {0, 0, 0}}};
    for (int language = 0; language < LANGUAGES; language++) {
        bind_groups(FILES[language], "as-published", "2014", body, groups, 2);
        const struct doc_node *both = w.document->children[0], *share = w.document->children[1];
        const struct doc_cell *cell = &both->table->cells[2 * both->table->column_count + 2];
        ck_text(both->chart->categories[1].parts[0].label, labels[language]);
        ck_text(cell->text, cells[language]);
        ck_assert_int_eq(cell->value, 0);
        ck_text(share->chart->categories[1].parts[0].label, alone[language]);
        ck_text(share->table->cells[2 * share->table->column_count + 1].text, alone[language]);
        world_done(&w);
    }
    groups[1].count = 7;
    bind_groups(FILES[ENGLISH], "as-published", "2014", body, groups, 2);
    ck_text(w.document->children[0]->chart->categories[1].parts[0].label, "7 (1%)");
}
END_TEST

/* In the table of a chart by two variables a share is written as the chart has it: 6 of 1,206, beside the count or alone. */
START_TEST(shares_beside_counts_are_written_as_in_the_chart)
{
    static const char *const words[2][LANGUAGES] = {{"0\u00A0%", "0\u00A0%", "0%"}, {"alle 1\u00A0%", "under 1\u00A0%", "under 1%"}};
    static const char *const headings[2][LANGUAGES] = {
        {"In Finland, prosenttia rivistä", "In Finland, procent av raden", "In Finland, per cent of the row"},
        {"In Finland, prosenttia", "In Finland, procent", "In Finland, per cent"}};
    static const char *const settings[] = {"scale: shares", "labels: count, percent"};
    struct world_group groups[] = {{1200, WOMEN, NG, SEXUAL, ABROAD, 1990, {2014, 3, 10}, {0, 0, 0}},
                                   {6, MEN, NG, SEXUAL, FINLAND, 1990, {2014, 3, 10}, {0, 0, 0}}};
    for (int i = 0; i < 2 * LANGUAGES; i++) {
        const int kind = i / LANGUAGES, language = i % LANGUAGES;
        bind_groups(FILES[language], "as-published", "2014",
                    text_format(scratch.keep, "::: columns a\nshow: clients by form, place\ntitle: T\n%s\n:::\n", settings[kind]).ptr, groups, 2);
        const struct doc_node *node = w.document->children[0];
        const struct doc_cell *share = &node->table->cells[node->table->column_count + 2];
        ck_text(node->table->cells[2].text, headings[kind][language]);
        ck_text(share->text, words[kind][language]);
        ck_text_holds(node->chart->categories[0].parts[0].label, words[kind][language]);
        ck_assert_int_eq(share->value, 0);
        world_done(&w);
    }
    bind_in(ENGLISH, "public", "2014", "x\n"); /* for tear_down() */
}
END_TEST

/* ---- the files themselves ---- */

static struct settings settings_of(int language, struct source *source)
{
    ck_assert(source_read(FILES[language], FILES[language], scratch.keep, w.f.diagnostics, source, &scratch.err));
    return settings_read(source, scratch.keep, w.f.diagnostics);
}

/* Lists that only some languages decline. */
static bool is_own(struct text key)
{
    static const char *const lists[] = {"numbers ", "ordinals ", "months ", "halves "};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (text_starts(key, text_of(lists[i])))
            return !text_equal(key, TEXT("months in dates"));
    return false;
}

static bool has_key(const struct settings *settings, struct text key)
{
    for (size_t i = 0; i < settings->count; i++)
        if (text_equal(settings->items[i].key, key))
            return true;
    return false;
}

START_TEST(all_three_files_have_every_setting)
{
    /* those that a file may leave out; what it must have is E108 otherwise */
    static const char *const optional[] = {"before numbers",
                                           "cases",       "genders",  "ordinal endings", "whole year",     "years",
                                           "span",        "plus",     "apostrophe",      "dash",           "in brackets",
                                           "labelled",    "caption",  "note reference",  "symbol means",   "page number",
                                           "alt crossed", "alt list", "alt range",       "alt long",       "syllable vowels",
                                           "cut axis",    "percent below", "small base", "rounded", "hidden and marked in chart", "word breaks", "parts hidden", "parts hidden in chart",
                                           "share in column", "share of row", "chart of totals", "chart of piles", "no chart",
                                           "chart in report", "half-year alone", "continued"};
    struct settings all[LANGUAGES];
    struct source sources[LANGUAGES];
    bind_in(ENGLISH, "public", "2014", "x\n");
    for (int i = 0; i < LANGUAGES; i++)
        all[i] = settings_of(i, &sources[i]);
    for (int i = 0; i < LANGUAGES; i++) {
        for (size_t k = 0; k < sizeof optional / sizeof *optional; k++)
            ck_assert_msg(has_key(&all[i], text_of(optional[k])), "%s: %s", FILES[i], optional[k]);
        for (size_t k = 0; k < all[i].count; k++)
            for (int other = 0; other < LANGUAGES; other++)
                ck_assert_msg(is_own(all[i].items[k].key) || has_key(&all[other], all[i].items[k].key), "%s: %.*s",
                              FILES[other], TEXT_ARGS(all[i].items[k].key));
    }
    ck_no_fault(scratch.keep, w.f.diagnostics);
}
END_TEST

/* A line may not end between a day, its month and its year, a number and what it counts, or before a dash; it may after a
 * year, after the number of a section, before "and", and where a sentence ends in a number. */
START_TEST(what_belongs_together_stays_on_a_line)
{
    static const struct saying sayings[] = {
        {"2014", "{{period.to: date}} - {{clients | # client | # clients}}",
         {"31.\u00A0joulukuuta\u00A02014\u00A0– 85\u00A0clients", "31\u00A0december\u00A02014\u00A0– 85\u00A0clients",
          "31\u00A0December\u00A02014\u00A0– 85\u00A0clients"}},
        {"2014", "**{{clients}}** clients", {"**85**\u00A0clients", "**85**\u00A0clients", "**85**\u00A0clients"}},
        {"2014", "[In 2014 the 100 %]{literal}",
         {"In 2014 the 100\u00A0%", "In 2014 the 100\u00A0%", "In 2014 the 100\u00A0%"}},
        {"2014", "All {{clients}}. Ärende {{clients}}. älg",
         {"All 85. Ärende 85.\u00A0älg", "All 85. Ärende 85.\u00A0älg", "All 85. Ärende 85.\u00A0älg"}},
        {"2014", "{{clients}} ja [1]{literal}, {{clients}} och [1]{literal}, {{clients}} and [1]{literal}",
         {"85 ja 1, 85\u00A0och 1, 85\u00A0and 1", "85\u00A0ja 1, 85 och 1, 85\u00A0and 1",
          "85\u00A0ja 1, 85\u00A0och 1, 85 and 1"}},
        {"2014", "[Call 000 000 0000 now, room A4 too]{literal}",
         {"Call 000\u00A0000\u00A00000 now, room A4 too", "Call 000\u00A0000\u00A00000 now, room A4 too",
          "Call 000\u00A0000\u00A00000 now, room A4 too"}},
        {"2014", "[Klo 12.30 (s. 5) eli ns. 6; klo x]{literal}, klo {{clients}}",
         {"Klo\u00A0" "12.30 (s.\u00A0" "5) eli ns. 6; klo x, klo\u00A0" "85", "Klo 12.30 (s.\u00A0" "5) eli ns. 6; klo x, klo 85",
          "Klo 12.30 (s. 5) eli ns. 6; klo x, klo 85"}},
        {"2014", "[Kl. 12.30, t.ex. 3, nr 7, Nr\u00A0" "7, kl 5]{literal}",
         {"Kl. 12.30, t.ex. 3, nr 7, Nr\u00A0" "7, kl 5", "Kl.\u00A0" "12.30, t.ex.\u00A0" "3, nr\u00A0" "7, Nr\u00A0" "7, kl 5",
          "Kl. 12.30, t.ex. 3, nr 7, Nr\u00A0" "7, kl 5"}},
        {"2014", "[No. 5, x-nos. 5, pp. 12]{literal}",
         {"No. 5, x-nos. 5, pp. 12", "No. 5, x-nos. 5, pp. 12", "No.\u00A0" "5, x-nos. 5, pp.\u00A0" "12"}},
    };
    CK_SAYINGS("as-published", sayings);
    for (int language = 0; language < LANGUAGES; language++) {
        world_done(&w);
        bind_in(language, "as-published", "2014",
                "{{see section s}} is short.[^n]\n\n[^n]: Of {{clients}} clients.\n\n# S {#s}\n\n"
                "::: pie p\nshow: clients by gender\ntitle: Of {{clients}} clients\nnote: Of {{clients}} clients\n:::\n");
        ck_assert(text_ends(w.document->children[0]->spans.items[1].text, TEXT(" is short.")));
        ck_text(world_spans(&w.document->notes[0].spans), "Of 85\u00A0clients.");
        ck_text(w.document->children[2]->chart->title, "Of 85\u00A0clients");
        ck_text_holds(world_spans(&w.document->children[2]->note), "Of 85\u00A0clients");
    }
}
END_TEST

START_TEST(numbers_percentages_lists_and_quotes_are_those_of_the_language)
{
    static const struct saying sayings[] = {
        {"2014", "{{clients gender=women: percent}}", {"71\u00A0%", "71\u00A0%", "71%"}},
        {"2014", "{{clients gender=women: percent 1}}", {"70,6\u00A0%", "70,6\u00A0%", "70.6%"}},
        {"2014", "{{average new per month: decimals 2}}", {"4,75", "4,75", "4.75"}},
        {"2014", "{{top 3 clients by form: names}}",
         {"Sexual exploitation, Workforce exploitation ja Other", "Sexual exploitation, Workforce exploitation och Other",
          "Sexual exploitation, Workforce exploitation and Other"}},
        {"2014", "\"{{clients}}\" - it's", {"”85”\u00A0– it’s", "”85”\u00A0– it’s", "“85”\u00A0– it’s"}},
        {"2014", "{{clients: signed}}", {"+85", "+85", "+85"}},
    };
    static const char *const thousands[LANGUAGES] = {"12\u00A0345", "12\u00A0345", "12,345"};
    static const char *const totals[LANGUAGES] = {"Yhteensä", "Totalt", "Total"};
    static const char *const alts[LANGUAGES] = {"Ympyräkaavio. T. Women: 60 (71\u00A0%); Men: 25 (29\u00A0%).",
                                                "Cirkeldiagram. T. Women: 60 (71\u00A0%); Men: 25 (29\u00A0%).",
                                                "Pie chart. T. Women: 60 (71%); Men: 25 (29%)."};
    static const char *const vowels[LANGUAGES] = {"aeiouyäöå", "", ""};
    CK_SAYINGS("as-published", sayings);
    for (int language = 0; language < LANGUAGES; language++) {
        world_done(&w);
        bind_in(language, "as-published", "2014", "::: pie p\nshow: clients by gender\ntitle: T\nlabels: count, percent\n:::\n");
        const struct doc_node *pie = w.document->children[0];
        ck_text(language_number(w.language, scratch.keep, 12345), thousands[language]);
        ck_text(pie->table->cells[(pie->table->row_count - 1) * pie->table->column_count].text, totals[language]);
        ck_text(pie->chart->alt, alts[language]);
        ck_text(pie->chart->syllable_vowels, vowels[language]);
    }
}
END_TEST

START_TEST(a_publisher_has_a_name_in_each_language)
{
    bind_in(ENGLISH, "public", "2014", "{{report.publisher}}");
    ck_text(w.document->publisher, "Example Centre");
    w.facts.publisher = TEXT("Example Centre | Esimerkkikeskus"); /* the small code book has en, fi */
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
    ck_text(w.document->publisher, "Example Centre");
    ck_text(world_words(&w, 0), "Example Centre");
    struct layout finnish = *w.f.layout;
    finnish.language = TEXT("fi");
    w.inputs.layout = &finnish;
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
    ck_text(w.document->publisher, "Esimerkkikeskus");
    ck_text(world_words(&w, 0), "Esimerkkikeskus");
}
END_TEST

/* Words of numbers above ten, and words that are none: small numbers, and others that are made of their letters. */
START_TEST(large_number_words_are_known)
{
    static const char *const numbers[LANGUAGES] = {
        "yksitoista Kahdenkymmenenkahdeksan kolmekymmentäkahdeksan neljässäkymmenessä sata kaksisataa viisituhatta kolmessatoista",
        "elva Trettioåtta tjugoen tjugoett femton hundra etthundrafem niohundranittionio tvåtusen fyrtio",
        "eleven Thirty-eight twenty twenty-one thirtyeight hundred Thousand ninety-nine five-hundred"};
    static const char *const others[LANGUAGES] = {
        "yksi kymmenen Kahden toista kymmentä sataa luku kymmenessä kymmenyksiä satama tuhansia",
        "en ett Tio två sex vetenskap femte tusentals hundradel enhet tid",
        "one ten Five none someone tenth eleventh hundreds often height sixteen-year-old twenty- weight"};
    for (int language = 0; language < LANGUAGES; language++) {
        bind_in(language, "public", "2014", "x\n");
        for (struct text rest = text_of(numbers[language]), word; rest.len;)
            ck_assert_msg(language_is_number(w.language, word = text_cut(&rest, ' '), scratch.keep), "%.*s", TEXT_ARGS(word));
        for (struct text rest = text_of(others[language]), word; rest.len;)
            ck_assert_msg(!language_is_number(w.language, word = text_cut(&rest, ' '), scratch.keep), "%.*s", TEXT_ARGS(word));
        if (language < LANGUAGES - 1)
            world_done(&w);
    }
}
END_TEST

START_TEST(numbers_typed_in_words_are_warned_of)
{
    w = (struct world){.release = NULL};
    layout_read_body(&w.f, "Of {{clients: words | one | # of thirty-eight clients ?? two}} some, **Twenty** [in\n"
                           "twelve]{claim: clients > 1 ?? not eleven} (ninety), five [twenty]{literal} some–fifty.[^twelve]\n\n"
                           "::: contacts\n\ntwelve\n\n:::\n\n[sixty](http://x/eighty) http://y/eighty\n\n"
                           "[^twelve]: Note.\n\n::: pie a\nshow: clients by gender\ntitle: Of forty\n:::\n");
    world_facts(&w);
    ck_assert(language_read(FILES[ENGLISH], scratch.keep, w.f.diagnostics, &w.language, &scratch.err));
    document_check(w.f.layout, w.language, w.f.diagnostics);
    size_t count;
    const struct diagnostic *found = diagnostics_sorted(w.f.diagnostics, &count);
    struct text told = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++) {
        if (found[i].code != DIAG_W121)
            continue;
        ck_assert_uint_eq(found[i].place.width, found[i].args[0].len); /* no letter beyond ASCII among them */
        told = text_format(scratch.keep, "%.*s%.*s ", TEXT_ARGS(told), TEXT_ARGS(found[i].args[0]));
    }
    ck_text(told, "thirty-eight Twenty twelve eleven ninety fifty sixty forty ");
    world_done(&w);
    bind_in(ENGLISH, "public", "2014", "x\n"); /* for tear_down() */
}
END_TEST

TEST_PROGRAM_WITH("document/languages", set_up, tear_down, the_period_stands_in_every_case,
                  half_years_of_a_table_have_names_of_their_own, dates_months_and_years_stand_in_every_case, months_head_the_rows_of_tables,
                  a_case_that_the_language_lacks_is_a_fault_at_its_place,
                  number_words_stand_in_their_case_and_gender, number_words_reach_thirty_one_in_finnish,
                  ordinals_follow_the_rules_of_the_file, a_form_that_does_not_fit_is_a_fault,
                  references_have_the_words_of_the_language, signs_between_words_come_from_the_file,
                  an_axis_that_does_not_begin_at_zero_says_so, a_count_that_is_not_0_has_no_share_of_0_beside_it, shares_beside_counts_are_written_as_in_the_chart,
                  all_three_files_have_every_setting, numbers_percentages_lists_and_quotes_are_those_of_the_language,
                  what_belongs_together_stays_on_a_line, a_publisher_has_a_name_in_each_language, large_number_words_are_known,
                  numbers_typed_in_words_are_warned_of)
