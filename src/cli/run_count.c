/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exports become counts here: the only file of a run that sees a row, or a count that is not protected. */
#include "cli/run_count.h"

#include "aggregate/tally.h"
#include "base/file.h"
#include "ingest/cases.h"

enum { EXPORT_MAX = 256 << 20 };

/* ---- exports ---- */

/* No small count stands on the terminal, whoever it is of. */
static bool may_be_told(const struct codebook *codebook, uint64_t rows)
{
    for (int i = 0; i < codebook->policy_count; i++)
        if (codebook->policies[i].threshold > 0 && rows < (uint64_t)codebook->policies[i].threshold)
            return false;
    return true;
}

static void note_unknown(struct run *run, int source, const struct cases *cases)
{
    const struct codebook *codebook = run->codebook;
    const struct source_table *table = &codebook->sources[source];
    for (int i = 0; i < table->column_count; i++) {
        const uint64_t rows = cases_unknown(cases, i);
        const int list = table->columns[i].code_list;
        if (!rows || list == NO_INDEX || !codebook->code_lists[list].tells_unknown)
            continue;
        const struct code_list *codes = &codebook->code_lists[list];
        const struct pipeline_unknown unknown = {table->id, table->columns[i].id, codes->categories[codes->unknown_category].id,
                                                 rows, may_be_told(codebook, rows)};
        ARENA_PUSH(run->keep, &run->report->unknown, unknown);
    }
}

/* An export is read row by row; whoever wants its bytes gets those that were counted. */
static bool note_export(struct run *run, const struct cases_file *file, struct error *err)
{
    struct text bytes;
    if (!run->is_for_archive) {
        bundle_input(run->bundle, "export", text_of(file->name), file->sha256);
        return true;
    }
    const char *path = file_join(run->keep, run->edition.exports, file->name);
    if (!file_read(path, EXPORT_MAX, run->keep, &bytes, err))
        return false;
    if (!text_equal(file_sha256(run->keep, bytes), file->sha256))
        return error_set(err, ERROR_SYSTEM, "%s: the file was changed while it was read", path);
    bundle_input_file(run->bundle, "export", path, bytes);
    return true;
}

static bool note_exports(struct run *run, int source, const struct cases *cases, struct error *err)
{
    size_t count;
    const struct cases_file *files = cases_files(cases, &count);
    for (size_t i = 0; i < count; i++)
        if (!note_export(run, &files[i], err))
            return false;
    const struct cases_summary summary = cases_summary(cases);
    const struct pipeline_export export = {run->codebook->sources[source].id, summary.files,    summary.rows,
                                           summary.used,                      summary.excluded, summary.rejected,
                                           summary.faults};
    ARENA_PUSH(run->keep, &run->report->exports, export);
    return true;
}

/* The last edition's exports, left in its copy, end before the period of this one; an export that broke off may have a heading
 * only. Where zeros are hidden, that nothing is there is not told. */
static void look_for_period(struct run *run, int source, const struct cases *cases, date_day last_start)
{
    const struct codebook *codebook = run->codebook;
    const struct edition *edition = &run->edition;
    for (int i = 0; i < codebook->policy_count; i++)
        if (codebook->policies[i].zeros_hidden)
            return;
    if (cases_summary(cases).files && !cases_summary(cases).rows)
        diagnose(run->diagnostics, DIAG_W589, (struct place){.path = edition->exports}, codebook->sources[source].id);
    if (edition->has_period && last_start != CASE_MISSING && last_start < edition->facts.period.first)
        diagnose(run->diagnostics, DIAG_W115, (struct place){.path = edition->exports}, codebook->sources[source].id,
                 date_iso(edition->facts.period.first, run->keep));
}

