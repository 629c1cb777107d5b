/* SPDX-License-Identifier: GPL-3.0-or-later
 * A finished PDF behind a password: AES with 256 bits (ISO 32000-2, 7.6), by libqpdf, where the program was built with it. */
#ifndef RENDER_PDF_ENCRYPT_H
#define RENDER_PDF_ENCRYPT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

enum { PDF_PASSWORD_MAX = 127 }; /* bytes: 7.6.4.3.2 */

/* Replaces the file by one that opens with `password` only, which has no NUL. Who opens it may read, print and copy, also
 * with assistive technology, but not change it. The bytes are others each time. On failure the file is as before. */
bool pdf_encrypt(struct text_builder *pdf, struct text password, struct error *err);

/* Appends what a file that pdf_encrypt() made holds, always in the same form: two of the same report are then of the same bytes.
 * Fails where the password does not open it. */
bool pdf_decrypt(struct text file, struct text password, struct text_builder *pdf, struct error *err);

#endif
