/* SPDX-License-Identifier: GPL-3.0-or-later
 * The package a workbook is: a ZIP archive in memory, read and written whole. Written here with zlib, because the same
 * bytes on every run need fixed dates, no extra fields and no temporary files, and minizip offers none of the three.
 * Format: PKWARE APPNOTE 6.3, without ZIP64, encryption and archives in several volumes. */
#ifndef RENDER_XLSX_ZIP_H
#define RENDER_XLSX_ZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

struct xlsx_part {
    struct text name;  /* "xl/workbook.xml" */
    struct text bytes; /* uncompressed */
};

struct xlsx_parts {
    struct xlsx_part *items;
    size_t count, capacity;
};

/* All parts in the order of the archive's directory; names and bytes live in `keep`. Checksums are checked. */
bool xlsx_zip_read(struct text archive, struct arena *keep, struct xlsx_parts *ret_parts, struct error *err);

/* Appends an archive of the parts in their order, dated 1980-01-01. */
bool xlsx_zip_write(const struct xlsx_parts *parts, struct text_builder *out, struct error *err);

/* The part of that name, or NULL. */
struct xlsx_part *xlsx_part_find(const struct xlsx_parts *parts, struct text name);

#endif
