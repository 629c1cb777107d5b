/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exports become rows, faults become diagnostics with an exact place, and no message ever holds a cell's text. */
#include "ingest/cases.h"

#include "tests/unit/ingest/register.h"
#include "unit/harness.h"

/* All that came out of a reading. */
struct reading {
    struct case_row rows[64];
    size_t row_count;
    struct cases_summary summary;
    struct diagnostics *diagnostics;
    const struct diagnostic *found;
    size_t found_count;
    struct error err;
    size_t file_count;
    struct cases_file files[4];
};

static void reading_done(struct reading *reading)
{
    diagnostics_free(reading->diagnostics);
}

/* `keep` of the register holds the texts of reading->files. */
static void read_all(const struct exports_register *reg, struct reading *reading)
{
    *reading = (struct reading){.diagnostics = diagnostics_new()};
    struct cases *cases = cases_open(&reg->codebook, 0, reg->folder, reading->diagnostics, &reading->err);
    ck_assert_msg(cases != NULL, "%s", reading->err.message);
    struct case_row row = {.further_count = 0};
    while (cases_next(cases, &row, &reading->err))
        if (reading->row_count < 64)
            reading->rows[reading->row_count++] = row;
    ck_assert(!cases_next(cases, &row, &reading->err));
    reading->summary = cases_summary(cases);
    const struct cases_file *files = cases_files(cases, &reading->file_count);
    for (size_t i = 0; i < reading->file_count && i < 4; i++) {
        reading->files[i] = files[i];
        reading->files[i].sha256 = text_copy(reg->keep, files[i].sha256);
        reading->files[i].name = text_to_c(reg->keep, text_of(files[i].name));
    }
    cases_close(cases);
    reading->found = diagnostics_sorted(reading->diagnostics, &reading->found_count);
    ck_assert_uint_eq(reading->summary.rows,
                      reading->summary.used + reading->summary.excluded + reading->summary.rejected);
}

static void put_and_read(struct exports_register *reg, struct text bytes, struct reading *reading)
{
    register_init(reg);
    register_put(reg, "cases.csv", bytes);
    read_all(reg, reading);
}

static void done(struct exports_register *reg, struct reading *reading)
{
    reading_done(reading);
    register_done(reg);
}

static void check_row(const struct case_row *row, const int32_t *wanted)
{
    for (int i = 0; i < REGISTER_COLUMNS; i++)
        ck_assert_msg(row->value[i] == wanted[i], "column %d: got %d, wanted %d", i, row->value[i], wanted[i]);
}

#define HEADINGS "Tapausnumero;Asiakasnumero;Sukupuoli;Uhriutumisen muoto;Syntymävuosi;Otettu järjestelmään;" \
                 "Jatkopäätös;Poistettu;Käynnit;Huomautukset;Kertomus\n"

START_TEST(rows_come_out_as_coded_values)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, TEXT(HEADINGS
                            "T-1;A7;N;10;1990;31.12.2012;kyllä;1.1.2014;3;x;y\n"
                            " T-2 ; A8 ;nainen;30;;05.06.2012;;;;;\n"
                            "T-3;A7;-;30;ei tietoa;1.1.2013;E;1.1.2013;0;\"a;\"\"b\"\"\nc\";\n"
                            "T-4;;M;something else;1799;29.2.2012;;;;;\n"
                            "T-5;-;mies;-;2001;29.2.2012;-;-;-;-;-\n"), &reading);
    const int32_t none = CASE_MISSING;
    ck_assert_uint_eq(reading.row_count, 4);
    check_row(&reading.rows[0], (const int32_t[]){none, 0, WOMEN, SEXUAL, 1990, day_of(2012, 12, 31), 1,
                                                  day_of(2014, 1, 1), 3, none, none});
    check_row(&reading.rows[1], (const int32_t[]){none, 1, WOMEN, OTHER, none, day_of(2012, 6, 5), none, none, none,
                                                  none, none});
    check_row(&reading.rows[2], (const int32_t[]){none, 0, GENDER_NOT_STATED, SEXUAL, none, day_of(2013, 1, 1), 0,
                                                  day_of(2013, 1, 1), 0, none, none});
    check_row(&reading.rows[3], (const int32_t[]){none, none, MEN, FORM_NOT_STATED, 2001, day_of(2012, 2, 29), none,
                                                  none, none, none, none});
    ck_assert_uint_eq(reading.summary.used, 4);
    ck_assert_uint_eq(reading.summary.rejected, 1);
    ck_assert_int_eq(reading.found[0].code, DIAG_E509);
    ck_assert_uint_eq(reading.found[0].place.line, 6);
    ck_assert_int_eq(reading.err.kind, ERROR_NONE);
    done(&reg, &reading);
}
END_TEST

