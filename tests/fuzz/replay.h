/* SPDX-License-Identifier: GPL-3.0-or-later
 * What fuzz targets share: invariants that also hold where assertions are off, and, without libFuzzer, a main() that
 * replays the files and folders given to it. */
#ifndef TESTS_FUZZ_REPLAY_H
#define TESTS_FUZZ_REPLAY_H

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/diagnostics.h"
#include "base/file.h"
#include "base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stops the program, also where assertions are switched off. */
static inline void require(bool holds)
{
    assert(holds);
    if (!holds)
        abort();
}

/* A file in memory with these bytes, and its path. */
static inline int fuzz_file(const void *bytes, size_t size, char ret_path[32])
{
    const int file = memfd_create("input", MFD_CLOEXEC);
    require(file >= 0 && write(file, bytes, size) == (ssize_t)size);
    snprintf(ret_path, 32, "/proc/self/fd/%d", file);
    return file;
}

/* A new folder with a file of that name and these bytes; fuzz_folder_done() removes both. */
static inline void fuzz_folder(const char *name, const void *bytes, size_t size, char ret_folder[32], char ret_path[64])
{
    snprintf(ret_folder, 32, "/tmp/sitrep-fuzz-XXXXXX");
    require(mkdtemp(ret_folder) != NULL);
    snprintf(ret_path, 64, "%s/%s", ret_folder, name);
    FILE *file = fopen(ret_path, "wb");
    require(file && fwrite(bytes, 1, size, file) == size && fclose(file) == 0);
}

static inline void fuzz_folder_done(const char *folder, const char *path)
{
    require(unlink(path) == 0 && rmdir(folder) == 0);
}

/* Every place lies in the file, and every diagnostic can be printed; returns how many errors there are. */
static inline size_t fuzz_diagnostics(struct diagnostics *diagnostics, size_t file_size)
{
    struct text_builder b = {0};
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    for (size_t i = 0; i < count; i++) {
        const struct place *place = &items[i].place;
        const size_t end = text_width(place->line_text) + 1; /* lines that are too long are not kept */
        require(place->line <= file_size + 1 && (place->column <= end || !place->line_text.len));
        require(place->column + place->width <= end || !place->width || !place->line_text.len);
        require(text_valid(items[i].words) && text_valid(items[i].hint));
        diagnostic_format(&items[i], &b);
    }
    require(text_valid(text_built(&b)));
    text_builder_done(&b);
    return diagnostics_count(diagnostics, SEVERITY_ERROR);
}

#ifndef FUZZING

enum { SEED_MAX = 4 * 1024 * 1024 };

static inline bool replay_file(const char *path, struct arena *keep, struct error *err)
{
    struct text bytes;
    if (!file_read(path, SEED_MAX, keep, &bytes, err))
        return false;
    LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, bytes.len);
    return true;
}

/* Of a folder all files. */
static inline bool replay(const char *path, struct arena *keep, size_t *count, struct error *err)
{
    struct file_names names;
    struct error no_folder = {0};
    if (!file_list(path, "*", keep, &names, &no_folder)) {
        ++*count;
        return replay_file(path, keep, err);
    }
    for (size_t i = 0; i < names.count; i++, ++*count)
        if (!replay_file(file_join(keep, path, names.items[i]), keep, err))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    struct arena *keep = arena_new();
    struct error err = {0};
    size_t count = 0;
    bool ok = true;
    for (int i = 1; i < argc && ok; i++)
        ok = replay(argv[i], keep, &count, &err);
    if (!ok)
        fprintf(stderr, "%s\n", err.message);
    else
        printf("%zu inputs replayed\n", count);
    arena_free(keep);
    return ok && count ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif

#endif
