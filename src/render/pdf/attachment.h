/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files inside the file, as associated files of PDF/A-3 (ISO 19005-3, 6.8 and annex E). */
#ifndef RENDER_PDF_ATTACHMENT_H
#define RENDER_PDF_ATTACHMENT_H

#include "render/pdf/object.h"
#include "render/pdf/pdf.h"

/* `date` is a PDF date: when all of them were last changed. */
bool pdf_attachments_write(const struct pdf_attachment *attachments, size_t count, const char *date,
                           struct pdf_objects *objects, struct error *err);

#endif
