/* SPDX-License-Identifier: GPL-3.0-or-later
 * Four kinds of equations: the code book's relations (relations.c), periods inside others, measures that overlap
 * (overlaps.c), and measures of different things that dates tie together (cohorts.c). Each kind works on what those before
 * it brought in. */
#include "protect/links.h"

#include "layout/period.h"
#include "protect/cohorts.h"
#include "protect/overlaps.h"
#include "protect/relations.h"

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

size_t links_add_universe(struct links *links, struct arena *keep, struct universe universe)
{
    ARENA_PUSH(keep, &links->universes, universe);
    return links->universes.count - 1;
}

size_t links_universe(struct links *links, const struct codebook *codebook, struct arena *keep, int measure,
                      struct period period)
{
    const size_t known = find(links, codebook, measure, period);
    if (known != SIZE_MAX)
        return known;
    struct universe universe = {.measure = measure, .period = period};
    universe.is_empty = cohorts_is_empty(codebook, &universe, keep);
    return links_add_universe(links, keep, universe);
}

struct text universe_word(const struct codebook *codebook, const struct universe *universe)
{
    return universe->measure == NO_INDEX ? universe->name : measure_at(codebook, universe->measure)->id;
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
    text_add(b, universe_word(codebook, universe));
    universe_add_period(universe, b);
}

bool links_is_of(const struct links *links, const struct codebook *codebook, size_t universe,
                 const struct table_request *table)
{
    return find(links, codebook, table->measure, table->period) == universe;
}

/* NO_INDEX: of a part or rest, whose source is that of the others. */
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

void links_add(struct links *links, const struct codebook *codebook, struct arena *keep, const struct link *link)
{
    struct link copy = *link;
    int first = NO_INDEX;
    copy.terms = ARENA_ARRAY(keep, struct link_term, link->term_count);
    for (size_t i = 0; i < link->term_count; i++) {
        const int source = source_of(links, codebook, link->terms[i].universe);
        copy.terms[i] = link->terms[i];
        first = first == NO_INDEX ? source : first;
        copy.crosses_sources = copy.crosses_sources || is_typed_in(links, codebook, copy.terms[i].universe) ||
                               (source != NO_INDEX && source != first);
    }
    ARENA_PUSH(keep, &links->items, copy);
}

/* Of a stock only the last day counts. */
static bool is_of_same_time(const struct codebook *codebook, const struct universe *a, const struct universe *b)
{
    const int measure = a->overlap ? a->overlap->in[0] : a->measure;
    return a->period.last == b->period.last && (is_stock(codebook, measure) || a->period.first == b->period.first);
}

/* "clients outside 2014H1"; in one period "departures beside leavers". The whole's period stands behind. */
static struct text rest_name(const struct codebook *codebook, struct arena *keep, const struct universe *whole,
                             const struct universe *part, struct text less)
{
    const struct text more = universe_word(codebook, whole);
    struct text_builder b = {0};
    text_add(&b, more);
    if (!text_equal(more, less))
        text_add_format(&b, " beside %.*s", TEXT_ARGS(less));
    if (!is_of_same_time(codebook, whole, part)) {
        text_add_c(&b, " outside ");
        period_add(&b, part->period);
    }
    const struct text name = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return name;
}

/* "minors", "minors and clients without minors and women". */
static struct text words_of(const struct links *links, const struct codebook *codebook, struct arena *keep,
                            const size_t *universes, size_t count)
{
    struct text words = universe_word(codebook, &links->universes.items[universes[0]]);
    for (size_t i = 1; i < count; i++)
        words = text_format(keep, "%.*s and %.*s", TEXT_ARGS(words),
                            TEXT_ARGS(universe_word(codebook, &links->universes.items[universes[i]])));
    return words;
}

