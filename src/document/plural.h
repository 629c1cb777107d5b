/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which form of a word a whole number takes, by rules of a language file, in the manner of CLDR's plural rules
 * (unicode.org/reports/tr35/tr35-numbers.html, "Language Plural Rules") for whole numbers:
 *
 *     one: n = 1; few: n % 10 = 2..4 and n % 100 != 12..14; many
 *
 * The first rule whose condition holds is taken; the last has none, and is of every other number and of fractions. */
#ifndef DOCUMENT_PLURAL_H
#define DOCUMENT_PLURAL_H

#include "base/memory.h"
#include "base/text.h"

enum { PLURAL_FORMS_MAX = 6, PLURAL_RANGES_MAX = 8 };

struct plural_range {
    int64_t from, to;
};

/* "n % 10 != 2..4, 7". */
struct plural_condition {
    int64_t divisor; /* 0: of n itself */
    bool is_not;
    bool begins; /* after "or", and first of all */
    struct plural_range ranges[PLURAL_RANGES_MAX];
    size_t range_count;
};

struct plural_rule {
    struct text name;
    LIST_OF(struct plural_condition) conditions;
};

struct plural_rules {
    struct plural_rule rules[PLURAL_FORMS_MAX];
    size_t count;
};

/* Reads rules; `value` must live as long as they do. False if they are not well written: *ret_wrong is then the rule that
 * is not, a view into `value`. */
bool plural_rules_read(struct text value, struct arena *keep, struct plural_rules *ret_rules, struct text *ret_wrong);

/* The place of the rule that a number follows. */
size_t plural_form(const struct plural_rules *rules, int64_t number);

/* "one, few, many". */
struct text plural_names(const struct plural_rules *rules, struct arena *keep);

#endif
