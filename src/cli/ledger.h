/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the ledger of an edition holds beside its layouts: figures of earlier publications, exemptions of the policies, and
 * the places where figures are printed. */
#ifndef CLI_LEDGER_H
#define CLI_LEDGER_H

#include "cli/edition.h"
#include "layout/sheet.h"
#include "protect/plan.h"
#include "protect/release.h"

/* Who asks, and where the answers go. */
struct ledger_reader {
    const struct codebook *codebook;
    struct period period; /* of the edition */
    struct requests *requests;
    struct arena *keep;
    struct diagnostics *diagnostics;
    const bool *is_given; /* by measure: typed in */
    const char *folder; /* of the edition: accounts name files as they are seen from it */
    bool reads_later; /* lists may be of editions of later periods that were published before this one */
};

typedef LIST_OF(struct earlier_figure) earlier_figures;
typedef LIST_OF(struct exempt_figure) exempt_figures;

/* Reads a list of published figures as `data/all_figures.*.csv` holds them (columns measure, period, selection, kind, unit,
 * value, and maybe conf_status and audience; without `kind` all are counts, but for numbers of categories, which do not say of
 * what) and asks for the same counts. Shares are left out, and what is typed in where the edition does not type in the same;
 * periods that end after the edition's are faults, unless `reads_later`. False only if it cannot be read. */
bool ledger_read_earlier(const struct ledger_reader *reader, const char *path, earlier_figures *figures,
                         struct error *err);

/* The policy's exemptions, as uses. */
void ledger_read_exempt(const struct ledger_reader *reader, const struct policy *policy, exempt_figures *figures);

/* Warns of exemptions of which nothing is counted; `figures` is what the call above found of the policy. */
void ledger_check_exempt(const struct ledger_reader *reader, const struct policy *policy, const exempt_figures *figures,
                         const struct plan *plan);

/* Asks for the typed-in figures that relations of the code book name: readers of the others could reckon them. */
void ledger_read_typed(const struct ledger_reader *reader);

/* Asks for the total of each term of a relation, in the edition's period; returns their uses. */
size_t *ledger_read_relation(const struct ledger_reader *reader, const struct measure_relation *relation);

/* A question about a figure, or about each cell of a table. */
struct ledger_question {
    struct source source; /* the expression */
    struct text heading;  /* the same in full: "pie gender: clients by gender" */
    struct text block;    /* the chart, table or sheet that was asked for by its name; empty: none */
    struct text namesake; /* what asks for the chart, table or sheet that has the measure's name: "table requests"; empty: none has */
    bool is_table;
    struct cell_set set; /* of a table: what part of the measure it is of */
    size_t set_of;       /* the request whose dimensions that set is of */
    int measure;
    struct period first, period; /* of a table by time the first and the last step; else the same */
    size_t period_count;         /* 1, or the steps */
    bool is_percent;
    int64_t decimals; /* of the percentage */
    size_t *uses;     /* USE_SUM; of a table for each cell; else the figure and, of a percentage, its base */
    size_t use_count;
};

/* What can be asked for by its name. */
struct ledger_named {
    const struct layout *const *layouts;
    size_t layout_count;
    const struct sheet_table *sheets;
    size_t sheet_count;
};

/* Parses a figure, "measure by variable" or the name of a chart, table or sheet ("gender", "pie gender") for the command line;
 * false after a diagnostic. */
bool ledger_read_question(const struct ledger_reader *reader, const struct ledger_named *named, struct text expression,
                          struct ledger_question *ret_question);

/* A figure that a row of a list names: a count, a percentage or a number of categories. */
struct ledger_row {
    struct text expression; /* empty: none */
    struct place place;     /* of the cell that names it */
    bool is_composed;       /* of several cells: what is wrong is told of that one */
    /* ledger_read_row(): */
    bool is_understood; /* and the edition may know of it */
    bool is_percent;
    bool is_distinct; /* "number of nationality in clients": of categories */
    size_t use, base; /* USE_SUM, of is_distinct USE_DISTINCT; base: of a percentage */
    /* What became of them, once that is known; else NULL. */
    const struct release_explanation *part, *whole;
    const struct cell *categories; /* of is_distinct; NULL: no layout asks for it */
};

/* Parses what the row names, if it names anything; faults are told of its place. */
void ledger_read_row(const struct ledger_reader *reader, struct ledger_row *row);

/* What an audience gets. */
struct ledger_printed {
    const struct layout *const *layouts;
    size_t layout_count;
    const struct sheet_table *const *sheets;
    size_t sheet_count;
    const struct source *codebook; /* where the sheets stand */
};
/* For every use the places that print it, or words that speak of it: "table months, situation.en.md, line 31;
 * situation.en.md, line 40; situation.en.md, line 72 (claim)". */
struct text *ledger_places(const struct ledger_printed *printed, const struct requests *requests, struct arena *keep);

/* "pie", as layouts call it. */
const char *ledger_form_word(enum figure_form form);

/* The place of anything in a layout: "situation.en.md, line 40". */
struct text ledger_line_of(const struct source *layout, struct text at, struct arena *keep);

/* The place of a chart or table in a layout: "table months, situation.en.md, line 31". */
struct text ledger_place_of(const struct source *layout, const struct figure_block *figure, struct arena *keep);

#endif
