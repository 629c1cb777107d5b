/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a list of published figures, and the file of cells that may stand beside it. */
#include <string.h>

#include "base/csv.h"
#include "base/names.h"
#include "base/suggest.h"
#include "protect/figures_private.h"

enum { ID, LABEL, VALUE, UNIT, KIND, REQUIRED, PAGE = REQUIRED, TABLE, BASE, BASE_LABEL, CELL, COLUMNS };

static const struct text HEADINGS[COLUMNS] = {
    [ID] = TEXT_INIT("id"),     [LABEL] = TEXT_INIT("label"), [VALUE] = TEXT_INIT("value"),
    [UNIT] = TEXT_INIT("unit"), [KIND] = TEXT_INIT("kind"),   [PAGE] = TEXT_INIT("page"),
    [TABLE] = TEXT_INIT("table"), [BASE] = TEXT_INIT("base"), [BASE_LABEL] = TEXT_INIT("base_label"),
    [CELL] = TEXT_INIT("cell"),
};

static const struct {
    struct text word;
    enum figure_kind kind;
} KINDS[] = {
    {TEXT_INIT("count"), KIND_COUNT},       {TEXT_INIT("percent"), KIND_PERCENT},   {TEXT_INIT("approx"), KIND_APPROX},
    {TEXT_INIT("lt"), KIND_LESS},           {TEXT_INIT("le"), KIND_AT_MOST},        {TEXT_INIT("gt"), KIND_MORE},
    {TEXT_INIT("ge"), KIND_AT_LEAST},       {TEXT_INIT("complete"), KIND_COMPLETE}, {TEXT_INIT("relation"), KIND_RELATION},
    {TEXT_INIT("text"), KIND_NOTHING},      {TEXT_INIT("missing"), KIND_NOTHING},
};

/* Units of what is protected, of shares of it, and of what says nothing of it. */
enum unit { UNIT_COUNTED, UNIT_SHARE, UNIT_SILENT, UNIT_NONE, UNIT_UNKNOWN };

static const struct {
    struct text word;
    enum unit unit;
} UNITS[] = {
    {TEXT_INIT("persons"), UNIT_COUNTED},  {TEXT_INIT("requests"), UNIT_COUNTED},  {TEXT_INIT("decisions"), UNIT_COUNTED},
    {TEXT_INIT("cases"), UNIT_COUNTED},    {TEXT_INIT("clients"), UNIT_COUNTED},   {TEXT_INIT("victims"), UNIT_COUNTED},
    {TEXT_INIT("children"), UNIT_COUNTED}, {TEXT_INIT("percent"), UNIT_SHARE},     {TEXT_INIT("states"), UNIT_SILENT},
    {TEXT_INIT("countries"), UNIT_SILENT}, {TEXT_INIT("languages"), UNIT_SILENT},  {TEXT_INIT("places"), UNIT_SILENT},
    {TEXT_INIT("organisations"), UNIT_SILENT}, {TEXT_INIT("reports"), UNIT_SILENT}, {TEXT_INIT("days"), UNIT_SILENT},
    {TEXT_INIT("months"), UNIT_SILENT},    {TEXT_INIT("years"), UNIT_SILENT},      {TEXT_INIT("euros"), UNIT_SILENT},
};

enum { VALUE_MAX = 100000000, DECIMALS_MAX = 2 };

struct list_reader {
    struct figures *figures;
    const char *path;
    struct csv *csv;
    size_t columns[COLUMNS];
    size_t heading_count;
    size_t field_count; /* of the record at hand, which may be short */
    size_t row_count;
    bool is_cells;   /* the second file: id and cell only */
    bool is_partial; /* rows could not be read at all */
    struct names *ids;
    struct arena *keep;
    struct diagnostics *diagnostics;
};

static void complain(const struct list_reader *r, size_t field, enum diagnostic_code code, struct text a, struct text b,
                     struct text c)
{
    const struct csv_place at = csv_field_place(r->csv, field < r->field_count ? field : r->field_count);
    diagnose(r->diagnostics, code, ((struct place){.path = r->path, .line = at.line, .column = at.column}), a, b, c);
}

static void complain_of(const struct list_reader *r, int column, struct text value, const char *expected)
{
    complain(r, r->columns[column], DIAG_E109, value, HEADINGS[column], text_of(expected));
}

static struct text field_of(const struct list_reader *r, const struct csv_record *record, int column)
{
    return r->columns[column] < record->count ? text_trim(record->fields[r->columns[column]]) : TEXT_EMPTY;
}

