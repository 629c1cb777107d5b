/* SPDX-License-Identifier: GPL-3.0-or-later
 * Geometry of charts against calculations by hand, read from the trace canvas. */
#include "chart/palette.h"
#include "unit/chart/drawing.h"

enum { NAVY = 0x1F4E79, TEAL = 0x4AA198, PLUM = 0x6D2E55, PALE = 0xF1F3F4 };

static const double FULL_PT = 470, HALF_PT = 225;
static const char *const TWO[] = {"Women", "Men"};
static const char *const THREE[] = {"Sexual", "Workforce", "Other"};
static const char *const FOUR[] = {"One", "Two", "Three", "Four"};
static const char *const PLACES[] = {"In Finland", "Abroad"};

/* ---- pies ---- */

/* The slice's end on the rim, as sine and cosine clockwise from 12 o'clock. */
static void assert_ends_at(const struct mark *slice, double sine, double cosine)
{
    const size_t last = slice->points - 1;
    const double radius = hypot(slice->x[1] - slice->x[0], slice->y[1] - slice->y[0]);
    ck_assert_double_eq_tol((slice->x[last] - slice->x[0]) / radius, sine, 0.0005);
    ck_assert_double_eq_tol((slice->y[0] - slice->y[last]) / radius, cosine, 0.0005);
}

/* 60 of 85: 254.118 degrees. */
START_TEST(a_pie_of_two_ends_its_first_slice_at_254_degrees)
{
    const int64_t counts[] = {60, 25};
    struct drawing drawing = drawing_new();
    const struct chart chart =
        sample_chart(drawing.arena, &(struct sample){CHART_PIE, TWO, NULL, counts, 2, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *women = find_fill(&drawing, NAVY, 0), *men = find_fill(&drawing, TEAL, 0);
    ck_assert_double_eq_tol(women->x[1], women->x[0], 0.001);
    ck_assert_double_lt(women->y[1], women->y[0]);
    assert_ends_at(women, -0.961826, -0.273663);
    assert_ends_at(men, 0, 1);
    drawing_done(&drawing);
}
END_TEST

/* 23, 22, 10, 13 of 68: 121.765, 238.235, 291.176 degrees. */
START_TEST(four_slices_follow_each_other_clockwise)
{
    static const double ends[3][2] = {{0.850217, -0.526432}, {-0.850217, -0.526432}, {-0.932472, 0.361242}};
    static const unsigned colours[] = {NAVY, TEAL, PLUM};
    const int64_t counts[] = {23, 22, 10, 13};
    struct drawing drawing = drawing_new();
    const struct chart chart =
        sample_chart(drawing.arena, &(struct sample){CHART_PIE, FOUR, NULL, counts, 4, 1});
    drawing_make(&drawing, &chart, HALF_PT);
    for (size_t i = 0; i < 3; i++)
        assert_ends_at(find_fill(&drawing, colours[i], 0), ends[i][0], ends[i][1]);
    drawing_done(&drawing);
}
END_TEST

START_TEST(labels_stand_on_the_side_of_their_slices)
{
    const int64_t counts[] = {60, 25};
    struct drawing drawing = drawing_new();
    const struct chart chart =
        sample_chart(drawing.arena, &(struct sample){CHART_PIE, TWO, NULL, counts, 2, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    const double centre = find_fill(&drawing, NAVY, 0)->x[0];
    ck_assert_double_gt(find_words(&drawing, "Women")->left, centre);
    ck_assert_double_lt(find_words(&drawing, "Men")->right, centre);
    drawing_done(&drawing);
}
END_TEST

static double radius_of(const char *const *labels, double width_pt)
{
    const int64_t counts[] = {12, 20, 30, 14};
    struct drawing drawing = drawing_new();
    const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_PIE, labels, NULL, counts, 4, 1});
    drawing_make(&drawing, &chart, width_pt);
    const struct mark *slice = find_fill(&drawing, NAVY, 0);
    const double radius_pt = hypot(slice->x[1] - slice->x[0], slice->y[1] - slice->y[0]);
    drawing_done(&drawing);
    return radius_pt;
}

/* As they stand in one report, where their sizes would else say what no count says. */
START_TEST(pies_have_few_sizes_whatever_their_labels)
{
    static const char *const longer[] = {"Sexual exploitation", "Other exploitation", "Workforce exploitation, domestic servitude", "Not stated"};
    static const char *const longest[] = {"Sexual exploitation in Finland", "Workforce exploitation in Finland or abroad",
                                          "Forced marriage, forced criminality", "Not stated in the decision"};
    ck_assert_double_eq_tol(radius_of(FOUR, FULL_PT), 64, 0.01);
    ck_assert_double_eq_tol(radius_of(longer, FULL_PT), 64, 0.01);
    ck_assert_double_eq_tol(radius_of(longest, FULL_PT), 64, 0.01);
    ck_assert_double_eq_tol(radius_of(FOUR, HALF_PT), 52, 0.01);
    ck_assert_double_eq_tol(radius_of(longer, HALF_PT), 52, 0.01);
    ck_assert_double_eq_tol(radius_of(longest, HALF_PT), 52, 0.01);
    ck_assert_double_eq_tol(radius_of(FOUR, 190), 44, 0.01);
    ck_assert_double_eq_tol(radius_of(FOUR, 120), 38, 0.01);
}
END_TEST

/* Beside the circle the first name would be a tower of single words; in a legend it needs two lines. */
START_TEST(long_names_stand_in_a_legend)
{
    static const char *const labels[] = {"Joutseno Reception Centre + Other housing arranged by the system + Not stated",
                                         "Other reception centre", "Home municipality", "Other housing"};
    const int64_t counts[] = {18, 36, 19, 27};
    size_t lines = 0;
    struct drawing drawing = drawing_new();
    const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_PIE, labels, NULL, counts, 4, 1});
    drawing_make(&drawing, &chart, 200);
    for (size_t i = 0; i < drawing.marks.count; i++) {
        const struct mark *mark = &drawing.marks.items[i];
        lines += mark->kind == MARK_TEXT && strlen(mark->words) > 2;
        ck_assert_msg(mark->kind != MARK_TEXT || mark->left > 10.0, "'%s' does not stand behind a key", mark->words);
    }
    ck_assert_uint_eq(lines, 2 + 3);
    drawing_done(&drawing);
}
END_TEST

/* The label is on the left, longer than the half of the chart that is left of the circle: it is broken, and the circle does not
 * move. */
START_TEST(circles_stand_in_the_middle_of_their_charts)
{
    static const char *const labels[] = {"Women", "Reception centres + Private housing + Other housing + Not stated"};
    const int64_t counts[] = {60, 25};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 2; i++) {
        const char *const *words = i ? labels : TWO;
        const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_PIE, words, NULL, counts, 2, 1});
        drawing_make(&drawing, &chart, FULL_PT);
        ck_assert_double_eq_tol(find_fill(&drawing, NAVY, 0)->x[0], FULL_PT / 2.0, 0.01);
    }
    drawing_done(&drawing);
}
END_TEST

/* The first line of text that begins with these words. */
static const struct mark *line_that_begins(const struct drawing *drawing, const char *words)
{
    for (size_t i = 0; i < drawing->marks.count; i++)
        if (drawing->marks.items[i].kind == MARK_TEXT && strncmp(drawing->marks.items[i].words, words, strlen(words)) == 0)
            return &drawing->marks.items[i];
    return NULL;
}

/* Filled up, the second line would be "Not stated" alone. No line begins with a plus. */
START_TEST(lines_of_a_label_are_about_as_long)
{
    static const char *const labels[] = {"Municipalities + Central criminal police + Not stated", "Police"};
    const int64_t counts[] = {12, 25};
    struct drawing drawing = drawing_new();
    const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_BARS, labels, NULL, counts, 2, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *first = line_that_begins(&drawing, "Municipalities"), *second = NULL;
    for (size_t i = 0; i < drawing.marks.count && !second; i++)
        if (drawing.marks.items[i].kind == MARK_TEXT && strstr(drawing.marks.items[i].words, "Not stated"))
            second = &drawing.marks.items[i];
    ck_assert_double_gt(second->right - second->left, 0.6 * (first->right - first->left));
    ck_assert_ptr_null(line_that_begins(&drawing, "+"));
    drawing_done(&drawing);
}
END_TEST

