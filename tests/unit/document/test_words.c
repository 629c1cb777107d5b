/* SPDX-License-Identifier: GPL-3.0-or-later
 * Placeholders into words, for those who may know all and for those who may not. */
#include "unit/document/fixtures.h"

static struct world w;

static void tear_down(void)
{
    world_done(&w);
    scratch_tear_down();
}

struct words {
    const char *placeholder, *expected;
};

/* Each in a paragraph of its own. */
static void ck_words(const char *audience, const struct words *words, size_t count)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < count; i++)
        text_add_format(&b, "x{{%s}}x\n\n", words[i].placeholder);
    text_add_c(&b, "# One {#one}\n\n# Two {#two}\n\n## Inner {#inner}\n");
    const struct text body = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    world_bind(&w, audience, body.ptr);
    for (size_t i = 0; i < count; i++)
        ck_text(text_slice(world_words(&w, i), 1, world_words(&w, i).len - 1), words[i].expected);
    ck_no_fault(scratch.keep, w.f.diagnostics);
}

START_TEST(figures_are_printed_in_their_formats)
{
    static const struct words words[] = {
        {"clients", "85"},
        {"clients gender=women", "60"},
        {"clients gender=women: number", "60"},
        {"clients nationality=FI: words", "eight"},
        {"clients nationality=FI: Words", "Eight"},
        {"clients: words", "85"},
        {"clients nationality=stateless: words", "zero"},
        {"number of form in clients: ordinal", "third"},
        {"clients nationality=FI: ordinal", "8th"},
        {"clients: signed", "+85"},
        {"clients nationality=stateless: signed", "0"},
        {"clients: round 10", "90"},
        {"new: round 50", "50"},
        {"new: round 100", "100"},
        {"new", "57"},
        {"new @2013", "20"},
        {"clients @previous", "28"},
        {"children", "60"},
        {"number of nationality in clients", "4"},
        {"number of nationality in clients nationality!=NG,FI", "2"},
        {"lowest new per year @last 3 years", "8"},
        {"highest new per year @last 3 years", "57"},
        {"average new per year @last 3 years", "28"}, /* (8 + 20 + 57) / 3 = 28.3 */
        {"average new per year @last 2 years", "39"}, /* 38.5 */
        {"average new per year @last 2 years: decimals 1", "38.5"},
        {"average new per year @last 3 years: decimals 1", "28.3"},
        {"average new per year @last 3 years: decimals 3", "28.333"},
        {"average new per month: decimals 2", "4.75"}, /* 57 / 12 */
        {"average new year=2013 per month: decimals 1", "1.7"}, /* 20 / 12 = 1.67 */
        {"average new year=2013 per half: decimals 1", "10.0"},
        {"new @2013..2014", "77"},
        {"new year=2013", "20"},
        {"new half=H1", "55"},
        {"new month=11", "2"},
        {"clients half=2013H1", "28"},
        {"clients gender=women: name", "Women"},
        {"clients nationality=VN,FI: names", "Finland and Viet Nam, Republic"}, /* in the order of the code book */
    };
    ck_words("as-published", words, sizeof words / sizeof *words);
}
END_TEST

START_TEST(shares_are_whole_percents_or_tenths)
{
    static const struct words words[] = {
        {"clients gender=women: percent", "71\u00A0%"},   /* 70.59 */
        {"clients gender=women: percent 1", "70.6\u00A0%"},
        {"clients gender=men: percent", "29\u00A0%"},     /* 29.41 */
        {"clients place=finland gender=men: percent of clients gender=men", "68\u00A0%"}, /* 17 of 25 */
        {"clients nationality=FI: percent of clients gender=women", "13\u00A0%"},         /* 13.33 */
        {"top 1 clients by nationality: percent", "47\u00A0%"},                           /* 40 of 85 */
        {"clients: percent of clients", "100\u00A0%"},
        {"clients nationality=stateless: percent", "0\u00A0%"},
        {"clients gender=men: percent | is # | are #", "are 29\u00A0%"},
    };
    ck_words("as-published", words, sizeof words / sizeof *words);
}
END_TEST

