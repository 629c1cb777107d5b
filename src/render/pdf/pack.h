/* SPDX-License-Identifier: GPL-3.0-or-later
 * FlateDecode (ISO 32000-1, 7.4.4) of what libharu gathered. */
#ifndef RENDER_PDF_PACK_H
#define RENDER_PDF_PACK_H

#include <hpdf.h>
#include <hpdf_streams.h>

#include "base/text.h"

/* Its tables are larger than most of what is packed: one serves for a whole file. */
struct packer;
struct packer *packer_new(void);
void packer_free(struct packer *packer);

/* Append the bytes, packed. The stream must be one in memory; it stays as it is. */
void packer_add(struct packer *packer, struct text bytes, struct text_builder *out);
void packer_add_stream(struct packer *packer, HPDF_Stream stream, struct text_builder *out);

/* Appends the bytes of such a stream as they are. */
void packer_copy_stream(HPDF_Stream stream, struct text_builder *out);

#endif
