/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads and writes ZIP archives. Section numbers are those of PKWARE's APPNOTE.TXT 6.3. */
#include "render/xlsx/zip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"

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
    PIECE_BYTES = 32 * 1024, /* so much of a file is read or written at a time */
    LEVEL = 4, /* of 9: nearly as small as 9 in a fifth of its time */
    MEMORY = 7, /* of 9: what is larger has to be cleared for each part, however small that is */
};

static const uint32_t SIGN_LOCAL = 0x04034b50, SIGN_CENTRAL = 0x02014b50, SIGN_END = 0x06054b50;

/* ---- reading ---- */

static bool damaged(struct error *err, const char *what)
{
    return error_set(err, ERROR_SYSTEM, "the workbook's package is damaged: %s", what);
}

struct xlsx_archive xlsx_archive_of_bytes(struct text bytes)
{
    return (struct xlsx_archive){.file = -1, .bytes = bytes, .size = bytes.len};
}

bool xlsx_archive_of_file(int file, struct xlsx_archive *ret_archive, struct error *err)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return error_set(err, ERROR_SYSTEM, "the workbook cannot be read again: %s", strerror(errno));
    *ret_archive = (struct xlsx_archive){.file = file, .bytes = TEXT_EMPTY, .size = (size_t)about.st_size};
    return true;
}

static bool read_at(const struct xlsx_archive *archive, size_t at, char *bytes, size_t count)
{
    if (at > archive->size || archive->size - at < count)
        return false;
    if (archive->file < 0 && count)
        memcpy(bytes, archive->bytes.ptr + at, count);
    while (archive->file >= 0 && count) {
        const ssize_t done = pread(archive->file, bytes, count, (off_t)at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        at += (size_t)done;
        count -= (size_t)done;
    }
    return true;
}

/* From `at` to `end`, in `keep`; empty where they cannot be read. */
static struct text read_span(const struct xlsx_archive *archive, size_t at, size_t end, struct arena *keep)
{
    if (at > end)
        return TEXT_EMPTY;
    char *bytes = arena_alloc(keep, end - at + 1, 1);
    return read_at(archive, at, bytes, end - at) ? (struct text){bytes, end - at} : TEXT_EMPTY;
}

static uint32_t read_number(struct text t, size_t at, size_t size)
{
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++)
        value |= (uint32_t)(unsigned char)t.ptr[at + i] << 8 * i;
    return value;
}

/* The end record, which stands before a comment at the very end, and where it begins. */
static bool find_end(const struct xlsx_archive *archive, struct arena *scratch, struct text *ret_record, size_t *ret_at)
{
    const size_t most = END_SIZE + COMMENT_MAX, from = archive->size > most ? archive->size - most : 0;
    const struct text tail = read_span(archive, from, archive->size, scratch);
    for (size_t left = tail.len; left >= END_SIZE; left--) {
        const size_t at = left - END_SIZE;
        if (read_number(tail, at, 4) != SIGN_END)
            continue;
        *ret_record = text_slice(tail, at, left);
        *ret_at = from + at;
        return true;
    }
    return false;
}

/* What the directory says of a part, at `at`. */
static struct xlsx_packed read_entry(struct text directory, size_t at)
{
    return (struct xlsx_packed){
        .name = text_slice(directory, at + CENTRAL_SIZE, at + CENTRAL_SIZE + read_number(directory, at + 28, 2)),
        .length = read_number(directory, at + 20, 4),
        .offset = read_number(directory, at + 42, 4), /* of its local header */
        .method = read_number(directory, at + 10, 2),
        .checksum = read_number(directory, at + 16, 4),
        .size = read_number(directory, at + 24, 4),
    };
}

/* From the offset of the local header, which has its own lengths of name and extra field, to that of the data. */
static bool find_data(const struct xlsx_archive *archive, struct xlsx_packed *packed)
{
    char bytes[LOCAL_SIZE];
    const struct text header = {bytes, sizeof bytes};
    if (!read_at(archive, packed->offset, bytes, sizeof bytes) || read_number(header, 0, 4) != SIGN_LOCAL)
        return false;
    packed->offset += LOCAL_SIZE + read_number(header, 26, 2) + read_number(header, 28, 2);
    packed->archive = *archive;
    return packed->offset <= archive->size && archive->size - packed->offset >= packed->length;
}

