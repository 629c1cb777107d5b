/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first failure, kept with its words. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Takes away the character that the end of the buffer cut in two. */
static void cut_at_character(char *message)
{
    size_t len = strlen(message);
    while (len && ((unsigned char)message[len - 1] & 0xC0) == 0x80)
        len--;
    message[len - (len && (unsigned char)message[len - 1] >= 0xC0)] = '\0';
}

bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
    if (err->kind != ERROR_NONE)
        return false;
    err->kind = kind;
    va_list args;
    va_start(args, format);
    const int len = vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    if (len >= (int)sizeof err->message)
        cut_at_character(err->message);
    return false;
}
