/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values that no condition tells apart are one; parts are what the same measures count among all combinations of values.
 * Columns are taken as independent of each other: that widens what a reader may think possible of cells that nobody can
 * be in, and their counts are zero. */
#include "protect/family.h"

#include "protect/reach.h"

enum { MISSING_ANSWER = -1 }; /* neither yes nor no */

/* ---- axes ---- */

struct gathering {
    const struct codebook *codebook;
    struct arena *keep;
    const struct family *family;
    struct period period;
    LIST_OF(struct family_axis) axes;
};

static const struct measure *measure_at(const struct codebook *codebook, const struct family *family, size_t i)
{
    return &codebook->measures[family->measures[i]];
}

static bool is_about(const struct condition *condition, const struct family_axis *axis)
{
    return condition->column == axis->column && condition->kind == axis->kind;
}

/* Whether every condition of the family treats both values alike. */
static bool are_alike(const struct gathering *g, const struct family_axis *axis, struct condition_value a,
                      struct condition_value b)
{
    for (size_t i = 0; i < g->family->measure_count; i++) {
        const struct measure *measure = measure_at(g->codebook, g->family, i);
        for (size_t k = 0; k < measure->condition_count; k++)
            if (is_about(&measure->conditions[k], axis) &&
                condition_is_met(&measure->conditions[k], a) != condition_is_met(&measure->conditions[k], b))
                return false;
    }
    return true;
}

/* The number of the value among the axis's, added if no other is like it; there is room. */
static size_t add_value(const struct gathering *g, struct family_axis *axis, struct condition_value value)
{
    for (size_t i = 0; i < axis->value_count; i++)
        if (are_alike(g, axis, axis->values[i], value))
            return i;
    axis->values[axis->value_count] = value;
    return axis->value_count++;
}

static size_t count_ends(const struct gathering *g, const struct family_axis *axis)
{
    size_t count = 0;
    for (size_t i = 0; i < g->family->measure_count; i++) {
        const struct measure *measure = measure_at(g->codebook, g->family, i);
        for (size_t k = 0; k < measure->condition_count; k++)
            count += is_about(&measure->conditions[k], axis) ? measure->conditions[k].ranges.count : 0;
    }
    return count;
}

/* The number, unless the period keeps it out. */
static void add_number(const struct gathering *g, struct family_axis *axis, struct reach reach, int64_t number)
{
    if (ranges_hold(reach.ranges, number))
        add_value(g, axis, (struct condition_value){true, number});
}

/* One on each side of where a range begins and ends; where the reach ends, the numbers next to it are as good. */
static void add_ends(const struct gathering *g, struct family_axis *axis, struct reach reach, struct ranges ranges)
{
    for (size_t i = 0; i < ranges.count; i++) {
        const struct number_range *range = &ranges.items[i];
        for (int64_t away = -1; range->low != RANGE_LOWEST && away <= 0; away++)
            add_number(g, axis, reach, range->low + away);
        for (int64_t away = 0; range->high != RANGE_HIGHEST && away <= 1; away++)
            add_number(g, axis, reach, range->high + away);
    }
}

/* Of measures of the same things one that counts through the last day, if any does. */
static const struct measure *widest(const struct gathering *g)
{
    for (size_t i = 0; i < g->family->measure_count; i++)
        if (measure_at(g->codebook, g->family, i)->until_counts)
            return measure_at(g->codebook, g->family, i);
    return measure_at(g->codebook, g->family, 0);
}

/* Numbers for all that the conditions tell apart, and what is missing: last, for a number that is like it stands for both. */
static void add_numbers(const struct gathering *g, struct family_axis *axis)
{
    const struct reach reach =
        axis->kind == CONDITION_NUMBER
            ? reach_of(g->codebook, widest(g), g->period, axis->column, g->keep)
            : reach_of_all(g->keep);
    axis->values = ARENA_ARRAY(g->keep, struct condition_value, 4 * count_ends(g, axis) + 2 * reach.ranges.count + 1);
    for (size_t i = 0; i < g->family->measure_count; i++) {
        const struct measure *measure = measure_at(g->codebook, g->family, i);
        for (size_t k = 0; k < measure->condition_count; k++)
            if (is_about(&measure->conditions[k], axis))
                add_ends(g, axis, reach, measure->conditions[k].ranges);
    }
    for (size_t i = 0; i < reach.ranges.count; i++) {
        add_number(g, axis, reach, reach.ranges.items[i].low);
        add_number(g, axis, reach, reach.ranges.items[i].high);
    }
    if (reach.may_miss)
        add_value(g, axis, (struct condition_value){.is_known = false});
}

