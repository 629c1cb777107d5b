/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzzing the lists that compare reads, and what their rows name: any bytes are read to the end; rows of a list without faults are
 * whole, name figures that can be asked for, and are judged and grouped as such. With libFuzzer (-fsanitize=fuzzer -DFUZZING) a
 * fuzz target, else a program that replays files. */
#include "cli/printed_bases.h"
#include "cli/printed_judge.h"
#include "tests/fuzz/sound_layout.h"

enum { LIST_MAX = 4096 };

static void check_row(const struct printed_row *row)
{
    require(row->id.len && text_valid(row->label) && text_valid(row->words) && text_valid(row->asked.expression));
    require(row->number.scale == 1 || row->number.scale == 10 || row->number.scale == 100);
    require(row->number.scale == 1 || row->is_share);
    require(row->base == -1 || (row->base > 0 && row->base <= PERCENT_BASE_MAX));
    require(row->kind != PRINTED_PERCENT || row->is_share);
}

/* Nothing is known of any figure: only percentages by themselves can be wrong. */
static void check_judgements(const struct printed_rows *rows, struct arena *keep)
{
    const struct doc_numbers none = {0};
    struct printed_groups groups = {0};
    struct printed_sums sums = {0};
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].kind == PRINTED_NOTHING)
            continue;
        const struct judgement judgement = printed_judge(rows, i, &none);
        require(!judgement.has_number && judgement.verdict != VERDICT_EQUAL && judgement.verdict != VERDICT_DIFFERS);
        require(judgement.verdict != VERDICT_IMPOSSIBLE || rows->items[i].base > 0);
    }
    printed_find_groups(rows, keep, &groups);
    printed_find_sums(rows, keep, &sums);
    for (size_t i = 0; i < groups.count; i++)
        require(groups.items[i].row_count >= 2 && groups.items[i].base_count <= groups.items[i].fitting_count);
    for (size_t i = 0; i < sums.count; i++)
        require(sums.items[i].row_count >= 3 && sums.items[i].sum < sums.items[i].base);
}

static void check_figures(struct printed_rows *rows, struct arena *keep, struct diagnostics *diagnostics)
{
    const struct codebook *codebook = read_codebook(keep);
    struct requests requests = {0};
    const bool is_given[] = {true, true, true};
    const struct ledger_reader reader = {
        .codebook = codebook, .period = YEAR, .requests = &requests, .keep = keep, .diagnostics = diagnostics, .is_given = is_given, .folder = "."};
    for (size_t i = 0; i < rows->count; i++) {
        struct question_row *asked = &rows->items[i].asked;
        question_read_row(&reader, asked);
        require(!asked->is_understood || (asked->use < requests.use_count && asked->base < requests.use_count));
        require(!asked->is_understood || asked->is_distinct == (requests.uses[asked->use].kind == USE_DISTINCT));
    }
    check_requests(codebook, &requests);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > LIST_MAX)
        return 0;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = diagnostics_new();
    struct printed_rows rows = {0};
    struct error err = {0};
    char path[32];
    const int file = fuzz_file(data, size, path);
    const bool read = printed_read(path, keep, diagnostics, &rows, &err);
    if (read && diagnostics_count(diagnostics, SEVERITY_ERROR) == 0) {
        for (size_t i = 0; i < rows.count; i++)
            check_row(&rows.items[i]);
        check_judgements(&rows, keep);
        check_figures(&rows, keep, diagnostics);
    }
    fuzz_diagnostics(diagnostics, size);
    diagnostics_free(diagnostics);
    arena_free(keep);
    close(file);
    return 0;
}
