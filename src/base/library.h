/* SPDX-License-Identifier: GPL-3.0-or-later
 * Libraries that few runs need, opened when they are first asked: to load them takes longer than most of what is done
 * without them. Their functions are called through tables whose types are those of the library's own headers:
 *
 *     #define CLOCK_FUNCTIONS(F) F(clock_new) F(clock_free)
 *     struct clock { CLOCK_FUNCTIONS(LIBRARY_MEMBER) };
 *     LIBRARY_DEFINE(clock, "libclock.so.1", CLOCK_FUNCTIONS, clock_new) */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stddef.h>

#define LIBRARY_MEMBER(name) __typeof__(name) *name;
#define LIBRARY_NAME(name) #name,

/* Defines `const struct NAME *NAME(void)`: the functions of the library `file`, which is opened at the first call. `any` is one
 * of them. */
#define LIBRARY_DEFINE(name, file, FUNCTIONS, any)                                   \
    const struct name *name(void)                                                    \
    {                                                                                \
        static const char *const names[] = {FUNCTIONS(LIBRARY_NAME)};                \
        static struct name functions; /* a process has its libraries once */         \
        if (!functions.any)                                                          \
            library_fill(file, names, sizeof names / sizeof *names, &functions);     \
        return &functions;                                                           \
    }

/* Opens the library `file` for the rest of the run, and fills a table of `count` functions with those of the names, which it
 * or what it depends on must have. One that is not there, as after half an installation, ends the program as any failure
 * within a library does: through g_error(). */
void library_fill(const char *file, const char *const *names, size_t count, void *table);

#endif
