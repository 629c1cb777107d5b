/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads exports once more, for one key. */
#include "ingest/occurrence.h"

#include "base/csv.h"

static bool next_row(struct csv *csv, struct csv_record *ret_record, struct error *err)
{
    enum csv_step step;
    do
        step = csv_next(csv, ret_record, err);
    while (step == CSV_RECORD && ret_record->is_blank);
    return step == CSV_RECORD;
}

static bool find_in_file(const struct key_file *file, struct text key, struct occurrence *ret_first)
{
    struct error err = {0};
    struct csv_record record;
    struct csv *csv = csv_open(file->path, &(struct csv_options){0}, &err);
    bool found = false;
    bool more = csv && next_row(csv, &record, &err); /* the headings */
    while (more && !found) {
        more = next_row(csv, &record, &err);
        found = more && file->field < record.count && text_equal(text_trim(record.fields[file->field]), key);
    }
    if (found)
        *ret_first = (struct occurrence){file->path, csv_field_place(csv, file->field).line};
    csv_close(csv);
    return found;
}

bool occurrence_find(const struct key_file *files, size_t count, struct text key, struct occurrence *ret_first)
{
    for (size_t i = 0; i < count; i++)
        if (find_in_file(&files[i], key, ret_first))
            return true;
    return false;
}
