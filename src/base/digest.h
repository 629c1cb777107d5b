/* SPDX-License-Identifier: GPL-3.0-or-later
 * SHA-256 of bytes that arrive in pieces. Uses the processor's own instructions where it has them (some four times as
 * fast), else GLib. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/memory.h"
#include "base/text.h"

struct digest;

enum digest_method { DIGEST_FASTEST, DIGEST_PLAIN };

/* digest_free() takes NULL. */
struct digest *digest_new(enum digest_method method);
void digest_free(struct digest *digest);

void digest_add(struct digest *digest, struct text bytes);

/* 64 hexadecimal digits in `keep`. To be called once, after the last digest_add(). */
struct text digest_end(struct digest *digest, struct arena *keep);

#endif