/* Of `form`, whose unknown codes count as another; rows that are rejected for something else are not among them. */
START_TEST(rows_with_unknown_codes_are_counted)
{
    struct exports_register reg;
    struct diagnostics *diagnostics = diagnostics_new();
    struct error err = {0};
    struct case_row row = {.further_count = 0};
    register_init(&reg);
    reg.columns[FORM].several = '+';
    register_put(&reg, "cases.csv", TEXT("case_no;gender;form;admitted;story\n1;N;new;1.2.2014;free words\n"
                                         "2;N;new+newer;1.2.2014;\n3;N;10;1.2.2014;\n4;?;new;1.2.2014;\n5;N;;1.2.2014;\n"
                                         "6;N;10+new;1.2.2014;more words\n"));
    struct cases *cases = cases_open(&reg.codebook, 0, reg.folder, diagnostics, &err);
    while (cases_next(cases, &row, &err))
        continue;
    ck_assert_uint_eq(cases_summary(cases).used, 5);
    for (int i = 0; i < REGISTER_COLUMNS; i++)
        ck_assert_uint_eq(cases_unknown(cases, i), i == FORM ? 3 : 0);
    cases_close(cases);
    diagnostics_free(diagnostics);
    register_done(&reg);
}
END_TEST

/* The first that says something is the value; each other one comes once. A whole cell that is a code is that code. */
START_TEST(a_cell_may_hold_several_codes)
{
    struct exports_register reg;
    struct reading reading;
    register_init(&reg);
    reg.columns[FORM].several = '+';
    reg.columns[GENDER].several = '+';
    reg.form_codes[1].raw = TEXT("1+0");
    register_put(&reg, "cases.csv", TEXT("case_no;person_no;gender;form;born;admitted\n"
                                         "1;A;N;työ + 30+työ;1990;1.2.2014\n"
                                         "2;B;M+N;1+0;1990;1.2.2014\n"
                                         "3;C;+M+;-+työ+;1990;1.2.2014\n"
                                         "4;D;N;työ+unheard of;1990;1.2.2014\n"
                                         "5;E;N+X;työ;1990;1.2.2014\n"));
    read_all(&reg, &reading);
    ck_assert_uint_eq(reading.row_count, 4);
    static const struct {
        int gender, form, count;
        struct case_further further;
    } wanted[] = {{WOMEN, LABOUR, 1, {FORM, SEXUAL}}, {MEN, SEXUAL, 1, {GENDER, WOMEN}}, {MEN, LABOUR, 0, {0, 0}},
                  {WOMEN, LABOUR, 1, {FORM, OTHER}}};
    for (size_t i = 0; i < 4; i++) {
        const struct case_row *row = &reading.rows[i];
        ck_assert_int_eq(row->value[GENDER], wanted[i].gender);
        ck_assert_int_eq(row->value[FORM], wanted[i].form);
        ck_assert_int_eq(row->further_count, wanted[i].count);
        ck_assert(!row->further_count || (row->further[0].column == wanted[i].further.column &&
                                          row->further[0].category == wanted[i].further.category));
    }
    ck_assert_uint_eq(reading.found_count, 1);
    ck_assert_int_eq(reading.found[0].code, DIAG_E504);
    ck_assert_uint_eq(reading.found[0].place.line, 6);
    done(&reg, &reading);
}
END_TEST

/* The same three rows, written in all the ways. */
static const struct text WRITTEN[] = {
    TEXT_INIT("\xEF\xBB\xBF" HEADINGS "1;A;N;työ;1990;1.2.2010;;;;;\n2;B;M;10;;1.2.2010;;;;;\n"),
    TEXT_INIT("case_no,Person_No,GENDER,form,Born,admitted,extension,exited,visits,remarks,story\r\n"
              "1,A,N,työ,1990,2010-02-01,,,,,\r\n\"2\",B,M,\"10\",,2010-02-01,,,,,\r\n\r\n\r\n"),
    TEXT_INIT("sep=\t\r\nstory\tgender\tadmitted\tcase_no\tperson_no\tborn\tSYNTYMÄ\r\n"),
    TEXT_INIT("gender\tadmitted\t case_no \tperson_no\tborn\tform\r"
              "N\t01.02.2010\t1\tA\t1990\ttyö\rM\t1.2.2010\t2\tB\t\t10"),
    TEXT_INIT("case_no;\"Asiakasnumero\";gender;form;Syntym\xE4vuosi;Otettu j\xE4rjestelm\xE4\xE4n\n"
              "1;A;N;ty\xF6;1990;1.2.2010\n2;B;M;10;;1.2.2010\n"),
    TEXT_INIT("\n\ncase_no;person_no;gender;form;SYNTYMÄVUOSI;Otettu ja\xCC\x88rjestelma\xCC\x88\xC3\xA4n\n"
              "1;A;N;työ;1990;1.2.2010\n2;B;M;10;;1.2.2010\n\n"),
};

