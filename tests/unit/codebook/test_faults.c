/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every fault that a code book can have: its code, its place (marked ⟦so⟧), and that nothing else is said. */
#include "unit/codebook/fixtures.h"
#include "unit/harness.h"

struct fault {
    const char *code, *from, *to;
    const char *words, *hint; /* parts of them; NULL: not looked at */
};

static const struct fault FAULTS[] = {
    /* the head */
    {"E107", "id: small", "id: small\n⟦idd⟧: x", "'code book' has no setting 'idd'", "did you mean 'id'?"},
    {"E103", "id: small", "id: small\n⟦id⟧: large", "'id'", NULL},
    {"E143", "title: Small code book | Pieni koodikirja", "title: ⟦Small | Pieni | Liten⟧", "needs 2 texts", NULL},
    {"E143", "title: Small code book | Pieni koodikirja", "title: ⟦Small | |⟧", "needs 2 texts", NULL},
    /* blocks */
    {"E106", "::: check more_clients", "::: ⟦chek⟧ more_clients", "no kind of block called 'chek'",
     "did you mean 'check'?"},
    {"E110", "::: check more_clients", "⟦::: check⟧", "needs a name", "::: check name"},
    {"E112", "::: check more_clients", "::: check ⟦more-clients⟧", NULL, NULL},
    {"E112", "::: policy public", "::: policy ⟦the public⟧", NULL, NULL},
    {"E229", "::: check more_clients", "::: relation r\nthat: clients = ⟦children⟧ @previous + new\n:::\n::: check more_clients",
     "'children' is typed in", NULL},
    {"E109", "; latest new.admitted: year", "; ⟦latest new.admitted: month⟧", "exact dates", "earliest MEASURE.COLUMN: year"},
    {"E109", "; latest new.admitted: year", "; ⟦latest new.admitted:⟧", "exact dates", NULL},
    {"E202", "; latest new.admitted: year", "; latest ⟦nw⟧.admitted: year", "no measure called 'nw'", "did you mean 'new'?"},
    {"E202", "; latest new.admitted: year", "; latest new.⟦admited⟧: year", "no date column called 'admited'", "'admitted'?"},
    {"E111", "::: policy as-published", "::: policy ⟦public⟧", "'public' is used twice", NULL},
    {"E111", "::: measure minors", "::: measure ⟦clients⟧", "'clients' is used twice", NULL},
    {"E111", "::: codes form\n", "::: codes ⟦gender⟧\ntitle: x\n:::\n::: codes form\n", "'gender' is used twice", NULL},
    {"E111", "::: measure clients", "::: source ⟦cases⟧\nfiles: a\nrow: b\nkey: c\nstarts: d\n:::\n::: measure clients",
     NULL, NULL},
    {"E111", "::: check more_clients", "::: check c\nthat: clients > 1\n:::\n::: check ⟦c⟧", NULL, NULL},
    {"E111", "::: groups region", "::: groups ⟦gender⟧", "'gender' is used twice", NULL},
    {"E118", "else: warning\n:::\n", "else: warning\n", NULL, NULL},
    /* lists */
    {"E107", "unknown: error", "⟦unknwon⟧: error", "'unknwon'", "did you mean 'unknown'?"},
    {"E108", "title: Form | Muoto\n", "", "'title' is missing", "add a line 'title: …'"},
    {"E108", "title: Form | Muoto\n", "⟦title⟧:\n", "'title' has no value", "write the value behind the ':'"},
    {"E120", "| raw | category | en | fi |\n|-----|----------|----|----|\n| FI",
     "⟦| row | category | en | fi |⟧\n|-----|----------|----|----|\n| FI", "no column 'raw'", "add 'raw' to its heading"},
    {"E120", "| raw | category | en | fi |\n|-----|----------|----|----|\n| FI",
     "⟦| raw | category | en | sv |⟧\n|-----|----------|----|----|\n| FI", "no column 'fi'", NULL},
    {"E122", "| F, 2 | women | Women | Naiset |", "| F, 2 | women | Women | Naiset |\n⟦| X | men |⟧",
     "2 cells, the heading has 4", NULL},
    {"E112", "| M, 1 | men | Men | Miehet |", "| M, 1 | men | Men | Miehet |\n| X | ⟦no men⟧ | X | X |", NULL, NULL},
    {"E145", "| FI | finland | In Finland | Suomessa |", "⟦| FI | finland | In Finland | |⟧",
     "'finland' has no name in 'fi'", NULL},
    {"E141", "| M, 1 | men | Men | Miehet |", "| M, 1, ⟦F⟧ | men | Men | Miehet |",
     "raw code 'F' already has a meaning at the same time (line 15)", NULL},
    {"E141", "| 30 | sexual | | | 2013-01-01.. |", "| ⟦30⟧ | sexual | | | 2012-12-31.. |", "'30'", NULL},
    {"E141", "| SF | FI | | |", "| ⟦FIN⟧ | FI | | |",
     "'FIN' already has a meaning at the same time (line of the list's file)", NULL},
    {"E202", "starts: admitted", "starts: admitted\norder of dates: admitted, ⟦exitd⟧", NULL, "did you mean 'exited'?"},
    {"E210", "starts: admitted", "starts: admitted\norder of dates: admitted, ⟦gender⟧", NULL, NULL},
    {"E142", "..2012-12-31", "⟦2012⟧", "'2012' is not a span", "yyyy-mm-dd..yyyy-mm-dd"},
    {"E142", "..2012-12-31", "⟦..2012-02-30⟧", NULL, NULL},
    {"E142", "..2012-12-31", "⟦2012-12-31..2012-01-01⟧", NULL, NULL},
    {"E571", "| raw | category | en | fi |\n|-----|----------|----|----|\n| FI | finland | In Finland | Suomessa |\n| * | abroad | Abroad | Ulkomailla |",
     "| raw | category | en | fi | valid | becomes |\n|-|-|-|-|-|-|\n| FI | finland | F | S | ..2014-12-31 | abroad, ⟦abrod⟧ |\n| * | abroad | A | U | | |",
     "'finland' becomes 'abrod'", "categories of the list"},
    {"E572", "| raw | category | en | fi |\n|-----|----------|----|----|\n| FI | finland | In Finland | Suomessa |\n| * | abroad | Abroad | Ulkomailla |",
     "| raw | category | en | fi | valid | becomes |\n|-|-|-|-|-|-|\n| FI | finland | F | S | | |\n| SE, * | abroad | A | U | ..2014-12-31 | ⟦finland⟧ |",
     "'abroad' becomes another", "..2014-12-31"},
    {"E573", "| raw | category | en | fi |\n|-----|----------|----|----|\n| FI | finland | In Finland | Suomessa |\n| * | abroad | Abroad | Ulkomailla |",
     "| raw | category | en | fi | valid | becomes |\n|-|-|-|-|-|-|\n| FI | finland | F | S | ..2014-12-31 | ⟦finland⟧ |\n| * | abroad | A | U | | |",
     "'finland' becomes itself", NULL},
    {"E109", "of: nationality\n", "of: nationality\nover time: ⟦perhaps⟧\n", "over time", NULL},
    {"E142", "title: Form | Muoto", "title: Form | Muoto\neditions: ⟦2013..⟧", NULL, "2013H1..2014H2"},
    {"E142", "title: Form | Muoto", "title: Form | Muoto\neditions: ⟦2014H2..2014H1⟧", NULL, NULL},
    {"E142", "::: check more_clients", "::: sheet s\ntitle: S | S\naudience: public\neditions: ⟦2014⟧\nshow: clients by gender\n:::\n::: check more_clients", NULL, "2013H1..2014H2"},
    {"E205", "unknown: other", "unknown: ⟦othr⟧", "'othr' is not a category of 'form'", "did you mean 'other'?"},
    /* groups */
    {"E202", "of: nationality", "of: ⟦nationalty⟧", "no code list called 'nationalty'", "did you mean 'nationality'?"},
    {"E108", "title: Region | Alue\n", "", "'title' is missing", NULL},
    {"E120", "| category | members | en | fi |", "⟦| category | member | en | fi |⟧", "no column 'members'", NULL},
    {"E205", "m49:145, stateless", "m49:145, stateless except ⟦m49:999⟧", "'m49:999'", NULL},
    {"E205", "| rest | NG,", "| rest | ⟦NGA⟧, NG,", "'NGA' is not a category of 'nationality'", "did you mean 'NG'?"},
    {"E144", "| rest | NG,", "| rest | ⟦FI⟧, NG,", "'FI' is already a member of 'europe'", NULL},
    {"E111", "| asia | m49", "| ⟦europe⟧ | m49", "'europe' is used twice", NULL},
    {"E112", "| asia | m49", "| ⟦a sia⟧ | m49", NULL, NULL},
    {"E145", "| asia | m49:142 except m49:145 | Asia | Aasia |", "⟦| asia | m49:142 except m49:145 | Asia | |⟧", NULL,
     NULL},
    /* sources */
    {"E108", "files: cases*.csv, more.csv\n", "", "'files' is missing", NULL},
    {"E108", "starts: admitted\n", "", "'starts' is missing", NULL},
    {"E108", "starts: admitted\n", "starts: admitted\ndefinition: All stays. | Kaikki.\n", "'title' is missing", NULL},
    {"E202", "ends: exited", "ends: ⟦exit⟧", "no column called 'exit'", "did you mean 'exited'?"},
    {"E210", "ends: exited", "ends: ⟦gender⟧", "a column of 'cases' that has the type 'date'", NULL},
    {"E109", "dates: d.m.yyyy", "dates: d.m.yyyy, ⟦m/d/yyyy⟧", "'m/d/yyyy'", "d.m.yyyy, yyyy-mm-dd"},
    {"E109", "| extension | Extension | yes/no | | |",
     "| extension | Extension | yes/no | | |\n| x | X | ⟦yesno⟧ | | |", NULL, "did you mean 'yes/no'?"},
    {"E111", "| extension | Extension | yes/no | | |",
     "| extension | Extension | yes/no | | |\n| ⟦form⟧ | X | text | | |", NULL, NULL},
    {"E112", "| extension | Extension | yes/no | | |",
     "| extension | Extension | yes/no | | |\n| ⟦birth year⟧ | X | text | | |", NULL, NULL},
    {"E202", "| place | Place | code | place | |", "| place | Place | code | ⟦plase⟧ | |",
     "no code list called 'plase'", "did you mean 'place'?"},
    /* measures */
    {"E108", "unit: children | lasta\n", "", "'unit' is missing", NULL},
    {"E108", "unit: children | lasta\n", "⟦unit⟧: \n", "'unit' has no value", NULL},
    {"E202", "like: clients", "like: ⟦client⟧", "no measure called 'client'", "did you mean 'clients'?"},
    {"E109", "in system: from admitted until exited", "in system: ⟦since admitted until exited⟧", NULL,
     "from COLUMN until COLUMN"},
    {"E109", "in system: from admitted until exited", "in system: ⟦from admitted until⟧", NULL, NULL},
    {"E202", "in system: from admitted until exited", "in system: from admitted until ⟦exit⟧",
     "no date column called 'exit'", "did you mean 'exited'?"},
    {"E210", "in system: from admitted until exited", "in system: from ⟦gender⟧ until exited", "the type 'date'", NULL},
    {"E109", "counted: admitted during the period", "counted: ⟦admitted in the period⟧", NULL,
     "COLUMN during the period"},
    {"E202", "counted: admitted during the period", "counted: ⟦arrival⟧ during the period", "date column", "there are: admitted, exited"},
    {"E202", "title: New clients | Uudet asiakkaat\nunit: persons | henkilöä\ncount: cases", "title: New | Uudet\nunit: a\ncount: ⟦case⟧", "no source", "did you mean 'cases'?"},
    {"E108", "in system: from admitted until exited\n", "", "'in system' is missing", NULL},
    {"E108", "counted: admitted during the period\n", "", "'counted' is missing", NULL},
    {"E109", "once per: person_no", "once per: ⟦case_no⟧", NULL, "person column"},
    {"E201", "where: age < 18", "where: age ⟦below⟧ 18", "before, after, between or in", NULL},
    {"E201", "where: age < 18", "where: age < 18 and ⟦gender⟧", "expected =, !=", NULL},
    {"E201", "where: age < 18", "where: gender ⟦=⟧", "a category", NULL},
    {"E201", "where: age < 18", "where: age ⟦<⟧", "a whole number", NULL},
    {"E201", "where: age < 18", "where: age < 18 and ⟦not⟧", "a column", NULL},
    {"E201", "where: age < 18", "where: age between 12 ⟦18⟧", "'and'", NULL},
    {"E201", "where: age < 18", "where: age < 18 ⟦or⟧ age > 60", "'and'", NULL},
    {"E201", "where: age < 18", "where: gender in ⟦women⟧", "'('", NULL},
    {"E201", "where: age < 18", "where: gender in (⟦women⟧", "')'", NULL},
    {"E201", "where: age < 18", "where: day ⟦of⟧ admitted = 1", NULL, NULL},
    {"E166", "where: age < 18", "where: age < ⟦eighteen⟧", "'eighteen' is not a whole number", "write 18"},
    {"E166", "where: age < 18", "where: age between ⟦young⟧ and 18 and gender = women", "'young'", NULL},
    {"E166", "where: age < 18", "where: age in (15, ⟦..⟧)", "'..' is not a whole number", "15..17"},
    {"E166", "where: age < 18", "where: admitted = ⟦women⟧", "'women' is not a day", "yyyy-mm-dd"},
    {"E166", "where: age < 18", "where: admitted before ⟦1.7.2014⟧", "'1.7.2014' is not a day", "did you mean '2014-07-01'?"},
    {"E166", "where: age < 18", "where: admitted before ⟦2014-02-30⟧", "'2014-02-30' is not a day", NULL},
    {"E166", "where: age < 18", "where: month of admitted = ⟦13⟧", "'13' is not a month", "6..8"},
    {"E166", "where: age < 18", "where: year of admitted = ⟦2014-07⟧", "'2014-07' is not a year", "2012..2014"},
    {"E166", "where: age < 18", "where: extension = ⟦maybe⟧", "'maybe' is not yes or no", "write yes or no"},
    {"E167", "where: age < 18", "where: gender ⟦<⟧ women", "'<' does not suit 'gender'", "compare with =, != or in"},
    {"E167", "where: age < 18", "where: age ⟦before⟧ 18", "'before' does not suit 'age'", "it holds numbers"},
    {"E167", "where: age < 18", "where: extension ⟦in⟧ (yes)", "'in' does not suit 'extension'", "it holds yes and no"},
    {"E167", "where: age < 18", "where: ⟦birth_year⟧ > 1996", "'birth_year'", "write 'age'"},
    {"E167", "where: age < 18", "where: ⟦person_no⟧ = 1", "'person_no'", "codes, dates, numbers"},
    {"E168", "where: extension != yes and gender", "where: ⟦month of admitted = 6..8⟧ and gender",
     "'admitted' says when 'new' counts", "new @2014H1"},
    {"W111", "where: age < 18", "where: age < 18 and gender = women and ⟦age > 20⟧", "no 'age' satisfies", NULL},
    {"W111", "where: age < 18", "where: ⟦age between 18 and 15⟧", "no 'age' satisfies", NULL},
    {"E210", "where: age < 18", "where: year of ⟦gender⟧ = 2014", "the type 'date'", NULL},
    {"E202", "where: age < 18", "where: year of ⟦admited⟧ = 2014", "no column called 'admited'", "'admitted'?"},
    {"E205", "where: age < 18", "where: region in (asia, ⟦europ⟧)", "'europ' is not a category of 'region'", "'europe'?"},
    {"E202", "where: age < 18", "where: ⟦gendr⟧ = women", "no column called 'gendr'", "did you mean 'gender'?"},
    {"E205", "where: age < 18", "where: gender = women, ⟦mne⟧", "'mne' is not a category of 'gender'", "did you mean 'men'?"},
    /* cells with several codes */
    {"E171", "once per: person_no", "once per: ⟦case and code⟧", "no column of 'cases' holds several codes", "'several'"},
    /* policies and checks */
    {"E108", "threshold: 5\n", "", "'threshold' is missing", NULL},
    {"E109", "threshold: 5\n", "threshold: ⟦five⟧\n", "'five'", "a whole number from 1 to 1000"},
    {"E109", "threshold: 5\n", "threshold: ⟦0⟧\n", NULL, NULL},
    {"E109", "zeros: shown", "zeros: ⟦blank⟧", NULL, "shown, hidden"},
    {"E109", "small parts: join", "small parts: ⟦joined⟧", NULL, "hide, join"},
    {"E115", "symbol: [c]", "symbol: [c]\nexempt: ⟦clients⟧", "the reason is missing here",
     "write: clients | why it may be published"},
    {"E115", "symbol: [c]", "symbol: [c]\nexempt: clients | known anyway; ⟦minors |⟧", "the reason",
     "write: minors | why"},
    {"E109", "symbol: [c]", "symbol: ⟦3⟧", "'3' is not a value of the setting 'symbol'", "cannot be read as a number"},
    {"E109", "symbol: [c]", "symbol: ⟦-1,5 %⟧", NULL, NULL},
    {"E109", "symbol: [c]", "symbol: [c]\nexempt: ⟦| known anyway⟧", NULL, "FIGURE | reason"},
    {"E109", "symbol: [c]", "symbol: [c]\nalso holds: ⟦the public⟧", NULL, "audiences"},
    {"E202", "symbol: [c]", "symbol: [c]\nalso holds: ⟦publik⟧", "no policy called 'publik'", "did you mean 'public'?"},
    {"E202", "exact dates: latest clients.admitted", "exact dates: latest ⟦client⟧.admitted", "no measure called 'client'",
     "did you mean 'clients'?"},
    {"E202", "exact dates: latest clients.admitted", "exact dates: latest clients.⟦admited⟧",
     "no date column called 'admited'", "did you mean 'admitted'?"},
    {"E202", "exact dates: latest clients.admitted", "exact dates: latest clients.⟦gender⟧", "no date column", NULL},
    {"E109", "exact dates: latest clients.admitted", "exact dates: ⟦last clients.admitted⟧", NULL, "latest MEASURE.COLUMN"},
    {"E109", "exact dates: latest clients.admitted", "exact dates: ⟦latest clients⟧", NULL, "latest MEASURE.COLUMN"},
    {"W104", "threshold: 5\n", "threshold: ⟦1⟧\n", "the threshold 1 hides nothing", NULL},
    {"W104", "threshold: 5\n", "threshold: ⟦2⟧\n", "hides counts of 1 only", NULL},
    {"W104", "threshold: 5\n", "threshold: ⟦4⟧\n", "a count of 4 is printed", NULL},
    {"E109", "smallest base of percentages: 20", "smallest base of percentages: ⟦-20⟧", NULL, NULL},
    {"E109", "purpose: reproduction", "purpose: ⟦reprint⟧", NULL, "release, reproduction"},
    {"E143", "symbol: [c]", "symbol: [c]\nmark every page: ⟦a | b | c⟧", NULL, NULL},
    {"E108", "that: clients > minors\n", "", "'that' is missing", NULL},
    {"E202", "::: check ", "::: relation r\nthat: clients = ⟦client⟧\n:::\n\n::: check ", "'client'", "'clients'"},
    {"E201", "::: check ", "::: relation r\nthat: clients ⟦+ minors⟧\n:::\n\n::: check ", NULL, NULL},
    {"E201", "::: check ", "::: relation r\nthat: clients = clients @⟦⟧\n:::\n\n::: check ", NULL, NULL},
    {"E109", "else: warning", "else: ⟦warn⟧", NULL, "error, warning"},
};

