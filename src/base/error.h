/* SPDX-License-Identifier: GPL-3.0-or-later
 * The channel for operations that failed. A bad row is no failed operation: see diagnostics.h. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

/* The kinds are the program's exit codes; cli/ turns one into the other. */
enum error_kind {
    ERROR_NONE = 0,
    ERROR_INPUT = 1,    /* faults in what the user wrote or sent */
    ERROR_USAGE = 2,    /* the command line */
    ERROR_DISCLOSE = 3, /* refused, because it would disclose */
    ERROR_DIFFERS = 4,  /* something is not as it was sealed */
    ERROR_SYSTEM = 5,   /* the disk, a library, the machine */
};

struct error {
    enum error_kind kind;
    char message[1024];
};

/* Records a failure unless one is recorded already (the first is kept). Always returns false, so that
 * `return error_set(err, …);` ends a function. Messages never hold a record's text or a hidden count. */
bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
