/* SPDX-License-Identifier: GPL-3.0-or-later
 * By what is asked for, without any count. */
#include "protect/seeker.h"

bool seeker_is_stock(const struct seeker *s, int measure)
{
    return s->codebook->measures[measure].kind == MEASURE_STOCK;
}

/* Whether it is about days, and not about what happens in between. */
static bool has_stocks_only(const struct seeker *s, const struct measure_relation *relation)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (!seeker_is_stock(s, relation->terms[i].measure) || relation->terms[i].previous)
            return false;
    return true;
}

static struct seeker_candidate *add_candidate(struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->candidates.count; i++) {
        struct seeker_candidate *known = &s->candidates.items[i];
        if (known->relation == relation && known->period.first == period.first && known->period.last == period.last)
            return known;
    }
    const struct seeker_candidate fresh = {.relation = relation, .period = period};
    ARENA_PUSH(s->keep, &s->candidates, fresh);
    return &s->candidates.items[s->candidates.count - 1];
}

/* What is typed in is known of the edition's own period only: there, it is always asked for. */
static bool has_all_typed(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (s->codebook->measures[relation->terms[i].measure].kind == MEASURE_TYPED_IN &&
            !asked_is(&s->asked, relation->terms[i].measure, period))
            return false;
    return true;
}

/* Whether the measure is the relation's own: not only one of all whom it speaks of some. */
static bool is_own(const struct measure_relation *relation, int measure)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (relation->terms[i].measure == measure)
            return true;
    return false;
}

/* Whether some flow that the relation has is some of the universe's. */
static bool has_some_of(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe)
{
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct universe term = {.measure = relation->terms[i].measure};
        if (!seeker_is_stock(s, term.measure) && asked_is_some_of(&s->asked, &term, universe))
            return true;
    }
    return false;
}

/* Whether something of the relation's own is told of the period: a stock at one of its ends, or a flow of a part of it, or
 * one that is left for it by others. Else its relation tells no more than that of a longer period. */
static bool has_own_told(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *told = &s->links->universes.items[i];
        if (!told->asked || told->measure == NO_INDEX || !is_own(relation, told->measure))
            continue;
        const date_day first = told->period.first, last = told->period.last;
        if (seeker_is_stock(s, told->measure) ? last == period.first - 1 || last == period.last
                                       : first >= period.first && last <= period.last)
            return true;
    }
    for (size_t i = 0; i < relation->term_count; i++)
        if (asked_is_left(&s->asked, relation->terms[i].measure, period))
            return true;
    return false;
}

/* Whether the relation may tell something in the period of the universe, which is one of its own, or of more than its own. */
static bool is_told_in(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe)
{
    return relation->follows_from == NO_INDEX || is_own(relation, universe->measure) ||
           (has_some_of(s, relation, universe) && has_own_told(s, relation, universe->period));
}

/* In the period of every flow asked for; of stocks alone, on every day asked for. */
static void add_asked_periods(struct seeker *s, const struct measure_relation *relation)
{
    const bool days = has_stocks_only(s, relation);
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *universe = &s->links->universes.items[i];
        if (!universe->asked || universe->measure == NO_INDEX || seeker_is_stock(s, universe->measure) != days ||
            !is_told_in(s, relation, universe))
            continue;
        const struct period day = {universe->period.last, universe->period.last};
        if (has_all_typed(s, relation, universe->period))
            add_candidate(s, relation, days ? day : universe->period);
    }
}

/* Whether the universe bounds what the measure counts: it is of all of whom that is some, or for a stock of some of it. */
static bool is_bound(const struct seeker *s, int measure, const struct universe *universe)
{
    const struct universe counted = {.measure = measure};
    return asked_is_some_of(&s->asked, &counted, universe) ||
           (seeker_is_stock(s, measure) && asked_is_some_of(&s->asked, universe, &counted));
}

/* Whether the relation has what the universe counts, of the time before or now: itself, or also what it bounds. */
static bool has_told(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                     bool previous, enum seeker_own own)
{
    for (size_t i = 0; universe->asked && universe->measure != NO_INDEX && i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        if (term->previous == previous && (term->measure == universe->measure ||
                                           (own == SEEKER_OWN_OR_BOUND && is_bound(s, term->measure, universe))))
            return true;
    }
    return false;
}

