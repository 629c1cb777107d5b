/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one cell means, by the type of its column. Prepared once for a source. */
#ifndef INGEST_CELLS_H
#define INGEST_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "codebook/codebook.h"

enum cell_verdict {
    CELL_GOOD,        /* a value that the code book knows: it cannot be anybody's */
    CELL_FREE,        /* any text: must be looked through for personal data */
    CELL_UNKNOWN,     /* faults: */
    CELL_EMPTY,
    CELL_NO_DATE,
    CELL_IMPOSSIBLE_DATE,
    CELL_OTHER_FORM,  /* a date, but not written as the others of this column in this file */
    CELL_NO_NUMBER,
    CELL_NEITHER,     /* yes nor no */
    CELL_TOO_MANY,    /* codes */
    CELL_VERDICTS
};

struct cells;

/* Lives in `keep`; `persons` is borrowed and takes the texts of the person column. */
struct cells *cells_new(struct arena *keep, const struct codebook *codebook, const struct source_table *source,
                        struct names *persons);

/* Forgets in which form each column's dates are written. */
void cells_new_file(struct cells *cells);

/* The meaning of a trimmed cell of `column`, as cases.h has it, in *ret_value; that only when it is no fault. `day` is
 * the day of the row for codes that change their meaning; it means nothing for other types. */
enum cell_verdict cells_read(struct cells *cells, int column, struct text cell, date_day day, int32_t *ret_value);

/* The same of a code column whose cells may hold several codes: the first in its value, the others behind those that the
 * row has already. */
bool cells_may_be_several(const struct cells *cells, int column);
struct case_row;
enum cell_verdict cells_read_several(const struct cells *cells, int column, struct text cell, date_day day,
                                     struct case_row *row);

/* Whether a trimmed cell of a row that is rejected anyway has a fault of its own: nothing is remembered of it. Where the day
 * of the row is the fault (CASE_MISSING), a code is one that is in its list at no time. */
enum cell_verdict cells_judge(struct cells *cells, int column, struct text cell, date_day day);

/* Whether a trimmed cell is empty, or one of the texts that mean so. */
bool cells_is_missing(const struct cells *cells, struct text cell);

/* The value of a column that the export has not. */
int32_t cells_absent(const struct cells *cells, int column);

#endif
