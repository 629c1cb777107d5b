/* SPDX-License-Identifier: GPL-3.0-or-later
 * Image files: the same bytes each time, nothing in them about the time, described for those who cannot see them. */
#include "render/image/image.h"

#include <cairo.h>
#include <glib.h>
#include <stdio.h>

#include "render/image/png.h"
#include "unit/chart/drawing.h"

static const char *const LABELS[] = {"Women", "Men"};
static const int64_t COUNTS[] = {60, 25};

static struct chart pie(struct drawing *drawing)
{
    return sample_chart(drawing->arena, &(struct sample){CHART_PIE, LABELS, NULL, COUNTS, 2, 1});
}

static void make_png(struct drawing *drawing, const struct chart *chart, double scale, struct text_builder *out)
{
    struct error err = {0};
    struct image *image = image_new(chart, drawing->typeface, 225);
    ck_assert_msg(image_png(image, scale, out, &err), "%s", err.message);
    image_free(image);
}

static void make_svg(struct drawing *drawing, const struct chart *chart, struct text_builder *out)
{
    struct error err = {0};
    struct image *image = image_new(chart, drawing->typeface, 225);
    ck_assert_msg(image_svg(image, out, &err), "%s", err.message);
    image_free(image);
}

/* ---- PNG ---- */

static uint32_t big_endian(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

START_TEST(a_png_has_picture_chunks_only)
{
    struct drawing drawing = drawing_new();
    const struct chart chart = pie(&drawing);
    struct text_builder png = {0};
    size_t chunks = 0;
    make_png(&drawing, &chart, 2, &png);
    ck_assert_int_eq(memcmp(png.bytes, "\x89PNG\r\n\x1a\n", 8), 0);
    ck_assert_uint_eq(big_endian(png.bytes + 16), 450);
    for (size_t at = 8; at < png.len; at += big_endian(png.bytes + at) + 12, chunks++) {
        const struct text name = {png.bytes + at + 4, 4};
        ck_assert_msg(text_equal(name, TEXT("IHDR")) || text_equal(name, TEXT("IDAT")) ||
                          text_equal(name, TEXT("IEND")) || text_equal(name, TEXT("bKGD")),
                      "chunk %.4s", name.ptr);
    }
    ck_assert_uint_ge(chunks, 3);
    text_builder_done(&png);
    drawing_done(&drawing);
}
END_TEST

struct reader {
    struct text rest;
};

static cairo_status_t read_some(void *closure, unsigned char *bytes, unsigned length)
{
    struct reader *reader = closure;
    if (reader->rest.len < length)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, reader->rest.ptr, length);
    reader->rest = text_slice(reader->rest, length, reader->rest.len);
    return CAIRO_STATUS_SUCCESS;
}

static size_t pixels_of(cairo_surface_t *surface, uint32_t colour)
{
    const unsigned char *row = cairo_image_surface_get_data(surface);
    size_t count = 0;
    for (int y = 0; y < cairo_image_surface_get_height(surface); y++)
        for (int x = 0; x < cairo_image_surface_get_width(surface); x++) {
            uint32_t pixel;
            memcpy(&pixel, row + y * cairo_image_surface_get_stride(surface) + 4 * x, sizeof pixel);
            count += (pixel & 0xFFFFFF) == colour;
        }
    return count;
}

/* The areas of the slices are as 60 to 25, but for their edges; the paper is white. */
START_TEST(a_png_shows_the_slices_in_proportion)
{
    struct drawing drawing = drawing_new();
    const struct chart chart = pie(&drawing);
    struct text_builder png = {0};
    make_png(&drawing, &chart, 4, &png);
    struct reader reader = {text_built(&png)};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_some, &reader);
    ck_assert_int_eq(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    const double women = (double)pixels_of(surface, 0x1F4E79), men = (double)pixels_of(surface, 0x4AA198);
    ck_assert_double_eq_tol(women / men, 60.0 / 25, 0.06);
    ck_assert_double_gt((double)pixels_of(surface, 0xFFFFFF), women);
    cairo_surface_destroy(surface);
    text_builder_done(&png);
    drawing_done(&drawing);
}
END_TEST