bool seeker_told_flow(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                      enum seeker_own own)
{
    return has_told(s, relation, universe, false, own) && !seeker_is_stock(s, universe->measure);
}

/* Whether the universe is more than each of several stocks that the relation has, of the time before or now: their sum, or
 * what bounds it. */
static bool has_parts_of(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                         bool previous)
{
    size_t parts = 0;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct universe part = {.measure = relation->terms[i].measure};
        if (relation->terms[i].previous != previous || !seeker_is_stock(s, part.measure))
            continue;
        if (!asked_is_some_of(&s->asked, &part, universe))
            return false;
        parts++;
    }
    return parts > 1;
}

/* Whether a stock that the relation has may follow from the universe and others. */
static bool has_following(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                          bool previous)
{
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct universe stock = {.measure = relation->terms[i].measure, .period = universe->period};
        if (relation->terms[i].previous == previous && seeker_is_stock(s, stock.measure) &&
            asked_is_nested(&s->asked, &stock, universe) && asked_may_follow(&s->asked, &stock))
            return true;
    }
    return false;
}

int seeker_relation_count(const struct seeker *s)
{
    return s->codebook->relation_count + s->codebook->narrowed_count;
}

/* Whether the relation has what the universe counts, or what that bounds. */
static bool is_own_or_bound(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (relation->terms[i].measure == universe->measure || is_bound(s, relation->terms[i].measure, universe))
            return true;
    return false;
}

/* Whether a relation of stocks has the universe, or what that bounds, and a stock that this relation has: who is at the first
 * stage is there, and so is whoever of them is abroad. */
static bool is_beside(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                      bool previous)
{
    for (int i = 0; i < seeker_relation_count(s); i++) {
        const struct measure_relation *other = &s->codebook->relations[i];
        if (other == relation || !has_stocks_only(s, other) || !is_own_or_bound(s, other, universe))
            continue;
        for (size_t k = 0; k < relation->term_count; k++)
            if (relation->terms[k].previous == previous && seeker_is_stock(s, relation->terms[k].measure) &&
                is_own(other, relation->terms[k].measure))
                return true;
    }
    return false;
}

/* The relation's own also where the universe is one of those from which it may follow, or that bound it. */
bool seeker_told_stock(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                       bool previous, enum seeker_own own)
{
    return universe->asked && universe->measure != NO_INDEX && seeker_is_stock(s, universe->measure) &&
           (has_told(s, relation, universe, previous, own) || has_parts_of(s, relation, universe, previous) ||
            has_following(s, relation, universe, previous) || is_beside(s, relation, universe, previous));
}

/* Whether some flow of its own is told from the first day on, or up to the last. */
static bool touches_flow(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *flow = &s->links->universes.items[i];
        if (seeker_told_flow(s, relation, flow, SEEKER_OWN) &&
            (flow->period.first == period.first || flow->period.last == period.last))
            return true;
    }
    return false;
}

/* The next day after the start on which a stock that it ends with is told. DATE_OPEN_TO: none. */
static date_day next_day(const struct seeker *s, const struct measure_relation *relation, date_day start, enum seeker_own own)
{
    date_day next = DATE_OPEN_TO;
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *end = &s->links->universes.items[i];
        if (seeker_told_stock(s, relation, end, false, own) && end->period.last > start && end->period.last < next)
            next = end->period.last;
    }
    return next;
}

static void add_stock_period(struct seeker *s, const struct measure_relation *relation, date_day start, date_day last,
                             bool is_between_own)
{
    const struct period between = {start + 1, last};
    if (last == DATE_OPEN_TO || !has_all_typed(s, relation, between))
        return;
    struct seeker_candidate *candidate = add_candidate(s, relation, between);
    candidate->is_taken = candidate->is_taken || (is_between_own && touches_flow(s, relation, between));
    candidate->is_between_own = candidate->is_between_own || is_between_own;
}

