/* SPDX-License-Identifier: GPL-3.0-or-later
 * FlateDecode (ISO 32000-1, 7.4.4) of what libharu gathered, with a level of our own. */
#ifndef RENDER_PDF_PACK_H
#define RENDER_PDF_PACK_H

#include <hpdf.h>
#include <hpdf_streams.h>

#include "base/text.h"

/* Append the bytes, packed. The stream must be one in memory; it stays as it is. */
void pdf_pack(struct text bytes, struct text_builder *out);
void pdf_pack_stream(HPDF_Stream stream, struct text_builder *out);

/* Appends the bytes of such a stream as they are. */
void pdf_copy_stream(HPDF_Stream stream, struct text_builder *out);

#endif
