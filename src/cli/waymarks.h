/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the prose says of figures, so that it can be found again in a document and on its pages: in a copy of the layout the words
 * of a paragraph, or what mentions a figure in it, are in a language of their own, which is the layout's with private subtags
 * ("en-x-12-3"). Documents and pages keep languages, and set the words in the same way. */
#ifndef CLI_WAYMARKS_H
#define CLI_WAYMARKS_H

#include "layout/layout.h"

enum mention_kind {
    MENTION_FIGURE,    /* that is printed */
    MENTION_CLAIM,     /* words that must be true of figures */
    MENTION_CONDITION, /* words, paragraphs, charts and tables that are there because of figures, or instead of others */
};

struct mention {
    enum mention_kind kind;
    const struct placeholder *placeholder; /* FIGURE */
    const struct statement *statement;     /* else */
    bool is_within;                        /* FIGURE: in words of a claim or condition, or in a footnote that only such words have, so that where
                                              it stands tells whether they do */
};

/* A chart or table that is there because of figures. */
struct waymarked_chart {
    struct text id, mentions; /* for waymarks_next() */
};

struct waymarks {
    /* Two layouts that share with the one that was read what they do not mark. In the first all words of a paragraph bear its
     * mark: where its lines end is not changed, since one mark is on all of them. The second is only for what it says, since
     * words are taken apart that pages would set together. */
    const struct layout *by_paragraph, *by_mention;
    bool has_conditional_blocks; /* some are there because of counts, or are not, and what follows them has other numbers and pages */
    size_t paragraphs; /* that bear a mark; also items, cells, footnotes and headings are such */
    LIST_OF(struct mention) mentions;
    LIST_OF(struct waymarked_chart) charts;
};

/* Everything lives in `keep`. */
const struct waymarks *waymarks_make(const struct layout *layout, struct arena *keep);

/* The paragraph that words of that language are in, and the mentions that they are part of, for waymarks_next(). False: the words
 * bear no mark. */
bool waymarks_read(struct text language, size_t *ret_paragraph, struct text *ret_mentions);

/* Cuts the first mention off. False: there is none left. */
bool waymarks_next(struct text *mentions, size_t *ret_mention);

#endif