static size_t lines_that_begin_with_a_share(const struct drawing *drawing)
{
    size_t count = 0;
    for (size_t i = 0; i < drawing->marks.count; i++)
        count += drawing->marks.items[i].kind == MARK_TEXT && drawing->marks.items[i].words[0] == '(';
    return count;
}

/* In pies with labels round them and with legends, and in bars: from the width at which a bar's value has room on a line. */
START_TEST(no_line_parts_a_count_and_its_share)
{
    static const struct {
        enum chart_kind kind;
        double least_pt;
    } cases[] = {{CHART_PIE, 80}, {CHART_BARS, 160}};
    const int64_t counts[] = {104, 31, 31, 31};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct chart chart = sample_chart(drawing.arena, &(struct sample){cases[i].kind, FOUR, NULL, counts, 4, 1});
        chart.categories[0].parts[0].label = TEXT("104 (94\u00A0%)");
        for (size_t k = 1; k < 4; k++)
            chart.categories[k].parts[0].label = TEXT("31 (under 1\u00A0%)");
        for (double width_pt = cases[i].least_pt; width_pt < FULL_PT; width_pt++) {
            drawing_make(&drawing, &chart, width_pt);
            ck_assert_msg(!lines_that_begin_with_a_share(&drawing), "%g", width_pt);
        }
    }
    drawing_done(&drawing);
}
END_TEST

static struct chart housing(struct arena *arena, const int64_t *counts)
{
    return sample_chart(arena, &(struct sample){CHART_PIE, FOUR, NULL, counts, 4, 1});
}

/* 41 and 29 of 85 shown: the remainder of 16 begins at 296.471 degrees (sine -0.895163, cosine 0.445738). */
START_TEST(hidden_slices_are_one_hatched_remainder_of_a_published_total)
{
    const int64_t counts[] = {41, HIDDEN, 29, HIDDEN};
    struct drawing drawing = drawing_new();
    struct chart chart = housing(drawing.arena, counts);
    chart.pie_remainder_base = shown(85);
    drawing_make(&drawing, &chart, FULL_PT);
    ck_assert_uint_eq(count_fills(&drawing, PALE), 1);
    ck_assert_uint_eq(count_fills(&drawing, PLUM), 1); /* the third category keeps its colour */
    assert_ends_at(find_fill(&drawing, PLUM, 0), -0.895163, 0.445738);
    assert_ends_at(find_fill(&drawing, PALE, 0), 0, 1);
    ck_assert_uint_eq(count_kind(&drawing, MARK_CLIP), 2); /* plum's hatching and the remainder's */
    ck_assert_ptr_nonnull(find_words(&drawing, "not published"));
    ck_assert_ptr_nonnull(find_words(&drawing, "Two, Four"));
    ck_assert_ptr_null(find_words(&drawing, "[c]"));
    drawing_done(&drawing);
}
END_TEST

START_TEST(without_a_published_total_the_pie_becomes_bars)
{
    const int64_t counts[] = {41, HIDDEN, 29, HIDDEN};
    struct drawing drawing = drawing_new();
    const struct chart chart = housing(drawing.arena, counts);
    drawing_make(&drawing, &chart, FULL_PT);
    ck_assert(!has_curves(&drawing));
    ck_assert_uint_eq(count_fills(&drawing, NAVY), 2);
    ck_assert_uint_eq(count_fills(&drawing, PALE), 3); /* two keys and the legend's */
    drawing_done(&drawing);
}
END_TEST

/* Its slice would be as large as what is hidden. */
START_TEST(one_hidden_slice_alone_is_never_drawn)
{
    const int64_t counts[] = {41, 10, 29, HIDDEN};
    struct drawing drawing = drawing_new();
    struct chart chart = housing(drawing.arena, counts);
    chart.pie_remainder_base = shown(83);
    drawing_make(&drawing, &chart, FULL_PT);
    ck_assert(!has_curves(&drawing));
    drawing_done(&drawing);
}
END_TEST

START_TEST(a_pie_of_one_is_a_whole_circle)
{
    const int64_t counts[] = {12};
    struct drawing drawing = drawing_new();
    const struct chart chart =
        sample_chart(drawing.arena, &(struct sample){CHART_PIE, TWO, NULL, counts, 1, 1});
    drawing_make(&drawing, &chart, HALF_PT);
    const struct mark *circle = find_fill(&drawing, NAVY, 0);
    ck_assert_double_eq_tol(circle->right - circle->left, circle->bottom - circle->top, 0.001);
    ck_assert_uint_eq(circle->points, 5);
    ck_assert_ptr_nonnull(find_words(&drawing, "12"));
    drawing_done(&drawing);
}
END_TEST

/* ---- bars ---- */

static double width_of(const struct mark *mark)
{
    return mark->right - mark->left;
}

START_TEST(bars_begin_at_zero_and_are_as_long_as_their_counts)
{
    const int64_t counts[] = {30, 14, 6, 7};
    struct drawing drawing = drawing_new();
    const struct chart chart =
        sample_chart(drawing.arena, &(struct sample){CHART_BARS, FOUR, NULL, counts, 4, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *first = find_fill(&drawing, NAVY, 0);
    for (size_t i = 0; i < 4; i++) {
        const struct mark *bar = find_fill(&drawing, NAVY, i);
        ck_assert_double_eq_tol(bar->left, first->left, 0.001);
        ck_assert_double_eq_tol(width_of(bar) / width_of(first), (double)counts[i] / 30, 0.001);
    }
    ck_assert_double_gt(width_of(first), 0.7 * FULL_PT);
    drawing_done(&drawing);
}
END_TEST

START_TEST(values_stand_behind_their_bars)
{
    const int64_t counts[] = {31, 14, 6, 7};
    static const char *const values[] = {"31", "14", "6", "7"};
    struct drawing drawing = drawing_new();
    struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_BARS, FOUR, NULL, counts, 4, 1});
    drawing_make(&drawing, &chart, HALF_PT);
    for (size_t i = 0; i < 4; i++) {
        const struct mark *bar = find_fill(&drawing, NAVY, i), *value = find_words(&drawing, values[i]);
        ck_assert_double_eq_tol(value->left - bar->right, 4, 1);
        ck_assert_double_gt(value->top, bar->top - 3);
        ck_assert_double_lt(value->bottom, bar->bottom + 3);
    }
    drawing_done(&drawing);
}
END_TEST

/* Instead of a hidden bar: 8.5 points, whatever the others are and however wide the chart, and away from where bars begin. */
START_TEST(a_hidden_count_has_a_key_of_constant_size)
{
    const int64_t small[] = {30, HIDDEN, 6, 7}, large[] = {3000, HIDDEN, 5, 1};
    const int64_t none[] = {HIDDEN, HIDDEN, HIDDEN, HIDDEN};
    const int64_t *const cases[] = {small, large, none};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 6; i++) {
        struct chart chart =
            sample_chart(drawing.arena, &(struct sample){CHART_BARS, FOUR, NULL, cases[i / 2], 4, 1});
        chart.hidden_label = TEXT_EMPTY;
        drawing_make(&drawing, &chart, i % 2 ? FULL_PT : HALF_PT);
        const struct mark *key = find_fill(&drawing, PALE, 0), *bar = find_fill(&drawing, NAVY, 0);
        ck_assert_double_eq_tol(width_of(key), 8.5, 0.001);
        ck_assert_double_eq_tol(key->bottom - key->top, 8.5, 0.001);
        ck_assert(!bar || fabs(key->left - bar->left - 2.5) < 0.001);
        ck_assert_ptr_nonnull(find_words(&drawing, "[c]"));
    }
    drawing_done(&drawing);
}
END_TEST

