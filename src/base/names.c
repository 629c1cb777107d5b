/* SPDX-License-Identifier: GPL-3.0-or-later
 * Open addressing with linear probing over 64-bit hashes; the names are compared, so a clash of hashes costs time, never
 * truth. */
#include "base/names.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hash.h"

struct item {
    struct text name;
    uint32_t group, hash;
};

struct names {
    struct arena *bytes;
    struct item *items;
    size_t count, capacity;
    int32_t *slots; /* number + 1; 0 is free */
    size_t slot_count;
};

struct names *names_new(void)
{
    struct names *names = memory_alloc(1, sizeof *names);
    names->bytes = arena_new();
    names->slot_count = 64;
    names->slots = memory_alloc(names->slot_count, sizeof *names->slots);
    return names;
}

void names_free(struct names *names)
{
    if (!names)
        return;
    arena_free(names->bytes);
    free(names->items);
    free(names->slots);
    free(names);
}

static bool is_name(const struct item *item, uint32_t group, struct text name)
{
    return item->group == group && item->name.len == name.len && hash_same(item->name.ptr, name.ptr, name.len);
}

static size_t slot_of(const struct names *names, uint32_t hash, uint32_t group, struct text name)
{
    size_t slot = hash & (names->slot_count - 1);
    while (names->slots[slot] && !is_name(&names->items[names->slots[slot] - 1], group, name))
        slot = (slot + 1) & (names->slot_count - 1);
    return slot;
}

/* Nothing is compared: no two names are the same. */
static void widen(struct names *names)
{
    free(names->slots);
    names->slot_count *= 2;
    names->slots = memory_alloc(names->slot_count, sizeof *names->slots);
    for (size_t i = 0; i < names->count; i++) {
        size_t slot = names->items[i].hash & (names->slot_count - 1);
        while (names->slots[slot])
            slot = (slot + 1) & (names->slot_count - 1);
        names->slots[slot] = (int32_t)i + 1;
    }
}

/* Apart, so that finding a name that is there, which is what happens most, saves no registers for it. */
__attribute__((noinline)) static int32_t add_new(struct names *names, uint32_t hash, uint32_t group, struct text name)
{
    if (names->count * 2 >= names->slot_count)
        widen(names);
    if (names->count == names->capacity) {
        names->capacity = names->capacity ? names->capacity * 2 : 32;
        names->items = memory_grow(names->items, names->capacity, sizeof *names->items);
    }
    const size_t slot = slot_of(names, hash, group, name);
    names->items[names->count++] = (struct item){text_copy(names->bytes, name), group, hash};
    names->slots[slot] = (int32_t)names->count;
    return (int32_t)names->count - 1;
}

int32_t names_add_in(struct names *names, uint32_t group, struct text name)
{
    const uint32_t hash = (uint32_t)hash_text(name, group);
    const int32_t known = names->slots[slot_of(names, hash, group, name)];
    return known ? known - 1 : add_new(names, hash, group, name);
}

int32_t names_add(struct names *names, struct text name)
{
    return names_add_in(names, 0, name);
}

int32_t names_find(const struct names *names, struct text name)
{
    return names->slots[slot_of(names, (uint32_t)hash_text(name, 0), 0, name)] - 1;
}

int32_t names_count(const struct names *names)
{
    return (int32_t)names->count;
}

struct text names_at(const struct names *names, int32_t number)
{
    assert(number >= 0 && (size_t)number < names->count);
    return names->items[number].name;
}

uint32_t names_group_at(const struct names *names, int32_t number)
{
    assert(number >= 0 && (size_t)number < names->count);
    return names->items[number].group;
}
