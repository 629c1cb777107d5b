/* SPDX-License-Identifier: GPL-3.0-or-later
 * Archives that earlier programs wrote are read by this one. format-1.sitrep was written by the first program that had
 * archives, from the sample edition; format-2.sitrep is that file, migrated by the first program of version 2, with a second
 * edition. Neither is ever written anew. */
#include "unit/archive/sample_edition.h"
#include "unit/base/check_text.h"
#include "unit/base/scratch_folder.h"

static const char FORMAT_1[] = "tests/unit/archive/format-1.sitrep", FORMAT_2[] = "tests/unit/archive/format-2.sitrep";
/* As the first program printed it; tests/whole/test_archive.py works it out in Python. */
static const char LAST_ACT[] = "a03174615f455999b31a8f23d659bb31af81373907f3277ee54adbe11086adf9";
static const char LAST_ACT_2[] = "ccf09f746b458673a9c38a398a228394eff6b561ab411e50c1d4b8f628160345";

START_TEST(an_archive_of_version_1_is_read_and_is_as_it_was_sealed)
{
    archive_acts acts;
    struct sealed got;
    const struct sealed put = sample_edition(scratch.keep, "2014");
    struct archive *archive = archive_open(FORMAT_1, ARCHIVE_READ, &scratch.err);
    ck_assert_msg(archive != NULL, "%s", scratch.err.message);
    ck_assert(archive_read_acts(archive, scratch.keep, &acts, &scratch.err));
    ck_assert_uint_eq(acts.count, 1);
    ck_text(acts.items[0].sha256, LAST_ACT);
    ck_assert(archive_load(archive, TEXT("2014"), scratch.keep, &got, &scratch.err));
    ck_assert(text_equal(sealed_fingerprint(&got, scratch.keep), sealed_fingerprint(&put, scratch.keep)));
    ck_assert_uint_eq(got.released.count, put.released.count);
    archive_close(archive);
}
END_TEST

/* A copy, for nothing that is checked in is ever changed. */
static struct archive *open_copy(const char *path)
{
    static const char *const names[] = {"a.sitrep", "a.sitrep.inputs"};
    for (size_t i = 0; i < 2; i++) {
        struct text bytes;
        const char *from = text_format(scratch.keep, "%s%s", path, i ? ".inputs" : "").ptr;
        ck_assert(file_read(from, 1 << 24, scratch.keep, &bytes, &scratch.err));
        scratch_write(names[i], bytes);
    }
    struct archive *archive = archive_open(scratch_in("a.sitrep"), ARCHIVE_CHANGE, &scratch.err);
    ck_assert_msg(archive != NULL, "%s", scratch.err.message);
    return archive;
}

static struct archive *open_again(struct archive *archive)
{
    archive_close(archive);
    archive = archive_open(scratch_in("a.sitrep"), ARCHIVE_CHANGE, &scratch.err);
    ck_assert_msg(archive != NULL, "%s", scratch.err.message);
    return archive;
}

/* The second edition of the samples: it knows what the first one told, and one of its files is encrypted. */
static struct sealed later_edition(struct archive *archive)
{
    archive_acts acts;
    struct sealed sealed = sample_edition(scratch.keep, "2015");
    ck_assert(archive_read_acts(archive, scratch.keep, &acts, &scratch.err));
    ARENA_PUSH(scratch.keep, &sealed.known, ((struct sealed_known){TEXT("2014"), TEXT("public"), acts.items[0].sha256}));
    sealed.outputs.items[1].is_encrypted = true;
    sealed.outputs.items[1].plain_sha256 = file_sha256(scratch.keep, TEXT("plain"));
    return sealed;
}

static void ck_later(struct archive *archive)
{
    struct sealed got;
    ck_assert(archive_load(archive, TEXT("2015"), scratch.keep, &got, &scratch.err));
    ck_assert_uint_eq(got.known.count, 1);
    ck_text(got.known.items[0].edition, "2014");
    ck_text(got.known.items[0].audience, "public");
    ck_text(got.known.items[0].act_sha256, LAST_ACT);
    ck_assert_uint_eq(got.outputs.items[0].plain_sha256.len, 0);
    ck_assert(text_equal(got.outputs.items[1].plain_sha256, file_sha256(scratch.keep, TEXT("plain"))));
}