START_TEST(the_same_rows_come_from_all_ways_of_writing_them)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, WRITTEN[_i], &reading);
    const int32_t none = CASE_MISSING;
    if (_i == 2) { /* a heading that nobody declared, and no column `form`, which is not needed */
        ck_assert_uint_eq(reading.found_count, 1);
        ck_assert_int_eq(reading.found[0].code, DIAG_E502);
    } else {
        ck_assert_uint_eq(reading.found_count, 0);
        ck_assert_uint_eq(reading.row_count, 2);
        check_row(&reading.rows[0], (const int32_t[]){none, 0, WOMEN, LABOUR, 1990, day_of(2010, 2, 1), none, none,
                                                      none, none, none});
        check_row(&reading.rows[1], (const int32_t[]){none, 1, MEN, SEXUAL, none, day_of(2010, 2, 1), none, none, none,
                                                      none, none});
    }
    done(&reg, &reading);
}
END_TEST

START_TEST(columns_that_the_export_has_not_are_empty)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, TEXT("case_no;gender;admitted\n1;M;1.2.2010\n"), &reading);
    const int32_t none = CASE_MISSING;
    ck_assert_uint_eq(reading.row_count, 1);
    check_row(&reading.rows[0], (const int32_t[]){none, none, MEN, FORM_NOT_STATED, none, day_of(2010, 2, 1), none,
                                                  none, none, none, none});
    done(&reg, &reading);
}
END_TEST

/* Line 4 of an export of which lines 2, 3 and 5 are good: what is said about it. The canary must not be. */
struct fault_sample {
    const char *line;
    enum diagnostic_code code;
    uint32_t column;
    const char *words;
};

#define CANARY "KANARIA"

static const struct fault_sample FAULTS[] = {
    {"9;A;" CANARY ";10;1990;1.2.2010;;;;;", DIAG_E504, 5, "'gender' (column 3, headed 'Sukupuoli')"},
    {"9;ä;n;10;1990;1.2.2010;;;;" CANARY ";", DIAG_E504, 5, "'gender'"},
    {" - ;" CANARY ";N;10;1990;1.2.2010;;;;;", DIAG_E505, 1, "'case_no'"},
    {"9;A;N;10;1990;;;;;;" CANARY, DIAG_E505, 15, "'admitted'"},
    {"9;A;N;10;1990;" CANARY ";;;;;", DIAG_E506, 15, "'admitted'"},
    {"9;A;N;10;1990;1.2.10;;;;;" CANARY, DIAG_E506, 15, "'admitted'"},
    {"9;A;N;10;1990;29.2.2011;;;;;" CANARY, DIAG_E507, 15, "'admitted'"},
    {"9;A;N;10;1990;1.1.2300;;;;;" CANARY, DIAG_E507, 15, "'admitted'"},
    {"9;A;N;10;1990;1.2.2010;;31.1.2010;;;" CANARY, DIAG_E508, 25, "'exited' (column 8, headed 'Poistettu') lies before 'admitted'"},
    {"9;A;N;10;" CANARY ";1.2.2010;;;;;", DIAG_E509, 10, "'born'"},
    {"9;A;N;10;19900;1.2.2010;;;;;" CANARY, DIAG_E509, 10, "'born'"},
    {"9;A;N;10;1990;1.2.2010;;;-1;;" CANARY, DIAG_E509, 26, "'visits'"},
    {"9;A;N;10;1990;1.2.2010;;;1 000;;" CANARY, DIAG_E509, 26, "'visits'"},
    {"9;A;N;10;1990;1.2.2010;;;0x10;;" CANARY, DIAG_E509, 26, "'visits'"},
    {"9;A;N;10;1990;1.2.2010;;;1000000000;;", DIAG_E517, 26, "'visits' (column 9, headed 'Käynnit') holds"},
    {"9;A;N;10;1990;1.2.2010;" CANARY ";;;;", DIAG_E510, 24, "'extension'"},
    {"9;A;N;10;1990;2010-02-01;;;;;" CANARY, DIAG_E512, 15, "'admitted'"},
    {" 2;A;N;10;1990;1.2.2010;;;;;" CANARY, DIAG_E513, 1, "'case_no' (column 1, headed 'Tapausnumero')"},
    {"9;A;N;10;1990;1.2.2010;;;;" CANARY, DIAG_E511, 34, "has 10 fields, the heading has 11"},
    {"9;A;N;10;1990;1.2.2010;;;;;;" CANARY, DIAG_E511, 29, "has 12 fields, the heading has 11"},
    {"", DIAG_E577, 0, "this line is empty, and rows follow it"},
    {CANARY, DIAG_E511, 8, "has 1 fields, the heading has 11"},
};

