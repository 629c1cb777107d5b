/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happened after a figure's last day says nothing of it: such days count as empty. */
#include "cli/export_rows.h"

#include "base/csv.h"
#include "base/names.h"

struct row {
    const struct text *cells; /* by column of the source; empty where the export lacks it */
};

struct export_rows {
    struct arena *keep;
    const struct source_table *source;
    struct names *keys;
    LIST_OF(struct row) rows; /* by number of the key */
};

struct export_rows *export_rows_new(const struct source_table *source)
{
    struct arena *keep = arena_new();
    struct export_rows *rows = ARENA_NEW(keep, struct export_rows);
    *rows = (struct export_rows){.keep = keep, .source = source, .keys = names_new()};
    return rows;
}

void export_rows_free(struct export_rows *rows)
{
    if (!rows)
        return;
    names_free(rows->keys);
    arena_free(rows->keep);
}

/* ---- reading ---- */

static bool is_heading_of(const struct column *column, struct text heading, struct arena *keep)
{
    for (size_t i = 0; i < column->heading_count; i++)
        if (text_equal(text_fold(keep, column->headings[i]), text_fold(keep, text_trim(heading))))
            return true;
    return false;
}

/* The place of each column in the file; SIZE_MAX: it is not there. */
static void find_columns(const struct export_rows *rows, const struct csv_record *heading, size_t *places)
{
    for (int column = 0; column < rows->source->column_count; column++) {
        places[column] = SIZE_MAX;
        for (size_t i = 0; i < heading->count; i++)
            if (is_heading_of(&rows->source->columns[column], heading->fields[i], rows->keep))
                places[column] = i;
    }
}

static void add_row(struct export_rows *rows, const struct csv_record *record, const size_t *places)
{
    const int count = rows->source->column_count, key = rows->source->key;
    struct text *cells = ARENA_ARRAY(rows->keep, struct text, (size_t)count);
    for (int i = 0; i < count; i++)
        if (places[i] < record->count)
            cells[i] = text_copy(rows->keep, text_trim(record->fields[places[i]]));
    if (names_add(rows->keys, cells[key]) == (int32_t)rows->rows.count)
        ARENA_PUSH(rows->keep, &rows->rows, (struct row){cells});
}

bool export_rows_read(struct export_rows *rows, const char *path)
{
    struct error err = {0};
    struct csv_record record;
    size_t *places = ARENA_ARRAY(rows->keep, size_t, (size_t)rows->source->column_count);
    bool is_heading = true, good = rows->source->key != NO_INDEX;
    struct csv *csv = good ? csv_open(path, &(struct csv_options){0}, &err) : NULL;
    enum csv_step step = csv ? CSV_RECORD : CSV_FAILED;
    while (good && (step = csv_next(csv, &record, &err)) == CSV_RECORD) {
        if (is_heading) {
            find_columns(rows, &record, places);
            good = places[rows->source->key] != SIZE_MAX;
        } else if (!record.is_blank) {
            add_row(rows, &record, places);
        }
        is_heading = false;
    }
    csv_close(csv);
    return good && step == CSV_END;
}

/* ---- comparing ---- */

static bool find_day(const struct source_table *source, struct text cell, date_day *ret_day)
{
    for (int form = 0; form < DATE_FORMS; form++)
        if (source->date_forms[form] && date_parse(cell, (enum date_form)form, ret_day) == DATE_PARSED)
            return true;
    return false;
}

/* Whether the row is of the days that the figure counts, be it of its people or not. */
static bool is_in_time(const struct source_table *source, const struct export_figure *figure, const struct row *row)
{
    const struct measure *measure = figure->measure;
    const date_day last = figure->period.last;
    date_day day, until;
    if (measure->kind == MEASURE_FLOW)
        return find_day(source, row->cells[measure->date], &day) && figure->period.first <= day && day <= last;
    if (!find_day(source, row->cells[measure->from], &day) || day > last)
        return false;
    return measure->until == NO_INDEX || !find_day(source, row->cells[measure->until], &until) || until > last ||
           (measure->until_counts && until == last);
}

/* As it was known on the figure's last day. */
static struct text cell_of(const struct source_table *source, const struct export_figure *figure, const struct row *row, int column)
{
    date_day day;
    const bool is_later = source->columns[column].type == COLUMN_DATE && find_day(source, row->cells[column], &day) &&
                          day > figure->period.last;
    return is_later ? TEXT_EMPTY : row->cells[column];
}

/* A cell that was empty was filled in late; any other change corrects something. */
static void compare_row(const struct source_table *source, const struct export_figure *figure, const struct row *was,
                        const struct row *is, bool *is_late, bool *is_corrected)
{
    if (!is_in_time(source, figure, was) && !is_in_time(source, figure, is))
        return;
    for (int i = 0; i < source->column_count; i++) {
        const struct text then = cell_of(source, figure, was, i), now = cell_of(source, figure, is, i);
        if (!figure->columns[i] || text_equal(then, now))
            continue;
        *is_late = *is_late || !then.len;
        *is_corrected = *is_corrected || then.len;
    }
}

void export_rows_compare(const struct export_rows *before, const struct export_rows *after, const struct export_figure *figure,
                         bool *is_late, bool *is_corrected)
{
    const struct source_table *source = after->source;
    for (size_t i = 0; i < after->rows.count; i++) {
        const struct row *is = &after->rows.items[i];
        const int32_t place = names_find(before->keys, is->cells[source->key]);
        if (place != NAMES_NONE)
            compare_row(source, figure, &before->rows.items[place], is, is_late, is_corrected);
        else if (is_in_time(source, figure, is))
            *is_late = true;
    }
    for (size_t i = 0; i < before->rows.count; i++)
        if (names_find(after->keys, before->rows.items[i].cells[before->source->key]) == NAMES_NONE &&
            is_in_time(before->source, figure, &before->rows.items[i]))
            *is_corrected = true;
}
