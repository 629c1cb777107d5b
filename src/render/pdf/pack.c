/* SPDX-License-Identifier: GPL-3.0-or-later
 * Level 6 would save a fiftieth of a report, and take half as long again. */
#include "render/pdf/pack.h"

#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/memory.h"

enum { LEVEL = 4, MEMORY = 8, PIECE = 16 * 1024 };

struct packer {
    z_stream stream; /* zlib keeps its address */
};

static void *zlib_alloc(void *unused, unsigned count, unsigned size)
{
    (void)unused;
    return memory_alloc(count, size);
}

static void zlib_free(void *unused, void *memory)
{
    (void)unused;
    free(memory);
}

/* Memory never runs out here, and the settings are sound: zlib has nothing to report. */
struct packer *packer_new(void)
{
    struct packer *packer = memory_alloc(1, sizeof *packer);
    packer->stream.zalloc = zlib_alloc;
    packer->stream.zfree = zlib_free;
    deflateInit2(&packer->stream, LEVEL, Z_DEFLATED, MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY);
    return packer;
}

void packer_free(struct packer *packer)
{
    deflateEnd(&packer->stream);
    free(packer);
}

static void push(z_stream *stream, struct text bytes, int flush, struct text_builder *out)
{
    char piece[PIECE];
    stream->next_in = (z_const Bytef *)(uintptr_t)bytes.ptr;
    stream->avail_in = (uInt)bytes.len;
    do {
        stream->next_out = (Bytef *)piece;
        stream->avail_out = PIECE;
        deflate(stream, flush);
        text_add(out, (struct text){piece, PIECE - stream->avail_out});
    } while (stream->avail_out == 0);
}

static void finish(struct packer *packer, struct text last, struct text_builder *out)
{
    push(&packer->stream, last, Z_FINISH, out);
    deflateReset(&packer->stream);
}

void packer_add(struct packer *packer, struct text bytes, struct text_builder *out)
{
    finish(packer, bytes, out);
}

static struct text piece_at(HPDF_Stream stream, HPDF_UINT index)
{
    HPDF_UINT len = 0;
    const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(stream, index, &len);
    return (struct text){(const char *)bytes, len};
}

void packer_add_stream(struct packer *packer, HPDF_Stream stream, struct text_builder *out)
{
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++)
        push(&packer->stream, piece_at(stream, i), Z_NO_FLUSH, out);
    finish(packer, TEXT_EMPTY, out);
}

void packer_copy_stream(HPDF_Stream stream, struct text_builder *out)
{
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++)
        text_add(out, piece_at(stream, i));
}
