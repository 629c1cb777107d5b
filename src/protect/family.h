/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures that count the same things in one period and overlap, and the parts that their conditions cut these into.
 * Each measure is a sum of parts: what measures have in common, exclude or leave over follows by itself. */
#ifndef PROTECT_FAMILY_H
#define PROTECT_FAMILY_H

#include <stdint.h>

#include "base/error.h"
#include "codebook/codebook.h"
#include "layout/request.h"
#include "codebook/condition.h"

enum {
    FAMILY_MEASURES_MAX = 64,       /* a part has a bit for each */
    FAMILY_PARTS_MAX = 64,
    FAMILY_COMBINATIONS_MAX = 4096, /* of values that conditions tell apart */
};

/* A column that conditions are about, and values of it for all that they tell apart. */
struct family_axis {
    int column;
    enum condition_kind kind;
    struct condition_value *values;
    size_t value_count;
    size_t *value_of; /* CATEGORIES: of each category, a number of `values`; else NULL */
};

struct family {
    int *measures; /* ascending */
    size_t measure_count;
    struct family_axis *axes;
    size_t axis_count;
    uint64_t *combinations; /* by values, those of the last axis running fastest: bit i: measures[i] counts it */
    size_t combination_count;
    uint64_t *parts; /* different, each counted by some measure */
    size_t part_count;
};

struct families {
    LIST_OF(struct family *) items;
};

/* Measures of the same things (ascending) in one period. */
struct contemporaries {
    const int *measures;
    size_t count;
    struct period period;
};

/* Finds among them those that overlap. Fails when they overlap in more ways than the limits allow. */
bool families_find(const struct codebook *codebook, const struct contemporaries *all, struct arena *keep,
                   struct families *ret_families, struct error *err);

/* Whether the measure, which is the family's, counts the part. */
bool family_counts(const struct family *family, uint64_t part, int measure);

/* Whether anything of the part can be where columns[i] has the category categories[i]; what is not stated, be it a category,
 * an answer, an age, number or day, is left out: readers do not expect any. */
bool family_part_can_be(const struct family *family, uint64_t part, const int *columns, const int *categories,
                        size_t column_count);

#endif
