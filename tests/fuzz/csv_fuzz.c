/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzzing the CSV reader: any bytes are read to the end or to a fault, with two windows alike, and every field is valid
 * UTF-8 within its limits. With libFuzzer (-fsanitize=fuzzer -DFUZZING) it is a fuzz target; without, a program that
 * replays the files and folders given to it. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stops the program, also where assertions are switched off. */
static void require(bool holds)
{
    assert(holds);
    if (!holds)
        abort();
}

static struct csv *open_csv(int file, size_t window)
{
    char path[32];
    struct error err = {0};
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    struct csv *csv = csv_open(path, &(struct csv_options){.window = window}, &err);
    require(csv != NULL);
    return csv;
}

static void compare_fields(struct csv *a, struct csv *b, const struct csv_record *left, const struct csv_record *right)
{
    require(left->count == right->count && left->is_blank == right->is_blank);
    require(left->count > 0 && left->count <= CSV_FIELDS_MAX);
    for (size_t i = 0; i < left->count; i++) {
        const struct csv_place here = csv_field_place(a, i), there = csv_field_place(b, i);
        require(text_equal(left->fields[i], right->fields[i]) && text_valid(left->fields[i]));
        require(left->fields[i].len <= CSV_FIELD_MAX);
        require(here.line == there.line && here.column == there.column);
    }
}

static void compare(struct csv *a, struct csv *b)
{
    for (;;) {
        struct csv_record left, right;
        struct error err = {0};
        const enum csv_step step = csv_next(a, &left, &err);
        require(step == csv_next(b, &right, &err) && step != CSV_FAILED);
        if (step == CSV_RECORD) {
            compare_fields(a, b, &left, &right);
            continue;
        }
        require(csv_fault(a) == csv_fault(b) && (step == CSV_BROKEN) == (csv_fault(a) != CSV_FAULT_NONE));
        require(csv_fault_place(a).line == csv_fault_place(b).line || step == CSV_END);
        return;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const int file = memfd_create("csv", MFD_CLOEXEC);
    require(file >= 0 && write(file, data, size) == (ssize_t)size);
    struct csv *a = open_csv(file, 0), *b = open_csv(file, size ? 1 + data[0] : 1);
    compare(a, b);
    csv_close(a);
    csv_close(b);
    close(file);
    return 0;
}

#ifndef FUZZING

enum { SEED_MAX = 4 * 1024 * 1024 };

static bool replay_file(const char *path, struct arena *keep, struct error *err)
{
    struct text bytes;
    if (!file_read(path, SEED_MAX, keep, &bytes, err))
        return false;
    LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, bytes.len);
    return true;
}

/* Of a folder all files. */
static bool replay(const char *path, struct arena *keep, size_t *count, struct error *err)
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
