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

/* A file inside the file, associated with the whole document as its data. Everything is borrowed. */
struct pdf_attachment {
    struct text name;        /* "arrivals.csv"; unique */
    struct text mime_type;   /* "text/csv" */
    struct text description; /* one sentence for the reader */
    struct text bytes;
};

/* Appends the file to `out`. On failure `out` is as it was and `err` says why: ERROR_INPUT where the document is at
 * fault (a character no font has, a text longer than a PDF string may be), ERROR_SYSTEM where a library is. */
bool pdf_write(const struct pages *pages, const struct pdf_attachment *attachments, size_t attachment_count,
               struct text_builder *out, struct error *err);

#endif