/* Without a tally the rows are only judged. */
static bool count_source(struct run *run, int source, struct error *err)
{
    struct cases *cases = cases_open(run->codebook, source, run->edition.exports, run->diagnostics, err);
    if (!cases)
        return false;
    const struct edition_facts *facts = &run->edition.facts;
    if (run->edition.has_date)
        cases_know_until(cases, facts->date > facts->period.last ? facts->date : facts->period.last);
    struct case_row row;
    date_day last_start = CASE_MISSING; /* before all days */
    while (cases_next(cases, &row, err)) {
        const date_day day = row.value[run->codebook->sources[source].starts];
        if (day != CASE_MISSING && day < run->first_day)
            run->first_day = day;
        last_start = day > last_start ? day : last_start;
        run->last_day = day > run->last_day ? day : run->last_day;
        if (run->tally)
            tally_row(run->tally, source, &row);
    }
    const bool ok = err->kind == ERROR_NONE && note_exports(run, source, cases, err);
    if (ok)
        note_unknown(run, source, cases);
    if (ok)
        look_for_period(run, source, cases, last_start);
    cases_close(cases);
    return ok;
}

/* All of them, also when one cannot be read to its end; the first failure is kept. */
static bool count_sources(struct run *run)
{
    run_say(run, TEXT("reading the exports …"));
    for (int i = 0; i < run->codebook->source_count; i++) {
        struct error err = {0};
        if (!count_source(run, i, &err) && run->err->kind == ERROR_NONE)
            *run->err = err;
    }
    return run->err->kind == ERROR_NONE;
}

void run_judge_exports(struct run *run)
{
    const bool knows_lists = run->edition.has_period || !run->codebook->other_categories.count;
    if (run->codebook_is_sound && run->edition.exports && knows_lists)
        count_sources(run);
}

/* ---- what was counted ---- */

/* Faulty rows up to the stated number are left out; each has been reported. */
static bool rows_suffice(struct run *run)
{
    uint64_t rejected = 0, faults = 0;
    for (size_t i = 0; i < run->report->exports.count; i++) {
        rejected += run->report->exports.items[i].rejected;
        faults += run->report->exports.items[i].faults;
    }
    if (rejected <= run->edition.rejected_max)
        run->accepted = faults;
    if (!run_has_faults(run))
        return true;
    return error_set(run->err, ERROR_INPUT, "the exports have faults; nothing was written");
}

/* What was published of later periods binds nothing where their rows are missing: it would seem to be counted anew. */
static void check_reach(struct run *run)
{
    if (run->edition.later_count && run->last_day <= run->edition.facts.period.last)
        diagnose(run->diagnostics, DIAG_E561, run->edition.later_at, TEXT_EMPTY);
}

/* A question about a period before any row begins is a slip. Whether something is counted in a later one is not told: it
 * may be the one person that nothing is published of. */
static bool question_is_of_something(struct run *run)
{
    const struct question *question = &run->report->question;
    if (!question->use_count || run->codebook->measures[question->measure].kind == MEASURE_TYPED_IN ||
        question->period.last >= run->first_day)
        return true;
    diagnose(run->diagnostics, DIAG_E231, source_place_of(&question->source, question->source.bytes),
             run->codebook->measures[question->measure].id);
    return false;
}

/* A relation that fails in single cells misleads readers there; one that fails in all is not what its author meant. */
static void check_relations(struct run *run)
{
    for (int i = 0; i < run->codebook->relation_count; i++) {
        const struct measure_relation *relation = &run->codebook->relations[i];
        int64_t left = 0;
        for (size_t k = 0; k < relation->term_count; k++)
            left += relation->terms[k].sign * tally_counts(run->tally, run->requests.uses[run->relation_uses[i][k]].table)[0];
        if (left)
            diagnose(run->diagnostics, DIAG_W107, source_place_of(&run->codebook->source, relation->that), relation->id);
    }
}

bool run_count(struct run *run)
{
    run->tally = tally_new(run->codebook, &run->requests);
    run->first_day = INT32_MAX;
    run->last_day = CASE_MISSING;
    for (size_t i = 0; i < run->edition.typed_count; i++)
        tally_typed(run->tally, run->edition.typed[i].measure, run->edition.typed[i].value);
    if (!count_sources(run))
        return false;
    tally_finish(run->tally);
    check_relations(run);
    check_reach(run);
    return rows_suffice(run) && question_is_of_something(run);
}

void run_forget_counts(struct run *run)
{
    tally_free(run->tally);
    run->tally = NULL;
}
