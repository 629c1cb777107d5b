/* SPDX-License-Identifier: GPL-3.0-or-later
 * Splitting into records. All separators, quotes and line ends of 64 bytes are found at once, as bits of a mask (after
 * Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019, section 3.1); the bits are then visited one by
 * one. A record that the window cuts is scanned again once the window holds more. */
#include "base/csv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__) && !defined(INGEST_PORTABLE)
#include <emmintrin.h>
#endif

enum { BLOCK = 64 };

/* The marks of the block at `base` that were not visited yet. */
struct marks {
    size_t base;
    uint64_t bits;
};

struct csv {
    struct decoder *decoder;
    char *bytes; /* the window: capacity + BLOCK bytes, those behind `end` have no meaning */
    size_t capacity;
    size_t start, next; /* of this record, of the next one */
    size_t end;
    bool ended; /* nothing follows what the window holds */
    bool begun; /* the first line was looked at */
    char separator;
    struct marks marks;
    uint32_t line;       /* of `start` */
    uint32_t next_line;
    size_t field_count, doubled_count;
    struct text fields[CSV_FIELDS_MAX];
    uint32_t begins[CSV_FIELDS_MAX + 1]; /* offsets behind `start` */
    uint16_t doubled[CSV_FIELDS_MAX];    /* the fields with doubled quotes */
    char *plain;                         /* their text without */
    size_t plain_capacity;
    enum csv_fault fault;
    size_t fault_at;
};

/* ---- marks ---- */

#if defined(__SSE2__) && !defined(INGEST_PORTABLE)

static inline uint64_t block_marks(const char *at, char separator)
{
    const __m128i separators = _mm_set1_epi8(separator), quotes = _mm_set1_epi8('"');
    const __m128i newlines = _mm_set1_epi8('\n'), returns = _mm_set1_epi8('\r');
    uint64_t bits = 0;
    for (int i = 0; i < BLOCK / 16; i++) {
        const __m128i bytes = _mm_loadu_si128((const void *)(at + 16 * i));
        const __m128i inner = _mm_or_si128(_mm_cmpeq_epi8(bytes, separators), _mm_cmpeq_epi8(bytes, quotes));
        const __m128i outer = _mm_or_si128(_mm_cmpeq_epi8(bytes, newlines), _mm_cmpeq_epi8(bytes, returns));
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(inner, outer)) << (16 * i);
    }
    return bits;
}

#else

static inline uint64_t block_marks(const char *at, char separator)
{
    uint64_t bits = 0;
    for (int i = 0; i < BLOCK; i++)
        bits |= (uint64_t)(at[i] == separator || at[i] == '"' || at[i] == '\n' || at[i] == '\r') << i;
    return bits;
}

#endif

static inline uint64_t marks_of_block(const struct csv *csv, size_t base)
{
    const uint64_t bits = block_marks(csv->bytes + base, csv->separator);
    return csv->end - base >= BLOCK ? bits : bits & ((UINT64_C(1) << (csv->end - base)) - 1);
}

static void marks_reset(struct csv *csv)
{
    csv->marks.base = csv->start;
    csv->marks.bits = marks_of_block(csv, csv->start);
}

/* The offset of the next mark, or csv->end. */
static inline size_t marks_next(struct csv *csv)
{
    struct marks *marks = &csv->marks;
    while (!marks->bits) {
        if (csv->end - marks->base <= BLOCK)
            return csv->end;
        marks->base += BLOCK;
        marks->bits = marks_of_block(csv, marks->base);
    }
    const size_t at = marks->base + (size_t)__builtin_ctzll(marks->bits);
    marks->bits &= marks->bits - 1;
    return at;
}

/* ---- the window ---- */

static void widen(struct csv *csv)
{
    csv->capacity *= 2;
    csv->bytes = memory_grow(csv->bytes, csv->capacity + BLOCK, 1);
}

