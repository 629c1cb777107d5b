/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures with their selections and periods, and what they ask to be counted. */
#include "base/suggest.h"
#include "layout/parser.h"

/* The nearest of the names that a measure can be broken down by, or all of them. */
static struct text dimension_hint(struct parser *p, int measure, struct text wrong)
{
    const struct codebook *codebook = p->context->codebook;
    struct suggestion near = suggest(wrong);
    for (int i = 0; i < codebook->dimension_count; i++)
        if (codebook->dimensions[i].source == codebook->measures[measure].source)
            suggest_offer(&near, codebook->dimensions[i].id);
    return suggest_hint(&near, p->context->keep);
}

/* ---- measures, selections, periods ---- */

bool parser_take_measure(struct parser *p, int *ret_measure)
{
    struct text word;
    if (!parser_take_word(p, &word))
        return parser_expected(p, TEXT("the name of a measure"));
    *ret_measure = codebook_measure(p->context->codebook, word);
    return *ret_measure != NO_INDEX || parser_name_fault(p, NAMED_MEASURE, NO_INDEX, word);
}

bool parser_take_dimension(struct parser *p, int measure, int *ret_dimension)
{
    const struct codebook *codebook = p->context->codebook;
    struct text word;
    if (!parser_take_word(p, &word))
        return parser_expected(p, TEXT("the name of a variable"));
    *ret_dimension = codebook_dimension(codebook, measure, word);
    if (*ret_dimension != NO_INDEX)
        return true;
    if (codebook_is_broken(codebook, NAMED_COLUMN, word) || codebook_is_broken(codebook, NAMED_GROUPS, word))
        return false;
    return parser_fault(p, DIAG_E204, word, word, codebook->measures[measure].id, dimension_hint(p, measure, word));
}

static int count_set(const struct dimension *dimension, const bool *set)
{
    int count = 0;
    for (int i = 0; i < dimension->category_count; i++)
        count += set[i];
    return count;
}

/* Whether the categories are all but those not stated: then a case counts once, by whatever of them it has. */
static bool is_stated(const struct dimension *dimension, const bool *set)
{
    return set && count_set(dimension, set) == dimension->category_count - 1 && !set[dimension->category_count - 1];
}

/* What counts the part's categories where a case may have several of them; NO_INDEX: it cannot, or that says nothing. */
static int several_of(const struct parser *p, int measure, const struct draft_part *part)
{
    if (is_stated(&p->context->codebook->dimensions[part->dimension], part->set))
        return NO_INDEX;
    return codebook_several(p->context->codebook, measure, part->dimension);
}

/* Nothing may ask for a sum of categories of which a case may have several. */
static bool check_several(struct parser *p, const struct draft *draft, struct text at, const struct draft_part *part)
{
    const struct codebook *codebook = p->context->codebook;
    const struct dimension *dimension = &codebook->dimensions[part->dimension];
    if (several_of(p, draft->measure, part) == NO_INDEX)
        return true;
    const struct text column = codebook->sources[dimension->source].columns[dimension->column].id;
    if (dimension->group_of)
        return parser_fault(p, DIAG_E174, at, column, TEXT("ask by the variable itself, not by groups of its categories"));
    if (part->set && count_set(dimension, part->set) != 1)
        return parser_fault(p, DIAG_E174, at, column, TEXT("ask for one category at a time"));
    for (size_t i = 0; i < draft->count; i++)
        if (several_of(p, draft->measure, &draft->parts[i]) != NO_INDEX)
            return parser_fault(p, DIAG_E174, at, column, TEXT("ask by one such variable at a time"));
    return true;
}

bool parser_add_part(struct parser *p, struct draft *draft, struct text at, struct draft_part part)
{
    for (size_t i = 0; i < draft->count; i++)
        if (draft->parts[i].dimension == part.dimension)
            return parser_fault(p, DIAG_E208, at, p->context->codebook->dimensions[part.dimension].id);
    if (draft->count == REQUEST_DIMENSIONS_MAX)
        return parser_fault(p, DIAG_E224, at, text_format(p->context->keep, "%d", REQUEST_DIMENSIONS_MAX));
    if (!check_several(p, draft, at, &part))
        return false;
    draft->parts[draft->count++] = part;
    return true;
}

int parser_several(const struct parser *p, const struct draft *draft)
{
    int several = NO_INDEX;
    for (size_t i = 0; i < draft->count && several == NO_INDEX; i++)
        several = several_of(p, draft->measure, &draft->parts[i]);
    return several;
}

