/* SPDX-License-Identifier: GPL-3.0-or-later
 * A document as one web page: a file of its own, without scripts, fonts or anything else from elsewhere, that reads well on
 * a telephone, on paper and with a screen reader. It is HTML and well-formed XML at once. The same document gives the same
 * bytes. Sheets are not in it, as they are not in the PDF. */
#ifndef RENDER_HTML_HTML_H
#define RENDER_HTML_HTML_H

#include <stddef.h>

#include "base/text.h"
#include "canvas/typeface.h"
#include "document/document.h"

/* A file beside the page that it leads to. Everything is borrowed. */
struct html_file {
    struct text figure; /* id of the chart or table that it is of; empty: of the whole report */
    struct text name;   /* "CSV" */
    struct text path;   /* from the page's own folder: "data/gender.en.csv" */
};

/* The same report in another language. Everything is borrowed. */
struct html_translation {
    struct text language; /* "sv" */
    struct text name;     /* in that language: "svenska" */
    struct text path;     /* from the page's own folder */
};

struct html_input {
    const struct document *document;
    const struct typeface *typeface; /* of the charts */
    const struct html_file *files;
    size_t file_count;
    const struct html_translation *translations;
    size_t translation_count;
};

/* Appends the page. */
void html_write(const struct html_input *input, struct text_builder *out);

#endif
