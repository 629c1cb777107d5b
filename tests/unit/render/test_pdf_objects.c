/* SPDX-License-Identifier: GPL-3.0-or-later
 * Objects, trees, the colour profile: against numbers published elsewhere. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "render/pdf/profile.h"
#include "render/pdf/tree.h"
#include "tests/unit/harness.h"

/* ---- text strings ---- */

static void check_bytes(struct text text, struct text expected)
{
    struct arena *arena = arena_new();
    ck_assert(text_equal(pdf_text_bytes(arena, text), expected));
    arena_free(arena);
}

START_TEST(plain_text_stays_and_other_text_becomes_utf16)
{
    check_bytes(TEXT("Note (1)"), TEXT("Note (1)"));
    check_bytes(TEXT("\xC3\xA4"), (struct text){"\xFE\xFF\x00\xE4", 4});
    check_bytes(TEXT("\xE2\x80\x93x"), (struct text){"\xFE\xFF\x20\x13\x00x", 6});
    /* U+1F600 is D83D DE00: The Unicode Standard, 3.9 */
    check_bytes(TEXT("\xF0\x9F\x98\x80"), (struct text){"\xFE\xFF\xD8\x3D\xDE\x00", 6});
}
END_TEST

/* ---- trees ---- */

static HPDF_Array array_in(HPDF_Dict dict, const char *key)
{
    return HPDF_Dict_GetItem(dict, key, HPDF_OCLASS_ARRAY);
}

static HPDF_INT32 number_in(HPDF_Array array, unsigned index)
{
    const HPDF_Number number = HPDF_Array_GetItem(array, index, HPDF_OCLASS_NUMBER);
    ck_assert_ptr_nonnull(number);
    return number->value;
}

/* Whatever lengths texts have that came before. */
START_TEST(objects_are_aligned)
{
    struct pdf_objects objects;
    struct error err = {0};
    ck_assert(pdf_objects_open(&objects, &err));
    for (size_t len = 1; len <= 16; len++) {
        HPDF_Dict dict = pdf_dict_new_indirect(&objects);
        ck_assert_uint_eq((uintptr_t)dict % _Alignof(struct _HPDF_Dict_Rec), 0);
        pdf_put_text(&objects, dict, "Contents", text_slice(TEXT("sixteen letters."), 0, len));
    }
    pdf_objects_close(&objects);
}
END_TEST

START_TEST(a_large_number_tree_has_leaves_with_limits)
{
    enum { COUNT = 200, LEAVES = 4 }; /* 64 + 64 + 64 + 8 */
    struct pdf_objects objects;
    struct error err = {0};
    ck_assert(pdf_objects_open(&objects, &err));
    struct pdf_tree_entry entries[COUNT] = {{0}};
    for (int i = 0; i < COUNT; i++) {
        entries[i].number = 3 * i;
        entries[i].value = HPDF_Number_New(objects.doc->mmgr, i);
    }
    HPDF_Array kids = array_in(pdf_number_tree_new(&objects, entries, COUNT), "Kids");
    ck_assert_uint_eq(HPDF_Array_Items(kids), LEAVES);
    HPDF_Dict last = HPDF_Array_GetItem(kids, LEAVES - 1, HPDF_OCLASS_DICT);
    ck_assert_int_eq(number_in(array_in(last, "Limits"), 0), 3 * 192);
    ck_assert_int_eq(number_in(array_in(last, "Limits"), 1), 3 * 199);
    ck_assert_uint_eq(HPDF_Array_Items(array_in(last, "Nums")), 16);
    ck_assert_int_eq(number_in(array_in(last, "Nums"), 15), 199);
    ck_assert(pdf_objects_good(&objects, &err));
    pdf_objects_close(&objects);
}
END_TEST

START_TEST(a_name_tree_is_sorted_as_it_is_stored)
{
    struct pdf_objects objects;
    struct error err = {0};
    ck_assert(pdf_objects_open(&objects, &err));
    /* As UTF-8 the second would come last; as stored it begins with FE FF, as does the first. */
    struct pdf_tree_entry entries[] = {
        {.name = TEXT("\xC3\xA4")}, {.name = TEXT("zebra")}, {.name = TEXT("a\xC3\xA4")}, {.name = TEXT("apple")}};
    for (int i = 0; i < 4; i++)
        entries[i].value = HPDF_Number_New(objects.doc->mmgr, i);
    HPDF_Array names = array_in(pdf_name_tree_new(&objects, entries, 4), "Names");
    const int expected[] = {3, 1, 2, 0};
    for (unsigned i = 0; i < 4; i++)
        ck_assert_int_eq(number_in(names, 2 * i + 1), expected[i]);
    pdf_objects_close(&objects);
}
END_TEST

