/* SPDX-License-Identifier: GPL-3.0-or-later
 * A translation held against its master: each case changes one thing in a translation that has no fault. */
#include <stdlib.h>
#include <string.h>

#include "unit/layout/fixtures.h"
#include "unit/harness.h"

static struct layout_fixture f;

static const char MASTER[] = "---\n"
                             "report: small\n"
                             "language: en\n"
                             "title: A small report\n"
                             "subtitle: On {{period}}\n"
                             "---\n"
                             "\n"
                             "# Clients {#clients}\n"
                             "\n"
                             "There were {{clients | one client | # clients}}, [most of them women]{claim: clients "
                             "gender=women > 50%}.\n"
                             "\n"
                             "::: pie gender\n"
                             "show: clients by gender\n"
                             "title: Clients by gender\n"
                             "note: At the end of the year.\n"
                             "labels: percent\n"
                             "order: largest\n"
                             "width: half\n"
                             "category label: {label} ({n})\n"
                             "top: 1\n"
                             "rest: The others\n"
                             ":::\n"
                             "\n"
                             "# New clients {#new}\n"
                             "\n"
                             "In the period {{new | one client | # clients}} came.\n";

static const char TRANSLATION[] = "---\n"
                                  "report: small\n"
                                  "language: fi\n"
                                  "title: Pieni raportti\n"
                                  "subtitle: {{period}}\n"
                                  "translates: small.en.md\n"
                                  "---\n"
                                  "\n"
                                  "# Asiakkaat {#clients}\n"
                                  "\n"
                                  "[Enemmistö oli naisia]{claim: clients gender=women > 50%}; asiakkaita oli "
                                  "{{clients: number}}.\n"
                                  "\n"
                                  "::: pie gender\n"
                                  "title: Asiakkaat sukupuolittain\n"
                                  "note: Vuoden lopussa.\n"
                                  "rest: Muut\n"
                                  ":::\n"
                                  "\n"
                                  "# Uudet asiakkaat {#new}\n"
                                  "\n"
                                  "Uusia oli {{new}}.\n";

static const struct layout *read_into_scratch(const char *name, struct text bytes, const struct layout *master)
{
    const struct layout *layout = NULL;
    struct layout_surroundings surroundings = layout_surroundings_of(&f);
    surroundings.others = &master;
    surroundings.other_count = master ? 1 : 0;
    ck_assert_msg(layout_read(scratch_write(name, bytes), &surroundings, &layout, &scratch.err), "%s",
                  scratch.err.message);
    return layout;
}

static void read_both(struct text master, struct text translation)
{
    layout_begin(&f);
    f.layout = read_into_scratch("small.en.md", master, NULL);
    ck_no_fault(scratch.keep, f.diagnostics);
    f.marked = marked_read(scratch.keep, translation);
    f.layout = read_into_scratch("small.fi.md", f.marked.bytes, f.layout);
}

START_TEST(a_translation_takes_what_a_figure_shows_from_its_master)
{
    read_both(text_of(MASTER), text_of(TRANSLATION));
    ck_no_fault(scratch.keep, f.diagnostics);
    const struct block *pie = f.layout->root->children[2];
    ck_assert_int_eq(pie->kind, BLOCK_FIGURE);
    ck_text(layout_use_words(&f, pie->figure->shown.uses[0]), "table clients 2014 by gender; join 0");
    ck_assert(pie->figure->label_percent && !pie->figure->label_count);
    ck_assert_int_eq(pie->figure->order, ORDER_LARGEST);
    ck_assert_int_eq(pie->figure->width, FIGURE_HALF);
    ck_text(pie->figure->category_label, "{label} ({n})");
    ck_text(pie->figure->title.items[0].text, "Asiakkaat sukupuolittain");
    ck_text(pie->figure->note.items[0].text, "Vuoden lopussa.");
    ck_assert_int_eq(pie->figure->top, 1);
    ck_text(pie->figure->rest, "Muut");
}
END_TEST

