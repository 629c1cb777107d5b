/* SPDX-License-Identifier: GPL-3.0-or-later
 * Comparing a text view with a literal, in the manner of Check. */
#ifndef TESTS_UNIT_BASE_CHECK_TEXT_H
#define TESTS_UNIT_BASE_CHECK_TEXT_H

#include "base/text.h"
#include "unit/harness.h"

#define ck_text(found, expected)                                                                                       \
    do {                                                                                                               \
        const struct text found_ = (found), expected_ = text_of(expected);                                             \
        ck_assert_msg(text_equal(found_, expected_), "found '%.*s', not '%.*s'", TEXT_ARGS(found_),                    \
                      TEXT_ARGS(expected_));                                                                           \
    } while (0)

#define ck_text_holds(found, part)                                                                             \
    do {                                                                                                       \
        const struct text found_ = (found), part_ = text_of(part);                                             \
        ck_assert_msg(text_find(found_, part_) < found_.len, "'%.*s' does not hold '%.*s'", TEXT_ARGS(found_), \
                      TEXT_ARGS(part_));                                                                       \
    } while (0)

#endif
