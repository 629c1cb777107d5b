/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages in their order. The only file that sees raw counts and the release: what it hands on is the release. */
#include "cli/pipeline.h"

#include <string.h>

#include "aggregate/tally.h"
#include "base/file.h"
#include "cli/outputs.h"
#include "document/bind.h"
#include "document/language.h"
#include "ingest/cases.h"
#include "layout/layout.h"
#include "protect/plan.h"

struct run {
    struct edition edition;
    const struct codebook *codebook;
    LIST_OF(const struct layout *) layouts;
    LIST_OF(const struct language *) languages; /* of each layout */
    LIST_OF(struct statement) checks;           /* of the code book */
    struct requests requests;
    size_t published_uses; /* the uses after these serve the checks only */
    struct plan published, checked;
    struct tally *tally;
    struct typeface *typeface;
    struct bundle *bundle;
    struct arena *keep;
    struct diagnostics *diagnostics;
    struct pipeline_report *report;
    size_t accepted; /* faults of rows that the edition allows */
    struct error *err;
};

static bool has_faults(const struct run *run)
{
    return diagnostics_count(run->diagnostics, SEVERITY_ERROR) > run->accepted;
}

static void note_source(struct run *run, const char *kind, const struct source *source)
{
    const char *slash = strrchr(source->path, '/');
    bundle_input(run->bundle, kind, text_of(slash ? slash + 1 : source->path), file_sha256(run->keep, source->bytes));
}

enum { INPUT_MAX = 64 << 20 };

/* A file that its stage has read, and keeps no bytes of. */
static bool note_file(struct run *run, const char *kind, const char *path)
{
    struct text bytes;
    const char *slash = strrchr(path, '/');
    if (!file_read(path, INPUT_MAX, run->keep, &bytes, run->err))
        return false;
    bundle_input(run->bundle, kind, text_of(slash ? slash + 1 : path), file_sha256(run->keep, bytes));
    return true;
}

/* ---- what people wrote ---- */

static bool read_language(struct run *run, const struct layout *layout)
{
    const char *slash = strrchr(layout->source.path, '/');
    const struct text folder = slash ? (struct text){layout->source.path, (size_t)(slash - layout->source.path)} : TEXT(".");
    const char *path =
        text_format(run->keep, "%.*s/%.*s.language", TEXT_ARGS(folder), TEXT_ARGS(layout->language)).ptr;
    const struct language *language;
    if (!language_read(path, run->keep, run->diagnostics, &language, run->err) || !note_file(run, "language", path))
        return false;
    ARENA_PUSH(run->keep, &run->languages, language);
    return true;
}

static bool read_layouts(struct run *run)
{
    for (size_t i = 0; i < run->edition.layout_count; i++) {
        const struct layout *layout;
        if (!layout_read(run->edition.layouts[i], run->codebook, run->edition.facts.period, &run->requests, run->keep,
                         run->diagnostics, &layout, run->err))
            return false;
        note_source(run, "layout", &layout->source);
        if (layout->language.len && !read_language(run, layout))
            return false;
        ARENA_PUSH(run->keep, &run->layouts, layout);
    }
    return true;
}

static void read_checks(struct run *run)
{
    run->published_uses = run->requests.use_count;
    for (int i = 0; i < run->codebook->check_count; i++) {
        struct statement statement = {0};
        layout_statement(run->codebook, run->edition.facts.period, run->codebook->checks[i].that, &run->requests, run->keep,
                         run->diagnostics, &statement);
        ARENA_PUSH(run->keep, &run->checks, statement);
    }
}

static void check_audiences(struct run *run)
{
    for (size_t i = 0; i < run->edition.audience_count; i++) {
        const struct text name = run->edition.audiences[i];
        if (codebook_policy(run->codebook, name) == NO_INDEX)
            diagnose(run->diagnostics, DIAG_E202, ((struct place){.path = run->edition.source.path}), TEXT("policy"), name,
                     TEXT_EMPTY);
    }
}

static bool read_all(struct run *run, const char *folder)
{
    if (!edition_read(folder, run->keep, run->diagnostics, &run->edition, run->err) || has_faults(run))
        return false;
    note_source(run, "edition", &run->edition.source);
    if (!codebook_read(run->edition.codebook, run->edition.facts.period.last, run->keep, run->diagnostics, &run->codebook,
                       run->err))
        return false;
    note_source(run, "code book", &run->codebook->source);
    check_audiences(run);
    if (!edition_typed_in(&run->edition, run->codebook, run->keep, run->diagnostics, run->err) || has_faults(run))
        return false;
    if (run->edition.typed_in && !note_file(run, "typed-in figures", run->edition.typed_in))
        return false;
    if (!read_layouts(run))
        return false;
    read_checks(run);
    return !has_faults(run);
}

/* ---- counting ---- */

static void note_exports(struct run *run, int source, const struct cases *cases)
{
    size_t count;
    const struct cases_file *files = cases_files(cases, &count);
    for (size_t i = 0; i < count; i++)
        bundle_input(run->bundle, "export", text_of(files[i].name), files[i].sha256);
    const struct cases_summary summary = cases_summary(cases);
    const struct pipeline_export export = {run->codebook->sources[source].id, summary.files,    summary.rows,
                                           summary.used,                      summary.excluded, summary.rejected};
    ARENA_PUSH(run->keep, &run->report->exports, export);
}