static bool is_required(const struct list_reader *r, int column)
{
    return r->is_cells ? column == ID || column == CELL : column < REQUIRED;
}

/* A column may hold anything, unless its heading is all but one that would be read. */
static bool check_heading(const struct list_reader *r, size_t field, struct text heading)
{
    for (int column = 0; column < COLUMNS; column++)
        if (text_equal(heading, HEADINGS[column])) {
            if (r->columns[column] != field)
                complain(r, field, DIAG_E208, heading, TEXT_EMPTY, TEXT_EMPTY);
            return r->columns[column] == field;
        }
    for (int column = 0; column < COLUMNS; column++)
        if (r->columns[column] == SIZE_MAX && text_distance(heading, HEADINGS[column], 1) <= 1) {
            complain(r, field, DIAG_E121, heading, HEADINGS[column], TEXT_EMPTY);
            return false;
        }
    return true;
}

static bool read_heading(struct list_reader *r, const struct csv_record *record)
{
    bool complete = true;
    r->heading_count = record->count;
    for (int column = 0; column < COLUMNS; column++) {
        r->columns[column] = csv_record_find(record, HEADINGS[column]);
        if (r->columns[column] == SIZE_MAX && is_required(r, column)) {
            complain(r, 0, DIAG_E120, HEADINGS[column], TEXT_EMPTY, TEXT_EMPTY);
            complete = false;
        }
    }
    for (size_t i = 0; i < record->count; i++)
        complete = check_heading(r, i, text_trim(record->fields[i])) && complete;
    return complete;
}

/* More cells than headings: a separator inside one that has no quotes around it. */
static void check_length(struct list_reader *r, const struct csv_record *record)
{
    for (size_t i = r->heading_count; i < record->count; i++)
        if (text_trim(record->fields[i]).len) {
            complain(r, i, DIAG_E122, text_format(r->keep, "%zu", record->count), text_format(r->keep, "%zu", r->heading_count),
                     TEXT_EMPTY);
            return;
        }
}

/* "76", "12.5", "12,5". */
static bool read_number(struct text value, int64_t *ret_value, int64_t *ret_scale)
{
    size_t point = text_find_byte(value, '.');
    int64_t whole, part = 0, scale = 1;
    if (point == value.len)
        point = text_find_byte(value, ',');
    const struct text decimals = text_slice(value, point + (point < value.len), value.len);
    if (!text_to_number(text_slice(value, 0, point), &whole) || whole > VALUE_MAX || decimals.len > DECIMALS_MAX ||
        (point < value.len && !text_to_number(decimals, &part)))
        return false;
    for (size_t i = 0; i < decimals.len; i++)
        scale *= 10;
    *ret_value = whole * scale + part;
    *ret_scale = scale;
    return true;
}

static bool read_kind(const struct list_reader *r, struct text word, enum figure_kind *ret_kind)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (text_equal(KINDS[i].word, word)) {
            *ret_kind = KINDS[i].kind;
            return true;
        }
    complain_of(r, KIND, word, "count, percent, approx, lt, le, gt, ge, complete, relation, text, missing");
    return false;
}

static bool has_number(enum figure_kind kind)
{
    return kind != KIND_COMPLETE && kind != KIND_RELATION && kind != KIND_NOTHING;
}

/* "did you mean 'persons'?", or all there are. */
static struct text unit_hint(const struct list_reader *r, struct text word)
{
    enum { NEAR = 2 };
    struct suggestion near = suggest(word);
    near.distance = near.distance < NEAR ? near.distance : NEAR;
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        suggest_offer(&near, UNITS[i].word);
    return suggest_hint(&near, r->keep);
}

/* Capital letters or not. */
static enum unit read_unit(const struct list_reader *r, struct text word, bool needed)
{
    const struct text folded = text_fold(r->keep, word);
    if (!word.len && !needed)
        return UNIT_NONE;
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        if (text_equal(UNITS[i].word, folded))
            return UNITS[i].unit;
    complain(r, r->columns[UNIT], DIAG_E151, word, unit_hint(r, folded), TEXT_EMPTY);
    return UNIT_UNKNOWN;
}

/* Shares have a kind of their own, and it is for nothing else. */
static void check_unit(const struct list_reader *r, const struct csv_record *record, const struct figure_entry *entry, enum unit unit)
{
    const bool share = entry->kind == KIND_PERCENT;
    if (has_number(entry->kind) && unit != UNIT_UNKNOWN && unit != UNIT_NONE && share != (unit == UNIT_SHARE))
        complain(r, r->columns[KIND], DIAG_E152, field_of(r, record, KIND), field_of(r, record, UNIT),
                 share ? TEXT("the unit of a share is 'percent'")
                       : TEXT("a share has the kind 'percent'; in words it is 'text', which says nothing"));
}

