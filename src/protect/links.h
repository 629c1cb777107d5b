/* SPDX-License-Identifier: GPL-3.0-or-later
 * What readers know of counts beside what is printed of each: minors are clients, a year is made of its halves, clients at
 * the end are clients before and new ones less those who left. Each such equation links universes, cell by cell. */
#ifndef PROTECT_LINKS_H
#define PROTECT_LINKS_H

#include "layout/request.h"

/* What one measure counts in one period, or a rest: what is left of one universe when others are taken away. */
struct universe {
    int measure; /* NO_INDEX: a rest, which only its link defines */
    struct period period;
    bool asked; /* something of it is published */
    struct text rest; /* the name of a rest: "clients without minors" */
    const struct condition *none_of; /* of a rest: nobody in it satisfies this; NULL: not known */
};

struct link_term {
    size_t universe;
    int factor; /* 1 or -1 */
};

/* In every cell the terms add up to zero. A rest stands last. */
struct link {
    struct link_term *terms;
    size_t term_count;
    struct text name; /* "minors are some of clients", for accounts */
    bool crosses_sources; /* holds of totals only: the records have other variables */
};

struct links {
    LIST_OF(struct universe) universes;
    LIST_OF(struct link) items;
};

/* The universe of a measure in a period, added if it is new. Of a stock only the last day counts. */
size_t links_universe(struct links *links, const struct codebook *codebook, struct arena *keep, int measure,
                      struct period period);

/* Finds all equations between the universes asked for; they may bring in others that nobody asked for. */
void links_find(struct links *links, const struct codebook *codebook, struct arena *keep);

/* Whether a link has both universes. */
bool link_joins(const struct link *link, size_t a, size_t b);

/* Whether the universe is that of the table. */
bool links_is_of(const struct links *links, const struct codebook *codebook, size_t universe,
                 const struct table_request *table);

/* " @2014", as layouts write it; of a stock its last day counts. */
void universe_add_period(const struct universe *universe, struct text_builder *b);

/* "new @2014". */
void universe_name(const struct codebook *codebook, const struct universe *universe, struct text_builder *b);

#endif
