/* SPDX-License-Identifier: GPL-3.0-or-later
 * The PDF writer as a whole: bytes that do not depend on anything but the pages, a sound file, refusals. Run from the
 * project's root. What readers see in the file is checked by tests/tools/test_uacheck.py. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "tests/unit/harness.h"
#include "tests/unit/render/pdf_read.h"
#include "tests/unit/render/pdf_sample.h"

static const char FONTS[] = "fonts";

static struct text_builder written(const struct pages *pages)
{
    struct text_builder out = {0};
    struct error err = {0};
    ck_assert_msg(pdf_write(pages, sample_attachments, 2, &out, &err), "%s", err.message);
    return out;
}

static struct text_builder sample_written(void)
{
    struct sample sample;
    sample_init(&sample, FONTS);
    struct text_builder out = written(&sample.pages);
    sample_done(&sample);
    return out;
}

START_TEST(two_runs_give_the_same_bytes)
{
    struct text_builder one = sample_written(), other = sample_written();
    ck_assert(text_equal(text_built(&one), text_built(&other)));
    text_builder_done(&one);
    text_builder_done(&other);
}
END_TEST

START_TEST(different_text_gives_a_different_identifier)
{
    struct text ids[2];
    struct text_builder files[2];
    static const struct text words[2] = {TEXT_INIT("one word"), TEXT_INIT("one sword")};
    for (int i = 0; i < 2; i++) {
        struct sample sample;
        sample_init_paragraph(&sample, FONTS, words[i], 300);
        files[i] = written(&sample.pages);
        const struct text file = text_built(&files[i]);
        const size_t at = text_find(file, TEXT("/ID [ <"));
        ck_assert_uint_lt(at, file.len);
        ids[i] = text_slice(file, at + 7, at + 7 + 32);
        ck_assert_uint_eq(text_find_byte(ids[i], '>'), 32);
        sample_done(&sample);
    }
    ck_assert(!text_equal(ids[0], ids[1]));
    text_builder_done(&files[0]);
    text_builder_done(&files[1]);
}
END_TEST

/* The locale is made here, since a machine may have none with a decimal comma. */
static void enter_comma_locale(const char *folder)
{
    char command[256], decimal[8];
    snprintf(command, sizeof command, "localedef -i fi_FI -f UTF-8 %s/fi_FI.UTF-8", folder);
    ck_assert_msg(system(command) == 0, "localedef and the sources of fi_FI (package locales) are needed");
    setenv("LOCPATH", folder, 1);
    ck_assert_ptr_nonnull(setlocale(LC_ALL, "fi_FI.UTF-8"));
    snprintf(decimal, sizeof decimal, "%.1f", 0.5);
    ck_assert_str_eq(decimal, "0,5");
}

