/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages in their order. The only file that sees raw counts and the release: what it hands on is the release. */
#include "cli/pipeline.h"

#include <inttypes.h>
#include <string.h>

#include "aggregate/tally.h"
#include "base/file.h"
#include "base/markup.h"
#include "base/names.h"
#include "cli/ledger.h"
#include "cli/outputs.h"
#include "cli/password.h"
#include "cli/progress.h"
#include "cli/release_rows.h"
#include "document/bind.h"
#include "document/language.h"
#include "ingest/cases.h"
#include "layout/sheet.h"
#include "protect/plan.h"

/* What of the published uses an audience does not get, and what neither it nor anybody whose publications it holds as well
 * gets; what sheets it gets; and the plan of what its readers have. */
struct protected_audience {
    bool *left_out, *unknown; /* by use */
    const struct sheet_table **sheets;
    size_t sheet_count;
    struct plan plan;
};

struct run {
    const char *folder; /* of the edition, as it was named */
    const char *output; /* NULL: nothing will be written */
    bool lists_inputs;  /* outputs are made of them, or they are for the archive */
    const struct edition_home *home; /* of an edition from the archive; else NULL */
    const struct sealed *sealed; /* it is to be made from what was released; else NULL */
    struct edition edition;
    const struct codebook *codebook;
    LIST_OF(const struct layout *) layouts;
    LIST_OF(const struct language *) languages; /* of each layout */
    LIST_OF(struct statement) checks;           /* of the code book */
    LIST_OF(size_t) broken_checks;              /* of these: warnings that are not told yet */
    size_t **relation_uses;                     /* of each relation and term: its total in the edition's period */
    LIST_OF(struct sheet_table) sheets;
    struct requests requests;
    size_t layout_uses;    /* the uses after these are printed on sheets, for some audiences only */
    size_t published_uses; /* the uses after these are printed nowhere */
    size_t ledger_uses;    /* with those of earlier figures; the uses after these serve checks and questions only */
    earlier_figures earlier;
    size_t built_audiences; /* those after these are reckoned with only */
    exempt_figures *exempt; /* of each audience */
    const struct pipeline_question *question; /* NULL: none */
    const struct pipeline_list *list;         /* NULL: none */
    bool *is_given; /* by measure: typed in */
    struct typed_source *typed; /* by measure: of those */
    bool has_accounts; /* they are wanted, with their arithmetic */
    bool is_for_archive; /* the bytes of exports are wanted, and reproductions are refused */
    struct plan checked;
    struct protected_audience *protected; /* by audience */
    const struct release *open;      /* everything: see release_openly() */
    const struct release **releases; /* of each audience */
    struct text *passwords;          /* of each audience; empty: its PDF is not encrypted */
    struct tally *tally;
    struct typeface *typeface;
    struct bundle *bundle;
    struct arena *keep;
    struct diagnostics *diagnostics;
    struct pipeline_report *report;
    bool codebook_is_sound; /* exports can be held against it */
    bool is_check;          /* nothing will be protected */
    struct progress progress;
    bool is_safe; /* the releases: nothing small can be worked out from them */
    size_t accepted; /* faults of the rows that the edition allows to be left out */
    date_day first_day, last_day; /* when the first row begins, and the last one */
    struct error *err;
};

static bool has_faults(const struct run *run)
{
    return diagnostics_count(run->diagnostics, SEVERITY_ERROR) > run->accepted;
}

/* A phrase, in the language of messages. */
static void say(struct run *run, struct text words)
{
    progress_say(&run->progress, phrase_in(diagnostics_language(run->diagnostics), words, run->keep));
}

/* Inputs are listed where outputs are made; only there their bytes are hashed. */
static void note_source(struct run *run, const char *kind, const struct source *source)
{
    if (run->lists_inputs)
        bundle_input_file(run->bundle, kind, source->path, source->bytes);
}

enum { INPUT_MAX = 64 << 20, EXPORT_MAX = 256 << 20, GONE_MIN = 5 };

/* A file that its stage has read, and keeps no bytes of. */
static bool note_file(struct run *run, const char *kind, const char *path)
{
    struct text bytes;
    if (!run->lists_inputs)
        return true;
    if (!file_read(path, INPUT_MAX, run->keep, &bytes, run->err))
        return false;
    bundle_input_file(run->bundle, kind, path, bytes);
    return true;
}

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

/* The last edition's exports, left in its copy, end before the period of this one. Where zeros are hidden, that nothing is
 * there is not told. */
static void look_for_period(struct run *run, int source, date_day last_start)
{
    const struct codebook *codebook = run->codebook;
    const struct edition *edition = &run->edition;
    for (int i = 0; i < codebook->policy_count; i++)
        if (codebook->policies[i].zeros_hidden)
            return;
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
        look_for_period(run, source, last_start);
    cases_close(cases);
    return ok;
}

/* All of them, also when one cannot be read to its end; the first failure is kept. */
static bool count_sources(struct run *run)
{
    say(run, TEXT("reading the exports …"));
    for (int i = 0; i < run->codebook->source_count; i++) {
        struct error err = {0};
        if (!count_source(run, i, &err) && run->err->kind == ERROR_NONE)
            *run->err = err;
    }
    return run->err->kind == ERROR_NONE;
}

/* Where other files have faults already, so that those of the exports are told with them: unless nobody knows by which lists they
 * are coded. False: there is nothing to go on with. */
static bool look_at_exports(struct run *run)
{
    const bool knows_lists = run->edition.has_period || !run->codebook->other_categories.count;
    if (run->codebook_is_sound && run->edition.exports && knows_lists)
        count_sources(run);
    return false;
}

/* ---- what people wrote ---- */

