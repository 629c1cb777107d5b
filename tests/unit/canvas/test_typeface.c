/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fonts come from one folder and from nowhere else. Advance widths expected here were read from the fonts' hmtx tables:
 * regular A 543, W 786, figures 497; semi-bold A 558, figures 513, all of 1000 units. */
#include <harfbuzz/hb.h>
#include <pango/pangofc-font.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "canvas/typeface.h"
#include "unit/harness.h"

static const char FONTS[] = "fonts";

static struct typeface *opened(void)
{
    struct error err = {0};
    struct typeface *typeface = typeface_open(FONTS, &err);
    ck_assert_msg(typeface != NULL, "%s", err.message);
    return typeface;
}

static const struct text_layout *layout_of(const struct typeface *typeface, const struct text_span *spans, size_t count,
                                           double width_pt, const char *language)
{
    return typeface_layout(typeface, &(struct text_paragraph){spans, count, .width_pt = width_pt, .language = language});
}

static double width_of(const struct typeface *typeface, const char *words, struct text_style style)
{
    const struct text_span span = {text_of(words), style};
    return text_layout_width_pt(layout_of(typeface, &span, 1, 0, "en"));
}

static const struct glyph_run *first_run(const struct text_layout *layout)
{
    return layout->lines[0].runs;
}

START_TEST(widths_are_the_fonts_own_fractions)
{
    struct typeface *typeface = opened();
    ck_assert_double_eq_tol(width_of(typeface, "A", (struct text_style){.size_pt = 10}), 5.43, 0.01);
    ck_assert_double_eq_tol(width_of(typeface, "W", (struct text_style){.size_pt = 8.5}), 6.681, 0.01);
    typeface_close(typeface);
}
END_TEST

START_TEST(strong_text_uses_the_real_semi_bold)
{
    struct typeface *typeface = opened();
    ck_assert_double_eq_tol(width_of(typeface, "A", (struct text_style){.size_pt = 10, .strong = true}), 5.58, 0.01);
    typeface_close(typeface);
}
END_TEST

START_TEST(each_style_takes_the_file_made_for_it)
{
    static const struct {
        bool strong, emphasis;
        const char *file;
    } cases[] = {{false, false, "SourceSans3-Regular.ttf"},
                 {true, false, "SourceSans3-SemiBold.ttf"},
                 {false, true, "SourceSans3-Italic.ttf"},
                 {true, true, "SourceSans3-SemiBoldItalic.ttf"}};
    struct typeface *typeface = opened();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct text_span span = {
            TEXT("a"), {.size_pt = 9, .strong = cases[i].strong, .emphasis = cases[i].emphasis}};
        PangoFont *font = text_font_pango(first_run(layout_of(typeface, &span, 1, 0, "en"))->font);
        const FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
        FcChar8 *file = NULL;
        ck_assert_int_eq(FcPatternGetString(pattern, FC_FILE, 0, &file), FcResultMatch);
        ck_assert(text_ends(text_of((const char *)file), text_of(cases[i].file)));
    }
    typeface_close(typeface);
}
END_TEST

START_TEST(tabular_figures_have_one_width)
{
    const struct text_style style = {.size_pt = 10, .tabular_figures = true};
    struct typeface *typeface = opened();
    for (char digit = '0'; digit <= '9'; digit++)
        ck_assert_double_eq_tol(width_of(typeface, (char[]){digit, '\0'}, style), 4.97, 0.01);
    typeface_close(typeface);
}
END_TEST

START_TEST(footnote_numbers_are_small_and_raised)
{
    const struct text_span spans[] = {{TEXT("a"), {.size_pt = 10}},
                                      {TEXT("1"), {.size_pt = 10, .superscript = true}}};
    struct typeface *typeface = opened();
    const struct glyph_run *figure = first_run(layout_of(typeface, spans, 2, 0, "en")) + 1;
    ck_assert_double_eq_tol((double)figure->font->size / PANGO_SCALE, 6.5, 0.01);
    ck_assert_double_eq_tol(figure->rise_pt, 3.3, 0.01);
    typeface_close(typeface);
}
END_TEST