static void check_silence(const struct reading *reading)
{
    ck_assert_ptr_null(strstr(reading->err.message, CANARY));
    for (size_t i = 0; i < reading->found_count; i++) {
        struct text_builder b = {0};
        diagnostic_format(&reading->found[i], &b);
        ck_assert_uint_eq(text_find(text_built(&b), TEXT(CANARY)), b.len);
        ck_assert_uint_eq(reading->found[i].place.line_text.len, 0);
        text_builder_done(&b);
    }
}

START_TEST(a_faulty_row_has_one_diagnostic_at_its_place_without_its_text)
{
    const struct fault_sample *sample = &FAULTS[_i];
    struct exports_register reg;
    struct reading reading;
    register_init(&reg);
    register_put(&reg, "cases.csv", text_format(reg.keep, "%s1;A;N;10;1990;1.2.2010;;2.2.2010;1;;\n"
                                                          "2;A;N;10;1990;1.2.2010;;;;;\n%s\n"
                                                          "3;A;N;10;1990;1.2.2010;;;;;\n", HEADINGS, sample->line));
    read_all(&reg, &reading);
    ck_assert_uint_eq(reading.found_count, 1);
    ck_assert_str_eq(diagnostic_name(reading.found[0].code), diagnostic_name(sample->code));
    ck_assert_str_eq(reading.found[0].place.path, file_join(reg.keep, reg.folder, "cases.csv"));
    ck_assert_uint_eq(reading.found[0].place.line, 4);
    ck_assert_uint_eq(reading.found[0].place.column, sample->column);
    ck_assert_msg(text_find(reading.found[0].words, text_of(sample->words)) < reading.found[0].words.len, "%.*s",
                  TEXT_ARGS(reading.found[0].words));
    check_silence(&reading);
    if (sample->code == DIAG_E517) {
        ck_assert_int_eq(reading.err.kind, ERROR_INPUT);
    } else {
        ck_assert_int_eq(reading.err.kind, ERROR_NONE);
        ck_assert_uint_eq(reading.summary.used, 3);
        ck_assert_uint_eq(reading.summary.rejected, 1);
        ck_assert_uint_eq(reading.files[0].rows, 4);
    }
    done(&reg, &reading);
}
END_TEST

/* Codes have a meaning on the row's own day only; where that day is a fault, too, a code is one that never has a meaning. And what
 * a row that is rejected holds decides nothing about others. */
START_TEST(all_faulty_cells_of_a_row_are_told)
{
    static const struct {
        const char *lines, *codes;
        uint64_t used, rejected;
    } samples[] = {
        {"9;A;x;99;19x;1.2.2010;maybe;40.1.2010;-1;;" CANARY, "E504:5 E509:10 E510:23 E507:29 E509:39", 2, 1},
        {"9;A;x;99;19x;1.2.10;;;;;", "E504:5 E509:10 E506:14", 2, 1},
        {"-;A;N;10;1990;;;;;;", "E505:1 E505:15", 2, 1},
        {"9;A;x;10;1990;1.2.2010;;2010-02-02;;;\n8;A;N;10;1990;1.2.2010;;2.2.2010;;;", "E504:5", 3, 1},
        {"9;A;x;10;1990;1.2.2010;;1.1.2010;;;\n9;B;N;10;1990;1.2.2010;;;;;", "E504:5", 3, 1},
        {"9;A;x;10;19x;1.2.2010;;;;" CANARY "@example.org;", "E517:26", 1, 0},
    };
    struct exports_register reg;
    struct reading reading;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct text_builder told = {0};
        register_init(&reg);
        register_put(&reg, "cases.csv", text_format(reg.keep, "%s1;A;N;10;1990;1.2.2010;;;;;\n%s\n3;A;N;10;1990;1.2.2010;;;;;\n", HEADINGS,
                                                    samples[i].lines));
        read_all(&reg, &reading);
        for (size_t k = 0; k < reading.found_count; k++)
            text_add_format(&told, "%s%s:%u", k ? " " : "", diagnostic_name(reading.found[k].code), reading.found[k].place.column);
        ck_assert_msg(text_equal(text_built(&told), text_of(samples[i].codes)), "%s: %.*s", samples[i].lines, TEXT_ARGS(text_built(&told)));
        ck_assert(reading.summary.used == samples[i].used && reading.summary.rejected == samples[i].rejected);
        ck_assert(!samples[i].rejected || reading.summary.faults == reading.found_count);
        check_silence(&reading);
        text_builder_done(&told);
        done(&reg, &reading);
    }
}
END_TEST

