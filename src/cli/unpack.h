/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sealed edition's inputs as files that the program can read, though none of their bytes is on a disk: a folder of links that
 * lead into this process's memory. */
#ifndef CLI_UNPACK_H
#define CLI_UNPACK_H

#include "archive/sealed.h"
#include "base/error.h"

struct unpacked;

/* Lays the files out below a new folder in /tmp, for this user only. Paths that would lead out of it are refused. NULL on
 * failure. */
struct unpacked *unpack_edition(const struct sealed *sealed, struct error *err);
void unpack_remove(struct unpacked *unpacked);

/* The edition's folder, and that of its fonts. */
const char *unpacked_folder(const struct unpacked *unpacked);
const char *unpacked_fonts(const struct unpacked *unpacked);

#endif
