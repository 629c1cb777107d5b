/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reader's arithmetic in words: how the end of an interval follows from published numbers, step by step, as a person
 * with a pencil would do it. CONFIDENTIAL when it is about an edition of our own. */
#ifndef PROTECT_ARITHMETIC_H
#define PROTECT_ARITHMETIC_H

#include "base/text.h"
#include "protect/evidence.h"

/* What a sum counts ("other exploitation abroad") and where it is printed ("page 3"; may be empty). */
struct protect_name {
    struct text what, where;
};

struct protect_explanation {
    const struct protect_system *system;
    const bool *hidden;
    size_t sum;
    const struct protect_proof *low_proof, *high_proof; /* NULL: nothing to explain on that side */
    const struct protect_name *names;                   /* of all sums of the system */
    bool cites_all;                                     /* also where zeros are told, which the lines leave out */
};

/* Adds lines such as
 *     43 in Finland (page 3) - 11 sexual, in Finland - 26 workforce, in Finland (page 3) = 6 other, in Finland
 *     8 other (page 3) - 6 other, in Finland = 2 other, abroad
 * Each is checked in whole numbers as it is made. Where subtractions of one published sum from another do not reach what
 * the proof says, the sum of the proof itself is written: "added up: …". Adds nothing where there is no proof. */
void protect_arithmetic_add(const struct protect_explanation *explanation, struct text_builder *b);

/* The same; `reasons` has for each sum that readers know a range of without its being printed the words why: "the list of
 * the most frequent ends with 3 and leaves it out". Then "at most 2 c, because …". */
void protect_arithmetic_add_reasoned(const struct protect_explanation *explanation, const struct text *reasons,
                                     struct text_builder *b);

#endif