START_TEST(ticks_stand_where_their_counts_are)
{
    const int64_t counts[] = {26, 12, 10, 8};
    struct drawing drawing = drawing_new();
    const struct chart chart =
        sample_chart(drawing.arena, &(struct sample){CHART_BARS, FOUR, NULL, counts, 4, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *bar = find_fill(&drawing, NAVY, 0), *twenty = find_words(&drawing, "20");
    const struct mark *last = find_words(&drawing, "30");
    ck_assert_double_eq_tol((twenty->left + twenty->right) / 2, bar->left + width_of(bar) * 20 / 26, 0.5);
    ck_assert_double_eq_tol((last->left + last->right) / 2, bar->left + width_of(bar) * 30 / 26, 0.5);
    ck_assert_double_le(last->right, FULL_PT);
    ck_assert_ptr_nonnull(find_words(&drawing, "0"));
    ck_assert_ptr_nonnull(find_words(&drawing, "persons"));
    drawing_done(&drawing);
}
END_TEST

START_TEST(two_series_have_two_bars_and_a_legend)
{
    const int64_t counts[] = {11, 34, 26, HIDDEN};
    struct drawing drawing = drawing_new();
    const struct chart chart =
        sample_chart(drawing.arena, &(struct sample){CHART_BARS, TWO, PLACES, counts, 2, 2});
    drawing_make(&drawing, &chart, FULL_PT);
    ck_assert_uint_eq(count_fills(&drawing, NAVY), 3); /* the key and two bars */
    ck_assert_uint_eq(count_fills(&drawing, TEAL), 2);
    ck_assert_double_eq_tol(width_of(find_fill(&drawing, NAVY, 2)) / width_of(find_fill(&drawing, NAVY, 1)), 26.0 / 11,
                            0.01);
    ck_assert_ptr_nonnull(find_words(&drawing, "In Finland"));
    ck_assert_ptr_nonnull(find_words(&drawing, "Abroad"));
    ck_assert_ptr_nonnull(find_words(&drawing, "not published"));
    drawing_done(&drawing);
}
END_TEST

START_TEST(one_series_without_hidden_parts_needs_no_legend)
{
    const int64_t counts[] = {11, 34};
    struct drawing drawing = drawing_new();
    const struct chart chart =
        sample_chart(drawing.arena, &(struct sample){CHART_BARS, TWO, NULL, counts, 2, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    ck_assert_ptr_null(find_words(&drawing, "not published"));
    ck_assert_uint_eq(count_fills(&drawing, NAVY), 2);
    drawing_done(&drawing);
}
END_TEST

/* ---- columns and stacks ---- */

static double height_of(const struct mark *mark)
{
    return mark->bottom - mark->top;
}

static struct chart stacks(struct arena *arena, const int64_t *counts)
{
    return sample_chart(arena, &(struct sample){CHART_COLUMNS, THREE, PLACES, counts, 3, 2});
}

START_TEST(stacks_pile_their_parts_on_zero)
{
    const int64_t counts[] = {11, 34, 26, 6, 6, 2};
    struct drawing drawing = drawing_new();
    const struct chart chart = stacks(drawing.arena, counts);
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *first = find_fill(&drawing, NAVY, 1); /* [0] is the legend's key */
    for (size_t i = 0; i < 3; i++) {
        const struct mark *lower = find_fill(&drawing, NAVY, i + 1), *upper = find_fill(&drawing, TEAL, i + 1);
        ck_assert_double_eq_tol(lower->bottom, first->bottom, 0.001);
        ck_assert_double_eq_tol(upper->bottom, lower->top, 0.001);
        ck_assert_double_eq_tol(height_of(lower) / height_of(first), (double)counts[2 * i] / 11, 0.002);
        ck_assert_double_eq_tol(height_of(upper) / height_of(first), (double)counts[2 * i + 1] / 11, 0.002);
    }
    drawing_done(&drawing);
}
END_TEST

/* 11 of 45, 26 of 32, 6 of 8: the upper parts end where a hundred per cent are. */
START_TEST(piles_of_shares_are_as_high_as_each_other)
{
    const int64_t counts[] = {11, 34, 26, 6, 6, 2};
    const double shares[] = {11.0 / 45, 26.0 / 32, 6.0 / 8};
    struct drawing drawing = drawing_new();
    struct chart chart = stacks(drawing.arena, counts);
    chart.of_shares = true;
    drawing_make(&drawing, &chart, FULL_PT);
    const double whole = height_of(find_fill(&drawing, NAVY, 1)) + height_of(find_fill(&drawing, TEAL, 1));
    for (size_t i = 0; i < 3; i++) {
        const struct mark *lower = find_fill(&drawing, NAVY, i + 1), *upper = find_fill(&drawing, TEAL, i + 1);
        ck_assert_double_eq_tol(height_of(lower) / whole, shares[i], 0.002);
        ck_assert_double_eq_tol((height_of(lower) + height_of(upper)) / whole, 1, 0.002);
    }
    ck_assert_ptr_nonnull(find_words(&drawing, "%"));
    ck_assert_ptr_nonnull(find_words(&drawing, "100"));
    ck_assert_ptr_null(find_words(&drawing, "persons"));
    drawing_done(&drawing);
}
END_TEST

/* The pile's total of 8 must not be measured: it is a hundred per cent like any other. */
START_TEST(a_pile_of_shares_with_hidden_parts_is_hatched_as_a_whole)
{
    const int64_t counts[] = {11, 34, 26, 6, 5, HIDDEN};
    struct drawing drawing = drawing_new();
    struct chart chart = stacks(drawing.arena, counts);
    chart.of_shares = true;
    chart.categories[2].total = shown(8);
    chart.categories[2].total_label = TEXT("8");
    drawing_make(&drawing, &chart, FULL_PT);
    const double whole = height_of(find_fill(&drawing, NAVY, 1)) + height_of(find_fill(&drawing, TEAL, 1));
    ck_assert_double_eq_tol(height_of(find_fill(&drawing, PALE, 1)) / whole, 1, 0.002);
    ck_assert_ptr_nonnull(find_words(&drawing, "[c]"));
    ck_assert_ptr_null(find_words(&drawing, "5"));
    drawing_done(&drawing);
}
END_TEST

/* Of three piles; an empty one shows nothing either, but piles that are all empty hide nothing. */
START_TEST(piles_of_shares_show_nothing_where_each_is_hidden_or_empty)
{
    static const struct {
        int64_t counts[6];
        bool is_hidden;
    } cases[] = {{{11, HIDDEN, 26, HIDDEN, HIDDEN, 5}, true}, {{11, HIDDEN, 0, 0, HIDDEN, 5}, true}, {{HIDDEN, HIDDEN, 0, 0, 0, 0}, true},
                 {{11, HIDDEN, 0, 3, HIDDEN, 5}, false},      {{0, 0, 0, 0, 0, 0}, false},           {{HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN}, false}};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct chart chart = stacks(drawing.arena, cases[i].counts);
        ck_assert(!chart_hides_all_piles(&chart));
        chart.of_shares = true;
        ck_assert_msg(chart_hides_all_piles(&chart) == cases[i].is_hidden, "%zu", i);
    }
    drawing_done(&drawing);
}
END_TEST

START_TEST(values_stand_inside_large_parts_and_outside_small_ones)
{
    const int64_t counts[] = {11, 34, 26, 9, 7, 2};
    struct drawing drawing = drawing_new();
    const struct chart chart = stacks(drawing.arena, counts);
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *large = find_fill(&drawing, TEAL, 1), *value = find_words(&drawing, "34");
    ck_assert_double_ge(value->top, large->top);
    ck_assert_double_le(value->bottom, large->bottom);
    ck_assert_double_ge(value->left, large->left);
    ck_assert_double_le(value->right, large->right);
    const struct mark *small = find_fill(&drawing, TEAL, 3), *outside = find_words(&drawing, "2");
    ck_assert(outside->left >= small->right || outside->bottom <= small->top);
    drawing_done(&drawing);
}
END_TEST

/* The first stack's 45 and the published total of 8 share one scale. */
START_TEST(a_stack_with_hidden_parts_is_hatched_up_to_its_total)
{
    const int64_t counts[] = {11, 34, 26, 6, HIDDEN, HIDDEN};
    struct drawing drawing = drawing_new();
    struct chart chart = stacks(drawing.arena, counts);
    chart.categories[2].total = shown(8);
    chart.categories[2].total_label = TEXT("8");
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *hatched = find_fill(&drawing, PALE, 1); /* [0] is the legend's key */
    ck_assert_uint_eq(count_fills(&drawing, PALE), 2);
    ck_assert_double_eq_tol(height_of(hatched) / height_of(find_fill(&drawing, NAVY, 1)), 8.0 / 11, 0.002);
    ck_assert_uint_eq(count_fills(&drawing, NAVY), 3);
    ck_assert_uint_eq(count_fills(&drawing, TEAL), 3);
    ck_assert_ptr_nonnull(find_words(&drawing, "8"));
    ck_assert_ptr_null(find_words(&drawing, "[c]"));
    drawing_done(&drawing);
}
END_TEST

/* A shown part would mark the boundary to the hidden ones. */
START_TEST(a_hatched_stack_has_no_inner_boundary)
{
    const int64_t counts[] = {11, 34, 26, 6, 5, HIDDEN};
    struct drawing drawing = drawing_new();
    struct chart chart = stacks(drawing.arena, counts);
    chart.categories[2].total = shown(9);
    chart.categories[2].total_label = TEXT("9");
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *hatched = find_fill(&drawing, PALE, 1);
    for (size_t i = 0; i < drawing.marks.count; i++) {
        const struct mark *mark = &drawing.marks.items[i];
        const bool within = mark->left > hatched->left - 1 && mark->right < hatched->right + 1;
        const bool inside = within && ((mark->top > hatched->top + 0.5 && mark->top < hatched->bottom - 0.5) ||
                                       (mark->bottom > hatched->top + 0.5 && mark->bottom < hatched->bottom - 0.5));
        ck_assert_msg(mark->kind == MARK_UNCLIP || !inside, "something is drawn inside the hatched stack");
    }
    ck_assert_ptr_null(find_words(&drawing, "5"));
    drawing_done(&drawing);
}
END_TEST

START_TEST(a_stack_with_a_hidden_total_has_a_key_of_constant_size)
{
    const int64_t few[] = {11, 34, 26, 6, HIDDEN, HIDDEN}, many[] = {1100, 340, 26, 6, HIDDEN, HIDDEN};
    const int64_t *const cases[] = {few, many};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 2; i++) {
        const struct chart chart = stacks(drawing.arena, cases[i]);
        drawing_make(&drawing, &chart, FULL_PT);
        ck_assert_double_eq_tol(height_of(find_fill(&drawing, PALE, 1)), 8.5, 0.001);
        ck_assert_double_eq_tol(find_fill(&drawing, NAVY, 1)->bottom - find_fill(&drawing, PALE, 1)->bottom, 2.5, 0.001);
        ck_assert_ptr_nonnull(find_words(&drawing, "[c]"));
    }
    drawing_done(&drawing);
}
END_TEST

START_TEST(columns_without_room_for_words_become_bars)
{
    static const char *const labels[] = {"Administration", "Accommodation", "Interpretation", "Rehabilitation"};
    const int64_t counts[] = {1, 2, 3, 4};
    struct drawing drawing = drawing_new();
    struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_COLUMNS, labels, NULL, counts, 4, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    ck_assert_double_eq_tol(find_fill(&drawing, NAVY, 0)->bottom, find_fill(&drawing, NAVY, 3)->bottom, 0.001);
    drawing_make(&drawing, &chart, 150);
    ck_assert_double_eq_tol(find_fill(&drawing, NAVY, 0)->left, find_fill(&drawing, NAVY, 3)->left, 0.001);
    drawing_done(&drawing);
}
END_TEST

enum { ROWS = 12 };

/* Columns of two series that are too many to be upright. */
/* As wide as a slot that may part words: where the language lists no place for that the columns lie, and the word is whole. */
START_TEST(columns_part_no_word_that_may_not_be_parted)
{
    static const char *const labels[] = {"Framställningar", "Mottagning", "Beslut", "Utskrivning", "Ansökan"};
    const int64_t counts[] = {26, 12, 10, 8, 7};
    struct drawing drawing = drawing_new();
    for (int is_listed = 0; is_listed < 2; is_listed++) {
        struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_COLUMNS, labels, NULL, counts, 5, 1});
        chart.word_breaks = is_listed ? TEXT("fram-ställ-ning, mottag-ning") : TEXT_EMPTY;
        drawing_make(&drawing, &chart, 280);
        const struct mark *first = find_fill(&drawing, NAVY, 0), *second = find_fill(&drawing, NAVY, 1);
        ck_assert((find_words(&drawing, "Framställningar") != NULL) == !is_listed);
        ck_assert((fabs(first->bottom - second->bottom) < 0.01) == is_listed);
    }
    drawing_done(&drawing);
}
END_TEST

