/* SPDX-License-Identifier: GPL-3.0-or-later
 * malloc() takes what is not large from the end of the program's data, which it moves on by small steps. Here it is moved on in
 * one step, told to be of large pages (madvise(2), MADV_HUGEPAGE), and left to malloc() as free. glibc's own way, the tunable
 * glibc.malloc.hugetlb, has to be set before a program begins, and leaves the first 2 MB as they are. */
#include <stdlib.h>

#include "base/memory.h"

#if defined SITREP_SANITIZED || !defined __GLIBC__

void memory_in_large_pages(void)
{
}

#else

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    LARGE_PAGE = 2 << 20,
    AREA = 64 << 20,     /* what most editions need; a page that nothing stands on costs nothing */
    HEAD = 4096,         /* malloc() writes before what it gives, and a large page must not have been touched */
    KEPT_APART = 4 << 20 /* what is larger has a mapping of its own, which it grows and goes with */
};

static bool is_limited(void)
{
    struct rlimit space, data;
    return getrlimit(RLIMIT_AS, &space) != 0 || getrlimit(RLIMIT_DATA, &data) != 0 || space.rlim_cur != RLIM_INFINITY ||
           data.rlim_cur != RLIM_INFINITY;
}

/* What malloc() has left of its first 132 kB, and what lies between these and the edge, is taken for good and never touched: else
 * all that is small would come from there, page by page. */
static void skip_to(uintptr_t place, uintptr_t end)
{
    enum { CHUNK_HEAD = 16 };
    const size_t room = place - end + mallinfo2().keepcost;
    char *volatile skipped = room > CHUNK_HEAD ? malloc(room - CHUNK_HEAD) : NULL;
    (void)skipped;
}

void memory_in_large_pages(void)
{
    const uintptr_t end = (uintptr_t)sbrk(0), edge = (end + HEAD + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    if (is_limited())
        return;
    mallopt(M_TRIM_THRESHOLD, 2 * AREA);
    mallopt(M_MMAP_THRESHOLD, 2 * AREA);
    skip_to(edge - HEAD, end);
    char *area = aligned_alloc(_Alignof(max_align_t), HEAD + AREA); /* malloc() of this program would end it if there is none */
    if (area && edge - (uintptr_t)area <= HEAD)
        madvise(area + (edge - (uintptr_t)area), AREA, MADV_HUGEPAGE);
    free(area);
    mallopt(M_MMAP_THRESHOLD, KEPT_APART);
}

#endif
