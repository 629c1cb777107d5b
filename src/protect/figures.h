/* SPDX-License-Identifier: GPL-3.0-or-later
 * The audit of any publication that is described as a list of its numbers (examples/figures-format.md). Nothing here is
 * confidential but what follows from a confidential list: the numbers are public, and so is the arithmetic. */
#ifndef PROTECT_FIGURES_H
#define PROTECT_FIGURES_H

#include "base/diagnostics.h"
#include "base/error.h"
#include "base/text.h"

struct figures;

/* What to read: the list, and perhaps a second file that says what each number counts (columns id, cell); NULL: none. */
struct figures_files {
    const char *list, *cells;
};

/* Reads a list. Faults go to `diagnostics`; the result is usable only if none of them is an error. False only if a file
 * cannot be read. The figures live in `keep`. */
bool figures_read(const struct figures_files *files, struct arena *keep, struct diagnostics *diagnostics,
                  const struct figures **ret_figures, struct error *err);

/* What was found of one count of persons, requests or the like. */
enum finding_kind {
    FINDING_PRINTED,   /* the count itself is printed */
    FINDING_EXACT,     /* follows exactly */
    FINDING_SMALL,     /* is certainly under the threshold */
    FINDING_NEARLY,    /* is the threshold or one less: `build` would not let that pass */
    FINDING_UNDECIDED, /* a share without a base, of a measure without a printed total: `label` says which; it was not used */
    FINDING_IMPOSSIBLE /* a number that cannot be: `label` says why; it was left out of all arithmetic */
};

struct finding {
    enum finding_kind kind;
    struct text label; /* what it counts */
    struct text where; /* where it is printed, or the number that cannot be */
    int64_t low, high;
    struct text arithmetic; /* lines; of a number that cannot be: what it contradicts, as few rows as do so (may be empty) */
};

struct figures_audit {
    const struct finding *findings;
    size_t finding_count;
    size_t small_count;     /* findings that tell of a count under the threshold */
    size_t nearly_count;    /* that are nearly told */
    size_t unbased_count;   /* shares that were not used, for want of a base */
    size_t contradiction_count; /* findings that something cannot be: the rest only was audited */
    size_t figure_count;    /* numbers that were read */
    size_t statement_count; /* that say something of counts */
    size_t left_out;        /* used by themselves only or not at all: too many counts to tell apart, or too much work */
    size_t cell_count;      /* counts that were asked about */
    size_t undecided;       /* of them, for which the limit of work was reached */
};

bool figures_audit(const struct figures *figures, int64_t threshold, struct arena *keep,
                   struct figures_audit *ret_audit, struct error *err);

#endif