/* Moves the record that is being read to the front of the window and reads on behind it. */
static bool fill(struct csv *csv, struct error *err)
{
    size_t got;
    memmove(csv->bytes, csv->bytes + csv->start, csv->end - csv->start);
    csv->end -= csv->start;
    csv->start = 0;
    if (csv->capacity - csv->end < csv->capacity / 2 || csv->capacity - csv->end < DECODE_ROOM_MIN)
        widen(csv);
    if (!decoder_read(csv->decoder, csv->bytes + csv->end, csv->capacity - csv->end, &got, err))
        return false;
    csv->end += got;
    csv->ended = got == 0;
    memset(csv->bytes + csv->end, 0, BLOCK);
    return true;
}

/* ---- one record ---- */

/* READ_CUT: the window ends before the record does. */
enum read { READ_DONE, READ_CUT, READ_BROKEN };

static enum read broken(struct csv *csv, enum csv_fault fault, size_t at)
{
    csv->fault = fault;
    csv->fault_at = at;
    return READ_BROKEN;
}

/* What it means that the window ends inside the field that begins at `begin`. */
static enum read cut(struct csv *csv, size_t begin, bool quoted)
{
    if (csv->end - begin > CSV_FIELD_MAX)
        return broken(csv, CSV_FAULT_FIELD_TOO_LONG, begin);
    if (csv->end - csv->start > CSV_RECORD_MAX)
        return broken(csv, CSV_FAULT_RECORD_TOO_LONG, csv->start);
    if (!csv->ended)
        return READ_CUT;
    if (decoder_fault(csv->decoder))
        return broken(csv, decoder_fault(csv->decoder), csv->end);
    return quoted ? broken(csv, CSV_FAULT_QUOTE_OPEN, begin) : READ_DONE;
}

static inline bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* Reads from the quote at `begin` to behind the closing one: *ret_mark is where the separator or line end stands, or
 * the end of the window, which may have cut a doubled quote in two. */
static enum read read_quoted(struct csv *csv, size_t begin, size_t *ret_mark)
{
    bool doubled = false;
    for (;;) {
        const size_t at = marks_next(csv);
        if (at == csv->end)
            return cut(csv, begin, true);
        const char c = csv->bytes[at];
        if (c == '\n' || (c == '\r' && csv->bytes[at + 1] != '\n'))
            csv->next_line++;
        if (c != '"')
            continue;
        if (at + 1 < csv->end && csv->bytes[at + 1] == '"') {
            marks_next(csv);
            doubled = true;
            continue;
        }
        if (at + 1 - begin > CSV_FIELD_MAX)
            return broken(csv, CSV_FAULT_FIELD_TOO_LONG, begin);
        if (doubled)
            csv->doubled[csv->doubled_count++] = (uint16_t)csv->field_count;
        csv->begins[csv->field_count] = (uint32_t)(begin - csv->start);
        csv->fields[csv->field_count++] = (struct text){csv->bytes + begin + 1, at - begin - 1};
        if (at + 1 < csv->end && csv->bytes[at + 1] != csv->separator && !ends_line(csv->bytes[at + 1]))
            return broken(csv, CSV_FAULT_TEXT_AFTER_QUOTE, at + 1);
        *ret_mark = marks_next(csv);
        return READ_DONE;
    }
}

/* Reads the field at `begin`, which is not quoted, up to the mark that ends it. */
static enum read read_plain(struct csv *csv, size_t begin, size_t mark)
{
    if (mark - begin > CSV_FIELD_MAX)
        return broken(csv, CSV_FAULT_FIELD_TOO_LONG, begin);
    if (mark == csv->end) {
        const enum read end = cut(csv, begin, false);
        if (end != READ_DONE)
            return end;
    } else if (csv->bytes[mark] == '"') {
        return broken(csv, CSV_FAULT_QUOTE_INSIDE, mark);
    }
    csv->begins[csv->field_count] = (uint32_t)(begin - csv->start);
    csv->fields[csv->field_count++] = (struct text){csv->bytes + begin, mark - begin};
    return READ_DONE;
}

