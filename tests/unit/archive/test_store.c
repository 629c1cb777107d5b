/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is sealed comes back as it was; what was changed since, or was never an archive, is refused and stays as it is. */
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/archive/sample_edition.h"
#include "unit/base/check_text.h"
#include "unit/base/scratch_folder.h"
#include "unit/harness.h"

static void seal(const char *id)
{
    const struct sealed sealed = sample_edition(scratch.keep, id);
    const struct archive_act act = sample_act("seal", id);
    struct archive *archive = archive_open(scratch_in("a.sitrep"), ARCHIVE_CREATE, &scratch.err);
    ck_assert_msg(archive && archive_seal(archive, &sealed, &act, &scratch.err), "%s", scratch.err.message);
    archive_close(archive);
}

static struct archive *open_good(enum archive_use use)
{
    struct archive *archive = archive_open(scratch_in("a.sitrep"), use, &scratch.err);
    ck_assert_msg(archive != NULL, "%s", scratch.err.message);
    return archive;
}

static struct text content(const char *name)
{
    struct text bytes = TEXT_EMPTY;
    ck_assert_msg(file_read(scratch_in(name), 1 << 24, scratch.keep, &bytes, &scratch.err), "%s", scratch.err.message);
    return bytes;
}

/* Refused for that reason, and not a byte of it changed. */
static void ck_refused(const char *name, enum error_kind kind)
{
    struct error err = {0};
    const struct text before = content(name);
    struct archive *archive = archive_open(scratch_in(name), ARCHIVE_CHANGE, &err);
    ck_assert_msg(archive == NULL, "%s was taken", name);
    ck_assert_msg(err.kind == kind, "kind %d: %s", err.kind, err.message);
    ck_assert(text_equal(before, content(name)));
}

