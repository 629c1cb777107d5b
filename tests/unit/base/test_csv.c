/* SPDX-License-Identifier: GPL-3.0-or-later
 * The CSV reader against RFC 4180 and what programs really write. Every input is read with windows of many sizes, so
 * that each of its bytes is once the last of a window. Expected values were written by hand. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/csv.h"
#include "tests/unit/harness.h"

/* A file that exists in memory only. */
struct input {
    int file;
    char path[32];
};

static struct input input_of(struct text bytes)
{
    struct input input = {.file = memfd_create("csv", MFD_CLOEXEC)};
    ck_assert_int_ge(input.file, 0);
    ck_assert_int_eq(write(input.file, bytes.ptr, bytes.len), (ssize_t)bytes.len);
    snprintf(input.path, sizeof input.path, "/proc/self/fd/%d", input.file);
    return input;
}

static void add_place(struct text_builder *b, struct csv_place place)
{
    text_add_format(b, "%u:%u", place.line, place.column);
}

/* The parse as text: <field><field> and a line end for each record; after a fault "!line:column words". */
static void parse(const char *path, const struct csv_options *options, struct text_builder *out)
{
    struct error err = {0};
    struct csv *csv = csv_open(path, options, &err);
    ck_assert_msg(csv != NULL, "%s", err.message);
    struct csv_record record;
    enum csv_step step;
    while ((step = csv_next(csv, &record, &err)) == CSV_RECORD) {
        for (size_t i = 0; i < record.count; i++)
            text_add_format(out, "<%.*s>", TEXT_ARGS(record.fields[i]));
        text_add_byte(out, '\n');
    }
    ck_assert_int_ne(step, CSV_FAILED);
    if (step == CSV_BROKEN) {
        text_add_byte(out, '!');
        add_place(out, csv_fault_place(csv));
        text_add_format(out, " %.*s", TEXT_ARGS(csv_fault_words(csv_fault(csv))));
    }
    csv_close(csv);
}

static void check_parse(struct text bytes, const char *wanted, size_t window)
{
    const struct input input = input_of(bytes);
    struct text_builder got = {0};
    parse(input.path, &(struct csv_options){.window = window}, &got);
    text_add_byte(&got, '\0');
    ck_assert_msg(strncmp(got.bytes, wanted, strlen(wanted)) == 0 &&
                      (strchr(wanted, '!') || strlen(got.bytes) == strlen(wanted)),
                  "window %zu: got\n%s\nwanted\n%s", window, got.bytes, wanted);
    text_builder_done(&got);
    close(input.file);
}

/* With all windows up to 80 bytes, and with the usual one. A wanted text with '!' is a beginning. */
static void check_all(struct text bytes, const char *wanted)
{
    check_parse(bytes, wanted, 0);
    for (size_t window = 1; window <= 80; window++)
        check_parse(bytes, wanted, window);
}

struct sample {
    struct text bytes;
    const char *wanted;
};