/* A third of a page leaves such a word less than two fifths of its width. */
START_TEST(bars_have_room_for_the_words_of_their_labels)
{
    static const char *const labels[] = {"Gränsbevakningsväsendet", "Polisen"};
    const int64_t counts[] = {26, 12};
    struct drawing drawing = drawing_new();
    const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_BARS, labels, NULL, counts, 2, 1});
    drawing_make(&drawing, &chart, 180);
    ck_assert_ptr_nonnull(find_words(&drawing, "Gränsbevakningsväsendet"));
    drawing_done(&drawing);
}
END_TEST

static struct chart crowded_stacks(struct arena *arena, const int64_t *counts)
{
    static const char *labels[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        labels[i] = "Accommodation";
    return sample_chart(arena, &(struct sample){CHART_COLUMNS, labels, PLACES, counts, ROWS, 2});
}

/* 31 and 9; a hidden pair of 23 in all; another of nobody knows how many; 36 and 1. Points for a person are those of the first. */
START_TEST(stacks_without_room_for_words_lie_on_their_side)
{
    int64_t counts[2 * ROWS] = {31, 9, HIDDEN, HIDDEN, HIDDEN, HIDDEN, 36, 1};
    struct drawing drawing = drawing_new();
    for (size_t i = 8; i < 2 * ROWS; i++)
        counts[i] = 15;
    struct chart chart = crowded_stacks(drawing.arena, counts);
    chart.categories[1].total = shown(23);
    chart.categories[1].total_label = TEXT("23");
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *first = find_fill(&drawing, NAVY, 1), *second = find_fill(&drawing, TEAL, 1); /* [0] is the legend's key */
    const double person = (first->right - first->left) / 31;
    ck_assert_double_eq_tol(first->right, second->left, 0.01);
    ck_assert_double_eq_tol(first->top, second->top, 0.01);
    ck_assert_double_eq_tol(second->right - second->left, 9 * person, 0.01);
    const struct mark *hatched = find_fill(&drawing, PALE, 1), *stub = find_fill(&drawing, PALE, 2);
    ck_assert_double_eq_tol(hatched->right - hatched->left, 23 * person, 0.01);
    ck_assert_double_eq_tol(stub->right - stub->left, 8.5, 0.01);
    ck_assert_double_eq_tol(stub->left, first->left + 2.5, 0.01);
    ck_assert_double_gt(find_words(&drawing, "23")->left, hatched->right);
    ck_assert_double_gt(find_words(&drawing, "[c]")->left, stub->right);
    const struct mark *inside = find_words(&drawing, "31"), *one = find_words(&drawing, "1");
    ck_assert(inside->left > first->left && inside->right < first->right);
    ck_assert_double_gt(one->left, find_fill(&drawing, TEAL, 2)->right); /* of the fourth row: no segment holds it */
    ck_assert_uint_eq(count_fills(&drawing, TEAL), 1 + 2 + 8 + 1);         /* with the key before it */
    drawing_done(&drawing);
}
END_TEST

/* The segments are too short for their values, and four values with their keys would take the whole width behind a pile. The foot
 * of the first is above its values, and the next pile below them. */
START_TEST(values_without_room_behind_their_pile_stand_below_it)
{
    static const char *const labels[] = {"Accommodation", "Accommodation", "Accommodation"};
    const int64_t counts[] = {11, 12, 13, 14, 21, 22, 23, 24, 31, 32, 33, 34};
    struct drawing drawing = drawing_new();
    struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_COLUMNS, labels, FOUR, counts, 3, 4});
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 4; k++)
            chart.categories[i].parts[k].label = text_format(drawing.arena, "%zu%zu (under 1\u00A0%%)", i + 1, k + 1);
    drawing_make(&drawing, &chart, 150);
    const struct mark *first = find_fill(&drawing, NAVY, 1), *next = find_fill(&drawing, TEAL, 1); /* [0] is the legend's key */
    const double person = width_of(first) / 11;
    ck_assert_double_eq_tol(first->right, next->left, 0.01);
    ck_assert_double_eq_tol(width_of(next), 12 * person, 0.01);
    ck_assert_double_gt(130 * person, 0.3 * 150); /* the longest takes a good part of the width */
    const struct mark *second_row = find_fill(&drawing, NAVY, 3); /* after the key of the first row's value */
    for (size_t k = 0; k < 4; k++) {
        const struct mark *value = find_words(&drawing, text_format(drawing.arena, "1%zu (under 1\u00A0%%)", k + 1).ptr);
        ck_assert_ptr_nonnull(value);
        ck_assert_double_gt(value->top, first->bottom - 0.5);
        ck_assert_double_lt(value->bottom, second_row->top + 0.5);
        ck_assert_double_gt(value->left, first->left + 6);
    }
    drawing_done(&drawing);
}
END_TEST

