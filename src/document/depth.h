/* SPDX-License-Identifier: GPL-3.0-or-later
 * How deep headings stand: each below the last one of a higher level, whatever levels its author left out between them. Numbers,
 * bookmarks, tags and web pages all have it from here. */
#ifndef DOCUMENT_DEPTH_H
#define DOCUMENT_DEPTH_H

#include <stddef.h>

enum { HEADING_LEVELS = 4 };

struct heading_depths {
    size_t open[HEADING_LEVELS]; /* levels of the headings that the current one stands below, and its own */
    size_t count;
};

/* The depth of the next heading, from 1 to HEADING_LEVELS; `level`, from 1, is as it is written. */
size_t heading_depth(struct heading_depths *depths, size_t level);

#endif
