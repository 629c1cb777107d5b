/* SPDX-License-Identifier: GPL-3.0-or-later
 * Placeholders: a figure, its format, the forms of the words beside it. */
#include "base/markup.h"
#include "base/suggest.h"
#include "layout/parser.h"
#include "layout/vocabulary.h"

/* ---- formats ---- */

static bool is_day(struct text word)
{
    return text_equal(word, TEXT("period.from")) || text_equal(word, TEXT("period.to")) ||
           text_equal(word, TEXT("report.date"));
}

/* Periods and references have a format of their own, which only has forms. */
static bool has_only_forms(const struct figure *figure)
{
    return figure->kind == FIGURE_SEE || (figure->kind == FIGURE_WORD && text_equal(figure->word, TEXT("period")));
}

/* The use of a count with one selection, or NULL. */
static const struct use *only_selection(const struct parser *p, const struct figure *figure)
{
    const struct use *use = &p->context->requests->uses[figure->use];
    return p->context->requests->tables[use->table].dimension_count == 1 ? use : NULL;
}

/* A set of `enum suit`. */
static unsigned suits_of(const struct parser *p, const struct figure *figure)
{
    switch (figure->kind) {
    case FIGURE_SUM:
        return SUITS_COUNTS | SUITS_SHARES | (only_selection(p, figure) ? SUITS_RANKINGS : 0);
    case FIGURE_TYPED_IN:
        return SUITS_COUNTS | SUITS_SHARES;
    case FIGURE_DISTINCT:
        return SUITS_COUNTS;
    case FIGURE_SERIES:
        return figure->series == SERIES_AVERAGE ? SUITS_COUNTS | SUITS_AVERAGES : SUITS_COUNTS;
    case FIGURE_TOP: {
        const struct use *use = &p->context->requests->uses[figure->use];
        return use->top_from == use->top_to ? SUITS_RANKINGS | SUITS_COUNTS | SUITS_SHARES : SUITS_RANKINGS;
    }
    case FIGURE_DATE:
        return SUITS_DAYS;
    case FIGURE_WORD:
        return is_day(figure->word) ? SUITS_DAYS : 0;
    case FIGURE_SEE:
    case FIGURE_NAMES:
        break;
    }
    return 0;
}

/* Reports a format that is of something else, with those that suit. */
static bool unsuited(struct parser *p, struct text word, unsigned suits)
{
    struct text known = TEXT_EMPTY;
    for (const struct format_word *format = layout_formats(); format->word.len; format++)
        if (suits & format->suits)
            known = text_format(p->context->keep, "%.*s%s%.*s", TEXT_ARGS(known), known.len ? ", " : "",
                                TEXT_ARGS(format->word));
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
    for (const struct format_word *format = layout_formats(); format->word.len; format++)
        if (text_equal(word, format->word))
            return format;
    return NULL;
}

static bool unknown_format(struct parser *p, struct text word)
{
    struct suggestion near = suggest(word);
    for (const struct format_word *format = layout_formats(); format->word.len; format++)
        suggest_offer(&near, format->word);
    return parser_fault(p, DIAG_E207, word, word, suggest_hint(&near, p->context->keep));
}

/* "in": every word up to the next sign names a form. */
static void take_inflections(struct parser *p, struct placeholder *placeholder)
{
    struct text word;
    while (placeholder->inflection_count < PLACEHOLDER_FORMS_MAX && parser_take_word(p, &word))
        placeholder->inflections[placeholder->inflection_count++] = word;
}

static bool take_form_alone(struct parser *p, struct placeholder *placeholder)
{
    take_inflections(p, placeholder);
    return placeholder->inflection_count > 0 || parser_expected(p, TEXT("the name of a case"));
}

/* "round 10", "decimals 1". */
static bool take_format_number(struct parser *p, struct placeholder *placeholder)
{
    enum { DECIMALS_MAX = 3 };
    const struct text at = parser_peek_word(p);
    if (!parser_take_number(p, &placeholder->format_number))
        return false;
    if (placeholder->format_number < 1)
        return parser_fault(p, DIAG_E201, at, placeholder->format == FORMAT_ROUND ? TEXT("a step greater than 0")
                                                                                  : TEXT("one decimal or more"));
    return placeholder->format == FORMAT_ROUND || placeholder->format_number <= DECIMALS_MAX ||
           parser_fault(p, DIAG_E201, at, TEXT("at most three decimals"));
}

