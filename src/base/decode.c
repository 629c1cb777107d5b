/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading in chunks, telling what kind of file it is, and converting to UTF-8. */
#include "base/decode.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"

#if defined(__SSE2__) && !defined(INGEST_PORTABLE)
#include <emmintrin.h>
#endif

struct decoder {
    int file;
    char *path; /* for messages */
    enum encoding encoding;
    enum csv_fault fault;
    unsigned char *raw; /* bytes read and not converted yet: [start, end) */
    size_t chunk, start, end;
    bool ended;
    uint64_t bytes;
    struct digest *digest;
};

/* Where characters go. */
struct sink {
    char *bytes;
    size_t len, room;
};

/* ---- what kind of file it is ---- */

struct magic {
    enum csv_fault fault;
    struct text bytes;
};

static const struct magic MAGICS[] = {
    {CSV_FAULT_ZIP, TEXT_INIT("PK\x03\x04")},
    {CSV_FAULT_ZIP, TEXT_INIT("PK\x05\x06")},
    {CSV_FAULT_OLD_OFFICE, TEXT_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")},
    {CSV_FAULT_PDF, TEXT_INIT("%PDF-")},
    {CSV_FAULT_PACKED, TEXT_INIT("\x1F\x8B")},
    {CSV_FAULT_PACKED, TEXT_INIT("BZh")},
    {CSV_FAULT_PACKED, TEXT_INIT("\xFD" "7zXZ")},
    {CSV_FAULT_PACKED, TEXT_INIT("\x28\xB5\x2F\xFD")},
    {CSV_FAULT_PACKED, TEXT_INIT("7z\xBC\xAF\x27\x1C")},
    {CSV_FAULT_PACKED, TEXT_INIT("Rar!\x1A\x07")},
    {CSV_FAULT_SQLITE, TEXT_INIT("SQLite format 3")},
    {CSV_FAULT_PARQUET, TEXT_INIT("PAR1")},
    {CSV_FAULT_PICTURE, TEXT_INIT("\x89PNG\r\n")},
    {CSV_FAULT_PICTURE, TEXT_INIT("\xFF\xD8\xFF")},
    {CSV_FAULT_PICTURE, TEXT_INIT("GIF8")},
    {CSV_FAULT_UTF32, TEXT_INIT("\xFF\xFE\0\0")},
    {CSV_FAULT_UTF32, TEXT_INIT("\0\0\xFE\xFF")},
    {CSV_FAULT_XML, TEXT_INIT("<?xml")},
};

static bool starts_in_any_case(struct text t, struct text start)
{
    return t.len >= start.len && strncasecmp(t.ptr, start.ptr, start.len) == 0;
}

static enum csv_fault kind_of(struct text head)
{
    for (size_t i = 0; i < sizeof MAGICS / sizeof *MAGICS; i++)
        if (text_starts(head, MAGICS[i].bytes))
            return MAGICS[i].fault;
    const struct text words = text_trim(text_starts(head, TEXT("\xEF\xBB\xBF")) ? text_slice(head, 3, head.len) : head);
    if (starts_in_any_case(words, TEXT("<!doctype html")) || starts_in_any_case(words, TEXT("<html")))
        return CSV_FAULT_HTML;
    return CSV_FAULT_NONE;
}

/* ---- reading ---- */

static bool read_failed(const struct decoder *decoder, struct error *err)
{
    return error_set(err, ERROR_SYSTEM, "%s: cannot read: %s", decoder->path, strerror(errno));
}

static void count_bytes(struct decoder *decoder, size_t got)
{
    digest_add(decoder->digest, (struct text){(const char *)decoder->raw + decoder->end, got});
    decoder->end += got;
    decoder->bytes += got;
    decoder->ended = got == 0;
    if (decoder->bytes > DECODE_FILE_MAX)
        decoder->fault = CSV_FAULT_FILE_TOO_LARGE;
}

/* Fills the chunk behind what is not converted yet. */
static bool refill(struct decoder *decoder, struct error *err)
{
    memmove(decoder->raw, decoder->raw + decoder->start, decoder->end - decoder->start);
    decoder->end -= decoder->start;
    decoder->start = 0;
    while (decoder->end < decoder->chunk && !decoder->ended && !decoder->fault) {
        const ssize_t got = read(decoder->file, decoder->raw + decoder->end, decoder->chunk - decoder->end);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return read_failed(decoder, err);
        count_bytes(decoder, (size_t)got);
    }
    return true;
}

/* ---- UTF-8 ---- */

enum { SEQUENCE_INVALID = 0, SEQUENCE_CUT = -1 };

/* The length (2 to 4) of the well-formed multi-byte sequence at `at` (Unicode 15.0, table 3-7), SEQUENCE_INVALID if
 * there is none, SEQUENCE_CUT if there are too few bytes to tell. */
static int sequence_length(const unsigned char *at, size_t available)
{
    const unsigned char lead = at[0];
    const int len = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (int i = 1; i < len; i++) {
        if ((size_t)i >= available)
            return SEQUENCE_CUT;
        if (i == 1 ? at[i] < least || at[i] > most : (at[i] & 0xC0) != 0x80)
            return SEQUENCE_INVALID;
    }
    return len;
}

/* Copies ASCII other than NUL; returns how many bytes. */
static size_t copy_ascii(char *restrict to, const unsigned char *restrict from, size_t len)
{
    size_t i = 0;
#if defined(__SSE2__) && !defined(INGEST_PORTABLE)
    for (; i + 16 <= len; i += 16) {
        const __m128i bytes = _mm_loadu_si128((const void *)(from + i));
        if (_mm_movemask_epi8(_mm_or_si128(bytes, _mm_cmpeq_epi8(bytes, _mm_setzero_si128()))))
            break;
        _mm_storeu_si128((void *)(to + i), bytes);
    }
#else
    for (; i + 8 <= len; i += 8) {
        uint64_t bytes;
        memcpy(&bytes, from + i, sizeof bytes);
        if (((bytes | (bytes - 0x0101010101010101u)) & 0x8080808080808080u))
            break;
        memcpy(to + i, &bytes, sizeof bytes);
    }
#endif
    for (; i < len && from[i] - 1u < 0x7F; i++)
        to[i] = (char)from[i];
    return i;
}

static size_t available(const struct decoder *decoder)
{
    return decoder->end - decoder->start;
}

/* ASCII as far as it goes; false when another byte ended it before the bytes or the room did: *ret_byte. */
static bool pass_ascii(struct decoder *decoder, struct sink *sink, unsigned char *ret_byte)
{
    const size_t room = sink->room - sink->len;
    const size_t len = available(decoder) < room ? available(decoder) : room;
    const size_t copied = copy_ascii(sink->bytes + sink->len, decoder->raw + decoder->start, len);
    sink->len += copied;
    decoder->start += copied;
    if (!available(decoder) || sink->room - sink->len < DECODE_ROOM_MIN)
        return true;
    *ret_byte = decoder->raw[decoder->start];
    return false;
}

/* Converts until bytes or room run out, a fault is met, or the encoding turns out to be another. */
static void convert_utf8(struct decoder *decoder, struct sink *sink)
{
    unsigned char byte;
    while (!pass_ascii(decoder, sink, &byte)) {
        const unsigned char *at = decoder->raw + decoder->start;
        int len = byte ? sequence_length(at, available(decoder)) : SEQUENCE_INVALID;
        if (len == SEQUENCE_CUT && !decoder->ended)
            return;
        if (len > 0) {
            memcpy(sink->bytes + sink->len, at, (size_t)len);
            sink->len += (size_t)len;
            decoder->start += (size_t)len;
            decoder->encoding = ENCODING_UTF8;
        } else if (!byte) {
            decoder->fault = CSV_FAULT_NUL;
            return;
        } else if (decoder->encoding == ENCODING_DETECT) {
            decoder->encoding = ENCODING_WINDOWS_1252;
            return;
        } else {
            decoder->fault = CSV_FAULT_NOT_UTF8;
            return;
        }
    }
}

/* ---- Windows-1252 and UTF-16 ---- */

enum { LOOK_AHEAD = 4 }; /* bytes of the longest UTF-8 sequence */

static void put(struct sink *sink, uint32_t code_point)
{
    char *at = sink->bytes + sink->len;
    const int more = code_point < 0x80 ? 0 : code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xC0, 0xE0, 0xF0};
    at[0] = (char)(leads[more] | (code_point >> (6 * more)));
    for (int i = 1; i <= more; i++)
        at[i] = (char)(0x80 | ((code_point >> (6 * (more - i))) & 0x3F));
    sink->len += (size_t)more + 1;
}

