/* SPDX-License-Identifier: GPL-3.0-or-later
 * One measure, or what some measures leave of it, is some of another if in every column all that its rows can have, the
 * other's can have as well. Only where a condition is about dates: what is so without, the other links say. */
#include "protect/cohorts.h"

#include "protect/reach.h"

/* What a measure leaves of another in which its rows are some: if they differ in one column only, it is known what the rest
 * have there. Of clients who were there before a year, those who are not at its end left in it. */
struct rest {
    size_t universe;
    struct universe whole;
    int column;
    struct reach reach; /* in that column */
};

struct cohorts {
    struct links *links;
    const struct codebook *codebook;
    struct arena *keep;
    LIST_OF(struct rest) rests;
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

static int date_of_cut(const struct cohorts *c, const struct cut *cut)
{
    return measure_of(c, &c->links->universes.items[cut->whole])->date;
}

/* The pieces in which rows of that reach can be; none if they can be before these. */
static size_t gather_pieces(const struct cohorts *c, struct reach reach, const struct cut *cut, size_t *pieces)
{
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

/* Pieces of `more`, one after the other, hold all of the part. */
static void link_pieces(struct cohorts *c, size_t part, const size_t *pieces, size_t count, struct text more)
{
    const struct universe fewer = c->links->universes.items[part];
    const struct text less = universe_word(c->codebook, &fewer);
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

/* Some pieces of a period hold all of the part: less than the whole period tells of it. One alone is a pair like others. */
static void include_in_pieces(struct cohorts *c, size_t part, struct reach reach, const struct cut *cut)
{
    size_t *pieces = ARENA_ARRAY(c->keep, size_t, cut->piece_count);
    const size_t count = gather_pieces(c, reach, cut, pieces);
    if (count >= 2 && (count < cut->piece_count || cut->is_open))
        link_pieces(c, part, pieces, count, universe_word(c->codebook, &c->links->universes.items[cut->whole]));
}

/* ---- pieces that different measures count ---- */

/* Whether all of the part that lies in the piece, by the column, is counted there. */
static bool is_within_piece(const struct cohorts *c, const struct universe *part, const struct universe *piece, int column)
{
    for (int other = 0; other < c->codebook->sources[measure_of(c, part)->source].column_count; other++) {
        struct reach inner = reach_of_universe(c, part, other);
        const struct reach outer = reach_of_universe(c, piece, other);
        const struct number_range days = {piece->period.first, piece->period.last};
        if (other == column)
            inner.ranges = ranges_and(inner.ranges, ranges_of(&days, 1, c->keep), c->keep);
        if (!ranges_are_within(inner.ranges, outer.ranges) || (inner.may_miss && !outer.may_miss))
            return false;
    }
    return true;
}

/* Whether the universe can be the next piece: it begins on the day, or for the first before it, and goes beyond it. */
static bool can_follow(const struct cohorts *c, const struct universe *part, const struct universe *piece, int column,
                       date_day day, bool is_first)
{
    if (piece->measure == NO_INDEX || !piece->asked)
        return false;
    const struct measure *fewer = measure_of(c, part), *more = measure_of(c, piece);
    return more->kind == MEASURE_FLOW && more->date == column && more->source == fewer->source &&
           (more->once_per == NO_INDEX || more->once_per == fewer->once_per) && more->several == fewer->several &&
           (is_first ? piece->period.first <= day : piece->period.first == day) && piece->period.last >= day &&
           is_within_piece(c, part, piece, column);
}

/* Asked periods of any measures, one after the other, which hold all of the part whose dates in the column are in `days`; the
 * shortest, and of those of equal length the narrowest measure. Returns their number; 0: there is a gap. */
static size_t gather_tiles(const struct cohorts *c, const struct universe *part, int column, struct number_range days,
                           size_t *pieces)
{
    size_t count = 0;
    for (int64_t day = days.low; day <= days.high; count++) {
        const struct universe *best = NULL;
        for (size_t i = 0; i < c->links->universes.count; i++) {
            const struct universe *next = &c->links->universes.items[i];
            if (next == part || !can_follow(c, part, next, column, (date_day)day, !count) ||
                (best && (next->period.last > best->period.last ||
                          (next->period.last == best->period.last &&
                           measure_of(c, next)->condition_count <= measure_of(c, best)->condition_count))))
                continue;
            best = next;
            pieces[count] = i;
        }
        if (!best)
            return 0;
        day = (int64_t)best->period.last + 1;
    }
    return count;
}

static bool are_of_one_measure(const struct cohorts *c, const size_t *pieces, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (c->links->universes.items[pieces[i]].measure != c->links->universes.items[pieces[0]].measure)
            return false;
    return true;
}

/* Who left in the second half and did not come before the year came in its first half, and left then, or in its second. */
static void include_in_tiles(struct cohorts *c, size_t number)
{
    const struct universe part = c->links->universes.items[number];
    if (!is_counted(c, &part) || part.is_empty || !is_dated(c, &part))
        return;
    size_t *pieces = ARENA_ARRAY(c->keep, size_t, c->links->universes.count);
    for (int column = 0; column < c->codebook->sources[measure_of(c, &part)->source].column_count; column++) {
        const struct reach reach = reach_of_universe(c, &part, column);
        if (c->codebook->sources[measure_of(c, &part)->source].columns[column].type != COLUMN_DATE ||
            reach.ranges.count != 1 || reach.may_miss)
            continue;
        const struct number_range days = reach.ranges.items[0];
        const bool ends = days.low != RANGE_LOWEST && days.high != RANGE_HIGHEST;
        const size_t count = ends ? gather_tiles(c, &part, column, days, pieces) : 0;
        if (count >= 2 && !are_of_one_measure(c, pieces, count))
            link_pieces(c, number, pieces, count, TEXT("what several count"));
    }
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

/* The only column in which the two differ; NO_INDEX: there is none, or there are several. */
static int differing_column(const struct cohorts *c, const struct universe *whole, const struct universe *part)
{
    int differing = NO_INDEX;
    for (int column = 0; column < c->codebook->sources[measure_of(c, whole)->source].column_count; column++) {
        const struct reach outer = reach_of_universe(c, whole, column), inner = reach_of_universe(c, part, column);
        if (ranges_are_same(outer.ranges, inner.ranges) && outer.may_miss == inner.may_miss)
            continue;
        if (differing != NO_INDEX)
            return NO_INDEX;
        differing = column;
    }
    return differing;
}

static void note_rest(struct cohorts *c, size_t number, size_t whole, size_t part)
{
    struct rest rest = {.universe = number, .whole = c->links->universes.items[whole]};
    const struct universe *of = &c->links->universes.items[part];
    if (of->measure == NO_INDEX || (rest.column = differing_column(c, &rest.whole, of)) == NO_INDEX)
        return;
    const struct reach outer = reach_of_universe(c, &rest.whole, rest.column), inner = reach_of_universe(c, of, rest.column);
    rest.reach = (struct reach){ranges_and(outer.ranges, ranges_not(inner.ranges, c->keep), c->keep),
                                outer.may_miss && !inner.may_miss};
    ARENA_PUSH(c->keep, &c->rests, rest);
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
        const size_t rest = links_add_inclusion(c->links, c->codebook, c->keep, whole, parts, gathered);
        if (gathered == 1)
            note_rest(c, rest, whole, part);
    }
}

/* ---- rests ---- */

static struct reach reach_of_rest(const struct cohorts *c, const struct rest *rest, int column)
{
    return column == rest->column ? rest->reach : reach_of_universe(c, &rest->whole, column);
}

/* Whether all of the rest are some of the measure's, though not all of what it is a rest of. */
static bool is_of_rest(const struct cohorts *c, const struct rest *rest, const struct universe *whole)
{
    if (whole->measure == NO_INDEX || !is_counted(c, whole) || is_within(c, &rest->whole, whole))
        return false;
    const struct measure *fewer = measure_of(c, &rest->whole), *more = measure_of(c, whole);
    bool within = fewer->source == more->source && (more->once_per == NO_INDEX || more->once_per == fewer->once_per) &&
                  fewer->several == more->several;
    for (int column = 0; within && column < c->codebook->sources[fewer->source].column_count; column++) {
        const struct reach inner = reach_of_rest(c, rest, column), outer = reach_of_universe(c, whole, column);
        within = ranges_are_within(inner.ranges, outer.ranges) && (!inner.may_miss || outer.may_miss);
    }
    return within;
}

static void include_rest(struct cohorts *c, const struct rest *rest, size_t count)
{
    for (size_t whole = 0; whole < count; whole++)
        if (is_of_rest(c, rest, &c->links->universes.items[whole]))
            links_add_inclusion(c->links, c->codebook, c->keep, whole, &rest->universe, 1);
    for (size_t i = 0; i < c->links->cuts.count; i++) {
        const struct cut *cut = &c->links->cuts.items[i];
        if (is_of_rest(c, rest, &c->links->universes.items[cut->whole]))
            include_in_pieces(c, rest->universe, reach_of_rest(c, rest, date_of_cut(c, cut)), cut);
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

static void add_run(const struct cohorts *c, const struct universe *first)
{
    struct period run = first->period;
    for (size_t next; (next = asked_on(c, first->measure, run.last + 1, true)) != NO_UNIVERSE;)
        run.last = c->links->universes.items[next].period.last;
    if (run.last != first->period.last)
        links_universe(c->links, c->codebook, c->keep, first->measure, run);
}

void cohorts_find_runs(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    const struct cohorts c = {links, codebook, keep, {0}};
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
    struct cohorts c = {links, codebook, keep, {0}};
    const size_t count = links->universes.count;
    for (size_t whole = 0; whole < count; whole++)
        include_parts(&c, whole, count);
    for (size_t part = 0; part < count; part++)
        for (size_t i = 0; i < links->cuts.count; i++) {
            const struct cut *cut = &links->cuts.items[i];
            if (is_cohort(&c, &links->universes.items[part], &links->universes.items[cut->whole]))
                include_in_pieces(&c, part, reach_of_universe(&c, &links->universes.items[part], date_of_cut(&c, cut)), cut);
        }
    for (size_t part = 0; part < count; part++)
        include_in_tiles(&c, part);
    for (size_t i = 0; i < c.rests.count; i++)
        include_rest(&c, &c.rests.items[i], count);
}
