/* SPDX-License-Identifier: GPL-3.0-or-later
 * The content stream of one page: its marks as operators, each in the marked content of its tag or of an artifact. */
#ifndef RENDER_PDF_CONTENT_H
#define RENDER_PDF_CONTENT_H

#include "paginate/pages.h"
#include "render/pdf/operators.h"
#include "render/pdf/structure.h"

/* Leaves the stream of page `index` in operators->bytes and tells `structure` what is on it. Pages come in order. */
bool pdf_content_draw(const struct pages *pages, size_t index, struct pdf_structure *structure,
                      struct pdf_operators *operators);

#endif
