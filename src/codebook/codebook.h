/* SPDX-License-Identifier: GPL-3.0-or-later
 * The code book: where records come from (source), what raw codes mean (code list, groups), what is counted (measure),
 * and what may be published to whom (policy). Plain data, const once codebook_read() has returned it. Everything is
 * found by index; the order is that of the file. */
#ifndef CODEBOOK_CODEBOOK_H
#define CODEBOOK_CODEBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/diagnostics.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "codebook/ranges.h"

enum { LANGUAGES_MAX = 8, NO_INDEX = -1 };

/* A text in each language of the code book, in the order of its setting `languages`. */
struct labels {
    struct text in[LANGUAGES_MAX];
};

/* ---- code lists ---- */

struct category {
    struct text id; /* "women" */
    struct labels labels;
};

/* A raw code and what it means from one day to another (compared with the source's `starts` column). */
struct code {
    struct text raw;        /* as written in the code book; compared byte by byte with a trimmed cell */
    int category;
    date_day valid_from, valid_to; /* inclusive; DATE_OPEN_FROM and DATE_OPEN_TO where open */
};
#define DATE_OPEN_FROM INT32_MIN
#define DATE_OPEN_TO INT32_MAX

/* A category that became another one, or one of several, when its classification changed. */
struct correspondence {
    int from, to;
};

enum unknown_code { UNKNOWN_IS_ERROR, UNKNOWN_IS_CATEGORY };

struct code_list {
    struct text id;
    struct labels title;
    struct labels definition; /* what it tells apart, in words for readers; may be empty */
    struct category *categories; /* the last one is always `not_stated` */
    int category_count;
    int not_stated;              /* index of that category: category_count - 1 */
    struct code *codes;
    int code_count;
    size_t category_capacity, code_capacity;
    int empty_category;          /* of an empty cell: `not_stated` unless a row says "(empty)" */
    enum unknown_code unknown;
    int unknown_category;        /* of codes not listed, where `unknown` or a row "*" names one */
    LIST_OF(struct correspondence) correspondences; /* no circle */
    bool tells_unknown;          /* the setting does: how many rows it concerns is told. A row "*" means all others on purpose */
};

/* A category that a list has for other editions than the one that is read for. */
struct other_category {
    struct text list, id;
    struct text editions; /* "..2012H2" */
};

/* The category of `raw` (trimmed) on that day, or NO_INDEX if the code is unknown and that is an error. */
int code_list_category(const struct code_list *list, struct text raw, date_day day);

/* Categories taken together. */
struct classes {
    const int *of; /* of each category; NULL: each is one of its own */
    int count;
    bool may_end; /* that one begins or ends is a change, too */
};
struct day_span {
    date_day first, last;
};
/* The earliest day after the first one of the span, up to its last, from which on codes mean other classes than before, by
 * the column `valid`. False if there is none. */
bool code_list_break(const struct code_list *list, const struct classes *classes, const struct day_span *within,
                     struct arena *keep, date_day *ret_day);
/* For each category the one that stands for it in series over time, in `keep`: what several became, or what became several;
 * itself where neither is one. */
int *code_list_over_time(const struct code_list *list, struct arena *keep);
/* The category with that id, or NO_INDEX. */
int code_list_find(const struct code_list *list, struct text category_id);

/* ---- sources ---- */

enum column_type {
    COLUMN_ID,
    COLUMN_CODE,
    COLUMN_DATE,
    COLUMN_YEAR,
    COLUMN_NUMBER,
    COLUMN_YES_NO,
    COLUMN_TEXT,
    COLUMN_DROP,
    COLUMN_TYPES
};

struct column {
    struct text id;
    struct text *headings; /* accepted headings, as written; compared after text_fold() of the trimmed text */
    size_t heading_count;
    enum column_type type;
    int code_list; /* COLUMN_CODE: index in codebook.code_lists; else NO_INDEX */
    bool needed;   /* the column must be in the export, and (dates, ids) its cells not empty */
    char several;  /* COLUMN_CODE: the sign between codes where a cell may hold several; 0: it holds one */
};

struct source_table {
    struct text id;
    struct text *files; /* shell patterns, relative to the edition's exports folder */
    size_t file_count;
    struct text row;    /* "one stay in the system" */
    struct labels title, definition; /* for readers; both may be empty */
    struct column *columns;
    int column_count;
    int key, person, starts, ends; /* columns, or NO_INDEX (starts is always there) */
    int *order;                    /* date columns, none of which lies before those named before it */
    size_t order_count;
    bool date_forms[DATE_FORMS];
    struct text *missing; /* cell texts that mean "empty" */
    size_t missing_count;
};

/* ---- variables ---- */

enum { CATEGORIES_MAX = 1024 };

/* What a measure can be broken down by: a code column of its source, or a grouping of one. */
struct dimension {
    struct text id; /* "gender"; "region" */
    int source;
    int column;                         /* of the source */
    struct labels title, definition;    /* the definition may be empty */
    const struct category *categories;  /* of the column's list, or the groups; `not_stated` last */
    int category_count;
    const int *group_of;                /* for a grouping: group of each category of the column's list; else NULL */
    int parent;                         /* for a grouping: the dimension of the column itself; else NO_INDEX */
};

