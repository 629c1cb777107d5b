/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where figures are for whoever holds the report: charts and tables by their number, title and page, those in the prose, and
 * what is said because of them, by their page. Document and layout in; nothing is told that the document does not print. */
#ifndef CLI_WHEREABOUTS_H
#define CLI_WHEREABOUTS_H

#include "base/error.h"
#include "canvas/typeface.h"
#include "cli/waymarks.h"
#include "document/document.h"

/* As explanations name them: "pie gender, situation.en.md, line 63", "situation.en.md, line 65". */
struct whereabout_places {
    struct text *items;
    size_t count, capacity;
};

struct whereabout {
    struct text id;                  /* "gender" */
    struct whereabout_places places; /* of itself, and of what is said of figures in its title and its notes */
    struct text name;                /* "Figure 3", in the report's language */
    struct text title;               /* may be empty */
    size_t page;                     /* from 1 */
};

/* What has to do with figures on a page, each once. */
struct whereabout_page {
    const struct mention **items;
    size_t count, capacity;
};

struct whereabouts {
    struct whereabout *items;
    size_t count, capacity;
    struct whereabout_page *pages; /* of the report */
    size_t page_count;
    const struct layout *layout; /* that it is made from */
    const struct waymarks *marks; /* on it */
};

/* Words as they are on pages, without blanks that no line ends at and joints of words, which are for pages. */
struct text whereabouts_plain(struct text words, struct arena *keep);

/* Adds what has a number in the document, which is bound from the layout, in its order; without pages. Texts live in `keep`. */
void whereabouts_number(const struct document *document, const struct layout *layout, struct arena *keep,
                        struct whereabouts *whereabouts);

/* A layout, and two documents bound from its waymarks. */
struct whereabouts_of {
    const struct layout *layout;
    const struct waymarks *marks;
    const struct document *by_paragraph, *by_mention;
};

/* Lays the document out and adds its numbered charts and tables, and its pages. False when it cannot be laid out. */
bool whereabouts_find(const struct whereabouts_of *of, const struct typeface *typeface, struct arena *keep,
                      struct whereabouts *whereabouts, struct error *err);

#endif
