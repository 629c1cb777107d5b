/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables with their headings, totals and hidden cells. */
#ifndef RENDER_HTML_TABLE_H
#define RENDER_HTML_TABLE_H

#include "render/html/page.h"

struct html_table {
    const struct doc_table *table;
    struct text lead;        /* "Table 1. " */
    struct text title;       /* empty: the table has no caption */
    struct text label;       /* says what it is where there is no caption */
    bool caption_is_unseen;  /* only read aloud: the title stands above already */
};

/* Appends the table. One of many columns stands in a region of its own, which can be moved by keys where it is too wide. */
void html_add_table(struct html_page *page, const struct html_table *table);

#endif
