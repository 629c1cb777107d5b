/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzzing layouts against a fixed code book: any bytes are read to the end; what is read without a fault is sound:
 * every index leads somewhere, every request is in normal form, and reading it again asks for nothing new. With
 * libFuzzer
 * (-fsanitize=fuzzer -DFUZZING) a fuzz target, else a program that replays files. */
#include "tests/fuzz/sound_layout.h"

struct reading {
    const struct codebook *codebook;
    struct requests requests;
    struct arena *keep;
    char path[32];
};

/* Reads the layout; false if it has faults. */
static bool read_layout(struct reading *r, size_t size)
{
    const struct layout *layout;
    struct diagnostics *diagnostics = diagnostics_new();
    struct error err = {0};
    const struct layout_surroundings surroundings = {
        .codebook = r->codebook,
        .period = YEAR,
        .requests = &r->requests,
        .keep = r->keep,
        .diagnostics = diagnostics,
    };
    const bool read = layout_read(r->path, &surroundings, &layout, &err);
    const bool good = read && fuzz_diagnostics(diagnostics, size) == 0;
    check_requests(r->codebook, &r->requests);
    if (good)
        check_layout(layout, &r->requests);
    diagnostics_free(diagnostics);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct reading r = {.keep = arena_new()};
    const int file = fuzz_file(data, size, r.path);
    r.codebook = read_codebook(r.keep);
    const bool good = read_layout(&r, size);
    const size_t tables = r.requests.table_count, uses = r.requests.use_count;
    require(read_layout(&r, size) == good);
    require(r.requests.table_count == tables && r.requests.use_count == uses);
    arena_free(r.keep);
    close(file);
    return 0;
}
