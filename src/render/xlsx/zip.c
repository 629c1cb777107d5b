/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads and writes ZIP archives in memory. Section numbers are those of PKWARE's APPNOTE.TXT 6.3. */
#include "render/xlsx/zip.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    LOCAL_SIZE = 30,   /* 4.3.7 */
    CENTRAL_SIZE = 46, /* 4.3.12 */
    END_SIZE = 22,     /* 4.3.16 */
    COMMENT_MAX = 65535,
    METHOD_STORED = 0,
    METHOD_DEFLATED = 8,
    VERSION = 20,
    FLAG_ENCRYPTED = 1,
    DATE_1980 = 1 << 5 | 1, /* 4.4.6: 1 January of year 0, which is 1980 */
    PART_BYTES_MAX = INT32_MAX,
    WHOLE_BYTES_MAX = 256 * 1024 * 1024, /* of a part that is unpacked as a whole */
    PARTS_MAX = 65534,
    LEVEL = 4, /* of 9: nearly as small as 9 in a fifth of its time */
};

static const uint32_t SIGN_LOCAL = 0x04034b50, SIGN_CENTRAL = 0x02014b50, SIGN_END = 0x06054b50;

/* ---- reading ---- */

static bool damaged(struct error *err, const char *what)
{
    return error_set(err, ERROR_SYSTEM, "the workbook's package is damaged: %s", what);
}

static uint32_t read_number(struct text t, size_t at, size_t size)
{
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++)
        value |= (uint32_t)(unsigned char)t.ptr[at + i] << 8 * i;
    return value;
}

static bool find_end(struct text archive, size_t *ret_at)
{
    if (archive.len < END_SIZE)
        return false;
    for (size_t back = 0; back <= COMMENT_MAX && back <= archive.len - END_SIZE; back++) {
        const size_t at = archive.len - END_SIZE - back;
        if (read_number(archive, at, 4) == SIGN_END) {
            *ret_at = at;
            return true;
        }
    }
    return false;
}

/* What the central directory says of a part, at `at`. */
static struct xlsx_packed read_entry(struct text archive, size_t at)
{
    return (struct xlsx_packed){
        .method = read_number(archive, at + 10, 2),
        .checksum = read_number(archive, at + 16, 4),
        .size = read_number(archive, at + 24, 4),
    };
}

/* Where the entry's data lies; the local header has its own lengths of name and extra field. */
static bool find_data(struct text archive, size_t at, struct text *ret_data)
{
    const size_t size = read_number(archive, at + 20, 4), offset = read_number(archive, at + 42, 4);
    if (offset > archive.len || archive.len - offset < LOCAL_SIZE ||
        read_number(archive, offset, 4) != SIGN_LOCAL)
        return false;
    const size_t start =
        offset + LOCAL_SIZE + read_number(archive, offset + 26, 2) + read_number(archive, offset + 28, 2);
    if (start > archive.len || archive.len - start < size)
        return false;
    *ret_data = text_slice(archive, start, start + size);
    return true;
}

static bool is_readable(const struct xlsx_packed *packed, uint32_t flags)
{
    return !(flags & FLAG_ENCRYPTED) && packed->size <= PART_BYTES_MAX &&
           (packed->method == METHOD_DEFLATED ||
            (packed->method == METHOD_STORED && packed->data.len == packed->size));
}

bool xlsx_zip_list(struct text archive, struct arena *keep, struct xlsx_directory *ret_directory, struct error *err)
{
    size_t end;
    if (!find_end(archive, &end))
        return damaged(err, "it has no directory");
    const size_t count = read_number(archive, end + 10, 2);
    size_t at = read_number(archive, end + 16, 4);
    struct xlsx_directory directory = {0};
    for (size_t i = 0; i < count; i++) {
        if (at > end || end - at < CENTRAL_SIZE || read_number(archive, at, 4) != SIGN_CENTRAL)
            return damaged(err, "its directory is cut short");
        const size_t name_size = read_number(archive, at + 28, 2);
        const size_t rest = name_size + read_number(archive, at + 30, 2) + read_number(archive, at + 32, 2);
        if (end - at - CENTRAL_SIZE < rest)
            return damaged(err, "its directory is cut short");
        struct xlsx_packed packed = read_entry(archive, at);
        packed.name = text_slice(archive, at + CENTRAL_SIZE, at + CENTRAL_SIZE + name_size);
        if (!find_data(archive, at, &packed.data) || !is_readable(&packed, read_number(archive, at + 8, 2)))
            return damaged(err, "a part cannot be unpacked");
        ARENA_PUSH(keep, &directory, packed);
        at += CENTRAL_SIZE + rest;
    }
    *ret_directory = directory;
    return true;
}

struct xlsx_unpacking {
    const struct xlsx_packed *packed;
    z_stream stream;
    size_t done;       /* unpacked bytes */
    uint32_t checksum; /* of those */
    bool ended;        /* nothing of the packed data is left over either */
};

