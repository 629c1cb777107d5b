/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole packages, for tests that look into workbooks or change them. */
#ifndef TESTS_UNIT_RENDER_TEST_XLSX_PARTS_H
#define TESTS_UNIT_RENDER_TEST_XLSX_PARTS_H

#include <string.h>

#include "document/document.h"
#include "render/xlsx/zip.h"

#include "unit/harness.h"

struct xlsx_part {
    struct text name;  /* "xl/workbook.xml" */
    struct text bytes; /* uncompressed */
};

struct xlsx_parts {
    struct xlsx_part *items;
    size_t count, capacity;
};

/* The part of that name, or NULL. */
static inline struct xlsx_part *xlsx_part_find(const struct xlsx_parts *parts, struct text name)
{
    for (size_t i = 0; i < parts->count; i++)
        if (text_equal(parts->items[i].name, name))
            return &parts->items[i];
    return NULL;
}

static inline struct text part_named(const struct xlsx_parts *parts, const char *name)
{
    const struct xlsx_part *part = xlsx_part_find(parts, text_of(name));
    ck_assert_msg(part != NULL, "no part %s", name);
    return part->bytes;
}

static inline bool holds(struct text whole, const char *part)
{
    return text_find(whole, text_of(part)) < whole.len;
}

static inline bool xlsx_zip_read(struct text bytes, struct arena *keep, struct xlsx_parts *ret_parts, struct error *err)
{
    struct xlsx_directory directory;
    struct xlsx_parts parts = {0};
    const struct xlsx_archive archive = xlsx_archive_of_bytes(bytes);
    if (!xlsx_zip_list(&archive, keep, &directory, err))
        return false;
    for (size_t i = 0; i < directory.count; i++) {
        struct xlsx_part part = {.name = text_copy(keep, directory.items[i].name)};
        if (!xlsx_zip_unpack(&directory.items[i], keep, &part.bytes, err))
            return false;
        ARENA_PUSH(keep, &parts, part);
    }
    *ret_parts = parts;
    return true;
}

static inline bool xlsx_zip_write(const struct xlsx_parts *parts, struct text_builder *out, struct error *err)
{
    struct xlsx_packing *packing = xlsx_packing_new(out);
    for (size_t i = 0; i < parts->count; i++) {
        xlsx_packing_begin(packing, parts->items[i].name);
        xlsx_packing_add(packing, parts->items[i].bytes);
    }
    const bool ok = xlsx_packing_end(packing, err);
    xlsx_packing_free(packing);
    return ok;
}

/* ---- corruption ---- */

struct corruption {
    const char *part, *old, *new; /* old NULL: the part becomes empty */
};

/* Whether the parts, packed, are what the document asks for. */
typedef bool (*xlsx_verifier)(const struct document *document, const struct xlsx_parts *parts, struct error *err);

static inline void corrupt(struct xlsx_part *part, const struct corruption *how, struct arena *keep)
{
    if (!how->old) {
        part->bytes = TEXT_EMPTY;
        return;
    }
    const size_t at = text_find(part->bytes, text_of(how->old));
    ck_assert_msg(at < part->bytes.len, "%s has no %s", how->part, how->old);
    part->bytes = text_format(keep, "%.*s%s%.*s", (int)at, part->bytes.ptr, how->new,
                              TEXT_ARGS(text_slice(part->bytes, at + strlen(how->old), part->bytes.len)));
}

/* Each by itself is found; the parts are sound again after. */
static inline void check_refused(const struct document *document, const struct xlsx_parts *parts, xlsx_verifier verified,
                                 const struct corruption *how, size_t count)
{
    struct arena *keep = arena_new();
    for (; count; count--, how++) {
        struct xlsx_part *part = xlsx_part_find(parts, text_of(how->part));
        ck_assert_msg(part != NULL, "no part %s", how->part);
        const struct text sound = part->bytes;
        struct error err = {0};
        corrupt(part, how, keep);
        ck_assert_msg(!verified(document, parts, &err), "%s: %s passed", how->part, how->new);
        ck_assert_int_eq(err.kind, ERROR_SYSTEM);
        part->bytes = sound;
    }
    arena_free(keep);
}

#endif
