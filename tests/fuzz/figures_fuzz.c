/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzzing lists of published numbers: any bytes are read to the end; a list without faults is audited, and what is found
 * is what findings may be: small, in order, explained in valid text. With libFuzzer (-fsanitize=fuzzer -DFUZZING) a fuzz
 * target, else a program that replays files. */
#include "protect/figures.h"
#include "tests/fuzz/replay.h"

enum { THRESHOLD = 3, LIST_MAX = 4096 };

static void check_finding(const struct finding *finding)
{
    require(text_valid(finding->label) && text_valid(finding->where) && text_valid(finding->arithmetic));
    if (finding->kind == FINDING_IMPOSSIBLE)
        return;
    require(finding->low >= 0 && finding->low <= finding->high);
    require(finding->high >= 1 && finding->high < THRESHOLD);
    require((finding->kind == FINDING_SMALL) == (finding->low < finding->high));
}

static void check_audit(const struct figures_audit *audit)
{
    size_t small = 0;
    for (size_t i = 0; i < audit->finding_count; i++) {
        check_finding(&audit->findings[i]);
        small += audit->findings[i].kind != FINDING_IMPOSSIBLE;
    }
    require(small == audit->small_count && small + audit->undecided <= audit->cell_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > LIST_MAX)
        return 0;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = diagnostics_new();
    struct error err = {0};
    char path[32];
    const int file = fuzz_file(data, size, path);
    const struct figures *figures;
    struct figures_audit audit;
    const bool read = figures_read(&(struct figures_files){path, NULL}, keep, diagnostics, &figures, &err);
    if (read && fuzz_diagnostics(diagnostics, size) == 0) {
        require(figures_audit(figures, THRESHOLD, keep, &audit, &err));
        check_audit(&audit);
    }
    diagnostics_free(diagnostics);
    arena_free(keep);
    close(file);
    return 0;
}
