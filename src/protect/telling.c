/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two rules. A link of which less than two counts are met anywhere else, or which has loose ends of both signs, tells
 * nothing. And links that know one of these counts each, joined by others that nobody knows, tell nothing together if one
 * of any known count, and none of the others, can always be completed: sums of completions complete every table. */
#include "protect/telling.h"

enum { STEPS_MAX = 2000 }; /* of a search; a set of links that takes more is kept */

struct teller {
    const struct telling_question *question;
    const struct links *links;
    bool *telling;
    size_t *uses; /* of each universe: the telling links that have it */
    bool *fixed;  /* universes that are known, or in a link that knows two */
    bool *loose;  /* of the latter those that it does not know, where they are several */
    struct arena *keep;
};

/* ---- links by themselves ---- */

static bool is_private(const struct teller *t, size_t universe)
{
    return !t->question->known[universe] && t->uses[universe] < 2;
}

/* Whether conditions may keep the universe out of a cell: what is of no known age, out of all. Then it completes nothing
 * there. */
static bool may_be_void(const struct teller *t, const struct universe *universe)
{
    const struct family *family = universe->family;
    if (universe->is_empty || universe->is_exception || (family && !family_part_can_be(family, universe->part, NULL, NULL, 0)))
        return true;
    for (size_t i = 0; family && i < family->axis_count; i++)
        if (family->axes[i].kind == CONDITION_CATEGORIES)
            return true;
    if (universe->measure == NO_INDEX)
        return false;
    const struct measure *measure = &t->question->codebook->measures[universe->measure];
    for (size_t i = 0; i < measure->condition_count; i++)
        if (measure->conditions[i].kind == CONDITION_CATEGORIES)
            return true;
    return false;
}

/* Where only the total is known of a count it is not endless: that tells of a count that other links have. */
static bool tells(const struct teller *t, const struct link *link)
{
    size_t told = 0;
    bool plus = false, minus = false, total = false, met = false;
    for (size_t i = 0; i < link->term_count; i++) {
        const struct universe *universe = &t->links->universes.items[link->terms[i].universe];
        if (!is_private(t, link->terms[i].universe)) {
            told++;
            met = met || !t->question->known[link->terms[i].universe];
        } else if (universe->asked) {
            total = true;
        } else if (!may_be_void(t, universe)) {
            *(link->terms[i].factor > 0 ? &plus : &minus) = true;
        }
    }
    return (told >= 2 || (met && total)) && !(plus && minus);
}

static void drop(struct teller *t, size_t number)
{
    const struct link *link = &t->links->items.items[number];
    t->telling[number] = false;
    for (size_t i = 0; i < link->term_count; i++)
        t->uses[link->terms[i].universe]--;
}

static void drop_one_by_one(struct teller *t)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < t->links->items.count; i++)
            if (t->telling[i] && !tells(t, &t->links->items.items[i])) {
                drop(t, i);
                changed = true;
            }
    }
}

/* ---- links that know one count each ---- */

static size_t known_terms(const struct teller *t, const struct link *link)
{
    size_t known = 0;
    for (size_t i = 0; i < link->term_count; i++)
        known += t->question->known[link->terms[i].universe];
    return known;
}

static bool can_complete(const struct teller *t, size_t universe)
{
    const struct universe *of = &t->links->universes.items[universe];
    return !t->fixed[universe] && !may_be_void(t, of);
}

/* What a link lacks to add up to zero. */
static int lacks(const struct link *link, const bool *ones)
{
    int sum = 0;
    for (size_t i = 0; i < link->term_count; i++)
        sum += ones[link->terms[i].universe] ? link->terms[i].factor : 0;
    return -sum;
}

/* The first link of the set that does not add up, or the number of links. */
static size_t first_open(const struct teller *t, const bool *set, const bool *ones)
{
    size_t i = 0;
    while (i < t->links->items.count && (!set[i] || !lacks(&t->links->items.items[i], ones)))
        i++;
    return i;
}

/* A choice of the search: the term of a link that got a one. */
struct choice {
    size_t link, term;
};

