/* SPDX-License-Identifier: GPL-3.0-or-later
 * Content streams before they are compressed: operators worked out by hand, balanced nesting, spaces at line ends,
 * clusters of several glyphs. Run from the project's root. */
#include <hb.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "render/pdf/content.h"
#include "tests/unit/harness.h"
#include "tests/unit/render/pdf_sample.h"

static const char FONTS[] = "fonts";

struct drawn {
    struct pdf_fonts *fonts;
    struct pdf_structure *structure;
    struct pdf_operators operators;
    struct text_builder readable; /* the stream, with each string (…) as <its bytes in hexadecimal digits> */
    struct error err;
};

/* Adds the string that begins at `at`; returns where it ends. ISO 32000-1, 7.3.4.2. */
static size_t add_string(struct text_builder *out, struct text stream, size_t at)
{
    text_add_byte(out, '<');
    for (at++; at < stream.len && stream.ptr[at] != ')'; at++) {
        ck_assert_msg(stream.ptr[at] != '(' && stream.ptr[at] != '\r', "a byte that must have a backslash");
        const bool escaped = stream.ptr[at] == '\\';
        at += escaped;
        text_add_format(out, "%02X", escaped && stream.ptr[at] == 'r' ? '\r' : (unsigned char)stream.ptr[at]);
    }
    text_add_byte(out, '>');
    return at + 1;
}

static void add_readable(struct text_builder *out, struct text stream)
{
    for (size_t at = 0; at < stream.len;)
        if (stream.ptr[at] == '(')
            at = add_string(out, stream, at);
        else
            text_add_byte(out, stream.ptr[at++]);
    text_add_byte(out, '\0');
}

static void draw(struct drawn *drawn, const struct pages *pages)
{
    *drawn = (struct drawn){.fonts = pdf_fonts_new(), .structure = pdf_structure_new(pages)};
    drawn->operators = (struct pdf_operators){
        .fonts = drawn->fonts, .page_height_pt = pages->height_pt, .err = &drawn->err};
    ck_assert_msg(pdf_content_draw(pages, 0, drawn->structure, &drawn->operators), "%s", drawn->err.message);
    add_readable(&drawn->readable, text_built(&drawn->operators.bytes));
}

static const char *stream_of(const struct drawn *drawn)
{
    return drawn->readable.bytes;
}

static void drawn_done(struct drawn *drawn)
{
    pdf_operators_done(&drawn->operators);
    text_builder_done(&drawn->readable);
    pdf_structure_free(drawn->structure);
    pdf_fonts_free(drawn->fonts);
}

/* Lines that end in the word. */
static int lines_ending(const char *stream, const char *word)
{
    int count = 0;
    char wanted[16];
    snprintf(wanted, sizeof wanted, "%s\n", word);
    for (const char *at = strstr(stream, wanted); at; at = strstr(at + 1, wanted))
        count += at == stream || at[-1] == '\n' || at[-1] == ' ';
    return count;
}

START_TEST(everything_opened_on_a_page_is_closed)
{
    struct sample sample;
    struct drawn drawn;
    sample_init(&sample, FONTS);
    draw(&drawn, &sample.pages);
    const char *stream = stream_of(&drawn);
    ck_assert_int_gt(lines_ending(stream, "BDC"), 20);
    ck_assert_int_eq(lines_ending(stream, "BDC"), lines_ending(stream, "EMC"));
    ck_assert_int_eq(lines_ending(stream, "BT"), lines_ending(stream, "ET"));
    ck_assert_int_eq(lines_ending(stream, "q"), lines_ending(stream, "Q"));
    drawn_done(&drawn);
    sample_done(&sample);
}
END_TEST

START_TEST(heads_and_rules_are_artifacts)
{
    struct sample sample;
    struct drawn drawn;
    sample_init(&sample, FONTS);
    draw(&drawn, &sample.pages);
    const char *head = "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC\n";
    ck_assert(strncmp(stream_of(&drawn), head, strlen(head)) == 0);
    ck_assert_ptr_nonnull(strstr(stream_of(&drawn), "/Artifact <</Type /Layout>> BDC\n0 0.353 0.612 RG\n0.5 w\n72 "));
    drawn_done(&drawn);
    sample_done(&sample);
}
END_TEST