/* Of the bytes 80 to 9F; 0 where there is none. The rest of the upper half is as in Unicode. */
static const uint16_t UPPER_HALF[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0,      0x017E, 0x0178,
};

/* Whether UTF-8, whole or damaged, stands where Windows-1252 should: a lead byte and a continuation byte in pairs that
 * no text has. Ä, Å, Ö, ä, å and é do stand before closing quotes and dashes. */
static bool looks_like_utf8(const unsigned char *at, size_t available)
{
    if (sequence_length(at, available) > 0)
        return true;
    const bool nordic = strchr("\xC4\xC5\xD6\xE4\xE5\xE9", at[0]) != NULL;
    return !nordic && at[0] >= 0xC0 && at[0] < 0xF5 && available > 1 && (at[1] & 0xC0) == 0x80;
}

static enum csv_fault fault_in_1252(const unsigned char *at, size_t available, uint32_t code_point)
{
    if (!at[0])
        return CSV_FAULT_NUL;
    if (looks_like_utf8(at, available))
        return CSV_FAULT_MIXED;
    return code_point ? CSV_FAULT_NONE : CSV_FAULT_NOT_1252;
}

static void convert_1252(struct decoder *decoder, struct sink *sink)
{
    unsigned char byte;
    while (!pass_ascii(decoder, sink, &byte)) {
        if (available(decoder) < LOOK_AHEAD && !decoder->ended)
            return;
        const uint32_t code_point = byte >= 0x80 && byte < 0xA0 ? UPPER_HALF[byte - 0x80] : byte;
        decoder->fault = fault_in_1252(decoder->raw + decoder->start, available(decoder), code_point);
        if (decoder->fault)
            return;
        put(sink, code_point);
        decoder->start++;
    }
}