/* Where a setting is missing, the block's opener (or, of the head, the file's beginning) is underlined; a fault of the
 * same kind may have its place there without a mark. */
static struct text opener_marked(const struct fault *fault, struct text whole)
{
    const struct text to = text_of(fault->to);
    if (text_find(to, TEXT("⟦")) < to.len)
        return marked_replace(scratch.keep, whole, text_of(fault->from), to);
    size_t at = text_find(whole, text_of(fault->from));
    while (at && !(text_starts(text_slice(whole, at, whole.len), TEXT("::: ")) && whole.ptr[at - 1] == '\n'))
        at--;
    const struct text rest = text_slice(whole, at, whole.len);
    const size_t end = text_find_byte(rest, '\n');
    const struct text marked = text_format(scratch.keep, "%.*s⟦%.*s⟧%.*s", (int)at, whole.ptr, (int)end, rest.ptr,
                                           TEXT_ARGS(text_slice(rest, end, rest.len)));
    return marked_replace(scratch.keep, marked, text_of(fault->from), to);
}

START_TEST(each_fault_is_reported_once_at_its_place)
{
    const struct fault *fault = &FAULTS[_i];
    const struct text bytes = opener_marked(fault, text_of(CODEBOOK_TEXT));
    const struct codebook_fixture f = codebook_read_bytes(bytes, CODEBOOK_DAY_2014);
    const struct diagnostic *found = ck_only_fault(scratch.keep, f.diagnostics, fault->code, &f.marked);
    if (fault->words)
        ck_text_holds(found->words, fault->words);
    if (fault->hint)
        ck_text_holds(found->hint, fault->hint);
    diagnostics_free(f.diagnostics);
}
END_TEST

