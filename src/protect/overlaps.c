/* SPDX-License-Identifier: GPL-3.0-or-later
 * A part is counted like a measure: its rows are those that satisfy certain measures and not the others, and where
 * persons count once, each is counted under the latest of these rows.
 *
 * So a measure of rows is exactly the sum of its parts. A person with several stays may be in several parts: then the
 * sum is more than the measure, in every cell, by an exception. Readers do not expect any: where there is none, they are
 * right, and nothing is stated of it. */
#include "protect/overlaps.h"

#include "protect/cohorts.h"

/* What counts a part of the family in one way. */
struct slot {
    size_t universe;
    const struct family *family;
    int way; /* a measure that counts in that way */
    uint64_t part;
};

struct overlapper {
    struct links *links;
    const struct codebook *codebook;
    struct arena *keep;
    LIST_OF(struct slot) slots;
};

static const struct measure *measure_at(const struct overlapper *o, int measure)
{
    return &o->codebook->measures[measure];
}

/* ---- parts ---- */

static bool is_same_way(const struct overlapper *o, int a, int b)
{
    return condition_same_way(measure_at(o, a), measure_at(o, b));
}

static bool is_same_time(const struct universe *a, struct period b)
{
    return a->period.first == b.first && a->period.last == b.last;
}

/* The universe that counts the part in the measure's way, or NO_UNIVERSE. */
static size_t find_slot(const struct overlapper *o, const struct family *family, uint64_t part, int way)
{
    for (size_t i = 0; i < o->slots.count; i++) {
        const struct slot *slot = &o->slots.items[i];
        if (slot->family == family && slot->part == part && is_same_way(o, slot->way, way))
            return slot->universe;
    }
    return NO_UNIVERSE;
}

static void add_slot(struct overlapper *o, const struct family *family, uint64_t part, int way, size_t universe)
{
    const struct slot slot = {.universe = universe, .family = family, .way = way, .part = part};
    ARENA_PUSH(o->keep, &o->slots, slot);
}

/* How many parts the measure has, and the last of them. */
static size_t parts_of(const struct family *family, int measure, uint64_t *ret_last)
{
    size_t count = 0;
    for (size_t i = 0; i < family->part_count; i++)
        if (family_counts(family, family->parts[i], measure)) {
            count++;
            *ret_last = family->parts[i];
        }
    return count;
}

/* Whether all that `part` counts is counted by `whole`. */
static bool is_within(const struct family *family, int part, int whole)
{
    for (size_t i = 0; i < family->part_count; i++)
        if (family_counts(family, family->parts[i], part) && !family_counts(family, family->parts[i], whole))
            return false;
    return true;
}

/* Whether the name of a part must have the measure: not where another one says as much. Of equal ones the first does. */
static bool says_more(const struct family *family, uint64_t part, size_t i)
{
    const bool in = family_counts(family, part, family->measures[i]);
    for (size_t k = 0; k < family->measure_count; k++) {
        const int own = family->measures[i], other = family->measures[k];
        const bool said = in ? is_within(family, other, own) : is_within(family, own, other);
        const bool back = in ? is_within(family, own, other) : is_within(family, other, own);
        if (k != i && family_counts(family, part, other) == in && said && (!back || k < i))
            return false;
    }
    return true;
}

/* "women and abroad without minors"; that it counts as `way` does is said too. */
static struct text part_name(const struct overlapper *o, const struct family *family, uint64_t part, int way)
{
    struct text_builder b = {0};
    for (int in = 1; in >= 0; in--) {
        const char *separator = in ? "" : " without ";
        for (size_t i = 0; i < family->measure_count; i++) {
            const bool said = says_more(family, part, i) || family->measures[i] == way;
            if (family_counts(family, part, family->measures[i]) != in || !said)
                continue;
            text_add_format(&b, "%s%.*s", separator, TEXT_ARGS(measure_at(o, family->measures[i])->id));
            separator = " and ";
        }
    }
    const struct text name = text_copy(o->keep, text_built(&b));
    text_builder_done(&b);
    return name;
}