START_TEST(runs_know_their_colour)
{
    const struct text_span spans[] = {{TEXT("red"), {.size_pt = 10, .colour = 0x9C4A3C}},
                                      {TEXT("blue"), {.size_pt = 10, .colour = 0x0000FF}}};
    struct typeface *typeface = opened();
    const struct glyph_run *runs = first_run(layout_of(typeface, spans, 2, 0, "en"));
    ck_assert_uint_eq(runs[0].colour, 0x9C4A3C);
    ck_assert_uint_eq(runs[1].colour, 0x0000FF);
    typeface_close(typeface);
}
END_TEST

START_TEST(lines_break_at_the_width)
{
    const struct text_span span = {TEXT("one two three four five six"), {.size_pt = 10}};
    struct typeface *typeface = opened();
    const struct text_layout *layout = layout_of(typeface, &span, 1, 40, "en");
    ck_assert_uint_gt(layout->line_count, 2);
    ck_assert_double_le(text_layout_width_pt(layout), 40);
    typeface_close(typeface);
}
END_TEST

/* In how many widths a line begins with the last `after` bytes of the words. */
static size_t count_parted(const struct typeface *typeface, const char *words, size_t after, double least_pt)
{
    const struct text_span span = {text_of(words), {.size_pt = 10}};
    size_t parted = 0;
    for (double width_pt = least_pt; width_pt < least_pt + 40; width_pt += 1) {
        const struct text_layout *layout = layout_of(typeface, &span, 1, width_pt, "en");
        parted += layout->lines[layout->line_count - 1].from == span.text.len - after;
    }
    return parted;
}

/* A range of numbers stays on one line where a line holds it, and a number with its word; a line may begin after a dash between
 * names, and after the hyphen of a word. */
START_TEST(no_line_begins_within_a_range_of_numbers)
{
    struct typeface *typeface = opened();
    ck_assert_uint_eq(count_parted(typeface, "below 18-vuotias", 7, 70), 0);
    ck_assert_uint_eq(count_parted(typeface, "be\u00ADlow (18-vuotias", 7, 74), 0);
    ck_assert_uint_gt(count_parted(typeface, "below EU-vuotias", 7, 50), 0);
    ck_assert_uint_eq(count_parted(typeface, "about 40–60", 2, 30), 0);
    ck_assert_uint_eq(count_parted(typeface, "report 2010–2014", 4, 52), 0);
    ck_assert_uint_gt(count_parted(typeface, "about Here–There", 5, 40), 0);
    typeface_close(typeface);
}
END_TEST

/* The number of a footnote stays with the sentence before it, also in text that is left to Pango; a number of its own does not. */
START_TEST(no_line_begins_with_the_mark_of_a_note)
{
    struct typeface *typeface = opened();
    ck_assert_uint_eq(count_parted(typeface, "Yhdeksäs lause.9", 1, 34), 0);
    ck_assert_uint_eq(count_parted(typeface, "Yhdeksäs lause?12", 2, 38), 0);
    ck_assert_uint_eq(count_parted(typeface, "Yhdek\u00ADsäs lause…9", 1, 44), 0);
    ck_assert_uint_gt(count_parted(typeface, "Yhdeksäs lause. 9", 1, 40), 0);
    typeface_close(typeface);
}
END_TEST

/* "tammi–kesäkuussa" are 17 bytes after the blank and "kesäkuussa" 11, here in text that is left to Pango, too. In less room than
 * its letters may need, and where what stands before the dash is a long word, a line may begin after the dash. */
START_TEST(no_line_begins_within_a_word_whose_beginning_hangs)
{
    struct typeface *typeface = opened();
    ck_assert_uint_eq(count_parted(typeface, "vuoden tammi–kesäkuussa", 11, 97), 0);
    ck_assert_uint_eq(count_parted(typeface, "vuo\u00ADden tammi–kesäkuussa", 11, 97), 0);
    ck_assert_uint_eq(count_parted(typeface, "(Heinä–elokuussa", 9, 97), 0);
    ck_assert_uint_gt(count_parted(typeface, "vuoden tammi–kesäkuussa", 11, 56), 0);
    ck_assert_uint_gt(count_parted(typeface, "i viranomais–kesäkuussa", 11, 75), 0);
    ck_assert_uint_gt(count_parted(typeface, "vuoden 2014–kesäkuussa", 11, 75), 0);
    typeface_close(typeface);
}
END_TEST

