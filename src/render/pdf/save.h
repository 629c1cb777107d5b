/* SPDX-License-Identifier: GPL-3.0-or-later
 * The objects as a file: header, streams, the other objects packed together in object streams, and a packed
 * cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8). */
#ifndef RENDER_PDF_SAVE_H
#define RENDER_PDF_SAVE_H

#include "render/pdf/object.h"
#include "render/pdf/pack.h"

/* Appends the file; the file identifier is a hash of all objects. They get new numbers: nothing may be added to them any
 * more. Their bytes are packed by `packer`, but for streams without a filter. On failure `out` may hold part of a file. */
bool pdf_save(struct pdf_objects *objects, struct packer *packer, struct text_builder *out, struct error *err);

#endif