bool parser_take_category(struct parser *p, const struct dimension *dimension, int *ret_category)
{
    struct text word;
    if (!parser_take_word(p, &word))
        return parser_expected(p, TEXT("the name of a category"));
    for (int i = 0; i < dimension->category_count; i++)
        if (text_equal(dimension->categories[i].id, word)) {
            *ret_category = i;
            return true;
        }
    if (codebook_lacks_categories(p->context->codebook, dimension))
        return false;
    return parser_fault(p, DIAG_E205, word, word, dimension->id,
                        codebook_category_hint(p->context->codebook, dimension, word, p->context->keep));
}

/* "women,men" into a set; `negated` turns it round. */
static bool take_categories(struct parser *p, const struct dimension *dimension, bool negated, const bool **ret_set)
{
    bool *set = ARENA_ARRAY(p->context->keep, bool, (size_t)dimension->category_count);
    do {
        int category;
        if (!parser_take_category(p, dimension, &category))
            return false;
        set[category] = true;
    } while (parser_accept_sign(p, TEXT(",")));
    for (int i = 0; negated && i < dimension->category_count; i++)
        set[i] = !set[i];
    *ret_set = set;
    return true;
}

/* Whether "word =" or "word !=" (but no comparison of whole figures) comes next. */
static bool selection_follows(struct parser *p, int measure)
{
    const struct text word = parser_peek_word(p);
    struct parser ahead = *p;
    parser_advance(&ahead, word.len);
    const bool sign = parser_accept_sign(&ahead, TEXT("!=")) || parser_accept_sign(&ahead, TEXT("="));
    return word.len && sign && measure != NO_INDEX;
}

static bool is_same(struct period a, struct period b)
{
    return a.first == b.first && a.last == b.last;
}

/* What gives each edition its own period where this one is typed; empty where nothing does. */
static struct text instead_of(const struct parser *p, struct period period)
{
    const struct period own = p->context->period;
    if (is_same(period, own))
        return TEXT("leaving it out");
    if (is_same(period, period_year_before(own)))
        return TEXT("'@year before'");
    return is_same(period, period_previous(own)) ? TEXT("'@previous'") : TEXT_EMPTY;
}

/* A period that would stay in the next edition, where the author most likely means another then. A range is a choice of years, and
 * may begin or end where it does for good. */
static void advise(const struct parser *p, struct text at, struct period period)
{
    const struct text instead = instead_of(p, period);
    if (p->context->warns_of_periods && instead.len)
        diagnose(p->context->diagnostics, DIAG_W122, source_place_of(p->context->source, at), at, instead);
}

/* Exports may begin to tell of later days, but no more than begin: what they have of them is no figure. */
static bool is_known(struct parser *p, struct text at, struct period period)
{
    if (period.last <= p->context->period.last || p->context->reads_later_periods)
        return true;
    const struct date last = date_of_day(p->context->period.last);
    return parser_fault(p, DIAG_E232, at, text_format(p->context->keep, "%04d-%02d-%02d", last.year, last.month, last.day));
}

static struct text take_period_code(struct parser *p)
{
    parser_skip_blanks(p);
    size_t len = 0;
    while (len < p->rest.len && (parser_is_word_byte(p->rest.ptr[len]) || (p->rest.ptr[len] == '-' && len == 4)))
        len++;
    const struct text code = text_slice(p->rest, 0, len);
    parser_advance(p, len);
    return code;
}

/* "2014H1" or "H1", "2014-06" or "6": what is left out is the year of the edition. */
static bool step_period(const struct parser *p, enum time_step step, struct text code, struct period *ret_period)
{
    const int year = date_of_day(p->context->period.last).year;
    int64_t month;
    struct text full = code;
    if (step == STEP_HALF && code.len == 2)
        full = text_format(p->context->keep, "%04d%.*s", year, TEXT_ARGS(code));
    else if (step == STEP_MONTH && code.len <= 2 && text_to_number(code, &month))
        full = text_format(p->context->keep, "%04d-%02d", year, (int)month);
    return period_parse(full, ret_period) && period_steps(*ret_period, step) == 1;
}

/* What each step can be, for people. */
static const struct text STEP_VALUES[] = {
    [STEP_MONTH] = TEXT_INIT("month=6, month=2014-06"),
    [STEP_HALF] = TEXT_INIT("half=H1, half=2014H1"),
    [STEP_YEAR] = TEXT_INIT("year=2014"),
};

