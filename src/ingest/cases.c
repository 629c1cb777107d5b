/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of a source, one after the other, row by row; each row is used or rejected with one diagnostic. Cells that the
 * code book does not explain are looked through for personal data: that stops the run.
 *
 * A row without its `starts` date is rejected: nobody could say which meaning its codes have. Keys must be unique over
 * all files. Empty lines at the end of a file are ignored, others are rejected rows. */
#include "ingest/cases.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ingest/cells.h"
#include "ingest/chronology.h"
#include "base/csv.h"
#include "ingest/headings.h"
#include "ingest/keys.h"
#include "ingest/occurrence.h"
#include "ingest/personal.h"

enum { FAULTS_MAX = 1000, NO_FIELD = -1 };

struct cases {
    struct arena *keep;
    const struct source_table *source;
    const char *folder;
    struct diagnostics *diagnostics;
    struct file_names names;
    size_t next_name;
    struct headings *headings;
    struct cells *cells;
    struct names *persons;
    struct keys *keys;
    struct chronology *chronology;
    struct cases_summary summary;
    uint64_t unknown[CASE_COLUMNS_MAX]; /* rows, of each column */
    uint64_t unknown_here;              /* in the row being read: a bit for each column */
    LIST_OF(struct cases_file) files;
    LIST_OF(struct key_file) key_files; /* with a column of keys, up to the one that is open */
    bool stopped;
    /* the file that is open */
    struct csv *csv; /* NULL: none */
    const char *name, *path;
    struct fields fields;
    int field_of[CASE_COLUMNS_MAX]; /* of each column, or NO_FIELD */
    uint64_t rows;
    int repeated_keys;
    uint32_t blank_line, blanks; /* the first of empty lines in a row just read, and how many */
    struct case_row absent;      /* the values of columns that the file has not */
};

/* What is wrong with a row. */
struct row_fault {
    enum diagnostic_code code;
    size_t field;
    struct text args[3];
};

enum row_verdict { ROW_USED, ROW_REJECTED, ROW_STOPS };

_Static_assert(CASE_COLUMNS_MAX <= 64, "a row's columns have a bit each");

/* ---- files ---- */

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the names that match; of a pattern "sub/x*.csv" those in the folder `sub`. */
static bool list_pattern(struct cases *cases, struct text pattern, struct error *err)
{
    const char *slash = memrchr(pattern.ptr, '/', pattern.len);
    const size_t cut = slash ? (size_t)(slash - pattern.ptr) : 0;
    const char *sub = text_to_c(cases->keep, text_slice(pattern, 0, cut));
    const char *last = text_to_c(cases->keep, text_slice(pattern, slash ? cut + 1 : 0, pattern.len));
    const char *folder = slash ? file_join(cases->keep, cases->folder, sub) : cases->folder;
    struct file_names found = {0};
    if (!file_list(folder, last, cases->keep, &found, err))
        return false;
    for (size_t i = 0; i < found.count; i++) {
        const char *name = slash ? file_join(cases->keep, sub, found.items[i]) : found.items[i];
        ARENA_PUSH(cases->keep, &cases->names, name);
    }
    return true;
}

static void report_no_files(struct cases *cases)
{
    struct text patterns = TEXT_EMPTY;
    for (size_t i = 0; i < cases->source->file_count; i++)
        patterns = text_format(cases->keep, "%.*s%s%.*s", TEXT_ARGS(patterns), i ? ", " : "",
                               TEXT_ARGS(cases->source->files[i]));
    diagnose(cases->diagnostics, DIAG_E514, ((struct place){.path = cases->folder}), patterns,
             cases->source->id);
}

static bool list_files(struct cases *cases, struct error *err)
{
    for (size_t i = 0; i < cases->source->file_count; i++)
        if (!list_pattern(cases, cases->source->files[i], err))
            return false;
    struct file_names *names = &cases->names;
    if (!names->count) {
        report_no_files(cases);
        return true;
    }
    qsort(names->items, names->count, sizeof *names->items, by_bytes);
    size_t kept = 1;
    for (size_t i = 1; i < names->count; i++)
        if (strcmp(names->items[i], names->items[kept - 1]) != 0)
            names->items[kept++] = names->items[i];
    names->count = kept;
    return true;
}