size_t links_add_inclusion(struct links *links, const struct codebook *codebook, struct arena *keep, size_t whole,
                           const size_t *parts, size_t part_count)
{
    const struct universe of = links->universes.items[whole];
    const struct text more = universe_word(codebook, &of), less = words_of(links, codebook, keep, parts, part_count);
    const struct universe rest = {.measure = NO_INDEX,
                                  .period = of.period,
                                  .name = rest_name(codebook, keep, &of, &links->universes.items[parts[0]], less)};
    struct link link = {.terms = ARENA_ARRAY(keep, struct link_term, part_count + 2),
                        .name = text_format(keep, "%.*s are some of %.*s", TEXT_ARGS(less), TEXT_ARGS(more)),
                        .exception = NO_UNIVERSE};
    link.terms[link.term_count++] = (struct link_term){whole, 1};
    for (size_t i = 0; i < part_count; i++)
        link.terms[link.term_count++] = (struct link_term){parts[i], -1};
    const size_t left_over = links_add_universe(links, keep, rest);
    link.terms[link.term_count++] = (struct link_term){left_over, -1};
    links_add(links, codebook, keep, &link);
    return left_over;
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

/* Whether parts of the whole's period may matter by what is told of the other. Of a whole that is not asked for, they do if
 * the other counts nothing else; or more than it, of which nothing is told in the whole period: else that says what all
 * parts together do. */
static bool may_cut(const struct links *links, const struct codebook *codebook, const struct universe *whole,
                    const struct universe *other)
{
    if (other->measure == NO_INDEX || is_stock(codebook, other->measure))
        return false;
    const struct measure *of = measure_at(codebook, whole->measure), *by = measure_at(codebook, other->measure);
    if (whole->asked || of->source != by->source)
        return of->source == by->source;
    return condition_same_things(of, by) &&
           (condition_is_narrower(by, of) || (condition_is_narrower(of, by) &&
                                              find(links, codebook, other->measure, whole->period) == SIZE_MAX));
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
        if (!may_cut(links, codebook, whole, other))
            continue;
        const date_day ends[] = {other->period.first, other->period.last + 1};
        for (size_t k = 0; k < 2; k++)
            if (ends[k] > whole->period.first && ends[k] <= whole->period.last)
                add_day(keep, &days, ends[k]);
    }
    return days;
}

static struct universe counted_again(const struct universe whole, struct text name, struct arena *keep)
{
    return (struct universe){.measure = NO_INDEX,
                             .period = whole.period,
                             .name = text_format(keep, "%.*s counted in several parts", TEXT_ARGS(name))};
}

/* The rest before the pieces of an open cut, with the ages of the year in which it ends: of all periods of the measure that begin
 * on one day and end in one year it is the same. */
static size_t find_before(struct links *links, const struct cut *cut, struct text name, struct arena *keep)
{
    const struct period whole = links->universes.items[cut->whole].period;
    const date_day last = cut->piece_count ? links->universes.items[cut->pieces[0]].period.first - 1 : whole.last;
    const struct universe before = {
        .measure = NO_INDEX,
        .period = {whole.first, last},
        .name = text_format(keep, "%.*s by their ages in %d", TEXT_ARGS(name), date_of_day(whole.last).year)};
    const bool is_named = links->universes.items[cut->whole].measure != NO_INDEX; /* names of measures are of one each */
    for (size_t i = 0; is_named && i < links->universes.count; i++) {
        const struct universe *known = &links->universes.items[i];
        if (known->measure == NO_INDEX && known->period.first == before.period.first && known->period.last == last &&
            text_equal(known->name, before.name))
            return i;
    }
    return links_add_universe(links, keep, before);
}

void links_add_cut(struct links *links, const struct codebook *codebook, struct arena *keep, const struct cut *cut,
                   struct text name, bool once)
{
    const struct universe whole = links->universes.items[cut->whole];
    struct link_term *terms = ARENA_ARRAY(keep, struct link_term, cut->piece_count + 2);
    struct link link = {.terms = terms, .is_step = cut->is_of_steps, .exception = NO_UNIVERSE};
    link.name = text_format(keep, "%.*s of a period and of its parts", TEXT_ARGS(name));
    terms[link.term_count++] = (struct link_term){cut->whole, 1};
    for (size_t i = 0; i < cut->piece_count; i++)
        terms[link.term_count++] = (struct link_term){cut->pieces[i], -1};
    if (once)
        terms[link.term_count++] = (struct link_term){links_add_universe(links, keep, counted_again(whole, name, keep)), 1};
    else if (cut->is_open)
        terms[link.term_count++] = (struct link_term){find_before(links, cut, name, keep), -1};
    links_add(links, codebook, keep, &link);
}