struct xlsx_unpacking *xlsx_unpacking_new(const struct xlsx_packed *packed)
{
    struct xlsx_unpacking *unpacking = memory_alloc(1, sizeof *unpacking);
    unpacking->packed = packed;
    unpacking->stream.next_in = (z_const Bytef *)(uintptr_t)packed->data.ptr;
    unpacking->stream.avail_in = (uInt)packed->data.len;
    if (inflateInit2(&unpacking->stream, -MAX_WBITS) != Z_OK)
        unpacking->stream.avail_in = 0; /* it will never be whole */
    return unpacking;
}

void xlsx_unpacking_free(struct xlsx_unpacking *unpacking)
{
    if (unpacking)
        inflateEnd(&unpacking->stream);
    free(unpacking);
}

static size_t read_stored(struct xlsx_unpacking *unpacking, char *bytes, size_t room)
{
    const struct text data = unpacking->packed->data;
    const size_t left = data.len - unpacking->done, count = left < room ? left : room;
    if (count)
        memcpy(bytes, data.ptr + unpacking->done, count);
    unpacking->ended = count == left;
    return count;
}

static size_t read_deflated(struct xlsx_unpacking *unpacking, char *bytes, size_t room)
{
    z_stream *stream = &unpacking->stream;
    stream->next_out = (Bytef *)bytes;
    stream->avail_out = (uInt)room;
    const int result = unpacking->ended ? Z_STREAM_END : inflate(stream, Z_SYNC_FLUSH);
    unpacking->ended = result == Z_STREAM_END;
    return result == Z_OK || result == Z_STREAM_END ? room - stream->avail_out : 0;
}

size_t xlsx_unpacking_read(struct xlsx_unpacking *unpacking, char *bytes, size_t room)
{
    const size_t most = room < PART_BYTES_MAX ? room : PART_BYTES_MAX;
    const size_t count = unpacking->packed->method == METHOD_STORED ? read_stored(unpacking, bytes, most)
                                                                    : read_deflated(unpacking, bytes, most);
    unpacking->checksum = (uint32_t)crc32_z(unpacking->checksum, (const Bytef *)bytes, count);
    unpacking->done += count;
    return count;
}

bool xlsx_unpacking_is_whole(const struct xlsx_unpacking *unpacking)
{
    return unpacking->ended && unpacking->done == unpacking->packed->size &&
           unpacking->checksum == unpacking->packed->checksum;
}

bool xlsx_zip_unpack(const struct xlsx_packed *packed, struct arena *keep, struct text *ret_bytes, struct error *err)
{
    if (packed->size > WHOLE_BYTES_MAX)
        return damaged(err, "a part is too large");
    const size_t room = (size_t)packed->size + 1; /* one more, to see a part that is longer than it says */
    char *bytes = arena_alloc(keep, room, 1);
    struct xlsx_unpacking *unpacking = xlsx_unpacking_new(packed);
    size_t len = 0;
    for (size_t more; len < room && (more = xlsx_unpacking_read(unpacking, bytes + len, room - len)) > 0;)
        len += more;
    const bool whole = xlsx_unpacking_is_whole(unpacking);
    xlsx_unpacking_free(unpacking);
    if (whole)
        *ret_bytes = (struct text){bytes, len};
    return whole || damaged(err, "a part cannot be unpacked");
}

/* ---- writing ---- */

/* A part that has been written, or is being. */
struct written {
    struct text name;
    size_t offset; /* of its local header, from the archive's beginning */
    size_t packed, size;
    uint32_t checksum, method;
};

struct xlsx_packing {
    struct text_builder *out;
    size_t start; /* of the archive in `out` */
    struct arena *keep;
    struct {
        struct written *items;
        size_t count, capacity;
    } parts;
    z_stream stream; /* one for all parts: to set one up costs more than to pack most of them */
    bool ok;
};