static const struct sample GOOD[] = {
    {TEXT_INIT(""), ""},
    {TEXT_INIT("a,b\n1,2\n"), "<a><b>\n<1><2>\n"},
    {TEXT_INIT("a,b\n1,2"), "<a><b>\n<1><2>\n"},
    {TEXT_INIT("a,b\r\n1,2\r\n"), "<a><b>\n<1><2>\n"},
    {TEXT_INIT("a,b\r1,2\r"), "<a><b>\n<1><2>\n"},
    {TEXT_INIT("a,b\r\n1,2\n3,4\r5,6"), "<a><b>\n<1><2>\n<3><4>\n<5><6>\n"},
    {TEXT_INIT("a;b,c;d\n1;2,5;3\n"), "<a><b,c><d>\n<1><2,5><3>\n"},
    {TEXT_INIT("a\tb;c\td\n1\t2\t3\n"), "<a><b;c><d>\n<1><2><3>\n"},
    {TEXT_INIT("\"a;b;c\",d\n1,2\n"), "<a;b;c><d>\n<1><2>\n"},
    {TEXT_INIT("sep=,\na,b;c;d\n1,2\n"), "<a><b;c;d>\n<1><2>\n"},
    {TEXT_INIT("SEP=|\r\na|b\r\n"), "<a><b>\n"},
    {TEXT_INIT("sep=\t\ra\tb;;;\r"), "<a><b;;;>\n"},
    {TEXT_INIT("sep=a,b\n"), "<sep=a><b>\n"},
    {TEXT_INIT("\xEF\xBB\xBF" "a;b\n1;2\n"), "<a><b>\n<1><2>\n"},
    {TEXT_INIT("\xEF\xBB\xBF\"a\";b\n"), "<a><b>\n"},
    {TEXT_INIT("a,b\n\"1\",\"\"\n"), "<a><b>\n<1><>\n"},
    {TEXT_INIT("a,b\n\"\"\"1\"\"\",\"x\"\"\"\"y\"\n"), "<a><b>\n<\"1\"><x\"\"y>\n"},
    {TEXT_INIT("a,b\n\"1\r\n2\",\"\n\"\n3,4"), "<a><b>\n<1\r\n2><\n>\n<3><4>\n"},
    {TEXT_INIT("a,b\n\"1;,\n\"\"x\"\",\",2\n"), "<a><b>\n<1;,\n\"x\",><2>\n"},
    {TEXT_INIT("a,b\n,\n1,\n"), "<a><b>\n<><>\n<1><>\n"},
    {TEXT_INIT("a,b\n1,"), "<a><b>\n<1><>\n"},
    {TEXT_INIT("a,b\n\"1\",\"2\""), "<a><b>\n<1><2>\n"},
    {TEXT_INIT("a,b\n1\n1,2,3\n"), "<a><b>\n<1>\n<1><2><3>\n"},
    {TEXT_INIT("a,b\n\n1,2\n\n"), "<a><b>\n<>\n<1><2>\n<>\n"},
    {TEXT_INIT("Sukupuoli;Syntymävuosi\nÄÖ;å€\n"), "<Sukupuoli><Syntymävuosi>\n<ÄÖ><å€>\n"},
    {TEXT_INIT("a;b\n\xF0\x9F\x98\x80;\xEF\xBF\xBD\n"), "<a><b>\n<\xF0\x9F\x98\x80><\xEF\xBF\xBD>\n"},
    {TEXT_INIT("Syntym\xE4vuosi;b\n\x80;\x93\xC4\xD6 \xE4\x94\n"), "<Syntymävuosi><b>\n<€><“ÄÖ ä”>\n"},
    {TEXT_INIT("\xFF\xFE" "a\0;\0b\0\r\0\n\0\xE4\0;\0\x3D\xD8\x00\xDE\n\0"), "<a><b>\n<ä><\xF0\x9F\x98\x80>\n"},
    {TEXT_INIT("\xFE\xFF\0a\0;\0b\0\n\0\xE4\0;\x20\xAC\0\n"), "<a><b>\n<ä><€>\n"},
};

START_TEST(records_are_read_alike_with_every_window)
{
    check_all(GOOD[_i].bytes, GOOD[_i].wanted);
}
END_TEST

