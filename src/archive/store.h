/* SPDX-License-Identifier: GPL-3.0-or-later
 * An archive file: read whole, worked on in memory, and written whole beside the old one, which it then replaces. SQLite never
 * touches the disk: there is no journal to plant, and whoever looks, after a kill or a loss of power, sees the old file or the
 * new one. What was not written by this program is refused. */
#ifndef ARCHIVE_STORE_H
#define ARCHIVE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

/* A version of a kind of file. Its statements turn a file of the version before into one of this, so that a new file is made by
 * all of them, from the first version on; no statement touches what is sealed. */
struct store_form {
    const char *name; /* "archive" */
    uint32_t application_id; /* of the kind: "PRAGMA application_id" */
    int version; /* "PRAGMA user_version" */
    const struct store_form *before; /* NULL: this is version 1 */
    const char *const *statements;   /* ends with NULL */
    const char *const *about;        /* what the table `about` says; ends with NULL */
};

struct store;

/* A new one, in memory. */
struct store *store_new(const struct store_form *form, struct error *err);
/* Reads the file, which may be of any version up to that of `form`, and stays of it. Refused, and not changed: a link, what is no
 * ordinary file, another kind or a newer version, tables, views or triggers that this program does not write, damage. NULL on
 * failure. */
struct store *store_open(const char *path, const struct store_form *form, struct error *err);
int store_version(const struct store *store);
/* Brings it to a later version, step by step, in memory; its rows stay. Where that fails it can only be freed. */
bool store_migrate(struct store *store, const struct store_form *form, struct error *err);
void store_free(struct store *store);
/* Writes all of it to a new file (0600), syncs that, and puts it in the place of `path` (see file_replace()). */
bool store_write(struct store *store, const char *path, struct error *err);

/* ---- rows ---- */

enum value_kind { VALUE_NUMBER, VALUE_TEXT, VALUE_BYTES };

struct value {
    enum value_kind kind;
    int64_t number;
    struct text text; /* TEXT: valid UTF-8 */
};
#define VALUE_INT(n) ((struct value){VALUE_NUMBER, (int64_t)(n), {"", 0}})
#define VALUE_OF(t) ((struct value){VALUE_TEXT, 0, (t)})
#define VALUE_BLOB(t) ((struct value){VALUE_BYTES, 0, (t)})

/* Adds a row: a value for every column of the table, in its order. */
bool store_add(struct store *store, const char *table, const struct value *values, size_t count, struct error *err);
#define STORE_ADD(store, table, err, ...)                                                          \
    store_add((store), (table), (const struct value[]){__VA_ARGS__},                               \
              sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value), (err))

/* A statement that returns no rows, for example "DELETE FROM kept WHERE edition = ?"; `key` is for its '?'. */
bool store_run(struct store *store, const char *sql, struct text key, struct error *err);

/* Rows of a query, which may have one '?'. After rows_next() has returned false, *err says whether that was the end. */
struct rows;
struct rows *rows_open(struct store *store, const char *sql, struct text key, struct error *err);
bool rows_next(struct rows *rows);
void rows_close(struct rows *rows);
/* The value of a column (from 0). What is not of that kind is damage: it goes to the error of rows_open(), and the result is
 * empty or 0. */
int64_t rows_number(struct rows *rows, int column);
struct text rows_text(struct rows *rows, int column, struct arena *keep);
struct text rows_bytes(struct rows *rows, int column, struct arena *keep);

/* ---- the canonical form ---- */

/* Adds the rows of a query to a digest, in a form that does not depend on how SQLite stores them: for each row "R" and the
 * name and a line end; for each value "I" and the number, or "T" or "B", the length in bytes, ':' and the bytes; and a line
 * end behind each. examples/ARCHIVE.md describes it. */
bool store_digest(struct store *store, const char *name, const char *sql, struct text key, struct digest *digest,
                  struct error *err);

#endif
