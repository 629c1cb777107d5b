/* SPDX-License-Identifier: GPL-3.0-or-later
 * What all stages of a run ask of it. */
#include "cli/run.h"

#include "base/file.h"

enum { INPUT_MAX = 64 << 20 };

bool run_has_faults(const struct run *run)
{
    return diagnostics_count(run->diagnostics, SEVERITY_ERROR) > run->accepted;
}

void run_say(struct run *run, struct text words)
{
    progress_say(&run->progress, phrase_in(diagnostics_language(run->diagnostics), words, run->keep));
}

void run_note_source(struct run *run, const char *kind, const struct source *source)
{
    if (run->lists_inputs)
        bundle_input_file(run->bundle, kind, source->path, source->bytes);
}

bool run_note_file(struct run *run, const char *kind, const char *path)
{
    struct text bytes;
    if (!run->lists_inputs)
        return true;
    if (!file_read(path, INPUT_MAX, run->keep, &bytes, run->err))
        return false;
    bundle_input_file(run->bundle, kind, path, bytes);
    return true;
}

const struct policy *run_policy(const struct run *run, size_t audience)
{
    return &run->codebook->policies[codebook_policy(run->codebook, run->edition.audiences[audience])];
}

bool run_has_audience(const struct run *run, struct text name)
{
    for (size_t i = 0; i < run->edition.audience_count; i++)
        if (text_equal(run->edition.audiences[i], name))
            return true;
    return false;
}

struct ledger_reader run_ledger_reader(struct run *run)
{
    return (struct ledger_reader){.codebook = run->codebook,
                                  .period = run->edition.facts.period,
                                  .requests = &run->requests,
                                  .keep = run->keep,
                                  .diagnostics = run->diagnostics,
                                  .is_given = run->is_given,
                                  .folder = run->folder};
}
