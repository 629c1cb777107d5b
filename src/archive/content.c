/* SPDX-License-Identifier: GPL-3.0-or-later
 * Compressed as the shell of SQLite does in its own archives, so that it can take files out. */
#include "archive/content.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/file.h"

/* Of deflate, at most: www.zlib.net/zlib_tech.html. */
enum { RATIO_MAX = 1032 };

static bool holds(struct store *store, struct text sha256, struct error *err)
{
    struct rows *rows = rows_open(store, "SELECT bytes FROM content WHERE sha256 = ?", sha256, err);
    const bool found = rows && rows_next(rows);
    rows_close(rows);
    return found;
}

bool content_add(struct store *store, struct text sha256, struct text bytes, struct error *err)
{
    if (holds(store, sha256, err) || err->kind != ERROR_NONE)
        return err->kind == ERROR_NONE;
    if (bytes.len > CONTENT_MAX)
        return error_set(err, ERROR_INPUT, "a file is larger than the %d bytes that an archive takes", CONTENT_MAX);
    uLongf len = compressBound((uLong)bytes.len);
    Bytef *data = memory_alloc(len, 1);
    const bool shorter = compress(data, &len, (const Bytef *)bytes.ptr, (uLong)bytes.len) == Z_OK && len < bytes.len;
    const struct text stored = shorter ? (struct text){(const char *)data, (size_t)len} : bytes;
    const bool ok = STORE_ADD(store, "content", err, VALUE_OF(sha256), VALUE_INT(bytes.len), VALUE_BLOB(stored));
    free(data);
    return ok;
}

static bool damaged(struct text sha256, struct error *err)
{
    return error_set(err, ERROR_DIFFERS, "a file in the archive is not what was sealed: its SHA-256 was %.*s", TEXT_ARGS(sha256));
}

/* The bytes of a row: sha256, bytes, data. */
static bool unpack(struct rows *rows, struct arena *keep, struct text *ret_bytes, struct error *err)
{
    const struct text sha256 = rows_text(rows, 0, keep), data = rows_bytes(rows, 2, keep);
    const int64_t len = rows_number(rows, 1);
    if (err->kind != ERROR_NONE)
        return false;
    if (len < 0 || len > CONTENT_MAX || (uint64_t)len > (uint64_t)data.len * RATIO_MAX)
        return damaged(sha256, err);
    struct text bytes = data;
    if ((size_t)len != data.len) {
        uLongf done = (uLongf)len;
        char *room = arena_alloc(keep, (size_t)len + 1, 1);
        if (uncompress((Bytef *)room, &done, (const Bytef *)data.ptr, (uLong)data.len) != Z_OK || done != (uLongf)len)
            return damaged(sha256, err);
        bytes = (struct text){room, (size_t)len};
    }
    if (!text_equal(file_sha256(keep, bytes), sha256))
        return damaged(sha256, err);
    *ret_bytes = bytes;
    return true;
}

bool content_read(struct store *store, struct text sha256, struct arena *keep, struct text *ret_bytes, struct error *err)
{
    struct rows *rows = rows_open(store, "SELECT sha256, bytes, data FROM content WHERE sha256 = ?", sha256, err);
    const bool found = rows && rows_next(rows);
    const bool ok = found ? unpack(rows, keep, ret_bytes, err) : damaged(sha256, err);
    rows_close(rows);
    return ok;
}

bool content_check(struct store *store, struct error *err)
{
    struct rows *rows = rows_open(store, "SELECT sha256, bytes, data FROM content ORDER BY sha256", TEXT_EMPTY, err);
    while (rows && rows_next(rows)) {
        struct text unused;
        struct arena *scratch = arena_new();
        unpack(rows, scratch, &unused, err);
        arena_free(scratch);
    }
    rows_close(rows);
    return err->kind == ERROR_NONE;
}

bool content_clear(struct store *store, struct error *err)
{
    return store_run(store, "DELETE FROM content WHERE sha256 NOT IN (SELECT content FROM input UNION SELECT content FROM output)",
                     TEXT_EMPTY, err);
}
