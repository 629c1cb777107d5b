/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a key stood first: looked for in the files themselves, since keys are not kept (see keys.h). */
#ifndef INGEST_OCCURRENCE_H
#define INGEST_OCCURRENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* A file that was read, and the field of its rows that holds the key. */
struct key_file {
    const char *path;
    size_t field;
};

struct occurrence {
    const char *path; /* one of the files' */
    uint32_t line;    /* counts from 1 */
};

/* The first row of the files whose key, trimmed, is this one; false where there is none, or a file can no longer be read. Reads
 * up to there from the beginning of the first file: not to be done of every row. */
bool occurrence_find(const struct key_file *files, size_t count, struct text key, struct occurrence *ret_first);

#endif
