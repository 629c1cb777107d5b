/* SPDX-License-Identifier: GPL-3.0-or-later
 * Arenas: blocks that grow, objects that are freed together. */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Each block is twice as large as the one before, up to the largest: what lives shortly needs little. */
enum { BLOCK_FIRST = 1024, BLOCK_MAX = 64 * 1024 };

/* Most arrays stay short: the first room of one is for eight elements, or as many as have so many bytes. */
enum { RESERVE_FIRST = 256, RESERVE_COUNT = 8, RESERVE_LEAST = 2 };

struct block {
    struct block *previous;
    size_t used, size;
};

struct arena {
    struct block *last;
};

/* But for the functions of libraries that are loaded late (base/library.h), the one mutable global of the program: it is set
 * once, before any other thread or object exists. */
static void (*on_exhaustion)(void);

void memory_on_exhaustion(void (*hook)(void))
{
    on_exhaustion = hook;
}

void memory_exhausted(void)
{
    if (on_exhaustion)
        on_exhaustion();
    abort();
}

static void *checked(void *memory)
{
    if (!memory)
        memory_exhausted();
    return memory;
}

void *memory_alloc(size_t count, size_t size)
{
    return checked(calloc(count ? count : 1, size ? size : 1));
}

void *memory_grow(void *old, size_t count, size_t size)
{
    return checked(reallocarray(old, count ? count : 1, size));
}

struct arena *arena_new(void)
{
    return memory_alloc(1, sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    while (arena->last) {
        struct block *previous = arena->last->previous;
        free(arena->last);
        arena->last = previous;
    }
    free(arena);
}

static size_t aligned(size_t size)
{
    const size_t step = _Alignof(max_align_t);
    return (size + step - 1) / step * step;
}

static struct block *block_new(struct arena *arena, size_t bytes)
{
    const size_t size = arena->last ? arena->last->size : 0;
    const size_t usual = !size ? BLOCK_FIRST : size < BLOCK_MAX / 2 ? size * 2 : BLOCK_MAX;
    const size_t room = bytes > usual ? bytes : usual;
    struct block *block = checked(malloc(aligned(sizeof *block) + room));
    *block = (struct block){.previous = arena->last, .size = room};
    return block;
}

/* Not zeroed: to zero a whole block would touch pages that nothing will ever stand on. */
static void *take(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
        checked(NULL);
    bytes = aligned(bytes);
    if (!arena->last || arena->last->size - arena->last->used < bytes)
        arena->last = block_new(arena, bytes);
    struct block *block = arena->last;
    void *result = (char *)block + aligned(sizeof *block) + block->used;
    block->used += bytes;
    return result;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    return memset(take(arena, count, size), 0, count * size);
}

static size_t first_capacity(size_t size)
{
    const size_t count = size ? RESERVE_FIRST / size : RESERVE_COUNT;
    return count > RESERVE_COUNT ? RESERVE_COUNT : count < RESERVE_LEAST ? RESERVE_LEAST : count;
}

void *arena_reserve(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    const size_t wider = *capacity ? *capacity * 2 : first_capacity(size);
    char *moved = take(arena, wider, size);
    if (count)
        memcpy(moved, items, count * size);
    memset(moved + count * size, 0, (wider - count) * size);
    *capacity = wider;
    return moved;
}