START_TEST(forms_follow_the_number)
{
    static const struct words words[] = {
        {"clients | client | clients", "85\u00A0clients"},
        {"clients nationality=AE: words | is # client | are # clients", "are two clients"},
        {"number of gender in clients gender=women: words | is # kind | are # kinds", "is one kind"},
        {"number of gender in clients gender=women | one kind | # kinds", "one kind"},
        {"clients nationality=AE | one kind | # kinds", "2 kinds"},
        {"clients nationality=stateless | one | # of them", "0 of them"},
        {"number of gender in clients gender=women | kind | kinds", "1\u00A0kind"},
        {"clients nationality=AE | # of # | # (#)", "2 (#)"},
        {"clients nationality=stateless | one client | # clients | 0: no clients", "no clients"},
        {"clients nationality=stateless | client | clients | 0: no client", "no client"},
        {"clients nationality=stateless: words | is # | are # | 0: are # of them", "are zero of them"},
        {"clients nationality=stateless | one | # | 0:", ""},
        {"clients nationality=AE | one client | # clients | 0: no clients", "2 clients"},
        {"clients nationality=AE | client | clients | 0: no client", "2\u00A0clients"},
        {"number of gender in clients gender=women | one kind | # kinds | 0: none", "one kind"},
        {"clients nationality=stateless: percent | # | # | 0: none of them", "none of them"},
        /* 2.4 % is neither one nor none */
        {"clients nationality=AE: percent 1 of clients | # is | # are | 0: none", "2.4\u00A0% are"},
    };
    ck_words("as-published", words, sizeof words / sizeof *words);
}
END_TEST

START_TEST(names_are_listed_from_the_largest)
{
    static const struct words words[] = {
        {"top 1 clients by nationality", "Nigeria"},
        {"top 3 clients by nationality: names", "Nigeria, Viet Nam, Republic and Finland"},
        {"top 2..3 clients by nationality: names", "Viet Nam, Republic and Finland"},
        {"top 2..2 clients by nationality: number", "35"},
        {"top 9 clients by gender", "Women and Men"},
    };
    ck_words("as-published", words, sizeof words / sizeof *words);
}
END_TEST

START_TEST(dates_are_printed_as_far_as_they_are_wanted)
{
    static const struct words words[] = {
        {"latest clients.admitted", "30\u00A0November\u00A02014"},
        {"latest clients.admitted: date", "30\u00A0November\u00A02014"},
        {"latest clients.admitted: month", "November 2014"},
        {"earliest clients.admitted: year", "2012"},
        {"latest new.admitted @2013: year", "2013"},
    };
    static const struct words edition[] = {
        {"period", "2014"},
        {"period @year before", "2013"},
        {"period @2012", "2012"},
        {"period.to @year before", "31\u00A0December\u00A02013"},
        {"period.from @2013H2: month", "July 2013"},
        {"period.from", "1\u00A0January\u00A02014"},
        {"period.to: month", "December 2014"},
        {"period.to: year", "2014"},
        {"report.number", "1/2015"},
        {"report.date", "30\u00A0January\u00A02015"},
        {"report.publisher", "Example Centre"},
        {"see section inner", "#<inner>Section\u00A0" "2.1"},
        {"see section one", "#<one>Section\u00A0" "1"},
    };
    struct words all[sizeof words / sizeof *words + sizeof edition / sizeof *edition];
    memcpy(all, words, sizeof words);
    memcpy(all + sizeof words / sizeof *words, edition, sizeof edition);
    /* this policy prints the one to the day and the other to the year */
    world_bind(&w, "public", "{{latest clients.admitted}} {{earliest clients.admitted: year}}\n");
    ck_text(world_words(&w, 0), "30\u00A0November\u00A02014 2012");
    ck_no_fault(scratch.keep, w.f.diagnostics);
    world_done(&w);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        world_bind(&w, "public",
                   text_format(scratch.keep, "{{%s}}\n\n# One {#one}\n\n# Two {#two}\n\n## Inner {#inner}\n",
                               all[i].placeholder)
                       .ptr);
        ck_text(world_words(&w, 0), all[i].expected);
        ck_no_fault(scratch.keep, w.f.diagnostics);
        world_done(&w);
    }
    world_bind(&w, "public", "x\n");
}
END_TEST