/* libpng, which did not write the file, reads each pixel as it was given; the row has more bytes than its pixels. */
START_TEST(a_png_keeps_every_pixel)
{
    enum { WIDTH = 301, HEIGHT = 97, STRIDE = 4 * (WIDTH + 3) };
    unsigned char *given = g_malloc0(STRIDE * HEIGHT);
    for (uint32_t y = 0; y < HEIGHT; y++)
        for (uint32_t x = 0; x < WIDTH; x++) {
            const uint32_t pixel = 0xAB000000 | (x * 7919 + y * y * 104729) % 0x1000000;
            memcpy(given + y * STRIDE + 4 * x, &pixel, sizeof pixel);
        }
    struct text_builder png = {0};
    png_add(&(struct pixels){given, WIDTH, HEIGHT, STRIDE}, &png);
    struct reader reader = {text_built(&png)};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_some, &reader);
    ck_assert_int_eq(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    ck_assert_int_eq(cairo_image_surface_get_width(surface), WIDTH);
    ck_assert_int_eq(cairo_image_surface_get_height(surface), HEIGHT);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            uint32_t was, is;
            memcpy(&was, given + y * STRIDE + 4 * x, sizeof was);
            memcpy(&is, cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) + 4 * x,
                   sizeof is);
            ck_assert_uint_eq(is & 0xFFFFFF, was & 0xFFFFFF);
        }
    ck_assert_uint_eq(reader.rest.len, 0);
    cairo_surface_destroy(surface);
    text_builder_done(&png);
    g_free(given);
}
END_TEST

/* One layout serves all files: what one does to it must not reach the next. */
START_TEST(an_image_gives_the_same_files_in_any_order)
{
    struct drawing drawing = drawing_new();
    const struct chart chart = pie(&drawing);
    struct text_builder alone = {0}, after = {0}, svg = {0};
    struct error err = {0};
    make_png(&drawing, &chart, 2, &alone);
    struct image *image = image_new(&chart, drawing.typeface, 225);
    ck_assert(image_svg(image, &svg, &err) && image_png(image, 2, &after, &err));
    ck_assert(text_equal(text_built(&alone), text_built(&after)));
    image_free(image);
    text_builder_done(&alone);
    text_builder_done(&after);
    text_builder_done(&svg);
    drawing_done(&drawing);
}
END_TEST

START_TEST(images_are_the_same_bytes_each_time)
{
    struct drawing drawing = drawing_new(), again = drawing_new();
    const struct chart chart = pie(&drawing);
    struct text_builder png[2] = {{0}}, svg[2] = {{0}};
    make_png(&drawing, &chart, 2, &png[0]);
    make_svg(&drawing, &chart, &svg[0]);
    setenv("TZ", "Pacific/Kiritimati", 1);
    setenv("SOURCE_DATE_EPOCH", "1", 1);
    make_png(&again, &chart, 2, &png[1]);
    make_svg(&again, &chart, &svg[1]);
    ck_assert(text_equal(text_built(&png[0]), text_built(&png[1])));
    ck_assert(text_equal(text_built(&svg[0]), text_built(&svg[1])));
    for (int i = 0; i < 2; i++) {
        text_builder_done(&png[i]);
        text_builder_done(&svg[i]);
    }
    drawing_done(&again);
    drawing_done(&drawing);
}
END_TEST

/* Cairo's counters must not go on from chart to chart. */
START_TEST(a_chart_is_the_same_bytes_after_another_one)
{
    static const int64_t others[] = {7, 12};
    struct drawing drawing = drawing_new();
    const struct chart chart = pie(&drawing);
    const struct chart other =
        sample_chart(drawing.arena, &(struct sample){CHART_BARS, LABELS, NULL, others, 2, 1});
    struct text_builder first = {0}, between = {0}, last = {0};
    make_svg(&drawing, &chart, &first);
    make_svg(&drawing, &other, &between);
    make_svg(&drawing, &chart, &last);
    ck_assert(text_equal(text_built(&first), text_built(&last)));
    ck_assert(!text_equal(text_built(&first), text_built(&between)));
    text_builder_done(&first);
    text_builder_done(&between);
    text_builder_done(&last);
    drawing_done(&drawing);
}
END_TEST

