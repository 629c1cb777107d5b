/* SPDX-License-Identifier: GPL-3.0-or-later
 * The logical structure: what stands on the pages is collected while they are drawn, and becomes a structure tree with
 * its parent tree and identifiers (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7). */
#ifndef RENDER_PDF_STRUCTURE_H
#define RENDER_PDF_STRUCTURE_H

#include "paginate/pages.h"
#include "render/pdf/object.h"

struct pdf_structure;

struct pdf_structure *pdf_structure_new(const struct pages *pages);
void pdf_structure_free(struct pdf_structure *structure);

/* The structure type of a role: "P", "TH", … */
const char *pdf_structure_type(enum tag_role role);

/* A new stretch of marked content of `tag`: the number (MCID) it has on that page. Pages come in order. */
size_t pdf_structure_begin(struct pdf_structure *structure, const struct tag *tag, size_t page);
/* What a figure covers on its page; y up. Several areas grow together. */
void pdf_structure_cover(struct pdf_structure *structure, const struct tag *tag, struct pdf_rectangle area);
/* The text of an item label tells what kind of list it is. The first one counts. */
void pdf_structure_label(struct pdf_structure *structure, const struct tag *label, struct text text);
/* An annotation of `tag`; returns its key in the parent tree (StructParent). */
size_t pdf_structure_annotate(struct pdf_structure *structure, const struct tag *tag, size_t page,
                              HPDF_Dict annotation);

/* Makes the tree and gives it to the catalog. `page_dicts` are as many as the document has pages; page n has the key n
 * in the parent tree. */
bool pdf_structure_write(struct pdf_structure *structure, struct pdf_objects *objects, HPDF_Page const *page_dicts,
                         struct error *err);

#endif
