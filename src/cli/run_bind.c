/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layouts held against a release. */
#include "cli/run_bind.h"

static struct bind_inputs own_inputs_of(const struct run *run, size_t layout, size_t audience, const struct release *release)
{
    return (struct bind_inputs){
        .layout = run->layouts.items[layout],
        .codebook = run->codebook,
        .release = release ? release : run->open,
        .policy = run_policy(run, audience),
        .requests = &run->requests,
        .language = run->languages.items[layout],
        .facts = &run->edition.facts,
        .is_given = run->is_given,
        .sheets = run->protected[audience].sheets,
        .sheet_count = run->protected[audience].sheet_count,
        .typed = run->typed,
        .earlier = run->earlier.items,
        .earlier_count = run->earlier.count,
        .counts_anew = run->edition.counts_anew,
        .published_uses = run->published_uses,
        .left_out = run->protected[audience].left_out,
        .is_published = release && run->is_safe && !run_policy(run, audience)->may_leak,
        .edition_folder = text_of(run->folder),
        .is_judged = !release,
    };
}

struct bind_inputs run_bind_inputs(const struct run *run, size_t layout, size_t audience, const struct release *release)
{
    struct bind_inputs inputs = own_inputs_of(run, layout, audience, release);
    struct bind_inputs *readers = ARENA_ARRAY(run->keep, struct bind_inputs, run->built_audiences);
    inputs.readers = readers;
    for (size_t i = 0; release && i < run->built_audiences; i++)
        if (!run_policy(run, i)->may_leak)
            readers[inputs.reader_count++] = own_inputs_of(run, layout, i, run->releases[i]);
    return inputs;
}

const struct document *run_bind(struct run *run, size_t layout, size_t audience, const struct release *release)
{
    const struct bind_inputs inputs = run_bind_inputs(run, layout, audience, release);
    return document_bind(&inputs, run->keep, run->diagnostics);
}

static bool is_named(const struct run *run, size_t layout, size_t audience)
{
    return layout_names_audience(run->layouts.items[layout], codebook_policy(run->codebook, run->edition.audiences[audience]));
}

/* Audiences of whom a layout does not speak read the same words in it, as far as its figures are shown to all. */
static bool reads_as_other(const struct run *run, size_t layout, size_t audience)
{
    for (size_t i = 0; i < audience && !is_named(run, layout, audience); i++)
        if (!is_named(run, layout, i))
            return true;
    return false;
}

void run_judge_layouts(struct run *run)
{
    for (size_t i = 0; i < run->built_audiences; i++)
        for (size_t k = 0; k < run->layouts.count; k++)
            if (!reads_as_other(run, k, i))
                run_bind(run, k, i, NULL);
}

void run_judge_reports(struct run *run)
{
    for (size_t i = 0; i < run->built_audiences; i++)
        for (size_t k = 0; k < run->layouts.count; k++)
            run_bind(run, k, i, run->releases[i]);
    run->report->layouts_have_faults = run_has_faults(run);
}
