/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading cells by type; codes through tables made from the code lists. */
#include "ingest/cells.h"

#include <assert.h>

#include "ingest/cases.h"
#include "ingest/lookup.h"

enum { NUMBER_DIGITS_MAX = 9 };

/* One meaning of a raw code; `next` is that of another time. */
struct meaning {
    date_day from, to;
    int32_t category;
    int32_t next; /* or LOOKUP_NONE */
};

struct prepared_column {
    enum column_type type;
    bool needed;
    bool is_person;
    const struct code_list *list; /* COLUMN_CODE */
    struct lookup *codes;         /* raw code to its first meaning */
    struct meaning *meanings;
    char several;                 /* the sign between codes, or 0 */
    enum date_form form;          /* of this file, or DATE_FORMS: not known yet */
};

struct cells {
    struct prepared_column columns[CASE_COLUMNS_MAX];
    int column_count;
    const bool *date_forms;
    struct lookup *missing;
    struct lookup *yes_no;
    struct names *persons;
};

static const struct text YES[] = {TEXT_INIT("1"), TEXT_INIT("x"), TEXT_INIT("X"), TEXT_INIT("k"), TEXT_INIT("K"),
                                  TEXT_INIT("kyllä"), TEXT_INIT("Kyllä"), TEXT_INIT("KYLLÄ"), TEXT_INIT("j"),
                                  TEXT_INIT("J"), TEXT_INIT("ja"), TEXT_INIT("Ja"), TEXT_INIT("JA"), TEXT_INIT("y"),
                                  TEXT_INIT("Y"), TEXT_INIT("yes"), TEXT_INIT("Yes"), TEXT_INIT("YES"),
                                  TEXT_INIT("true"), TEXT_INIT("True"), TEXT_INIT("TRUE")};
static const struct text NO[] = {TEXT_INIT("0"), TEXT_INIT("e"), TEXT_INIT("E"), TEXT_INIT("ei"), TEXT_INIT("Ei"),
                                 TEXT_INIT("EI"), TEXT_INIT("n"), TEXT_INIT("N"), TEXT_INIT("nej"), TEXT_INIT("Nej"),
                                 TEXT_INIT("NEJ"), TEXT_INIT("no"), TEXT_INIT("No"), TEXT_INIT("NO"),
                                 TEXT_INIT("false"), TEXT_INIT("False"), TEXT_INIT("FALSE")};
enum { YES_COUNT = sizeof YES / sizeof *YES, NO_COUNT = sizeof NO / sizeof *NO };

/* ---- preparing ---- */

static struct lookup *prepare_yes_no(struct arena *keep)
{
    struct lookup *lookup = lookup_new(keep, YES_COUNT + NO_COUNT);
    for (size_t i = 0; i < YES_COUNT; i++)
        lookup_add(lookup, YES[i], 1);
    for (size_t i = 0; i < NO_COUNT; i++)
        lookup_add(lookup, NO[i], 0);
    return lookup;
}

static struct lookup *prepare_missing(struct arena *keep, const struct source_table *source)
{
    struct lookup *lookup = lookup_new(keep, source->missing_count);
    for (size_t i = 0; i < source->missing_count; i++)
        lookup_add(lookup, text_trim(source->missing[i]), 0);
    return lookup;
}

/* Meanings of the same raw code are chained, the first one first. */
static void prepare_codes(struct arena *keep, struct prepared_column *prepared)
{
    const struct code_list *list = prepared->list;
    prepared->codes = lookup_new(keep, (size_t)list->code_count);
    prepared->meanings = ARENA_ARRAY(keep, struct meaning, (size_t)list->code_count);
    for (int32_t i = 0; i < list->code_count; i++) {
        const struct code *code = &list->codes[i];
        prepared->meanings[i] = (struct meaning){code->valid_from, code->valid_to, code->category, LOOKUP_NONE};
        int32_t last = lookup_add(prepared->codes, code->raw, i);
        while (last != i && prepared->meanings[last].next != LOOKUP_NONE)
            last = prepared->meanings[last].next;
        if (last != i)
            prepared->meanings[last].next = i;
    }
}

