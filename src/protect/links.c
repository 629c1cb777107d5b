/* SPDX-License-Identifier: GPL-3.0-or-later
 * Three kinds of equations: the code book's relations, periods inside others, and measures that narrow another one. Each
 * kind works on what those before it brought in. */
#include "protect/links.h"

#include "layout/period.h"
#include "protect/condition.h"

static const struct measure *measure_at(const struct codebook *codebook, int measure)
{
    return &codebook->measures[measure];
}

static bool is_stock(const struct codebook *codebook, int measure)
{
    return measure_at(codebook, measure)->kind == MEASURE_STOCK;
}

static size_t find(const struct links *links, const struct codebook *codebook, int measure, struct period period)
{
    for (size_t i = 0; i < links->universes.count; i++) {
        const struct universe *known = &links->universes.items[i];
        if (known->measure == measure && known->period.last == period.last &&
            (known->period.first == period.first || is_stock(codebook, measure)))
            return i;
    }
    return SIZE_MAX;
}

static size_t add_universe(struct links *links, struct arena *keep, struct universe universe)
{
    ARENA_PUSH(keep, &links->universes, universe);
    return links->universes.count - 1;
}

size_t links_universe(struct links *links, const struct codebook *codebook, struct arena *keep, int measure,
                      struct period period)
{
    const size_t known = find(links, codebook, measure, period);
    return known != SIZE_MAX ? known : add_universe(links, keep, (struct universe){.measure = measure, .period = period});
}

bool link_joins(const struct link *link, size_t a, size_t b)
{
    bool has_a = false, has_b = false;
    for (size_t i = 0; i < link->term_count; i++) {
        has_a = has_a || link->terms[i].universe == a;
        has_b = has_b || link->terms[i].universe == b;
    }
    return has_a && has_b;
}

void universe_add_period(const struct universe *universe, struct text_builder *b)
{
    text_add_c(b, " @");
    if (universe->period.first == universe->period.last)
        date_add_iso(b, universe->period.last);
    else
        period_add(b, universe->period);
}

void universe_name(const struct codebook *codebook, const struct universe *universe, struct text_builder *b)
{
    if (universe->measure == NO_INDEX)
        text_add(b, universe->rest);
    else
        text_add(b, measure_at(codebook, universe->measure)->id);
    universe_add_period(universe, b);
}

bool links_is_of(const struct links *links, const struct codebook *codebook, size_t universe,
                 const struct table_request *table)
{
    return find(links, codebook, table->measure, table->period) == universe;
}

static int source_of(const struct links *links, const struct codebook *codebook, size_t universe)
{
    const int measure = links->universes.items[universe].measure;
    return measure == NO_INDEX ? NO_INDEX : measure_at(codebook, measure)->source;
}

/* Then it has no records, and no variables. */
static bool is_typed_in(const struct links *links, const struct codebook *codebook, size_t universe)
{
    const int measure = links->universes.items[universe].measure;
    return measure != NO_INDEX && measure_at(codebook, measure)->kind == MEASURE_TYPED_IN;
}

static void add_link(struct links *links, const struct codebook *codebook, struct arena *keep, const struct link_term *terms, size_t count, struct text name)
{
    struct link link = {.terms = ARENA_ARRAY(keep, struct link_term, count), .term_count = count, .name = name};
    for (size_t i = 0; i < count; i++) {
        const int source = source_of(links, codebook, terms[i].universe);
        link.terms[i] = terms[i];
        link.crosses_sources = link.crosses_sources || is_typed_in(links, codebook, terms[i].universe) ||
                               (source != NO_INDEX && source != source_of(links, codebook, terms[0].universe));
    }
    ARENA_PUSH(keep, &links->items, link);
}

/* ---- relations of the code book ---- */

static struct period before(const struct codebook *codebook, int measure, struct period period)
{
    if (!is_stock(codebook, measure))
        return period_previous(period);
    return (struct period){period.first - 1, period.first - 1};
}

static struct period period_of(const struct codebook *codebook, const struct relation_term *term, struct period period)
{
    return term->previous ? before(codebook, term->measure, period) : period;
}

static bool is_asked(const struct links *links, const struct codebook *codebook, int measure, struct period period)
{
    const size_t known = find(links, codebook, measure, period);
    return known != SIZE_MAX && links->universes.items[known].asked;
}

/* Whether readers learn from the relation: at least two of its counts are asked for, and the others cannot cancel out,
 * as people who came and people who left do. */
static bool tells_something(const struct links *links, const struct codebook *codebook,
                            const struct measure_relation *relation, struct period period)
{
    size_t asked = 0;
    bool plus = false, minus = false;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        if (is_asked(links, codebook, term->measure, period_of(codebook, term, period)))
            asked++;
        else
            *(term->sign > 0 ? &plus : &minus) = true;
    }
    return asked >= 2 && !(plus && minus);
}

