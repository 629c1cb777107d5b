/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading, judging, querying and writing a file, which SQLite sees as memory only. */
#include "archive/store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "archive/library.h"
#include "base/file.h"

/* SQLite's own limit for memory. */
enum { FILE_MAX = 1 << 30, PAGE_SIZE = 4096, HEADER_SIZE = 100, BYTES_MAX = 256 << 20, SQL_MAX = 1 << 16, COLUMNS_MAX = 32 };

struct store {
    sqlite3 *database;
    const struct store_form *form;
};

struct rows {
    sqlite3_stmt *statement;
    struct error *err;
};

static bool failed(struct store *store, struct error *err)
{
    return error_set(err, ERROR_SYSTEM, "the %s in memory: %s", store->form->name, sqlite()->sqlite3_errmsg(store->database));
}

static bool execute(struct store *store, const char *sql, struct error *err)
{
    return sqlite()->sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK || failed(store, err);
}

/* ---- a database in memory ---- */

/* Nothing in a file may run, and nothing in it may be longer than what this program writes. */
static void harden(sqlite3 *database)
{
    static const int on[] = {SQLITE_DBCONFIG_DEFENSIVE};
    static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA,       SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_DQS_DDL,
                              SQLITE_DBCONFIG_DQS_DML,              SQLITE_DBCONFIG_WRITABLE_SCHEMA,
                              SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION};
    for (size_t i = 0; i < sizeof on / sizeof *on; i++)
        sqlite()->sqlite3_db_config(database, on[i], 1, NULL);
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        sqlite()->sqlite3_db_config(database, off[i], 0, NULL);
    sqlite()->sqlite3_limit(database, SQLITE_LIMIT_LENGTH, BYTES_MAX);
    sqlite()->sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, SQL_MAX);
    sqlite()->sqlite3_limit(database, SQLITE_LIMIT_COLUMN, COLUMNS_MAX);
    sqlite()->sqlite3_limit(database, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
}

static struct store *open_memory(const struct store_form *form, struct error *err)
{
    struct store *store = memory_alloc(1, sizeof *store);
    store->form = form;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX;
    if (sqlite()->sqlite3_open_v2(":memory:", &store->database, flags, NULL) != SQLITE_OK) {
        failed(store, err);
        store_free(store);
        return NULL;
    }
    harden(store->database);
    if (execute(store, "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON", err))
        return store;
    store_free(store);
    return NULL;
}

void store_free(struct store *store)
{
    if (!store)
        return;
    sqlite()->sqlite3_close(store->database);
    free(store);
}

/* The version that follows another one (NULL: none) on the way to `form`. */
static const struct store_form *form_after(const struct store_form *form, const struct store_form *before)
{
    while (form->before != before)
        form = form->before;
    return form;
}

/* From the version before to this one. */
static bool step_to(struct store *store, const struct store_form *form, struct error *err)
{
    struct arena *scratch = arena_new();
    bool ok = true;
    for (size_t i = 0; ok && form->statements[i]; i++)
        ok = execute(store, form->statements[i], err);
    ok = ok && execute(store, text_format(scratch, "DELETE FROM about; PRAGMA user_version = %d", form->version).ptr, err);
    for (size_t i = 0; ok && form->about[i]; i++)
        ok = STORE_ADD(store, "about", err, VALUE_INT(i + 1), VALUE_OF(text_of(form->about[i])));
    store->form = form;
    arena_free(scratch);
    return ok;
}

static bool make_tables(struct store *store, struct error *err)
{
    struct arena *scratch = arena_new();
    const struct store_form *form = store->form;
    const struct text pragmas = text_format(
        scratch, "PRAGMA page_size = %d; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; PRAGMA application_id = %" PRIu32,
        PAGE_SIZE, form->application_id);
    bool ok = execute(store, pragmas.ptr, err) && step_to(store, form_after(form, NULL), err);
    while (ok && store->form != form)
        ok = step_to(store, form_after(form, store->form), err);
    arena_free(scratch);
    return ok;
}

struct store *store_new(const struct store_form *form, struct error *err)
{
    struct store *store = open_memory(form, err);
    if (store && make_tables(store, err))
        return store;
    store_free(store);
    return NULL;
}