/* ---- faults with more to say ---- */

static size_t count_of(const struct codebook_fixture *f, const char *code)
{
    size_t count, found = 0;
    const struct diagnostic *items = diagnostics_sorted(f->diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        found += text_equal(text_of(diagnostic_name(items[i].code)), text_of(code));
    return found;
}

START_TEST(a_category_that_no_group_takes_is_reported)
{
    const struct codebook_fixture f = codebook_changed("| rest | NG, m49:145, stateless |", "| rest | m49:145 |");
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(f.diagnostics, &count);
    ck_assert_uint_eq(count, 2);
    ck_text_holds(items[0].words, "'NG' is not a category of 'region'");
    ck_text_holds(items[1].words, "'stateless' is not a category of 'region'");
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(all_faults_of_a_file_are_reported_in_one_run)
{
    struct text bytes = text_of(CODEBOOK_TEXT);
    bytes = marked_replace(scratch.keep, bytes, TEXT("zeros: shown"), TEXT("zeros: blank"));
    bytes = marked_replace(scratch.keep, bytes, TEXT("like: clients"), TEXT("like: client"));
    bytes = marked_replace(scratch.keep, bytes, TEXT("of: nationality"), TEXT("of: land"));
    bytes = marked_replace(scratch.keep, bytes, TEXT("| M, 1 | men"), TEXT("| M, F | men"));
    const struct codebook_fixture f = codebook_read_bytes(bytes, CODEBOOK_DAY_2014);
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_ERROR), 4);
    ck_assert_uint_eq(count_of(&f, "E109"), 1);
    ck_assert_uint_eq(count_of(&f, "E202"), 2);
    ck_assert_uint_eq(count_of(&f, "E141"), 1);
    diagnostics_free(f.diagnostics);
}
END_TEST