struct cases *cases_open(const struct codebook *codebook, int source, const char *folder,
                         struct diagnostics *diagnostics, struct error *err)
{
    struct cases *cases = memory_alloc(1, sizeof *cases);
    cases->keep = arena_new();
    cases->source = &codebook->sources[source];
    cases->folder = text_to_c(cases->keep, text_of(folder));
    cases->diagnostics = diagnostics;
    cases->persons = names_new();
    cases->headings = headings_new(cases->keep, cases->source);
    cases->cells = cells_new(cases->keep, codebook, cases->source, cases->persons);
    cases->keys = keys_new();
    cases->chronology = chronology_new(cases->keep, codebook, source);
    if (!list_files(cases, err)) {
        cases_close(cases);
        return NULL;
    }
    return cases;
}

void cases_close(struct cases *cases)
{
    if (!cases)
        return;
    csv_close(cases->csv);
    keys_free(cases->keys);
    names_free(cases->persons);
    arena_free(cases->keep);
    free(cases);
}

void cases_know_until(struct cases *cases, date_day latest)
{
    chronology_know_until(cases->chronology, latest);
}

static struct place place_of(const struct cases *cases, struct csv_place at)
{
    return (struct place){.path = cases->path, .line = at.line, .column = at.column};
}

/* What the file has not is the same in each of its rows. */
static void map_fields(struct cases *cases)
{
    for (int i = 0; i < cases->source->column_count; i++) {
        cases->field_of[i] = NO_FIELD;
        cases->absent.value[i] = cells_absent(cases->cells, i);
    }
    for (size_t i = 0; i < cases->fields.count; i++)
        cases->field_of[cases->fields.columns[i]] = (int)i;
    const int key = cases->source->key == NO_INDEX ? NO_FIELD : cases->field_of[cases->source->key];
    if (key != NO_FIELD)
        ARENA_PUSH(cases->keep, &cases->key_files, ((struct key_file){cases->path, (size_t)key}));
}

/* The file is not what it should be: says so and stops. */
static bool stop_broken(struct cases *cases, struct error *err)
{
    const enum csv_fault fault = csv_fault(cases->csv);
    diagnose(cases->diagnostics, DIAG_E516, place_of(cases, csv_fault_place(cases->csv)), csv_fault_words(fault));
    cases->stopped = true;
    return error_set(err, ERROR_INPUT, "%s: it is not readable as CSV; reading stopped", cases->path);
}

static void close_file(struct cases *cases)
{
    csv_close(cases->csv);
    cases->csv = NULL;
}

/* Reads the headings; closes the file again if they will not do. */
static bool read_headings(struct cases *cases, struct error *err)
{
    struct csv_record record;
    enum csv_step step;
    do
        step = csv_next(cases->csv, &record, err);
    while (step == CSV_RECORD && record.is_blank);
    if (step == CSV_BROKEN)
        return stop_broken(cases, err);
    if (step == CSV_FAILED)
        return false;
    if (step == CSV_END) {
        diagnose(cases->diagnostics, DIAG_E515, ((struct place){.path = cases->path}), TEXT_EMPTY);
        close_file(cases);
    } else if (!headings_match(cases->headings, cases->csv, &record, cases->path, cases->keep, cases->diagnostics,
                               &cases->fields)) {
        close_file(cases);
    } else {
        map_fields(cases);
    }
    return true;
}

/* Opens the next file; it is closed again if no row of it can be read. */
static bool open_next(struct cases *cases, struct error *err)
{
    cases->name = cases->names.items[cases->next_name++];
    cases->path = file_join(cases->keep, cases->folder, cases->name);
    cases->rows = 0;
    cases->blanks = 0;
    cases->repeated_keys = 0;
    cells_new_file(cases->cells);
    cases->csv = csv_open(cases->path, &(struct csv_options){0}, err);
    return cases->csv && read_headings(cases, err);
}

