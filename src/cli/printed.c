/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row is a number and a name of what it counts; what of either cannot be read is a fault of the list. */
#include "cli/printed.h"

#include "base/csv.h"

enum { ID, LABEL, TABLE, VALUE, UNIT, KIND, BASE, FIGURE, MEASURE, PERIOD, SELECTION, COLUMNS };

static const struct text HEADINGS[COLUMNS] = {
    [ID] = TEXT_INIT("id"),           [LABEL] = TEXT_INIT("label"),   [TABLE] = TEXT_INIT("table"),
    [VALUE] = TEXT_INIT("value"),     [UNIT] = TEXT_INIT("unit"),     [KIND] = TEXT_INIT("kind"),
    [BASE] = TEXT_INIT("base"),       [FIGURE] = TEXT_INIT("figure"), [MEASURE] = TEXT_INIT("measure"),
    [PERIOD] = TEXT_INIT("period"),   [SELECTION] = TEXT_INIT("selection"),
};

static const struct {
    struct text word;
    enum printed_kind kind;
    const char *sign; /* before the number */
} KINDS[] = {
    {TEXT_INIT("count"), PRINTED_COUNT, ""},          {TEXT_INIT("percent"), PRINTED_PERCENT, ""},
    {TEXT_INIT("approx"), PRINTED_ABOUT, "about "},   {TEXT_INIT("lt"), PRINTED_LESS, "< "},
    {TEXT_INIT("le"), PRINTED_AT_MOST, "<= "},        {TEXT_INIT("gt"), PRINTED_MORE, "> "},
    {TEXT_INIT("ge"), PRINTED_AT_LEAST, ">= "},       {TEXT_INIT("zero_or_more"), PRINTED_COUNT, ""},
    {TEXT_INIT("categories"), PRINTED_CATEGORIES, ""}, {TEXT_INIT("text"), PRINTED_NOTHING, ""},
    {TEXT_INIT("missing"), PRINTED_NOTHING, ""},      {TEXT_INIT("complete"), PRINTED_NOTHING, ""},
    {TEXT_INIT("relation"), PRINTED_NOTHING, ""},
};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

struct printed_reader {
    const char *path;
    struct csv *csv;
    size_t columns[COLUMNS];
    size_t heading_count;
    struct arena *keep;
    struct diagnostics *diagnostics;
    struct printed_rows *rows;
};

static bool has_column(const struct printed_reader *r, int column)
{
    return r->columns[column] != SIZE_MAX;
}

static struct text field_of(const struct printed_reader *r, const struct csv_record *record, int column)
{
    return r->columns[column] < record->count ? text_trim(record->fields[r->columns[column]]) : TEXT_EMPTY;
}

static struct place place_of(const struct printed_reader *r, const struct csv_record *record, int column)
{
    const bool exists = r->columns[column] < record->count;
    const struct csv_place at = csv_field_place(r->csv, exists ? r->columns[column] : record->count);
    return (struct place){.path = r->path, .line = at.line, .column = at.column};
}

static void complain_of(const struct printed_reader *r, const struct csv_record *record, int column, const char *expected)
{
    diagnose(r->diagnostics, DIAG_E109, place_of(r, record, column), field_of(r, record, column), HEADINGS[column],
             text_of(expected));
}

/* ---- the heading ---- */

static void find_columns(struct printed_reader *r, const struct csv_record *record)
{
    r->heading_count = record->count;
    for (int column = 0; column < COLUMNS; column++)
        r->columns[column] = csv_record_find(record, HEADINGS[column]);
}

/* What is measured needs its period, as a data file has it. */
static bool read_heading(struct printed_reader *r, const struct csv_record *record)
{
    bool needed[COLUMNS] = {[VALUE] = true, [UNIT] = true};
    bool complete = true;
    find_columns(r, record);
    needed[PERIOD] = needed[SELECTION] = has_column(r, MEASURE) && !has_column(r, FIGURE);
    for (int column = 0; column < COLUMNS; column++)
        if (needed[column] && !has_column(r, column)) {
            diagnose(r->diagnostics, DIAG_E120, ((struct place){.path = r->path, .line = 1, .column = 1}), HEADINGS[column]);
            complete = false;
        }
    return complete;
}

/* ---- rows ---- */

/* "76", "12.5", "12,5". */
static bool read_number(struct text value, struct percentage *ret_number)
{
    int64_t whole, part = 0, scale = 1;
    const size_t dot = text_find_byte(value, '.'), point = dot < value.len ? dot : text_find_byte(value, ',');
    const struct text decimals = text_slice(value, point + (point < value.len), value.len);
    for (size_t i = 0; i < decimals.len && scale < PERCENT_SCALE_MAX * 10; i++)
        scale *= 10;
    if (!text_to_number(text_slice(value, 0, point), &whole) || whole > PERCENT_BASE_MAX || scale > PERCENT_SCALE_MAX ||
        (point < value.len && !text_to_number(decimals, &part)))
        return false;
    *ret_number = (struct percentage){whole * scale + part, scale};
    return true;
}

/* Lists without kinds have counts and percentages only. */
static const char *read_kind(const struct printed_reader *r, const struct csv_record *record, struct printed_row *row)
{
    const struct text kind = field_of(r, record, KIND);
    row->kind = row->is_share ? PRINTED_PERCENT : PRINTED_COUNT;
    for (size_t i = 0; kind.len && i < KIND_COUNT; i++)
        if (text_equal(kind, KINDS[i].word)) {
            row->kind = KINDS[i].kind;
            return KINDS[i].sign;
        }
    if (kind.len)
        complain_of(r, record, KIND, "count, percent, approx, lt, le, gt, ge, zero_or_more, categories, text, missing");
    return "";
}

