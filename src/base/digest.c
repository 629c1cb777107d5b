/* SPDX-License-Identifier: GPL-3.0-or-later
 * SHA-256 after FIPS 180-4. */
#include "base/digest.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
#define HAS_INSTRUCTIONS 1
#include <immintrin.h>
#include <sys/platform/x86.h>
#else
#define HAS_INSTRUCTIONS 0
#endif

enum { BLOCK = 64, STATE_WORDS = 8, LENGTH_BYTES = 8 };

struct digest {
    GChecksum *plain; /* NULL where the processor does it */
    uint32_t state[STATE_WORDS];
    unsigned char rest[BLOCK]; /* bytes of a block that is not full yet */
    size_t rest_len;
    uint64_t bytes;
};

#if HAS_INSTRUCTIONS

static const uint32_t ROUND_CONSTANTS[BLOCK] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* The C library asked the processor at start. To ask it again takes a virtual machine as long as twenty kilobytes of digest. */
static bool is_supported(void)
{
    return CPU_FEATURE_ACTIVE(SHA) && CPU_FEATURE_ACTIVE(SSE4_1) && CPU_FEATURE_ACTIVE(SSSE3);
}

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

/* The next four words of the message schedule, from the last sixteen. */
WITH_SHA static __m128i schedule(const __m128i words[4], int round)
{
    const __m128i oldest = words[round & 3], older = words[(round + 1) & 3], old = words[(round + 2) & 3],
                  last = words[(round + 3) & 3];
    const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(oldest, older), _mm_alignr_epi8(last, old, 4));
    return _mm_sha256msg2_epu32(sum, last);
}

WITH_SHA static void compress_block(__m128i *abef, __m128i *cdgh, const unsigned char *block)
{
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i abef_before = *abef, cdgh_before = *cdgh;
    __m128i words[4];
#pragma GCC unroll 16
    for (int round = 0; round < 16; round++) {
        if (round < 4)
            words[round] = _mm_shuffle_epi8(_mm_loadu_si128((const void *)(block + 16 * round)), big_endian);
        else
            words[round & 3] = schedule(words, round);
        const __m128i keys = _mm_loadu_si128((const void *)(ROUND_CONSTANTS + 4 * round));
        const __m128i input = _mm_add_epi32(words[round & 3], keys);
        *cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, input);
        *abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(input, 0x0E));
    }
    *abef = _mm_add_epi32(*abef, abef_before);
    *cdgh = _mm_add_epi32(*cdgh, cdgh_before);
}

/* The instructions want the state as two vectors: a b e f and c d g h. */
WITH_SHA static void compress(uint32_t state[STATE_WORDS], const unsigned char *blocks, size_t count)
{
    const __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const void *)state), 0xB1);
    const __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const void *)(state + 4)), 0x1B);
    __m128i abef = _mm_alignr_epi8(badc, hgfe, 8);
    __m128i cdgh = _mm_blend_epi16(hgfe, badc, 0xF0);
    for (size_t i = 0; i < count; i++)
        compress_block(&abef, &cdgh, blocks + i * BLOCK);
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((void *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

#else

static bool is_supported(void)
{
    return false;
}

/* Never called: without the instructions GLib does the work. */
static void compress(uint32_t state[STATE_WORDS], const unsigned char *blocks, size_t count)
{
    (void)state, (void)blocks, (void)count;
    abort();
}

#endif

struct digest *digest_new(enum digest_method method)
{
    static const uint32_t start[STATE_WORDS] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    struct digest *digest = memory_alloc(1, sizeof *digest);
    memcpy(digest->state, start, sizeof start);
    if (method == DIGEST_PLAIN || !is_supported())
        digest->plain = g_checksum_new(G_CHECKSUM_SHA256);
    return digest;
}

void digest_free(struct digest *digest)
{
    if (!digest)
        return;
    if (digest->plain)
        g_checksum_free(digest->plain);
    free(digest);
}

/* Takes bytes into the block that is not full yet; returns what is left of them. */
static struct text top_up(struct digest *digest, struct text bytes)
{
    const size_t room = BLOCK - digest->rest_len;
    const size_t taken = bytes.len < room ? bytes.len : room;
    if (taken)
        memcpy(digest->rest + digest->rest_len, bytes.ptr, taken);
    digest->rest_len += taken;
    if (digest->rest_len == BLOCK) {
        compress(digest->state, digest->rest, 1);
        digest->rest_len = 0;
    }
    return text_slice(bytes, taken, bytes.len);
}

void digest_add(struct digest *digest, struct text bytes)
{
    if (digest->plain) {
        g_checksum_update(digest->plain, (const guchar *)bytes.ptr, (gssize)bytes.len);
        return;
    }
    digest->bytes += bytes.len;
    if (digest->rest_len)
        bytes = top_up(digest, bytes);
    if (bytes.len >= BLOCK) {
        const size_t count = bytes.len / BLOCK;
        compress(digest->state, (const unsigned char *)bytes.ptr, count);
        bytes = text_slice(bytes, count * BLOCK, bytes.len);
    }
    top_up(digest, bytes);
}

/* A bit 1, zeros, and the length in bits as eight bytes that end a block. */
static void pad(struct digest *digest)
{
    static const char padding[BLOCK] = {(char)0x80};
    const uint64_t bits = digest->bytes * 8;
    const size_t used = digest->rest_len + 1 + LENGTH_BYTES;
    const size_t zeros = used <= BLOCK ? BLOCK - used : 2 * BLOCK - used;
    char length[LENGTH_BYTES];
    for (int i = 0; i < LENGTH_BYTES; i++)
        length[i] = (char)(bits >> (8 * (LENGTH_BYTES - 1 - i)));
    top_up(digest, top_up(digest, (struct text){padding, 1 + zeros}));
    top_up(digest, (struct text){length, LENGTH_BYTES});
}

struct text digest_end(struct digest *digest, struct arena *keep)
{
    if (digest->plain)
        return text_copy(keep, text_of(g_checksum_get_string(digest->plain)));
    pad(digest);
    char *hex = arena_alloc(keep, 2 * sizeof digest->state + 1, 1);
    for (size_t i = 0; i < 2 * sizeof digest->state; i++)
        hex[i] = "0123456789abcdef"[(digest->state[i / 8] >> (28 - 4 * (i % 8))) & 15];
    return (struct text){hex, 2 * sizeof digest->state};
}