START_TEST(a_code_of_some_time_is_no_fault_where_the_day_is_one)
{
    struct exports_register reg;
    struct reading reading;
    register_init(&reg);
    for (size_t i = 0; i < sizeof reg.gender_codes / sizeof *reg.gender_codes; i++)
        reg.gender_codes[i].valid_to = date_to_day((struct date){2009, 12, 31});
    register_put(&reg, "cases.csv", TEXT(HEADINGS "1;A;N;10;1990;1.2.2010;;;;;\n2;A;N;10;1990;40.1.2010;;;;;\n"
                                                  "3;A;x;10;1990;40.1.2010;;;;;\n"));
    read_all(&reg, &reading);
    ck_assert_uint_eq(reading.found_count, 4);
    const enum diagnostic_code codes[] = {DIAG_E504, DIAG_E507, DIAG_E504, DIAG_E507};
    const unsigned lines[] = {2, 3, 4, 4};
    for (size_t i = 0; i < reading.found_count; i++)
        ck_assert(reading.found[i].code == codes[i] && reading.found[i].place.line == lines[i]);
    done(&reg, &reading);
}
END_TEST

static const struct fault_sample HEADING_FAULTS[] = {
    {"case_no;gender", DIAG_E501, 0, "'admitted' is missing"},
    {"admitted;gender;person_no", DIAG_E501, 0, "'case_no' is missing"},
    {"case_no;admitted;gender;ä;" CANARY, DIAG_E502, 27, "not in the code book"},
    {"case_no;admitted;gender;Sukupuoli", DIAG_E503, 25, "columns 3 and 4 of the export are both 'gender'"},
    {"case_no;admitted;gender;" CANARY "@example.fi", DIAG_E519, 25, "heading of column 4 holds what looks like an e-mail address"},
    {"case_no;admited;gender", DIAG_E501, 9, "'admitted' is missing"},
    {"case_no;admitted;gender;Kaynnit", DIAG_E502, 25, "column 4 of the export is not in the code book"},
    {CANARY ";1.2.2010;N;x;y", DIAG_E183, 0, "none of the headings"},
};

/* What helps, by the place of the sample above; never a heading as the export has it. */
static const struct {
    size_t sample;
    const char *hint;
} HEADING_HINTS[] = {
    {2, "add it to the source's table, or with the type 'drop'"},
    {5, "its heading can be: Otettu järjestelmään, admitted; did you mean column 2, whose heading is nearly that?"},
    {6, "did you mean 'Käynnit'?"},
};

START_TEST(headings_that_will_not_do_are_told_and_no_row_is_read)
{
    const struct fault_sample *sample = &HEADING_FAULTS[_i];
    struct exports_register reg;
    struct reading reading;
    register_init(&reg);
    register_put(&reg, "cases.csv", text_format(reg.keep, "%s\n1;1.2.2010;N;x;y\n", sample->line));
    read_all(&reg, &reading);
    const struct diagnostic *found = &reading.found[reading.found_count - 1];
    ck_assert_str_eq(diagnostic_name(found->code), diagnostic_name(sample->code));
    ck_assert_uint_eq(found->place.line, 1);
    ck_assert_uint_eq(found->place.column, sample->column);
    ck_assert_msg(text_find(found->words, text_of(sample->words)) < found->words.len, "%.*s", TEXT_ARGS(found->words));
    ck_assert_uint_eq(reading.summary.rows, 0);
    for (size_t i = 0; i < sizeof HEADING_HINTS / sizeof *HEADING_HINTS; i++)
        if (HEADING_HINTS[i].sample == (size_t)_i)
            ck_assert_str_eq(text_to_c(reg.keep, found->hint), HEADING_HINTS[i].hint);
    if (_i >= 3)
        ck_assert_uint_eq(reading.found_count, 1);
    check_silence(&reading);
    done(&reg, &reading);
}
END_TEST

START_TEST(rows_that_are_separated_otherwise_than_the_heading_are_one_fault)
{
    static const struct {
        const char *bytes, *words;
    } files[] = {
        {"case_no,admitted,gender\n1;1.2.2010;" CANARY "\n2;1.2.2010;M\n", "by ';', those of the heading by ','"},
        {"case_no;admitted;gender\n1,1.2.2010," CANARY ",x\n", "by ',', those of the heading by ';'"},
        {"case_no;admitted;gender\n1\t1.2.2010\t" CANARY "\n", "by tabs, those of the heading by ';'"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct exports_register reg;
        struct reading reading;
        put_and_read(&reg, text_of(files[i].bytes), &reading);
        ck_assert_uint_eq(reading.found_count, 1);
        ck_assert_str_eq(diagnostic_name(reading.found[0].code), "E184");
        ck_assert_uint_eq(reading.found[0].place.line, 2);
        ck_assert_msg(strstr(text_to_c(reg.keep, reading.found[0].words), files[i].words) != NULL, "%.*s",
                      TEXT_ARGS(reading.found[0].words));
        ck_assert_int_eq(reading.err.kind, ERROR_INPUT);
        check_silence(&reading);
        done(&reg, &reading);
    }
}
END_TEST

START_TEST(a_date_of_another_form_tells_the_forms_there_are)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, TEXT("case_no;gender;admitted\n1;N;06/26/2015\n"), &reading);
    ck_assert_str_eq(diagnostic_name(reading.found[0].code), "E506");
    ck_assert_str_eq(text_to_c(reg.keep, reading.found[0].hint), "it accepts: d.m.yyyy, yyyy-mm-dd");
    done(&reg, &reading);
}
END_TEST

