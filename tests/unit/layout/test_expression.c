/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures, formats and forms: what each asks for, and each fault with its place. */
#include "unit/layout/fixtures.h"
#include "unit/harness.h"

static struct layout_fixture f;

static void set_up(void)
{
    scratch_set_up();
    layout_begin(&f);
}

static void tear_down(void)
{
    layout_done(&f);
    scratch_tear_down();
}

static struct placeholder read_good(const char *text)
{
    struct placeholder placeholder = {.format = FORMATS};
    const bool ok = parse_placeholder(&f.context, layout_expression(&f, text), &placeholder);
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_assert_msg(ok, "%s", text);
    return placeholder;
}

struct asked {
    const char *text, *use;
};

START_TEST(a_figure_asks_for_just_what_it_says)
{
    static const struct asked figures[] = {
        {"clients", "sum clients 2014"},
        {"clients gender=women", "sum clients 2014 gender{women}"},
        {"clients gender = women , men", "sum clients 2014 gender{women,men}"},
        {"clients gender!=women", "sum clients 2014 gender{men,not_stated}"},
        {"clients place=finland gender=women", "sum clients 2014 gender{women} place{finland}"},
        {"clients\n  gender=women\r\n  place=finland", "sum clients 2014 gender{women} place{finland}"},
        {"new @2013", "sum new 2013"},
        {"new@2014H1", "sum new 2014H1"},
        {"new @ 2014-06", "sum new 2014-06"},
        {"new @previous", "sum new 2013"},
        {"new @year before", "sum new 2013"},
        {"clients gender=women @ year\n before: words", "sum clients 2013 gender{women}"},
        {"new gender=men @last 5 years", "sum new 2010-01-01/2014-12-31 gender{men}"},
        {"new @last 1 half", "sum new 2014H2"},
        {"new @last 3 months", "sum new 2014-10-01/2014-12-31"},
        {"new @2013..2014", "sum new 2013-01-01/2014-12-31"},
        {"new @ 2013 .. 2014", "sum new 2013-01-01/2014-12-31"},
        {"new @2013H2..2014H1", "sum new 2013-07-01/2014-06-30"},
        {"new @2014-01..2014-03", "sum new 2014-01-01/2014-03-31"},
        {"new @2014..2014", "sum new 2014"},
        {"new @2014H1..2014", "sum new 2014"},
        {"new @2010-01-01/2014-12-31", "sum new 2010-01-01/2014-12-31"}, /* as lists of figures have it */
        {"new @2014-01-01/2014-06-30: words", "sum new 2014H1"},
        {"new year=2013", "sum new 2013"},
        {"new gender=women year = 2013 place=abroad", "sum new 2013 gender{women} place{abroad}"},
        {"new half=2013H2", "sum new 2013H2"},
        {"new half=H1", "sum new 2014H1"},
        {"new month=2013-06", "sum new 2013-06"},
        {"new month=6 gender=men", "sum new 2014-06 gender{men}"},
        {"new month=12", "sum new 2014-12"},
        {"top 2 new year=2013 by region", "top 1..2 new 2013 by region"},
        {"number of nationality in clients year=2013", "distinct clients 2013 by nationality"},
        {"top 3 clients by nationality", "top 1..3 clients 2014 by nationality"},
        {"top 2..4 clients gender=women by nationality", "top 2..4 clients 2014 gender{women} by nationality"},
        {"top 1 new @2013 by region", "top 1..1 new 2013 by region"},
        {"number of nationality in clients", "distinct clients 2014 by nationality"},
        {"number of nationality in clients nationality!=stateless,not_stated gender=men",
         "distinct clients 2014 gender{men} nationality{FI,NG,VN,AE} by nationality"},
        {"earliest clients.admitted", "earliest clients 2014"},
        {"latest clients.exited @2013", "latest clients 2013"},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const struct placeholder placeholder = read_good(figures[i].text);
        ck_text(layout_use_words(&f, placeholder.figure.use), figures[i].use);
    }
}
END_TEST