/* ---- measures ---- */

enum measure_kind { MEASURE_STOCK, MEASURE_FLOW, MEASURE_TYPED_IN };

enum condition_kind { CONDITION_CATEGORIES, CONDITION_YES, CONDITION_AGE, CONDITION_NUMBER };

/* One term of `where`; all terms must hold. What is missing satisfies no term about ages, numbers or dates, whether or not
 * it says `not`; of yes and no it is neither. */
struct condition {
    enum condition_kind kind;
    int column;               /* AGE: the year-of-birth column; age = year of the period's last day - year of birth */
    bool negated;             /* CATEGORIES: the column is NOT in the set; YES: not as `yes` says */
    const bool *categories;   /* CATEGORIES: for each category of the column's list, whether it is in the set */
    int category_count;
    bool yes;                 /* YES: whether it asks for yes or for no */
    struct ranges ranges;     /* AGE, NUMBER: of years, numbers, or days of a date */
    struct text words;        /* as written: a view into the code book's source */
};

/* What a condition is about: a category; 1 or 0 for yes and no; an age, a number, a day. */
struct condition_value {
    bool is_known; /* a category always is */
    int64_t number;
};

bool condition_is_met(const struct condition *condition, struct condition_value value);

struct measure {
    struct text id; /* "clients" */
    struct labels title;
    struct labels definition;   /* what it counts, in words for readers; never that of the measure it is like; may be empty */
    struct labels unit;         /* "persons", "requests": what one counted thing is, in the plural */
    enum measure_kind kind;
    int source;                 /* NO_INDEX if typed in */
    int from, until;            /* STOCK: date columns. In on day T iff from <= T and (until empty or until > T) */
    bool until_counts;          /* STOCK: "through": the last day counts too */
    int date;                   /* FLOW: the date column of the event */
    int once_per;               /* column that identifies the person, or NO_INDEX: then every row counts */
    struct condition *conditions;
    size_t condition_count;
    int like;                   /* the measure whose definition this one narrows, or NO_INDEX */
    struct labels note;
    bool by_code;               /* "once per: case and code": by a column that holds several codes each row counts in all of
                                   them, see codebook_several() */
    const struct column *several; /* of what codebook_several() finds: the column; else NULL */
    int of;                       /* and the measure itself */
};

/* ---- what readers know of measures ---- */

/* One measure of a relation, in a period or, of a stock, at the end of the period before. */
struct relation_term {
    int measure;
    bool previous;
    int sign; /* 1 or -1 */
    int of_any_age; /* of a relation with `ageing`: what the measure counts of people of all ages */
};

/* The terms add up to zero, in every period and for every category: whoever knows all of them but one knows them all.
 * "clients = clients @previous + new - exits" has four terms; the signs of those on the right are turned. */
struct measure_relation {
    struct text id;
    struct text that; /* a view into the code book's source */
    struct relation_term *terms;
    size_t term_count;
    int follows_from; /* another one; NO_INDEX: it was written down */
    bool of_persons; /* follows of rows: persons of whom some leave and come again may be counted in several terms */
    int ageing; /* where years differ, the terms and those who have another age by then add up to zero: these are added (1)
                   or taken away (-1). 0: none of the conditions is about ages */
};

/* ---- what may be published ---- */

/* A count that may be published however small it is, and why. */
struct exemption {
    struct text figure; /* in the syntax of layouts; a view into the code book's source */
    struct text reason;
};

enum small_parts { SMALL_PARTS_HIDE, SMALL_PARTS_JOIN };

struct policy {
    struct text audience;
    int64_t threshold;          /* counts 1 .. threshold-1 are protected; 1 protects nothing */
    bool zeros_hidden;          /* zeros look like small counts */
    int64_t percent_base_min;   /* no percentages of smaller bases; 0: of all */
    enum small_parts small_parts;
    struct text exact_dates;    /* "latest clients.admitted; earliest clients.admitted: year": the dates that may be printed, to
                                 * the day or the year, separated by ';' */
    struct labels hidden_text;  /* "not published" */
    struct text symbol;         /* "[c]" */
    bool is_open;               /* for everybody: the policy called "public", unless it is a reproduction */
    bool may_leak;              /* a reproduction: shows what was printed, cannot be sealed */
    bool is_encrypted;          /* its PDF opens with a password only */
    bool has_ods;               /* its workbook is written as OpenDocument, too */
    struct labels mark;         /* printed on every page and sheet; may be empty */
    struct labels recipient;    /* named on the workbook's cover; may be empty */
    struct exemption *exemptions;
    size_t exemption_count;
    struct text *also_holds;    /* audiences whose publications readers of this one have as well: all have a policy */
    size_t also_holds_count;
    bool holds_nothing;         /* not even what is public */
};

/* ---- what must hold ---- */

