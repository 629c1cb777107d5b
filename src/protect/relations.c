/* SPDX-License-Identifier: GPL-3.0-or-later
 * A relation and a period are a candidate. All are tried out together on a copy of the links; those that tell something
 * are taken. */
#include "protect/relations.h"

#include "layout/period.h"
#include "protect/telling.h"

struct candidate {
    const struct measure_relation *relation;
    struct period period;
    bool is_taken; /* whether or not it tells anything by itself: a flow that it has is cut at its ends */
};

struct seeker {
    struct links *links;
    const struct codebook *codebook;
    struct arena *keep;
    LIST_OF(struct candidate) candidates;
};

static bool is_stock(const struct seeker *s, int measure)
{
    return s->codebook->measures[measure].kind == MEASURE_STOCK;
}

/* Whether the relation has the measure now, or at the end of the period before. */
static bool has_term(const struct measure_relation *relation, int measure, bool previous)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (relation->terms[i].measure == measure && relation->terms[i].previous == previous)
            return true;
    return false;
}

/* Whether it is about days, and not about what happens in between. */
static bool has_stocks_only(const struct seeker *s, const struct measure_relation *relation)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (!is_stock(s, relation->terms[i].measure) || relation->terms[i].previous)
            return false;
    return true;
}

static struct candidate *add_candidate(struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->candidates.count; i++) {
        struct candidate *known = &s->candidates.items[i];
        if (known->relation == relation && known->period.first == period.first && known->period.last == period.last)
            return known;
    }
    const struct candidate fresh = {.relation = relation, .period = period};
    ARENA_PUSH(s->keep, &s->candidates, fresh);
    return &s->candidates.items[s->candidates.count - 1];
}

static bool is_asked(const struct seeker *s, int measure, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *universe = &s->links->universes.items[i];
        if (universe->asked && universe->measure == measure && universe->period.first == period.first &&
            universe->period.last == period.last)
            return true;
    }
    return false;
}

/* What is typed in is known of the edition's own period only: there, it is always asked for. */
static bool has_all_typed(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (s->codebook->measures[relation->terms[i].measure].kind == MEASURE_TYPED_IN &&
            !is_asked(s, relation->terms[i].measure, period))
            return false;
    return true;
}

/* In the period of every flow asked for; of stocks alone, on every day asked for. */
static void add_asked_periods(struct seeker *s, const struct measure_relation *relation)
{
    const bool days = has_stocks_only(s, relation);
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *universe = &s->links->universes.items[i];
        if (!universe->asked || universe->measure == NO_INDEX || is_stock(s, universe->measure) != days)
            continue;
        const struct period day = {universe->period.last, universe->period.last};
        if (has_all_typed(s, relation, universe->period))
            add_candidate(s, relation, days ? day : universe->period);
    }
}

static bool is_told_flow(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe)
{
    return universe->measure != NO_INDEX && universe->asked && !is_stock(s, universe->measure) &&
           has_term(relation, universe->measure, false);
}

/* Whether some flow of the relation is told from the first day on, or up to the last one. */
static bool touches_flow(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *universe = &s->links->universes.items[i];
        if (is_told_flow(s, relation, universe) &&
            (universe->period.first == period.first || universe->period.last == period.last))
            return true;
    }
    return false;
}

/* The next day after `start` on which its stock is asked for; DATE_OPEN_TO: none. */
static date_day next_day(const struct seeker *s, const struct universe *start)
{
    date_day next = DATE_OPEN_TO;
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *end = &s->links->universes.items[i];
        if (end->asked && end->measure == start->measure && end->period.last > start->period.last &&
            end->period.last < next)
            next = end->period.last;
    }
    return next;
}

/* From one day of a stock that is asked for to the next. */
static void add_stock_periods(struct seeker *s, const struct measure_relation *relation)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *start = &s->links->universes.items[i];
        if (!start->asked || start->measure == NO_INDEX || !is_stock(s, start->measure) ||
            !has_term(relation, start->measure, true) || !has_term(relation, start->measure, false))
            continue;
        const struct period between = {start->period.last + 1, next_day(s, start)};
        if (between.last == DATE_OPEN_TO || !has_all_typed(s, relation, between))
            continue;
        const bool touches = touches_flow(s, relation, between);
        struct candidate *candidate = add_candidate(s, relation, between);
        candidate->is_taken = candidate->is_taken || touches;
    }
}

