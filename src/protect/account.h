/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account of an audit: every count that must be protected, what a reader can tell of it, and by which arithmetic.
 * CONFIDENTIAL: it goes to no place but an edition's restricted folder. What may be told of it on a terminal are the
 * numbers in struct account_totals and the labels of entries. */
#ifndef PROTECT_ACCOUNT_H
#define PROTECT_ACCOUNT_H

#include "base/text.h"
#include "protect/audit.h"

enum account_status {
    ACCOUNT_SAFE,
    ACCOUNT_UNSAFE, /* can be worked out */
    ACCOUNT_LOST,   /* earlier publications gave it away; this one tells no more */
    ACCOUNT_EXEMPT, /* small, and published all the same, for a written reason */
};

struct account_entry {
    enum account_status status;
    struct text label;      /* what it counts: "requests decision=pending" */
    struct text where;      /* the places that would print it; empty: none does */
    struct text cluster;    /* the counts it was weighed with: "requests, 2014-01-01 to 2014-12-31" */
    bool hidden;            /* it is asked for and not printed */
    int64_t count;
    int64_t low, high;      /* SAFE: two counts that a reader must think possible; else the ends; PROTECT_NO_END: none */
    struct text arithmetic; /* UNSAFE and LOST: lines; may be empty */
    struct text reason;     /* EXEMPT */
};

struct account_totals {
    size_t published;     /* different sums that the layouts ask for */
    size_t primary;       /* of them hidden because they are small */
    size_t complementary; /* hidden so that those cannot be worked out */
    size_t joined;        /* categories joined into a labelled sum */
    size_t targets;       /* counts that must be protected */
    size_t unsafe, lost, exempt;
    size_t held;          /* numbers that readers have from elsewhere */
    size_t recounted;     /* of them no longer true: counted again since */
    int64_t cost, bound;  /* of complementary suppression: what it is, and what any safe pattern costs at least */
};

struct account {
    struct arena *keep;
    LIST_OF(struct account_entry) entries;
    LIST_OF(struct text) notes; /* equations that do not hold in the data, and the like */
    struct account_totals totals;
};

/* For people, and for machines: {"audience":…,"totals":{…},"entries":[…]}. */
void account_add_text(const struct account *account, struct text audience, struct text_builder *b);
void account_add_json(const struct account *account, struct text audience, struct text_builder *b);

#endif
