/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts and tables of the document, with their titles, notes, and files beside the page. */
#ifndef RENDER_HTML_FIGURE_H
#define RENDER_HTML_FIGURE_H

#include "chart/neighbour.h"
#include "render/html/page.h"

/* Appends a NODE_CHART or NODE_TABLE; `section` is the heading that it stands under. A chart that is beside others is drawn on
 * their level, too, for where there is room for that. */
struct html_figure {
    const struct doc_node *node;
    struct text section;
    const struct chart_neighbour *beside; /* NULL: it is alone */
};
void html_add_figure(struct html_page *page, const struct html_figure *figure);

/* `count` charts of one width, that are to stand side by side as far as there is room. */
const struct chart_neighbour *html_level_charts(const struct html_page *page, const struct doc_node *const *nodes, size_t count);

#endif
