/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is printed against what an audience gets. Nothing that is hidden from it is looked at. */
#ifndef CLI_PRINTED_JUDGE_H
#define CLI_PRINTED_JUDGE_H

#include "cli/printed.h"
#include "document/document.h"

enum verdict {
    VERDICT_EQUAL,
    VERDICT_ROUNDING,   /* of the same count, by another rule */
    VERDICT_IMPOSSIBLE, /* no count of the printed base comes to it, half up or half to the even number */
    VERDICT_DIFFERS,
    VERDICT_HIDDEN,
    VERDICT_UNPUBLISHED, /* no layout asks for it */
    VERDICT_UNMATCHED,   /* the row names no figure of the edition */
    VERDICTS
};

struct judgement {
    enum verdict verdict;
    bool has_number; /* of the edition, at the scale of the printed one: it is shown to the audience */
    struct percentage number;
    int64_t part, base; /* shown, of a percentage; base -1: not shown */
    enum rounding rule;  /* ROUNDING: the one that was used; ROUNDINGS: adjusted so that the table adds up to 100 */
};

/* `numbers`: all that the audience is told. Not of PRINTED_NOTHING. */
struct judgement printed_judge(const struct printed_rows *rows, size_t row, const struct doc_numbers *numbers);

/* The base of which the printed percentage must be; -1: nobody knows. */
int64_t printed_base_of(const struct printed_row *row, const struct judgement *judgement);

#endif
