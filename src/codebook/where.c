/* SPDX-License-Identifier: GPL-3.0-or-later
 * The conditions of a measure: "age < 18 and not gender = women and admitted before 2014-07-01". Every term becomes a set
 * of categories, of numbers or of days of one column, so that protection can tell which measures overlap. */
#include "base/suggest.h"
#include "codebook/reader.h"

bool condition_is_met(const struct condition *condition, struct condition_value value)
{
    switch (condition->kind) {
    case CONDITION_CATEGORIES:
        return condition->categories[value.number] != condition->negated;
    case CONDITION_YES:
        return (value.is_known && value.number == condition->yes) != condition->negated;
    case CONDITION_AGE:
    case CONDITION_NUMBER:
        return value.is_known && ranges_hold(condition->ranges, value.number);
    }
    return false;
}

/* ---- words ---- */

enum operator { IS, IS_NOT, LESS, LESS_EQUAL, GREATER_EQUAL, GREATER, BEFORE, AFTER, BETWEEN, IN, OPERATORS };

static const struct text OPERATOR_WORDS[] = {
    [IS] = TEXT_INIT("="),        [IS_NOT] = TEXT_INIT("!="),   [LESS] = TEXT_INIT("<"),
    [LESS_EQUAL] = TEXT_INIT("<="), [GREATER_EQUAL] = TEXT_INIT(">="), [GREATER] = TEXT_INIT(">"),
    [BEFORE] = TEXT_INIT("before"), [AFTER] = TEXT_INIT("after"), [BETWEEN] = TEXT_INIT("between"),
    [IN] = TEXT_INIT("in"),       [OPERATORS] = TEXT_INIT(""),
};

/* What is compared, and so what it can be compared with. */
enum subject { OF_CATEGORIES, OF_YES_NO, OF_NUMBERS, OF_DAYS, OF_YEARS, OF_MONTHS };