static const struct overlap *overlap_of(const struct overlapper *o, const struct family *family, uint64_t part, int way)
{
    struct overlap *overlap = ARENA_NEW(o->keep, struct overlap);
    int *in = ARENA_ARRAY(o->keep, int, family->measure_count), *out = ARENA_ARRAY(o->keep, int, family->measure_count);
    in[overlap->in_count++] = way;
    for (size_t i = 0; i < family->measure_count; i++) {
        if (!family_counts(family, part, family->measures[i]))
            out[overlap->out_count++] = family->measures[i];
        else if (family->measures[i] != way)
            in[overlap->in_count++] = family->measures[i];
    }
    overlap->in = in;
    overlap->out = out;
    return overlap;
}

/* The measure, if others count the part in another way. */
static int way_to_tell(const struct overlapper *o, const struct family *family, int measure)
{
    for (size_t i = 0; i < family->measure_count; i++)
        if (!is_same_way(o, family->measures[i], measure))
            return measure;
    return NO_INDEX;
}

/* A measure that has one part only counts just that. */
static void fill_slots(struct overlapper *o, const struct family *family, struct period period)
{
    uint64_t only;
    for (size_t i = 0; i < family->measure_count; i++)
        if (parts_of(family, family->measures[i], &only) == 1 &&
            find_slot(o, family, only, family->measures[i]) == NO_UNIVERSE)
            add_slot(o, family, only, family->measures[i],
                     links_universe(o->links, o->codebook, o->keep, family->measures[i], period));
    for (size_t i = 0; i < family->measure_count; i++)
        for (size_t k = 0; k < family->part_count; k++) {
            const uint64_t part = family->parts[k];
            if (!family_counts(family, part, family->measures[i]) ||
                find_slot(o, family, part, family->measures[i]) != NO_UNIVERSE)
                continue;
            struct universe universe = {.measure = NO_INDEX,
                                        .period = period,
                                        .name = part_name(o, family, part, way_to_tell(o, family, family->measures[i])),
                                        .overlap = overlap_of(o, family, part, family->measures[i]),
                                        .family = family,
                                        .part = part};
            universe.is_empty = cohorts_is_empty(o->codebook, &universe, o->keep);
            add_slot(o, family, part, family->measures[i], links_add_universe(o->links, o->keep, universe));
        }
}

/* ---- links ---- */

/* "minors are some of clients"; where no part is a measure, only that the parts add up. */
static struct text sum_name(const struct overlapper *o, const struct link *link)
{
    struct text_builder b = {0};
    const struct text whole = universe_word(o->codebook, &o->links->universes.items[link->terms[0].universe]);
    for (size_t i = 1; i < link->term_count; i++) {
        const struct universe *part = &o->links->universes.items[link->terms[i].universe];
        if (part->measure != NO_INDEX)
            text_add_format(&b, "%s%.*s", b.len ? " and " : "", TEXT_ARGS(universe_word(o->codebook, part)));
    }
    text_add_format(&b, "%s%.*s", b.len ? " are some of " : "what others count of ", TEXT_ARGS(whole));
    const struct text name = text_copy(o->keep, text_built(&b));
    text_builder_done(&b);
    return name;
}

/* Returns the exception of the sum; NO_UNIVERSE: there can be none. */
static size_t link_measure(struct overlapper *o, const struct family *family, size_t whole)
{
    const struct universe of = o->links->universes.items[whole];
    struct link link = {.terms = ARENA_ARRAY(o->keep, struct link_term, family->part_count + 2),
                        .exception = NO_UNIVERSE};
    size_t exception = NO_UNIVERSE;
    link.terms[link.term_count++] = (struct link_term){whole, 1};
    for (size_t i = 0; i < family->part_count; i++)
        if (family_counts(family, family->parts[i], of.measure))
            link.terms[link.term_count++] =
                (struct link_term){find_slot(o, family, family->parts[i], of.measure), -1};
    if (link.term_count == 2 && link.terms[1].universe == whole)
        return NO_UNIVERSE;
    link.name = sum_name(o, &link);
    if (measure_at(o, of.measure)->once_per != NO_INDEX && link.term_count > 2) {
        const struct text id = measure_at(o, of.measure)->id;
        exception = links_add_universe(
            o->links, o->keep,
            (struct universe){.measure = NO_INDEX,
                              .period = of.period,
                              .name = text_format(o->keep, "%.*s with stays of several kinds", TEXT_ARGS(id)),
                              .is_exception = true});
        link.terms[link.term_count++] = (struct link_term){exception, 1};
    }
    links_add(o->links, o->codebook, o->keep, &link);
    return exception;
}

