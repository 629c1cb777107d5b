/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the data files and the workbook take from a document: its figures in order, each table cell as one observation,
 * and texts in the form that cells and fields can hold. */
#ifndef RENDER_DATA_FIGURES_H
#define RENDER_DATA_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/text.h"
#include "document/document.h"

/* A chart or table of the layout, or a sheet. */
struct data_figure {
    const struct doc_node *node;
    const struct doc_table *table; /* never NULL */
    bool is_sheet; /* it does not stand in the report */
    const struct doc_node *heading; /* that it stands under; NULL: none */
};

struct data_figures {
    struct data_figure *items;
    size_t count, capacity;
};

/* The figures in document order, wherever they stand (in boxes, lists …), then the sheets. Tables in the prose are not
 * figures. The list lives in `keep`. */
struct data_figures data_figures(const struct document *document, struct arena *keep);

/* The same with the tables in the prose: these have no id. */
struct data_figures data_tables(const struct document *document, struct arena *keep);

/* All nodes in document order with the heading that they stand under, without recursion, however deep a layout nests:
 * data_walk_done() at the end. */
struct data_walk {
    struct arena *scratch;
    struct {
        const struct doc_node **items;
        size_t count, capacity;
    } waiting;                      /* the next one last */
    const struct doc_node *heading; /* NULL: none yet */
};
struct data_walk data_walk(const struct document *document);
const struct doc_node *data_walk_next(struct data_walk *walk); /* NULL: there are no more */
void data_walk_done(struct data_walk *walk);

/* The note that belongs to the figures as a table. */
const struct doc_spans *data_note(const struct doc_node *node);

/* One cell of a table's body with what a reader of the bare number must know. */
struct data_observation {
    const struct doc_cell *cell;
    struct text period;      /* the table's, or the row's own step of time */
    struct text row, column; /* the headings */
    struct text row_code, column_code;
    struct text unit;        /* the table's, or for a share: per cent, and of what */
};

/* An iterator: { .table, .words, .keep } and zeros; the units of shares live in `keep`. Cells of text without any text, and
 * dashes for shares, are no observations. */
struct data_observations {
    const struct doc_table *table;
    const struct doc_words *words;
    struct arena *keep;
    size_t next;
};

bool data_observation_next(struct data_observations *it, struct data_observation *ret_observation);

/* The columns of tidy data, in the order of CSV files and of the workbook's sheet of data. Of a table by two variables an
 * observation is of one category of each; all of them together are DOC_CODE_TOTAL. */
enum data_field {
    DATA_FIELD_EDITION, DATA_FIELD_TABLE, DATA_FIELD_MEASURE, DATA_FIELD_PERIOD, DATA_FIELD_WHERE, DATA_FIELD_ROW_VARIABLE,
    DATA_FIELD_ROW_CODE, DATA_FIELD_ROW, DATA_FIELD_COLUMN_VARIABLE, DATA_FIELD_COLUMN_CODE, DATA_FIELD_COLUMN, DATA_FIELD_UNIT,
    DATA_FIELD_VALUE, DATA_FIELD_OBS_STATUS, DATA_FIELD_CONF_STATUS, DATA_FIELDS
};

/* The code of something, or where it has none what says so: "_Z" of a column that is of no variable, "_T" of a table of all. */
#define DATA_CODE_NONE "_Z"
struct text data_code(struct text code, const char *none);

/* "edition", "row_variable". */
struct text data_field_name(enum data_field field);

/* What an observation of the table has in them; the value is left empty. */
void data_field_texts(const struct document *document, const struct doc_table *table,
                      const struct data_observation *observation, struct text texts[DATA_FIELDS]);

/* SDMX codes (CL_OBS_STATUS, CL_CONF_STATUS): "A" and "F" for what is shown ("B" where a classification has changed since the
 * row before), "Q" and "C" for every hidden cell, whatever the reason it is hidden for. */
const char *data_obs_status(const struct doc_cell *cell);
const char *data_conf_status(const struct doc_cell *cell);

/* The cell at that place of the table, which must be in it. */
const struct doc_cell *data_cell_at(const struct doc_table *table, size_t row, size_t column);
/* Whether there is something to observe in a cell of the body. */
bool data_is_observed(const struct doc_cell *cell);
bool data_has_hidden(const struct doc_table *table);

/* Signs between words come from the document's. "[Note 1]". */
struct text data_note_reference(const struct doc_words *words, size_t number, struct arena *keep);

/* The words of `spans` as one line; references to footnotes as "[Note 1]", addresses of links in brackets behind their
 * words. */
struct text data_spans_text(const struct doc_spans *spans, const struct doc_words *words, struct arena *keep);

/* "Unit: persons"; either part alone where the other is empty. */
struct text data_labelled(const struct doc_words *words, struct text label, struct text value, struct arena *keep);

/* "Clients of the assistance system (clients)". */
struct text data_term(const struct doc_words *words, const struct doc_term *term, struct arena *keep);

/* What the terms are, of those that the code book defines: "Gender (gender): …". Adds to `out`, a paragraph
 * for each. */
void data_definitions(const struct doc_words *words, const struct doc_terms *terms, struct text_builder *out);

/* "Per cent (Base: 85 persons)". */
struct text data_bracketed(const struct doc_words *words, struct text text, struct text more, struct arena *keep);

/* One line of characters that XML and CSV can hold: runs of blanks, no-break spaces and line ends become one
 * space, control characters and noncharacters go. `t` must be valid UTF-8. */
struct text data_line(struct text t, struct arena *keep);

/* The same, but `t` itself where none of it has to change. */
struct text data_lined(struct text t, struct arena *keep);

/* data_line() with an apostrophe before a first character that makes spreadsheets read the text as a formula
 * (= + - @), now or after the sheet has been saved as CSV; not before a plus or a minus alone, which they leave as it is
 * and which tables have for what is missing. `t` itself where none of it has to change. */
struct text data_guarded(struct text t, struct arena *keep);

#endif