struct code_check {
    struct text id;
    struct text that; /* a condition in the syntax of layouts; a view into the code book's source */
    bool is_error;
};

/* ---- sheets ---- */

/* A table that stands in workbook and data files of some audiences, and in no report: layout/sheet.h reads what it shows.
 * Texts without labels are as written, views into the code book's source. */
struct sheet_block {
    struct text id, at; /* its opener */
    struct text *audiences; /* all have a policy */
    size_t audience_count;
    struct labels title, note; /* the note may be empty */
    struct text show, where, join, labels, base, order, totals, chart;
};

/* ---- what a fault keeps out ---- */

enum named {
    NAMED_CODES, NAMED_SOURCE, NAMED_COLUMN, NAMED_DATE_COLUMN, NAMED_GROUPS, NAMED_MEASURE, NAMED_COUNTED, NAMED_TYPED_IN,
    NAMED_RELATION, NAMED_POLICY, NAMED_CHECK, NAMED_SHEET, NAMED_LANGUAGE, NAMED_CATEGORIES, NAMED_ANYTHING,
    NAMED_KINDS
};

/* What the code book would have if a fault, which has been reported, did not keep it out. */
struct broken_name {
    enum named kind;
    struct text name; /* of CATEGORIES: the list or groups that lack some; empty: any name */
};

struct codebook {
    struct source source; /* the file */
    struct text id, version;
    struct labels title;
    struct text languages[LANGUAGES_MAX];
    size_t language_count;
    struct code_list *code_lists;
    int code_list_count;
    LIST_OF(struct source) list_files; /* that they were read from */
    LIST_OF(struct other_category) other_categories;
    struct source_table *sources;
    int source_count;
    struct dimension *dimensions;
    int dimension_count;
    struct measure *measures;
    int measure_count;
    int several_count; /* those behind them: codebook_several() */
    struct measure_relation *relations;
    int relation_count;
    int narrowed_count; /* of relations behind them: the same of those who meet the conditions that some measure has beyond
                           the relation's, and of persons, where some measure counts these. Their measures may stand behind all others, and have names for accounts only */
    struct policy *policies;
    int policy_count;
    struct code_check *checks;
    int check_count;
    struct sheet_block *sheets;
    int sheet_count;
    LIST_OF(struct broken_name) broken;
    bool is_unknown; /* there is no code book that could be read: whatever is named might have been in it */
};

/* Reads the code book at `path` and the lists it names (in its own folder). Faults go to `diagnostics`; the result is
 * usable only if none of them is an error. `period_last` chooses among lists of several editions: DATE_OPEN_TO, where
 * nobody knows, those without end, and names of the others are no faults. Fails (false) only if a file cannot be read. */
bool codebook_read(const char *path, date_day period_last, struct arena *keep, struct diagnostics *diagnostics,
                   const struct codebook **ret_codebook, struct error *err);

/* In the place of a code book that cannot be read: so that the files that rest on it can be looked at all the same. */
const struct codebook *codebook_unknown(struct arena *keep);

/* Whether a name that is not found is that of something which a fault keeps out: to name it is then no further fault. */
bool codebook_is_broken(const struct codebook *codebook, enum named kind, struct text name);

/* A name at some place that is not found. */
struct name_fault {
    enum named kind;
    int source; /* of COLUMN, DATE_COLUMN */
    struct text name;
    struct place place;
};
/* Reports it, with the name that is nearest or all that there are; but not what a fault keeps out. */
void codebook_name_fault(const struct codebook *codebook, const struct name_fault *fault, struct arena *keep,
                         struct diagnostics *diagnostics);
/* The same for a category of a variable. */
bool codebook_lacks_categories(const struct codebook *codebook, const struct dimension *dimension);
/* What is to be said of a category that is not found: the one with such a label (people know "Nigeria", the code book says
 * NG), the nearest one, or all. */
struct text category_hint(const struct category *categories, int count, struct text wrong, struct arena *keep);
/* The same for a variable: a category that its list has for other editions is told to be one there. */
struct text codebook_category_hint(const struct codebook *codebook, const struct dimension *dimension, struct text wrong,
                           struct arena *keep);

/* Of a measure that counts by case and code, and a variable whose cells may hold several codes: the index of what counts
 * each row once in each of its codes. It stands behind the measures that have names, and is like its measure but that its
 * categories add up to more than that. NO_INDEX: the measure counts in the first code alone, as all do by other variables. */
int codebook_several(const struct codebook *codebook, int measure, int dimension);

/* Indices by name, or NO_INDEX. A dimension is looked up among those of the measure's source. */
int codebook_measure(const struct codebook *codebook, struct text id);
int codebook_dimension(const struct codebook *codebook, int measure, struct text id);
int codebook_policy(const struct codebook *codebook, struct text audience);

/* Whether readers of the policy's publications had what was published for that audience. A reproduction is what was printed for
 * its own. */
bool policy_has(const struct policy *policy, struct text audience);

int codebook_language(const struct codebook *codebook, struct text language);

#endif