static void note_unread(struct list_reader *r, struct text cell)
{
    ARENA_PUSH(r->keep, &r->figures->unread, text_copy(r->keep, cell));
}

static void read_cells(struct list_reader *r, struct text cell, struct figure_entry *entry)
{
    const bool relation = entry->kind == KIND_RELATION;
    const struct csv_place at = csv_field_place(r->csv, r->columns[CELL] < r->field_count ? r->columns[CELL] : r->field_count);
    if (!cell.len && entry->has_cell)
        return;
    entry->at = (struct place){.path = r->path, .line = at.line, .column = at.column};
    if (!cell.len)
        return;
    if (entry->has_cell)
        complain(r, r->columns[CELL], DIAG_E156, entry->id, TEXT_EMPTY, TEXT_EMPTY);
    entry->has_cell = true;
    if (figures_parse_cells(r->figures, text_copy(r->keep, cell), relation, r->keep, entry)) {
        note_unread(r, cell);
        complain_of(r, CELL, cell,
                    relation                        ? "an equation of cells: clients = before + new - exits"
                    : entry->kind == KIND_COMPLETE ? "a measure and one of its variables: clients place"
                                                   : "a measure and its categories: clients type=other place=abroad");
        return;
    }
    const struct text wrong = figures_wrong_name(r->figures, entry);
    if (wrong.len)
        complain(r, r->columns[CELL], DIAG_E153, wrong, TEXT_EMPTY, TEXT_EMPTY);
}

static void read_value(const struct list_reader *r, const struct csv_record *record, struct figure_entry *entry)
{
    const struct text value = field_of(r, record, VALUE), base = field_of(r, record, BASE);
    int64_t scale;
    entry->base = -1;
    entry->scale = 1;
    if (has_number(entry->kind) && !read_number(value, &entry->value, &entry->scale))
        complain_of(r, VALUE, value,
                    value.len ? "a number of at most eight digits, with at most two decimals"
                              : "a number; the row of one that is not printed, or not known, has the kind 'missing'");
    else if (entry->scale != 1 && entry->kind != KIND_PERCENT && entry->is_about_counts)
        complain_of(r, VALUE, value, "a whole number");
    if (base.len && (!read_number(base, &entry->base, &scale) || scale != 1))
        complain_of(r, BASE, base, "a whole number, or nothing");
}

static void read_entry(struct list_reader *r, const struct csv_record *record, struct figure_entry *entry)
{
    const bool known = read_kind(r, field_of(r, record, KIND), &entry->kind);
    const enum unit unit = read_unit(r, field_of(r, record, UNIT), known && has_number(entry->kind));
    if (!known) {
        note_unread(r, field_of(r, record, CELL));
        return;
    }
    check_unit(r, record, entry, unit);
    entry->is_about_counts = unit == UNIT_COUNTED || unit == UNIT_SHARE || !has_number(entry->kind);
    read_value(r, record, entry);
    read_cells(r, field_of(r, record, CELL), entry);
}

static void add_entry(struct list_reader *r, const struct csv_record *record)
{
    const struct text id = field_of(r, record, ID), page = field_of(r, record, PAGE);
    struct figure_entry entry = {.id = text_copy(r->keep, id),
                                 .label = text_copy(r->keep, field_of(r, record, LABEL)),
                                 .table = text_copy(r->keep, field_of(r, record, TABLE)),
                                 .base_label = text_copy(r->keep, field_of(r, record, BASE_LABEL)),
                                 .kind = KIND_NOTHING};
    entry.where = page.len ? text_format(r->keep, "page %.*s, %.*s", TEXT_ARGS(page), TEXT_ARGS(id)) : entry.id;
    const int32_t before = names_count(r->ids);
    check_length(r, record);
    if (!id.len)
        complain_of(r, ID, id, "a name for the number: S001");
    else if (names_add(r->ids, id) != before)
        complain(r, r->columns[ID], DIAG_E111, id, TEXT_EMPTY, TEXT_EMPTY);
    read_entry(r, record, &entry);
    ARENA_PUSH(r->keep, &r->figures->entries, entry);
}

