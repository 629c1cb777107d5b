/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows that end before they begin, or have no beginning, are rejected: what ends in a period began by its last day. */
#include "protect/reach.h"

#include "codebook/condition.h"

static struct reach from_to(int64_t low, int64_t high, bool may_miss, struct arena *keep)
{
    const struct number_range range = {low, high};
    return (struct reach){ranges_of(&range, 1, keep), may_miss};
}

struct reach reach_of_all(struct arena *keep)
{
    return from_to(RANGE_LOWEST, RANGE_HIGHEST, true, keep);
}

struct reach reach_of(const struct codebook *codebook, const struct measure *measure, struct period period, int column,
                      struct arena *keep)
{
    const struct source_table *source = &codebook->sources[measure->source];
    const bool is_date = source->columns[column].type == COLUMN_DATE;
    const bool may_miss = !is_date || (column != source->starts && !source->columns[column].needed);
    if (measure->kind == MEASURE_STOCK && column == measure->from)
        return from_to(RANGE_LOWEST, period.last, false, keep);
    if (measure->kind == MEASURE_STOCK && column == measure->until)
        return from_to((int64_t)period.last + !measure->until_counts, RANGE_HIGHEST, may_miss, keep);
    if (measure->kind == MEASURE_FLOW && column == measure->date)
        return from_to(period.first, period.last, false, keep);
    if (measure->kind == MEASURE_FLOW && column == source->starts && measure->date == source->ends)
        return from_to(RANGE_LOWEST, period.last, false, keep);
    if (measure->kind == MEASURE_FLOW && column == source->ends && measure->date == source->starts)
        return from_to(period.first, RANGE_HIGHEST, may_miss, keep);
    return from_to(RANGE_LOWEST, RANGE_HIGHEST, may_miss, keep);
}

static struct ranges years_of_birth(struct ranges ages, int year, struct arena *keep)
{
    struct number_range *years = ARENA_ARRAY(keep, struct number_range, ages.count);
    for (size_t i = 0; i < ages.count; i++) {
        const struct number_range *age = &ages.items[i];
        years[i].low = age->high == RANGE_HIGHEST ? RANGE_LOWEST : year - age->high;
        years[i].high = age->low == RANGE_LOWEST ? RANGE_HIGHEST : year - age->low;
    }
    return ranges_of(years, ages.count, keep);
}

static struct ranges categories_in(const struct condition *condition, struct arena *keep)
{
    struct number_range *found = ARENA_ARRAY(keep, struct number_range, (size_t)condition->category_count);
    size_t count = 0;
    for (int i = 0; i < condition->category_count; i++)
        if (condition->categories[i] != condition->negated)
            found[count++] = (struct number_range){i, i};
    return ranges_of(found, count, keep);
}

static struct reach reach_of_condition(const struct condition *condition, int year, struct arena *keep)
{
    switch (condition->kind) {
    case CONDITION_CATEGORIES:
        return (struct reach){categories_in(condition, keep), false}; /* what is not stated is one of them */
    case CONDITION_YES: {
        const int64_t answer = condition->yes != condition->negated;
        return from_to(answer, answer, condition->negated, keep);
    }
    case CONDITION_AGE:
        return (struct reach){years_of_birth(condition->ranges, year, keep), false};
    case CONDITION_NUMBER:
        break;
    }
    return (struct reach){condition->ranges, false};
}

static struct reach reach_and(struct reach one, struct reach other, struct arena *keep)
{
    return (struct reach){ranges_and(one.ranges, other.ranges, keep), one.may_miss && other.may_miss};
}

/* What the measure's conditions leave of the reach. */
static struct reach meet(struct reach reach, const struct measure *measure, int year, int column, struct arena *keep)
{
    for (size_t i = 0; i < measure->condition_count; i++)
        if (measure->conditions[i].column == column)
            reach = reach_and(reach, reach_of_condition(&measure->conditions[i], year, keep), keep);
    return reach;
}

struct reach reach_of_measure(const struct codebook *codebook, const struct measure *measure, struct period period,
                              int column, struct arena *keep)
{
    return meet(reach_of(codebook, measure, period, column, keep), measure, date_of_day(period.last).year, column, keep);
}

/* ---- what others leave out ---- */

static struct reach reach_without(const struct condition *condition, int year, struct arena *keep)
{
    const struct reach met = reach_of_condition(condition, year, keep);
    return (struct reach){ranges_not(met.ranges, keep), condition->kind != CONDITION_CATEGORIES && !met.may_miss};
}

static bool is_met_by_all(const struct codebook *codebook, const struct overlap *overlap, const struct condition *condition)
{
    for (size_t i = 0; i < overlap->in_count; i++)
        for (size_t k = 0; k < codebook->measures[overlap->in[i]].condition_count; k++)
            if (condition_is_same(&codebook->measures[overlap->in[i]].conditions[k], condition))
                return true;
    return false;
}

/* The only condition by which the measure leaves rows out; NULL: there are several. */
static const struct condition *only_condition(const struct codebook *codebook, const struct overlap *overlap, int measure)
{
    const struct measure *of = &codebook->measures[measure];
    const struct condition *only = NULL;
    for (size_t i = 0; i < of->condition_count; i++) {
        if (is_met_by_all(codebook, overlap, &of->conditions[i]))
            continue;
        if (only)
            return NULL;
        only = &of->conditions[i];
    }
    return only;
}

/* No export has other days: "before 2014" leaves none but later ones. */
static struct reach days_of_exports(struct arena *keep)
{
    return from_to(date_to_day((struct date){DATE_YEAR_MIN, 1, 1}), date_to_day((struct date){DATE_YEAR_MAX, 12, 31}), true, keep);
}

struct reach reach_of_overlap(const struct codebook *codebook, const struct overlap *overlap, struct period period, int column,
                              struct arena *keep)
{
    const int year = date_of_day(period.last).year;
    struct reach reach = reach_of(codebook, &codebook->measures[overlap->in[0]], period, column, keep);
    if (codebook->sources[codebook->measures[overlap->in[0]].source].columns[column].type == COLUMN_DATE)
        reach = reach_and(reach, days_of_exports(keep), keep);
    for (size_t i = 0; i < overlap->in_count; i++)
        reach = meet(reach, &codebook->measures[overlap->in[i]], year, column, keep);
    for (size_t i = 0; i < overlap->out_count; i++) {
        const struct condition *only = only_condition(codebook, overlap, overlap->out[i]);
        if (only && only->column == column)
            reach = reach_and(reach, reach_without(only, year, keep), keep);
    }
    return reach;
}