static uint32_t unit_at(const struct decoder *decoder, size_t offset)
{
    const unsigned char *at = decoder->raw + decoder->start + offset;
    return decoder->encoding == ENCODING_UTF16_LE ? at[0] | (uint32_t)at[1] << 8 : (uint32_t)at[0] << 8 | at[1];
}

/* The bytes that the character at the start takes: 2 or 4, 0 if it is none, SEQUENCE_CUT if more bytes are needed. */
static int utf16_length(const struct decoder *decoder, uint32_t *ret_code_point)
{
    if (available(decoder) < 2)
        return decoder->ended ? SEQUENCE_INVALID : SEQUENCE_CUT;
    const uint32_t unit = unit_at(decoder, 0);
    *ret_code_point = unit;
    if (unit < 0xD800 || unit > 0xDFFF)
        return 2;
    if (available(decoder) < 4)
        return decoder->ended ? SEQUENCE_INVALID : SEQUENCE_CUT;
    const uint32_t second = unit_at(decoder, 2);
    *ret_code_point = 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
    return unit < 0xDC00 && second >= 0xDC00 && second <= 0xDFFF ? 4 : SEQUENCE_INVALID;
}

static void convert_utf16(struct decoder *decoder, struct sink *sink)
{
    while (available(decoder) && sink->room - sink->len >= DECODE_ROOM_MIN) {
        uint32_t code_point = 0;
        const int len = utf16_length(decoder, &code_point);
        if (len == SEQUENCE_CUT)
            return;
        decoder->fault = len == SEQUENCE_INVALID ? CSV_FAULT_NOT_UTF16 : code_point ? CSV_FAULT_NONE : CSV_FAULT_NUL;
        if (decoder->fault)
            return;
        put(sink, code_point);
        decoder->start += (size_t)len;
    }
}

