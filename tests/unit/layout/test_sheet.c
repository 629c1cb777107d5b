/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sheets of the code book: what they ask for, for whom, and what is wrong with them. */
#include "layout/sheet.h"

#include "unit/layout/fixtures.h"

/* The small code book with a sheet of these settings. */
static void read_book(struct layout_fixture *f, const char *settings)
{
    const struct text bytes = text_format(scratch.keep, "%s\n::: sheet extra\ntitle: Extra | Lisää\n%s:::\n", CODEBOOK_TEXT,
                                          settings);
    const struct codebook_fixture read = codebook_read_bytes(bytes, CODEBOOK_DAY_2014);
    diagnostics_free(f->diagnostics);
    f->codebook = read.codebook;
    f->diagnostics = read.diagnostics;
    f->marked = read.marked;
    ck_assert_int_eq(f->codebook->sheet_count, 1);
}

static bool parse(struct layout_fixture *f, const char *settings, struct sheet_table *sheet)
{
    read_book(f, settings);
    const struct expression_context context = {f->codebook,  layout_year(), &f->codebook->source,
                                               &f->requests, scratch.keep,  f->diagnostics, false, false};
    return sheet_parse(&context, &f->codebook->sheets[0], &f->layout, f->layout ? 1 : 0, sheet);
}

START_TEST(a_sheet_asks_as_a_table_of_a_layout_does)
{
    struct layout_fixture f;
    struct sheet_table sheet;
    layout_begin(&f);
    ck_assert(parse(&f, "audience: public\nshow: new @2013 by region, gender\nwhere: form=sexual\n", &sheet));
    ck_assert_int_eq(sheet.figure.form, FORM_TABLE);
    ck_assert_uint_eq(f.requests.use_count, 2);
    ck_text(layout_use_words(&f, sheet.figure.shown.uses[0]), "table new 2013 form{sexual} by region, gender");
    ck_text(layout_use_words(&f, sheet.figure.total_use), "sum new 2013 form{sexual}");
    for (size_t use = 0; use < 2; use++)
        ck_assert(sheet_asks(&sheet, use));
    ck_assert(!sheet_asks(&sheet, 2));
    layout_done(&f);
}
END_TEST

START_TEST(steps_of_time_and_percentages_ask_for_more)
{
    struct layout_fixture f;
    struct sheet_table sheet;
    layout_begin(&f);
    ck_assert(parse(&f, "audience: public\nshow: clients by month\nchart: line\n", &sheet));
    ck_assert_int_eq(sheet.figure.form, FORM_LINE);
    ck_assert_uint_eq(f.requests.use_count, 12);
    ck_assert(sheet_asks(&sheet, 11));
    ck_assert(parse(&f, "audience: public\nshow: clients by form\nlabels: count, percent\nbase: stated\nchart: pie\n", &sheet));
    ck_assert(sheet.figure.label_count && sheet.figure.label_percent && sheet.figure.base_is_stated);
    ck_text(layout_use_words(&f, sheet.figure.stated_use), "sum clients 2014 form{sexual,labour,other}");
    ck_assert(sheet_asks(&sheet, sheet.figure.stated_use) && !sheet_asks(&sheet, 0));
    layout_done(&f);
}
END_TEST

START_TEST(each_audience_is_named_once)
{
    struct layout_fixture f;
    struct sheet_table sheet;
    layout_begin(&f);
    ck_assert(parse(&f, "audience: as-published, as-published\nshow: clients by gender\n", &sheet));
    ck_assert_uint_eq(sheet.block->audience_count, 1);
    ck_assert(sheet_is_for(&sheet, TEXT("as-published")));
    ck_assert(!sheet_is_for(&sheet, TEXT("public")));
    layout_done(&f);
}
END_TEST

