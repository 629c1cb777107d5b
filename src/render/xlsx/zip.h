/* SPDX-License-Identifier: GPL-3.0-or-later
 * The package a workbook is: a ZIP archive in a file or in memory, whose parts are read and written whole or in pieces. Of one in a
 * file, no more is in memory than a piece. Written here with zlib, because the same bytes on every run need fixed dates, no extra
 * fields and no temporary files, and minizip offers none of the three.
 * Format: PKWARE APPNOTE 6.3, without ZIP64, encryption and archives in several volumes. */
#ifndef RENDER_XLSX_ZIP_H
#define RENDER_XLSX_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

/* ---- reading ---- */

/* Where an archive lies: in an open file that holds nothing else, or in memory. */
struct xlsx_archive {
    int file;          /* -1: none */
    struct text bytes; /* without a file */
    size_t size;
};
struct xlsx_archive xlsx_archive_of_bytes(struct text bytes);
bool xlsx_archive_of_file(int file, struct xlsx_archive *ret_archive, struct error *err);

/* A part as it lies in an archive. */
struct xlsx_packed {
    struct text name;
    struct xlsx_archive archive;
    size_t offset, length;           /* of its packed bytes */
    uint32_t method, checksum, size; /* of the unpacked bytes */
};

struct xlsx_directory {
    struct xlsx_packed *items;
    size_t count, capacity;
};

/* All parts in the order of the archive's directory. */
bool xlsx_zip_list(const struct xlsx_archive *archive, struct arena *keep, struct xlsx_directory *ret_directory, struct error *err);

/* The whole part, unpacked in `keep`; its checksum is right. */
bool xlsx_zip_unpack(const struct xlsx_packed *packed, struct arena *keep, struct text *ret_bytes, struct error *err);

/* A part that is unpacked piece by piece; xlsx_unpacking_free() takes NULL. */
struct xlsx_unpacking;
struct xlsx_unpacking *xlsx_unpacking_new(const struct xlsx_packed *packed);
void xlsx_unpacking_free(struct xlsx_unpacking *unpacking);
/* Puts the next bytes, at most `room`, into `bytes` and tells how many there were: 0 at the end, and where the part is
 * damaged. xlsx_unpacking_is_whole(): all of it has been read, and its length and checksum are right. */
size_t xlsx_unpacking_read(struct xlsx_unpacking *unpacking, char *bytes, size_t room);
bool xlsx_unpacking_is_whole(const struct xlsx_unpacking *unpacking);

/* ---- writing ---- */

/* An archive that is being appended to a builder, or written to an open file from its beginning, dated 1980-01-01: part after
 * part, each in as many pieces as come. xlsx_packing_free() takes NULL. */
struct xlsx_packing;
struct xlsx_packing *xlsx_packing_new(struct text_builder *out);
struct xlsx_packing *xlsx_packing_new_in_file(int file);
void xlsx_packing_free(struct xlsx_packing *packing);
void xlsx_packing_begin(struct xlsx_packing *packing, struct text name);
void xlsx_packing_begin_stored(struct xlsx_packing *packing, struct text name); /* not packed: to be found by its first bytes */
void xlsx_packing_add(struct xlsx_packing *packing, struct text bytes);
/* Ends the archive; fails where anything did since its beginning. */
bool xlsx_packing_end(struct xlsx_packing *packing, struct error *err);

#endif
