/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hashes of short texts: multiply and fold, eight bytes at a time. Good enough for tables in memory; not for anything
 * that an adversary gains from, and never written anywhere. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

__extension__ typedef unsigned __int128 hash_product;

static inline uint64_t hash_fold(uint64_t a, uint64_t b)
{
    const hash_product product = (hash_product)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The bytes of a text of at most 8, every one of them, in a word. */
static inline uint64_t hash_load(const char *at, size_t len)
{
    uint64_t word = 0;
    if (len >= 8) {
        memcpy(&word, at, 8);
    } else if (len >= 4) {
        uint32_t first, last;
        memcpy(&first, at, 4);
        memcpy(&last, at + len - 4, 4);
        word = first | (uint64_t)last << 32;
    } else if (len) {
        word = (unsigned char)at[0] | (uint64_t)(unsigned char)at[len / 2] << 8 |
               (uint64_t)(unsigned char)at[len - 1] << 16;
    }
    return word;
}

/* `seed` chooses one of many independent hashes. */
static inline uint64_t hash_text(struct text t, uint64_t seed)
{
    const uint64_t first_key = seed ^ 0xA0761D6478BD642Fu, second_key = seed ^ 0xE7037ED1A0B428DBu;
    uint64_t hash = t.len * 0x9E3779B97F4A7C15u;
    for (; t.len > 16; t.ptr += 16, t.len -= 16)
        hash = hash_fold(hash ^ first_key ^ hash_load(t.ptr, 8), second_key ^ hash_load(t.ptr + 8, 8));
    const uint64_t last = t.len > 8 ? hash_load(t.ptr + t.len - 8, 8) : 0;
    hash = hash_fold(hash ^ first_key ^ hash_load(t.ptr, t.len), second_key ^ last);
    return hash_fold(hash ^ first_key, 0x589965CC75374CC3u);
}

/* Whether two texts of the same length are the same: as memcmp(), but inlined for texts of a few words. */
static inline bool hash_same(const char *a, const char *b, size_t len)
{
    for (; len > 8; a += 8, b += 8, len -= 8)
        if (hash_load(a, 8) != hash_load(b, 8))
            return false;
    return hash_load(a, len) == hash_load(b, len);
}

#endif