static void add_relation(struct links *links, const struct codebook *codebook, struct arena *keep,
                         const struct measure_relation *relation, struct period period)
{
    struct link_term *terms = ARENA_ARRAY(keep, struct link_term, relation->term_count);
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        const struct period when = period_of(codebook, term, period);
        terms[i] = (struct link_term){links_universe(links, codebook, keep, term->measure, when), term->sign};
    }
    add_link(links, codebook, keep, terms, relation->term_count, relation->id);
}

/* What is typed in is known of the edition's own period only: there, it is always asked for. */
static bool has_all_typed(const struct links *links, const struct codebook *codebook,
                          const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (measure_at(codebook, relation->terms[i].measure)->kind == MEASURE_TYPED_IN &&
            !is_asked(links, codebook, relation->terms[i].measure, period))
            return false;
    return true;
}

typedef LIST_OF(struct period) period_list;

static void add_period(struct arena *keep, period_list *list, struct period period)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].first == period.first && list->items[i].last == period.last)
            return;
    ARENA_PUSH(keep, list, period);
}

/* Whether the relation has the measure now, or at the end of the period before. */
static bool has_term(const struct measure_relation *relation, int measure, bool previous)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (relation->terms[i].measure == measure && relation->terms[i].previous == previous)
            return true;
    return false;
}

/* Whether some flow of the relation is told from the first day on, or up to the last one. */
static bool touches_flow(const struct links *links, const struct codebook *codebook,
                         const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < links->universes.count; i++) {
        const struct universe *universe = &links->universes.items[i];
        if (universe->measure != NO_INDEX && universe->asked && !is_stock(codebook, universe->measure) &&
            has_term(relation, universe->measure, false) &&
            (universe->period.first == period.first || universe->period.last == period.last))
            return true;
    }
    return false;
}

/* From one day of a stock that is asked for to the next. */
static void add_stock_periods(const struct links *links, const struct codebook *codebook, struct arena *keep,
                              const struct measure_relation *relation, period_list *periods)
{
    for (size_t i = 0; i < links->universes.count; i++) {
        const struct universe *start = &links->universes.items[i];
        date_day next = DATE_OPEN_TO;
        if (!start->asked || start->measure == NO_INDEX || !is_stock(codebook, start->measure) ||
            !has_term(relation, start->measure, true) || !has_term(relation, start->measure, false))
            continue;
        for (size_t k = 0; k < links->universes.count; k++) {
            const struct universe *end = &links->universes.items[k];
            if (end->asked && end->measure == start->measure && end->period.last > start->period.last &&
                end->period.last < next)
                next = end->period.last;
        }
        const struct period between = {start->period.last + 1, next};
        if (next != DATE_OPEN_TO && (touches_flow(links, codebook, relation, between) ||
                                     tells_something(links, codebook, relation, between)))
            add_period(keep, periods, between);
    }
}

/* In the period of every flow asked for, and between neighbouring days of a stock. */
static void link_relation(struct links *links, const struct codebook *codebook, struct arena *keep,
                          const struct measure_relation *relation)
{
    period_list flows = {0}, stocks = {0};
    for (size_t i = 0; i < links->universes.count; i++) {
        const struct universe *universe = &links->universes.items[i];
        if (universe->asked && universe->measure != NO_INDEX && !is_stock(codebook, universe->measure) &&
            has_term(relation, universe->measure, false) &&
            tells_something(links, codebook, relation, universe->period))
            add_period(keep, &flows, universe->period);
    }
    add_stock_periods(links, codebook, keep, relation, &stocks);
    for (size_t i = 0; i < stocks.count; i++)
        add_period(keep, &flows, stocks.items[i]);
    for (size_t i = 0; i < flows.count; i++)
        if (has_all_typed(links, codebook, relation, flows.items[i]))
            add_relation(links, codebook, keep, relation, flows.items[i]);
}

/* ---- periods inside others ---- */

typedef LIST_OF(date_day) day_list;

/* Keeps the days in order, each once. */
static void add_day(struct arena *keep, day_list *days, date_day day)
{
    size_t at = 0;
    while (at < days->count && days->items[at] < day)
        at++;
    if (at < days->count && days->items[at] == day)
        return;
    ARENA_PUSH(keep, days, day);
    for (size_t i = days->count - 1; i > at; i--)
        days->items[i] = days->items[i - 1];
    days->items[at] = day;
}

/* The days inside a period on which some flow of the same source begins or has ended, with the period's own first day and
 * the day after its last. */
static day_list cuts_of(const struct links *links, const struct codebook *codebook, struct arena *keep,
                        const struct universe *whole)
{
    day_list days = {0};
    add_day(keep, &days, whole->period.first);
    add_day(keep, &days, whole->period.last + 1);
    for (size_t i = 0; i < links->universes.count; i++) {
        const struct universe *other = &links->universes.items[i];
        if (other->measure == NO_INDEX || is_stock(codebook, other->measure) ||
            measure_at(codebook, other->measure)->source != measure_at(codebook, whole->measure)->source)
            continue;
        const date_day ends[] = {other->period.first, other->period.last + 1};
        for (size_t k = 0; k < 2; k++)
            if (ends[k] > whole->period.first && ends[k] <= whole->period.last)
                add_day(keep, &days, ends[k]);
    }
    return days;
}