/* ---- what is taken for an archive ---- */

static uint32_t number_at(struct text bytes, size_t at, size_t len)
{
    uint32_t number = 0;
    for (size_t i = 0; i < len; i++)
        number = number << 8 | (unsigned char)bytes.ptr[at + i];
    return number;
}

/* The fields of the header that this program's files have always alike: www.sqlite.org/fileformat.html, 1.3. */
static bool has_our_header(struct text bytes)
{
    static const struct {
        unsigned char at, len, value;
    } fields[] = {{18, 1, 1}, {19, 1, 1}, {20, 1, 0}, {21, 1, 64}, {22, 1, 32}, {23, 1, 32},
                  {32, 4, 0}, {36, 4, 0}, {44, 4, 4}, {52, 4, 0}, {56, 4, 1}, {64, 4, 0}};
    bool good = bytes.len >= HEADER_SIZE && memcmp(bytes.ptr, "SQLite format 3", 16) == 0 && bytes.len % PAGE_SIZE == 0 &&
                number_at(bytes, 16, 2) == PAGE_SIZE && number_at(bytes, 28, 4) == bytes.len / PAGE_SIZE;
    for (size_t i = 0; good && i < sizeof fields / sizeof *fields; i++)
        good = number_at(bytes, fields[i].at, fields[i].len) == fields[i].value;
    return good;
}

/* The version of the file; NULL where it is none that this program knows. */
static const struct store_form *find_form(const char *path, struct text bytes, const struct store_form *newest, struct error *err)
{
    const bool is_ours = has_our_header(bytes) && number_at(bytes, 68, 4) == newest->application_id;
    const uint32_t version = is_ours ? number_at(bytes, 60, 4) : 0;
    if (version > (uint32_t)newest->version)
        error_set(err, ERROR_INPUT, "%s: it is of version %u, made by a newer program, and this one knows version %d: take that one",
                  path, (unsigned)version, newest->version);
    for (const struct store_form *form = newest; form; form = form->before)
        if (version == (uint32_t)form->version)
            return form;
    if (err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "%s: this is no %s of sitrep, or it is damaged", path, newest->name);
    return NULL;
}

/* No link is followed, and nothing is waited for. */
static bool read_bytes(const char *path, struct arena *keep, struct text *ret_bytes, struct error *err)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return error_set(err, errno == ENOENT ? ERROR_INPUT : ERROR_SYSTEM, "%s: cannot open: %s", path, strerror(errno));
    if (!S_ISREG(about.st_mode))
        return error_set(err, ERROR_INPUT, "%s: not an ordinary file", path);
    return file_read(path, FILE_MAX, keep, ret_bytes, err);
}

static bool take_bytes(struct store *store, struct text bytes, struct error *err)
{
    unsigned char *copy = sqlite()->sqlite3_malloc64(bytes.len);
    if (!copy)
        return failed(store, err);
    memcpy(copy, bytes.ptr, bytes.len);
    return sqlite()->sqlite3_deserialize(store->database, "main", copy, (sqlite3_int64)bytes.len, (sqlite3_int64)bytes.len,
                               SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) == SQLITE_OK ||
           failed(store, err);
}

/* All that a file says of itself. */
static struct text describe(struct store *store, struct arena *keep, struct error *err)
{
    struct digest *digest = digest_new(DIGEST_FASTEST);
    store_digest(store, "schema", "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name",
                 TEXT_EMPTY, digest, err);
    if (err->kind == ERROR_NONE)
        store_digest(store, "about", "SELECT line, sentence FROM about ORDER BY line", TEXT_EMPTY, digest, err);
    const struct text sum = digest_end(digest, keep);
    digest_free(digest);
    return sum;
}

/* Letter by letter what this program writes: no trigger, no view, no expression of anybody else. */
static bool has_our_schema(struct store *store)
{
    struct error err = {0};
    struct arena *scratch = arena_new();
    struct store *model = store_new(store->form, &err);
    const bool good = model && text_equal(describe(model, scratch, &err), describe(store, scratch, &err)) && err.kind == ERROR_NONE;
    store_free(model);
    arena_free(scratch);
    return good;
}

