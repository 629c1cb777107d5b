/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything that a run leaves: the files of each audience in each language, and those for the producer alone. */
#include "cli/run_publish.h"

#include <inttypes.h>

#include "base/file.h"
#include "base/names.h"
#include "cli/outputs.h"
#include "cli/password.h"
#include "cli/run_bind.h"

/* ---- for the producer alone ---- */

void run_take_accounts(struct run *run)
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

void run_take_unknown(struct run *run)
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

/* ---- for readers ---- */

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
    run_say(run, text_format(run->keep, "making the files of '%.*s' in '%.*s' …", TEXT_ARGS(run->edition.audiences[audience]),
                         TEXT_ARGS(run->layouts.items[layout]->language)));
    const struct document *document = run_bind(run, layout, audience, run->releases[audience]);
    if (run_has_faults(run))
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
        if (run_policy(run, i)->is_encrypted && !run->home &&
            !password_find(run->edition.audiences[i], run->edition.folder, run->keep, &run->passwords[i], run->err))
            return false;
    return true;
}

static bool note_fonts(struct run *run)
{
    struct file_names names;
    if (!file_list(run->edition.fonts, "*.ttf", run->keep, &names, run->err))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (!run_note_file(run, "font", file_join(run->keep, run->edition.fonts, names.items[i])))
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

bool run_publish(struct run *run)
{
    if (!find_passwords(run))
        return false;
    run->typeface = typeface_open(run->edition.fonts, run->err);
    if (!run->typeface || !note_fonts(run))
        return false;
    for (size_t i = 0; i < run->built_audiences; i++)
        if (!publish_audience(run, i))
            return false;
    return !run_has_faults(run);
}

void run_gather_numbers(struct run *run, size_t audience)
{
    for (size_t i = 0; i < run->layouts.count; i++)
        add_numbers(run, audience, &run_bind(run, i, audience, run->releases[audience])->inventory);
}