/* Steps over the line end at `mark`. */
static enum read end_record(struct csv *csv, size_t mark)
{
    if (mark - csv->start > CSV_RECORD_MAX)
        return broken(csv, CSV_FAULT_RECORD_TOO_LONG, csv->start);
    csv->begins[csv->field_count] = (uint32_t)(mark - csv->start);
    csv->next = mark;
    if (mark == csv->end)
        return READ_DONE;
    csv->next = mark + 1;
    csv->next_line++;
    if (csv->bytes[mark] != '\r')
        return READ_DONE;
    if (mark + 1 == csv->end && !csv->ended)
        return READ_CUT;
    if (mark + 1 < csv->end && csv->bytes[mark + 1] == '\n')
        csv->next = marks_next(csv) + 1;
    return READ_DONE;
}

static enum read read_record(struct csv *csv)
{
    csv->field_count = csv->doubled_count = 0;
    csv->next_line = csv->line;
    for (size_t begin = csv->start;;) {
        if (csv->field_count == CSV_FIELDS_MAX)
            return broken(csv, CSV_FAULT_TOO_MANY_FIELDS, begin);
        size_t mark = marks_next(csv);
        const bool quoted = mark == begin && mark < csv->end && csv->bytes[mark] == '"';
        const enum read read = quoted ? read_quoted(csv, begin, &mark) : read_plain(csv, begin, mark);
        if (read != READ_DONE)
            return read;
        if (mark == csv->end) {
            const enum read end = cut(csv, csv->end, false);
            return end == READ_DONE ? end_record(csv, mark) : end;
        }
        if (csv->bytes[mark] != csv->separator)
            return end_record(csv, mark);
        begin = mark + 1;
    }
}

/* Copies fields with doubled quotes, without their doubles. The window stays as it is, so that places can be told. */
static void undouble(struct csv *csv)
{
    size_t len = 0;
    for (size_t i = 0; i < csv->doubled_count; i++)
        len += csv->fields[csv->doubled[i]].len;
    if (len > csv->plain_capacity) {
        csv->plain_capacity = len * 2;
        csv->plain = memory_grow(csv->plain, csv->plain_capacity, 1);
    }
    char *to = csv->plain;
    for (size_t i = 0; i < csv->doubled_count; i++) {
        struct text *field = &csv->fields[csv->doubled[i]];
        const char *const begin = to;
        for (size_t at = 0; at < field->len; at++) {
            *to++ = field->ptr[at];
            at += field->ptr[at] == '"';
        }
        *field = (struct text){begin, (size_t)(to - begin)};
    }
}

/* ---- the first line ---- */

/* The end of the first record, or csv->end. */
static size_t first_record_end(const struct csv *csv)
{
    bool quoted = false;
    size_t at = csv->start;
    for (; at < csv->end && (quoted || !ends_line(csv->bytes[at])); at++)
        quoted ^= csv->bytes[at] == '"';
    return at;
}

