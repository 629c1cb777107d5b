/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: figures as they were read, the counts they speak of, and what they say of them. */
#ifndef PROTECT_FIGURES_PRIVATE_H
#define PROTECT_FIGURES_PRIVATE_H

#include "protect/figures.h"
#include "protect/system.h"

enum figure_kind {
    KIND_COUNT,
    KIND_PERCENT,
    KIND_APPROX, /* rounded to its last digit that is not zero */
    KIND_LESS,
    KIND_AT_MOST,
    KIND_MORE,
    KIND_AT_LEAST,
    KIND_COMPLETE, /* the categories named of the variable are all there are */
    KIND_RELATION, /* an equation between cells */
    KIND_NOTHING,  /* text, missing: says nothing of counts */
    FIGURE_KINDS
};

/* Cells of a measure: for some of its variables the categories meant; all of them where none is named. */
struct figure_selection {
    size_t variable;
    size_t *categories;
    size_t count;
};

struct figure_cell {
    size_t measure;
    struct figure_selection *selections;
    size_t selection_count;
    int sign; /* in a relation */
};

struct figure_entry {
    struct text id, label, where; /* "page 3, S050" */
    struct text table, base_label;
    enum figure_kind kind;
    bool is_about_counts; /* its unit is persons, requests, …; not states or reports */
    int64_t value;
    int64_t scale; /* the number is value / scale: 1, 10, 100 */
    int64_t base;  /* of a share; -1: not stated */
    bool base_is_total; /* the base is the whole of the measure, which the list names nowhere else */
    struct figure_cell *cells; /* one; of a relation several; none: it says nothing */
    size_t cell_count;
    struct figure_cell complete; /* of such a row: a measure, and one variable without categories */
    LIST_OF(struct text) shared; /* of a relation: the variables for each category of which it holds, too */
    bool has_cell;               /* something stands in the column, or in the second file */
    struct place at;             /* of what stands there, or should */
};

/* What is counted, by its names in the list. Each variable has a last category beyond those named: not listed;
 * where all are named, it is a statement that nobody is in it, or in what an equation brought in. */
struct figure_variable {
    struct text name;
    LIST_OF(struct text) categories;
    size_t named; /* the first of them stand in the list; the others an equation brought in from other measures */
    bool is_complete;
};

struct figure_measure {
    struct text name;
    bool is_inferred; /* from tables and labels: names are words, not for the list's authors to write */
    struct text whole; /* of an inferred one: its name without the number that the base is */
    LIST_OF(struct figure_variable) variables;
};

struct figures {
    LIST_OF(struct figure_entry) entries;
    LIST_OF(struct figure_measure) measures;
    LIST_OF(struct text) unread; /* cells in which something was wrong: any name may stand there */
};

/* ---- cells by their names (figures_cell.c) ---- */

/* Parses "measure variable=category,category …" or, of a relation, such cells with '=', '+' and '-' between them. NULL, or
 * the word at which it went wrong. */
const char *figures_parse_cells(struct figures *figures, struct text text, bool is_relation, struct arena *keep,
                                struct figure_entry *entry);
/* Without a cell in the list: from table, label and base, where that is certain. */
void figures_infer_cells(struct figures *figures, struct arena *keep);
/* Finds what each equation between measures holds for beside totals: the variables that all of them are broken down by, or
 * all but one of three or more. Its measures get all of these, with the categories of any. */
void figures_share_categories(struct figures *figures, struct arena *keep);

/* ---- whether the names are meant (figures_names.c) ---- */

/* The first name of the row's cells that holds a sign which names do not have; empty: none does. */
struct text figures_wrong_name(const struct figures *figures, const struct figure_entry *entry);
/* Reports what equations and complete variables speak of that no number counts, and names that may be misspelt ones: they
 * stand in the list once and are all but equal to another. */
void figures_check_names(const struct figures *figures, struct diagnostics *diagnostics);

/* ---- counts and statements (figures_model.c) ---- */

/* From low to high, of a sum of unknown counts. */
struct figure_line {
    struct protect_term *terms;
    size_t term_count;
    struct protect_range range;
    struct text what, where;
    bool is_knowledge; /* no number of the list */
    bool is_complete;  /* nobody is in what is not listed: all terms are zero */
    bool is_printed;   /* of lines without terms: a count, as it is printed */
};

/* A count that is asked about. */
struct figure_question {
    struct protect_term *terms;
    size_t term_count;
    struct text what, where; /* where it is printed; empty: nowhere */
    bool is_printed;
    int64_t printed;
};

struct figures_model {
    struct arena *keep;
    size_t variable_count;
    LIST_OF(struct figure_line) lines;
    LIST_OF(struct figure_question) questions;
    LIST_OF(struct finding) impossible;
    LIST_OF(struct finding) unbased; /* shares of nobody knows what */
    size_t statement_count;
    LIST_OF(struct figure_line) uncrossed; /* without terms: too many counts would have to be told apart */
};

void figures_model_make(const struct figures *figures, struct arena *keep, struct figures_model *ret_model);

/* The whole numbers of which `value / scale` per cent of `base` is the rounded share (half up); low > high: none. */
struct protect_range figures_share_range(int64_t value, int64_t scale, int64_t base);

#endif