/* Moves to the next term of the link that may get a one; false if there is none. */
static bool choose(const struct teller *t, struct choice *choice, bool *ones)
{
    const struct link *link = &t->links->items.items[choice->link];
    const int lack = lacks(link, ones);
    for (; choice->term < link->term_count; choice->term++) {
        const struct link_term *term = &link->terms[choice->term];
        if ((term->factor > 0) == (lack > 0) && !ones[term->universe] && can_complete(t, term->universe)) {
            ones[term->universe] = true;
            return true;
        }
    }
    return false;
}

/* Whether a one in `universe` can be completed by ones so that all links of the set add up. */
static bool is_completed(const struct teller *t, const bool *set, size_t universe)
{
    const size_t links = t->links->items.count;
    bool *ones = ARENA_ARRAY(t->keep, bool, t->links->universes.count);
    struct choice *choices = ARENA_ARRAY(t->keep, struct choice, t->links->universes.count + 1);
    size_t depth = 0;
    ones[universe] = true;
    choices[0] = (struct choice){.link = first_open(t, set, ones)};
    for (int steps = 0; steps < STEPS_MAX; steps++) {
        struct choice *choice = &choices[depth];
        if (choice->link == links)
            return true;
        if (choose(t, choice, ones)) {
            choices[++depth] = (struct choice){.link = first_open(t, set, ones)};
            continue;
        }
        if (!depth--)
            return false;
        ones[t->links->items.items[choices[depth].link].terms[choices[depth].term].universe] = false;
        choices[depth].term++;
    }
    return false;
}

static bool all_completed(const struct teller *t, const bool *set)
{
    bool *asked = ARENA_ARRAY(t->keep, bool, t->links->universes.count);
    for (size_t i = 0; i < t->links->items.count; i++)
        for (size_t k = 0; set[i] && k < t->links->items.items[i].term_count; k++) {
            const size_t universe = t->links->items.items[i].terms[k].universe;
            if (!t->fixed[universe] || asked[universe])
                continue;
            asked[universe] = true;
            if (!is_completed(t, set, universe))
                return false;
        }
    return true;
}

/* Whether it has two known counts, and one of which only the total is known: by totals that leave no room the one count
 * tells of the other. All of the one are some of what the third counts, which is all of the other: so they are the same.
 * So does a count that is told to lie within some room, with others, by two that are known. */
static bool totals_tell(const struct teller *t, const bool *set)
{
    bool *met = ARENA_ARRAY(t->keep, bool, t->links->universes.count);
    size_t known = 0;
    bool total = false, loose = false;
    for (size_t i = 0; i < t->links->items.count; i++)
        for (size_t k = 0; set[i] && k < t->links->items.items[i].term_count; k++) {
            const size_t universe = t->links->items.items[i].terms[k].universe;
            known += t->fixed[universe] && !met[universe];
            loose = loose || t->loose[universe];
            met[universe] = true;
            total = total || (t->links->universes.items[universe].asked && !t->fixed[universe]);
        }
    return (known >= 2 || loose) && total;
}

static bool share_open(const struct teller *t, const struct link *a, const struct link *b)
{
    for (size_t i = 0; i < a->term_count; i++)
        for (size_t k = 0; k < b->term_count; k++)
            if (a->terms[i].universe == b->terms[k].universe && !t->fixed[a->terms[i].universe])
                return true;
    return false;
}

/* The links joined to the first by counts that nobody knows, of those left, from which they are taken. */
static void take_set(const struct teller *t, size_t first, bool *left, bool *set)
{
    const struct link *links = t->links->items.items;
    set[first] = true;
    left[first] = false;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < t->links->items.count; i++)
            for (size_t k = 0; left[i] && k < t->links->items.count; k++)
                if (set[k] && share_open(t, &links[i], &links[k])) {
                    set[i] = changed = true;
                    left[i] = false;
                }
    }
}

