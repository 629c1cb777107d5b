/* SPDX-License-Identifier: GPL-3.0-or-later
 * Archives that earlier programs wrote are read by this one. format-1.sitrep was written by the first program that had
 * archives, from the sample edition; it is never written anew. */
#include "unit/archive/sample_edition.h"
#include "unit/base/check_text.h"
#include "unit/base/scratch_folder.h"

static const char FORMAT_1[] = "tests/unit/archive/format-1.sitrep";
/* As the first program printed it; tests/whole/test_archive.py works it out in Python. */
static const char LAST_ACT[] = "a03174615f455999b31a8f23d659bb31af81373907f3277ee54adbe11086adf9";

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

/* The copy, for nothing that is checked in is ever changed. */
START_TEST(an_archive_of_version_1_takes_a_new_edition)
{
    static const char *const names[] = {"a.sitrep", "a.sitrep.inputs"};
    const struct sealed sealed = sample_edition(scratch.keep, "2015");
    const struct archive_act act = sample_act("seal", "2015");
    for (size_t i = 0; i < 2; i++) {
        struct text bytes;
        const char *from = text_format(scratch.keep, "%s%s", FORMAT_1, i ? ".inputs" : "").ptr;
        ck_assert(file_read(from, 1 << 24, scratch.keep, &bytes, &scratch.err));
        scratch_write(names[i], bytes);
    }
    struct archive *archive = archive_open(scratch_in("a.sitrep"), ARCHIVE_CHANGE, &scratch.err);
    ck_assert_msg(archive && archive_seal(archive, &sealed, &act, &scratch.err), "%s", scratch.err.message);
    archive_close(archive);
    archive = archive_open(scratch_in("a.sitrep"), ARCHIVE_READ, &scratch.err);
    ck_assert_msg(archive != NULL, "%s", scratch.err.message);
    ck_assert(archive_keeps_inputs(archive, TEXT("2014")) && archive_keeps_inputs(archive, TEXT("2015")));
    archive_close(archive);
}
END_TEST

TEST_PROGRAM_WITH("archive/format", scratch_set_up, scratch_tear_down, an_archive_of_version_1_is_read_and_is_as_it_was_sealed,
                  an_archive_of_version_1_takes_a_new_edition)
