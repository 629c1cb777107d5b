/* SPDX-License-Identifier: GPL-3.0-or-later
 * Three kinds of equations: measures that narrow another one, periods inside others, and the code book's relations. */
#include "protect/links.h"

#include <stdlib.h>

enum { PARTS_MAX = 40 };

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

static size_t add_universe(struct links *links, struct arena *keep, int measure, struct period period)
{
    const struct universe universe = {.measure = measure, .period = period};
    ARENA_PUSH(keep, &links->universes, universe);
    return links->universes.count - 1;
}

size_t links_universe(struct links *links, const struct codebook *codebook, struct arena *keep, int measure,
                      struct period period)
{
    const size_t known = find(links, codebook, measure, period);
    return known != SIZE_MAX ? known : add_universe(links, keep, measure, period);
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

void universe_name(const struct codebook *codebook, const struct universe *universe, struct text_builder *b)
{
    if (universe->measure == NO_INDEX)
        text_add_c(b, "what is left");
    else
        text_add(b, measure_at(codebook, universe->measure)->id);
    text_add_c(b, ", ");
    if (universe->measure == NO_INDEX || !is_stock(codebook, universe->measure)) {
        date_add_iso(b, universe->period.first);
        text_add_c(b, " to ");
    }
    date_add_iso(b, universe->period.last);
}

static void add_link(struct links *links, struct arena *keep, const struct link_term *terms, size_t count, struct text name)
{
    struct link link = {.terms = ARENA_ARRAY(keep, struct link_term, count), .term_count = count, .name = name};
    for (size_t i = 0; i < count; i++)
        link.terms[i] = terms[i];
    ARENA_PUSH(keep, &links->items, link);
}

/* ---- measures that narrow another one ---- */

/* The nearest measure asked for in the same period that this one narrows. */
static size_t narrowed_by(const struct links *links, const struct codebook *codebook, const struct universe *universe)
{
    for (int of = measure_at(codebook, universe->measure)->like; of != NO_INDEX; of = measure_at(codebook, of)->like) {
        const size_t whole = find(links, codebook, of, universe->period);
        if (whole != SIZE_MAX && links->universes.items[whole].asked)
            return whole;
    }
    return SIZE_MAX;
}

static void link_narrowed(struct links *links, const struct codebook *codebook, struct arena *keep, size_t part)
{
    const struct universe universe = links->universes.items[part];
    const size_t whole = narrowed_by(links, codebook, &universe);
    if (whole == SIZE_MAX)
        return;
    const struct text part_name = measure_at(codebook, universe.measure)->id;
    const struct text whole_name = measure_at(codebook, links->universes.items[whole].measure)->id;
    const struct link_term terms[] = {
        {whole, 1}, {part, -1}, {add_universe(links, keep, NO_INDEX, universe.period), -1}};
    add_link(links, keep, terms, 3,
             text_format(keep, "%.*s are some of %.*s", TEXT_ARGS(part_name), TEXT_ARGS(whole_name)));
}

/* ---- periods inside others ---- */

static int by_day(const void *left, const void *right)
{
    const date_day a = *(const date_day *)left, b = *(const date_day *)right;
    return (a > b) - (a < b);
}

/* The days inside a period on which some period of the same measure begins, with the period's own first day and the day
 * after its last. */
static size_t cuts_of(const struct links *links, const struct universe *whole, date_day *cuts)
{
    size_t count = 0, kept = 0;
    cuts[count++] = whole->period.first;
    cuts[count++] = whole->period.last + 1;
    for (size_t i = 0; i < links->universes.count; i++) {
        const struct universe *other = &links->universes.items[i];
        if (other->measure != whole->measure || !other->asked)
            continue;
        const date_day ends[] = {other->period.first, other->period.last + 1};
        for (size_t k = 0; k < 2; k++)
            if (ends[k] > whole->period.first && ends[k] <= whole->period.last && count < PARTS_MAX + 1)
                cuts[count++] = ends[k];
    }
    qsort(cuts, count, sizeof *cuts, by_day);
    for (size_t i = 0; i < count; i++)
        if (!kept || cuts[kept - 1] != cuts[i])
            cuts[kept++] = cuts[i];
    return kept;
}

/* A period that others cut is the sum of its pieces, less those counted in several when persons count once. */
static void link_pieces(struct links *links, const struct codebook *codebook, struct arena *keep, size_t number)
{
    const struct universe whole = links->universes.items[number];
    date_day cuts[PARTS_MAX + 1];
    const size_t count = cuts_of(links, &whole, cuts);
    struct link_term terms[PARTS_MAX + 2] = {{number, 1}};
    size_t term_count = 1;
    if (count < 3)
        return;
    for (size_t i = 0; i + 1 < count; i++) {
        const struct period piece = {cuts[i], cuts[i + 1] - 1};
        terms[term_count++] = (struct link_term){links_universe(links, codebook, keep, whole.measure, piece), -1};
    }
    if (measure_at(codebook, whole.measure)->once_per != NO_INDEX)
        terms[term_count++] = (struct link_term){add_universe(links, keep, NO_INDEX, whole.period), 1};
    const struct text name = measure_at(codebook, whole.measure)->id;
    add_link(links, keep, terms, term_count, text_format(keep, "%.*s of a period and of its parts", TEXT_ARGS(name)));
}

/* ---- relations of the code book ---- */

static struct period before(struct period period)
{
    return (struct period){period.first - 1, period.first - 1};
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
        const size_t known = find(links, codebook, term->measure, term->previous ? before(period) : period);
        if (known != SIZE_MAX && links->universes.items[known].asked)
            asked++;
        else
            *(term->sign > 0 ? &plus : &minus) = true;
    }
    return asked >= 2 && !(plus && minus);
}

static void link_relation(struct links *links, const struct codebook *codebook, struct arena *keep,
                          const struct measure_relation *relation, struct period period)
{
    struct link_term terms[PARTS_MAX];
    if (!tells_something(links, codebook, relation, period))
        return;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        const struct period when = term->previous ? before(period) : period;
        terms[i] = (struct link_term){links_universe(links, codebook, keep, term->measure, when), term->sign};
    }
    add_link(links, keep, terms, relation->term_count, relation->id);
}

/* In the period of every flow asked for, and of every pair of neighbouring days of a stock. */
static void link_relations(struct links *links, const struct codebook *codebook, struct arena *keep,
                           const struct measure_relation *relation)
{
    LIST_OF(struct period) periods = {0};
    for (size_t i = 0; i < links->universes.count; i++) {
        const struct universe *universe = &links->universes.items[i];
        bool takes_part = false, known = false;
        for (size_t k = 0; k < relation->term_count; k++)
            takes_part = takes_part || (relation->terms[k].measure == universe->measure && !relation->terms[k].previous);
        for (size_t k = 0; k < periods.count; k++)
            known = known || (periods.items[k].first == universe->period.first &&
                              periods.items[k].last == universe->period.last);
        if (universe->asked && takes_part && !known)
            ARENA_PUSH(keep, &periods, universe->period);
    }
    for (size_t i = 0; i < periods.count; i++)
        link_relation(links, codebook, keep, relation, periods.items[i]);
}

void links_find(struct links *links, const struct codebook *codebook, struct arena *keep)
{
    const size_t asked = links->universes.count;
    for (size_t i = 0; i < asked; i++) {
        link_narrowed(links, codebook, keep, i);
        if (!is_stock(codebook, links->universes.items[i].measure))
            link_pieces(links, codebook, keep, i);
    }
    for (int i = 0; i < codebook->relation_count; i++)
        link_relations(links, codebook, keep, &codebook->relations[i]);
}
