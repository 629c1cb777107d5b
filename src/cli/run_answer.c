/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked about single figures: a question of `explain`, or the rows of a list that `compare` looks up. */
#include "cli/run_answer.h"

#include "cli/run_bind.h"
#include "cli/waymarks.h"

/* ---- reading what is asked ---- */

void run_check_given(struct run *run, int measure, struct place place)
{
    if (run->codebook->measures[measure].kind == MEASURE_TYPED_IN && !run->is_given[measure] &&
        !run->edition.typed_is_unknown)
        diagnose(run->diagnostics, DIAG_E307, place, run->codebook->measures[measure].id);
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

bool run_read_question(struct run *run)
{
    struct question *question = &run->report->question;
    const struct ledger_reader reader = run_ledger_reader(run);
    if (!run->question || !run->question->figure.len)
        return true;
    run->report->codebook = run->codebook;
    run->report->typed = run->typed;
    const struct question_names named = {run->layouts.items, run->layouts.count, run->sheets.items, run->sheets.count};
    if (!choose_language(run) || !question_read(&reader, &named, run->question->figure, question))
        return false;
    for (size_t i = 0; i < question->use_count; i++)
        run_check_given(run, run->requests.tables[run->requests.uses[question->uses[i]].table].measure,
                    source_place_of(&question->source, question->source.bytes));
    return true;
}

/* "public, authorities". */
static struct text audiences_of(const struct run *run)
{
    struct text names = TEXT_EMPTY;
    for (size_t i = 0; i < run->built_audiences; i++)
        names = text_format(run->keep, i ? "%.*s, %.*s" : "%.*s%.*s", TEXT_ARGS(names), TEXT_ARGS(run->edition.audiences[i]));
    return names;
}

bool run_read_list(struct run *run)
{
    const struct ledger_reader reader = run_ledger_reader(run);
    if (!run->list)
        return true;
    for (size_t i = 0; i < run->list->count; i++) {
        struct question_row *row = run->list->rows[i];
        question_read_row(&reader, row);
        if (row->is_understood)
            run_check_given(run, run->requests.tables[run->requests.uses[row->use].table].measure, row->place);
    }
    for (size_t i = 0; i < run->built_audiences; i++)
        if (text_equal(run->edition.audiences[i], run->list->audience))
            return true;
    return error_set(run->err, ERROR_USAGE, "the edition has no audience '%.*s'; it has: %.*s", TEXT_ARGS(run->list->audience),
                     TEXT_ARGS(audiences_of(run)));
}

/* ---- answering it ---- */

bool run_explain(struct run *run, const struct release_inputs *inputs, size_t audience)
{
    struct pipeline_audience *done = &run->report->audiences.items[audience];
    const struct question *question = &run->report->question;
    const struct release *release = run->releases[audience];
    if (!question->use_count)
        return true;
    const struct release_questions questions = {question->uses, question->use_count, !question->is_table};
    done->explanations = ARENA_ARRAY(run->keep, struct release_explanation, question->use_count);
    const struct bind_inputs printed = run_bind_inputs(run, 0, audience, release);
    done->repeats = !question->is_table && !question->is_percent &&
                    document_repeats(&printed, question->uses[0], run->keep, &done->repeated);
    return release_explain(inputs, release, &questions, run->keep, done->explanations, run->err);
}

/* A number of categories has no explanation: it is printed as it was released, or nobody asks for it. */
static void look_up_categories(const struct run *run, size_t audience, struct question_row *row)
{
    if (row->use >= run->published_uses || run->protected[audience].left_out[row->use])
        return;
    struct cell *categories = ARENA_NEW(run->keep, struct cell);
    *categories = release_sum(run->releases[audience], row->use);
    row->categories = categories;
}

bool run_look_up(struct run *run, const struct release_inputs *inputs, size_t audience)
{
    const struct pipeline_list *list = run->list;
    if (!list || !text_equal(run->edition.audiences[audience], list->audience))
        return true;
    size_t *uses = ARENA_ARRAY(run->keep, size_t, 2 * list->count), count = 0;
    struct release_explanation *found = ARENA_ARRAY(run->keep, struct release_explanation, 2 * list->count);
    for (size_t i = 0; i < list->count; i++) {
        struct question_row *row = list->rows[i];
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

/* ---- where the report has it ---- */

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
    const struct layout *layout = run->layouts.items[layout_to_show(run)];
    struct bind_inputs inputs = run_bind_inputs(run, layout_to_show(run), audience, run->releases[audience]);
    struct diagnostics *aside = diagnostics_new();
    const struct waymarks *marks = waymarks_make(layout, run->keep);
    inputs.layout = marks->by_paragraph;
    const struct document *by_paragraph = document_bind(&inputs, run->keep, aside);
    inputs.layout = marks->by_mention;
    const struct whereabouts_of of = {layout, marks, by_paragraph, document_bind(&inputs, run->keep, aside)};
    const bool ok = diagnostics_count(aside, SEVERITY_ERROR) ||
                    whereabouts_find(&of, run->typeface, run->keep, &run->report->audiences.items[audience].whereabouts, run->err);
    diagnostics_free(aside);
    return ok;
}

bool run_look_where(struct run *run)
{
    run->typeface = typeface_open(run->edition.fonts, run->err);
    if (!run->typeface)
        return false;
    for (size_t i = 0; i < run->built_audiences; i++)
        if (!look_where_figures_are(run, i))
            return false;
    return true;
}
