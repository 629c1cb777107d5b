/* SPDX-License-Identifier: GPL-3.0-or-later
 * A report is packed once and read often: the level is high. */
#include "render/pdf/pack.h"

#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/memory.h"

enum { LEVEL = 9, MEMORY = 8, PIECE = 16 * 1024 };

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

/* Memory never runs out here, and the settings are sound: zlib has nothing to report. It keeps the stream's address. */
static void begin(z_stream *stream)
{
    *stream = (z_stream){.zalloc = zlib_alloc, .zfree = zlib_free};
    deflateInit2(stream, LEVEL, Z_DEFLATED, MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY);
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

void pdf_pack(struct text bytes, struct text_builder *out)
{
    z_stream stream;
    begin(&stream);
    push(&stream, bytes, Z_FINISH, out);
    deflateEnd(&stream);
}

static struct text piece_at(HPDF_Stream stream, HPDF_UINT index)
{
    HPDF_UINT len = 0;
    const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(stream, index, &len);
    return (struct text){(const char *)bytes, len};
}

void pdf_pack_stream(HPDF_Stream stream, struct text_builder *out)
{
    z_stream packed;
    begin(&packed);
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++)
        push(&packed, piece_at(stream, i), Z_NO_FLUSH, out);
    push(&packed, TEXT_EMPTY, Z_FINISH, out);
    deflateEnd(&packed);
}

void pdf_copy_stream(HPDF_Stream stream, struct text_builder *out)
{
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++)
        text_add(out, piece_at(stream, i));
}
