/* SPDX-License-Identifier: GPL-3.0-or-later
 * A test program whose tests are set up and torn down. */
#ifndef TESTS_UNIT_BASE_FIXTURE_H
#define TESTS_UNIT_BASE_FIXTURE_H

#include "unit/harness.h"

#define TEST_PROGRAM_WITH(name, set_up, tear_down, ...)           \
    int main(void)                                                \
    {                                                             \
        const TTest *const tests[] = {__VA_ARGS__};               \
        Suite *suite = suite_create(name);                        \
        TCase *all = tcase_create("all");                         \
        tcase_set_timeout(all, 120);                              \
        tcase_add_checked_fixture(all, set_up, tear_down);        \
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) \
            tcase_add_test(all, tests[i]);                        \
        suite_add_tcase(suite, all);                              \
        return run_suite(suite);                                  \
    }

#endif