/* Operators for an empty page of 100 points' height. */
static void operators_init(struct pdf_operators *operators, struct error *err)
{
    *err = (struct error){0};
    *operators = (struct pdf_operators){.page_height_pt = 100, .err = err};
    pdf_operators_begin(operators);
}

START_TEST(a_path_is_flipped_and_nothing_is_set_twice)
{
    struct pdf_operators operators;
    struct error err;
    operators_init(&operators, &err);
    struct path path = {.count = 0};
    path_rectangle(&path, 10, 20, 30.5, 5);
    const struct paint paint = {.fill = true,
                                .stroke = true,
                                .fill_colour = 0xFF8000,
                                .stroke_colour = 0x000000,
                                .stroke_width_pt = 2,
                                .dash_pt = 3};
    pdf_operators_path(&operators, &path, &paint);
    pdf_operators_path(&operators, &path, &paint);
    const struct text expected = TEXT("0 0 0 rg\n0 0 0 RG\n1 0.502 0 rg\n2 w\n[3 ] 0 d\n"
                                      "10 80 30.5 -5 re\nB\n10 80 30.5 -5 re\nB\n");
    ck_assert_msg(text_equal(text_built(&operators.bytes), expected), "%.*s", TEXT_ARGS(text_built(&operators.bytes)));
    pdf_operators_done(&operators);
}
END_TEST

/* The second begins as a rectangle does and is none. */
START_TEST(only_what_has_right_angles_is_a_rectangle)
{
    struct pdf_operators operators;
    struct error err;
    operators_init(&operators, &err);
    struct path path = {.count = 0};
    path_rectangle(&path, 1, 2, 3, 4);
    path_move(&path, 10, 20);
    path_line(&path, 30, 20);
    path_line(&path, 30, 40);
    path_line(&path, 11, 40);
    path_close(&path);
    pdf_operators_path(&operators, &path, &(struct paint){.fill = true});
    const struct text expected = TEXT("0 0 0 rg\n0 0 0 RG\n1 98 3 -4 re\n10 80 m\n30 80 l\n30 60 l\n11 60 l\nh\nf\n");
    ck_assert_msg(text_equal(text_built(&operators.bytes), expected), "%.*s", TEXT_ARGS(text_built(&operators.bytes)));
    pdf_operators_done(&operators);
}
END_TEST

START_TEST(colours_come_back_after_a_clip)
{
    struct pdf_operators operators;
    struct error err;
    operators_init(&operators, &err);
    struct path path = {.count = 0};
    path_move(&path, 0, 0);
    path_line(&path, 1, 1);
    pdf_operators_clip(&operators, &path);
    pdf_operators_path(&operators, &path, &(struct paint){.fill = true, .fill_colour = 0xFFFFFF});
    pdf_operators_unclip(&operators);
    pdf_operators_path(&operators, &path, &(struct paint){.fill = true, .fill_colour = 0x000000});
    const struct text expected = TEXT("0 0 0 rg\n0 0 0 RG\nq\n0 100 m\n1 99 l\nW n\n1 1 1 rg\n0 100 m\n1 99 l\nf\nQ\n"
                                      "0 100 m\n1 99 l\nf\n");
    ck_assert_msg(text_equal(text_built(&operators.bytes), expected), "%.*s", TEXT_ARGS(text_built(&operators.bytes)));
    pdf_operators_done(&operators);
}
END_TEST

START_TEST(numbers_that_no_page_can_hold_are_noticed)
{
    struct pdf_operators operators;
    struct error err;
    operators_init(&operators, &err);
    pdf_operators_point(&operators, 31999, 0);
    ck_assert(!operators.failed);
    pdf_operators_point(&operators, 0, (double)INFINITY);
    ck_assert(operators.failed);
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    pdf_operators_done(&operators);
}
END_TEST

