/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account of an audit: every count that must be protected, what a reader can tell of it, and by which arithmetic;
 * every figure that is hidden and every category that is joined.
 * CONFIDENTIAL: it goes to no place but an edition's restricted folder. What may be told of it on a terminal are the
 * numbers in struct account_totals, and names of what readers see: of what can be worked out and from what, is lost, exempt
 * or counted anew. */
#ifndef PROTECT_ACCOUNT_H
#define PROTECT_ACCOUNT_H

#include "base/text.h"
#include "protect/audit.h"
#include "protect/release.h"

enum account_status {
    ACCOUNT_SAFE,
    ACCOUNT_UNSAFE, /* can be worked out */
    ACCOUNT_LOST,   /* earlier publications gave it away; this one tells no more */
    ACCOUNT_EXEMPT, /* small, and published all the same, for a written reason */
};

/* Names, each once: labels with their places, no counts. */
struct account_names {
    struct text *items;
    size_t count, capacity;
};

/* A count that must be protected. Labels say measure, selection and period, so that each count has its own:
 * "requests decision=pending @2014". */
struct account_entry {
    enum account_status status;
    struct text label;
    struct text where;      /* the places that would print it; empty: none does */
    struct text cluster;    /* the counts it was weighed with: "requests @2014 by decision" */
    bool hidden;            /* it is asked for and not printed */
    int64_t count;
    int64_t low, high;      /* SAFE: two counts that a reader must think possible, no bounds; UNSAFE, LOST: the ends of all
                               that are possible; PROTECT_NO_END: none */
    struct text arithmetic; /* UNSAFE and LOST: lines; may be empty, and is `without_arithmetic` */
    struct text reason;     /* EXEMPT */
    struct account_names from;   /* UNSAFE: what is published that gives it away */
    struct account_names known;  /* UNSAFE: and what everybody knows of measures */
    struct account_names totals; /* UNSAFE: those of `from` that are totals, which are never hidden */
    bool zeros_tell;             /* UNSAFE: among `from` is that something hidden is not zero */
};

/* A number that the layouts ask for, or that readers have from elsewhere, or a total that may be either. */
struct account_figure {
    struct text label, where;
    bool is_asked, is_held;
    bool hidden;
    bool is_small; /* it must be protected itself; else it is hidden to protect others */
    int64_t count;
    int64_t cost;  /* of hiding it */
};

struct account_part {
    struct text category;
    int64_t count;
};

/* A labelled sum, and the categories that were joined into it. */
struct account_join {
    struct text label, where;
    bool hidden;
    int64_t count;
    const struct account_part *parts;
    size_t part_count;
};

/* A number of an earlier publication that is not what counting gives now: readers know nothing of today by it. */
struct account_recount {
    struct text label, where;
    enum earlier_kind kind;
    int64_t before; /* of what was hidden: nothing */
    int64_t now;
};

/* An equation that does not hold in some cells of the data: readers who reckon with it there are misled. */
struct account_failure {
    struct text name;
    size_t cells; /* of all tables that were weighed together */
};

/* targets = protected ones + unsafe + lost + exempt. */
struct account_totals {
    size_t published;     /* different numbers that the layouts ask for */
    size_t primary;       /* of them hidden because they are small */
    size_t complementary; /* hidden so that those cannot be worked out */
    size_t joined;        /* categories joined into a labelled sum */
    size_t targets;       /* counts that must be protected */
    size_t unsafe, lost, exempt;
    size_t held;          /* numbers that readers have from elsewhere */
    size_t recounted;     /* numbers of earlier publications that have been counted anew since */
    int64_t cost, bound;  /* of complementary suppression: what it is, and what any safe pattern costs at least */
};

/* Entries that readers do not see: how many, and what is published that gives them away, each once. */
struct account_unseen {
    size_t count;
    struct account_names from;
};

struct account {
    struct arena *keep;
    bool without_arithmetic; /* entries come without theirs: it takes longest, and only a written account has it */
    LIST_OF(struct account_entry) entries;
    LIST_OF(struct account_figure) figures;
    LIST_OF(struct account_join) joins;
    LIST_OF(struct account_recount) recounts;
    struct account_names blamed; /* totals that unsafe counts follow from, of all entries */
    LIST_OF(struct account_failure) failures; /* of each equation that fails somewhere */
    struct account_totals totals;
    struct account_unseen unseen[ACCOUNT_EXEMPT + 1]; /* by status */
};

/* Whether readers see that there is such a count: it has a place, or is a whole measure, without a selection. A terminal
 * names no other, as the name alone tells who is few. */
bool account_entry_is_seen(const struct account_entry *entry);

/* Adds a copy of the name if it is new. */
void account_names_add(struct account_names *names, struct arena *keep, struct text name);

/* Adds to the cells in which an equation fails. */
void account_fail(struct account *account, struct text name, size_t cells);

/* Once everything is entered: makes one of what is entered several times (a total stands in many tables), with all its
 * places, and counts. Of entries the one that needs a decision first is kept. */
void account_settle(struct account *account);

/* For people, and for machines:
 *   audience, totals   struct account_totals, member by member
 *   notes              as text: an equation each that fails somewhere, and in how many cells
 *   recounted          [{label, where, said: "count", "at most" or "hidden", before (null: it was hidden), now}]
 *   hidden             [{label, where, why: "small" or "protects others", count, cost}]
 *   joined             [{label, where, hidden, count, categories: [{category, count}]}]
 *   entries            [{status, label, where, weighed_with, hidden, count, …}] with
 *     "protected"          possible: [a, b], two counts that a reader must think possible (null: any number above the
 *                          first); they are examples, not bounds
 *     "can be worked out"  low, high: the true ends of what is possible (null: none); arithmetic; from, known: names
 *     "lost"               low, high; arithmetic
 *     "exempt"             reason */
void account_add_text(const struct account *account, struct text audience, struct text_builder *b);
void account_add_json(const struct account *account, struct text audience, struct text_builder *b);

#endif
