/* SPDX-License-Identifier: GPL-3.0-or-later
 * Arenas, growing arrays, names, JSON text, the first error. */
#include "base/memory.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "base/names.h"
#include "unit/base/check_text.h"
#include "unit/harness.h"

START_TEST(an_arena_gives_zeroed_aligned_memory_that_does_not_overlap)
{
    enum { COUNT = 500 };
    struct arena *arena = arena_new();
    unsigned char *parts[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        const size_t size = i * 37 % 1000 + 1;
        parts[i] = arena_alloc(arena, size, 1);
        ck_assert_uint_eq((uintptr_t)parts[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++)
            ck_assert(parts[i][k] == 0);
        memset(parts[i], (int)(i % 251) + 1, size);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < i * 37 % 1000 + 1; k++)
            ck_assert(parts[i][k] == i % 251 + 1);
    arena_free(arena);
    arena_free(NULL);
}
END_TEST

/* The C library gives out again what was freed, as it was left. */
START_TEST(an_arena_zeroes_memory_that_was_used_before)
{
    enum { SIZE = 700 };
    for (int round = 0; round < 3; round++) {
        struct arena *arena = arena_new();
        size_t capacity = 0;
        unsigned char *bytes = arena_alloc(arena, 1, SIZE);
        for (size_t i = 0; i < SIZE; i++)
            ck_assert(bytes[i] == 0);
        memset(bytes, 'x', SIZE);
        unsigned char *room = arena_reserve(arena, NULL, 0, &capacity, 1);
        for (size_t i = 0; i < capacity; i++)
            ck_assert(room[i] == 0);
        memset(room, 'y', capacity);
        const size_t before = capacity;
        room = arena_reserve(arena, room, before, &capacity, 1);
        ck_assert_uint_gt(capacity, before);
        for (size_t i = 0; i < capacity; i++)
            ck_assert(room[i] == (i < before ? 'y' : 0));
        memset(room, 'z', capacity);
        arena_free(arena);
    }
}
END_TEST

START_TEST(an_arena_gives_blocks_larger_than_its_own)
{
    struct arena *arena = arena_new();
    char *small = arena_alloc(arena, 1, 10), *large = arena_alloc(arena, 1000, 1000),
         *after = arena_alloc(arena, 1, 10);
    memset(large, 'x', 1000000);
    memset(small, 's', 10);
    memset(after, 'a', 10);
    ck_assert(large[0] == 'x' && large[999999] == 'x' && small[9] == 's' && after[0] == 'a');
    arena_free(arena);
}
END_TEST

START_TEST(a_growing_array_keeps_its_elements)
{
    struct arena *arena = arena_new();
    LIST_OF(size_t) list = {0};
    for (size_t i = 0; i < 1000; i++)
        ARENA_PUSH(arena, &list, i * i);
    ck_assert_uint_eq(list.count, 1000);
    for (size_t i = 0; i < 1000; i++)
        ck_assert_uint_eq(list.items[i], i * i);
    arena_free(arena);
}
END_TEST

static void leave(void)
{
    _Exit(7);
}

START_TEST(a_size_that_does_not_fit_calls_the_hook)
{
    memory_on_exhaustion(leave);
    struct arena *arena = arena_new();
    arena_alloc(arena, SIZE_MAX / 2, 4);
}
END_TEST

START_TEST(without_a_hook_the_program_aborts)
{
    memory_on_exhaustion(NULL);
    struct arena *arena = arena_new();
    arena_alloc(arena, SIZE_MAX / 2, 4);
}
END_TEST

START_TEST(names_are_numbered_in_the_order_of_their_first_appearance)
{
    struct names *names = names_new();
    char bytes[] = "first";
    ck_assert_int_eq(names_add(names, text_of(bytes)), 0);
    bytes[0] = 'x';
    ck_assert_int_eq(names_add(names, TEXT("second")), 1);
    ck_assert_int_eq(names_add(names, TEXT("first")), 0);
    ck_assert_int_eq(names_add(names, TEXT_EMPTY), 2);
    ck_assert_int_eq(names_find(names, TEXT("second")), 1);
    ck_assert_int_eq(names_find(names, TEXT("xirst")), NAMES_NONE);
    ck_assert_int_eq(names_find(names, TEXT("secon")), NAMES_NONE);
    ck_assert_int_eq(names_count(names), 3);
    ck_text(names_at(names, 0), "first");
    names_free(names);
    names_free(NULL);
}
END_TEST

START_TEST(a_name_has_a_number_in_each_group)
{
    struct names *names = names_new();
    for (uint32_t group = 0; group < 100; group++) {
        ck_assert_int_eq(names_add_in(names, group, TEXT("name")), 2 * (int32_t)group);
        ck_assert_int_eq(names_add_in(names, group, TEXT_EMPTY), 2 * (int32_t)group + 1);
    }
    ck_assert_int_eq(names_add_in(names, 42, TEXT("name")), 84);
    ck_assert_int_eq(names_add(names, TEXT("name")), 0);
    ck_assert_int_eq(names_find(names, TEXT_EMPTY), 1);
    ck_assert_uint_eq(names_group_at(names, 85), 42);
    ck_text(names_at(names, 84), "name");
    names_free(names);
}
END_TEST

START_TEST(thousands_of_names_are_all_found_again)
{
    enum { COUNT = 5000 };
    struct names *names = names_new();
    char name[32];
    for (int i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "person %d", i * 7);
        ck_assert_int_eq(names_add(names, text_of(name)), i);
    }
    for (int i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "person %d", i * 7);
        ck_assert_int_eq(names_find(names, text_of(name)), i);
        snprintf(name, sizeof name, "person %d", i * 7 + 1);
        ck_assert_int_eq(names_find(names, text_of(name)), NAMES_NONE);
    }
    ck_assert_int_eq(names_count(names), COUNT);
    names_free(names);
}
END_TEST

