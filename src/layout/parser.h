/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to layout/: what the parsers of expressions share. Each function that returns bool takes something from the
 * text, or reports what is wrong and returns false; the others never report. */
#ifndef LAYOUT_PARSER_H
#define LAYOUT_PARSER_H

#include "layout/expression.h"

struct parser {
    const struct expression_context *context;
    struct text rest; /* what is not read yet; views into the source */
    struct text whole;
};

/* ---- words and signs (parser.c) ---- */

void parser_skip_blanks(struct parser *p);
/* Letters, digits, '_', and every byte of a character beyond ASCII. */
bool parser_is_word_byte(char c);
/* The next word, which may be empty. */
struct text parser_peek_word(struct parser *p);
void parser_advance(struct parser *p, size_t len);
/* These report nothing. */
bool parser_take_word(struct parser *p, struct text *ret_word);
bool parser_accept_word(struct parser *p, struct text expected);
bool parser_accept_sign(struct parser *p, struct text sign);
bool parser_at_end(struct parser *p);

/* Where the word has a blank in it that parts no words, such as U+00A0, reports that: whatever else is wrong with the word
 * follows from it. */
bool parser_tell_blank(struct parser *p, struct text word);
/* Reports; false, so that `return parser_fault(…);` ends a function. */
#define parser_fault(p, code, at, ...)                                                                               \
    ((parser_tell_blank((p), (at))                                                                                   \
          ? (void)0                                                                                                  \
          : diagnose((p)->context->diagnostics, (code), source_place_of((p)->context->source, (at)), __VA_ARGS__)), \
     false)
/* Reports a name that the code book does not have, unless a fault keeps it out; `source` is that of a column. */
bool parser_name_fault(struct parser *p, enum named kind, int source, struct text name);
/* Reports that something else should stand at the next word. */
bool parser_expected(struct parser *p, struct text what);
bool parser_take_number(struct parser *p, int64_t *ret_number);

/* ---- measures, selections, periods (draft.c) ---- */

/* One variable of a table: broken down by, or with a set of its categories. */
struct draft_part {
    int dimension;
    const bool *set; /* NULL: all */
    bool by;
};

/* A table being put together: variables in the order of mention. */
struct draft {
    int measure;
    struct period period;
    bool has_period; /* a selection says it: "year=2013" */
    struct draft_part parts[REQUEST_DIMENSIONS_MAX];
    size_t count;
};

bool parser_take_measure(struct parser *p, int *ret_measure);
bool parser_take_dimension(struct parser *p, int measure, int *ret_dimension);
/* "gender=women year=2013": months, half-years and years are periods. */
bool parser_take_selections(struct parser *p, struct draft *draft);
bool parser_take_period(struct parser *p, struct period *ret_period);
/* "@2013", if it stands here. */
bool parser_take_at(struct parser *p, struct draft *draft);
/* "measure {selection} [@period]". */
bool parser_take_draft(struct parser *p, struct draft *draft);
/* A variable may stand in a table once. `at` is where it is named. */
bool parser_add_part(struct parser *p, struct draft *draft, struct text at, struct draft_part part);
/* Where the draft asks for categories of which a case may have several: the measure that counts it in each; else NO_INDEX. */
int parser_several(const struct parser *p, const struct draft *draft);
/* The category named by the next word, of a list that `dimension` has. */
bool parser_take_category(struct parser *p, const struct dimension *dimension, int *ret_category);

/* Registers the table and the use of it; `use` has all but the table, its set and `by`. Returns the use's index. */
size_t parser_request(struct parser *p, const struct draft *draft, struct use use);
struct use parser_plain_use(enum use_kind kind);

/* ---- figures (figure_expression.c) ---- */

bool parser_take_figure(struct parser *p, struct figure *figure);
/* The whole that a share is of when the author does not say: the figure without its only selection, or the whole table
 * of a ranking. */
bool parser_default_base(struct parser *p, const struct figure *part, struct figure *ret_base);

#endif