static bool is_whole(struct store *store)
{
    struct error err = {0};
    struct arena *scratch = arena_new();
    struct rows *rows = rows_open(store, "PRAGMA integrity_check(1)", TEXT_EMPTY, &err);
    bool good = rows && rows_next(rows) && text_equal(rows_text(rows, 0, scratch), TEXT("ok"));
    rows_close(rows);
    arena_free(scratch);
    return good && err.kind == ERROR_NONE;
}

struct store *store_open(const char *path, const struct store_form *form, struct error *err)
{
    struct arena *scratch = arena_new();
    struct text bytes;
    struct store *store = NULL;
    const struct store_form *own = NULL;
    bool ok = read_bytes(path, scratch, &bytes, err) && (own = find_form(path, bytes, form, err)) &&
              (store = open_memory(own, err)) && take_bytes(store, bytes, err);
    if (ok && (!has_our_schema(store) || !is_whole(store)))
        ok = error_set(err, ERROR_INPUT, "%s: this is no %s of sitrep, or it is damaged", path, form->name);
    arena_free(scratch);
    if (ok)
        return store;
    store_free(store);
    return NULL;
}

int store_version(const struct store *store)
{
    return store->form->version;
}

bool store_migrate(struct store *store, const struct store_form *form, struct error *err)
{
    bool ok = true;
    while (ok && store->form != form)
        ok = step_to(store, form_after(form, store->form), err);
    if (ok && (!has_our_schema(store) || !is_whole(store)))
        ok = error_set(err, ERROR_SYSTEM, "the %s cannot be brought to version %d", form->name, form->version);
    return ok;
}

bool store_write(struct store *store, const char *path, struct error *err)
{
    sqlite3_int64 len = 0;
    if (!execute(store, "VACUUM", err))
        return false;
    unsigned char *bytes = sqlite()->sqlite3_serialize(store->database, "main", &len, 0);
    if (!bytes)
        return failed(store, err);
    const bool ok = len <= FILE_MAX ? file_replace(path, (struct text){(const char *)bytes, (size_t)len}, FILE_PRIVATE, err)
                                    : error_set(err, ERROR_INPUT, "%s: larger than 1 GiB; begin a new archive", path);
    sqlite()->sqlite3_free(bytes);
    return ok;
}

/* ---- rows ---- */

static sqlite3_stmt *prepare(struct store *store, const char *sql, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite()->sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL) != SQLITE_OK)
        failed(store, err);
    return statement;
}

static bool bind(sqlite3_stmt *statement, int at, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NUMBER: return sqlite()->sqlite3_bind_int64(statement, at, value->number) == SQLITE_OK;
    case VALUE_TEXT:
        return sqlite()->sqlite3_bind_text64(statement, at, value->text.ptr, value->text.len, SQLITE_STATIC, SQLITE_UTF8) ==
               SQLITE_OK;
    case VALUE_BYTES:
        return sqlite()->sqlite3_bind_blob64(statement, at, value->text.ptr, value->text.len, SQLITE_STATIC) == SQLITE_OK;
    }
    return false;
}

bool store_add(struct store *store, const char *table, const struct value *values, size_t count, struct error *err)
{
    struct text_builder sql = {0};
    text_add_format(&sql, "INSERT INTO %s VALUES (?", table);
    for (size_t i = 1; i < count; i++)
        text_add_c(&sql, ", ?");
    text_add(&sql, (struct text){")", 2}); /* with its end */
    sqlite3_stmt *statement = prepare(store, sql.bytes, err);
    bool ok = statement;
    for (size_t i = 0; ok && i < count; i++)
        ok = bind(statement, (int)i + 1, &values[i]) || failed(store, err);
    if (ok && sqlite()->sqlite3_step(statement) != SQLITE_DONE)
        ok = failed(store, err);
    sqlite()->sqlite3_finalize(statement);
    text_builder_done(&sql);
    return ok;
}

bool store_run(struct store *store, const char *sql, struct text key, struct error *err)
{
    struct rows *rows = rows_open(store, sql, key, err);
    while (rows && rows_next(rows))
        ;
    rows_close(rows);
    return err->kind == ERROR_NONE;
}

