/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the report has it: for whoever writes it by the lines of layouts, for whoever reads it by numbers and pages. */
#include "cli/explain_where.h"

#include "cli/explain_teller.h"
#include "cli/ledger_places.h"

/* ---- in layouts ---- */

/* "public: situation.en.md, line 40": of what those readers hold. */
static bool is_of_others(const struct teller *t, struct text place)
{
    for (size_t i = 0; i < t->report->audiences.count; i++) {
        const struct text name = t->report->audiences.items[i].name;
        if (text_starts(place, name) && text_starts(text_slice(place, name.len, place.len), TEXT(":")))
            return true;
    }
    return false;
}

/* Other audiences' places are told of these, unless there are no others. */
static struct text own_places(const struct teller *t, struct text where)
{
    struct text_builder own = {0}, others = {0};
    for (struct text rest = where; rest.len;) {
        const struct text place = text_cut(&rest, ';');
        struct text_builder *whose = is_of_others(t, place) ? &others : &own;
        if (!text_ends(place, TEXT(":")))
            text_add_format(whose, "%s%.*s", whose->len ? "; " : "", TEXT_ARGS(place));
    }
    const struct text places = text_copy(t->v->keep, text_built(own.len ? &own : &others));
    text_builder_done(&own);
    text_builder_done(&others);
    return places;
}

void explain_where(const struct teller *t, struct text where)
{
    const struct text places = own_places(t, where);
    if (places.len)
        teller_line(t, told(t, "stands in: %.*s", TEXT_ARGS(said_places_together(t->v, places))));
}

/* ---- in charts and tables ---- */

/* Of a table its cells, of a percentage its part. */
static size_t figure_count(const struct teller *t)
{
    return t->report->question.is_table ? t->report->question.use_count : 1;
}

/* Whether one of the figures that are explained stands there. */
static bool stands_at(const struct teller *t, const struct pipeline_audience *audience, struct text place)
{
    for (size_t i = 0; i < figure_count(t); i++) {
        const struct release_explanation *e = &audience->explanations[i];
        struct text rest = e->status == RELEASE_JOINED ? e->joined.where : e->where;
        while (e->status != RELEASE_NOT_ASKED && rest.len)
            if (text_equal(text_cut(&rest, ';'), place))
                return true;
    }
    return false;
}

/* What was asked for by its name is nowhere else. */
static bool tells_of(const struct teller *t, const struct pipeline_audience *audience, const struct whereabout *here)
{
    bool tells = false;
    if (t->report->question.block.len)
        return text_equal(here->id, t->report->question.block);
    for (size_t i = 0; i < here->places.count && !tells; i++)
        tells = stands_at(t, audience, here->places.items[i]);
    return tells;
}

/* ---- in the prose, and because of it ---- */

static bool is_asked(const struct teller *t, size_t use)
{
    for (size_t i = 0; i < figure_count(t); i++)
        if (t->report->question.uses[i] == use)
            return true;
    return false;
}

static bool is_asked_figure(const struct teller *t, const struct figure *figure)
{
    for (size_t i = 0; figure->kind == FIGURE_SERIES && i < figure->use_count; i++)
        if (is_asked(t, figure->uses[i]))
            return true;
    return figure->kind != FIGURE_SERIES && is_asked(t, figure->use);
}

static bool is_asked_quantity(const struct teller *t, const struct quantity *quantity)
{
    for (size_t i = 0; i < quantity->figure_count; i++)
        if (is_asked_figure(t, &quantity->figures[i]))
            return true;
    return quantity->is_share && is_asked_figure(t, &quantity->base);
}

static bool is_asked_predicate(const struct teller *t, const struct predicate *predicate)
{
    if (predicate->relation == RELATION_FOR_AUDIENCE || predicate->relation == RELATION_NOT_FOR_AUDIENCE)
        return false;
    return is_asked_figure(t, &predicate->left) || is_asked_quantity(t, &predicate->right) ||
           (predicate->relation == RELATION_BETWEEN && is_asked_quantity(t, &predicate->high));
}

/* Whether it is of what was asked for, in the same words. */
static bool asks_for_it(const struct teller *t, const struct mention *mention)
{
    const struct placeholder *placeholder = mention->placeholder;
    if (mention->kind == MENTION_FIGURE)
        return is_asked_figure(t, &placeholder->figure) ||
               (placeholder->format == FORMAT_PERCENT && is_asked_figure(t, &placeholder->base));
    for (size_t i = 0; i < mention->statement->count; i++)
        if (is_asked_predicate(t, &mention->statement->predicates[i]))
            return true;
    return false;
}