struct xlsx_packing *xlsx_packing_new(struct text_builder *out)
{
    struct xlsx_packing *packing = memory_alloc(1, sizeof *packing);
    packing->out = out;
    packing->start = out->len;
    packing->keep = arena_new();
    packing->ok = deflateInit2(&packing->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK;
    return packing;
}

void xlsx_packing_free(struct xlsx_packing *packing)
{
    if (!packing)
        return;
    deflateEnd(&packing->stream);
    arena_free(packing->keep);
    free(packing);
}

static void put_number(char *at, size_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        at[i] = (char)(value >> 8 * i & 0xFF);
}

static void add_number(struct text_builder *out, size_t value, size_t size)
{
    char bytes[sizeof(uint64_t)];
    put_number(bytes, value, size);
    text_add(out, (struct text){bytes, size});
}

/* The fields that local and central headers share: 4.4.3 to 4.4.11. */
static void add_common(struct text_builder *out, const struct written *part)
{
    add_number(out, VERSION, 2);
    add_number(out, 0, 2);
    add_number(out, part->method, 2);
    add_number(out, 0, 2);
    add_number(out, DATE_1980, 2);
    add_number(out, part->checksum, 4);
    add_number(out, part->packed, 4);
    add_number(out, part->size, 4);
    add_number(out, part->name.len, 2);
    add_number(out, 0, 2);
}

static struct written *last_part(struct xlsx_packing *packing)
{
    return &packing->parts.items[packing->parts.count - 1];
}

/* Packs what the stream was given, to the end of the part where `flush` is Z_FINISH. */
static void deflate_given(struct xlsx_packing *packing, int flush)
{
    char room[16 * 1024];
    z_stream *stream = &packing->stream;
    do {
        stream->next_out = (Bytef *)room;
        stream->avail_out = sizeof room;
        const int result = packing->ok ? deflate(stream, flush) : Z_STREAM_ERROR;
        packing->ok = result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
        text_add(packing->out, (struct text){room, sizeof room - stream->avail_out});
    } while (packing->ok && stream->avail_out == 0);
}

/* Goes back to the local header for what is known only now. */
static void end_part(struct xlsx_packing *packing)
{
    if (!packing->parts.count)
        return;
    struct written *part = last_part(packing);
    if (part->method == METHOD_DEFLATED) {
        deflate_given(packing, Z_FINISH);
        packing->ok = packing->ok && deflateReset(&packing->stream) == Z_OK;
    }
    packing->ok = packing->ok && part->size <= PART_BYTES_MAX;
    const size_t header = packing->start + part->offset;
    part->packed = packing->out->len - header - LOCAL_SIZE - part->name.len;
    put_number(packing->out->bytes + header + 14, part->checksum, 4);
    put_number(packing->out->bytes + header + 18, part->packed, 4);
    put_number(packing->out->bytes + header + 22, part->size, 4);
}

static void begin_part(struct xlsx_packing *packing, struct text name, uint32_t method)
{
    end_part(packing);
    const struct written part = {
        .name = text_copy(packing->keep, name), .offset = packing->out->len - packing->start, .method = method};
    packing->ok = packing->ok && part.offset <= INT32_MAX;
    ARENA_PUSH(packing->keep, &packing->parts, part);
    add_number(packing->out, SIGN_LOCAL, 4);
    add_common(packing->out, &part);
    text_add(packing->out, part.name);
}

void xlsx_packing_begin(struct xlsx_packing *packing, struct text name)
{
    begin_part(packing, name, METHOD_DEFLATED);
}

void xlsx_packing_begin_stored(struct xlsx_packing *packing, struct text name)
{
    begin_part(packing, name, METHOD_STORED);
}

void xlsx_packing_add(struct xlsx_packing *packing, struct text bytes)
{
    struct written *part = last_part(packing);
    packing->ok = packing->ok && bytes.len <= PART_BYTES_MAX;
    part->size += bytes.len;
    part->checksum = (uint32_t)crc32_z(part->checksum, (const Bytef *)bytes.ptr, bytes.len);
    if (part->method == METHOD_STORED) {
        text_add(packing->out, bytes);
        return;
    }
    packing->stream.next_in = (z_const Bytef *)(uintptr_t)bytes.ptr;
    packing->stream.avail_in = (uInt)bytes.len;
    if (bytes.len)
        deflate_given(packing, Z_NO_FLUSH);
}

static void add_central(struct text_builder *out, const struct written *part)
{
    add_number(out, SIGN_CENTRAL, 4);
    add_number(out, VERSION, 2);
    add_common(out, part);
    add_number(out, 0, 2); /* no comment */
    add_number(out, 0, 2); /* first volume */
    add_number(out, 0, 2); /* internal attributes */
    add_number(out, 0, 4); /* external attributes: no permissions of any system */
    add_number(out, part->offset, 4);
    text_add(out, part->name);
}

static void add_end(struct text_builder *out, size_t count, size_t size, size_t offset)
{
    add_number(out, SIGN_END, 4);
    add_number(out, 0, 4);
    add_number(out, count, 2);
    add_number(out, count, 2);
    add_number(out, size, 4);
    add_number(out, offset, 4);
    add_number(out, 0, 2);
}

bool xlsx_packing_end(struct xlsx_packing *packing, struct error *err)
{
    end_part(packing);
    const size_t directory = packing->out->len - packing->start;
    for (size_t i = 0; i < packing->parts.count; i++)
        add_central(packing->out, &packing->parts.items[i]);
    add_end(packing->out, packing->parts.count, packing->out->len - packing->start - directory, directory);
    return (packing->ok && packing->parts.count <= PARTS_MAX && directory <= INT32_MAX) ||
           error_set(err, ERROR_SYSTEM, "the workbook is too large for its package");
}
