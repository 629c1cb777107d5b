/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where figures are for whoever holds the report: charts and tables by their number, title and page, those in the prose by
 * their page. Document and layout in; nothing is told that the document does not print. */
#ifndef CLI_WHEREABOUTS_H
#define CLI_WHEREABOUTS_H

#include "base/error.h"
#include "canvas/typeface.h"
#include "document/document.h"
#include "layout/layout.h"

/* As explanations name them: "pie gender, situation.en.md, line 63", "situation.en.md, line 65". */
struct whereabout_places {
    struct text *items;
    size_t count, capacity;
};

struct whereabout {
    struct text id;                  /* "gender" */
    struct whereabout_places places; /* of itself, and of the figures in its title and its notes */
    struct text name;                /* "Figure 3", in the report's language */
    struct text title;               /* may be empty */
    size_t page;                     /* from 1 */
};

/* The figures of the prose that stand on a page. */
struct whereabout_page {
    const struct placeholder **items;
    size_t count, capacity;
    size_t page; /* from 1 */
};

struct whereabouts {
    struct whereabout *items;
    size_t count, capacity;
    struct {
        struct whereabout_page *items;
        size_t count, capacity;
    } prose; /* in the order of pages */
    const struct layout *layout; /* that has them */
};

/* Words as they are on pages, without blanks that no line ends at and joints of words, which are for pages. */
struct text whereabouts_plain(struct text words, struct arena *keep);

/* Adds what has a number in the document, which is bound from the layout, in its order; without pages. Texts live in `keep`. */
void whereabouts_number(const struct document *document, const struct layout *layout, struct arena *keep,
                        struct whereabouts *whereabouts);

/* A layout, and two documents bound from it with waymarks: on its paragraphs, and on its figures. */
struct whereabouts_of {
    const struct layout *layout;
    const struct document *by_paragraph, *by_figure;
};

/* Lays the document out and adds its numbered charts and tables, and the pages of its prose. False when it cannot be laid out. */
bool whereabouts_find(const struct whereabouts_of *of, const struct typeface *typeface, struct arena *keep,
                      struct whereabouts *whereabouts, struct error *err);

#endif
