/* SPDX-License-Identifier: GPL-3.0-or-later
 * Relations of measures that nobody wrote down because they follow: what a relation says of all says the same of those who
 * meet a condition. Only that with the years some grow out of a condition about ages, or into it. And what it says of stays
 * it says of persons, but for those who leave and come again. */
#include "codebook/condition.h"
#include "codebook/reader.h"

enum { CONDITIONS_MAX = 16 };

/* Conditions that some measure has beyond those of a measure of the relation. */
struct narrowing {
    const struct condition *conditions[CONDITIONS_MAX];
    size_t count;
    bool grows_out, grows_in; /* people who grow older may */
};

struct narrower {
    struct codebook_reader *reader;
    struct codebook *codebook;
    LIST_OF(struct measure) measures; /* those of the code book first */
    LIST_OF(struct measure_relation) relations;
};

static bool has_condition(const struct measure *measure, const struct condition *condition)
{
    for (size_t i = 0; i < measure->condition_count; i++)
        if (condition_is_same(&measure->conditions[i], condition))
            return true;
    return false;
}

/* Whether `some` counts like `all`, but only what meets its conditions and maybe more. */
static bool is_narrower(const struct measure *some, const struct measure *all)
{
    return condition_same_things(some, all) && condition_same_way(some, all) && condition_is_narrower(some, all);
}

static void add_condition(struct narrowing *narrowing, const struct condition *condition)
{
    narrowing->conditions[narrowing->count++] = condition;
    for (size_t i = 0; condition->kind == CONDITION_AGE && i < condition->ranges.count; i++) {
        narrowing->grows_out = narrowing->grows_out || condition->ranges.items[i].high != RANGE_HIGHEST;
        narrowing->grows_in = narrowing->grows_in || condition->ranges.items[i].low > 0;
    }
}

/* The same where `some` may count persons of the rows that `all` counts. */
static bool is_narrower_or_persons(const struct measure *some, const struct measure *all)
{
    struct measure rows = *some;
    rows.once_per = all->once_per == NO_INDEX ? NO_INDEX : some->once_per;
    return is_narrower(&rows, all);
}

/* The conditions that `some` has beyond those of `all`. False if there are none, or too many. */
static bool find_narrowing(const struct measure *some, const struct measure *all, struct narrowing *ret_narrowing)
{
    *ret_narrowing = (struct narrowing){.count = 0};
    if (!is_narrower_or_persons(some, all))
        return false;
    for (size_t i = 0; i < some->condition_count; i++) {
        if (has_condition(all, &some->conditions[i]))
            continue;
        if (ret_narrowing->count == CONDITIONS_MAX)
            return false;
        add_condition(ret_narrowing, &some->conditions[i]);
    }
    return ret_narrowing->count > 0;
}

/* Whether each term counts rows of one source, and not all of them stocks of the same things on one day: what is so of these
 * follows from the conditions alone. */
static bool may_be_narrowed(const struct codebook *codebook, const struct measure_relation *relation)
{
    const struct measure *first = &codebook->measures[relation->terms[0].measure];
    bool differ = false;
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct measure *measure = &codebook->measures[relation->terms[i].measure];
        differ = differ || measure->kind == MEASURE_FLOW || relation->terms[i].previous ||
                 !condition_same_things(measure, first) || !condition_same_way(measure, first);
        if (measure->kind == MEASURE_TYPED_IN || measure->source != first->source)
            return false;
    }
    return differ;
}

/* "clients where country != FI and abroad = yes" */
static struct text narrowed_name(const struct narrower *n, struct text name, const struct narrowing *narrowing)
{
    struct text_builder b = {0};
    text_add(&b, name);
    for (size_t i = 0; i < narrowing->count; i++)
        text_add_format(&b, "%s%.*s", i ? " and " : " where ", TEXT_ARGS(narrowing->conditions[i]->words));
    const struct text narrowed = text_copy(n->reader->keep, text_built(&b));
    text_builder_done(&b);
    return narrowed;
}

/* What the measure counts of those who meet the conditions: another measure, or one without a name in the code book. */
static int narrow_measure(struct narrower *n, int measure, const struct narrowing *narrowing)
{
    struct measure narrowed = n->measures.items[measure];
    narrowed.conditions = ARENA_ARRAY(n->reader->keep, struct condition, narrowed.condition_count + narrowing->count);
    for (size_t i = 0; i < narrowed.condition_count; i++)
        narrowed.conditions[i] = n->measures.items[measure].conditions[i];
    for (size_t i = 0; i < narrowing->count; i++)
        if (!has_condition(&n->measures.items[measure], narrowing->conditions[i]))
            narrowed.conditions[narrowed.condition_count++] = *narrowing->conditions[i];
    for (size_t i = 0; i < n->measures.count; i++)
        if (is_narrower(&n->measures.items[i], &narrowed) && is_narrower(&narrowed, &n->measures.items[i]))
            return (int)i;
    narrowed.id = narrowed_name(n, narrowed.id, narrowing);
    narrowed.like = measure;
    ARENA_PUSH(n->reader->keep, &n->measures, narrowed);
    return (int)n->measures.count - 1;
}