/* "Syd- och" stays together where a line holds it, also in text that is left to Pango; a line may begin after it, before a word
 * that a dash stands before, and where a hyphen hangs at no word. */
START_TEST(no_line_ends_with_a_hanging_hyphen)
{
    struct typeface *typeface = opened();
    ck_assert_uint_eq(count_parted(typeface, "Latin Syd- och", 3, 42), 0);
    ck_assert_uint_eq(count_parted(typeface, "Lat\u00ADin Syd- och", 3, 42), 0);
    ck_assert_uint_gt(count_parted(typeface, "Latin Syd, och", 3, 42), 0);
    ck_assert_uint_gt(count_parted(typeface, "Lat\u00ADin Syd, och", 3, 42), 0);
    ck_assert_uint_gt(count_parted(typeface, "Syd- och Mitt", 4, 42), 0);
    ck_assert_uint_gt(count_parted(typeface, "Latin Syd - och", 3, 42), 0);
    ck_assert_uint_gt(count_parted(typeface, "Latin Syd- Och", 3, 42), 0);
    typeface_close(typeface);
}
END_TEST

/* "+ Women" has 7 bytes, and the sign stays behind its word wherever both have room on a line; text that is left
 * to Pango needs a little more. In less room the sign begins a line, and no line is too wide. */
START_TEST(no_line_begins_with_a_sign_that_joins)
{
    static const char words[] = "Men Disappeared + Women";
    const struct text_span span = {text_of(words), {.size_pt = 10}}, first = {TEXT("Disappeared +"), {.size_pt = 10}};
    struct typeface *typeface = opened();
    const double least_pt = text_layout_width_pt(layout_of(typeface, &first, 1, 0, "en"));
    ck_assert_uint_eq(count_parted(typeface, words, 7, least_pt + 0.1), 0);
    ck_assert_uint_eq(count_parted(typeface, "Men Dis\u00ADappeared + Women", 7, 84), 0);
    ck_assert_uint_gt(count_parted(typeface, "Men Disappeared = Women", 7, least_pt), 0);
    const struct text_layout *layout = layout_of(typeface, &span, 1, least_pt - 1, "en");
    ck_assert_uint_eq(layout->lines[2].from, span.text.len - 7);
    ck_assert_double_le(text_layout_width_pt(layout), least_pt - 1);
    typeface_close(typeface);
}
END_TEST

struct shaped {
    unsigned count;
    hb_codepoint_t glyphs[16];
    int widths[16]; /* in units of Pango */
};

/* What HarfBuzz gives for the words at once, without Pango, in the font of a file at that size. */
static struct shaped shaped_by_harfbuzz(const char *file, double size_pt, hb_script_t script, const char *language, const char *words)
{
    struct shaped shaped;
    hb_blob_t *blob = hb_blob_create_from_file(file);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(face);
    hb_buffer_t *buffer = hb_buffer_create();
    hb_font_set_scale(font, typeface_units(size_pt), typeface_units(size_pt));
    hb_buffer_add_utf8(buffer, words, -1, 0, -1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, script);
    hb_buffer_set_language(buffer, hb_language_from_string(language, -1));
    hb_shape(font, buffer, NULL, 0);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &shaped.count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    ck_assert_uint_le(shaped.count, 16);
    for (unsigned i = 0; i < shaped.count; i++) {
        shaped.glyphs[i] = infos[i].codepoint;
        shaped.widths[i] = positions[i].x_advance;
    }
    hb_buffer_destroy(buffer);
    hb_font_destroy(font);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return shaped;
}

static const struct text_layout *shared_of(const struct typeface *typeface, const struct text_span *span, double width_pt,
                              enum text_wrap wrap, const char *language)
{
    const struct text_paragraph paragraph = {span, 1, width_pt, wrap, language};
    return typeface_shared_layout(typeface, &paragraph);
}