START_TEST(a_missing_column_tells_the_headings_it_may_have)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, TEXT("case_no;gender\n"), &reading);
    ck_assert_ptr_nonnull(strstr(text_to_c(reg.keep, reading.found[0].hint), "Otettu järjestelmään, admitted"));
    done(&reg, &reading);
}
END_TEST

/* Values of persons that the Digital and Population Data Services Agency invented, numbers that nobody has, names of
 * RFC 2606. */
static const char *const PERSONAL[] = {"010594Y9032", "131052-308T", "010190-999K", "150385912E", "150385-XXXX",
                                       "matti (at) example.fi", "+358 50 000 0000", "(09) 000 0000", "12345678901"};

START_TEST(personal_data_in_any_column_stops_the_run)
{
    static const char *const rows[] = {"9;%s;N;;;1.2.2010;;;;;", "9;A;N;;;1.2.2010;;;;x %s;", "%s;A;N;;;1.2.2010;;;;;",
                                       "9;A;N;%s;;1.2.2010;;;;;", "9;A;%s;10;;1.2.2010;;;;;", "9;A;N;;;%s;;;;;",
                                       "9;%s"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct exports_register reg;
        struct reading reading;
        register_init(&reg);
        struct text_builder b = {0};
        const char *slot = strstr(rows[i], "%s");
        text_add_c(&b, HEADINGS "1;A;N;10;1990;1.2.2010;;;;;\n");
        text_add(&b, (struct text){rows[i], (size_t)(slot - rows[i])});
        text_add_c(&b, PERSONAL[_i]);
        text_add_c(&b, slot + 2);
        text_add_c(&b, "\n3;A;N;10;1990;1.2.2010;;;;;\n");
        register_put(&reg, "cases.csv", text_built(&b));
        text_builder_done(&b);
        read_all(&reg, &reading);
        ck_assert_uint_eq(reading.found_count, 1);
        ck_assert_str_eq(diagnostic_name(reading.found[0].code), "E517");
        ck_assert_uint_eq(reading.found[0].place.line, 3);
        ck_assert_int_eq(reading.err.kind, ERROR_INPUT);
        ck_assert_uint_eq(reading.row_count, 1);
        ck_assert_ptr_null(strstr(reading.err.message, PERSONAL[_i]));
        done(&reg, &reading);
    }
}
END_TEST

START_TEST(a_file_that_is_no_csv_stops_the_run)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, TEXT("case_no;gender;admitted\n1;N;1.2.2010\n2;\"" CANARY "\n3;N;1.2.2010\n"), &reading);
    ck_assert_uint_eq(reading.found_count, 1);
    ck_assert_str_eq(diagnostic_name(reading.found[0].code), "E516");
    ck_assert_uint_eq(reading.found[0].place.line, 3);
    ck_assert_uint_eq(reading.found[0].place.column, 3);
    ck_assert_int_eq(reading.err.kind, ERROR_INPUT);
    ck_assert_uint_eq(reading.row_count, 1);
    ck_assert_uint_eq(reading.file_count, 0);
    check_silence(&reading);
    done(&reg, &reading);
}
END_TEST

START_TEST(an_empty_file_and_an_empty_folder_are_told)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, TEXT("\n\r\n"), &reading);
    ck_assert_uint_eq(reading.found_count, 1);
    ck_assert_str_eq(diagnostic_name(reading.found[0].code), "E515");
    done(&reg, &reading);
    register_init(&reg);
    read_all(&reg, &reading);
    ck_assert_uint_eq(reading.found_count, 1);
    ck_assert_str_eq(diagnostic_name(reading.found[0].code), "E514");
    ck_assert_ptr_nonnull(strstr(text_to_c(reg.keep, reading.found[0].hint), "the exports of 'cases' are to be called so"));
    ck_assert_ptr_nonnull(strstr(text_to_c(reg.keep, reading.found[0].words), "cases*.csv, *-1.csv"));
    done(&reg, &reading);
}
END_TEST

/* What stands in a file above or instead of its headings, and the line in which they are; 0: they are told to be missing. */
static const struct {
    const char *text;
    uint32_t line;
} LOWER_HEADINGS[] = {
    {CANARY "\ncase_no;gender;admitted\n1;N;1.2.2010\n", 2},
    {CANARY "; 2010\n\nOTETTU JÄRJESTELMÄÄN,case_no,x\n1.2.2010,N,x\n", 3},
    {CANARY "\n\"" CANARY "\n" CANARY "\"\ncase_no\tgender\tadmitted\n", 4},
    {CANARY "\n\n\n\ncase_no|gender|admitted\n", 5},
    {CANARY "\n\n\n\n\ncase_no;gender;admitted\n", 0},
    {CANARY "\n1;gender;" CANARY "\n", 0},
    {CANARY "\ncase_no;gender;1;2;3\n", 0},
    {CANARY "\ncase_no\n", 0},
    {CANARY "\n\"case_no;gender;admitted\n", 0},
};

