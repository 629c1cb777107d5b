/* SPDX-License-Identifier: GPL-3.0-or-later
 * Days and years of a row that cannot be, or hardly can: beside each other, beside the edition's end, beside the other rows.
 * What cannot be rejects the row; what hardly can is told, and the row counts. Looks at numbers only, never at a cell. */
#ifndef INGEST_CHRONOLOGY_H
#define INGEST_CHRONOLOGY_H

#include "base/diagnostics.h"
#include "ingest/cases.h"

/* What is wrong with a column of a row, ready to be told at its cell. */
struct chronology_finding {
    enum diagnostic_code code;
    int column;
    struct text args[2];
};

struct chronology;

/* In `keep`, as is all that is found. */
struct chronology *chronology_new(struct arena *keep, const struct codebook *codebook, int source);
/* Later days are doubted; before this is called, none is. */
void chronology_know_until(struct chronology *chronology, date_day latest);

/* The first thing in the row that cannot be true. */
bool chronology_contradicts(const struct chronology *chronology, const struct case_row *row,
                            struct chronology_finding *ret_finding);

/* Things in the row that can hardly be true; `findings` has room for CASE_COLUMNS_MAX. */
size_t chronology_doubts(const struct chronology *chronology, const struct case_row *row, struct chronology_finding *findings);

/* Counts a row that is used, by the year in which it starts. True if it is the first one of that year: its place may be asked
 * for later, and is to be kept by chronology_keep(). */
bool chronology_count(struct chronology *chronology, const struct case_row *row);
void chronology_keep(struct chronology *chronology, const struct case_row *row, struct place place);

/* Once all rows are counted: tells of the first row of each year that lies long before all others. */
void chronology_finish(const struct chronology *chronology, struct diagnostics *diagnostics);

#endif
