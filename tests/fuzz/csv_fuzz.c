/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzzing the CSV reader: any bytes are read to the end or to a fault, with two windows alike, and every field is valid
 * UTF-8 within its limits. With libFuzzer (-fsanitize=fuzzer -DFUZZING) it is a fuzz target; without, a program that
 * replays the files and folders given to it. */
#include "base/csv.h"
#include "tests/fuzz/replay.h"

static struct csv *open_csv(const char *path, size_t window)
{
    struct error err = {0};
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
    char path[32];
    const int file = fuzz_file(data, size, path);
    struct csv *a = open_csv(path, 0), *b = open_csv(path, size ? 1 + data[0] : 1);
    compare(a, b);
    csv_close(a);
    csv_close(b);
    close(file);
    return 0;
}
