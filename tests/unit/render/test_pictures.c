/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts of every kind against pictures that a person has looked at: tests/golden/charts/. Where a drawing changes for the
 * better, SITREP_UPDATE=1 writes the pictures anew; look at them before they are kept. */
#include <cairo.h>

#include "base/file.h"
#include "render/image/image.h"
#include "unit/chart/drawing.h"

enum { WIDTH_PT = 300, STEP_MAX = 64 }; /* how far a colour may be off without counting as another */

static const double MEAN_MAX = 0.4, OTHERS_MAX = 0.001;

static const char *const GENDERS[] = {"Naiset", "Miehet"};
static const char *const PLACES[] = {"Suomessa", "Ulkomailla"};
static const char *const TYPES[] = {"Seksuaalinen hyväksikäyttö", "Työvoiman hyväksikäyttö", "Muu hyväksikäyttö"};
static const char *const YEARS[] = {"2010", "2011", "2012", "2013", "2014"};
static const char *const HALVES[] = {"Tammi–kesäkuu 2012", "Heinä–joulukuu 2012", "Tammi–kesäkuu 2013",
                                     "Heinä–joulukuu 2013", "Tammi–kesäkuu 2014", "Heinä–joulukuu 2014"};
static const char *const PARTIES[] = {"Vastaanottokeskukset", "Poliisi", "Rajavartiolaitos", "Yksityinen oikeusavustaja",
                                      "Pakolaisneuvonnan juristit", "Uhri itse", "Kunnat", "Järjestöt"};

struct picture {
    const char *name;
    struct sample sample;
    void (*change)(struct chart *chart); /* what the sample does not say; NULL: nothing */
};

static void tell_half(struct chart *chart)
{
    chart->pie_remainder_base = shown(74);
}

static void tell_totals(struct chart *chart)
{
    chart->categories[1].total = shown(32);
    chart->categories[1].total_label = TEXT("32");
}

static void pile_shares(struct chart *chart)
{
    chart->of_shares = true;
}

static void pile_hidden_shares(struct chart *chart)
{
    pile_shares(chart);
    tell_totals(chart);
}

/* Values too long for any segment, and together for the room behind a stack. */
static void tell_long_values(struct chart *chart)
{
    for (size_t i = 0; i < chart->category_count; i++)
        for (size_t k = 0; k < chart->series_count; k++)
            if (cell_is_shown(chart->categories[i].parts[k].cell))
                chart->categories[i].parts[k].label = TEXT("11 (alle 1\u00A0%)");
}

/* Counts and shares, for which columns of a narrow chart have no room. */
static void tell_shares(struct chart *chart)
{
    static const char *const values[] = {"21 (55\u00A0%)", "17 (45\u00A0%)", "28 (55\u00A0%)", "23 (45\u00A0%)", "38 (60\u00A0%)", "25 (40\u00A0%)",
                                         "42 (55\u00A0%)", "35 (45\u00A0%)", "53 (52\u00A0%)", "48 (48\u00A0%)", "6 (10\u00A0%)", "54 (90\u00A0%)"};
    for (size_t i = 0; i < 12; i++)
        chart->categories[i / 2].parts[i % 2].label = text_of(values[i]);
    pile_shares(chart);
}

static void break_after_2011(struct chart *chart)
{
    chart->categories[2].is_after_break = true;
}