static bool is_readable(const struct xlsx_packed *packed, uint32_t flags)
{
    return !(flags & FLAG_ENCRYPTED) && packed->size <= PART_BYTES_MAX &&
           (packed->method == METHOD_DEFLATED ||
            (packed->method == METHOD_STORED && packed->length == packed->size));
}

static bool read_directory(const struct xlsx_archive *archive, struct text bytes, size_t count, struct arena *keep,
                           struct xlsx_directory *directory, struct error *err)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (bytes.len - at < CENTRAL_SIZE || read_number(bytes, at, 4) != SIGN_CENTRAL)
            return damaged(err, "its directory is cut short");
        const size_t rest = read_number(bytes, at + 28, 2) + read_number(bytes, at + 30, 2) + read_number(bytes, at + 32, 2);
        if (bytes.len - at - CENTRAL_SIZE < rest)
            return damaged(err, "its directory is cut short");
        struct xlsx_packed packed = read_entry(bytes, at);
        if (!find_data(archive, &packed) || !is_readable(&packed, read_number(bytes, at + 8, 2)))
            return damaged(err, "a part cannot be unpacked");
        ARENA_PUSH(keep, directory, packed);
        at += CENTRAL_SIZE + rest;
    }
    return true;
}

bool xlsx_zip_list(const struct xlsx_archive *archive, struct arena *keep, struct xlsx_directory *ret_directory, struct error *err)
{
    struct arena *scratch = arena_new();
    struct xlsx_directory directory = {0};
    struct text record;
    size_t end = 0;
    bool ok = find_end(archive, scratch, &record, &end) || damaged(err, "it has no directory");
    if (ok) {
        const size_t count = read_number(record, 10, 2);
        ok = read_directory(archive, read_span(archive, read_number(record, 16, 4), end, keep), count, keep, &directory, err);
    }
    arena_free(scratch);
    if (ok)
        *ret_directory = directory;
    return ok;
}

struct xlsx_unpacking {
    const struct xlsx_packed *packed;
    z_stream stream;
    size_t taken;          /* packed bytes that have been read */
    size_t done;           /* unpacked bytes */
    uint32_t checksum;     /* of those */
    bool ended;            /* nothing of the packed data is left over either */
    char *room;            /* of PIECE_BYTES, for those that are being unpacked */
};

struct xlsx_unpacking *xlsx_unpacking_new(const struct xlsx_packed *packed)
{
    struct xlsx_unpacking *unpacking = memory_alloc(1, sizeof *unpacking);
    unpacking->packed = packed;
    unpacking->room = memory_grow(NULL, PIECE_BYTES, 1); /* without zeros, which cost as much as a small part */
    if (inflateInit2(&unpacking->stream, -MAX_WBITS) != Z_OK)
        unpacking->taken = packed->length; /* it will never be whole */
    return unpacking;
}

void xlsx_unpacking_free(struct xlsx_unpacking *unpacking)
{
    if (!unpacking)
        return;
    inflateEnd(&unpacking->stream);
    free(unpacking->room);
    free(unpacking);
}

/* The next packed bytes, at most `room`; 0 at the end, and where they cannot be read. */
static size_t read_packed(struct xlsx_unpacking *unpacking, char *bytes, size_t room)
{
    const struct xlsx_packed *packed = unpacking->packed;
    const size_t left = packed->length - unpacking->taken, count = left < room ? left : room;
    if (!read_at(&packed->archive, packed->offset + unpacking->taken, bytes, count))
        return 0;
    unpacking->taken += count;
    return count;
}

static size_t read_stored(struct xlsx_unpacking *unpacking, char *bytes, size_t room)
{
    const size_t count = read_packed(unpacking, bytes, room);
    unpacking->ended = unpacking->taken == unpacking->packed->length;
    return count;
}

