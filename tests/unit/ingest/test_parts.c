/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of ingest alone: digests, lookups, sets of keys, the guard against personal data. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/digest.h"
#include "base/hash.h"
#include "ingest/keys.h"
#include "ingest/lookup.h"
#include "ingest/personal.h"
#include "tests/unit/harness.h"

/* ---- digests: the examples of FIPS 180-4 and NIST's "SHA Test Vectors" ---- */

static void check_digest(enum digest_method method, const char *unit, size_t times, const char *wanted)
{
    struct arena *keep = arena_new();
    struct digest *digest = digest_new(method);
    for (size_t i = 0; i < times; i++)
        digest_add(digest, text_of(unit));
    ck_assert_str_eq(digest_end(digest, keep).ptr, wanted);
    digest_free(digest);
    arena_free(keep);
}

START_TEST(digests_are_those_of_the_standard)
{
    for (enum digest_method method = DIGEST_FASTEST; method <= DIGEST_PLAIN; method++) {
        check_digest(method, "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        check_digest(method, "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        check_digest(method, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
                     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        check_digest(method, "a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}
END_TEST

START_TEST(both_ways_of_making_digests_agree_on_all_lengths_and_cuts)
{
    char bytes[300];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 151 + 7);
    struct arena *keep = arena_new();
    for (size_t len = 0; len <= sizeof bytes; len++)
        for (size_t step = 1; step <= len + 1; step += 1 + len / 5) {
            struct digest *fast = digest_new(DIGEST_FASTEST), *plain = digest_new(DIGEST_PLAIN);
            for (size_t at = 0; at < len; at += step)
                digest_add(fast, (struct text){bytes + at, at + step < len ? step : len - at});
            digest_add(plain, (struct text){bytes, len});
            ck_assert_str_eq(digest_end(fast, keep).ptr, digest_end(plain, keep).ptr);
            digest_free(fast);
            digest_free(plain);
        }
    arena_free(keep);
}
END_TEST

/* ---- lookups and keys ---- */

START_TEST(lookups_find_every_text_and_no_other)
{
    struct arena *keep = arena_new();
    struct lookup *lookup = lookup_new(keep, 2000);
    for (int32_t i = 0; i < 2000; i++) {
        /* of all lengths, many of them different in one byte only */
        struct text text = text_format(keep, "%0*d", 1 + i % 40, i);
        if (lookup_find(lookup, text) == LOOKUP_NONE)
            ck_assert_int_eq(lookup_add(lookup, text, i), i);
    }
    for (int32_t i = 0; i < 2000; i++) {
        const int32_t found = lookup_find(lookup, text_format(keep, "%0*d", 1 + i % 40, i));
        ck_assert_int_ge(found, 0);
        ck_assert(text_equal(text_format(keep, "%0*d", 1 + i % 40, i),
                             text_format(keep, "%0*d", 1 + found % 40, found)));
        ck_assert_int_eq(lookup_find(lookup, text_format(keep, "x%d", i)), LOOKUP_NONE);
        ck_assert_int_eq(lookup_find(lookup, text_format(keep, "%0*d", 41, i)), LOOKUP_NONE);
    }
    ck_assert_int_eq(lookup_find(lookup, TEXT_EMPTY), LOOKUP_NONE);
    arena_free(keep);
}
END_TEST

START_TEST(texts_are_the_same_only_if_every_byte_is)
{
    for (size_t len = 1; len < 40; len++)
        for (size_t at = 0; at < len; at++) {
            char a[40] = {0}, b[40] = {0};
            b[at] = 1;
            ck_assert(hash_same(a, a, len));
            ck_assert(!hash_same(a, b, len));
        }
}
END_TEST

/* Keys like those of registers: counting upwards, in several series, with and without digits at the end. */
static struct text key_of(struct arena *scratch, int number)
{
    switch (number % 4) {
    case 0:
        return text_format(scratch, "T-2014-%06d", number);
    case 1:
        return text_format(scratch, "%d", number);
    case 2:
        return text_format(scratch, "%d/x", number);
    }
    return text_format(scratch, "%x-%d-%x", (unsigned)number * 2654435761u, number, number % 16);
}

START_TEST(a_key_is_seen_exactly_when_it_was_added_before)
{
    enum { KEYS = 300000 };
    struct keys *keys = keys_new();
    for (int round = 0; round < 2; round++)
        for (int chunk = 0; chunk < KEYS; chunk += 1000) {
            struct arena *scratch = arena_new();
            for (int i = chunk; i < chunk + 1000; i++)
                ck_assert_int_eq(keys_add(keys, key_of(scratch, i)), round > 0);
            arena_free(scratch);
        }
    keys_free(keys);
}
END_TEST

/* Bare numbers of one to seven digits: words in memory that differ in few bits. */
START_TEST(a_million_bare_numbers_are_all_different_keys)
{
    struct keys *keys = keys_new();
    char key[16];
    for (int i = 0; i < 1100000; i++) {
        const int len = snprintf(key, sizeof key, "%dx", i);
        ck_assert(!keys_add(keys, (struct text){key, (size_t)len}));
        ck_assert(!keys_add(keys, (struct text){key, (size_t)len - 1}));
    }
    keys_free(keys);
}
END_TEST

START_TEST(keys_that_differ_in_a_last_digit_only_are_different)
{
    static const char *const all[] = {"", "0", "1", "9", "00", "01", "10", "a", "a0", "a1", "a00", "a01", "a ", "0a"};
    struct keys *keys = keys_new();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        ck_assert(!keys_add(keys, text_of(all[i])));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        ck_assert(keys_add(keys, text_of(all[i])));
    keys_free(keys);
}
END_TEST

/* ---- personal data ---- */

struct cell {
    const char *text;
    enum personal wanted;
};

/* Identity codes of invented people (Digital and Population Data Services Agency; individual numbers from 900 on belong
 * to nobody), names and numbers reserved for examples. */
static const struct cell CELLS[] = {
    {"010594Y9032", PERSONAL_IDENTITY_CODE},
    {"020516C903K", PERSONAL_IDENTITY_CODE},
    {"131052-308T", PERSONAL_IDENTITY_CODE},
    {"010100+901H", PERSONAL_IDENTITY_CODE},
    {"290200A900B", PERSONAL_IDENTITY_CODE},
    {"hetu 150385-912e.", PERSONAL_IDENTITY_CODE},
    {"150385 - 912E", PERSONAL_IDENTITY_CODE},
    {"150385–912E", PERSONAL_IDENTITY_CODE},
    {"１５０３８５－９１２Ｅ", PERSONAL_IDENTITY_CODE},
    {"150\xE2\x80\x8B" "385-912E", PERSONAL_IDENTITY_CODE},
    {"150385-912A", PERSONAL_IDENTITY_CODE}, /* wrong check character */
    {"150385912E", PERSONAL_IDENTITY_CODE},
    {"150385-XXXX", PERSONAL_IDENTITY_CODE},
    {"150385-", PERSONAL_IDENTITY_CODE},
    {"150385-912", PERSONAL_IDENTITY_CODE},
    {"150385-912*", PERSONAL_IDENTITY_CODE},
    {"maija.meikalainen@example.fi", PERSONAL_EMAIL},
    {"(a+b@example.co.uk)", PERSONAL_EMAIL},
    {"matti (at) example.fi", PERSONAL_EMAIL},
    {"mätti[AT]example.fi", PERSONAL_EMAIL},
    {"+358 50 000 0000", PERSONAL_TELEPHONE},
    {"puh. 00358 50 0000000", PERSONAL_TELEPHONE},
    {"050-0000000", PERSONAL_TELEPHONE},
    {"(09) 000 0000", PERSONAL_TELEPHONE},
    {"+1 202 555 0100", PERSONAL_TELEPHONE},
    {"1234567890", PERSONAL_LONG_NUMBER},
    {"viite 99123456789012", PERSONAL_LONG_NUMBER},
    {"٠١٢٣٤٥٦٧٨٩", PERSONAL_LONG_NUMBER},
    {"310299-9123", PERSONAL_NONE}, /* no such day */
    {"290200-900B", PERSONAL_NONE}, /* 1900 was no leap year */
    {"010194-000P", PERSONAL_NONE}, /* no such individual number */
    {"010100G900X", PERSONAL_NONE}, /* no such sign */
    {"A131052-308TB", PERSONAL_NONE},
    {"150385", PERSONAL_NONE},
    {"2024-01-15", PERSONAL_NONE},
    {"01.02.2024", PERSONAL_NONE},
    {"05.06.2024", PERSONAL_NONE},
    {"05-06-2024", PERSONAL_NONE},
    {"1.2.2024–31.12.2024", PERSONAL_NONE},
    {"50 @ 3", PERSONAL_NONE},
    {"user@localhost", PERSONAL_NONE},
    {"x (at) y", PERSONAL_NONE},
    {"123456789", PERSONAL_NONE},
    {"C-000000001", PERSONAL_NONE},
    {"T-2010-0001", PERSONAL_NONE},
    {"E-2013-001", PERSONAL_NONE},
    {"K-2024-0017", PERSONAL_NONE},
    {"POL/2014/118", PERSONAL_NONE},
    {"0,5000000", PERSONAL_NONE},
    {"1 234 567", PERSONAL_NONE},
    {"100 000 000", PERSONAL_NONE},
    {"2020-2024", PERSONAL_NONE},
    {"0400", PERSONAL_NONE},
    {"040 12345 678901", PERSONAL_NONE}, /* too long for a telephone number */
    {"", PERSONAL_NONE},
    {"seksuaalinen hyväksikäyttö", PERSONAL_NONE},
    {"18–24", PERSONAL_NONE},
};

START_TEST(personal_data_is_told_from_what_registers_hold)
{
    const struct cell *cell = &CELLS[_i];
    const enum personal found = personal_find(text_of(cell->text));
    ck_assert_msg(found == cell->wanted, "%s: got %d, wanted %d", cell->text, (int)found, (int)cell->wanted);
}
END_TEST

START_TEST(no_day_in_the_usual_forms_is_taken_for_a_number_of_a_person)
{
    for (int year = 1990; year <= 2030; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 28; day++) {
                char forms[4][40];
                snprintf(forms[0], sizeof forms[0], "%d.%d.%d", day, month, year);
                snprintf(forms[1], sizeof forms[1], "%02d.%02d.%d", day, month, year);
                snprintf(forms[2], sizeof forms[2], "%d-%02d-%02d", year, month, day);
                snprintf(forms[3], sizeof forms[3], "%02d-%02d-%d", day, month, year);
                for (size_t i = 0; i < 4; i++)
                    ck_assert_msg(personal_find(text_of(forms[i])) == PERSONAL_NONE, "%s", forms[i]);
            }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("parts");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, digests_are_those_of_the_standard);
    tcase_add_test(all, both_ways_of_making_digests_agree_on_all_lengths_and_cuts);
    tcase_add_test(all, lookups_find_every_text_and_no_other);
    tcase_add_test(all, texts_are_the_same_only_if_every_byte_is);
    tcase_add_test(all, a_key_is_seen_exactly_when_it_was_added_before);
    tcase_add_test(all, a_million_bare_numbers_are_all_different_keys);
    tcase_add_test(all, keys_that_differ_in_a_last_digit_only_are_different);
    tcase_add_loop_test(all, personal_data_is_told_from_what_registers_hold, 0, sizeof CELLS / sizeof *CELLS);
    tcase_add_test(all, no_day_in_the_usual_forms_is_taken_for_a_number_of_a_person);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