/* ---- what may not be told ---- */

static void ck_one(const char *audience, const char *body, const char *code, const char *expected)
{
    const struct marked marked = marked_read(
        scratch.keep,
        text_format(scratch.keep, "---\nreport: small\nlanguage: en\ntitle: A small report\n---\n\n%s", body));
    const struct marked plain = marked_read(scratch.keep, text_of(body));
    world_bind(&w, audience, plain.bytes.ptr);
    if (code)
        ck_only_fault(scratch.keep, w.f.diagnostics, code, &marked);
    else
        ck_no_fault(scratch.keep, w.f.diagnostics);
    ck_text(world_words(&w, 0), expected);
}

START_TEST(a_hidden_figure_prints_the_authors_words)
{
    ck_one("public", "There {{minors: words | is # minor | are # minors ?? are \\| some}} there.\n", NULL,
           "There are | some there.");
}
END_TEST

START_TEST(a_hidden_figure_without_words_prints_the_policys_and_is_reported)
{
    ck_one("public", "There are ⟦{{minors}}⟧.\n", "W301", "There are not published.");
}
END_TEST

START_TEST(a_share_of_a_hidden_part_is_hidden)
{
    ck_one("public", "It is ⟦{{minors: percent of clients}}⟧.\n", "W301", "It is not published.");
}
END_TEST

START_TEST(a_share_of_a_small_base_is_hidden)
{
    /* 8 clients are from Finland; the policy wants 20 for a percentage */
    ck_one("public",
           "{{clients nationality=FI}} ⟦{{clients nationality=FI gender=men: percent of clients nationality=FI}}⟧\n",
           "W301", "8\u00A0not published");
}
END_TEST

START_TEST(a_ranking_with_a_hidden_number_is_hidden)
{
    ck_one("public", "⟦{{top 4 clients by nationality}}⟧\n", "W301", "not published");
}
END_TEST

START_TEST(a_date_is_hidden_unless_the_policy_lists_it)
{
    ck_one("public", "⟦{{earliest clients.admitted}}⟧\n", "W301", "not published");
    world_done(&w);
    ck_one("public", "⟦{{latest clients.exited: year}}⟧\n", "W301", "not published");
    world_done(&w);
    ck_one("public", "⟦{{earliest new.admitted: year}}⟧\n", "W301", "not published");
}
END_TEST

START_TEST(a_series_with_a_hidden_step_is_hidden)
{
    /* the two admitted in November 2014 are too few to be told */
    ck_one("public", "⟦{{lowest new per month}}⟧\n", "W301", "not published");
}
END_TEST

START_TEST(a_share_of_nothing_is_a_fault)
{
    ck_one("as-published",
           "⟦{{clients nationality=stateless gender=men: percent of clients nationality=stateless}}⟧ x\n", "E305",
           " x");
}
END_TEST

START_TEST(a_typed_in_figure_that_nobody_gave_is_a_fault)
{
    layout_read_body(&w.f, "About {{children}} of them.\n");
    world_facts(&w);
    w.is_given[codebook_measure(w.f.codebook, TEXT("children"))] = false;
    world_count(&w, WORLD_GROUPS, 0);
    world_release(&w, "public");
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics); /* a second audience: told once */
    const struct marked marked = {.line = 7, .column = 7, .width = 12};
    ck_text_holds(ck_only_fault(scratch.keep, w.f.diagnostics, "E307", &marked)->words, "'children'");
}
END_TEST

START_TEST(a_small_typed_in_figure_is_hidden)
{
    layout_read_body(&w.f, "About {{children ?? some}} of them.\n");
    world_facts(&w);
    w.children = 4;
    world_count(&w, WORLD_GROUPS, 0);
    world_release(&w, "public");
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
    ck_text(world_words(&w, 0), "About some of them.");
    ck_no_fault(scratch.keep, w.f.diagnostics);
}
END_TEST

