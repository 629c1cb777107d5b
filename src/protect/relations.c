/* SPDX-License-Identifier: GPL-3.0-or-later
 * A relation and a period are a candidate. All are tried out together on a copy of the links; those that tell something
 * are taken, and all of relations that share counts. */
#include "protect/relations.h"

#include "layout/period.h"
#include "protect/seeker.h"
#include "protect/telling.h"

/* As what a term of a relation counts people. */
enum counted_as { THERE_BEFORE, THERE_THEN, COMES, LEAVES };

static struct period period_of(const struct seeker *s, const struct relation_term *term, struct period period)
{
    if (!term->previous)
        return period;
    return seeker_is_stock(s, term->measure) ? (struct period){period.first - 1, period.first - 1} : period_previous(period);
}

/* Whether some may be of another age at the end than before the period. */
static bool has_aged(const struct seeker_candidate *candidate)
{
    const struct period period = candidate->period;
    return candidate->relation->ageing && date_of_day(period.first - 1).year != date_of_day(period.last).year;
}

/* Adds to the link some of whom it tells, whom nobody counts. */
static void add_uncounted(const struct seeker *s, struct links *links, const struct seeker_candidate *candidate, struct link *link,
                          int sign, const char *who)
{
    const struct universe some = {.measure = NO_INDEX,
                                  .period = candidate->period,
                                  .name = text_format(s->keep, "%.*s %s", TEXT_ARGS(candidate->relation->id), who)};
    link->terms[link->term_count++] = (struct link_term){links_add_universe(links, s->keep, some), sign};
}

/* The sign of the stock at the end of the period, of a relation of persons: it may have it anywhere. */
static int sign_of_stock(const struct seeker *s, const struct measure_relation *relation)
{
    size_t i = 0;
    while (relation->terms[i].previous || !seeker_is_stock(s, relation->terms[i].measure))
        i++;
    return relation->terms[i].sign;
}

/* Of persons: who was there or came, and came after having left, is counted twice among those who were there or came; who
 * left, and left again or came again and is there at the end, twice among the others. */
static void add_returning(const struct seeker *s, struct links *links, const struct seeker_candidate *candidate, struct link *link)
{
    const int sign = sign_of_stock(s, candidate->relation);
    add_uncounted(s, links, candidate, link, sign, "who come again");
    add_uncounted(s, links, candidate, link, -sign, "who left and are there or left again");
    link->leaves_either = true;
}

static void add_relation(const struct seeker *s, struct links *links, const struct seeker_candidate *candidate, bool is_step)
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
static struct universe of_any_age(const struct seeker *s, const struct seeker_candidate *candidate,
                                  const struct relation_term *term)
{
    return (struct universe){.measure = term->of_any_age, .period = period_of(s, term, candidate->period)};
}

/* Whether something is known of those who may be of another age by then. */
static bool are_growing_met(const struct seeker *s, const struct seeker_candidate *candidate)
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
static void add_growing(const struct seeker *s, struct links *links, const struct seeker_candidate *candidate, struct link *link)
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
static void include_aged(const struct seeker *s, struct links *links, const struct seeker_candidate *candidate, size_t number)
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

/* Of a relation of persons: the universes of its flows by which people come, or else leave; or of its one stock. Their number. */
static size_t universes_of(const struct seeker *s, struct links *links, const struct seeker_candidate *candidate,
                           enum counted_as as, size_t *ret_universes)
{
    const struct measure_relation *relation = candidate->relation;
    const int sign = sign_of_stock(s, relation);
    size_t count = 0;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        const bool before = term->sign != sign;
        const bool stock = seeker_is_stock(s, term->measure);
        if ((as == THERE_BEFORE && stock && before) || (as == THERE_THEN && stock && !before) ||
            (as == COMES && !stock && before) || (as == LEAVES && !stock && !before))
            ret_universes[count++] =
                links_universe(links, s->codebook, s->keep, term->measure, period_of(s, term, candidate->period));
    }
    return count;
}

