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

static struct text take_operator(struct text *rest)
{
    static const struct text operators[] = {TEXT_INIT("!="), TEXT_INIT("<="), TEXT_INIT(">="), TEXT_INIT("="),
                                            TEXT_INIT("<"),  TEXT_INIT(">"),  TEXT_INIT("")};
    *rest = text_trim(*rest);
    for (const struct text *op = operators; op->len; op++)
        if (text_starts(*rest, *op)) {
            *rest = text_trim(text_slice(*rest, op->len, rest->len));
            return *op;
        }
    return TEXT_EMPTY;
}

static bool read_comparison(struct text op, enum comparison *ret_compare)
{
    static const struct {
        struct text op;
        enum comparison compare;
    } table[] = {{TEXT_INIT("<"), COMPARE_LESS},           {TEXT_INIT("<="), COMPARE_LESS_EQUAL},
                 {TEXT_INIT("="), COMPARE_EQUAL},          {TEXT_INIT("!="), COMPARE_NOT_EQUAL},
                 {TEXT_INIT(">="), COMPARE_GREATER_EQUAL}, {TEXT_INIT(">"), COMPARE_GREATER}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (text_equal(op, table[i].op)) {
            *ret_compare = table[i].compare;
            return true;
        }
    return false;
}

static bool read_age(const struct source_table *source, struct text op, struct text value, struct condition *condition)
{
    condition->kind = CONDITION_AGE;
    condition->column = NO_INDEX;
    for (int i = 0; i < source->column_count; i++)
        if (source->columns[i].type == COLUMN_YEAR)
            condition->column = i;
    return read_comparison(op, &condition->compare) && text_to_number(value, &condition->number);
}

static bool read_categories(struct codebook_reader *reader, int list_index, struct text value,
                            struct condition *condition)
{
    const struct code_list *list = &reader->codebook->code_lists[list_index];
    bool *set = ARENA_ARRAY(reader->keep, bool, (size_t)list->category_count);
    for (struct text rest = value; rest.len;) {
        const struct text id = text_cut(&rest, ',');
        const int category = code_list_find(list, id);
        if (category == NO_INDEX) {
            codebook_complain_category(reader, list, id);
            continue;
        }
        set[category] = true;
    }
    condition->kind = CONDITION_CATEGORIES;
    condition->categories = set;
    condition->category_count = list->category_count;
    return value.len > 0;
}

/* One of "age < 18", "gender = women", "gender != women, men", "extension != yes". False if it has none of these forms;
 * names that do not exist are reported. */
static bool read_term(struct codebook_reader *reader, struct text term, const struct source_table *source,
                      struct condition *condition)
{
    size_t end = 0;
    while (end < term.len && term.ptr[end] != ' ' && term.ptr[end] != '=' && term.ptr[end] != '<' &&
           term.ptr[end] != '>' && term.ptr[end] != '!')
        end++;
    const struct text name = text_slice(term, 0, end);
    struct text rest = text_slice(term, end, term.len);
    const struct text op = take_operator(&rest);
    if (text_equal(name, TEXT("age"))) {
        const bool ok = read_age(source, op, rest, condition);
        if (condition->column == NO_INDEX && !codebook_is_broken(reader->codebook, NAMED_COLUMN, name))
            codebook_complain(reader, DIAG_E210, name, source->id, TEXT("year"), TEXT_EMPTY);
        return ok;
    }
    condition->column = codebook_find_column(source, name);
    condition->negated = text_equal(op, TEXT("!="));
    if (condition->column == NO_INDEX) {
        codebook_complain_name(reader, NAMED_COLUMN, codebook_source_index(reader->codebook, source), name);
        return true;
    }
    if (!condition->negated && !text_equal(op, TEXT("=")))
        return false;
    if (source->columns[condition->column].type == COLUMN_YES_NO) {
        condition->kind = CONDITION_YES;
        return text_equal(rest, TEXT("yes"));
    }
    const int list = source->columns[condition->column].code_list;
    if (list == NO_INDEX && codebook_is_broken(reader->codebook, NAMED_COLUMN, name))
        return true;
    return list != NO_INDEX && read_categories(reader, list, rest, condition);
}

/* The place of the word "and" between two terms, or the length. */
static size_t find_and(struct text t)
{
    const struct text word = TEXT("and");
    for (size_t at = 1; at + word.len < t.len; at++)
        if (is_blank(t.ptr[at - 1]) && is_blank(t.ptr[at + word.len]) &&
            text_equal(text_slice(t, at, at + word.len), word))
            return at;
    return t.len;
}

static void read_where(struct codebook_reader *reader, struct text value, struct measure *measure)
{
    const struct source_table *source = &reader->codebook->sources[measure->source];
    LIST_OF(struct condition) terms = {0};
    for (size_t i = 0; i < measure->condition_count; i++)
        ARENA_PUSH(reader->keep, &terms, measure->conditions[i]);
    for (struct text rest = value; rest.len;) {
        const size_t at = find_and(rest);
        const struct text term = text_trim(text_slice(rest, 0, at));
        rest = at < rest.len ? text_slice(rest, at + 3, rest.len) : TEXT_EMPTY;
        struct condition condition = {.kind = CONDITION_CATEGORIES};
        if (!read_term(reader, term, source, &condition))
            codebook_complain(reader, DIAG_E201, term, TEXT("'age < 18', 'column = category' or 'column != category'"),
                              TEXT_EMPTY, TEXT_EMPTY);
        ARENA_PUSH(reader->keep, &terms, condition);
    }
    measure->conditions = terms.items;
    measure->condition_count = terms.count;
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
    if (once_per.len) {
        measure->once_per = codebook_find_column(&reader->codebook->sources[measure->source], once_per);
        if ((measure->once_per == NO_INDEX || measure->once_per != reader->codebook->sources[measure->source].person) &&
            !codebook_is_broken(reader->codebook, NAMED_COLUMN, once_per))
            codebook_complain(reader, DIAG_E109, once_per, once_per, TEXT("once per"),
                              codebook_values(item, "once per"));
    }
    if (where.len)
        read_where(reader, where, measure);
    /* of a measure that is like another one, this has been said there */
    const struct text missing = counted.len ? TEXT("in system") : TEXT("counted");
    if (measure->like == NO_INDEX && measure->kind == MEASURE_STOCK && !in_system.len && settings_lacks(settings, missing))
        codebook_complain(reader, DIAG_E108, item->opener, missing, TEXT_EMPTY, TEXT_EMPTY);
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
        codebook_complain(reader, DIAG_E108, item->opener, TEXT("count"), TEXT_EMPTY, TEXT_EMPTY);
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
    if (settings_has(&item->settings, TEXT("unit")))
        measure.unit = codebook_labels_of(reader, settings_find(&item->settings, TEXT("unit")));
    else if (measure.like == NO_INDEX && settings_lacks(&item->settings, TEXT("unit")))
        codebook_complain(reader, DIAG_E108, item->opener, TEXT("unit"), TEXT_EMPTY, TEXT_EMPTY);
    measure.note = codebook_labels_of(reader, settings_find(&item->settings, TEXT("note")));
    if (measure.kind != MEASURE_TYPED_IN)
        read_definition(reader, item, &measure);
    codebook->measures[codebook->measure_count++] = measure;
}
