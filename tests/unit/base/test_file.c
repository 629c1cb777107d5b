/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading, atomic writing, listing, joining, hashing: in a folder of its own below /tmp. */
#include "base/file.h"

#include <dirent.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/base/check_text.h"
#include "unit/base/scratch_folder.h"

static const char *in(const char *name)
{
    return scratch_in(name);
}

static unsigned mode_of(const char *path)
{
    struct stat about;
    ck_assert_int_eq(lstat(path, &about), 0);
    return about.st_mode & 07777;
}

static size_t entries(const char *path)
{
    size_t count = 0;
    DIR *listing = opendir(path);
    ck_assert_ptr_nonnull(listing);
    while (readdir(listing))
        count++;
    closedir(listing);
    return count - 2;
}

static struct text read_back(const char *path)
{
    struct text bytes = TEXT_EMPTY;
    ck_assert_msg(file_read(path, 1 << 20, scratch.keep, &bytes, &scratch.err), "%s", scratch.err.message);
    return bytes;
}

START_TEST(what_is_written_is_read_back_byte_by_byte)
{
    const struct text bytes = {"a\0b\r\n\xFF", 6};
    ck_assert(file_write(in("x"), bytes, FILE_PUBLIC, &scratch.err));
    ck_assert(text_equal(read_back(in("x")), bytes));
    ck_assert(file_write(in("empty"), TEXT_EMPTY, FILE_PUBLIC, &scratch.err));
    ck_assert_uint_eq(read_back(in("empty")).len, 0);
}
END_TEST

START_TEST(modes_do_not_depend_on_the_umask)
{
    umask(0077);
    ck_assert(file_write(in("public"), TEXT("x"), FILE_PUBLIC, &scratch.err));
    umask(0);
    ck_assert(file_write(in("private"), TEXT("x"), FILE_PRIVATE, &scratch.err));
    ck_assert_uint_eq(mode_of(in("public")), 0644);
    ck_assert_uint_eq(mode_of(in("private")), 0600);
    umask(0077);
    ck_assert(file_make_folder(in("a/b"), 0755, &scratch.err));
    ck_assert_uint_eq(mode_of(in("a")), 0755);
    ck_assert_uint_eq(mode_of(in("a/b")), 0755);
    ck_assert(file_make_folder(in("p"), 0700, &scratch.err));
    ck_assert_uint_eq(mode_of(in("p")), 0700);
    umask(0022);
    ck_assert(file_make_folder(in("p"), 0755, &scratch.err));
    ck_assert_uint_eq(mode_of(in("p")), 0700);
}
END_TEST

