/* SPDX-License-Identifier: GPL-3.0-or-later
 * A relation and a period are a candidate. All are tried out together on a copy of the links; those that tell something
 * are taken. */
#include "protect/relations.h"

#include "layout/period.h"
#include "protect/asked.h"
#include "protect/telling.h"

struct candidate {
    const struct measure_relation *relation;
    struct period period;
    bool is_taken; /* whether or not it tells anything by itself: a flow that it has is cut at its ends */
    bool is_between_own; /* stocks of its own are told before and after it */
};

/* As what a term of a relation counts people. */
enum counted_as { THERE_BEFORE, THERE_THEN, COMES, LEAVES };

struct seeker {
    struct links *links;
    const struct codebook *codebook;
    struct arena *keep;
    struct asked asked;
    LIST_OF(struct candidate) candidates;
};

static bool is_stock(const struct seeker *s, int measure)
{
    return s->codebook->measures[measure].kind == MEASURE_STOCK;
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

/* What is typed in is known of the edition's own period only: there, it is always asked for. */
static bool has_all_typed(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (s->codebook->measures[relation->terms[i].measure].kind == MEASURE_TYPED_IN &&
            !asked_is(&s->asked, relation->terms[i].measure, period))
            return false;
    return true;
}

/* The relation that was written down. */
static const struct measure_relation *origin_of(const struct seeker *s, const struct measure_relation *relation)
{
    return relation->follows_from == NO_INDEX ? relation : &s->codebook->relations[relation->follows_from];
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
        if (!is_stock(s, term.measure) && asked_is_some_of(&s->asked, &term, universe))
            return true;
    }
    return false;
}

/* Whether something of the relation's own is told of the period: a stock at one of its ends, or a flow of a part of it. Else
 * its relation tells no more than that of a longer period. */
static bool has_own_told(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *told = &s->links->universes.items[i];
        if (!told->asked || told->measure == NO_INDEX || !is_own(relation, told->measure))
            continue;
        const date_day first = told->period.first, last = told->period.last;
        if (is_stock(s, told->measure) ? last == period.first - 1 || last == period.last
                                       : first >= period.first && last <= period.last)
            return true;
    }
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
        if (!universe->asked || universe->measure == NO_INDEX || is_stock(s, universe->measure) != days ||
            !is_told_in(s, relation, universe))
            continue;
        const struct period day = {universe->period.last, universe->period.last};
        if (has_all_typed(s, relation, universe->period))
            add_candidate(s, relation, days ? day : universe->period);
    }
}

/* Whether the relation has what the universe counts, of the time before or now: itself, or also as all of whom it has some. */
enum own { OWN, OWN_OR_ALL };

static bool has_told(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                     bool previous, enum own own)
{
    const struct measure_relation *origin = origin_of(s, relation);
    for (size_t i = 0; universe->asked && universe->measure != NO_INDEX && i < relation->term_count; i++)
        if (relation->terms[i].previous == previous &&
            (relation->terms[i].measure == universe->measure ||
             (own == OWN_OR_ALL && origin->terms[i].measure == universe->measure)))
            return true;
    return false;
}

static bool is_told_flow(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                         enum own own)
{
    return has_told(s, relation, universe, false, own) && !is_stock(s, universe->measure);
}

/* Whether the universe is more than each of several stocks that the relation has, of the time before or now: their sum, or
 * what bounds it. */
static bool has_parts_of(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                         bool previous)
{
    size_t parts = 0;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct universe part = {.measure = relation->terms[i].measure};
        if (relation->terms[i].previous != previous || !is_stock(s, part.measure))
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
        if (relation->terms[i].previous == previous && is_stock(s, stock.measure) && asked_is_nested(&s->asked, &stock, universe) &&
            asked_may_follow(&s->asked, &stock))
            return true;
    }
    return false;
}

static int relation_count(const struct seeker *s)
{
    return s->codebook->relation_count + s->codebook->narrowed_count;
}

