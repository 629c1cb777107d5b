/* SPDX-License-Identifier: GPL-3.0-or-later
 * Open addressing with linear probing over 64-bit hashes, in the way of FNV-1a but eight bytes at a time; the names are
 * compared, so a clash of hashes costs time, never truth. */
#include "base/names.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct names {
    struct arena *bytes;
    struct text *items;
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

static uint64_t mix(uint64_t h, uint64_t bytes)
{
    h = (h ^ bytes) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 32);
}

static uint64_t hash(struct text name)
{
    uint64_t h = 14695981039346656037u, bytes = 0;
    size_t i = 0;
    for (; i + sizeof bytes <= name.len; i += sizeof bytes) {
        memcpy(&bytes, name.ptr + i, sizeof bytes);
        h = mix(h, bytes);
    }
    bytes = 0;
    if (i < name.len)
        memcpy(&bytes, name.ptr + i, name.len - i);
    return mix(mix(h, bytes), name.len);
}

static size_t slot_of(const struct names *names, struct text name)
{
    size_t slot = hash(name) & (names->slot_count - 1);
    while (names->slots[slot] && !text_equal(names->items[names->slots[slot] - 1], name))
        slot = (slot + 1) & (names->slot_count - 1);
    return slot;
}

static void widen(struct names *names)
{
    free(names->slots);
    names->slot_count *= 2;
    names->slots = memory_alloc(names->slot_count, sizeof *names->slots);
    for (size_t i = 0; i < names->count; i++)
        names->slots[slot_of(names, names->items[i])] = (int32_t)i + 1;
}

int32_t names_add(struct names *names, struct text name)
{
    size_t slot = slot_of(names, name);
    if (names->slots[slot])
        return names->slots[slot] - 1;
    if (names->count * 2 >= names->slot_count) {
        widen(names);
        slot = slot_of(names, name);
    }
    if (names->count == names->capacity) {
        names->capacity = names->capacity ? names->capacity * 2 : 32;
        names->items = memory_grow(names->items, names->capacity, sizeof *names->items);
    }
    names->items[names->count++] = text_copy(names->bytes, name);
    names->slots[slot] = (int32_t)names->count;
    return (int32_t)names->count - 1;
}

int32_t names_find(const struct names *names, struct text name)
{
    return names->slots[slot_of(names, name)] - 1;
}

int32_t names_count(const struct names *names)
{
    return (int32_t)names->count;
}

struct text names_at(const struct names *names, int32_t number)
{
    assert(number >= 0 && (size_t)number < names->count);
    return names->items[number];
}
