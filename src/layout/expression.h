/* SPDX-License-Identifier: GPL-3.0-or-later
 * The expressions of layouts: figures, their formats, and statements about figures. Parsing one registers what it asks
 * for in the requests; no number is known yet. */
#ifndef LAYOUT_EXPRESSION_H
#define LAYOUT_EXPRESSION_H

#include "layout/period.h"
#include "layout/request.h"

enum figure_kind {
    FIGURE_SUM,      /* a count: `use` */
    FIGURE_TYPED_IN, /* a figure that the edition's file of typed-in figures gives: `use` */
    FIGURE_TOP,      /* the largest categories: `use` */
    FIGURE_DISTINCT, /* how many categories occur: `use` */
    FIGURE_DATE,     /* the earliest or latest date: `use` */
    FIGURE_SERIES,   /* lowest, highest or average of `uses` */
    FIGURE_WORD,     /* "period", "period.from", "period.to", "report.number", "report.date" */
    FIGURE_SEE,      /* the number of a section, figure or table: `word` is its id */
    FIGURE_NAMES,    /* what is selected, by name: `set` of `dimension`; no number */
};

enum see_kind { SEE_SECTION, SEE_FIGURE, SEE_TABLE, SEE_KINDS };

enum series_kind { SERIES_LOWEST, SERIES_HIGHEST, SERIES_AVERAGE };

struct figure {
    enum figure_kind kind;
    struct text at; /* where it stands in the source */
    int measure;
    size_t use;
    size_t *uses;
    size_t use_count;
    enum series_kind series;
    struct text word;
    bool has_period;      /* "period @previous": `period` is named; else it is the edition's */
    struct period period;
    enum see_kind see;
    bool capital; /* "See table x": its word begins a sentence */
    int dimension;
    const bool *set;
};

enum format_kind {
    FORMAT_NUMBER, FORMAT_PERCENT, FORMAT_WORDS, FORMAT_WORDS_CAPITAL, FORMAT_ORDINAL, FORMAT_SIGNED, FORMAT_ROUND,
    FORMAT_DECIMALS, FORMAT_DATE, FORMAT_MONTH, FORMAT_YEAR, FORMAT_NAMES, FORMATS
};

enum { PLACEHOLDER_FORMS_MAX = 2, PLACEHOLDER_PLURALS_MAX = 6 };

/* {{figure: format case | one | other | 0: none ?? words when hidden}}. The language says how many forms it has. */
struct placeholder {
    struct text at;
    struct figure figure;
    enum format_kind format;
    int64_t format_number; /* ROUND: to what; PERCENT, DECIMALS: how many */
    struct text inflections[PLACEHOLDER_FORMS_MAX]; /* names of forms ("in"): the language says which there are */
    size_t inflection_count;
    struct figure base;    /* PERCENT */
    struct text plurals[PLACEHOLDER_PLURALS_MAX];
    size_t plural_count;
    bool has_zero, has_fallback;
    struct text zero, fallback;
    struct text words; /* where forms and fallback stand in the source, with their signs */
};

enum relation { RELATION_EQUAL, RELATION_NOT_EQUAL, RELATION_LESS, RELATION_LESS_EQUAL, RELATION_GREATER,
                RELATION_GREATER_EQUAL, RELATION_BETWEEN, RELATION_ABOUT, RELATION_IS_SHOWN, RELATION_IS_HIDDEN, RELATION_ARE,
                RELATION_FOR_AUDIENCE, RELATION_NOT_FOR_AUDIENCE };

/* A number, a share of a figure, or a sum of figures. */
struct quantity {
    bool is_share;      /* `number` per cent of `base` */
    int64_t number;
    struct figure base; /* of a share */
    struct figure *figures;
    bool *minus; /* for each figure */
    size_t figure_count; /* 0: a plain number or a share */
};

struct predicate {
    struct figure left;
    enum relation relation;
    struct quantity right, high; /* high: BETWEEN */
    const int *categories;       /* ARE: the top categories in this order */
    size_t category_count;
    int policy;                  /* FOR_AUDIENCE: of the code book */
};

/* All its predicates must hold. */
struct statement {
    struct text at;
    bool if_shown; /* "shown and …": where it rests on a hidden figure it does not hold */
    struct predicate *predicates;
    size_t count, capacity;
};

/* What a block shows: a measure, perhaps selected, broken down. One use for each step of time, or just one. */
struct shown {
    int measure;
    enum time_step step; /* NONE: no breakdown by time */
    struct period *periods;
    size_t *uses; /* USE_TABLE: one for each period */
    size_t period_count;
    int dimensions[REQUEST_DIMENSIONS_MAX]; /* of the code book, as written, without time */
    size_t dimension_count;
    size_t time_place; /* where time stands among the dimensions as written */
    int several;       /* the place among the dimensions of a variable of which a case may have several categories; NO_INDEX */
};

struct expression_context {
    const struct codebook *codebook;
    struct period period; /* of the edition */
    const struct source *source;
    struct requests *requests;
    struct arena *keep;
    struct diagnostics *diagnostics;
    bool warns_of_periods; /* typed by hand where a word gives each edition its own: what is read serves later editions, too */
    bool reads_later_periods; /* than the edition's: whoever reads them knows that nothing is known of these */
};

/* "section", "figure", "table". */
struct text see_kind_word(enum see_kind see);

/* Each parses the whole text, a view into the context's source. False after a diagnostic. */
bool parse_placeholder(const struct expression_context *context, struct text text, struct placeholder *ret_placeholder);
/* A figure alone, as lists of figures have it. */
bool parse_figure(const struct expression_context *context, struct text text, struct figure *ret_figure);
bool parse_statement(const struct expression_context *context, struct text text, struct statement *ret_statement);
/* `join`: name of the dimension whose small categories may be joined; empty: the first one, where the policy joins and
 * there is only one; "none": not at all. */
bool parse_shown(const struct expression_context *context, struct text show, struct text join, struct shown *ret_shown);
/* The same with further selections in a text of their own, which may be empty. */
bool parse_shown_where(const struct expression_context *context, struct text show, struct text where, struct text join,
                       struct shown *ret_shown);

#endif