static char most_frequent_separator(struct text record)
{
    static const char candidates[] = {';', '\t', ',', '|'};
    size_t counts[sizeof candidates] = {0}, best = 0;
    bool quoted = false;
    for (size_t at = 0; at < record.len; at++) {
        quoted ^= record.ptr[at] == '"';
        for (size_t i = 0; i < sizeof candidates && !quoted; i++)
            counts[i] += record.ptr[at] == candidates[i];
    }
    for (size_t i = 1; i < sizeof candidates; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static bool is_letter(char c, char lower)
{
    return (c | 0x20) == lower;
}

/* The separator that the line "sep=X" names, or 0 if it is another line. */
static char named_separator(struct text line)
{
    if (line.len != 5 || !is_letter(line.ptr[0], 's') || !is_letter(line.ptr[1], 'e') || !is_letter(line.ptr[2], 'p') ||
        line.ptr[3] != '=')
        return 0;
    const char c = line.ptr[4];
    const bool usable = c == '\t' || (c > ' ' && c < '0' && c != '"') || (c && strchr(":;|^~", c));
    return usable ? c : 0;
}

/* Takes the line "sep=X" away if it is there, and decides on the separator. */
static bool begin(struct csv *csv, struct error *err)
{
    while (!csv->ended && first_record_end(csv) == csv->end && csv->end <= CSV_RECORD_MAX)
        if (!fill(csv, err))
            return false;
    const struct text first = {csv->bytes, first_record_end(csv)};
    const char named = named_separator(first);
    if (named) {
        if (!csv->separator)
            csv->separator = named;
        while (!csv->ended && csv->end < first.len + 2)
            if (!fill(csv, err))
                return false;
        csv->start = first.len + (first.len < csv->end);
        if (csv->start < csv->end && csv->bytes[csv->start - 1] == '\r' && csv->bytes[csv->start] == '\n')
            csv->start++;
        csv->line++;
    }
    if (!csv->separator)
        csv->separator = most_frequent_separator(first);
    csv->next = csv->start;
    csv->next_line = csv->line;
    marks_reset(csv);
    csv->begun = true;
    return true;
}

/* ---- the interface ---- */

struct csv *csv_open(const char *path, const struct csv_options *options, struct error *err)
{
    const size_t window = options->window ? options->window : CSV_WINDOW;
    struct decoder *decoder =
        decoder_open(path, options->encoding, options->window ? options->window : DECODE_CHUNK, err);
    if (!decoder)
        return NULL;
    struct csv *csv = memory_alloc(1, sizeof *csv);
    csv->decoder = decoder;
    csv->capacity = window < DECODE_ROOM_MIN ? DECODE_ROOM_MIN : window;
    csv->bytes = memory_grow(NULL, csv->capacity + BLOCK, 1); /* most files fill little of it */
    csv->separator = options->separator;
    csv->line = 1;
    return csv;
}

void csv_close(struct csv *csv)
{
    if (!csv)
        return;
    decoder_close(csv->decoder);
    free(csv->bytes);
    free(csv->plain);
    free(csv);
}

/* The first record at `start`, or after it if the window has to be filled. */
static enum csv_step read_step(struct csv *csv, struct error *err)
{
    for (;;) {
        if (csv->start == csv->end && csv->ended && !decoder_fault(csv->decoder))
            return CSV_END;
        const enum read read = csv->start < csv->end || csv->ended ? read_record(csv) : READ_CUT;
        if (read != READ_CUT)
            return read == READ_DONE ? CSV_RECORD : CSV_BROKEN;
        if (!fill(csv, err))
            return CSV_FAILED;
        marks_reset(csv);
    }
}

enum csv_step csv_next(struct csv *csv, struct csv_record *ret_record, struct error *err)
{
    if (csv->fault)
        return CSV_BROKEN;
    if (!csv->begun && !begin(csv, err))
        return CSV_FAILED;
    csv->start = csv->next;
    csv->line = csv->next_line;
    const enum csv_step step = read_step(csv, err);
    if (step != CSV_RECORD)
        return step;
    if (csv->doubled_count)
        undouble(csv);
    *ret_record = (struct csv_record){csv->fields, csv->field_count, csv->begins[csv->field_count] == 0};
    return CSV_RECORD;
}

static struct csv_place place_of(const struct csv *csv, size_t offset)
{
    struct csv_place place = {csv->line, 1};
    for (size_t at = csv->start; at < offset; at++) {
        const char c = csv->bytes[at];
        if (c == '\n' || (c == '\r' && csv->bytes[at + 1] != '\n'))
            place = (struct csv_place){place.line + 1, 1};
        else if (c != '\r' && (c & 0xC0) != 0x80)
            place.column++;
    }
    return place;
}

size_t csv_record_find(const struct csv_record *record, struct text word)
{
    for (size_t i = 0; i < record->count; i++)
        if (text_equal(text_trim(record->fields[i]), word))
            return i;
    return SIZE_MAX;
}

struct csv_place csv_field_place(const struct csv *csv, size_t field)
{
    assert(field <= csv->field_count);
    return place_of(csv, csv->start + csv->begins[field]);
}

enum csv_fault csv_fault(const struct csv *csv)
{
    return csv->fault;
}

struct csv_place csv_fault_place(const struct csv *csv)
{
    return place_of(csv, csv->fault_at);
}

char csv_separator(const struct csv *csv)
{
    return csv->separator;
}

uint64_t csv_bytes(const struct csv *csv)
{
    return decoder_bytes(csv->decoder);
}

struct text csv_sha256(struct csv *csv, struct arena *keep)
{
    return decoder_sha256(csv->decoder, keep);
}
