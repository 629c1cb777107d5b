/* SPDX-License-Identifier: GPL-3.0-or-later
 * Functions of libraries that are opened while the program runs. */
#include "base/library.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "unit/harness.h"

#define TWO_FUNCTIONS(F) F(labs) F(strlen)
struct two {
    TWO_FUNCTIONS(LIBRARY_MEMBER)
};

static const char *const names[] = {TWO_FUNCTIONS(LIBRARY_NAME)};

START_TEST(each_name_gets_its_own_function)
{
    struct two two = {0};
    library_fill("libc.so.6", names, sizeof names / sizeof *names, &two);
    ck_assert_int_eq(two.labs(-7), 7);
    ck_assert_uint_eq(two.strlen("library"), 7);
}
END_TEST

START_TEST(a_library_that_is_missing_ends_the_program)
{
    struct two two = {0};
    signal(SIGTRAP, _Exit);
    library_fill("libnothing.so.0", names, sizeof names / sizeof *names, &two);
}
END_TEST

START_TEST(a_function_that_is_missing_ends_the_program)
{
    static const char *const unknown[] = {"labs", "no_such_function"};
    struct two two = {0};
    signal(SIGTRAP, _Exit);
    library_fill("libc.so.6", unknown, 2, &two);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/library");
    TCase *all = tcase_create("all");
    tcase_add_test(all, each_name_gets_its_own_function);
    tcase_add_exit_test(all, a_library_that_is_missing_ends_the_program, SIGTRAP);
    tcase_add_exit_test(all, a_function_that_is_missing_ends_the_program, SIGTRAP);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
