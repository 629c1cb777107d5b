/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every back end receives, as the trace canvas writes it down. */
#include <string.h>

#include "canvas/backend.h"
#include "canvas/trace.h"
#include "unit/harness.h"

struct traced {
    struct text_builder out;
    struct typeface *typeface;
    struct canvas *canvas;
};

static struct traced *trace_new(void)
{
    struct error err = {0};
    struct traced *traced = calloc(1, sizeof *traced);
    traced->typeface = typeface_open("fonts", &err);
    ck_assert_msg(traced->typeface != NULL, "%s", err.message);
    traced->canvas = trace_canvas_new(&traced->out, traced->typeface);
    return traced;
}

static void trace_free(struct traced *traced)
{
    canvas_free(traced->canvas);
    typeface_close(traced->typeface);
    text_builder_done(&traced->out);
    free(traced);
}

static void assert_trace(struct traced *traced, const char *expected)
{
    text_add_byte(&traced->out, '\0');
    ck_assert_str_eq(traced->out.bytes, expected);
}

static void rectangle(struct traced *traced, struct paint paint)
{
    struct path path = {.count = 0};
    path_rectangle(&path, 0, 0, 10, 4);
    canvas_path(traced->canvas, &path, &paint);
}

START_TEST(offsets_add_up_and_are_taken_back)
{
    struct traced *traced = trace_new();
    canvas_push_offset(traced->canvas, 10, 20);
    canvas_push_offset(traced->canvas, 1, 2);
    canvas_line(traced->canvas, 0, 0, 5, 0, 0x112233, 0.5);
    canvas_pop_offset(traced->canvas);
    canvas_line(traced->canvas, 0, 0, 5, 0, 0x112233, 0.5);
    canvas_pop_offset(traced->canvas);
    canvas_line(traced->canvas, 0, 0, 5, 0, 0x112233, 0.5);
    assert_trace(traced, "path stroke=112233/0.5 : M 11 22 L 16 22\n"
                         "path stroke=112233/0.5 : M 10 20 L 15 20\n"
                         "path stroke=112233/0.5 : M 0 0 L 5 0\n");
    trace_free(traced);
}
END_TEST

START_TEST(fill_stroke_and_dashes_reach_the_back_end)
{
    struct traced *traced = trace_new();
    rectangle(traced, (struct paint){.fill = true,
                                     .fill_colour = 0xABCDEF,
                                     .stroke = true,
                                     .stroke_colour = 0x000001,
                                     .stroke_width_pt = 1.25,
                                     .dash_pt = 2});
    assert_trace(traced, "path fill=abcdef stroke=000001/1.25 dash=2 : M 0 0 L 10 0 L 10 4 L 0 4 Z\n");
    trace_free(traced);
}
END_TEST

START_TEST(nothing_is_drawn_without_fill_and_stroke)
{
    struct traced *traced = trace_new();
    rectangle(traced, (struct paint){.fill_colour = 0xABCDEF});
    assert_trace(traced, "");
    trace_free(traced);
}
END_TEST

/* Level lines at 0, 3.6 and 7.2 of a box 4 high; the outline comes last. */
START_TEST(a_hatching_is_lines_under_a_clip)
{
    struct traced *traced = trace_new();
    rectangle(traced, (struct paint){.fill = true,
                                     .fill_colour = 0xFFFFFF,
                                     .hatch = HATCH_LEVEL,
                                     .hatch_colour = 0x808080,
                                     .stroke = true,
                                     .stroke_colour = 0x000000,
                                     .stroke_width_pt = 1});
    assert_trace(traced, "path fill=ffffff : M 0 0 L 10 0 L 10 4 L 0 4 Z\n"
                         "clip : M 0 0 L 10 0 L 10 4 L 0 4 Z\n"
                         "path stroke=808080/0.55 : M 0 0 L 10 0 M 0 3.6 L 10 3.6 M 0 7.2 L 10 7.2\n"
                         "unclip\n"
                         "path stroke=000000/1 : M 0 0 L 10 0 L 10 4 L 0 4 Z\n");
    trace_free(traced);
}
END_TEST

/* 5 points from line to line: x + y = 5 n. */
START_TEST(rising_lines_rise)
{
    struct traced *traced = trace_new();
    struct path path = {.count = 0};
    path_rectangle(&path, 0, 0, 5, 5);
    canvas_path(traced->canvas, &path, &(struct paint){.hatch = HATCH_RISING});
    assert_trace(traced, "clip : M 0 0 L 5 0 L 5 5 L 0 5 Z\n"
                         "path stroke=000000/0.55 : M 0 0 L -5 5 M 5 0 L 0 5 M 10 0 L 5 5\n"
                         "unclip\n");
    trace_free(traced);
}
END_TEST

