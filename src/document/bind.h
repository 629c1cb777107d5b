/* SPDX-License-Identifier: GPL-3.0-or-later
 * Binding: a parsed layout and a release make a document. Claims are checked here, conditions decided, and every figure
 * becomes words. Only released numbers are within reach. */
#ifndef DOCUMENT_BIND_H
#define DOCUMENT_BIND_H

#include "document/document.h"
#include "document/language.h"
#include "layout/sheet.h"
#include "protect/release.h"

/* What the edition says of itself. */
struct edition_facts {
    struct text id;        /* "2014" */
    struct period period;
    struct text number;    /* "1/2015" */
    date_day date;
    struct text publisher; /* one name, or one for each language of the code book, with '|' between them */
};

/* Where a typed-in figure comes from. */
struct typed_source {
    struct labels who, basis; /* who counted, and what the figure rests on */
    date_day day;
};

struct bind_inputs {
    const struct layout *layout;
    const struct codebook *codebook;
    const struct release *release;
    const struct policy *policy; /* of the audience, where the release has none of its own; NULL: the release's */
    const struct requests *requests;
    bool *touched; /* by use: the document's own record of what it tells; NULL outside document_bind() */
    const struct language *language;
    const struct edition_facts *facts;
    const bool *is_given; /* by measure: the edition has this typed-in figure */
    const struct sheet_table *const *sheets; /* that the audience gets */
    size_t sheet_count;
    const struct typed_source *typed; /* by measure: of those given; NULL: nothing is said of them */
    const struct earlier_figure *earlier; /* what earlier editions published */
    size_t earlier_count;
    bool counts_anew;      /* of earlier periods, too, what is counted now is printed */
    size_t published_uses; /* the uses after these are asked for by no layout and no sheet */
    const bool *left_out;  /* by use: what the audience does not get; NULL: nothing */
    const struct earlier *earlier_said; /* NULL outside document_bind() */
    bool is_published; /* the release goes to its readers as it is, so that messages may tell its numbers */
    const struct bind_inputs *readers; /* of every audience, this one as well, that has a release for readers; for messages */
    size_t reader_count;
    struct text edition_folder; /* as the command line names it; for messages */
    bool is_judged; /* only its faults are wanted: words, charts and tables are not made ready to be printed */
};

/* Faults of a layout that only its language can tell: forms of words that it does not have. */
void document_check(const struct layout *layout, const struct language *language, struct diagnostics *diagnostics);

/* False claims, hidden figures without other words and the like are diagnostics; the document is fit to be rendered
 * only if none of them is an error. It lives in `keep`. */
const struct document *document_bind(const struct bind_inputs *inputs, struct arena *keep,
                                     struct diagnostics *diagnostics);

/* What an earlier edition published of a sum, and the document says again. */
struct doc_repeated {
    struct cell cell;
    struct text edition;
};

/* Whether of that sum (USE_SUM) of an earlier period a document prints what was published, and not what is counted now. */
bool document_repeats(const struct bind_inputs *inputs, size_t use, struct arena *keep, struct doc_repeated *ret_repeated);

/* The value of a statement about released figures: for the checks of a code book. */
enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_HIDDEN };
enum truth statement_truth(const struct bind_inputs *inputs, const struct statement *statement);

/* "the figures are 'clients': 42", where all that the statement speaks of is published, and by all `readers` of the edition, too;
 * otherwise how to ask for them, without a number: a phrase, for messages. Returns whether it has the numbers. */
bool statement_figures(const struct bind_inputs *inputs, const struct statement *statement, struct arena *keep, struct text *ret_words);

#endif