static bool is_known(const struct narrower *n, const struct measure_relation *relation)
{
    for (size_t i = 0; i < n->relations.count; i++) {
        const struct measure_relation *other = &n->relations.items[i];
        bool same = other->term_count == relation->term_count;
        for (size_t k = 0; same && k < relation->term_count; k++)
            same = other->terms[k].measure == relation->terms[k].measure &&
                   other->terms[k].previous == relation->terms[k].previous && other->terms[k].sign == relation->terms[k].sign;
        if (same)
            return true;
    }
    return false;
}

/* What growing older does to the relation; false if it may do anything. Who grows out was there before, and is then missing. */
static bool find_ageing(const struct narrower *n, const struct measure_relation *relation, const struct narrowing *narrowing,
                        int *ret_ageing)
{
    int sign = 0;
    bool plain = !(narrowing->grows_out && narrowing->grows_in);
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        if (!term->previous)
            continue;
        plain = plain && n->measures.items[term->measure].kind == MEASURE_STOCK && term->sign != -sign;
        sign = term->sign;
    }
    *ret_ageing = narrowing->grows_out ? -sign : narrowing->grows_in ? sign : 0;
    return plain || !(narrowing->grows_out || narrowing->grows_in);
}

/* The conditions that are not about ages. */
static struct narrowing without_ages(const struct narrowing *narrowing)
{
    struct narrowing rest = {.count = 0};
    for (size_t i = 0; i < narrowing->count; i++)
        if (narrowing->conditions[i]->kind != CONDITION_AGE)
            rest.conditions[rest.count++] = narrowing->conditions[i];
    return rest;
}

static void narrow_relation(struct narrower *n, int number, const struct narrowing *narrowing)
{
    const struct measure_relation *relation = &n->codebook->relations[number];
    const struct narrowing of_any_age = without_ages(narrowing);
    struct measure_relation narrowed = *relation;
    narrowed.follows_from = number;
    if (!find_ageing(n, relation, narrowing, &narrowed.ageing))
        return;
    narrowed.terms = ARENA_ARRAY(n->reader->keep, struct relation_term, relation->term_count);
    for (size_t i = 0; i < relation->term_count; i++) {
        narrowed.terms[i] = relation->terms[i];
        narrowed.terms[i].measure = narrow_measure(n, relation->terms[i].measure, narrowing);
        if (narrowed.ageing && relation->terms[i].previous)
            narrowed.terms[i].of_any_age = narrow_measure(n, relation->terms[i].measure, &of_any_age);
    }
    narrowed.id = narrowed_name(n, relation->id, narrowing);
    if (!is_known(n, &narrowed))
        ARENA_PUSH(n->reader->keep, &n->relations, narrowed);
}

/* By what measures of the code book have beyond the relation's. */
static void narrow_by_all(struct narrower *n, int number)
{
    const struct measure_relation *relation = &n->codebook->relations[number];
    struct narrowing narrowing;
    for (size_t i = 0; i < relation->term_count; i++)
        for (int m = 0; m < n->codebook->measure_count; m++)
            if (find_narrowing(&n->codebook->measures[m], &n->codebook->measures[relation->terms[i].measure], &narrowing))
                narrow_relation(n, number, &narrowing);
}

/* ---- persons ---- */

/* What the measure counts, each person once: another measure, or one without a name in the code book. */
static int measure_once(struct narrower *n, int measure)
{
    struct measure once = n->measures.items[measure];
    if (once.once_per != NO_INDEX)
        return measure;
    once.once_per = n->codebook->sources[once.source].person;
    for (size_t i = 0; i < n->measures.count; i++)
        if (is_narrower(&n->measures.items[i], &once) && is_narrower(&once, &n->measures.items[i]))
            return (int)i;
    once.id = text_format(n->reader->keep, "persons of %.*s", TEXT_ARGS(once.id));
    once.like = measure;
    ARENA_PUSH(n->reader->keep, &n->measures, once);
    return (int)n->measures.count - 1;
}

