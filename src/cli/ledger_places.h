/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where figures stand in layouts and on sheets, as messages and accounts say it. */
#ifndef CLI_LEDGER_PLACES_H
#define CLI_LEDGER_PLACES_H

#include "layout/layout.h"
#include "layout/sheet.h"

/* What an audience gets. */
struct ledger_printed {
    const struct layout *const *layouts;
    size_t layout_count;
    const struct sheet_table *const *sheets;
    size_t sheet_count;
    const struct source *codebook; /* where the sheets stand */
};
/* For every use the places that print it, or words that speak of it: "table months, situation.en.md, line 31;
 * situation.en.md, line 40; situation.en.md, line 72 (claim)". */
struct text *ledger_places(const struct ledger_printed *printed, const struct requests *requests, struct arena *keep);

/* "pie", as layouts call it. */
const char *ledger_form_word(enum figure_form form);

/* The place of anything in a layout: "situation.en.md, line 40". */
struct text ledger_line_of(const struct source *layout, struct text at, struct arena *keep);

/* The place of what is said of figures, or of what is there because of them: "situation.en.md, line 72 (claim)",
 * "situation.en.md, line 80 (condition)". */
struct text ledger_claim_of(const struct source *layout, const struct statement *claim, struct arena *keep);
struct text ledger_condition_of(const struct source *layout, const struct statement *condition, struct arena *keep);

/* The place of a chart or table in a layout: "table months, situation.en.md, line 31". */
struct text ledger_place_of(const struct source *layout, const struct figure_block *figure, struct arena *keep);

#endif
