/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many odd charts: no words overlap, none leave the box, no leader line runs through words or another leader, and the
 * same chart is drawn the same twice. */
#include "unit/chart/drawing.h"

enum { CHARTS = 250, CROWDED_PIES = 200, CATEGORIES_MAX = 40, SERIES_MAX = 4, AXIS_COLOUR = 0x6B7882 };

static const char *const WORDS[] = {"Poliisi",
                                    "Other",
                                    "vastaanottokeskus",
                                    "and",
                                    "Työnantajansuoritusvelvollisuus",
                                    "of",
                                    "Ihmiskaupan uhrien auttamisjärjestelmä",
                                    "Åland",
                                    "no",
                                    "Non-governmental",
                                    "hyväksikäyttö",
                                    "i Finland",
                                    "2014",
                                    "Reception centre (joined)"};
static const char *const LANGUAGES[] = {"fi", "sv", "en"};

/* ---- pseudo-random charts (numbers from Knuth's MMIX generator) ---- */

struct dice {
    uint64_t state;
};

static size_t roll(struct dice *dice, size_t below)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(dice->state >> 33) % below;
}

static struct text random_words(struct dice *dice, struct arena *arena, size_t most)
{
    struct text_builder b = {0};
    for (size_t n = 1 + roll(dice, most); n; n--) {
        if (b.len)
            text_add_byte(&b, ' ');
        text_add_c(&b, WORDS[roll(dice, sizeof WORDS / sizeof *WORDS)]);
    }
    const struct text words = text_copy(arena, text_built(&b));
    text_builder_done(&b);
    return words;
}

static struct chart_part random_part(struct dice *dice, struct arena *arena, size_t hidden_in_ten, size_t magnitude)
{
    if (roll(dice, 10) < hidden_in_ten)
        return (struct chart_part){{CELL_HIDDEN, 0}, roll(dice, 2) ? TEXT("[c]") : TEXT("not published")};
    const int count = (int)roll(dice, magnitude);
    const struct text label = roll(dice, 2) ? text_format(arena, "%d (%d %%)", count, (int)roll(dice, 101))
                                            : text_format(arena, "%d", count);
    return (struct chart_part){shown(count), label};
}

static void fill_category(struct dice *dice, struct arena *arena, struct chart_category *category, size_t parts)
{
    static const size_t magnitudes[] = {3, 12, 60, 400, 20000};
    static const size_t hidden[] = {0, 0, 2, 5, 10};
    const size_t magnitude = magnitudes[roll(dice, 5)], hidden_in_ten = hidden[roll(dice, 5)];
    category->label = random_words(dice, arena, 1 + roll(dice, 6));
    category->parts = ARENA_ARRAY(arena, struct chart_part, parts);
    for (size_t k = 0; k < parts; k++)
        category->parts[k] = random_part(dice, arena, hidden_in_ten, magnitude);
    if (roll(dice, 2))
        category->total = shown((int64_t)roll(dice, 2 * magnitude));
}

static struct chart random_chart(struct dice *dice, struct arena *arena)
{
    static const size_t category_counts[] = {1, 2, 3, 5, 8, 12, CATEGORIES_MAX};
    const size_t language = roll(dice, 3);
    struct chart chart = {.kind = (enum chart_kind)roll(dice, CHART_KINDS),
                          .id = TEXT("random"),
                          .language = LANGUAGES[language],
                          .list = TEXT(", "),
                          .syllable_vowels = language == 0 ? TEXT("aeiouyäöå") : TEXT_EMPTY,
                          .axis_title = random_words(dice, arena, 2),
                          .thousands = TEXT("\xC2\xA0"),
                          .hidden_label = roll(dice, 3) ? TEXT("not published") : TEXT_EMPTY,
                          .empty_label = TEXT("No cases"),
                          .category_count = 1 + roll(dice, category_counts[roll(dice, 7)])};
    const size_t parts = chart.kind == CHART_PIE ? 1 : 1 + roll(dice, SERIES_MAX);
    chart.series_count = parts > 1 || roll(dice, 2) ? parts : 0;
    chart.series = ARENA_ARRAY(arena, struct text, parts);
    for (size_t k = 0; k < parts; k++)
        chart.series[k] = random_words(dice, arena, 3);
    chart.categories = ARENA_ARRAY(arena, struct chart_category, chart.category_count);
    for (size_t i = 0; i < chart.category_count; i++)
        fill_category(dice, arena, &chart.categories[i], parts);
    if (roll(dice, 2))
        chart.pie_remainder_base = shown((int64_t)roll(dice, 100000));
    return chart;
}

/* ---- what must hold ---- */

/* Touching by less than this is no overlap: coordinates are rounded to thousandths. */
static const double TOUCH_PT = 0.02;

static bool overlap(const struct mark *a, const struct mark *b)
{
    return a->left + TOUCH_PT < b->right && b->left + TOUCH_PT < a->right && a->top + TOUCH_PT < b->bottom &&
           b->top + TOUCH_PT < a->bottom;
}

static void check_words(const struct drawing *drawing, size_t round)
{
    for (size_t i = 0; i < drawing->marks.count; i++) {
        const struct mark *mark = &drawing->marks.items[i];
        if (mark->kind != MARK_TEXT || mark->left > mark->right - TOUCH_PT)
            continue;
        ck_assert_msg(mark->left >= -0.5 && mark->top >= -0.5 && mark->right <= drawing->width_pt + 0.5 &&
                          mark->bottom <= drawing->height_pt + 0.5,
                      "chart %zu: '%s' leaves the box", round, mark->words);
        for (size_t j = 0; j < i; j++) {
            const struct mark *other = &drawing->marks.items[j];
            ck_assert_msg(other->kind != MARK_TEXT || !overlap(mark, other), "chart %zu: '%s' and '%s' overlap", round,
                          mark->words, other->words);
        }
    }
}

