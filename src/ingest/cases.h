/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads the exports of a source: CSV bytes in, coded rows out, one at a time. Rows are judged here; nothing is
 * published. No message ever holds the text of a cell. */
#ifndef INGEST_CASES_H
#define INGEST_CASES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diagnostics.h"
#include "base/error.h"
#include "codebook/codebook.h"

enum { CASE_COLUMNS_MAX = 64, CASE_FURTHER_MAX = 32, CASE_MISSING = INT32_MIN };

/* One more category of a code column whose cell holds several; value[] has the first. */
struct case_further {
    int32_t column, category;
};

/* One row. value[c] for column c of the source:
 *   CODE     index of the category (never missing: not_stated is a category; beside others it says nothing and is not there)
 *   DATE     day number, or CASE_MISSING
 *   YEAR, NUMBER  the number, or CASE_MISSING
 *   YES_NO   1, 0, or CASE_MISSING
 *   ID       a number that stands for this text in this run (equal texts, equal numbers), or CASE_MISSING;
 *            only of the `person` column, else CASE_MISSING
 *   TEXT, DROP  CASE_MISSING */
struct case_row {
    int32_t value[CASE_COLUMNS_MAX];
    int32_t further_count;
    struct case_further further[CASE_FURTHER_MAX]; /* each different from the others of its column, and from value[] */
};

/* rows = used + excluded + rejected. */
struct cases_summary {
    uint64_t files, rows;
    uint64_t used;     /* handed out */
    uint64_t excluded; /* left out by a rule of the code book */
    uint64_t rejected; /* faulty: each has a diagnostic, or one for each of its faulty cells */
    uint64_t faults;   /* these, all together */
};

struct cases;

/* Opens the files of `source` in `folder` (patterns of the code book; in byte order of names; a file named by two
 * patterns is read once). A missing column is a diagnostic and no row of that file is read. */
struct cases *cases_open(const struct codebook *codebook, int source, const char *folder,
                         struct diagnostics *diagnostics, struct error *err);
void cases_close(struct cases *cases);
/* The last day of which the edition can know: rows with later days are warned of. Without it, none is. */
void cases_know_until(struct cases *cases, date_day latest);

/* The next good row; false at the end or on failure (then *err is set). */
bool cases_next(struct cases *cases, struct case_row *ret_row, struct error *err);

struct cases_summary cases_summary(const struct cases *cases);

/* Of the rows used so far those of which a cell of that column has a code that its list does not know, and counts all the
 * same. */
uint64_t cases_unknown(const struct cases *cases, int column);

/* SHA-256 and names of the files read, for the manifest: valid once cases_next() has returned false without error. */
struct cases_file {
    const char *name;
    struct text sha256;
    uint64_t bytes, rows;
};
const struct cases_file *cases_files(const struct cases *cases, size_t *ret_count);

#endif
