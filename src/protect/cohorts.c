/* SPDX-License-Identifier: GPL-3.0-or-later
 * One measure, or what some measures leave of it, is some of another if in every column all that its rows can have, the
 * other's can have as well. Only where a condition is about dates: what is so without, the other links say. */
#include "protect/cohorts.h"

#include "protect/reach.h"

struct cohorts {
    struct links *links;
    const struct codebook *codebook;
    struct arena *keep;
};

/* The measure, or one that counts in the part's way. */
static const struct measure *measure_of(const struct cohorts *c, const struct universe *universe)
{
    return &c->codebook->measures[universe->overlap ? universe->overlap->in[0] : universe->measure];
}

static bool is_counted(const struct cohorts *c, const struct universe *universe)
{
    return (universe->measure != NO_INDEX || universe->overlap) && measure_of(c, universe)->kind != MEASURE_TYPED_IN;
}

static struct reach reach_of_universe(const struct cohorts *c, const struct universe *universe, int column)
{
    return universe->overlap ? reach_of_overlap(c->codebook, universe->overlap, universe->period, column, c->keep)
                             : reach_of_measure(c->codebook, measure_of(c, universe), universe->period, column, c->keep);
}

static bool has_dated_condition(const struct cohorts *c, const struct measure *measure)
{
    for (size_t i = 0; i < measure->condition_count; i++)
        if (measure->conditions[i].kind == CONDITION_NUMBER &&
            c->codebook->sources[measure->source].columns[measure->conditions[i].column].type == COLUMN_DATE)
            return true;
    return false;
}

/* Whether a condition of the universe is about a date; of a part, of what it leaves out as well. */
static bool is_dated(const struct cohorts *c, const struct universe *universe)
{
    bool dated = has_dated_condition(c, measure_of(c, universe));
    for (size_t i = 0; universe->overlap && i < universe->overlap->in_count; i++)
        dated = dated || has_dated_condition(c, &c->codebook->measures[universe->overlap->in[i]]);
    for (size_t i = 0; universe->overlap && i < universe->overlap->out_count; i++)
        dated = dated || has_dated_condition(c, &c->codebook->measures[universe->overlap->out[i]]);
    return dated;
}

bool cohorts_is_empty(const struct codebook *codebook, const struct universe *universe, struct arena *keep)
{
    const struct cohorts c = {.codebook = codebook, .keep = keep};
    if (!is_counted(&c, universe))
        return false;
    for (int column = 0; column < codebook->sources[measure_of(&c, universe)->source].column_count; column++) {
        const struct reach reach = reach_of_universe(&c, universe, column);
        if (!reach.ranges.count && !reach.may_miss)
            return true;
    }
    return false;
}

static bool is_within(const struct cohorts *c, const struct universe *part, const struct universe *whole)
{
    for (int column = 0; column < c->codebook->sources[measure_of(c, part)->source].column_count; column++) {
        const struct reach inner = reach_of_universe(c, part, column);
        const struct reach outer = reach_of_universe(c, whole, column);
        if (!ranges_are_within(inner.ranges, outer.ranges) || (inner.may_miss && !outer.may_miss))
            return false;
    }
    return true;
}

/* What counts the same things in one period, and flows in several, is linked already. */
static bool is_linked(const struct measure *part, const struct measure *whole, const struct universe *a,
                      const struct universe *b)
{
    return condition_same_things(part, whole) && (part->kind == MEASURE_FLOW || a->period.last == b->period.last);
}

/* Whether all of some measure that the part is of is within the whole, as others say. */
static bool follows(const struct cohorts *c, const struct universe *part, const struct universe *whole)
{
    for (size_t i = 0; part->overlap && i < part->overlap->in_count; i++) {
        const struct universe all = {.measure = part->overlap->in[i], .period = part->period};
        if (is_within(c, &all, whole))
            return true;
    }
    return false;
}