/* Whether a relation of stocks has the universe and a stock that this relation has: who is at the first stage is there. */
static bool is_beside(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                      bool previous)
{
    for (int i = 0; i < relation_count(s); i++) {
        const struct measure_relation *other = &s->codebook->relations[i];
        if (other == relation || !has_stocks_only(s, other) || !is_own(other, universe->measure))
            continue;
        for (size_t k = 0; k < relation->term_count; k++)
            if (relation->terms[k].previous == previous && is_stock(s, relation->terms[k].measure) &&
                is_own(other, relation->terms[k].measure))
                return true;
    }
    return false;
}

/* The relation's own also where the universe is one of those from which it may follow, or that bound it. */
static bool is_told_stock(const struct seeker *s, const struct measure_relation *relation, const struct universe *universe,
                          bool previous, enum own own)
{
    return universe->asked && universe->measure != NO_INDEX && is_stock(s, universe->measure) &&
           (has_told(s, relation, universe, previous, own) || has_parts_of(s, relation, universe, previous) ||
            has_following(s, relation, universe, previous) || is_beside(s, relation, universe, previous));
}

/* Whether some flow of its own is told from the first day on, or up to the last. */
static bool touches_flow(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *flow = &s->links->universes.items[i];
        if (is_told_flow(s, relation, flow, OWN) &&
            (flow->period.first == period.first || flow->period.last == period.last))
            return true;
    }
    return false;
}

/* The next day after the start on which a stock that it ends with is told. DATE_OPEN_TO: none. */
static date_day next_day(const struct seeker *s, const struct measure_relation *relation, date_day start, enum own own)
{
    date_day next = DATE_OPEN_TO;
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *end = &s->links->universes.items[i];
        if (is_told_stock(s, relation, end, false, own) && end->period.last > start && end->period.last < next)
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
    struct candidate *candidate = add_candidate(s, relation, between);
    candidate->is_taken = candidate->is_taken || (is_between_own && touches_flow(s, relation, between));
    candidate->is_between_own = candidate->is_between_own || is_between_own;
}

/* From one day of a stock that is asked for to the next: of the relation's own, on one of these days at least, or of all. */
static void add_stock_periods(struct seeker *s, const struct measure_relation *relation)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *start = &s->links->universes.items[i];
        if (!is_told_stock(s, relation, start, true, OWN_OR_ALL))
            continue;
        const date_day day = start->period.last;
        const date_day next = next_day(s, relation, day, OWN_OR_ALL), own = next_day(s, relation, day, OWN);
        const bool starts_with_own = is_told_stock(s, relation, start, true, OWN);
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
    if (!universe->asked || universe->measure == NO_INDEX || is_stock(s, universe->measure))
        return false;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct universe flow = {.measure = relation->terms[i].measure, .period = universe->period};
        if (!is_stock(s, flow.measure) && asked_is_nested(&s->asked, &flow, universe))
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
        if (is_told_stock(s, relation, start, true, OWN_OR_ALL) && start->period.last < before && start->period.last > last)
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

/* From the end of a flow to the next day of a stock, or from such a day to the beginning of a flow, if another flow is told
 * around both: who came, and did not leave, is there. Where stocks are told on both sides, the time between these says as
 * much. */
static void add_gaps(struct seeker *s, const struct measure_relation *relation)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *flow = &s->links->universes.items[i];
        if (!is_told_beside(s, relation, flow))
            continue;
        const date_day first = flow->period.first, last = flow->period.last;
        const date_day before = last_day(s, relation, first), after = next_day(s, relation, last - 1, OWN_OR_ALL);
        if (before == DATE_OPEN_FROM && after != DATE_OPEN_TO && after > last &&
            is_within_told(s, relation, (struct period){first, after}))
            add_candidate(s, relation, (struct period){last + 1, after});
        if (after == DATE_OPEN_TO && before != DATE_OPEN_FROM && before < first - 1 &&
            is_within_told(s, relation, (struct period){before + 1, last}))
            add_candidate(s, relation, (struct period){before + 1, first - 1});
    }
}