/* Changes a file behind the program's back. */
static void tamper(const char *name, const char *sql)
{
    sqlite3 *database;
    ck_assert_int_eq(sqlite3_open(scratch_in(name), &database), SQLITE_OK);
    char *message = NULL;
    ck_assert_msg(sqlite3_exec(database, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql, message);
    sqlite3_exec(database, "VACUUM", NULL, NULL, NULL);
    sqlite3_close(database);
}

static void ck_files(const sealed_files *found, const sealed_files *expected)
{
    ck_assert_uint_eq(found->count, expected->count);
    for (size_t i = 0; i < found->count; i++) {
        const struct sealed_file *a = &found->items[i], *b = &expected->items[i];
        ck_assert(text_equal(a->kind, b->kind) && text_equal(a->path, b->path) && text_equal(a->bytes, b->bytes));
        ck_assert(a->is_open == b->is_open && a->is_encrypted == b->is_encrypted);
    }
}

static void ck_released(const struct sealed *got)
{
    ck_assert_uint_eq(got->released.count, 3);
    const struct sealed_use *table = &got->released.items[0], *top = &got->released.items[1], *date = &got->released.items[2];
    ck_text(table->kind, "table");
    ck_assert_uint_eq(table->parts.count, 2);
    ck_text(table->parts.items[1].categories, "men other");
    ck_assert_uint_eq(table->cells.count, 3);
    ck_assert(table->cells.items[0].status == SEALED_SHOWN && table->cells.items[0].value == 26);
    ck_assert(table->cells.items[1].status == SEALED_HIDDEN_OR_ZERO && table->cells.items[2].status == SEALED_HIDDEN);
    ck_assert_int_eq(top->number, 3);
    ck_assert_uint_eq(top->ranks.count, 2);
    ck_assert(!top->ranks.items[0].is_left_out && top->ranks.items[1].is_left_out);
    ck_text(top->ranks.items[1].category, "EE");
    ck_text(date->date_shown, "year");
    ck_text(date->date, "2014-01-01");
    ck_assert_uint_eq(date->cells.count, 0);
}

START_TEST(what_is_sealed_comes_back_as_it_was)
{
    const struct sealed put = sample_edition(scratch.keep, "2014");
    struct sealed got;
    seal("2014");
    struct archive *archive = open_good(ARCHIVE_READ);
    ck_assert(archive_load(archive, TEXT("2014"), scratch.keep, &got, &scratch.err));
    ck_text(got.publisher, "Esimerkki | Exempel");
    ck_text(got.inputs_until, "2020-01-01");
    ck_text(got.program, "sitrep test");
    ck_text(got.libraries.items[0].version, "1.2");
    ck_text(got.typed.items[0].basis, "letters | brev");
    ck_assert_uint_eq(got.statements.count, 2);
    ck_assert_int_eq(got.statements.items[0].value, 26);
    ck_assert(!got.statements.items[1].is_shown);
    ck_released(&got);
    ck_files(&got.inputs, &put.inputs);
    ck_files(&got.outputs, &put.outputs);
    ck_files(&got.restricted_inputs, &put.restricted_inputs);
    ck_files(&got.restricted_outputs, &put.restricted_outputs);
    ck_assert(text_equal(sealed_fingerprint(&got, scratch.keep), sealed_fingerprint(&put, scratch.keep)));
    archive_close(archive);
}
END_TEST

START_TEST(both_files_are_for_their_owner_alone_and_nothing_stands_beside_them)
{
    struct stat about;
    umask(0);
    seal("2014");
    ck_assert(stat(scratch_in("a.sitrep"), &about) == 0 && (about.st_mode & 07777) == 0600);
    ck_assert(stat(scratch_in("a.sitrep.inputs"), &about) == 0 && (about.st_mode & 07777) == 0600);
    ck_assert(access(scratch_in("a.sitrep-journal"), F_OK) != 0 && access(scratch_in("a.sitrep-wal"), F_OK) != 0);
}
END_TEST

START_TEST(acts_follow_each_other)
{
    archive_acts acts;
    seal("2014");
    const struct text one = content("a.sitrep");
    seal("2015");
    ck_assert(!text_equal(one, content("a.sitrep")));
    struct archive *archive = open_good(ARCHIVE_READ);
    ck_assert(archive_read_acts(archive, scratch.keep, &acts, &scratch.err));
    ck_assert_uint_eq(acts.count, 2);
    ck_text(acts.items[0].edition, "2014");
    ck_text(acts.items[1].edition, "2015");
    ck_text(acts.items[1].approved_by, "B. Official");
    ck_assert(archive_find_act(&acts, "seal", TEXT("2015")) == &acts.items[1]);
    ck_assert_ptr_null(archive_find_act(&acts, "purge", TEXT("2015")));
    archive_close(archive);
}
END_TEST

START_TEST(case_level_inputs_and_accounts_are_in_the_restricted_file_only)
{
    seal("2014");
    const struct text open = content("a.sitrep"), restricted = content("a.sitrep.inputs");
    ck_text_holds(restricted, "hidden: 3");
    ck_text_holds(restricted, "case;gender");
    ck_assert_uint_eq(text_find(open, TEXT("hidden: 3")), open.len);
    ck_assert_uint_eq(text_find(open, TEXT("case;gender")), open.len);
    ck_assert_uint_eq(text_find(open, file_sha256(scratch.keep, TEXT("hidden: 3\n"))), open.len);
}
END_TEST

START_TEST(an_edition_that_is_not_there_is_told)
{
    struct sealed got;
    seal("2014");
    struct archive *archive = open_good(ARCHIVE_READ);
    ck_assert(!archive_load(archive, TEXT("2013"), scratch.keep, &got, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_USAGE);
    archive_close(archive);
}
END_TEST

/* ---- purging ---- */

static void purge(const char *id)
{
    const struct archive_act act = sample_act("purge", id);
    struct archive *archive = open_good(ARCHIVE_CHANGE);
    ck_assert_msg(archive_purge(archive, &act, &scratch.err), "%s", scratch.err.message);
    archive_close(archive);
}

START_TEST(purging_destroys_the_inputs_of_one_edition_and_says_so)
{
    archive_acts acts;
    struct sealed got;
    seal("2014");
    seal("2015");
    link(scratch_in("a.sitrep.inputs"), scratch_in("old"));
    purge("2014");
    struct archive *archive = open_good(ARCHIVE_READ);
    ck_assert(archive_read_acts(archive, scratch.keep, &acts, &scratch.err));
    ck_assert_ptr_nonnull(archive_find_act(&acts, "purge", TEXT("2014")));
    ck_assert(archive_load(archive, TEXT("2014"), scratch.keep, &got, &scratch.err));
    ck_assert(!got.has_restricted && got.restricted_inputs.count == 0 && got.outputs.count == 2);
    ck_assert(archive_load(archive, TEXT("2015"), scratch.keep, &got, &scratch.err));
    ck_assert(got.has_restricted && got.restricted_inputs.count == 1);
    archive_close(archive);
    /* the old file is zeros, and the new one has what the other edition has */
    const struct text old = content("old");
    for (size_t i = 0; i < old.len; i++)
        ck_assert_int_eq(old.ptr[i], 0);
    ck_text_holds(content("a.sitrep.inputs"), "case;gender");
    purge("2015");
    const struct text left = content("a.sitrep.inputs");
    ck_assert_uint_eq(text_find(left, TEXT("case;gender")), left.len);
}
END_TEST

START_TEST(a_purge_that_was_ended_half_way_is_finished_by_the_next_one)
{
    archive_acts acts;
    seal("2014");
    const struct text inputs = content("a.sitrep.inputs");
    purge("2014");
    scratch_write("a.sitrep.inputs", inputs); /* the act is there, and so are they */
    purge("2014");
    struct archive *archive = open_good(ARCHIVE_READ);
    ck_assert(!archive_keeps_inputs(archive, TEXT("2014")));
    ck_assert(archive_read_acts(archive, scratch.keep, &acts, &scratch.err));
    ck_assert_uint_eq(acts.count, 2);
    archive_close(archive);
}
END_TEST

/* What the restricted file has of editions that the archive has not. */
static void ck_unsealed(const char *id)
{
    archive_ids ids;
    struct archive *archive = open_good(ARCHIVE_READ);
    ck_assert(archive_read_unsealed(archive, scratch.keep, &ids, &scratch.err));
    ck_assert_uint_eq(ids.count, id != NULL);
    if (id)
        ck_text(ids.items[0], id);
    archive_close(archive);
}

START_TEST(what_an_ended_run_left_in_the_restricted_file_does_no_harm)
{
    seal("2014");
    const struct text before = content("a.sitrep");
    seal("2015");
    scratch_write("a.sitrep", before); /* 2015 stands in the restricted file alone */
    struct archive *archive = open_good(ARCHIVE_READ);
    archive_close(archive);
    seal("2016");
    ck_unsealed("2015");
    purge("2015");
    ck_unsealed(NULL);
    seal("2015");
    archive = open_good(ARCHIVE_READ);
    ck_assert(archive_keeps_inputs(archive, TEXT("2015")) && archive_keeps_inputs(archive, TEXT("2016")));
    archive_close(archive);
}
END_TEST

START_TEST(a_restricted_file_whose_archive_is_elsewhere_is_left_alone)
{
    const struct sealed sealed = sample_edition(scratch.keep, "2015");
    const struct archive_act act = sample_act("seal", "2015");
    seal("2014");
    const struct text inputs = content("a.sitrep.inputs");
    ck_assert_int_eq(rename(scratch_in("a.sitrep"), scratch_in("elsewhere")), 0);
    struct archive *archive = archive_open(scratch_in("a.sitrep"), ARCHIVE_CREATE, &scratch.err);
    ck_assert_ptr_nonnull(archive);
    ck_assert(!archive_seal(archive, &sealed, &act, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_INPUT);
    archive_close(archive);
    ck_assert(text_equal(inputs, content("a.sitrep.inputs")) && access(scratch_in("a.sitrep"), F_OK) != 0);
    scratch.err = (struct error){0};
    seal("2014"); /* as after a first run that was ended */
}
END_TEST

/* ---- what is no archive, or not as it was ---- */

START_TEST(what_is_no_archive_is_refused)
{
    struct error err = {0};
    seal("2014");
    const struct text good = content("a.sitrep");
    scratch_write("empty", TEXT_EMPTY);
    scratch_write("words", TEXT("not a database\n"));
    scratch_write("half", text_slice(good, 0, good.len / 2));
    struct text_builder longer = {0};
    text_add(&longer, good);
    text_add(&longer, text_slice(good, 0, 4096));
    scratch_write("longer", text_built(&longer));
    text_builder_done(&longer);
    ck_refused("empty", ERROR_INPUT);
    ck_refused("words", ERROR_INPUT);
    ck_refused("half", ERROR_INPUT);
    ck_refused("longer", ERROR_INPUT);
    ck_refused("a.sitrep.inputs", ERROR_INPUT);
    ck_assert_int_eq(symlink("a.sitrep", scratch_in("link")), 0);
    ck_assert_int_eq(mkfifo(scratch_in("pipe"), 0600), 0);
    ck_assert_ptr_null(archive_open(scratch_in("link"), ARCHIVE_CREATE, &err));
    ck_assert_ptr_null(archive_open(scratch_in("pipe"), ARCHIVE_CREATE, &err));
    ck_assert_ptr_null(archive_open(scratch_in("none"), ARCHIVE_CHANGE, &err));
}
END_TEST

static const struct {
    const char *sql;
    enum error_kind kind;
} CHANGES[] = {
    {"UPDATE edition SET report_number = '2/2015'", ERROR_DIFFERS},
    {"UPDATE output SET for_everybody = 1 - for_everybody", ERROR_DIFFERS},
    {"UPDATE statement SET value = 27 WHERE number = 0", ERROR_DIFFERS},
    {"DELETE FROM statement WHERE number = 1", ERROR_DIFFERS},
    {"DELETE FROM library", ERROR_DIFFERS},
    {"UPDATE released_cell SET value = 3 WHERE status = 'hidden'", ERROR_DIFFERS},
    {"UPDATE released_cell SET status = 'shown' WHERE cell = 1", ERROR_DIFFERS},
    {"UPDATE released_part SET categories = 'other' WHERE part = 0", ERROR_DIFFERS},
    {"UPDATE released_rank SET value = 13", ERROR_DIFFERS},
    {"UPDATE released_date SET shown = 'day'", ERROR_DIFFERS},
    {"DELETE FROM released WHERE number = 3", ERROR_DIFFERS},
    {"DELETE FROM output WHERE path = 'public/empty.txt'", ERROR_DIFFERS},
    {"INSERT INTO library VALUES ('2014', 'other', '1')", ERROR_DIFFERS},
    {"INSERT INTO library VALUES ('2013', 'other', '1')", ERROR_DIFFERS},
    {"INSERT INTO protected_with VALUES ('2015', '2014', 'public', (SELECT sha256 FROM journal WHERE number = 1))", ERROR_DIFFERS},
    {"INSERT INTO unencrypted SELECT edition, path, content FROM output", ERROR_DIFFERS},
    {"UPDATE journal SET approved_by = 'C. Official'", ERROR_DIFFERS},
    {"UPDATE journal SET day = '2015-02-03'", ERROR_DIFFERS},
    {"UPDATE journal SET act = 'other'", ERROR_DIFFERS},
    {"DELETE FROM journal", ERROR_DIFFERS},
    {"DELETE FROM journal WHERE number = 1; UPDATE journal SET number = 1", ERROR_DIFFERS},
    {"UPDATE content SET data = x'00' WHERE bytes > 4000", ERROR_DIFFERS},
    {"UPDATE content SET data = zeroblob(length(data))", ERROR_DIFFERS},
    {"UPDATE content SET bytes = 60000000", ERROR_DIFFERS},
    {"UPDATE content SET bytes = -1", ERROR_DIFFERS},
    {"DELETE FROM content WHERE bytes > 4000", ERROR_DIFFERS},
    {"INSERT INTO content VALUES ('ab', 1, x'00')", ERROR_DIFFERS},
    {"UPDATE about SET sentence = 'x' WHERE line = 1", ERROR_INPUT},
    {"CREATE TRIGGER x AFTER INSERT ON edition BEGIN DELETE FROM edition; END", ERROR_INPUT},
    {"CREATE TABLE other (x)", ERROR_INPUT},
    {"ALTER TABLE edition ADD COLUMN x TEXT", ERROR_INPUT},
    {"DROP VIEW files", ERROR_INPUT},
    {"CREATE INDEX x ON output (hex(path))", ERROR_INPUT},
    {"ANALYZE", ERROR_INPUT},
    {"PRAGMA application_id = 1", ERROR_INPUT},
    {"PRAGMA user_version = 1", ERROR_INPUT},
    {"PRAGMA user_version = 3", ERROR_INPUT},
    {"PRAGMA user_version = 0", ERROR_INPUT},
    {"PRAGMA journal_mode = WAL", ERROR_INPUT},
};

START_TEST(what_was_changed_after_it_was_sealed_is_refused)
{
    seal("2014");
    seal("2015");
    tamper("a.sitrep", CHANGES[_i].sql);
    ck_refused("a.sitrep", CHANGES[_i].kind);
}
END_TEST

START_TEST(a_change_that_changes_nothing_is_none)
{
    seal("2014");
    tamper("a.sitrep", "UPDATE edition SET folder = folder");
    archive_close(open_good(ARCHIVE_READ));
}
END_TEST

START_TEST(what_was_changed_in_the_restricted_file_is_refused)
{
    static const char *const changes[] = {"UPDATE kept SET secret = 'x'", "DELETE FROM input",
                                          "INSERT INTO content VALUES ('ab', 1, x'00')", "CREATE TABLE other (x)"};
    seal("2014");
    const struct text good = content("a.sitrep.inputs");
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        scratch_write("a.sitrep.inputs", good);
        tamper("a.sitrep.inputs", changes[i]);
        ck_refused("a.sitrep", i < 3 ? ERROR_DIFFERS : ERROR_INPUT);
    }
}
END_TEST

/* Whatever byte is another: it is refused, or what is read is what was sealed. */
START_TEST(a_byte_that_flipped_is_found_or_does_no_harm)
{
    const struct sealed put = sample_edition(scratch.keep, "2014");
    seal("2014");
    const struct text good = content("a.sitrep");
    size_t refused = 0;
    for (size_t at = (size_t)_i; at < good.len; at += 97 * 4) {
        struct error err = {0};
        struct sealed got;
        char *bytes = text_to_c(scratch.keep, good);
        bytes[at] ^= (char)(1 << at % 8);
        scratch_write("a.sitrep", (struct text){bytes, good.len});
        struct archive *archive = archive_open(scratch_in("a.sitrep"), ARCHIVE_READ, &err);
        refused += !archive;
        if (archive) {
            ck_assert(archive_load(archive, TEXT("2014"), scratch.keep, &got, &err));
            ck_files(&got.outputs, &put.outputs);
            ck_assert_int_eq(got.statements.items[0].value, 26);
        }
        archive_close(archive);
    }
    ck_assert_uint_gt(refused, 10);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("archive/store");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_checked_fixture(all, scratch_set_up, scratch_tear_down);
    tcase_add_test(all, what_is_sealed_comes_back_as_it_was);
    tcase_add_test(all, both_files_are_for_their_owner_alone_and_nothing_stands_beside_them);
    tcase_add_test(all, acts_follow_each_other);
    tcase_add_test(all, case_level_inputs_and_accounts_are_in_the_restricted_file_only);
    tcase_add_test(all, an_edition_that_is_not_there_is_told);
    tcase_add_test(all, purging_destroys_the_inputs_of_one_edition_and_says_so);
    tcase_add_test(all, a_purge_that_was_ended_half_way_is_finished_by_the_next_one);
    tcase_add_test(all, what_an_ended_run_left_in_the_restricted_file_does_no_harm);
    tcase_add_test(all, a_restricted_file_whose_archive_is_elsewhere_is_left_alone);
    tcase_add_test(all, what_is_no_archive_is_refused);
    tcase_add_loop_test(all, what_was_changed_after_it_was_sealed_is_refused, 0, sizeof CHANGES / sizeof *CHANGES);
    tcase_add_test(all, a_change_that_changes_nothing_is_none);
    tcase_add_test(all, what_was_changed_in_the_restricted_file_is_refused);
    tcase_add_loop_test(all, a_byte_that_flipped_is_found_or_does_no_harm, 0, 4);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
