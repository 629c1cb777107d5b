/* SPDX-License-Identifier: GPL-3.0-or-later
 * A hand-written parser of figures, formats and statements. After the first fault it gives up on the expression: one
 * clear message beats five that follow from it. */
#include "base/markup.h"
#include "base/names.h"
#include "layout/parser.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

void parser_skip_blanks(struct parser *p)
{
    size_t blanks = 0;
    while (blanks < p->rest.len && is_blank(p->rest.ptr[blanks]))
        blanks++;
    parser_advance(p, blanks);
}

bool parser_is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

struct text parser_peek_word(struct parser *p)
{
    parser_skip_blanks(p);
    size_t len = 0;
    while (len < p->rest.len && parser_is_word_byte(p->rest.ptr[len]))
        len++;
    return text_slice(p->rest, 0, len);
}

void parser_advance(struct parser *p, size_t len)
{
    p->rest = text_slice(p->rest, len, p->rest.len);
}

bool parser_take_word(struct parser *p, struct text *ret_word)
{
    const struct text word = parser_peek_word(p);
    parser_advance(p, word.len);
    *ret_word = word;
    return word.len > 0;
}

bool parser_accept_word(struct parser *p, struct text expected)
{
    const struct text word = parser_peek_word(p);
    if (!text_equal(word, expected))
        return false;
    parser_advance(p, word.len);
    return true;
}

bool parser_accept_sign(struct parser *p, struct text sign)
{
    parser_skip_blanks(p);
    if (!text_starts(p->rest, sign))
        return false;
    parser_advance(p, sign.len);
    return true;
}

bool parser_at_end(struct parser *p)
{
    parser_skip_blanks(p);
    return !p->rest.len;
}

bool parser_expected(struct parser *p, struct text what)
{
    const struct text word = parser_peek_word(p);
    const struct text at = word.len || !p->rest.len ? word : text_slice(p->rest, 0, 1);
    return parser_fault(p, DIAG_E201, at, what);
}

bool parser_take_number(struct parser *p, int64_t *ret_number)
{
    struct text word;
    if (parser_take_word(p, &word) && text_to_number(word, ret_number))
        return true;
    return parser_fault(p, DIAG_E201, word, TEXT("a whole number"));
}

static struct text nearest_measure(const struct codebook *codebook, struct text wrong)
{
    struct names *names = names_new();
    for (int i = 0; i < codebook->measure_count; i++)
        names_add(names, codebook->measures[i].id);
    const struct text nearest = names_nearest(names, wrong);
    for (int i = 0; i < codebook->measure_count; i++)
        if (text_equal(codebook->measures[i].id, nearest)) {
            names_free(names);
            return codebook->measures[i].id;
        }
    names_free(names);
    return TEXT_EMPTY;
}

