/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a figure counts, by the code book: its measure, its selection, its time. */
#include "cli/explain_measure.h"

#include "cli/explain_teller.h"
#include "codebook/definition.h"

/* "2014-01-01 to 2014-12-31 in 12 steps"; of a stock, which is of days, "as on 12 days from 2014-01-31 to 2014-12-31". */
static struct text time_of(const struct teller *t, bool is_stock)
{
    const struct question *question = &t->report->question;
    const size_t steps = question->period_count;
    const struct text first = teller_day(t, is_stock ? question->first.last : question->first.first);
    const struct text last = teller_day(t, question->period.last);
    if (is_stock && steps > 1)
        return told(t, "as on %zu days from %.*s to %.*s", steps, TEXT_ARGS(first), TEXT_ARGS(last));
    if (is_stock)
        return told(t, "as on %.*s", TEXT_ARGS(last));
    if (steps > 1)
        return told(t, "%.*s to %.*s in %zu steps", TEXT_ARGS(first), TEXT_ARGS(last), steps);
    return told(t, "%.*s to %.*s", TEXT_ARGS(first), TEXT_ARGS(last));
}

/* As the note below a printed figure says it. */
static void add_typed(const struct teller *t, const struct typed_source *source)
{
    teller_line(t, told(t, "counted: by hand, and typed in: by %.*s, on %.*s", TEXT_ARGS(teller_label(t, &source->who)),
                     TEXT_ARGS(teller_day(t, source->day))));
    teller_line(t, told(t, "rests on: %.*s", TEXT_ARGS(teller_label(t, &source->basis))));
}

/* What of the rows counts, and how often. */
static struct text rows_of(const struct teller *t, const struct measure *measure)
{
    const struct source_table *source = &t->report->codebook->sources[measure->source];
    if (measure->by_code)
        return told(t, "every row of '%.*s' counts, once in each category that it has", TEXT_ARGS(source->id));
    if (measure->once_per == NO_INDEX)
        return told(t, "every row of '%.*s' counts", TEXT_ARGS(source->id));
    return told(t, "each '%.*s' counts once", TEXT_ARGS(source->columns[measure->once_per].id));
}

static void add_counting(const struct teller *t, const struct measure *measure)
{
    struct text_builder counted = {0};
    if (measure->kind == MEASURE_TYPED_IN) {
        add_typed(t, &t->report->typed[measure - t->report->codebook->measures]);
        return;
    }
    definition_add_counted(t->report->codebook, measure, &counted);
    const struct text what = said_word(t->v, text_copy(t->v->keep, text_built(&counted)));
    teller_line(t, told(t, "counted: %.*s, %.*s; %.*s", TEXT_ARGS(what), TEXT_ARGS(time_of(t, measure->kind == MEASURE_STOCK)),
                     TEXT_ARGS(rows_of(t, measure))));
    text_builder_done(&counted);
}

/* "gender: Women"; of most categories: "nationality: all but Stateless". */
static void add_set(const struct teller *t, const struct dimension *dimension, const bool *set)
{
    int chosen = 0;
    struct text names = TEXT_EMPTY;
    const struct text title = teller_label(t, &dimension->title);
    for (int i = 0; i < dimension->category_count; i++)
        chosen += set[i];
    const bool listed = chosen * 2 <= dimension->category_count;
    for (int i = 0; i < dimension->category_count; i++)
        if (set[i] == listed) {
            const struct text name = teller_label(t, &dimension->categories[i].labels);
            names = names.len ? text_format(t->v->keep, "%.*s, %.*s", TEXT_ARGS(names), TEXT_ARGS(name)) : name;
        }
    teller_line(t, listed ? told(t, "with %.*s: %.*s", TEXT_ARGS(title), TEXT_ARGS(names))
                       : told(t, "with %.*s: all but %.*s", TEXT_ARGS(title), TEXT_ARGS(names)));
}

static void add_selection(const struct teller *t, const struct requests *requests)
{
    const struct question *question = &t->report->question;
    const struct use *use = &requests->uses[question->uses[0]];
    const struct table_request *table = &requests->tables[question->is_table ? question->set_of : use->table];
    const struct cell_set *set = question->is_table ? &question->set : &use->set;
    for (size_t i = 0; i < table->dimension_count; i++)
        if (set->categories[i])
            add_set(t, &t->report->codebook->dimensions[table->dimensions[i]], set->categories[i]);
}

void explain_measure(const struct teller *t)
{
    const struct measure *measure = &t->report->codebook->measures[t->report->question.measure];
    struct text_builder where = {0};
    text_add_format(t->out, "%.*s\n    %.*s: %.*s (%.*s)\n", TEXT_ARGS(t->report->question.heading),
                    TEXT_ARGS(measure->id), TEXT_ARGS(teller_label(t, &measure->title)), TEXT_ARGS(teller_label(t, &measure->unit)));
    add_selection(t, t->report->requests);
    add_counting(t, measure);
    definition_add_where(measure, &where);
    if (measure->condition_count)
        teller_line(t, told(t, "where: %.*s", TEXT_ARGS(text_built(&where))));
    if (teller_label(t, &measure->definition).len)
        teller_line(t, told(t, "definition: %.*s", TEXT_ARGS(teller_label(t, &measure->definition))));
    if (teller_label(t, &measure->note).len)
        teller_line(t, told(t, "note: %.*s", TEXT_ARGS(teller_label(t, &measure->note))));
    text_builder_done(&where);
}