/* Packed bytes may unpack to nothing yet: then more of them are read. */
static size_t read_deflated(struct xlsx_unpacking *unpacking, char *bytes, size_t room)
{
    z_stream *stream = &unpacking->stream;
    int result = unpacking->ended ? Z_STREAM_END : Z_OK;
    stream->next_out = (Bytef *)bytes;
    stream->avail_out = (uInt)room;
    while (result == Z_OK && stream->avail_out == room) {
        if (!stream->avail_in) {
            stream->next_in = (Bytef *)unpacking->room;
            stream->avail_in = (uInt)read_packed(unpacking, unpacking->room, PIECE_BYTES);
        }
        result = inflate(stream, Z_SYNC_FLUSH);
    }
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
    struct text_builder *out;   /* the archive; of one in a file, what is not in it yet */
    struct text_builder buffer; /* of one in a file: `out` */
    int file;                   /* -1: none */
    size_t start, gone;         /* of the archive in `out`; how much is in the file already */
    int failure;                /* why the file could not be written, as errno says it */
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
    packing->file = -1;
    packing->start = out->len;
    packing->keep = arena_new();
    packing->ok = deflateInit2(&packing->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
    return packing;
}

struct xlsx_packing *xlsx_packing_new_in_file(int file)
{
    struct text_builder nothing = {0};
    struct xlsx_packing *packing = xlsx_packing_new(&nothing);
    packing->out = &packing->buffer;
    packing->file = file;
    return packing;
}

void xlsx_packing_free(struct xlsx_packing *packing)
{
    if (!packing)
        return;
    deflateEnd(&packing->stream);
    text_builder_done(&packing->buffer);
    arena_free(packing->keep);
    free(packing);
}

/* Where the next byte of the archive goes. */
static size_t position(const struct xlsx_packing *packing)
{
    return packing->gone + packing->out->len - packing->start;
}

static void fail(struct xlsx_packing *packing)
{
    packing->failure = packing->failure ? packing->failure : errno ? errno : EIO;
    packing->ok = false;
}

/* Puts what has gathered into the file, if there is one and that is at least so much. */
static void spill(struct xlsx_packing *packing, size_t least)
{
    if (packing->file < 0 || packing->buffer.len < least)
        return;
    if (packing->ok && !file_put(packing->file, text_built(&packing->buffer)))
        fail(packing);
    packing->gone += packing->buffer.len;
    packing->buffer.len = 0;
}

/* Goes back to a place of the archive, all of which is in the file or none. */
static void put_back(struct xlsx_packing *packing, size_t at, const char *bytes, size_t count)
{
    if (at >= packing->gone)
        memcpy(packing->out->bytes + packing->start + (at - packing->gone), bytes, count);
    else if (packing->ok && pwrite(packing->file, bytes, count, (off_t)at) != (ssize_t)count)
        fail(packing);
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
        spill(packing, PIECE_BYTES);
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
    part->packed = position(packing) - part->offset - LOCAL_SIZE - part->name.len;
    char known[12];
    put_number(known, part->checksum, 4);
    put_number(known + 4, part->packed, 4);
    put_number(known + 8, part->size, 4);
    put_back(packing, part->offset + 14, known, sizeof known);
}

static void begin_part(struct xlsx_packing *packing, struct text name, uint32_t method)
{
    end_part(packing);
    const struct written part = {.name = text_copy(packing->keep, name), .offset = position(packing), .method = method};
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
    const size_t directory = position(packing);
    for (size_t i = 0; i < packing->parts.count; i++)
        add_central(packing->out, &packing->parts.items[i]);
    add_end(packing->out, packing->parts.count, position(packing) - directory, directory);
    spill(packing, 0);
    if (packing->failure)
        return error_set(err, ERROR_SYSTEM, "the workbook cannot be written: %s", strerror(packing->failure));
    return (packing->ok && packing->parts.count <= PARTS_MAX && directory <= INT32_MAX) ||
           error_set(err, ERROR_SYSTEM, "the workbook is too large for its package");
}