START_TEST(a_shared_layout_is_made_once_for_all_that_it_is_made_of)
{
    struct typeface *typeface = opened();
    const struct text_span span = {TEXT("Haartmaninkatu"), {.size_pt = 9}};
    const struct text_span others[] = {{TEXT("Haartmaninkat"), {.size_pt = 9}},
                                       {span.text, {.size_pt = 9.1}},
                                       {span.text, {.size_pt = 9, .strong = true}},
                                       {span.text, {.size_pt = 9, .emphasis = true}},
                                       {span.text, {.size_pt = 9, .tabular_figures = true}},
                                       {span.text, {.size_pt = 9, .superscript = true}},
                                       {span.text, {.size_pt = 9, .colour = 1}}};
    enum { OTHERS = sizeof others / sizeof *others };
    const struct text_layout *first = shared_of(typeface, &span, 30, WRAP_ANYWHERE, "fi"), *layouts[OTHERS + 4];
    for (size_t i = 0; i < OTHERS; i++)
        layouts[i] = shared_of(typeface, &others[i], 30, WRAP_ANYWHERE, "fi");
    layouts[OTHERS] = shared_of(typeface, &span, 31, WRAP_ANYWHERE, "fi");
    layouts[OTHERS + 1] = shared_of(typeface, &span, 30, WRAP_WORDS, "fi");
    layouts[OTHERS + 2] = shared_of(typeface, &span, 30, WRAP_ANYWHERE, "sv");
    layouts[OTHERS + 3] = shared_of(typeface, &span, 30, WRAP_ANYWHERE, "fi");
    for (size_t i = 0; i < OTHERS + 4; i++)
        ck_assert_msg((layouts[i] == first) == (i == OTHERS + 3), "%zu", i);
    typeface_close(typeface);
}
END_TEST

/* The widest word is measured so: a line that is too narrow does not break it. */
START_TEST(a_shared_layout_breaks_words_only_where_that_was_asked_for)
{
    struct typeface *typeface = opened();
    const struct text_span span = {TEXT("Haartmaninkatu"), {.size_pt = 9}};
    ck_assert_uint_gt(shared_of(typeface, &span, 30, WRAP_ANYWHERE, "fi")->line_count, 1);
    ck_assert_uint_eq(shared_of(typeface, &span, 30, WRAP_WORDS, "fi")->line_count, 1);
    typeface_close(typeface);
}
END_TEST

/* More than are kept: all go, and whoever holds one still has it. */
START_TEST(a_shared_layout_outlives_those_that_came_after)
{
    enum { MANY = 5000 };
    struct typeface *typeface = opened();
    const struct text_span span = {TEXT("first"), {.size_pt = 9}};
    const struct text_layout *first = shared_of(typeface, &span, 0, WRAP_ANYWHERE, "en");
    for (int i = 0; i < MANY; i++) {
        char words[16];
        snprintf(words, sizeof words, "%d", i);
        const struct text_span other = {text_of(words), {.size_pt = 9}};
        shared_of(typeface, &other, 0, WRAP_ANYWHERE, "en");
    }
    const struct text_layout *again = shared_of(typeface, &span, 0, WRAP_ANYWHERE, "en");
    ck_assert_str_eq(first->text.ptr, "first");
    ck_assert_ptr_ne(first, again);
    ck_assert_str_eq(again->text.ptr, "first");
    typeface_close(typeface);
}
END_TEST

START_TEST(no_variable_of_the_environment_changes_letters)
{
    static const char words[] = "бгдпт";
    setenv("LANGUAGE", "sr", 1);
    setenv("PANGO_LANGUAGE", "sr", 1);
    setenv("FC_LANG", "sr", 1);
    setenv("FONTCONFIG_FILE", "/nonexistent", 1);
    setenv("FONTCONFIG_SYSROOT", "/nonexistent", 1);
    const struct shaped expected = shaped_by_harfbuzz("fonts/SourceSans3-Italic.ttf", 10, HB_SCRIPT_CYRILLIC, "und", words);
    const struct text_span span = {text_of(words), {.size_pt = 10, .emphasis = true}};
    struct typeface *typeface = opened();
    const PangoGlyphString *glyphs = glyph_run_glyphs(first_run(layout_of(typeface, &span, 1, 0, "en")));
    ck_assert_int_eq(glyphs->num_glyphs, (int)expected.count);
    for (int i = 0; i < glyphs->num_glyphs; i++)
        ck_assert_uint_eq(glyphs->glyphs[i].glyph, expected.glyphs[i]);
    typeface_close(typeface);
}
END_TEST

