/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the file says about itself: the catalog's marks, XMP and Info with the same content, the output intent. */
#ifndef RENDER_PDF_METADATA_H
#define RENDER_PDF_METADATA_H

#include "document/document.h"
#include "render/pdf/object.h"

/* The document must have a title, a language and a date (date_iso). */
bool pdf_metadata_write(const struct document *document, struct pdf_objects *objects, struct error *err);

/* "D:20150130000000Z": midnight of the document's date. Its date_iso must be one. */
const char *pdf_metadata_date(const struct document *document, struct arena *keep);

#endif
