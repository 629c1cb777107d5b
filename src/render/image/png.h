/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pixels to a PNG file (ISO/IEC 15948). */
#ifndef RENDER_IMAGE_PNG_H
#define RENDER_IMAGE_PNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Rows of pixels 0x..RRGGBB in the machine's byte order, from the top; the upper byte is not looked at. */
struct pixels {
    const unsigned char *bytes;
    uint32_t width, height;
    size_t stride; /* bytes from row to row, a multiple of 4 */
};

/* Appends the file: eight bits a colour, nothing but the picture. */
void png_add(const struct pixels *pixels, struct text_builder *out);

#endif
