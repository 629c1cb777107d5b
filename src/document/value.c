/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values of figures, and whether statements about them are true. Whole numbers throughout. */
#include "document/binder.h"

#include "base/number.h"

static const struct cell HIDDEN = {CELL_HIDDEN, 0};

static struct cell shown(int64_t count)
{
    return (struct cell){CELL_SHOWN, count};
}

const struct policy *bind_policy(const struct bind_inputs *in)
{
    return in->policy ? in->policy : release_policy(in->release);
}

void touch_use(const struct bind_inputs *in, size_t use)
{
    if (in->touched)
        in->touched[use] = true;
}

/* The numbers of the release, noted as told. */

static struct cell told_sum(const struct bind_inputs *in, size_t use)
{
    touch_use(in, use);
    return sum_of(in, use);
}

static const struct release_rank *told_top(const struct bind_inputs *in, size_t use, size_t *ret_count)
{
    touch_use(in, use);
    return release_top(in->release, use, ret_count);
}

struct cell series_value(const struct bind_inputs *in, const struct figure *figure, int64_t scale)
{
    int64_t lowest = INT64_MAX, highest = 0, sum = 0;
    for (size_t i = 0; i < figure->use_count; i++) {
        const struct cell cell = told_sum(in, figure->uses[i]);
        if (!cell_is_shown(cell))
            return HIDDEN;
        lowest = cell.count < lowest ? cell.count : lowest;
        highest = cell.count > highest ? cell.count : highest;
        sum += cell.count;
    }
    switch (figure->series) {
    case SERIES_LOWEST:
        return shown(lowest * scale);
    case SERIES_HIGHEST:
        return shown(highest * scale);
    case SERIES_AVERAGE:
        break;
    }
    return shown(number_share(sum, (int64_t)figure->use_count, scale));
}

struct cell figure_cell(const struct bind_inputs *in, const struct figure *figure)
{
    size_t count;
    switch (figure->kind) {
    case FIGURE_SUM:
    case FIGURE_DISTINCT:
        return told_sum(in, figure->use);
    case FIGURE_TYPED_IN:
        return in->is_given[figure->measure] ? told_sum(in, figure->use) : HIDDEN;
    case FIGURE_TOP: {
        const struct release_rank *ranks = told_top(in, figure->use, &count);
        return count ? ranks[0].cell : HIDDEN;
    }
    case FIGURE_SERIES:
        return series_value(in, figure, 1);
    case FIGURE_DATE:
        return release_date(in->release, figure->use).year_is_shown ? shown(0) : HIDDEN;
    case FIGURE_WORD:
    case FIGURE_SEE:
    case FIGURE_NAMES:
        break;
    }
    return shown(0);
}

/* A quantity times `scale`, so that shares of a base stay whole numbers. */
struct scaled {
    bool shown;
    int64_t value, scale;
};

static struct scaled quantity_value(const struct bind_inputs *in, const struct quantity *quantity)
{
    if (quantity->is_share) {
        const struct cell base = figure_cell(in, &quantity->base);
        return (struct scaled){cell_is_shown(base), quantity->number * base.count, 100};
    }
    if (!quantity->figure_count)
        return (struct scaled){true, quantity->number, 1};
    struct scaled sum = {true, 0, 1};
    for (size_t i = 0; i < quantity->figure_count; i++) {
        const struct cell cell = figure_cell(in, &quantity->figures[i]);
        sum.shown = sum.shown && cell_is_shown(cell);
        sum.value += quantity->minus[i] ? -cell.count : cell.count;
    }
    return sum;
}

/* Within 10 % of the quantity or within 2 (percentage points of the base, or things), whichever is more. */
static bool is_about(struct cell left, const struct scaled *right, const struct quantity *quantity, int64_t base)
{
    const int64_t scaled = left.count * right->scale;
    const int64_t distance = scaled > right->value ? scaled - right->value : right->value - scaled;
    const int64_t tenth = right->value / 10;
    const int64_t two = quantity->is_share ? 2 * base : 2 * right->scale;
    return distance <= (tenth > two ? tenth : two);
}

static enum truth top_are(const struct bind_inputs *in, const struct predicate *predicate)
{
    size_t count;
    const struct release_rank *ranks = told_top(in, predicate->left.use, &count);
    if (!count)
        return TRUTH_HIDDEN;
    for (size_t i = 0; i < predicate->category_count; i++)
        if (i >= count || ranks[i].category != predicate->categories[i])
            return TRUTH_FALSE;
    return count == predicate->category_count ? TRUTH_TRUE : TRUTH_FALSE;
}

