/* SPDX-License-Identifier: GPL-3.0-or-later
 * libdeflate packs what is in one piece, in little more than half of zlib's time and as small. */
#include "render/pdf/pack.h"

#include <libdeflate.h>
#include <stdlib.h>

#include "base/memory.h"

enum { LEVEL = 1 };

struct packer {
    struct libdeflate_compressor *compressor;
    struct text_builder pieces; /* of a stream, one after the other */
    char *room;                 /* for what is packed */
    size_t room_size;
};

struct packer *packer_new(void)
{
    struct packer *packer = memory_alloc(1, sizeof *packer);
    packer->compressor = libdeflate_alloc_compressor(LEVEL);
    if (!packer->compressor)
        memory_exhausted();
    return packer;
}

void packer_free(struct packer *packer)
{
    libdeflate_free_compressor(packer->compressor);
    text_builder_done(&packer->pieces);
    free(packer->room);
    free(packer);
}

void packer_add(struct packer *packer, struct text bytes, struct text_builder *out)
{
    const size_t most = libdeflate_zlib_compress_bound(packer->compressor, bytes.len);
    if (packer->room_size < most) {
        free(packer->room);
        packer->room = memory_alloc(most, 1);
        packer->room_size = most;
    }
    const size_t len = libdeflate_zlib_compress(packer->compressor, bytes.ptr, bytes.len, packer->room, packer->room_size);
    text_add(out, (struct text){packer->room, len});
}

static struct text piece_at(HPDF_Stream stream, HPDF_UINT index)
{
    HPDF_UINT len = 0;
    const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(stream, index, &len);
    return (struct text){(const char *)bytes, len};
}

void packer_copy_stream(HPDF_Stream stream, struct text_builder *out)
{
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++)
        text_add(out, piece_at(stream, i));
}

void packer_add_stream(struct packer *packer, HPDF_Stream stream, struct text_builder *out)
{
    packer->pieces.len = 0;
    packer_copy_stream(stream, &packer->pieces);
    packer_add(packer, text_built(&packer->pieces), out);
}
