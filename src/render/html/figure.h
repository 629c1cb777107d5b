/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts and tables of the document, with their titles, notes, and files beside the page. */
#ifndef RENDER_HTML_FIGURE_H
#define RENDER_HTML_FIGURE_H

#include "render/html/page.h"

/* Appends a NODE_CHART or NODE_TABLE; `section` is the heading that it stands under. */
void html_add_figure(struct html_page *page, const struct doc_node *node, struct text section);

#endif
