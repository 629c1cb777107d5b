/* SPDX-License-Identifier: GPL-3.0-or-later
 * The folder of confidential files that audit and explain write: for its owner only, and never somebody's own. */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

/* A file of the folder: a name without '/', and its bytes. */
struct folder_file {
    const char *name;
    struct text bytes;
};

/* Whether files may go there: nothing is there, or a folder that holds nothing but what audit and explain write. To be
 * asked before the work; changes nothing. */
bool folder_check(const char *path, struct error *err);

/* Makes the folder if it is not there, and writes the files, each whole and readable by its owner only. What an earlier run
 * left under a name that `ours` (a shell pattern) fits and that is not among the files goes. */
bool folder_write(const char *path, const struct folder_file *files, size_t count, const char *ours, struct error *err);

#endif
