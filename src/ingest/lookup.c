/* SPDX-License-Identifier: GPL-3.0-or-later
 * Open addressing, linear probing, at most half full. */
#include "ingest/lookup.h"

#include <assert.h>

#include "base/hash.h"

struct slot {
    struct text text; /* ptr NULL: free */
    int32_t number;
};

struct lookup {
    size_t mask; /* number of slots, a power of two, less 1 */
    size_t free;
    uint64_t lengths; /* bit n: a text of n bytes (63: or more) is here */
    struct slot *slots;
};

struct lookup *lookup_new(struct arena *keep, size_t count)
{
    struct lookup *lookup = ARENA_NEW(keep, struct lookup);
    size_t slots = 8;
    while (slots < 2 * count)
        slots *= 2;
    lookup->mask = slots - 1;
    lookup->free = slots / 2;
    lookup->slots = ARENA_ARRAY(keep, struct slot, slots);
    return lookup;
}

static inline uint64_t length_bit(struct text text)
{
    return UINT64_C(1) << (text.len < 63 ? text.len : 63);
}

static inline struct slot *slot_of(const struct lookup *lookup, struct text text)
{
    size_t at = hash_text(text, 0) & lookup->mask;
    while (lookup->slots[at].text.ptr && !(lookup->slots[at].text.len == text.len &&
                                           hash_same(lookup->slots[at].text.ptr, text.ptr, text.len)))
        at = (at + 1) & lookup->mask;
    return &lookup->slots[at];
}

int32_t lookup_add(struct lookup *lookup, struct text text, int32_t number)
{
    assert(number >= 0);
    struct slot *slot = slot_of(lookup, text);
    if (!slot->text.ptr) {
        assert(lookup->free > 0);
        lookup->free--;
        lookup->lengths |= length_bit(text);
        *slot = (struct slot){text, number};
    }
    return slot->number;
}

int32_t lookup_find(const struct lookup *lookup, struct text text)
{
    if (!(lookup->lengths & length_bit(text)))
        return LOOKUP_NONE;
    const struct slot *slot = slot_of(lookup, text);
    return slot->text.ptr ? slot->number : LOOKUP_NONE;
}