/* Codes are given in order of first use, so a text of different letters shows 1, 2, 3, … */
static void check_shows(const char *utf8, double width_pt, const char *expected)
{
    struct sample sample;
    struct drawn drawn;
    sample_init_paragraph(&sample, FONTS, text_of(utf8), width_pt);
    sample.pages.items[0].marks++; /* without the head */
    sample.pages.items[0].mark_count--;
    draw(&drawn, &sample.pages);
    ck_assert_msg(strstr(stream_of(&drawn), expected), "no %s in %s", expected, stream_of(&drawn));
    drawn_done(&drawn);
    sample_done(&sample);
}

START_TEST(text_is_marked_and_placed)
{
    /* The sample's first line is 72 + 14 points below the top of 841.89; its colour is 0x1A1A1A. */
    check_shows("nun", 300,
                "/P <</MCID 0>> BDC\n0 0 0 rg\n0 0 0 RG\n0.102 0.102 0.102 rg\nBT\n/F1 10 Tf\n72 755.89 Td\n"
                "[<000100020001>] TJ\nET\nEMC\n");
}
END_TEST

/* Codes 10, 13, 40, 41 and 92 are a line feed, a carriage return, brackets and a backslash. */
START_TEST(every_code_can_be_read_again)
{
    struct text_builder text = {0}, expected = {0};
    for (int i = 0; i < 94; i++) {
        text_add_byte(&text, (char)('!' + i));
        text_add_format(&expected, "%04X", i + 1);
    }
    text_add_byte(&text, '\0');
    struct sample sample;
    struct drawn drawn;
    sample_init_paragraph(&sample, FONTS, text_of(text.bytes), 5000);
    sample.pages.items[0].marks++; /* without the head */
    sample.pages.items[0].mark_count--;
    draw(&drawn, &sample.pages);
    struct text_builder codes = {0};
    for (const char *at = strstr(stream_of(&drawn), "["); *at && *at != ']'; at++)
        if (*at == '<')
            for (at++; *at != '>'; at++)
                text_add_byte(&codes, *at);
    ck_assert_msg(text_equal(text_built(&codes), text_built(&expected)), "%.*s", TEXT_ARGS(text_built(&codes)));
    text_builder_done(&codes);
    text_builder_done(&text);
    text_builder_done(&expected);
    drawn_done(&drawn);
    sample_done(&sample);
}
END_TEST

/* How much nearer HarfBuzz puts V to A than their widths say, in thousandths: 1000 units are an em in this font. */
static int kerning_of_av(void)
{
    hb_blob_t *blob = hb_blob_create_from_file("fonts/SourceSans3-Regular.ttf");
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(face);
    hb_buffer_t *buffer = hb_buffer_create();
    ck_assert_uint_eq(hb_face_get_upem(face), 1000);
    hb_buffer_add_utf8(buffer, "AV", 2, 0, 2);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font, buffer, NULL, 0);
    const int width = hb_font_get_glyph_h_advance(font, hb_buffer_get_glyph_infos(buffer, NULL)[0].codepoint);
    const int advance = hb_buffer_get_glyph_positions(buffer, NULL)[0].x_advance;
    hb_buffer_destroy(buffer);
    hb_font_destroy(font);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return width - advance;
}

START_TEST(kerning_is_kept_exactly)
{
    char expected[64];
    ck_assert_int_gt(kerning_of_av(), 0);
    snprintf(expected, sizeof expected, "[<0001>%d<0002>%d<0001>] TJ\n", kerning_of_av(), kerning_of_av());
    check_shows("AVA", 300, expected);
}
END_TEST

/* Follows a reader's pen over the only array of a stream. Returns how far it is at most from where a glyph was set, in units of
 * Pango; the pen moves by the font's own widths, of 1000 units. */
