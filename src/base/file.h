/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files: read whole, written complete or not at all, and their SHA-256. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

enum { FILE_PRIVATE = 0600, FILE_PUBLIC = 0644 };

/* Reads a regular file of at most `limit` bytes into `keep`. */
bool file_read(const char *path, size_t limit, struct arena *keep, struct text *ret_bytes, struct error *err);

/* Whether an ordinary file, or a folder, is there that can be read. */
bool file_is_readable(const char *path);
bool file_folder_is_readable(const char *path);
/* Whether nothing of that name is there. */
bool file_is_missing(const char *path);

/* Writes to a new file beside `path` (never through a link), syncs it and renames it into place: whoever looks sees the
 * old file or the whole new one. `mode` is FILE_PRIVATE or FILE_PUBLIC, whatever the umask. */
bool file_write(const char *path, struct text bytes, unsigned mode, struct error *err);
/* The same, but until it is in place the new file is called ".NAME.sitrep-" and six characters: whoever has locked the folder
 * knows that such files were left by runs that were killed, and removes them with file_clear_left(). */
bool file_replace(const char *path, struct text bytes, unsigned mode, struct error *err);
void file_clear_left(const char *path);

/* A new, empty file without a name, on the disk of `path` (beside it), for reading and writing: nobody else can open it, and it
 * is gone when it is closed, or the program ends, however that comes about. */
bool file_open_unnamed(const char *path, int *ret_file, struct error *err);
/* What is in an open file, which may be closed then, without reading it into memory: the bytes live until the program ends. `path`
 * is what messages call it. */
bool file_map(int file, const char *path, struct text *ret_bytes, struct error *err);

/* Writes all of it to an open file; errno says why it failed. */
bool file_put(int file, struct text bytes);

/* Creates the folder and its parents where they are missing, with that mode whatever the umask. */
bool file_make_folder(const char *path, unsigned mode, struct error *err);

/* "folder/name", or `name` if that is absolute; tidied by its letters alone: no "//", no "./", "a/../b" is "b". */
const char *file_join(struct arena *keep, const char *folder, const char *name);

/* `path` as seen from `folder`, both as they can be opened: "../../layouts/a.md". By their letters and the working directory
 * alone: links are not followed. */
const char *file_seen_from(struct arena *keep, const char *folder, const char *path);

/* Names of the files (not folders) in `folder` that match the shell pattern `pattern` (`*` and `?`), in byte order. */
struct file_names {
    const char **items;
    size_t count, capacity;
};
bool file_list(const char *folder, const char *pattern, struct arena *keep, struct file_names *ret_names,
               struct error *err);
/* Names of the folders in it, but for hidden ones, in byte order. */
bool file_list_folders(const char *folder, struct arena *keep, struct file_names *ret_names, struct error *err);

/* 64 hexadecimal digits. */
struct text file_sha256(struct arena *keep, struct text bytes);

#endif