/* It tells no number, and so must not hide others. */
START_TEST(names_of_what_is_selected_ask_for_nothing)
{
    const struct placeholder one = read_good("clients gender=women: name");
    ck_assert_int_eq(one.figure.kind, FIGURE_NAMES);
    ck_text(f.codebook->dimensions[one.figure.dimension].id, "gender");
    ck_assert(one.figure.set[0] && !one.figure.set[1] && !one.figure.set[2]);
    ck_assert_uint_eq(f.requests.use_count, 0);
    ck_assert_uint_eq(f.requests.table_count, 0);
    read_good("clients gender=women");
    ck_assert(read_good("clients gender=men,women: names").figure.set[1]);
    ck_assert_uint_eq(f.requests.use_count, 1); /* what others asked for stays */
    ck_assert_uint_eq(f.requests.table_count, 1);
    ck_text(layout_use_words(&f, 0), "sum clients 2014 gender{women}");
}
END_TEST

START_TEST(a_date_names_its_column)
{
    const struct placeholder placeholder = read_good("latest clients.exited");
    const struct use *use = &f.requests.uses[placeholder.figure.use];
    ck_text(f.codebook->sources[0].columns[use->column].id, "exited");
    ck_assert_int_eq(placeholder.figure.kind, FIGURE_DATE);
    ck_assert_int_eq(placeholder.format, FORMAT_DATE);
}
END_TEST

START_TEST(the_same_figure_is_asked_for_once)
{
    const size_t first = read_good("clients place=finland gender=women").figure.use;
    const size_t uses = f.requests.use_count, tables = f.requests.table_count;
    ck_assert_uint_eq(read_good("clients gender=women place=finland: words").figure.use, first);
    ck_assert_uint_eq(read_good("clients gender!=men,not_stated place=finland @2014").figure.use, first);
    ck_assert_uint_eq(f.requests.use_count, uses);
    ck_assert_uint_ne(read_good("clients gender=men place=finland").figure.use, first);
    ck_assert_uint_eq(f.requests.use_count, uses + 1);
    ck_assert_uint_eq(f.requests.table_count, tables);
    read_good("clients gender=men place=finland @2013");
    ck_assert_uint_eq(f.requests.table_count, tables + 1);
}
END_TEST

START_TEST(a_series_asks_for_each_of_its_steps)
{
    const struct figure figure = read_good("lowest new gender=women per year @last 3 years").figure;
    static const char *const uses[] = {"sum new 2012 gender{women}", "sum new 2013 gender{women}",
                                       "sum new 2014 gender{women}"};
    ck_assert_int_eq(figure.kind, FIGURE_SERIES);
    ck_assert_int_eq(figure.series, SERIES_LOWEST);
    ck_assert_uint_eq(figure.use_count, 3);
    for (size_t i = 0; i < 3; i++)
        ck_text(layout_use_words(&f, figure.uses[i]), uses[i]);
    const struct figure months = read_good("average clients per month").figure;
    ck_assert_uint_eq(months.use_count, 12);
    ck_text(layout_use_words(&f, months.uses[1]), "sum clients 2014-02");
    ck_assert_int_eq(read_good("highest new per half @previous").figure.series, SERIES_HIGHEST);
    ck_text(layout_use_words(&f, f.requests.use_count - 1), "sum new 2013H2");
}
END_TEST

/* The hints of all that is told of it in the edition of that period, where typed periods are told. */
static struct text advice_on(const char *edition, const char *text)
{
    struct placeholder placeholder;
    struct text told = TEXT_EMPTY;
    size_t count;
    struct layout_fixture g;
    layout_begin(&g);
    const struct text bytes = layout_expression(&g, text);
    ck_assert(period_parse(text_of(edition), &g.context.period));
    g.context.warns_of_periods = true;
    ck_assert(parse_placeholder(&g.context, bytes, &placeholder));
    const struct diagnostic *found = diagnostics_sorted(g.diagnostics, &count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_eq(diagnostic_name(found[i].code), "W122");
        ck_assert_uint_eq(found[i].place.column, g.marked.column);
        ck_assert_uint_eq(found[i].place.width, g.marked.width);
        told = text_copy(scratch.keep, text_cut((struct text[]){found[i].hint}, ' '));
    }
    ck_assert_uint_eq(count, g.marked.width > 0);
    layout_done(&g);
    return told;
}

