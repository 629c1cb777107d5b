/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures: what is counted, when, once per what, and which rows. */
#include "codebook/reader.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int date_column(struct codebook_reader *reader, const struct measure *measure, struct text name)
{
    const struct source_table *source = &reader->codebook->sources[measure->source];
    const int column = codebook_find_column(source, name);
    if (column == NO_INDEX)
        codebook_complain_name(reader, NAMED_DATE_COLUMN, measure->source, name);
    else if (source->columns[column].type != COLUMN_DATE && !codebook_is_broken(reader->codebook, NAMED_COLUMN, name))
        codebook_complain(reader, DIAG_E210, name, source->id, TEXT("date"), TEXT_EMPTY);
    return column;
}

/* Takes the next word; blanks and line ends separate words. */
static struct text take_word(struct text *rest)
{
    *rest = text_trim(*rest);
    size_t len = 0;
    while (len < rest->len && !is_blank(rest->ptr[len]))
        len++;
    const struct text word = text_slice(*rest, 0, len);
    *rest = text_trim(text_slice(*rest, len, rest->len));
    return word;
}

/* "from admitted until exited", "from admitted through exited". */
static void read_in_system(struct codebook_reader *reader, const struct markup_item *item, struct measure *measure)
{
    const struct text value = settings_find(&item->settings, TEXT("in system"));
    struct text rest = value;
    const bool from = text_equal(take_word(&rest), TEXT("from"));
    const struct text start = take_word(&rest);
    const struct text word = take_word(&rest);
    measure->until_counts = text_equal(word, TEXT("through"));
    if (!from || (!measure->until_counts && !text_equal(word, TEXT("until"))) || !rest.len) {
        codebook_complain(reader, DIAG_E109, value, value, TEXT("in system"),
                          codebook_values(item, "in system"));
        return;
    }
    measure->from = date_column(reader, measure, start);
    measure->until = date_column(reader, measure, rest);
}

/* "at the end of the period", or "COLUMN during the period". */
static void read_counted(struct codebook_reader *reader, const struct markup_item *item, struct measure *measure)
{
    const struct text value = settings_find(&item->settings, TEXT("counted"));
    if (text_equal(value, TEXT("at the end of the period"))) {
        measure->kind = MEASURE_STOCK;
        return;
    }
    measure->kind = MEASURE_FLOW;
    struct text rest = value;
    const struct text column = take_word(&rest);
    if (!text_equal(rest, TEXT("during the period")))
        codebook_complain(reader, DIAG_E109, value, value, TEXT("counted"), codebook_values(item, "counted"));
    else
        measure->date = date_column(reader, measure, column);
}

/* What says when things happen is the period that is asked for, and no condition. */
static void check_own_date(struct codebook_reader *reader, const struct measure *measure)
{
    for (size_t i = 0; measure->kind == MEASURE_FLOW && i < measure->condition_count; i++) {
        const struct condition *condition = &measure->conditions[i];
        if (condition->kind == CONDITION_NUMBER && condition->column == measure->date)
            codebook_complain(reader, DIAG_E168, condition->words,
                              reader->codebook->sources[measure->source].columns[measure->date].id, measure->id, TEXT_EMPTY);
    }
}

static void check_by_code(struct codebook_reader *reader, const struct markup_item *item, const struct measure *measure)
{
    const struct source_table *source = &reader->codebook->sources[measure->source];
    for (int i = 0; i < source->column_count; i++)
        if (source->columns[i].several)
            return;
    if (settings_has(&item->settings, TEXT("once per")) && !codebook_is_broken(reader->codebook, NAMED_COLUMN, TEXT_EMPTY))
        codebook_complain(reader, DIAG_E171, settings_find(&item->settings, TEXT("once per")), source->id, TEXT_EMPTY,
                          TEXT_EMPTY);
}

/* A condition is about the first code of a cell: a case would be left out that counts in the category by another. */
static void check_several(struct codebook_reader *reader, const struct measure *measure)
{
    for (size_t i = 0; measure->by_code && i < measure->condition_count; i++) {
        const struct column *column = &reader->codebook->sources[measure->source].columns[measure->conditions[i].column];
        if (column->several)
            codebook_complain(reader, DIAG_E172, measure->conditions[i].words, column->id, TEXT_EMPTY, TEXT_EMPTY);
    }
}

/* What `like` leaves to be said: settings given here override the copied ones. */
static void read_definition(struct codebook_reader *reader, const struct markup_item *item, struct measure *measure)
{
    const struct settings *settings = &item->settings;
    const struct text in_system = settings_find(settings, TEXT("in system"));
    const struct text counted = settings_find(settings, TEXT("counted"));
    const struct text once_per = settings_find(settings, TEXT("once per"));
    const struct text where = settings_find(settings, TEXT("where"));
    if (in_system.len)
        read_in_system(reader, item, measure);
    if (counted.len)
        read_counted(reader, item, measure);
    measure->by_code = once_per.len ? text_equal(once_per, TEXT("case and code")) : measure->by_code;
    if (measure->by_code)
        check_by_code(reader, item, measure);
    if (measure->by_code) {
        measure->once_per = NO_INDEX;
    } else if (once_per.len) {
        measure->once_per = codebook_find_column(&reader->codebook->sources[measure->source], once_per);
        if ((measure->once_per == NO_INDEX || measure->once_per != reader->codebook->sources[measure->source].person) &&
            !codebook_is_broken(reader->codebook, NAMED_COLUMN, once_per))
            codebook_complain(reader, DIAG_E109, once_per, once_per, TEXT("once per"),
                              codebook_values(item, "once per"));
    }
    if (where.len)
        codebook_read_where(reader, where, measure);
    check_own_date(reader, measure);
    check_several(reader, measure);
    /* of a measure that is like another one, this has been said there */
    const struct text missing = counted.len ? TEXT("in system") : TEXT("counted");
    if (measure->like == NO_INDEX && measure->kind == MEASURE_STOCK && !in_system.len && settings_lacks(settings, missing))
        codebook_lacks(reader, item, missing);
}

