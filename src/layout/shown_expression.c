/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a table or chart shows: a measure and the variables it is broken down by. */
#include "layout/parser.h"
#include "layout/vocabulary.h"

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
    *ret_join = shown->dimension_count == 1 && !timed && !join.len && shown->several == NO_INDEX ? 0 : NO_INDEX;
    if (!join.len || text_equal(join, TEXT("none")))
        return true;
    for (size_t i = 0; !timed && i < shown->dimension_count; i++)
        if (text_equal(p->context->codebook->dimensions[shown->dimensions[i]].id, join) && shown->several != (int)i)
            *ret_join = (int)i;
    return *ret_join != NO_INDEX || parser_fault(p, DIAG_E109, join, join, TEXT("join"),
                                                 timed ? TEXT("none, since each step of time would join other categories") : setting_rule_find(layout_blocks()->settings, TEXT("join"))->values);
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

/* The selections of 'where', as if they stood in 'show'. */
static bool add_where(const struct expression_context *context, struct text where, struct draft *draft)
{
    struct parser p = {.context = context, .rest = where, .whole = where};
    if (!parser_take_selections(&p, draft))
        return false;
    return parser_at_end(&p) || parser_expected(&p, TEXT("a variable, '=' or '!=', and a category"));
}

bool parse_shown(const struct expression_context *context, struct text show, struct text join, struct shown *ret_shown)
{
    return parse_shown_where(context, show, TEXT_EMPTY, join, ret_shown);
}

bool parse_shown_where(const struct expression_context *context, struct text show, struct text where, struct text join,
                       struct shown *ret_shown)
{
    struct parser p = {.context = context, .rest = show, .whole = show};
    struct shown shown = {0};
    struct draft draft;
    int join_place;
    if (!parser_take_draft(&p, &draft))
        return false;
    if (context->codebook->measures[draft.measure].kind == MEASURE_TYPED_IN)
        return parser_fault(&p, DIAG_E229, show, context->codebook->measures[draft.measure].id);
    shown.measure = draft.measure;
    shown.several = NO_INDEX;
    if (!parser_accept_word(&p, TEXT("by")))
        return parser_expected(&p, TEXT("'by' and a variable"));
    do {
        if (!take_breakdown(&p, &draft, &shown))
            return false;
    } while (parser_accept_sign(&p, TEXT(",")));
    if (!parser_at_end(&p))
        return parser_expected(&p, text_starts(p.rest, TEXT("@")) ? TEXT("',' or the end of the line (a period stands before "
                                                                         "'by', as in 'new @last 5 years by year')")
                                                                  : TEXT("',' or the end of the line"));
    if (!add_where(context, where, &draft))
        return false;
    for (size_t i = 0; i < shown.dimension_count; i++)
        if (codebook_several(context->codebook, draft.measure, shown.dimensions[i]) != NO_INDEX)
            shown.several = (int)i;
    if (!find_join(&p, join, &shown, &join_place) || !request_shown(&p, &draft, join_place, &shown))
        return false;
    *ret_shown = shown;
    return true;
}