/* The last one is what is not stated. */
static void add_categories(const struct gathering *g, struct family_axis *axis, int count)
{
    axis->values = ARENA_ARRAY(g->keep, struct condition_value, (size_t)count);
    axis->value_of = ARENA_ARRAY(g->keep, size_t, (size_t)count);
    for (int i = 0; i < count; i++)
        axis->value_of[i] = add_value(g, axis, (struct condition_value){i < count - 1, i});
}

static void add_axis(struct gathering *g, const struct condition *condition)
{
    struct family_axis axis = {.column = condition->column, .kind = condition->kind};
    for (size_t i = 0; i < g->axes.count; i++)
        if (is_about(condition, &g->axes.items[i]))
            return;
    switch (condition->kind) {
    case CONDITION_CATEGORIES:
        add_categories(g, &axis, condition->category_count);
        break;
    case CONDITION_YES:
        axis.values = ARENA_ARRAY(g->keep, struct condition_value, 3);
        for (int64_t yes = 0; yes < 2; yes++)
            add_value(g, &axis, (struct condition_value){true, yes});
        add_value(g, &axis, (struct condition_value){false, MISSING_ANSWER});
        break;
    case CONDITION_AGE:
    case CONDITION_NUMBER:
        add_numbers(g, &axis);
        break;
    }
    ARENA_PUSH(g->keep, &g->axes, axis);
}

static void find_axes(const struct codebook *codebook, struct period period, struct family *family, struct arena *keep)
{
    struct gathering g = {.codebook = codebook, .keep = keep, .family = family, .period = period};
    for (size_t i = 0; i < family->measure_count; i++) {
        const struct measure *measure = measure_at(codebook, family, i);
        for (size_t k = 0; k < measure->condition_count; k++)
            add_axis(&g, &measure->conditions[k]);
    }
    family->axes = g.axes.items;
    family->axis_count = g.axes.count;
}

/* ---- overlaps ---- */

static bool meets(const struct measure *measure, const struct family_axis *axis, struct condition_value value)
{
    for (size_t i = 0; i < measure->condition_count; i++)
        if (is_about(&measure->conditions[i], axis) && !condition_is_met(&measure->conditions[i], value))
            return false;
    return true;
}

static bool overlap(const struct family *family, const struct measure *a, const struct measure *b)
{
    for (size_t i = 0; i < family->axis_count; i++) {
        const struct family_axis *axis = &family->axes[i];
        bool both = false;
        for (size_t k = 0; k < axis->value_count; k++)
            both = both || (meets(a, axis, axis->values[k]) && meets(b, axis, axis->values[k]));
        if (!both)
            return false;
    }
    return true;
}

/* Gives measures that overlap, or are joined by others that do, the number of the first of them. */
static void group(const struct codebook *codebook, const struct family *all, size_t *groups)
{
    for (size_t i = 0; i < all->measure_count; i++)
        groups[i] = i;
    for (size_t i = 0; i < all->measure_count; i++)
        for (size_t k = 0; k < i; k++) {
            const size_t from = groups[i] > groups[k] ? groups[i] : groups[k];
            const size_t to = groups[i] > groups[k] ? groups[k] : groups[i];
            if (from == to || !overlap(all, measure_at(codebook, all, i), measure_at(codebook, all, k)))
                continue;
            for (size_t n = 0; n <= i; n++)
                groups[n] = groups[n] == from ? to : groups[n];
        }
}

/* ---- parts ---- */

static bool too_many(const struct codebook *codebook, const struct family *family, struct error *err)
{
    const struct text first = measure_at(codebook, family, 0)->id, second = measure_at(codebook, family, 1)->id;
    return error_set(err, ERROR_INPUT,
                     "'%.*s', '%.*s' and the measures that overlap them cut each other into more parts than can be "
                     "protected together; ask for fewer of them",
                     TEXT_ARGS(first), TEXT_ARGS(second));
}