/* "year=2013", with `at` before it. */
static bool take_period_selection(struct parser *p, struct text at, enum time_step step, struct draft *draft)
{
    parser_advance(p, at.len);
    if (!parser_accept_sign(p, TEXT("=")))
        return parser_expected(p, TEXT("'=' and a period"));
    const struct text code = take_period_code(p);
    if (draft->has_period)
        return parser_fault(p, DIAG_E208, at, at);
    draft->has_period = true;
    if (!step_period(p, step, code, &draft->period))
        return parser_fault(p, DIAG_E194, code, code, at, STEP_VALUES[step]);
    if (code.len >= TEXT("2014").len) /* "H1" and "6" are of the edition's year */
        advise(p, code, draft->period);
    return is_known(p, code, draft->period);
}

/* "month", "half", "year", where the measure has no variable of that name. */
static enum time_step step_of(const struct parser *p, int measure, struct text word)
{
    const struct codebook *codebook = p->context->codebook;
    for (int i = 0; i < codebook->dimension_count; i++)
        if (text_equal(codebook->dimensions[i].id, word) &&
            codebook->dimensions[i].source == codebook->measures[measure].source)
            return STEP_NONE;
    return step_parse(word);
}

bool parser_take_selections(struct parser *p, struct draft *draft)
{
    while (selection_follows(p, draft->measure)) {
        const struct text at = parser_peek_word(p);
        const enum time_step step = step_of(p, draft->measure, at);
        int dimension;
        if (step != STEP_NONE) {
            if (!take_period_selection(p, at, step, draft))
                return false;
            continue;
        }
        const bool *set = NULL;
        if (!parser_take_dimension(p, draft->measure, &dimension))
            return false;
        const bool negated = parser_accept_sign(p, TEXT("!="));
        if (!negated)
            parser_accept_sign(p, TEXT("="));
        if (!take_categories(p, &p->context->codebook->dimensions[dimension], negated, &set) ||
            !parser_add_part(p, draft, at, (struct draft_part){dimension, set, false}))
            return false;
    }
    return true;
}

/* "2013..2014": the second may be left out. */
static bool take_range(struct parser *p, struct text at, struct period *period)
{
    struct period last;
    if (!parser_accept_sign(p, TEXT(".."))) {
        advise(p, at, *period);
        return true;
    }
    const struct text code = take_period_code(p);
    if (!period_parse(code, &last))
        return parser_fault(p, DIAG_E206, code, code);
    at.len = (size_t)(p->rest.ptr - at.ptr);
    return period_join(*period, last, period) || parser_fault(p, DIAG_E206, at, at);
}

/* "2010-01-01/2014-12-31", as lists of figures have it. */
static bool take_days(struct parser *p, struct period *ret_period)
{
    const size_t len = TEXT("2010-01-01/2014-12-31").len;
    if (p->rest.len < len || !period_parse_days(text_slice(p->rest, 0, len), ret_period))
        return false;
    parser_advance(p, len);
    return true;
}

/* The half-year that "2014 H1", "2014h1" or "H1 2014" means, as it is written; or an empty text. */
static struct text half_meant(const struct parser *p, struct text written)
{
    struct text_builder year = {0}, half = {0};
    for (size_t i = 0; i < written.len; i++) {
        const char c = written.ptr[i];
        if (c == 'h' || c == 'H' || half.len == 1)
            text_add_byte(&half, c == 'h' ? 'H' : c);
        else if (c != ' ')
            text_add_byte(&year, c);
    }
    struct text meant = text_format(p->context->keep, "%.*s%.*s", TEXT_ARGS(text_built(&year)), TEXT_ARGS(text_built(&half)));
    struct period unused;
    const bool good = half.len == 2 && period_parse(meant, &unused);
    text_builder_done(&year);
    text_builder_done(&half);
    return good ? meant : TEXT_EMPTY;
}

/* Whether `code`, and the word that follows it, is a half-year but for the way it is written: it is reported then. */
static bool is_misspelt_half(struct parser *p, struct text code)
{
    struct parser ahead = *p;
    struct text word = TEXT_EMPTY;
    const bool two = parser_take_word(&ahead, &word) && half_meant(p, text_format(p->context->keep, "%.*s%.*s", TEXT_ARGS(code), TEXT_ARGS(word))).len;
    const struct text written = {code.ptr, two ? (size_t)(word.ptr + word.len - code.ptr) : code.len};
    const struct text meant = half_meant(p, written);
    struct period unused;
    if (!meant.len || period_parse(written, &unused))
        return false;
    diagnose(p->context->diagnostics, DIAG_E187, source_place_of(p->context->source, written), written, meant);
    return true;
}