static bool take_format(struct parser *p, struct placeholder *placeholder)
{
    struct text word;
    if (has_only_forms(&placeholder->figure))
        return take_form_alone(p, placeholder);
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
    if (known->has_cases)
        take_inflections(p, placeholder);
    return (known->format != FORMAT_ROUND && known->format != FORMAT_DECIMALS) || take_format_number(p, placeholder);
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

/* Whether "| 0:" comes next: the form for none. */
static bool zero_follows(const struct parser *p)
{
    struct parser ahead = *p;
    return parser_accept_sign(&ahead, TEXT("|")) && parser_accept_word(&ahead, TEXT("0")) &&
           parser_accept_sign(&ahead, TEXT(":"));
}

static void take_zero(struct parser *p, struct placeholder *placeholder)
{
    parser_accept_sign(p, TEXT("|"));
    parser_accept_word(p, TEXT("0"));
    parser_accept_sign(p, TEXT(":"));
    placeholder->zero = take_form(p);
    placeholder->has_zero = true;
}

/* "| one | other | 0: none": the language says how many there must be. */
static void take_forms(struct parser *p, struct placeholder *placeholder)
{
    while (placeholder->plural_count < PLACEHOLDER_PLURALS_MAX) {
        if (!placeholder->has_zero && zero_follows(p))
            take_zero(p, placeholder);
        else if (parser_accept_sign(p, TEXT("|")))
            placeholder->plurals[placeholder->plural_count++] = take_form(p);
        else
            break;
    }
    if (!placeholder->has_zero && zero_follows(p))
        take_zero(p, placeholder);
}

static enum format_kind natural_format(const struct figure *figure)
{
    if (figure->kind == FIGURE_TOP)
        return FORMAT_NAMES;
    if (figure->kind == FIGURE_DATE)
        return FORMAT_DATE;
    return FORMAT_NUMBER;
}

/* How far the requests went before an expression was read. */
struct mark {
    size_t uses, tables;
};

static struct mark mark_requests(const struct requests *requests)
{
    return (struct mark){requests->use_count, requests->table_count};
}

/* What is selected is named, and no number of it told: it is not asked for either. */
static void take_names(const struct expression_context *context, struct mark before, struct figure *figure)
{
    struct requests *requests = context->requests;
    const struct use use = requests->uses[figure->use];
    figure->kind = FIGURE_NAMES;
    figure->dimension = requests->tables[use.table].dimensions[0];
    figure->set = use.set.categories[0];
    requests->use_count = before.uses;
    requests->table_count = before.tables;
}

/* A category alone, as in "clients women": which variable it needs is known, if it is one of the measure's. Else what is expected. */
static bool expected_behind_figure(struct parser *p, const struct figure *figure, struct text what)
{
    const struct codebook *codebook = p->context->codebook;
    const struct text word = parser_peek_word(p);
    for (int i = 0; figure->kind == FIGURE_SUM && i < codebook->dimension_count; i++) {
        const struct dimension *dimension = &codebook->dimensions[i];
        for (int k = 0; codebook_dimension(codebook, figure->measure, dimension->id) == i && k < dimension->category_count; k++)
            if (text_equal(dimension->categories[k].id, word))
                return parser_expected(p, text_format(p->context->keep, "'%.*s=%.*s'", TEXT_ARGS(dimension->id), TEXT_ARGS(word)));
    }
    return parser_expected(p, what);
}

bool parse_placeholder(const struct expression_context *context, struct text text, struct placeholder *ret_placeholder)
{
    struct parser p = {.context = context, .rest = text, .whole = text};
    struct placeholder placeholder = {.at = text};
    const struct mark before = mark_requests(context->requests);
    if (!parser_take_figure(&p, &placeholder.figure))
        return false;
    placeholder.format = natural_format(&placeholder.figure);
    if (placeholder.figure.kind == FIGURE_WORD && parser_accept_sign(&p, TEXT("@")))
        return parser_fault(&p, DIAG_E188, placeholder.figure.at, placeholder.figure.word);
    if (parser_accept_sign(&p, TEXT(":")) && !take_format(&p, &placeholder))
        return false;
    if (placeholder.format == FORMAT_NAMES && placeholder.figure.kind == FIGURE_SUM)
        take_names(context, before, &placeholder.figure);
    parser_skip_blanks(&p);
    placeholder.words = p.rest;
    take_forms(&p, &placeholder);
    if (parser_accept_sign(&p, TEXT("??"))) {
        placeholder.has_fallback = true;
        placeholder.fallback = take_form(&p);
    }
    if (!parser_at_end(&p))
        return expected_behind_figure(&p, &placeholder.figure, TEXT("':' and a format, '|' and forms, or '}}'"));
    *ret_placeholder = placeholder;
    return true;
}

bool parse_figure(const struct expression_context *context, struct text text, struct figure *ret_figure)
{
    struct parser p = {.context = context, .rest = text, .whole = text};
    if (!parser_take_figure(&p, ret_figure))
        return false;
    return parser_at_end(&p) ||
           expected_behind_figure(&p, ret_figure, TEXT("a variable and its category, as 'gender=women', or nothing more"));
}
