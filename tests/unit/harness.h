/* SPDX-License-Identifier: GPL-3.0-or-later
 * A test program in one line: a list of Check tests, run in fork mode, exit status 1 if any failed. */
#ifndef TESTS_UNIT_HARNESS_H
#define TESTS_UNIT_HARNESS_H

#include <check.h>
#include <stdlib.h>

/* Runs and frees it; returns the exit status. */
static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define TEST_PROGRAM(name, ...)                                   \
    int main(void)                                                \
    {                                                             \
        const TTest *const tests[] = {__VA_ARGS__};               \
        Suite *suite = suite_create(name);                        \
        TCase *all = tcase_create("all");                         \
        tcase_set_timeout(all, 230);                              \
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) \
            tcase_add_test(all, tests[i]);                        \
        suite_add_tcase(suite, all);                              \
        return run_suite(suite);                                  \
    }

#endif
