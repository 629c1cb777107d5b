/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a message says of the figures that a false claim, or a check of the code book, speaks of: their numbers where readers have
 * all of them, else the commands that tell what may be told of them. */
#include "document/binder.h"

#include <inttypes.h>

struct list {
    const struct bind_inputs *in;
    struct arena *keep;
    struct names *said; /* each once */
    LIST_OF(const struct figure *) figures;
    LIST_OF(struct text) names; /* of each: as layouts write it */
};

/* ---- what the claim speaks of ---- */

static void add(struct list *list, const struct figure *figure, struct text name)
{
    const int32_t before = names_count(list->said);
    if (!name.len || names_add(list->said, name) != before)
        return;
    ARENA_PUSH(list->keep, &list->figures, figure);
    ARENA_PUSH(list->keep, &list->names, name);
}

/* The whole that a percentage is of where none is named: the part's measure, in the part's period. */
static struct text name_of_base(const struct list *list, const struct figure *part, const struct figure *base)
{
    if (base->at.ptr != part->at.ptr)
        return base->at;
    struct text period = text_slice(part->at, text_find_byte(part->at, '@'), part->at.len);
    period.len = part->kind == FIGURE_TOP ? text_find(period, TEXT(" by ")) : period.len;
    return text_format(list->keep, period.len ? "%.*s %.*s" : "%.*s%.*s",
                       TEXT_ARGS(list->in->codebook->measures[base->measure].id), TEXT_ARGS(period));
}

static void add_quantity(struct list *list, const struct figure *left, const struct quantity *quantity)
{
    if (quantity->is_share)
        add(list, &quantity->base, name_of_base(list, left, &quantity->base));
    for (size_t i = 0; i < quantity->figure_count; i++)
        add(list, &quantity->figures[i], quantity->figures[i].at);
}

static void add_predicate(struct list *list, const struct predicate *predicate)
{
    if (predicate->relation == RELATION_FOR_AUDIENCE || predicate->relation == RELATION_NOT_FOR_AUDIENCE)
        return;
    add(list, &predicate->left, predicate->left.at);
    add_quantity(list, &predicate->left, &predicate->right);
    add_quantity(list, &predicate->left, &predicate->high);
}

/* ---- their numbers ---- */

static const char *separator(const struct text_builder *b, const char *between)
{
    return b->len ? between : "";
}

/* False where the ranking, or a number in it, is hidden. */
static bool add_ranks(const struct list *list, size_t i, struct text_builder *b)
{
    size_t count;
    const struct bind_inputs *in = list->in;
    const size_t number = list->figures.items[i]->use;
    const struct release_rank *ranks = release_top(in->release, number, &count);
    const struct use *use = &in->requests->uses[number];
    const int dimension = in->requests->tables[use->table].dimensions[use->by[0]];
    text_add_format(b, "%s'%.*s':", separator(b, ", "), TEXT_ARGS(list->names.items[i]));
    for (size_t k = 0; k < count; k++) {
        if (!cell_is_shown(ranks[k].cell))
            return false;
        text_add_format(b, "%s %.*s %" PRId64, k ? "," : "",
                        TEXT_ARGS(in->codebook->dimensions[dimension].categories[ranks[k].category].id), ranks[k].cell.count);
    }
    return count > 0;
}

/* Of an earlier period a document prints what was published; where none is being bound, nobody knows here whether it does. */
static bool may_be_repeated(const struct bind_inputs *in, size_t use)
{
    const struct table_request *table = &in->requests->tables[in->requests->uses[use].table];
    return !in->earlier_said && in->earlier_count && !in->counts_anew && table->period.last < in->facts->period.last;
}

/* Checks of the code book speak also of what is printed nowhere. */
static bool is_printed(const struct bind_inputs *in, const struct figure *figure)
{
    const size_t *uses = figure->kind == FIGURE_SERIES ? figure->uses : &figure->use;
    const size_t count = figure->kind == FIGURE_SERIES ? figure->use_count : 1;
    for (size_t i = 0; i < count; i++)
        if (uses[i] >= in->published_uses || (in->left_out && in->left_out[uses[i]]) || may_be_repeated(in, uses[i]))
            return false;
    return true;
}

