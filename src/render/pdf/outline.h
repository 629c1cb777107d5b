/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ways into the document: destinations, link annotations, bookmarks, page labels. */
#ifndef RENDER_PDF_OUTLINE_H
#define RENDER_PDF_OUTLINE_H

#include "paginate/pages.h"
#include "render/pdf/structure.h"

/* `page_dicts` are as many as pages->count. */

/* Puts the links of page `index` on it as annotations. */
bool pdf_links_write(const struct pages *pages, size_t index, struct pdf_objects *objects,
                     HPDF_Page const *page_dicts, struct pdf_structure *structure, struct error *err);

/* Gives the catalog its bookmarks and numbers the pages from 1. */
bool pdf_outline_write(const struct pages *pages, struct pdf_objects *objects, HPDF_Page const *page_dicts,
                       struct error *err);

#endif
