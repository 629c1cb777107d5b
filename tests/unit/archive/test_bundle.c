/* SPDX-License-Identifier: GPL-3.0-or-later
 * Outputs appear together or not at all, replace only what an earlier run made, and are what the manifest says. */
#include "archive/bundle.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/base/check_text.h"
#include "unit/base/fixture.h"
#include "unit/base/scratch_folder.h"

static struct bundle bundle;

static void set_up(void)
{
    scratch_set_up();
    bundle = (struct bundle){.keep = scratch.keep, .edition = TEXT("2014"), .program = TEXT("sitrep test")};
}

static void put(const char *path, const char *bytes, unsigned mode)
{
    struct text_builder b = {0};
    text_add_c(&b, bytes);
    bundle_take(&bundle, text_of(path), &b, mode);
    ck_assert_ptr_null(b.bytes);
}

/* A bundle of three public files and a private one. */
static void fill(const char *word)
{
    bundle = (struct bundle){.keep = scratch.keep, .edition = TEXT("2014"), .program = TEXT("sitrep test")};
    put("public/report.pdf", text_format(scratch.keep, "report %s", word).ptr, FILE_PUBLIC);
    put("public/charts/ä.svg", "<svg/>", FILE_PUBLIC);
    put("restricted/public.audit.txt", text_format(scratch.keep, "hidden: 3 %s", word).ptr, FILE_PRIVATE);
    put("a.txt", "", FILE_PUBLIC);
    bundle_input(&bundle, "export", TEXT("cases \"1\".csv"), file_sha256(scratch.keep, TEXT("abc")));
}

static struct text content(const char *path)
{
    struct text bytes = TEXT_EMPTY;
    ck_assert_msg(file_read(scratch_in(path), 1 << 20, scratch.keep, &bytes, &scratch.err), "%s", scratch.err.message);
    return bytes;
}

static unsigned mode_of(const char *path)
{
    struct stat about;
    ck_assert_msg(lstat(scratch_in(path), &about) == 0, "%s", path);
    return about.st_mode & 07777;
}

static bool exists(const char *path)
{
    struct stat about;
    return lstat(scratch_in(path), &about) == 0;
}

/* How many names the folder holds. */
static size_t entries(const char *path)
{
    size_t count = 0;
    DIR *listing = opendir(scratch_in(path));
    ck_assert_ptr_nonnull(listing);
    while (readdir(listing))
        count++;
    closedir(listing);
    return count - 2;
}

static void ck_refused(const char *folder, enum error_kind kind)
{
    scratch.err = (struct error){0};
    fill("refused");
    ck_assert(!bundle_write(&bundle, scratch_in(folder), &scratch.err));
    ck_assert_int_eq(scratch.err.kind, kind);
    scratch.err = (struct error){0};
}

static void write_good(const char *folder)
{
    ck_assert_msg(bundle_write(&bundle, scratch_in(folder), &scratch.err), "%s", scratch.err.message);
}

START_TEST(all_outputs_appear_in_their_folders)
{
    fill("one");
    write_good("out");
    ck_text(content("out/public/report.pdf"), "report one");
    ck_text(content("out/public/charts/ä.svg"), "<svg/>");
    ck_text(content("out/restricted/public.audit.txt"), "hidden: 3 one");
    ck_text(content("out/a.txt"), "");
    ck_assert_uint_eq(entries("."), 1);
    ck_assert_uint_eq(entries("out"), 3); /* a.txt, public, restricted: no manifest beside them */
}
END_TEST

START_TEST(what_is_restricted_is_for_its_owner_alone_whatever_the_umask)
{
    umask(0);
    fill("one");
    write_good("out");
    ck_assert_uint_eq(mode_of("out/restricted"), 0700);
    ck_assert_uint_eq(mode_of("out/restricted/public.audit.txt"), 0600);
    ck_assert_uint_eq(mode_of("out/restricted/manifest.json"), 0600);
    umask(0077);
    fill("two");
    write_good("out");
    ck_assert_uint_eq(mode_of("out"), 0755);
    ck_assert_uint_eq(mode_of("out/public"), 0755);
    ck_assert_uint_eq(mode_of("out/public/charts"), 0755);
    ck_assert_uint_eq(mode_of("out/public/report.pdf"), 0644);
    ck_assert_uint_eq(mode_of("out/public/manifest.json"), 0644);
    ck_assert_uint_eq(mode_of("out/restricted/public.audit.txt"), 0600);
}
END_TEST

START_TEST(a_second_run_replaces_the_first_and_leaves_nothing_of_it)
{
    fill("one");
    put("public/old.csv", "old", FILE_PUBLIC);
    write_good("out");
    ck_assert(exists("out/public/old.csv"));
    fill("two");
    write_good("out/");
    ck_text(content("out/public/report.pdf"), "report two");
    ck_assert(!exists("out/public/old.csv"));
    ck_assert_uint_eq(entries("."), 1);
}
END_TEST

