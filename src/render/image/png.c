/* SPDX-License-Identifier: GPL-3.0-or-later
 * A drawing has level areas and few colours: rows as they are pack smaller than the differences that a photograph wants.
 * libpng tries all filters for each row, and takes four times as long for a file of the same size. */
#include "render/image/png.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/memory.h"

enum {
    PACKING = 3, /* of 1 to 9: a higher level saves an eighth for twice the time, the highest a quarter for ten times */
    MEMORY = 6,  /* of 1 to 9: with more, zlib takes a quarter longer, and saves nothing on such drawings */
    COLOURS = 3,
    DEPTH = 8,       /* 11.2.2: bits of a colour */
    TYPE_COLOUR = 2, /* red, green, blue */
    FILTER_NONE = 0, /* 9.2 */
};

static void add_number(struct text_builder *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        text_add_byte(out, (char)(number >> shift & 0xFF));
}

/* 5.3: length, name, data, checksum of name and data. */
static void add_chunk(struct text_builder *out, const char *name, struct text data)
{
    add_number(out, (uint32_t)data.len);
    const size_t from = out->len;
    text_add_c(out, name);
    text_add(out, data);
    add_number(out, (uint32_t)crc32_z(0, (const Bytef *)out->bytes + from, out->len - from));
}

static void add_header(struct text_builder *out, const struct pixels *pixels)
{
    const char form[] = {DEPTH, TYPE_COLOUR, 0, 0, 0}; /* the only packing and filtering there are; not interlaced */
    struct text_builder data = {0};
    add_number(&data, pixels->width);
    add_number(&data, pixels->height);
    text_add(&data, (struct text){form, sizeof form});
    add_chunk(out, "IHDR", text_built(&data));
    text_builder_done(&data);
}

static void copy_row(const struct pixels *pixels, uint32_t y, unsigned char *row)
{
    const unsigned char *from = pixels->bytes + y * pixels->stride;
    *row++ = FILTER_NONE;
    for (uint32_t x = 0; x < pixels->width; x++, from += sizeof(uint32_t)) {
        uint32_t pixel;
        memcpy(&pixel, from, sizeof pixel);
        *row++ = (unsigned char)(pixel >> 16 & 0xFF);
        *row++ = (unsigned char)(pixel >> 8 & 0xFF);
        *row++ = (unsigned char)(pixel & 0xFF);
    }
}

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

/* All rows, packed; the caller frees them. Nothing in it can fail: memory never runs out, and the room suffices. */
static struct text packed_rows(const struct pixels *pixels)
{
    const size_t row_size = 1 + COLOURS * (size_t)pixels->width;
    unsigned char *row = memory_alloc(row_size, 1);
    z_stream stream = {.zalloc = zlib_alloc, .zfree = zlib_free};
    deflateInit2(&stream, PACKING, Z_DEFLATED, MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY);
    const size_t room = deflateBound(&stream, row_size * pixels->height);
    char *bytes = memory_alloc(room, 1);
    stream.next_out = (Bytef *)bytes;
    stream.avail_out = (uInt)room;
    for (uint32_t y = 0; y < pixels->height; y++) {
        copy_row(pixels, y, row);
        stream.next_in = row;
        stream.avail_in = (uInt)row_size;
        deflate(&stream, y + 1 < pixels->height ? Z_NO_FLUSH : Z_FINISH);
    }
    const struct text packed = {bytes, stream.total_out};
    deflateEnd(&stream);
    free(row);
    return packed;
}

void png_add(const struct pixels *pixels, struct text_builder *out)
{
    const struct text packed = packed_rows(pixels);
    text_add(out, TEXT("\x89PNG\r\n\x1a\n"));
    add_header(out, pixels);
    add_chunk(out, "IDAT", packed);
    add_chunk(out, "IEND", TEXT_EMPTY);
    free((void *)(uintptr_t)packed.ptr);
}