/* A period that others cut is the sum of its pieces, less those counted in several when persons count once. */
static void link_pieces(struct links *links, const struct codebook *codebook, struct arena *keep, size_t number)
{
    const struct universe whole = links->universes.items[number];
    const day_list days = cuts_of(links, codebook, keep, &whole);
    if (days.count < 3)
        return;
    const struct text name = measure_at(codebook, whole.measure)->id;
    const struct text repeated = text_format(keep, "%.*s counted in several parts", TEXT_ARGS(name));
    struct link_term *terms = ARENA_ARRAY(keep, struct link_term, days.count + 1);
    size_t count = 0;
    terms[count++] = (struct link_term){number, 1};
    for (size_t i = 0; i + 1 < days.count; i++) {
        const struct period piece = {days.items[i], days.items[i + 1] - 1};
        terms[count++] = (struct link_term){links_universe(links, codebook, keep, whole.measure, piece), -1};
    }
    if (measure_at(codebook, whole.measure)->once_per != NO_INDEX)
        terms[count++] = (struct link_term){
            add_universe(links, keep, (struct universe){.measure = NO_INDEX, .period = whole.period, .rest = repeated}), 1};
    add_link(links, codebook, keep, terms, count, text_format(keep, "%.*s of a period and of its parts", TEXT_ARGS(name)));
}

/* ---- measures that narrow another one ---- */

static bool same_period(const struct codebook *codebook, const struct universe *a, const struct universe *b)
{
    return a->period.last == b->period.last && (a->period.first == b->period.first || is_stock(codebook, a->measure));
}

/* A rest: what is left of one universe when parts of it are taken away. */
static void add_parts_link(struct links *links, const struct codebook *codebook, struct arena *keep, size_t whole,
                           const size_t *parts, size_t part_count)
{
    struct link_term *terms = ARENA_ARRAY(keep, struct link_term, part_count + 2);
    const struct universe of = links->universes.items[whole];
    struct text_builder name = {0};
    terms[0] = (struct link_term){whole, 1};
    for (size_t i = 0; i < part_count; i++) {
        terms[i + 1] = (struct link_term){parts[i], -1};
        text_add_format(&name, "%s%.*s", i ? " and " : "",
                        TEXT_ARGS(measure_at(codebook, links->universes.items[parts[i]].measure)->id));
    }
    const struct text whole_name = measure_at(codebook, of.measure)->id;
    const struct text without =
        text_format(keep, "%.*s without %.*s", TEXT_ARGS(whole_name), TEXT_ARGS(text_built(&name)));
    const size_t rest =
        add_universe(links, keep, (struct universe){.measure = NO_INDEX, .period = of.period, .rest = without});
    text_add_format(&name, " are some of %.*s", TEXT_ARGS(whole_name));
    terms[part_count + 1] = (struct link_term){rest, -1};
    if (part_count == 1)
        links->universes.items[rest].none_of =
            condition_only_extra(measure_at(codebook, links->universes.items[parts[0]].measure), measure_at(codebook, of.measure));
    add_link(links, codebook, keep, terms, part_count + 2, text_copy(keep, text_built(&name)));
    text_builder_done(&name);
}

/* The parts of a universe, each by itself, and those that exclude each other together. */
static void link_parts(struct links *links, const struct codebook *codebook, struct arena *keep, size_t whole)
{
    const size_t count = links->universes.count;
    const struct universe of = links->universes.items[whole];
    size_t *apart = ARENA_ARRAY(keep, size_t, count);
    size_t apart_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct universe part = links->universes.items[i];
        if (i == whole || part.measure == NO_INDEX || part.measure == of.measure ||
            !same_period(codebook, &of, &part) ||
            !condition_narrows(measure_at(codebook, part.measure), measure_at(codebook, of.measure)))
            continue;
        add_parts_link(links, codebook, keep, whole, &i, 1);
        bool excluded = true;
        for (size_t k = 0; k < apart_count; k++)
            excluded = excluded && condition_excludes(measure_at(codebook, part.measure),
                                                      measure_at(codebook, links->universes.items[apart[k]].measure));
        if (excluded)
            apart[apart_count++] = i;
    }
    if (apart_count > 1)
        add_parts_link(links, codebook, keep, whole, apart, apart_count);
}

void links_find(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    for (int i = 0; i < codebook->relation_count; i++)
        link_relation(links, codebook, keep, &codebook->relations[i]);
    const size_t told = links->universes.count;
    for (size_t i = 0; i < told; i++)
        if (links->universes.items[i].measure != NO_INDEX && !is_stock(codebook, links->universes.items[i].measure))
            link_pieces(links, codebook, keep, i);
    const size_t all = links->universes.count;
    for (size_t i = 0; i < all; i++)
        if (links->universes.items[i].measure != NO_INDEX)
            link_parts(links, codebook, keep, i);
}