static struct period period_of(const struct seeker *s, const struct relation_term *term, struct period period)
{
    if (!term->previous)
        return period;
    return is_stock(s, term->measure) ? (struct period){period.first - 1, period.first - 1} : period_previous(period);
}

/* Whether some may be of another age at the end than before the period. */
static bool has_aged(const struct candidate *candidate)
{
    const struct period period = candidate->period;
    return candidate->relation->ageing && date_of_day(period.first - 1).year != date_of_day(period.last).year;
}

/* Adds to the link some of whom it tells, whom nobody counts. */
static void add_uncounted(const struct seeker *s, struct links *links, const struct candidate *candidate, struct link *link,
                          int sign, const char *who)
{
    const struct universe some = {.measure = NO_INDEX,
                                  .period = candidate->period,
                                  .name = text_format(s->keep, "%.*s %s", TEXT_ARGS(candidate->relation->id), who)};
    link->terms[link->term_count++] = (struct link_term){links_add_universe(links, s->keep, some), sign};
}

/* Of persons: who was there or came, and came after having left, is counted twice among those who were there or came; who
 * left, and left again or came again and is there at the end, twice among the others. */
static void add_returning(const struct seeker *s, struct links *links, const struct candidate *candidate, struct link *link)
{
    add_uncounted(s, links, candidate, link, candidate->relation->terms[0].sign, "who come again");
    add_uncounted(s, links, candidate, link, -candidate->relation->terms[0].sign, "who left and are there or left again");
    link->leaves_either = true;
}

static void add_relation(const struct seeker *s, struct links *links, const struct candidate *candidate, bool is_step)
{
    const struct measure_relation *relation = candidate->relation;
    struct link link = {.terms = ARENA_ARRAY(s->keep, struct link_term, relation->term_count + 3),
                        .term_count = relation->term_count,
                        .name = relation->id,
                        .is_step = is_step,
                        .exception = NO_UNIVERSE};
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        const struct period when = period_of(s, term, candidate->period);
        link.terms[i] = (struct link_term){links_universe(links, s->codebook, s->keep, term->measure, when), term->sign};
    }
    if (has_aged(candidate))
        add_uncounted(s, links, candidate, &link, relation->ageing, "of another age by then");
    if (relation->of_persons)
        add_returning(s, links, candidate, &link);
    links_add(links, s->codebook, s->keep, &link);
}

/* What the term counts of people of all ages. */
static struct universe of_any_age(const struct seeker *s, const struct candidate *candidate, const struct relation_term *term)
{
    return (struct universe){.measure = term->of_any_age, .period = period_of(s, term, candidate->period)};
}

/* Whether something is known of those who may be of another age by then. */
static bool are_growing_met(const struct seeker *s, const struct candidate *candidate)
{
    const struct measure_relation *relation = candidate->relation;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        const struct universe all = of_any_age(s, candidate, term);
        if (term->previous && (term->sign != relation->ageing || asked_is_met(&s->asked, &all)))
            return true;
    }
    return false;
}

/* Those who were there before, of the ages from which people grow: of the relation's, or of all the others. */
static void add_growing(const struct seeker *s, struct links *links, const struct candidate *candidate, struct link *link)
{
    const struct measure_relation *relation = candidate->relation;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        if (!term->previous)
            continue;
        const bool grow_in = term->sign == relation->ageing;
        const struct universe all = of_any_age(s, candidate, term);
        link->terms[link->term_count++] = (struct link_term){
            links_universe(links, s->codebook, s->keep, term->measure, all.period), grow_in ? -1 : 1};
        if (grow_in)
            link->terms[link->term_count++] =
                (struct link_term){links_universe(links, s->codebook, s->keep, all.measure, all.period), 1};
    }
}

