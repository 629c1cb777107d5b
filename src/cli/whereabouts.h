/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where charts and tables are for whoever holds the report: their number, title and page. Document and layout in; nothing is
 * told that the document does not print. */
#ifndef CLI_WHEREABOUTS_H
#define CLI_WHEREABOUTS_H

#include "base/error.h"
#include "canvas/typeface.h"
#include "document/document.h"
#include "layout/layout.h"

struct whereabout {
    struct text id;    /* "gender" */
    struct text place; /* as explanations name it: "pie gender, situation.en.md, line 63" */
    struct text name;  /* "Figure 3", in the report's language */
    struct text title; /* may be empty */
    size_t page;       /* from 1 */
};

struct whereabouts {
    struct whereabout *items;
    size_t count, capacity;
};

/* Lays the document out, which is bound from the layout, and adds its numbered charts and tables in their order. Texts live in
 * `keep`. False when the document cannot be laid out. */
bool whereabouts_find(const struct document *document, const struct layout *layout, const struct typeface *typeface,
                      struct arena *keep, struct whereabouts *whereabouts, struct error *err);

#endif
