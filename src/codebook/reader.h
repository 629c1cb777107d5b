/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to codebook/: what the readers of its blocks share. */
#ifndef CODEBOOK_READER_H
#define CODEBOOK_READER_H

#include "base/markup.h"
#include "codebook/codebook.h"

struct reader {
    const char *folder; /* of the code book: lists are named relative to it */
    date_day period_last;
    struct arena *keep;
    struct diagnostics *diagnostics;
    struct error *err;
    struct codebook *codebook;
    struct labels not_stated;
    /* UN M49 areas of each category of a list read from a file: "001 150 154"; NULL for other lists */
    struct text **areas; /* [code list][category] */
};

void complain(const struct reader *reader, enum diagnostic_code code, struct text at, struct text a, struct text b,
              struct text c);

/* Table columns of a block by heading; NO_INDEX if missing (reported when `needed`). */
int column_of(const struct reader *reader, const struct markup_item *item, const char *heading, bool needed);
/* The cell of a row, unescaped; empty where the column is missing. */
struct text cell_of(const struct reader *reader, const struct markup_row *row, int column);

/* "Kön" per language, separated by '|'; one text alone serves all languages. */
struct labels labels_of(const struct reader *reader, struct text value);
/* The columns fi, sv, en … of a row. */
struct labels labels_of_row(const struct reader *reader, const struct markup_item *item, const struct markup_row *row);

bool is_name(struct text t);

/* Readers of the blocks; each reports its own faults. */
void read_code_list(struct reader *reader, const struct markup_item *item);
void read_source(struct reader *reader, const struct markup_item *item);
void read_groups(struct reader *reader, const struct markup_item *item);
void read_measure(struct reader *reader, const struct markup_item *item);
void read_policy(struct reader *reader, const struct markup_item *item);
void read_check(struct reader *reader, const struct markup_item *item);

/* Adds the categories of a list file (CSV: alpha2, alpha3, numeric, m49 and a column for each language). */
void read_list_file(struct reader *reader, struct code_list *list, struct text name, struct text **ret_areas);

/* Adds a category or a code to a list that is being read; both grow in the arena. */
int add_category(struct reader *reader, struct code_list *list, struct text id, struct labels labels);
void add_code(struct reader *reader, struct code_list *list, struct code code);

/* "2013-01-01..", "..2012-12-31", "" (always). False if it is none of these. */
bool read_span(struct text value, date_day *ret_from, date_day *ret_to);
/* "2013H1..", "..2012H2": half-years, as days. */
bool read_editions(struct text value, date_day *ret_from, date_day *ret_to);

int find_source(const struct codebook *codebook, struct text id);
int find_column(const struct source_table *source, struct text id);
int find_code_list(const struct codebook *codebook, struct text id);

#endif
