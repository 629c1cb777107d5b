/* SPDX-License-Identifier: GPL-3.0-or-later
 * In place of src/render/pdf/pdf.c: `sitrep-pages` is sitrep in all but this, that a report's pages are written as text into
 * the files that would be PDFs (see paginate/trace.h). */
#include "paginate/trace.h"
#include "render/pdf/pdf.h"

bool pdf_write(const struct pages *pages, const struct pdf_attachment *attachments, size_t attachment_count,
               struct text_builder *out, struct error *err)
{
    (void)attachments;
    (void)attachment_count;
    (void)err;
    pages_trace(pages, out);
    return true;
}