/* A language that the code book does not have is a fault already. */
static bool read_language(struct run *run, const struct layout *layout)
{
    if (codebook_language(run->codebook, layout->language) == NO_INDEX)
        return true;
    const char *slash = strrchr(layout->source.path, '/');
    const struct text folder = slash ? (struct text){layout->source.path, (size_t)(slash - layout->source.path)} : TEXT(".");
    const char *path =
        text_format(run->keep, "%.*s/%.*s.language", TEXT_ARGS(folder), TEXT_ARGS(layout->language)).ptr;
    const struct language *language;
    if (!file_is_readable(path)) {
        diagnose(run->diagnostics, DIAG_E116, source_place_of(&layout->source, layout->language), layout->language,
                 text_of(path));
        return true;
    }
    if (!language_read(path, run->keep, run->diagnostics, &language, run->err) || !note_file(run, "language", path))
        return false;
    document_check(layout, language, run->diagnostics);
    ARENA_PUSH(run->keep, &run->languages, language);
    return true;
}

/* Outputs are named after the language. */
static void check_language(struct run *run, const struct layout *layout)
{
    for (size_t i = 0; i < run->layouts.count; i++)
        if (layout->language.len && text_equal(run->layouts.items[i]->language, layout->language))
            diagnose(run->diagnostics, DIAG_E165, source_place_of(&layout->source, layout->language), layout->language,
                     text_of(run->layouts.items[i]->source.path));
}

static bool read_layouts(struct run *run)
{
    for (size_t i = 0; i < run->edition.layout_count; i++) {
        const struct layout *layout;
        const struct layout_surroundings surroundings = {
            .codebook = run->codebook,
            .period = run->edition.facts.period,
            .others = run->layouts.items,
            .other_count = run->layouts.count,
            .requests = &run->requests,
            .keep = run->keep,
            .diagnostics = run->diagnostics,
            .warns_of_periods = true,
        };
        if (!layout_read(run->edition.layouts[i], &surroundings, &layout, run->err))
            return false;
        note_source(run, "layout", &layout->source);
        check_language(run, layout);
        if (layout->language.len && !read_language(run, layout))
            return false;
        ARENA_PUSH(run->keep, &run->layouts, layout);
    }
    return true;
}

/* Those of the code book, whether an audience of this edition gets them or not: their faults are told. */
static void read_sheets(struct run *run)
{
    const struct codebook *codebook = run->codebook;
    const struct expression_context context = {codebook,       run->edition.facts.period, &codebook->source,
                                               &run->requests, run->keep,                 run->diagnostics, true, false};
    run->layout_uses = run->requests.use_count;
    for (int i = 0; i < codebook->sheet_count; i++) {
        struct sheet_table sheet;
        if (sheet_parse(&context, &codebook->sheets[i], run->layouts.items, run->layouts.count, &sheet))
            ARENA_PUSH(run->keep, &run->sheets, sheet);
    }
}

static struct ledger_reader ledger_reader_of(struct run *run)
{
    return (struct ledger_reader){.codebook = run->codebook,
                                  .period = run->edition.facts.period,
                                  .requests = &run->requests,
                                  .keep = run->keep,
                                  .diagnostics = run->diagnostics,
                                  .is_given = run->is_given,
                                  .folder = run->folder};
}

static const struct policy *policy_of(const struct run *run, size_t audience)
{
    return &run->codebook->policies[codebook_policy(run->codebook, run->edition.audiences[audience])];
}

/* Audiences without a policy are reported, and left out. */
static void check_audiences(struct run *run)
{
    struct edition *edition = &run->edition;
    size_t count = 0;
    for (size_t i = 0; i < edition->audience_count; i++) {
        const struct name_fault unknown = {NAMED_POLICY, NO_INDEX, edition->audiences[i], edition->audiences_at[i]};
        if (codebook_policy(run->codebook, unknown.name) == NO_INDEX)
            codebook_name_fault(run->codebook, &unknown, run->keep, run->diagnostics);
        else
            edition->audiences[count++] = unknown.name;
    }
    edition->audience_count = count;
}

static bool is_audience(const struct run *run, struct text name)
{
    for (size_t i = 0; i < run->edition.audience_count; i++)
        if (text_equal(run->edition.audiences[i], name))
            return true;
    return false;
}

/* Names in exemptions of policies that this edition does not use are looked at all the same. */
static void check_other_exemptions(struct run *run)
{
    struct requests unused = {0};
    exempt_figures figures = {0};
    struct ledger_reader reader = ledger_reader_of(run);
    reader.requests = &unused;
    for (int i = 0; i < run->codebook->policy_count; i++)
        if (!is_audience(run, run->codebook->policies[i].audience))
            ledger_read_exempt(&reader, &run->codebook->policies[i], &figures);
}

/* Lists of what was published before this edition, be it of earlier periods or of later ones. */
static bool read_lists(struct run *run, const char *const *paths, size_t count, bool are_later)
{
    struct ledger_reader reader = ledger_reader_of(run);
    reader.reads_later = are_later;
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = ledger_read_earlier(&reader, paths[i], &run->earlier, run->err) && note_file(run, "earlier figures", paths[i]);
    return ok;
}

static bool read_ledger(struct run *run)
{
    const struct ledger_reader reader = ledger_reader_of(run);
    run->published_uses = run->requests.use_count;
    if (!read_lists(run, run->edition.earlier, run->edition.earlier_count, false) ||
        !read_lists(run, run->edition.later, run->edition.later_count, true))
        return false;
    ledger_read_typed(&reader);
    run->ledger_uses = run->requests.use_count;
    run->exempt = ARENA_ARRAY(run->keep, exempt_figures, run->edition.audience_count);
    for (size_t i = 0; i < run->edition.audience_count; i++)
        ledger_read_exempt(&reader, policy_of(run, i), &run->exempt[i]);
    check_other_exemptions(run);
    return true;
}

