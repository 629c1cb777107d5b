/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages in their order. Each is a file run_*.c, and run.h is what they hand on; of these run_count.c alone sees rows and
 * raw counts. */
#include "cli/pipeline.h"

#include "cli/run_answer.h"
#include "cli/run_bind.h"
#include "cli/run_check.h"
#include "cli/run_count.h"
#include "cli/run_numbered.h"
#include "cli/run_plan.h"
#include "cli/run_protect.h"
#include "cli/run_publish.h"
#include "cli/run_read.h"
#include "cli/run_refuse.h"

static struct run run_of(const char *edition_folder, struct bundle *bundle, struct diagnostics *diagnostics,
                         struct pipeline_report *report, struct error *err)
{
    return (struct run){.folder = edition_folder,
                        .bundle = bundle,
                        .keep = bundle->keep,
                        .diagnostics = diagnostics,
                        .report = report,
                        .progress = progress_new(),
                        .err = err};
}

/* Faults of the exports are told with those of what people wrote; with these there is nothing to go on with. */
static bool read_all(struct run *run)
{
    if (!run_read(run))
        return false;
    if (!run_has_faults(run))
        return true;
    run_judge_exports(run);
    return false;
}

/* Up to what must hold of the counts. */
static bool count_all(struct run *run)
{
    return run_plan(run) && run_count(run) && run_check(run);
}

/* Up to the releases. */
static bool run_to_releases(struct run *run)
{
    if (!read_all(run))
        return false;
    run->bundle->edition = run->edition.facts.id;
    if (run->output && !bundle_check(run->bundle, run->output, run->err))
        return false;
    if (run->is_for_archive && (!run_refuse_absolute(run) || !run_refuse_reproductions(run)))
        return false;
    if (!count_all(run) || !run_protect(run))
        return false;
    run->is_safe = !run_unsafe_counts(run);
    run_tell_checks(run);
    return true;
}

static bool close_run(struct run *run, bool ok)
{
    progress_clear(&run->progress);
    run_forget_counts(run);
    typeface_close(run->typeface);
    return ok;
}

bool pipeline_check(const char *edition_folder, struct bundle *bundle, struct diagnostics *diagnostics,
                    struct pipeline_report *ret_report, struct error *err)
{
    struct run run = run_of(edition_folder, bundle, diagnostics, ret_report, err);
    run.is_check = true;
    const bool ok = read_all(&run) && count_all(&run);
    if (ok) {
        run_judge_layouts(&run);
        run.bundle->edition = run.edition.facts.id;
        ret_report->layout_count = run.layouts.count;
    }
    return close_run(&run, ok && !run_has_faults(&run));
}

/* For whoever keeps what was built. */
static void report_built(struct run *run)
{
    struct pipeline_report *report = run->report;
    struct edition *edition = ARENA_NEW(run->keep, struct edition);
    struct requests *requests = ARENA_NEW(run->keep, struct requests);
    *edition = run->edition;
    *requests = run->requests;
    report->edition = edition;
    report->requests = requests;
    report->published_uses = run->published_uses;
    report->codebook = run->codebook;
    report->typed = run->typed;
    for (size_t i = 0; i < report->audiences.count; i++) {
        report->audiences.items[i].release = run->releases[i];
        report->audiences.items[i].left_out = run->protected[i].left_out;
    }
}

bool pipeline_build(const struct pipeline_built *built, struct bundle *bundle, struct diagnostics *diagnostics,
                    struct pipeline_report *ret_report, struct error *err)
{
    struct run run = run_of(built->edition_folder, bundle, diagnostics, ret_report, err);
    run.has_accounts = true;
    run.output = built->output;
    run.lists_inputs = true;
    run.is_for_archive = built->is_for_archive;
    run.home = built->home;
    const bool ok = run_to_releases(&run) && run_refuse_missing_rows(&run) && run_refuse_leaks(&run);
    if (ok) {
        run_take_accounts(&run);
        run_take_unknown(&run);
        report_built(&run);
    }
    return close_run(&run, ok && run_publish(&run));
}

