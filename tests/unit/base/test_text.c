/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text views, UTF-8, distances, the builder. */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "unit/base/check_text.h"

START_TEST(trimming_takes_blanks_tabs_and_line_ends_from_both_ends_only)
{
    ck_text(text_trim(TEXT(" \t\r\n a  b \n")), "a  b");
    ck_assert_uint_eq(text_trim(TEXT(" \t ")).len, 0);
    ck_assert_uint_eq(text_trim(TEXT_EMPTY).len, 0);
    /* a no-break space is no ASCII blank */
    ck_text(text_trim(TEXT("\u00A0x\u00A0")), "\u00A0x\u00A0");
}
END_TEST

START_TEST(a_slice_is_a_view_of_the_same_bytes)
{
    const struct text whole = TEXT("abcdef");
    const struct text middle = text_slice(whole, 2, 4);
    ck_assert_ptr_eq(middle.ptr, whole.ptr + 2);
    ck_text(middle, "cd");
    ck_assert_uint_eq(text_slice(whole, 6, 6).len, 0);
}
END_TEST

START_TEST(a_word_of_a_command_is_quoted_where_the_shell_would_take_it_apart)
{
    struct arena *keep = arena_new();
    ck_text(text_shell_word(keep, TEXT("examples/2014_H1-a.b")), "examples/2014_H1-a.b");
    ck_text(text_shell_word(keep, TEXT("/tilastot/määrät")), "/tilastot/määrät");
    ck_text(text_shell_word(keep, TEXT("my files/2014")), "'my files/2014'");
    ck_text(text_shell_word(keep, TEXT("a;b")), "'a;b'");
    ck_text(text_shell_word(keep, TEXT("isn't")), "'isn'\\''t'");
    arena_free(keep);
}
END_TEST

START_TEST(cutting_returns_the_trimmed_part_before_the_byte_and_leaves_the_rest)
{
    struct text rest = TEXT(" a , b c,,d ");
    ck_text(text_cut(&rest, ','), "a");
    ck_text(rest, " b c,,d ");
    ck_text(text_cut(&rest, ','), "b c");
    ck_assert_uint_eq(text_cut(&rest, ',').len, 0);
    ck_text(text_cut(&rest, ','), "d");
    ck_assert_uint_eq(rest.len, 0);
    ck_assert_uint_eq(text_cut(&rest, ',').len, 0);
}
END_TEST

START_TEST(finding_gives_the_first_place_or_the_length)
{
    const struct text t = TEXT("abcabc");
    ck_assert_uint_eq(text_find_byte(t, 'c'), 2);
    ck_assert_uint_eq(text_find_byte(t, 'x'), 6);
    ck_assert_uint_eq(text_find(t, TEXT("ca")), 2);
    ck_assert_uint_eq(text_find(t, TEXT("abcabc")), 0);
    ck_assert_uint_eq(text_find(t, TEXT("abcabcd")), 6);
    ck_assert_uint_eq(text_find(TEXT_EMPTY, TEXT("a")), 0);
    ck_assert_uint_eq(text_find_byte(TEXT_EMPTY, 'a'), 0);
}
END_TEST

START_TEST(starts_and_ends_compare_bytes)
{
    ck_assert(text_starts(TEXT("abc"), TEXT("ab")));
    ck_assert(!text_starts(TEXT("ab"), TEXT("abc")));
    ck_assert(text_starts(TEXT("ab"), TEXT_EMPTY));
    ck_assert(text_ends(TEXT("abc"), TEXT("bc")));
    ck_assert(!text_ends(TEXT("bc"), TEXT("abc")));
    ck_assert(!text_ends(TEXT("abc"), TEXT("ab")));
}
END_TEST

START_TEST(order_is_that_of_code_points_and_a_beginning_comes_first)
{
    ck_assert_int_lt(text_compare(TEXT("a"), TEXT("ab")), 0);
    ck_assert_int_gt(text_compare(TEXT("ab"), TEXT("a")), 0);
    ck_assert_int_eq(text_compare(TEXT("ab"), TEXT("ab")), 0);
    ck_assert_int_lt(text_compare(TEXT("z"), TEXT("ä")), 0);
    ck_assert_int_lt(text_compare(TEXT("\uFFFD"), TEXT("\U0001F600")), 0);
    ck_assert_int_lt(text_compare(TEXT_EMPTY, TEXT("a")), 0);
}
END_TEST

