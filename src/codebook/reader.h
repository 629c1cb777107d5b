/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to codebook/: what the readers of its blocks share. */
#ifndef CODEBOOK_READER_H
#define CODEBOOK_READER_H

#include "base/markup.h"
#include "codebook/codebook.h"

/* What a category became, by name: it may stand further down in the list. */
struct becoming {
    int category;
    struct text name;
    struct place place;
};

struct codebook_reader {
    const char *folder; /* of the code book: lists are named relative to it */
    date_day period_last;
    struct arena *keep;
    struct diagnostics *diagnostics;
    struct error *err;
    struct codebook *codebook;
    struct labels not_stated;
    /* UN M49 areas of each category of a list read from a file: "001 150 154"; NULL for other lists */
    struct text **areas; /* [code list][category] */
    LIST_OF(struct becoming) becoming; /* of the list that is being read */
};

void codebook_complain(const struct codebook_reader *reader, enum diagnostic_code code, struct text at, struct text a,
                       struct text b, struct text c);

/* Reports settings that the block's kind does not have, and those that are missing. */
void codebook_check_settings(const struct codebook_reader *reader, const struct markup_item *item);
/* Reports that the block has no such setting, or no value for it. */
void codebook_lacks(const struct codebook_reader *reader, const struct markup_item *item, struct text key);
/* What a setting of the block can be, for a message. */
struct text codebook_values(const struct markup_item *item, const char *key);

/* Remembers what a fault keeps out. */
void codebook_break(const struct codebook_reader *reader, enum named kind, struct text name);
/* Reports a name that is not found, at its place; `source` is that of a column. */
void codebook_complain_name(const struct codebook_reader *reader, enum named kind, int source, struct text name);
/* Reports a category that is not found in a list, unless the list lacks some by another fault. */
void codebook_complain_category(const struct codebook_reader *reader, const struct code_list *list, struct text name);

/* Table columns of a block by heading; NO_INDEX if missing (reported when `needed`). */
int codebook_column_of(const struct codebook_reader *reader, const struct markup_item *item, const char *heading,
                       bool needed);
/* The cell of a row, unescaped; empty where the column is missing. */
struct text codebook_cell_of(const struct codebook_reader *reader, const struct markup_row *row, int column);

/* "Kön" per language, separated by '|'; one text alone serves all languages. */
struct labels codebook_labels_of(const struct codebook_reader *reader, struct text value);
/* The columns fi, sv, en … of a row, which names the category `id`. A category of a list that lacks some by a fault may have
 * its names there. */
struct labels codebook_labels_of_row(const struct codebook_reader *reader, const struct markup_item *item,
                                     const struct markup_row *row, struct text id);

/* Reports a missing column of a language, if the table has rows. */
void codebook_check_languages(const struct codebook_reader *reader, const struct markup_item *item);

/* Letters, digits and '_'; for the name of an audience also '-'. */
bool codebook_is_name(struct text t);
bool codebook_is_audience(struct text t);

/* Readers of the blocks; each reports its own faults. */
void codebook_read_code_list(struct codebook_reader *reader, const struct markup_item *item);
void codebook_read_source(struct codebook_reader *reader, const struct markup_item *item);
void codebook_read_groups(struct codebook_reader *reader, const struct markup_item *item);
void codebook_read_measure(struct codebook_reader *reader, const struct markup_item *item);
/* Adds the conditions of `where` to those that the measure has. */
void codebook_read_where(struct codebook_reader *reader, struct text where, struct measure *measure);
/* Once all measures are read: what codebook_several() finds. */
void codebook_add_several(struct codebook_reader *reader);
void codebook_read_relation(struct codebook_reader *reader, const struct markup_item *item);
/* Once all relations are read: adds those that follow from them, unless there are faults. */
void codebook_narrow_relations(struct codebook_reader *reader);
void codebook_read_policy(struct codebook_reader *reader, const struct markup_item *item);
/* Once all policies are read: what each says that its readers also hold, and that it is public unless it says otherwise. */
void codebook_check_policies(struct codebook_reader *reader);
void codebook_read_sheet(struct codebook_reader *reader, const struct markup_item *item);
void codebook_read_check(struct codebook_reader *reader, const struct markup_item *item);

/* Adds the categories of a list file. CSV, either of countries: alpha2, alpha3, numeric, m49 and a column for each language; or
 * of anything: raw, category, a column for each language and maybe valid and becomes, as in a table of codes. */
void codebook_read_list_file(struct codebook_reader *reader, struct code_list *list, struct text name,
                             struct text **ret_areas);

/* Adds a category or a code to a list that is being read; both grow in the arena. */
int codebook_add_category(struct codebook_reader *reader, struct code_list *list, struct text id, struct labels labels);
void codebook_add_code(struct codebook_reader *reader, struct code_list *list, struct code code);
/* Adds the codes of a cell, separated by commas, with what `code` says of each; "(empty)" and "*" too. `place` is where
 * faults are; NULL: each code's own in the code book. */
void codebook_add_raw(struct codebook_reader *reader, struct code_list *list, struct text cell, struct code code,
                      const struct place *place);

/* The cell `becomes` of a row: categories, separated by commas. Once the list is read they are looked for, and faults told, at
 * `place`; NULL: each at its own in the code book. */
void codebook_note_becomes(struct codebook_reader *reader, int category, struct text names, const struct place *place);
void codebook_settle_becomes(struct codebook_reader *reader, struct code_list *list);

/* "2013-01-01..", "..2012-12-31", "" (always). False if it is none of these. */
bool codebook_read_span(struct text value, date_day *ret_from, date_day *ret_to);
/* Whether the block is for reports of the period that is read for, as its setting "editions" says: "2013H1..", "..2012H2". */
bool codebook_serves_period(struct codebook_reader *reader, const struct markup_item *item);

int codebook_source_index(const struct codebook *codebook, const struct source_table *source);
int codebook_find_source(const struct codebook *codebook, struct text id);
int codebook_find_column(const struct source_table *source, struct text id);
int codebook_find_dimension(const struct codebook *codebook, int source, struct text id);
int codebook_find_code_list(const struct codebook *codebook, struct text id);

#endif
