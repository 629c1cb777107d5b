/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a list of published figures, and the file of cells that may stand beside it. */
#include <string.h>

#include "base/csv.h"
#include "base/names.h"
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

/* Units of what is protected; "percent" is a share of them. */
static const struct text UNITS[] = {
    TEXT_INIT("persons"), TEXT_INIT("requests"),  TEXT_INIT("decisions"), TEXT_INIT("cases"),
    TEXT_INIT("percent"), TEXT_INIT("clients"), TEXT_INIT("victims"), TEXT_INIT("children"),
};

enum { VALUE_MAX = 100000000, DECIMALS_MAX = 2 };

struct list_reader {
    struct figures *figures;
    const char *path;
    struct csv *csv;
    size_t columns[COLUMNS];
    size_t field_count; /* of the record at hand, which may be short */
    bool is_cells; /* the second file: id and cell only */
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

static bool read_heading(struct list_reader *r, const struct csv_record *record)
{
    bool complete = true;
    for (int column = 0; column < COLUMNS; column++) {
        r->columns[column] = SIZE_MAX;
        for (size_t i = 0; i < record->count; i++)
            if (text_equal(text_trim(record->fields[i]), HEADINGS[column]))
                r->columns[column] = i;
        if (r->columns[column] == SIZE_MAX && is_required(r, column)) {
            complain(r, 0, DIAG_E120, HEADINGS[column], TEXT_EMPTY, TEXT_EMPTY);
            complete = false;
        }
    }
    return complete;
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

static bool is_of_counts(struct text unit)
{
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        if (text_equal(UNITS[i], unit))
            return true;
    return false;
}

static bool has_number(enum figure_kind kind)
{
    return kind != KIND_COMPLETE && kind != KIND_RELATION && kind != KIND_NOTHING;
}

static void read_cells(const struct list_reader *r, struct text cell, struct figure_entry *entry)
{
    const bool relation = entry->kind == KIND_RELATION;
    if (cell.len && figures_parse_cells(r->figures, text_copy(r->keep, cell), relation, r->keep, entry))
        complain_of(r, CELL, cell,
                    relation ? "an equation of cells: clients = before + new - exits"
                             : "a measure and its categories: clients type=other place=abroad");
}

static bool read_entry(struct list_reader *r, const struct csv_record *record, struct figure_entry *entry)
{
    const struct text value = field_of(r, record, VALUE), base = field_of(r, record, BASE);
    int64_t scale;
    if (!read_kind(r, field_of(r, record, KIND), &entry->kind))
        return false;
    const struct text unit = field_of(r, record, UNIT);
    const bool is_share = text_equal(unit, TEXT("percent"));
    entry->is_about_counts = (is_of_counts(unit) && is_share == (entry->kind == KIND_PERCENT)) || !has_number(entry->kind);
    entry->base = -1;
    entry->scale = 1;
    if (has_number(entry->kind) && !read_number(value, &entry->value, &entry->scale)) {
        complain_of(r, VALUE, value, "a number of at most eight digits");
        return false;
    }
    if (entry->scale != 1 && entry->kind != KIND_PERCENT && entry->is_about_counts) {
        complain_of(r, VALUE, value, "a whole number");
        return false;
    }
    if (base.len && (!read_number(base, &entry->base, &scale) || scale != 1)) {
        complain_of(r, BASE, base, "a whole number, or nothing");
        return false;
    }
    return true;
}

static void add_entry(struct list_reader *r, const struct csv_record *record)
{
    const struct text id = field_of(r, record, ID), page = field_of(r, record, PAGE);
    struct figure_entry entry = {.id = text_copy(r->keep, id),
                                 .label = text_copy(r->keep, field_of(r, record, LABEL)),
                                 .table = text_copy(r->keep, field_of(r, record, TABLE)),
                                 .base_label = text_copy(r->keep, field_of(r, record, BASE_LABEL))};
    entry.where = page.len ? text_format(r->keep, "page %.*s, %.*s", TEXT_ARGS(page), TEXT_ARGS(id)) : entry.id;
    const int32_t before = names_count(r->ids);
    if (!id.len)
        complain_of(r, ID, id, "a name for the number: S001");
    else if (names_add(r->ids, id) != before)
        complain(r, r->columns[ID], DIAG_E111, id, TEXT_EMPTY, TEXT_EMPTY);
    else if (read_entry(r, record, &entry)) {
        read_cells(r, field_of(r, record, CELL), &entry);
        ARENA_PUSH(r->keep, &r->figures->entries, entry);
    }
}

/* A row of the second file. */
static void add_cell(struct list_reader *r, const struct csv_record *record)
{
    const struct text id = field_of(r, record, ID);
    for (size_t i = 0; i < r->figures->entries.count; i++)
        if (text_equal(r->figures->entries.items[i].id, id)) {
            read_cells(r, field_of(r, record, CELL), &r->figures->entries.items[i]);
            return;
        }
    complain_of(r, ID, id, "an id of the list of figures");
}

static bool read_records(struct list_reader *r, struct error *err)
{
    struct csv_record record;
    bool heading = true, usable = true;
    for (;;) {
        const enum csv_step step = csv_next(r->csv, &record, err);
        if (step == CSV_BROKEN) {
            const struct csv_place at = csv_fault_place(r->csv);
            diagnose(r->diagnostics, DIAG_E516, ((struct place){.path = r->path, .line = at.line, .column = at.column}),
                     csv_fault_words(csv_fault(r->csv)));
        }
        if (step == CSV_END && heading)
            diagnose(r->diagnostics, DIAG_E120, ((struct place){.path = r->path, .line = 1, .column = 1}), HEADINGS[ID]);
        if (step != CSV_RECORD)
            return step != CSV_FAILED;
        r->field_count = record.count;
        if (heading)
            usable = read_heading(r, &record);
        else if (usable && !record.is_blank)
            (r->is_cells ? add_cell : add_entry)(r, &record);
        heading = false;
    }
}

static bool read_file(struct list_reader *r, const char *path, bool is_cells, struct error *err)
{
    r->path = path;
    r->is_cells = is_cells;
    r->csv = csv_open(path, &(struct csv_options){0}, err);
    const bool ok = r->csv && read_records(r, err);
    csv_close(r->csv);
    return ok;
}

bool figures_read(const struct figures_files *files, struct arena *keep, struct diagnostics *diagnostics,
                  const struct figures **ret_figures, struct error *err)
{
    struct figures *figures = ARENA_NEW(keep, struct figures);
    struct list_reader r = {.figures = figures, .ids = names_new(), .keep = keep, .diagnostics = diagnostics};
    const bool ok = read_file(&r, files->list, false, err) && (!files->cells || read_file(&r, files->cells, true, err));
    names_free(r.ids);
    if (ok)
        figures_infer_cells(figures, keep);
    *ret_figures = figures;
    return ok;
}