static bool compare(enum relation relation, int64_t left, int64_t right)
{
    switch (relation) {
    case RELATION_EQUAL:
        return left == right;
    case RELATION_NOT_EQUAL:
        return left != right;
    case RELATION_LESS:
        return left < right;
    case RELATION_LESS_EQUAL:
        return left <= right;
    case RELATION_GREATER:
        return left > right;
    case RELATION_GREATER_EQUAL:
        return left >= right;
    case RELATION_BETWEEN:
    case RELATION_ABOUT:
    case RELATION_IS_SHOWN:
    case RELATION_IS_HIDDEN:
    case RELATION_ARE:
    case RELATION_FOR_AUDIENCE:
    case RELATION_NOT_FOR_AUDIENCE:
        break;
    }
    return false;
}

/* A top list satisfies a relation when each of its numbers does. */
static enum truth relation_holds(const struct bind_inputs *in, const struct predicate *predicate, struct cell left)
{
    const struct scaled right = quantity_value(in, &predicate->right), high = quantity_value(in, &predicate->high);
    if (!cell_is_shown(left) || !right.shown || (predicate->relation == RELATION_BETWEEN && !high.shown))
        return TRUTH_HIDDEN;
    bool holds;
    if (predicate->relation == RELATION_ABOUT)
        holds = is_about(left, &right, &predicate->right,
                         predicate->right.is_share ? figure_cell(in, &predicate->right.base).count : 0);
    else if (predicate->relation == RELATION_BETWEEN)
        holds = left.count * right.scale >= right.value && left.count * high.scale <= high.value;
    else
        holds = compare(predicate->relation, left.count * right.scale, right.value);
    return holds ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth is_for_audience(const struct bind_inputs *in, const struct predicate *predicate)
{
    const bool same = &in->codebook->policies[predicate->policy] == bind_policy(in);
    return same == (predicate->relation == RELATION_FOR_AUDIENCE) ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth predicate_truth(const struct bind_inputs *in, const struct predicate *predicate)
{
    size_t count;
    if (predicate->relation == RELATION_FOR_AUDIENCE || predicate->relation == RELATION_NOT_FOR_AUDIENCE)
        return is_for_audience(in, predicate);
    if (predicate->relation == RELATION_IS_SHOWN)
        return cell_is_shown(figure_cell(in, &predicate->left)) ? TRUTH_TRUE : TRUTH_FALSE;
    if (predicate->relation == RELATION_IS_HIDDEN)
        return cell_is_shown(figure_cell(in, &predicate->left)) ? TRUTH_FALSE : TRUTH_TRUE;
    if (predicate->relation == RELATION_ARE)
        return top_are(in, predicate);
    if (predicate->left.kind != FIGURE_TOP)
        return relation_holds(in, predicate, figure_cell(in, &predicate->left));
    const struct release_rank *ranks = told_top(in, predicate->left.use, &count);
    enum truth all = count ? TRUTH_TRUE : TRUTH_HIDDEN;
    for (size_t i = 0; i < count && all == TRUTH_TRUE; i++)
        all = relation_holds(in, predicate, ranks[i].cell);
    return all;
}

static bool is_for_others(const struct bind_inputs *in, const struct statement *statement)
{
    for (size_t i = 0; i < statement->count; i++) {
        const struct predicate *predicate = &statement->predicates[i];
        if ((predicate->relation == RELATION_FOR_AUDIENCE || predicate->relation == RELATION_NOT_FOR_AUDIENCE) &&
            is_for_audience(in, predicate) == TRUTH_FALSE)
            return true;
    }
    return false;
}

/* What is false is so whatever the hidden figures beside it are; what is for others tells nothing of any figure. */
enum truth statement_truth(const struct bind_inputs *in, const struct statement *statement)
{
    enum truth all = TRUTH_TRUE;
    if (is_for_others(in, statement))
        return TRUTH_FALSE;
    for (size_t i = 0; i < statement->count; i++) {
        const enum truth one = predicate_truth(in, &statement->predicates[i]);
        if (one == TRUTH_FALSE)
            return TRUTH_FALSE;
        if (one == TRUTH_HIDDEN)
            all = TRUTH_HIDDEN;
    }
    return statement->if_shown && all == TRUTH_HIDDEN ? TRUTH_FALSE : all;
}
