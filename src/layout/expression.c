/* SPDX-License-Identifier: GPL-3.0-or-later
 * A hand-written parser of figures, formats and statements. After the first fault it gives up on the expression: one
 * clear message beats five that follow from it. */
#include "layout/expression.h"

#include "base/markup.h"
#include "base/names.h"

struct parser {
    const struct expression_context *context;
    struct text rest; /* what is not read yet; views into the source */
    struct text whole;
};

/* ---- tokens ---- */

static void skip_blanks(struct parser *p)
{
    while (p->rest.len &&
           (p->rest.ptr[0] == ' ' || p->rest.ptr[0] == '\n' || p->rest.ptr[0] == '\r' || p->rest.ptr[0] == '\t'))
        p->rest = text_slice(p->rest, 1, p->rest.len);
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static struct text peek_word(struct parser *p)
{
    skip_blanks(p);
    size_t len = 0;
    while (len < p->rest.len && is_word_byte(p->rest.ptr[len]))
        len++;
    return text_slice(p->rest, 0, len);
}

static void advance(struct parser *p, size_t len)
{
    p->rest = text_slice(p->rest, len, p->rest.len);
}

static bool take_word(struct parser *p, struct text *ret_word)
{
    const struct text word = peek_word(p);
    advance(p, word.len);
    *ret_word = word;
    return word.len > 0;
}

static bool accept_word(struct parser *p, struct text expected)
{
    const struct text word = peek_word(p);
    if (!text_equal(word, expected))
        return false;
    advance(p, word.len);
    return true;
}

static bool accept_sign(struct parser *p, struct text sign)
{
    skip_blanks(p);
    if (!text_starts(p->rest, sign))
        return false;
    advance(p, sign.len);
    return true;
}

static bool at_end(struct parser *p)
{
    skip_blanks(p);
    return !p->rest.len;
}

/* ---- faults ---- */

static bool fault(struct parser *p, enum diagnostic_code code, struct text at, struct text a, struct text b,
                  struct text c)
{
    diagnose(p->context->diagnostics, code, source_place_of(p->context->source, at), a, b, c);
    return false;
}

static bool expected(struct parser *p, struct text what)
{
    const struct text word = peek_word(p);
    const struct text at = word.len || !p->rest.len ? word : text_slice(p->rest, 0, 1);
    return fault(p, DIAG_E201, at, what, TEXT_EMPTY, TEXT_EMPTY);
}

static bool number_expected(struct parser *p, int64_t *ret_number)
{
    struct text word;
    if (take_word(p, &word) && text_to_number(word, ret_number))
        return true;
    return fault(p, DIAG_E201, word, TEXT("a whole number"), TEXT_EMPTY, TEXT_EMPTY);
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
        if (distance <= best) {
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

/* A table being put together: dimensions in the order of mention, each with its set of categories. */
struct draft {
    int measure;
    struct period period;
    struct {
        int dimension;
        const bool *set;
        bool by;
    } parts[REQUEST_DIMENSIONS_MAX];
    size_t count;
};

static bool take_measure(struct parser *p, int *ret_measure)
{
    struct text word;
    if (!take_word(p, &word))
        return expected(p, TEXT("the name of a measure"));
    *ret_measure = codebook_measure(p->context->codebook, word);
    if (*ret_measure == NO_INDEX)
        return fault(p, DIAG_E202, word, TEXT("measure"), word, nearest_measure(p->context->codebook, word));
    return true;
}

static bool take_dimension(struct parser *p, int measure, int *ret_dimension)
{
    struct text word, nearest;
    if (!take_word(p, &word))
        return expected(p, TEXT("the name of a variable"));
    *ret_dimension = codebook_dimension(p->context->codebook, measure, word);
    if (*ret_dimension != NO_INDEX)
        return true;
    const struct text known = dimension_names(p, measure, word, &nearest);
    const struct text hint = nearest.len
                                 ? text_format(p->context->keep, "did you mean '%.*s'?", TEXT_ARGS(nearest))
                                 : text_format(p->context->keep, "it has: %.*s", TEXT_ARGS(known));
    return fault(p, DIAG_E204, word, word, p->context->codebook->measures[measure].id, hint);
}

static bool add_part(struct parser *p, struct draft *draft, struct text at, int dimension, const bool *set, bool by)
{
    for (size_t i = 0; i < draft->count; i++)
        if (draft->parts[i].dimension == dimension)
            return fault(p, DIAG_E208, at, p->context->codebook->dimensions[dimension].id, TEXT_EMPTY, TEXT_EMPTY);
    if (draft->count == REQUEST_DIMENSIONS_MAX)
        return fault(p, DIAG_E224, at, text_format(p->context->keep, "%d", REQUEST_DIMENSIONS_MAX), TEXT_EMPTY,
                     TEXT_EMPTY);
    draft->parts[draft->count].dimension = dimension;
    draft->parts[draft->count].set = set;
    draft->parts[draft->count++].by = by;
    return true;
}

/* "women,men" into a set; `negated` turns it round. */
static bool take_categories(struct parser *p, const struct dimension *dimension, bool negated, const bool **ret_set)
{
    bool *set = ARENA_ARRAY(p->context->keep, bool, (size_t)dimension->category_count);
    do {
        struct text word;
        if (!take_word(p, &word))
            return expected(p, TEXT("the name of a category"));
        int found = NO_INDEX;
        for (int i = 0; i < dimension->category_count; i++)
            if (text_equal(dimension->categories[i].id, word))
                found = i;
        if (found == NO_INDEX)
            return fault(p, DIAG_E205, word, word, dimension->id, nearest_category(dimension, word));
        set[found] = true;
    } while (accept_sign(p, TEXT(",")));
    for (int i = 0; negated && i < dimension->category_count; i++)
        set[i] = !set[i];
    *ret_set = set;
    return true;
}

/* Whether "word =" or "word !=" (but no comparison of whole figures) comes next. */
static bool selection_follows(struct parser *p, int measure)
{
    const struct text word = peek_word(p);
    struct parser ahead = *p;
    advance(&ahead, word.len);
    const bool sign = accept_sign(&ahead, TEXT("!=")) || accept_sign(&ahead, TEXT("="));
    return word.len && sign && measure != NO_INDEX;
}

static bool take_selections(struct parser *p, struct draft *draft)
{
    while (selection_follows(p, draft->measure)) {
        const struct text at = peek_word(p);
        int dimension;
        const bool *set = NULL;
        if (!take_dimension(p, draft->measure, &dimension))
            return false;
        const bool negated = accept_sign(p, TEXT("!="));
        if (!negated)
            accept_sign(p, TEXT("="));
        if (!take_categories(p, &p->context->codebook->dimensions[dimension], negated, &set) ||
            !add_part(p, draft, at, dimension, set, false))
            return false;
    }
    return true;
}

static bool take_period(struct parser *p, struct period *ret_period)
{
    skip_blanks(p);
    struct text at = p->rest;
    if (accept_word(p, TEXT("previous"))) {
        *ret_period = period_previous(p->context->period);
        return true;
    }
    if (accept_word(p, TEXT("last"))) {
        int64_t count;
        struct text word = TEXT_EMPTY;
        if (!number_expected(p, &count))
            return false;
        take_word(p, &word);
        const enum time_step step = step_parse(word);
        at.len = (size_t)(p->rest.ptr - at.ptr);
        if (step == STEP_NONE || count < 1 || count > 120)
            return fault(p, DIAG_E206, at, at, TEXT_EMPTY, TEXT_EMPTY);
        *ret_period = period_last(p->context->period, (int)count, step);
        return true;
    }
    size_t len = 0;
    while (len < p->rest.len && (is_word_byte(p->rest.ptr[len]) || (p->rest.ptr[len] == '-' && len == 4)))
        len++;
    at.len = len;
    advance(p, len);
    return period_parse(at, ret_period) || fault(p, DIAG_E206, at, at, TEXT_EMPTY, TEXT_EMPTY);
}

/* "measure {selection} [@period]". */
static bool take_draft(struct parser *p, struct draft *draft)
{
    *draft = (struct draft){.period = p->context->period};
    if (!take_measure(p, &draft->measure) || !take_selections(p, draft))
        return false;
    return !accept_sign(p, TEXT("@")) || take_period(p, &draft->period);
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

static size_t request(struct parser *p, const struct draft *draft, struct use use)
{
    struct table_request table;
    order_parts(draft, &table, &use);
    use.table = requests_table(p->context->requests, p->context->keep, &table);
    return requests_use(p->context->requests, p->context->keep, p->context->codebook, &use);
}

static struct use plain_use(enum use_kind kind)
{
    return (struct use){.kind = kind, .join = NO_INDEX};
}

/* ---- figures ---- */

static bool finish_sum(struct parser *p, const struct draft *draft, struct figure *figure)
{
    figure->measure = draft->measure;
    if (p->context->codebook->measures[draft->measure].kind == MEASURE_TYPED_IN) {
        figure->kind = FIGURE_TYPED_IN;
        return true;
    }
    figure->kind = FIGURE_SUM;
    figure->use = request(p, draft, plain_use(USE_SUM));
    return true;
}

/* "top 2..4 clients by nationality". */
static bool take_top(struct parser *p, struct figure *figure)
{
    int64_t from, to;
    struct draft draft;
    int dimension;
    if (!number_expected(p, &from))
        return false;
    to = from;
    if (accept_sign(p, TEXT(".."))) {
        if (!number_expected(p, &to))
            return false;
    } else {
        from = 1;
    }
    const struct text at = text_slice(figure->at, 0, (size_t)(p->rest.ptr - figure->at.ptr));
    if (from < 1 || to < from || to > CATEGORIES_MAX)
        return fault(p, DIAG_E201, at, TEXT("'top n' or 'top n..m'"), TEXT_EMPTY, TEXT_EMPTY);
    if (!take_draft(p, &draft))
        return false;
    if (!accept_word(p, TEXT("by")))
        return expected(p, TEXT("'by' and a variable"));
    const struct text by = peek_word(p);
    if (!take_dimension(p, draft.measure, &dimension) || !add_part(p, &draft, by, dimension, NULL, true))
        return false;
    struct use use = plain_use(USE_TOP);
    use.top_from = (int)from;
    use.top_to = (int)to;
    figure->kind = FIGURE_TOP;
    figure->measure = draft.measure;
    figure->use = request(p, &draft, use);
    return true;
}

/* "number of nationality in clients". */
static bool take_distinct(struct parser *p, struct figure *figure)
{
    struct draft draft;
    int dimension;
    struct text name;
    if (!accept_word(p, TEXT("of")) || !take_word(p, &name) || !accept_word(p, TEXT("in")))
        return expected(p, TEXT("'number of VARIABLE in MEASURE'"));
    if (!take_draft(p, &draft))
        return false;
    struct parser again = *p;
    again.rest = name;
    if (!take_dimension(&again, draft.measure, &dimension))
        return false;
    const bool *set = NULL;
    for (size_t i = 0; i < draft.count; i++)
        if (draft.parts[i].dimension == dimension) {
            set = draft.parts[i].set;
            draft.parts[i].by = true;
        }
    if (!set && !add_part(p, &draft, name, dimension, NULL, true))
        return false;
    figure->kind = FIGURE_DISTINCT;
    figure->measure = draft.measure;
    figure->use = request(p, &draft, plain_use(USE_DISTINCT));
    return true;
}

/* "latest clients.admitted". */
static bool take_date(struct parser *p, enum use_kind kind, struct figure *figure)
{
    struct draft draft = {.period = p->context->period};
    struct text name;
    if (!take_measure(p, &draft.measure))
        return false;
    if (!accept_sign(p, TEXT(".")) || !take_word(p, &name))
        return expected(p, TEXT("'.' and a date column"));
    const struct codebook *codebook = p->context->codebook;
    const int source_index = codebook->measures[draft.measure].source;
    struct use use = plain_use(kind);
    use.column = NO_INDEX;
    for (int i = 0; source_index != NO_INDEX && i < codebook->sources[source_index].column_count; i++) {
        const struct column *column = &codebook->sources[source_index].columns[i];
        if (column->type == COLUMN_DATE && text_equal(column->id, name))
            use.column = i;
    }
    if (use.column == NO_INDEX)
        return fault(p, DIAG_E202, name, TEXT("date column"), name, TEXT_EMPTY);
    if (accept_sign(p, TEXT("@")) && !take_period(p, &draft.period))
        return false;
    figure->kind = FIGURE_DATE;
    figure->measure = draft.measure;
    figure->use = request(p, &draft, use);
    return true;
}

/* "lowest new per year @last 5 years". */
static bool take_series(struct parser *p, enum series_kind series, struct figure *figure)
{
    struct draft draft = {.period = p->context->period};
    struct text word = TEXT_EMPTY;
    if (!take_measure(p, &draft.measure) || !take_selections(p, &draft))
        return false;
    if (!accept_word(p, TEXT("per")))
        return expected(p, TEXT("'per month', 'per half' or 'per year'"));
    take_word(p, &word);
    const enum time_step step = step_parse(word);
    if (step == STEP_NONE)
        return fault(p, DIAG_E201, word, TEXT("'month', 'half' or 'year'"), TEXT_EMPTY, TEXT_EMPTY);
    if (accept_sign(p, TEXT("@")) && !take_period(p, &draft.period))
        return false;
    const struct period all = draft.period;
    const int steps = period_steps(all, step);
    if (!steps)
        return fault(p, DIAG_E227, word, word, TEXT_EMPTY, TEXT_EMPTY);
    figure->kind = FIGURE_SERIES;
    figure->series = series;
    figure->measure = draft.measure;
    figure->uses = ARENA_ARRAY(p->context->keep, size_t, (size_t)steps);
    for (int i = 0; i < steps; i++) {
        draft.period = period_step(all, step, i);
        figure->uses[figure->use_count++] = request(p, &draft, plain_use(USE_SUM));
    }
    return true;
}

/* "period", "period.from", "report.number", …: words that stand for settings of the edition. */
static bool take_edition_word(struct parser *p, struct figure *figure)
{
    static const struct text words[] = {TEXT_INIT("period.from"), TEXT_INIT("period.to"), TEXT_INIT("report.number"),
                                        TEXT_INIT("report.date"), TEXT_INIT("report.publisher"), TEXT_INIT("period"),
                                        TEXT_INIT("")};
    skip_blanks(p);
    for (const struct text *word = words; word->len; word++) {
        if (!text_starts(p->rest, *word) || (p->rest.len > word->len && is_word_byte(p->rest.ptr[word->len])))
            continue;
        advance(p, word->len);
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
    struct text kind;
    if (!take_word(p, &kind) || !markup_is_one_of(kinds, kind) || !take_word(p, &figure->word))
        return expected(p, TEXT("'section', 'figure' or 'table' and its id"));
    figure->kind = FIGURE_SEE;
    return true;
}

static bool take_figure(struct parser *p, struct figure *figure)
{
    skip_blanks(p);
    *figure = (struct figure){.at = p->rest, .measure = NO_INDEX};
    bool ok;
    if (take_edition_word(p, figure))
        ok = true;
    else if (accept_word(p, TEXT("top")))
        ok = take_top(p, figure);
    else if (accept_word(p, TEXT("number")))
        ok = take_distinct(p, figure);
    else if (accept_word(p, TEXT("earliest")))
        ok = take_date(p, USE_EARLIEST, figure);
    else if (accept_word(p, TEXT("latest")))
        ok = take_date(p, USE_LATEST, figure);
    else if (accept_word(p, TEXT("lowest")))
        ok = take_series(p, SERIES_LOWEST, figure);
    else if (accept_word(p, TEXT("highest")))
        ok = take_series(p, SERIES_HIGHEST, figure);
    else if (accept_word(p, TEXT("average")))
        ok = take_series(p, SERIES_AVERAGE, figure);
    else if (accept_word(p, TEXT("see")))
        ok = take_see(p, figure);
    else {
        struct draft draft;
        ok = take_draft(p, &draft) && finish_sum(p, &draft, figure);
    }
    figure->at.len = (size_t)(p->rest.ptr - figure->at.ptr);
    figure->at = text_trim(figure->at);
    return ok;
}

/* The whole that a share is of when the author does not say: the figure without its only selection, or the whole table
 * of a `top`. */
static bool default_base(struct parser *p, const struct figure *part, struct figure *ret_base)
{
    const struct requests *requests = p->context->requests;
    if (part->kind != FIGURE_SUM && part->kind != FIGURE_TOP)
        return fault(p, DIAG_E221, part->at, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
    const struct table_request table = requests->tables[requests->uses[part->use].table];
    if (table.dimension_count != 1)
        return fault(p, DIAG_E221, part->at, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
    const struct draft whole = {.measure = table.measure, .period = table.period};
    *ret_base = (struct figure){.at = part->at};
    return finish_sum(p, &whole, ret_base);
}

/* ---- formats ---- */

static const struct {
    struct text word;
    enum format_kind format;
} FORMAT_WORD[] = {
    {TEXT_INIT("number"), FORMAT_NUMBER},   {TEXT_INIT("percent"), FORMAT_PERCENT},
    {TEXT_INIT("words"), FORMAT_WORDS},     {TEXT_INIT("Words"), FORMAT_WORDS_CAPITAL},
    {TEXT_INIT("ordinal"), FORMAT_ORDINAL}, {TEXT_INIT("signed"), FORMAT_SIGNED},
    {TEXT_INIT("round"), FORMAT_ROUND},     {TEXT_INIT("date"), FORMAT_DATE},
    {TEXT_INIT("month"), FORMAT_MONTH},     {TEXT_INIT("year"), FORMAT_YEAR},
    {TEXT_INIT("name"), FORMAT_NAMES},      {TEXT_INIT("names"), FORMAT_NAMES},
};

static bool take_percent(struct parser *p, struct placeholder *placeholder)
{
    const struct text word = peek_word(p);
    if (text_to_number(word, &placeholder->format_number))
        advance(p, word.len);
    if (placeholder->format_number > 1)
        return fault(p, DIAG_E201, word, TEXT("no decimals, or one"), TEXT_EMPTY, TEXT_EMPTY);
    if (!accept_word(p, TEXT("of")))
        return default_base(p, &placeholder->figure, &placeholder->base);
    if (!take_figure(p, &placeholder->base))
        return false;
    return placeholder->base.kind == FIGURE_SUM ||
           fault(p, DIAG_E222, placeholder->base.at, TEXT("a plain count"), TEXT_EMPTY, TEXT_EMPTY);
}

static bool take_format(struct parser *p, struct placeholder *placeholder)
{
    struct text word;
    if (!take_word(p, &word))
        return expected(p, TEXT("the name of a format"));
    struct text known[sizeof FORMAT_WORD / sizeof *FORMAT_WORD + 1];
    size_t count = 0;
    for (; count < sizeof FORMAT_WORD / sizeof *FORMAT_WORD; count++) {
        known[count] = FORMAT_WORD[count].word;
        if (!text_equal(word, FORMAT_WORD[count].word))
            continue;
        placeholder->format = FORMAT_WORD[count].format;
        if (placeholder->format == FORMAT_PERCENT)
            return take_percent(p, placeholder);
        if (placeholder->format == FORMAT_ROUND)
            return number_expected(p, &placeholder->format_number) &&
                   (placeholder->format_number > 0 || expected(p, TEXT("a step greater than 0")));
        return true;
    }
    known[count] = TEXT_EMPTY;
    return fault(p, DIAG_E207, word, word, markup_nearest(known, word), TEXT_EMPTY);
}

/* The text up to the next '|' or "??" (or the end), trimmed; `\|` stays in it. */
static struct text take_form(struct parser *p)
{
    size_t len = 0;
    while (len < p->rest.len && !text_starts(text_slice(p->rest, len, p->rest.len), TEXT("??")) &&
           (p->rest.ptr[len] != '|' || (len && p->rest.ptr[len - 1] == '\\')))
        len++;
    const struct text form = text_slice(p->rest, 0, len);
    advance(p, len);
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
    if (!take_figure(&p, &placeholder.figure))
        return false;
    placeholder.format = natural_format(&placeholder.figure);
    if (accept_sign(&p, TEXT(":")) && !take_format(&p, &placeholder))
        return false;
    if (accept_sign(&p, TEXT("|"))) {
        placeholder.has_forms = true;
        placeholder.one = take_form(&p);
        if (!accept_sign(&p, TEXT("|")))
            return fault(&p, DIAG_E223, text, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
        placeholder.other = take_form(&p);
    }
    if (accept_sign(&p, TEXT("??"))) {
        placeholder.has_fallback = true;
        placeholder.fallback = take_form(&p);
    }
    if (!at_end(&p))
        return expected(&p, TEXT("':' and a format, '|' and forms, or '}}'"));
    *ret_placeholder = placeholder;
    return true;
}

/* ---- statements ---- */

static bool take_share_base(struct parser *p, const struct figure *left, struct quantity *quantity)
{
    quantity->is_share = true;
    if (accept_word(p, TEXT("of")))
        return take_figure(p, &quantity->base);
    return default_base(p, left, &quantity->base);
}

static bool take_quantity(struct parser *p, const struct figure *left, struct quantity *quantity)
{
    enum { SUM_MAX = 8 };
    *quantity = (struct quantity){0};
    const struct text word = peek_word(p);
    if (text_to_number(word, &quantity->number)) {
        advance(p, word.len);
        return !accept_sign(p, TEXT("%")) || take_share_base(p, left, quantity);
    }
    quantity->figures = ARENA_ARRAY(p->context->keep, struct figure, SUM_MAX);
    quantity->minus = ARENA_ARRAY(p->context->keep, bool, SUM_MAX);
    bool minus = false, more = true;
    while (more && quantity->figure_count < SUM_MAX) {
        quantity->minus[quantity->figure_count] = minus;
        if (!take_figure(p, &quantity->figures[quantity->figure_count++]))
            return false;
        minus = accept_sign(p, TEXT("-"));
        more = minus || accept_sign(p, TEXT("+"));
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
        if (accept_sign(p, signs[i].sign)) {
            *ret_relation = signs[i].relation;
            return true;
        }
    if (accept_word(p, TEXT("between")))
        *ret_relation = RELATION_BETWEEN;
    else if (accept_word(p, TEXT("about")))
        *ret_relation = RELATION_ABOUT;
    else if (accept_word(p, TEXT("is")) && accept_word(p, TEXT("shown")))
        *ret_relation = RELATION_IS_SHOWN;
    else
        return expected(p, TEXT("=, <, >, 'between', 'about' or 'is shown'"));
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
        struct text word = TEXT_EMPTY;
        take_word(p, &word);
        int found = NO_INDEX;
        for (int i = 0; i < dimension->category_count; i++)
            if (text_equal(dimension->categories[i].id, word))
                found = i;
        if (found == NO_INDEX)
            return fault(p, DIAG_E205, word, word, dimension->id, nearest_category(dimension, word));
        if (predicate->category_count == (size_t)dimension->category_count)
            return fault(p, DIAG_E208, word, word, TEXT_EMPTY, TEXT_EMPTY);
        categories[predicate->category_count++] = found;
    } while (accept_sign(p, TEXT(",")));
    predicate->relation = RELATION_ARE;
    predicate->categories = categories;
    return true;
}

/* "= public", "!= as-published": the names of policies may hold '-'. */
static bool take_audience(struct parser *p, struct predicate *predicate)
{
    predicate->relation = accept_sign(p, TEXT("!=")) ? RELATION_NOT_FOR_AUDIENCE : RELATION_FOR_AUDIENCE;
    if (predicate->relation == RELATION_FOR_AUDIENCE && !accept_sign(p, TEXT("=")))
        return expected(p, TEXT("= or !="));
    skip_blanks(p);
    size_t len = 0;
    while (len < p->rest.len && (is_word_byte(p->rest.ptr[len]) || p->rest.ptr[len] == '-'))
        len++;
    const struct text name = text_slice(p->rest, 0, len);
    advance(p, len);
    predicate->policy = codebook_policy(p->context->codebook, name);
    return predicate->policy != NO_INDEX || fault(p, DIAG_E202, name, TEXT("policy"), name, TEXT_EMPTY);
}

static bool take_predicate(struct parser *p, struct predicate *predicate)
{
    *predicate = (struct predicate){0};
    if (accept_word(p, TEXT("audience")))
        return take_audience(p, predicate);
    if (!take_figure(p, &predicate->left) || !take_relation(p, &predicate->relation))
        return false;
    if (predicate->relation == RELATION_IS_SHOWN)
        return true;
    int64_t unused;
    if (predicate->left.kind == FIGURE_TOP && predicate->relation == RELATION_EQUAL &&
        !text_to_number(peek_word(p), &unused))
        return take_category_list(p, predicate);
    if (!take_quantity(p, &predicate->left, &predicate->right))
        return false;
    if (predicate->relation != RELATION_BETWEEN)
        return true;
    if (!accept_word(p, TEXT("and")))
        return expected(p, TEXT("'and'"));
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
    } while (accept_word(&p, TEXT("and")));
    if (!at_end(&p))
        return expected(&p, TEXT("'and', or the end"));
    *ret_statement = statement;
    return true;
}

/* ---- what a block shows ---- */

static bool take_breakdown(struct parser *p, struct draft *draft, struct shown *shown)
{
    const struct text at = peek_word(p);
    const enum time_step step = step_parse(at);
    int dimension;
    if (step != STEP_NONE) {
        if (shown->step != STEP_NONE)
            return fault(p, DIAG_E208, at, at, TEXT_EMPTY, TEXT_EMPTY);
        advance(p, at.len);
        shown->step = step;
        shown->time_place = shown->dimension_count;
        return true;
    }
    if (!take_dimension(p, draft->measure, &dimension) || !add_part(p, draft, at, dimension, NULL, true))
        return false;
    shown->dimensions[shown->dimension_count++] = dimension;
    return true;
}

static bool find_join(struct parser *p, struct text join, const struct shown *shown, int *ret_join)
{
    *ret_join = shown->dimension_count == 1 && shown->step == STEP_NONE ? 0 : NO_INDEX;
    if (!join.len)
        return true;
    *ret_join = NO_INDEX;
    if (text_equal(join, TEXT("none")))
        return true;
    for (size_t i = 0; i < shown->dimension_count; i++)
        if (text_equal(p->context->codebook->dimensions[shown->dimensions[i]].id, join))
            *ret_join = (int)i;
    return *ret_join != NO_INDEX || fault(p, DIAG_E109, join, join, TEXT("join"), TEXT("a variable of 'show', none"));
}

static const struct text STEP_WORDS[] = {
    [STEP_NONE] = TEXT_INIT(""), [STEP_MONTH] = TEXT_INIT("month"), [STEP_HALF] = TEXT_INIT("half"),
    [STEP_YEAR] = TEXT_INIT("year")};

static bool request_shown(struct parser *p, struct draft *draft, int join, struct shown *shown)
{
    const struct period all = draft->period;
    const int steps = shown->step == STEP_NONE ? 1 : period_steps(all, shown->step);
    if (!steps)
        return fault(p, DIAG_E227, p->whole, STEP_WORDS[shown->step], TEXT_EMPTY, TEXT_EMPTY);
    shown->periods = ARENA_ARRAY(p->context->keep, struct period, (size_t)steps);
    shown->uses = ARENA_ARRAY(p->context->keep, size_t, (size_t)steps);
    for (int i = 0; i < steps; i++) {
        draft->period = shown->step == STEP_NONE ? all : period_step(all, shown->step, i);
        struct use use = plain_use(USE_TABLE);
        use.join = join;
        shown->periods[shown->period_count] = draft->period;
        shown->uses[shown->period_count++] = request(p, draft, use);
    }
    return true;
}

bool parse_shown(const struct expression_context *context, struct text show, struct text join, struct shown *ret_shown)
{
    struct parser p = {.context = context, .rest = show, .whole = show};
    struct shown shown = {0};
    struct draft draft;
    int join_place;
    if (!take_draft(&p, &draft))
        return false;
    if (context->codebook->measures[draft.measure].kind == MEASURE_TYPED_IN)
        return fault(&p, DIAG_E204, show, TEXT("anything"), context->codebook->measures[draft.measure].id,
                     TEXT("it is typed in, and has no variables"));
    shown.measure = draft.measure;
    if (!accept_word(&p, TEXT("by")))
        return expected(&p, TEXT("'by' and a variable"));
    do {
        if (!take_breakdown(&p, &draft, &shown))
            return false;
    } while (accept_sign(&p, TEXT(",")));
    if (!at_end(&p))
        return expected(&p, TEXT("',' or the end of the line"));
    if (!find_join(&p, join, &shown, &join_place) || !request_shown(&p, &draft, join_place, &shown))
        return false;
    *ret_shown = shown;
    return true;
}