START_TEST(the_first_failure_stays)
{
    struct pdf_objects objects;
    struct error err = {0};
    ck_assert(pdf_objects_open(&objects, &err));
    HPDF_Array array = pdf_array_new(&objects);
    pdf_put(&objects, pdf_dict_new_indirect(&objects), "Kids", array);
    pdf_add_number(&objects, array, (int64_t)1 << 40);
    pdf_add(&objects, array, NULL);
    ck_assert(!pdf_objects_good(&objects, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    ck_assert_uint_eq(objects.status, HPDF_REAL_OUT_OF_RANGE);
    pdf_objects_close(&objects);
}
END_TEST

START_TEST(an_array_that_is_too_long_is_noticed)
{
    struct pdf_objects objects;
    struct error err = {0};
    ck_assert(pdf_objects_open(&objects, &err));
    HPDF_Array array = pdf_array_new(&objects);
    pdf_put(&objects, pdf_dict_new_indirect(&objects), "Kids", array);
    for (int i = 0; i < 32767; i++)
        pdf_add_number(&objects, array, i);
    ck_assert(pdf_objects_good(&objects, &err));
    pdf_add_number(&objects, array, 0);
    ck_assert(!pdf_objects_good(&objects, &err));
    pdf_objects_close(&objects);
}
END_TEST

/* ---- the colour profile ---- */

static uint32_t word_at(struct text profile, size_t at)
{
    uint32_t word = 0;
    for (size_t i = 0; i < 4; i++)
        word = word << 8 | (unsigned char)profile.ptr[at + i];
    return word;
}

/* Where the data of a tag are. */
static size_t tag_at(struct text profile, const char *signature)
{
    for (uint32_t i = 0; i < word_at(profile, 128); i++) {
        const size_t entry = 132 + 12 * (size_t)i;
        if (memcmp(profile.ptr + entry, signature, 4) == 0) {
            ck_assert_uint_le(word_at(profile, entry + 4) + word_at(profile, entry + 8), profile.len);
            return word_at(profile, entry + 4);
        }
    }
    ck_abort_msg("no tag %s", signature);
}

static void check_xyz(struct text profile, const char *signature, const double expected[3])
{
    const size_t at = tag_at(profile, signature);
    for (size_t i = 0; i < 3; i++)
        ck_assert_double_eq_tol((int32_t)word_at(profile, at + 8 + 4 * i) / 65536.0, expected[i], 0.00002);
}

START_TEST(the_profile_has_the_published_srgb_primaries)
{
    struct text_builder b = {0};
    pdf_profile_add_srgb(&b, 2015);
    const struct text profile = text_built(&b);
    ck_assert_uint_eq(word_at(profile, 0), profile.len);
    ck_assert_int_eq(memcmp(profile.ptr + 12, "mntrRGB XYZ \x07\xDF", 14), 0);
    ck_assert_int_eq(memcmp(profile.ptr + 36, "acsp", 4), 0);
    /* The values of the sRGB profile that comes with ArgyllCMS */
    check_xyz(profile, "rXYZ", (const double[]){0.436035, 0.222488, 0.013916});
    check_xyz(profile, "gXYZ", (const double[]){0.385117, 0.716904, 0.097061});
    check_xyz(profile, "bXYZ", (const double[]){0.143051, 0.060608, 0.713928});
    check_xyz(profile, "wtpt", (const double[]){0.9642, 1, 0.8249});
    text_builder_done(&b);
}
END_TEST

START_TEST(the_profile_has_the_srgb_curve)
{
    struct text_builder b = {0};
    pdf_profile_add_srgb(&b, 2015);
    const struct text profile = text_built(&b);
    const size_t at = tag_at(profile, "gTRC");
    ck_assert_uint_eq(word_at(profile, at + 8), 256);
    /* IEC 61966-2-1: 8-bit values 10, 128, 188 and 255 are 0.30 %, 21.59 %, 50.29 % and 100 % of the light. */
    static const struct {
        size_t value;
        double light;
    } points[] = {{0, 0}, {10, 0.0030353}, {128, 0.2158605}, {188, 0.5028865}, {255, 1}};
    for (size_t i = 0; i < 5; i++)
        ck_assert_double_eq_tol((double)(word_at(profile, at + 12 + 2 * points[i].value - 2) & 0xFFFF) / 65535,
                                points[i].light, 0.00002);
    text_builder_done(&b);
}
END_TEST

TEST_PROGRAM("pdf objects", plain_text_stays_and_other_text_becomes_utf16, objects_are_aligned,
             a_large_number_tree_has_leaves_with_limits, a_name_tree_is_sorted_as_it_is_stored, the_first_failure_stays,
             an_array_that_is_too_long_is_noticed, the_profile_has_the_published_srgb_primaries,
             the_profile_has_the_srgb_curve)
