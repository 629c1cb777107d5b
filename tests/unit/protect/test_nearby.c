/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect/nearby.h"

#include <math.h>

#include "unit/harness.h"

/* A square of equal counts; all its cells are hidden, its rows and columns are published. */
enum { SIDE = 10, EACH = 2 };

struct square {
    struct arena *keep;
    struct protect_parts *parts;
    struct protect_nearby *nearby;
};

static void add_run(struct protect_system *system, enum protect_kind kind, size_t first, size_t step, size_t count)
{
    struct protect_term terms[SIDE];
    struct error err = {0};
    size_t number;
    for (size_t i = 0; i < count; i++)
        terms[i] = (struct protect_term){first + i * step, 1};
    const struct protect_sum_request request = {.kind = kind, .terms = terms, .term_count = count};
    ck_assert(protect_system_add_sum(system, &request, &number, &err));
}

static struct square open_square(void)
{
    struct square square = {.keep = arena_new()};
    square.parts = ARENA_ARRAY(square.keep, struct protect_parts, 1);
    struct protect_system *system = protect_system_new(square.keep);
    struct error err = {0};
    size_t number;
    for (size_t i = 0; i < SIDE * SIDE; i++)
        ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = EACH, .cell = i + 1}, &number, &err));
    for (size_t i = 0; i < SIDE * SIDE; i++)
        add_run(system, PROTECT_WITHHELD, i, 1, 1);
    for (size_t i = 0; i < SIDE; i++)
        add_run(system, PROTECT_ALWAYS, i * SIDE, 1, SIDE);
    for (size_t i = 0; i < SIDE; i++)
        add_run(system, PROTECT_ALWAYS, i, SIDE, SIDE);
    bool *hidden = ARENA_ARRAY(square.keep, bool, system->sums.count);
    bool *asked = ARENA_ARRAY(square.keep, bool, system->sums.count);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        hidden[i] = asked[i] = true;
    protect_parts_make(system, hidden, asked, square.keep, square.parts);
    ck_assert_uint_eq(square.parts->count, 1);
    square.nearby = protect_nearby_new(square.parts, &square.parts->items[0]);
    return square;
}

static void close_square(struct square *square)
{
    protect_nearby_free(square->nearby);
    arena_free(square->keep);
}

static void expect_balanced(const double *changes, size_t first, size_t step)
{
    double sum = 0.0;
    for (size_t i = 0; i < SIDE; i++)
        sum += changes[first + i * step];
    ck_assert_double_eq_tol(sum, 0.0, 1e-9);
}

START_TEST(few_cells_change_and_rows_and_columns_are_kept)
{
    struct square square = open_square();
    const struct protect_place corner = square.parts->places[0];
    double changes[SIDE * SIDE];
    /* 2 more than both its row and its column can give with one other cell each: several must */
    ck_assert(protect_nearby_search(square.nearby, &corner, (struct protect_shift){4.0, HUGE_VAL}, changes));
    size_t changed = 0;
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        ck_assert_double_ge(changes[i], -EACH);
        changed += fabs(changes[i]) > 1e-9;
    }
    ck_assert_double_ge(changes[0], 4.0);
    ck_assert_uint_ge(changed, 7);
    ck_assert_uint_le(changed, 48);
    for (size_t i = 0; i < SIDE; i++) {
        expect_balanced(changes, i * SIDE, 1);
        expect_balanced(changes, i, SIDE);
    }
    close_square(&square);
}
END_TEST

START_TEST(what_no_table_has_is_not_found)
{
    struct square square = open_square();
    const struct protect_place corner = square.parts->places[0];
    double changes[SIDE * SIDE];
    ck_assert(!protect_nearby_search(square.nearby, &corner,
                                     (struct protect_shift){EACH * SIDE - EACH + 1, HUGE_VAL}, changes));
    close_square(&square);
}
END_TEST

TEST_PROGRAM("protect/nearby", few_cells_change_and_rows_and_columns_are_kept, what_no_table_has_is_not_found)