static const struct sample BAD[] = {
    {TEXT_INIT("a,b\n 1 , \"\n"), "<a><b>\n!2:6 a quote stands inside a field"},
    {TEXT_INIT("a,b\n1,2x\"y\n"), "<a><b>\n!2:5 a quote stands inside a field"},
    {TEXT_INIT("a,b\n1,\"2\" \n"), "<a><b>\n!2:6 text stands after the quote"},
    {TEXT_INIT("a,b\n\"ä\"x,1\n"), "<a><b>\n!2:4 text stands after the quote"},
    {TEXT_INIT("a,b\n1,2\n3,\"4\n5,6\n"), "<a><b>\n<1><2>\n!3:3 the quote that opens here is not closed"},
    {TEXT_INIT("a,b\n1,\"2\"\""), "<a><b>\n!2:3 the quote that opens here is not closed"},
    {TEXT_INIT("\"a,b"), "!1:1 the quote that opens here is not closed"},
    {TEXT_INIT("a,b\n1,\"x\ny\"\n2,\"z\n\n\"\",\0\"\n"), "<a><b>\n<1><x\ny>\n!6:4 a NUL byte stands here"},
    {TEXT_INIT("a,b\n1,\0\n"), "<a><b>\n!2:3 a NUL byte stands here"},
    {TEXT_INIT("a\0b\0,\0"), "!1:2 a NUL byte stands here"},
    {TEXT_INIT("ä,b\n1,\xE4\n"), "<ä><b>\n!2:3 bytes that are not UTF-8 stand here"},
    {TEXT_INIT("ä,b\n1,xyz\xE2\x82"), "<ä><b>\n!2:6 bytes that are not UTF-8 stand here"},
    {TEXT_INIT("ä,b\n1,\xC0\xAF\n"), "<ä><b>\n!2:3 bytes that are not UTF-8 stand here"},
    {TEXT_INIT("ä,b\n1,\xED\xA0\x80\n"), "<ä><b>\n!2:3 bytes that are not UTF-8 stand here"},
    {TEXT_INIT("ä,b\n1,\xF4\x90\x80\x80\n"), "<ä><b>\n!2:3 bytes that are not UTF-8 stand here"},
    {TEXT_INIT("\xE4,b\n1,\xC3\xA4\n"), "<ä><b>\n!2:3 bytes that look like UTF-8 stand here"},
    {TEXT_INIT("\xE4,b\n1,\xE2\x82\n"), "<ä><b>\n!2:3 bytes that look like UTF-8 stand here"},
    {TEXT_INIT("\xE4,b\n1,\xC4\x93\n"), "<ä><b>\n!2:3 bytes that look like UTF-8 stand here"},
    {TEXT_INIT("\xE4,b\n1,x\x81\n"), "<ä><b>\n!2:4 a byte stands here that is neither"},
    {TEXT_INIT("\xFF\xFE" "a\0,\0b\0\n\0\x3D\xD8,\0"), "<a><b>\n!2:1 bytes that are not UTF-16"},
    {TEXT_INIT("\xFF\xFE" "a\0,\0\x00\xDE\x00\xDE\n\0"), "!1:3 bytes that are not UTF-16"},
    {TEXT_INIT("\xFF\xFE" "a\0,\0b"), "!1:3 bytes that are not UTF-16"},
    {TEXT_INIT("PK\x03\x04 and so on"), "!1:1 it is a ZIP file"},
    {TEXT_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"), "!1:1 it is a workbook of an old Excel"},
    {TEXT_INIT("%PDF-1.7\n"), "!1:1 it is a PDF"},
    {TEXT_INIT("\x1F\x8B\x08"), "!1:1 it is packed"},
    {TEXT_INIT("SQLite format 3\0"), "!1:1 it is an SQLite database"},
    {TEXT_INIT("\r\n <!DOCTYPE HTML>\n<html>"), "!1:1 it is a web page"},
    {TEXT_INIT("\xEF\xBB\xBF<html>"), "!1:1 it is a web page"},
    {TEXT_INIT("<?xml version"), "!1:1 it is XML"},
    {TEXT_INIT("\xFF\xFE\0\0a\0\0\0"), "!1:1 it is UTF-32"},
};

START_TEST(faults_stop_at_their_place_with_every_window)
{
    check_all(BAD[_i].bytes, BAD[_i].wanted);
}
END_TEST

START_TEST(places_of_fields_count_characters_and_lines_inside_quotes)
{
    const struct text bytes = TEXT("ä,\"b\"\"\r\nc\rd\ne\"\"f\",gg\n1,2\n");
    static const struct csv_place wanted[] = {{1, 1}, {1, 3}, {4, 7}, {4, 9}, {5, 1}, {5, 3}, {5, 4}};
    for (size_t window = 1; window < 40; window++) {
        const struct input input = input_of(bytes);
        struct error err = {0};
        struct csv *csv = csv_open(input.path, &(struct csv_options){.separator = ',', .window = window}, &err);
        struct csv_record record;
        for (size_t i = 0; csv_next(csv, &record, &err) == CSV_RECORD;)
            for (size_t field = 0; field <= record.count; field++, i++) {
                const struct csv_place place = csv_field_place(csv, field);
                ck_assert_uint_eq(place.line, wanted[i].line);
                ck_assert_uint_eq(place.column, wanted[i].column);
            }
        csv_close(csv);
        close(input.file);
    }
}
END_TEST

/* `count` times `unit`. */
static void add_many(struct text_builder *b, const char *unit, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_add_c(b, unit);
}

/* Reads a heading "a,b" and then what `b` holds: *ret_step is what came of it. */
static enum csv_fault fault_of(const struct text_builder *b, size_t window)
{
    const struct input input = input_of(text_built(b));
    struct error err = {0};
    struct csv *csv = csv_open(input.path, &(struct csv_options){.separator = ',', .window = window}, &err);
    struct csv_record record;
    while (csv_next(csv, &record, &err) == CSV_RECORD)
        continue;
    const enum csv_fault fault = csv_fault(csv);
    csv_close(csv);
    close(input.file);
    return fault;
}

static const size_t WINDOWS[] = {0, 1, 1000, 65536, 65537, 3000000};

START_TEST(a_field_may_be_64_kib_long_and_no_longer)
{
    for (size_t i = 0; i < sizeof WINDOWS / sizeof *WINDOWS; i++)
        for (int quoted = 0; quoted < 2; quoted++) {
            struct text_builder b = {0};
            text_add_c(&b, quoted ? "a,b\n1,\"" : "a,b\n1,");
            add_many(&b, "x", quoted ? 65534 : 65536);
            text_add_c(&b, quoted ? "\"\n" : "\n");
            ck_assert_int_eq(fault_of(&b, WINDOWS[i]), CSV_FAULT_NONE);
            b.len -= quoted ? 2 : 1;
            text_add_c(&b, quoted ? "x\"\n" : "x\n");
            ck_assert_int_eq(fault_of(&b, WINDOWS[i]), CSV_FAULT_FIELD_TOO_LONG);
            text_builder_done(&b);
        }
}
END_TEST

START_TEST(a_record_may_be_1_mib_long_and_no_longer)
{
    for (size_t i = 0; i < sizeof WINDOWS / sizeof *WINDOWS; i++) {
        struct text_builder b = {0};
        text_add_c(&b, "a,b\n");
        for (int k = 0; k < 1023; k++) {
            add_many(&b, "x", 1023);
            text_add_byte(&b, ',');
        }
        add_many(&b, "x", 1024);
        ck_assert_int_eq(fault_of(&b, WINDOWS[i]), CSV_FAULT_NONE);
        text_add_c(&b, "x");
        ck_assert_int_eq(fault_of(&b, WINDOWS[i]), CSV_FAULT_RECORD_TOO_LONG);
        text_builder_done(&b);
    }
}
END_TEST

START_TEST(a_record_may_have_1024_fields_and_no_more)
{
    for (size_t i = 0; i < sizeof WINDOWS / sizeof *WINDOWS; i++) {
        struct text_builder b = {0};
        add_many(&b, ",", 1023);
        ck_assert_int_eq(fault_of(&b, WINDOWS[i]), CSV_FAULT_NONE);
        add_many(&b, ",", 1);
        ck_assert_int_eq(fault_of(&b, WINDOWS[i]), CSV_FAULT_TOO_MANY_FIELDS);
        text_builder_done(&b);
    }
}
END_TEST

START_TEST(what_is_no_ordinary_file_fails)
{
    struct error err = {0};
    ck_assert_ptr_null(csv_open("/nonexistent/file.csv", &(struct csv_options){0}, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    err = (struct error){0};
    ck_assert_ptr_null(csv_open("/dev/null", &(struct csv_options){0}, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    err = (struct error){0};
    ck_assert_ptr_null(csv_open("/proc", &(struct csv_options){0}, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
}
END_TEST

START_TEST(an_encoding_can_be_demanded)
{
    const struct input input = input_of(TEXT("a,b\n\xE4,1\n"));
    struct text_builder got = {0};
    parse(input.path, &(struct csv_options){.encoding = ENCODING_UTF8}, &got);
    text_add_byte(&got, '\0');
    ck_assert_ptr_nonnull(strstr(got.bytes, "<a><b>\n!2:1 bytes that are not UTF-8"));
    text_builder_done(&got);
    close(input.file);
}
END_TEST

/* Digests of sha256sum(1). */
START_TEST(the_digest_is_of_the_bytes_of_the_file)
{
    const struct input input = input_of(TEXT("\xFF\xFE" "a\0;\0b\0\r\0\n\0\xE4\0;\0\x3D\xD8\x00\xDE\n\0"));
    struct arena *keep = arena_new();
    struct error err = {0};
    struct csv *csv = csv_open(input.path, &(struct csv_options){0}, &err);
    struct csv_record record;
    while (csv_next(csv, &record, &err) == CSV_RECORD)
        continue;
    ck_assert_uint_eq(csv_bytes(csv), 22);
    ck_assert_str_eq(csv_sha256(csv, keep).ptr, "cb83655468463e293d6f48b056b18d57e9ebf89bdb5de2418e53c0066617e7e9");
    csv_close(csv);
    close(input.file);
    arena_free(keep);
}
END_TEST

START_TEST(the_first_field_of_a_name_is_found)
{
    const struct text fields[] = {TEXT_INIT("id"), TEXT_INIT(" number "), TEXT_INIT("number"), TEXT_INIT("Number")};
    const struct csv_record record = {.fields = fields, .count = 4};
    ck_assert_uint_eq(csv_record_find(&record, TEXT("number")), 1);
    ck_assert_uint_eq(csv_record_find(&record, TEXT("Number")), 3);
    ck_assert_uint_eq(csv_record_find(&record, TEXT("num")), SIZE_MAX);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("csv");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_loop_test(all, records_are_read_alike_with_every_window, 0, sizeof GOOD / sizeof *GOOD);
    tcase_add_loop_test(all, faults_stop_at_their_place_with_every_window, 0, sizeof BAD / sizeof *BAD);
    tcase_add_test(all, places_of_fields_count_characters_and_lines_inside_quotes);
    tcase_add_test(all, a_field_may_be_64_kib_long_and_no_longer);
    tcase_add_test(all, a_record_may_be_1_mib_long_and_no_longer);
    tcase_add_test(all, a_record_may_have_1024_fields_and_no_more);
    tcase_add_test(all, what_is_no_ordinary_file_fails);
    tcase_add_test(all, an_encoding_can_be_demanded);
    tcase_add_test(all, the_first_field_of_a_name_is_found);
    tcase_add_test(all, the_digest_is_of_the_bytes_of_the_file);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
