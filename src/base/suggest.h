/* SPDX-License-Identifier: GPL-3.0-or-later
 * What helps where a name is not known: the known one that is nearest to it or, where none is near, all that there are if
 * they are few. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include "base/memory.h"
#include "base/text.h"

/* Begun by suggest(), ended by suggest_hint() or suggest_nearest(). Texts that are offered are kept by reference. */
struct suggestion {
    struct text wrong, nearest; /* nearest: empty if none is near */
    size_t distance;            /* of the nearest; before there is one: what is near enough */
    size_t count;
    struct text_builder all;
};

/* Near is what is a third of the letters + 1 away at most (restricted Damerau-Levenshtein). */
struct suggestion suggest(struct text wrong);
void suggest_offer(struct suggestion *s, struct text known);
void suggest_offer_all(struct suggestion *s, const struct text *words); /* which end with an empty text */
/* This one is meant, whatever its letters: no other is nearer. */
void suggest_settle(struct suggestion *s, struct text meant);

/* "did you mean 'clients'?", or "there are: men, women", or nothing. */
struct text suggest_hint(struct suggestion *s, struct arena *keep);
/* The nearest, or an empty text. */
struct text suggest_nearest(struct suggestion *s);

#endif