START_TEST(a_typed_period_that_has_a_name_is_told)
{
    ck_text(advice_on("2015H1", "new @⟦2014H1⟧ | a | b"), "'@year");
    ck_text(advice_on("2015H1", "new @⟦2014H2⟧"), "'@previous'");
    ck_text(advice_on("2015H1", "new @⟦2015H1⟧"), "leaving");
    ck_text(advice_on("2015H1", "new half=⟦2014H1⟧"), "'@year");
    ck_text(advice_on("2015H1", "period @⟦2014H1⟧"), "'@year");
    ck_text(advice_on("2015", "new year=⟦2014⟧"), "'@year");
    ck_text(advice_on("2015-03", "new @⟦2015-02⟧"), "'@previous'");
    static const char *const left_alone[] = {"new @2014", "new @2013H1", "new @2014H1..2014H1", "new @2010H1..2015H1",
                                             "new half=H1", "new month=3", "new @year before", "new @previous"};
    for (size_t i = 0; i < sizeof left_alone / sizeof *left_alone; i++)
        ck_text(advice_on("2015H1", left_alone[i]), "");
}
END_TEST

static struct text period_of(const char *text)
{
    struct text_builder b = {0};
    period_add(&b, read_good(text).figure.period);
    const struct text words = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

START_TEST(words_of_the_edition_and_references_ask_for_nothing)
{
    static const char *const words[] = {"period",        "period.from", "period.to",
                                        "report.number", "report.date", "report.publisher"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const struct figure figure = read_good(words[i]).figure;
        ck_assert_int_eq(figure.kind, FIGURE_WORD);
        ck_text(figure.word, words[i]);
    }
    ck_assert(!read_good("period: in").figure.has_period);
    ck_text(period_of("period @year before: in"), "2013");
    ck_text(period_of("period.from @ last 3 halves: year"), "2013-07-01/2014-12-31");
    ck_text(period_of("period.to@2012H1"), "2012H1");
    const struct figure see = read_good("see section exits").figure;
    ck_assert_int_eq(see.kind, FIGURE_SEE);
    ck_text(see.word, "exits");
    ck_assert_int_eq(see.see, SEE_SECTION);
    ck_assert(!see.capital);
    const struct placeholder table = read_good("See table exits: in");
    ck_assert_int_eq(table.figure.see, SEE_TABLE);
    ck_assert(table.figure.capital);
    ck_text(table.inflections[0], "in");
    ck_assert_uint_eq(f.requests.use_count, 0);
}
END_TEST

/* It is published like any other, and so stands in the ledger. */
START_TEST(a_figure_typed_in_is_one_number_of_the_edition_s_period)
{
    const struct figure figure = read_good("children").figure;
    ck_assert_int_eq(figure.kind, FIGURE_TYPED_IN);
    ck_text(layout_use_words(&f, figure.use), "sum children 2014");
}
END_TEST

START_TEST(a_percentage_is_of_the_figure_without_its_only_selection)
{
    const struct placeholder placeholder = read_good("clients gender=women @2013: percent");
    ck_assert_int_eq(placeholder.format, FORMAT_PERCENT);
    ck_assert_int_eq(placeholder.format_number, 0);
    ck_text(layout_use_words(&f, placeholder.base.use), "sum clients 2013");
    ck_text(layout_use_words(&f, read_good("top 1 clients by nationality: percent").base.use), "sum clients 2014");
    const struct placeholder of = read_good("clients gender=women place=abroad: percent 1 of clients gender=women");
    ck_assert_int_eq(of.format_number, 1);
    ck_text(layout_use_words(&f, of.base.use), "sum clients 2014 gender{women}");
}
END_TEST

START_TEST(formats_and_forms_are_read)
{
    static const struct {
        const char *text;
        enum format_kind format;
    } formats[] = {{"clients", FORMAT_NUMBER},
                   {"clients: number", FORMAT_NUMBER},
                   {"clients: words", FORMAT_WORDS},
                   {"clients: Words", FORMAT_WORDS_CAPITAL},
                   {"clients :ordinal", FORMAT_ORDINAL},
                   {"clients: signed", FORMAT_SIGNED},
                   {"clients: round 10", FORMAT_ROUND},
                   {"average new per month: decimals 1", FORMAT_DECIMALS},
                   {"period.to: date", FORMAT_DATE},
                   {"period.to: month", FORMAT_MONTH},
                   {"latest clients.admitted: year", FORMAT_YEAR},
                   {"top 2 clients by nationality", FORMAT_NAMES},
                   {"top 1 clients by nationality: name", FORMAT_NAMES},
                   {"top 2..2 clients by nationality: number", FORMAT_NUMBER}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        ck_assert_msg(read_good(formats[i].text).format == formats[i].format, "%s", formats[i].text);
    ck_assert_int_eq(read_good("clients: round 10").format_number, 10);
    const struct placeholder forms = read_good("clients: words | is # client |\n  are # a \\| b  ?? some ones ");
    ck_assert(forms.plural_count == 2 && forms.has_fallback);
    ck_text(forms.plurals[0], "is # client");
    ck_text(forms.plurals[1], "are # a | b");
    ck_text(forms.fallback, "some ones");
    ck_assert(!forms.has_zero);
    const struct placeholder zero = read_good("clients | a | 01: b |\n 0 : none at all ?? some");
    ck_assert(zero.plural_count == 2 && zero.has_zero && zero.has_fallback);
    ck_text(zero.plurals[1], "01: b");
    ck_text(zero.zero, "none at all");
    ck_text(zero.fallback, "some");
    const struct placeholder many = read_good("clients | 0: none | a | b | c");
    ck_assert(many.plural_count == 3 && many.has_zero); /* the language says how many there must be */
    ck_text(many.zero, "none");
    ck_text(many.plurals[2], "c");
}
END_TEST

START_TEST(a_case_is_kept_as_it_is_written)
{
    struct placeholder placeholder = read_good("latest clients.admitted: month in ?? at some time");
    ck_assert_int_eq(placeholder.format, FORMAT_MONTH);
    ck_assert_uint_eq(placeholder.inflection_count, 1);
    ck_text(placeholder.inflections[0], "in");
    ck_text(placeholder.fallback, "at some time");
    placeholder = read_good("period: Sisällä");
    ck_assert_uint_eq(placeholder.inflection_count, 1);
    ck_text(placeholder.inflections[0], "Sisällä");
    ck_assert_uint_eq(read_good("period.to: date").inflection_count, 0);
    ck_assert_uint_eq(read_good("period").inflection_count, 0);
}
END_TEST

START_TEST(plain_figures_have_neither_forms_nor_fallback)
{
    const struct placeholder placeholder = read_good(" clients ");
    ck_assert(!placeholder.plural_count && !placeholder.has_fallback);
    const struct placeholder empty = read_good("clients | | ??");
    ck_assert(empty.plural_count == 2 && empty.has_fallback);
    ck_assert_uint_eq(empty.plurals[0].len + empty.plurals[1].len + empty.fallback.len, 0);
}
END_TEST

/* ---- faults ---- */

struct fault {
    const char *code, *text, *words, *hint;
};

static const struct fault FAULTS[] = {
    {"E202", "⟦client⟧", "no measure called 'client'", "did you mean 'clients'?"},
    {"E202", "⟦völlig⟧ gender=women", "'völlig'", NULL},
    {"E201", "⟦⟧", "expected the name of a measure", NULL},
    {"E201", "⟦=⟧ 5", "expected the name of a measure", NULL},
    {"E204", "clients ⟦gendr⟧=women", "'clients' cannot be broken down by 'gendr'", "did you mean 'gender'?"},
    {"E204", "clients ⟦shoe_size⟧=big", "'shoe_size'", "there are: gender, nationality, form, place, region"},
    {"E205", "clients gender=⟦wommen⟧", "'wommen' is not a category of 'gender'", "did you mean 'women'?"},
    {"E205", "clients nationality=⟦nigeria⟧", "'nigeria' is not a category of 'nationality'", "did you mean 'NG'?"},
    {"E205", "clients gender=⟦NAISET⟧", "'NAISET'", "did you mean 'women'?"},
    {"E205", "ää {{clients gender=women,⟦mne⟧", "", NULL},
    {"E201", "clients gender=⟦⟧", "expected the name of a category", NULL},
    {"E201", "clients ⟦women⟧", "expected 'gender=women' here", NULL},
    {"E201", "clients place=abroad ⟦labour⟧ | one", "expected 'form=labour' here", NULL},
    {"E201", "clients ⟦woman⟧", "expected ':' and a format", NULL},
    {"E201", "clients gender=women,⟦:⟧ words", "expected the name of a category", NULL},
    {"E208", "clients gender=women ⟦gender⟧=men", "'gender' stands here twice", NULL},
    {"E208", "top 2 clients gender=women by ⟦gender⟧", "'gender' stands here twice", NULL},
    {"E224", "clients gender=women form=labour place=abroad nationality=FI ⟦region⟧=asia", "at most 4 variables", NULL},
    {"E206", "clients @⟦2014H3⟧", "'2014H3' is not a period", "write 2014"},
    {"E206", "clients @⟦next⟧", NULL, NULL},
    {"E187", "clients @⟦2014 H1⟧", "'2014 H1' is not a period", "did you mean '2014H1'?"},
    {"E187", "clients @⟦2014h2⟧: words", "'2014h2' is not a period", "did you mean '2014H2'?"},
    {"E187", "clients @⟦H1 2014⟧", NULL, "did you mean '2014H1'?"},
    {"E206", "clients @⟦H3⟧ 2014", NULL, NULL},
    {"E188", "⟦report.date⟧ @previous", "'report.date' is a word", "write '{{report.date}}'"},
    {"E206", "clients @⟦last 5 weeks⟧", NULL, NULL},
    {"E206", "clients @⟦year⟧ after", NULL, NULL},
    {"E206", "period @⟦next⟧: in", NULL, NULL},
    {"E188", "⟦report.number⟧ @previous", NULL, NULL},
    {"E206", "clients @⟦last 0 years⟧", NULL, NULL},
    {"E206", "clients @⟦last 121 months⟧", NULL, NULL},
    {"E206", "clients @⟦2014-13⟧", NULL, NULL},
    {"E206", "clients @⟦⟧: words", NULL, NULL},
    {"E206", "clients @2013..⟦2014H3⟧", NULL, NULL},
    {"E206", "clients @2013.. ⟦gender⟧", NULL, NULL},
    {"E206", "clients @⟦2014..2013⟧", "'2014..2013' is not a period", "2013..2014"},
    {"E206", "clients @⟦2014..2014H1⟧", NULL, NULL},
    {"E201", "clients @2014-01⟦-⟧02/2014-12-31", NULL, NULL},
    {"E194", "new year=⟦2013H1⟧", "'2013H1' is nothing that 'year' can be", "write year=2014; any other"},
    {"E194", "new half=⟦2013⟧", NULL, NULL},
    {"E194", "new half=⟦H3⟧", "'H3' is nothing that 'half' can be", "write half=H1, half=2014H1;"},
    {"E194", "new month=⟦13⟧", NULL, NULL},
    {"E194", "new month=⟦0⟧", NULL, NULL},
    {"E194", "new month=⟦2014⟧", NULL, "write month=6, month=2014-06;"},
    {"E208", "new year=2013 ⟦month⟧=6", "'month' stands here twice", NULL},
    {"E208", "new year=2013 ⟦@⟧2014", "'@' stands here twice", NULL},
    {"E208", "lowest new year=2013 per month ⟦@⟧2014", NULL, NULL},
    {"E201", "new year⟦!⟧=2013", "'=' and a period", NULL},
    {"E226", "lowest new per year: ⟦decimals⟧ 1", NULL, "it can be: number, words, Words, ordinal, signed, round"},
    {"E201", "average new per month: decimals ⟦0⟧", "one decimal or more", NULL},
    {"E201", "average new per month: decimals ⟦4⟧", "at most three decimals", NULL},
    {"E226", "clients: ⟦name⟧", NULL, NULL},
    {"E226", "clients gender=women place=abroad: ⟦name⟧", NULL, NULL},
    {"E226", "clients gender=women: ⟦date⟧", NULL, "round, name, names"},
    {"E201", "clients @last ⟦five⟧ years", "expected a whole number", NULL},
    {"E201", "clients @last ⟦year⟧", "as in 'last 5 years'; for one, 'previous' or 'year before'", NULL},
    {"E201", "top ⟦many⟧ clients by gender", "expected a whole number", NULL},
    {"E201", "⟦top 0⟧ clients by gender", "'top n'", NULL},
    {"E201", "⟦top 4..2⟧ clients by gender", "'top n..m'", NULL},
    {"E201", "top 2 clients⟦⟧", "'by' and a variable", NULL},
    {"E204", "top 2 clients by ⟦gendre⟧", NULL, "did you mean 'gender'?"},
    {"E201", "number ⟦clients⟧", "'number of VARIABLE in MEASURE'", NULL},
    {"E204", "number of ⟦land⟧ in clients", "'land'", NULL},
    {"E202", "latest clients.⟦gender⟧", "no date column called 'gender'", NULL},
    {"E201", "latest clients ⟦admitted⟧", "'.' and a date column", NULL},
    {"E201", "lowest new⟦⟧", "'per month'", NULL},
    {"E201", "lowest new per ⟦week⟧", "'month', 'half' or 'year'", NULL},
    {"E227", "lowest new per ⟦year⟧ @2014H1", "whole steps of 'year'", NULL},
    {"E229", "⟦children @2013⟧: words", "'children' is typed in", NULL},
    {"E229", "lowest ⟦children⟧ per month", "'children' is typed in", NULL},
    {"E204", "children ⟦gender⟧=women", "'children' cannot be broken down by 'gender'", NULL},
    {"E201", "see ⟦chapter⟧ one", NULL, NULL},
    {"E201", "see section⟦⟧", NULL, NULL},
    {"E207", "clients gender=women: ⟦procent⟧", "no format called 'procent'", "did you mean 'percent'?"},
    {"E201", "clients:⟦⟧", "the name of a format", NULL},
    {"E226", "clients: ⟦date⟧", "'date' does not suit",
     "it can be: number, percent, words, Words, ordinal, signed, round"},
    {"E226", "latest clients.admitted: ⟦words⟧", NULL, "it can be: date, month, year"},
    {"E226", "top 2..4 clients by nationality: ⟦number⟧", NULL, "it can be: name, names"},
    {"E226", "number of gender in clients: ⟦percent⟧", NULL, NULL},
    {"E201", "period:⟦⟧", "the name of a case", NULL},
    {"E201", "period: in of ⟦from⟧", "':' and a format", NULL},
    {"E226", "report.number: ⟦date⟧", NULL, NULL},
    {"E201", "see section x:⟦⟧", "the name of a case", NULL},
    {"E201", "clients: round ⟦⟧", "a whole number", NULL},
    {"E201", "clients: round ⟦0⟧", "a step greater than 0", NULL},
    {"E201", "clients gender=women: percent ⟦2⟧", "no decimals, or one", NULL},
    {"E221", "⟦clients⟧: percent", "per cent of what?", NULL},
    {"E221", "⟦clients gender=women place=abroad⟧: percent", "per cent of what?", "percent of"},
    {"E221", "⟦children⟧: percent", NULL, NULL},
    {"E222", "clients gender=women: percent of ⟦top 1 clients by gender⟧", NULL, NULL},
    {"E222", "clients gender=women: percent of ⟦period⟧", NULL, NULL},
    {"E201", "clients ⟦and⟧ more", "':' and a format", NULL},
    {"E201", "clients: words ⟦,⟧", NULL, NULL},
    {"E201", "clients | a | b | c | d | e | f ⟦|⟧ g", NULL, NULL},
    {"E201", "period⟦.⟧when", NULL, NULL},
};

START_TEST(each_fault_is_reported_once_at_its_place)
{
    const struct fault *fault = &FAULTS[_i];
    struct placeholder placeholder = {.format = FORMATS};
    struct text text = layout_expression(&f, fault->text);
    const size_t open = text_find(text, TEXT("{{"));
    if (open < text.len)
        text = text_slice(text, open + 2, text.len);
    ck_assert(!parse_placeholder(&f.context, text, &placeholder));
    ck_assert_int_eq(placeholder.format, FORMATS); /* untouched */
    const struct diagnostic *found = ck_only_fault(scratch.keep, f.diagnostics, fault->code, &f.marked);
    if (fault->words)
        ck_text_holds(text_format(scratch.keep, "%.*s\n", TEXT_ARGS(found->words)), fault->words);
    if (fault->hint)
        ck_text_holds(text_format(scratch.keep, "%.*s\n", TEXT_ARGS(found->hint)), fault->hint);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {a_figure_asks_for_just_what_it_says,
                                  names_of_what_is_selected_ask_for_nothing,
                                  a_date_names_its_column,
                                  the_same_figure_is_asked_for_once,
                                  a_series_asks_for_each_of_its_steps,
                                  a_typed_period_that_has_a_name_is_told,
                                  words_of_the_edition_and_references_ask_for_nothing,
                  a_figure_typed_in_is_one_number_of_the_edition_s_period,
                                  a_percentage_is_of_the_figure_without_its_only_selection,
                                  formats_and_forms_are_read,
                                  a_case_is_kept_as_it_is_written,
                                  plain_figures_have_neither_forms_nor_fallback};
    Suite *suite = suite_create("layout/expression");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_loop_test(all, each_fault_is_reported_once_at_its_place, 0, sizeof FAULTS / sizeof *FAULTS);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
