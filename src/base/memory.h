/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory: arenas, one for each lifetime (run, report, page), and what happens when there is none left.
 *
 * Parameters say it: `keep` is the arena that results live in, `scratch` one that the caller empties soon. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

struct arena;

/* Sets what happens when memory runs out; the hook must not return. Without one the program aborts. */
void memory_on_exhaustion(void (*hook)(void));
/* Ends the program as where there is no memory left. */
_Noreturn void memory_exhausted(void);

/* Never return NULL; they call the hook instead. The memory is zeroed. */
void *memory_alloc(size_t count, size_t size);
void *memory_grow(void *old, size_t count, size_t size);

/* Has malloc() take the memory that it gives from now on from pages of 2 MB, where the system has such and does not limit this
 * process: a page of 4 kB takes longer to be asked for than to be filled. To be called once, before threads begin. */
void memory_in_large_pages(void);

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* `count` zeroed objects of `size` bytes, aligned for any type, alive until arena_free(). Never NULL. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

/* Makes room for one more element in a growing array that lives in `arena`. `capacity` starts at 0, gets small and doubles;
 * the old copy stays in the arena until it is freed. Returns the array, moved if it had to be. */
void *arena_reserve(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#define ARENA_PUSH(arena, list, value)                                                                              \
    ((list)->items = arena_reserve((arena), (list)->items, (list)->count, &(list)->capacity, sizeof *(list)->items), \
     (list)->items[(list)->count++] = (value))

/* A growing array of `type`: { items, count, capacity }. */
#define LIST_OF(type)    \
    struct {             \
        type *items;     \
        size_t count;    \
        size_t capacity; \
    }

#endif