bool links_count_alike(const struct codebook *codebook, int measure, struct period piece, struct period whole)
{
    const struct measure *of = measure_at(codebook, measure);
    bool by_age = false;
    for (size_t i = 0; i < of->condition_count; i++)
        by_age = by_age || of->conditions[i].kind == CONDITION_AGE;
    return !by_age || date_of_day(piece.last).year == date_of_day(whole.last).year;
}

/* A period that others cut is the sum of its pieces. Persons of one year are some of those of several: that is all that is
 * said of them where ages differ. */
static void cut_universe(struct links *links, const struct codebook *codebook, struct arena *keep, size_t number, bool steps)
{
    const struct universe whole = links->universes.items[number];
    const day_list days = cuts_of(links, codebook, keep, &whole);
    if (days.count < 3)
        return;
    struct cut cut = {.whole = number, .pieces = ARENA_ARRAY(keep, size_t, days.count), .is_of_steps = steps};
    for (size_t i = 0; i + 1 < days.count; i++) {
        const struct period piece = {days.items[i], days.items[i + 1] - 1};
        if (links_count_alike(codebook, whole.measure, piece, whole.period))
            cut.pieces[cut.piece_count++] = links_universe(links, codebook, keep, whole.measure, piece);
        else
            cut.is_open = true;
    }
    const struct measure *measure = measure_at(codebook, whole.measure);
    if (cut.is_open && measure->once_per != NO_INDEX)
        return;
    links_add_cut(links, codebook, keep, &cut, measure->id, measure->once_per != NO_INDEX);
    ARENA_PUSH(keep, &links->cuts, cut);
}

static bool is_inside(struct period inner, struct period outer)
{
    return inner.first >= outer.first && inner.last <= outer.last &&
           (inner.first != outer.first || inner.last != outer.last);
}

/* The longest period inside the whole that begins on the day, of those in which the same events are told; one that ends
 * before it begins: there is none. */
static struct period longest_from(const struct links *links, const struct codebook *codebook, const struct universe *whole,
                                  size_t told, date_day first)
{
    struct period longest = {first, first - 1};
    for (size_t i = 0; i < told; i++) {
        const struct universe *other = &links->universes.items[i];
        if (other->measure != NO_INDEX && is_inside(other->period, whole->period) && other->period.first == first &&
            other->period.last > longest.last &&
            condition_same_things(measure_at(codebook, other->measure), measure_at(codebook, whole->measure)) &&
            links_count_alike(codebook, whole->measure, other->period, whole->period))
            longest = other->period;
    }
    return longest;
}

/* Of persons the longest periods that make up the whole tell more than its smallest pieces: who is counted in two years is
 * fewer than who is counted in several of their months. */
static void cut_persons(struct links *links, const struct codebook *codebook, struct arena *keep, size_t number, size_t told)
{
    const struct universe whole = links->universes.items[number];
    const struct measure *measure = measure_at(codebook, whole.measure);
    struct cut cut = {.whole = number, .pieces = ARENA_ARRAY(keep, size_t, told)};
    if (measure->once_per == NO_INDEX)
        return;
    for (date_day day = whole.period.first; day <= whole.period.last;) {
        const struct period piece = longest_from(links, codebook, &whole, told, day);
        if (piece.last < day)
            return;
        cut.pieces[cut.piece_count++] = links_universe(links, codebook, keep, whole.measure, piece);
        day = piece.last + 1;
    }
    if (cut.piece_count + 1 < cuts_of(links, codebook, keep, &whole).count)
        links_add_cut(links, codebook, keep, &cut, measure->id, true);
}