static void finish_file(struct cases *cases)
{
    const struct cases_file file = {
        .name = cases->name,
        .sha256 = csv_sha256(cases->csv, cases->keep),
        .bytes = csv_bytes(cases->csv),
        .rows = cases->rows,
    };
    ARENA_PUSH(cases->keep, &cases->files, file);
    cases->summary.files++;
    close_file(cases);
}

/* ---- rows ---- */

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline struct text trimmed(struct text t)
{
    return t.len && (is_blank(t.ptr[0]) || is_blank(t.ptr[t.len - 1])) ? text_trim(t) : t;
}

static const enum diagnostic_code FAULT_CODES[CELL_VERDICTS] = {
    [CELL_UNKNOWN] = DIAG_E504,         [CELL_EMPTY] = DIAG_E505,      [CELL_NO_DATE] = DIAG_E506,
    [CELL_IMPOSSIBLE_DATE] = DIAG_E507, [CELL_OTHER_FORM] = DIAG_E512, [CELL_NO_NUMBER] = DIAG_E509,
    [CELL_NEITHER] = DIAG_E510,         [CELL_TOO_MANY] = DIAG_E173,
};

static struct text column_id(const struct cases *cases, size_t field)
{
    return field < cases->fields.count ? cases->source->columns[cases->fields.columns[field]].id : TEXT("a surplus field");
}

static enum row_verdict stop_personal(struct cases *cases, size_t field, enum personal personal, struct error *err)
{
    diagnose(cases->diagnostics, DIAG_E517, place_of(cases, csv_field_place(cases->csv, field)),
             column_id(cases, field), personal_words(personal), fields_words(&cases->fields, field, cases->keep));
    cases->stopped = true;
    error_set(err, ERROR_INPUT, "%s: it could hold personal data; reading stopped", cases->path);
    return ROW_STOPS;
}

static void tell(struct cases *cases, const struct row_fault *fault, struct place place)
{
    diagnostics_add(cases->diagnostics, fault->code, place, fault->args, sizeof fault->args / sizeof *fault->args);
    cases->summary.faults++;
}

/* Stops if there are too many of its kind. */
static enum row_verdict reject_at(struct cases *cases, const struct row_fault *fault, struct place place,
                                  struct error *err)
{
    tell(cases, fault, place);
    cases->rows++;
    cases->summary.rejected++;
    if (cases->summary.rejected <= FAULTS_MAX)
        return ROW_REJECTED;
    char limit[16];
    snprintf(limit, sizeof limit, "%d", FAULTS_MAX);
    diagnose(cases->diagnostics, DIAG_E518, place, text_of(limit));
    cases->stopped = true;
    error_set(err, ERROR_INPUT, "%s: too many faults in the rows; reading stopped", cases->path);
    return ROW_STOPS;
}

static enum row_verdict stop_if_personal(struct cases *cases, const struct csv_record *record, struct error *err)
{
    for (size_t i = 0; i < record->count; i++) {
        const enum personal personal = personal_find(record->fields[i]);
        if (personal)
            return stop_personal(cases, i, personal, err);
    }
    return ROW_REJECTED;
}

/* Rejects the row, unless it holds personal data: then reading stops. */
static enum row_verdict reject(struct cases *cases, const struct csv_record *record, const struct row_fault *fault,
                               struct error *err)
{
    if (stop_if_personal(cases, record, err) == ROW_STOPS)
        return ROW_STOPS;
    return reject_at(cases, fault, place_of(cases, csv_field_place(cases->csv, fault->field)), err);
}