static void convert(struct decoder *decoder, struct sink *sink)
{
    switch (decoder->encoding) {
    case ENCODING_DETECT:
    case ENCODING_UTF8:
        convert_utf8(decoder, sink);
        break;
    case ENCODING_WINDOWS_1252:
        convert_1252(decoder, sink);
        break;
    case ENCODING_UTF16_LE:
    case ENCODING_UTF16_BE:
        convert_utf16(decoder, sink);
        break;
    }
}

bool decoder_read(struct decoder *decoder, char *into, size_t room, size_t *ret_len, struct error *err)
{
    assert(room >= DECODE_ROOM_MIN);
    struct sink sink = {into, 0, room};
    while (!decoder->fault && sink.room - sink.len >= DECODE_ROOM_MIN) {
        const size_t before = sink.len;
        const enum encoding encoding = decoder->encoding;
        convert(decoder, &sink);
        if (sink.len > before || decoder->encoding != encoding)
            continue;
        if (decoder->ended)
            break;
        if (!refill(decoder, err))
            return false;
    }
    *ret_len = sink.len;
    return true;
}

/* ---- opening ---- */

/* Skips the mark of the encoding, if there is one. */
static void skip_mark(struct decoder *decoder, struct text head)
{
    if (text_starts(head, TEXT("\xEF\xBB\xBF"))) {
        decoder->start = 3;
        decoder->encoding = ENCODING_UTF8;
    } else if (text_starts(head, TEXT("\xFF\xFE"))) {
        decoder->start = 2;
        decoder->encoding = ENCODING_UTF16_LE;
    } else if (text_starts(head, TEXT("\xFE\xFF"))) {
        decoder->start = 2;
        decoder->encoding = ENCODING_UTF16_BE;
    }
}

static bool open_file(struct decoder *decoder, struct error *err)
{
    decoder->file = open(decoder->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (decoder->file < 0)
        return error_set(err, errno == ENOENT ? ERROR_INPUT : ERROR_SYSTEM, "%s: cannot open: %s", decoder->path,
                         strerror(errno));
    struct stat about;
    if (fstat(decoder->file, &about) != 0)
        return read_failed(decoder, err);
    if (!S_ISREG(about.st_mode))
        return error_set(err, ERROR_INPUT, "%s: not an ordinary file", decoder->path);
    if (about.st_size > (off_t)DECODE_FILE_MAX)
        decoder->fault = CSV_FAULT_FILE_TOO_LARGE;
    return decoder->fault || refill(decoder, err);
}

struct decoder *decoder_open(const char *path, enum encoding encoding, size_t chunk, struct error *err)
{
    struct decoder *decoder = memory_alloc(1, sizeof *decoder);
    decoder->path = memory_alloc(strlen(path) + 1, 1);
    memcpy(decoder->path, path, strlen(path) + 1);
    decoder->encoding = encoding;
    decoder->chunk = chunk < DECODE_CHUNK_MIN ? DECODE_CHUNK_MIN : chunk;
    decoder->raw = memory_grow(NULL, decoder->chunk, 1);
    decoder->digest = digest_new(DIGEST_FASTEST);
    if (!open_file(decoder, err)) {
        decoder_close(decoder);
        return NULL;
    }
    const size_t seen = decoder->end < DECODE_CHUNK_MIN ? decoder->end : DECODE_CHUNK_MIN;
    const struct text head = {(const char *)decoder->raw, seen};
    if (!decoder->fault)
        decoder->fault = kind_of(head);
    skip_mark(decoder, head);
    return decoder;
}

void decoder_close(struct decoder *decoder)
{
    if (!decoder)
        return;
    if (decoder->file >= 0)
        close(decoder->file);
    digest_free(decoder->digest);
    free(decoder->raw);
    free(decoder->path);
    free(decoder);
}

enum csv_fault decoder_fault(const struct decoder *decoder)
{
    return decoder->fault;
}

uint64_t decoder_bytes(const struct decoder *decoder)
{
    return decoder->bytes;
}

struct text decoder_sha256(struct decoder *decoder, struct arena *keep)
{
    return digest_end(decoder->digest, keep);
}
