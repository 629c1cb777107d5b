/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was sealed against what is made of it now: file by file, cell by cell. */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include "archive/bundle.h"
#include "archive/sealed.h"

struct comparison {
    size_t same, different, unasked; /* files; unasked: they are encrypted, and of other bytes each time */
};

/* Prints every file that differs, is missing or is new: of tables of data which cells, of text which line, of other files from
 * which byte on. Values are told of what everybody may read, and of nothing else. `is_restricted`: the files are those of
 * restricted/, else all others. */
void compare_files(const sealed_files *sealed, const struct bundle *bundle, bool is_restricted, struct comparison *comparison);

#endif