/* "last 5 years", with `at` at its beginning. */
static bool take_last(struct parser *p, struct text at, struct period *ret_period)
{
    int64_t count;
    struct text word = TEXT_EMPTY;
    if (!text_to_number(parser_peek_word(p), &count))
        return parser_expected(p, TEXT("a whole number, as in 'last 5 years'; for one, 'previous' or 'year before'"));
    parser_take_word(p, &word);
    parser_take_word(p, &word);
    const enum time_step step = step_parse(word);
    at.len = (size_t)(p->rest.ptr - at.ptr);
    if (step == STEP_NONE || count < 1 || count > 120)
        return parser_fault(p, DIAG_E206, at, at);
    *ret_period = period_last(p->context->period, (int)count, step);
    return true;
}

/* "year before", with `at` at its beginning. */
static bool take_year_before(struct parser *p, struct text at, struct period *ret_period)
{
    const bool complete = parser_accept_word(p, TEXT("before"));
    at.len = (size_t)(p->rest.ptr - at.ptr);
    *ret_period = period_year_before(p->context->period);
    return complete || parser_fault(p, DIAG_E206, text_trim(at), text_trim(at));
}

bool parser_take_period(struct parser *p, struct period *ret_period)
{
    parser_skip_blanks(p);
    struct text at = p->rest;
    if (parser_accept_word(p, TEXT("previous"))) {
        *ret_period = period_previous(p->context->period);
        return true;
    }
    if (parser_accept_word(p, TEXT("year")))
        return take_year_before(p, at, ret_period);
    if (parser_accept_word(p, TEXT("last")))
        return take_last(p, at, ret_period);
    if (!take_days(p, ret_period)) {
        const struct text code = take_period_code(p);
        if (is_misspelt_half(p, code))
            return false;
        if (!period_parse(code, ret_period))
            return parser_fault(p, DIAG_E206, code, code);
        if (!take_range(p, code, ret_period))
            return false;
    }
    at.len = (size_t)(p->rest.ptr - at.ptr);
    return is_known(p, at, *ret_period);
}

bool parser_take_at(struct parser *p, struct draft *draft)
{
    parser_skip_blanks(p);
    const struct text at = text_slice(p->rest, 0, p->rest.len > 0);
    if (!parser_accept_sign(p, TEXT("@")))
        return true;
    if (draft->has_period)
        return parser_fault(p, DIAG_E208, at, at);
    return parser_take_period(p, &draft->period);
}

/* "measure {selection} [@period]". */
bool parser_take_draft(struct parser *p, struct draft *draft)
{
    *draft = (struct draft){.period = p->context->period};
    return parser_take_measure(p, &draft->measure) && parser_take_selections(p, draft) && parser_take_at(p, draft);
}

/* ---- drafts into requests ---- */

/* Puts the draft's parts in the order of dimensions; fills the table and the use's set and `by`. */
static void order_parts(const struct draft *draft, struct table_request *table, struct use *use)
{
    *table =
        (struct table_request){.measure = draft->measure, .period = draft->period, .dimension_count = draft->count};
    for (size_t i = 0; i < draft->count; i++) {
        size_t place = 0;
        for (size_t j = 0; j < draft->count; j++)
            place += draft->parts[j].dimension < draft->parts[i].dimension;
        table->dimensions[place] = draft->parts[i].dimension;
        use->set.categories[place] = draft->parts[i].set;
        if (draft->parts[i].by)
            use->by[use->by_count++] = place;
    }
}

size_t parser_request(struct parser *p, const struct draft *draft, struct use use)
{
    struct table_request table;
    const int several = parser_several(p, draft);
    order_parts(draft, &table, &use);
    table.measure = several == NO_INDEX ? table.measure : several;
    use.table = requests_table(p->context->requests, p->context->keep, &table);
    return requests_use(p->context->requests, p->context->keep, p->context->codebook, &use);
}

struct use parser_plain_use(enum use_kind kind)
{
    return (struct use){.kind = kind, .join = NO_INDEX};
}