static bool count_source(struct run *run, int source)
{
    struct cases *cases = cases_open(run->codebook, source, run->edition.exports, run->diagnostics, run->err);
    if (!cases)
        return false;
    struct case_row row;
    while (cases_next(cases, &row, run->err))
        tally_row(run->tally, source, &row);
    const bool ok = run->err->kind == ERROR_NONE;
    if (ok)
        note_exports(run, source, cases);
    cases_close(cases);
    return ok;
}

/* Faulty rows up to the stated number are left out; each has been reported. */
static bool rows_suffice(struct run *run)
{
    uint64_t rejected = 0;
    for (size_t i = 0; i < run->report->exports.count; i++)
        rejected += run->report->exports.items[i].rejected;
    if (rejected <= run->edition.rejected_max)
        run->accepted = rejected;
    if (!has_faults(run))
        return true;
    return error_set(run->err, ERROR_INPUT, "the exports have faults; nothing was written");
}

static bool count_all(struct run *run)
{
    if (!plan_make(run->codebook, &run->requests, run->published_uses, run->keep, &run->published, run->err) ||
        !plan_make(run->codebook, &run->requests, run->requests.use_count, run->keep, &run->checked, run->err))
        return false;
    run->tally = tally_new(run->codebook, &run->requests);
    for (int i = 0; i < run->codebook->source_count; i++)
        if (!count_source(run, i))
            return false;
    tally_finish(run->tally);
    return rows_suffice(run);
}

/* ---- what must hold ---- */

/* Checks are decided on all the counts, by a release that hides nothing and goes no further. */
static bool hold_checks(struct run *run)
{
    const struct policy open = {.audience = TEXT("checks"), .threshold = 1};
    const struct release_inputs inputs = {run->codebook, &run->requests,        &run->checked,
                                          run->tally,    &open, run->edition.facts.id};
    const struct release *release;
    struct release_summary summary;
    struct text_builder unused = {0};
    const bool ok = release_make(&inputs, run->keep, &release, &summary, &unused, run->err);
    text_builder_done(&unused);
    const struct bind_inputs figures = {.codebook = run->codebook,
                                        .release = release,
                                        .requests = &run->requests,
                                        .facts = &run->edition.facts};
    for (size_t i = 0; ok && i < run->checks.count; i++) {
        const struct code_check *check = &run->codebook->checks[i];
        if (statement_truth(&figures, &run->checks.items[i]) != TRUTH_TRUE)
            diagnose(run->diagnostics, check->is_error ? DIAG_E306 : DIAG_W306,
                     source_place_of(&run->codebook->source, check->that), check->id);
    }
    return ok && !has_faults(run);
}

/* ---- protecting and publishing ---- */

static bool publish_language(struct run *run, size_t layout, const struct release *release)
{
    const struct bind_inputs inputs = {
        .layout = run->layouts.items[layout],
        .codebook = run->codebook,
        .release = release,
        .requests = &run->requests,
        .published_uses = run->published_uses,
        .language = run->languages.items[layout],
        .facts = &run->edition.facts,
    };
    const struct document *document = document_bind(&inputs, run->keep, run->diagnostics);
    if (has_faults(run))
        return true; /* the other languages' faults are told in the same run */
    return outputs_render(document, run->layouts.items[layout]->report, run->typeface, run->bundle, run->err);
}

static bool publish_audience(struct run *run, struct text audience)
{
    const struct policy *policy = &run->codebook->policies[codebook_policy(run->codebook, audience)];
    const struct release_inputs inputs = {run->codebook, &run->requests, &run->published,
                                          run->tally,    policy,         run->edition.facts.id};
    const struct release *release;
    struct pipeline_audience done = {.name = audience, .may_leak = policy->may_leak};
    struct text_builder account = {0};
    if (!release_make(&inputs, run->keep, &release, &done.summary, &account, run->err)) {
        text_builder_done(&account);
        return false;
    }
    bundle_take(run->bundle, text_format(run->keep, "restricted/%.*s.audit.txt", TEXT_ARGS(audience)), &account, FILE_PRIVATE);
    ARENA_PUSH(run->keep, &run->report->audiences, done);
    for (size_t i = 0; i < run->layouts.count; i++)
        if (!publish_language(run, i, release))
            return false;
    return true;
}

static bool note_fonts(struct run *run)
{
    struct file_names names;
    if (!file_list(run->edition.fonts, "*.ttf", run->keep, &names, run->err))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (!note_file(run, "font", file_join(run->keep, run->edition.fonts, names.items[i])))
            return false;
    return true;
}

static bool publish_all(struct run *run)
{
    run->typeface = typeface_open(run->edition.fonts, run->err);
    if (!run->typeface || !note_fonts(run))
        return false;
    for (size_t i = 0; i < run->edition.audience_count; i++)
        if (!publish_audience(run, run->edition.audiences[i]))
            return false;
    return !has_faults(run);
}

bool pipeline_run(const char *edition_folder, struct bundle *bundle, struct diagnostics *diagnostics,
                  struct pipeline_report *ret_report, struct error *err)
{
    struct run run = {.bundle = bundle, .keep = bundle->keep, .diagnostics = diagnostics, .report = ret_report, .err = err};
    const bool ok =
        read_all(&run, edition_folder) && count_all(&run) && hold_checks(&run) && publish_all(&run);
    if (ok)
        bundle->edition = run.edition.facts.id;
    tally_free(run.tally);
    typeface_close(run.typeface);
    return ok;
}