START_TEST(a_long_title_makes_the_image_higher)
{
    struct drawing drawing = drawing_new();
    struct chart chart = pie(&drawing);
    struct text_builder with_short = {0}, with_long = {0};
    make_png(&drawing, &chart, 1, &with_short);
    chart.title = TEXT("A title of so many words that it cannot stand on one line over a small chart");
    make_png(&drawing, &chart, 1, &with_long);
    ck_assert_uint_ge(big_endian(with_long.bytes + 20), big_endian(with_short.bytes + 20) + 12);
    text_builder_done(&with_short);
    text_builder_done(&with_long);
    drawing_done(&drawing);
}
END_TEST

START_TEST(an_image_that_is_too_large_is_refused_and_leaves_nothing)
{
    struct drawing drawing = drawing_new();
    const struct chart chart = pie(&drawing);
    struct text_builder out = {0};
    struct error err = {0};
    text_add(&out, TEXT("before"));
    struct image *image = image_new(&chart, drawing.typeface, 470);
    ck_assert(!image_png(image, 100, &out, &err));
    image_free(image);
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_nonnull(strstr(err.message, "sample"));
    ck_assert(text_equal(text_built(&out), TEXT("before")));
    text_builder_done(&out);
    drawing_done(&drawing);
}
END_TEST

/* ---- SVG ---- */

/* What a parser finds: GLib's refuses markup that is not well-formed. */
struct found {
    size_t depth, elements, children; /* children: of the root so far */
    size_t title_place, desc_place;   /* among the root's children, from 1 */
    char role[16], language[16], labelled_by[64], title_id[32], desc_id[32];
    GString *title, *desc, *into;
};

static void copy_value(char *into, size_t size, const char *value)
{
    ck_assert_uint_lt(strlen(value), size);
    strcpy(into, value);
}

static void read_root(struct found *found, const char *name, const char *value)
{
    if (strcmp(name, "role") == 0)
        copy_value(found->role, sizeof found->role, value);
    if (strcmp(name, "xml:lang") == 0)
        copy_value(found->language, sizeof found->language, value);
    if (strcmp(name, "aria-labelledby") == 0)
        copy_value(found->labelled_by, sizeof found->labelled_by, value);
}

static void begin(GMarkupParseContext *context, const char *element, const char **names, const char **values,
                  gpointer data, GError **error)
{
    struct found *found = data;
    const bool title = strcmp(element, "title") == 0, desc = strcmp(element, "desc") == 0;
    (void)context;
    (void)error;
    found->elements++;
    found->children += found->depth == 1;
    for (size_t i = 0; names[i]; i++) {
        if (!found->depth)
            read_root(found, names[i], values[i]);
        if (title && strcmp(names[i], "id") == 0)
            copy_value(found->title_id, sizeof found->title_id, values[i]);
        if (desc && strcmp(names[i], "id") == 0)
            copy_value(found->desc_id, sizeof found->desc_id, values[i]);
    }
    found->into = title ? found->title : desc ? found->desc : NULL;
    if (title)
        found->title_place = found->children;
    if (desc)
        found->desc_place = found->children;
    found->depth++;
}

static void finish(GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
    struct found *found = data;
    (void)context;
    (void)element;
    (void)error;
    found->depth--;
    found->into = NULL;
}

static void take_text(GMarkupParseContext *context, const char *bytes, gsize len, gpointer data, GError **error)
{
    struct found *found = data;
    (void)context;
    (void)error;
    if (found->into)
        g_string_append_len(found->into, bytes, (gssize)len);
}

static struct found parse_svg(struct text svg)
{
    static const GMarkupParser parser = {begin, finish, take_text, NULL, NULL};
    struct found found = {.title = g_string_new(NULL), .desc = g_string_new(NULL)};
    GError *error = NULL;
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &found, NULL);
    const bool ok = g_markup_parse_context_parse(context, svg.ptr, (gssize)svg.len, &error) &&
                    g_markup_parse_context_end_parse(context, &error);
    ck_assert_msg(ok, "%s", error ? error->message : "");
    g_markup_parse_context_free(context);
    return found;
}

