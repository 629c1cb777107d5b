/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file as a stream of valid UTF-8 without NUL and without byte order mark, whatever its encoding. In: bytes of a
 * file, each read once. Out: whole characters, and the SHA-256 of the bytes.
 *
 * The encoding is one for the whole file. UTF-16 is known by its mark. Otherwise the first byte that is not ASCII
 * tells: if a UTF-8 sequence stands there the file must be UTF-8 to its end, if not it must be Windows-1252 without
 * anything like UTF-8 to its end; a file that turns out to be neither is a fault, never a guess. */
#ifndef BASE_DECODE_H
#define BASE_DECODE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/csv_fault.h"

enum encoding {
    ENCODING_DETECT, /* also: ASCII so far */
    ENCODING_UTF8,
    ENCODING_WINDOWS_1252,
    ENCODING_UTF16_LE,
    ENCODING_UTF16_BE,
};

enum {
    DECODE_CHUNK = 64 * 1024, /* bytes read at a time */
    DECODE_CHUNK_MIN = 64,
    DECODE_ROOM_MIN = 4,      /* of the buffer handed to decoder_read(): the longest character */
};
#define DECODE_FILE_MAX ((uint64_t)2 * 1024 * 1024 * 1024)

struct decoder;

/* Opens a regular file; `chunk` bytes are read at a time. NULL on failure. decoder_close() takes NULL. */
struct decoder *decoder_open(const char *path, enum encoding encoding, size_t chunk, struct error *err);
void decoder_close(struct decoder *decoder);

/* Writes at most `room` bytes, whole characters only. *ret_len is 0 only at the end of the file or at a fault, which
 * stands after the last character written. Fails if the file cannot be read. */
bool decoder_read(struct decoder *decoder, char *into, size_t room, size_t *ret_len, struct error *err);

enum csv_fault decoder_fault(const struct decoder *decoder);
uint64_t decoder_bytes(const struct decoder *decoder);

/* The SHA-256 of all bytes, as 64 hexadecimal digits in `keep`: once, after the end of the file. */
struct text decoder_sha256(struct decoder *decoder, struct arena *keep);

#endif