/* Six slots of half a page: each value would be broken above its column. On a whole page they stand in the columns. */
START_TEST(stacks_whose_values_would_be_broken_above_them_lie)
{
    static const char *const years[] = {"2010", "2011", "2012", "2013", "2014", "2015"};
    int64_t counts[12];
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 12; i++)
        counts[i] = (int64_t)(40 + i);
    struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_COLUMNS, years, PLACES, counts, 6, 2});
    for (size_t i = 0; i < 6; i++)
        for (size_t k = 0; k < 2; k++)
            chart.categories[i].parts[k].label = text_format(drawing.arena, "%d (50 %%)", (int)counts[2 * i + k]);
    for (int is_half = 0; is_half < 2; is_half++) {
        drawing_make(&drawing, &chart, is_half ? HALF_PT : FULL_PT);
        const struct mark *first = find_fill(&drawing, NAVY, 1), *second = find_fill(&drawing, NAVY, 2);
        const struct mark *value = find_words(&drawing, "40 (50 %)");
        ck_assert((fabs(first->left - second->left) < 0.01) == is_half);
        ck_assert((fabs(first->bottom - second->bottom) < 0.01) == !is_half);
        ck_assert(value->left > first->left && value->right < first->right);
    }
    drawing_done(&drawing);
}
END_TEST

/* Of a person each, in a plot of a thousand, no segment holds its value, and half a slot no value beside the stack. */
START_TEST(stacks_have_three_values_above_them_and_lie_with_more)
{
    static const char *const five[] = {"One", "Two", "Three", "Four", "Five"};
    const int64_t counts[] = {1000, 1, 1, 1, 0, 1000, 1, 1, 1, 1};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 2; i++) {
        struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_COLUMNS, TWO, five, &counts[5 * i], 1, 5});
        for (size_t k = 0; k < 5; k++)
            chart.categories[0].parts[k].label = TEXT("a value of its own");
        drawing_make(&drawing, &chart, 130);
        const struct mark *first = find_fill(&drawing, NAVY, 1), *second = find_fill(&drawing, TEAL, 1);
        ck_assert((fabs(first->right - second->right) < 0.01) == !i);
        ck_assert((fabs(first->bottom - second->bottom) < 0.01) == (i == 1));
    }
    drawing_done(&drawing);
}
END_TEST

/* Each as long as all others, to the last tick. */
START_TEST(stacks_of_shares_lie_on_their_side_and_are_of_one_length)
{
    int64_t counts[2 * ROWS];
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 2 * ROWS; i++)
        counts[i] = (int64_t)(10 + 7 * i);
    struct chart chart = crowded_stacks(drawing.arena, counts);
    chart.of_shares = true;
    drawing_make(&drawing, &chart, FULL_PT);
    for (size_t i = 1; i <= ROWS; i++) {
        ck_assert_double_eq_tol(find_fill(&drawing, NAVY, i)->left, find_fill(&drawing, NAVY, 1)->left, 0.01);
        ck_assert_double_eq_tol(find_fill(&drawing, TEAL, i)->right, find_fill(&drawing, TEAL, 1)->right, 0.01);
    }
    ck_assert_ptr_nonnull(find_words(&drawing, "100"));
    ck_assert_ptr_nonnull(find_words(&drawing, "%"));
    ck_assert_ptr_null(find_words(&drawing, "persons"));
    drawing_done(&drawing);
}
END_TEST

/* ---- beside a neighbour ---- */

/* The plot of 92 points becomes one of 100, from 80 to 180; the legend stays where it is, and the columns grow with their axis. */
START_TEST(columns_stand_where_their_neighbour_does)
{
    const int64_t counts[] = {11, 34, 26, 6, 6, 2};
    struct drawing drawing = drawing_new();
    const struct chart chart = stacks(drawing.arena, counts);
    const struct chart_level level = {80, 180};
    drawing_make(&drawing, &chart, HALF_PT);
    const double height = height_of(find_fill(&drawing, NAVY, 1)), key = find_fill(&drawing, NAVY, 0)->top;
    drawing_make_level(&drawing, &chart, HALF_PT, level);
    const struct chart_extent extent = drawing.extent;
    ck_assert_double_eq_tol(find_fill(&drawing, NAVY, 1)->bottom, 180, 0.01);
    ck_assert_double_eq_tol(height_of(find_fill(&drawing, NAVY, 1)) / height, 100.0 / 92, 0.001);
    ck_assert_double_eq_tol(find_fill(&drawing, NAVY, 0)->top, key, 0.01);
    ck_assert_double_eq_tol(extent.plot.top_pt, 80, 0.01);
    ck_assert_double_eq_tol(extent.plot.foot_pt, 180, 0.01);
    ck_assert_double_eq_tol(extent.height_pt, drawing.height_pt, 0.01);
    ck_assert(extent.is_upright);
    drawing_done(&drawing);
}
END_TEST

/* Four rows between 40 and 160 are 30 apart, and as thick as before; a neighbour higher up changes nothing. */
START_TEST(bars_are_spread_as_far_as_their_neighbour_goes)
{
    const int64_t counts[] = {30, 14, 6, 7};
    struct drawing drawing = drawing_new();
    const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_BARS, FOUR, NULL, counts, 4, 1});
    drawing_make_level(&drawing, &chart, HALF_PT, (struct chart_level){40, 160});
    for (size_t i = 0; i < 4; i++) {
        const struct mark *bar = find_fill(&drawing, NAVY, i);
        ck_assert_double_eq_tol((bar->top + bar->bottom) / 2, 40 + 15 + 30 * (double)i, 0.01);
        ck_assert_double_eq_tol(height_of(bar), 12, 0.001);
    }
    drawing_make(&drawing, &chart, HALF_PT);
    const double foot = find_fill(&drawing, NAVY, 3)->bottom;
    drawing_make_level(&drawing, &chart, HALF_PT, (struct chart_level){0, 20});
    ck_assert_double_eq_tol(find_fill(&drawing, NAVY, 3)->bottom, foot, 0.001);
    drawing_done(&drawing);
}
END_TEST

/* ---- lines ---- */

/* Unfilled strokes of a colour with more than one point, without the legend's. */
static size_t line_pieces(const struct drawing *drawing, unsigned colour)
{
    size_t count = 0;
    for (size_t i = 0; i < drawing->marks.count; i++) {
        const struct mark *mark = &drawing->marks.items[i];
        count += mark->kind == MARK_PATH && mark->stroked && !mark->filled && mark->stroke == colour;
    }
    return count;
}

