/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures: counts, rankings, dates, series, words of the edition, cross references. */
#include "base/markup.h"
#include "layout/breaks.h"
#include "layout/parser.h"

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
    const struct period all = p->context->period;
    const bool typed = is_typed_in(p, draft->measure);
    if (typed && (draft->period.first != all.first || draft->period.last != all.last)) {
        const struct text at = text_trim(text_slice(figure->at, 0, (size_t)(p->rest.ptr - figure->at.ptr)));
        return one_figure_only(p, at, draft->measure);
    }
    figure->kind = typed ? FIGURE_TYPED_IN : FIGURE_SUM;
    figure->measure = draft->measure;
    figure->use = parser_request(p, draft, parser_plain_use(USE_SUM));
    return true;
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
        return parser_name_fault(p, NAMED_DATE_COLUMN, source_index, name);
    if (parser_accept_sign(p, TEXT("@")) && !parser_take_period(p, &draft.period))
        return false;
    figure->kind = FIGURE_DATE;
    figure->measure = draft.measure;
    figure->use = parser_request(p, &draft, use);
    return true;
}

/* The lowest, highest or average of counts that cannot be compared says little. */
static void check_series(struct parser *p, const struct figure *figure)
{
    for (size_t i = 1; i < figure->use_count; i++) {
        date_day day;
        if (!break_between(p->context->codebook, p->context->requests, figure->uses[i - 1], figure->uses[i], p->context->keep,
                           &day))
            continue;
        struct text_builder b = {0};
        date_add_iso(&b, day);
        const struct text at = text_trim(text_slice(figure->at, 0, (size_t)(p->rest.ptr - figure->at.ptr)));
        diagnose(p->context->diagnostics, DIAG_W112, source_place_of(p->context->source, at), text_built(&b));
        text_builder_done(&b);
        return;
    }
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
    if (!parser_take_at(p, &draft))
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
    check_series(p, figure);
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

/* "@previous" behind a word of the period. */
static bool take_period_of_word(struct parser *p, struct figure *figure)
{
    figure->has_period = text_starts(figure->word, TEXT("period")) && parser_accept_sign(p, TEXT("@"));
    return !figure->has_period || parser_take_period(p, &figure->period);
}

static const struct text SEE_WORDS[] = {
    [SEE_SECTION] = TEXT_INIT("section"),
    [SEE_FIGURE] = TEXT_INIT("figure"),
    [SEE_TABLE] = TEXT_INIT("table"),
    [SEE_KINDS] = TEXT_INIT(""),
};

struct text see_kind_word(enum see_kind see)
{
    return SEE_WORDS[see];
}

/* "see section exits". */
static bool take_see(struct parser *p, struct figure *figure)
{
    const struct text kind = parser_peek_word(p);
    while (figure->see < SEE_KINDS && !text_equal(SEE_WORDS[figure->see], kind))
        figure->see++;
    if (figure->see < SEE_KINDS)
        parser_advance(p, kind.len);
    if (figure->see == SEE_KINDS || !parser_take_word(p, &figure->word))
        return parser_expected(p, TEXT("'section', 'figure' or 'table' and its id"));
    figure->kind = FIGURE_SEE;
    return true;
}

static bool take_capital_see(struct parser *p, struct figure *figure)
{
    figure->capital = true;
    return take_see(p, figure);
}

bool parser_take_figure(struct parser *p, struct figure *figure)
{
    parser_skip_blanks(p);
    *figure = (struct figure){.at = p->rest, .measure = NO_INDEX};
    bool ok;
    if (take_edition_word(p, figure))
        ok = take_period_of_word(p, figure);
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
    else if (parser_accept_word(p, TEXT("See")))
        ok = take_capital_see(p, figure);
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
    const struct table_request table =
        request_of_cases(p->context->codebook, &requests->tables[requests->uses[part->use].table]);
    if (table.dimension_count != 1)
        return parser_fault(p, DIAG_E221, part->at, TEXT_EMPTY);
    const struct draft whole = {.measure = table.measure, .period = table.period};
    *ret_base = (struct figure){.at = part->at};
    return take_sum(p, &whole, ret_base);
}
