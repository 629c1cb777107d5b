/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text within a line: its styles, its languages, its links and references. */
#ifndef RENDER_HTML_SPANS_H
#define RENDER_HTML_SPANS_H

#include "render/html/page.h"

/* Appends the text. A reference to a note gets an id ("ref-2-1": the first one to note 2), for the way back. */
void html_add_spans(struct html_page *page, const struct doc_spans *spans);

/* The section with all notes, each with the ways back to its references; nothing where there are none. */
void html_add_notes(struct html_page *page);

#endif
