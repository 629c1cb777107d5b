/* SPDX-License-Identifier: GPL-3.0-or-later
 * ZIP archives and XML trees: what others wrote is read, what is damaged is refused, the same parts give the same
 * bytes. */
#include <string.h>

#include "base/memory.h"
#include "../harness.h"
#include "test_xlsx_parts.h"
#include "render/xlsx/xml.h"

/* Written by Python 3.11's zipfile: a.txt ("stored", not compressed), d/b.txt (forty times "abc", deflated), comment
 * "note", dates of 2001. */
static const unsigned char foreign[] = {
    0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0xa3, 0x20, 0x43, 0x2a, 0x0b, 0xf9, 0x43, 0x56,
    0x06, 0x00, 0x00, 0x00, 0x06, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x61, 0x2e, 0x74, 0x78, 0x74, 0x73,
    0x74, 0x6f, 0x72, 0x65, 0x64, 0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0xa3, 0x20, 0x43,
    0x2a, 0x02, 0xf0, 0xae, 0x9c, 0x08, 0x00, 0x00, 0x00, 0x78, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x64,
    0x2f, 0x62, 0x2e, 0x74, 0x78, 0x74, 0x4b, 0x4c, 0x4a, 0x4e, 0x1c, 0x08, 0x04, 0x00, 0x50, 0x4b, 0x01, 0x02,
    0x14, 0x03, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0xa3, 0x20, 0x43, 0x2a, 0x0b, 0xf9, 0x43, 0x56, 0x06, 0x00,
    0x00, 0x00, 0x06, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x80, 0x01, 0x00, 0x00, 0x00, 0x00, 0x61, 0x2e, 0x74, 0x78, 0x74, 0x50, 0x4b, 0x01, 0x02, 0x14, 0x03, 0x14,
    0x00, 0x00, 0x00, 0x08, 0x00, 0xa3, 0x20, 0x43, 0x2a, 0x02, 0xf0, 0xae, 0x9c, 0x08, 0x00, 0x00, 0x00, 0x78,
    0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x01, 0x29,
    0x00, 0x00, 0x00, 0x64, 0x2f, 0x62, 0x2e, 0x74, 0x78, 0x74, 0x50, 0x4b, 0x05, 0x06, 0x00, 0x00, 0x00, 0x00,
    0x02, 0x00, 0x02, 0x00, 0x68, 0x00, 0x00, 0x00, 0x56, 0x00, 0x00, 0x00, 0x04, 0x00, 0x6e, 0x6f, 0x74, 0x65,
};

static bool reads(const char *bytes, size_t len, struct arena *keep, struct xlsx_parts *parts)
{
    struct error err = {0};
    const bool ok = xlsx_zip_read((struct text){bytes, len}, keep, parts, &err);
    ck_assert_int_eq(err.kind, ok ? ERROR_NONE : ERROR_SYSTEM);
    return ok;
}

START_TEST(an_archive_of_another_program_is_read)
{
    struct arena *keep = arena_new();
    struct xlsx_parts parts;
    ck_assert(reads((const char *)foreign, sizeof foreign, keep, &parts));
    ck_assert_uint_eq(parts.count, 2);
    ck_assert(text_equal(parts.items[0].name, TEXT("a.txt")));
    ck_assert(text_equal(parts.items[0].bytes, TEXT("stored")));
    ck_assert(text_equal(parts.items[1].name, TEXT("d/b.txt")));
    ck_assert_uint_eq(parts.items[1].bytes.len, 120);
    for (size_t i = 0; i < 120; i++)
        ck_assert_int_eq(parts.items[1].bytes.ptr[i], "abc"[i % 3]);
    arena_free(keep);
}
END_TEST