static bool find_basis(struct codebook_reader *reader, const struct markup_item *item, struct measure *measure)
{
    const struct text like = settings_find(&item->settings, TEXT("like"));
    const struct text count = settings_find(&item->settings, TEXT("count"));
    if (text_equal(settings_find(&item->settings, TEXT("typed in")), TEXT("yes"))) {
        measure->kind = MEASURE_TYPED_IN;
        return true;
    }
    if (like.len) {
        const int other = codebook_measure(reader->codebook, like);
        if (other == NO_INDEX) {
            codebook_complain_name(reader, NAMED_MEASURE, NO_INDEX, like);
            return false;
        }
        const struct text id = measure->id;
        *measure = reader->codebook->measures[other];
        measure->id = id;
        measure->like = other;
        return true;
    }
    measure->source = codebook_find_source(reader->codebook, count);
    if (measure->source == NO_INDEX && count.len)
        codebook_complain_name(reader, NAMED_SOURCE, NO_INDEX, count);
    else if (settings_lacks(&item->settings, TEXT("count")))
        codebook_lacks(reader, item, TEXT("count"));
    return measure->source != NO_INDEX;
}

void codebook_read_measure(struct codebook_reader *reader, const struct markup_item *item)
{
    struct codebook *codebook = reader->codebook;
    codebook_check_settings(reader, item);
    if (codebook_measure(codebook, item->name) != NO_INDEX) {
        codebook_complain(reader, DIAG_E111, item->name, item->name, TEXT_EMPTY, TEXT_EMPTY);
        return;
    }
    struct measure measure = {.id = item->name, .source = NO_INDEX, .from = NO_INDEX, .until = NO_INDEX,
                              .date = NO_INDEX, .once_per = NO_INDEX, .like = NO_INDEX};
    if (!find_basis(reader, item, &measure)) {
        codebook_break(reader, NAMED_MEASURE, item->name);
        return;
    }
    measure.title = codebook_labels_of(reader, settings_find(&item->settings, TEXT("title")));
    measure.definition = codebook_labels_of(reader, settings_find(&item->settings, TEXT("definition")));
    if (settings_has(&item->settings, TEXT("unit")))
        measure.unit = codebook_labels_of(reader, settings_find(&item->settings, TEXT("unit")));
    else if (measure.like == NO_INDEX && settings_lacks(&item->settings, TEXT("unit")))
        codebook_lacks(reader, item, TEXT("unit"));
    measure.note = codebook_labels_of(reader, settings_find(&item->settings, TEXT("note")));
    if (measure.kind != MEASURE_TYPED_IN)
        read_definition(reader, item, &measure);
    codebook->measures[codebook->measure_count++] = measure;
}

void codebook_add_several(struct codebook_reader *reader)
{
    struct codebook *codebook = reader->codebook;
    const int named = codebook->measure_count;
    int room = named;
    for (int i = 0; i < named; i++)
        room += codebook->measures[i].by_code ? codebook->sources[codebook->measures[i].source].column_count : 0;
    struct measure *measures = ARENA_ARRAY(reader->keep, struct measure, (size_t)room + 1);
    for (int i = 0; i < named; i++)
        measures[i] = codebook->measures[i];
    int next = named;
    for (int i = 0; i < named; i++)
        for (int k = 0; measures[i].by_code && k < codebook->sources[measures[i].source].column_count; k++) {
            const struct column *column = &codebook->sources[measures[i].source].columns[k];
            if (!column->several)
                continue;
            measures[next] = measures[i];
            measures[next].id = text_format(reader->keep, "%.*s in each %.*s", TEXT_ARGS(measures[i].id), TEXT_ARGS(column->id));
            measures[next].by_code = false;
            measures[next].several = column;
            measures[next++].of = i;
        }
    codebook->measures = measures;
    codebook->several_count = next - named;
}

int codebook_several(const struct codebook *codebook, int measure, int dimension)
{
    const struct dimension *by = &codebook->dimensions[dimension];
    if (!codebook->measures[measure].by_code || by->source != codebook->measures[measure].source)
        return NO_INDEX;
    const struct column *column = &codebook->sources[by->source].columns[by->column];
    for (int i = codebook->measure_count; i < codebook->measure_count + codebook->several_count; i++)
        if (codebook->measures[i].of == measure && codebook->measures[i].several == column)
            return i;
    return NO_INDEX;
}
