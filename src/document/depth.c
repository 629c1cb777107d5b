/* SPDX-License-Identifier: GPL-3.0-or-later
 * Open levels grow from each to the next, so there are never more than there are levels. */
#include "document/depth.h"

size_t heading_depth(struct heading_depths *depths, size_t level)
{
    const size_t own = level < HEADING_LEVELS ? level : HEADING_LEVELS;
    while (depths->count && depths->open[depths->count - 1] >= own)
        depths->count--;
    depths->open[depths->count++] = own;
    return depths->count;
}