/* The language of names in the answer. */
static bool choose_language(struct run *run)
{
    const struct text wanted = run->question->language.len      ? run->question->language
                               : run->layouts.count && run->layouts.items[0]->language.len
                                   ? run->layouts.items[0]->language
                                   : run->codebook->languages[0];
    run->report->language = codebook_language(run->codebook, wanted);
    return run->report->language != NO_INDEX ||
           error_set(run->err, ERROR_USAGE, "the code book has no language '%.*s'", TEXT_ARGS(wanted));
}

static void check_given(struct run *run, int measure, struct place place)
{
    if (run->codebook->measures[measure].kind == MEASURE_TYPED_IN && !run->is_given[measure] &&
        !run->edition.typed_is_unknown)
        diagnose(run->diagnostics, DIAG_E307, place, run->codebook->measures[measure].id);
}

static bool read_question(struct run *run)
{
    struct ledger_question *question = &run->report->question;
    const struct ledger_reader reader = ledger_reader_of(run);
    if (!run->question)
        return true;
    run->report->codebook = run->codebook;
    run->report->typed = run->typed;
    const struct ledger_named named = {run->layouts.items, run->layouts.count, run->sheets.items, run->sheets.count};
    if (!choose_language(run) || !ledger_read_question(&reader, &named, run->question->figure, question))
        return false;
    for (size_t i = 0; i < question->use_count; i++)
        check_given(run, run->requests.tables[run->requests.uses[question->uses[i]].table].measure,
                    source_place_of(&question->source, question->source.bytes));
    return true;
}

/* The list's audience must be one that the edition is made for. */
static bool read_list(struct run *run)
{
    const struct ledger_reader reader = ledger_reader_of(run);
    if (!run->list)
        return true;
    for (size_t i = 0; i < run->list->count; i++) {
        struct ledger_row *row = run->list->rows[i];
        ledger_read_row(&reader, row);
        if (row->is_understood)
            check_given(run, run->requests.tables[run->requests.uses[row->use].table].measure, row->place);
    }
    for (size_t i = 0; i < run->built_audiences; i++)
        if (text_equal(run->edition.audiences[i], run->list->audience))
            return true;
    return error_set(run->err, ERROR_USAGE, "the edition has no audience '%.*s'", TEXT_ARGS(run->list->audience));
}

static void read_checks(struct run *run)
{
    for (int i = 0; i < run->codebook->check_count; i++) {
        struct statement statement = {0};
        layout_statement(run->codebook, run->edition.facts.period, run->codebook->checks[i].that, &run->requests, run->keep,
                         run->diagnostics, &statement);
        ARENA_PUSH(run->keep, &run->checks, statement);
    }
}

static void read_relations(struct run *run)
{
    const struct ledger_reader reader = ledger_reader_of(run);
    run->relation_uses = ARENA_ARRAY(run->keep, size_t *, (size_t)run->codebook->relation_count);
    for (int i = 0; i < run->codebook->relation_count; i++)
        run->relation_uses[i] = ledger_read_relation(&reader, &run->codebook->relations[i]);
}

/* Whoever is not built for, but is read by those who are: adds one to the audiences, false when none is missing. The
 * layouts are the same, so what those readers have is known. */
static bool add_held_audience(struct run *run)
{
    struct edition *edition = &run->edition;
    for (size_t i = 0; i < edition->audience_count; i++) {
        const struct policy *policy = policy_of(run, i);
        for (size_t k = 0; !policy->may_leak && k < policy->also_holds_count; k++) {
            const struct text name = policy->also_holds[k];
            if (is_audience(run, name) || run->codebook->policies[codebook_policy(run->codebook, name)].may_leak)
                continue;
            struct text *more = ARENA_ARRAY(run->keep, struct text, edition->audience_count + 1);
            memcpy(more, edition->audiences, edition->audience_count * sizeof *more);
            more[edition->audience_count++] = name;
            edition->audiences = more;
            return true;
        }
    }
    return false;
}

/* A relation speaks of the figures that are typed in whether they are printed or not. */
static void check_typed(struct run *run)
{
    const struct codebook *codebook = run->codebook;
    run->is_given = ARENA_ARRAY(run->keep, bool, (size_t)codebook->measure_count);
    run->typed = ARENA_ARRAY(run->keep, struct typed_source, (size_t)codebook->measure_count);
    for (size_t i = 0; i < run->edition.typed_count; i++) {
        run->is_given[run->edition.typed[i].measure] = true;
        run->typed[run->edition.typed[i].measure] = run->edition.typed[i].source;
    }
    for (int i = 0; i < codebook->relation_count; i++)
        for (size_t k = 0; k < codebook->relations[i].term_count; k++)
            check_given(run, codebook->relations[i].terms[k].measure,
                        source_place_of(&codebook->source, codebook->relations[i].that));
}

/* Without a code book that can be read the rest is looked at all the same, as far as it goes. */
static bool read_codebook(struct run *run)
{
    const size_t before = diagnostics_count(run->diagnostics, SEVERITY_ERROR);
    if (!run->edition.codebook) {
        run->codebook = codebook_unknown(run->keep);
        return true;
    }
    const date_day last = run->edition.has_period ? run->edition.facts.period.last : DATE_OPEN_TO;
    if (!codebook_read(run->edition.codebook, last, run->keep, run->diagnostics, &run->codebook,
                       run->err))
        return false;
    run->codebook_is_sound = diagnostics_count(run->diagnostics, SEVERITY_ERROR) == before;
    note_source(run, "code book", &run->codebook->source);
    for (size_t i = 0; i < run->codebook->list_files.count; i++)
        note_source(run, "code list", &run->codebook->list_files.items[i]);
    return true;
}

