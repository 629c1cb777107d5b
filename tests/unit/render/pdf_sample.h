/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages made by hand for tests of the PDF writer: every role of tag and every kind of mark, with made-up words. */
#ifndef TESTS_UNIT_RENDER_PDF_SAMPLE_H
#define TESTS_UNIT_RENDER_PDF_SAMPLE_H

#include "paginate/pages.h"
#include "render/pdf/pdf.h"

struct sample {
    struct document document;
    struct typeface *typeface;
    struct pages pages;
    double y_pt; /* where the next thing goes */
};

/* Two pages: a head, a title, contents, headings, a paragraph with a link and a footnote that goes on overleaf, a list,
 * a quotation in Swedish, a table, a pie. */
void sample_init(struct sample *sample, const char *font_folder);
/* `count` pages with a heading, paragraphs, a table and a link each. */
void sample_init_long(struct sample *sample, const char *font_folder, size_t count);
/* One page with one paragraph. */
void sample_init_paragraph(struct sample *sample, const char *font_folder, struct text text, double width_pt);
void sample_done(struct sample *sample);

extern const struct pdf_attachment sample_attachments[2];

#endif