static void add_exceptional(struct overlapper *o, size_t whole, size_t part, size_t exception)
{
    struct link_term terms[] = {{whole, 1}, {part, -1}};
    const struct text more = universe_word(o->codebook, &o->links->universes.items[whole]);
    const struct text less = universe_word(o->codebook, &o->links->universes.items[part]);
    const struct link link = {.terms = terms,
                              .term_count = 2,
                              .name = text_format(o->keep, "%.*s are some of %.*s", TEXT_ARGS(less), TEXT_ARGS(more)),
                              .exception = exception};
    links_add(o->links, o->codebook, o->keep, &link);
}

/* With exceptions in it, the sum no longer says that narrower measures, and parts, count fewer. */
static void include_narrower(struct overlapper *o, const struct family *family, size_t whole, size_t exception)
{
    const struct universe of = o->links->universes.items[whole];
    for (size_t i = 0; i < family->measure_count; i++) {
        const int measure = family->measures[i];
        if (measure != of.measure && is_same_way(o, measure, of.measure) && is_within(family, measure, of.measure))
            add_exceptional(o, whole, links_universe(o->links, o->codebook, o->keep, measure, of.period), exception);
    }
    for (size_t i = 0; i < family->part_count; i++) {
        const size_t part = find_slot(o, family, family->parts[i], of.measure);
        if (family_counts(family, family->parts[i], of.measure) && o->links->universes.items[part].measure == NO_INDEX)
            add_exceptional(o, whole, part, exception);
    }
}

/* Parts counted in one way are some of those that are counted in another. */
static void link_ways(struct overlapper *o, const struct family *family, size_t first)
{
    const size_t count = o->slots.count;
    for (size_t i = first; i < count; i++)
        for (size_t k = first; k < count; k++) {
            const struct slot more = o->slots.items[i], fewer = o->slots.items[k];
            if (i != k && more.family == family && fewer.family == family && more.part == fewer.part &&
                condition_counts_more(measure_at(o, more.way), measure_at(o, fewer.way)))
                links_add_inclusion(o->links, o->codebook, o->keep, more.universe, &fewer.universe, 1);
        }
}

static void link_family(struct overlapper *o, const struct family *family, struct period period)
{
    const size_t first = o->slots.count;
    fill_slots(o, family, period);
    for (size_t i = 0; i < family->measure_count; i++) {
        const size_t whole = links_universe(o->links, o->codebook, o->keep, family->measures[i], period);
        const size_t exception = link_measure(o, family, whole);
        if (exception != NO_UNIVERSE)
            include_narrower(o, family, whole, exception);
    }
    link_ways(o, family, first);
}

/* ---- measures at one time ---- */

static bool is_stock(const struct overlapper *o, int measure)
{
    return measure_at(o, measure)->kind == MEASURE_STOCK;
}

/* Whether both count the same things at the same time. */
static bool stand_together(const struct overlapper *o, const struct universe *a, const struct universe *b)
{
    return a->measure != NO_INDEX && b->measure != NO_INDEX &&
           condition_same_things(measure_at(o, a->measure), measure_at(o, b->measure)) &&
           a->period.last == b->period.last && (is_stock(o, a->measure) || a->period.first == b->period.first);
}

/* The measures that stand together with the universe, ascending; none if an earlier universe is among them. */
static size_t gather(const struct overlapper *o, size_t universe, size_t count, int *measures)
{
    const struct universe *items = o->links->universes.items;
    size_t gathered = 0;
    for (size_t i = 0; i < count; i++) {
        if (!stand_together(o, &items[universe], &items[i]))
            continue;
        if (i < universe)
            return 0;
        size_t at = gathered++;
        for (; at && measures[at - 1] > items[i].measure; at--)
            measures[at] = measures[at - 1];
        measures[at] = items[i].measure;
    }
    return gathered;
}