static double farthest_pen(const char *stream, const struct glyph_run *run)
{
    const PangoGlyphString *glyphs = glyph_run_glyphs(run);
    hb_font_t *unscaled = hb_font_create(run->font->face);
    const double thousandth = run->font->size / 1000.0;
    double pen = 0, farthest = 0;
    int i = 0, at = 0;
    for (const char *byte = strchr(stream, '[') + 1; *byte && *byte != ']';) {
        if (*byte != '<') {
            char *end;
            pen -= (double)strtol(byte, &end, 10) * thousandth;
            byte = end;
            continue;
        }
        for (byte++; *byte != '>'; byte += 4, i++) {
            ck_assert_int_lt(i, glyphs->num_glyphs);
            farthest = fmax(farthest, fabs(pen - (at + glyphs->glyphs[i].geometry.x_offset)));
            pen += hb_font_get_glyph_h_advance(unscaled, glyphs->glyphs[i].glyph) * thousandth;
            at += glyphs->glyphs[i].geometry.width;
        }
        byte++;
    }
    ck_assert_int_eq(i, glyphs->num_glyphs);
    hb_font_destroy(unscaled);
    return farthest;
}

/* Words are spelt as if the pen stood where they begin, from which it may be half a thousandth; within them it may be as much. */
START_TEST(no_glyph_is_off_its_place_by_more_than_a_thousandth)
{
    struct sample sample;
    struct drawn drawn;
    struct text_builder text = {0};
    text_add_c(&text, "AVATAR Tykö WAVE To. AVATAR Typ, Vy. WAVE yard AVATAR To. Tykö r. WAVE AVATAR");
    for (int i = 0; i < 200; i++)
        text_add_c(&text, " A"); /* 543 units of 10 points are 5560.32 of Pango's, and 5560 in the layout */
    sample_init_paragraph(&sample, FONTS, text_built(&text), 5000);
    sample.pages.items[0].marks++; /* without the head */
    sample.pages.items[0].mark_count--;
    draw(&drawn, &sample.pages);
    const struct glyph_run *run = &sample.pages.items[0].marks[0].line->runs[0];
    const double farthest = farthest_pen(stream_of(&drawn), run);
    ck_assert_double_gt(farthest, 0);
    ck_assert_double_le(farthest, run->font->size / 1000.0);
    drawn_done(&drawn);
    sample_done(&sample);
    text_builder_done(&text);
}
END_TEST

START_TEST(a_line_that_ends_at_a_space_keeps_it)
{
    check_shows("mmmm mmmm", 50, "[<00010001000100010002>] TJ\nET\n");
}
END_TEST

START_TEST(a_line_that_ends_inside_a_word_gets_no_space)
{
    /* A hyphen allows a break after it. */
    check_shows("mmmm-mmmm", 50, "[<00010001000100010002>] TJ\nET\nBT\n72 741.89 Td\n[<0001000100010001>] TJ");
}
END_TEST

START_TEST(a_line_the_author_broke_gets_a_space)
{
    check_shows("mm\nnn", 300, "[<000100010002>] TJ\nET\nBT\n72 741.89 Td\n[<00030003>] TJ\nET\nEMC\n");
    /* but not a second one */
    check_shows("mm \nnn", 300, "[<000100010002>] TJ\nET\nBT\n72 741.89 Td\n[<00030003>] TJ\nET\nEMC\n");
}
END_TEST

START_TEST(several_glyphs_for_one_character_say_their_text_once)
{
    /* The fonts make U+01ED, o with ogonek and macron, of two glyphs. */
    check_shows("\xC7\xAD", 300, "/Span <</ActualText <FEFF01ED>>> BDC\n72 755.89 Td\n[<0001>");
}
END_TEST

TEST_PROGRAM("pdf content", everything_opened_on_a_page_is_closed, heads_and_rules_are_artifacts,
             a_path_is_flipped_and_nothing_is_set_twice, only_what_has_right_angles_is_a_rectangle, colours_come_back_after_a_clip,
             numbers_that_no_page_can_hold_are_noticed, text_is_marked_and_placed, every_code_can_be_read_again, kerning_is_kept_exactly,
             no_glyph_is_off_its_place_by_more_than_a_thousandth,
             a_line_that_ends_at_a_space_keeps_it, a_line_that_ends_inside_a_word_gets_no_space,
             a_line_the_author_broke_gets_a_space, several_glyphs_for_one_character_say_their_text_once)
