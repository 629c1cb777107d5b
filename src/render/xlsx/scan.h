/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a part of a package from its beginning to its end while it is unpacked: no more of it is in memory than what is
 * looked for. */
#ifndef RENDER_XLSX_SCAN_H
#define RENDER_XLSX_SCAN_H

#include <stdbool.h>

#include "base/text.h"
#include "render/xlsx/zip.h"

struct xlsx_scan;

/* xlsx_scan_free() takes NULL. */
struct xlsx_scan *xlsx_scan_new(const struct xlsx_packed *part);
void xlsx_scan_free(struct xlsx_scan *scan);

/* Passes the next place of `mark` and returns all up to its end; an empty text, and nothing is passed, where there is none.
 * Texts live until the next call. */
struct text xlsx_scan_through(struct xlsx_scan *scan, struct text mark);

/* All that is left. xlsx_scan_is_whole(): after it, whether the part was undamaged. */
struct text xlsx_scan_rest(struct xlsx_scan *scan);
bool xlsx_scan_is_whole(const struct xlsx_scan *scan);

#endif
