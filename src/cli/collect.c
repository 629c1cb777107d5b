/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sorts inputs and outputs into those that are kept for ever and those that may be destroyed. */
#include "cli/collect.h"

#include "base/file.h"
#include "cli/libraries.h"
#include "cli/release_rows.h"

static const struct text RESTRICTED = TEXT_INIT("restricted/");

static bool is_restricted(struct text kind)
{
    return text_equal(kind, TEXT("export")) || text_equal(kind, TEXT("typed-in figures"));
}

/* Fonts may come from anywhere, also from the program; what they are called is all that counts. */
static void collect_inputs(const struct bundle *bundle, const char *folder, struct arena *keep, struct sealed *sealed)
{
    for (size_t i = 0; i < bundle->inputs.count; i++) {
        const struct bundle_input *input = &bundle->inputs.items[i];
        const bool is_font = text_equal(input->kind, TEXT("font"));
        const struct sealed_file file = {
            .kind = input->kind,
            .path = is_font ? text_format(keep, "fonts/%.*s", TEXT_ARGS(input->name)) : text_of(file_seen_from(keep, folder, input->path)),
            .bytes = input->bytes,
            .sha256 = input->sha256,
        };
        if (is_restricted(input->kind))
            ARENA_PUSH(keep, &sealed->restricted_inputs, file);
        else
            ARENA_PUSH(keep, &sealed->inputs, file);
    }
}

/* A manifest has the hashes of its folder's files, that of restricted/ those of all. */
static bool lists_encrypted(const struct bundle *bundle, struct text manifest)
{
    const struct text name = TEXT("manifest.json");
    if (!text_ends(manifest, name))
        return false;
    const struct text folder = text_starts(manifest, RESTRICTED) ? TEXT_EMPTY : text_slice(manifest, 0, manifest.len - name.len);
    for (size_t i = 0; i < bundle->files.count; i++)
        if (bundle->files.items[i].is_encrypted && text_starts(bundle->files.items[i].path, folder))
            return true;
    return false;
}

static void collect_outputs(const struct bundle *bundle, struct arena *keep, struct sealed *sealed)
{
    for (size_t i = 0; i < bundle->files.count; i++) {
        const struct bundle_file *made = &bundle->files.items[i];
        const struct sealed_file file = {
            .path = made->path,
            .bytes = made->bytes,
            .sha256 = made->sha256,
            .is_open = made->mode == FILE_PUBLIC,
            .is_encrypted = made->is_encrypted || lists_encrypted(bundle, made->path),
            .plain_sha256 = made->plain_sha256,
        };
        if (text_starts(made->path, RESTRICTED))
            ARENA_PUSH(keep, &sealed->restricted_outputs, file);
        else
            ARENA_PUSH(keep, &sealed->outputs, file);
    }
}

static struct text joined_labels(const struct codebook *codebook, const struct labels *labels, struct arena *keep)
{
    struct text words = labels->in[0];
    for (size_t i = 1; i < codebook->language_count; i++)
        words = text_format(keep, "%.*s | %.*s", TEXT_ARGS(words), TEXT_ARGS(labels->in[i]));
    return words;
}

static void collect_typed(const struct pipeline_report *report, struct arena *keep, struct sealed *sealed)
{
    for (size_t i = 0; i < report->edition->typed_count; i++) {
        const struct typed_figure *figure = &report->edition->typed[i];
        const struct sealed_typed typed = {report->codebook->measures[figure->measure].id, date_iso(figure->source.day, keep),
                                           joined_labels(report->codebook, &figure->source.who, keep),
                                           joined_labels(report->codebook, &figure->source.basis, keep)};
        ARENA_PUSH(keep, &sealed->typed, typed);
    }
}

static void collect_statements(const struct pipeline_audience *audience, struct arena *keep, struct sealed *sealed)
{
    static const struct text kinds[] = {[DOC_NUMBER_COUNT] = TEXT_INIT("count"),
                                        [DOC_NUMBER_ZERO_OR_MORE] = TEXT_INIT("zero_or_more"),
                                        [DOC_NUMBER_AT_MOST] = TEXT_INIT("le"),
                                        [DOC_NUMBER_CATEGORIES] = TEXT_INIT("categories")};
    for (size_t i = 0; i < audience->numbers.count; i++) {
        const struct doc_number *number = &audience->numbers.items[i];
        const bool is_shown = cell_is_shown(number->cell);
        const struct sealed_statement said = {audience->name,      number->measure,     number->period, number->selection,
                                              kinds[number->kind], number->unit,        is_shown,       is_shown ? number->cell.count : 0};
        ARENA_PUSH(keep, &sealed->statements, said);
    }
}

static void collect_release(const struct pipeline_report *report, const struct pipeline_audience *audience, struct arena *keep,
                            struct sealed *sealed)
{
    const struct release_source source = {.release = audience->release,
                                          .origin = {report->codebook, report->requests, audience->policy},
                                          .use_count = report->published_uses,
                                          .left_out = audience->left_out};
    if (audience->is_built)
        release_rows_add(&source, keep, sealed);
}

struct sealed collect_sealed(const struct bundle *bundle, const struct pipeline_report *report, const char *edition_folder,
                             struct arena *keep)
{
    const struct edition_facts *facts = &report->edition->facts;
    struct sealed sealed = {
        .id = facts->id,
        .period_first = date_iso(facts->period.first, keep),
        .period_last = date_iso(facts->period.last, keep),
        .report_number = facts->number,
        .report_date = date_iso(facts->date, keep),
        .publisher = facts->publisher,
        .folder = edition_folder_name(edition_folder, keep),
        .program = bundle->program,
        .inputs_until = report->edition->inputs_until,
        .has_restricted = true,
    };
    size_t count;
    const struct sealed_library *libraries = libraries_now(keep, &count);
    for (size_t i = 0; i < count; i++)
        ARENA_PUSH(keep, &sealed.libraries, libraries[i]);
    collect_inputs(bundle, edition_folder, keep, &sealed);
    collect_outputs(bundle, keep, &sealed);
    collect_typed(report, keep, &sealed);
    for (size_t i = 0; i < report->audiences.count; i++) {
        collect_statements(&report->audiences.items[i], keep, &sealed);
        collect_release(report, &report->audiences.items[i], keep, &sealed);
    }
    return sealed;
}