/* As the setting 'dates' names them. */
static struct text date_forms(const struct cases *cases)
{
    static const struct text names[DATE_FORMS] = {[DATE_DMY] = TEXT_INIT("d.m.yyyy"), [DATE_ISO] = TEXT_INIT("yyyy-mm-dd")};
    struct text list = TEXT_EMPTY;
    for (int i = 0; i < DATE_FORMS; i++)
        if (cases->source->date_forms[i])
            list = text_format(cases->keep, "%.*s%s%.*s", TEXT_ARGS(list), list.len ? ", " : "", TEXT_ARGS(names[i]));
    return list;
}

static struct row_fault fault_of(const struct cases *cases, size_t field, enum cell_verdict verdict)
{
    return (struct row_fault){FAULT_CODES[verdict], field,
                              {column_id(cases, field), fields_words(&cases->fields, field, cases->keep),
                               verdict == CELL_NO_DATE ? date_forms(cases) : TEXT_EMPTY}};
}

static enum row_verdict reject_field(struct cases *cases, const struct csv_record *record, size_t field,
                                     enum cell_verdict verdict, struct error *err)
{
    const struct row_fault fault = fault_of(cases, field, verdict);
    return reject(cases, record, &fault, err);
}

/* Of a row that was rejected for a cell the faults of the cells from `from` on, so that all can be mended at once. */
static void tell_others(struct cases *cases, const struct csv_record *record, size_t from, const struct case_row *row)
{
    const int starts = cases->source->starts;
    const date_day day = row->value[starts];
    for (size_t field = from; field < record->count; field++) {
        const int column = cases->fields.columns[field];
        if (column == starts)
            continue;
        const enum cell_verdict verdict = cells_judge(cases->cells, column, trimmed(record->fields[field]), day);
        if (verdict == CELL_GOOD || verdict == CELL_FREE)
            continue;
        const struct row_fault fault = fault_of(cases, field, verdict);
        tell(cases, &fault, place_of(cases, csv_field_place(cases->csv, field)));
    }
}

/* The sign that parts the row into as many fields as the heading has, if the heading's own does not; or 0. */
static char other_separator(const struct cases *cases, const struct csv_record *record)
{
    const char own = csv_separator(cases->csv);
    for (const char *sign = ";,\t|"; *sign && record->count < cases->fields.count; sign++) {
        size_t fields = 1;
        for (size_t i = 0; i < record->count; i++)
            for (size_t k = 0; k < record->fields[i].len; k++)
                fields += record->fields[i].ptr[k] == *sign;
        if (*sign != own && fields >= cases->fields.count)
            return *sign;
    }
    return 0;
}

static struct text sign_words(const struct cases *cases, char sign)
{
    return sign == '\t' ? TEXT("tabs") : text_format(cases->keep, "'%c'", sign);
}

/* The heading was mended by hand, or comes from elsewhere: one fault, and not one of each row. */
static enum row_verdict stop_separated(struct cases *cases, const struct csv_record *record, char sign, struct error *err)
{
    if (stop_if_personal(cases, record, err) == ROW_STOPS)
        return ROW_STOPS;
    const struct place line = {.path = cases->path, .line = csv_field_place(cases->csv, 0).line};
    diagnose(cases->diagnostics, DIAG_E184, line, sign_words(cases, sign), sign_words(cases, csv_separator(cases->csv)));
    cases->stopped = true;
    error_set(err, ERROR_INPUT, "%s: heading and rows do not fit each other; reading stopped", cases->path);
    return ROW_STOPS;
}

static enum row_verdict reject_count(struct cases *cases, const struct csv_record *record, struct error *err)
{
    const char other = cases->rows ? 0 : other_separator(cases, record);
    if (other)
        return stop_separated(cases, record, other, err);
    char has[24], needs[24];
    snprintf(has, sizeof has, "%zu", record->count);
    snprintf(needs, sizeof needs, "%zu", cases->fields.count);
    const size_t field = record->count < cases->fields.count ? record->count : cases->fields.count;
    const struct row_fault fault = {DIAG_E511, field, {text_of(has), text_of(needs)}};
    return reject(cases, record, &fault, err);
}

