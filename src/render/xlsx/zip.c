/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads and writes ZIP archives in memory. Section numbers are those of PKWARE's APPNOTE.TXT 6.3. */
#include "render/xlsx/zip.h"

#include <stdint.h>
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
    PART_BYTES_MAX = 256 * 1024 * 1024,
    PARTS_MAX = 65534,
};

static const uint32_t SIGN_LOCAL = 0x04034b50, SIGN_CENTRAL = 0x02014b50, SIGN_END = 0x06054b50;

struct xlsx_part *xlsx_part_find(const struct xlsx_parts *parts, struct text name)
{
    for (size_t i = 0; i < parts->count; i++)
        if (text_equal(parts->items[i].name, name))
            return &parts->items[i];
    return NULL;
}

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

/* One entry of the central directory. */
struct entry {
    uint32_t flags, method, checksum, packed, size, name_size, extra_size, comment_size, offset;
};

static struct entry read_entry(struct text archive, size_t at)
{
    return (struct entry){
        .flags = read_number(archive, at + 8, 2),
        .method = read_number(archive, at + 10, 2),
        .checksum = read_number(archive, at + 16, 4),
        .packed = read_number(archive, at + 20, 4),
        .size = read_number(archive, at + 24, 4),
        .name_size = read_number(archive, at + 28, 2),
        .extra_size = read_number(archive, at + 30, 2),
        .comment_size = read_number(archive, at + 32, 2),
        .offset = read_number(archive, at + 42, 4),
    };
}

/* Where the entry's data lies; the local header has its own lengths of name and extra field. */
static bool find_data(struct text archive, const struct entry *entry, struct text *ret_data)
{
    if (entry->offset > archive.len || archive.len - entry->offset < LOCAL_SIZE ||
        read_number(archive, entry->offset, 4) != SIGN_LOCAL)
        return false;
    const size_t start = (size_t)entry->offset + LOCAL_SIZE + read_number(archive, entry->offset + 26, 2) +
                         read_number(archive, entry->offset + 28, 2);
    if (start > archive.len || archive.len - start < entry->packed)
        return false;
    *ret_data = text_slice(archive, start, start + entry->packed);
    return true;
}

static bool inflate_whole(struct text packed, char *into, uint32_t size)
{
    z_stream stream = {.next_in = (z_const Bytef *)(uintptr_t)packed.ptr, .avail_in = (uInt)packed.len};
    stream.next_out = (Bytef *)into;
    stream.avail_out = size;
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    const bool ended = inflate(&stream, Z_FINISH) == Z_STREAM_END;
    const bool whole = ended && stream.total_out == size;
    return inflateEnd(&stream) == Z_OK && whole;
}

static bool unpack(struct text data, const struct entry *entry, struct arena *keep, struct text *ret_bytes)
{
    if (entry->method == METHOD_STORED) {
        *ret_bytes = text_copy(keep, data);
        return entry->packed == entry->size;
    }
    char *bytes = arena_alloc(keep, (size_t)entry->size + 1, 1);
    *ret_bytes = (struct text){bytes, entry->size};
    return entry->method == METHOD_DEFLATED && inflate_whole(data, bytes, entry->size);
}

static uint32_t checksum_of(struct text bytes)
{
    return (uint32_t)crc32_z(0, (const Bytef *)bytes.ptr, bytes.len);
}

static bool read_part(struct text archive, const struct entry *entry, struct arena *keep, struct xlsx_part *part)
{
    struct text data;
    return !(entry->flags & FLAG_ENCRYPTED) && entry->size <= PART_BYTES_MAX && find_data(archive, entry, &data) &&
           unpack(data, entry, keep, &part->bytes) && checksum_of(part->bytes) == entry->checksum;
}

bool xlsx_zip_read(struct text archive, struct arena *keep, struct xlsx_parts *ret_parts, struct error *err)
{
    size_t end;
    if (!find_end(archive, &end))
        return damaged(err, "it has no directory");
    const size_t count = read_number(archive, end + 10, 2);
    size_t at = read_number(archive, end + 16, 4);
    struct xlsx_parts parts = {0};
    for (size_t i = 0; i < count; i++) {
        if (at > end || end - at < CENTRAL_SIZE || read_number(archive, at, 4) != SIGN_CENTRAL)
            return damaged(err, "its directory is cut short");
        const struct entry entry = read_entry(archive, at);
        const size_t rest = (size_t)entry.name_size + entry.extra_size + entry.comment_size;
        if (end - at - CENTRAL_SIZE < rest)
            return damaged(err, "its directory is cut short");
        struct xlsx_part part = {
            .name = text_copy(keep, text_slice(archive, at + CENTRAL_SIZE, at + CENTRAL_SIZE + entry.name_size))};
        if (!read_part(archive, &entry, keep, &part))
            return damaged(err, "a part cannot be unpacked");
        ARENA_PUSH(keep, &parts, part);
        at += CENTRAL_SIZE + rest;
    }
    *ret_parts = parts;
    return true;
}

