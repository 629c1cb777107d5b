/* SPDX-License-Identifier: GPL-3.0-or-later
 * What readers know of counts beside what is printed of each: minors are clients, a year is made of its halves, clients at
 * the end are clients before and new ones less those who left. Each such equation links universes, cell by cell. */
#ifndef PROTECT_LINKS_H
#define PROTECT_LINKS_H

#include "layout/request.h"
#include "protect/family.h"

#define NO_UNIVERSE SIZE_MAX

/* What one measure counts in one period; or a part that measures have in common; or a rest: what is left of one universe
 * when others are taken away. */
struct universe {
    int measure; /* NO_INDEX: a part or a rest */
    struct period period;
    bool asked; /* something of it is published */
    struct text name; /* of a part or a rest: "clients without minors" */
    const struct overlap *overlap; /* of a part; the first of those in it says how it counts. NULL: a rest, which only its
                                      link defines */
    const struct family *family;   /* of a part: where it comes from */
    uint64_t part;
    bool is_empty; /* nobody can be in it, by its dates and conditions */
    bool is_exception; /* a rest that readers take to be empty, and that is stated only where it is not */
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
    bool is_step; /* a relation from one day of a stock to the next, amid a flow told of longer: tables reckon with it where
                     they have the stock before and after; or a flow as the sum of what it is in such steps */
    bool leaves_either; /* two rests of opposite signs stand last: one of them is what the others leave, the other none */
    size_t exception; /* NO_UNIVERSE; else this is no equation: the second of two terms is some of the first, in all and
                         not cell by cell, which follows from others if there is no such exception */
};

/* A period of a universe and of the pieces that others cut it into. */
struct cut {
    size_t whole;
    size_t *pieces;
    size_t piece_count;
    bool is_open; /* what is before the pieces is none: there, ages are others */
    bool is_of_steps;
};

struct links {
    LIST_OF(struct universe) universes;
    LIST_OF(struct link) items;
    LIST_OF(struct cut) cuts;
};

/* The universe of a measure in a period, added if it is new. Of a stock only the last day counts. */
size_t links_universe(struct links *links, const struct codebook *codebook, struct arena *keep, int measure,
                      struct period period);

/* Finds all equations between the universes asked for; they may bring in others that nobody asked for. Fails when
 * measures overlap in too many ways. */
bool links_find(struct links *links, const struct codebook *codebook, struct arena *keep, struct error *err);

/* Adds a link; copies the terms. */
void links_add(struct links *links, const struct codebook *codebook, struct arena *keep, const struct link *link);

/* Whether the measure counts the same rows in a piece of a period as in all of it. Ages are those of the year in which a
 * period ends: with conditions about them it does not where the years differ. */
bool links_count_alike(const struct codebook *codebook, int measure, struct period piece, struct period whole);

/* Adds a rest or part; returns its number. */
size_t links_add_universe(struct links *links, struct arena *keep, struct universe universe);

/* "a year is its pieces", less who is counted in several when persons count once; an open cut has a rest before them, and
 * is of rows. */
void links_add_cut(struct links *links, const struct codebook *codebook, struct arena *keep, const struct cut *cut,
                   struct text name, bool once);

/* The parts, which have nothing in common, are some of `whole`: the rest, whose number is returned, is no less than zero. */
size_t links_add_inclusion(struct links *links, const struct codebook *codebook, struct arena *keep, size_t whole,
                           const size_t *parts, size_t part_count);

/* Whether the universe is that of the table. */
bool links_is_of(const struct links *links, const struct codebook *codebook, size_t universe,
                 const struct table_request *table);

/* "new", "new without new_minors". */
struct text universe_word(const struct codebook *codebook, const struct universe *universe);

/* " @2014", as layouts write it; of a stock its last day counts. */
void universe_add_period(const struct universe *universe, struct text_builder *b);

/* "new @2014". */
void universe_name(const struct codebook *codebook, const struct universe *universe, struct text_builder *b);

#endif