/* What a relation is made of. */
struct make {
    int sign;                   /* of the first stock at the end of the period */
    size_t then, before;        /* stocks of that sign, and of the other before the period */
    size_t parts;               /* stocks at the end of the period, of the other sign */
    bool come, leave, is_mixed; /* flows; anything else */
};

static int sign_of_stock(const struct narrower *n, const struct measure_relation *relation)
{
    for (size_t i = 0; i < relation->term_count; i++)
        if (n->measures.items[relation->terms[i].measure].kind == MEASURE_STOCK && !relation->terms[i].previous)
            return relation->terms[i].sign;
    return 0;
}

static struct make make_of(const struct narrower *n, const struct measure_relation *relation)
{
    struct make make = {.sign = sign_of_stock(n, relation)};
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct relation_term *term = &relation->terms[i];
        const enum measure_kind kind = n->measures.items[term->measure].kind;
        const bool is_stock = kind == MEASURE_STOCK, is_same = term->sign == make.sign;
        if (is_stock && term->previous != is_same)
            *(is_same ? &make.then : &make.before) += 1;
        else if (is_stock && !term->previous)
            make.parts++;
        else if (kind == MEASURE_FLOW && !term->previous)
            *(is_same ? &make.leave : &make.come) = true;
        else
            make.is_mixed = true;
    }
    return make;
}

/* Whether it has stocks now and before, and flows of rows of the same source, all of which do not add to these. */
static bool is_of_flows(const struct make *make)
{
    return !make->is_mixed && make->then && make->before && !make->parts && make->come && make->leave;
}

/* Whether it says of one day how stocks add up. Readers do not expect anybody to have two stays at once. */
static bool is_of_one_day(const struct make *make)
{
    return !make->is_mixed && make->then && make->parts && !make->before && !make->come && !make->leave;
}

/* Whether the code book has a measure of persons that the relation of rows lacks. */
static bool has_persons(struct narrower *n, const struct measure_relation *relation)
{
    const int named = n->codebook->measure_count;
    bool has = false;
    for (size_t i = 0; i < relation->term_count; i++)
        for (int m = 0; m < named; m++) {
            const struct measure *rows = &n->measures.items[relation->terms[i].measure], *persons = &n->measures.items[m];
            has = has || (rows->once_per == NO_INDEX && persons->once_per != NO_INDEX && condition_same_things(rows, persons) &&
                          condition_is_narrower(rows, persons) && condition_is_narrower(persons, rows));
        }
    return has;
}

static void add_persons(struct narrower *n, size_t number)
{
    struct measure_relation of = n->relations.items[number];
    const int source = n->measures.items[of.terms[0].measure].source;
    const struct make make = make_of(n, &of);
    if (source == NO_INDEX || n->codebook->sources[source].person == NO_INDEX ||
        !(is_of_flows(&make) || is_of_one_day(&make)) || !has_persons(n, &of))
        return;
    struct relation_term *terms = ARENA_ARRAY(n->reader->keep, struct relation_term, of.term_count);
    for (size_t i = 0; i < of.term_count; i++) {
        terms[i] = of.terms[i];
        terms[i].measure = measure_once(n, terms[i].measure);
        if (of.ageing && terms[i].previous)
            terms[i].of_any_age = measure_once(n, terms[i].of_any_age);
    }
    of.terms = terms;
    of.id = text_format(n->reader->keep, "%.*s of persons", TEXT_ARGS(of.id));
    of.follows_from = of.follows_from == NO_INDEX ? (int)number : of.follows_from;
    of.of_persons = is_of_flows(&make);
    ARENA_PUSH(n->reader->keep, &n->relations, of);
}

void codebook_narrow_relations(struct codebook_reader *reader)
{
    struct codebook *codebook = reader->codebook;
    if (diagnostics_count(reader->diagnostics, SEVERITY_ERROR))
        return;
    struct narrower n = {.reader = reader, .codebook = codebook};
    const int measures = codebook->measure_count + codebook->several_count, relations = codebook->relation_count;
    for (int i = 0; i < measures; i++)
        ARENA_PUSH(reader->keep, &n.measures, codebook->measures[i]);
    for (int i = 0; i < relations; i++)
        ARENA_PUSH(reader->keep, &n.relations, codebook->relations[i]);
    for (int i = 0; i < relations; i++)
        if (may_be_narrowed(codebook, &codebook->relations[i]))
            narrow_by_all(&n, i);
    for (size_t i = 0, count = n.relations.count; i < count; i++)
        add_persons(&n, i);
    codebook->measures = n.measures.items;
    codebook->relations = n.relations.items;
    codebook->narrowed_count = (int)n.relations.count - relations;
}