/* The names a measure can be broken down by: "gender, place, …"; and the one nearest to `wrong`. */
static struct text dimension_names(struct parser *p, int measure, struct text wrong, struct text *ret_nearest)
{
    const struct codebook *codebook = p->context->codebook;
    struct text_builder b = {0};
    size_t best = text_width(wrong) / 3 + 1;
    *ret_nearest = TEXT_EMPTY;
    for (int i = 0; i < codebook->dimension_count; i++) {
        const struct dimension *dimension = &codebook->dimensions[i];
        if (dimension->source != codebook->measures[measure].source)
            continue;
        text_add_c(&b, b.len ? ", " : "");
        text_add(&b, dimension->id);
        const size_t distance = text_distance(dimension->id, wrong, best);
        if (distance <= best && (!ret_nearest->len || distance < best)) {
            best = distance;
            *ret_nearest = dimension->id;
        }
    }
    const struct text result = text_copy(p->context->keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

static struct text nearest_category(const struct dimension *dimension, struct text wrong)
{
    size_t best = text_width(wrong) / 3 + 1;
    struct text nearest = TEXT_EMPTY;
    for (int i = 0; i < dimension->category_count; i++) {
        const size_t distance = text_distance(dimension->categories[i].id, wrong, best);
        if (distance <= best && (!nearest.len || distance < best)) {
            best = distance;
            nearest = dimension->categories[i].id;
        }
    }
    return nearest;
}

/* ---- measures, selections, periods ---- */

bool parser_take_measure(struct parser *p, int *ret_measure)
{
    struct text word;
    if (!parser_take_word(p, &word))
        return parser_expected(p, TEXT("the name of a measure"));
    *ret_measure = codebook_measure(p->context->codebook, word);
    if (*ret_measure == NO_INDEX)
        return parser_fault(p, DIAG_E202, word, TEXT("measure"), word, nearest_measure(p->context->codebook, word));
    return true;
}

bool parser_take_dimension(struct parser *p, int measure, int *ret_dimension)
{
    struct text word, nearest;
    if (!parser_take_word(p, &word))
        return parser_expected(p, TEXT("the name of a variable"));
    *ret_dimension = codebook_dimension(p->context->codebook, measure, word);
    if (*ret_dimension != NO_INDEX)
        return true;
    const struct text known = dimension_names(p, measure, word, &nearest);
    const struct text hint = nearest.len
                                 ? text_format(p->context->keep, "did you mean '%.*s'?", TEXT_ARGS(nearest))
                                 : text_format(p->context->keep, "it has: %.*s", TEXT_ARGS(known));
    return parser_fault(p, DIAG_E204, word, word, p->context->codebook->measures[measure].id, hint);
}

bool parser_add_part(struct parser *p, struct draft *draft, struct text at, struct draft_part part)
{
    for (size_t i = 0; i < draft->count; i++)
        if (draft->parts[i].dimension == part.dimension)
            return parser_fault(p, DIAG_E208, at, p->context->codebook->dimensions[part.dimension].id);
    if (draft->count == REQUEST_DIMENSIONS_MAX)
        return parser_fault(p, DIAG_E224, at, text_format(p->context->keep, "%d", REQUEST_DIMENSIONS_MAX));
    draft->parts[draft->count++] = part;
    return true;
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
    return parser_fault(p, DIAG_E205, word, word, dimension->id, nearest_category(dimension, word));
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

bool parser_take_selections(struct parser *p, struct draft *draft)
{
    while (selection_follows(p, draft->measure)) {
        const struct text at = parser_peek_word(p);
        int dimension;
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

bool parser_take_period(struct parser *p, struct period *ret_period)
{
    parser_skip_blanks(p);
    struct text at = p->rest;
    if (parser_accept_word(p, TEXT("previous"))) {
        *ret_period = period_previous(p->context->period);
        return true;
    }
    if (parser_accept_word(p, TEXT("last"))) {
        int64_t count;
        struct text word = TEXT_EMPTY;
        if (!parser_take_number(p, &count))
            return false;
        parser_take_word(p, &word);
        const enum time_step step = step_parse(word);
        at.len = (size_t)(p->rest.ptr - at.ptr);
        if (step == STEP_NONE || count < 1 || count > 120)
            return parser_fault(p, DIAG_E206, at, at);
        *ret_period = period_last(p->context->period, (int)count, step);
        return true;
    }
    size_t len = 0;
    while (len < p->rest.len && (parser_is_word_byte(p->rest.ptr[len]) || (p->rest.ptr[len] == '-' && len == 4)))
        len++;
    at.len = len;
    parser_advance(p, len);
    return period_parse(at, ret_period) || parser_fault(p, DIAG_E206, at, at);
}

/* "measure {selection} [@period]". */
bool parser_take_draft(struct parser *p, struct draft *draft)
{
    *draft = (struct draft){.period = p->context->period};
    if (!parser_take_measure(p, &draft->measure) || !parser_take_selections(p, draft))
        return false;
    return !parser_accept_sign(p, TEXT("@")) || parser_take_period(p, &draft->period);
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
    order_parts(draft, &table, &use);
    use.table = requests_table(p->context->requests, p->context->keep, &table);
    return requests_use(p->context->requests, p->context->keep, p->context->codebook, &use);
}

struct use parser_plain_use(enum use_kind kind)
{
    return (struct use){.kind = kind, .join = NO_INDEX};
}

static bool is_typed_in(const struct parser *p, int measure)
{
    return p->context->codebook->measures[measure].kind == MEASURE_TYPED_IN;
}

static bool one_figure_only(struct parser *p, struct text at, int measure)
{
    return parser_fault(p, DIAG_E229, at, p->context->codebook->measures[measure].id);
}

static bool take_sum(struct parser *p, const struct draft *draft, struct figure *figure)
{
    figure->measure = draft->measure;
    if (!is_typed_in(p, draft->measure)) {
        figure->kind = FIGURE_SUM;
        figure->use = parser_request(p, draft, parser_plain_use(USE_SUM));
        return true;
    }
    const struct period all = p->context->period;
    const struct text at = text_trim(text_slice(figure->at, 0, (size_t)(p->rest.ptr - figure->at.ptr)));
    figure->kind = FIGURE_TYPED_IN;
    return (draft->period.first == all.first && draft->period.last == all.last) ||
           one_figure_only(p, at, draft->measure);
}

/* "top 2..4 clients by nationality". */
static bool take_top(struct parser *p, struct figure *figure)
{
    int64_t from, to;
    struct draft draft;
    int dimension;
    if (!parser_take_number(p, &from))
        return false;
    to = from;
    if (parser_accept_sign(p, TEXT(".."))) {
        if (!parser_take_number(p, &to))
            return false;
    } else {
        from = 1;
    }
    const struct text at = text_trim(text_slice(figure->at, 0, (size_t)(p->rest.ptr - figure->at.ptr)));
    if (from < 1 || to < from || to > CATEGORIES_MAX)
        return parser_fault(p, DIAG_E201, at, TEXT("'top n' or 'top n..m'"));
    if (!parser_take_draft(p, &draft))
        return false;
    if (!parser_accept_word(p, TEXT("by")))
        return parser_expected(p, TEXT("'by' and a variable"));
    const struct text by = parser_peek_word(p);
    if (!parser_take_dimension(p, draft.measure, &dimension) ||
        !parser_add_part(p, &draft, by, (struct draft_part){dimension, NULL, true}))
        return false;
    struct use use = parser_plain_use(USE_TOP);
    use.top_from = (int)from;
    use.top_to = (int)to;
    figure->kind = FIGURE_TOP;
    figure->measure = draft.measure;
    figure->use = parser_request(p, &draft, use);
    return true;
}

/* "number of nationality in clients". */
static bool take_distinct(struct parser *p, struct figure *figure)
{
    struct draft draft;
    int dimension;
    struct text name;
    if (!parser_accept_word(p, TEXT("of")) || !parser_take_word(p, &name) || !parser_accept_word(p, TEXT("in")))
        return parser_expected(p, TEXT("'number of VARIABLE in MEASURE'"));
    if (!parser_take_draft(p, &draft))
        return false;
    struct parser again = *p;
    again.rest = name;
    if (!parser_take_dimension(&again, draft.measure, &dimension))
        return false;
    const bool *set = NULL;
    for (size_t i = 0; i < draft.count; i++)
        if (draft.parts[i].dimension == dimension) {
            set = draft.parts[i].set;
            draft.parts[i].by = true;
        }
    if (!set && !parser_add_part(p, &draft, name, (struct draft_part){dimension, NULL, true}))
        return false;
    figure->kind = FIGURE_DISTINCT;
    figure->measure = draft.measure;
    figure->use = parser_request(p, &draft, parser_plain_use(USE_DISTINCT));
    return true;
}

/* "latest clients.admitted". */
static bool take_date(struct parser *p, enum use_kind kind, struct figure *figure)
{
    struct draft draft = {.period = p->context->period};
    struct text name;
    if (!parser_take_measure(p, &draft.measure))
        return false;
    if (!parser_accept_sign(p, TEXT(".")) || !parser_take_word(p, &name))
        return parser_expected(p, TEXT("'.' and a date column"));
    const struct codebook *codebook = p->context->codebook;
    const int source_index = codebook->measures[draft.measure].source;
    struct use use = parser_plain_use(kind);
    use.column = NO_INDEX;
    for (int i = 0; source_index != NO_INDEX && i < codebook->sources[source_index].column_count; i++) {
        const struct column *column = &codebook->sources[source_index].columns[i];
        if (column->type == COLUMN_DATE && text_equal(column->id, name))
            use.column = i;
    }
    if (use.column == NO_INDEX)
        return parser_fault(p, DIAG_E202, name, TEXT("date column"), name, TEXT_EMPTY);
    if (parser_accept_sign(p, TEXT("@")) && !parser_take_period(p, &draft.period))
        return false;
    figure->kind = FIGURE_DATE;
    figure->measure = draft.measure;
    figure->use = parser_request(p, &draft, use);
    return true;
}

/* "lowest new per year @last 5 years". */
static bool take_series(struct parser *p, enum series_kind series, struct figure *figure)
{
    struct draft draft = {.period = p->context->period};
    struct text word = TEXT_EMPTY;
    const struct text measure = parser_peek_word(p);
    if (!parser_take_measure(p, &draft.measure) || !parser_take_selections(p, &draft))
        return false;
    if (is_typed_in(p, draft.measure))
        return one_figure_only(p, measure, draft.measure);
    if (!parser_accept_word(p, TEXT("per")))
        return parser_expected(p, TEXT("'per month', 'per half' or 'per year'"));
    parser_take_word(p, &word);
    const enum time_step step = step_parse(word);
    if (step == STEP_NONE)
        return parser_fault(p, DIAG_E201, word, TEXT("'month', 'half' or 'year'"));
    if (parser_accept_sign(p, TEXT("@")) && !parser_take_period(p, &draft.period))
        return false;
    const struct period all = draft.period;
    const int steps = period_steps(all, step);
    if (!steps)
        return parser_fault(p, DIAG_E227, word, word);
    figure->kind = FIGURE_SERIES;
    figure->series = series;
    figure->measure = draft.measure;
    figure->uses = ARENA_ARRAY(p->context->keep, size_t, (size_t)steps);
    for (int i = 0; i < steps; i++) {
        draft.period = period_step(all, step, i);
        figure->uses[figure->use_count++] = parser_request(p, &draft, parser_plain_use(USE_SUM));
    }
    return true;
}

/* "period", "period.from", "report.number", …: words that stand for settings of the edition. */
static bool take_edition_word(struct parser *p, struct figure *figure)
{
    static const struct text words[] = {TEXT_INIT("period.from"), TEXT_INIT("period.to"), TEXT_INIT("report.number"),
                                        TEXT_INIT("report.date"), TEXT_INIT("report.publisher"), TEXT_INIT("period"),
                                        TEXT_INIT("")};
    parser_skip_blanks(p);
    for (const struct text *word = words; word->len; word++) {
        if (!text_starts(p->rest, *word) || (p->rest.len > word->len && parser_is_word_byte(p->rest.ptr[word->len])))
            continue;
        parser_advance(p, word->len);
        figure->kind = FIGURE_WORD;
        figure->word = *word;
        return true;
    }
    return false;
}

/* "see section exits". */
static bool take_see(struct parser *p, struct figure *figure)
{
    static const struct text kinds[] = {TEXT_INIT("section"), TEXT_INIT("figure"), TEXT_INIT("table"), TEXT_INIT("")};
    const struct text kind = parser_peek_word(p);
    const bool is_known = kind.len && markup_is_one_of(kinds, kind);
    if (is_known)
        parser_advance(p, kind.len);
    if (!is_known || !parser_take_word(p, &figure->word))
        return parser_expected(p, TEXT("'section', 'figure' or 'table' and its id"));
    figure->kind = FIGURE_SEE;
    return true;
}

bool parser_take_figure(struct parser *p, struct figure *figure)
{
    parser_skip_blanks(p);
    *figure = (struct figure){.at = p->rest, .measure = NO_INDEX};
    bool ok;
    if (take_edition_word(p, figure))
        ok = true;
    else if (parser_accept_word(p, TEXT("top")))
        ok = take_top(p, figure);
    else if (parser_accept_word(p, TEXT("number")))
        ok = take_distinct(p, figure);
    else if (parser_accept_word(p, TEXT("earliest")))
        ok = take_date(p, USE_EARLIEST, figure);
    else if (parser_accept_word(p, TEXT("latest")))
        ok = take_date(p, USE_LATEST, figure);
    else if (parser_accept_word(p, TEXT("lowest")))
        ok = take_series(p, SERIES_LOWEST, figure);
    else if (parser_accept_word(p, TEXT("highest")))
        ok = take_series(p, SERIES_HIGHEST, figure);
    else if (parser_accept_word(p, TEXT("average")))
        ok = take_series(p, SERIES_AVERAGE, figure);
    else if (parser_accept_word(p, TEXT("see")))
        ok = take_see(p, figure);
    else {
        struct draft draft;
        ok = parser_take_draft(p, &draft) && take_sum(p, &draft, figure);
    }
    figure->at.len = (size_t)(p->rest.ptr - figure->at.ptr);
    figure->at = text_trim(figure->at);
    return ok;
}

bool parser_default_base(struct parser *p, const struct figure *part, struct figure *ret_base)
{
    const struct requests *requests = p->context->requests;
    if (part->kind != FIGURE_SUM && part->kind != FIGURE_TOP)
        return parser_fault(p, DIAG_E221, part->at, TEXT_EMPTY);
    const struct table_request table = requests->tables[requests->uses[part->use].table];
    if (table.dimension_count != 1)
        return parser_fault(p, DIAG_E221, part->at, TEXT_EMPTY);
    const struct draft whole = {.measure = table.measure, .period = table.period};
    *ret_base = (struct figure){.at = part->at};
    return take_sum(p, &whole, ret_base);
}

/* ---- formats ---- */

/* What a format can be of. */
enum suit { SUITS_COUNTS = 1, SUITS_SHARES = 2, SUITS_DAYS = 4, SUITS_RANKINGS = 8 };

static const struct format_word {
    struct text word;
    enum format_kind format;
    enum suit suits;
} FORMAT_WORDS_KNOWN[] = {
    {TEXT_INIT("number"), FORMAT_NUMBER, SUITS_COUNTS},   {TEXT_INIT("percent"), FORMAT_PERCENT, SUITS_SHARES},
    {TEXT_INIT("words"), FORMAT_WORDS, SUITS_COUNTS},     {TEXT_INIT("Words"), FORMAT_WORDS_CAPITAL, SUITS_COUNTS},
    {TEXT_INIT("ordinal"), FORMAT_ORDINAL, SUITS_COUNTS}, {TEXT_INIT("signed"), FORMAT_SIGNED, SUITS_COUNTS},
    {TEXT_INIT("round"), FORMAT_ROUND, SUITS_COUNTS},     {TEXT_INIT("date"), FORMAT_DATE, SUITS_DAYS},
    {TEXT_INIT("month"), FORMAT_MONTH, SUITS_DAYS},       {TEXT_INIT("year"), FORMAT_YEAR, SUITS_DAYS},
    {TEXT_INIT("name"), FORMAT_NAMES, SUITS_RANKINGS},    {TEXT_INIT("names"), FORMAT_NAMES, SUITS_RANKINGS},
};
enum { FORMAT_WORD_COUNT = sizeof FORMAT_WORDS_KNOWN / sizeof *FORMAT_WORDS_KNOWN };

static bool is_day(struct text word)
{
    return text_equal(word, TEXT("period.from")) || text_equal(word, TEXT("period.to")) ||
           text_equal(word, TEXT("report.date"));
}

/* A set of `enum suit`. */
static unsigned suits_of(const struct parser *p, const struct figure *figure)
{
    switch (figure->kind) {
    case FIGURE_SUM:
    case FIGURE_TYPED_IN:
        return SUITS_COUNTS | SUITS_SHARES;
    case FIGURE_DISTINCT:
    case FIGURE_SERIES:
        return SUITS_COUNTS;
    case FIGURE_TOP: {
        const struct use *use = &p->context->requests->uses[figure->use];
        return use->top_from == use->top_to ? SUITS_RANKINGS | SUITS_COUNTS | SUITS_SHARES : SUITS_RANKINGS;
    }
    case FIGURE_DATE:
        return SUITS_DAYS;
    case FIGURE_WORD:
        return is_day(figure->word) ? SUITS_DAYS : 0;
    case FIGURE_SEE:
        break;
    }
    return 0;
}

/* Reports a format that is of something else, with those that suit. */
static bool unsuited(struct parser *p, struct text word, unsigned suits)
{
    struct text known = TEXT_EMPTY;
    for (size_t i = 0; i < FORMAT_WORD_COUNT; i++)
        if (suits & FORMAT_WORDS_KNOWN[i].suits)
            known = text_format(p->context->keep, "%.*s%s%.*s", TEXT_ARGS(known), known.len ? ", " : "",
                                TEXT_ARGS(FORMAT_WORDS_KNOWN[i].word));
    return parser_fault(p, DIAG_E226, word, word, known);
}

static bool take_percent(struct parser *p, struct placeholder *placeholder)
{
    const struct text word = parser_peek_word(p);
    if (text_to_number(word, &placeholder->format_number))
        parser_advance(p, word.len);
    if (placeholder->format_number > 1)
        return parser_fault(p, DIAG_E201, word, TEXT("no decimals, or one"));
    if (!parser_accept_word(p, TEXT("of")))
        return parser_default_base(p, &placeholder->figure, &placeholder->base);
    if (!parser_take_figure(p, &placeholder->base))
        return false;
    return placeholder->base.kind == FIGURE_SUM || placeholder->base.kind == FIGURE_TYPED_IN ||
           parser_fault(p, DIAG_E222, placeholder->base.at, TEXT("a plain count"));
}

static const struct format_word *find_format(struct text word)
{
    for (size_t i = 0; i < FORMAT_WORD_COUNT; i++)
        if (text_equal(word, FORMAT_WORDS_KNOWN[i].word))
            return &FORMAT_WORDS_KNOWN[i];
    return NULL;
}

static bool unknown_format(struct parser *p, struct text word)
{
    struct text known[FORMAT_WORD_COUNT + 1] = {TEXT_INIT("")};
    for (size_t i = 0; i < FORMAT_WORD_COUNT; i++)
        known[i] = FORMAT_WORDS_KNOWN[i].word;
    return parser_fault(p, DIAG_E207, word, word, markup_nearest(known, word));
}

static bool take_format(struct parser *p, struct placeholder *placeholder)
{
    struct text word;
    if (!parser_take_word(p, &word))
        return parser_expected(p, TEXT("the name of a format"));
    const struct format_word *known = find_format(word);
    if (!known)
        return unknown_format(p, word);
    const unsigned suits = suits_of(p, &placeholder->figure);
    if (!(suits & known->suits))
        return unsuited(p, word, suits);
    placeholder->format = known->format;
    if (known->format == FORMAT_PERCENT)
        return take_percent(p, placeholder);
    if (known->format != FORMAT_ROUND)
        return true;
    const struct text at = parser_peek_word(p);
    if (!parser_take_number(p, &placeholder->format_number))
        return false;
    return placeholder->format_number > 0 || parser_fault(p, DIAG_E201, at, TEXT("a step greater than 0"));
}

/* The text up to the next '|' or "??" (or the end), trimmed; `\|` stays in it. */
static struct text take_form(struct parser *p)
{
    size_t len = 0;
    while (len < p->rest.len && !text_starts(text_slice(p->rest, len, p->rest.len), TEXT("??")) &&
           (p->rest.ptr[len] != '|' || (len && p->rest.ptr[len - 1] == '\\')))
        len++;
    const struct text form = text_slice(p->rest, 0, len);
    parser_advance(p, len);
    return markup_unescape(p->context->keep, markup_unfold(p->context->keep, text_trim(form)));
}

static enum format_kind natural_format(const struct figure *figure)
{
    if (figure->kind == FIGURE_TOP)
        return FORMAT_NAMES;
    if (figure->kind == FIGURE_DATE)
        return FORMAT_DATE;
    return FORMAT_NUMBER;
}

bool parse_placeholder(const struct expression_context *context, struct text text, struct placeholder *ret_placeholder)
{
    struct parser p = {.context = context, .rest = text, .whole = text};
    struct placeholder placeholder = {.at = text};
    if (!parser_take_figure(&p, &placeholder.figure))
        return false;
    placeholder.format = natural_format(&placeholder.figure);
    if (parser_accept_sign(&p, TEXT(":")) && !take_format(&p, &placeholder))
        return false;
    if (parser_accept_sign(&p, TEXT("|"))) {
        placeholder.has_forms = true;
        placeholder.one = take_form(&p);
        if (!parser_accept_sign(&p, TEXT("|")))
            return parser_fault(&p, DIAG_E223, text, TEXT_EMPTY);
        placeholder.other = take_form(&p);
    }
    if (parser_accept_sign(&p, TEXT("??"))) {
        placeholder.has_fallback = true;
        placeholder.fallback = take_form(&p);
    }
    if (!parser_at_end(&p))
        return parser_expected(&p, TEXT("':' and a format, '|' and forms, or '}}'"));
    *ret_placeholder = placeholder;
    return true;
}

/* Whether it is one number that a statement can be about; of a ranking, `many` allows several. */
static bool is_counted(const struct parser *p, const struct figure *figure, bool many)
{
    switch (figure->kind) {
    case FIGURE_SUM:
    case FIGURE_TYPED_IN:
    case FIGURE_DISTINCT:
    case FIGURE_SERIES:
        return true;
    case FIGURE_TOP: {
        const struct use *use = &p->context->requests->uses[figure->use];
        return many || use->top_from == use->top_to;
    }
    case FIGURE_DATE:
    case FIGURE_WORD:
    case FIGURE_SEE:
        break;
    }
    return false;
}

static bool not_counted(struct parser *p, const struct figure *figure)
{
    return parser_fault(p, DIAG_E201, figure->at, TEXT("a figure that is counted"));
}

static bool take_share_base(struct parser *p, const struct figure *left, struct quantity *quantity)
{
    quantity->is_share = true;
    if (!parser_accept_word(p, TEXT("of")))
        return parser_default_base(p, left, &quantity->base);
    if (!parser_take_figure(p, &quantity->base))
        return false;
    return quantity->base.kind == FIGURE_SUM || quantity->base.kind == FIGURE_TYPED_IN ||
           parser_fault(p, DIAG_E222, quantity->base.at, TEXT("a plain count"));
}

static bool take_quantity(struct parser *p, const struct figure *left, struct quantity *quantity)
{
    enum { SUM_MAX = 8, SHARE_MAX = 1000, NUMBER_MAX = 1000000000 };
    *quantity = (struct quantity){0};
    const struct text word = parser_peek_word(p);
    if (text_to_number(word, &quantity->number)) {
        parser_advance(p, word.len);
        const bool is_share = parser_accept_sign(p, TEXT("%"));
        if (quantity->number > (is_share ? SHARE_MAX : NUMBER_MAX))
            return parser_fault(p, DIAG_E201, word, TEXT("a smaller number"));
        return !is_share || take_share_base(p, left, quantity);
    }
    quantity->figures = ARENA_ARRAY(p->context->keep, struct figure, SUM_MAX);
    quantity->minus = ARENA_ARRAY(p->context->keep, bool, SUM_MAX);
    bool minus = false, more = true;
    while (more && quantity->figure_count < SUM_MAX) {
        struct figure *figure = &quantity->figures[quantity->figure_count];
        quantity->minus[quantity->figure_count++] = minus;
        if (!parser_take_figure(p, figure))
            return false;
        if (!is_counted(p, figure, false))
            return not_counted(p, figure);
        minus = parser_accept_sign(p, TEXT("-"));
        more = minus || parser_accept_sign(p, TEXT("+"));
    }
    return true;
}

static bool take_relation(struct parser *p, enum relation *ret_relation)
{
    static const struct {
        struct text sign;
        enum relation relation;
    } signs[] = {{TEXT_INIT("!="), RELATION_NOT_EQUAL},    {TEXT_INIT("<="), RELATION_LESS_EQUAL},
                 {TEXT_INIT(">="), RELATION_GREATER_EQUAL}, {TEXT_INIT("<"), RELATION_LESS},
                 {TEXT_INIT(">"), RELATION_GREATER},        {TEXT_INIT("="), RELATION_EQUAL}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (parser_accept_sign(p, signs[i].sign)) {
            *ret_relation = signs[i].relation;
            return true;
        }
    if (parser_accept_word(p, TEXT("between")))
        *ret_relation = RELATION_BETWEEN;
    else if (parser_accept_word(p, TEXT("about")))
        *ret_relation = RELATION_ABOUT;
    else if (parser_accept_word(p, TEXT("is")) && parser_accept_word(p, TEXT("shown")))
        *ret_relation = RELATION_IS_SHOWN;
    else
        return parser_expected(p, TEXT("=, <, >, 'between', 'about' or 'is shown'"));
    return true;
}

/* "top 3 clients by nationality = NG, VN, FI". */
static bool take_category_list(struct parser *p, struct predicate *predicate)
{
    const struct requests *requests = p->context->requests;
    const struct use *use = &requests->uses[predicate->left.use];
    const struct table_request *table = &requests->tables[use->table];
    const struct dimension *dimension = &p->context->codebook->dimensions[table->dimensions[use->by[0]]];
    int *categories = ARENA_ARRAY(p->context->keep, int, (size_t)dimension->category_count);
    do {
        const struct text at = parser_peek_word(p);
        int category;
        if (!parser_take_category(p, dimension, &category))
            return false;
        if (predicate->category_count == (size_t)dimension->category_count)
            return parser_fault(p, DIAG_E208, at, at);
        categories[predicate->category_count++] = category;
    } while (parser_accept_sign(p, TEXT(",")));
    predicate->relation = RELATION_ARE;
    predicate->categories = categories;
    return true;
}

/* "= public", "!= as-published": the names of policies may hold '-'. */
static bool take_audience(struct parser *p, struct predicate *predicate)
{
    predicate->relation = parser_accept_sign(p, TEXT("!=")) ? RELATION_NOT_FOR_AUDIENCE : RELATION_FOR_AUDIENCE;
    if (predicate->relation == RELATION_FOR_AUDIENCE && !parser_accept_sign(p, TEXT("=")))
        return parser_expected(p, TEXT("= or !="));
    parser_skip_blanks(p);
    size_t len = 0;
    while (len < p->rest.len && (parser_is_word_byte(p->rest.ptr[len]) || p->rest.ptr[len] == '-'))
        len++;
    const struct text name = text_slice(p->rest, 0, len);
    parser_advance(p, len);
    predicate->policy = codebook_policy(p->context->codebook, name);
    return predicate->policy != NO_INDEX || parser_fault(p, DIAG_E202, name, TEXT("policy"), name, TEXT_EMPTY);
}

static bool take_predicate(struct parser *p, struct predicate *predicate)
{
    *predicate = (struct predicate){0};
    if (parser_accept_word(p, TEXT("audience")))
        return take_audience(p, predicate);
    if (!parser_take_figure(p, &predicate->left) || !take_relation(p, &predicate->relation))
        return false;
    const bool has_day = predicate->left.kind == FIGURE_DATE && predicate->relation == RELATION_IS_SHOWN;
    if (!has_day && !is_counted(p, &predicate->left, true))
        return not_counted(p, &predicate->left);
    if (predicate->relation == RELATION_IS_SHOWN)
        return true;
    int64_t unused;
    if (predicate->left.kind == FIGURE_TOP && predicate->relation == RELATION_EQUAL &&
        !text_to_number(parser_peek_word(p), &unused))
        return take_category_list(p, predicate);
    if (!take_quantity(p, &predicate->left, &predicate->right))
        return false;
    if (predicate->relation != RELATION_BETWEEN)
        return true;
    if (!parser_accept_word(p, TEXT("and")))
        return parser_expected(p, TEXT("'and'"));
    return take_quantity(p, &predicate->left, &predicate->high);
}

bool parse_statement(const struct expression_context *context, struct text text, struct statement *ret_statement)
{
    struct parser p = {.context = context, .rest = text, .whole = text};
    struct statement statement = {.at = text};
    do {
        struct predicate predicate;
        if (!take_predicate(&p, &predicate))
            return false;
        statement.predicates = arena_reserve(context->keep, statement.predicates, statement.count, &statement.capacity,
                                              sizeof *statement.predicates);
        statement.predicates[statement.count++] = predicate;
    } while (parser_accept_word(&p, TEXT("and")));
    if (!parser_at_end(&p))
        return parser_expected(&p, TEXT("'and', or the end"));
    *ret_statement = statement;
    return true;
}

enum { SHOWN_VARIABLES_MAX = 2 }; /* rows and columns; time is one of them */

static const struct text STEP_WORDS[] = {
    [STEP_NONE] = TEXT_INIT(""),
    [STEP_MONTH] = TEXT_INIT("month"),
    [STEP_HALF] = TEXT_INIT("half"),
    [STEP_YEAR] = TEXT_INIT("year"),
};

static bool take_breakdown(struct parser *p, struct draft *draft, struct shown *shown)
{
    const struct text at = parser_peek_word(p);
    const enum time_step step = step_parse(at);
    int dimension;
    if (shown->dimension_count + (shown->step != STEP_NONE) == SHOWN_VARIABLES_MAX)
        return parser_fault(p, DIAG_E224, at, text_format(p->context->keep, "%d", SHOWN_VARIABLES_MAX));
    if (step != STEP_NONE) {
        if (shown->step != STEP_NONE)
            return parser_fault(p, DIAG_E208, at, at);
        parser_advance(p, at.len);
        shown->step = step;
        shown->time_place = shown->dimension_count;
        return true;
    }
    if (!parser_take_dimension(p, draft->measure, &dimension) ||
        !parser_add_part(p, draft, at, (struct draft_part){dimension, NULL, true}))
        return false;
    shown->dimensions[shown->dimension_count++] = dimension;
    return true;
}

/* Categories are joined where there is one period only: else a row would hold other categories in each. */
static bool find_join(struct parser *p, struct text join, const struct shown *shown, int *ret_join)
{
    const bool timed = shown->step != STEP_NONE;
    *ret_join = shown->dimension_count == 1 && !timed && !join.len ? 0 : NO_INDEX;
    if (!join.len || text_equal(join, TEXT("none")))
        return true;
    for (size_t i = 0; !timed && i < shown->dimension_count; i++)
        if (text_equal(p->context->codebook->dimensions[shown->dimensions[i]].id, join))
            *ret_join = (int)i;
    return *ret_join != NO_INDEX || parser_fault(p, DIAG_E109, join, join, TEXT("join"),
                                                 timed ? TEXT("none") : TEXT("a variable of 'show', none"));
}

static bool request_shown(struct parser *p, struct draft *draft, int join, struct shown *shown)
{
    const struct period all = draft->period;
    const int steps = shown->step == STEP_NONE ? 1 : period_steps(all, shown->step);
    if (!steps)
        return parser_fault(p, DIAG_E227, p->whole, STEP_WORDS[shown->step]);
    shown->periods = ARENA_ARRAY(p->context->keep, struct period, (size_t)steps);
    shown->uses = ARENA_ARRAY(p->context->keep, size_t, (size_t)steps);
    for (int i = 0; i < steps; i++) {
        draft->period = shown->step == STEP_NONE ? all : period_step(all, shown->step, i);
        struct use use = parser_plain_use(USE_TABLE);
        use.join = join;
        shown->periods[shown->period_count] = draft->period;
        shown->uses[shown->period_count++] = parser_request(p, draft, use);
    }
    return true;
}

bool parse_shown(const struct expression_context *context, struct text show, struct text join, struct shown *ret_shown)
{
    struct parser p = {.context = context, .rest = show, .whole = show};
    struct shown shown = {0};
    struct draft draft;
    int join_place;
    if (!parser_take_draft(&p, &draft))
        return false;
    if (context->codebook->measures[draft.measure].kind == MEASURE_TYPED_IN)
        return parser_fault(&p, DIAG_E204, show, TEXT("anything"), context->codebook->measures[draft.measure].id,
                     TEXT("it is typed in, and has no variables"));
    shown.measure = draft.measure;
    if (!parser_accept_word(&p, TEXT("by")))
        return parser_expected(&p, TEXT("'by' and a variable"));
    do {
        if (!take_breakdown(&p, &draft, &shown))
            return false;
    } while (parser_accept_sign(&p, TEXT(",")));
    if (!parser_at_end(&p))
        return parser_expected(&p, TEXT("',' or the end of the line"));
    if (!find_join(&p, join, &shown, &join_place) || !request_shown(&p, &draft, join_place, &shown))
        return false;
    *ret_shown = shown;
    return true;
}