START_TEST(the_first_error_is_kept)
{
    struct error err = {0};
    ck_assert(!error_set(&err, ERROR_INPUT, "%s: line %d", "a file", 3));
    ck_assert(!error_set(&err, ERROR_SYSTEM, "later"));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.message, "a file: line 3");
}
END_TEST

START_TEST(a_message_too_long_is_cut_at_a_character)
{
    struct error err = {0};
    char words[2001];
    for (size_t i = 0; i < 2000; i += 2)
        memcpy(words + i, "\xC3\xA4", 2);
    words[2000] = '\0';
    error_set(&err, ERROR_INPUT, "x%s", words);
    ck_assert_uint_lt(strlen(err.message), sizeof err.message);
    ck_assert_uint_gt(strlen(err.message), sizeof err.message - 4);
    ck_assert(text_valid(text_of(err.message)));
    struct error odd = {0};
    error_set(&odd, ERROR_INPUT, "%s", words);
    ck_assert(text_valid(text_of(odd.message)));
}
END_TEST

/* RFC 8259, section 7. */
START_TEST(json_text_escapes_quotes_backslashes_and_control_characters)
{
    struct text_builder b = {0};
    json_add_text(&b, TEXT("a\"b\\c/\n\t\x01\x7F ä😀"));
    ck_text(text_built(&b), "\"a\\\"b\\\\c/\\u000a\\u0009\\u0001\\u007f ä😀\"");
    b.len = 0;
    json_add_text(&b, TEXT_EMPTY);
    ck_text(text_built(&b), "\"\"");
    text_builder_done(&b);
}
END_TEST

/* ---- large pages; sanitizers have a heap of their own ---- */

#ifndef SITREP_SANITIZED

/* What /proc/self/smaps says of the mapping that an address is in: its flags, of two letters each (proc(5)). */
static void read_flags(const void *address, char flags[512])
{
    char line[512];
    bool is_in = false;
    FILE *maps = fopen("/proc/self/smaps", "r");
    ck_assert_ptr_nonnull(maps);
    flags[0] = '\0';
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
            is_in = (uintptr_t)address >= from && (uintptr_t)address < to;
        if (is_in && strncmp(line, "VmFlags:", 8) == 0)
            strcpy(flags, line);
    }
    fclose(maps);
}

/* Of what is larger than any hole that was left before. */
static bool is_in_large_pages(void)
{
    char flags[512];
    char *memory = memory_alloc(3 << 20, 1);
    read_flags(memory + (1 << 20), flags);
    free(memory);
    return strstr(flags, " hg") != NULL;
}

START_TEST(memory_is_in_large_pages_once_that_was_asked_for)
{
    if (access("/sys/kernel/mm/transparent_hugepage", F_OK) != 0)
        return; /* this system has none */
    ck_assert(!is_in_large_pages());
    memory_in_large_pages();
    ck_assert(is_in_large_pages());
}
END_TEST

START_TEST(memory_that_is_limited_stays_as_it_is)
{
    const struct rlimit limit = {1 << 30, 1 << 30};
    ck_assert_int_eq(setrlimit(RLIMIT_DATA, &limit), 0);
    const void *before = sbrk(0);
    memory_in_large_pages();
    ck_assert_ptr_eq(sbrk(0), before);
    ck_assert(!is_in_large_pages());
}
END_TEST

#endif

int main(void)
{
    const TTest *const tests[] = {an_arena_gives_zeroed_aligned_memory_that_does_not_overlap,
                                  an_arena_zeroes_memory_that_was_used_before,
                                  an_arena_gives_blocks_larger_than_its_own,
                                  a_growing_array_keeps_its_elements,
                                  names_are_numbered_in_the_order_of_their_first_appearance,
                                  a_name_has_a_number_in_each_group,
                                  thousands_of_names_are_all_found_again,
                                  the_first_error_is_kept,
                                  a_message_too_long_is_cut_at_a_character,
                                  json_text_escapes_quotes_backslashes_and_control_characters};
    Suite *suite = suite_create("base/memory");
    TCase *all = tcase_create("all");
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
#ifndef SITREP_SANITIZED
    tcase_add_test(all, memory_is_in_large_pages_once_that_was_asked_for);
    tcase_add_test(all, memory_that_is_limited_stays_as_it_is);
#endif
    tcase_add_exit_test(all, a_size_that_does_not_fit_calls_the_hook, 7);
    tcase_add_test_raise_signal(all, without_a_hook_the_program_aborts, SIGABRT);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