START_TEST(only_ascii_digits_that_fit_are_a_number)
{
    int64_t number = -7;
    ck_assert(text_to_number(TEXT("0"), &number));
    ck_assert_int_eq(number, 0);
    ck_assert(text_to_number(TEXT("0042"), &number));
    ck_assert_int_eq(number, 42);
    ck_assert(text_to_number(TEXT("9223372036854775807"), &number));
    ck_assert(number == INT64_MAX);
    static const char *const wrong[] = {
        "", "-1", "+1", " 1", "1 ", "1.0", "9223372036854775808", "99999999999999999999", "1a", "٣"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        number = -7;
        ck_assert_msg(!text_to_number(text_of(wrong[i]), &number), "'%s' passed as a number", wrong[i]);
        ck_assert_int_eq(number, -7);
    }
}
END_TEST

START_TEST(copies_outlive_the_original_and_end_in_nul)
{
    struct arena *keep = arena_new();
    char bytes[] = "abc";
    const struct text copy = text_copy(keep, (struct text){bytes, 3});
    const char *c = text_to_c(keep, (struct text){bytes, 2});
    bytes[0] = 'x';
    ck_text(copy, "abc");
    ck_assert_str_eq(c, "ab");
    ck_text(text_format(keep, "%d-%s", 7, "x"), "7-x");
    arena_free(keep);
}
END_TEST