/* ---- writing ---- */

static void add_number(struct text_builder *out, uint32_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        text_add_byte(out, (char)(value >> 8 * i & 0xFF));
}

/* A part as it lies in the archive. */
struct packed {
    struct text name;
    struct text data;
    uint32_t method, checksum, size, offset;
};

static bool deflate_whole(struct text bytes, struct arena *scratch, struct text *ret_data)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    const uLong room = deflateBound(&stream, (uLong)bytes.len);
    char *into = arena_alloc(scratch, room, 1);
    stream.next_in = (z_const Bytef *)(uintptr_t)bytes.ptr;
    stream.avail_in = (uInt)bytes.len;
    stream.next_out = (Bytef *)into;
    stream.avail_out = (uInt)room;
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *ret_data = (struct text){into, stream.total_out};
    return deflateEnd(&stream) == Z_OK && whole;
}

static bool pack(const struct xlsx_part *part, struct arena *scratch, struct packed *packed)
{
    *packed = (struct packed){
        .name = part->name,
        .method = METHOD_DEFLATED,
        .checksum = checksum_of(part->bytes),
        .size = (uint32_t)part->bytes.len,
    };
    if (!deflate_whole(part->bytes, scratch, &packed->data))
        return false;
    if (packed->data.len >= part->bytes.len) {
        packed->method = METHOD_STORED;
        packed->data = part->bytes;
    }
    return true;
}

/* The fields that local and central headers share: 4.4.3 to 4.4.11. */
static void add_common(struct text_builder *out, const struct packed *packed)
{
    add_number(out, VERSION, 2);
    add_number(out, 0, 2);
    add_number(out, packed->method, 2);
    add_number(out, 0, 2);
    add_number(out, DATE_1980, 2);
    add_number(out, packed->checksum, 4);
    add_number(out, (uint32_t)packed->data.len, 4);
    add_number(out, packed->size, 4);
    add_number(out, (uint32_t)packed->name.len, 2);
    add_number(out, 0, 2);
}

static void add_local(struct text_builder *out, const struct packed *packed)
{
    add_number(out, SIGN_LOCAL, 4);
    add_common(out, packed);
    text_add(out, packed->name);
    text_add(out, packed->data);
}

static void add_central(struct text_builder *out, const struct packed *packed)
{
    add_number(out, SIGN_CENTRAL, 4);
    add_number(out, VERSION, 2);
    add_common(out, packed);
    add_number(out, 0, 2); /* no comment */
    add_number(out, 0, 2); /* first volume */
    add_number(out, 0, 2); /* internal attributes */
    add_number(out, 0, 4); /* external attributes: no permissions of any system */
    add_number(out, packed->offset, 4);
    text_add(out, packed->name);
}

static void add_end(struct text_builder *out, size_t count, size_t size, size_t offset)
{
    add_number(out, SIGN_END, 4);
    add_number(out, 0, 4);
    add_number(out, (uint32_t)count, 2);
    add_number(out, (uint32_t)count, 2);
    add_number(out, (uint32_t)size, 4);
    add_number(out, (uint32_t)offset, 4);
    add_number(out, 0, 2);
}

bool xlsx_zip_write(const struct xlsx_parts *parts, struct text_builder *out, struct error *err)
{
    struct arena *scratch = arena_new();
    struct packed *packed = ARENA_ARRAY(scratch, struct packed, parts->count);
    const size_t start = out->len;
    bool ok = parts->count <= PARTS_MAX;
    for (size_t i = 0; ok && i < parts->count; i++) {
        ok = parts->items[i].bytes.len <= PART_BYTES_MAX && pack(&parts->items[i], scratch, &packed[i]) &&
             out->len - start <= INT32_MAX;
        packed[i].offset = (uint32_t)(out->len - start);
        if (ok)
            add_local(out, &packed[i]);
    }
    const size_t directory = out->len - start;
    for (size_t i = 0; ok && i < parts->count; i++)
        add_central(out, &packed[i]);
    if (ok)
        add_end(out, parts->count, out->len - start - directory, directory);
    arena_free(scratch);
    return ok || error_set(err, ERROR_SYSTEM, "the workbook is too large for its package");
}