START_TEST(a_line_is_broken_where_a_count_is_hidden)
{
    static const char *const years[] = {"2010", "2011", "2012", "2013", "2014"};
    const int64_t whole[] = {5, 8, 7, 9, 12}, broken[] = {5, 8, HIDDEN, 9, 12};
    struct drawing drawing = drawing_new();
    struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_LINE, years, NULL, whole, 5, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    ck_assert_uint_eq(line_pieces(&drawing, NAVY), 1);
    chart = sample_chart(drawing.arena, &(struct sample){CHART_LINE, years, NULL, broken, 5, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    ck_assert_uint_eq(line_pieces(&drawing, NAVY), 2);
    drawing_done(&drawing);
}
END_TEST

/* Where the second and third of five years are hidden, however much the others are, and where only one of two series is: a strip of
 * 6 points below the axis, as long as these years, whose middles are a fifth of the plot apart. Nothing stands in the plot there. */
START_TEST(a_hidden_count_of_a_line_is_marked_below_the_axis)
{
    static const char *const years[] = {"2010", "2011", "2012", "2013", "2014"};
    const int64_t few[] = {5, 7, HIDDEN, 2, HIDDEN, HIDDEN, 9, 8, 1, 3}, many[] = {5000, 700, HIDDEN, 2000, HIDDEN, HIDDEN, 9, 8, 1, 3};
    const int64_t none[] = {0, 0, HIDDEN, 0, HIDDEN, HIDDEN, 0, 0, 0, 0};
    const int64_t *const cases[] = {few, many, none};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 3; i++) {
        const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_LINE, years, TWO, cases[i], 5, 2});
        drawing_make(&drawing, &chart, FULL_PT);
        const double base = drawing.extent.plot.foot_pt;
        const struct mark *strip = find_fill(&drawing, PALE, 1), *second = find_words(&drawing, "2011"); /* [0] is the legend's key */
        const struct mark *third = find_words(&drawing, "2012"), *fourth = find_words(&drawing, "2013");
        const double middle = (second->left + second->right) / 2, next = (third->left + third->right) / 2;
        ck_assert_uint_eq(count_fills(&drawing, PALE), 2);
        ck_assert_double_eq_tol(height_of(strip), 6, 0.001);
        ck_assert_double_gt(strip->top, base + 1);
        ck_assert_double_lt(strip->bottom, fourth->top);
        ck_assert_double_eq_tol(strip->left, middle - (next - middle) / 2, 0.5);
        ck_assert_double_eq_tol(strip->right, next + (next - middle) / 2, 0.5);
        ck_assert_ptr_null(find_words(&drawing, "[c]"));
    }
    drawing_done(&drawing);
}
END_TEST

/* How the n-th key of a legend of lines looks without its colour: its dash, and the marker drawn next, by its corners. */
static struct text line_look(struct arena *arena, const struct drawing *drawing, size_t n)
{
    enum { KEY_PT = 20 };
    struct text rest = text_built(&drawing->trace);
    for (size_t i = 0; i + 1 < drawing->marks.count; i++) {
        const struct mark *line = &drawing->marks.items[i], *marker = line + 1;
        const struct text words = text_cut(&rest, '\n');
        const bool is_key = line->kind == MARK_PATH && line->points == 2 && fabs(line->right - line->left - KEY_PT) < 0.01;
        if (!is_key || n--)
            continue;
        const size_t dash = text_find(words, TEXT(" dash="));
        const bool is_square = marker->points == 4 && fabs(marker->y[0] - marker->y[1]) < 0.01;
        return text_format(arena, "%d %zu %d |%.6s", marker->curved, marker->points, is_square,
                           dash < words.len ? words.ptr + dash + 6 : "");
    }
    return TEXT_EMPTY;
}

/* In a grey print, and to those who cannot tell colours apart: lines differ in dash or marker, and no two of sixteen in neither. */
START_TEST(sixteen_lines_have_sixteen_looks_without_colour)
{
    enum { LINES = 16 };
    static const char *const years[] = {"2013", "2014"};
    const char *names[LINES];
    int64_t counts[2 * LINES];
    struct drawing drawing = drawing_new();
    for (size_t k = 0; k < LINES; k++) {
        names[k] = text_to_c(drawing.arena, text_format(drawing.arena, "Series %zu", k));
        counts[k] = counts[LINES + k] = 10 + (int64_t)k;
    }
    const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_LINE, years, names, counts, 2, LINES});
    drawing_make(&drawing, &chart, FULL_PT);
    for (size_t k = 0; k < LINES; k++) {
        const struct text look = line_look(drawing.arena, &drawing, k);
        ck_assert_uint_gt(look.len, 0);
        for (size_t other = 0; other < k; other++)
            ck_assert_msg(!text_equal(look, line_look(drawing.arena, &drawing, other)), "%zu, %zu: %.*s", other, k, (int)look.len, look.ptr);
    }
    drawing_done(&drawing);
}
END_TEST

/* What is said of a drawing is what stands in it, at two widths: of which columns may lie in the lesser. */
START_TEST(a_chart_knows_whether_its_symbols_are_written)
{
    static const int64_t some[] = {41, HIDDEN, 29, HIDDEN}, all[] = {41, 10, 29, 7}, one[] = {41, 10, 29, HIDDEN};
    static const struct {
        enum chart_kind kind;
        const char *const *series; /* NULL: four categories, else two of two */
        const int64_t *counts;
        bool has_total, of_shares, writes;
    } cases[] = {
        {CHART_BARS, NULL, some, false, false, true},     {CHART_BARS, NULL, all, false, false, false},
        {CHART_BARS, TWO, some, true, false, true},       {CHART_LINE, NULL, some, false, false, false},
        {CHART_COLUMNS, NULL, some, true, false, true},   {CHART_COLUMNS, TWO, some, false, false, true},
        {CHART_COLUMNS, TWO, some, true, false, false},   {CHART_COLUMNS, TWO, some, true, true, true},
        {CHART_PIE, NULL, some, false, false, true},      {CHART_PIE, NULL, some, true, false, false},
        {CHART_PIE, NULL, one, true, false, true},        {CHART_PIE, NULL, all, true, false, false},
    };
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        const size_t n = i / 2, categories = cases[n].series ? 2 : 4;
        struct chart chart = sample_chart(
            drawing.arena, &(struct sample){cases[n].kind, FOUR, cases[n].series, cases[n].counts, categories, 2});
        chart.of_shares = cases[n].of_shares;
        chart.pie_remainder_base = cases[n].has_total ? shown(100) : chart.pie_remainder_base;
        for (size_t k = 0; k < categories && cases[n].has_total; k++)
            chart.categories[k].total = shown(50);
        drawing_make(&drawing, &chart, i % 2 ? FULL_PT : 60);
        ck_assert_msg(chart_writes_symbols(&chart) == cases[n].writes, "%zu", n);
        ck_assert_msg((find_words(&drawing, "[c]") != NULL) == cases[n].writes, "%zu", n);
    }
    drawing_done(&drawing);
}
END_TEST

/* Of two series one has no point, or no segment; where all columns are hatched neither has. Bars keep a place for each. */
START_TEST(a_legend_names_the_series_that_are_drawn)
{
    static const int64_t half[] = {5, HIDDEN, 8, HIDDEN}, none[] = {HIDDEN, HIDDEN, HIDDEN, HIDDEN};
    static const struct {
        enum chart_kind kind;
        const int64_t *counts;
        bool has_total, first, second;
    } cases[] = {{CHART_LINE, half, false, true, false},    {CHART_LINE, none, false, false, false},
                 {CHART_COLUMNS, half, false, true, false}, {CHART_COLUMNS, half, true, false, false},
                 {CHART_BARS, half, false, true, true},     {CHART_BARS, none, false, true, true}};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct chart chart =
            sample_chart(drawing.arena, &(struct sample){cases[i].kind, TWO, PLACES, cases[i].counts, 2, 2});
        for (size_t k = 0; cases[i].has_total && k < 2; k++) {
            chart.categories[k].total = shown(12);
            chart.categories[k].total_label = TEXT("12");
        }
        drawing_make(&drawing, &chart, FULL_PT);
        ck_assert_int_eq(find_words(&drawing, PLACES[0]) != NULL, cases[i].first);
        ck_assert_int_eq(find_words(&drawing, PLACES[1]) != NULL, cases[i].second);
        ck_assert(find_words(&drawing, "not published") != NULL);
    }
    drawing_done(&drawing);
}
END_TEST

/* Between the second and the third: two pieces, and one dashed rule from the base to the top. */
START_TEST(a_line_is_broken_where_its_categories_cannot_be_compared)
{
    static const char *const years[] = {"2010", "2011", "2012", "2013", "2014"};
    const int64_t counts[] = {5, 8, 7, 9, 12};
    struct drawing drawing = drawing_new();
    struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_LINE, years, NULL, counts, 5, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    const size_t before = line_pieces(&drawing, PALETTE_AXIS);
    chart.categories[2].is_after_break = true;
    drawing_make(&drawing, &chart, FULL_PT);
    ck_assert_uint_eq(line_pieces(&drawing, NAVY), 2);
    ck_assert_uint_eq(line_pieces(&drawing, PALETTE_AXIS), before + 1);
    drawing_done(&drawing);
}
END_TEST