static const struct picture PICTURES[] = {
    {"pie", {CHART_PIE, GENDERS, NULL, (const int64_t[]){60, 25}, 2, 1}, NULL},
    {"pie_of_one", {CHART_PIE, GENDERS, NULL, (const int64_t[]){85}, 1, 1}, NULL},
    {"pie_hidden", {CHART_PIE, PARTIES, NULL, (const int64_t[]){26, 12, HIDDEN, 10, 6, 8, HIDDEN, HIDDEN}, 8, 1}, tell_half},
    {"bars", {CHART_BARS, PARTIES, NULL, (const int64_t[]){26, 12, 5, 10, 6, 8, HIDDEN, HIDDEN}, 8, 1}, NULL},
    {"bars_all_hidden", {CHART_BARS, TYPES, NULL, (const int64_t[]){HIDDEN, HIDDEN, HIDDEN}, 3, 1}, NULL},
    {"bars_of_two", {CHART_BARS, TYPES, PLACES, (const int64_t[]){11, 34, 26, 6, 6, HIDDEN}, 3, 2}, NULL},
    {"bars_empty", {CHART_BARS, TYPES, NULL, (const int64_t[]){0}, 0, 1}, NULL},
    {"columns", {CHART_COLUMNS, YEARS, NULL, (const int64_t[]){44, 51, 48, 56, 50}, 5, 1}, NULL},
    {"stacks", {CHART_COLUMNS, TYPES, PLACES, (const int64_t[]){11, 34, HIDDEN, HIDDEN, 6, 8}, 3, 2}, tell_totals},
    {"stacks_stub", {CHART_COLUMNS, TYPES, PLACES, (const int64_t[]){11, 34, 26, 6, HIDDEN, HIDDEN}, 3, 2}, NULL},
    {"stacks_lying",
     {CHART_COLUMNS, PARTIES, GENDERS,
      (const int64_t[]){26, 12, HIDDEN, HIDDEN, 5, 10, 1, 8, 16, 3, HIDDEN, HIDDEN, 9, 7, 6, 0}, 8, 2},
     tell_totals},
    {"stacks_narrow",
     {CHART_COLUMNS, PARTIES, YEARS,
      (const int64_t[]){11, 11, 11, 11, 11, 11, 0, 11, 0, 0, HIDDEN, 11, 11, 11, HIDDEN, 11, 11, 11, 11, 11,
                        0, 0, 0, 0, 11, 11, 11, 11, 0, 0, 0, 0, 0, 0, 0, 11, 0, 11, 11, 11}, 8, 5},
     tell_long_values},
    {"shares_of_halves",
     {CHART_COLUMNS, HALVES, PLACES, (const int64_t[]){21, 17, 28, 23, 38, 25, 42, 35, 53, 48, 6, 54}, 6, 2}, tell_shares},
    {"shares", {CHART_COLUMNS, TYPES, PLACES, (const int64_t[]){11, 34, 26, 6, 6, 8}, 3, 2}, pile_shares},
    {"shares_hidden", {CHART_COLUMNS, TYPES, PLACES, (const int64_t[]){11, 34, HIDDEN, 6, 6, 8}, 3, 2}, pile_hidden_shares},
    {"line", {CHART_LINE, YEARS, GENDERS, (const int64_t[]){30, 14, 33, 18, HIDDEN, HIDDEN, 38, 18, 38, 12}, 5, 2}, NULL},
    {"line_broken", {CHART_LINE, YEARS, NULL, (const int64_t[]){44, 51, 48, 56, 50}, 5, 1}, break_after_2011},
};

static const char *path_of(const struct picture *picture, struct arena *arena)
{
    return text_to_c(arena, text_format(arena, "tests/golden/charts/%s.png", picture->name));
}

static struct text draw(struct drawing *drawing, const struct picture *picture, struct text_builder *out)
{
    struct error err = {0};
    struct chart chart = sample_chart(drawing->arena, &picture->sample);
    chart.title = text_of(picture->name);
    if (picture->change)
        picture->change(&chart);
    struct image *image = image_new(&chart, drawing->typeface, WIDTH_PT);
    ck_assert_msg(image_png(image, 1, out, &err), "%s", err.message);
    image_free(image);
    return text_built(out);
}

struct reading {
    struct text rest;
};

static cairo_status_t read_some(void *closure, unsigned char *data, unsigned length)
{
    struct reading *reading = closure;
    if (reading->rest.len < length)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, reading->rest.ptr, length);
    reading->rest = text_slice(reading->rest, length, reading->rest.len);
    return CAIRO_STATUS_SUCCESS;
}