static void found_done(struct found *found)
{
    g_string_free(found->title, TRUE);
    g_string_free(found->desc, TRUE);
}

START_TEST(an_svg_is_named_and_described_for_those_who_cannot_see_it)
{
    struct drawing drawing = drawing_new();
    struct chart chart = pie(&drawing);
    struct text_builder svg = {0};
    chart.title = TEXT("Women & men <2014>");
    chart.alt = TEXT("\"Women\" 60 (71 %), men 25 (29 %) & nobody else. Käyttö.");
    make_svg(&drawing, &chart, &svg);
    struct found found = parse_svg(text_built(&svg));
    ck_assert_uint_gt(found.elements, 10);
    ck_assert_str_eq(found.role, "img");
    ck_assert_str_eq(found.language, "en");
    ck_assert_str_eq(found.labelled_by, "sample-title sample-desc");
    ck_assert_str_eq(found.title_id, "sample-title");
    ck_assert_str_eq(found.desc_id, "sample-desc");
    ck_assert_uint_eq(found.title_place, 1);
    ck_assert_uint_eq(found.desc_place, 2);
    ck_assert_str_eq(found.title->str, "Women & men <2014>");
    ck_assert_str_eq(found.desc->str, "\"Women\" 60 (71 %), men 25 (29 %) & nobody else. Käyttö.");
    found_done(&found);
    text_builder_done(&svg);
    drawing_done(&drawing);
}
END_TEST

/* Each name in the file begins with the chart's, and what is referred to is there. */
START_TEST(several_svgs_can_stand_in_one_page)
{
    struct drawing drawing = drawing_new();
    const struct chart chart = pie(&drawing);
    struct text_builder svg = {0};
    size_t names = 0, references = 0;
    make_svg(&drawing, &chart, &svg);
    text_add_byte(&svg, '\0');
    for (const char *at = svg.bytes; (at = strstr(at, " id=\"")); at++, names++)
        ck_assert_int_eq(strncmp(at, " id=\"sample-", 12), 0);
    for (const char *at = svg.bytes; (at = strstr(at, "href=\"#")); at++, references++) {
        char wanted[64];
        snprintf(wanted, sizeof wanted, " id=\"%.*s\"", (int)strcspn(at + 7, "\""), at + 7);
        ck_assert_msg(strstr(svg.bytes, wanted) != NULL, "no %s", wanted);
    }
    ck_assert_uint_gt(names, 10);
    ck_assert_uint_gt(references, 10);
    text_builder_done(&svg);
    drawing_done(&drawing);
}
END_TEST

START_TEST(an_svg_of_every_kind_is_well_formed)
{
    static const int64_t counts[] = {60, HIDDEN};
    struct drawing drawing = drawing_new();
    for (enum chart_kind kind = CHART_PIE; kind < CHART_KINDS; kind++) {
        struct text_builder svg = {0};
        const struct chart chart = sample_chart(drawing.arena, &(struct sample){kind, LABELS, NULL, counts, 2, 1});
        make_svg(&drawing, &chart, &svg);
        struct found found = parse_svg(text_built(&svg));
        ck_assert_str_eq(found.role, "img");
        found_done(&found);
        text_builder_done(&svg);
    }
    drawing_done(&drawing);
}
END_TEST

TEST_PROGRAM("render/image", a_png_has_picture_chunks_only, a_png_shows_the_slices_in_proportion,
             a_png_keeps_every_pixel, an_image_gives_the_same_files_in_any_order,
             images_are_the_same_bytes_each_time, a_chart_is_the_same_bytes_after_another_one,
             a_long_title_makes_the_image_higher, an_image_that_is_too_large_is_refused_and_leaves_nothing,
             an_svg_is_named_and_described_for_those_who_cannot_see_it, several_svgs_can_stand_in_one_page,
             an_svg_of_every_kind_is_well_formed)