/* 0 to 20 by the axis; 5 and 12 lie at a quarter and at three fifths. */
START_TEST(points_stand_at_the_height_of_their_counts)
{
    static const char *const years[] = {"2013", "2014"};
    const int64_t counts[] = {5, 12};
    struct drawing drawing = drawing_new();
    const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_LINE, years, NULL, counts, 2, 1});
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *zero = find_words(&drawing, "0"), *ten = find_words(&drawing, "10");
    const struct mark *five = find_fill(&drawing, NAVY, 0), *twelve = find_fill(&drawing, NAVY, 1);
    const double unit = ((zero->top + zero->bottom) - (ten->top + ten->bottom)) / 20;
    ck_assert_double_eq_tol((five->top + five->bottom - twelve->top - twelve->bottom) / 2, 7 * unit, 0.2);
    ck_assert_ptr_nonnull(find_words(&drawing, "12"));
    drawing_done(&drawing);
}
END_TEST

/* ---- an axis that was asked for ---- */

static double middle_x(const struct mark *mark)
{
    return (mark->left + mark->right) / 2;
}

static double middle_y(const struct mark *mark)
{
    return (mark->top + mark->bottom) / 2;
}

/* How far a value is from the line, which is asked at many of its points. */
static double distance_from_line(const struct mark *value, const struct mark *line)
{
    enum { STEPS = 200 };
    double least = HUGE_VAL;
    for (size_t i = 0; i + 1 < line->points; i++)
        for (int n = 0; n <= STEPS; n++) {
            const double x = line->x[i] + (line->x[i + 1] - line->x[i]) * n / STEPS;
            const double y = line->y[i] + (line->y[i + 1] - line->y[i]) * n / STEPS;
            least = fmin(least, hypot(fmax(fmax(value->left - x, x - value->right), 0), fmax(fmax(value->top - y, y - value->bottom), 0)));
        }
    return least;
}

/* Up, down, and each at several slopes: every value is written, and none touches the line. */
START_TEST(values_keep_clear_of_steep_lines)
{
    static const char *const years[] = {"2010", "2011", "2012", "2013", "2014"}, *const values[] = {"53", "54", "57"};
    struct drawing drawing = drawing_new();
    for (int64_t rise = 15; rise <= 45; rise += 5) {
        const int64_t counts[] = {53 - rise, 53, 53 + rise, 54, 57};
        const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_LINE, years, NULL, counts, 5, 1});
        for (double width_pt = 100; width_pt <= 300; width_pt += 50) {
            drawing_make(&drawing, &chart, width_pt);
            const struct mark *line = NULL;
            for (size_t i = 0; i < drawing.marks.count; i++)
                if (drawing.marks.items[i].stroked && drawing.marks.items[i].stroke == NAVY && drawing.marks.items[i].points == 5)
                    line = &drawing.marks.items[i];
            ck_assert_ptr_nonnull(line);
            for (size_t n = 0; n < 3; n++) {
                const struct mark *value = find_words(&drawing, values[n]);
                ck_assert_msg(value != NULL, "no %s at %g, %d", values[n], width_pt, (int)rise);
                ck_assert_msg(distance_from_line(value, line) >= 1.5, "%s at %g, %d: %g", values[n], width_pt, (int)rise,
                              distance_from_line(value, line));
            }
        }
    }
    drawing_done(&drawing);
}
END_TEST

START_TEST(bars_are_measured_by_the_axis_asked_for)
{
    const int64_t counts[] = {26, 12, 10, 8};
    struct drawing drawing = drawing_new();
    struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_BARS, FOUR, NULL, counts, 4, 1});
    chart.axis = (struct chart_axis){0, 104, 52};
    drawing_make(&drawing, &chart, FULL_PT);
    const struct mark *bar = find_fill(&drawing, NAVY, 0);
    ck_assert_double_eq_tol(middle_x(find_words(&drawing, "52")), bar->left + 2 * width_of(bar), 0.5);
    ck_assert_double_le(find_words(&drawing, "104")->right, FULL_PT);
    ck_assert_double_le(bar->left + 4 * width_of(bar), FULL_PT + 0.01);
    drawing_done(&drawing);
}
END_TEST

/* 26 of 52 are 50 %: the axis ends there, at its fifth tick. */
START_TEST(an_axis_of_shares_is_of_per_cent)
{
    static const enum chart_kind kinds[] = {CHART_BARS, CHART_COLUMNS};
    const int64_t counts[] = {26, 13, 7, 6};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 2; i++) {
        struct chart chart = sample_chart(drawing.arena, &(struct sample){kinds[i], FOUR, NULL, counts, 4, 1});
        chart.share_base = 52;
        drawing_make(&drawing, &chart, FULL_PT);
        const struct mark *first = find_fill(&drawing, NAVY, 0), *second = find_fill(&drawing, NAVY, 1), *tick = find_words(&drawing, "50");
        const bool lies = kinds[i] == CHART_BARS;
        ck_assert_double_eq_tol(lies ? width_of(first) : height_of(first), 2 * (lies ? width_of(second) : height_of(second)), 0.01);
        ck_assert_double_eq_tol(lies ? middle_x(tick) : middle_y(tick), lies ? first->right : first->top, 1);
        ck_assert_ptr_nonnull(find_words(&drawing, "%"));
        ck_assert_ptr_null(find_words(&drawing, "persons"));
    }
    drawing_done(&drawing);
}
END_TEST

START_TEST(columns_are_measured_by_the_axis_asked_for)
{
    const int64_t counts[] = {26, 12, 10, 8};
    struct drawing drawing = drawing_new();
    struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_COLUMNS, FOUR, NULL, counts, 4, 1});
    chart.axis = (struct chart_axis){0, 52, 13};
    drawing_make(&drawing, &chart, FULL_PT);
    const double plot = middle_y(find_words(&drawing, "0")) - middle_y(find_words(&drawing, "52"));
    ck_assert_double_eq_tol(height_of(find_fill(&drawing, NAVY, 0)), plot / 2, 0.5);
    ck_assert_ptr_nonnull(find_words(&drawing, "13"));
    ck_assert_ptr_nonnull(find_words(&drawing, "39"));
    drawing_done(&drawing);
}
END_TEST

/* 4, 9, 14: 5 stands a tenth above the foot, 12 a fifth below the top. */
START_TEST(a_line_may_begin_above_zero)
{
    static const char *const years[] = {"2013", "2014"};
    const int64_t counts[] = {5, 12};
    struct drawing drawing = drawing_new();
    struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_LINE, years, NULL, counts, 2, 1});
    chart.axis = (struct chart_axis){4, 14, 5};
    drawing_make(&drawing, &chart, FULL_PT);
    const double foot = middle_y(find_words(&drawing, "4")), top = middle_y(find_words(&drawing, "14"));
    ck_assert_double_eq_tol(middle_y(find_fill(&drawing, NAVY, 0)), foot - (foot - top) / 10, 0.5);
    ck_assert_double_eq_tol(middle_y(find_fill(&drawing, NAVY, 1)), top + (foot - top) / 5, 0.5);
    ck_assert_ptr_nonnull(find_words(&drawing, "9"));
    ck_assert_ptr_null(find_words(&drawing, "0"));
    drawing_done(&drawing);
}
END_TEST

/* A kink of an upright axis stands on its foot; there is none where the axis begins at zero. */
START_TEST(an_axis_that_does_not_begin_at_zero_is_marked)
{
    static const char *const years[] = {"2013", "2014"};
    const int64_t counts[] = {5, 12}, from[] = {4, 0};
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < 2; i++) {
        struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_LINE, years, NULL, counts, 2, 1});
        chart.axis = (struct chart_axis){from[i], 14, 5};
        drawing_make(&drawing, &chart, FULL_PT);
        const double foot = middle_y(find_words(&drawing, i ? "0" : "4"));
        size_t kinks = 0;
        for (size_t k = 0; k < drawing.marks.count; k++) {
            const struct mark *mark = &drawing.marks.items[k];
            const bool is_upright = mark->kind == MARK_PATH && mark->stroked && mark->points == 6 &&
                                    fabs(mark->x[0] - mark->x[5]) < 0.01;
            kinks += is_upright && fabs(mark->y[0] - foot) < 0.5 && mark->right - mark->left > 4 && mark->y[5] > foot - 15;
        }
        ck_assert_uint_eq(kinks, i ? 0 : 1);
    }
    drawing_done(&drawing);
}
END_TEST

/* ---- all kinds ---- */

