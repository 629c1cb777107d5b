/* SPDX-License-Identifier: GPL-3.0-or-later
 * Matching headings. The text of a heading is shown only where the code book has it too. */
#include "ingest/headings.h"

#include "base/suggest.h"
#include "ingest/lookup.h"
#include "ingest/personal.h"

struct headings {
    const struct source_table *source;
    struct lookup *columns; /* folded accepted headings */
};

struct headings *headings_new(struct arena *keep, const struct source_table *source)
{
    struct headings *headings = ARENA_NEW(keep, struct headings);
    size_t count = 0;
    for (int i = 0; i < source->column_count; i++)
        count += source->columns[i].heading_count;
    headings->source = source;
    headings->columns = lookup_new(keep, count);
    for (int i = 0; i < source->column_count; i++)
        for (size_t k = 0; k < source->columns[i].heading_count; k++)
            lookup_add(headings->columns, text_fold(keep, text_trim(source->columns[i].headings[k])), i);
    return headings;
}

struct text fields_words(const struct fields *fields, size_t field, struct arena *keep)
{
    if (field >= fields->count)
        return text_format(keep, "column %zu", field + 1);
    return text_format(keep, "column %zu, headed '%.*s'", field + 1, TEXT_ARGS(fields->names[field]));
}

static struct place heading_place(const struct csv *csv, size_t field, const char *path)
{
    const struct csv_place at = csv_field_place(csv, field);
    return (struct place){.path = path, .line = at.line, .column = at.column};
}

static struct text number_words(struct arena *keep, size_t field)
{
    return text_format(keep, "%zu", field + 1);
}

static bool find_personal(const struct csv *csv, const struct csv_record *record, const char *path,
                          struct arena *keep, struct diagnostics *diagnostics)
{
    bool found = false;
    for (size_t i = 0; i < record->count; i++) {
        const enum personal personal = personal_find(record->fields[i]);
        if (!personal)
            continue;
        found = true;
        diagnose(diagnostics, DIAG_E519, heading_place(csv, i, path), number_words(keep, i),
                 personal_words(personal));
    }
    return found;
}

/* "Tapausnumero, case_no" */
static struct text accepted_headings(struct arena *keep, const struct column *column)
{
    struct text list = TEXT_EMPTY;
    for (size_t i = 0; i < column->heading_count; i++)
        list = text_format(keep, "%.*s%s%.*s", TEXT_ARGS(list), i ? ", " : "", TEXT_ARGS(column->headings[i]));
    return list;
}

/* ---- the fields of a file ---- */

enum { NO_FIELD = -1 };

struct matching {
    const struct source_table *source;
    const struct headings *headings;
    const struct csv *csv;
    const struct csv_record *record;
    const char *path;
    struct arena *keep;
    struct diagnostics *diagnostics;
    int *columns;       /* of each field, or LOOKUP_NONE */
    struct text *names; /* of those */
    int *field_of;      /* of each column, or NO_FIELD */
    int *meant_by;      /* of each column that no field has: the field whose heading is nearly one of its own, or NO_FIELD */
};

static struct text folded(const struct matching *m, struct text heading)
{
    return text_fold(m->keep, text_trim(heading));
}

/* As the code book spells it: the export's own text is not shown. */
static struct text spelling(const struct matching *m, const struct column *column, struct text heading)
{
    size_t i = 0;
    while (i + 1 < column->heading_count && !text_equal(folded(m, column->headings[i]), folded(m, heading)))
        i++;
    return column->headings[i];
}

static struct place place_in(const struct matching *m, size_t field)
{
    return heading_place(m->csv, field, m->path);
}

/* Finds the columns of fields; false where two fields have one. */
static bool match_fields(struct matching *m, size_t *ret_known)
{
    bool good = true;
    *ret_known = 0;
    for (size_t i = 0; i < m->record->count; i++) {
        const int column = m->columns[i] = lookup_find(m->headings->columns, folded(m, m->record->fields[i]));
        if (column == LOOKUP_NONE)
            continue;
        m->names[i] = spelling(m, &m->source->columns[column], m->record->fields[i]);
        (*ret_known)++;
        if (m->field_of[column] == NO_FIELD) {
            m->field_of[column] = (int)i;
            continue;
        }
        diagnose(m->diagnostics, DIAG_E503, place_in(m, i), m->source->columns[column].id,
                 number_words(m->keep, (size_t)m->field_of[column]), number_words(m->keep, i));
        good = false;
    }
    return good;
}

/* The heading of a column that is missing, of which that of the field seems to be a misspelling; or an empty text. */
static struct text meant_heading(const struct matching *m, size_t field)
{
    struct suggestion near = suggest(folded(m, m->record->fields[field]));
    for (int i = 0; i < m->source->column_count; i++)
        for (size_t k = 0; m->field_of[i] == NO_FIELD && k < m->source->columns[i].heading_count; k++)
            suggest_offer(&near, folded(m, m->source->columns[i].headings[k]));
    return suggest_nearest(&near);
}