static void check_shapes(const struct drawing *drawing, size_t round)
{
    for (size_t i = 0; i < drawing->marks.count; i++) {
        const struct mark *mark = &drawing->marks.items[i];
        if (mark->kind == MARK_PATH)
            ck_assert_msg(mark->left >= -1.5 && mark->top >= -1.5 && mark->right <= drawing->width_pt + 1.5 &&
                              mark->bottom <= drawing->height_pt + 1.5,
                          "chart %zu: a shape leaves the box", round);
    }
}

static bool is_leader(const struct mark *mark)
{
    return mark->kind == MARK_PATH && mark->stroked && !mark->filled && !mark->curved && mark->points == 3 &&
           mark->stroke == AXIS_COLOUR;
}

static double turn(const double a[2], const double b[2], const double c[2])
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

static bool segments_cross(const double a[2], const double b[2], const double c[2], const double d[2])
{
    return turn(a, b, c) * turn(a, b, d) < -1e-6 && turn(c, d, a) * turn(c, d, b) < -1e-6;
}

static bool leaders_cross(const struct mark *p, const struct mark *q)
{
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++) {
            const double a[2] = {p->x[i], p->y[i]}, b[2] = {p->x[i + 1], p->y[i + 1]};
            const double c[2] = {q->x[j], q->y[j]}, d[2] = {q->x[j + 1], q->y[j + 1]};
            if (segments_cross(a, b, c, d))
                return true;
        }
    return false;
}

static bool leader_meets(const struct mark *leader, const struct mark *words)
{
    const double left = words->left, right = words->right, top = words->top, bottom = words->bottom;
    const double corners[4][2] = {{left, top}, {right, bottom}, {left, bottom}, {right, top}};
    for (size_t i = 0; i < 2; i++) {
        const double a[2] = {leader->x[i], leader->y[i]}, b[2] = {leader->x[i + 1], leader->y[i + 1]};
        if (segments_cross(a, b, corners[0], corners[1]) || segments_cross(a, b, corners[2], corners[3]))
            return true;
    }
    return false;
}

static size_t check_leaders(const struct drawing *drawing, size_t round)
{
    size_t leaders = 0;
    for (size_t i = 0; i < drawing->marks.count; i++) {
        const struct mark *leader = &drawing->marks.items[i];
        if (!is_leader(leader))
            continue;
        leaders++;
        for (size_t j = 0; j < drawing->marks.count; j++) {
            const struct mark *other = &drawing->marks.items[j];
            ck_assert_msg(other->kind != MARK_TEXT || !leader_meets(leader, other),
                          "chart %zu: a leader runs through '%s'", round, other->words ? other->words : "");
            if (other == leader || !is_leader(other))
                continue;
            ck_assert_msg(!leaders_cross(leader, other), "chart %zu: two leaders cross", round);
            ck_assert_msg(hypot(leader->x[0] - other->x[0], leader->y[0] - other->y[0]) > 2,
                          "chart %zu: two leaders begin at one place", round);
        }
    }
    return leaders;
}

static void check_repeated(struct drawing *drawing, const struct chart *chart, size_t round)
{
    const struct text first = text_copy(drawing->arena, text_built(&drawing->trace));
    drawing_make(drawing, chart, drawing->width_pt);
    ck_assert_msg(text_equal(first, text_built(&drawing->trace)), "chart %zu is drawn differently again", round);
}

START_TEST(words_of_many_odd_charts_have_room)
{
    static const double widths[] = {150, 225, 225, 300, 470, 470};
    struct dice dice = {2014};
    size_t leaders = 0, texts = 0;
    for (size_t round = 0; round < CHARTS; round++) {
        struct drawing drawing = drawing_new();
        const struct chart chart = random_chart(&dice, drawing.arena);
        drawing_make(&drawing, &chart, widths[roll(&dice, sizeof widths / sizeof *widths)]);
        check_words(&drawing, round);
        check_shapes(&drawing, round);
        leaders += check_leaders(&drawing, round);
        texts += count_kind(&drawing, MARK_TEXT);
        if (round % 8 == 0)
            check_repeated(&drawing, &chart, round);
        drawing_done(&drawing);
    }
    ck_assert_uint_gt(texts, 5000);
    ck_assert_uint_gt(leaders, 10);
}
END_TEST

/* Pies of short words and lopsided shares, where labels crowd and must be led out. */
START_TEST(leaders_of_crowded_pies_keep_apart)
{
    static const char *const labels[] = {"Police", "Self", "Shelter", "Lawyer", "Church", "Union", "Other", "School"};
    struct drawing drawing = drawing_new();
    struct dice dice = {85};
    size_t leaders = 0;
    for (size_t round = 0; round < CROWDED_PIES; round++) {
        int64_t counts[8];
        for (size_t i = 0; i < 8; i++)
            counts[i] = 1 + (int64_t)roll(&dice, roll(&dice, 3) ? 12 : 90);
        const struct chart chart = sample_chart(
            drawing.arena, &(struct sample){CHART_PIE, labels, NULL, counts, 2 + roll(&dice, 7), 1});
        drawing_make(&drawing, &chart, roll(&dice, 2) ? 470 : 225);
        check_words(&drawing, round);
        check_shapes(&drawing, round);
        leaders += check_leaders(&drawing, round);
    }
    ck_assert_uint_gt(leaders, 600);
    drawing_done(&drawing);
}
END_TEST

TEST_PROGRAM("chart/labels", words_of_many_odd_charts_have_room, leaders_of_crowded_pies_keep_apart)
