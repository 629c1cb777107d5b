/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which field of a file is which column of the code book. The schema is closed: a heading that nobody declared, and a
 * needed column without heading, are faults. */
#ifndef INGEST_HEADINGS_H
#define INGEST_HEADINGS_H

#include <stdbool.h>

#include "base/diagnostics.h"
#include "codebook/codebook.h"
#include "base/csv.h"

struct headings;

/* Lives in `keep`. */
struct headings *headings_new(struct arena *keep, const struct source_table *source);

/* Of each field of a file. */
struct fields {
    const int *columns;       /* of the code book */
    const struct text *names; /* headings, as the code book spells them */
    size_t count;
};

/* The fields of the record that `csv` has just read, in *ret_fields, which lives in `keep`. False if there is a fault; all
 * are in `diagnostics`. */
bool headings_match(const struct headings *headings, const struct csv *csv, const struct csv_record *record,
                    const char *path, struct arena *keep, struct diagnostics *diagnostics, struct fields *ret_fields);

/* "column 12, headed 'Gender'", a phrase; of a field that has no heading "column 12". */
struct text fields_words(const struct fields *fields, size_t field, struct arena *keep);

#endif
