/* SPDX-License-Identifier: GPL-3.0-or-later
 * Open addressing, linear probing; doubled when two thirds full. */
#include "ingest/keys.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"

enum { NO_DIGIT = 10, FIRST_SLOTS = 1024, HASH_BITS_OF_LOW = 48 };

/* A slot is free if `low` is 0: a used one has a bit of a digit in it. */
struct slot {
    uint64_t high;
    uint64_t low; /* 48 bits of the hash, 16 bits for digits: bit d for a key that ends in d, bit 10 for other keys */
};

struct keys {
    struct slot *slots;
    size_t count, mask;
};

struct keys *keys_new(void)
{
    struct keys *keys = memory_alloc(1, sizeof *keys);
    keys->slots = memory_alloc(FIRST_SLOTS, sizeof *keys->slots);
    keys->mask = FIRST_SLOTS - 1;
    return keys;
}

void keys_free(struct keys *keys)
{
    if (!keys)
        return;
    free(keys->slots);
    free(keys);
}

static inline struct slot *slot_of(const struct keys *keys, struct slot wanted)
{
    size_t at = wanted.high & keys->mask;
    while (keys->slots[at].low && !(keys->slots[at].high == wanted.high &&
                                    (keys->slots[at].low ^ wanted.low) >> (64 - HASH_BITS_OF_LOW) == 0))
        at = (at + 1) & keys->mask;
    return &keys->slots[at];
}

static void widen(struct keys *keys)
{
    struct slot *const old = keys->slots;
    const size_t old_mask = keys->mask;
    keys->mask = 2 * old_mask + 1;
    keys->slots = memory_alloc(keys->mask + 1, sizeof *keys->slots);
    for (size_t i = 0; i <= old_mask; i++)
        if (old[i].low)
            *slot_of(keys, old[i]) = old[i];
    free(old);
}

bool keys_add(struct keys *keys, struct text key)
{
    unsigned digit = NO_DIGIT;
    if (key.len && key.ptr[key.len - 1] >= '0' && key.ptr[key.len - 1] <= '9')
        digit = (unsigned)(key.ptr[--key.len] - '0');
    const uint64_t bit = UINT64_C(1) << digit;
    const uint64_t second = hash_text(key, UINT64_C(0x2545F4914F6CDD1D));
    const struct slot wanted = {hash_text(key, 0), second << (64 - HASH_BITS_OF_LOW) | bit};
    struct slot *slot = slot_of(keys, wanted);
    if (slot->low) {
        const bool seen = slot->low & bit;
        slot->low |= bit;
        return seen;
    }
    *slot = wanted;
    keys->count++;
    if (keys->count * 3 > keys->mask * 2)
        widen(keys);
    return false;
}