/* The number at the end of an axis for bars up to `most`, in the narrowest and the widest chart. */
static void assert_axis_ends(enum chart_kind kind, int64_t most, const char *narrow, const char *wide)
{
    const int64_t counts[] = {most, 1, 2, most / 2};
    for (int i = 0; i < 2; i++) {
        struct drawing drawing = drawing_new();
        const struct chart chart = sample_chart(drawing.arena, &(struct sample){kind, FOUR, NULL, counts, 4, 1});
        drawing_make(&drawing, &chart, i ? FULL_PT : HALF_PT);
        const struct mark *end = find_words(&drawing, i ? wide : narrow), *bar = find_fill(&drawing, NAVY, 0);
        ck_assert_msg(end != NULL, "%d of kind %d: no %s", (int)most, (int)kind, i ? wide : narrow);
        if (kind == CHART_BARS)
            ck_assert_double_le(bar->right, middle_x(end) + 0.5);
        else
            ck_assert_double_ge(bar->top, middle_y(end) - 0.5);
        drawing_done(&drawing);
    }
}

START_TEST(no_bar_reaches_past_the_last_tick)
{
    assert_axis_ends(CHART_BARS, 26, "30", "30");
    assert_axis_ends(CHART_BARS, 11, "12", "12");
    assert_axis_ends(CHART_BARS, 101, "120", "120");
    assert_axis_ends(CHART_COLUMNS, 45, "60", "50");
    assert_axis_ends(CHART_COLUMNS, 17, "20", "20");
}
END_TEST

/* Beside long labels a third of a page has room for two steps. Of 200 each they would leave the half behind 219 empty: three of 100
 * have room for their numbers, too, and five of 50 for the last of them. */
START_TEST(an_axis_is_not_much_longer_than_its_bars)
{
    static const char *const labels[] = {"Northern and eastern region", "South"};
    static const int64_t greatest[] = {219, 6, 1020, 201};
    static const char *const ends[] = {"300", "6", "1 500", "300"};
    for (int i = 0; i < 4; i++) {
        const int64_t counts[] = {greatest[i], 1};
        struct drawing drawing = drawing_new();
        const struct chart chart = sample_chart(drawing.arena, &(struct sample){CHART_BARS, labels, NULL, counts, 2, 1});
        drawing_make(&drawing, &chart, 150);
        const struct mark *bar = find_fill(&drawing, NAVY, 0), *end = find_words(&drawing, ends[i]);
        ck_assert_msg(end != NULL, "no axis to %s", ends[i]);
        ck_assert_double_ge(width_of(bar) * 1.5, middle_x(end) - bar->left - 6);
        drawing_done(&drawing);
    }
}
END_TEST

START_TEST(nothing_to_draw_is_said_in_words)
{
    const int64_t counts[] = {0, 0, 0};
    struct drawing drawing = drawing_new();
    for (enum chart_kind kind = CHART_PIE; kind < CHART_KINDS; kind++)
        for (size_t categories = 0; categories <= 3; categories += 3) {
            const struct chart chart =
                sample_chart(drawing.arena, &(struct sample){kind, THREE, NULL, counts, categories, 1});
            drawing_make(&drawing, &chart, HALF_PT);
            ck_assert_uint_eq(count_kind(&drawing, MARK_TEXT), 1);
            ck_assert_ptr_nonnull(find_words(&drawing, "No cases"));
        }
    drawing_done(&drawing);
}
END_TEST

/* A hidden cell must not carry a count; if one ever did, no drawing would show it. */
START_TEST(no_drawing_depends_on_what_a_hidden_cell_holds)
{
    const int64_t counts[] = {11, 34, 26, HIDDEN, 6, HIDDEN};
    struct drawing drawing = drawing_new();
    for (enum chart_kind kind = CHART_PIE; kind < CHART_KINDS; kind++) {
        const bool pie = kind == CHART_PIE;
        const struct sample sample = {kind, THREE, pie ? NULL : PLACES, counts + (pie ? 3 : 0), 3, 2};
        struct chart chart = sample_chart(drawing.arena, &sample);
        chart.pie_remainder_base = shown(50);
        drawing_make(&drawing, &chart, FULL_PT);
        const struct text before = text_copy(drawing.arena, text_built(&drawing.trace));
        for (size_t i = 0; i < 3; i++) {
            chart.categories[i].total.count = 977;
            for (size_t k = 0; k < (pie ? 1 : 2); k++)
                if (!cell_is_shown(chart.categories[i].parts[k].cell))
                    chart.categories[i].parts[k].cell.count = 4999;
        }
        drawing_make(&drawing, &chart, FULL_PT);
        ck_assert(text_equal(before, text_built(&drawing.trace)));
    }
    drawing_done(&drawing);
}
END_TEST

START_TEST(counts_of_any_size_can_be_drawn)
{
    const int64_t counts[] = {INT64_MAX / 8, 1, INT64_MAX / 4};
    struct drawing drawing = drawing_new();
    for (enum chart_kind kind = CHART_PIE; kind < CHART_KINDS; kind++) {
        struct chart chart = sample_chart(drawing.arena, &(struct sample){kind, THREE, NULL, counts, 3, 1});
        drawing_make(&drawing, &chart, FULL_PT);
        ck_assert_double_gt(drawing.height_pt, 20);
        ck_assert_double_lt(drawing.height_pt, 400);
    }
    drawing_done(&drawing);
}
END_TEST

TEST_PROGRAM("chart/charts", a_pie_of_two_ends_its_first_slice_at_254_degrees, four_slices_follow_each_other_clockwise,
             labels_stand_on_the_side_of_their_slices, pies_have_few_sizes_whatever_their_labels,
             long_names_stand_in_a_legend, circles_stand_in_the_middle_of_their_charts, lines_of_a_label_are_about_as_long,
             no_line_parts_a_count_and_its_share,
             hidden_slices_are_one_hatched_remainder_of_a_published_total,
             without_a_published_total_the_pie_becomes_bars, one_hidden_slice_alone_is_never_drawn,
             a_pie_of_one_is_a_whole_circle, bars_begin_at_zero_and_are_as_long_as_their_counts,
             values_stand_behind_their_bars, a_hidden_count_has_a_key_of_constant_size,
             ticks_stand_where_their_counts_are, two_series_have_two_bars_and_a_legend,
             one_series_without_hidden_parts_needs_no_legend, stacks_pile_their_parts_on_zero,
             piles_of_shares_are_as_high_as_each_other, a_pile_of_shares_with_hidden_parts_is_hatched_as_a_whole,
             piles_of_shares_show_nothing_where_each_is_hidden_or_empty,
             values_stand_inside_large_parts_and_outside_small_ones,
             a_stack_with_hidden_parts_is_hatched_up_to_its_total, a_hatched_stack_has_no_inner_boundary,
             a_stack_with_a_hidden_total_has_a_key_of_constant_size, columns_without_room_for_words_become_bars,
             columns_part_no_word_that_may_not_be_parted, bars_have_room_for_the_words_of_their_labels,
             stacks_without_room_for_words_lie_on_their_side,
             values_without_room_behind_their_pile_stand_below_it, stacks_whose_values_would_be_broken_above_them_lie,
             a_chart_knows_whether_its_symbols_are_written,
             columns_stand_where_their_neighbour_does, bars_are_spread_as_far_as_their_neighbour_goes,
             stacks_have_three_values_above_them_and_lie_with_more, stacks_of_shares_lie_on_their_side_and_are_of_one_length,
             a_line_is_broken_where_its_categories_cannot_be_compared, a_line_is_broken_where_a_count_is_hidden,
             sixteen_lines_have_sixteen_looks_without_colour, a_hidden_count_of_a_line_is_marked_below_the_axis, a_legend_names_the_series_that_are_drawn,
             points_stand_at_the_height_of_their_counts,
             values_keep_clear_of_steep_lines, bars_are_measured_by_the_axis_asked_for, an_axis_of_shares_is_of_per_cent, columns_are_measured_by_the_axis_asked_for,
             a_line_may_begin_above_zero, an_axis_that_does_not_begin_at_zero_is_marked,
             no_bar_reaches_past_the_last_tick, an_axis_is_not_much_longer_than_its_bars,
             nothing_to_draw_is_said_in_words, no_drawing_depends_on_what_a_hidden_cell_holds,
             counts_of_any_size_can_be_drawn)