START_TEST(an_archive_of_version_1_takes_a_new_edition_once_it_is_migrated)
{
    archive_acts acts;
    struct archive *archive = open_copy(FORMAT_1);
    const struct sealed sealed = later_edition(archive);
    const struct archive_act act = sample_act("seal", "2015");
    ck_assert_int_eq(archive_version(archive), 1);
    ck_assert(!archive_seal(archive, &sealed, &act, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_INPUT);
    scratch.err = (struct error){0};
    ck_assert_msg(archive_migrate(archive, &scratch.err), "%s", scratch.err.message);
    archive = open_again(archive);
    ck_assert_int_eq(archive_version(archive), 2);
    ck_assert(archive_read_acts(archive, scratch.keep, &acts, &scratch.err));
    ck_assert_uint_eq(acts.count, 1);
    ck_text(acts.items[0].sha256, LAST_ACT);
    ck_assert_msg(archive_seal(archive, &sealed, &act, &scratch.err), "%s", scratch.err.message);
    archive = open_again(archive);
    ck_assert(archive_keeps_inputs(archive, TEXT("2014")) && archive_keeps_inputs(archive, TEXT("2015")));
    ck_later(archive);
    archive_close(archive);
}
END_TEST

START_TEST(an_archive_of_version_2_is_read_and_is_as_it_was_sealed)
{
    archive_acts acts;
    struct archive *archive = open_copy(FORMAT_2);
    ck_assert_int_eq(archive_version(archive), 2);
    ck_assert(archive_read_acts(archive, scratch.keep, &acts, &scratch.err));
    ck_assert_uint_eq(acts.count, 2);
    ck_text(acts.items[0].sha256, LAST_ACT);
    ck_text(acts.items[1].sha256, LAST_ACT_2);
    ck_later(archive);
    archive_close(archive);
}
END_TEST

/* Whether an archive is taken in which the second edition says so. */
static bool is_taken(const char *edition, const char *act_sha256, bool is_encrypted)
{
    struct archive *archive = open_copy(FORMAT_1);
    struct sealed sealed = later_edition(archive);
    const struct archive_act act = sample_act("seal", "2015");
    sealed.known.items[0].edition = text_of(edition);
    sealed.known.items[0].act_sha256 = text_of(act_sha256);
    sealed.outputs.items[1].is_encrypted = is_encrypted;
    ck_assert(archive_migrate(archive, &scratch.err) && archive_seal(archive, &sealed, &act, &scratch.err));
    archive_close(archive);
    archive = archive_open(scratch_in("a.sitrep"), ARCHIVE_READ, &scratch.err);
    const bool is_taken = archive;
    ck_assert_int_eq(scratch.err.kind, is_taken ? ERROR_NONE : ERROR_DIFFERS);
    scratch.err = (struct error){0};
    archive_close(archive);
    return is_taken;
}

START_TEST(what_an_edition_was_protected_with_was_sealed_before_and_what_was_encrypted_is_so)
{
    ck_assert(is_taken("2014", LAST_ACT, true));
    ck_assert(!is_taken("2013", LAST_ACT, true));
    ck_assert(!is_taken("2015", LAST_ACT, true));
    ck_assert(!is_taken("2014", "0", true));
    ck_assert(!is_taken("2014", LAST_ACT, false));
}
END_TEST

TEST_PROGRAM_WITH("archive/format", scratch_set_up, scratch_tear_down, an_archive_of_version_1_is_read_and_is_as_it_was_sealed,
                  an_archive_of_version_1_takes_a_new_edition_once_it_is_migrated,
                  an_archive_of_version_2_is_read_and_is_as_it_was_sealed,
                  what_an_edition_was_protected_with_was_sealed_before_and_what_was_encrypted_is_so)
