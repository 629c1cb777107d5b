/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first failure, kept with its words. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
    if (err->kind != ERROR_NONE)
        return false;
    err->kind = kind;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return false;
}
