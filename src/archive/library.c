/* SPDX-License-Identifier: GPL-3.0-or-later
 * All versions of SQLite 3 have this number. */
#include "archive/library.h"

LIBRARY_DEFINE(sqlite, "libsqlite3.so.0", SQLITE_FUNCTIONS, sqlite3_open_v2)
