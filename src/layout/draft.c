/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures with their selections and periods, and what they ask to be counted. */
#include "base/names.h"
#include "layout/parser.h"

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

/* The category that has this label in some language: people know "Nigeria", the code book says NG. */
static struct text labelled(const struct dimension *dimension, struct text wrong, struct arena *scratch)
{
    const struct text folded = text_fold(scratch, wrong);
    for (int i = 0; i < dimension->category_count; i++)
        for (size_t k = 0; k < LANGUAGES_MAX && dimension->categories[i].labels.in[k].len; k++)
            if (text_equal(text_fold(scratch, dimension->categories[i].labels.in[k]), folded))
                return dimension->categories[i].id;
    return TEXT_EMPTY;
}

static struct text nearest_category(const struct dimension *dimension, struct text wrong)
{
    struct arena *scratch = arena_new();
    const struct text meant = labelled(dimension, wrong, scratch);
    arena_free(scratch);
    if (meant.len)
        return meant;
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
