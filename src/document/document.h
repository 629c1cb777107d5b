/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report as a tree: headings, paragraphs, tables, charts, notes. Everything in it may be published as it stands; no
 * renderer needs to know where a number came from. Plain data, const once document_bind() has returned it. */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "chart/chart.h"

/* ---- inline text ---- */

enum span_kind {
    SPAN_TEXT,
    SPAN_BREAK,     /* a line break the author asked for */
    SPAN_NOTE,      /* reference to a footnote: `number` */
    SPAN_LINK,      /* `text` shown, `target` the address */
    SPAN_CROSSREF,  /* `text` shown, `target` the id of a node */
};

struct doc_span {
    enum span_kind kind;
    struct text text;
    struct text target;
    bool strong, emphasis;
    struct text language; /* BCP 47, where it differs from the document's; else empty */
    size_t number;        /* of the footnote, from 1 */
};

struct doc_spans {
    struct doc_span *items;
    size_t count, capacity;
};

/* ---- what the code book calls things ---- */

enum doc_term_kind { DOC_TERM_MEASURE, DOC_TERM_VARIABLE, DOC_TERM_SOURCE, DOC_TERM_KINDS };

struct doc_term {
    struct text id;         /* "clients", as data files have it */
    struct text label;      /* "Clients of the assistance system" */
    struct text definition; /* what it counts, tells apart or holds; empty: the code book does not say */
    enum doc_term_kind kind;
};

struct doc_terms {
    struct doc_term *items;
    size_t count, capacity;
};

/* ---- tables ---- */

enum doc_cell_kind { DOC_CELL_TEXT, DOC_CELL_COUNT, DOC_CELL_PERCENT, DOC_CELL_HIDDEN };

struct doc_cell {
    enum doc_cell_kind kind;
    struct text text;    /* as printed in this language, always set: "Women", "1 234", "71 %", "[c]" */
    int64_t value;       /* COUNT: the count; PERCENT: whole per cent; else 0, but see `worth` */
    int decimals;        /* TEXT with a worth: of its value, which is in units of the last of them; else 0 */
    bool header;         /* row or column heading */
    struct text base;    /* of a share, also a hidden one: of what, as words; else empty */
    bool is_beside;      /* a share in a table by two variables, whose count stands in the column before; TEXT: a dash for none */
    enum doc_cell_kind worth; /* TEXT of a table in the prose that is one figure: what it is, `value` being set; else TEXT */
    struct text code;     /* of a heading: "women"; "a,b" of categories joined, DOC_CODE_TOTAL, DOC_CODE_OTHERS, "2014-06" of a step of
                             time; empty: it is none of a variable ("Persons") */
    struct text unmarked; /* of a row heading that a change of classification marks: without the mark; else empty */
    bool is_after_break; /* in such a row */
    struct doc_spans spans; /* of a table in the prose: the text with its styles, links and notes; else empty */
};

/* As SDMX has them: all of a variable's categories, and those that have no row of their own. */
#define DOC_CODE_TOTAL "_T"
#define DOC_CODE_OTHERS "_O"

enum doc_alignment { DOC_ALIGN_BY_CONTENT, DOC_ALIGN_LEFT, DOC_ALIGN_CENTRE, DOC_ALIGN_RIGHT };

struct doc_table {
    struct text id;    /* of the layout block: lower case letters, digits, '_' */
    struct text title; /* names the unit and the base */
    struct text unit;  /* "persons", "requests" */
    size_t column_count, row_count; /* row 0 is the heading row; column 0 holds row headings */
    struct doc_cell *cells;         /* row_count * column_count, row by row */
    const enum doc_alignment *alignment; /* of each column; NULL: by its content */
    bool no_sheet;      /* not in the workbook */
    struct text sheet;  /* name of its sheet; empty: the id */
    bool last_row_is_total, last_column_is_total;
    bool is_timed; /* its rows are steps of time */
    bool shares_are_of_rows; /* each of all in its own row, as the headings say; else all of one base */
    struct text measure, period;    /* of the code book: for tidy data ("clients", "2014-12-31" or "2014") */
    struct text where;              /* of what part of the measure it is: "gender=women place!=abroad"; empty: of all */
    struct text row_variable, column_variable; /* "gender"; "month", "half" or "year"; empty: none, as of a table in the prose */
    const struct text *row_periods; /* of each row where it is timed, the same way ("2013", "2013-01"); else NULL */
    struct text period_words;       /* "31 December 2014" */
    /* The measures that it shows, the variables by which, or of a part of which, it shows them, and the sources with words. */
    struct doc_terms terms;
};

/* ---- blocks ---- */

enum node_kind {
    NODE_HEADING,   /* level 1-4, number "2.1" (may be empty), spans */
    NODE_PARAGRAPH, /* spans */
    NODE_LIST,      /* children NODE_ITEM; ordered or not */
    NODE_ITEM,      /* children */
    NODE_QUOTE,     /* children */
    NODE_BOX,       /* children, set off from the text */
    NODE_CONTACTS,  /* children; line breaks of the source are kept */
    NODE_CHART,     /* chart; data: the same figures as a table */
    NODE_TABLE,     /* table (data: true if it is a layout's figure, false for a table in the prose) */
    NODE_CONTENTS,  /* the table of contents goes here */
    NODE_NEWPAGE,
};