static void leave_comma_locale(const char *folder)
{
    char command[256];
    setlocale(LC_ALL, "C");
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

START_TEST(a_decimal_comma_changes_nothing)
{
    char folder[] = "/tmp/sitrep-locale-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    struct text_builder plain = sample_written();
    enter_comma_locale(folder);
    struct text_builder finnish = sample_written();
    leave_comma_locale(folder);
    ck_assert(text_equal(text_built(&plain), text_built(&finnish)));
    text_builder_done(&plain);
    text_builder_done(&finnish);
}
END_TEST

START_TEST(three_hundred_pages_make_a_sound_file)
{
    struct sample sample;
    sample_init_long(&sample, FONTS, 300);
    struct text_builder out = written(&sample.pages);
    const struct pdf_read read = pdf_read(text_built(&out), sample.pages.arena);
    ck_assert_uint_eq(pdf_read_count(&read, TEXT("/Type /Page\n")), 300);
    ck_assert_uint_eq(pdf_read_count(&read, TEXT("/Subtype /Link\n")), 300);
    ck_assert_uint_eq(pdf_read_count(&read, TEXT("/S /H2\n")), 299);
    text_builder_done(&out);
    sample_done(&sample);
}
END_TEST

/* libharu counts the bytes of a stream in an object of its own: none is left over. */
START_TEST(every_stream_has_its_length_in_itself)
{
    struct sample sample;
    sample_init(&sample, FONTS);
    struct text_builder out = written(&sample.pages);
    const struct pdf_read read = pdf_read(text_built(&out), sample.pages.arena);
    size_t streams = 0;
    for (size_t i = 1; i < read.count; i++) {
        const struct text object = read.objects[i];
        const size_t at = text_find(object, TEXT("/Length "));
        ck_assert_msg(text_starts(object, TEXT("<<")) || text_starts(object, TEXT("[")), "object %zu: %.*s", i,
                      TEXT_ARGS(object));
        streams += at < object.len;
        if (at < object.len)
            ck_assert_uint_gt(strspn(object.ptr + at + 8, "0123456789"), 0);
        if (at < object.len)
            ck_assert_int_eq(object.ptr[at + 8 + strspn(object.ptr + at + 8, "0123456789")], '\n');
    }
    ck_assert_uint_gt(streams, 5);
    text_builder_done(&out);
    sample_done(&sample);
}
END_TEST

/* Programs that know no PDF look for them (ISO 19005-3, 6.6.2.1). */
START_TEST(the_metadata_stand_unpacked)
{
    struct text_builder out = sample_written();
    const struct text file = text_built(&out);
    ck_assert_uint_lt(text_find(file, TEXT("<pdfaid:part>3</pdfaid:part>")), file.len);
    text_builder_done(&out);
}
END_TEST

/* More children than one of libharu's arrays takes. They stay in one element: a group of them would be one more in the tree. */
START_TEST(an_element_may_have_very_many_children)
{
    struct sample sample;
    sample_init_paragraph(&sample, FONTS, TEXT("word"), 300);
    struct tag *const paragraph = sample.pages.root->first_child;
    struct tag *last = paragraph;
    for (size_t i = 1; i < 40000; i++) {
        struct tag *tag = ARENA_NEW(sample.pages.arena, struct tag);
        *tag = *paragraph;
        tag->next = NULL;
        tag->number = sample.pages.tag_count++;
        last->next = tag;
        last = tag;
    }
    sample.pages.root->last_child = last;
    struct text_builder out = written(&sample.pages);
    const struct pdf_read read = pdf_read(text_built(&out), sample.pages.arena);
    ck_assert_uint_eq(pdf_read_count(&read, TEXT("/S /P\n")), 40000);
    ck_assert_uint_eq(pdf_read_count(&read, TEXT("/S /Div\n")), 0);
    ck_assert_uint_eq(pdf_read_count(&read, TEXT("/Type /StructElem\n")), 40001);
    text_builder_done(&out);
    sample_done(&sample);
}
END_TEST

START_TEST(the_file_is_appended_with_offsets_of_its_own)
{
    struct sample sample;
    sample_init(&sample, FONTS);
    struct text_builder alone = written(&sample.pages), behind = {0};
    struct error err = {0};
    text_add_c(&behind, "something before");
    ck_assert(pdf_write(&sample.pages, sample_attachments, 2, &behind, &err));
    ck_assert(text_equal(text_slice(text_built(&behind), 16, behind.len), text_built(&alone)));
    pdf_read(text_built(&alone), sample.pages.arena);
    text_builder_done(&alone);
    text_builder_done(&behind);
    sample_done(&sample);
}
END_TEST

/* ---- refusals ---- */

/* The write must fail in that way, with those words in the message, and leave the output alone. Ends the sample. */
static void check_refused(struct sample *sample, enum error_kind kind, const char *words)
{
    struct text_builder out = {0};
    struct error err = {0};
    text_add_c(&out, "before");
    ck_assert(!pdf_write(&sample->pages, NULL, 0, &out, &err));
    ck_assert_int_eq(err.kind, kind);
    ck_assert_msg(strstr(err.message, words), "%s", err.message);
    ck_assert(text_equal(text_built(&out), TEXT("before")));
    text_builder_done(&out);
    sample_done(sample);
}

START_TEST(a_document_without_title_language_or_date_is_refused)
{
    struct sample sample;
    sample_init(&sample, FONTS);
    sample.document.title = TEXT_EMPTY;
    check_refused(&sample, ERROR_INPUT, "title");
    sample_init(&sample, FONTS);
    sample.document.language = TEXT_EMPTY;
    check_refused(&sample, ERROR_INPUT, "language");
    sample_init(&sample, FONTS);
    sample.document.date_iso = TEXT("2015-02-30");
    check_refused(&sample, ERROR_INPUT, "date");
}
END_TEST

START_TEST(a_document_without_pages_is_refused)
{
    struct sample sample;
    sample_init(&sample, FONTS);
    sample.pages.count = 0;
    check_refused(&sample, ERROR_INPUT, "no pages");
}
END_TEST

START_TEST(a_link_to_a_page_that_is_not_there_is_refused)
{
    struct sample sample;
    sample_init(&sample, FONTS);
    sample.pages.items[0].links[0].destination.page = 2;
    check_refused(&sample, ERROR_SYSTEM, "page 3 of 2");
    sample_init(&sample, FONTS);
    sample.pages.outline[1].destination.page = 7;
    check_refused(&sample, ERROR_SYSTEM, "page 8 of 2");
}
END_TEST

START_TEST(a_place_far_outside_the_page_is_refused)
{
    struct sample sample;
    sample_init(&sample, FONTS);
    sample.pages.items[0].marks[1].x_pt = 40000;
    check_refused(&sample, ERROR_SYSTEM, "outside");
    sample_init(&sample, FONTS);
    sample.pages.items[0].links[0].y_pt = -1e9;
    check_refused(&sample, ERROR_SYSTEM, "outside");
}
END_TEST

START_TEST(paper_larger_than_a_pdf_allows_is_refused)
{
    struct sample sample;
    sample_init(&sample, FONTS);
    sample.pages.width_pt = 14401;
    check_refused(&sample, ERROR_SYSTEM, "libharu");
}
END_TEST

START_TEST(a_text_longer_than_a_string_may_be_is_refused)
{
    enum { LIMIT = 32767 };
    struct sample sample;
    sample_init_paragraph(&sample, FONTS, TEXT("word"), 300);
    char *letters = arena_alloc(sample.pages.arena, LIMIT + 1, 1);
    memset(letters, 'a', LIMIT + 1);
    sample.pages.root->first_child->actual = (struct text){letters, LIMIT};
    struct text_builder out = written(&sample.pages);
    text_builder_done(&out);
    sample.pages.root->first_child->actual.len = LIMIT + 1;
    check_refused(&sample, ERROR_INPUT, "longer than a PDF allows (32767 bytes)");
}
END_TEST

/* The message has the word that it is in, and nothing that could be a number. */
START_TEST(a_character_that_no_font_has_is_refused)
{
    struct sample sample;
    sample_init_paragraph(&sample, FONTS, TEXT("text and 3\xE4\xB8\x8D\xE4\xB8\x8D" "4"), 300);
    check_refused(&sample, ERROR_INPUT, "U+4E0D of \"\xE4\xB8\x8D\xE4\xB8\x8D\"");
}
END_TEST

TEST_PROGRAM("pdf", two_runs_give_the_same_bytes, different_text_gives_a_different_identifier,
             a_decimal_comma_changes_nothing, three_hundred_pages_make_a_sound_file,
             every_stream_has_its_length_in_itself, the_metadata_stand_unpacked,
             an_element_may_have_very_many_children, the_file_is_appended_with_offsets_of_its_own,
             a_document_without_title_language_or_date_is_refused, a_document_without_pages_is_refused,
             a_link_to_a_page_that_is_not_there_is_refused, a_place_far_outside_the_page_is_refused,
             paper_larger_than_a_pdf_allows_is_refused, a_text_longer_than_a_string_may_be_is_refused,
             a_character_that_no_font_has_is_refused)