/* A number that a data file hides has an empty cell. */
static void read_value(const struct printed_reader *r, const struct csv_record *record, struct printed_row *row)
{
    const struct text value = field_of(r, record, VALUE), base = field_of(r, record, BASE);
    struct percentage whole = {-1, 1};
    row->is_share = text_equal(field_of(r, record, UNIT), TEXT("percent"));
    const char *sign = read_kind(r, record, row);
    if (base.len && (!read_number(base, &whole) || whole.scale != 1 || !whole.value))
        complain_of(r, record, BASE, "a whole number that is not zero, or nothing");
    row->base = whole.value;
    row->number.scale = 1;
    if (row->kind == PRINTED_NOTHING || !value.len) {
        row->kind = row->kind != PRINTED_NOTHING && field_of(r, record, MEASURE).len ? PRINTED_HIDDEN : PRINTED_NOTHING;
        return;
    }
    if (!read_number(value, &row->number) || (row->number.scale != 1 && !row->is_share))
        complain_of(r, record, VALUE, "a number of at most eight digits; that of a percentage may have two decimals");
    if (row->kind == PRINTED_PERCENT && !row->is_share)
        complain_of(r, record, UNIT, "percent");
    row->words = text_format(r->keep, "%s%.*s%s", sign, TEXT_ARGS(value), row->is_share ? " %" : "");
}

/* The figure as layouts write it. */
static void read_figure(const struct printed_reader *r, const struct csv_record *record, struct printed_row *row)
{
    const struct text figure = field_of(r, record, FIGURE), measure = field_of(r, record, MEASURE);
    row->asked.place = place_of(r, record, figure.len || !measure.len ? FIGURE : MEASURE);
    row->asked.expression = text_copy(r->keep, figure);
    if (figure.len || !measure.len)
        return;
    row->measure = text_copy(r->keep, measure);
    row->period = text_copy(r->keep, field_of(r, record, PERIOD));
    row->selection = text_copy(r->keep, field_of(r, record, SELECTION));
    row->unit = text_copy(r->keep, field_of(r, record, UNIT));
    row->asked.is_composed = true;
    if (row->kind == PRINTED_AT_MOST)
        row->kind = PRINTED_RANKED;
    if (row->kind != PRINTED_RANKED && row->kind != PRINTED_CATEGORIES)
        row->asked.expression = text_format(r->keep, "%.*s %.*s @%.*s", TEXT_ARGS(measure), TEXT_ARGS(row->selection),
                                            TEXT_ARGS(row->period));
}

static struct text label_of(const struct printed_reader *r, const struct csv_record *record, const struct printed_row *row)
{
    const struct text label = field_of(r, record, LABEL);
    if (label.len || !row->measure.len)
        return text_copy(r->keep, label);
    return text_format(r->keep, "%.*s %.*s%s@%.*s", TEXT_ARGS(row->measure), TEXT_ARGS(row->selection),
                       row->selection.len ? " " : "", TEXT_ARGS(row->period));
}

static void add_row(struct printed_reader *r, const struct csv_record *record)
{
    const struct text id = field_of(r, record, ID);
    struct printed_row row = {.table = text_copy(r->keep, field_of(r, record, TABLE))};
    if (record->count > r->heading_count)
        diagnose(r->diagnostics, DIAG_E117,
                 ((struct place){.path = r->path, .line = csv_field_place(r->csv, 0).line, .column = 1}),
                 text_format(r->keep, "%zu", record->count), text_format(r->keep, "%zu", r->heading_count),
                 text_format(r->keep, "'%c'", csv_separator(r->csv)));
    read_value(r, record, &row);
    read_figure(r, record, &row);
    row.label = label_of(r, record, &row);
    row.id = id.len ? text_copy(r->keep, id) : text_format(r->keep, "line %u", csv_field_place(r->csv, 0).line);
    ARENA_PUSH(r->keep, r->rows, row);
}

static void report_broken(const struct printed_reader *r)
{
    const struct csv_place at = csv_fault_place(r->csv);
    diagnose(r->diagnostics, DIAG_E516, ((struct place){.path = r->path, .line = at.line, .column = at.column}),
             csv_fault_words(csv_fault(r->csv)));
}

static bool read_records(struct printed_reader *r, struct error *err)
{
    struct csv_record record;
    bool usable = true;
    enum csv_step step;
    for (bool heading = true; usable && (step = csv_next(r->csv, &record, err)) != CSV_END; heading = false) {
        if (step == CSV_FAILED)
            return false;
        if (step == CSV_BROKEN) {
            report_broken(r);
            return true;
        }
        if (heading)
            usable = read_heading(r, &record);
        else if (!record.is_blank)
            add_row(r, &record);
    }
    if (usable && !r->rows->count)
        diagnose(r->diagnostics, DIAG_E155, ((struct place){.path = r->path, .line = 1, .column = 1}), TEXT_EMPTY);
    return true;
}

bool printed_read(const char *path, struct arena *keep, struct diagnostics *diagnostics, struct printed_rows *rows,
                  struct error *err)
{
    struct printed_reader reader = {.path = path, .keep = keep, .diagnostics = diagnostics, .rows = rows};
    reader.csv = csv_open(path, &(struct csv_options){.encoding = ENCODING_UTF8}, err);
    const bool ok = reader.csv && read_records(&reader, err);
    csv_close(reader.csv);
    return ok;
}