/* All faults of all files are told in one run. */
static bool read_all(struct run *run)
{
    if (!edition_read(run->folder, run->home, run->keep, run->diagnostics, &run->edition, run->err))
        return false;
    note_source(run, "edition", &run->edition.source);
    if (!read_codebook(run))
        return false;
    check_audiences(run);
    edition_check(&run->edition, run->codebook, run->keep, run->diagnostics);
    if (!(run->sealed ? edition_typed_from(&run->edition, run->sealed, run->codebook, run->keep, run->err)
                      : edition_typed_in(&run->edition, run->codebook, run->keep, run->diagnostics, run->err)))
        return false;
    run->built_audiences = run->edition.audience_count;
    while (add_held_audience(run))
        ;
    if (run->edition.typed_in && !note_file(run, "typed-in figures", run->edition.typed_in))
        return false;
    check_typed(run);
    if (!read_layouts(run))
        return false;
    read_sheets(run);
    if (!read_ledger(run) || !read_question(run) || !read_list(run))
        return false;
    read_checks(run);
    read_relations(run);
    return !has_faults(run) || look_at_exports(run);
}

/* ---- what each audience gets ---- */

static bool has_audience(const struct policy *policy, struct text audience)
{
    for (size_t i = 0; i < policy->also_holds_count; i++)
        if (text_equal(policy->also_holds[i], audience))
            return true;
    return false;
}

/* Whether readers of the audience hold what another one of this edition gets. */
static bool holds(const struct run *run, size_t audience, size_t other)
{
    return audience != other && !policy_of(run, other)->may_leak && !policy_of(run, audience)->may_leak &&
           has_audience(policy_of(run, audience), run->edition.audiences[other]);
}

/* The same, also by way of others. */
static void find_held(const struct run *run, size_t audience, bool *is_held)
{
    is_held[audience] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < run->edition.audience_count; i++)
            for (size_t k = 0; k < run->edition.audience_count; k++)
                if (is_held[i] && !is_held[k] && holds(run, i, k))
                    changed = is_held[k] = true;
    }
}

/* Marks the uses of sheets that the audience does not get. */
static void leave_out(const struct run *run, size_t audience, bool *left_out)
{
    for (size_t use = run->layout_uses; use < run->published_uses; use++)
        for (size_t i = 0; i < run->sheets.count; i++)
            if (sheet_is_for(&run->sheets.items[i], run->edition.audiences[audience]) &&
                sheet_asks(&run->sheets.items[i], use))
                left_out[use] = false;
}

static struct protected_audience audience_of(const struct run *run, size_t audience)
{
    const size_t uses = run->requests.use_count;
    bool *is_held = ARENA_ARRAY(run->keep, bool, run->edition.audience_count);
    struct protected_audience found = {.left_out = ARENA_ARRAY(run->keep, bool, uses),
                                       .unknown = ARENA_ARRAY(run->keep, bool, uses)};
    found.sheets = arena_alloc(run->keep, run->sheets.count, sizeof *found.sheets);
    for (size_t i = 0; i < run->sheets.count; i++)
        if (sheet_is_for(&run->sheets.items[i], run->edition.audiences[audience]))
            found.sheets[found.sheet_count++] = &run->sheets.items[i];
    for (size_t use = run->layout_uses; use < run->published_uses; use++)
        found.left_out[use] = found.unknown[use] = true;
    leave_out(run, audience, found.left_out);
    find_held(run, audience, is_held);
    for (size_t i = 0; i < run->edition.audience_count; i++)
        if (is_held[i])
            leave_out(run, i, found.unknown);
    return found;
}

/* Of an audience before this one whose readers have the same sheets; NULL: there is none. */
static const struct plan *find_same_plan(const struct run *run, size_t audience)
{
    for (size_t i = 0; i < audience; i++)
        if (memcmp(run->protected[i].unknown, run->protected[audience].unknown,
                   run->requests.use_count * sizeof *run->protected[i].unknown) == 0)
            return &run->protected[i].plan;
    return NULL;
}

/* An audience's plan knows of no sheet that its readers do not have: it is as if there were none. What it would have counted
 * beside what is published is not, where nothing will be protected. */
static bool plan_audiences(struct run *run)
{
    struct requests aside = run->requests, *requests = run->is_check ? &aside : &run->requests;
    run->protected = ARENA_ARRAY(run->keep, struct protected_audience, run->edition.audience_count);
    for (size_t i = 0; i < run->edition.audience_count; i++) {
        struct protected_audience *audience = &run->protected[i];
        *audience = audience_of(run, i);
        const struct plan_scope scope = {run->ledger_uses, audience->unknown, run->edition.facts.period};
        const struct plan *same = find_same_plan(run, i);
        if (same)
            audience->plan = *same;
        else if (!plan_make(run->codebook, requests, &scope, run->keep, &audience->plan, run->err))
            return false;
    }
    return true;
}

/* ---- counting ---- */

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
    if (!has_faults(run))
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
    const struct ledger_question *question = &run->report->question;
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

