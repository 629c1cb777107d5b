/* SPDX-License-Identifier: GPL-3.0-or-later
 * A folder below /tmp for each test, to be used with TEST_PROGRAM_WITH. */
#ifndef TESTS_UNIT_BASE_SCRATCH_FOLDER_H
#define TESTS_UNIT_BASE_SCRATCH_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "unit/base/fixture.h"

/* Memory, first error and folder of the test that runs; each test is a process of its own. */
struct scratch {
    struct arena *keep;
    struct error err;
    char folder[32];
};

static struct scratch scratch;

static inline void scratch_set_up(void)
{
    scratch = (struct scratch){.keep = arena_new(), .folder = "/tmp/sitrep-test-XXXXXX"};
    ck_assert_ptr_nonnull(mkdtemp(scratch.folder));
}

static inline int scratch_remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline void scratch_tear_down(void)
{
    nftw(scratch.folder, scratch_remove_one, 8, FTW_DEPTH | FTW_PHYS);
    arena_free(scratch.keep);
}

/* The path of `name` in the folder. */
static inline const char *scratch_in(const char *name)
{
    return file_join(scratch.keep, scratch.folder, name);
}

/* Writes a file into the folder; returns its path. */
static inline const char *scratch_write(const char *name, struct text bytes)
{
    const char *path = scratch_in(name);
    ck_assert_msg(file_write(path, bytes, FILE_PUBLIC, &scratch.err), "%s", scratch.err.message);
    return path;
}

#endif