/* Reads one field into `row`. */
static inline enum row_verdict read_field(struct cases *cases, const struct csv_record *record, size_t field,
                                          struct case_row *row, struct error *err)
{
    const int column = cases->fields.columns[field];
    const struct text cell = trimmed(record->fields[field]);
    const date_day day = row->value[cases->source->starts];
    const enum cell_verdict verdict = cells_may_be_several(cases->cells, column)
                                          ? cells_read_several(cases->cells, column, cell, day, row)
                                          : cells_read(cases->cells, column, cell, day, &row->value[column]);
    if (verdict == CELL_GOOD)
        return ROW_USED;
    if (verdict != CELL_FREE)
        return reject_field(cases, record, field, verdict, err);
    if (cases->source->columns[column].type == COLUMN_CODE)
        cases->unknown_here |= (uint64_t)1 << column;
    const enum personal personal = personal_find(cell);
    return personal ? stop_personal(cases, field, personal, err) : ROW_USED;
}

/* What to do about a key that was seen before. Where it stood first is looked for only as often as it is shown. */
static struct text repeated_hint(struct cases *cases, struct text key, uint32_t line)
{
    struct occurrence first;
    if (cases->repeated_keys++ >= DIAGNOSTIC_REPEATS_MAX ||
        !occurrence_find(cases->key_files.items, cases->key_files.count, key, &first))
        return TEXT("each row needs its own");
    if (strcmp(first.path, cases->path) != 0)
        return text_format(cases->keep, "each row needs its own: this one stood first in line %u of %s", first.line, first.path);
    return first.line < line ? text_format(cases->keep, "each row needs its own: this one stood first in line %u", first.line)
                             : TEXT("each row needs its own");
}

/* What concerns more than one cell or row. */
static enum row_verdict check_row(struct cases *cases, const struct csv_record *record, const struct case_row *row,
                                  struct error *err)
{
    const struct source_table *source = cases->source;
    struct chronology_finding wrong;
    if (chronology_contradicts(cases->chronology, row, &wrong)) {
        const size_t field = (size_t)cases->field_of[wrong.column];
        const struct row_fault fault = {
            wrong.code, field, {wrong.args[0], wrong.args[1], fields_words(&cases->fields, field, cases->keep)}};
        return reject(cases, record, &fault, err);
    }
    const int key = source->key == NO_INDEX ? NO_FIELD : cases->field_of[source->key];
    if (key == NO_FIELD)
        return ROW_USED;
    const struct text cell = trimmed(record->fields[key]);
    if (cells_is_missing(cases->cells, cell) || !keys_add(cases->keys, cell))
        return ROW_USED;
    const struct row_fault fault = {DIAG_E513, (size_t)key,
                                    {source->columns[source->key].id,
                                     fields_words(&cases->fields, (size_t)key, cases->keep),
                                     repeated_hint(cases, cell, csv_field_place(cases->csv, (size_t)key).line)}};
    return reject(cases, record, &fault, err);
}

static struct place place_of_column(const struct cases *cases, int column)
{
    return place_of(cases, csv_field_place(cases->csv, (size_t)cases->field_of[column]));
}

/* What hardly can be true of a row that is used. */
static void doubt_row(struct cases *cases, const struct case_row *row)
{
    struct chronology_finding doubts[CASE_COLUMNS_MAX];
    const size_t count = chronology_doubts(cases->chronology, row, doubts);
    for (size_t i = 0; i < count; i++)
        diagnostics_add(cases->diagnostics, doubts[i].code, place_of_column(cases, doubts[i].column), doubts[i].args,
                        sizeof doubts[i].args / sizeof *doubts[i].args);
    if (chronology_count(cases->chronology, row))
        chronology_keep(cases->chronology, row, place_of_column(cases, cases->source->starts));
}