static struct text place_of(const struct teller *t, const struct whereabouts *report, const struct mention *mention)
{
    const struct source *source = &report->layout->source;
    switch (mention->kind) {
    case MENTION_FIGURE:
        return ledger_line_of(source, mention->placeholder->at, t->v->keep);
    case MENTION_CLAIM:
        return ledger_claim_of(source, mention->statement, t->v->keep);
    case MENTION_CONDITION:
        break;
    }
    return ledger_condition_of(source, mention->statement, t->v->keep);
}

/* Places are lines: if one of the mentions on a line asks for it, the others there do not. */
static bool is_of_another(const struct teller *t, const struct whereabouts *report, const struct mention *mention)
{
    const struct text place = place_of(t, report, mention);
    bool others = false;
    for (size_t i = 0; i < report->marks->mentions.count && !asks_for_it(t, mention); i++) {
        const struct mention *other = &report->marks->mentions.items[i];
        others = others || (other->kind == mention->kind && text_equal(place_of(t, report, other), place) && asks_for_it(t, other));
    }
    return others;
}

static bool page_tells_of(const struct teller *t, const struct pipeline_audience *audience, size_t page, enum mention_kind kind)
{
    const struct whereabouts *report = &audience->whereabouts;
    for (size_t i = 0; i < report->pages[page].count; i++) {
        const struct mention *mention = report->pages[page].items[i];
        const bool is_open = teller_may_tell(t, audience) || !mention->is_within;
        if (mention->kind == kind && is_open && stands_at(t, audience, place_of(t, report, mention)) && !is_of_another(t, report, mention))
            return true;
    }
    return false;
}

/* "2, 5". */
static struct text pages_with(const struct teller *t, const struct pipeline_audience *audience, enum mention_kind kind,
                              size_t *ret_count)
{
    struct text pages = TEXT_EMPTY;
    *ret_count = 0;
    for (size_t i = 0; i < audience->whereabouts.page_count; i++)
        if (page_tells_of(t, audience, i, kind))
            pages = text_format(t->v->keep, (*ret_count)++ ? "%.*s, %zu" : "%.*s%zu", TEXT_ARGS(pages), i + 1);
    return pages;
}

static struct text pages_in_words(const struct teller *t, enum mention_kind kind, struct text pages, bool is_one)
{
    switch (kind) {
    case MENTION_FIGURE:
        return is_one ? told(t, "in the report: text on page %.*s", TEXT_ARGS(pages))
                      : told(t, "in the report: text on pages %.*s", TEXT_ARGS(pages));
    case MENTION_CLAIM:
        return is_one ? told(t, "in the report: words tied to it by a claim on page %.*s", TEXT_ARGS(pages))
                      : told(t, "in the report: words tied to it by a claim on pages %.*s", TEXT_ARGS(pages));
    case MENTION_CONDITION:
        break;
    }
    return is_one ? told(t, "in the report: what stands under a condition about it on page %.*s", TEXT_ARGS(pages))
                  : told(t, "in the report: what stands under a condition about it on pages %.*s", TEXT_ARGS(pages));
}

/* "text on pages 2, 5". What a reproduction says because of its numbers tells of them. */
static void add_pages(const struct teller *t, const struct pipeline_audience *audience)
{
    static const enum mention_kind kinds[] = {MENTION_FIGURE, MENTION_CLAIM, MENTION_CONDITION};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !t->report->question.block.len; i++) {
        size_t count;
        const struct text pages = pages_with(t, audience, kinds[i], &count);
        if (count && (kinds[i] == MENTION_FIGURE || teller_may_tell(t, audience)))
            teller_line(t, pages_in_words(t, kinds[i], pages, count == 1));
    }
}

/* ---- in all of the report ---- */

/* Where a reproduction has something, or that it has not, tells of counts that blocks depend on. */
static bool may_tell_pages(const struct teller *t, const struct pipeline_audience *audience)
{
    const struct waymarks *marks = audience->whereabouts.marks;
    return teller_may_tell(t, audience) || !marks || !marks->has_conditional_blocks;
}

void explain_printed(const struct teller *t, const struct pipeline_audience *audience)
{
    if (!may_tell_pages(t, audience))
        return;
    for (size_t i = 0; i < audience->whereabouts.count; i++) {
        const struct whereabout *here = &audience->whereabouts.items[i];
        if (!tells_of(t, audience, here))
            continue;
        if (here->title.len && teller_may_tell(t, audience))
            teller_line(t, told(t, "in the report: %.*s, page %zu: %.*s", TEXT_ARGS(here->name), here->page, TEXT_ARGS(here->title)));
        else
            teller_line(t, told(t, "in the report: %.*s, page %zu", TEXT_ARGS(here->name), here->page));
    }
    add_pages(t, audience);
}
