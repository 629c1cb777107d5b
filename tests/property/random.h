/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers that look random and are the same on every machine (Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", 2014: splitmix64). */
#ifndef TESTS_PROPERTY_RANDOM_H
#define TESTS_PROPERTY_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state;
};

static inline uint64_t random_next(struct random *random)
{
    uint64_t z = random->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* From 0 to count - 1. */
static inline int random_below(struct random *random, int count)
{
    return (int)((random_next(random) >> 33) % (uint64_t)count);
}

#endif