/* ---- folders of our own ---- */

static const char *scratch_folder(char path[32])
{
    strcpy(path, "/tmp/typeface-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(path));
    return path;
}

static void write_file(const char *folder, const char *name, struct text bytes)
{
    struct error err = {0};
    struct arena *arena = arena_new();
    ck_assert_msg(file_write(file_join(arena, folder, name), bytes, FILE_PUBLIC, &err), "%s", err.message);
    arena_free(arena);
}

static void remove_folder(const char *folder, const char *name)
{
    struct arena *arena = arena_new();
    if (name)
        ck_assert_int_eq(unlink(file_join(arena, folder, name)), 0);
    ck_assert_int_eq(rmdir(folder), 0);
    arena_free(arena);
}

static int width_by_harfbuzz(const char *file, char digit)
{
    return shaped_by_harfbuzz(file, 10, HB_SCRIPT_LATIN, "en", (char[]){digit, '\0'}).widths[0];
}

/* How many of all numbers of two digits are as wide as their digits alone. */
static int count_unkerned(const char *folder, const char *file)
{
    int unkerned = 0;
    struct error err = {0};
    struct typeface *typeface = typeface_open(folder, &err);
    ck_assert_msg(typeface != NULL, "%s", err.message);
    for (int i = 0; i < 100; i++) {
        char number[8];
        snprintf(number, sizeof number, "%02d", i);
        const struct text_span span = {text_of(number), {.size_pt = 10}};
        const PangoGlyphString *glyphs = glyph_run_glyphs(first_run(layout_of(typeface, &span, 1, 0, "en")));
        const struct shaped whole = shaped_by_harfbuzz(file, 10, HB_SCRIPT_LATIN, "en", number);
        ck_assert_uint_eq(whole.count, 2);
        ck_assert_int_eq(glyphs->num_glyphs, 2);
        ck_assert_int_eq(glyphs->glyphs[0].geometry.width, whole.widths[0]);
        ck_assert_int_eq(glyphs->glyphs[1].geometry.width, whole.widths[1]);
        unkerned += whole.widths[0] + whole.widths[1] == width_by_harfbuzz(file, number[0]) + width_by_harfbuzz(file, number[1]);
    }
    typeface_close(typeface);
    return unkerned;
}

/* A table GPOS that has a seven stand nearer to a one before it, by a tenth of the size (OpenType 1.9, GPOS; PairPos, format 1). */
static hb_blob_t *kerning_of_17(uint16_t one, uint16_t seven)
{
    const uint16_t words[] = {
        1, 0, 10, 30, 44,                                              /* version, where the lists are */
        1, 'D' << 8 | 'F', 'L' << 8 | 'T', 8, 4, 0, 0, 0xFFFF, 1, 0,   /* scripts: the default one has the first feature */
        1, 'k' << 8 | 'e', 'r' << 8 | 'n', 8, 0, 1, 0,                 /* features: kern, of the first lookup */
        1, 4, 2, 0, 1, 8,                                              /* lookups: pairs */
        1, 18, 4, 0, 1, 12, 1, seven, (uint16_t)-100, 1, 1, one,       /* the advance of the first, in thousandths */
    };
    enum { COUNT = sizeof words / sizeof *words };
    char bytes[2 * COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        bytes[2 * i] = (char)(words[i] >> 8);
        bytes[2 * i + 1] = (char)words[i];
    }
    return hb_blob_create(bytes, sizeof bytes, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
}

/* The regular font with that table. */
static void write_kerned_font(const char *folder)
{
    hb_blob_t *blob = hb_blob_create_from_file("fonts/SourceSans3-Regular.ttf");
    hb_face_t *face = hb_face_create(blob, 0), *kerned = hb_face_builder_create();
    hb_font_t *font = hb_font_create(face);
    hb_codepoint_t one, seven;
    ck_assert(hb_font_get_nominal_glyph(font, '1', &one) && hb_font_get_nominal_glyph(font, '7', &seven));
    hb_tag_t tag;
    for (unsigned i = 0, count = 1; hb_face_get_table_tags(face, i, &count, &tag) && count; i++) {
        hb_blob_t *table = tag == HB_TAG('G', 'P', 'O', 'S') ? kerning_of_17((uint16_t)one, (uint16_t)seven)
                                                             : hb_face_reference_table(face, tag);
        ck_assert(hb_face_builder_add_table(kerned, tag, table));
        hb_blob_destroy(table);
    }
    hb_blob_t *whole = hb_face_reference_blob(kerned);
    unsigned len;
    const char *bytes = hb_blob_get_data(whole, &len);
    write_file(folder, "kerned.ttf", (struct text){bytes, len});
    hb_blob_destroy(whole);
    hb_font_destroy(font);
    hb_face_destroy(kerned);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
}

START_TEST(numbers_of_digits_that_keep_apart_are_as_harfbuzz_sets_them)
{
    ck_assert_int_eq(count_unkerned(FONTS, "fonts/SourceSans3-Regular.ttf"), 100);
}
END_TEST

START_TEST(numbers_of_digits_that_come_nearer_are_as_harfbuzz_sets_them)
{
    char path[32];
    struct arena *arena = arena_new();
    write_kerned_font(scratch_folder(path));
    ck_assert_int_eq(count_unkerned(path, file_join(arena, path, "kerned.ttf")), 99);
    remove_folder(path, "kerned.ttf");
    arena_free(arena);
}
END_TEST

/* ---- folders that will not do ---- */

START_TEST(a_folder_without_fonts_is_refused_by_name)
{
    char path[32];
    struct error err = {0};
    ck_assert_ptr_null(typeface_open(scratch_folder(path), &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_nonnull(strstr(err.message, path));
    ck_assert_ptr_nonnull(strstr(err.message, ".ttf"));
    remove_folder(path, NULL);
}
END_TEST

START_TEST(a_file_that_is_no_font_is_refused_by_name)
{
    char path[32];
    struct error err = {0};
    write_file(scratch_folder(path), "broken.ttf", TEXT("no font at all"));
    ck_assert_ptr_null(typeface_open(path, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_ptr_nonnull(strstr(err.message, "broken.ttf"));
    remove_folder(path, "broken.ttf");
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_refused)
{
    struct error err = {0};
    ck_assert_ptr_null(typeface_open("/nonexistent/fonts", &err));
    ck_assert_int_ne(err.kind, ERROR_NONE);
}
END_TEST

TEST_PROGRAM("canvas/typeface", widths_are_the_fonts_own_fractions, strong_text_uses_the_real_semi_bold,
             each_style_takes_the_file_made_for_it, tabular_figures_have_one_width,
             footnote_numbers_are_small_and_raised, runs_know_their_colour, lines_break_at_the_width,
             no_line_begins_within_a_range_of_numbers, no_line_begins_with_the_mark_of_a_note,
             no_line_begins_within_a_word_whose_beginning_hangs, no_line_ends_with_a_hanging_hyphen,
             no_line_begins_with_a_sign_that_joins,
             a_shared_layout_is_made_once_for_all_that_it_is_made_of,
             a_shared_layout_breaks_words_only_where_that_was_asked_for, a_shared_layout_outlives_those_that_came_after, no_variable_of_the_environment_changes_letters,
             numbers_of_digits_that_keep_apart_are_as_harfbuzz_sets_them,
             numbers_of_digits_that_come_nearer_are_as_harfbuzz_sets_them,
             a_folder_without_fonts_is_refused_by_name, a_file_that_is_no_font_is_refused_by_name,
             a_folder_that_is_not_there_is_refused)
