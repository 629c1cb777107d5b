/* SPDX-License-Identifier: GPL-3.0-or-later
 * Few texts to numbers, found fast: what a cell may hold. Filled once, then only asked. */
#ifndef INGEST_LOOKUP_H
#define INGEST_LOOKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/text.h"

struct lookup;

enum { LOOKUP_NONE = -1 };

/* Lives in `keep` and has room for `count` texts. */
struct lookup *lookup_new(struct arena *keep, size_t count);

/* Gives `text` the number (0 or more) unless it has one; the bytes of `text` must outlive the lookup. Returns its
 * number. */
int32_t lookup_add(struct lookup *lookup, struct text text, int32_t number);

/* The number of `text`, or LOOKUP_NONE. */
int32_t lookup_find(const struct lookup *lookup, struct text text);

#endif