/* What is put for what in the translation, and what is said of it. */
static const struct change {
    const char *code, *from, *to, *words;
} CHANGES[] = {
    {"E401", "note: Vuoden", "⟦order⟧: smallest\nnote: Vuoden", "'order'"},
    {"E401", "note: Vuoden", "⟦show⟧: clients by gender\nnote: Vuoden", "'show'"},
    {"E401", "rest: Muut", "⟦top⟧: 2\nrest: Muut", "'top'"},
    {"E191",
     "translates: small.en.md\n---\n\n# Asiakkaat {#clients}\n\n[Enemmistö oli naisia]{claim: clients gender=women > 50%}; "
     "asiakkaita oli {{clients: number}}.\n\n::: pie gender",
     "---\n\n# Asiakkaat {#clients}\n\n⟦::: pie gender⟧", "small.en.md has a figure of that name"},
    {"E402", "::: pie gender", "⟦::: bars gender⟧", "'gender' as a block of another kind"},
    {"E403", "small.en.md", "⟦large.en.md⟧", "'large.en.md'"},
    {"E107", "note: Vuoden", "⟦note2⟧: x\nnote: Vuoden", "'note2'"},
    {"E107", "note: Vuoden", "⟦shwo⟧: clients by gender\nnote: Vuoden", "'shwo'"},
    {"W401", "translates: small.en.md", "translates: ⟦small.en.md⟧", "the section 'clients' is missing here"},
    {"W401", "{#new}", "{#⟦novel⟧}", "the section 'novel' is not in the master"},
    {"E181", "::: pie gender", "::: pie ⟦gendre⟧", "has no chart or table 'gendre'"},
    {"W402", "translates: small.en.md", "translates: ⟦small.en.md⟧", "the figure 'gender' is missing here"},
    {"W402", "# Uudet", "⟦::: pie more⟧\nshow: new by gender\ntitle: T\n:::\n\n# Uudet",
     "the figure 'more' is not in"},
    {"W403", "# Asiakkaat {#clients}", "⟦# Asiakkaat {#clients}⟧", "the master tells 'clients gender=women'"},
    {"W404", "Uusia oli {{new}}.", "Uusia oli {{new}}, naisia {{⟦new gender=women⟧}}.",
     "does not tell 'new gender=women'"},
    {"W404", "Uusia oli {{new}}.", "{{new}}\n\n::: when ⟦clients⟧ > 5\n\nMonta.\n\n:::", "does not tell 'clients'"},
    {"W405", "::: pie gender\ntitle: Asiakkaat sukupuolittain\nnote: Vuoden lopussa.\n",
     "⟦::: pie gender⟧\ntitle: A\n", "the master has 'note'"},
    {"W405", "::: pie gender\ntitle: Asiakkaat sukupuolittain\nnote: Vuoden lopussa.\nrest: Muut\n",
     "⟦::: pie gender⟧\ntitle: A\nnote: V\n", "the master has 'rest'"},
    {"W405", "subtitle: {{period}}\ntranslates: small.en.md", "translates: ⟦small.en.md⟧", "the master has 'subtitle'"},
    {"W406", "# Uudet asiakkaat {#new}", "⟦# Uudet asiakkaat⟧", "has no id"},
};

/* What else must go for the case to be about what it says. */
static struct text changed(const struct change *change)
{
    struct text text = text_of(TRANSLATION);
    text = marked_replace(scratch.keep, text, text_of(change->from), text_of(change->to));
    if (strstr(change->words, "'clients' is missing"))
        text = marked_replace(scratch.keep, text, TEXT("# Asiakkaat {#clients}\n"), TEXT(""));
    if (strstr(change->words, "'gender' is missing"))
        text = marked_replace(scratch.keep, text,
                              TEXT("::: pie gender\ntitle: Asiakkaat sukupuolittain\nnote: Vuoden lopussa.\n"
                                   "rest: Muut\n:::\n"),
                              TEXT(""));
    if (strstr(change->words, "tells 'clients gender"))
        text = marked_replace(scratch.keep, text, TEXT("[Enemmistö oli naisia]{claim: clients gender=women > 50%}; a"),
                              TEXT("A"));
    return text;
}

static bool is_reported(const struct change *change)
{
    size_t count;
    const struct diagnostic *found = diagnostics_sorted(f.diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(diagnostic_name(found[i].code), change->code) == 0 &&
            text_find(found[i].words, text_of(change->words)) < found[i].words.len &&
            found[i].place.line == f.marked.line && found[i].place.column == f.marked.column &&
            (!f.marked.width || found[i].place.width == f.marked.width))
            return true;
    return false;
}

START_TEST(what_differs_is_told_at_its_place)
{
    const struct change *change = &CHANGES[_i];
    read_both(text_of(MASTER), changed(change));
    ck_assert_msg(is_reported(change), "%s\n%.*s", change->words,
                  TEXT_ARGS(marked_print(scratch.keep, f.diagnostics)));
}
END_TEST

static struct text with(const char *text, const char *from, const char *to)
{
    return marked_replace(scratch.keep, text_of(text), text_of(from), text_of(to));
}