/* Whether the universe is of the same events as the measure, in a period that no universe before it has. */
static bool is_new_period(const struct links *links, const struct codebook *codebook, const struct measure *measure,
                          size_t number)
{
    const struct universe *items = links->universes.items;
    for (size_t i = 0; i <= number; i++) {
        const bool same =
            items[i].measure != NO_INDEX && condition_same_things(measure_at(codebook, items[i].measure), measure);
        if (i == number)
            return same;
        if (same && items[i].period.first == items[number].period.first &&
            items[i].period.last == items[number].period.last)
            return false;
    }
    return false;
}

/* Who is counted in a part of a period is counted in it. Of rows that follows from the pieces; a person may be in several
 * of those. */
static void include_inner(struct links *links, const struct codebook *codebook, struct arena *keep, size_t outer,
                          size_t count)
{
    const struct universe whole = links->universes.items[outer];
    const struct measure *measure = measure_at(codebook, whole.measure);
    for (size_t i = 0; i < count && measure->once_per != NO_INDEX; i++) {
        const struct period inner = links->universes.items[i].period;
        if (!is_inside(inner, whole.period) || !is_new_period(links, codebook, measure, i))
            continue;
        const size_t part = links_universe(links, codebook, keep, whole.measure, inner);
        links_add_inclusion(links, codebook, keep, outer, &part, 1);
    }
}

static bool is_cut(const struct links *links, size_t universe)
{
    for (size_t i = 0; i < links->cuts.count; i++)
        if (links->cuts.items[i].whole == universe)
            return true;
    return false;
}

static void find_cuts(struct links *links, const struct codebook *codebook, struct arena *keep, bool steps)
{
    const size_t told = links->universes.count;
    for (size_t i = 0; i < told; i++) {
        if (links->universes.items[i].measure == NO_INDEX || is_stock(codebook, links->universes.items[i].measure) ||
            is_cut(links, i))
            continue;
        cut_universe(links, codebook, keep, i, steps);
        cut_persons(links, codebook, keep, i, told);
        include_inner(links, codebook, keep, i, told);
    }
}

/* Whether all of the part are some of the other, which counts in a longer period and whatever their age is. */
static bool is_longer_of_more(const struct codebook *codebook, const struct universe *part, const struct universe *other)
{
    if (!other->asked || other->measure == NO_INDEX || is_stock(codebook, other->measure) || !is_inside(part->period, other->period))
        return false;
    const struct measure *fewer = measure_at(codebook, part->measure), *more = measure_at(codebook, other->measure);
    return condition_same_things(fewer, more) && condition_is_narrower(fewer, more);
}

/* Of those whose age is asked for at the end of a period of several years, the pieces say nothing before its last year. That they
 * are some of all who are told of longer, the whole period says. */
static void find_wholes_of_ages(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    const size_t told = links->universes.count;
    for (size_t i = 0; i < told; i++) {
        const struct universe part = links->universes.items[i];
        const struct period first = {part.period.first, part.period.first};
        if (part.measure == NO_INDEX || !part.asked || is_stock(codebook, part.measure) ||
            links_count_alike(codebook, part.measure, first, part.period))
            continue;
        for (size_t k = 0; k < told; k++)
            if (is_longer_of_more(codebook, &part, &links->universes.items[k]))
                links_universe(links, codebook, keep, links->universes.items[k].measure, part.period);
    }
}

bool links_find(struct links *links, const struct codebook *codebook, struct arena *keep, struct error *err)
{
    relations_find(links, codebook, keep);
    cohorts_find_runs(links, codebook, keep);
    find_wholes_of_ages(links, codebook, keep);
    find_cuts(links, codebook, keep, false);
    const size_t count = links->items.count;
    relations_find_steps(links, codebook, keep);
    if (links->items.count > count)
        find_cuts(links, codebook, keep, true);
    if (!overlaps_find(links, codebook, keep, err))
        return false;
    cohorts_find(links, codebook, keep);
    return true;
}
