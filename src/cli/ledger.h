/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands in the ledger of an edition beside its layouts: exemptions of the policies, and what relations speak of. Other
 * such things are in ledger_list.h (figures of earlier publications) and question.h. */
#ifndef CLI_LEDGER_H
#define CLI_LEDGER_H

#include "cli/edition.h"
#include "layout/expression.h"
#include "protect/plan.h"
#include "protect/release.h"

/* Who asks, and where the answers go. */
struct ledger_reader {
    const struct codebook *codebook;
    struct period period; /* of the edition */
    struct requests *requests;
    struct arena *keep;
    struct diagnostics *diagnostics;
    const bool *is_given; /* by measure: typed in */
    const char *folder; /* of the edition: accounts name files as they are seen from it */
    bool reads_later; /* lists may be of editions of later periods that were published before this one */
};

typedef LIST_OF(struct exempt_figure) exempt_figures;

/* For an expression of `source`, which stands in no layout. */
struct expression_context ledger_context(const struct ledger_reader *reader, const struct source *source);

/* Whether the figure is of that kind; a count may be typed in. False after a diagnostic. */
bool ledger_check_kind(const struct expression_context *context, struct text expression, const struct figure *figure,
                       enum figure_kind kind);

/* The policy's exemptions, as uses. */
void ledger_read_exempt(const struct ledger_reader *reader, const struct policy *policy, exempt_figures *figures);

/* Warns of exemptions of which nothing is counted; `figures` is what the call above found of the policy. */
void ledger_check_exempt(const struct ledger_reader *reader, const struct policy *policy, const exempt_figures *figures,
                         const struct plan *plan);

/* Asks for the typed-in figures that relations of the code book name: readers of the others could reckon them. */
void ledger_read_typed(const struct ledger_reader *reader);

/* Asks for the total of each term of a relation, in the edition's period; returns their uses. */
size_t *ledger_read_relation(const struct ledger_reader *reader, const struct measure_relation *relation);

#endif