struct cells *cells_new(struct arena *keep, const struct codebook *codebook, const struct source_table *source,
                        struct names *persons)
{
    assert(source->column_count <= CASE_COLUMNS_MAX);
    struct cells *cells = ARENA_NEW(keep, struct cells);
    cells->column_count = source->column_count;
    cells->date_forms = source->date_forms;
    cells->missing = prepare_missing(keep, source);
    cells->yes_no = prepare_yes_no(keep);
    cells->persons = persons;
    for (int i = 0; i < source->column_count; i++) {
        const struct column *column = &source->columns[i];
        struct prepared_column *prepared = &cells->columns[i];
        *prepared = (struct prepared_column){.type = column->type, .is_person = i == source->person};
        const bool fillable = column->type == COLUMN_DATE || column->type == COLUMN_ID;
        prepared->needed = i == source->starts || (column->needed && fillable);
        if (column->type == COLUMN_CODE) {
            prepared->list = &codebook->code_lists[column->code_list];
            prepared->several = column->several;
            prepare_codes(keep, prepared);
        }
    }
    cells_new_file(cells);
    return cells;
}

void cells_new_file(struct cells *cells)
{
    for (int i = 0; i < cells->column_count; i++)
        cells->columns[i].form = DATE_FORMS;
}

/* ---- reading ---- */

bool cells_is_missing(const struct cells *cells, struct text cell)
{
    return !cell.len || lookup_find(cells->missing, cell) != LOOKUP_NONE;
}

/* On a day that is not known, whatever it means at any time is one. */
static inline bool means_on(const struct meaning *meaning, date_day day)
{
    return day == CASE_MISSING || (meaning->from <= day && day <= meaning->to);
}

static enum cell_verdict read_code(const struct cells *cells, const struct prepared_column *column, struct text cell,
                                   date_day day, int32_t *ret_value)
{
    if (!cell.len) {
        *ret_value = column->list->empty_category;
        return CELL_GOOD;
    }
    for (int32_t i = lookup_find(column->codes, cell); i != LOOKUP_NONE; i = column->meanings[i].next)
        if (means_on(&column->meanings[i], day)) {
            *ret_value = column->meanings[i].category;
            return CELL_GOOD;
        }
    if (cells_is_missing(cells, cell)) {
        *ret_value = column->list->empty_category;
        return CELL_GOOD;
    }
    if (column->list->unknown != UNKNOWN_IS_CATEGORY)
        return CELL_UNKNOWN;
    *ret_value = column->list->unknown_category;
    return CELL_FREE;
}

bool cells_may_be_several(const struct cells *cells, int column)
{
    return cells->columns[column].several != 0;
}

static bool has_category(const struct case_row *row, int column, int32_t category)
{
    bool found = row->value[column] == category;
    for (int32_t i = 0; i < row->further_count; i++)
        found = found || (row->further[i].column == column && row->further[i].category == category);
    return found;
}

/* Beside others, that something is not known says nothing. */
static enum cell_verdict add_category(struct case_row *row, int column, int32_t category, int32_t not_stated)
{
    if (row->value[column] == not_stated)
        row->value[column] = category;
    else if (category != not_stated && !has_category(row, column, category)) {
        if (row->further_count == CASE_FURTHER_MAX)
            return CELL_TOO_MANY;
        row->further[row->further_count++] = (struct case_further){column, category};
    }
    return CELL_GOOD;
}

enum cell_verdict cells_read_several(const struct cells *cells, int column, struct text cell, date_day day,
                                     struct case_row *row)
{
    const struct prepared_column *prepared = &cells->columns[column];
    enum cell_verdict verdict = CELL_GOOD;
    if (text_find_byte(cell, prepared->several) == cell.len || lookup_find(prepared->codes, cell) != LOOKUP_NONE)
        return read_code(cells, prepared, cell, day, &row->value[column]);
    row->value[column] = prepared->list->not_stated;
    for (struct text rest = cell; rest.len;) {
        const struct text code = text_cut(&rest, prepared->several);
        int32_t category;
        const enum cell_verdict one = code.len ? read_code(cells, prepared, code, day, &category) : CELL_GOOD;
        if (one != CELL_GOOD && one != CELL_FREE)
            return one;
        verdict = one == CELL_FREE ? one : verdict;
        if (code.len && add_category(row, column, category, prepared->list->not_stated) == CELL_TOO_MANY)
            return CELL_TOO_MANY;
    }
    return verdict;
}

/* The form in which `cell` looks like a date, or DATE_FORMS. */
static enum date_form form_of(const struct cells *cells, struct text cell, enum date_parse *ret_parse,
                              date_day *ret_day)
{
    for (enum date_form form = 0; form < DATE_FORMS; form++) {
        *ret_parse = cells->date_forms[form] ? date_parse(cell, form, ret_day) : DATE_NOT_IN_FORM;
        if (*ret_parse != DATE_NOT_IN_FORM)
            return form;
    }
    return DATE_FORMS;
}