static const struct {
    const char *code, *settings, *hint;
} FAULTS[] = {
    {"E202", "audience: public, ⟦as-publishd⟧\nshow: clients by gender\n", "did you mean 'as-published'?"},
    {"E109", "audience: ⟦,⟧\nshow: clients by gender\n", "who gets it"},
    {"E107", "audience: public\nshow: clients by gender\n⟦charts⟧: pie\n", "did you mean 'chart'?"},
    {"E202", "audience: public\nshow: ⟦client⟧ by gender\n", "did you mean 'clients'?"},
    {"E204", "audience: public\nshow: clients by ⟦gendr⟧\n", "did you mean 'gender'?"},
    {"E205", "audience: public\nshow: clients by form\nwhere: gender=⟦womne⟧\n", "did you mean 'women'?"},
    {"E109", "audience: public\nshow: clients by gender\nchart: ⟦ring⟧\n", "pie, bars, columns, line"},
    {"E233", "audience: public\nshow: ⟦clients by form⟧\nchart: line\n", "show: clients by month"},
    {"E228", "audience: public\nshow: ⟦clients by gender, form⟧\nchart: pie\n", "use 'columns' or 'bars' instead"},
    {"E109", "audience: public\nshow: clients by gender\nlabels: ⟦name⟧\n", "count, percent"},
    {"E109", "audience: public\nshow: clients by gender\njoin: ⟦form⟧\n", "a variable of 'show', none"},
    {"E109", "audience: public\nshow: clients by month, gender\njoin: ⟦gender⟧\n", "each step of time would join other categories"},
    {"E163", "audience: public\nshow: clients by month\norder: ⟦largest⟧\n", "order: time"},
    {"E109", "audience: public\nshow: clients by gender, form\nbase: ⟦stated⟧\n", "all (where there are two variables)"},
    {"E163", "audience: public\nshow: clients by month\nchart: line\norder: ⟦largest⟧\n", "order: time"},
    {"E580", "audience: public\nshow: clients by gender, form\nlabels: count, ⟦percent⟧\n", "show one variable"},
    {"E580", "audience: public\nshow: clients by gender, form\nchart: bars\nlabels: ⟦count, percent⟧\n", "show one variable"},
    {"E163", "audience: public\nshow: clients by month\nlabels: count, ⟦percent⟧\n", "no part of a whole"},
    {"E163", "audience: public\nshow: clients by month\nbase: ⟦stated⟧\n", "no part of a whole"},
    {"E163", "audience: public\nshow: clients by month, gender\ntotals: ⟦yes⟧\n", "not added up"},
    {"E229", "audience: public\nshow: ⟦children by gender⟧\n", NULL},
};

START_TEST(a_fault_is_told_at_its_place_in_the_code_book)
{
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        struct layout_fixture f;
        struct sheet_table sheet;
        layout_begin(&f);
        parse(&f, FAULTS[i].settings, &sheet);
        const struct diagnostic *told = ck_only_fault(scratch.keep, f.diagnostics, FAULTS[i].code, &f.marked);
        if (FAULTS[i].hint)
            ck_text_holds(told->hint, FAULTS[i].hint);
        layout_done(&f);
    }
}
END_TEST

/* Its files would be those of the figure. */
START_TEST(a_figure_of_a_layout_and_a_sheet_have_different_names)
{
    struct layout_fixture f;
    struct sheet_table sheet;
    layout_read_body(&f, "::: pie extra\nshow: clients by gender\ntitle: A\n:::\n");
    ck_assert(!parse(&f, "audience: public\nshow: clients by form\n", &sheet));
    size_t count;
    const struct diagnostic *told = diagnostics_sorted(f.diagnostics, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(diagnostic_name(told->code), "E180");
    ck_text_holds(told->words, "'extra'");
    layout_done(&f);
}
END_TEST

TEST_PROGRAM_WITH("layout/sheet", scratch_set_up, scratch_tear_down, a_sheet_asks_as_a_table_of_a_layout_does,
                  steps_of_time_and_percentages_ask_for_more, each_audience_is_named_once,
                  a_fault_is_told_at_its_place_in_the_code_book, a_figure_of_a_layout_and_a_sheet_have_different_names)
