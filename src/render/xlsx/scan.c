/* SPDX-License-Identifier: GPL-3.0-or-later
 * A buffer that grows to the longest piece that was asked for. */
#include "render/xlsx/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { ROOM_FIRST = 64 * 1024 };

struct xlsx_scan {
    struct xlsx_unpacking *unpacking;
    char *bytes;
    size_t from, to, room; /* bytes[from] to bytes[to] are still to be passed */
    bool ended;            /* there are no more to be unpacked */
};

struct xlsx_scan *xlsx_scan_new(const struct xlsx_packed *part)
{
    struct xlsx_scan *scan = memory_alloc(1, sizeof *scan);
    scan->unpacking = xlsx_unpacking_new(part);
    scan->bytes = memory_grow(NULL, ROOM_FIRST, 1);
    scan->room = ROOM_FIRST;
    return scan;
}

void xlsx_scan_free(struct xlsx_scan *scan)
{
    if (!scan)
        return;
    xlsx_unpacking_free(scan->unpacking);
    free(scan->bytes);
    free(scan);
}

static struct text ahead(const struct xlsx_scan *scan)
{
    return (struct text){scan->bytes + scan->from, scan->to - scan->from};
}

/* Unpacks more behind what is there; false at the end. */
static bool read_more(struct xlsx_scan *scan)
{
    memmove(scan->bytes, scan->bytes + scan->from, scan->to - scan->from);
    scan->to -= scan->from;
    scan->from = 0;
    if (scan->to == scan->room) {
        scan->room *= 2;
        scan->bytes = memory_grow(scan->bytes, scan->room, 1);
    }
    const size_t count = xlsx_unpacking_read(scan->unpacking, scan->bytes + scan->to, scan->room - scan->to);
    scan->to += count;
    scan->ended = count == 0;
    return !scan->ended;
}

static struct text pass(struct xlsx_scan *scan, size_t count)
{
    const struct text passed = text_slice(ahead(scan), 0, count);
    scan->from += count;
    return passed;
}

struct text xlsx_scan_through(struct xlsx_scan *scan, struct text mark)
{
    do {
        const size_t at = text_find(ahead(scan), mark);
        if (at < ahead(scan).len)
            return pass(scan, at + mark.len);
    } while (read_more(scan));
    return TEXT_EMPTY;
}

struct text xlsx_scan_rest(struct xlsx_scan *scan)
{
    while (read_more(scan))
        continue;
    return pass(scan, scan->to);
}

bool xlsx_scan_is_whole(const struct xlsx_scan *scan)
{
    return scan->ended && xlsx_unpacking_is_whole(scan->unpacking);
}