/* A cell that holds no value although there may have to be one. */
static enum cell_verdict read_nothing(const struct prepared_column *column, int32_t *ret_value)
{
    if (column->needed)
        return CELL_EMPTY;
    *ret_value = CASE_MISSING;
    return CELL_GOOD;
}

static enum cell_verdict read_date(const struct cells *cells, struct prepared_column *column, struct text cell,
                                   int32_t *ret_value)
{
    enum date_parse parse = DATE_NOT_IN_FORM;
    date_day day;
    if (cells_is_missing(cells, cell))
        return read_nothing(column, ret_value);
    if (column->form != DATE_FORMS)
        parse = date_parse(cell, column->form, &day);
    if (parse == DATE_NOT_IN_FORM) {
        const enum date_form form = form_of(cells, cell, &parse, &day);
        if (form == DATE_FORMS)
            return CELL_NO_DATE;
        if (column->form != DATE_FORMS)
            return CELL_OTHER_FORM;
        column->form = form;
    }
    if (parse == DATE_IMPOSSIBLE)
        return CELL_IMPOSSIBLE_DATE;
    *ret_value = day;
    return CELL_GOOD;
}

static enum cell_verdict read_number(const struct cells *cells, const struct prepared_column *column, struct text cell,
                                     int32_t *ret_value)
{
    int64_t number;
    if (cells_is_missing(cells, cell))
        return read_nothing(column, ret_value);
    if (cell.len > NUMBER_DIGITS_MAX || !text_to_number(cell, &number))
        return CELL_NO_NUMBER;
    if (column->type == COLUMN_YEAR && (number < DATE_YEAR_MIN || number > DATE_YEAR_MAX))
        return CELL_NO_NUMBER;
    *ret_value = (int32_t)number;
    return CELL_GOOD;
}

static enum cell_verdict read_yes_no(const struct cells *cells, const struct prepared_column *column, struct text cell,
                                     int32_t *ret_value)
{
    if (cells_is_missing(cells, cell))
        return read_nothing(column, ret_value);
    const int32_t found = lookup_find(cells->yes_no, cell);
    if (found == LOOKUP_NONE)
        return CELL_NEITHER;
    *ret_value = found;
    return CELL_GOOD;
}

static enum cell_verdict read_id(const struct cells *cells, const struct prepared_column *column, struct text cell,
                                 int32_t *ret_value)
{
    if (cells_is_missing(cells, cell))
        return read_nothing(column, ret_value);
    *ret_value = column->is_person ? names_add(cells->persons, cell) : CASE_MISSING;
    return CELL_FREE;
}

enum cell_verdict cells_read(struct cells *cells, int column_index, struct text cell, date_day day, int32_t *ret_value)
{
    struct prepared_column *column = &cells->columns[column_index];
    switch (column->type) {
    case COLUMN_CODE:
        return read_code(cells, column, cell, day, ret_value);
    case COLUMN_DATE:
        return read_date(cells, column, cell, ret_value);
    case COLUMN_YEAR:
    case COLUMN_NUMBER:
        return read_number(cells, column, cell, ret_value);
    case COLUMN_YES_NO:
        return read_yes_no(cells, column, cell, ret_value);
    case COLUMN_ID:
        return read_id(cells, column, cell, ret_value);
    case COLUMN_TEXT:
    case COLUMN_DROP:
    case COLUMN_TYPES:
        break;
    }
    *ret_value = CASE_MISSING;
    return CELL_FREE;
}

enum cell_verdict cells_judge(struct cells *cells, int column_index, struct text cell, date_day day)
{
    struct prepared_column *column = &cells->columns[column_index];
    struct case_row unused = {.further_count = 0};
    if (column->type == COLUMN_ID)
        return cells_is_missing(cells, cell) ? read_nothing(column, &unused.value[column_index]) : CELL_FREE;
    if (column->several)
        return cells_read_several(cells, column_index, cell, day, &unused);
    const enum date_form form = column->form;
    const enum cell_verdict verdict = cells_read(cells, column_index, cell, day, &unused.value[column_index]);
    column->form = form;
    return verdict;
}

int32_t cells_absent(const struct cells *cells, int column)
{
    const struct prepared_column *prepared = &cells->columns[column];
    return prepared->type == COLUMN_CODE ? prepared->list->empty_category : CASE_MISSING;
}