/* Is part of a missing column's fault if it must be there, and is a fault by itself otherwise. */
static void judge_unknown(struct matching *m, size_t field)
{
    enum { HEADING_MAX = 200 }; /* bytes; longer ones are no misspelling */
    const struct text none = TEXT("add it to the source's table, or with the type 'drop'");
    const struct text meant = m->record->fields[field].len > HEADING_MAX ? TEXT_EMPTY : meant_heading(m, field);
    const int column = meant.len ? lookup_find(m->headings->columns, meant) : LOOKUP_NONE;
    const bool is_first = column != LOOKUP_NONE && m->meant_by[column] == NO_FIELD;
    if (is_first)
        m->meant_by[column] = (int)field;
    if (is_first && (m->source->columns[column].needed || column == m->source->starts))
        return;
    const struct text hint =
        is_first ? text_format(m->keep, "did you mean '%.*s'?", TEXT_ARGS(spelling(m, &m->source->columns[column], meant))) : none;
    diagnose(m->diagnostics, DIAG_E502, place_in(m, field), number_words(m->keep, field), hint);
}

static struct text missing_hint(const struct matching *m, int column)
{
    const struct text headings = accepted_headings(m->keep, &m->source->columns[column]);
    if (m->meant_by[column] == NO_FIELD)
        return text_format(m->keep, "its heading can be: %.*s", TEXT_ARGS(headings));
    return text_format(m->keep, "its heading can be: %.*s; did you mean column %d, whose heading is nearly that?", TEXT_ARGS(headings),
                       m->meant_by[column] + 1);
}

static bool find_missing(const struct matching *m)
{
    bool found = false;
    const struct place line = {.path = m->path, .line = place_in(m, 0).line};
    for (int i = 0; i < m->source->column_count; i++) {
        const struct column *column = &m->source->columns[i];
        if (m->field_of[i] != NO_FIELD || !(column->needed || i == m->source->starts))
            continue;
        found = true;
        const struct place place = m->meant_by[i] == NO_FIELD ? line : place_in(m, (size_t)m->meant_by[i]);
        diagnose(m->diagnostics, DIAG_E501, place, column->id, missing_hint(m, i));
    }
    return found;
}

static struct matching matching_of(const struct headings *headings, size_t fields, struct arena *keep)
{
    const int columns = headings->source->column_count;
    struct matching m = {.source = headings->source,
                         .headings = headings,
                         .keep = keep,
                         .columns = ARENA_ARRAY(keep, int, fields),
                         .names = ARENA_ARRAY(keep, struct text, fields),
                         .field_of = ARENA_ARRAY(keep, int, (size_t)columns),
                         .meant_by = ARENA_ARRAY(keep, int, (size_t)columns)};
    for (int i = 0; i < columns; i++)
        m.field_of[i] = m.meant_by[i] = NO_FIELD;
    return m;
}

/* ---- headings further down ---- */

/* Most of a line's fields are headings: one alone may be a cell. */
static bool is_heading_line(const struct headings *headings, const struct csv_record *record, struct arena *keep)
{
    size_t known = 0;
    for (size_t i = 0; i < record->count; i++)
        known += lookup_find(headings->columns, text_fold(keep, text_trim(record->fields[i]))) != LOOKUP_NONE;
    return known > 1 && 2 * known >= record->count;
}

/* Below the first line of a file whose fields that sign parts; 0 if it is not among the first ones. */
static uint32_t heading_line_parted(const struct headings *headings, const char *path, char sign, struct arena *keep)
{
    enum { LINES_MAX = 5 };
    struct error err = {0};
    struct csv_record record;
    uint32_t found = 0;
    struct csv *csv = csv_open(path, &(struct csv_options){.separator = sign}, &err);
    for (uint32_t line = 0; csv && !found && line < LINES_MAX && csv_next(csv, &record, &err) == CSV_RECORD;) {
        line = csv_field_place(csv, 0).line;
        found = line > 1 && line <= LINES_MAX && is_heading_line(headings, &record, keep) ? line : 0;
    }
    csv_close(csv);
    return found;
}

/* What stands above the headings, such as a title, does not tell how the fields are parted. */
static struct text headings_hint(const struct headings *headings, const char *path, struct arena *keep)
{
    uint32_t line = 0;
    for (const char *sign = ";,\t|"; *sign && !line; sign++)
        line = heading_line_parted(headings, path, *sign, keep);
    if (line)
        return text_format(keep, "the headings stand in line %u: delete what is above it", line);
    return TEXT("the first line of an export holds its headings: did the export leave them out, or is this another file?");
}

/* Where no heading is known, the first line may be somebody's record: it is told of once, and nothing of it. */
bool headings_match(const struct headings *headings, const struct csv *csv, const struct csv_record *record,
                    const char *path, struct arena *keep, struct diagnostics *diagnostics, struct fields *ret_fields)
{
    struct matching m = matching_of(headings, record->count, keep);
    m.csv = csv;
    m.record = record;
    m.path = path;
    m.diagnostics = diagnostics;
    if (find_personal(csv, record, path, keep, diagnostics))
        return false;
    size_t known;
    bool good = match_fields(&m, &known);
    if (!known) {
        diagnose(diagnostics, DIAG_E183, ((struct place){.path = path, .line = place_in(&m, 0).line}), headings->source->id,
                 headings_hint(headings, path, keep));
        return false;
    }
    for (size_t i = 0; i < record->count; i++)
        if (m.columns[i] == LOOKUP_NONE) {
            judge_unknown(&m, i);
            good = false;
        }
    if (find_missing(&m) || !good)
        return false;
    *ret_fields = (struct fields){m.columns, m.names, record->count};
    return true;
}