START_TEST(every_hatching_covers_large_areas)
{
    struct traced *traced = trace_new();
    struct path path = {.count = 0};
    path_rectangle(&path, 0, 0, 300, 300);
    for (enum hatch hatch = HATCH_RISING; hatch < HATCH_KINDS; hatch++) {
        const size_t before = traced->out.len;
        canvas_path(traced->canvas, &path, &(struct paint){.hatch = hatch, .hatch_colour = 0x010203});
        ck_assert_uint_gt(traced->out.len - before, 1000);
    }
    trace_free(traced);
}
END_TEST

/* A chart placed elsewhere is the same chart: its hatching moves with it. */
START_TEST(hatchings_move_with_the_offset)
{
    struct traced *traced = trace_new();
    canvas_push_offset(traced->canvas, 1.7, 2.3);
    rectangle(traced, (struct paint){.hatch = HATCH_UPRIGHT});
    assert_trace(traced, "clip : M 1.7 2.3 L 11.7 2.3 L 11.7 6.3 L 1.7 6.3 Z\n"
                         "path stroke=000000/0.55 : M 1.7 2.3 L 1.7 6.3 M 5.3 2.3 L 5.3 6.3 M 8.9 2.3 L 8.9 6.3 "
                         "M 12.5 2.3 L 12.5 6.3\n"
                         "unclip\n");
    trace_free(traced);
}
END_TEST

/* A is 543 of 1000 units wide (hmtx), 5.43 at 10 pt. */
static double text_begin(struct traced *traced, enum text_align align)
{
    const struct text_style style = {.size_pt = 10, .colour = 0x445566};
    traced->out.len = 0;
    canvas_text(traced->canvas, 100, 50, align, &style, TEXT("A"));
    text_add_byte(&traced->out, '\0');
    ck_assert_ptr_nonnull(strstr(traced->out.bytes, " 445566 10 400 upright \"A\"\n"));
    return strtod(traced->out.bytes + strlen("text "), NULL);
}

START_TEST(text_stands_before_on_or_behind_its_anchor)
{
    struct traced *traced = trace_new();
    ck_assert_double_eq_tol(text_begin(traced, ALIGN_START), 100, 0.001);
    ck_assert_double_eq_tol(text_begin(traced, ALIGN_CENTRE), 97.285, 0.01);
    ck_assert_double_eq_tol(text_begin(traced, ALIGN_END), 94.57, 0.01);
    trace_free(traced);
}
END_TEST

/* Source Sans: ascent 1024, descent 400 of 1000 units (hhea). */
START_TEST(measures_are_width_ascent_and_descent)
{
    struct traced *traced = trace_new();
    const struct text_extent extent =
        canvas_measure(traced->canvas, &(struct text_style){.size_pt = 10}, TEXT("A"));
    ck_assert_double_eq_tol(extent.width_pt, 5.43, 0.01);
    ck_assert_double_eq_tol(extent.ascent_pt, 10.24, 0.01);
    ck_assert_double_eq_tol(extent.descent_pt, 4.0, 0.01);
    trace_free(traced);
}
END_TEST

START_TEST(a_raised_figure_is_drawn_above_the_baseline)
{
    struct traced *traced = trace_new();
    const struct text_style style = {.size_pt = 10, .superscript = true};
    canvas_text(traced->canvas, 0, 50, ALIGN_START, &style, TEXT("1"));
    text_add_byte(&traced->out, '\0');
    char *end;
    strtod(traced->out.bytes + strlen("text "), &end);
    ck_assert_double_eq_tol(strtod(end, NULL), 46.7, 0.01);
    trace_free(traced);
}
END_TEST

TEST_PROGRAM("canvas/canvas", offsets_add_up_and_are_taken_back, fill_stroke_and_dashes_reach_the_back_end,
             nothing_is_drawn_without_fill_and_stroke, a_hatching_is_lines_under_a_clip, rising_lines_rise,
             every_hatching_covers_large_areas, hatchings_move_with_the_offset,
             text_stands_before_on_or_behind_its_anchor, measures_are_width_ascent_and_descent,
             a_raised_figure_is_drawn_above_the_baseline)