static void include_some(const struct seeker *s, struct links *links, const struct seeker_candidate *candidate, enum counted_as as,
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
static void include_returning(const struct seeker *s, struct links *links, const struct seeker_candidate *candidate, size_t number)
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
static void state(const struct seeker *s, struct links *links, const struct seeker_candidate *candidate, bool is_step)
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
        if (!seeker_told_stock(s, relation, universe, false, SEEKER_OWN_OR_BOUND) &&
            !seeker_told_stock(s, relation, universe, true, SEEKER_OWN_OR_BOUND))
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
    return seeker_is_stock(s, measure) ? part->period.last == when.last
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

/* Those of a period whom longer and shorter ones leave are some of its own. */
static void include_left(const struct seeker *s, struct links *draft, int measure, struct period when)
{
    if (asked_is(&s->asked, measure, when) || !asked_is_left(&s->asked, measure, when))
        return;
    const size_t whole = links_universe(draft, s->codebook, s->keep, measure, when);
    const struct universe left = {.measure = NO_INDEX, .period = when, .asked = true, .name = TEXT("left")};
    include_in(s, draft, &whole, 1, links_add_universe(draft, s->keep, left), TEXT("left"));
}

/* Whether the relation says that one of its counts is no more than others together that are asked for. */
static bool bounds(const struct seeker *s, const struct seeker_candidate *candidate, const struct relation_term *counted)
{
    const struct measure_relation *relation = candidate->relation;
    for (size_t i = 0; i < relation->term_count; i++)
        if (relation->terms[i].sign != counted->sign &&
            !asked_is(&s->asked, relation->terms[i].measure, period_of(s, &relation->terms[i], candidate->period)))
            return false;
    return true;
}

/* Whether some relation bounds what the measure counts in that time. */
static bool is_bounded(const struct seeker *s, int measure, struct period when)
{
    for (size_t i = 0; i < s->candidates.count; i++) {
        const struct seeker_candidate *candidate = &s->candidates.items[i];
        for (size_t k = 0; k < candidate->relation->term_count; k++) {
            const struct relation_term *term = &candidate->relation->terms[k];
            const struct period period = period_of(s, term, candidate->period);
            const bool is_then = period.last == when.last && (seeker_is_stock(s, measure) || period.first == when.first);
            if (term->measure == measure && is_then && bounds(s, candidate, term))
                return true;
        }
    }
    return false;
}

/* Those who meet conditions are some of all, of whom another relation may say how many they are at most. */
static void include_in_bounded(const struct seeker *s, struct links *draft, const struct seeker_candidate *candidate, size_t term)
{
    const struct measure_relation *relation = candidate->relation;
    const struct relation_term *of = &relation->terms[term];
    if (relation->follows_from == NO_INDEX)
        return;
    const int all = s->codebook->relations[relation->follows_from].terms[term].measure;
    const struct period when = period_of(s, of, candidate->period);
    if (all == of->measure || asked_is(&s->asked, all, when) || !is_bounded(s, all, when))
        return;
    const size_t whole = links_universe(draft, s->codebook, s->keep, all, when);
    include_in(s, draft, &whole, 1, links_universe(draft, s->codebook, s->keep, of->measure, when), TEXT("all"));
}

static void include_in_asked(const struct seeker *s, struct links *draft, const struct seeker_candidate *candidate)
{
    const struct measure_relation *relation = candidate->relation;
    for (size_t i = 0; i < relation->term_count; i++) {
        const int measure = relation->terms[i].measure;
        const struct period when = period_of(s, &relation->terms[i], candidate->period);
        if (candidate->is_taken || !candidate->is_between_own)
            include_in_longer(s, draft, relation, measure, when);
        include_in_more(s, draft, measure, when);
        include_told_parts(s, draft, measure, when);
        include_left(s, draft, measure, when);
        include_in_bounded(s, draft, candidate, i);
    }
}

/* Whether the relation that was written down, from which this one may follow, shares a count with another one: who is at a stage
 * is there, and who moves on comes to the next. What they tell together goes by way of counts that have conditions and stand in
 * neither alone: that is found out only when all links are there. */
static bool is_joined(const struct seeker *s, const struct measure_relation *relation)
{
    const struct measure_relation *relations = s->codebook->relations;
    const struct measure_relation *origin = relation->follows_from == NO_INDEX ? relation : &relations[relation->follows_from];
    for (int i = 0; i < s->codebook->relation_count; i++)
        for (size_t k = 0; &relations[i] != origin && k < relations[i].term_count; k++)
            for (size_t n = 0; n < origin->term_count; n++)
                if (relations[i].terms[k].measure == origin->terms[n].measure)
                    return true;
    return false;
}

/* Takes the candidates that tell something, and those of relations that are joined. What may follow from others that are asked
 * for is as good as known here: whether it does is found out when all links are there. */
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
        if (telling[i] || s->candidates.items[i].is_taken || is_joined(s, s->candidates.items[i].relation))
            state(s, s->links, &s->candidates.items[i], false);
}

/* Whether the relation was written down, or has something asked for in the place of all. */
static bool is_of_interest(const struct seeker *s, const struct measure_relation *relation)
{
    const struct measure_relation *origin =
        relation->follows_from == NO_INDEX ? relation : &s->codebook->relations[relation->follows_from];
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
    for (int i = 0; i < seeker_relation_count(&s); i++)
        if (is_of_interest(&s, &codebook->relations[i]))
            seeker_find(&s, &codebook->relations[i]);
    take_telling(&s);
}

/* ---- steps ---- */

/* Whether some flow of the relation is told of a longer period around this one. */
static bool is_amid_flow(const struct seeker *s, const struct measure_relation *relation, struct period period)
{
    for (size_t i = 0; i < s->links->universes.count; i++) {
        const struct universe *universe = &s->links->universes.items[i];
        if (seeker_told_flow(s, relation, universe, SEEKER_OWN_OR_BOUND) && universe->period.first < period.first &&
            universe->period.last > period.last)
            return true;
    }
    return false;
}

static bool is_linked(const struct seeker *s, const struct seeker_candidate *candidate)
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
    for (int i = 0; i < seeker_relation_count(&s); i++)
        if (is_of_interest(&s, &codebook->relations[i]))
            seeker_find_between_stocks(&s, &codebook->relations[i]);
    for (size_t i = 0; i < s.candidates.count; i++) {
        const struct seeker_candidate *step = &s.candidates.items[i];
        if (is_amid_flow(&s, step->relation, step->period) && !is_linked(&s, step)) {
            state(&s, links, step, true);
        }
    }
}
