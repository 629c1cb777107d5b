/* SPDX-License-Identifier: GPL-3.0-or-later
 * To be preloaded: lets the n-th call of one function fail, once.
 *
 *     FAIL_CALL=fsync FAIL_NTH=3 FAIL_MARK=/tmp/mark LD_PRELOAD=fail_nth.so sitrep …
 *
 * FAIL_CALL is write, open, rename, fsync, mkdir, close, chmod, stream or memory. FAIL_MARK is made when the call fails,
 * so that whoever looks knows whether there were so many. With FAIL_HOW=kill the program is killed instead, before the call.
 * Calls that libc makes itself are not seen, but streams (fopen, fwrite, …) are. Only calls of the main thread count, whose
 * order is the same in each run; with FAIL_THREAD set, only those of others (Pango's, which looks for fonts). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *failing, *mark;
static long left; /* calls until the one that fails; 0: it has failed */
static bool kills, of_others;
static pthread_t main_thread;

__attribute__((constructor)) static void prepare(void)
{
    const char *nth = getenv("FAIL_NTH");
    mark = getenv("FAIL_MARK");
    left = nth ? atol(nth) : 0;
    failing = getenv("FAIL_CALL");
    kills = getenv("FAIL_HOW") != NULL;
    of_others = getenv("FAIL_THREAD") != NULL;
    main_thread = pthread_self();
}

static bool fails(const char *call, int error)
{
    if (!failing || left <= 0 || strcmp(failing, call) != 0 || !pthread_equal(main_thread, pthread_self()) != of_others ||
        --left > 0)
        return false;
    if (mark)
        syscall(SYS_close, (int)syscall(SYS_openat, AT_FDCWD, mark, O_WRONLY | O_CREAT, 0600));
    if (kills)
        raise(SIGKILL);
    errno = error;
    return true;
}

/* `next` becomes libc's own function. dlsym() gives an object pointer; C has no cast from it to a function, POSIX says
 * that the bytes agree. */
#define NEXT(name)                                                            \
    __typeof__(&name) next;                                                   \
    do {                                                                      \
        void *found = dlsym(RTLD_NEXT, #name);                                \
        memcpy(&next, &found, sizeof next);                                   \
    } while (0)

/* ---- descriptors ---- */

ssize_t write(int file, const void *bytes, size_t count)
{
    NEXT(write);
    if (fails("write", ENOSPC))
        return -1;
    return next(file, bytes, count);
}

#define PWRITE(name, offset_type)                                             \
    ssize_t name(int file, const void *bytes, size_t count, offset_type at)   \
    {                                                                         \
        NEXT(name);                                                           \
        return fails("write", EIO) ? -1 : next(file, bytes, count, at);       \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

static mode_t mode_of(int flags, va_list args)
{
    return flags & (O_CREAT | __O_TMPFILE) ? va_arg(args, mode_t) : 0;
}

#define OPEN(name)                                                            \
    int name(const char *path, int flags, ...)                                \
    {                                                                         \
        va_list args;                                                         \
        va_start(args, flags);                                                \
        const mode_t mode = mode_of(flags, args);                             \
        va_end(args);                                                         \
        NEXT(name);                                                           \
        return fails("open", EMFILE) ? -1 : next(path, flags, mode);          \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                          \
    int name(int folder, const char *path, int flags, ...)                    \
    {                                                                         \
        va_list args;                                                         \
        va_start(args, flags);                                                \
        const mode_t mode = mode_of(flags, args);                             \
        va_end(args);                                                         \
        NEXT(name);                                                           \
        return fails("open", EMFILE) ? -1 : next(folder, path, flags, mode);  \
    }
OPENAT(openat)
OPENAT(openat64)

#define TEMPORARY(name)                                                       \
    int name(char *path, int flags)                                           \
    {                                                                         \
        NEXT(name);                                                           \
        return fails("open", EACCES) ? -1 : next(path, flags);                \
    }
TEMPORARY(mkostemp)
TEMPORARY(mkostemp64)

int close(int file)
{
    NEXT(close);
    const int result = next(file);
    return fails("close", EIO) ? -1 : result;
}

int fsync(int file)
{
    NEXT(fsync);
    return fails("fsync", EIO) ? -1 : next(file);
}

int fchmod(int file, mode_t mode)
{
    NEXT(fchmod);
    return fails("chmod", EPERM) ? -1 : next(file, mode);
}

/* ---- names ---- */

int rename(const char *old, const char *new)
{
    NEXT(rename);
    return fails("rename", EACCES) ? -1 : next(old, new);
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags)
{
    NEXT(renameat2);
    return fails("rename", EACCES) ? -1 : next(from, old, to, new, flags);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    NEXT(mkdirat);
    return fails("mkdir", ENOSPC) ? -1 : next(folder, path, mode);
}

char *mkdtemp(char *path)
{
    NEXT(mkdtemp);
    return fails("mkdir", ENOSPC) ? NULL : next(path);
}

/* ---- streams ---- */

#define FOPEN(name)                                                           \
    FILE *name(const char *path, const char *mode)                            \
    {                                                                         \
        NEXT(name);                                                           \
        return fails("stream", EMFILE) ? NULL : next(path, mode);             \
    }
FOPEN(fopen)
FOPEN(fopen64)

size_t fwrite(const void *bytes, size_t size, size_t count, FILE *stream)
{
    NEXT(fwrite);
    return fails("stream", ENOSPC) ? 0 : next(bytes, size, count, stream);
}

int fflush(FILE *stream)
{
    NEXT(fflush);
    return fails("stream", ENOSPC) ? EOF : next(stream);
}

int fclose(FILE *stream)
{
    NEXT(fclose);
    const int result = next(stream);
    return fails("stream", ENOSPC) ? EOF : result;
}

/* ---- memory: the names under which glibc keeps its own; who asks for none need not care whether there is some ---- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    return size && fails("memory", ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return count && size && fails("memory", ENOMEM) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return size && fails("memory", ENOMEM) ? NULL : __libc_realloc(old, size);
}
