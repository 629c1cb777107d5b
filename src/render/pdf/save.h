/* SPDX-License-Identifier: GPL-3.0-or-later
 * The objects as a file: header, body, cross-reference table, trailer. */
#ifndef RENDER_PDF_SAVE_H
#define RENDER_PDF_SAVE_H

#include "render/pdf/object.h"

/* Appends the file; the file identifier is a hash of all objects. On failure `out` may hold part of a file. */
bool pdf_save(struct pdf_objects *objects, struct text_builder *out, struct error *err);

#endif