START_TEST(an_empty_folder_may_be_used)
{
    ck_assert_int_eq(mkdir(scratch_in("out"), 0700), 0);
    fill("one");
    write_good("out");
    ck_text(content("out/public/report.pdf"), "report one");
}
END_TEST

START_TEST(a_folder_of_other_things_is_refused_and_untouched)
{
    ck_assert_int_eq(mkdir(scratch_in("mine"), 0755), 0);
    scratch_write("mine/letter.txt", TEXT("dear"));
    ck_refused("mine", ERROR_USAGE);
    ck_text(content("mine/letter.txt"), "dear");
    ck_assert_uint_eq(entries("mine"), 1);
    ck_assert_uint_eq(entries("."), 1);
    /* a manifest of another program does not open the door */
    ck_assert_int_eq(mkdir(scratch_in("mine/restricted"), 0755), 0);
    scratch_write("mine/restricted/manifest.json",
                  TEXT("{\n  \"format\": \"something else\",\n  \"edition\": \"2014\",\n}\n"));
    ck_refused("mine", ERROR_USAGE);
    ck_text(content("mine/letter.txt"), "dear");
}
END_TEST

START_TEST(the_report_of_another_edition_is_refused_and_untouched)
{
    fill("one");
    bundle.edition = TEXT("2013");
    write_good("out");
    ck_refused("out", ERROR_USAGE);
    ck_text(content("out/public/report.pdf"), "report one");
    ck_text_holds(content("out/restricted/manifest.json"), "\"edition\": \"2013\"");
}
END_TEST

START_TEST(files_and_links_in_the_place_of_the_folder_are_refused)
{
    scratch_write("file", TEXT("x"));
    ck_refused("file", ERROR_USAGE);
    ck_text(content("file"), "x");
    fill("one");
    write_good("out");
    ck_assert_int_eq(symlink("out", scratch_in("link")), 0);
    ck_refused("link", ERROR_USAGE);
    ck_text(content("out/public/report.pdf"), "report one");
}
END_TEST

START_TEST(a_folder_that_cannot_be_made_is_an_error_and_leaves_nothing)
{
    ck_refused("no/such/out", ERROR_SYSTEM);
    ck_assert_uint_eq(entries("."), 0);
    scratch_write("file", TEXT("x"));
    ck_refused("file/out", ERROR_SYSTEM);
    ck_assert_uint_eq(entries("."), 1);
}
END_TEST

START_TEST(two_outputs_of_one_name_are_refused_and_the_old_report_stays)
{
    fill("one");
    write_good("out");
    fill("two");
    put("public/report.pdf", "another", FILE_PUBLIC);
    ck_assert(!bundle_write(&bundle, scratch_in("out"), &scratch.err));
    scratch.err = (struct error){0};
    ck_text(content("out/public/report.pdf"), "report one");
    ck_assert_uint_eq(entries("."), 1);
}
END_TEST

START_TEST(what_a_killed_run_left_goes_and_other_peoples_files_stay)
{
    ck_assert_int_eq(mkdir(scratch_in(".out.sitrep-aB3xYz"), 0700), 0);
    scratch_write(".out.sitrep-aB3xYz/half", TEXT("half"));
    ck_assert_int_eq(mkdir(scratch_in(".out.sitrep-notes-of-mine"), 0700), 0);
    ck_assert_int_eq(mkdir(scratch_in(".other.sitrep-aB3xYz"), 0700), 0);
    fill("one");
    write_good("out");
    ck_assert(!exists(".out.sitrep-aB3xYz"));
    ck_assert(exists(".out.sitrep-notes-of-mine") && exists(".other.sitrep-aB3xYz"));
}
END_TEST

/* The hash of a file by coreutils' sha256sum, for comparison. */
static struct text sha256sum(const char *path)
{
    char line[80] = "";
    FILE *pipe = popen(text_format(scratch.keep, "sha256sum '%s'", scratch_in(path)).ptr, "r");
    ck_assert_ptr_nonnull(pipe);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, pipe));
    pclose(pipe);
    return text_copy(scratch.keep, (struct text){line, 64});
}

/* The line of a manifest about `file`, which it calls `name`. */
static const char *line_of(const char *name, const char *file)
{
    const char *path = text_format(scratch.keep, "out/%s", file).ptr;
    return text_format(scratch.keep, "{\"path\": \"%s\", \"bytes\": %zu, \"sha256\": \"%.*s\"}", name,
                       content(path).len, TEXT_ARGS(sha256sum(path)))
        .ptr;
}