START_TEST(headings_below_the_first_line_are_told_with_their_line)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, text_of(LOWER_HEADINGS[_i].text), &reading);
    const struct diagnostic *found = &reading.found[reading.found_count - 1];
    const struct text hint = text_format(reg.keep, "the headings stand in line %u: delete what is above it", LOWER_HEADINGS[_i].line);
    ck_assert_str_eq(diagnostic_name(found->code), "E183");
    ck_assert_uint_eq(found->place.line, 1);
    if (LOWER_HEADINGS[_i].line)
        ck_assert_msg(text_equal(found->hint, hint), "%.*s", TEXT_ARGS(found->hint));
    else
        ck_assert(text_starts(found->hint, TEXT("the first line of an export holds its headings")));
    ck_assert_uint_eq(reading.summary.rows, 0);
    check_silence(&reading);
    done(&reg, &reading);
}
END_TEST

START_TEST(a_file_with_headings_only_is_a_valid_export_of_no_cases)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, TEXT("case_no;gender;admitted"), &reading);
    ck_assert_uint_eq(reading.found_count, 0);
    ck_assert_uint_eq(reading.summary.files, 1);
    ck_assert_uint_eq(reading.summary.rows, 0);
    done(&reg, &reading);
}
END_TEST

START_TEST(more_than_a_thousand_faults_stop_the_run)
{
    for (int faults = 1000; faults <= 1001; faults++) {
        struct exports_register reg;
        struct reading reading;
        struct text_builder b = {0};
        text_add_c(&b, "case_no;gender;admitted\n");
        for (int i = 0; i < faults; i++)
            text_add_format(&b, "%d;?;1.2.2010\n", i);
        text_add_c(&b, "x;N;1.2.2010\n");
        put_and_read(&reg, text_built(&b), &reading);
        text_builder_done(&b);
        ck_assert_int_eq(reading.err.kind, faults > 1000 ? ERROR_INPUT : ERROR_NONE);
        ck_assert_uint_eq(reading.summary.rejected, (uint64_t)faults);
        ck_assert_uint_eq(reading.row_count, faults > 1000 ? 0 : 1);
        ck_assert_uint_eq(diagnostics_count(reading.diagnostics, SEVERITY_ERROR), faults > 1000 ? 1002 : 1000);
        done(&reg, &reading);
    }
}
END_TEST

START_TEST(files_are_read_once_in_the_order_of_their_names_and_keys_are_unique_over_all)
{
    struct exports_register reg;
    struct reading reading;
    register_init(&reg);
    register_put(&reg, "cases-2.csv", TEXT("case_no;gender;admitted;person_no\n4;M;1.2.2010;A\n1;M;1.2.2010;B\n"));
    register_put(&reg, "cases-1.csv",
                 TEXT("case_no,gender,admitted,person_no\n1,N,2010-03-01,A\n2,N,2010-03-01,C\n\n\n"));
    register_put(&reg, "Extra-1.csv", TEXT("case_no;gender;admitted\n3;M;1.4.2010\n"));
    register_put(&reg, "other.csv", TEXT("case_no;gender;admitted\n5;M;1.4.2010\n"));
    read_all(&reg, &reading);
    ck_assert_uint_eq(reading.summary.files, 3);
    ck_assert_uint_eq(reading.summary.used, 4);
    ck_assert_str_eq(reading.files[0].name, "Extra-1.csv");
    ck_assert_str_eq(reading.files[1].name, "cases-1.csv");
    ck_assert_str_eq(reading.files[2].name, "cases-2.csv");
    ck_assert_int_eq(reading.rows[0].value[ADMITTED], day_of(2010, 4, 1));
    ck_assert_int_eq(reading.rows[1].value[PERSON_NO], reading.rows[3].value[PERSON_NO]);
    ck_assert_int_ne(reading.rows[1].value[PERSON_NO], reading.rows[2].value[PERSON_NO]);
    ck_assert_uint_eq(reading.found_count, 1);
    ck_assert_str_eq(diagnostic_name(reading.found[0].code), "E513");
    ck_assert_str_eq(reading.found[0].place.path, file_join(reg.keep, reg.folder, "cases-2.csv"));
    ck_assert_uint_eq(reading.found[0].place.line, 3);
    const struct text first = text_format(reg.keep, "stood first in line 2 of %s", file_join(reg.keep, reg.folder, "cases-1.csv"));
    ck_assert(text_ends(reading.found[0].hint, first));
    done(&reg, &reading);
}
END_TEST

