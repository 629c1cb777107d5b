/* SPDX-License-Identifier: GPL-3.0-or-later
 * Paths, above all the error of arcs made of Bézier pieces. */
#include <math.h>

#include "canvas/canvas.h"
#include "unit/harness.h"

/* A point of a cubic Bézier curve by its Bernstein form. */
static double bezier(double a, double b, double c, double d, double t)
{
    const double s = 1 - t;
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

static double radius_error(const struct path *path, size_t i, double t)
{
    const struct path_step *step = &path->steps[i], *before = &path->steps[i - 1];
    const int last = before->verb == PATH_CURVE ? 2 : 0;
    const double x = bezier(before->x[last], step->x[0], step->x[1], step->x[2], t);
    const double y = bezier(before->y[last], step->y[0], step->y[1], step->y[2], t);
    return fabs(hypot(x - 30, y - 40) - 100) / 100;
}

START_TEST(an_arc_stays_within_three_ten_thousandths_of_its_radius)
{
    struct path path = {.count = 0};
    path_arc(&path, 30, 40, 100, 0, 2 * G_PI);
    ck_assert_uint_eq(path.count, 5);
    for (size_t i = 1; i < path.count; i++)
        for (double t = 0; t <= 1; t += 0.01)
            ck_assert_double_le(radius_error(&path, i, t), 0.0003);
}
END_TEST

START_TEST(angles_run_clockwise_from_twelve_o_clock)
{
    struct path path = {.count = 0};
    path_arc(&path, 0, 0, 10, 0, G_PI / 2);
    ck_assert_int_eq(path.steps[0].verb, PATH_MOVE);
    ck_assert_double_eq_tol(path.steps[0].x[0], 0, 1e-9);
    ck_assert_double_eq_tol(path.steps[0].y[0], -10, 1e-9);
    ck_assert_double_eq_tol(path.steps[1].x[2], 10, 1e-9);
    ck_assert_double_eq_tol(path.steps[1].y[2], 0, 1e-9);
}
END_TEST

START_TEST(an_arc_after_a_point_begins_with_a_line)
{
    struct path path = {.count = 0};
    path_move(&path, 0, 0);
    path_arc(&path, 0, 0, 10, 0, 1);
    ck_assert_int_eq(path.steps[1].verb, PATH_LINE);
    ck_assert_int_eq(path.steps[2].verb, PATH_CURVE);
    ck_assert_uint_eq(path.count, 3);
}
END_TEST

START_TEST(a_rectangle_is_four_corners_and_closed)
{
    static const double corners[4][2] = {{1, 2}, {4, 2}, {4, 6}, {1, 6}};
    struct path path = {.count = 0};
    path_rectangle(&path, 1, 2, 3, 4);
    ck_assert_uint_eq(path.count, 5);
    ck_assert_int_eq(path.steps[4].verb, PATH_CLOSE);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_double_eq_tol(path.steps[i].x[0], corners[i][0], 1e-12);
        ck_assert_double_eq_tol(path.steps[i].y[0], corners[i][1], 1e-12);
    }
}
END_TEST

/* The memory checkers of the sanitized build tell whether more is read than is there. */
START_TEST(a_copy_has_the_steps_of_its_path)
{
    struct arena *arena = arena_new();
    struct path path;
    path_begin(&path);
    path_rectangle(&path, 1, 2, 3, 4);
    const struct path *copy = path_copy(arena, &path);
    path_begin(&path);
    path_move(&path, 9, 9);
    ck_assert_uint_eq(copy->count, 5);
    ck_assert_double_eq_tol(copy->steps[2].x[0], 4, 1e-12);
    ck_assert_double_eq_tol(copy->steps[2].y[0], 6, 1e-12);
    ck_assert_int_eq(copy->steps[4].verb, PATH_CLOSE);
    arena_free(arena);
}
END_TEST

TEST_PROGRAM("canvas/path", an_arc_stays_within_three_ten_thousandths_of_its_radius,
             angles_run_clockwise_from_twelve_o_clock, an_arc_after_a_point_begins_with_a_line,
             a_rectangle_is_four_corners_and_closed, a_copy_has_the_steps_of_its_path)