bool pipeline_rebuild(const struct pipeline_rebuilt *rebuilt, struct bundle *bundle, struct diagnostics *diagnostics,
                      struct error *err)
{
    struct pipeline_report unused = {0};
    const struct edition_home home = {.fonts = rebuilt->fonts, .has_no_cases = true};
    struct run run = run_of(rebuilt->edition_folder, bundle, diagnostics, &unused, err);
    run.home = &home;
    run.sealed = rebuilt->sealed;
    bool ok = read_all(&run);
    bundle->edition = run.edition.facts.id;
    ok = ok && (!rebuilt->output || bundle_check(bundle, rebuilt->output, err)) && run_restore(&run) && run_publish(&run);
    return close_run(&run, ok);
}

bool pipeline_audit(const struct pipeline_audited *audited, struct bundle *bundle, struct diagnostics *diagnostics,
                    struct pipeline_report *ret_report, struct error *err)
{
    struct run run = run_of(audited->edition_folder, bundle, diagnostics, ret_report, err);
    run.has_accounts = audited->has_accounts;
    const bool ok = run_to_releases(&run);
    if (ok && audited->has_accounts)
        run_take_accounts(&run);
    if (ok)
        run_judge_reports(&run);
    return close_run(&run, ok);
}

/* What has a number in the report is known when all is released, and nothing more can be asked for by then: it takes a run of its
 * own to find the name. Whatever else that run would tell, the one after it tells, also why there is no name. */
static bool name_numbered(const char *edition_folder, struct pipeline_question *question, struct bundle *bundle,
                          struct diagnostics *diagnostics)
{
    struct pipeline_report unused = {0};
    struct error err = {0};
    const struct pipeline_question nothing = {TEXT_EMPTY, question->language};
    struct text figure = TEXT_EMPTY;
    struct diagnostics *aside = diagnostics_new();
    struct run run = run_of(edition_folder, bundle, aside, &unused, &err);
    run.progress = (struct progress){0};
    run.question = &nothing;
    bool ok = true;
    if (run_to_releases(&run)) {
        diagnostics_speak(diagnostics, diagnostics_language(aside));
        ok = run_find_numbered(&run, question->figure, diagnostics, &figure);
        figure = figure.len ? figure : question->figure;
    }
    question->figure = figure;
    diagnostics_free(aside);
    return close_run(&run, ok);
}

bool pipeline_explain(const char *edition_folder, const struct pipeline_question *question, struct bundle *bundle,
                      struct diagnostics *diagnostics, struct pipeline_report *ret_report, struct error *err)
{
    struct pipeline_question asked = *question;
    if (run_may_be_number(asked.figure) && !name_numbered(edition_folder, &asked, bundle, diagnostics))
        return false;
    struct run run = run_of(edition_folder, bundle, diagnostics, ret_report, err);
    run.question = &asked;
    const bool ok = run_to_releases(&run) && run_look_where(&run) && ret_report->question.use_count;
    if (ok) {
        struct requests *requests = ARENA_NEW(run.keep, struct requests);
        *requests = run.requests;
        ret_report->requests = requests;
    }
    return close_run(&run, ok);
}

bool pipeline_look_up(const struct pipeline_list *list, struct bundle *bundle, struct diagnostics *diagnostics,
                      struct pipeline_report *ret_report, struct error *err)
{
    struct run run = run_of(list->edition_folder, bundle, diagnostics, ret_report, err);
    run.list = list;
    const bool ok = run_to_releases(&run) && run_refuse_missing_rows(&run) && run_refuse_leaks(&run);
    for (size_t i = 0; ok && i < run.built_audiences; i++)
        if (text_equal(run.edition.audiences[i], list->audience))
            run_gather_numbers(&run, i);
    return close_run(&run, ok && !run_has_faults(&run));
}