START_TEST(a_file_without_a_name_is_nobody_else_s)
{
    int file;
    struct stat about;
    struct text bytes;
    ck_assert(file_write(in("x"), TEXT("x"), FILE_PUBLIC, &scratch.err));
    ck_assert(file_open_unnamed(in("out/"), &file, &scratch.err));
    ck_assert_uint_eq(entries(in(".")), 1);
    ck_assert_int_eq(fstat(file, &about), 0);
    ck_assert_uint_eq(about.st_mode & 07777, FILE_PRIVATE);
    ck_assert_uint_eq(about.st_nlink, 0);
    ck_assert(file_map(file, "out", &bytes, &scratch.err));
    ck_assert_uint_eq(bytes.len, 0);
    ck_assert(file_put(file, TEXT("content")));
    ck_assert(file_map(file, "out", &bytes, &scratch.err));
    close(file);
    ck_text(bytes, "content");
    ck_assert(!file_open_unnamed(in("none/out"), &file, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_SYSTEM);
}
END_TEST

START_TEST(an_existing_file_is_replaced_and_nothing_else_remains)
{
    ck_assert(file_write(in("x"), TEXT("old, and longer"), FILE_PRIVATE, &scratch.err));
    ck_assert(file_write(in("x"), TEXT("new"), FILE_PUBLIC, &scratch.err));
    ck_text(read_back(in("x")), "new");
    ck_assert_uint_eq(mode_of(in("x")), 0644);
    ck_assert_uint_eq(entries(scratch.folder), 1);
}
END_TEST

START_TEST(a_link_is_replaced_and_what_it_led_to_stays)
{
    ck_assert(file_write(in("target"), TEXT("target"), FILE_PUBLIC, &scratch.err));
    ck_assert_int_eq(symlink("target", in("link")), 0);
    ck_assert(file_write(in("link"), TEXT("new"), FILE_PUBLIC, &scratch.err));
    ck_text(read_back(in("target")), "target");
    ck_text(read_back(in("link")), "new");
}
END_TEST

START_TEST(a_write_that_fails_leaves_nothing)
{
    ck_assert_int_eq(mkdir(in("x"), 0755), 0);
    ck_assert(!file_write(in("x"), TEXT("bytes"), FILE_PUBLIC, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_SYSTEM);
    ck_text_holds(text_of(scratch.err.message), "/x: cannot write");
    ck_assert_uint_eq(entries(scratch.folder), 1);
    scratch.err = (struct error){0};
    ck_assert(!file_write(in("no/such/folder/x"), TEXT("bytes"), FILE_PUBLIC, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_SYSTEM);
    ck_assert_uint_eq(entries(scratch.folder), 1);
}
END_TEST

START_TEST(a_file_of_just_the_limit_is_read_and_one_byte_more_is_refused)
{
    struct text bytes = TEXT("untouched");
    ck_assert(file_write(in("x"), TEXT("12345"), FILE_PUBLIC, &scratch.err));
    ck_assert(file_read(in("x"), 5, scratch.keep, &bytes, &scratch.err));
    ck_text(bytes, "12345");
    bytes = TEXT("untouched");
    ck_assert(!file_read(in("x"), 4, scratch.keep, &bytes, &scratch.err));
    ck_text(bytes, "untouched");
    ck_assert_int_eq(scratch.err.kind, ERROR_INPUT);
    ck_text_holds(text_of(scratch.err.message), "larger than the 4 bytes");
}
END_TEST

static void ck_refused(const char *path, const char *words)
{
    struct text bytes;
    scratch.err = (struct error){0};
    ck_assert(!file_read(path, 100, scratch.keep, &bytes, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_INPUT);
    ck_text_holds(text_of(scratch.err.message), words);
}

START_TEST(folders_and_pipes_and_missing_files_are_refused_without_waiting)
{
    ck_assert_int_eq(mkfifo(in("pipe"), 0600), 0);
    ck_refused(scratch.folder, "not an ordinary file");
    ck_refused(in("pipe"), "not an ordinary file");
    ck_refused(in("missing"), "cannot open");
}
END_TEST

START_TEST(a_file_in_the_place_of_a_folder_is_said_so)
{
    ck_assert(file_write(in("x"), TEXT("1"), FILE_PUBLIC, &scratch.err));
    ck_assert(!file_make_folder(in("x"), 0755, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_SYSTEM);
    scratch.err = (struct error){0};
    ck_assert(!file_make_folder(in("x/y"), 0755, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_SYSTEM);
}
END_TEST

START_TEST(files_are_listed_in_byte_order_without_folders_and_hidden_ones)
{
    static const char *const names[] = {"b.csv", "a.csv", "B.csv", "a10.csv", "a2.csv", "ä.csv", ".a.csv", "a.txt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert(file_write(in(names[i]), TEXT("x"), FILE_PUBLIC, &scratch.err));
    ck_assert_int_eq(mkdir(in("folder.csv"), 0755), 0);
    ck_assert_int_eq(symlink("a.csv", in("link.csv")), 0);
    ck_assert_int_eq(symlink("nowhere", in("lost.csv")), 0);
    setlocale(LC_ALL, "C.UTF-8");
    static const char *const expected[] = {"B.csv", "a.csv",    "a10.csv",  "a2.csv",
                                           "b.csv", "link.csv", "lost.csv", "ä.csv"};
    struct file_names found;
    ck_assert(file_list(scratch.folder, "*.csv", scratch.keep, &found, &scratch.err));
    ck_assert_uint_eq(found.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < found.count; i++)
        ck_assert_str_eq(found.items[i], expected[i]);
    ck_assert(file_list(scratch.folder, "a?.csv", scratch.keep, &found, &scratch.err));
    ck_assert_uint_eq(found.count, 1);
    ck_assert_str_eq(found.items[0], "a2.csv");
    ck_assert(file_list(scratch.folder, "z*", scratch.keep, &found, &scratch.err));
    ck_assert_uint_eq(found.count, 0);
    ck_assert_int_eq(mkdir(in("2014"), 0755), 0);
    ck_assert_int_eq(mkdir(in(".hidden"), 0755), 0);
    ck_assert(file_list_folders(scratch.folder, scratch.keep, &found, &scratch.err));
    ck_assert_uint_eq(found.count, 2);
    ck_assert_str_eq(found.items[0], "2014");
    ck_assert_str_eq(found.items[1], "folder.csv");
    ck_assert(!file_list(in("missing"), "*", scratch.keep, &found, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_INPUT);
}
END_TEST

START_TEST(joined_paths_are_tidy)
{
    static const struct {
        const char *folder, *name, *expected;
    } paths[] = {
        {"a", "b", "a/b"},
        {"a/", "b", "a/b"},
        {"", "b", "b"},
        {".", "b", "b"},
        {"./a", "./b", "a/b"},
        {"a", "../b", "b"},
        {"examples/2014", "../../layouts/x.md", "layouts/x.md"},
        {"a", "../../b", "../b"},
        {"..", "../b", "../../b"},
        {"../a", "../b", "../b"},
        {"a", "..", "."},
        {"a", "b/../..", "."},
        {"a//b", "c///d/", "a/b/c/d"},
        {"/a/b", "../c", "/a/c"},
        {"/a", "../../../b", "/b"},
        {"/", "b", "/b"},
        {"/", "..", "/"},
        {"a", "/b/./c", "/b/c"},
        {"/a", "/b", "/b"},
        {"a..", "..b", "a../..b"},
        {"a..", "../b", "b"},
        {"a", "...", "a/..."},
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        ck_assert_str_eq(file_join(scratch.keep, paths[i].folder, paths[i].name), paths[i].expected);
}
END_TEST

START_TEST(paths_are_seen_from_a_folder)
{
    static const struct {
        const char *folder, *path, *expected;
    } paths[] = {
        {"/a/b", "/a/c", "../c"},
        {"/a/b", "/a/b/c/d", "c/d"},
        {"/a/b", "/a/b", "."},
        {"/a/bc", "/a/b", "../b"},
        {"/a/b", "/a/bc", "../bc"},
        {"/a/b/c", "/x", "../../../x"},
        {"/", "/x/y", "x/y"},
        {"x/2014", "layouts/a.md", "../../layouts/a.md"},
        {".", "./x/../y", "y"},
        {"2014/", "2014/exports/a.csv", "exports/a.csv"},
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        ck_assert_str_eq(file_seen_from(scratch.keep, paths[i].folder, paths[i].path), paths[i].expected);
    ck_assert_int_eq(chdir(scratch.folder), 0);
    ck_assert_str_eq(file_seen_from(scratch.keep, scratch_in("x"), "y"), "../y");
}
END_TEST

/* FIPS 180-4, the examples of its validation program. */
START_TEST(hashes_are_those_of_the_standard)
{
    ck_text(file_sha256(scratch.keep, TEXT_EMPTY), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    ck_text(file_sha256(scratch.keep, TEXT("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ck_text(file_sha256(scratch.keep, TEXT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
END_TEST

TEST_PROGRAM_WITH("base/file", scratch_set_up, scratch_tear_down, what_is_written_is_read_back_byte_by_byte,
                  modes_do_not_depend_on_the_umask, an_existing_file_is_replaced_and_nothing_else_remains,
                  a_file_without_a_name_is_nobody_else_s,
                  a_link_is_replaced_and_what_it_led_to_stays, a_write_that_fails_leaves_nothing,
                  a_file_of_just_the_limit_is_read_and_one_byte_more_is_refused,
                  folders_and_pipes_and_missing_files_are_refused_without_waiting,
                  a_file_in_the_place_of_a_folder_is_said_so,
                  files_are_listed_in_byte_order_without_folders_and_hidden_ones, joined_paths_are_tidy,
                  paths_are_seen_from_a_folder, hashes_are_those_of_the_standard)