/* Lines 4 to 28 repeat the key of the row before them, which has a line break in a cell and blanks around its key; a heading like a key is
 * none. */
START_TEST(a_key_that_is_repeated_is_told_with_the_line_of_the_first)
{
    struct exports_register reg;
    struct reading reading;
    struct text_builder b = {0};
    text_add_c(&b, "person_no;case_no;gender;admitted\n\"" CANARY "\nx\"; case_no ;N;1.2.2010\n");
    for (int i = 0; i < 25; i++)
        text_add_c(&b, CANARY ";case_no;N;1.2.2010\n");
    put_and_read(&reg, text_built(&b), &reading);
    text_builder_done(&b);
    ck_assert_uint_eq(reading.summary.rejected, 25);
    ck_assert_uint_eq(reading.found_count, DIAGNOSTIC_REPEATS_MAX);
    ck_assert_uint_eq(reading.found[DIAGNOSTIC_REPEATS_MAX - 1].repeats, 5);
    for (size_t i = 0; i < reading.found_count; i++) {
        ck_assert_uint_eq(reading.found[i].place.line, 4 + i);
        ck_assert(text_equal(reading.found[i].hint, TEXT("each row needs its own: this one stood first in line 3")));
    }
    check_silence(&reading);
    done(&reg, &reading);
}
END_TEST

/* Digest of sha256sum(1). */
START_TEST(files_are_told_with_digest_size_and_rows)
{
    struct exports_register reg;
    struct reading reading;
    put_and_read(&reg, TEXT("case_no;gender;admitted\n1;N;1.2.2010\n2;?;1.2.2010\n"), &reading);
    ck_assert_uint_eq(reading.file_count, 1);
    ck_assert_str_eq(reading.files[0].name, "cases.csv");
    ck_assert_uint_eq(reading.files[0].bytes, 50);
    ck_assert_uint_eq(reading.files[0].rows, 2);
    ck_assert_str_eq(reading.files[0].sha256.ptr, "09f9b2c854d8e6a2aefea3b278fe6ab637029cd1c817a1719e976137b73d10d8");
    done(&reg, &reading);
}
END_TEST

START_TEST(a_folder_that_is_not_there_fails)
{
    struct exports_register reg;
    register_init(&reg);
    struct diagnostics *diagnostics = diagnostics_new();
    struct error err = {0};
    ck_assert_ptr_null(cases_open(&reg.codebook, 0, "/nonexistent", diagnostics, &err));
    ck_assert_int_ne(err.kind, ERROR_NONE);
    diagnostics_free(diagnostics);
    register_done(&reg);
}
END_TEST

#define COUNT_OF(array) (int)(sizeof(array) / sizeof *(array))

int main(void)
{
    Suite *suite = suite_create("cases");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, rows_come_out_as_coded_values);
    tcase_add_test(all, a_cell_may_hold_several_codes);
    tcase_add_test(all, rows_with_unknown_codes_are_counted);
    tcase_add_loop_test(all, the_same_rows_come_from_all_ways_of_writing_them, 0, COUNT_OF(WRITTEN));
    tcase_add_test(all, columns_that_the_export_has_not_are_empty);
    tcase_add_loop_test(all, a_faulty_row_has_one_diagnostic_at_its_place_without_its_text, 0, COUNT_OF(FAULTS));
    tcase_add_test(all, all_faulty_cells_of_a_row_are_told);
    tcase_add_test(all, a_code_of_some_time_is_no_fault_where_the_day_is_one);
    tcase_add_loop_test(all, headings_that_will_not_do_are_told_and_no_row_is_read, 0, COUNT_OF(HEADING_FAULTS));
    tcase_add_test(all, a_missing_column_tells_the_headings_it_may_have);
    tcase_add_test(all, rows_that_are_separated_otherwise_than_the_heading_are_one_fault);
    tcase_add_test(all, a_date_of_another_form_tells_the_forms_there_are);
    tcase_add_loop_test(all, personal_data_in_any_column_stops_the_run, 0, COUNT_OF(PERSONAL));
    tcase_add_test(all, a_file_that_is_no_csv_stops_the_run);
    tcase_add_test(all, an_empty_file_and_an_empty_folder_are_told);
    tcase_add_loop_test(all, headings_below_the_first_line_are_told_with_their_line, 0, COUNT_OF(LOWER_HEADINGS));
    tcase_add_test(all, a_file_with_headings_only_is_a_valid_export_of_no_cases);
    tcase_add_test(all, more_than_a_thousand_faults_stop_the_run);
    tcase_add_test(all, files_are_read_once_in_the_order_of_their_names_and_keys_are_unique_over_all);
    tcase_add_test(all, a_key_that_is_repeated_is_told_with_the_line_of_the_first);
    tcase_add_test(all, files_are_told_with_digest_size_and_rows);
    tcase_add_test(all, a_folder_that_is_not_there_fails);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
