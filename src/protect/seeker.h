/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a relation may tell readers something: in periods of flows that are told, from one day of a stock to the next, and
 * between flows and such days. Each is a candidate; whether it tells anything is for relations.c to find out. */
#ifndef PROTECT_SEEKER_H
#define PROTECT_SEEKER_H

#include "protect/asked.h"

struct seeker_candidate {
    const struct measure_relation *relation;
    struct period period;
    bool is_taken; /* whether or not it tells anything by itself: a flow that it has is cut at its ends */
    bool is_between_own; /* stocks of its own are told before and after it */
};

struct seeker {
    struct links *links;
    const struct codebook *codebook;
    struct arena *keep; /* what is found lives here */
    struct asked asked;
    LIST_OF(struct seeker_candidate) candidates; /* each relation and period once */
};

/* Adds the candidates of the relation. */
void seeker_find(struct seeker *s, const struct measure_relation *relation);

/* Only those from one day of a stock that is told to the next. */
void seeker_find_between_stocks(struct seeker *s, const struct measure_relation *relation);

/* Relations that were written down and those that follow. */
int seeker_relation_count(const struct seeker *s);

bool seeker_is_stock(const struct seeker *s, int measure);

/* What is told of the people of the relation only, or also of all of whom they are some; of a stock, of some of them, too. */
enum seeker_own { SEEKER_OWN, SEEKER_OWN_OR_BOUND };

/* Whether the universe is asked for and a flow that the relation has. */
bool seeker_told_flow(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                      enum seeker_own own);

/* Whether it is asked for and a stock that the relation has, of the time before or at the end; or one from which such a stock
 * may follow, or that bounds it. */
bool seeker_told_stock(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                       bool previous, enum seeker_own own);

#endif