/* What a fault keeps out is named elsewhere: that is no further fault. */
START_TEST(nothing_follows_from_a_fault)
{
    static const struct {
        const char *from, *to, *code;
    } cases[] = {
        /* a measure that is narrowed by another, and stands in a policy and a check */
        {"count: cases\nin system", "count: caes\nin system", "E202"},
        /* a list that a column has, and a measure's 'where' */
        {"::: codes gender", "::: codse gender", "E106"},
        {"::: codes gender", "::: nomenclature gender", "E106"},
        {"::: codes gender", "::: codes", "E110"},
        {"::: codes gender", "::: codes the gender", "E112"},
        {"| F, 2 | women |", "| F, 2 | some women |", "E112"},
        {"| F, 2 | women | Women | Naiset |", "| F, 2 | women | Women |", "E122"},
        {"file: lands.csv", "file: land.csv", "E114"},
        /* columns that the source, measures and policies name */
        {"| admitted | Admitted | date | | yes |", "| admitted | Admitted | dat | | yes |", "E109"},
        {"| gender | Gender | code | gender | yes |", "| gender | Gender | code | sex | yes |", "E202"},
        {"| person_no | Person | id | | yes |", "| person_no | Person | id | |", "E122"},
        {"| birth_year | Born | year | | no |", "| birth year | Born | year | | no |", "E112"},
        {"| europe | m49:150 | Europe | Eurooppa |", "| europe | m49:150 | Europe |", "E122"},
        {"::: policy public", "::: policies public", "E106"},
        {"title: Form | Muoto", "tilte: Form | Muoto", "E107"},
        {"title: Form | Muoto", "title Form", "E125"},
        {"languages: en, fi", "languages en, fi", "E102"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct codebook_fixture f = codebook_changed(cases[i].from, cases[i].to);
        const struct text all = marked_print(scratch.keep, f.diagnostics);
        ck_assert_msg(diagnostics_count(f.diagnostics, SEVERITY_ERROR) == 1 && count_of(&f, cases[i].code) == 1,
                      "%s: wanted %s alone, found:\n%.*s", cases[i].to, cases[i].code, TEXT_ARGS(all));
        diagnostics_free(f.diagnostics);
    }
}
END_TEST

START_TEST(faults_of_a_list_file_are_reported_in_that_file)
{
    static const struct {
        const char *bytes, *code;
        uint32_t line;
    } files[] = {
        {"alpha2,alpha3,en,fi\nFI,FIN,Finland,Suomi\n,NGA,Nigeria,Nigeria\n", "E112", 3},
        {"alpha2,alpha3,en,fi\nFI,FIN,Finland,Suomi\nFI,NGA,Nigeria,Nigeria\n", "E111", 3},
        {"alpha2,alpha3,en,fi\nFI,FIN,Finland\n", "E145", 2},
        {"alpha3,en,fi\nFIN,Finland,Suomi\n", "E120", 1},
        {"alpha2,alpha3,en\nFI,FIN,Finland\n", "E120", 1},
        {"", "E120", 1},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct codebook_fixture f = codebook_read_bytes(text_of(CODEBOOK_TEXT), CODEBOOK_DAY_2014);
        diagnostics_free(f.diagnostics);
        f.diagnostics = diagnostics_new();
        scratch_write("lands.csv", text_of(files[i].bytes));
        codebook_read(scratch_in("small.codebook.md"), CODEBOOK_DAY_2014, scratch.keep, f.diagnostics, &f.codebook,
                      &scratch.err);
        size_t count;
        const struct diagnostic *items = diagnostics_sorted(f.diagnostics, &count);
        const struct diagnostic *found = NULL;
        for (size_t k = 0; k < count && !found; k++)
            if (text_ends(text_of(items[k].place.path), TEXT("lands.csv")))
                found = &items[k];
        ck_assert_msg(found != NULL, "file %zu", i);
        ck_assert_str_eq(diagnostic_name(found->code), files[i].code);
        ck_assert_uint_eq(found->place.line, files[i].line);
        diagnostics_free(f.diagnostics);
    }
}
END_TEST

START_TEST(a_list_with_too_many_categories_is_reported)
{
    struct text_builder b = {0};
    text_add_c(&b, "alpha2,alpha3,numeric,m49,en,fi\n");
    for (int i = 0; i < 1500; i++)
        text_add_format(&b, "L%d,,,150,Land,Maa\n", i);
    struct codebook_fixture f = codebook_read_bytes(text_of(CODEBOOK_TEXT), CODEBOOK_DAY_2014);
    diagnostics_free(f.diagnostics);
    f.diagnostics = diagnostics_new();
    scratch_write("lands.csv", text_built(&b));
    text_builder_done(&b);
    codebook_read(scratch_in("small.codebook.md"), CODEBOOK_DAY_2014, scratch.keep, f.diagnostics, &f.codebook,
                  &scratch.err);
    ck_assert_uint_ge(count_of(&f, "E129"), 1);
    for (int i = 0; i < f.codebook->code_list_count; i++)
        ck_assert_int_le(f.codebook->code_lists[i].category_count, CATEGORIES_MAX);
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(a_table_with_too_many_categories_is_reported_once_a_row)
{
    struct text_builder b = {0};
    text_add_c(&b, "| M, 1 | men | Men | Miehet |\n");
    for (int i = 0; i < 1030; i++)
        text_add_format(&b, "| x%d | c%d | C | C |\n", i, i);
    const struct codebook_fixture f =
        codebook_changed("| M, 1 | men | Men | Miehet |\n", text_copy(scratch.keep, text_built(&b)).ptr);
    text_builder_done(&b);
    /* 1024 with not_stated: 1023 of the 1032 fit */
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_ERROR), 9);
    ck_assert_int_eq(f.codebook->code_lists[0].category_count, CATEGORIES_MAX);
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(more_languages_than_there_is_room_for_are_reported)
{
    const struct codebook_fixture f =
        codebook_changed("languages: en, fi", "languages: en, fi, a, b, c, d, e, f, g, h");
    ck_assert_uint_eq(count_of(&f, "E109"), 2);
    ck_assert_uint_eq(f.codebook->language_count, LANGUAGES_MAX);
    diagnostics_free(f.diagnostics);
}
END_TEST

/* A report in it would say so to every screen reader. */
START_TEST(a_language_that_is_none_is_reported)
{
    static const struct {
        const char *language;
        size_t faults;
    } cases[] = {{"da", 0}, {"sv-FI", 0}, {"smn", 0}, {"dk", 1}, {"svenska", 1}, {"sv_FI", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *changed = text_format(scratch.keep, "languages: en, fi, %s", cases[i].language).ptr;
        const struct codebook_fixture f = codebook_changed("languages: en, fi", changed);
        ck_assert_uint_eq(count_of(&f, "E271"), cases[i].faults);
        diagnostics_free(f.diagnostics);
    }
}
END_TEST

START_TEST(an_age_needs_a_year_of_birth)
{
    struct text bytes = text_of(CODEBOOK_TEXT);
    bytes = marked_replace(scratch.keep, bytes, TEXT("| birth_year | Born | year | | no |\n"), TEXT_EMPTY);
    bytes = marked_replace(scratch.keep, bytes, TEXT("where: age < 18"), TEXT("where: ⟦age⟧ < 18"));
    const struct codebook_fixture f = codebook_read_bytes(bytes, CODEBOOK_DAY_2014);
    const struct diagnostic *found = ck_only_fault(scratch.keep, f.diagnostics, "E210", &f.marked);
    ck_text_holds(found->words, "the type 'year'");
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(a_book_without_anything_is_told_what_it_needs)
{
    const struct codebook_fixture f = codebook_read_bytes(TEXT("---\n---\n"), CODEBOOK_DAY_2014);
    ck_assert_uint_eq(count_of(&f, "E108"), 3);
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_ERROR), 3);
    diagnostics_free(f.diagnostics);
}
END_TEST

START_TEST(a_book_that_is_no_text_is_reported)
{
    const struct codebook_fixture f = codebook_read_bytes(TEXT("---\nid: \xE4\n---\n"), CODEBOOK_DAY_2014);
    ck_assert_uint_eq(count_of(&f, "E100"), 1);
    diagnostics_free(f.diagnostics);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {a_category_that_no_group_takes_is_reported,
                                  all_faults_of_a_file_are_reported_in_one_run,
                                  nothing_follows_from_a_fault,
                                  faults_of_a_list_file_are_reported_in_that_file,
                                  a_list_with_too_many_categories_is_reported,
                                  a_table_with_too_many_categories_is_reported_once_a_row,
                                  more_languages_than_there_is_room_for_are_reported, a_language_that_is_none_is_reported,
                                  an_age_needs_a_year_of_birth,
                                  a_book_without_anything_is_told_what_it_needs,
                                  a_book_that_is_no_text_is_reported};
    Suite *suite = suite_create("codebook/faults");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_checked_fixture(all, scratch_set_up, scratch_tear_down);
    tcase_add_loop_test(all, each_fault_is_reported_once_at_its_place, 0, sizeof FAULTS / sizeof *FAULTS);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
