/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzzing edition.conf and the file of typed-in figures: any bytes are read to the end as either; of what is read without a
 * fault everything that must be there is. With libFuzzer (-fsanitize=fuzzer -DFUZZING) a fuzz target, else a program that
 * replays files. */
#include "cli/edition.h"

#include "tests/fuzz/sound_layout.h"

/* Files that the settings name are not there, so a whole edition always has faults: what is read is held against itself. */
static void check_edition(const struct edition *edition)
{
    require(edition->facts.period.first <= edition->facts.period.last);
    require(text_valid(edition->facts.id) && text_valid(edition->facts.publisher) && text_valid(edition->facts.number));
    for (size_t i = 0; i < edition->audience_count; i++)
        require(edition->audiences[i].len > 0 && edition->audiences_at[i].line > 0);
    for (size_t i = 0; i < edition->layout_count; i++)
        require(file_is_readable(edition->layouts[i]));
    for (size_t i = 0; i < edition->earlier_count; i++)
        require(file_is_readable(edition->earlier[i]));
    require(edition->typed_count == 0);
}

static void read_edition(const char *folder, const struct codebook *codebook, size_t size, struct arena *keep)
{
    struct diagnostics *diagnostics = diagnostics_new();
    struct edition edition;
    struct error err = {0};
    if (edition_read(folder, NULL, keep, diagnostics, &edition, &err)) {
        check_edition(&edition);
        edition_check(&edition, codebook, keep, diagnostics);
    }
    fuzz_diagnostics(diagnostics, size);
    diagnostics_free(diagnostics);
}

static void read_typed_in(const char *path, const struct codebook *codebook, size_t size, struct arena *keep)
{
    struct diagnostics *diagnostics = diagnostics_new();
    struct edition edition = {.typed_in = path, .facts = {.period = YEAR, .date = YEAR.last + 30}};
    struct error err = {0};
    if (edition_typed_in(&edition, codebook, keep, diagnostics, &err) && fuzz_diagnostics(diagnostics, size) == 0) {
        for (size_t i = 0; i < edition.typed_count; i++) {
            const struct typed_figure *typed = &edition.typed[i];
            require(typed->measure >= 0 && typed->measure < codebook->measure_count && typed->value >= 0);
            require(codebook->measures[typed->measure].kind == MEASURE_TYPED_IN);
        }
    }
    diagnostics_free(diagnostics);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char folder[32], path[64];
    struct arena *keep = arena_new();
    const struct codebook *codebook = read_codebook(keep);
    fuzz_folder("edition.conf", data, size, folder, path);
    read_edition(folder, codebook, size, keep);
    read_typed_in(path, codebook, size, keep);
    fuzz_folder_done(folder, path);
    arena_free(keep);
    return 0;
}
