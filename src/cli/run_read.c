/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people wrote, from edition.conf to the code book's relations: all faults of all files are told in one run. */
#include "cli/run_read.h"

#include <string.h>

#include "base/file.h"
#include "cli/run_answer.h"
#include "document/bind.h"
#include "document/language.h"

/* ---- code book and audiences ---- */

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
    run_note_source(run, "code book", &run->codebook->source);
    for (size_t i = 0; i < run->codebook->list_files.count; i++)
        run_note_source(run, "code list", &run->codebook->list_files.items[i]);
    return true;
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

/* Whoever is not built for, but is read by those who are: adds one to the audiences, false when none is missing. The
 * layouts are the same, so what those readers have is known. */
static bool add_held_audience(struct run *run)
{
    struct edition *edition = &run->edition;
    for (size_t i = 0; i < edition->audience_count; i++) {
        const struct policy *policy = run_policy(run, i);
        for (size_t k = 0; !policy->may_leak && k < policy->also_holds_count; k++) {
            const struct text name = policy->also_holds[k];
            if (run_has_audience(run, name) || run->codebook->policies[codebook_policy(run->codebook, name)].may_leak)
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
            run_check_given(run, codebook->relations[i].terms[k].measure,
                        source_place_of(&codebook->source, codebook->relations[i].that));
}

/* ---- layouts and sheets ---- */

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
    if (!language_read(path, run->keep, run->diagnostics, &language, run->err) || !run_note_file(run, "language", path))
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
        run_note_source(run, "layout", &layout->source);
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

/* ---- what the ledger holds beside them ---- */

/* Names in exemptions of policies that this edition does not use are looked at all the same. */
static void check_other_exemptions(struct run *run)
{
    struct requests unused = {0};
    exempt_figures figures = {0};
    struct ledger_reader reader = run_ledger_reader(run);
    reader.requests = &unused;
    for (int i = 0; i < run->codebook->policy_count; i++)
        if (!run_has_audience(run, run->codebook->policies[i].audience))
            ledger_read_exempt(&reader, &run->codebook->policies[i], &figures);
}

/* Lists of what was published before this edition, be it of earlier periods or of later ones. */
static bool read_lists(struct run *run, const char *const *paths, size_t count, bool are_later)
{
    struct ledger_reader reader = run_ledger_reader(run);
    reader.reads_later = are_later;
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = ledger_read_earlier(&reader, paths[i], &run->earlier, run->err) && run_note_file(run, "earlier figures", paths[i]);
    return ok;
}

static bool read_ledger(struct run *run)
{
    const struct ledger_reader reader = run_ledger_reader(run);
    run->published_uses = run->requests.use_count;
    if (!read_lists(run, run->edition.earlier, run->edition.earlier_count, false) ||
        !read_lists(run, run->edition.later, run->edition.later_count, true))
        return false;
    ledger_read_typed(&reader);
    run->ledger_uses = run->requests.use_count;
    run->exempt = ARENA_ARRAY(run->keep, exempt_figures, run->edition.audience_count);
    for (size_t i = 0; i < run->edition.audience_count; i++)
        ledger_read_exempt(&reader, run_policy(run, i), &run->exempt[i]);
    check_other_exemptions(run);
    return true;
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
    const struct ledger_reader reader = run_ledger_reader(run);
    run->relation_uses = ARENA_ARRAY(run->keep, size_t *, (size_t)run->codebook->relation_count);
    for (int i = 0; i < run->codebook->relation_count; i++)
        run->relation_uses[i] = ledger_read_relation(&reader, &run->codebook->relations[i]);
}

bool run_read(struct run *run)
{
    if (!edition_read(run->folder, run->home, run->keep, run->diagnostics, &run->edition, run->err))
        return false;
    run_note_source(run, "edition", &run->edition.source);
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
    if (run->edition.typed_in && !run_note_file(run, "typed-in figures", run->edition.typed_in))
        return false;
    check_typed(run);
    if (!read_layouts(run))
        return false;
    read_sheets(run);
    if (!read_ledger(run) || !run_read_question(run) || !run_read_list(run))
        return false;
    read_checks(run);
    read_relations(run);
    return true;
}
