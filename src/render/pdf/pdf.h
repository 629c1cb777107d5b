/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages to one PDF 1.7 file that is PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) at once. The same pages give the
 * same bytes: no clock, no locale, no system font. Knows nothing of what the numbers on the pages mean. */
#ifndef RENDER_PDF_PDF_H
#define RENDER_PDF_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "paginate/pages.h"

/* What an associated file is to the document: its figures as data, or another presentation that is easier to work with
 * (ISO 19005-3, table E.1). */
enum pdf_relationship { PDF_RELATES_DATA, PDF_RELATES_SUPPLEMENT };

/* A file inside the file, associated with the whole document. Everything is borrowed. */
struct pdf_attachment {
    struct text name;        /* "arrivals.csv"; unique */
    struct text mime_type;   /* "text/csv" */
    struct text description; /* one sentence for the reader */
    enum pdf_relationship relationship;
    struct text bytes;
};

/* Appends the file to `out`. On failure `out` is as it was and `err` says why: ERROR_INPUT where the document is at
 * fault (a character no font has, a text longer than a PDF string may be), ERROR_SYSTEM where a library is. */
bool pdf_write(const struct pages *pages, const struct pdf_attachment *attachments, size_t attachment_count,
               struct text_builder *out, struct error *err);

#endif