static unsigned char byte_at(cairo_surface_t *surface, size_t row, size_t i)
{
    return cairo_image_surface_get_data(surface)[row * (size_t)cairo_image_surface_get_stride(surface) + i];
}

struct difference {
    double mean;   /* of a colour, of 255 */
    double others; /* share of colours that are others */
};

/* Rasterisers differ by a shade at edges; a label that moved or a part of another size is more than that. */
static struct difference compare(cairo_surface_t *drawn, cairo_surface_t *wanted)
{
    const size_t width = 4 * (size_t)cairo_image_surface_get_width(wanted);
    const size_t height = (size_t)cairo_image_surface_get_height(wanted);
    struct difference found = {0, 0};
    if (cairo_image_surface_get_width(drawn) != cairo_image_surface_get_width(wanted) ||
        cairo_image_surface_get_height(drawn) != cairo_image_surface_get_height(wanted))
        return (struct difference){255, 1};
    for (size_t row = 0; row < height; row++)
        for (size_t i = 0; i < width; i++) {
            const int step = abs(byte_at(drawn, row, i) - byte_at(wanted, row, i));
            found.mean += step / (double)(width * height);
            found.others += (step > STEP_MAX) / (double)(width * height);
        }
    return found;
}

static struct difference difference_of(struct drawing *drawing, const struct picture *picture, const char *path)
{
    struct text_builder out = {0};
    struct error err = {0};
    struct reading reading = {draw(drawing, picture, &out)};
    if (getenv("SITREP_UPDATE"))
        ck_assert_msg(file_write(path, text_built(&out), 0644, &err), "%s", err.message);
    cairo_surface_t *drawn = cairo_image_surface_create_from_png_stream(read_some, &reading);
    cairo_surface_t *wanted = cairo_image_surface_create_from_png(path);
    ck_assert_msg(cairo_surface_status(wanted) == CAIRO_STATUS_SUCCESS, "%s cannot be read", path);
    const struct difference found = compare(drawn, wanted);
    cairo_surface_destroy(drawn);
    cairo_surface_destroy(wanted);
    text_builder_done(&out);
    return found;
}

START_TEST(each_chart_looks_as_it_did)
{
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < sizeof PICTURES / sizeof *PICTURES; i++) {
        const struct difference found =
            difference_of(&drawing, &PICTURES[i], path_of(&PICTURES[i], drawing.arena));
        ck_assert_msg(found.mean <= MEAN_MAX && found.others <= OTHERS_MAX, "%s: %.2f in the mean, %.2f %% are others",
                      PICTURES[i].name, found.mean, 100 * found.others);
    }
    drawing_done(&drawing);
}
END_TEST

/* Two persons fewer in one slice or bar. */
START_TEST(a_chart_of_other_counts_does_not_pass)
{
    const struct picture others[] = {
        {"pie", {CHART_PIE, GENDERS, NULL, (const int64_t[]){58, 27}, 2, 1}, NULL},
        {"columns", {CHART_COLUMNS, YEARS, NULL, (const int64_t[]){44, 49, 48, 56, 50}, 5, 1}, NULL},
        {"stacks_stub", {CHART_COLUMNS, TYPES, PLACES, (const int64_t[]){11, 32, 26, 6, HIDDEN, HIDDEN}, 3, 2}, NULL},
    };
    struct drawing drawing = drawing_new();
    for (size_t i = 0; i < sizeof others / sizeof *others && !getenv("SITREP_UPDATE"); i++) {
        const struct difference found = difference_of(&drawing, &others[i], path_of(&others[i], drawing.arena));
        ck_assert_msg(found.mean > MEAN_MAX || found.others > OTHERS_MAX, "%s passed: %.3f, %.3f %%", others[i].name,
                      found.mean, 100 * found.others);
    }
    drawing_done(&drawing);
}
END_TEST

TEST_PROGRAM("render/pictures", each_chart_looks_as_it_did, a_chart_of_other_counts_does_not_pass)