static bool count_all(struct run *run)
{
    if (!plan_audiences(run) || !plan_openly(run->codebook, &run->requests, run->keep, &run->checked, run->err))
        return false;
    const struct ledger_reader reader = ledger_reader_of(run);
    for (size_t i = 0; i < run->edition.audience_count; i++)
        ledger_check_exempt(&reader, policy_of(run, i), &run->exempt[i], &run->protected[i].plan);
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

/* ---- what must hold ---- */

/* The dates that any audience may be told. */
static struct text all_exact_dates(const struct run *run)
{
    struct text all = TEXT_EMPTY;
    for (size_t i = 0; i < run->built_audiences; i++)
        all = text_format(run->keep, "%.*s; %.*s", TEXT_ARGS(all), TEXT_ARGS(policy_of(run, i)->exact_dates));
    return all;
}

/* All the counts, as a release that hides nothing and goes no further: checks are decided on it. */
static bool release_openly(struct run *run)
{
    struct policy *open = ARENA_NEW(run->keep, struct policy);
    *open = (struct policy){.audience = TEXT("checks"), .threshold = 1, .exact_dates = all_exact_dates(run)};
    const struct release_inputs inputs = {.codebook = run->codebook,
                                          .requests = &run->requests,
                                          .plan = &run->checked,
                                          .published_uses = run->requests.use_count,
                                          .tally = run->tally,
                                          .policy = open,
                                          .edition = run->edition.facts.id,
                                          .is_open = true};
    struct account unused = {.keep = run->keep};
    return release_make(&inputs, run->keep, &run->open, &unused, run->err);
}

static struct bind_inputs own_inputs_of(const struct run *run, size_t layout, size_t audience, const struct release *release)
{
    return (struct bind_inputs){
        .layout = run->layouts.items[layout],
        .codebook = run->codebook,
        .release = release ? release : run->open,
        .policy = policy_of(run, audience),
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
        .is_published = release && run->is_safe && !policy_of(run, audience)->may_leak,
        .edition_folder = text_of(run->folder),
        .is_judged = !release,
    };
}

/* Without a release of its own there is none for other audiences. A reproduction is for nobody. */
static struct bind_inputs bind_inputs_of(const struct run *run, size_t layout, size_t audience, const struct release *release)
{
    struct bind_inputs inputs = own_inputs_of(run, layout, audience, release);
    struct bind_inputs *readers = ARENA_ARRAY(run->keep, struct bind_inputs, run->built_audiences);
    inputs.readers = readers;
    for (size_t i = 0; release && i < run->built_audiences; i++)
        if (!policy_of(run, i)->may_leak)
            readers[inputs.reader_count++] = own_inputs_of(run, layout, i, run->releases[i]);
    return inputs;
}

/* With the numbers, where the readers of every audience have all of them. */
static void tell_check(struct run *run, size_t number)
{
    const struct code_check *check = &run->codebook->checks[number];
    const bool is_error = check->is_error && !run->question;
    struct text figures = TEXT_EMPTY;
    bool are_told = false;
    for (size_t i = 0; i < run->built_audiences && !are_told; i++) {
        const struct bind_inputs inputs = bind_inputs_of(run, 0, i, run->releases ? run->releases[i] : NULL);
        are_told = statement_figures(&inputs, &run->checks.items[number], run->keep, &figures);
    }
    diagnose(run->diagnostics, is_error ? DIAG_E306 : DIAG_W306, source_place_of(&run->codebook->source, check->that), check->id, figures);
}

static void tell_checks(struct run *run)
{
    for (size_t i = 0; i < run->broken_checks.count; i++)
        tell_check(run, run->broken_checks.items[i]);
    run->broken_checks.count = 0;
}

/* An error ends the run; a warning waits until it is known what of its figures may be told, if the run goes so far. A question
 * publishes nothing, and may be what is asked because of a check. */
static void hold_checks(struct run *run)
{
    const struct bind_inputs figures = {.codebook = run->codebook,
                                        .release = run->open,
                                        .requests = &run->requests,
                                        .facts = &run->edition.facts,
                                        .is_given = run->is_given};
    for (size_t i = 0; i < run->checks.count; i++) {
        if (statement_truth(&figures, &run->checks.items[i]) == TRUTH_TRUE)
            continue;
        if (run->codebook->checks[i].is_error && !run->question)
            tell_check(run, i);
        else
            ARENA_PUSH(run->keep, &run->broken_checks, i);
    }
    if (run->is_check || has_faults(run))
        tell_checks(run);
}

/* Binds a layout for an audience; faults are told. Without a release of its own everything is shown. */
static const struct document *bind_language(struct run *run, size_t layout, size_t audience, const struct release *release)
{
    const struct bind_inputs inputs = bind_inputs_of(run, layout, audience, release);
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

/* What layouts say, held against the true counts. */
static void judge_layouts(struct run *run)
{
    for (size_t i = 0; i < run->built_audiences; i++)
        for (size_t k = 0; k < run->layouts.count; k++)
            if (!reads_as_other(run, k, i))
                bind_language(run, k, i, NULL);
}

/* Where a check does not hold, the faults of layouts are told with it. */
static bool check_all(struct run *run)
{
    if (!release_openly(run))
        return false;
    hold_checks(run);
    if (has_faults(run))
        judge_layouts(run);
    return !has_faults(run);
}

/* ---- protecting ---- */

/* Whether readers of the audience hold another one of this edition that is not released yet. */
static bool must_wait(const struct run *run, size_t audience)
{
    for (size_t i = 0; i < run->edition.audience_count; i++)
        if (!run->releases[i] && holds(run, audience, i))
            return true;
    return false;
}

/* The releases that readers of the audience hold beside their own. */
static size_t held_by(struct run *run, size_t audience, const struct release **held)
{
    size_t count = 0;
    for (size_t i = 0; i < run->edition.audience_count; i++)
        if (run->releases[i] && holds(run, audience, i))
            held[count++] = run->releases[i];
    return count;
}

static bool explain(struct run *run, const struct release_inputs *inputs, size_t audience)
{
    struct pipeline_audience *done = &run->report->audiences.items[audience];
    const struct ledger_question *question = &run->report->question;
    const struct release *release = run->releases[audience];
    if (!run->question)
        return true;
    const struct release_questions questions = {question->uses, question->use_count, !question->is_table};
    done->explanations = ARENA_ARRAY(run->keep, struct release_explanation, question->use_count);
    const struct bind_inputs printed = bind_inputs_of(run, 0, audience, release);
    done->repeats = !question->is_table && !question->is_percent &&
                    document_repeats(&printed, question->uses[0], run->keep, &done->repeated);
    return release_explain(inputs, release, &questions, run->keep, done->explanations, run->err);
}

/* A number of categories has no explanation: it is printed as it was released, or nobody asks for it. */
static void look_up_categories(const struct run *run, size_t audience, struct ledger_row *row)
{
    if (row->use >= run->published_uses || run->protected[audience].left_out[row->use])
        return;
    struct cell *categories = ARENA_NEW(run->keep, struct cell);
    *categories = release_sum(run->releases[audience], row->use);
    row->categories = categories;
}

/* What readers see of each row's figure, and nothing else. */
static bool look_up(struct run *run, const struct release_inputs *inputs, size_t audience)
{
    const struct pipeline_list *list = run->list;
    if (!list || !text_equal(run->edition.audiences[audience], list->audience))
        return true;
    size_t *uses = ARENA_ARRAY(run->keep, size_t, 2 * list->count), count = 0;
    struct release_explanation *found = ARENA_ARRAY(run->keep, struct release_explanation, 2 * list->count);
    for (size_t i = 0; i < list->count; i++) {
        struct ledger_row *row = list->rows[i];
        if (row->is_understood && row->is_distinct)
            look_up_categories(run, audience, row);
        if (!row->is_understood || row->is_distinct)
            continue;
        row->part = &found[count];
        uses[count++] = row->use;
        row->whole = &found[count];
        uses[count++] = row->base;
    }
    const struct release_questions questions = {uses, count, false};
    return release_explain(inputs, run->releases[audience], &questions, run->keep, found, run->err);
}

/* Where an audience finds each use. */
static const struct text *places_for(const struct run *run, size_t audience)
{
    const struct ledger_printed printed = {run->layouts.items, run->layouts.count, run->protected[audience].sheets,
                                           run->protected[audience].sheet_count, &run->codebook->source};
    return ledger_places(&printed, &run->requests, run->keep);
}

static bool protect_audience(struct run *run, size_t audience)
{
    say(run, text_format(run->keep, "working out what must be hidden from the readers of '%.*s' …",
                         TEXT_ARGS(run->edition.audiences[audience])));
    struct pipeline_audience *done = &run->report->audiences.items[audience];
    const struct release **held = ARENA_ARRAY(run->keep, const struct release *, run->edition.audience_count);
    const struct release_inputs inputs = {.codebook = run->codebook,
                                          .requests = &run->requests,
                                          .plan = &run->protected[audience].plan,
                                          .published_uses = run->published_uses,
                                          .left_out = run->protected[audience].left_out,
                                          .tally = run->tally,
                                          .policy = policy_of(run, audience),
                                          .edition = run->edition.facts.id,
                                          .places = places_for(run, audience),
                                          .held = held,
                                          .held_count = held_by(run, audience, held),
                                          .earlier = run->earlier.items,
                                          .earlier_count = run->earlier.count,
                                          .exempt = run->exempt[audience].items,
                                          .exempt_count = run->exempt[audience].count};
    return release_make(&inputs, run->keep, &run->releases[audience], done->account, run->err) &&
           explain(run, &inputs, audience) && look_up(run, &inputs, audience);
}

static void open_report(struct run *run)
{
    run->releases = ARENA_ARRAY(run->keep, const struct release *, run->edition.audience_count);
    for (size_t i = 0; i < run->edition.audience_count; i++) {
        struct account *account = ARENA_NEW(run->keep, struct account);
        account->keep = run->keep;
        account->without_arithmetic = !run->has_accounts;
        const struct pipeline_audience audience = {
            .name = run->edition.audiences[i],
            .may_leak = policy_of(run, i)->may_leak,
            .is_built = i < run->built_audiences,
            .account = account,
            .policy = policy_of(run, i)};
        ARENA_PUSH(run->keep, &run->report->audiences, audience);
    }
}

/* First those whose readers hold nothing else, then those whose readers hold these. */
static bool protect_all(struct run *run)
{
    open_report(run);
    for (size_t left = run->edition.audience_count; left;) {
        const size_t before = left;
        for (size_t i = 0; i < run->edition.audience_count; i++) {
            if (run->releases[i] || must_wait(run, i))
                continue;
            if (!protect_audience(run, i))
                return false;
            left--;
        }
        if (left == before)
            return error_set(run->err, ERROR_INPUT, "audiences hold each other in a circle: mend 'also holds' in the code book");
    }
    return true;
}

/* Late rows change some counts by a few; where most of what changed is nobody any more, rows are missing. */
static bool lacks_earlier_rows(const struct account *account)
{
    size_t counts = 0, gone = 0;
    for (size_t i = 0; i < account->recounts.count; i++) {
        const struct account_recount *recount = &account->recounts.items[i];
        counts += recount->kind == EARLIER_SHOWN && recount->before > 0;
        gone += recount->kind == EARLIER_SHOWN && recount->before > 0 && recount->now == 0;
    }
    return gone >= GONE_MIN && 2 * gone > counts;
}

static bool refuse_missing_rows(struct run *run)
{
    for (size_t i = 0; i < run->report->audiences.count; i++)
        if (lacks_earlier_rows(run->report->audiences.items[i].account))
            return error_set(run->err, ERROR_INPUT,
                             "of whom earlier editions counted, most are gone: the exports must hold the rows of earlier years, too; "
                             "nothing was written");
    return true;
}

/* Of reproductions of what was printed long ago nobody asks. */
static size_t unsafe_counts(const struct run *run)
{
    size_t unsafe = 0;
    for (size_t i = 0; i < run->report->audiences.count; i++)
        if (!run->report->audiences.items[i].may_leak)
            unsafe += run->report->audiences.items[i].account->totals.unsafe;
    return unsafe;
}

static bool refuse_leaks(struct run *run)
{
    const size_t unsafe = unsafe_counts(run);
    if (!unsafe)
        return true;
    return error_set(run->err, ERROR_DISCLOSE,
                     "%zu count(s) could be worked out from what would be published; nothing was written", unsafe);
}

/* In ten years, on another machine, they lead nowhere. */
static bool refuse_absolute(struct run *run)
{
    const struct edition *edition = &run->edition;
    for (size_t i = 0; i < edition->absolute.count; i++)
        diagnose(run->diagnostics, DIAG_E700, source_place_of(&edition->source, edition->absolute.items[i]), edition->absolute.items[i]);
    return !edition->absolute.count;
}

static bool refuse_reproductions(const struct run *run)
{
    for (size_t i = 0; i < run->built_audiences; i++)
        if (policy_of(run, i)->may_leak)
            return error_set(run->err, ERROR_DISCLOSE,
                             "'%.*s' reproduces what was once printed, small counts and all: it cannot be sealed; take it out of "
                             "'audiences'",
                             TEXT_ARGS(run->edition.audiences[i]));
    return true;
}

static void take_accounts(struct run *run)
{
    for (size_t i = 0; i < run->report->audiences.count; i++) {
        const struct pipeline_audience *audience = &run->report->audiences.items[i];
        struct text_builder text = {0}, json = {0};
        account_add_text(audience->account, audience->name, &text);
        account_add_json(audience->account, audience->name, &json);
        bundle_take(run->bundle, text_format(run->keep, "restricted/%.*s.audit.txt", TEXT_ARGS(audience->name)), &text,
                    FILE_PRIVATE);
        bundle_take(run->bundle, text_format(run->keep, "restricted/%.*s.audit.json", TEXT_ARGS(audience->name)), &json,
                    FILE_PRIVATE);
    }
}

/* How many rows each list that takes unknown codes has taken. */
static void take_unknown(struct run *run)
{
    struct text_builder text = {0};
    for (size_t i = 0; i < run->report->unknown.count; i++) {
        const struct pipeline_unknown *unknown = &run->report->unknown.items[i];
        text_add_format(&text, "%.*s: %" PRIu64 " rows count as '%.*s' in '%.*s', since their code is not in its list\n",
                        TEXT_ARGS(unknown->source), unknown->rows, TEXT_ARGS(unknown->category), TEXT_ARGS(unknown->column));
    }
    if (text.len)
        bundle_take(run->bundle, TEXT("restricted/unknown-codes.txt"), &text, FILE_PRIVATE);
    text_builder_done(&text);
}

/* ---- publishing ---- */

static bool is_new_number(struct names *seen, const struct doc_number *number, struct arena *keep)
{
    const int32_t before = names_count(seen);
    const struct text key = text_format(keep, "%.*s\n%.*s\n%.*s\n%.*s\n%d", TEXT_ARGS(number->measure), TEXT_ARGS(number->period),
                                        TEXT_ARGS(number->selection), TEXT_ARGS(number->unit), (int)number->kind);
    return names_add(seen, key) == before;
}

/* A translation may tell what its master does not. */
static void add_numbers(struct run *run, size_t audience, const struct doc_numbers *told)
{
    struct doc_numbers *numbers = &run->report->audiences.items[audience].numbers;
    struct names *seen = names_new();
    for (size_t i = 0; i < numbers->count; i++)
        is_new_number(seen, &numbers->items[i], run->keep);
    for (size_t i = 0; i < told->count; i++)
        if (is_new_number(seen, &told->items[i], run->keep))
            ARENA_PUSH(run->keep, numbers, told->items[i]);
    names_free(seen);
}

/* Of all other layouts. */
static void add_translations(const struct run *run, size_t layout, struct outputs_names *names)
{
    struct outputs_translation *others = ARENA_ARRAY(run->keep, struct outputs_translation, run->layouts.count);
    names->translations = others;
    for (size_t i = 0; i < run->layouts.count; i++)
        if (i != layout)
            others[names->translation_count++] = (struct outputs_translation){
                run->layouts.items[i]->language, language_word(run->languages.items[i], "name"), run->layouts.items[i]->report};
}

static bool publish_language(struct run *run, size_t layout, size_t audience, struct data_resources *described)
{
    say(run, text_format(run->keep, "making the files of '%.*s' in '%.*s' …", TEXT_ARGS(run->edition.audiences[audience]),
                         TEXT_ARGS(run->layouts.items[layout]->language)));
    const struct document *document = bind_language(run, layout, audience, run->releases[audience]);
    if (has_faults(run))
        return true; /* the other languages' faults are told in the same run */
    if (run->is_for_archive)
        add_numbers(run, audience, &document->inventory);
    struct outputs_names names = {.report = run->layouts.items[layout]->report,
                                  .password = run->passwords[audience],
                                  .described = described,
                                  .layout = &run->layouts.items[layout]->source,
                                  .diagnostics = run->diagnostics,
                                  .output = run->output};
    add_translations(run, layout, &names);
    if (!outputs_render(document, &names, run->typeface, run->bundle, run->err))
        return false;
    if (layout + 1 == run->layouts.count)
        outputs_describe(document, &names, run->bundle);
    return true;
}

/* An edition from the archive is made to be compared: what would be encrypted stays as it is. */
static bool find_passwords(struct run *run)
{
    run->passwords = ARENA_ARRAY(run->keep, struct text, run->built_audiences);
    for (size_t i = 0; i < run->built_audiences; i++)
        if (policy_of(run, i)->is_encrypted && !run->home && !password_find(run->edition.audiences[i], run->edition.folder, run->keep,
                                                              &run->passwords[i], run->err))
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

static bool publish_audience(struct run *run, size_t audience)
{
    struct data_resources described = {0};
    for (size_t i = 0; i < run->layouts.count; i++)
        if (!publish_language(run, i, audience, &described))
            return false;
    return true;
}

static bool publish_all(struct run *run)
{
    if (!find_passwords(run))
        return false;
    run->typeface = typeface_open(run->edition.fonts, run->err);
    if (!run->typeface || !note_fonts(run))
        return false;
    for (size_t i = 0; i < run->built_audiences; i++)
        if (!publish_audience(run, i))
            return false;
    return !has_faults(run);
}

/* What publishing would find fault with. */
static void check_layouts(struct run *run)
{
    for (size_t i = 0; i < run->built_audiences; i++)
        for (size_t k = 0; k < run->layouts.count; k++)
            bind_language(run, k, i, run->releases[i]);
    run->report->layouts_have_faults = has_faults(run);
}

/* ---- what can be asked for ---- */

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

/* Up to the releases. */
static bool run_to_releases(struct run *run)
{
    if (!read_all(run))
        return false;
    run->bundle->edition = run->edition.facts.id;
    if (run->output && !bundle_check(run->bundle, run->output, run->err))
        return false;
    if (run->is_for_archive && (!refuse_absolute(run) || !refuse_reproductions(run)))
        return false;
    if (!count_all(run) || !check_all(run) || !protect_all(run))
        return false;
    run->is_safe = !unsafe_counts(run);
    tell_checks(run);
    return true;
}

static bool close_run(struct run *run, bool ok)
{
    progress_clear(&run->progress);
    tally_free(run->tally);
    typeface_close(run->typeface);
    return ok;
}

bool pipeline_check(const char *edition_folder, struct bundle *bundle, struct diagnostics *diagnostics,
                    struct pipeline_report *ret_report, struct error *err)
{
    struct run run = run_of(edition_folder, bundle, diagnostics, ret_report, err);
    run.is_check = true;
    const bool ok = read_all(&run) && count_all(&run) && check_all(&run);
    if (ok) {
        judge_layouts(&run);
        run.bundle->edition = run.edition.facts.id;
        ret_report->layout_count = run.layouts.count;
    }
    return close_run(&run, ok && !has_faults(&run));
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
    const bool ok = run_to_releases(&run) && refuse_missing_rows(&run) && refuse_leaks(&run);
    if (ok) {
        take_accounts(&run);
        take_unknown(&run);
        report_built(&run);
    }
    return close_run(&run, ok && publish_all(&run));
}

/* ---- without cases ---- */

static bool restore_audience(struct run *run, size_t audience)
{
    const struct release_origin origin = {run->codebook, &run->requests, policy_of(run, audience)};
    run->protected[audience] = audience_of(run, audience);
    return release_rows_restore(run->sealed, &origin, run->published_uses, run->keep, &run->releases[audience], run->err);
}

static bool restore_all(struct run *run)
{
    run->protected = ARENA_ARRAY(run->keep, struct protected_audience, run->edition.audience_count);
    open_report(run);
    for (size_t i = 0; i < run->built_audiences; i++)
        if (!restore_audience(run, i))
            return false;
    run->is_safe = true;
    return true;
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
    ok = ok && (!rebuilt->output || bundle_check(bundle, rebuilt->output, err)) && restore_all(&run) && publish_all(&run);
    return close_run(&run, ok);
}

bool pipeline_audit(const struct pipeline_audited *audited, struct bundle *bundle, struct diagnostics *diagnostics,
                    struct pipeline_report *ret_report, struct error *err)
{
    struct run run = run_of(audited->edition_folder, bundle, diagnostics, ret_report, err);
    run.has_accounts = audited->has_accounts;
    const bool ok = run_to_releases(&run);
    if (ok && audited->has_accounts)
        take_accounts(&run);
    if (ok)
        check_layouts(&run);
    return close_run(&run, ok);
}

/* The report in the language of the answer, else in its first. */
static size_t layout_to_show(const struct run *run)
{
    for (size_t i = 0; i < run->layouts.count; i++)
        if (codebook_language(run->codebook, run->layouts.items[i]->language) == run->report->language)
            return i;
    return 0;
}

/* What its layout has faults of is told when it is built: then nobody holds it. */
static bool look_where_figures_are(struct run *run, size_t audience)
{
    const size_t layout = layout_to_show(run);
    const struct bind_inputs inputs = bind_inputs_of(run, layout, audience, run->releases[audience]);
    struct diagnostics *aside = diagnostics_new();
    const struct document *document = document_bind(&inputs, run->keep, aside);
    const bool ok = diagnostics_count(aside, SEVERITY_ERROR) ||
                    whereabouts_find(document, run->layouts.items[layout], run->typeface, run->keep,
                                     &run->report->audiences.items[audience].whereabouts, run->err);
    diagnostics_free(aside);
    return ok;
}

static bool look_where_all_are(struct run *run)
{
    run->typeface = typeface_open(run->edition.fonts, run->err);
    if (!run->typeface)
        return false;
    for (size_t i = 0; i < run->built_audiences; i++)
        if (!look_where_figures_are(run, i))
            return false;
    return true;
}

bool pipeline_explain(const char *edition_folder, const struct pipeline_question *question, struct bundle *bundle,
                      struct diagnostics *diagnostics, struct pipeline_report *ret_report, struct error *err)
{
    struct run run = run_of(edition_folder, bundle, diagnostics, ret_report, err);
    run.question = question;
    const bool ok = run_to_releases(&run) && look_where_all_are(&run);
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
    const bool ok = run_to_releases(&run) && refuse_missing_rows(&run) && refuse_leaks(&run);
    for (size_t i = 0; ok && i < run.built_audiences; i++)
        for (size_t k = 0; k < run.layouts.count && text_equal(run.edition.audiences[i], list->audience); k++)
            add_numbers(&run, i, &bind_language(&run, k, i, run.releases[i])->inventory);
    return close_run(&run, ok && !has_faults(&run));
}
