/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a figure is told otherwise in a second edition: from the code books that both were made with and, where they are kept, from
 * the rows of their exports. Of rows it tells that there are such, and nothing of them. */
#ifndef CLI_REASON_H
#define CLI_REASON_H

#include "archive/sealed.h"
#include "base/error.h"
#include "layout/period.h"

enum reason {
    REASON_LATE,       /* rows, or days of rows, that the first edition did not have yet */
    REASON_CORRECTION, /* rows that were changed or taken away, or a figure that somebody entered */
    REASON_CODES,      /* raw codes mean other categories */
    REASON_CLASSES,    /* the classification has other categories, or other groups */
    REASON_RULE,       /* the measure is counted by another rule */
    REASON_PROTECTION, /* it is hidden in one of them */
    REASONS
};

struct reasons {
    bool found[REASONS];
    bool knows_rows; /* both editions' exports were there and could be read */
    bool knows_rules; /* and both code books */
};

struct reason_finder;

/* Lays both editions out and reads what it needs; what cannot be read tells nothing. NULL where they cannot be laid out. The
 * editions must outlive it. reason_finder_free() takes NULL. */
struct reason_finder *reason_finder_new(const struct sealed *before, const struct sealed *after, struct error *err);
void reason_finder_free(struct reason_finder *finder);

/* Of a figure that both tell, in the same days. */
struct reasons reasons_of(const struct reason_finder *finder, const struct sealed_statement *was, const struct sealed_statement *is,
                          struct period period);

/* Whether it counts what is there on a day, so that only the last day of its period matters. */
bool reason_is_of_stock(const struct reason_finder *finder, struct text measure);

#endif
