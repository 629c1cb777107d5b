/* SPDX-License-Identifier: GPL-3.0-or-later
 * FreeType, HarfBuzz and libxlsxwriter go on when they find no memory, and leave out a glyph or a format: a report with
 * holes that nobody hears of. So the program has a malloc() of its own, which asks the next one (libc's, or one that was
 * preloaded) and does not come back without memory. See "Replacing malloc" in the manual of the GNU C library. */
#include "cli/heap.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"

/* Pango looks for fonts in a thread of its own: the first one to find no memory tells, and ends the program for all. */
_Noreturn void heap_give_up(const char *words)
{
    static atomic_flag is_told = ATOMIC_FLAG_INIT;
    while (atomic_flag_test_and_set(&is_told))
        pause();
    if (write(STDERR_FILENO, words, strlen(words)) < 0)
        _exit(EXIT_SYSTEM);
    _exit(EXIT_SYSTEM);
}

_Noreturn void heap_exhausted(void)
{
    heap_give_up("sitrep: out of memory; nothing was written\n");
}

/* Sanitizers have a heap of their own, which must not be hidden from them. */
#ifndef SITREP_SANITIZED
#include <dlfcn.h>
#include <stdlib.h>

/* What stands behind this program's functions. Set at the first call, before main() and any thread. */
static void *(*next_malloc)(size_t size);
static void *(*next_calloc)(size_t count, size_t size);
static void *(*next_realloc)(void *old, size_t size);

static void *next_function(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    if (!function)
        heap_exhausted();
    return function;
}

static void *checked(void *memory, size_t size)
{
    if (!memory && size)
        heap_exhausted();
    return memory;
}

/* ISO C has no cast from an object's address to a function's; POSIX says that their bytes agree. */
#define FIND_NEXT(name)                                        \
    if (!next_##name) {                                        \
        void *function = next_function(#name);                 \
        memcpy(&next_##name, &function, sizeof next_##name);   \
    }

void *malloc(size_t size)
{
    FIND_NEXT(malloc)
    return checked(next_malloc(size), size);
}

void *calloc(size_t count, size_t size)
{
    FIND_NEXT(calloc)
    return checked(next_calloc(count, size), count && size);
}

void *realloc(void *old, size_t size)
{
    FIND_NEXT(realloc)
    return checked(next_realloc(old, size), size);
}
#endif