/* One slip, and all that is said of it: of the master where it is there, of the translation where it is there. */
static const struct slip {
    const char *in_master[2], *in_translation[2], *codes;
} SLIPS[] = {
    {{"", ""}, {"::: pie gender", "::: pie gendre"}, "E181"},
    {{"", ""}, {"::: pie gender", "::: pye gender"}, "E106"},
    {{"", ""}, {"::: pie gender", "::: pie"}, "E110"},
    {{"::: pie gender", "::: pye gender"}, {"", ""}, "E106"},
    {{"::: pie gender", "::: pie"}, {"", ""}, "E110"},
    {{"::: pie gender", "::: pie new"}, {"", ""}, "E111"},
    {{"{{new | one", "{{nwe | one"}, {"", ""}, "E202"},
    {{"gender=women > 50%", "gender=women > 50%%"}, {"", ""}, "E201"},
    {{"", ""}, {"{{new}}", "{{nwe}}"}, "E202"},
    {{"", ""}, {"gender=women > 50%", "gender=women > 50%%"}, "E201"},
    {{"gender=women > 50%}.", "gender=women > 50% ?? some, and {{minors}}."}, {"naisia]", "naisia ja {{minors}}]"}, "E190"},
    {{"# clients}} came", "# clients} came"}, {"", ""}, "E127"},
    {{"", ""}, {"{{new}}", "new}"}, "E132"},
    {{"In the", "::: when new gender=men => 5\n\n:::\n\nIn the"},
     {"Uusia oli", "::: when new gender=men >= 5\n\nMonta.\n\n:::\n\nUusia oli"},
     "E201"},
    {{"In the", "| A | B |\n|---|---|\n| x |\n\nIn the"},
     {"Uusia oli", "| A | B |\n|---|---|\n| x | {{new gender=men}} |\n\nUusia oli"},
     "E122"},
    {{"top: 1\nrest: The others\n", ""}, {"", ""}, "E580"},
    {{"top: 1\n", "top: 0\n"}, {"", ""}, "E109"},
    {{"came.", "came\xff."}, {"", ""}, "E100"},
};

START_TEST(one_slip_is_told_once)
{
    const struct slip *slip = &SLIPS[_i];
    const struct text master = *slip->in_master[0] ? with(MASTER, slip->in_master[0], slip->in_master[1]) : text_of(MASTER);
    const struct text other =
        *slip->in_translation[0] ? with(TRANSLATION, slip->in_translation[0], slip->in_translation[1]) : text_of(TRANSLATION);
    size_t count;
    layout_begin(&f);
    f.layout = read_into_scratch("small.en.md", master, NULL);
    f.layout = read_into_scratch("small.fi.md", other, f.layout);
    const struct diagnostic *found = diagnostics_sorted(f.diagnostics, &count);
    ck_assert_msg(count == 1 && strcmp(diagnostic_name(found->code), slip->codes) == 0, "%s\n%.*s", slip->codes,
                  TEXT_ARGS(marked_print(scratch.keep, f.diagnostics)));
    if (strcmp(slip->codes, "E181") == 0)
        ck_text(found->hint, "did you mean 'gender'?");
}
END_TEST

START_TEST(notes_that_refer_to_each_other_are_told_once)
{
    const char notes[] = "\nSee[^a].\n\n[^a]: {{new gender=women}}, or[^b].\n\n[^b]: {{new gender=men}}, or[^a].\n";
    read_both(text_format(scratch.keep, "%s%s", MASTER, notes), text_format(scratch.keep, "%s%s", TRANSLATION, notes));
    ck_no_fault(scratch.keep, f.diagnostics);
}
END_TEST

START_TEST(a_section_in_another_place_is_told)
{
    const struct text section = TEXT("# Uudet asiakkaat {#new}\n\nUusia oli {{new}}.\n");
    struct text text = marked_replace(scratch.keep, text_of(TRANSLATION), section, TEXT(""));
    text = marked_replace(scratch.keep, text, TEXT("# Asiakkaat {#clients}"),
                          text_format(scratch.keep, "%.*s\n# Asiakkaat {#⟦clients⟧}", TEXT_ARGS(section)));
    read_both(text_of(MASTER), text);
    const struct change moved = {"W401", NULL, NULL, "the section 'clients' stands in another place"};
    ck_assert(is_reported(&moved));
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_NOTE), 1);
}
END_TEST

static void tear_down(void)
{
    layout_done(&f);
    scratch_tear_down();
}

int main(void)
{
    Suite *suite = suite_create("layout/translation");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, scratch_set_up, tear_down);
    tcase_add_loop_test(all, what_differs_is_told_at_its_place, 0, sizeof CHANGES / sizeof *CHANGES);
    tcase_add_loop_test(all, one_slip_is_told_once, 0, sizeof SLIPS / sizeof *SLIPS);
    tcase_add_test(all, a_translation_takes_what_a_figure_shows_from_its_master);
    tcase_add_test(all, a_section_in_another_place_is_told);
    tcase_add_test(all, notes_that_refer_to_each_other_are_told_once);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