START_TEST(a_part_that_is_not_packed_stands_in_the_archive_as_it_is)
{
    struct arena *keep = arena_new();
    struct text_builder out = {0};
    struct error err = {0};
    struct xlsx_parts parts;
    struct xlsx_packing *packing = xlsx_packing_new(&out);
    xlsx_packing_begin_stored(packing, TEXT("mimetype"));
    xlsx_packing_add(packing, TEXT("application/"));
    xlsx_packing_add(packing, TEXT("example"));
    xlsx_packing_begin(packing, TEXT("b.txt"));
    xlsx_packing_add(packing, TEXT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    ck_assert(xlsx_packing_end(packing, &err));
    xlsx_packing_free(packing);
    ck_assert(text_starts(text_slice(text_built(&out), 30, out.len), TEXT("mimetypeapplication/examplePK")));
    ck_assert(reads(out.bytes, out.len, keep, &parts));
    ck_assert(text_equal(parts.items[0].bytes, TEXT("application/example")));
    ck_assert_uint_eq(parts.items[1].bytes.len, 40);
    text_builder_done(&out);
    arena_free(keep);
}
END_TEST

/* The copies are exactly as long as the bytes, so that the sanitizer sees every read beyond them. The last four bytes
 * are the comment. */
START_TEST(an_archive_cut_anywhere_is_refused)
{
    struct arena *keep = arena_new();
    struct xlsx_parts parts;
    for (size_t len = 0; len < sizeof foreign - 4; len++) {
        char *copy = memory_alloc(len, 1);
        memcpy(copy, foreign, len);
        ck_assert_msg(!reads(copy, len, keep, &parts), "%zu bytes were read", len);
        free(copy);
    }
    arena_free(keep);
}
END_TEST

START_TEST(a_changed_byte_never_goes_unnoticed_in_the_contents)
{
    struct arena *keep = arena_new();
    struct xlsx_parts whole, parts;
    ck_assert(reads((const char *)foreign, sizeof foreign, keep, &whole));
    for (size_t at = 0; at < sizeof foreign; at++) {
        for (int bit = 0; bit < 8; bit++) {
            char *copy = memory_alloc(sizeof foreign, 1);
            memcpy(copy, foreign, sizeof foreign);
            copy[at] = (char)(copy[at] ^ (1 << bit));
            if (reads(copy, sizeof foreign, keep, &parts))
                for (size_t i = 0; i < parts.count; i++)
                    ck_assert(text_equal(parts.items[i].bytes, whole.items[i].bytes));
            free(copy);
        }
    }
    arena_free(keep);
}
END_TEST

START_TEST(what_is_written_is_read_again)
{
    struct arena *keep = arena_new();
    char *noise = arena_alloc(keep, 5000, 1);
    for (uint32_t i = 0, seed = 1; i < 5000; i++, seed = seed * 1664525U + 1013904223U)
        noise[i] = (char)(seed >> 24);
    struct xlsx_parts parts = {0}, again;
    ARENA_PUSH(keep, &parts, ((struct xlsx_part){TEXT("empty"), TEXT_EMPTY}));
    ARENA_PUSH(keep, &parts, ((struct xlsx_part){TEXT("x/noise"), {noise, 5000}}));
    ARENA_PUSH(keep, &parts, ((struct xlsx_part){TEXT("zeros"), {arena_alloc(keep, 100000, 1), 100000}}));
    struct text_builder out = {0};
    struct error err = {0};
    ck_assert(xlsx_zip_write(&parts, &out, &err));
    ck_assert_uint_lt(out.len, 6000);
    ck_assert(reads(out.bytes, out.len, keep, &again));
    ck_assert_uint_eq(again.count, parts.count);
    for (size_t i = 0; i < parts.count; i++) {
        ck_assert(text_equal(again.items[i].name, parts.items[i].name));
        ck_assert(text_equal(again.items[i].bytes, parts.items[i].bytes));
    }
    text_builder_done(&out);
    arena_free(keep);
}
END_TEST

START_TEST(markup_that_is_not_well_formed_has_no_tree)
{
    static const char *const bad[] = {"",           "   ",     "<a>",      "<a></b>", "<a/><b/>", "<a b=c/>",
                                      "<a>&no;</a>", "<a>\xFF</a>", "text", "<a",      "<a><b></a></b>"};
    struct arena *keep = arena_new();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!xlsx_xml_parse(text_of(bad[i]), keep), "%s", bad[i]);
    arena_free(keep);
}
END_TEST

START_TEST(a_tree_has_names_attributes_and_text)
{
    struct arena *keep = arena_new();
    const struct xlsx_element *root = xlsx_xml_parse(
        TEXT("<?xml version=\"1.0\"?><a x:k=\"1 &lt; 2\"><b>one &amp; </b><c><b>two</b></c><b/></a>"), keep);
    ck_assert_ptr_nonnull(root);
    ck_assert(text_equal(xlsx_attribute_of(root, "x:k"), TEXT("1 < 2")));
    ck_assert_uint_eq(xlsx_attribute_of(root, "none").len, 0);
    const struct xlsx_elements all = xlsx_descendants(root, "b", keep);
    ck_assert_uint_eq(all.count, 3);
    ck_assert(text_equal(all.items[0]->text, TEXT("one & ")));
    ck_assert(text_equal(all.items[1]->text, TEXT("two")));
    ck_assert_ptr_eq(xlsx_child(root, "b", 1), all.items[2]);
    ck_assert_ptr_null(xlsx_child(root, "b", 2));
    arena_free(keep);
}
END_TEST

struct escape_case {
    const char *plain, *escaped;
};

static const struct escape_case escape_cases[] = {
    {"", ""},          {"_x0041_", "_x005F_x0041_"}, {"a_x00e4_b", "a_x005F_x00e4_b"},
    {"_x41_", "_x41_"}, {"_xZZZZ_", "_xZZZZ_"},       {"_x0041_x0042_", "_x005F_x0041_x005F_x0042_"},
    {"_x0041", "_x0041"}, {"ä_x005F_", "ä_x005F_x005F_"},
};

START_TEST(escapes_are_written_and_read_back)
{
    struct arena *keep = arena_new();
    for (size_t i = 0; i < sizeof escape_cases / sizeof *escape_cases; i++) {
        const struct text plain = text_of(escape_cases[i].plain), escaped = text_of(escape_cases[i].escaped);
        ck_assert(text_equal(xlsx_string_escape(plain, keep), escaped));
        ck_assert(text_equal(xlsx_string_unescape(escaped, keep), plain));
    }
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("xlsx_zip",
             an_archive_of_another_program_is_read,
             a_part_that_is_not_packed_stands_in_the_archive_as_it_is, an_archive_cut_anywhere_is_refused,
             a_changed_byte_never_goes_unnoticed_in_the_contents, what_is_written_is_read_again,
             markup_that_is_not_well_formed_has_no_tree, a_tree_has_names_attributes_and_text,
             escapes_are_written_and_read_back)
