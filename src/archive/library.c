/* SPDX-License-Identifier: GPL-3.0-or-later
 * All versions of SQLite 3 have this number. */
#include "archive/library.h"

const struct sqlite *sqlite(void)
{
    static const char *const names[] = {SQLITE_FUNCTIONS(LIBRARY_NAME)};
    static struct sqlite functions; /* a process has its libraries once */
    if (!functions.sqlite3_open_v2)
        library_fill("libsqlite3.so.0", names, sizeof names / sizeof *names, &functions);
    return &functions;
}
