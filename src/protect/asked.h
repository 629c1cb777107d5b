/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked for, and what of that bounds a count that is not: the relations among counts tell readers something where
 * enough is. Of a stock only the last day of a period counts. */
#ifndef PROTECT_ASKED_H
#define PROTECT_ASKED_H

#include "protect/links.h"

struct asked {
    const struct links *links;
    const struct codebook *codebook;
};

/* Whether the measure is asked for in that period. */
bool asked_is(const struct asked *asked, int measure, struct period period);

/* Whether the other universe is asked for, shares days with the first, and one of them counts some of the other. */
bool asked_is_nested(const struct asked *asked, const struct universe *universe, const struct universe *other);

/* Whether the measure of the part counts only what meets all conditions of the whole's. */
bool asked_is_some_of(const struct asked *asked, const struct universe *part, const struct universe *whole);

/* Whether the universe, of a measure, may be what asked ones of its period leave of each other, or make up. */
bool asked_may_follow(const struct asked *asked, const struct universe *universe);

/* Whether it is asked for, or something that is some of it or of which it is some: other links will say so. */
bool asked_is_met(const struct asked *asked, const struct universe *universe);

/* Whether some of what the measure counts in the period follows from a longer one that is asked for, less others of the measure
 * that are: all outside, and nothing in it. */
bool asked_is_left(const struct asked *asked, int measure, struct period period);

/* Of what something is asked: of the measure, or of another one of which that is some. */
enum asked_of { ASKED_OF_SAME, ASKED_OF_MORE };

/* What is asked in the whole period: the shortest universe around it, or some that together hold it, at least one of them of
 * what is wanted and the others of the measure; into `ret_asked`, which has room for all universes. Their number; 0: not all
 * of the period is asked for. */
size_t asked_in(const struct asked *asked, int measure, struct period period, enum asked_of of, size_t *ret_asked);

#endif