START_TEST(the_restricted_manifest_has_the_hashes_that_sha256sum_finds)
{
    static const char *const files[] = {"a.txt", "public/charts/ä.svg", "public/manifest.json", "public/report.pdf",
                                        "restricted/public.audit.txt"};
    fill("one");
    write_good("out");
    const struct text all = content("out/restricted/manifest.json");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        ck_text_holds(all, line_of(files[i], files[i]));
    ck_text_holds(all, "\"program\": \"sitrep test\"");
    ck_text_holds(all, "\"edition\": \"2014\"");
    ck_text_holds(all, "{\"kind\": \"export\", \"name\": \"cases \\\"1\\\".csv\", \"sha256\": "
                       "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}");
}
END_TEST

/* Inputs and the files of others may hold small counts: with their hashes, these could be tried out. */
START_TEST(a_folder_s_manifest_has_its_own_files_and_nothing_else)
{
    fill("one");
    put("authorities/figures.csv", "men,3", FILE_PRIVATE);
    write_good("out");
    ck_text(content("out/public/manifest.json"),
            text_format(scratch.keep,
                        "{\n  \"format\": \"sitrep manifest 1\",\n  \"program\": \"sitrep test\",\n"
                        "  \"edition\": \"2014\",\n  \"outputs\": [\n    %s,\n    %s\n  ]\n}\n",
                        line_of("charts/ä.svg", "public/charts/ä.svg"), line_of("report.pdf", "public/report.pdf"))
                .ptr);
    ck_text_holds(content("out/authorities/manifest.json"), line_of("figures.csv", "authorities/figures.csv"));
    ck_assert_uint_eq(mode_of("out/authorities"), 0700);
    ck_assert_uint_eq(mode_of("out/authorities/manifest.json"), 0600);
}
END_TEST

START_TEST(the_order_in_which_outputs_come_changes_nothing)
{
    fill("one");
    write_good("out");
    const struct text before = content("out/restricted/manifest.json");
    bundle = (struct bundle){.keep = scratch.keep, .edition = TEXT("2014"), .program = TEXT("sitrep test")};
    put("a.txt", "", FILE_PUBLIC);
    put("restricted/public.audit.txt", "hidden: 3 one", FILE_PRIVATE);
    put("public/report.pdf", "report one", FILE_PUBLIC);
    put("public/charts/ä.svg", "<svg/>", FILE_PUBLIC);
    bundle_input(&bundle, "export", TEXT("cases \"1\".csv"), file_sha256(scratch.keep, TEXT("abc")));
    write_good("out");
    ck_assert(text_equal(content("out/restricted/manifest.json"), before));
}
END_TEST

START_TEST(a_bundle_of_nothing_has_a_manifest)
{
    write_good("out");
    ck_text_holds(content("out/restricted/manifest.json"), "\"outputs\": [\n  ]");
}
END_TEST

START_TEST(what_is_to_be_encrypted_is_never_written_as_it_is)
{
    struct text_builder plain = {0}, locked = {0};
    fill("one");
    text_add_c(&plain, "plain");
    text_add_c(&locked, "locked");
    bundle_take_unlocked(&bundle, TEXT("authorities/report.pdf"), &plain);
    bundle_take_encrypted(&bundle, TEXT("board/report.pdf"), &locked, FILE_PRIVATE, TEXT("hash of what it holds"));
    ck_text(bundle.files.items[5].plain_sha256, "hash of what it holds");
    struct bundle rest = bundle_without_unlocked(&bundle);
    ck_assert(!bundle_write(&bundle, scratch_in("out"), &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_SYSTEM);
    ck_assert(!exists("out"));
    scratch.err = (struct error){0};
    ck_assert_msg(bundle_write(&rest, scratch_in("out"), &scratch.err), "%s", scratch.err.message);
    ck_assert(!exists("out/authorities"));
    ck_text(content("out/board/report.pdf"), "locked");
    ck_text(content("out/public/report.pdf"), "report one");
}
END_TEST

TEST_PROGRAM_WITH("archive/bundle", set_up, scratch_tear_down, all_outputs_appear_in_their_folders,
                  what_is_restricted_is_for_its_owner_alone_whatever_the_umask,
                  a_second_run_replaces_the_first_and_leaves_nothing_of_it, an_empty_folder_may_be_used,
                  a_folder_of_other_things_is_refused_and_untouched,
                  the_report_of_another_edition_is_refused_and_untouched,
                  files_and_links_in_the_place_of_the_folder_are_refused,
                  a_folder_that_cannot_be_made_is_an_error_and_leaves_nothing,
                  two_outputs_of_one_name_are_refused_and_the_old_report_stays,
                  what_a_killed_run_left_goes_and_other_peoples_files_stay,
                  the_restricted_manifest_has_the_hashes_that_sha256sum_finds,
                  a_folder_s_manifest_has_its_own_files_and_nothing_else,
                  the_order_in_which_outputs_come_changes_nothing, a_bundle_of_nothing_has_a_manifest,
                  what_is_to_be_encrypted_is_never_written_as_it_is)