/* The table of RFC 3629, section 4, with what lies just outside each row. */
START_TEST(utf8_is_accepted_exactly_as_rfc_3629_defines_it)
{
    static const char *const good[] = {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                                       "\xEE\x80\x80", "\xEF\xBF\xBD", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"};
    static const char *const bad[] = {"\x80",         "\xC0\x80",     "\xC1\xBF",         "\xE0\x9F\xBF",
                                      "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80", "\xFF",     "\xC2",             "\xE2\x82",
                                      "\xF0\x9F\x98", "a\xC3",        "\xC3(" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(text_valid(text_of(good[i])), "good text %zu was refused", i);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!text_valid(text_of(bad[i])), "bad text %zu was accepted", i);
    ck_assert(!text_valid(((struct text){"a\0b", 3})));
}
END_TEST

START_TEST(characters_are_read_one_by_one)
{
    const struct text t = TEXT("aä€😀");
    static const uint32_t expected[] = {'a', 0xE4, 0x20AC, 0x1F600};
    size_t at = 0;
    for (size_t i = 0; i < 4; i++)
        ck_assert_uint_eq(text_next(t, &at), expected[i]);
    ck_assert_uint_eq(at, t.len);
    ck_assert_uint_eq(at, 1 + 2 + 3 + 4);
    ck_assert_uint_eq(text_width(t), 4);
    ck_assert_uint_eq(text_width(TEXT_EMPTY), 0);
}
END_TEST

START_TEST(folding_makes_headings_equal_that_look_equal)
{
    struct arena *keep = arena_new();
    ck_text(text_fold(keep, TEXT("SYNTYMÄVUOSI")), "syntymävuosi");
    ck_text(text_fold(keep, TEXT("@AMZ[`amz{_09 Id-7")), "@amz[`amz{_09 id-7");
    /* a + combining diaeresis becomes ä */
    ck_text(text_fold(keep, TEXT("A\u0308iti")), "äiti");
    ck_text(text_fold(keep, TEXT("Straße")), "strasse");
    ck_assert_uint_eq(text_fold(keep, TEXT_EMPTY).len, 0);
    arena_free(keep);
}
END_TEST

struct pair {
    const char *a, *b;
    size_t distance;
};

START_TEST(distance_counts_insertions_deletions_changes_and_swaps_of_neighbours)
{
    static const struct pair pairs[] = {
        {"", "", 0},        {"a", "", 1},          {"clients", "client", 1}, {"gendr", "gender", 1},
        {"wommen", "women", 1}, {"procent", "percent", 1 + 1}, {"teh", "the", 1}, {"kitten", "sitting", 3},
        {"ä", "a", 1},      {"äö", "öä", 1},       {"abc", "cba", 2},
        /* restricted: no character is edited twice, so not 2 */
        {"ca", "abc", 3},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const struct text a = text_of(pairs[i].a), b = text_of(pairs[i].b);
        ck_assert_msg(text_distance(a, b, 60) == pairs[i].distance, "%s, %s: %zu", pairs[i].a, pairs[i].b,
                      text_distance(a, b, 60));
        ck_assert_uint_eq(text_distance(b, a, 60), pairs[i].distance);
    }
}
END_TEST

/* Straight from the definition, by recursion: slow, but plainly right. */
static size_t naive(const char *a, size_t m, const char *b, size_t n)
{
    if (!m || !n)
        return m + n;
    size_t best = naive(a, m - 1, b, n) + 1;
    const size_t insert = naive(a, m, b, n - 1) + 1, change = naive(a, m - 1, b, n - 1) + (a[m - 1] != b[n - 1]);
    best = insert < best ? insert : best;
    best = change < best ? change : best;
    if (m > 1 && n > 1 && a[m - 1] == b[n - 2] && a[m - 2] == b[n - 1]) {
        const size_t swap = naive(a, m - 2, b, n - 2) + 1;
        best = swap < best ? swap : best;
    }
    return best;
}

START_TEST(distance_agrees_with_its_definition_on_all_short_words)
{
    char words[31][5];
    size_t count = 0;
    for (size_t len = 0; len <= 4; len++)
        for (size_t bits = 0; bits < (1u << len); bits++, count++) {
            for (size_t i = 0; i < len; i++)
                words[count][i] = (char)('a' + (bits >> i & 1));
            words[count][len] = '\0';
        }
    ck_assert_uint_eq(count, 31);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            ck_assert_uint_eq(text_distance(text_of(words[i]), text_of(words[j]), 60),
                       naive(words[i], strlen(words[i]), words[j], strlen(words[j])));
}
END_TEST

START_TEST(distance_stops_just_above_its_limit_and_bears_long_texts)
{
    char a[300], b[300];
    memset(a, 'a', sizeof a);
    memset(b, 'b', sizeof b);
    ck_assert_uint_eq(text_distance((struct text){a, sizeof a}, (struct text){b, sizeof b}, 3), 4);
    ck_assert_uint_eq(text_distance((struct text){a, sizeof a}, (struct text){a, sizeof a}, 3), 0);
    ck_assert_uint_eq(text_distance(TEXT("kitten"), TEXT("sitting"), 1), 2);
}
END_TEST

START_TEST(a_builder_gathers_bytes_characters_and_formats)
{
    struct text_builder b = {0};
    ck_assert_uint_eq(text_built(&b).len, 0);
    text_add(&b, TEXT("ab"));
    text_add(&b, TEXT_EMPTY);
    text_add_c(&b, "c");
    text_add_byte(&b, '-');
    text_add_char(&b, 0x20AC);
    text_add_char(&b, 0x1F600);
    text_add_format(&b, "%03d", 7);
    ck_text(text_built(&b), "abc-€😀007");
    text_builder_done(&b);
    ck_assert_uint_eq(text_built(&b).len, 0);
    text_builder_done(&b);
}
END_TEST

START_TEST(a_builder_grows_without_losing_anything)
{
    struct text_builder b = {0};
    for (int i = 0; i < 3000; i++)
        text_add_format(&b, "%d,", i);
    struct text rest = text_built(&b);
    for (int64_t i = 0; i < 3000; i++) {
        int64_t number = -1;
        ck_assert(text_to_number(text_cut(&rest, ','), &number));
        ck_assert_int_eq(number, i);
    }
    ck_assert_uint_eq(rest.len, 0);
    text_builder_done(&b);
}
END_TEST

START_TEST(patterns_are_filled_once)
{
    struct arena *arena = arena_new();
    ck_text(TEXT_FILL(arena, TEXT("{a}, {b} {a}"), {"a", TEXT("{b}")}, {"b", TEXT("1")}), "{b}, 1 {b}");
    ck_text(TEXT_FILL(arena, TEXT("{c} {a {} }a{a}"), {"a", TEXT("x")}), "{c} {a {} }ax");
    ck_text(TEXT_FILL(arena, TEXT("{"), {"a", TEXT("x")}), "{");
    ck_text(TEXT_FILL(arena, TEXT_EMPTY, {"a", TEXT("x")}), "");
    arena_free(arena);
}
END_TEST

TEST_PROGRAM("base/text", trimming_takes_blanks_tabs_and_line_ends_from_both_ends_only,
             a_slice_is_a_view_of_the_same_bytes, cutting_returns_the_trimmed_part_before_the_byte_and_leaves_the_rest,
             a_word_of_a_command_is_quoted_where_the_shell_would_take_it_apart,
             finding_gives_the_first_place_or_the_length, starts_and_ends_compare_bytes,
             order_is_that_of_code_points_and_a_beginning_comes_first, only_ascii_digits_that_fit_are_a_number,
             copies_outlive_the_original_and_end_in_nul, utf8_is_accepted_exactly_as_rfc_3629_defines_it,
             characters_are_read_one_by_one, folding_makes_headings_equal_that_look_equal,
             distance_counts_insertions_deletions_changes_and_swaps_of_neighbours,
             distance_agrees_with_its_definition_on_all_short_words,
             distance_stops_just_above_its_limit_and_bears_long_texts,
             a_builder_gathers_bytes_characters_and_formats, a_builder_grows_without_losing_anything,
             patterns_are_filled_once)
