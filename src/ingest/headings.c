/* SPDX-License-Identifier: GPL-3.0-or-later
 * Matching headings. The text of a heading is shown only where the code book has it too. */
#include "ingest/headings.h"

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

static struct place heading_place(const struct csv *csv, size_t field, const char *path)
{
    const struct csv_place at = csv_field_place(csv, field);
    return (struct place){.path = path, .line = at.line, .column = at.column};
}

static bool find_personal(const struct csv *csv, const struct csv_record *record, const char *path,
                          struct diagnostics *diagnostics)
{
    bool found = false;
    for (size_t i = 0; i < record->count; i++) {
        const enum personal personal = personal_find(record->fields[i]);
        if (!personal)
            continue;
        found = true;
        diagnose(diagnostics, DIAG_E519, heading_place(csv, i, path), personal_words(personal));
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

static bool find_missing(const struct source_table *source, const bool *present, struct place place, struct arena *keep,
                         struct diagnostics *diagnostics)
{
    bool found = false;
    for (int i = 0; i < source->column_count; i++) {
        const struct column *column = &source->columns[i];
        if (present[i] || !(column->needed || i == source->starts))
            continue;
        found = true;
        diagnose(diagnostics, DIAG_E501, place, column->id, accepted_headings(keep, column));
    }
    return found;
}

bool headings_match(const struct headings *headings, const struct csv *csv, const struct csv_record *record,
                    const char *path, struct arena *keep, struct diagnostics *diagnostics, const int **ret_columns)
{
    const struct source_table *source = headings->source;
    int *columns = ARENA_ARRAY(keep, int, record->count);
    bool *present = ARENA_ARRAY(keep, bool, (size_t)source->column_count);
    if (find_personal(csv, record, path, diagnostics))
        return false;
    bool good = true;
    for (size_t i = 0; i < record->count; i++) {
        columns[i] = lookup_find(headings->columns, text_fold(keep, text_trim(record->fields[i])));
        const bool known = columns[i] != LOOKUP_NONE;
        if (!known)
            diagnose(diagnostics, DIAG_E502, heading_place(csv, i, path), TEXT_EMPTY);
        else if (present[columns[i]])
            diagnose(diagnostics, DIAG_E503, heading_place(csv, i, path), source->columns[columns[i]].id);
        good = good && known && !present[columns[i]];
        if (known)
            present[columns[i]] = true;
    }
    const struct place line = {.path = path, .line = heading_place(csv, 0, path).line};
    if (find_missing(source, present, line, keep, diagnostics) || !good)
        return false;
    *ret_columns = columns;
    return true;
}