START_TEST(a_reference_to_what_is_not_printed_is_a_fault)
{
    ck_one("public", "See {{see section ⟦a⟧}}.\n\n::: when clients < 5\n\n# A {#a}\n\n:::\n", "E308", "See #<a>.");
}
END_TEST

START_TEST(a_reference_to_a_heading_without_number_is_a_fault)
{
    ck_one("public", "See {{see section ⟦a⟧}}.\n\n# A {#a .plain}\n", "E308", "See #<a>.");
}
END_TEST

START_TEST(a_language_without_cases_is_asked_for_none)
{
    layout_read_body(&w.f, "In {{period: ⟦in⟧}}.\n");
    const struct marked marked = w.f.marked;
    const char *path = scratch_write("en.language", text_of(WORLD_LANGUAGE));
    ck_assert(language_read(path, scratch.keep, w.f.diagnostics, &w.language, &scratch.err));
    document_check(w.f.layout, w.language, w.f.diagnostics);
    ck_text_holds(ck_only_fault(scratch.keep, w.f.diagnostics, "E212", &marked)->words, "'in'; it has: no cases");
}
END_TEST

/* ---- text around figures ---- */

START_TEST(quotes_and_dashes_become_those_of_the_language)
{
    ck_one("as-published", "A \"quote\" and \"{{clients}} *clients*\" - isn't it \"so\"?\n", NULL,
           "A “quote” and “85\u00A0*clients*”\u00A0– isn’t it “so”?");
}
END_TEST

/* The words of the document's own language need no mark; in brackets within brackets the inner one counts. */
START_TEST(words_of_another_language_say_which)
{
    static const struct {
        const char *text, *language;
    } wanted[] = {{"The ", ""}, {"Amt ", "de"}, {"office", "en-GB"}, {" hier", "de"}, {" of the town and ", ""}, {"ord", "sv"}};
    ck_one("as-published",
           "The [Amt [office]{language: en-GB} hier]{language: de} of [the town]{language: en} and [*ord*]{language: sv}\n",
           NULL, "The Amt office hier of the town and *ord*");
    const struct doc_spans *spans = &w.document->children[0]->spans;
    ck_assert_uint_eq(spans->count, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < spans->count; i++) {
        ck_text(spans->items[i].text, wanted[i].text);
        ck_text(spans->items[i].language, wanted[i].language);
    }
}
END_TEST

START_TEST(styles_links_and_breaks_stay)
{
    ck_one("as-published", "**{{clients}} clients**\\\n*in* [the {{period}}](http://x.org) list\n", NULL,
           "**85\u00A0clients**/*in* <http://x.org>the 2014 list");
}
END_TEST

TEST_PROGRAM_WITH("document/words", scratch_set_up, tear_down, figures_are_printed_in_their_formats,
                  shares_are_whole_percents_or_tenths, forms_follow_the_number, names_are_listed_from_the_largest,
                  dates_are_printed_as_far_as_they_are_wanted, a_hidden_figure_prints_the_authors_words,
                  a_hidden_figure_without_words_prints_the_policys_and_is_reported, a_share_of_a_hidden_part_is_hidden,
                  a_share_of_a_small_base_is_hidden, a_ranking_with_a_hidden_number_is_hidden,
                  a_date_is_hidden_unless_the_policy_lists_it, a_series_with_a_hidden_step_is_hidden,
                  a_share_of_nothing_is_a_fault, a_typed_in_figure_that_nobody_gave_is_a_fault,
                  a_small_typed_in_figure_is_hidden, a_reference_to_what_is_not_printed_is_a_fault,
                  a_reference_to_a_heading_without_number_is_a_fault,
                  a_language_without_cases_is_asked_for_none, quotes_and_dashes_become_those_of_the_language,
                  words_of_another_language_say_which, styles_links_and_breaks_stay)
