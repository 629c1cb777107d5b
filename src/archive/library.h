/* SPDX-License-Identifier: GPL-3.0-or-later
 * SQLite: loaded for archives, and for nothing else. */
#ifndef ARCHIVE_LIBRARY_H
#define ARCHIVE_LIBRARY_H

#include <sqlite3.h>

#include "base/library.h"

#define SQLITE_FUNCTIONS(F)                                                                                               \
    F(sqlite3_bind_blob64) F(sqlite3_bind_int64) F(sqlite3_bind_parameter_count) F(sqlite3_bind_text64) F(sqlite3_close)  \
    F(sqlite3_column_blob) F(sqlite3_column_bytes) F(sqlite3_column_count) F(sqlite3_column_int64) F(sqlite3_column_type) \
    F(sqlite3_db_config) F(sqlite3_db_handle) F(sqlite3_deserialize) F(sqlite3_errmsg) F(sqlite3_exec)                    \
    F(sqlite3_finalize) F(sqlite3_free) F(sqlite3_limit) F(sqlite3_malloc64) F(sqlite3_open_v2) F(sqlite3_prepare_v2)     \
    F(sqlite3_serialize) F(sqlite3_step)

struct sqlite {
    SQLITE_FUNCTIONS(LIBRARY_MEMBER)
};

/* Loads it, when it is first called. */
const struct sqlite *sqlite(void);

#endif