static struct period period_of(const struct seeker *s, const struct relation_term *term, struct period period)
{
    if (!term->previous)
        return period;
    return is_stock(s, term->measure) ? (struct period){period.first - 1, period.first - 1} : period_previous(period);
}

static void add_relation(const struct seeker *s, struct links *links, const struct candidate *candidate, bool is_step)
{
    const struct measure_relation *relation = candidate->relation;
    struct link link = {.terms = ARENA_ARRAY(s->keep, struct link_term, relation->term_count),
                        .term_count = relation->term_count,
                        .name = relation->id,
                        .is_step = is_step,
                        .exception = NO_UNIVERSE};
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        const struct period when = period_of(s, term, candidate->period);
        link.terms[i] = (struct link_term){links_universe(links, s->codebook, s->keep, term->measure, when), term->sign};
    }
    links_add(links, s->codebook, s->keep, &link);
}

/* A copy that grows by itself. */
static struct links copy_of(const struct seeker *s)
{
    struct links copy = {0};
    for (size_t i = 0; i < s->links->universes.count; i++)
        ARENA_PUSH(s->keep, &copy.universes, s->links->universes.items[i]);
    return copy;
}

static void take_telling(struct seeker *s)
{
    struct links draft = copy_of(s);
    for (size_t i = 0; i < s->candidates.count; i++)
        add_relation(s, &draft, &s->candidates.items[i], false);
    bool *asked = ARENA_ARRAY(s->keep, bool, draft.universes.count);
    bool *telling = ARENA_ARRAY(s->keep, bool, draft.items.count);
    for (size_t i = 0; i < draft.universes.count; i++)
        asked[i] = draft.universes.items[i].asked;
    const struct telling_question question = {&draft, s->codebook, asked, true};
    telling_find(&question, telling);
    for (size_t i = 0; i < s->candidates.count; i++)
        if (telling[i] || s->candidates.items[i].is_taken)
            add_relation(s, s->links, &s->candidates.items[i], false);
}

void relations_find(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    struct seeker s = {.links = links, .codebook = codebook, .keep = keep};
    for (int i = 0; i < codebook->relation_count; i++) {
        add_asked_periods(&s, &codebook->relations[i]);
        add_stock_periods(&s, &codebook->relations[i]);
    }
    take_telling(&s);
}

/* ---- steps ---- */

/* Whether some flow of the relation is told of a longer period around this one. */
static bool is_amid_flow(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *universe = &s->links->universes.items[i];
        if (is_told_flow(s, relation, universe) && universe->period.first < period.first &&
            universe->period.last > period.last)
            return true;
    }
    return false;
}

static bool is_linked(const struct seeker *s, const struct candidate *candidate)
{
    struct links draft = copy_of(s);
    add_relation(s, &draft, candidate, true);
    const struct link *fresh = &draft.items.items[0];
    for (size_t i = 0; i < s->links->items.count; i++) {
        const struct link *link = &s->links->items.items[i];
        bool same = link->term_count == fresh->term_count && text_equal(link->name, fresh->name);
        for (size_t k = 0; same && k < link->term_count; k++)
            same = link->terms[k].universe == fresh->terms[k].universe;
        if (same)
            return true;
    }
    return false;
}

void relations_find_steps(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    struct seeker s = {.links = links, .codebook = codebook, .keep = keep};
    for (int i = 0; i < codebook->relation_count; i++)
        add_stock_periods(&s, &codebook->relations[i]);
    for (size_t i = 0; i < s.candidates.count; i++) {
        const struct candidate *step = &s.candidates.items[i];
        if (is_amid_flow(&s, step->relation, step->period) && !is_linked(&s, step))
            add_relation(&s, links, step, true);
    }
}