/* ---- parts of a period and of its pieces ---- */

static size_t find_cut(const struct links *links, size_t whole)
{
    for (size_t i = 0; i < links->cuts.count; i++)
        if (links->cuts.items[i].whole == whole)
            return i;
    return SIZE_MAX;
}

/* Whether the finer part is some of the other, by all that the other's family counts. What a family lacks it does not
 * count. */
static bool is_of_part(const struct slot *finer, const struct slot *part)
{
    for (size_t i = 0; i < part->family->measure_count; i++) {
        const int measure = part->family->measures[i];
        if (family_counts(finer->family, finer->part, measure) != family_counts(part->family, part->part, measure))
            return false;
    }
    return true;
}

/* Whether all measures of the family count the same rows in the piece as in the whole period. */
static bool count_alike(const struct overlapper *o, const struct family *family, struct period piece, struct period whole)
{
    for (size_t i = 0; i < family->measure_count; i++)
        if (!links_count_alike(o->codebook, family->measures[i], piece, whole))
            return false;
    return true;
}

/* A part of the whole period is the sum of those of its pieces. */
static void cut_part(struct overlapper *o, const struct slot *part, const struct cut *measure_cut)
{
    const struct universe of = o->links->universes.items[part->universe];
    struct cut cut = {.whole = part->universe,
                      .pieces = ARENA_ARRAY(o->keep, size_t, o->slots.count),
                      .is_open = measure_cut->is_open};
    for (size_t i = 0; i < measure_cut->piece_count; i++) {
        const struct period piece = o->links->universes.items[measure_cut->pieces[i]].period;
        const bool alike = count_alike(o, part->family, piece, of.period);
        cut.is_open = cut.is_open || !alike;
        for (size_t k = 0; alike && k < o->slots.count; k++) {
            const struct slot *slot = &o->slots.items[k];
            if (is_same_time(&o->links->universes.items[slot->universe], piece) && is_same_way(o, slot->way, part->way) &&
                is_of_part(slot, part))
                cut.pieces[cut.piece_count++] = slot->universe;
        }
    }
    const bool once = measure_at(o, part->way)->once_per != NO_INDEX;
    if (!cut.is_open || !once)
        links_add_cut(o->links, o->codebook, o->keep, &cut, of.name, once);
    for (size_t i = 0; once && i < cut.piece_count; i++)
        links_add_inclusion(o->links, o->codebook, o->keep, cut.whole, &cut.pieces[i], 1);
}

static void cut_parts(struct overlapper *o)
{
    for (size_t i = 0; i < o->slots.count; i++) {
        const struct slot slot = o->slots.items[i];
        const struct universe *universe = &o->links->universes.items[slot.universe];
        if (universe->measure != NO_INDEX || is_stock(o, slot.way))
            continue;
        const size_t measure = links_universe(o->links, o->codebook, o->keep, slot.way, universe->period);
        const size_t cut = find_cut(o->links, measure);
        if (cut != SIZE_MAX)
            cut_part(o, &slot, &o->links->cuts.items[cut]);
    }
}

bool overlaps_find(struct links *links, const struct codebook *codebook, struct arena *keep, struct error *err)
{
    struct overlapper o = {.links = links, .codebook = codebook, .keep = keep};
    const size_t count = links->universes.count;
    int *measures = ARENA_ARRAY(keep, int, count);
    for (size_t i = 0; i < count; i++) {
        struct families families = {0};
        const struct universe universe = links->universes.items[i];
        if (universe.measure == NO_INDEX)
            continue;
        const size_t gathered = gather(&o, i, count, measures);
        const struct contemporaries all = {measures, gathered, universe.period};
        if (gathered && !families_find(codebook, &all, keep, &families, err))
            return false;
        for (size_t k = 0; k < families.items.count; k++)
            link_family(&o, families.items.items[k], universe.period);
    }
    cut_parts(&o);
    return true;
}