/* Whether the part is some of the whole, a measure, by its dates. */
static bool is_cohort(const struct cohorts *c, const struct universe *part, const struct universe *whole)
{
    if (!is_counted(c, part) || part->is_empty || whole->measure == NO_INDEX || !is_counted(c, whole))
        return false;
    const struct measure *fewer = measure_of(c, part), *more = measure_of(c, whole);
    return fewer->source == more->source && (more->once_per == NO_INDEX || more->once_per == fewer->once_per) &&
           (more->several == fewer->several || !fewer->several) &&
           (is_dated(c, part) || is_dated(c, whole)) && !is_linked(fewer, more, part, whole) && is_within(c, part, whole) &&
           !follows(c, part, whole);
}

/* The pieces in which rows of the part can be; none if they can be before these. */
static size_t gather_pieces(const struct cohorts *c, const struct universe *part, const struct cut *cut, size_t *pieces)
{
    const int column = measure_of(c, &c->links->universes.items[cut->whole])->date;
    const struct reach reach = reach_of_universe(c, part, column);
    const struct number_range before = {c->links->universes.items[cut->whole].period.first,
                                        (int64_t)c->links->universes.items[cut->pieces[0]].period.first - 1};
    size_t count = 0;
    if (ranges_and(reach.ranges, ranges_of(&before, 1, c->keep), c->keep).count)
        return 0;
    for (size_t i = 0; i < cut->piece_count; i++) {
        const struct period period = c->links->universes.items[cut->pieces[i]].period;
        const struct number_range days = {period.first, period.last};
        if (ranges_and(reach.ranges, ranges_of(&days, 1, c->keep), c->keep).count)
            pieces[count++] = cut->pieces[i];
    }
    return count;
}

/* Some pieces of a period hold all of the part: less than the whole period tells of it. One alone is a pair like others. */
static void include_in_pieces(struct cohorts *c, size_t part, const struct cut *cut)
{
    const struct universe fewer = c->links->universes.items[part], whole = c->links->universes.items[cut->whole];
    size_t *pieces = ARENA_ARRAY(c->keep, size_t, cut->piece_count);
    const size_t count = gather_pieces(c, &fewer, cut, pieces);
    if (count < 2 || (count == cut->piece_count && !cut->is_open))
        return;
    const struct text less = universe_word(c->codebook, &fewer), more = universe_word(c->codebook, &whole);
    struct link link = {.terms = ARENA_ARRAY(c->keep, struct link_term, count + 2), .exception = NO_UNIVERSE};
    for (size_t i = 0; i < count; i++)
        link.terms[link.term_count++] = (struct link_term){pieces[i], 1};
    const struct universe rest = {
        .measure = NO_INDEX,
        .period = {c->links->universes.items[pieces[0]].period.first, c->links->universes.items[pieces[count - 1]].period.last},
        .name = text_format(c->keep, "%.*s beside %.*s", TEXT_ARGS(more), TEXT_ARGS(less))};
    link.terms[link.term_count++] = (struct link_term){part, -1};
    link.terms[link.term_count++] = (struct link_term){links_add_universe(c->links, c->keep, rest), -1};
    link.name = text_format(c->keep, "%.*s are some of %.*s in parts of the period", TEXT_ARGS(less), TEXT_ARGS(more));
    links_add(c->links, c->codebook, c->keep, &link);
}

/* ---- parts that have nothing in common ---- */

static bool has_measure(const int *measures, size_t count, int measure)
{
    for (size_t i = 0; i < count; i++)
        if (measures[i] == measure)
            return true;
    return false;
}

/* Whether `a` leaves out some measure of whose rows all of `b` are. */
static bool leaves_out(const struct universe *a, const struct universe *b)
{
    bool out = false;
    for (size_t i = 0; a->overlap && b->overlap && i < b->overlap->in_count; i++)
        out = out || has_measure(a->overlap->out, a->overlap->out_count, b->overlap->in[i]);
    return out || (a->overlap && !b->overlap && has_measure(a->overlap->out, a->overlap->out_count, b->measure));
}

