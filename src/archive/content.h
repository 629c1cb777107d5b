/* SPDX-License-Identifier: GPL-3.0-or-later
 * The bytes of files in the table `content`: compressed, and each different one once. */
#ifndef ARCHIVE_CONTENT_H
#define ARCHIVE_CONTENT_H

#include "archive/store.h"

enum { CONTENT_MAX = 256 << 20 };

/* Adds the bytes, if they are not there, under their hash. */
bool content_add(struct store *store, struct text sha256, struct text bytes, struct error *err);

/* The bytes with that hash. What has another hash, or is not there, is damage: ERROR_DIFFERS. */
bool content_read(struct store *store, struct text sha256, struct arena *keep, struct text *ret_bytes, struct error *err);

/* Reads all there is, as content_read() does. */
bool content_check(struct store *store, struct error *err);

/* Removes what no row of `input` or `output` refers to. */
bool content_clear(struct store *store, struct error *err);

#endif
