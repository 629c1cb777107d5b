/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzzing a layout that translates another: any bytes are read to the end beside a fixed master, "master.md" in the same
 * folder; what is read without a fault is sound, and so is the master after it. With libFuzzer (-fsanitize=fuzzer
 * -DFUZZING) a fuzz target, else a program that replays files. */
#include "tests/fuzz/sound_layout.h"

static const char MASTER[] =
    "---\nreport: r\nlanguage: en\ntitle: T {{period}}\nsubtitle: S\n---\n\n# One {#one}\n\n"
    "{{clients gender=women | one | #}} of {{clients}} and [most]{claim: clients gender=women > 50%}.[^n]\n\n"
    "[^n]: A note on {{new}}.\n\n"
    "::: pie a\nshow: clients by gender\ntitle: T ({{clients}})\nlabels: count, percent\nnote: N {{new}}\n:::\n\n"
    "## Two {#two}\n\n::: when clients > 5\n\n{{top 1 clients by land: name}}\n\n::: otherwise\n\n{{new}}\n\n:::\n\n"
    "::: columns b\nshow: new by land, gender\nstack: gender\ntitle: T\ncategory label: {label} ({n})\nalt: A\n:::\n\n"
    "# Three\n\n::: table c\nshow: new by land\ntop: 1\nrest: Others\ntitle: T\n:::\n\n{{see figure a}}\n";

struct reading {
    const struct codebook *codebook;
    struct requests requests;
    struct arena *keep;
    struct diagnostics *diagnostics;
    const struct layout *layouts[2];
    size_t count;
};

static bool read_layout(struct reading *r, const char *path)
{
    struct error err = {0};
    const struct layout_surroundings surroundings = {
        .codebook = r->codebook,
        .period = YEAR,
        .others = r->layouts,
        .other_count = r->count,
        .requests = &r->requests,
        .keep = r->keep,
        .diagnostics = r->diagnostics,
    };
    return layout_read(path, &surroundings, &r->layouts[r->count], &err);
}

static void read_translation(struct reading *r, const uint8_t *data, size_t size)
{
    char folder[32], master[64], path[64];
    fuzz_folder("master.md", MASTER, sizeof MASTER - 1, folder, master);
    require(read_layout(r, master) && diagnostics_count(r->diagnostics, SEVERITY_NOTE) == 0);
    snprintf(path, sizeof path, "%s/other.md", folder);
    FILE *file = fopen(path, "wb");
    require(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
    r->count = 1;
    const bool read = read_layout(r, path);
    const size_t longest = size > sizeof MASTER ? size : sizeof MASTER; /* some faults are told at the master */
    if (read && fuzz_diagnostics(r->diagnostics, longest) == 0)
        check_layout(r->layouts[1], &r->requests);
    check_layout(r->layouts[0], &r->requests);
    check_requests(r->codebook, &r->requests);
    require(unlink(path) == 0);
    fuzz_folder_done(folder, master);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct reading r = {.keep = arena_new(), .diagnostics = diagnostics_new()};
    r.codebook = read_codebook(r.keep);
    read_translation(&r, data, size);
    diagnostics_free(r.diagnostics);
    arena_free(r.keep);
    return 0;
}
