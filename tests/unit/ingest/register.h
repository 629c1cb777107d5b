/* SPDX-License-Identifier: GPL-3.0-or-later
 * A code book made by hand, and a folder for exports that match it: for the tests of ingest and aggregate. */
#ifndef TESTS_UNIT_INGEST_REGISTER_H
#define TESTS_UNIT_INGEST_REGISTER_H

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "codebook/codebook.h"
#include "tests/unit/harness.h"

/* The columns of the source, in this order; `remarks` is of the type drop, `story` is text. */
enum register_column { CASE_NO, PERSON_NO, GENDER, FORM, BORN, ADMITTED, EXTENSION, EXITED, VISITS, REMARKS, STORY,
                       REGISTER_COLUMNS };

/* Categories. Gender: unknown codes are an error. Form: code 30 meant `other` until 2012 and `sexual` from 2013 on;
 * unknown codes mean `other`. */
enum { WOMEN, MEN, GENDER_NOT_STATED, GENDERS };
enum { SEXUAL, LABOUR, OTHER, FORM_NOT_STATED, FORMS };

struct exports_register {
    struct arena *keep;
    struct text names[REGISTER_COLUMNS][2]; /* accepted headings */
    struct column columns[REGISTER_COLUMNS];
    struct category genders[GENDERS], forms[FORMS];
    struct code gender_codes[4], form_codes[4];
    struct code_list lists[2];
    struct text files[2], missing[2];
    struct source_table source;
    struct codebook codebook;
    char folder[32];
};

static inline void register_add_lists(struct exports_register *reg)
{
    const date_day end_2012 = date_to_day((struct date){2012, 12, 31});
    reg->genders[WOMEN].id = TEXT("women");
    reg->genders[MEN].id = TEXT("men");
    reg->genders[GENDER_NOT_STATED].id = TEXT("not_stated");
    reg->forms[SEXUAL].id = TEXT("sexual");
    reg->forms[LABOUR].id = TEXT("labour");
    reg->forms[OTHER].id = TEXT("other");
    reg->forms[FORM_NOT_STATED].id = TEXT("not_stated");
    const struct code genders[] = {{TEXT("N"), WOMEN, DATE_OPEN_FROM, DATE_OPEN_TO},
                                   {TEXT("nainen"), WOMEN, DATE_OPEN_FROM, DATE_OPEN_TO},
                                   {TEXT("M"), MEN, DATE_OPEN_FROM, DATE_OPEN_TO},
                                   {TEXT("mies"), MEN, DATE_OPEN_FROM, DATE_OPEN_TO}};
    const struct code forms[] = {{TEXT("30"), OTHER, DATE_OPEN_FROM, end_2012},
                                 {TEXT("10"), SEXUAL, DATE_OPEN_FROM, DATE_OPEN_TO},
                                 {TEXT("työ"), LABOUR, DATE_OPEN_FROM, DATE_OPEN_TO},
                                 {TEXT("30"), SEXUAL, end_2012 + 1, DATE_OPEN_TO}};
    memcpy(reg->gender_codes, genders, sizeof genders);
    memcpy(reg->form_codes, forms, sizeof forms);
    reg->lists[0] = (struct code_list){
        .id = TEXT("gender"), .categories = reg->genders, .category_count = GENDERS, .not_stated = GENDER_NOT_STATED,
        .codes = reg->gender_codes, .code_count = 4, .empty_category = GENDER_NOT_STATED};
    reg->lists[1] = (struct code_list){
        .id = TEXT("form"), .categories = reg->forms, .category_count = FORMS, .not_stated = FORM_NOT_STATED,
        .codes = reg->form_codes, .code_count = 4, .empty_category = FORM_NOT_STATED,
        .unknown = UNKNOWN_IS_CATEGORY, .unknown_category = OTHER};
}

static inline void register_add_column(struct exports_register *reg, enum register_column at, const char *id,
                                       const char *finnish, enum column_type type)
{
    reg->names[at][0] = text_of(finnish);
    reg->names[at][1] = text_of(id);
    reg->columns[at] = (struct column){.id = text_of(id), .headings = reg->names[at], .heading_count = 2, .type = type,
                                       .code_list = NO_INDEX};
}

static inline void register_add_columns(struct exports_register *reg)
{
    register_add_column(reg, CASE_NO, "case_no", "Tapausnumero", COLUMN_ID);
    register_add_column(reg, PERSON_NO, "person_no", "Asiakasnumero", COLUMN_ID);
    register_add_column(reg, GENDER, "gender", "Sukupuoli", COLUMN_CODE);
    register_add_column(reg, FORM, "form", "Uhriutumisen muoto", COLUMN_CODE);
    register_add_column(reg, BORN, "born", "Syntymävuosi", COLUMN_YEAR);
    register_add_column(reg, ADMITTED, "admitted", "Otettu järjestelmään", COLUMN_DATE);
    register_add_column(reg, EXTENSION, "extension", "Jatkopäätös", COLUMN_YES_NO);
    register_add_column(reg, EXITED, "exited", "Poistettu", COLUMN_DATE);
    register_add_column(reg, VISITS, "visits", "Käynnit", COLUMN_NUMBER);
    register_add_column(reg, REMARKS, "remarks", "Huomautukset", COLUMN_DROP);
    register_add_column(reg, STORY, "story", "Kertomus", COLUMN_TEXT);
    reg->columns[GENDER].code_list = 0;
    reg->columns[FORM].code_list = 1;
    reg->columns[CASE_NO].needed = reg->columns[GENDER].needed = reg->columns[ADMITTED].needed = true;
}

/* The register with its empty folder. */
static inline void register_init(struct exports_register *reg)
{
    *reg = (struct exports_register){.keep = arena_new(), .folder = "/tmp/sitrep-test-XXXXXX"};
    ck_assert_ptr_nonnull(mkdtemp(reg->folder));
    register_add_lists(reg);
    register_add_columns(reg);
    reg->files[0] = TEXT("cases*.csv");
    reg->files[1] = TEXT("*-1.csv");
    reg->missing[0] = TEXT("-");
    reg->missing[1] = TEXT("ei tietoa");
    reg->source = (struct source_table){
        .id = TEXT("cases"), .files = reg->files, .file_count = 2, .columns = reg->columns,
        .column_count = REGISTER_COLUMNS, .key = CASE_NO, .person = PERSON_NO, .starts = ADMITTED, .ends = EXITED,
        .date_forms = {true, true}, .missing = reg->missing, .missing_count = 2};
    reg->codebook = (struct codebook){
        .code_lists = reg->lists, .code_list_count = 2, .sources = &reg->source, .source_count = 1};
}

/* Puts an export into the folder. */
static inline void register_put(const struct exports_register *reg, const char *name, struct text bytes)
{
    struct error err = {0};
    ck_assert_msg(file_write(file_join(reg->keep, reg->folder, name), bytes, FILE_PRIVATE, &err), "%s", err.message);
}

static inline int register_remove(const char *path, const struct stat *about, int type, struct FTW *where)
{
    (void)about, (void)type, (void)where;
    return remove(path);
}

static inline void register_done(struct exports_register *reg)
{
    nftw(reg->folder, register_remove, 8, FTW_DEPTH | FTW_PHYS);
    arena_free(reg->keep);
}

static inline date_day day_of(int year, int month, int day)
{
    return date_to_day((struct date){year, month, day});
}

#endif