static bool add_number(const struct list *list, size_t i, struct text_builder *b)
{
    const struct figure *figure = list->figures.items[i];
    if (!is_printed(list->in, figure))
        return false;
    if (figure->kind == FIGURE_TOP)
        return add_ranks(list, i, b);
    const struct cell cell = figure_cell(list->in, figure);
    text_add_format(b, "%s'%.*s': %" PRId64, separator(b, ", "), TEXT_ARGS(list->names.items[i]), cell.count);
    return cell_is_shown(cell);
}

/* ---- how to look at them ---- */

static struct text after(struct text text, struct text part)
{
    const size_t at = text_find(text, part);
    return at < text.len ? text_slice(text, at + part.len, text.len) : text;
}

static struct text before(struct text text, struct text part)
{
    return text_slice(text, 0, text_find(text, part));
}

/* What explain answers: a count, or the table that a ranking, a series or a number of categories is taken from. */
static struct text question_of(const struct list *list, size_t i)
{
    struct arena *keep = list->keep;
    const struct text name = list->names.items[i], blank = TEXT(" ");
    switch (list->figures.items[i]->kind) {
    case FIGURE_TOP: /* top 3 clients by nationality */
        return text_trim(after(text_trim(after(name, blank)), blank));
    case FIGURE_DISTINCT: /* number of nationality in clients */
        return text_format(keep, "%.*s by %.*s", TEXT_ARGS(text_trim(after(name, TEXT(" in ")))),
                           TEXT_ARGS(text_trim(after(before(name, TEXT(" in ")), TEXT(" of ")))));
    case FIGURE_SERIES: { /* lowest new per year @last 5 years */
        const struct text step = text_trim(after(name, TEXT(" per ")));
        const struct text counted = text_trim(after(before(name, TEXT(" per ")), blank));
        return text_format(keep, "%.*s%.*s by %.*s", TEXT_ARGS(counted),
                           TEXT_ARGS(text_slice(step, text_find(step, blank), step.len)), TEXT_ARGS(before(step, blank)));
    }
    case FIGURE_SUM:
    case FIGURE_TYPED_IN:
    case FIGURE_DATE:
    case FIGURE_WORD:
    case FIGURE_SEE:
    case FIGURE_NAMES:
        break;
    }
    return name;
}

static void add_command(const struct list *list, size_t i, struct text_builder *b)
{
    text_add_format(b, "%ssitrep explain %.*s '%.*s'", separator(b, "; "),
                    TEXT_ARGS(text_shell_word(list->keep, list->in->edition_folder)), TEXT_ARGS(question_of(list, i)));
}

/* ---- the whole ---- */

static bool add_numbers(const struct list *list, struct text_builder *b)
{
    bool all_shown = list->in->is_published;
    for (size_t i = 0; all_shown && i < list->figures.count; i++)
        all_shown = add_number(list, i, b);
    return all_shown;
}

/* A message names no reader, and whoever keeps it may be any of them: it has no number that is hidden from one. */
static bool all_have(const struct list *list, struct text numbers)
{
    bool all = true;
    for (size_t i = 0; all && i < list->in->reader_count; i++) {
        struct list theirs = *list;
        struct text_builder b = {0};
        theirs.in = &list->in->readers[i];
        all = add_numbers(&theirs, &b) && text_equal(text_built(&b), numbers);
        text_builder_done(&b);
    }
    return all;
}

/* Whether they are the numbers. */
static bool words_of(const struct list *list, struct text *ret_words)
{
    struct text_builder numbers = {0}, commands = {0};
    const bool all_shown = add_numbers(list, &numbers) && all_have(list, text_built(&numbers));
    for (size_t i = 0; i < list->figures.count; i++)
        add_command(list, i, &commands);
    *ret_words = all_shown ? text_format(list->keep, "the figures are %.*s", TEXT_ARGS(text_built(&numbers)))
                           : text_format(list->keep, "look at the figures with: %.*s", TEXT_ARGS(text_built(&commands)));
    text_builder_done(&numbers);
    text_builder_done(&commands);
    return all_shown;
}

bool statement_figures(const struct bind_inputs *inputs, const struct statement *statement, struct arena *keep, struct text *ret_words)
{
    struct list list = {.in = inputs, .keep = keep, .said = names_new()};
    for (size_t i = 0; i < statement->count; i++)
        add_predicate(&list, &statement->predicates[i]);
    const bool are_told = words_of(&list, ret_words);
    names_free(list.said);
    return are_told;
}

struct text claim_figures(const struct binder *binder, const struct statement *statement)
{
    struct text words;
    statement_figures(binder->in, statement, binder->keep, &words);
    return words;
}