static void drop_sets(struct teller *t)
{
    const size_t count = t->links->items.count;
    bool *left = ARENA_ARRAY(t->keep, bool, count);
    for (size_t i = 0; i < t->links->universes.count; i++)
        t->fixed[i] = t->question->known[i];
    for (size_t i = 0; i < count; i++) {
        const struct link *link = &t->links->items.items[i];
        const size_t known = known_terms(t, link);
        left[i] = t->telling[i] && known < 2;
        for (size_t k = 0; t->telling[i] && !left[i] && k < link->term_count; k++) {
            t->fixed[link->terms[k].universe] = true;
            t->loose[link->terms[k].universe] |= known + 1 < link->term_count && !t->question->known[link->terms[k].universe];
        }
    }
    for (size_t i = 0; i < count; i++) {
        bool *set = ARENA_ARRAY(t->keep, bool, count);
        if (!left[i])
            continue;
        take_set(t, i, left, set);
        const bool idle = !totals_tell(t, set) && all_completed(t, set);
        for (size_t k = 0; idle && k < count; k++)
            if (set[k])
                drop(t, k);
    }
}

/* Whether a universe of the measure is known on the day or beyond it. */
static bool is_known_beyond(const struct teller *t, int measure, date_day day, bool after)
{
    for (size_t i = 0; i < t->links->universes.count; i++) {
        const struct universe *universe = &t->links->universes.items[i];
        if (t->question->known[i] && universe->measure == measure &&
            (after ? universe->period.last >= day : universe->period.last <= day))
            return true;
    }
    return false;
}

static bool is_stock(const struct teller *t, const struct universe *universe)
{
    return universe->measure != NO_INDEX && t->question->codebook->measures[universe->measure].kind == MEASURE_STOCK;
}

/* Whether the link is a step, and its stocks are known before and after it. */
static bool is_step_within(const struct teller *t, const struct link *link)
{
    size_t stocks = 0, within = 0;
    for (size_t i = 0; link->is_step && i < link->term_count; i++) {
        const struct universe *universe = &t->links->universes.items[link->terms[i].universe];
        if (!is_stock(t, universe))
            continue;
        stocks++;
        within += is_known_beyond(t, universe->measure, universe->period.last, false) &&
                  is_known_beyond(t, universe->measure, universe->period.last, true);
    }
    return stocks && within == stocks;
}

static bool has_steps(const struct teller *t)
{
    for (size_t i = 0; i < t->links->items.count; i++)
        if (is_step_within(t, &t->links->items.items[i]))
            return true;
    return false;
}

static bool has_stock(const struct teller *t, const struct link *link)
{
    for (size_t i = 0; i < link->term_count; i++)
        if (is_stock(t, &t->links->universes.items[link->terms[i].universe]))
            return true;
    return false;
}

/* Whether it is of interest at all: `steps` says whether some steps are. */
static bool may_tell(const struct teller *t, const struct link *link, bool steps)
{
    const bool step = has_stock(t, link) ? is_step_within(t, link) : steps;
    return link->exception == NO_UNIVERSE &&
           (t->question->totals || (!link->crosses_sources && (!link->is_step || step)));
}

void telling_find(const struct telling_question *question, bool *ret_telling)
{
    const struct links *links = question->links;
    struct arena *scratch = arena_new();
    struct teller t = {.question = question,
                       .links = links,
                       .telling = ret_telling,
                       .uses = ARENA_ARRAY(scratch, size_t, links->universes.count),
                       .fixed = ARENA_ARRAY(scratch, bool, links->universes.count),
                       .loose = ARENA_ARRAY(scratch, bool, links->universes.count),
                       .keep = scratch};
    const bool steps = has_steps(&t);
    for (size_t i = 0; i < links->items.count; i++) {
        const struct link *link = &links->items.items[i];
        ret_telling[i] = may_tell(&t, link, steps);
        for (size_t k = 0; ret_telling[i] && k < link->term_count; k++)
            t.uses[link->terms[k].universe]++;
    }
    drop_one_by_one(&t);
    drop_sets(&t);
    drop_one_by_one(&t);
    arena_free(scratch);
}