struct rows *rows_open(struct store *store, const char *sql, struct text key, struct error *err)
{
    sqlite3_stmt *statement = prepare(store, sql, err);
    const struct value value = VALUE_OF(key);
    if (!statement ||
        (sqlite()->sqlite3_bind_parameter_count(statement) && !bind(statement, 1, &value) && !failed(store, err))) {
        sqlite()->sqlite3_finalize(statement);
        return NULL;
    }
    struct rows *rows = memory_alloc(1, sizeof *rows);
    *rows = (struct rows){statement, err};
    return rows;
}

bool rows_next(struct rows *rows)
{
    if (rows->err->kind != ERROR_NONE)
        return false;
    const int step = sqlite()->sqlite3_step(rows->statement);
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        error_set(rows->err, ERROR_INPUT, "the archive cannot be read: %s",
                  sqlite()->sqlite3_errmsg(sqlite()->sqlite3_db_handle(rows->statement)));
    return step == SQLITE_ROW;
}

void rows_close(struct rows *rows)
{
    if (!rows)
        return;
    sqlite()->sqlite3_finalize(rows->statement);
    free(rows);
}

static bool has_type(struct rows *rows, int column, int type)
{
    return sqlite()->sqlite3_column_type(rows->statement, column) == type ||
           error_set(rows->err, ERROR_INPUT, "the archive holds what sitrep does not write there");
}

int64_t rows_number(struct rows *rows, int column)
{
    return has_type(rows, column, SQLITE_INTEGER) ? sqlite()->sqlite3_column_int64(rows->statement, column) : 0;
}

/* A view, until the next row. */
static struct text column_bytes(struct rows *rows, int column)
{
    const void *bytes = sqlite()->sqlite3_column_blob(rows->statement, column);
    const int len = sqlite()->sqlite3_column_bytes(rows->statement, column);
    return bytes && len > 0 ? (struct text){bytes, (size_t)len} : TEXT_EMPTY;
}

struct text rows_text(struct rows *rows, int column, struct arena *keep)
{
    if (!has_type(rows, column, SQLITE_TEXT))
        return TEXT_EMPTY;
    const struct text text = column_bytes(rows, column);
    if (!text_valid(text)) {
        error_set(rows->err, ERROR_INPUT, "the archive holds what sitrep does not write there");
        return TEXT_EMPTY;
    }
    return text_of(text_to_c(keep, text));
}

struct text rows_bytes(struct rows *rows, int column, struct arena *keep)
{
    return has_type(rows, column, SQLITE_BLOB) ? text_copy(keep, column_bytes(rows, column)) : TEXT_EMPTY;
}

/* ---- the canonical form ---- */

static void add_value(struct rows *rows, int column, struct text_builder *b)
{
    const int type = sqlite()->sqlite3_column_type(rows->statement, column);
    if (type == SQLITE_INTEGER) {
        text_add_format(b, "I%" PRId64, (int64_t)sqlite()->sqlite3_column_int64(rows->statement, column));
    } else if (type == SQLITE_TEXT || type == SQLITE_BLOB) {
        const struct text bytes = column_bytes(rows, column);
        text_add_format(b, "%c%zu:", type == SQLITE_TEXT ? 'T' : 'B', bytes.len);
        text_add(b, bytes);
    } else {
        error_set(rows->err, ERROR_INPUT, "the archive holds what sitrep does not write there");
    }
    text_add_byte(b, '\n');
}

bool store_digest(struct store *store, const char *name, const char *sql, struct text key, struct digest *digest,
                  struct error *err)
{
    struct text_builder b = {0};
    struct rows *rows = rows_open(store, sql, key, err);
    while (rows && rows_next(rows)) {
        b.len = 0;
        text_add_format(&b, "R%s\n", name);
        for (int i = 0; i < sqlite()->sqlite3_column_count(rows->statement); i++)
            add_value(rows, i, &b);
        digest_add(digest, text_built(&b));
    }
    rows_close(rows);
    text_builder_done(&b);
    return err->kind == ERROR_NONE;
}
