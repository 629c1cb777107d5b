/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names to numbers: a hash table that gives each different text the next number, from 0. */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stdint.h>

#include "base/memory.h"
#include "base/text.h"

struct names;

enum { NAMES_NONE = -1 };

/* The table lives on the heap; names_free() takes NULL. */
struct names *names_new(void);
void names_free(struct names *names);

/* The number of `name`, given now if it is new (its bytes are then copied). */
int32_t names_add(struct names *names, struct text name);
/* The same for names that belong to different groups: in each a name has another number. names_add() and names_find() know the
 * group 0 only. */
int32_t names_add_in(struct names *names, uint32_t group, struct text name);
/* The number of `name`, or NAMES_NONE. */
int32_t names_find(const struct names *names, struct text name);
int32_t names_count(const struct names *names);
/* The name with that number, which must be valid, and its group. */
struct text names_at(const struct names *names, int32_t number);
uint32_t names_group_at(const struct names *names, int32_t number);

#endif