/* From one day of a stock that is asked for to the next: of the relation's own, on one of these days at least, or of all. */
void seeker_find_between_stocks(struct seeker *s, const struct measure_relation *relation)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *start = &s->links->universes.items[i];
        if (!seeker_told_stock(s, relation, start, true, SEEKER_OWN_OR_BOUND))
            continue;
        const date_day day = start->period.last;
        const date_day next = next_day(s, relation, day, SEEKER_OWN_OR_BOUND), own = next_day(s, relation, day, SEEKER_OWN);
        const bool starts_with_own = seeker_told_stock(s, relation, start, true, SEEKER_OWN);
        if (starts_with_own || next == own)
            add_stock_period(s, relation, day, next, starts_with_own && next == own);
        if (starts_with_own && next != own)
            add_stock_period(s, relation, day, own, true);
    }
}

/* ---- from a flow to a stock ---- */

/* Whether it is told of a flow that the relation has, or of some or all of whom that is. */
static bool is_told_beside(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe)
{
    if (!universe->asked || universe->measure == NO_INDEX || seeker_is_stock(s, universe->measure))
        return false;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct universe flow = {.measure = relation->terms[i].measure, .period = universe->period};
        if (!seeker_is_stock(s, flow.measure) && asked_is_nested(&s->asked, &flow, universe))
            return true;
    }
    return false;
}

/* The last day before the day on which a stock that it begins with is told. DATE_OPEN_FROM: none. */
static date_day last_day(const struct seeker *s, const struct measure_relation *relation, date_day before)
{
    date_day last = DATE_OPEN_FROM;
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *start = &s->links->universes.items[i];
        if (seeker_told_stock(s, relation, start, true, SEEKER_OWN_OR_BOUND) && start->period.last < before &&
            start->period.last > last)
            last = start->period.last;
    }
    return last;
}

static bool is_within_told(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *flow = &s->links->universes.items[i];
        if (is_told_beside(s, relation, flow) && flow->period.first <= period.first && flow->period.last >= period.last)
            return true;
    }
    return false;
}

/* Whether another flow is told of some of the days, and of others. */
static bool is_overlapped(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *flow = &s->links->universes.items[i];
        const date_day first = flow->period.first, last = flow->period.last;
        if (is_told_beside(s, relation, flow) && ((first < period.first && last >= period.first && last < period.last) ||
                                                  (first > period.first && first <= period.last && last > period.last)))
            return true;
    }
    return false;
}

/* From the beginning of a flow that another one overlaps to the first day of a stock amid it, and from the last such day to
 * its end. Where a stock is told there, too, the time between these says as much. */
static void add_ends(struct seeker *s, const struct measure_relation *relation, struct period flow)
{
    const date_day start = last_day(s, relation, flow.last), end = next_day(s, relation, flow.first - 1, SEEKER_OWN_OR_BOUND);
    if (start != DATE_OPEN_FROM && start >= flow.first && next_day(s, relation, flow.last - 1, SEEKER_OWN_OR_BOUND) != flow.last)
        add_candidate(s, relation, (struct period){start + 1, flow.last});
    if (end < flow.last && last_day(s, relation, flow.first) != flow.first - 1)
        add_candidate(s, relation, (struct period){flow.first, end});
}

/* From the end of a flow to the next day of a stock, or from such a day to the beginning of a flow, if another flow is told
 * around that time and of some of the first: who came, and did not leave, is there. Where stocks are told on both sides, the
 * time between these says as much. */
static void add_gaps(struct seeker *s, const struct measure_relation *relation)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *flow = &s->links->universes.items[i];
        if (!is_told_beside(s, relation, flow))
            continue;
        const date_day first = flow->period.first, last = flow->period.last;
        const date_day before = last_day(s, relation, first), after = next_day(s, relation, last - 1, SEEKER_OWN_OR_BOUND);
        if (before == DATE_OPEN_FROM && after != DATE_OPEN_TO && after > last &&
            is_within_told(s, relation, (struct period){last, after}))
            add_candidate(s, relation, (struct period){last + 1, after});
        if (after == DATE_OPEN_TO && before != DATE_OPEN_FROM && before < first - 1 &&
            is_within_told(s, relation, (struct period){before + 1, first}))
            add_candidate(s, relation, (struct period){before + 1, first - 1});
        if (is_overlapped(s, relation, flow->period))
            add_ends(s, relation, flow->period);
    }
}

void seeker_find(struct seeker *s, const struct measure_relation *relation)
{
    add_asked_periods(s, relation);
    seeker_find_between_stocks(s, relation);
    if (!has_stocks_only(s, relation))
        add_gaps(s, relation);
}