/* Whether no row is in both. Persons may have rows in either. */
static bool are_apart(const struct cohorts *c, const struct universe *a, const struct universe *b)
{
    const struct measure *of = measure_of(c, a), *with = measure_of(c, b);
    return of->once_per == NO_INDEX && with->once_per == NO_INDEX && condition_same_things(of, with) &&
           a->period.last == b->period.last && (of->kind == MEASURE_STOCK || a->period.first == b->period.first) &&
           (leaves_out(a, b) || leaves_out(b, a));
}

static bool is_apart_from_all(const struct cohorts *c, size_t universe, const size_t *others, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!are_apart(c, &c->links->universes.items[universe], &c->links->universes.items[others[i]]))
            return false;
    return true;
}

/* The part, and more parts of the whole that have nothing in common with it or each other. */
static size_t gather_apart(const struct cohorts *c, size_t whole, size_t part, size_t count, size_t *parts)
{
    size_t gathered = 0;
    parts[gathered++] = part;
    for (size_t i = 0; i < count; i++)
        if (i != whole && i != part && is_cohort(c, &c->links->universes.items[i], &c->links->universes.items[whole]) &&
            is_apart_from_all(c, i, parts, gathered))
            parts[gathered++] = i;
    return gathered;
}

static void include_parts(struct cohorts *c, size_t whole, size_t count)
{
    bool *included = ARENA_ARRAY(c->keep, bool, count);
    size_t *parts = ARENA_ARRAY(c->keep, size_t, count);
    for (size_t part = 0; part < count; part++) {
        if (part == whole || included[part] ||
            !is_cohort(c, &c->links->universes.items[part], &c->links->universes.items[whole]))
            continue;
        const size_t gathered = gather_apart(c, whole, part, count, parts);
        for (size_t i = 0; i < gathered; i++)
            included[parts[i]] = true;
        links_add_inclusion(c->links, c->codebook, c->keep, whole, parts, gathered);
    }
}

/* ---- periods that follow each other ---- */

static bool is_asked_flow(const struct cohorts *c, const struct universe *universe)
{
    return universe->asked && universe->measure != NO_INDEX && measure_of(c, universe)->kind == MEASURE_FLOW;
}

/* The first asked universe of the measure whose period begins (or ends) on the day; NO_UNIVERSE: none does. */
static size_t asked_on(const struct cohorts *c, int measure, date_day day, bool begins)
{
    for (size_t i = 0; i < c->links->universes.count; i++) {
        const struct universe *universe = &c->links->universes.items[i];
        if (is_asked_flow(c, universe) && universe->measure == measure &&
            (begins ? universe->period.first : universe->period.last) == day)
            return i;
    }
    return NO_UNIVERSE;
}

static void add_run(struct cohorts *c, const struct universe *first)
{
    struct period run = first->period;
    for (size_t next; (next = asked_on(c, first->measure, run.last + 1, true)) != NO_UNIVERSE;)
        run.last = c->links->universes.items[next].period.last;
    if (run.last != first->period.last)
        links_universe(c->links, c->codebook, c->keep, first->measure, run);
}

void cohorts_find_runs(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    struct cohorts c = {links, codebook, keep};
    const size_t count = links->universes.count;
    bool dated = false;
    for (size_t i = 0; i < count; i++)
        dated = dated || (links->universes.items[i].measure != NO_INDEX && is_dated(&c, &links->universes.items[i]));
    for (size_t i = 0; dated && i < count; i++) {
        const struct universe of = links->universes.items[i];
        if (is_asked_flow(&c, &of) && asked_on(&c, of.measure, of.period.first - 1, false) == NO_UNIVERSE)
            add_run(&c, &of);
    }
}

void cohorts_find(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    struct cohorts c = {links, codebook, keep};
    const size_t count = links->universes.count;
    for (size_t whole = 0; whole < count; whole++)
        include_parts(&c, whole, count);
    for (size_t part = 0; part < count; part++)
        for (size_t i = 0; i < links->cuts.count; i++)
            if (is_cohort(&c, &links->universes.items[part], &links->universes.items[links->cuts.items[i].whole]))
                include_in_pieces(&c, part, &links->cuts.items[i]);
}