/* Who is of another age by then, as the relation's number says, was there before. */
static void include_aged(const struct seeker *s, struct links *links, const struct candidate *candidate, size_t number)
{
    const struct measure_relation *relation = candidate->relation;
    const struct link *of = &links->items.items[number];
    if (!has_aged(candidate) || !are_growing_met(s, candidate))
        return;
    struct link link = {.terms = ARENA_ARRAY(s->keep, struct link_term, 2 * relation->term_count + 2), .exception = NO_UNIVERSE};
    const struct universe rest = {.measure = NO_INDEX,
                                  .period = candidate->period,
                                  .name = text_format(s->keep, "%.*s not of another age by then", TEXT_ARGS(relation->id))};
    add_growing(s, links, candidate, &link);
    link.terms[link.term_count++] = (struct link_term){of->terms[relation->term_count].universe, -1};
    link.terms[link.term_count++] = (struct link_term){links_add_universe(links, s->keep, rest), -1};
    link.name = text_format(s->keep, "%.*s of another age by then were there before", TEXT_ARGS(relation->id));
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

/* The part is no more than the wholes together. */
static void include_in(const struct seeker *s, struct links *draft, const size_t *wholes, size_t count, size_t part,
                       struct text name)
{
    struct link link = {.terms = ARENA_ARRAY(s->keep, struct link_term, count + 2), .name = name, .exception = NO_UNIVERSE};
    const struct universe rest = {.measure = NO_INDEX,
                                  .period = draft->universes.items[part].period,
                                  .name = text_format(s->keep, "%.*s: rest", TEXT_ARGS(name))};
    for (size_t i = 0; i < count; i++)
        link.terms[link.term_count++] = (struct link_term){wholes[i], 1};
    link.terms[link.term_count++] = (struct link_term){part, -1};
    link.terms[link.term_count++] = (struct link_term){links_add_universe(draft, s->keep, rest), -1};
    links_add(draft, s->codebook, s->keep, &link);
}

/* The universes of the relation's flows by which people come, or else leave; or of its one stock. Their number. */
static size_t universes_of(const struct seeker *s, struct links *links, const struct candidate *candidate, enum counted_as as,
                           size_t *ret_universes)
{
    const struct measure_relation *relation = candidate->relation;
    size_t count = 0;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        const bool before = term->sign != relation->terms[0].sign;
        const bool stock = is_stock(s, term->measure);
        if ((as == THERE_BEFORE && stock && before) || (as == THERE_THEN && stock && !before) ||
            (as == COMES && !stock && before) || (as == LEAVES && !stock && !before))
            ret_universes[count++] =
                links_universe(links, s->codebook, s->keep, term->measure, period_of(s, term, candidate->period));
    }
    return count;
}

static void include_some(const struct seeker *s, struct links *links, const struct candidate *candidate, enum counted_as as,
                         size_t some)
{
    static const char *const words[] = {[THERE_BEFORE] = "those there before", [THERE_THEN] = "those there at the end",
                                        [COMES] = "those who come", [LEAVES] = "those who leave"};
    size_t *wholes = ARENA_ARRAY(s->keep, size_t, candidate->relation->term_count);
    const size_t count = universes_of(s, links, candidate, as, wholes);
    const struct text name = links->universes.items[some].name;
    include_in(s, links, wholes, count, some, text_format(s->keep, "%.*s are some of %s", TEXT_ARGS(name), words[as]));
}

/* Who is counted twice left and came. Readers do not expect anybody to come or leave twice in a period who does the other,
 * too: where somebody does, and it shows, nothing is stated of it. */
