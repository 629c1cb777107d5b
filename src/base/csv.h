/* SPDX-License-Identifier: GPL-3.0-or-later
 * A streaming CSV reader: a file in, records out, one at a time. It knows nothing of columns' meaning.
 *
 * RFC 4180, strictly: a quote inside an unquoted field, text behind a closing quote, a quote left open, a NUL byte are
 * faults that end the reading, since nobody can tell what the rest of the file means. Beyond RFC 4180: `;`, TAB and '|'
 * as separators, lone CR and lone LF as line ends, "sep=X" as first line, and the encodings of decode.h.
 *
 * Memory is one window, which grows up to the longest record allowed. A field is a view into it, a copy only where it
 * holds doubled quotes. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/decode.h"
#include "base/csv_fault.h"

/* Lengths in bytes of UTF-8; a field with its quotes, a record without its line end. */
enum { CSV_FIELDS_MAX = 1024, CSV_FIELD_MAX = 64 * 1024, CSV_RECORD_MAX = 1024 * 1024, CSV_WINDOW = 256 * 1024 };

/* All zero: what is usual. */
struct csv_options {
    char separator;         /* 0: what the first line suggests: the most frequent of ; TAB , | outside quotes */
    enum encoding encoding; /* of files without byte order mark */
    size_t window;          /* bytes held at first; 0: CSV_WINDOW */
};

struct csv_record {
    const struct text *fields; /* valid until the next csv_next() */
    size_t count;
    bool is_blank; /* an empty line: one empty field, not quoted */
};

/* Lines and columns count from 1; columns in characters. Line breaks inside quotes count as lines. */
struct csv_place {
    uint32_t line, column;
};

enum csv_step { CSV_RECORD, CSV_END, CSV_BROKEN, CSV_FAILED };

struct csv;

/* NULL on failure. csv_close() takes NULL. */
struct csv *csv_open(const char *path, const struct csv_options *options, struct error *err);
void csv_close(struct csv *csv);

/* CSV_RECORD: *ret_record is set. CSV_BROKEN: the file is no CSV from csv_fault_place() on, for the reason csv_fault().
 * CSV_FAILED: *err is set. All but CSV_RECORD are final. */
enum csv_step csv_next(struct csv *csv, struct csv_record *ret_record, struct error *err);

/* The first field that is the word, blanks around it left out; SIZE_MAX: none is. */
size_t csv_record_find(const struct csv_record *record, struct text word);

/* Where a field of the last record begins; `field` may be its count: then where the record ends. */
struct csv_place csv_field_place(const struct csv *csv, size_t field);

enum csv_fault csv_fault(const struct csv *csv);
struct csv_place csv_fault_place(const struct csv *csv);

/* What the first record told: valid after csv_next(). */
char csv_separator(const struct csv *csv);

/* What decoder_bytes() and decoder_sha256() say: valid after CSV_END. */
uint64_t csv_bytes(const struct csv *csv);
struct text csv_sha256(struct csv *csv, struct arena *keep);

#endif