static uint64_t counted_by(const struct codebook *codebook, const struct family *family, size_t combination)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < family->measure_count; i++) {
        bool all = true;
        size_t left = combination;
        for (size_t k = family->axis_count; k-- > 0; left /= family->axes[k].value_count)
            all = all && meets(measure_at(codebook, family, i), &family->axes[k],
                               family->axes[k].values[left % family->axes[k].value_count]);
        bits |= (uint64_t)all << i;
    }
    return bits;
}

static bool add_part(struct family *family, uint64_t part)
{
    for (size_t i = 0; i < family->part_count; i++)
        if (family->parts[i] == part)
            return true;
    if (!part)
        return true;
    if (family->part_count == FAMILY_PARTS_MAX)
        return false;
    family->parts[family->part_count++] = part;
    return true;
}

static bool find_parts(const struct codebook *codebook, struct family *family, struct arena *keep, struct error *err)
{
    family->combination_count = 1;
    for (size_t i = 0; i < family->axis_count; i++) {
        family->combination_count *= family->axes[i].value_count;
        if (family->combination_count > FAMILY_COMBINATIONS_MAX)
            return too_many(codebook, family, err);
    }
    family->combinations = ARENA_ARRAY(keep, uint64_t, family->combination_count);
    family->parts = ARENA_ARRAY(keep, uint64_t, FAMILY_PARTS_MAX);
    for (size_t i = 0; i < family->combination_count; i++) {
        family->combinations[i] = counted_by(codebook, family, i);
        if (!add_part(family, family->combinations[i]))
            return too_many(codebook, family, err);
    }
    return true;
}

struct grouping {
    const struct codebook *codebook;
    struct period period;
    struct family all;
    size_t *groups;
    struct arena *keep;
};

static bool make_family(const struct grouping *g, size_t number, struct families *families, struct error *err)
{
    const struct family *all = &g->all;
    struct arena *keep = g->keep;
    struct family *family = ARENA_NEW(keep, struct family);
    family->measures = ARENA_ARRAY(keep, int, all->measure_count);
    for (size_t i = number; i < all->measure_count; i++)
        if (g->groups[i] == number)
            family->measures[family->measure_count++] = all->measures[i];
    if (family->measure_count < 2)
        return true;
    if (family->measure_count > FAMILY_MEASURES_MAX)
        return too_many(g->codebook, family, err);
    find_axes(g->codebook, g->period, family, keep);
    if (!find_parts(g->codebook, family, keep, err))
        return false;
    ARENA_PUSH(keep, &families->items, family);
    return true;
}

bool families_find(const struct codebook *codebook, const struct contemporaries *all, struct arena *keep,
                   struct families *ret_families, struct error *err)
{
    struct grouping g = {.codebook = codebook, .period = all->period, .keep = keep};
    g.all = (struct family){.measures = ARENA_ARRAY(keep, int, all->count), .measure_count = all->count};
    g.groups = ARENA_ARRAY(keep, size_t, all->count);
    *ret_families = (struct families){0};
    for (size_t i = 0; i < all->count; i++)
        g.all.measures[i] = all->measures[i];
    find_axes(codebook, all->period, &g.all, keep);
    group(codebook, &g.all, g.groups);
    for (size_t i = 0; i < all->count; i++)
        if (g.groups[i] == i && !make_family(&g, i, ret_families, err))
            return false;
    return true;
}

/* ---- asking ---- */

bool family_counts(const struct family *family, uint64_t part, int measure)
{
    for (size_t i = 0; i < family->measure_count; i++)
        if (family->measures[i] == measure)
            return (part >> i & 1) != 0;
    return false;
}

/* Whether the combination has these categories, and all that it needs is known. */
static bool fits(const struct family *family, size_t combination, const int *columns, const int *categories,
                 size_t column_count)
{
    for (size_t k = family->axis_count; k-- > 0; combination /= family->axes[k].value_count) {
        const struct family_axis *axis = &family->axes[k];
        if (!axis->values[combination % axis->value_count].is_known)
            return false;
        for (size_t i = 0; axis->value_of && i < column_count; i++)
            if (columns[i] == axis->column && axis->value_of[categories[i]] != combination % axis->value_count)
                return false;
    }
    return true;
}

bool family_part_can_be(const struct family *family, uint64_t part, const int *columns, const int *categories,
                        size_t column_count)
{
    for (size_t i = 0; i < family->combination_count; i++)
        if (family->combinations[i] == part && fits(family, i, columns, categories, column_count))
            return true;
    return false;
}