static void include_returning(const struct seeker *s, struct links *links, const struct candidate *candidate, size_t number)
{
    const struct link *of = &links->items.items[number];
    if (!candidate->relation->of_persons)
        return;
    const size_t come_again = of->terms[of->term_count - 2].universe, leave_again = of->terms[of->term_count - 1].universe;
    size_t *flows = ARENA_ARRAY(s->keep, size_t, candidate->relation->term_count);
    const size_t ways_in = universes_of(s, links, candidate, COMES, flows);
    const size_t ways_out = universes_of(s, links, candidate, LEAVES, flows);
    for (enum counted_as as = COMES; as <= LEAVES; as++) {
        include_some(s, links, candidate, as, come_again);
        include_some(s, links, candidate, as, leave_again);
    }
    if (ways_in == 1)
        include_some(s, links, candidate, THERE_BEFORE, come_again);
    if (ways_out == 1)
        include_some(s, links, candidate, THERE_THEN, leave_again);
}

/* What the candidate says, with what is known of those of whom nobody counts how many they are. */
static void state(const struct seeker *s, struct links *links, const struct candidate *candidate, bool is_step)
{
    const size_t number = links->items.count;
    add_relation(s, links, candidate, is_step);
    include_aged(s, links, candidate, number);
    include_returning(s, links, candidate, number);
}

/* Those who meet conditions are some of those who meet fewer: where these are asked for, that bounds them. */
static void include_in_more(const struct seeker *s, struct links *draft, int measure, struct period when)
{
    size_t *wholes = ARENA_ARRAY(s->keep, size_t, s->links->universes.count + 1);
    const size_t count = asked_in(&s->asked, measure, when, ASKED_OF_MORE, wholes);
    if (count)
        include_in(s, draft, wholes, count, links_universe(draft, s->codebook, s->keep, measure, when), TEXT("all"));
}

/* Whether stocks are told before and after the period, and none in it. Then whoever comes may come on its first day, and
 * whoever leaves on its last. */
static bool is_between_told(const struct seeker *s, const struct measure_relation *relation, date_day first, date_day last)
{
    bool before = false, after = false;
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *universe = &s->links->universes.items[i];
        if (!is_told_stock(s, relation, universe, false, OWN_OR_ALL) && !is_told_stock(s, relation, universe, true, OWN_OR_ALL))
            continue;
        if (universe->period.last >= first && universe->period.last < last)
            return false;
        before = before || universe->period.last == first - 1;
        after = after || universe->period.last == last;
    }
    return before && after;
}

/* Those of a half are some of the year's. */
static void include_in_longer(const struct seeker *s, struct links *draft, const struct measure_relation *relation,
                              int measure, struct period when)
{
    size_t *wholes = ARENA_ARRAY(s->keep, size_t, s->links->universes.count + 1);
    const size_t count = asked_is(&s->asked, measure, when) ? 0 : asked_in(&s->asked, measure, when, ASKED_OF_SAME, wholes);
    const struct universe *items = s->links->universes.items;
    if (count && !is_between_told(s, relation, items[wholes[0]].period.first, items[wholes[count - 1]].period.last))
        include_in(s, draft, wholes, count, links_universe(draft, s->codebook, s->keep, measure, when), TEXT("all"));
}

/* Whether it is told, and some of what the measure counts in that time: of a part of it, or of people who meet more
 * conditions. */
static bool is_told_part(const struct seeker *s, const struct universe *part, int measure, struct period when)
{
    const struct universe whole = {.measure = measure};
    if (!part->asked || part->measure == NO_INDEX || !asked_is_some_of(&s->asked, part, &whole))
        return false;
    return is_stock(s, measure) ? part->period.last == when.last
                                : part->period.first >= when.first && part->period.last <= when.last;
}

/* Those of a half that is told are some of the year's that are not. */
static void include_told_parts(const struct seeker *s, struct links *draft, int measure, struct period when)
{
    for (size_t i = 0; !asked_is(&s->asked, measure, when) && i < s->links->universes.count; i++) {
        if (!is_told_part(s, &s->links->universes.items[i], measure, when))
            continue;
        const size_t whole = links_universe(draft, s->codebook, s->keep, measure, when);
        include_in(s, draft, &whole, 1, i, TEXT("all"));
    }
}