enum node_width { WIDTH_FULL, WIDTH_HALF, WIDTH_THIRD, WIDTH_TWO_THIRDS };
enum node_side { SIDE_NONE, SIDE_LEFT, SIDE_RIGHT };

struct doc_node {
    enum node_kind kind;
    struct text id; /* target of links: heading or figure id; may be empty */
    size_t level;
    struct text number; /* heading: "2.1"; chart: "Figure 3"; table: "Table 1" */
    struct text lead; /* of a chart or table, before its title: "Figure 3. " */
    struct text again; /* of a chart or table, on further pages: "Table 3 (continued)"; may be empty */
    bool ordered;
    struct doc_spans spans;
    struct doc_spans note; /* printed small under a chart or table; may be empty */
    struct doc_spans data_note; /* of a chart: the same for its figures as a table; empty: no other */
    const struct chart *chart;
    const struct doc_table *table; /* NODE_TABLE: itself; NODE_CHART: its figures as a table */
    enum node_width width;
    enum node_side side;
    struct doc_node **children;
    size_t child_count, child_capacity;
};

/* A footnote; its number is its place + 1. */
struct doc_note {
    struct doc_spans spans;
    bool is_source; /* of a figure typed in, and of nothing else around it */
};

/* Words of the program itself, in the document's language. */
struct doc_words {
    struct text contents, page_head; /* page_head: "{n} ({N})" */
    struct text figure, table, note, total;
    struct text decimal; /* the mark between a whole number and its decimals */
    struct text hidden_symbol, hidden_meaning; /* "[c]", "not published" */
    struct text syllable_vowels, word_breaks; /* as those of a chart; may be empty */
    /* the workbook's own sheets */
    struct text language_name, cover, notes, sheet, title, published, back_to_contents, chart_of, unit, base, percent;
    struct text period, recipient; /* may be empty */
    struct text chart_of_totals;           /* "Chart of the totals, since … ({symbol})"; may be empty */
    struct text chart_of_piles;            /* "Chart of the figures; of rows … ({symbol}), of their totals"; may be empty */
    struct text no_chart, chart_in_report; /* "There is no chart here, since … ({symbol}).", "It is in the report."; may be empty */
    struct text symbol, meaning, data;
    struct text revised; /* may be empty */
    /* the web page's own; each may be empty */
    struct text skip, back_to_text, figures_as_table, files, languages;
    /* signs between words, as patterns: see data_labelled() and its like */
    struct text list;           /* ", " */
    struct text in_brackets;    /* "{text} ({more})" */
    struct text labelled;       /* "{label}: {value}" */
    struct text note_reference; /* "[{note} {n}]" */
    struct text symbol_means;   /* "{symbol} = {text}" */
};

enum doc_number_kind {
    DOC_NUMBER_COUNT,        /* a hidden one is not zero */
    DOC_NUMBER_ZERO_OR_MORE, /* a hidden count that may be zero */
    DOC_NUMBER_AT_MOST,      /* of what a ranking leaves out */
    DOC_NUMBER_CATEGORIES,   /* how many categories occur; the unit is the variable */
};

/* A number that the document tells, in the code book's own words: "clients", "2014", "gender=women". */
struct doc_number {
    struct text measure, period, selection, unit;
    enum doc_number_kind kind;
    struct cell cell;
    bool is_after_break; /* it stands in a series, and the classification has changed since the step before */
};

struct doc_numbers {
    struct doc_number *items;
    size_t count, capacity;
};

/* A number that an earlier edition published with another value, in words of the document's language. */
struct doc_revision {
    struct text edition; /* the latest such */
    struct text words;   /* "Requests, 2014, Decision: Positive: not as in edition 2014" */
};

struct document {
    struct text language;                /* "en" */
    struct text audience;                /* "public" */
    bool is_open;                        /* for everybody; else its files are for their owner, who hands them on */
    bool is_encrypted;                   /* its PDF gets a password, and cannot be PDF/A then */
    bool has_ods;                        /* its workbook is written as OpenDocument, too */
    struct text edition;                 /* "2014" */
    struct text title, subtitle;
    struct text publisher, series;       /* "Report 1/2015" */
    struct text period;                  /* that it reports on, as it stands alone: "2014", "First half of 2015" */
    struct text date;                    /* as printed: "30 January 2015" */
    struct text date_iso;                /* "2015-01-30" */
    struct text mark;                    /* printed on every page and sheet; empty for most audiences */
    struct text recipient;               /* for whom the workbook is; may be empty */
    struct doc_words words;
    struct doc_node **children;
    size_t child_count, child_capacity;
    struct doc_node **sheets; /* charts and tables that stand in workbook and data files only */
    size_t sheet_count;
    struct doc_note *notes;
    size_t note_count, note_capacity;
    struct doc_numbers inventory; /* every number of texts, tables, charts and claims, each once */
    struct doc_terms terms; /* of these */
    struct {
        struct doc_revision *items;
        size_t count, capacity;
    } revisions; /* in the order of the inventory */
};

#endif
