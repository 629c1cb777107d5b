/* SPDX-License-Identifier: GPL-3.0-or-later
 * Contrast by WCAG 2.2 ("relative luminance", "contrast ratio") and colour vision deficiency by the matrices of
 * Machado, Oliveira and Fernandes 2009 at full severity, both written here from the publications. */
#include "chart/palette.h"

#include <math.h>

#include "unit/harness.h"

enum { RED, GREEN, BLUE };

static void linear(uint32_t colour, double ret_rgb[3])
{
    for (int i = 0; i < 3; i++) {
        const double c = (double)(colour >> (16 - 8 * i) & 0xFF) / 255;
        ret_rgb[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
}

static double luminance(uint32_t colour)
{
    double rgb[3];
    linear(colour, rgb);
    return 0.2126 * rgb[RED] + 0.7152 * rgb[GREEN] + 0.0722 * rgb[BLUE];
}

static double contrast(uint32_t a, uint32_t b)
{
    const double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static double lab_f(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIELAB under D65 of linear sRGB. */
static void lab(const double rgb[3], double ret_lab[3])
{
    const double x = lab_f((0.4124 * rgb[RED] + 0.3576 * rgb[GREEN] + 0.1805 * rgb[BLUE]) / 0.9505);
    const double y = lab_f(0.2126 * rgb[RED] + 0.7152 * rgb[GREEN] + 0.0722 * rgb[BLUE]);
    const double z = lab_f((0.0193 * rgb[RED] + 0.1192 * rgb[GREEN] + 0.9505 * rgb[BLUE]) / 1.0890);
    ret_lab[0] = 116 * y - 16;
    ret_lab[1] = 500 * (x - y);
    ret_lab[2] = 200 * (y - z);
}

static const double VISIONS[][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};
enum { VISION_COUNT = sizeof VISIONS / sizeof *VISIONS };

static void seen(uint32_t colour, int vision, double ret_lab[3])
{
    double rgb[3], simulated[3];
    linear(colour, rgb);
    for (int i = 0; i < 3; i++) {
        const double *row = VISIONS[vision][i];
        simulated[i] = fmax(0, fmin(1, row[RED] * rgb[RED] + row[GREEN] * rgb[GREEN] + row[BLUE] * rgb[BLUE]));
    }
    lab(simulated, ret_lab);
}

static double distance(uint32_t a, uint32_t b, int vision)
{
    double p[3], q[3];
    seen(a, vision, p);
    seen(b, vision, q);
    return sqrt(pow(p[0] - q[0], 2) + pow(p[1] - q[1], 2) + pow(p[2] - q[2], 2));
}

START_TEST(the_formula_gives_what_wcag_gives_for_black_on_white)
{
    ck_assert_double_eq_tol(contrast(0x000000, 0xFFFFFF), 21, 1e-9);
    ck_assert_double_eq_tol(contrast(0x777777, 0xFFFFFF), 4.48, 0.005);
}
END_TEST

/* What palette_changes says of a colour of light paper. */
static uint32_t on_ground(int ground, uint32_t light)
{
    struct palette_change changes[PALETTE_CHANGES_MAX];
    const size_t count = palette_changes(changes);
    for (size_t i = 0; ground == PALETTE_DARK && i < count; i++)
        if (changes[i].light == light)
            return changes[i].dark;
    ck_assert_int_eq(ground, PALETTE_LIGHT);
    return light;
}

/* Those of the 2014 page in the dark, by its style sheet. */
static const uint32_t PAPERS[] = {[PALETTE_LIGHT] = 0xFFFFFF, [PALETTE_DARK] = 0x14181D};

/* The look of a part as a reader has it, who sees on dark paper what the changes make of it. */
static struct palette_entry look_on(int ground, size_t i)
{
    struct palette_entry entry = palette_at(i);
    entry.fill = on_ground(ground, entry.fill);
    entry.text = on_ground(ground, entry.text);
    entry.on_paper = on_ground(ground, entry.on_paper);
    entry.hatch_colour = on_ground(ground, entry.hatch_colour);
    return entry;
}

START_TEST(areas_stand_out_from_paper)
{
    for (size_t i = 0; i < PALETTE_COLOURS; i++)
        ck_assert_double_ge(contrast(look_on(_i, i).fill, PAPERS[_i]), 3);
    ck_assert_double_ge(contrast(on_ground(_i, palette_hidden_paint().stroke_colour), PAPERS[_i]), 3);
    ck_assert_double_ge(contrast(on_ground(_i, PALETTE_AXIS), PAPERS[_i]), 3);
}
END_TEST

START_TEST(words_can_be_read_on_every_area_and_on_paper)
{
    for (size_t i = 0; i < PALETTE_COLOURS; i++) {
        const struct palette_entry entry = look_on(_i, i);
        ck_assert_double_ge(contrast(entry.text, entry.fill), 4.5);
        ck_assert_double_ge(contrast(entry.on_paper, PAPERS[_i]), 4.5);
    }
    ck_assert_double_ge(contrast(on_ground(_i, PALETTE_INK), PAPERS[_i]), 7);
    ck_assert_double_ge(contrast(on_ground(_i, PALETTE_QUIET), PAPERS[_i]), 4.5);
    ck_assert_double_ge(contrast(on_ground(_i, palette_hidden().text), on_ground(_i, palette_hidden().fill)), 4.5);
}
END_TEST

START_TEST(neighbours_differ_in_grey)
{
    for (size_t i = 0; i + 1 < PALETTE_COLOURS; i++)
        ck_assert_double_ge(contrast(look_on(_i, i).fill, look_on(_i, i + 1).fill), 1.6);
    ck_assert_double_ge(contrast(look_on(_i, PALETTE_COLOURS - 1).fill, look_on(_i, 0).fill), 1.4);
}
END_TEST

START_TEST(what_is_alike_in_grey_differs_in_hatching)
{
    for (size_t i = 0; i < PALETTE_COLOURS; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert(contrast(look_on(_i, i).fill, look_on(_i, j).fill) >= 1.35 || palette_at(i).hatch != palette_at(j).hatch);
}
END_TEST

START_TEST(colour_blind_readers_can_tell_any_two_apart)
{
    for (int vision = 0; vision < VISION_COUNT; vision++)
        for (size_t i = 0; i < PALETTE_COLOURS; i++)
            for (size_t j = 0; j < i; j++)
                ck_assert_double_ge(distance(look_on(_i, i).fill, look_on(_i, j).fill, vision), 11);
}
END_TEST

START_TEST(hatchings_can_be_seen_but_do_not_shout)
{
    for (size_t i = 0; i < PALETTE_COLOURS; i++) {
        const struct palette_entry entry = look_on(_i, i);
        ck_assert_double_ge(contrast(entry.fill, entry.hatch_colour), 1.3);
        ck_assert_double_le(contrast(entry.fill, entry.hatch_colour), 3.5);
    }
}
END_TEST

START_TEST(the_rising_hatching_means_hidden_and_nothing_else)
{
    ck_assert_int_eq(palette_hidden().hatch, HATCH_RISING);
    for (size_t i = 0; i < 100; i++)
        ck_assert_int_ne(palette_at(i).hatch, HATCH_RISING);
}
END_TEST

START_TEST(forty_parts_have_forty_looks)
{
    for (size_t i = 0; i < 40; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert(palette_at(i).fill != palette_at(j).fill || palette_at(i).hatch != palette_at(j).hatch);
}
END_TEST

/* A pie of nine slices or more has its last beside its first. */
START_TEST(no_last_part_is_the_first_with_a_hatching)
{
    enum { SLICES_MAX = 12 };
    for (size_t i = PALETTE_COLOURS; i < SLICES_MAX; i++) {
        ck_assert_uint_ne(look_on(_i, i).fill, look_on(_i, 0).fill);
        ck_assert_uint_ne(look_on(_i, i).fill, look_on(_i, i - 1).fill);
    }
}
END_TEST

/* A style sheet could not tell which is meant. */
START_TEST(each_colour_changes_into_one)
{
    struct palette_change changes[PALETTE_CHANGES_MAX];
    const size_t count = palette_changes(changes);
    ck_assert_uint_le(count, PALETTE_CHANGES_MAX);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert_uint_ne(changes[i].light, changes[j].light);
}
END_TEST

int main(void)
{
    /* Those of looks are run for light and for dark paper. */
    const struct {
        const TTest *test;
        int times;
    } tests[] = {
        {the_formula_gives_what_wcag_gives_for_black_on_white, 1},
        {areas_stand_out_from_paper, PALETTE_GROUNDS},
        {words_can_be_read_on_every_area_and_on_paper, PALETTE_GROUNDS},
        {neighbours_differ_in_grey, PALETTE_GROUNDS},
        {what_is_alike_in_grey_differs_in_hatching, PALETTE_GROUNDS},
        {colour_blind_readers_can_tell_any_two_apart, PALETTE_GROUNDS},
        {hatchings_can_be_seen_but_do_not_shout, PALETTE_GROUNDS},
        {the_rising_hatching_means_hidden_and_nothing_else, 1},
        {forty_parts_have_forty_looks, 1},
        {no_last_part_is_the_first_with_a_hatching, PALETTE_GROUNDS},
        {each_colour_changes_into_one, 1},
    };
    Suite *suite = suite_create("chart/palette");
    TCase *all = tcase_create("all");
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_loop_test(all, tests[i].test, 0, tests[i].times);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
