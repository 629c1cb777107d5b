/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/render/pdf_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "tests/unit/harness.h"

enum { UNPACKED_MAX = 64 << 20, KIND_FREE = 0, KIND_PLAIN = 1, KIND_PACKED = 2 };

static struct text after(struct text whole, struct text words)
{
    const size_t at = text_find(whole, words);
    ck_assert_msg(at < whole.len, "no '%.*s'", TEXT_ARGS(words));
    return text_slice(whole, at + words.len, whole.len);
}

/* The number behind a key. */
static size_t number_of(struct text dictionary, const char *key)
{
    char words[32];
    snprintf(words, sizeof words, "/%s ", key);
    return strtoul(after(dictionary, text_of(words)).ptr, NULL, 10);
}

/* What stands between "N 0 obj" at that place and the end of the object or the begin of its bytes. */
static struct text value_at(struct text file, size_t offset, size_t number)
{
    char begin[32];
    const int len = snprintf(begin, sizeof begin, "%zu 0 obj\n", number);
    const struct text from = text_slice(file, offset, file.len);
    ck_assert_msg(text_starts(from, text_of(begin)), "object %zu", number);
    const size_t stream = text_find(from, TEXT("\nstream\n")), end = text_find(from, TEXT("\nendobj\n"));
    return text_slice(from, (size_t)len, stream < end ? stream : end);
}

static struct text unpacked(struct text file, struct text dictionary, struct arena *keep)
{
    const size_t packed = number_of(dictionary, "Length");
    const struct text behind = text_slice(file, (size_t)(dictionary.ptr + dictionary.len - file.ptr), file.len);
    ck_assert(text_starts(behind, TEXT("\nstream\n")));
    ck_assert(text_starts(text_slice(behind, 8 + packed, behind.len), TEXT("\nendstream\nendobj\n")));
    uLongf size = UNPACKED_MAX;
    char *bytes = malloc(size);
    ck_assert_int_eq(uncompress((Bytef *)bytes, &size, (const Bytef *)behind.ptr + 8, packed), Z_OK);
    const struct text copy = text_copy(keep, (struct text){bytes, size});
    free(bytes);
    return copy;
}

/* ---- references ---- */

struct fields {
    size_t kind, at, index;
};

struct table {
    struct text rows; /* without the filter's byte, and with the differences added up */
    size_t width, at_width;
};

static struct table table_of(struct text file, struct text dictionary, struct arena *keep)
{
    struct table table = {.width = number_of(dictionary, "Columns")};
    const struct text bytes = unpacked(file, dictionary, keep);
    const size_t count = bytes.len / (table.width + 1);
    char *rows = arena_alloc(keep, count, table.width);
    char *end;
    ck_assert_uint_eq(number_of(dictionary, "Predictor"), 12);
    ck_assert_uint_eq(count * (table.width + 1), bytes.len);
    ck_assert_uint_eq(strtoul(after(dictionary, TEXT("/W [")).ptr, &end, 10), 1);
    table.at_width = strtoul(end, &end, 10);
    ck_assert_uint_eq(1 + table.at_width + strtoul(end, NULL, 10), table.width);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < table.width; k++) {
            const char above = i ? rows[(i - 1) * table.width + k] : 0;
            ck_assert_int_eq(bytes.ptr[i * (table.width + 1)], 2);
            rows[i * table.width + k] = (char)(above + bytes.ptr[i * (table.width + 1) + 1 + k]);
        }
    table.rows = (struct text){rows, count * table.width};
    return table;
}

static size_t big_endian(struct text bytes)
{
    size_t number = 0;
    for (size_t i = 0; i < bytes.len; i++)
        number = number << 8 | (unsigned char)bytes.ptr[i];
    return number;
}

static struct fields fields_of(const struct table *table, size_t number)
{
    const struct text row = text_slice(table->rows, number * table->width, (number + 1) * table->width);
    return (struct fields){big_endian(text_slice(row, 0, 1)), big_endian(text_slice(row, 1, 1 + table->at_width)),
                           big_endian(text_slice(row, 1 + table->at_width, row.len))};
}

/* ---- packed objects ---- */

/* The stream's pairs must name what the references look for, in their order; each object ends where the next begins. */
static void read_group(struct pdf_read *read, const struct table *table, size_t group, struct text bytes)
{
    const size_t count = number_of(read->objects[group], "N"), first = number_of(read->objects[group], "First");
    char *at = (char *)(uintptr_t)bytes.ptr;
    size_t number = 0;
    for (size_t i = 0, before = 0; i < count; i++) {
        const size_t next = strtoul(at, &at, 10), offset = strtoul(at, &at, 10);
        const struct fields fields = fields_of(table, next);
        ck_assert(fields.kind == KIND_PACKED && fields.at == group && fields.index == i);
        if (i)
            read->objects[number] = text_slice(bytes, first + before, first + offset);
        number = next;
        before = offset;
        read->objects[number] = text_slice(bytes, first + before, bytes.len);
    }
}

struct pdf_read pdf_read(struct text file, struct arena *keep)
{
    const size_t last = text_find(file, TEXT("\nstartxref\n"));
    ck_assert_uint_lt(last, file.len);
    const size_t at = strtoul(file.ptr + last + 11, NULL, 10), number = strtoul(file.ptr + at, NULL, 10);
    struct pdf_read read = {.references = value_at(file, at, number), .count = number + 1};
    ck_assert_uint_eq(number_of(read.references, "Size"), read.count);
    const struct table table = table_of(file, read.references, keep);
    ck_assert_uint_eq(table.rows.len, read.count * table.width);
    read.objects = ARENA_ARRAY(keep, struct text, read.count);
    ck_assert_uint_eq(fields_of(&table, 0).kind, KIND_FREE);
    for (size_t i = 1; i < read.count; i++) {
        const struct fields fields = fields_of(&table, i);
        if (fields.kind != KIND_PACKED)
            read.objects[i] = value_at(file, fields.at, i);
    }
    for (size_t i = 1; i < read.count; i++)
        if (text_find(read.objects[i], TEXT("/Type /ObjStm")) < read.objects[i].len)
            read_group(&read, &table, i, unpacked(file, read.objects[i], keep));
    for (size_t i = 1; i < read.count; i++)
        ck_assert_msg(read.objects[i].len, "object %zu is nowhere", i);
    return read;
}

size_t pdf_read_count(const struct pdf_read *read, struct text words)
{
    size_t count = 0;
    for (size_t i = 0; i < read->count; i++)
        for (struct text rest = read->objects[i]; text_find(rest, words) < rest.len; count++)
            rest = after(rest, words);
    return count;
}