static void include_in_asked(const struct seeker *s, struct links *draft, const struct candidate *candidate)
{
    const struct measure_relation *relation = candidate->relation;
    for (size_t i = 0; i < relation->term_count; i++) {
        const int measure = relation->terms[i].measure;
        const struct period when = period_of(s, &relation->terms[i], candidate->period);
        if (candidate->is_taken || !candidate->is_between_own)
            include_in_longer(s, draft, relation, measure, when);
        include_in_more(s, draft, measure, when);
        include_told_parts(s, draft, measure, when);
    }
}

/* Takes the candidates that tell something. What may follow from others that are asked for is as good as known here: whether
 * it does is found out when all links are there. */
static void take_telling(struct seeker *s)
{
    struct links draft = copy_of(s);
    for (size_t i = 0; i < s->candidates.count; i++)
        add_relation(s, &draft, &s->candidates.items[i], false);
    for (size_t i = 0; i < s->candidates.count; i++) {
        include_aged(s, &draft, &s->candidates.items[i], i);
        include_returning(s, &draft, &s->candidates.items[i], i);
        include_in_asked(s, &draft, &s->candidates.items[i]);
    }
    bool *known = ARENA_ARRAY(s->keep, bool, draft.universes.count);
    /* of the first links, which are those of the candidates */
    bool *telling = ARENA_ARRAY(s->keep, bool, draft.items.count);
    for (size_t i = 0; i < draft.universes.count; i++)
        known[i] = draft.universes.items[i].asked || asked_may_follow(&s->asked, &draft.universes.items[i]);
    const struct telling_question question = {&draft, s->codebook, known, true};
    telling_find(&question, telling);
    for (size_t i = 0; i < s->candidates.count; i++)
        if (telling[i] || s->candidates.items[i].is_taken) {
            state(s, s->links, &s->candidates.items[i], false);
        }
}

/* Whether the relation was written down, or has something asked for in the place of all. */
static bool is_of_interest(const struct seeker *s, const struct measure_relation *relation)
{
    const struct measure_relation *origin = origin_of(s, relation);
    for (size_t i = 0; i < s->links->universes.count; i++)
        for (size_t k = 0; s->links->universes.items[i].asked && k < relation->term_count; k++)
            if (relation->terms[k].measure == s->links->universes.items[i].measure &&
                relation->terms[k].measure != origin->terms[k].measure)
                return true;
    return relation->follows_from == NO_INDEX;
}

void relations_find(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    struct seeker s = {.links = links, .codebook = codebook, .keep = keep, .asked = {links, codebook}};
    for (int i = 0; i < relation_count(&s); i++)
        if (is_of_interest(&s, &codebook->relations[i])) {
            add_asked_periods(&s, &codebook->relations[i]);
            add_stock_periods(&s, &codebook->relations[i]);
            if (!has_stocks_only(&s, &codebook->relations[i]))
                add_gaps(&s, &codebook->relations[i]);
        }
    take_telling(&s);
}

/* ---- steps ---- */

/* Whether some flow of the relation is told of a longer period around this one. */
static bool is_amid_flow(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *universe = &s->links->universes.items[i];
        if (is_told_flow(s, relation, universe, OWN_OR_ALL) && universe->period.first < period.first &&
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
        for (size_t k = 0; same && k < candidate->relation->term_count; k++)
            same = link->terms[k].universe == fresh->terms[k].universe;
        if (same)
            return true;
    }
    return false;
}

void relations_find_steps(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    struct seeker s = {.links = links, .codebook = codebook, .keep = keep, .asked = {links, codebook}};
    for (int i = 0; i < relation_count(&s); i++)
        if (is_of_interest(&s, &codebook->relations[i]))
            add_stock_periods(&s, &codebook->relations[i]);
    for (size_t i = 0; i < s.candidates.count; i++) {
        const struct candidate *step = &s.candidates.items[i];
        if (is_amid_flow(&s, step->relation, step->period) && !is_linked(&s, step)) {
            state(&s, links, step, true);
        }
    }
}