struct where_reader {
    struct codebook_reader *reader;
    const struct source_table *source;
    struct text rest; /* what is not read yet */
    struct text last; /* the word before it */
    struct text name; /* of the term's column, age or grouping */
    enum subject subject;
    int dimension; /* a grouping, or NO_INDEX */
    LIST_OF(struct number_range) found; /* the term's values */
    bool *categories; /* the same of a variable with categories, or of a grouping */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_sign(char c)
{
    return c == '=' || c == '!' || c == '<' || c == '>';
}

static size_t word_length(struct text t)
{
    size_t len = 0;
    if (t.len && (t.ptr[0] == '(' || t.ptr[0] == ')' || t.ptr[0] == ','))
        return 1;
    if (t.len && is_sign(t.ptr[0])) {
        while (len < t.len && is_sign(t.ptr[len]))
            len++;
        return len;
    }
    while (len < t.len && !is_blank(t.ptr[len]) && !is_sign(t.ptr[len]) && t.ptr[len] != '(' && t.ptr[len] != ')' &&
           t.ptr[len] != ',')
        len++;
    return len;
}

static struct text peek_word(struct where_reader *w)
{
    w->rest = text_trim(w->rest);
    return text_slice(w->rest, 0, word_length(w->rest));
}

static struct text take_word(struct where_reader *w)
{
    const struct text word = peek_word(w);
    w->rest = text_slice(w->rest, word.len, w->rest.len);
    w->last = word.len ? word : w->last;
    return word;
}

static bool accept(struct where_reader *w, struct text word)
{
    if (!text_equal(peek_word(w), word))
        return false;
    take_word(w);
    return true;
}

/* Where nothing follows, the last word is marked. */
static bool expect(struct where_reader *w, struct text what)
{
    const struct text word = peek_word(w);
    codebook_complain(w->reader, DIAG_E201, word.len ? word : w->last, what, TEXT_EMPTY, TEXT_EMPTY);
    return false;
}

/* ---- values ---- */

struct value_words {
    struct text what, hint;
};

static struct value_words words_of(enum subject subject)
{
    switch (subject) {
    case OF_NUMBERS:
        return (struct value_words){TEXT("a whole number"), TEXT("write 18, or a range: 15..17")};
    case OF_DAYS:
        return (struct value_words){TEXT("a day"), TEXT("write yyyy-mm-dd, or a range of days: 2014-01-01..2014-06-30")};
    case OF_YEARS:
        return (struct value_words){TEXT("a year"), TEXT("write 2014, or a range: 2012..2014")};
    case OF_MONTHS:
        return (struct value_words){TEXT("a month"), TEXT("write 6, or a range: 6..8")};
    case OF_CATEGORIES:
    case OF_YES_NO:
        break;
    }
    return (struct value_words){TEXT("yes or no"), TEXT("write yes or no")};
}

/* A day that is written as in exports is offered as it must be. */
static bool complain_value(struct where_reader *w, struct text value)
{
    const struct value_words words = words_of(w->subject);
    struct text hint = words.hint;
    date_day day;
    if (w->subject == OF_DAYS && date_parse(value, DATE_DMY, &day) == DATE_PARSED) {
        struct text_builder b = {0};
        text_add_c(&b, "did you mean '");
        date_add_iso(&b, day);
        text_add_c(&b, "'?");
        hint = text_copy(w->reader->keep, text_built(&b));
        text_builder_done(&b);
    }
    if (!value.len)
        return expect(w, words.what);
    codebook_complain(w->reader, DIAG_E166, value, value, words.what, hint);
    return false;
}

static bool read_number(const struct where_reader *w, struct text t, int64_t *ret_number)
{
    date_day day;
    if (w->subject == OF_DAYS) {
        if (date_parse(t, DATE_ISO, &day) != DATE_PARSED)
            return false;
        *ret_number = day;
        return true;
    }
    if (!text_to_number(t, ret_number))
        return false;
    switch (w->subject) {
    case OF_YEARS:
        return *ret_number >= DATE_YEAR_MIN && *ret_number <= DATE_YEAR_MAX;
    case OF_MONTHS:
        return *ret_number >= 1 && *ret_number <= 12;
    case OF_NUMBERS:
    case OF_DAYS:
    case OF_CATEGORIES:
    case OF_YES_NO:
        return true;
    }
    return false;
}

/* "18", "15..17", "15..", "..17". */
static bool read_range(const struct where_reader *w, struct text t, struct number_range *ret_range)
{
    const size_t dots = text_find(t, TEXT(".."));
    struct number_range range = {RANGE_LOWEST, RANGE_HIGHEST};
    if (dots == t.len) {
        if (!read_number(w, t, &range.low))
            return false;
        range.high = range.low;
    } else if (t.len == 2 || (dots && !read_number(w, text_slice(t, 0, dots), &range.low)) ||
               (dots + 2 < t.len && !read_number(w, text_slice(t, dots + 2, t.len), &range.high))) {
        return false;
    }
    *ret_range = range;
    return true;
}

static bool take_category(struct where_reader *w, struct text id)
{
    const struct codebook *codebook = w->reader->codebook;
    const struct dimension *of = &codebook->dimensions[w->dimension];
    if (!id.len)
        return expect(w, TEXT("a category"));
    for (int i = 0; i < of->category_count; i++)
        if (text_equal(of->categories[i].id, id)) {
            w->categories[i] = true;
            return true;
        }
    if (!codebook_lacks_categories(codebook, of))
        codebook_complain(w->reader, DIAG_E205, id, id, of->id,
                          codebook_category_hint(codebook, of, id, w->reader->keep));
    return true;
}

static bool take_value(struct where_reader *w)
{
    const struct text value = peek_word(w);
    struct number_range range = {0};
    if (w->subject == OF_CATEGORIES) {
        if (value.len && value.ptr[0] != '(' && value.ptr[0] != ')' && value.ptr[0] != ',')
            return take_category(w, take_word(w));
        return expect(w, TEXT("a category"));
    }
    if (w->subject == OF_YES_NO) {
        range.low = range.high = text_equal(value, TEXT("yes"));
        if (!range.low && !text_equal(value, TEXT("no")))
            return complain_value(w, value);
    } else if (!read_range(w, value, &range)) {
        return complain_value(w, value);
    }
    take_word(w);
    ARENA_PUSH(w->reader->keep, &w->found, range);
    return true;
}

static bool take_values(struct where_reader *w)
{
    do
        if (!take_value(w))
            return false;
    while (accept(w, TEXT(",")));
    return true;
}

/* ---- comparisons ---- */

/* One end of what is compared: no range. */
static bool take_end(struct where_reader *w, int64_t *ret_end)
{
    const struct text value = peek_word(w);
    if (!read_number(w, value, ret_end))
        return complain_value(w, value);
    take_word(w);
    return true;
}

/* "between 15 and 17". */
static bool take_between(struct where_reader *w)
{
    struct number_range range;
    const bool good = take_end(w, &range.low) && (accept(w, TEXT("and")) || expect(w, TEXT("'and'"))) &&
                      take_end(w, &range.high);
    if (good)
        ARENA_PUSH(w->reader->keep, &w->found, range);
    else
        w->rest = text_slice(w->rest, w->rest.len, w->rest.len); /* its 'and' would look like the next term's */
    return good;
}

static bool take_compared(struct where_reader *w, enum operator op)
{
    struct number_range range = {RANGE_LOWEST, RANGE_HIGHEST};
    int64_t end;
    if (!take_end(w, &end))
        return false;
    if (op == LESS || op == BEFORE || op == LESS_EQUAL)
        range.high = op == LESS_EQUAL ? end : end - 1;
    else
        range.low = op == GREATER_EQUAL ? end : end + 1;
    ARENA_PUSH(w->reader->keep, &w->found, range);
    return true;
}

static bool suits(enum subject subject, enum operator op)
{
    if (op == IS || op == IS_NOT)
        return true;
    if (op == BEFORE || op == AFTER)
        return subject == OF_DAYS;
    return subject == OF_CATEGORIES ? op == IN : subject != OF_YES_NO;
}

static bool complain_operator(struct where_reader *w, struct text word)
{
    struct text hint = TEXT("it holds numbers: compare with =, !=, <, <=, >, >=, between or in");
    if (w->subject == OF_CATEGORIES)
        hint = TEXT("it holds categories: compare with =, != or in");
    if (w->subject == OF_YES_NO)
        hint = TEXT("it holds yes and no: compare with = or !=");
    codebook_complain(w->reader, DIAG_E167, word, word, w->name, hint);
    return false;
}

static enum operator find_operator(struct text word)
{
    enum operator op = 0;
    while (op < OPERATORS && !text_equal(OPERATOR_WORDS[op], word))
        op++;
    return op;
}

/* "< 18", "in (women, men)", "not in (women)". */
static bool take_comparison(struct where_reader *w, bool *negated)
{
    if (accept(w, TEXT("not")))
        *negated = !*negated;
    const enum operator op = find_operator(peek_word(w));
    if (op == OPERATORS)
        return expect(w, TEXT("=, !=, <, <=, >, >=, before, after, between or in"));
    const struct text word = take_word(w);
    if (!suits(w->subject, op))
        return complain_operator(w, word);
    if (op == IS_NOT)
        *negated = !*negated;
    if (op == IS || op == IS_NOT)
        return w->subject == OF_YES_NO ? take_value(w) : take_values(w);
    if (op == BETWEEN)
        return take_between(w);
    if (op != IN)
        return take_compared(w, op);
    if (!accept(w, TEXT("(")))
        return expect(w, TEXT("'('"));
    return take_values(w) && (accept(w, TEXT(")")) || expect(w, TEXT("')'")));
}

/* ---- what is compared ---- */

static int find_age(const struct source_table *source)
{
    int column = NO_INDEX;
    for (int i = 0; i < source->column_count; i++)
        if (source->columns[i].type == COLUMN_YEAR)
            column = i;
    return column;
}

static bool find_type(struct where_reader *w, struct condition *condition)
{
    switch (w->source->columns[condition->column].type) {
    case COLUMN_CODE:
        condition->kind = CONDITION_CATEGORIES;
        w->subject = OF_CATEGORIES;
        return true;
    case COLUMN_YES_NO:
        condition->kind = CONDITION_YES;
        w->subject = OF_YES_NO;
        return true;
    case COLUMN_DATE:
        w->subject = OF_DAYS;
        return true;
    case COLUMN_NUMBER:
        return true;
    case COLUMN_YEAR: /* what age is reckoned from would be two things that know nothing of each other */
        return condition->column != find_age(w->source);
    case COLUMN_ID:
    case COLUMN_TEXT:
    case COLUMN_DROP:
    case COLUMN_TYPES:
        break;
    }
    return false;
}

/* "year of admitted". */
static bool find_part(struct where_reader *w, const struct condition *condition, struct text part)
{
    if (w->source->columns[condition->column].type != COLUMN_DATE) {
        if (!codebook_is_broken(w->reader->codebook, NAMED_COLUMN, w->name))
            codebook_complain(w->reader, DIAG_E210, w->name, w->source->id, TEXT("date"), TEXT_EMPTY);
        return false;
    }
    w->subject = text_equal(part, TEXT("year")) ? OF_YEARS : OF_MONTHS;
    return true;
}

static bool find_age_column(struct where_reader *w, struct condition *condition)
{
    condition->kind = CONDITION_AGE;
    condition->column = find_age(w->source);
    if (condition->column == NO_INDEX && !codebook_is_broken(w->reader->codebook, NAMED_COLUMN, w->name))
        codebook_complain(w->reader, DIAG_E210, w->name, w->source->id, TEXT("year"), TEXT_EMPTY);
    return condition->column != NO_INDEX;
}

static bool complain_type(struct where_reader *w, const struct condition *condition)
{
    const bool is_year = w->source->columns[condition->column].type == COLUMN_YEAR;
    if (!codebook_is_broken(w->reader->codebook, NAMED_COLUMN, w->name))
        codebook_complain(w->reader, DIAG_E167, w->name, TEXT("where"), w->name,
                          is_year ? TEXT("write 'age', of which this is the year of birth")
                                  : TEXT("conditions are about codes, dates, numbers, and yes or no"));
    return false;
}

/* A column, a grouping of one, "age", "year of" or "month of" a date. False if the term is not to be looked at further. */
static bool take_subject(struct where_reader *w, struct condition *condition)
{
    const int source = codebook_source_index(w->reader->codebook, w->source);
    const struct text first = take_word(w);
    const bool is_part = text_equal(peek_word(w), TEXT("of"));
    w->name = first;
    w->subject = OF_NUMBERS;
    if (!first.len)
        return expect(w, TEXT("a column"));
    if (is_part && !text_equal(first, TEXT("year")) && !text_equal(first, TEXT("month")))
        return expect(w, TEXT("=, !=, <, <=, >, >=, before, after, between or in"));
    if (is_part) {
        take_word(w);
        w->name = take_word(w);
    }
    if (!is_part && text_equal(first, TEXT("age")))
        return find_age_column(w, condition);
    w->dimension = codebook_find_dimension(w->reader->codebook, source, w->name);
    condition->column = codebook_find_column(w->source, w->name);
    if (condition->column == NO_INDEX && w->dimension != NO_INDEX)
        condition->column = w->reader->codebook->dimensions[w->dimension].column;
    if (condition->column == NO_INDEX) {
        codebook_complain_name(w->reader, NAMED_COLUMN, source, w->name.len ? w->name : first);
        return false;
    }
    if (is_part)
        return find_part(w, condition, first);
    return (find_type(w, condition) && (w->subject != OF_CATEGORIES || w->dimension != NO_INDEX)) ||
           complain_type(w, condition);
}

/* ---- sets ---- */

/* Of a grouping, the categories of its groups. */
static void set_categories(struct where_reader *w, struct condition *condition)
{
    const struct codebook *codebook = w->reader->codebook;
    const struct dimension *of = &codebook->dimensions[w->dimension];
    const struct code_list *list = &codebook->code_lists[w->source->columns[condition->column].code_list];
    bool *set = ARENA_ARRAY(w->reader->keep, bool, (size_t)list->category_count);
    for (int i = 0; i < list->category_count; i++)
        set[i] = w->categories[of->group_of ? of->group_of[i] : i];
    condition->categories = set;
    condition->category_count = list->category_count;
}

/* Years without end have days without end: "year of came < 2014" is "came before 2014-01-01". */
static struct number_range days_between(struct date from, struct date to)
{
    const bool open_below = from.year == DATE_YEAR_MIN && from.month == 1;
    const bool open_above = to.year == DATE_YEAR_MAX && to.month == 12;
    return (struct number_range){open_below ? RANGE_LOWEST : date_to_day(from), open_above ? RANGE_HIGHEST : date_to_day(to)};
}

/* The days of years, or of months of every year. */
static struct ranges days_of(const struct where_reader *w, struct ranges parts)
{
    LIST_OF(struct number_range) days = {0};
    const int last = w->subject == OF_MONTHS ? DATE_YEAR_MAX : DATE_YEAR_MIN;
    for (int year = DATE_YEAR_MIN; year <= last; year++)
        for (size_t i = 0; i < parts.count; i++) {
            const struct number_range *part = &parts.items[i];
            const bool months = w->subject == OF_MONTHS;
            const int first_year = months ? year : (int)part->low, last_year = months ? year : (int)part->high;
            const int first_month = months ? (int)part->low : 1, last_month = months ? (int)part->high : 12;
            const struct date from = {first_year, first_month, 1},
                              to = {last_year, last_month, date_days_in_month(last_year, last_month)};
            const struct number_range range = days_between(from, to);
            ARENA_PUSH(w->reader->keep, &days, range);
        }
    return ranges_of(days.items, days.count, w->reader->keep);
}

static struct ranges known_parts(const struct where_reader *w)
{
    const bool months = w->subject == OF_MONTHS;
    const struct number_range all = {months ? 1 : DATE_YEAR_MIN, months ? 12 : DATE_YEAR_MAX};
    return ranges_of(&all, 1, w->reader->keep);
}

static void set_ranges(struct where_reader *w, struct condition *condition, bool negated)
{
    struct arena *keep = w->reader->keep;
    struct ranges ranges = ranges_of(w->found.items, w->found.count, keep);
    if (negated)
        ranges = ranges_not(ranges, keep);
    if (w->subject == OF_YEARS || w->subject == OF_MONTHS)
        ranges = days_of(w, ranges_and(ranges, known_parts(w), keep));
    condition->ranges = ranges;
}

/* Whether the terms before and this one leave nothing. */
static bool leaves_nothing(struct where_reader *w, const struct condition *before, size_t count,
                           const struct condition *condition)
{
    struct ranges left = condition->ranges;
    if (condition->kind != CONDITION_AGE && condition->kind != CONDITION_NUMBER)
        return false;
    for (size_t i = 0; i < count; i++)
        if (before[i].kind == condition->kind && before[i].column == condition->column)
            left = ranges_and(left, before[i].ranges, w->reader->keep);
    return !left.count;
}

/* "not gender in (women, men)". */
static bool take_term(struct where_reader *w, struct condition *condition)
{
    bool negated = false;
    while (accept(w, TEXT("not")))
        negated = !negated;
    *condition = (struct condition){.kind = CONDITION_NUMBER, .column = NO_INDEX};
    w->found.count = 0;
    w->dimension = NO_INDEX;
    if (!take_subject(w, condition))
        return false;
    if (w->dimension != NO_INDEX)
        w->categories = ARENA_ARRAY(w->reader->keep, bool,
                                    (size_t)w->reader->codebook->dimensions[w->dimension].category_count);
    if (!take_comparison(w, &negated))
        return false;
    switch (condition->kind) {
    case CONDITION_CATEGORIES:
        set_categories(w, condition);
        condition->negated = negated;
        break;
    case CONDITION_YES:
        condition->yes = w->found.items[0].low == 1;
        condition->negated = negated;
        break;
    case CONDITION_AGE:
    case CONDITION_NUMBER:
        set_ranges(w, condition, negated);
    }
    return true;
}

/* After a fault, where the next term begins, if that can be seen. */
static void skip_term(struct where_reader *w)
{
    while (peek_word(w).len && !text_equal(peek_word(w), TEXT("and")))
        take_word(w);
}

void codebook_read_where(struct codebook_reader *reader, struct text where, struct measure *measure)
{
    struct where_reader w = {.reader = reader, .source = &reader->codebook->sources[measure->source], .rest = where};
    LIST_OF(struct condition) terms = {0};
    for (size_t i = 0; i < measure->condition_count; i++)
        ARENA_PUSH(reader->keep, &terms, measure->conditions[i]);
    do {
        struct condition condition;
        const struct text first = peek_word(&w);
        if (!take_term(&w, &condition)) {
            skip_term(&w);
            continue;
        }
        condition.words = text_trim((struct text){first.ptr, (size_t)(w.rest.ptr - first.ptr)});
        if (leaves_nothing(&w, terms.items, terms.count, &condition))
            codebook_complain(reader, DIAG_W111, condition.words, w.name, TEXT_EMPTY, TEXT_EMPTY);
        ARENA_PUSH(reader->keep, &terms, condition);
        if (peek_word(&w).len && !text_equal(peek_word(&w), TEXT("and"))) {
            expect(&w, TEXT("'and'"));
            skip_term(&w);
        }
    } while (accept(&w, TEXT("and")));
    measure->conditions = terms.items;
    measure->condition_count = terms.count;
}