/* The `starts` field first: it says what the codes mean. */
static enum row_verdict judge_row(struct cases *cases, const struct csv_record *record, struct case_row *row,
                                  struct error *err)
{
    if (record->count != cases->fields.count)
        return reject_count(cases, record, err);
    memcpy(row->value, cases->absent.value, (size_t)cases->source->column_count * sizeof *row->value);
    row->further_count = 0;
    cases->unknown_here = 0;
    const size_t first = (size_t)cases->field_of[cases->source->starts];
    enum row_verdict verdict = read_field(cases, record, first, row, err);
    size_t next = 0;
    for (; next < record->count && verdict == ROW_USED; next++)
        if (next != first)
            verdict = read_field(cases, record, next, row, err);
    if (verdict == ROW_REJECTED)
        tell_others(cases, record, next, row);
    if (verdict == ROW_USED)
        verdict = check_row(cases, record, row, err);
    if (verdict == ROW_USED)
        doubt_row(cases, row);
    return verdict;
}

/* Empty lines turned out not to be the end of the file: each is a rejected row. */
static enum row_verdict reject_blanks(struct cases *cases, struct error *err)
{
    const struct row_fault fault = {.code = DIAG_E577};
    enum row_verdict verdict = ROW_REJECTED;
    for (; cases->blanks && verdict == ROW_REJECTED; cases->blanks--, cases->blank_line++)
        verdict = reject_at(cases, &fault, (struct place){.path = cases->path, .line = cases->blank_line}, err);
    return verdict;
}

static enum row_verdict take_record(struct cases *cases, const struct csv_record *record, struct case_row *row,
                                    struct error *err)
{
    if (record->is_blank) {
        if (!cases->blanks++)
            cases->blank_line = csv_field_place(cases->csv, 0).line;
        return ROW_REJECTED;
    }
    if (cases->blanks && reject_blanks(cases, err) == ROW_STOPS)
        return ROW_STOPS;
    return judge_row(cases, record, row, err);
}

static void count_used(struct cases *cases)
{
    cases->rows++;
    cases->summary.used++;
    for (int i = 0; cases->unknown_here && i < cases->source->column_count; i++)
        cases->unknown[i] += cases->unknown_here >> i & 1;
}

/* Reads on in the open file up to a good row, or to its end. */
static enum row_verdict next_in_file(struct cases *cases, struct case_row *ret_row, struct error *err)
{
    struct csv_record record;
    struct case_row row;
    for (;;) {
        const enum csv_step step = csv_next(cases->csv, &record, err);
        if (step == CSV_END) {
            finish_file(cases);
            return ROW_REJECTED;
        }
        if (step != CSV_RECORD) {
            if (step == CSV_BROKEN)
                stop_broken(cases, err);
            return ROW_STOPS;
        }
        const enum row_verdict verdict = take_record(cases, &record, &row, err);
        if (verdict == ROW_REJECTED)
            continue;
        if (verdict == ROW_USED) {
            count_used(cases);
            memcpy(ret_row->value, row.value, (size_t)cases->source->column_count * sizeof *row.value);
            ret_row->further_count = row.further_count;
            memcpy(ret_row->further, row.further, (size_t)row.further_count * sizeof *row.further);
        }
        return verdict;
    }
}

bool cases_next(struct cases *cases, struct case_row *ret_row, struct error *err)
{
    while (!cases->stopped) {
        if (cases->csv) {
            const enum row_verdict verdict = next_in_file(cases, ret_row, err);
            if (verdict == ROW_USED)
                return true;
            cases->stopped = verdict == ROW_STOPS;
        } else if (cases->next_name == cases->names.count) {
            chronology_finish(cases->chronology, cases->diagnostics);
            cases->stopped = true;
        } else {
            cases->stopped = !open_next(cases, err);
        }
    }
    return false;
}

struct cases_summary cases_summary(const struct cases *cases)
{
    struct cases_summary summary = cases->summary;
    summary.rows = summary.used + summary.excluded + summary.rejected;
    return summary;
}

uint64_t cases_unknown(const struct cases *cases, int column)
{
    return cases->unknown[column];
}

const struct cases_file *cases_files(const struct cases *cases, size_t *ret_count)
{
    *ret_count = cases->files.count;
    return cases->files.items;
}