/* A row of the second file. */
static void add_cell(struct list_reader *r, const struct csv_record *record)
{
    const struct text id = field_of(r, record, ID);
    check_length(r, record);
    for (size_t i = 0; i < r->figures->entries.count; i++)
        if (text_equal(r->figures->entries.items[i].id, id)) {
            read_cells(r, field_of(r, record, CELL), &r->figures->entries.items[i]);
            return;
        }
    complain_of(r, ID, id, "an id of the list of figures");
}

static bool is_of_encoding(enum csv_fault fault)
{
    return fault == CSV_FAULT_NOT_UTF8 || fault == CSV_FAULT_MIXED || fault == CSV_FAULT_NOT_1252;
}

static void report_broken(struct list_reader *r)
{
    const struct csv_place at = csv_fault_place(r->csv);
    const struct place place = {.path = r->path, .line = at.line, .column = at.column};
    r->is_partial = true;
    if (!is_of_encoding(csv_fault(r->csv)))
        diagnose(r->diagnostics, DIAG_E516, place, csv_fault_words(csv_fault(r->csv)));
}

/* Reports the first bytes that are not UTF-8. */
static bool check_encoding(struct list_reader *r, struct error *err)
{
    struct csv_record record;
    enum csv_step step = CSV_RECORD;
    r->csv = csv_open(r->path, &(struct csv_options){.encoding = ENCODING_UTF8}, err);
    while (r->csv && step == CSV_RECORD)
        step = csv_next(r->csv, &record, err);
    if (step == CSV_BROKEN && is_of_encoding(csv_fault(r->csv))) {
        const struct csv_place at = csv_fault_place(r->csv);
        diagnose(r->diagnostics, DIAG_E100, ((struct place){.path = r->path, .line = at.line, .column = at.column}), TEXT_EMPTY);
    }
    const bool ok = r->csv && step != CSV_FAILED;
    csv_close(r->csv);
    return ok;
}

static bool read_records(struct list_reader *r, struct error *err)
{
    struct csv_record record;
    bool heading = true, usable = true;
    for (;;) {
        const enum csv_step step = csv_next(r->csv, &record, err);
        if (step == CSV_BROKEN)
            report_broken(r);
        if (step == CSV_END && (heading || !r->row_count) && usable)
            diagnose(r->diagnostics, heading ? DIAG_E120 : DIAG_E155, ((struct place){.path = r->path, .line = 1, .column = 1}),
                     HEADINGS[ID]);
        if (step != CSV_RECORD)
            return step != CSV_FAILED;
        r->field_count = record.count;
        if (heading)
            usable = read_heading(r, &record);
        else if (usable && !record.is_blank) {
            (r->is_cells ? add_cell : add_entry)(r, &record);
            r->row_count++;
        }
        heading = false;
        r->is_partial = r->is_partial || !usable;
    }
}

/* The rest of a file in another encoding is read all the same, for its other faults. */
static bool read_file(struct list_reader *r, const char *path, bool is_cells, struct error *err)
{
    r->path = path;
    r->is_cells = is_cells;
    r->row_count = 0;
    if (!check_encoding(r, err))
        return false;
    r->csv = csv_open(path, &(struct csv_options){0}, err);
    const bool ok = r->csv && read_records(r, err);
    csv_close(r->csv);
    return ok;
}

/* Equations and complete variables without their cell say nothing: that cannot be meant. */
static void check_cells(const struct list_reader *r)
{
    for (size_t i = 0; i < r->figures->entries.count; i++) {
        const struct figure_entry *entry = &r->figures->entries.items[i];
        if (!entry->has_cell && (entry->kind == KIND_COMPLETE || entry->kind == KIND_RELATION))
            diagnose(r->diagnostics, DIAG_E157, entry->at, entry->kind == KIND_RELATION ? TEXT("relation") : TEXT("complete"),
                     entry->kind == KIND_RELATION ? TEXT("clients = before + new - exits") : TEXT("clients place"));
    }
}

bool figures_read(const struct figures_files *files, struct arena *keep, struct diagnostics *diagnostics,
                  const struct figures **ret_figures, struct error *err)
{
    struct figures *figures = ARENA_NEW(keep, struct figures);
    struct list_reader r = {.figures = figures, .ids = names_new(), .keep = keep, .diagnostics = diagnostics};
    const bool ok = read_file(&r, files->list, false, err) && (!files->cells || read_file(&r, files->cells, true, err));
    names_free(r.ids);
    if (ok && !r.is_partial) {
        check_cells(&r);
        figures_check_names(figures, diagnostics);
    }
    if (ok) {
        figures_infer_cells(figures, keep);
        figures_share_categories(figures, keep);
    }
    *ret_figures = figures;
    return ok;
}
