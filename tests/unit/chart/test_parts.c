/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts charts are made of: tick steps, places of labels, syllables. */
#include <math.h>

#include "chart/axis.h"
#include "chart/hyphen.h"
#include "chart/sketch.h"
#include "chart/spread.h"
#include "unit/harness.h"

/* ---- ticks ---- */

START_TEST(ticks_are_ones_twos_and_fives)
{
    static const struct {
        int64_t max;
        size_t most;
        int64_t step;
    } cases[] = {{0, 4, 1},   {3, 4, 1},     {4, 4, 1},     {5, 4, 2},        {9, 4, 2},
                 {10, 4, 5},  {24, 4, 5},    {25, 4, 10},   {45, 5, 10},      {85, 4, 20},
                 {85, 1, 50}, {100, 1, 100}, {1520, 3, 500}, {1000000, 5, 200000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_int_eq(axis_step(cases[i].max, cases[i].most), cases[i].step);
}
END_TEST

START_TEST(the_greatest_count_has_ticks_too)
{
    ck_assert_int_gt(axis_step(INT64_MAX, 1), 0);
    ck_assert_int_le(INT64_MAX / axis_step(INT64_MAX, 20), 100);
}
END_TEST

START_TEST(axis_numbers_are_grouped)
{
    struct arena *arena = arena_new();
    ck_assert(text_equal(axis_number(arena, 999, TEXT("\xC2\xA0")), TEXT("999")));
    ck_assert(text_equal(axis_number(arena, 1500, TEXT("\xC2\xA0")), TEXT("1\xC2\xA0" "500")));
    arena_free(arena);
}
END_TEST

/* ---- words and values in one block ---- */

/* As wide as the block is, and as its lines are many. */
static bool are_alike(const struct label *a, const struct label *b)
{
    return a->layout->line_count == b->layout->line_count && fabs(a->width_pt - b->width_pt) < 1e-9;
}

/* Tied by hand where the value fits on a line; where it does not, it breaks as any words. */
START_TEST(a_count_and_its_share_stay_on_one_line_where_they_fit)
{
    const struct label_words counted = {TEXT("rajavartiolaitos i"), TEXT("56 (3\u00A0%)"), true};
    const struct label_words plain = {counted.category, counted.value, false};
    const struct label_words tied = {counted.category, TEXT("56\u00A0(3\u00A0%)"), false};
    const struct chart chart = {.language = "fi", .syllable_vowels = TEXT("aeiouyäöå")};
    struct error err = {0};
    struct typeface *typeface = typeface_open("fonts", &err);
    struct arena *arena = arena_new();
    struct sketch *sketch = sketch_new(arena, &chart, typeface, 200);
    const double value_pt = sketch_natural_width(sketch, counted.value, ROLE_VALUE);
    size_t mended = 0, broken = 0;
    for (double wrap_pt = 15; wrap_pt < 150; wrap_pt++) {
        const struct label label = sketch_caption(sketch, &counted, CAPTION_INLINE, wrap_pt, ALIGN_START);
        const struct label as_words = sketch_caption(sketch, &plain, CAPTION_INLINE, wrap_pt, ALIGN_START);
        const struct label as_one = sketch_caption(sketch, &tied, CAPTION_INLINE, wrap_pt, ALIGN_START);
        ck_assert(are_alike(&label, wrap_pt < value_pt ? &as_words : &as_one));
        mended += wrap_pt >= value_pt && !are_alike(&label, &as_words);
        broken += wrap_pt < value_pt;
    }
    ck_assert_uint_gt(mended, 0);
    ck_assert_uint_gt(broken, 0);
    typeface_close(typeface);
    arena_free(arena);
}
END_TEST

/* ---- labels pushed apart ---- */

START_TEST(labels_with_room_stay_where_they_want_to_be)
{
    struct spread_item items[] = {{.wanted_pt = 10, .size_pt = 8}, {.wanted_pt = 30, .size_pt = 8}};
    ck_assert(spread_apart(items, 2, 2, 0, 100));
    ck_assert_double_eq_tol(items[0].middle_pt, 10, 1e-9);
    ck_assert_double_eq_tol(items[1].middle_pt, 30, 1e-9);
}
END_TEST

/* Two at the same place move 5 each: together 8 + 2 apart. */
START_TEST(labels_that_collide_move_equally)
{
    struct spread_item items[] = {{.wanted_pt = 50, .size_pt = 8}, {.wanted_pt = 50, .size_pt = 8}};
    ck_assert(spread_apart(items, 2, 2, 0, 100));
    ck_assert_double_eq_tol(items[0].middle_pt, 45, 1e-9);
    ck_assert_double_eq_tol(items[1].middle_pt, 55, 1e-9);
}
END_TEST

START_TEST(the_ends_are_respected)
{
    struct spread_item items[] = {{.wanted_pt = 0, .size_pt = 10}, {.wanted_pt = 0, .size_pt = 10}};
    ck_assert(spread_apart(items, 2, 0, 0, 100));
    ck_assert_double_eq_tol(items[0].middle_pt, 0, 1e-9);
    ck_assert_double_eq_tol(items[1].middle_pt, 10, 1e-9);
    ck_assert(!spread_apart(items, 2, 0, 0, 9));
}
END_TEST

static double moved(const struct spread_item *items, const double *middles, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += pow(middles[i] - items[i].wanted_pt, 2);
    return sum;
}

/* All places on a grid of 1 for three labels: none is better than what the method gives. */
static double best_on_grid(const struct spread_item *items, double gap)
{
    double best = HUGE_VAL, at[3];
    for (at[0] = 0; at[0] <= 60; at[0]++)
        for (at[1] = at[0] + (items[0].size_pt + items[1].size_pt) / 2 + gap; at[1] <= 60; at[1]++)
            for (at[2] = at[1] + (items[1].size_pt + items[2].size_pt) / 2 + gap; at[2] <= 60; at[2]++)
                best = fmin(best, moved(items, at, 3));
    return best;
}

START_TEST(no_other_places_would_move_labels_less)
{
    uint32_t state = 7;
    for (int round = 0; round < 200; round++) {
        struct spread_item items[3] = {{0}};
        double middles[3];
        for (int i = 0; i < 3; i++) {
            state = state * 1664525 + 1013904223;
            items[i].wanted_pt = fmax(i ? items[i - 1].wanted_pt : 0, (double)(state >> 24) / 256 * 50);
            items[i].size_pt = 4 + 2 * (double)(state >> 16 & 3);
        }
        ck_assert(spread_apart(items, 3, 1, 0, 60));
        for (int i = 0; i < 3; i++)
            middles[i] = items[i].middle_pt;
        for (int i = 1; i < 3; i++)
            ck_assert_double_ge(middles[i] - middles[i - 1],
                                (items[i].size_pt + items[i - 1].size_pt) / 2 + 1 - 1e-9);
        ck_assert_double_le(moved(items, middles, 3), best_on_grid(items, 1) + 1e-9);
    }
}
END_TEST

/* ---- syllables ---- */

static const char FINNISH_VOWELS[] = "aeiouyäöå";

static void assert_softened(const char *word, struct hyphens hyphens, const char *expected)
{
    struct arena *arena = arena_new();
    struct text_builder visible = {0};
    const struct text soft = hyphen_soften(arena, text_of(word), hyphens);
    for (size_t at = 0; at < soft.len;) {
        const uint32_t c = text_next(soft, &at);
        text_add_char(&visible, c == 0xAD ? '|' : c);
    }
    text_add_byte(&visible, '\0');
    ck_assert_str_eq(visible.bytes, expected);
    text_builder_done(&visible);
    arena_free(arena);
}

static void assert_parts(const char *word, const char *vowels, const char *words, const char *expected)
{
    assert_softened(word, (struct hyphens){.vowels = text_of(vowels), .words = text_of(words)}, expected);
}

static void assert_syllables(const char *word, const char *vowels, const char *expected)
{
    assert_parts(word, vowels, "", expected);
}

/* Divisions as in Kielitoimisto's guide to hyphenation (tavujako). */
START_TEST(finnish_words_divide_before_consonant_and_vowel)
{
    assert_syllables("hyväksikäyttö", FINNISH_VOWELS, "hy|väk|si|käyttö"); /* a tail of two letters is none */
    assert_syllables("hyväksikäyttöä", FINNISH_VOWELS, "hy|väk|si|käyt|töä");
    assert_syllables("auttamisjärjestelmä", FINNISH_VOWELS, "aut|ta|mis|jär|jes|telmä");
    assert_syllables("Ihmiskaupan uhrien", FINNISH_VOWELS, "Ih|mis|kau|pan uh|rien");
    assert_syllables("ÄITIYS", FINNISH_VOWELS, "ÄI|TIYS");
    assert_syllables("strategia", FINNISH_VOWELS, "stra|te|gia");
}
END_TEST

START_TEST(words_without_vowels_of_syllables_are_left_alone)
{
    assert_syllables("människohandel", "", "människohandel");
    assert_syllables("hyväksikäyttö", "", "hyväksikäyttö");
    assert_syllables("hyväksikäyttö", "ö", "hyväksikäyttö"); /* no vowel stands before "tö" */
    assert_syllables("banana", "a", "ba|nana");
}
END_TEST

/* The longest beginning counts, whatever its case, and only where a word begins; what follows it has the syllables of its language. */
START_TEST(listed_words_are_parted_as_they_are_listed)
{
    static const char swedish[] = "arbets-kraft, människo-handel, människo-handels-offer, människo";
    assert_parts("Människohandeln och arbetskraften", "", swedish, "Människo|handeln och arbets|kraften");
    assert_parts("MÄNNISKOHANDELSOFFER", "", swedish, "MÄNNISKO|HANDELS|OFFER");
    assert_parts("människorna, barnarbetskraft", "", swedish, "människorna, barnarbetskraft");
    assert_parts("icke-arbetskraft", "", swedish, "icke-arbets|kraft");
    assert_parts("oikeusavustaja", FINNISH_VOWELS, "", "oi|keu|sa|vus|taja");
    assert_parts("oikeusavustaja", FINNISH_VOWELS, "oikeus-avus", "oikeus|avus|taja");
    assert_parts("arbets", "", swedish, "arbets");
}
END_TEST

/* The joints of Kielitoimiston sanakirja's compounds. */
START_TEST(listed_words_are_parted_sparingly_where_that_is_enough)
{
    const struct hyphens sparing = {text_of(FINNISH_VOWELS), TEXT("hyväksi-käyt, vastaan-otto-keskuk"), .is_sparing = true};
    assert_softened("Seksuaalinen hyväksikäyttö", sparing, "Sek|suaa|li|nen hyväksi|käyttö");
    assert_softened("hyväksikäytettyjen määrä", sparing, "hyväksi|käytettyjen määrä");
    assert_softened("vastaanottokeskuksista, 12 perusteella", sparing, "vastaan|otto|keskuksista, 12 pe|rus|teella");
    assert_parts("hyväksikäytettyjen", FINNISH_VOWELS, "hyväksi-käyt", "hyväksi|käytet|ty|jen");
}
END_TEST

TEST_PROGRAM("chart/parts", listed_words_are_parted_sparingly_where_that_is_enough, listed_words_are_parted_as_they_are_listed, a_count_and_its_share_stay_on_one_line_where_they_fit,
             ticks_are_ones_twos_and_fives, the_greatest_count_has_ticks_too, axis_numbers_are_grouped,
             labels_with_room_stay_where_they_want_to_be, labels_that_collide_move_equally, the_ends_are_respected,
             no_other_places_would_move_labels_less, finnish_words_divide_before_consonant_and_vowel,
             words_without_vowels_of_syllables_are_left_alone)
