/* SPDX-License-Identifier: GPL-3.0-or-later
 * Statements about figures: claims, conditions, checks of the code book. */
#include "layout/parser.h"

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
    case FIGURE_NAMES:
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
    if (!parser_accept_word(p, TEXT("of"))) {
        const struct text word = parser_peek_word(p);
        if (word.len && !text_equal(word, TEXT("and")))
            return parser_expected(p, TEXT("'of' and a figure, as in '50% of clients', 'and', or the end"));
        return parser_default_base(p, left, &quantity->base);
    }
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

static bool take_visibility(struct parser *p, enum relation *ret_relation)
{
    if (!parser_accept_word(p, TEXT("is")))
        return parser_expected(p, TEXT("=, <, >, 'between', 'about', 'is shown' or 'is hidden'"));
    *ret_relation = parser_accept_word(p, TEXT("hidden")) ? RELATION_IS_HIDDEN : RELATION_IS_SHOWN;
    return *ret_relation == RELATION_IS_HIDDEN || parser_accept_word(p, TEXT("shown")) ||
           parser_expected(p, TEXT("'shown' or 'hidden'"));
}

static bool take_relation(struct parser *p, enum relation *ret_relation)
{
    static const struct {
        struct text sign;
        enum relation relation;
    } signs[] = {{TEXT_INIT("!="), RELATION_NOT_EQUAL},    {TEXT_INIT("<="), RELATION_LESS_EQUAL},
                 {TEXT_INIT(">="), RELATION_GREATER_EQUAL}, {TEXT_INIT("<"), RELATION_LESS},
                 {TEXT_INIT(">"), RELATION_GREATER},        {TEXT_INIT("="), RELATION_EQUAL}};
    static const struct {
        struct text sign, instead;
    } others[] = {{TEXT_INIT("=>"), TEXT_INIT("'>=' or '<='")}, {TEXT_INIT("=<"), TEXT_INIT("'>=' or '<='")},
                  {TEXT_INIT("\u2265"), TEXT_INIT("'>='")},      {TEXT_INIT("\u2264"), TEXT_INIT("'<='")},
                  {TEXT_INIT("\u2260"), TEXT_INIT("'!='")},      {TEXT_INIT("<>"), TEXT_INIT("'!='")},
                  {TEXT_INIT("=="), TEXT_INIT("'='")}};
    parser_skip_blanks(p);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (text_starts(p->rest, others[i].sign))
            return parser_expected(p, others[i].instead);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (parser_accept_sign(p, signs[i].sign)) {
            *ret_relation = signs[i].relation;
            return true;
        }
    if (parser_accept_word(p, TEXT("between")))
        *ret_relation = RELATION_BETWEEN;
    else if (parser_accept_word(p, TEXT("about")))
        *ret_relation = RELATION_ABOUT;
    else
        return take_visibility(p, ret_relation);
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
    return predicate->policy != NO_INDEX || parser_name_fault(p, NAMED_POLICY, NO_INDEX, name);
}

static bool take_predicate(struct parser *p, struct predicate *predicate)
{
    *predicate = (struct predicate){0};
    if (parser_accept_word(p, TEXT("audience")))
        return take_audience(p, predicate);
    if (!parser_take_figure(p, &predicate->left) || !take_relation(p, &predicate->relation))
        return false;
    const bool is_seen = predicate->relation == RELATION_IS_SHOWN || predicate->relation == RELATION_IS_HIDDEN;
    const bool has_day = predicate->left.kind == FIGURE_DATE && is_seen;
    if (!has_day && !is_counted(p, &predicate->left, true))
        return not_counted(p, &predicate->left);
    if (is_seen)
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

/* "shown and …": a measure may be called "shown" all the same. */
static bool accept_shown(struct parser *p)
{
    const struct parser before = *p;
    if (parser_accept_word(p, TEXT("shown")) && parser_accept_word(p, TEXT("and")))
        return true;
    *p = before;
    return false;
}

bool parse_statement(const struct expression_context *context, struct text text, struct statement *ret_statement)
{
    struct parser p = {.context = context, .rest = text, .whole = text};
    struct statement statement = {.at = text, .if_shown = accept_shown(&p)};
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
